"""Hand an application in: the very first time it becomes a case with an immutable receipt; later it completes it."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from server.domain.amendment import amended
from server.domain.application import Application, Door, PartyEntry
from server.domain.audit import Act
from server.domain.beijing import BEIJING
from server.domain.case import Case, CaseMode, CaseSource, CaseStage, CaseState, serial
from server.domain.case_consent import ConsentChannel
from server.domain.cause_list import CauseList
from server.domain.causes import CaseType
from server.domain.draft import Draft, House
from server.domain.errors import ConflictError, InvalidError
from server.domain.facts import CaseReceived
from server.domain.ids import CaseId
from server.domain.receipt import FirstReceipt
from server.domain.timeline import Tone
from server.services import case_types, minutes, progress_notices, receipting, settling
from server.services.hand import Hand
from server.services.intake_words import PLAIN
from server.services.ports import Ports, UnitOfWork
from server.services.ports.outside import TokenSource
from server.services.progress_notices import Handed
from server.services.settling import Change
from server.services.words import AUTHORITIES

OPEN: Final = frozenset({CaseState.RECEIVED, CaseState.RETURNED})
"""While a case may still be completed."""
UNDECIDED: Final = "案由待定"
_FEN: Final = 100


async def hand_in(uow: UnitOfWork, ports: Ports, draft: Draft, hand: Hand, now: datetime) -> FirstReceipt:
    """Make the case, complete or not, and give out its first receipt. Again returns the receipt there is.

    Raises `InvalidError` (`intake.receiver`) when nobody was chosen to receive it.
    """
    # A second click at the same moment waits here, and finds the receipt of the first.
    draft = await uow.drafts.hold(draft.case) or draft
    kept = await uow.receipts.get(draft.case)
    if kept is not None:
        return kept
    if draft.house is None:
        raise InvalidError("intake.receiver", house="required")
    at = now.replace(microsecond=0)
    # A kind of case may have ended since the draft was written.
    draft.application.require_taken(await case_types.taken_by(uow, draft.house, at))
    handed_in = replace(draft, handed_in_at=at)
    year = at.astimezone(BEIJING).year
    number = serial(ports.serial_prefix, year, await uow.cases.next_number(year))
    causes = await uow.causes.load()
    case = _filled(_new_case(draft, draft.house, number, at), draft.application, causes)
    await uow.cases.add(case)
    await uow.drafts.save(handed_in)
    await settling.settle(uow, ports, Change(case, None, draft.application), hand, now)
    receipt = await receipting.receipt_of(uow, ports, case, handed_in, await uow.materials.of_case(case.id))
    await uow.outbox.add(CaseReceived(case.serial, case.source.value, at), key=f"case-received:{case.id}")
    text = f"{receipt.receiver}首次收件，凭证已出具"
    await note(uow, case, hand, minutes.Note("case.received", text, Tone.CLOCK), now)
    await _note_posted(uow, case, draft.application, hand, now)
    await _note_filler(uow, case, draft.application, hand, now)
    await progress_notices.received(uow, case, Handed(draft, hand), now)
    return receipt


async def write(
    uow: UnitOfWork, ports: Ports, draft: Draft, application: Application, hand: Hand, now: datetime
) -> Draft:
    """Keep another text of the draft, and of the case if there is one. The first receipt stays as it is.

    Who changed which fields of what was received is in the audit log.

    Raises `InvalidError` (`consent.channel` for a consent that staff calls given online), `StaleVersionError` and, once
    the case is taken on, `ConflictError` (`intake.closed`).
    """
    if hand.account is not None:
        _require_not_online(draft.application, application)
    named = replace(application, parties=_with_keys(draft, application, ports.chance))
    causes = await uow.causes.load()
    enabled = await case_types.taken_by(uow, draft.house, draft.handed_in_at or now)
    written = draft.written(named, now, causes, enabled)
    if draft.handed_in_at is not None:
        case = await open_case(uow, draft.case)
        filled = _filled(case, named, causes)
        await uow.cases.save(filled)
        await settling.settle(uow, ports, Change(filled, draft.application, named), hand, now)
        if named.posted != draft.application.posted:
            await _note_posted(uow, case, named, hand, now)
        if names := amended(draft.application, named):
            said = (("fields", " ".join(names)),)
            await uow.audit.add(Act(hand.actor, "application.changed", f"case:{case.id}", said), now)
    await uow.drafts.save(written)
    return replace(written, version=draft.version + 1)


def _require_not_online(before: Application, after: Application) -> None:
    """Raise `InvalidError` (`consent.channel`): only the person says yes or no online, from their own device."""
    kept = {(party.key, party.consent) for party in before.parties if party.consent_channel is ConsentChannel.ONLINE}
    for party in after.parties:
        if party.consent_channel is ConsentChannel.ONLINE and (party.key, party.consent) not in kept:
            raise InvalidError("consent.channel", channel="only_by_the_person")


async def open_case(uow: UnitOfWork, case_id: CaseId) -> Case:
    """Return a case whose intake goes on. Raises `ConflictError` (`intake.closed`)."""
    case = await uow.cases.get(case_id)
    if case is None or case.state not in OPEN:
        raise ConflictError("intake.closed")
    return case


async def note(uow: UnitOfWork, case: Case, hand: Hand, line: minutes.Note, now: datetime, **facts: str) -> None:
    """Write what somebody did into the case and the audit log."""
    await minutes.line(uow, case, hand.name, line, now)
    await uow.audit.add(Act(hand.actor, line.kind, f"case:{case.id}", tuple(sorted(facts.items()))), now)


async def _note_posted(uow: UnitOfWork, case: Case, application: Application, hand: Hand, now: datetime) -> None:
    """Write into the case when it was posted and what shows it, or that this was taken back; nothing where none is."""
    on = application.posted
    if on is None and case.posted_on is None:
        return
    text = f"邮寄：{on} 寄出（{application.posted_proof.strip()}），首次收件时间不变" if on else "撤销所记的寄出日"
    await note(uow, case, hand, minutes.Note("case.posted", text, Tone.CLOCK), now, posted_on=str(on or ""))


async def _note_filler(uow: UnitOfWork, case: Case, application: Application, hand: Hand, now: datetime) -> None:
    filler = application.filler
    if filler is not None:
        text = f"由{filler.name or '代填人'}（{AUTHORITIES[filler.kind]}）代填，授权材料还没有出示，不能代为答复"
        await minutes.line(uow, case, hand.name, minutes.Note("case.filled_in", text, Tone.WAITING), now)


def _new_case(draft: Draft, house: House, number: str, at: datetime) -> Case:
    application = draft.application
    return Case(
        id=draft.case,
        serial=number,
        court_number=None,
        title=application.title,
        cause=UNDECIDED,
        claim="",
        court=house.name if house.is_court else None,
        organisation=None if house.is_court else house.name,
        mediator=None,
        received_at=at,
        source=_of_court(application) if house.is_court else CaseSource.ORGANISATION,
        stage=application.stage,
        procedure=application.procedure,
        mode=CaseMode.OFFLINE if draft.door is Door.OFFLINE else CaseMode.ONLINE,
        state=CaseState.RECEIVED,
    )


def _filled(case: Case, application: Application, causes: CauseList) -> Case:
    """Return the case as the application tells it now."""
    if case.source is CaseSource.ORGANISATION and (
        application.court_number or application.stage is CaseStage.LITIGATION
    ):
        raise InvalidError("case.court_number", court_number="not_with_an_organisation")
    if case.source is CaseSource.ORGANISATION and application.judge_presides:
        raise InvalidError("case.judge_presides", judge_presides="not_with_an_organisation")
    cause = application.cause(case.received_at, causes)
    if cause is None and application.claims and application.case_type is CaseType.LABOUR:
        cause = causes.proposed(application.claims[0].plain, case.received_at)
    return replace(
        case,
        title=application.title,
        court_number=application.court_number or None,
        cause=cause.name if cause else UNDECIDED,
        cause_code=cause.code if cause else "",
        claim=_claim(application),
        place=application.place,
        amount=application.amount,
        workers=application.workers,
        source=case.source if case.source is CaseSource.ORGANISATION else _of_court(application),
        stage=application.stage,
        procedure=application.procedure,
        posted_on=application.posted,
    )


def _of_court(application: Application) -> CaseSource:
    """Return how a case that a court received comes to mediation."""
    if application.judge_presides:
        return CaseSource.JUDGE
    return CaseSource.ENTRUSTED if application.stage is CaseStage.PRE_FILING else CaseSource.COMMISSIONED


def _claim(application: Application) -> str:
    items = [
        PLAIN[item.plain]
        + (f"{item.amount / _FEN:,.2f}元".replace(".00元", "元") if item.amount is not None else "")
        + (f"（{item.words}）" if item.words else "")
        for item in application.claims
    ]
    asked = f"请求{'；'.join(items)}。" if items else ""
    return asked + application.facts


def _with_keys(draft: Draft, application: Application, chance: TokenSource) -> tuple[PartyEntry, ...]:
    """Return the parties with names of ours: what a browser made up never becomes an identity."""
    known = {party.key for party in draft.application.parties} | ({draft.applicant} if draft.applicant else set())
    return tuple(party if party.key in known else replace(party, key=chance.id()) for party in application.parties)
