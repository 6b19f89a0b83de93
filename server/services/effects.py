"""An agreement takes effect: every signature binds its party, and everybody is told."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from server.domain import rest
from server.domain.account import Account, Right
from server.domain.agreement_effect import (
    AgreementEffect,
    Signature,
    require_after,
    require_anew,
    require_sealed,
    require_whole,
    signed_in,
    unbound,
)
from server.domain.authority import Authority
from server.domain.beijing import BEIJING, beijing_day
from server.domain.case import Case
from server.domain.case_consent import ConsentStep, StepConsent
from server.domain.concurrence import parties
from server.domain.ending import HANDED_OVER_TO_COURT, Ending
from server.domain.errors import ForbiddenError, InvalidError
from server.domain.ids import Identity, SessionId
from server.domain.outcome import EndingCode
from server.domain.party import Participant
from server.domain.performance import ClauseKind, Performance
from server.domain.signing import require_online, require_signer, signers
from server.domain.timeline import Tone
from server.services import clocks, effect_notices, endings, finishing, minutes
from server.services.access import case_in_reach, require_guardians
from server.services.doors import doors_of
from server.services.ending_views import CaseEndingView
from server.services.ports import Ports, UnitOfWork

FOLLOW_UP_AFTER = timedelta(days=7)
"""回访: a week after the last day for performance, or after the effect when nothing is to be performed."""


@dataclass(frozen=True, slots=True)
class TakeEffect:
    """When everybody signed, and what the agreement is about."""

    serial: str
    signatures: tuple[Signature, ...]
    mediator_signed_at: datetime
    sealed_at: datetime | None
    clauses: frozenset[ClauseKind]
    performances: tuple[Performance, ...]
    sessions: tuple[SessionId, ...] = ()
    """Whose agreement was signed; empty: of the last session in which something was agreed."""
    left_out: frozenset[str] = frozenset()
    """Parties who did not sign, knowingly: the agreement does not bind them (LB-06, LB-07)."""


async def take_effect(account: Account, command: TakeEffect, ports: Ports) -> CaseEndingView:
    """Record signatures and seal: the earlier of the two readings of effectiveness counts (C3). Needs `recording`.

    Every party is told in the same transaction (OM-24), and what was still planned is called off. What was agreed on a
    part takes effect after the mediation of the rest ended, too: that ending stays as it is.

    Each signature names who put it and by which authority; one that does not bind its party changes nothing (LB-08).
    An electronic one needs the signer's yes to signing online, given before (OL-01).

    Raises as `require_borne`, `InvalidError` (`effect.after_end`; `effect.incomplete` for sessions), `ConflictError`
    (`effect.suspended`, `ending.session_open`), `IllegalTransitionError`, `StaleVersionError`.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await recording(uow, account, command.serial)
        agreed, ended = await uow.endings.agreed_in(case.id), await uow.endings.get(case.id)
        pauses = await uow.terms.pauses(case.id)
        in_force = rest.take_effect(case, await uow.endings.effect(case.id), agreed, pauses)
        sessions = signed_in(rest.to_sign(case, agreed), command.sessions)
        effect = replace(_effect(case, account, command, now), sessions=sessions)
        rest.require_signed_before(ended, effect)
        # Who takes no part in the mediation does not sign; nobody has to say so again.
        everyone = parties(await uow.cases.participants(case.id))
        absent = {one.identity for one in everyone if one.absence is not None and not effect.binds(one.identity)}
        await require_borne(uow, case, effect, now, command.left_out | absent)
        await uow.endings.add_effect(effect)
        called_off = () if ended else await _end_with(uow, account, in_force, effect, now)
        ending = ended or _agreement(account, effect)
        part = rest.part_of(ending, effect, agreed)
        await _note(uow, account, case, effect, (ending, part), now)
        await clocks.refresh(uow, in_force, now)
        doors = await doors_of(uow, case, now)
        await effect_notices.tell(uow, case, effect, doors, now)
        await uow.commit()
    for session in called_off:
        await ports.rooms.end(session)
    return await endings.view(account, command.serial, ports)


async def recording(uow: UnitOfWork, account: Account, serial: str) -> Case:
    """Return the case for whoever records an agreement: who mediates, or the desk that ended it with nobody there.

    Raises `ForbiddenError` for the desk of any other case, and as `case_in_reach`.
    """
    at_desk = account.has(Right.CASE_RECEIVE) and not account.has(Right.CASE_CONDUCT)
    case = await case_in_reach(uow, account, serial, Right.CASE_RECEIVE if at_desk else Right.CASE_CONDUCT)
    if at_desk and not rest.is_left_to_desk(case):
        raise ForbiddenError(right=Right.CASE_CONDUCT)
    return case


