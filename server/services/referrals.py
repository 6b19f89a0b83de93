"""Referring and accepting: the court sends, the organisation accepts, declines or lets the time pass."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from server.domain.account import Account, Right
from server.domain.audit import Act
from server.domain.case import Case, CaseAction, CaseSource, CaseState
from server.domain.choice import ChoiceState
from server.domain.errors import ConflictError, InvalidError, NotFoundError
from server.domain.facts import CaseReferred, ReferralAnswered
from server.domain.ids import AccountId, CaseId, EntryId
from server.domain.party import Role
from server.domain.profile import EntryKind
from server.domain.referral import ChosenBy, DeclineGround, Referral, ReferralState
from server.domain.term import StartEvent
from server.domain.timeline import Tone
from server.services import (
    choosing,
    clocks,
    eligibility,
    finishing,
    minutes,
    panels,
    progress_notices,
    referral_notices,
    sweeping,
    terms,
)
from server.services.access import case_in_reach
from server.services.explanations import require_explained
from server.services.finishing import Why
from server.services.panels import Said
from server.services.ports import Ports, UnitOfWork
from server.services.roster_views import Candidate
from server.services.words import ENDINGS, referring

GROUNDS = {
    DeclineGround.OUT_OF_CHARTER: "超出章程范围",
    DeclineGround.OUT_OF_FIELD: "明显不属于擅长领域",
    DeclineGround.UNSUITABLE: "其他不适宜接受的情形",
}


@dataclass(frozen=True, slots=True)
class Send:
    """The letter. The same `key` with the same content is one letter."""

    serial: str
    key: str
    entry: str
    """Organisation, or a mediator of it who is named."""

    def content(self) -> str:
        """Return everything in one form, to tell a repeat from another request."""
        return json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Accept:
    """Acceptance, with who mediates and what they disclose; all three grounds are answered."""

    serial: str
    mediator: str
    """Entry of the mediator."""
    said: Said
    signed_for_at: datetime | None = None


async def send(account: Account, command: Send, ports: Ports) -> None:
    """Refer a case. Needs `case.refer`.

    Raises `ConflictError`: `award.explanation_owed` (LY-08), `choice.not_begun`, `choice.open`, `referral.unfit`;
    `InvalidError` (`choice.other_than_chosen`, `referral.no_account`) and `IllegalTransitionError`.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, command.serial, Right.CASE_REFER)
        if not await uow.keys.claim(f"referral:{case.id}", command.key, command.content(), now):
            return
        await require_explained(uow, case)
        target = await choosing.fitting(uow, case, command.entry, ports)
        chosen_by = await _close_choice(uow, case, target)
        referral = _referral(ports, account, case, target, chosen_by, now)
        await uow.referrals.add(referral)
        account_of = AccountId(target.account) if target.account else None
        sent = case.act(CaseAction.REFER).given_to(referral.organisation or None, account_of)
        await uow.cases.save(sent)
        whom = referral.organisation + (f"（{referral.mediator_name}）" if referral.mediator_name else "")
        text = f"{referring(case.source)}{whom}调解"
        await minutes.by_staff(uow, account, sent, minutes.Note("referral.sent", text, Tone.CLOCK), now)
        await progress_notices.referred(uow, case, referral, now)
        await uow.outbox.add(CaseReferred(case.serial, referral.organisation, now), key=f"referral-sent:{referral.id}")
        await clocks.refresh(uow, sent, now)
        await uow.commit()


