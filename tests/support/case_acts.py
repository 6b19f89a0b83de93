"""Every action of a case by the use case that does it, each in a scene in which only the state can be in the way."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import update

from server.domain.agreement_effect import Signature
from server.domain.attendance import Came
from server.domain.case import CASE_TRANSITIONS, RESUMES, CaseAction, CaseSource, CaseState
from server.domain.concurrence import ConcurrenceForm
from server.domain.contact import AskResult, ContactChannel, ContactOutcome
from server.domain.doors import AgreementDoor, DoorAction
from server.domain.ending import Ending
from server.domain.ids import SessionId
from server.domain.outcome import Decision, EndingCode, Outcome, OutcomeKind
from server.domain.performance import ClauseKind
from server.domain.receipt import ReturnCode
from server.domain.referral import DeclineGround
from server.domain.session import SessionForm, SessionMode, SessionState
from server.domain.term import Pause, PauseKind, StartEvent
from server.services import (
    choosing,
    contacts,
    doors,
    effects,
    endings,
    intake,
    offline,
    on_site,
    outcomes,
    pauses,
    referrals,
    schedule,
    sessions,
    terms,
)
from server.services.terms import PartySays
from server.storage import tables
from tests.factories import NOW
from tests.support.intake import complete, handed_in
from tests.support.referrals import NO, SERIAL, accepted, it_is_its_own, nobody_has_it, refer
from tests.support.store import CENTRE, CLERK, EMPLOYER, MEDIATOR, WORKER, Store

Act = Callable[[], Awaitable[Any]]
Use = Callable[[Store], Awaitable[Any]]
Scene = Callable[[Store], Awaitable[Act]]

BOTH: Final = (WORKER, EMPLOYER)
PEOPLE: Final = tuple(person.identity for person in BOTH)
TOMORROW: Final = NOW + timedelta(days=1)
REASON: Final = "双方差距较大，商量后仍不一致"
SESSION: Final = SessionId("session1")


@dataclass(frozen=True, slots=True)
class Trial:
    """What a use case does to a case: one action, or several in one transaction."""

    name: str
    actions: tuple[CaseAction, ...]
    scene: Scene
    follows: bool = False
    """The case only moves along: where the table has no such step the act may stand, and the case stays."""
    first: CaseState | None = None
    """Where it goes through; None is the first state in which the table has it."""
    instead: tuple[CaseAction, ...] = ()
    """What it does where the table has no such step."""

    def leads(self, state: CaseState) -> CaseState | None:
        """Return where the case is afterwards; None where the table has no such step."""
        return _led(state, self.actions) or (_led(state, self.instead) if self.instead else None)

    @property
    def here(self) -> CaseState:
        """A state in which it goes through."""
        return self.first or next(state for state in CaseState if self.leads(state) is not None)


def _led(state: CaseState, actions: tuple[CaseAction, ...]) -> CaseState | None:
    for action in actions:
        if action not in CASE_TRANSITIONS[state]:
            return None
        state = CASE_TRANSITIONS[state][action]
    return state


def after(prepare: Use, act: Use) -> Scene:
    """Return the scene of an act that needs nothing of what was prepared."""

    async def scene(store: Store) -> Act:
        await prepare(store)
        return lambda: act(store)

    return scene


async def running(store: Store) -> None:
    """Make the case an organisation's own, with a term: no court and no paper is in the way."""
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        own = replace(case, source=CaseSource.ORGANISATION, court=None)
        await uow.cases.save(own)
        await terms.begin(uow, own, StartEvent.ACCEPTED, NOW, None)
        await uow.commit()


async def meeting(store: Store) -> None:
    """Open the session of the case."""
    await running(store)
    await store.open_session()


async def meeting_again(store: Store) -> None:
    """Open the session of the case, of whose terms everything was agreed the day before."""
    await meeting(store)
    async with store.database.begin() as uow:
        session = await uow.sessions.get(SESSION)
        assert session is not None
        began = NOW - timedelta(days=1)
        former = replace(session, id=SessionId("former"), number=2, state=SessionState.SCHEDULED, version=0)
        await uow.sessions.add(former.open(began).conclude(began + timedelta(hours=1)))
        agreed = Decision(OutcomeKind.SETTLED, terms="十日内支付 16,000 元。")
        await uow.outcomes.add(Outcome(former.id, agreed, (), MEDIATOR.id, MEDIATOR.name, began))
        await uow.commit()


