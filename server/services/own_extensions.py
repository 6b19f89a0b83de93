"""A request for more time as somebody answers it by their own link: for themselves, and for whom they stand."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from server.domain import term_end
from server.domain.audit import Act
from server.domain.authority import Authority
from server.domain.beijing import beijing_day
from server.domain.case import Case
from server.domain.concurrence import (
    QUESTIONS_WORDING,
    Answer,
    ConcurrenceForm,
    Through,
    parties,
    require_wording,
    said_themselves,
    standing,
)
from server.domain.deadlines import Deadline
from server.domain.errors import ConflictError, ForbiddenError, NotFoundError
from server.domain.ids import Identity
from server.domain.party import Participant
from server.domain.speaking import Bar, Voice, voices, who_may_answer
from server.domain.term import Extension, ExtensionState
from server.domain.timeline import Tone
from server.services import minutes
from server.services.access import LinkKey
from server.services.case_links import bound
from server.services.own_case_views import BarredView, OwnExtensionView, StandsForView
from server.services.ports import Ports, UnitOfWork
from server.services.terms import extension_of
from server.services.words import right_of


@dataclass(frozen=True, slots=True)
class _Asked:
    """Everything that decides for whom a person answers."""

    person: Participant
    people: tuple[Participant, ...]
    authorities: tuple[Authority, ...]
    now: datetime

    @property
    def voices(self) -> tuple[Voice, ...]:
        return voices(self.person, parties(self.people), self.authorities, beijing_day(self.now))

    def who_may(self, party: Participant) -> tuple[Participant, ...]:
        """Return who may answer for a party."""
        return who_may_answer(party, self.people, self.authorities, beijing_day(self.now))


async def look(
    uow: UnitOfWork, case: Case, identity: Identity, end: Deadline, now: datetime
) -> OwnExtensionView | None:
    """Return the request that waits for this person's answer, or has it and is not decided; None for anybody else."""
    asked = await _asked(uow, case, identity, now)
    request = next((one for one in await uow.terms.extensions(case.id) if one.state is ExtensionState.ASKED), None)
    if request is None or asked is None:
        return None
    said = _said(asked, request)
    by = said.through.agent if said and said.through else identity
    after = term_end.extended(end, request.days, request.base, await uow.calendars.load())
    return OwnExtensionView(
        id=request.id,
        requested_by=request.requested_by,
        reason=request.reason,
        days=request.days,
        until=after.due,
        provisional=after.provisional,
        wording=QUESTIONS_WORDING,
        agrees=said.agrees if said else None,
        at=said.at if said else None,
        form=said.form if said else None,
        said_by="" if said is None or by == identity else said.recorded_by,
        for_self=any(voice.authority is None and voice.bar is None for voice in asked.voices),
        stands_for=tuple(
            StandsForView(
                voice.party.name,
                voice.authority.kind,
                voice.authority.signed_on,
                said_themselves(voice.party.identity, request.answers),
            )
            for voice in asked.voices
            if voice.authority is not None and voice.bar is None
        ),
        barred=tuple(_barred(asked, voice, voice.bar) for voice in asked.voices if voice.bar is not None),
    )


async def answer(key: LinkKey, extension: str, agrees: bool, wording: str, ports: Ports) -> None:  # noqa: FBT001 - the answer itself
    """Take what somebody says to the request by their own link; the same answer again changes nothing.

    It counts for them, where they are a party, and for each party whose authority to them stands with its papers and
    who has not answered in person: a party's own answer is never replaced, and replaces this one whenever it comes.

    Raises `NotFoundError` for a request of another case and for whoever stands for nobody, `ForbiddenError`
    (`extension.not_authorised`; facts: `party`, `why`, `who` can), `ConflictError` (`extension.answered_themselves`,
    `consent.outdated_wording`), `IllegalTransitionError` once it is decided.
    """
    now = ports.clock.now()
    require_wording(wording)
    async with ports.begin() as uow:
        link, case = await bound(uow, key, now)
        kept = await extension_of(uow, case, extension)
        asked = await _asked(uow, case, link.identity, now)
        if asked is None:
            raise NotFoundError("extension.unknown")
        said = [_answer(asked.person, voice, agrees, wording, now) for voice in _open_to(asked, kept)]
        latest = standing(kept.answers)
        news = [one for one in said if not _is_same(latest.get(one.identity), one)]
        if not news:
            return
        for one in news:
            kept = kept.answer(asked.people, one, now)
        await uow.terms.save_extension(kept)
        await _note(uow, case, asked, kept, news)
        await uow.commit()


