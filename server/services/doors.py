"""The parties go through a door of their agreement in force: together, and not before both said so."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime

from server.domain.account import Account, Right
from server.domain.agreement import follow, standing
from server.domain.agreement_effect import bound
from server.domain.audit import Act
from server.domain.beijing import beijing_day
from server.domain.case import Case
from server.domain.case_consent import ConsentStep
from server.domain.case_file import Leaf, require_open
from server.domain.concurrence import Answer, ConcurrenceForm, missing, require_heard, require_known
from server.domain.doors import (
    SIGNED_FOR,
    AgreementDoor,
    Application,
    DoorAction,
    DoorState,
    Eligibility,
    HandedIn,
    RulingReceived,
    closed_by,
    eligibility,
    require_applicant,
    require_possible,
)
from server.domain.doors import require_open as require_door
from server.domain.errors import ConflictError, InvalidError, NotFoundError
from server.domain.facts import ApplicationSent
from server.domain.ids import Identity
from server.domain.party import Participant
from server.domain.timeline import Tone
from server.services import clocks, door_notices, endings, minutes
from server.services.access import case_in_reach, require_guardians
from server.services.ending_views import CaseEndingView
from server.services.ports import Ports, UnitOfWork
from server.services.terms import PartySays
from server.services.words import DOORS


@dataclass(frozen=True, slots=True)
class By:
    """Who acts at a door: a member of staff, or a person by their own link."""

    name: str = field(repr=False)
    actor: str
    """As the audit log names them."""
    clause: str = field(default="", repr=False)
    """How the line of the case begins: who said what by the own link; empty where staff wrote it down."""
    facts: tuple[tuple[str, str], ...] = ()


def staff(account: Account) -> By:
    """Return a member of staff as who acts."""
    return By(account.name, f"account:{account.id}")


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
    """What became of an application: `GRANT`, `DISMISS`, `WITHDRAW` or `REFUSE`, on a day in Beijing.

    Of what was granted once, `GRANT` with `received` says who received the ruling when, or signed for the 调解书.
    """

    serial: str
    application: str
    action: DoorAction
    on: date
    note: str = field(default="", repr=False)
    received: tuple[RulingReceived, ...] = ()


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
            says = Answer(Identity(command.applicant), True, command.form, now, account.name)  # noqa: FBT003 - whoever applies agrees
            require_heard(says)
            made = Application(
                id=ports.chance.id(),
                case=case.id,
                door=command.door,
                applicant=says.identity,
                applied_at=now,
                answers=(says,),
                note=command.note.strip(),
                handed=command.handed,
            )
            await ask(uow, case, staff(account), made, now)
            await uow.commit()
    return await endings.view(account, command.serial, ports)


async def ask(uow: UnitOfWork, case: Case, by: By, made: Application, now: datetime) -> Application:
    """Keep an application with the answers it begins with, whoever wrote it down; tell whom it waits for.

    Raises as `apply`.
    """
    require_open(case, Leaf.APPLICATION)
    require_door(made.door, await _doors_on(uow, case, made.handed, now))
    people = await bound_parties(uow, case)
    require_known(people, made.answers, now)
    require_applicant(made.door, _person(people, made.applicant))
    await _require_willing(uow, case, made.door, made.answers, now)
    made = made.sent_when_ready(people, now)
    await uow.endings.add_application(made)
    await _follow(uow, by, case, made, now)
    await door_notices.asked(uow, case, made, people, now)
    return made


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
        kept = await application_of(uow, case, application)
        kept = replace(kept, handed=handed) if handed else kept
        await answer(uow, case, staff(account), kept, (says.answer(account),), now)
        await uow.commit()
    return await endings.view(account, serial, ports)


async def answer(
    uow: UnitOfWork, case: Case, by: By, kept: Application, said: Sequence[Answer], now: datetime
) -> Application:
    """Keep what parties said to an application, whoever wrote it down; with the last yes it is sent.

    A yes after the last day is refused, a no is kept at any time. Raises as `confirm`.
    """
    require_open(case, Leaf.APPLICATION)
    people = await bound_parties(uow, case)
    lacking = {person.identity for person in missing(people, kept.answers)}
    confirmed = kept
    # Whoever is still missing comes last: with the last of them it is sent, and takes no more answers.
    for one in sorted(said, key=lambda one: one.identity in lacking):
        confirmed = confirmed.confirm(people, one, now)
    if any(one.agrees for one in said):
        await _require_willing(uow, case, kept.door, said, now)
        await _require_in_time(uow, case, kept, now)
    await uow.endings.save_application(confirmed)
    await _follow(uow, by, case, confirmed, now)
    await door_notices.answered(uow, case, confirmed, people, now)
    return confirmed


async def take_back(uow: UnitOfWork, case: Case, by: By, kept: Application, now: datetime) -> None:
    """Withdraw an application that waits for the others; they are told. Raises `IllegalTransitionError`."""
    require_open(case, Leaf.APPLICATION)
    withdrawn = kept.rule(DoorAction.WITHDRAW, beijing_day(now), kept.note)
    await uow.endings.save_application(withdrawn)
    await _follow(uow, by, case, withdrawn, now)
    await door_notices.answered(uow, case, withdrawn, await bound_parties(uow, case), now)


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
        kept = await application_of(uow, case, command.application)
        is_known = kept.state is DoorState.GRANTED and command.action is DoorAction.GRANT and command.received
        ruled = kept if is_known else kept.rule(command.action, command.on, command.note.strip())
        ruled = ruled.receive(await bound_parties(uow, case), command.received, beijing_day(now))
        if ruled != kept:
            await uow.endings.save_application(ruled)
            if is_known:
                await _note_received(uow, account, case, ruled, now)
            if not is_known or kept.awaits_signing is not ruled.awaits_signing:
                await _follow(uow, staff(account), case, ruled, now)
            if kept.state is DoorState.AWAITING_OTHER:
                await door_notices.answered(uow, case, ruled, await bound_parties(uow, case), now)
            await uow.commit()
    return await endings.view(account, command.serial, ports)


async def bound_parties(uow: UnitOfWork, case: Case) -> tuple[Participant, ...]:
    """Return the parties whom the agreement binds: nobody else applies, or is asked. Raises `ConflictError`."""
    effect = await uow.endings.effect(case.id)
    if effect is None:
        raise ConflictError("effect.none")
    return bound(effect, await uow.cases.participants(case.id))


async def _require_willing(
    uow: UnitOfWork, case: Case, door: AgreementDoor, said: Sequence[Answer], now: datetime
) -> None:
    """Raise `ConflictError` for a yes that does not count: `door.step_declined`, `authority.papers_missing`."""
    agreeing = [one.identity for one in said if one.agrees]
    for identity in agreeing:
        await _require_step(uow, case, door, identity)
    await require_guardians(uow, case, agreeing, now)


async def _require_step(uow: UnitOfWork, case: Case, door: AgreementDoor, identity: Identity) -> None:
    """Raise `ConflictError` (`door.step_declined`) for a party who declined, or took back, to ask the court online.

    Who was never asked about that step has said nothing against it: their answer to this application is asked itself.
    """
    if door is not AgreementDoor.JUDICIAL_CONFIRMATION:
        return
    kept = await uow.steps.get(case.id, identity, ConsentStep.CONFIRMATION)
    if kept.stands() is False:
        name = _person(await bound_parties(uow, case), identity).name
        raise ConflictError("door.step_declined", name=name)


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


async def _follow(uow: UnitOfWork, by: By, case: Case, application: Application, now: datetime) -> None:
    """Write down what happened, move the case with it, and tell the outside what was sent."""
    door = DOORS[application.door]
    words = {
        DoorState.AWAITING_OTHER: f"申请{door}：待对方确认，尚未提交",
        DoorState.SENT: f"各方共同申请{door}，已提交" if len(application.answers) > 1 else f"申请{door}，已提交",
        DoorState.GRANTED: _granted(application),
        DoorState.DISMISSED: f"{door}：被驳回",
        DoorState.WITHDRAWN: f"{door}：撤回申请",
        DoorState.NOT_SIGNED: f"{door}：有一方没有签收，没有发生效力",
    }
    tone = Tone.WAITING if application.state is DoorState.AWAITING_OTHER else Tone.CLOCK
    text, handed = words[application.state], application.handed
    if handed is not None and application.state is DoorState.SENT:
        text = f"{text}（{handed.on.month}月{handed.on.day}日交件，{handed.proof.strip()}）"
    note = minutes.Note(f"door.{application.state}", f"{by.clause}{text}", tone)
    await minutes.line(uow, case, by.name, note, now)
    await uow.audit.add(Act(by.actor, note.kind, f"case:{case.id}", by.facts), now)
    if by.clause:
        await door_notices.tell_mediators(uow, case, application, note.text, now)
    if application.state is DoorState.SENT:
        await _close_others(uow, by, case, application, now)
        fact = ApplicationSent(case.serial, application.door.value, now)
        await uow.outbox.add(fact, f"application-sent:{application.id}")
    standing(await uow.endings.effect(case.id), await uow.endings.applications(case.id))
    moved = follow(case, application)
    if moved is not case:
        await uow.cases.save(moved)
    await clocks.refresh(uow, moved, now)


async def _close_others(uow: UnitOfWork, by: By, case: Case, sent: Application, now: datetime) -> None:
    """Take back what waits for somebody and cannot go any more; its parties are told (LB-12)."""
    for one in closed_by(sent, await uow.endings.applications(case.id)):
        await take_back(uow, case, By(by.name, by.actor), one, now)


def _granted(application: Application) -> str:
    door = DOORS[application.door]
    if application.door not in SIGNED_FOR:
        return f"{door}：已获准许"
    return f"{door}：已经制作，等各方签收" if application.awaits_signing else f"{door}：各方都已签收，发生效力"


async def _note_received(
    uow: UnitOfWork, account: Account, case: Case, application: Application, now: datetime
) -> None:
    """Write down that parties received the ruling, and count their days to object."""
    what = "签收" if application.door in SIGNED_FOR else "收到裁定"
    text = f"{DOORS[application.door]}：{len(application.received)} 方{what}的日期已登记"
    await minutes.by_staff(uow, account, case, minutes.Note("door.received", text, Tone.CLOCK), now)
    await clocks.refresh(uow, case, now)


async def application_of(uow: UnitOfWork, case: Case, application: str) -> Application:
    """Return an application of this case. Raises `NotFoundError` (`door.unknown`)."""
    found = next((one for one in await uow.endings.applications(case.id) if one.id == application), None)
    if found is None:
        raise NotFoundError("door.unknown")
    return found


def _person(people: Sequence[Participant], identity: str) -> Participant:
    return next(person for person in people if person.identity == identity)