async def accept(account: Account, command: Accept, ports: Ports) -> None:
    """Accept: the term begins now, whatever was signed for when (C2), and anew with another organisation.

    The organisation that had the case goes on within its term. Needs `case.accept`.

    Raises as `eligibility.of_referral`, `ConflictError` (`referral.overdue`, `referral.none`), `InvalidError`
    (`referral.mediator`, `disclosure.text`, `referral.signed_for`) and `IllegalTransitionError`.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, command.serial, Right.CASE_ACCEPT)
        referral = await waiting(uow, case)
        if referral.is_overdue(await uow.calendars.load(), now):
            raise ConflictError("referral.overdue")
        mediator = await eligibility.of_referral(uow, case, referral, command.mediator)
        if account.role is Role.MEDIATOR and mediator.account != account.id:
            raise InvalidError("referral.mediator", mediator="not_you")
        anew = referral.begins_anew(await uow.referrals.of_case(case.id))
        await uow.referrals.save(referral.accept(account.id, now, command.signed_for_at))
        accepted = case.act(CaseAction.ACCEPT).given_to(case.organisation, mediator.account)
        await uow.cases.save(accepted)
        await panels.seat(uow, accepted, mediator, now)
        await panels.disclose_in(uow, ports, accepted, mediator, command.said, now)
        text = f"接受{referring(case.source)}，由{mediator.shown.name}主持，调解期限{'起算' if anew else '继续计算'}"
        await minutes.by_staff(uow, account, accepted, minutes.Note("referral.accepted", text, Tone.CLOCK), now)
        await progress_notices.accepted(uow, accepted, mediator.shown.name, now)
        fact = ReferralAnswered(case.serial, ReferralState.ACCEPTED, "", now)
        await uow.outbox.add(fact, key=f"referral-answered:{referral.id}")
        await terms.begin(uow, accepted, StartEvent.ACCEPTED, now, command.signed_for_at, anew=anew)
        await uow.commit()


async def take_on_own(account: Account, command: Accept, ports: Ports) -> None:
    """Accept what a party brought to the organisation itself: no court, no referral. Needs `case.accept`.

    Where its parties chose, whoever they picked mediates (SM-04).

    Raises `ConflictError` (`referral.none` for anything else, `award.explanation_owed`, `choice.open` while they
    choose), `InvalidError` (`choice.other_than_chosen`), and as `accept`.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, command.serial, Right.CASE_ACCEPT)
        if case.source is not CaseSource.ORGANISATION or case.state is not CaseState.TO_APPOINT:
            raise ConflictError("referral.none")
        await require_explained(uow, case)
        await _close_own_choice(uow, case, command.mediator)
        mediator = await eligibility.of_house(uow, case, command.mediator, presides=True)
        accepted = case.act(CaseAction.REFER).act(CaseAction.ACCEPT).given_to(case.organisation, mediator.account)
        await uow.cases.save(accepted)
        await panels.seat(uow, accepted, mediator, now)
        await panels.disclose_in(uow, ports, accepted, mediator, command.said, now)
        text = f"受理调解申请，由{mediator.shown.name}主持"
        await minutes.by_staff(uow, account, accepted, minutes.Note("referral.accepted", text, Tone.CLOCK), now)
        await progress_notices.accepted(uow, accepted, mediator.shown.name, now)
        await terms.begin(uow, accepted, StartEvent.ACCEPTED, now, None)
        await uow.commit()


async def decline(account: Account, serial: str, ground: DeclineGround, reason: str, ports: Ports) -> None:
    """Decline on one of the three grounds, with the reason; the court appoints anew. Needs `case.accept`.

    Whoever declined reaches case and materials no longer from this moment on (OM-14).
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, serial, Right.CASE_ACCEPT)
        referral = (await waiting(uow, case)).decline(account.id, now, ground, reason)
        await uow.referrals.save(referral)
        text = f"{referral.organisation or referral.mediator_name}不接受：{GROUNDS[ground]}。{reason.strip()}"
        await minutes.by_staff(uow, account, case, minutes.Note("referral.declined", text, Tone.WAITING), now)
        await give_back(uow, ports, case, referral, now)
        await uow.commit()


async def withdraw(account: Account, serial: str, reason: str, ports: Ports) -> None:
    """Take an unanswered referral back after three working days, to appoint anew. Needs `case.refer`.

    Raises `ConflictError` (`referral.too_early`).
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, serial, Right.CASE_REFER)
        calendar = await uow.calendars.load()
        referral = (await waiting(uow, case)).withdraw(account.id, now, reason, calendar)
        await uow.referrals.save(referral)
        whom = referral.organisation or referral.mediator_name
        text = f"三个工作日内未确认，收回对{whom}的{referring(case.source)}，另行指定：{reason.strip()}"
        await minutes.by_staff(uow, account, case, minutes.Note("referral.withdrawn", text, Tone.CLOCK), now)
        why = f"三个工作日内没有确认，另行指定，{reason.strip()}"
        await referral_notices.taken_back(uow, case, referral, why, now)
        await give_back(uow, ports, case, referral, now)
        await uow.commit()


async def expire(ports: Ports) -> int:
    """Return to the court what nobody answered in five working days; return how many. Run from time to time."""
    async with ports.reading() as uow:
        unanswered = await uow.referrals.unanswered()
    return await sweeping.each("return of a referral", unanswered, lambda case: _expire(ports, case))


async def _expire(ports: Ports, case_id: CaseId) -> bool:
    now = ports.clock.now()
    async with ports.begin() as uow:
        case, referral = await uow.cases.get(case_id), await uow.referrals.latest(case_id)
        calendar = await uow.calendars.load()
        if case is None or referral is None or not referral.is_overdue(calendar, now):
            return False
        gone = referral.expire(now, calendar)
        await uow.referrals.save(gone)
        text = f"{gone.organisation or gone.mediator_name}五个工作日内未确认，自动退回，另行指定"
        await minutes.line(uow, case, "系统", minutes.Note("referral.overdue", text, Tone.CLOCK), now)
        await uow.audit.add(Act("system", "referral.overdue", f"case:{case.id}"), now)
        await referral_notices.taken_back(uow, case, gone, "五个工作日内没有确认，自动退回法院", now)
        await give_back(uow, ports, case, gone, now)
        await uow.commit()
    return True


