"""Staff see their sessions and run them: identity, removal, entry into the room."""

from dataclasses import dataclass, replace
from datetime import datetime

from server.domain.account import Account, Right
from server.domain.audit import Act
from server.domain.case import CaseAction, CaseState
from server.domain.errors import ForbiddenError, InvalidError, NotFoundError
from server.domain.identity import CheckMethod, IdentityCheck, IdentityRecord
from server.domain.ids import SessionId
from server.domain.party import Side
from server.domain.session import OVER, SessionState
from server.domain.timeline import TimelineEntry, Tone
from server.services import clocks, minutes
from server.services.access import Guest, case_of, hosted, in_reach, require_going_on, session_of
from server.services.impartiality import standing
from server.services.invitation_views import TicketFacts
from server.services.panels import require_ready
from server.services.ports import Ports, UnitOfWork
from server.services.session_views import LineView, ParticipantView, SessionView, Today
from server.services.words import STAFF_TITLES


@dataclass(frozen=True, slots=True)
class RecordIdentity:
    """The mediator compared a person with their document."""

    session: str
    identity: str
    result: IdentityCheck
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Remove:
    """The mediator puts a person out; `reason` is what that person will read."""

    session: str
    identity: str
    reason: str


async def today(account: Account, ports: Ports) -> Today:
    """Return the sessions of today and the next days. Needs `case.read`; without `session.read` nobody's readiness."""
    account.require(Right.CASE_READ)
    return await ports.queries.today(account, ports.clock.now())


async def view(account: Account, session: str, ports: Ports) -> SessionView:
    """Return one session. Needs `session.read`; out of reach is `NotFoundError`."""
    account.require(Right.SESSION_READ)
    found = await ports.queries.session(account, SessionId(session), ports.clock.now())
    if found is None:
        raise NotFoundError("session.unknown")
    if found.summary.state in OVER:
        return found
    async with ports.reading() as uow:
        case = await case_of(uow, await session_of(uow, session))
        return replace(found, impartiality=await standing(uow, case))


async def lines(account: Account, session: str, ports: Ports) -> tuple[LineView, ...]:
    """Return how good everyone's line was in a session. Needs `session.read`; out of reach is `NotFoundError`."""
    async with ports.reading() as uow:
        found, _ = await in_reach(uow, account, session, Right.SESSION_READ)
    return await ports.queries.lines(found.id)


async def ticket_facts(account: Account, session: str, ports: Ports) -> TicketFacts:
    """Return what a ticket into the room says: mediator as host, clerk of the court as deputy.

    Raises `ForbiddenError` for others, `ConflictError` (`session.over`), and for mediators, before it began, as
    `panels.require_ready`.
    """
    async with ports.reading() as uow:
        found, case = await in_reach(uow, account, session, Right.SESSION_READ)
        leads = account.has(Right.SESSION_HOST)
        if leads and found.state is SessionState.SCHEDULED:
            await require_ready(uow, case)
    host = leads and case.mediator == account.id
    # Whoever mediates beside the presider stands in, as the clerk does (在线调解规则 art. 11).
    deputy = account.has(Right.SESSION_ASSIST) or (leads and not host)
    if not (host or deputy):
        raise ForbiddenError(right=Right.SESSION_HOST)
    require_going_on(found)
    return TicketFacts(
        session=found.id,
        identity=account.id,
        name=account.name,
        side=Side.NEUTRAL,
        role=account.role,
        title=STAFF_TITLES[account.role],
        linked_to=None,
        host=host,
        deputy=deputy,
    )


async def record_identity(account: Account, command: RecordIdentity, ports: Ports) -> ParticipantView:
    """Keep result, operator and time; the room is told. What is sent again at once is no second check.

    Needs `session.host`.
    """
    if command.result is IdentityCheck.NOT_CHECKED:
        raise InvalidError("identity.no_result", result="required")
    now = ports.clock.now()
    async with ports.begin() as uow:
        person = await hosted(uow, account, command.session, command.identity)
        require_going_on(person.session)
        record = IdentityRecord(
            session=person.session.id,
            identity=person.person.identity,
            result=command.result,
            method=CheckMethod.MANUAL,
            operator=account.id,
            at=now,
            note=command.note,
        )
        kept = await uow.people.identity_record(record.session, record.identity)
        if kept is None or not record.repeats(kept):
            await uow.people.record_identity(record)
            await _say_checked(uow, account, person, command, now)
            await uow.commit()
    await ports.rooms.participants_changed(command.session)
    return await participant(account, command.session, command.identity, ports)


