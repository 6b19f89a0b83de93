"""An agreement takes effect, and the parties go through one of its doors: together, and not before both said so."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, timedelta

from server.domain import rest
from server.domain.account import Account, Right
from server.domain.agreement import follow, standing
from server.domain.agreement_effect import (
    AgreementEffect,
    Signature,
    require_after,
    require_sealed,
    require_whole,
    signed_in,
    unbound,
)
from server.domain.authority import Authority
from server.domain.beijing import BEIJING, beijing_day
from server.domain.case import Case
from server.domain.case_consent import ConsentStep, StepConsent
from server.domain.case_file import Leaf, require_open
from server.domain.concurrence import Answer, ConcurrenceForm, parties, require_heard, require_known
from server.domain.doors import (
    AgreementDoor,
    Application,
    DoorAction,
    DoorState,
    Eligibility,
    HandedIn,
    RulingReceived,
    eligibility,
    require_applicant,
    require_possible,
)
from server.domain.doors import require_open as require_door
from server.domain.ending import HANDED_OVER_TO_COURT, Ending
from server.domain.errors import ConflictError, InvalidError, NotFoundError
from server.domain.facts import ApplicationSent
from server.domain.ids import Identity, SessionId
from server.domain.outcome import EndingCode
from server.domain.party import Participant
from server.domain.performance import ClauseKind, Performance
from server.domain.signing import require_online, require_signer, signers
from server.domain.timeline import Tone
from server.services import clocks, effect_notices, endings, finishing, minutes
from server.services.access import case_in_reach, require_guardians
from server.services.ending_views import CaseEndingView
from server.services.ports import Ports, UnitOfWork
from server.services.terms import PartySays
from server.services.words import DOORS

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


@dataclass(frozen=True, slots=True)
class Apply:
    """A party asks court or commission; the same `key` with the same content is one application."""

    serial: str
    key: str
    door: AgreementDoor
    applicant: str
    form: ConcurrenceForm
    note: str = field(default="", repr=False)
    handed: HandedIn | None = None
    """Where it was handed in on paper before it is written down here; None today."""

    def content(self) -> str:
        """Return everything in one form, to tell a repeat from another request."""
        return json.dumps(asdict(self), default=str, sort_keys=True, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """What became of an application: `GRANT`, `DISMISS` or `WITHDRAW`, on a day in Beijing.

    Of what was granted once, `GRANT` with `received` says who received the ruling when, and changes nothing else.
    """

    serial: str
    application: str
    action: DoorAction
    on: date
    note: str = field(default="", repr=False)
    received: tuple[RulingReceived, ...] = ()


async def take_effect(account: Account, command: TakeEffect, ports: Ports) -> CaseEndingView:
    """Record signatures and seal: the earlier of the two readings of effectiveness counts (C3). Needs `case.conduct`.

    Every party is told in the same transaction (OM-24), and what was still planned is called off. What was agreed on a
    part takes effect after the mediation of the rest ended, too: that ending stays as it is.

    Each signature names who put it and by which authority; one that does not bind its party changes nothing (LB-08).
    An electronic one needs the signer's yes to signing online, given before (OL-01).

    Raises as `require_borne`, `InvalidError` (`effect.after_end`; `effect.incomplete` for sessions), `ConflictError`
    (`effect.suspended`, `ending.session_open`), `IllegalTransitionError`, `StaleVersionError`.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, command.serial, Right.CASE_CONDUCT)
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

    `InvalidError` (`effect.incomplete`, `effect.too_early`, `effect.unsealed`; `signer.…` as `require_signer` and
    `require_online`), `ConflictError` (`authority.papers_missing` of a guardian).
    """
    people = await uow.cases.participants(case.id)
    require_whole(effect, parties(people), now, left_out)
    require_after(effect, await _agreed_at(uow, effect))
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


async def doors_of(uow: UnitOfWork, case: Case, now: datetime) -> tuple[Eligibility, ...]:
    """Return the doors of an agreement in force. Raises `ConflictError` (`effect.none`)."""
    effect = await uow.endings.effect(case.id)
    if effect is None:
        raise ConflictError("effect.none")
    applications = await uow.endings.applications(case.id)
    return eligibility(case, effect, applications, await uow.calendars.load(), now)


async def apply(account: Account, command: Apply, ports: Ports) -> CaseEndingView:
    """Keep an application. A joint one waits for the other side (待对方确认) and is not sent. Needs `case.conduct`.

    What was handed in on paper is in time by that day, whenever it is written down.

    Raises `ConflictError`: `file.closed`, `door.not_offered`, `door.closed` with its barrier, `door.worker_only`,
    `door.plaintiff_only`, `effect.none`, `authority.papers_missing` of a guardian; `InvalidError` for a stranger, and
    `door.handed_in`.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, command.serial, Right.CASE_CONDUCT)
        if await uow.keys.claim(f"door:{case.id}", command.key, command.content(), now):
            require_open(case, Leaf.APPLICATION)
            require_door(command.door, await _doors_on(uow, case, command.handed, now))
            people = await _bound(uow, case)
            says = Answer(Identity(command.applicant), True, command.form, now, account.name)  # noqa: FBT003 - whoever applies agrees
            require_heard(says)
            require_known(people, (says,), now)
            require_applicant(command.door, _person(people, command.applicant))
            await _require_step(uow, case, command.door, says.identity, people)
            await require_guardians(uow, case, [says.identity], now)
            made = Application(
                id=ports.chance.id(),
                case=case.id,
                door=command.door,
                applicant=says.identity,
                applied_at=now,
                answers=(says,),
                note=command.note.strip(),
                handed=command.handed,
            ).sent_when_ready(people, now)
            await uow.endings.add_application(made)
            await _follow(uow, account, case, made, now)
            await uow.commit()
    return await endings.view(account, command.serial, ports)