def _agreement(account: Account, effect: AgreementEffect) -> Ending:
    return Ending(effect.case, EndingCode.AGREEMENT, "", effect.effective_at, account.id, account.name)


async def _end_with(
    uow: UnitOfWork, account: Account, in_force: Case, effect: AgreementEffect, now: datetime
) -> tuple[SessionId, ...]:
    """End the mediation with its agreement; return the sessions that were called off, whose rooms the caller ends."""
    await finishing.require_none_open(uow, in_force)
    await uow.endings.add(_agreement(account, effect))
    await uow.cases.save(in_force)
    return await finishing.call_off_planned(uow, account, in_force, now, "调解协议已经生效")


async def _note(
    uow: UnitOfWork,
    account: Account,
    case: Case,
    effect: AgreementEffect,
    ended: tuple[Ending, rest.AgreedPart | None],
    now: datetime,
) -> None:
    """Write down from when the agreement binds, whom it does not, and what it leaves open."""
    ending, part = ended
    free = "、".join(one.name for one in unbound(effect, parties(await uow.cases.participants(case.id))))
    text = f"调解协议于 {said(effect.effective_at)} 生效" + (f"；{free}没有签，对其不生效" if free else "")
    text += "；只是部分事项，其余事项没有达成协议" if part else ""
    await minutes.by_staff(uow, account, case, minutes.Note("agreement.effective", text, Tone.CLOCK), now)
    if ending.hand_over is not None and case.source in HANDED_OVER_TO_COURT:
        owed = minutes.Note("agreement.to_court", "移送以后才登记生效，请把调解协议另行送法院备案", Tone.WAITING)
        await minutes.line(uow, case, account.name, owed, now)


async def require_borne(
    uow: UnitOfWork, case: Case, effect: AgreementEffect, now: datetime, left_out: Collection[str] = ()
) -> None:
    """Raise unless every signature binds its party at its instant, in the case as it is.

    `InvalidError` (`effect.incomplete`, `effect.too_early`, `effect.former_terms`, `effect.unsealed`; `signer.…` as
    `require_signer` and `require_online`), `ConflictError` (`authority.papers_missing` of a guardian).
    """
    people = await uow.cases.participants(case.id)
    require_whole(effect, parties(people), now, left_out)
    require_after(effect, await _agreed_at(uow, effect))
    require_anew(effect, rest.met_again_at(await uow.endings.agreed_in(case.id), effect.sessions))
    require_sealed(case.source, effect)
    await require_guardians(uow, case, [one.identity for one in effect.signatures], now)
    _require_signers(effect, people, await uow.authorities.of_case(case.id))
    _require_online(effect, people, await uow.steps.of_step(case.id, ConsentStep.E_SIGNATURE))


async def _agreed_at(uow: UnitOfWork, effect: AgreementEffect) -> datetime | None:
    """Return when the first of the sessions began whose agreement was signed; None for agreements without one."""
    held = [await uow.sessions.get(session) for session in effect.sessions]
    return min((one.opened_at or one.starts_at for one in held if one is not None), default=None)


def said(at: datetime) -> str:
    """Return an instant as the line of an agreement says it: 4月7日 09:00:00."""
    shown = at.astimezone(BEIJING)
    return f"{shown.month}月{shown.day}日 {shown:%H:%M:%S}"


def _effect(case: Case, account: Account, command: TakeEffect, now: datetime) -> AgreementEffect:
    if not command.signatures:
        raise InvalidError("effect.incomplete", signatures="required")
    last = max((one.due_on for one in command.performances), default=beijing_day(now))
    return AgreementEffect(
        case=case.id,
        signatures=command.signatures,
        mediator_signed_at=command.mediator_signed_at,
        sealed_at=command.sealed_at,
        clauses=command.clauses,
        performances=tuple(sorted(command.performances, key=lambda one: one.due_on)),
        recorded_at=now,
        recorded_by=account.name,
        follow_up_on=last + FOLLOW_UP_AFTER,
    )


def _require_signers(effect: AgreementEffect, people: Sequence[Participant], authorities: Sequence[Authority]) -> None:
    found, known = signers(people, authorities), {person.identity: person for person in parties(people)}
    for one in effect.signatures:
        require_signer(found, known[one.identity], one.signer or "", one.authority, one.at)


def _require_online(
    effect: AgreementEffect, people: Sequence[Participant], given: Mapping[Identity, StepConsent]
) -> None:
    known = {person.identity: person for person in people}
    for one in effect.signatures:
        if one.online and one.signer is not None:
            require_online(known[one.identity], known[one.signer].name, given.get(one.signer), one.at)