async def over(store: Store) -> None:
    """Let there be an agreement as its ending."""
    await running(store)
    await _ended(store)


async def _ended(store: Store) -> None:
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await uow.endings.add(Ending(case.id, EndingCode.AGREEMENT, REASON, NOW, MEDIATOR.id, MEDIATOR.name))
        await uow.commit()


def paused(before: CaseState) -> Use:
    """Let the term stand still since the case was in this state."""

    async def prepare(store: Store) -> None:
        await running(store)
        async with store.database.begin() as uow:
            case = await uow.cases.by_serial(SERIAL)
            assert case is not None
            stop = Pause("pause1", case.id, PauseKind.SUSPENSION, NOW, MEDIATOR.name, REASON, before=before)
            await uow.terms.add_pause(stop)
            await uow.commit()

    return prepare


async def asked(store: Store) -> None:
    """Let an organisation be asked to mediate."""
    await nobody_has_it(store)
    await refer(store)


async def unanswered(store: Store) -> None:
    """Let three working days go by since."""
    await asked(store)
    store.clock.pass_by(timedelta(days=6))


async def mediated(store: Store) -> None:
    """Let the organisation have accepted."""
    await nobody_has_it(store)
    await accepted(store)


async def to_refer(store: Store) -> None:
    """Let the court be the one to choose."""
    await nobody_has_it(store)
    await choosing.start(CLERK, SERIAL, joint=False, ports=store.ports)


async def brought_in(store: Store) -> None:
    """Let a party have brought it to the organisation itself."""
    await nobody_has_it(store)
    await it_is_its_own(store)


async def tried(store: Store) -> None:
    """Let the other side have been tried in vain on two days by two ways."""
    await running(store)
    await put(store, CaseState.ASKING)
    await log(store)
    await log(store, NOW - timedelta(days=1), ContactChannel.SMS)


async def put(store: Store, state: CaseState) -> None:
    """Bring every case of the store into a state, and change nothing else."""
    async with store.database.engine.begin() as connection:
        await connection.execute(update(tables.case_file).values(state=state.value))


async def returning(store: Store) -> Act:
    view = await handed_in(store)
    command = intake.GiveBack(ReturnCode.UNSUITABLE_ONLINE, "请补充")
    return lambda: intake.give_back(CLERK, view.case, command, store.ports)


async def resubmitting(store: Store) -> Act:
    view = await handed_in(store)
    return lambda: intake.resubmit(CLERK, view.case, store.ports)


async def taking_on(store: Store) -> Act:
    view = await handed_in(store)
    await intake.write(CLERK, view.case, view.version, complete(view), store.ports)
    return lambda: intake.take_on(CLERK, view.case, store.ports)


def send(store: Store) -> Awaitable[Any]:
    return referrals.send(CLERK, referrals.Send(SERIAL, "key-centre-0001", "centre"), store.ports)


def accept(store: Store) -> Awaitable[Any]:
    return referrals.accept(CENTRE, referrals.Accept(SERIAL, "王调解员", NO), store.ports)


def take_on_own(store: Store) -> Awaitable[Any]:
    return referrals.take_on_own(CENTRE, referrals.Accept(SERIAL, "王调解员", NO), store.ports)


def decline(store: Store) -> Awaitable[Any]:
    return referrals.decline(CENTRE, SERIAL, DeclineGround.UNSUITABLE, "人手不够", store.ports)


def withdraw(store: Store) -> Awaitable[Any]:
    return referrals.withdraw(CLERK, SERIAL, "没有回音", store.ports)


def replace_organisation(store: Store) -> Awaitable[Any]:
    return referrals.replace_organisation(CLERK, SERIAL, "长期没有进展", store.ports)


def log(
    store: Store, at: datetime = NOW - timedelta(hours=1), channel: ContactChannel = ContactChannel.TELEPHONE
) -> Awaitable[Any]:
    vain = ContactOutcome.NO_ANSWER
    command = contacts.LogContact(SERIAL, store.chance.id(), EMPLOYER.identity, at, channel, vain, "")
    return contacts.log(MEDIATOR, command, store.ports)


def give_up(store: Store) -> Awaitable[Any]:
    command = contacts.Conclude(SERIAL, EMPLOYER.identity, AskResult.UNREACHABLE, "多次联系不上")
    return contacts.conclude(MEDIATOR, command, store.ports)