async def give_back(uow: UnitOfWork, ports: Ports, case: Case, referral: Referral, now: datetime) -> None:
    """Take the case from whoever has it, in this transaction, and let the court choose again."""
    back = case.act(CaseAction.GIVE_BACK).given_to(None, None)
    await uow.cases.save(back)
    await panels.clear(uow, case, now)
    await choosing.reopen(uow, ports, back, now)
    ground = referral.ground.value if referral.ground else ""
    fact = ReferralAnswered(case.serial, referral.state, ground, now)
    await uow.outbox.add(fact, key=f"referral-returned:{referral.id}")
    await clocks.refresh(uow, back, now)


async def call_back(uow: UnitOfWork, account: Account, case: Case, why: Why, now: datetime) -> Case:
    """Take the case at once from whoever was asked to mediate it, because it ends; return it for the caller to save.

    They are told by which ending, and not what the parties said. Raises `ConflictError` (`referral.none`).
    """
    referral = (await waiting(uow, case)).call_back(account.id, now, why.reason.strip())
    await uow.referrals.save(referral)
    await referral_notices.taken_back(uow, case, referral, f"案件已经终结，{ENDINGS[why.code]}", now)
    await panels.clear(uow, case, now)
    whom = referral.organisation or referral.mediator_name
    note = minutes.Note("referral.withdrawn", f"案件终结，收回对{whom}的{referring(case.source)}", Tone.CLOCK)
    await minutes.by_staff(uow, account, case, note, now)
    await uow.outbox.add(ReferralAnswered(case.serial, referral.state, "", now), f"referral-returned:{referral.id}")
    return case.act(CaseAction.GIVE_BACK).given_to(None, None)


async def waiting(uow: UnitOfWork, case: Case) -> Referral:
    """Return the referral that waits for an answer. Raises `ConflictError` (`referral.none`)."""
    found = await uow.referrals.latest(case.id)
    if found is None or found.state is not ReferralState.SENT:
        raise ConflictError("referral.none")
    return found


async def _close_choice(uow: UnitOfWork, case: Case, target: Candidate) -> ChosenBy:
    choice = await uow.choices.latest(case.id)
    if choice is None or choice.state is ChoiceState.CLOSED:
        raise ConflictError("choice.not_begun")
    if choice.state is ChoiceState.OPEN:
        raise ConflictError("choice.open")
    if choice.state is ChoiceState.MATCHED and choice.chosen not in {target.id, target.organisation_id}:
        raise InvalidError("choice.other_than_chosen", entry="other")
    await uow.choices.save(choice.close())
    return ChosenBy.PARTIES if choice.state is ChoiceState.MATCHED else ChosenBy.COURT


async def _close_own_choice(uow: UnitOfWork, case: Case, mediator: str) -> None:
    """End the round of the parties of an own case, where there was one, with the mediator whom they picked."""
    choice = await uow.choices.latest(case.id)
    if choice is None or choice.state is ChoiceState.CLOSED:
        return
    if choice.state is ChoiceState.OPEN:
        raise ConflictError("choice.open")
    if choice.state is ChoiceState.MATCHED and choice.chosen != mediator:
        raise InvalidError("choice.other_than_chosen", entry="other")
    await uow.choices.save(choice.close())


def _referral(
    ports: Ports, account: Account, case: Case, target: Candidate, chosen_by: ChosenBy, now: datetime
) -> Referral:
    is_mediator = target.kind is EntryKind.MEDIATOR
    return Referral(
        id=ports.chance.id(),
        case=case.id,
        source=case.source,
        entry=EntryId(target.organisation_id or target.id),
        organisation=(target.organisation or "") if is_mediator else target.name,
        mediator_entry=EntryId(target.id) if is_mediator else None,
        mediator_name=target.name if is_mediator else "",
        chosen_by=chosen_by,
        sent_at=now,
        sent_by=account.id,
    )


async def replace_organisation(account: Account, serial: str, reason: str, ports: Ports) -> None:
    """Take an accepted case away from its organisation, to refer it anew. Needs `case.refer`; a reason is kept.

    What it had planned is called off. Raises `ConflictError` (`ending.session_open`) while a session is held.
    """
    now = ports.clock.now()
    if not reason.strip():
        raise InvalidError("referral.reason", reason="required")
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, serial, Right.CASE_REFER)
        referral = await uow.referrals.latest(case.id)
        if referral is None:
            raise NotFoundError("referral.none")
        ended = referral.end(now, reason.strip())
        await finishing.require_none_open(uow, case)
        called_off = await finishing.call_off_planned(uow, account, case, now, "案件另行指定调解组织")
        await uow.referrals.save(ended)
        whom = ended.organisation or ended.mediator_name
        text = f"收回对{whom}的{referring(case.source)}，另行指定：{reason.strip()}"
        await minutes.by_staff(uow, account, case, minutes.Note("referral.ended", text, Tone.CLOCK), now)
        await referral_notices.taken_back(uow, case, ended, f"另行指定，{reason.strip()}", now)
        await give_back(uow, ports, case, ended, now)
        await uow.commit()
    for session in called_off:
        await ports.rooms.end(session)
