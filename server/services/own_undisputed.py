"""The undisputed facts as somebody answers them by their own link: for themselves, and for whom they stand."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from server.domain.audit import Act
from server.domain.case import Case
from server.domain.concurrence import QUESTIONS_WORDING, Answer, ConcurrenceForm, require_wording
from server.domain.errors import NotFoundError
from server.domain.ids import Identity
from server.domain.speaking import Voice
from server.domain.timeline import Tone
from server.domain.undisputed import Edition, FactSays, is_writable
from server.services import minutes
from server.services.access import LinkKey
from server.services.case_links import bound
from server.services.ports import Ports, UnitOfWork
from server.services.speakers import Speaker, speaker
from server.services.undisputed import act_facts, require_facts_open, standing_edition, tell_answered
from server.services.undisputed_views import OwnFactsView, own_facts


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """What somebody says to every fact of the words of `sha256`; `wording` is the version of the question."""

    sha256: str
    wording: str
    says: tuple[FactSays, ...] = field(repr=False)


async def look(uow: UnitOfWork, case: Case, identity: Identity, now: datetime) -> OwnFactsView | None:
    """Return the facts that this person is asked about; None for anybody else, and where there are none."""
    edition = await uow.undisputed.latest(case.id)
    asked = await speaker(uow, case, identity, now) if edition and edition.facts else None
    if edition is None or asked is None:
        return None
    ended = await uow.endings.get(case.id)
    said = _said(asked, edition)
    first = next((one for one in said if one is not None), None)
    gone = ended.report.undisputed if ended and ended.hand_over and ended.report else ()
    return OwnFactsView(
        sha256=edition.sha256,
        wording=QUESTIONS_WORDING,
        facts=own_facts(edition, said, frozenset(one.text for one in gone)),
        at=max((one.at for one in said if one is not None), default=None),
        form=first.form if first else None,
        said_by=_said_by(asked, first),
        for_self=asked.for_self,
        stands_for=asked.stands_for(_themselves(asked, edition)),
        barred=asked.barred,
        open=is_writable(ended),
    )


async def answer(key: LinkKey, command: OwnAnswer, ports: Ports) -> None:
    """Take what somebody says to every fact by their own link; the same again changes nothing.

    It counts for them, where they are a party, and for each party whose authority to them stands with its papers and
    who has not answered in person: what an agent grants holds unless the authority says otherwise or the party denies
    it (民事诉讼证据规定 art. 5), so a party's own answer is never replaced, and replaces this one whenever it comes.

    Raises `NotFoundError` (`facts.none`) where nothing is asked of them, `ForbiddenError` (`facts.not_authorised`;
    facts: `party`, `why`, `who` can), `InvalidError` as `Edition.answered`, `ConflictError`: `facts.changed`,
    `facts.closed`, `facts.answered_themselves`, `consent.outdated_wording`, `file.closed`.
    """
    now = ports.clock.now()
    require_wording(command.wording)
    async with ports.begin() as uow:
        link, bare = await bound(uow, key, now)
        # Held until the end: two parties answer one after the other, and nobody answers to words being changed.
        case = await uow.cases.by_serial(bare.serial) or bare
        await require_facts_open(uow, case)
        before = await standing_edition(uow, case)
        asked = await speaker(uow, case, link.identity, now)
        if asked is None:
            raise NotFoundError("facts.none")
        before.require_seen(command.sha256)
        news: list[Voice] = []
        edition = before
        for voice in asked.open_to("facts", _themselves(asked, before)):
            after = edition.answered(command.says, _answer(asked, voice, command.wording, now))
            if after is not edition:
                news.append(voice)
            edition = after
        if not news:
            return
        await uow.undisputed.save_answers(edition)
        await _note(uow, case, asked, edition, news, now)
        await tell_answered(uow, case, edition, now)
        await uow.commit()


def _themselves(asked: Speaker, edition: Edition) -> frozenset[Identity]:
    """Return which of the parties one speaks for answered in person."""
    who = {voice.party.identity for voice in asked.voices}
    return frozenset(one for one in who if edition.said_themselves(one))


def _answer(asked: Speaker, voice: Voice, wording: str, now: datetime) -> Answer:
    form = ConcurrenceForm.ONLINE
    return Answer(
        voice.party.identity,
        agrees=True,
        form=form,
        at=now,
        recorded_by=asked.person.name,
        wording=wording,
        through=voice.through,
    )


def _said(asked: Speaker, edition: Edition) -> tuple[Answer | None, ...]:
    """Return what stands for this person as a party; else what they last said for a party they stand for."""
    own = edition.said(asked.person.identity)
    if asked.for_self:
        return own
    theirs = ((voice, edition.said(voice.party.identity)) for voice in asked.able)
    return next((said for voice, said in theirs if any(one and one.through == voice.through for one in said)), own)


def _said_by(asked: Speaker, first: Answer | None) -> str:
    """Return who said it for this party, or wrote it down; empty where they did so themselves by a link."""
    if first is None:
        return ""
    by_own_link = first.form is ConcurrenceForm.ONLINE and first.recorded_by == asked.person.name
    return "" if by_own_link else first.recorded_by


async def _note(
    uow: UnitOfWork, case: Case, asked: Speaker, edition: Edition, news: Sequence[Voice], now: datetime
) -> None:
    """Write the line of the case and the act; neither says what was confirmed, for others read the line."""
    text = f"{asked.whom(news)}答复了无争议事实（在线）"
    await minutes.line(uow, case, asked.person.name, minutes.Note("facts.answered", text, Tone.CONSENT), now)
    facts = act_facts(edition, news[0].party.identity, ConcurrenceForm.ONLINE)
    facts["for"] = ",".join(voice.party.identity for voice in news)
    act = Act(f"party:{asked.person.identity}", "facts.answered", f"case:{case.id}", tuple(sorted(facts.items())))
    await uow.audit.add(act, now)