def plan(store: Store) -> Awaitable[Any]:
    command = schedule.Schedule(SERIAL, "plan-00001", TOMORROW, 60, SessionMode.ONLINE, SessionForm.JOINT, "", PEOPLE)
    return schedule.schedule(MEDIATOR, command, store.ports)


def call_off(store: Store) -> Awaitable[Any]:
    return schedule.cancel(MEDIATOR, schedule.Cancel(SESSION, NOW, REASON), store.ports)


def open_room(store: Store) -> Awaitable[Any]:
    return sessions.mark_open(SESSION, NOW, store.ports)


def move(store: Store) -> Awaitable[Any]:
    command = on_site.MoveOnSite(SERIAL, "move-00001", TOMORROW, 60, "西工区调解中心", None, ())
    return on_site.move_on_site(MEDIATOR, command, store.ports)


def settle_offline(store: Store) -> Awaitable[Any]:
    held = NOW - timedelta(hours=2)
    command = offline.OfflineResult(
        SERIAL, "offline-01", held, 60, "西工区调解中心", OutcomeKind.SETTLED, "支付 8,000 元。", PEOPLE
    )
    return offline.record(MEDIATOR, command, store.ports)


def suspend(kind: PauseKind) -> Use:
    return lambda store: pauses.start(MEDIATOR, pauses.StartPause(SERIAL, kind, REASON), store.ports)


def resume(store: Store) -> Awaitable[Any]:
    return pauses.resume(CENTRE, SERIAL, "查清了", store.ports)


def conclude(kind: OutcomeKind, **says: Any) -> Use:  # noqa: ANN401 - any part of an outcome
    return lambda store: outcomes.conclude(MEDIATOR, outcomes.Conclude(SESSION, "outcome-1", kind, **says), store.ports)


SETTLE: Final = conclude(OutcomeKind.SETTLED, terms="十日内支付 16,000 元。")


def take_effect(store: Store) -> Awaitable[Any]:
    signed = tuple(Signature(person.identity, NOW, person.identity, online=False) for person in BOTH)
    command = effects.TakeEffect(SERIAL, signed, NOW, NOW, frozenset({ClauseKind.PAYMENT}), ())
    return effects.take_effect(MEDIATOR, command, store.ports)


async def applied_for(store: Store) -> str:
    """Let one side have applied for confirmation after an agreement; return the application."""
    await store.open_session()
    await SETTLE(store)
    await take_effect(store)
    door, form = AgreementDoor.JUDICIAL_CONFIRMATION, ConcurrenceForm.WRITTEN
    command = doors.Apply(SERIAL, "door-000001", door, WORKER.identity, form)
    (made,) = (await doors.apply(MEDIATOR, command, store.ports)).applications
    return made.id


async def applying(store: Store) -> Act:
    """Let the other side be still to confirm: with it the application is sent."""
    made = await applied_for(store)
    says = PartySays(EMPLOYER.identity, agrees=True, form=ConcurrenceForm.ORAL, at=NOW)
    return lambda: doors.confirm(MEDIATOR, SERIAL, made, says, store.ports)


def ruled(action: DoorAction) -> Scene:
    """Return the scene of what the court says of an application."""

    async def scene(store: Store) -> Act:
        made = await applied_for(store)
        says = PartySays(EMPLOYER.identity, agrees=True, form=ConcurrenceForm.ORAL, at=NOW)
        await doors.confirm(MEDIATOR, SERIAL, made, says, store.ports)
        return lambda: doors.rule(MEDIATOR, doors.Rule(SERIAL, made, action, NOW.date()), store.ports)

    return scene


def end(store: Store) -> Awaitable[Any]:
    command = endings.End(SERIAL, "ending-0001", EndingCode.DIFFERENCES_TOO_LARGE, REASON)
    return endings.end(MEDIATOR, command, store.ports)


def hand_over(store: Store) -> Awaitable[Any]:
    return endings.hand_over(MEDIATOR, SERIAL, 0, store.ports)


def file(store: Store) -> Awaitable[Any]:
    return endings.close(MEDIATOR, SERIAL, store.ports)


NOT_SETTLED: Final = conclude(OutcomeKind.NOT_SETTLED, ending_code=EndingCode.DIFFERENCES_TOO_LARGE, reason=REASON)
ADJOURN: Final = conclude(OutcomeKind.ADJOURNED, reason=REASON)
ADJOURN_TO: Final = conclude(OutcomeKind.ADJOURNED, reason=REASON, next_session_at=NOW + timedelta(days=3))


