"""A speaker: somebody who answers by their own link, in person and for each party whose authority they hold."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from server.domain.authority import Authority, Paper
from server.domain.beijing import beijing_day
from server.domain.case import Case
from server.domain.concurrence import Answer, mediating, said_themselves, standing
from server.domain.errors import ConflictError, ForbiddenError
from server.domain.ids import Identity
from server.domain.party import Participant
from server.domain.speaking import Bar, Voice, voices, who_may_answer
from server.services.ports import UnitOfWork
from server.services.speaker_views import BarredView, StandsForView
from server.services.words import right_of


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person, and the parties of one question with whom they have to do; there is at least one."""

    person: Participant
    people: tuple[Participant, ...]
    authorities: tuple[Authority, ...]
    voices: tuple[Voice, ...]
    today: date

    @property
    def able(self) -> tuple[Voice, ...]:
        """The parties for whom they answer today, themselves among them where they are asked."""
        return tuple(voice for voice in self.voices if voice.bar is None)

    @property
    def for_self(self) -> bool:
        """Whether they are asked themselves."""
        return any(voice.authority is None for voice in self.able)

    @property
    def barred(self) -> tuple[BarredView, ...]:
        """For whom they cannot answer, why, and who can."""
        return tuple(self._barred(voice, voice.bar) for voice in self.voices if voice.bar is not None)

    def stands_for(self, themselves: Collection[Identity]) -> tuple[StandsForView, ...]:
        """Return the parties whose authority they hold; `themselves` are those who answered in person."""
        return tuple(
            StandsForView(
                voice.party.name,
                voice.authority.kind,
                voice.authority.signed_on,
                voice.party.identity in themselves,
            )
            for voice in self.able
            if voice.authority is not None
        )

    def open_to(self, question: str, themselves: Collection[Identity]) -> tuple[Voice, ...]:
        """Return for whom they answer now: a party's own word is replaced by nobody's but the party's.

        Raises `ForbiddenError` (`not_authorised` of the question; facts: `party`, `why`, `who` can) when that is nobody
        for want of authority, `ConflictError` (`answered_themselves`) when each of those parties answered in person.
        """
        able = self.able
        if not able:
            voice = self.voices[0]
            who = "、".join(self._who_may(voice.party))
            raise ForbiddenError(f"{question}.not_authorised", party=voice.party.name, why=str(voice.bar), who=who)
        found = tuple(one for one in able if one.authority is None or one.party.identity not in themselves)
        if not found:
            raise ConflictError(f"{question}.answered_themselves")
        return found

    def in_person(self, answers: Sequence[Answer]) -> frozenset[Identity]:
        """Return which of the parties they have to do with answered in person."""
        asked = {voice.party.identity for voice in self.voices}
        return frozenset(one for one in asked if said_themselves(one, answers))

    def said(self, answers: Sequence[Answer]) -> Answer | None:
        """Return what stands for them as a party, be it said by another; else what they last said for a party."""
        latest = standing(answers)
        own = latest.get(self.person.identity)
        if own is not None:
            return own
        theirs = [one for one in latest.values() if one.through and one.through.agent == self.person.identity]
        return max(theirs, key=lambda one: one.at, default=None)

    def is_own(self, answer: Answer) -> bool:
        """Tell whether they gave an answer themselves, in person or for a party."""
        return (answer.through.agent if answer.through else answer.identity) == self.person.identity

    def name_of(self, identity: Identity) -> str:
        """Return the name of a person of the case."""
        return next((one.name for one in self.people if one.identity == identity), "")

    def whom(self, said: Iterable[Voice]) -> str:
        """Return the beginning of a line: who answered, for whom, and by which authority."""
        by_right: dict[str, list[str]] = defaultdict(list)
        in_person = False
        for voice in said:
            if voice.through is None:
                in_person = True
            else:
                by_right[right_of(voice.through)].append(voice.party.name)
        if not by_right:
            return self.person.name
        others = "、".join(f"{'、'.join(names)}（{right}）" for right, names in by_right.items())
        return f"{self.person.name}本人并代{others}" if in_person else f"{self.person.name}代{others}"

    def _barred(self, voice: Voice, bar: Bar) -> BarredView:
        missing = voice.authority.missing_papers if voice.authority and bar is Bar.PAPERS else frozenset[Paper]()
        return BarredView(voice.party.name, bar, tuple(sorted(missing)), self._who_may(voice.party))

    def _who_may(self, party: Participant) -> tuple[str, ...]:
        return tuple(one.name for one in who_may_answer(party, self.people, self.authorities, self.today))


async def speaker(
    uow: UnitOfWork, case: Case, identity: Identity, now: datetime, asked: Collection[Identity] | None = None
) -> Speaker | None:
    """Return who speaks by a link to a question put to the `asked` parties, to all where None.

    None for whoever stands for none of them and came with none of them.
    """
    people = tuple(await uow.cases.participants(case.id))
    person = next((one for one in people if one.identity == identity), None)
    if person is None:
        return None
    authorities, today = tuple(await uow.authorities.of_case(case.id)), beijing_day(now)
    among = [one for one in mediating(people) if asked is None or one.identity in asked]
    found = voices(person, among, authorities, today)
    return Speaker(person, people, authorities, found, today) if found else None


async def who_may(
    uow: UnitOfWork,
    case: Case,
    people: Sequence[Participant],
    now: datetime,
    asked: Collection[Identity] | None = None,
) -> tuple[Participant, ...]:
    """Return whom a question to the `asked` parties, all where None, reaches: them, and whoever may answer for one."""
    authorities, today = await uow.authorities.of_case(case.id), beijing_day(now)
    among = [one for one in mediating(people) if asked is None or one.identity in asked]
    able = {one.identity for party in among for one in who_may_answer(party, people, authorities, today)}
    return tuple(one for one in people if one.identity in able)