async def _say_checked(
    uow: UnitOfWork, account: Account, person: Guest, command: RecordIdentity, now: datetime
) -> None:
    passed = command.result is IdentityCheck.PASSED
    text = f"核验{minutes.about(person.person)}的身份：{'一致' if passed else '未能确认'}"
    tone = Tone.CONSENT if passed else Tone.WAITING
    await minutes.line(uow, person.case, account.name, minutes.Note("identity.checked", text, tone), now)
    facts = {"identity": command.identity, "result": command.result.value}
    await minutes.act_of_staff(uow, account, "identity.checked", f"session:{command.session}", now, **facts)


async def remove(account: Account, command: Remove, ports: Ports) -> ParticipantView:
    """Suspend the link, then put the person out of the room; again for the same reason is the same act.

    Needs `session.host`.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        person = await hosted(uow, account, command.session, command.identity)
        suspended = person.invitation.suspend(command.reason, now)
        if suspended is not person.invitation:
            await uow.invitations.save(suspended)
            text = f"将{minutes.about(person.person)}移出会议，链接暂停使用"
            note = minutes.Note("participant.removed", text, Tone.WAITING)
            await minutes.line(uow, person.case, account.name, note, now)
            facts = {"identity": command.identity}
            await minutes.act_of_staff(uow, account, "participant.removed", f"session:{command.session}", now, **facts)
            await uow.commit()
    await ports.rooms.remove(command.session, command.identity, command.reason)
    await ports.rooms.participants_changed(command.session)
    return await participant(account, command.session, command.identity, ports)


async def restore(account: Account, session: str, identity: str, ports: Ports) -> ParticipantView:
    """Lift the suspension: the same link is good again. Needs `session.host`."""
    now = ports.clock.now()
    async with ports.begin() as uow:
        person = await hosted(uow, account, session, identity)
        await uow.invitations.save(person.invitation.restore())
        text = f"恢复了{minutes.about(person.person)}的邀请链接"
        await minutes.line(uow, person.case, account.name, minutes.Note("participant.restored", text), now)
        await minutes.act_of_staff(uow, account, "participant.restored", f"session:{session}", now, identity=identity)
        await uow.commit()
    await ports.rooms.restore(session, identity)
    await ports.rooms.participants_changed(session)
    return await participant(account, session, identity, ports)


async def mark_open(session: str, at: datetime, ports: Ports) -> None:
    """Open the session as its room opened `at`; its case is in mediation. Again changes nothing."""
    async with ports.begin() as uow:
        if await open_if_scheduled(uow, session, at):
            await uow.commit()


async def open_if_scheduled(uow: UnitOfWork, session: str, at: datetime) -> bool:
    """Open the session in this transaction if it is still scheduled; tell whether it did."""
    found = await session_of(uow, session)
    if found.state is not SessionState.SCHEDULED:
        return False
    case = await case_of(uow, found)
    await uow.sessions.save(found.open(at))
    begun = case.act(CaseAction.BEGIN)
    await uow.cases.save(begun)
    host = await uow.accounts.get(found.mediator)
    text = f"第 {found.number} 次调解会议开始"
    entry = TimelineEntry(case.id, at, "session.opened", host.name if host else "", text, Tone.CLOCK)
    await uow.timeline.add(entry)
    if case.state is CaseState.AGREED:
        # While people may be meeting again the term runs; whether they met is known when the session is over.
        await clocks.refresh(uow, begun, at)
    await uow.audit.add(Act("system", "session.opened", f"session:{found.id}"), at)
    return True


async def participant(account: Account, session: str, identity: str, ports: Ports) -> ParticipantView:
    """Return one person invited to a session, as its host sees them."""
    found = await view(account, session, ports)
    return next(person for person in found.summary.participants if person.identity == identity)