async def met(store: Store) -> None:
    """Let the session of the case have been on site an hour ago."""
    await running(store)
    async with store.database.begin() as uow:
        session = await uow.sessions.get(SESSION)
        assert session is not None
        began = NOW - timedelta(hours=1)
        await uow.sessions.save(replace(session, mode=SessionMode.ON_SITE, place="西工区调解中心", starts_at=began))
        await uow.commit()


SETTLE_ON_SITE: Final = conclude(OutcomeKind.SETTLED, terms="十日内支付 16,000 元。", came=Came(PEOPLE))


TRIALS: Final = (
    Trial("give an application back", (CaseAction.RETURN,), returning),
    Trial("hand it in again", (CaseAction.RESUBMIT,), resubmitting),
    Trial("take it on", (CaseAction.TAKE_ON,), taking_on),
    Trial("refer it", (CaseAction.REFER,), after(to_refer, send)),
    Trial("accept it", (CaseAction.ACCEPT,), after(asked, accept)),
    Trial("take on what came here", (CaseAction.REFER, CaseAction.ACCEPT), after(brought_in, take_on_own)),
    Trial("decline it", (CaseAction.GIVE_BACK,), after(asked, decline)),
    Trial("take back what nobody answered", (CaseAction.GIVE_BACK,), after(unanswered, withdraw)),
    Trial("take it from whoever accepted", (CaseAction.GIVE_BACK,), after(mediated, replace_organisation)),
    Trial("try to reach the other side", (CaseAction.ASK,), after(running, log), follows=True),
    Trial("plan a session", (CaseAction.SCHEDULE,), after(running, plan)),
    Trial("call the only session off", (CaseAction.CALL_OFF,), after(running, call_off), follows=True),
    Trial("open the room", (CaseAction.BEGIN,), after(running, open_room)),
    Trial("move to a meeting on site", (CaseAction.MOVE_ON_SITE,), after(running, move)),
    Trial(
        "enter an agreement made offline",
        (CaseAction.MOVE_ON_SITE, CaseAction.SETTLE),
        after(running, settle_offline),
        instead=(CaseAction.BEGIN, CaseAction.SETTLE),
    ),
    Trial("settle on site", (CaseAction.BEGIN, CaseAction.SETTLE), after(met, SETTLE_ON_SITE)),
    Trial("suspend it", (CaseAction.SUSPEND,), after(running, suspend(PauseKind.SUSPENSION))),
    Trial("have something appraised", (CaseAction.APPRAISE,), after(running, suspend(PauseKind.APPRAISAL))),
    *(Trial(f"let it go on: {before}", (action,), after(paused(before), resume)) for before, action in RESUMES.items()),
    Trial("settle", (CaseAction.SETTLE,), after(meeting, SETTLE)),
    Trial(
        "settle partly",
        (CaseAction.SETTLE_PARTLY,),
        after(meeting, conclude(OutcomeKind.PARTLY_SETTLED, terms="先付 8,000 元。")),
    ),
    Trial("adjourn", (CaseAction.ADJOURN,), after(meeting, ADJOURN)),
    Trial(
        "adjourn where nobody came to talk the agreement over",
        (CaseAction.LEAVE_AGREED,),
        after(meeting_again, ADJOURN),
        first=CaseState.IN_MEDIATION,
        instead=(CaseAction.ADJOURN,),
    ),
    Trial("adjourn to a day", (CaseAction.ADJOURN, CaseAction.SCHEDULE), after(meeting, ADJOURN_TO)),
    Trial("end it in a session", (CaseAction.END,), after(meeting, NOT_SETTLED), first=CaseState.IN_MEDIATION),
    Trial("end it outside a session", (CaseAction.END,), after(running, end), first=CaseState.ACCEPTED),
    Trial("end it after asking in vain", (CaseAction.END,), after(tried, give_up), first=CaseState.ASKING),
    Trial("let an agreement take effect", (CaseAction.TAKE_EFFECT,), after(running, take_effect)),
    Trial("apply for confirmation", (CaseAction.APPLY,), applying, follows=True),
    Trial("have it confirmed", (CaseAction.PERFORM,), ruled(DoorAction.GRANT), follows=True),
    Trial("have it dismissed", (CaseAction.FALL_BACK,), ruled(DoorAction.DISMISS), follows=True),
    Trial("hand it over", (CaseAction.HAND_OVER,), after(_ended, hand_over), follows=True),
    Trial("file it", (CaseAction.FILE,), after(over, file)),
)