async def _asked(uow: UnitOfWork, case: Case, identity: Identity, now: datetime) -> _Asked | None:
    people = await uow.cases.participants(case.id)
    person = next((one for one in people if one.identity == identity), None)
    if person is None:
        return None
    asked = _Asked(person, tuple(people), tuple(await uow.authorities.of_case(case.id)), now)
    return asked if asked.voices else None


def _open_to(asked: _Asked, kept: Extension) -> list[Voice]:
    """Return for whom this person answers now. Raises as `answer` when that is nobody."""
    able = [voice for voice in asked.voices if voice.bar is None]
    if not able:
        voice = asked.voices[0]
        who = "、".join(one.name for one in asked.who_may(voice.party))
        raise ForbiddenError("extension.not_authorised", party=voice.party.name, why=str(voice.bar), who=who)
    found = [
        voice for voice in able if voice.authority is None or not said_themselves(voice.party.identity, kept.answers)
    ]
    if not found:
        raise ConflictError("extension.answered_themselves")
    return found


def _answer(person: Participant, voice: Voice, agrees: bool, wording: str, now: datetime) -> Answer:  # noqa: FBT001 - the answer itself
    one = voice.authority
    through = Through(person.identity, one.kind, one.signed_on) if one else None
    return Answer(voice.party.identity, agrees, ConcurrenceForm.ONLINE, now, person.name, wording, through)


def _is_same(before: Answer | None, one: Answer) -> bool:
    return before is not None and (before.agrees, before.form, before.through) == (one.agrees, one.form, one.through)


def _said(asked: _Asked, request: Extension) -> Answer | None:
    """Return what stands for this person as a party, be it said by another; else what they last said for a party."""
    latest = standing(request.answers)
    own = latest.get(asked.person.identity)
    if own is not None:
        return own
    theirs = [one for one in latest.values() if one.through and one.through.agent == asked.person.identity]
    return max(theirs, key=lambda one: one.at, default=None)


def _barred(asked: _Asked, voice: Voice, bar: Bar) -> BarredView:
    papers = tuple(sorted(voice.authority.missing_papers)) if voice.authority and bar is Bar.PAPERS else ()
    return BarredView(voice.party.name, bar, papers, tuple(one.name for one in asked.who_may(voice.party)))


async def _note(uow: UnitOfWork, case: Case, asked: _Asked, kept: Extension, news: Sequence[Answer]) -> None:
    """Write the line of the case and the act: who answered, for whom, by which authority."""
    first, names = news[0], {one.identity: one.name for one in asked.people}
    yes = "同意" if first.agrees else "不同意"
    text = f"{_whom(asked.person.name, names, news)}{yes}延长调解期限 {kept.days} 日（在线）"
    tone = Tone.CONSENT if first.agrees else Tone.WAITING
    await minutes.line(uow, case, asked.person.name, minutes.Note("extension.answered", text, tone), first.at)
    facts = {
        "extension": kept.id,
        "answer": "yes" if first.agrees else "no",
        "form": first.form.value,
        "wording": first.wording,
        "for": ",".join(one.identity for one in news),
    }
    subject = f"case:{case.id}"
    await uow.audit.add(
        Act(f"party:{asked.person.identity}", "extension.answered", subject, tuple(sorted(facts.items()))), first.at
    )


def _whom(name: str, names: dict[Identity, str], news: Sequence[Answer]) -> str:
    by_right: dict[str, list[str]] = defaultdict(list)
    for one in news:
        if one.through is not None:
            by_right[right_of(one.through)].append(names[one.identity])
    if not by_right:
        return name
    others = "、".join(f"{'、'.join(whom)}（{right}）" for right, whom in by_right.items())
    return f"{name}本人并代{others}" if any(one.through is None for one in news) else f"{name}代{others}"
