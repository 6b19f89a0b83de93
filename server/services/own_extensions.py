"""A request for more time as somebody answers it by their own link: for themselves, and for whom they stand."""

from collections.abc import Sequence
from datetime import datetime

from server.domain import term_end
from server.domain.audit import Act
from server.domain.case import Case
from server.domain.concurrence import (
    QUESTIONS_WORDING,
    Answer,
    ConcurrenceForm,
    require_wording,
    standing,
)
from server.domain.deadlines import Deadline
from server.domain.errors import NotFoundError
from server.domain.ids import Identity
from server.domain.speaking import Voice
from server.domain.term import Extension, ExtensionState
from server.domain.timeline import Tone
from server.services import minutes
from server.services.access import LinkKey
from server.services.case_links import bound
from server.services.own_case_views import OwnExtensionView
from server.services.ports import Ports, UnitOfWork
from server.services.speakers import Speaker, speaker
from server.services.terms import extension_of


async def look(
    uow: UnitOfWork, case: Case, identity: Identity, end: Deadline, now: datetime
) -> OwnExtensionView | None:
    """Return the request that waits for this person's answer, or has it and is not decided; None for anybody else."""
    asked = await speaker(uow, case, identity, now)
    request = next((one for one in await uow.terms.extensions(case.id) if one.state is ExtensionState.ASKED), None)
    if request is None or asked is None:
        return None
    said = asked.said(request.answers)
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
        said_by="" if said is None or asked.is_own(said) else said.recorded_by,
        for_self=asked.for_self,
        stands_for=asked.stands_for(asked.in_person(request.answers)),
        barred=asked.barred,
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
        asked = await speaker(uow, case, link.identity, now)
        if asked is None:
            raise NotFoundError("extension.unknown")
        said = [
            (voice, _answer(asked, voice, agrees, wording, now))
            for voice in asked.open_to("extension", asked.in_person(kept.answers))
        ]
        latest = standing(kept.answers)
        news = [(voice, one) for voice, one in said if not _is_same(latest.get(one.identity), one)]
        if not news:
            return
        for _, one in news:
            kept = kept.answer(asked.people, one, now)
        await uow.terms.save_extension(kept)
        await _note(uow, case, asked, kept, news)
        await uow.commit()


def _answer(asked: Speaker, voice: Voice, agrees: bool, wording: str, now: datetime) -> Answer:  # noqa: FBT001 - the answer itself
    identity, form = voice.party.identity, ConcurrenceForm.ONLINE
    return Answer(identity, agrees, form, now, asked.person.name, wording, voice.through)


def _is_same(before: Answer | None, one: Answer) -> bool:
    return before is not None and (before.agrees, before.form, before.through) == (one.agrees, one.form, one.through)


async def _note(
    uow: UnitOfWork, case: Case, asked: Speaker, kept: Extension, news: Sequence[tuple[Voice, Answer]]
) -> None:
    """Write the line of the case and the act: who answered, for whom, by which authority."""
    first, whom = news[0][1], asked.whom([voice for voice, _ in news])
    yes = "同意" if first.agrees else "不同意"
    text = f"{whom}{yes}延长调解期限 {kept.days} 日（在线）"
    tone = Tone.CONSENT if first.agrees else Tone.WAITING
    await minutes.line(uow, case, asked.person.name, minutes.Note("extension.answered", text, tone), first.at)
    facts = {
        "extension": kept.id,
        "answer": "yes" if first.agrees else "no",
        "form": first.form.value,
        "wording": first.wording,
        "for": ",".join(one.identity for _, one in news),
    }
    subject = f"case:{case.id}"
    await uow.audit.add(
        Act(f"party:{asked.person.identity}", "extension.answered", subject, tuple(sorted(facts.items()))), first.at
    )
