"""Concurrence: what each party of a case said to one step that needs all of them, as recorded."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from server.domain.authority import AuthorityKind
from server.domain.errors import ConflictError, InvalidError
from server.domain.ids import Identity
from server.domain.party import Participant, Role

QUESTIONS_WORDING: Final = "2026-11"
"""Version of the questions as they are put now."""


class ConcurrenceForm(StrEnum):
    """In what form somebody agreed or declined."""

    ORAL = "oral"
    WRITTEN = "written"
    ONLINE = "online"
    """By their own link, or by that of whoever stands for them; staff cannot say so for anybody."""


@dataclass(frozen=True, slots=True)
class Through:
    """Who answered for a party, and by which authority, as it stood then."""

    agent: Identity
    kind: AuthorityKind
    signed_on: date


@dataclass(frozen=True, slots=True)
class Answer:
    """What one party said, in which form, when, and who wrote it down."""

    identity: Identity
    agrees: bool
    form: ConcurrenceForm
    at: datetime
    recorded_by: str = field(repr=False)
    wording: str = QUESTIONS_WORDING
    """Version of the question that was put; empty in answers older than versions."""
    through: Through | None = None
    """None when the party said it."""
    words: str = field(default="", repr=False)
    """What they said besides, where the question asks for it."""


def parties(people: Iterable[Participant]) -> tuple[Participant, ...]:
    """Return those whose dispute it is: agents speak for them and are not asked apart."""
    return tuple(person for person in people if person.role is Role.PARTY)


def mediating(people: Iterable[Participant]) -> tuple[Participant, ...]:
    """Return the parties who mediate: without respondents who refused or were not reached while others go on."""
    return tuple(person for person in parties(people) if person.absence is None)


def standing(answers: Iterable[Answer]) -> dict[Identity, Answer]:
    """Return the latest answer of each person."""
    return {answer.identity: answer for answer in sorted(answers, key=lambda answer: answer.at)}


def said_themselves(identity: Identity, answers: Iterable[Answer]) -> bool:
    """Tell whether a party answered in person, be it heard by staff: nobody answers that party's question after."""
    return any(answer.identity == identity and answer.through is None for answer in answers)


def missing(asked: Iterable[Participant], answers: Iterable[Answer]) -> tuple[Participant, ...]:
    """Return those who did not agree: not asked, or declined. Silence is no consent."""
    latest = standing(answers)
    return tuple(person for person in asked if not _agrees(latest.get(person.identity)))


def require_all(code: str, asked: Iterable[Participant], answers: Iterable[Answer]) -> None:
    """Raise `ConflictError` with `code`, naming who did not agree (`missing`)."""
    without = missing(asked, answers)
    if without:
        raise ConflictError(code, missing="、".join(person.name for person in without))


def require_known(people: Iterable[Participant], answers: Iterable[Answer], now: datetime) -> None:
    """Raise `InvalidError` (`concurrence.invalid`) for an answer of a stranger or from the future."""
    known = {person.identity for person in people}
    for answer in answers:
        if answer.identity not in known:
            raise InvalidError("concurrence.invalid", identity="unknown")
        if answer.at > now:
            raise InvalidError("concurrence.invalid", at="future")


def require_heard(answer: Answer) -> None:
    """Raise `InvalidError` (`consent.channel`) for an answer online that staff writes down for somebody."""
    if answer.form is ConcurrenceForm.ONLINE:
        raise InvalidError("consent.channel", channel="only_by_the_person")


def require_wording(wording: str) -> None:
    """Raise `ConflictError` (`consent.outdated_wording`) for an answer to a question that is put otherwise now."""
    if wording != QUESTIONS_WORDING:
        raise ConflictError("consent.outdated_wording", current=QUESTIONS_WORDING)


def _agrees(answer: Answer | None) -> bool:
    return answer is not None and answer.agrees
