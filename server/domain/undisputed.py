"""Undisputed facts 无争议事实记载: numbered, with their source, and what each party answered to each of them.

Only facts that every party confirmed may be used in court against whoever confirmed them (在线调解规则 arts. 18, 22);
all others were said to reach a settlement and stay here (民诉法解释 art. 107). Confirming a fact concedes nothing.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from server.domain.concurrence import Answer, ConcurrenceForm, mediating, parties, said_themselves, standing
from server.domain.ending import MOST_FACTS, Ending, FactConfirmation, UndisputedFact
from server.domain.errors import ConflictError, InvalidError
from server.domain.ids import CaseId, Identity
from server.domain.outcome import EndingCode
from server.domain.party import Participant, Side

LONGEST: Final = 2_000
"""Signs of the text of a fact, of its source, and of the words of a refusal."""
_BOTH: Final = frozenset({Side.APPLICANT, Side.RESPONDENT})


class FactsState(StrEnum):
    """What a party answered to one edition."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    """Every fact of it."""
    REFUSED = "refused"
    """At least one fact of it."""


@dataclass(frozen=True, slots=True)
class StatedFact:
    """A fact as the mediator wrote it down, and what it rests on: a paper, or who said it and when."""

    text: str = field(repr=False)
    source: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class FactSays:
    """What somebody answers to the fact of this number; `words` say what is not so, where they do not confirm it."""

    number: int
    agrees: bool
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Edition:
    """The facts in the words of one moment. Other words are another edition, to which nobody has answered yet.

    Raises `InvalidError` (`facts.incomplete`): a fact without text or source, or too many facts.
    """

    case: CaseId
    number: int
    facts: tuple[StatedFact, ...]
    """None when the mediator took all of them back."""
    written_at: datetime
    written_by: str = field(repr=False)
    answers: tuple[tuple[Answer, ...], ...] = ()
    """Of every fact, in their order: what parties said to it, oldest first."""

    def __post_init__(self) -> None:
        problems = {}
        if any(not fact.text.strip() for fact in self.facts):
            problems["text"] = "required"
        if any(not fact.source.strip() for fact in self.facts):
            problems["source"] = "required"
        if len(self.facts) > MOST_FACTS:
            problems["facts"] = "too_many"
        if problems:
            raise InvalidError("facts.incomplete", **problems)
        if not self.answers:
            object.__setattr__(self, "answers", ((),) * len(self.facts))

    @property
    def sha256(self) -> str:
        """Digest of numbers, texts and sources: what an answer is given to."""
        said = [[number, fact.text, fact.source] for number, fact in enumerate(self.facts, 1)]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()

    def require_seen(self, sha256: str) -> None:
        """Raise `ConflictError` (`facts.changed`) for an answer to other words than these."""
        if sha256 != self.sha256:
            raise ConflictError("facts.changed")

    def said(self, identity: Identity) -> tuple[Answer | None, ...]:
        """Return what stands of a party, fact by fact."""
        return tuple(standing(history).get(identity) for history in self.answers)

    def state_of(self, identity: Identity) -> FactsState:
        """Return what a party answered to the whole of it."""
        said = self.said(identity)
        if not said or any(one is None for one in said):
            return FactsState.PENDING
        return FactsState.CONFIRMED if all(one and one.agrees for one in said) else FactsState.REFUSED

    def said_themselves(self, identity: Identity) -> bool:
        """Tell whether a party answered in person."""
        return any(said_themselves(identity, history) for history in self.answers)

    def said_online(self, identity: Identity) -> bool:
        """Tell whether what stands of a party was said by that party's own link."""
        standing_now = [one for one in self.said(identity) if one is not None]
        return any(one.form is ConcurrenceForm.ONLINE and one.through is None for one in standing_now)

    def answered(self, says: Sequence[FactSays], said: Answer) -> "Edition":
        """Return it with what one party says to every fact; `said` tells who, how, when and through whom.

        What stands already is not kept twice: where nothing is new, this very edition is returned.

        Raises `InvalidError`: `facts.unanswered` unless each fact has one answer, `facts.words_needed` (fact: `number`)
        where somebody does not confirm and does not say what is not so.
        """
        _require_whole(says, len(self.facts))
        before, after = self.said(said.identity), list(self.answers)
        for one in says:
            words = "" if one.agrees else one.words.strip()
            answer = replace(said, agrees=one.agrees, words=words)
            if not _is_same(before[one.number - 1], answer):
                after[one.number - 1] = (*after[one.number - 1], answer)
        found = tuple(after)
        return self if found == self.answers else replace(self, answers=found)

    def joint(self, people: Iterable[Participant]) -> tuple[UndisputedFact, ...]:
        """Return the facts that every party confirmed: only these may leave (在线调解规则 art. 18).

        Every party is every one of the case, also one that does not mediate; none where a side has no party.
        """
        asked = parties(people)
        return tuple(self._stated(number, asked) for number in self.joint_numbers(asked))

    def joint_numbers(self, people: Iterable[Participant]) -> tuple[int, ...]:
        """Return the numbers of the facts of `joint`, in order."""
        asked = parties(people)
        if not {person.side for person in asked} >= _BOTH:
            return ()
        return tuple(number for number in range(1, len(self.facts) + 1) if self._stated(number, asked).is_joint(asked))

    def is_answered(self, people: Iterable[Participant]) -> bool:
        """Tell whether every party that mediates answered."""
        return all(self.state_of(one.identity) is not FactsState.PENDING for one in mediating(people))

    def _stated(self, number: int, asked: Iterable[Participant]) -> UndisputedFact:
        said = standing(self.answers[number - 1])
        agreed = [said[one.identity] for one in asked if one.identity in said and said[one.identity].agrees]
        fact = self.facts[number - 1]
        confirmations = tuple(
            FactConfirmation(one.identity, one.at, one.form, one.recorded_by, one.through) for one in agreed
        )
        return UndisputedFact(fact.text, confirmations, fact.source)


def require_writable(ended: Ending | None) -> None:
    """Raise `ConflictError` (`facts.closed`) once the facts are fixed.

    They are when they were handed over to the court or the case was filed, and when an agreement ended the dispute:
    until then a mediation that ended is still put on record (特邀调解规定 art. 26).
    """
    if ended is None:
        return
    if ended.hand_over is not None or ended.closed_at is not None or ended.code is EndingCode.AGREEMENT:
        raise ConflictError("facts.closed")


def is_writable(ended: Ending | None) -> bool:
    """Tell whether the facts are not fixed yet."""
    try:
        require_writable(ended)
    except ConflictError:
        return False
    return True


def _require_whole(says: Sequence[FactSays], facts: int) -> None:
    if sorted(one.number for one in says) != list(range(1, facts + 1)):
        raise InvalidError("facts.unanswered", answers="each_fact_once")
    for one in says:
        if not one.agrees and not one.words.strip():
            raise InvalidError("facts.words_needed", number=str(one.number))


def _is_same(before: Answer | None, after: Answer) -> bool:
    return before is not None and (before.agrees, before.words, before.form, before.through) == (
        after.agrees,
        after.words,
        after.form,
        after.through,
    )