async def confirm(
    account: Account, serial: str, application: str, says: PartySays, ports: Ports, handed: HandedIn | None = None
) -> CaseEndingView:
    """Record what another party said; with the last yes it is sent. Needs `case.conduct`.

    `handed` as of `apply`, where all signed it on paper. Raises `ConflictError` (`file.closed`; `door.closed` when its
    time is over), `InvalidError` (`door.handed_in`), `IllegalTransitionError`.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, serial, Right.CASE_CONDUCT)
        require_open(case, Leaf.APPLICATION)
        kept = await _application(uow, case, application)
        kept = replace(kept, handed=handed) if handed else kept
        people = await _bound(uow, case)
        said = says.answer(account)
        confirmed = kept.confirm(people, said, now)
        if said.agrees:
            await _require_step(uow, case, kept.door, said.identity, people)
            await require_guardians(uow, case, [said.identity], now)
        if confirmed.state is DoorState.SENT:
            await _require_in_time(uow, case, kept, now)
            confirmed = replace(confirmed, handed=kept.handed)
        await uow.endings.save_application(confirmed)
        await _follow(uow, account, case, confirmed, now)
        await uow.commit()
    return await endings.view(account, serial, ports)


async def rule(account: Account, command: Rule, ports: Ports) -> CaseEndingView:
    """Record what became of an application. Needs `case.conduct`.

    Raises `InvalidError` (`door.invalid`) for a day ahead and as `Application.receive`, `ConflictError`
    (`file.closed`), `IllegalTransitionError`.
    """
    now = ports.clock.now()
    if command.on > beijing_day(now):
        raise InvalidError("door.invalid", on="future")
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, command.serial, Right.CASE_CONDUCT)
        require_open(case, Leaf.APPLICATION)
        kept = await _application(uow, case, command.application)
        is_known = kept.state is DoorState.GRANTED and command.action is DoorAction.GRANT and command.received
        ruled = kept if is_known else kept.rule(command.action, command.on, command.note.strip())
        ruled = ruled.receive(await _bound(uow, case), command.received, beijing_day(now))
        if ruled != kept:
            await uow.endings.save_application(ruled)
            await (_note_received if is_known else _follow)(uow, account, case, ruled, now)
            await uow.commit()
    return await endings.view(account, command.serial, ports)


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


async def _bound(uow: UnitOfWork, case: Case) -> tuple[Participant, ...]:
    """Return the parties whom the agreement binds: nobody else applies, or is asked. Raises `ConflictError`."""
    effect = await uow.endings.effect(case.id)
    if effect is None:
        raise ConflictError("effect.none")
    return tuple(one for one in parties(await uow.cases.participants(case.id)) if effect.binds(one.identity))


async def _require_step(
    uow: UnitOfWork, case: Case, door: AgreementDoor, identity: Identity, people: Sequence[Participant]
) -> None:
    """Raise `ConflictError` (`door.step_declined`) for a party who declined, or took back, to ask the court online.

    Who was never asked about that step has said nothing against it: their answer to this application is asked itself.
    """
    if door is not AgreementDoor.JUDICIAL_CONFIRMATION:
        return
    kept = await uow.steps.get(case.id, identity, ConsentStep.CONFIRMATION)
    if kept.stands() is False:
        raise ConflictError("door.step_declined", name=_person(people, identity).name)


async def _doors_on(uow: UnitOfWork, case: Case, handed: HandedIn | None, now: datetime) -> tuple[Eligibility, ...]:
    """Return the doors on the day on which something was handed in. Raises as `require_possible`."""
    effect = await uow.endings.effect(case.id)
    if effect is None:
        raise ConflictError("effect.none")
    if handed is not None:
        require_possible(handed, beijing_day(effect.effective_at), beijing_day(now))
    return await doors_of(uow, case, handed.at if handed else now)


async def _require_in_time(uow: UnitOfWork, case: Case, application: Application, now: datetime) -> None:
    found = next(one for one in await _doors_on(uow, case, application.handed, now) if one.door is application.door)
    if "period_over" in found.barriers:
        raise ConflictError("door.closed", door=application.door.value, barrier="period_over")


async def _follow(uow: UnitOfWork, account: Account, case: Case, application: Application, now: datetime) -> None:
    """Write down what happened, move the case with it, and tell the outside what was sent."""
    door = DOORS[application.door]
    words = {
        DoorState.AWAITING_OTHER: f"申请{door}：待对方确认，尚未提交",
        DoorState.SENT: f"各方共同申请{door}，已提交" if len(application.answers) > 1 else f"申请{door}，已提交",
        DoorState.GRANTED: f"{door}：已获准许",
        DoorState.DISMISSED: f"{door}：被驳回",
        DoorState.WITHDRAWN: f"{door}：撤回申请",
    }
    tone = Tone.WAITING if application.state is DoorState.AWAITING_OTHER else Tone.CLOCK
    text, handed = words[application.state], application.handed
    if handed is not None and application.state is DoorState.SENT:
        text = f"{text}（{handed.on.month}月{handed.on.day}日交件，{handed.proof.strip()}）"
    await minutes.by_staff(uow, account, case, minutes.Note(f"door.{application.state}", text, tone), now)
    if application.state is DoorState.SENT:
        fact = ApplicationSent(case.serial, application.door.value, now)
        await uow.outbox.add(fact, f"application-sent:{application.id}")
    standing(await uow.endings.effect(case.id), await uow.endings.applications(case.id))
    moved = follow(case, application)
    if moved is not case:
        await uow.cases.save(moved)
    await clocks.refresh(uow, moved, now)


async def _note_received(
    uow: UnitOfWork, account: Account, case: Case, application: Application, now: datetime
) -> None:
    """Write down that parties received the ruling, and count their days to object."""
    text = f"{DOORS[application.door]}：{len(application.received)} 方收到裁定的日期已登记"
    await minutes.by_staff(uow, account, case, minutes.Note("door.received", text, Tone.CLOCK), now)
    await clocks.refresh(uow, case, now)


async def _application(uow: UnitOfWork, case: Case, application: str) -> Application:
    found = next((one for one in await uow.endings.applications(case.id) if one.id == application), None)
    if found is None:
        raise NotFoundError("door.unknown")
    return found


def _person(people: Sequence[Participant], identity: str) -> Participant:
    return next(person for person in people if person.identity == identity)
