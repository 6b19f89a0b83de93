"""Schedule a session: fix time, mode and people, make their personal links, move it or call it off."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime

from server.domain.account import Account, Right
from server.domain.beijing import beijing_day
from server.domain.case import Case, CaseAction
from server.domain.errors import ConflictError, InvalidError, StaleVersionError
from server.domain.ids import SessionId
from server.domain.invitation import Invitation, expiry
from server.domain.manner import Attending, Manner
from server.domain.party import Participant
from server.domain.reminder import ReminderKind
from server.domain.secret import digest
from server.domain.session import Session, SessionForm, SessionMode, require_place, require_possible
from server.services import clocks, manners, minutes
from server.services.access import case_in_reach, in_reach, is_under_way
from server.services.convening import require_company
from server.services.dismissing import require_acting_on
from server.services.explanations import require_explained
from server.services.panels import require_ready
from server.services.ports import Ports, UnitOfWork
from server.services.session_invitations import tell_invited
from server.services.session_notices import Notice, call_off, links_of, tell, when
from server.services.terms import PartySays

_NAME = 24
"""Signs of the name of a session: 96 bits in hexadecimal, as all names here."""
MODES = {SessionMode.ONLINE: "在线音视频", SessionMode.ON_SITE: "现场", SessionMode.HYBRID: "现场与在线结合"}


@dataclass(frozen=True, slots=True)
class Schedule:
    """A session to be held. The same `key` with the same content is one session."""

    serial: str
    key: str
    starts_at: datetime
    minutes: int
    mode: SessionMode
    form: SessionForm
    place: str
    people: tuple[str, ...]
    """Identities of those invited."""
    answers: tuple[PartySays, ...] = ()
    """Consents to separate times: of every party to a separate session, else of those who are left out."""
    after_term: bool = False
    """The mediator knows that the session ends after the term."""
    manners: tuple[tuple[str, Manner], ...] = ()
    """How those invited who were asked will attend, by identity."""

    def content(self) -> str:
        """Return everything in one form, to tell a repeat from another request."""
        return json.dumps(asdict(self), default=str, sort_keys=True, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class MadeLink:
    """A personal link as it is shown once."""

    identity: str
    name: str = field(repr=False)
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Scheduled:
    """What was made. A repeat has no links: only their digests are kept."""

    session: str
    number: int
    starts_at: datetime
    links: tuple[MadeLink, ...]


@dataclass(frozen=True, slots=True)
class Reschedule:
    """Another time for a session."""

    session: str
    was_at: datetime
    """When it was to begin as it was read."""
    starts_at: datetime
    minutes: int
    reason: str = field(repr=False)
    after_term: bool = False


@dataclass(frozen=True, slots=True)
class Cancel:
    """A session is called off."""

    session: str
    was_at: datetime
    """When it was to begin as it was read."""
    reason: str = field(repr=False)


async def schedule(account: Account, command: Schedule, ports: Ports) -> Scheduled:
    """Make session, invitations, messages and line of the case in one transaction. Needs `case.conduct`.

    Raises `InvalidError` (`session.in_the_past`, `session.length`, `session.place`, `session.people`,
    `session.manner`),
    `ConflictError` (`session.separate_consent_missing` and `session.party_left_out` naming who, `session.agent_over`
    naming agents whose authority is over on that day, `session.after_term`, `award.explanation_owed` for a party who
    came later), `IllegalTransitionError`.
    """
    now = ports.clock.now()
    require_place(command.mode, command.place)
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, command.serial, Right.CASE_CONDUCT)
        if not await uow.keys.claim(f"schedule:{case.id}", command.key, command.content(), now):
            return await _repeated(uow, case, command)
        require_possible(command.starts_at, command.minutes, now)
        await require_ready(uow, case)
        await require_explained(uow, case)
        invited = _invited(await uow.cases.participants(case.id), command.people)
        await require_acting_on(uow, case.id, invited, beijing_day(command.starts_at))
        attending = manners.confirmed(command.manners, command.people, command.mode, account, now)
        answers = tuple(one.answer(account) for one in command.answers)
        session = await _planned(uow, case, account, command)
        await require_company(uow, case, session, invited, now, answers)
        await require_within_term(uow, case, session, now, allowed=command.after_term)
        scheduled = case.act(CaseAction.SCHEDULE)
        await uow.cases.save(scheduled)
        await uow.sessions.add(session)
        await uow.terms.add_answers(case.id, f"session:{session.id}", answers)
        made = [await invite(uow, ports, session, person, now, attending.get(person.identity)) for person in invited]
        await tell_invited(uow, scheduled, session, [link for link, _ in made], now)
        text = f"约定第 {session.number} 次调解会议：{when(session)}，{MODES[session.mode]}"
        await minutes.by_staff(uow, account, case, minutes.Note("session.scheduled", text), now)
        await clocks.refresh(uow, scheduled, now)
        await uow.commit()
    return Scheduled(session.id, session.number, session.starts_at, tuple(shown for _, shown in made))


def named(case: Case, key: str) -> SessionId:
    """Return the name of the session made under the key: a repeat finds it whatever was moved since."""
    return SessionId(hashlib.sha256(f"{case.id}:{key}".encode()).hexdigest()[:_NAME])


async def reschedule(account: Account, command: Reschedule, ports: Ports) -> None:
    """Move a session that has not begun; its links stay good and everybody is told. Needs `session.host` on its case.

    Raises `IllegalTransitionError`, `InvalidError` (`session.reschedule` without a reason, `session.unchanged` at
    the time it has), `ConflictError` (`session.after_term`) and `StaleVersionError` when somebody moved it since it
    was read. Whatever is raised, nobody is told anything.
    """
    now, session = ports.clock.now(), command.session
    reason = _reason("session.reschedule", command.reason)
    async with ports.begin() as uow:
        found, case = await in_reach(uow, account, session, Right.SESSION_HOST)
        if found.starts_at != command.was_at:
            raise StaleVersionError(table="session")
        moved = found.reschedule(command.starts_at, command.minutes, now)
        await require_within_term(uow, case, moved, now, allowed=command.after_term)
        await uow.sessions.save(moved)
        links = await links_of(uow, found)
        for link in links:
            await uow.invitations.save(replace(link, expires_at=expiry(command.starts_at, now)))
        text = _moved(found, moved)
        what = f"{text}，原链接仍然可用。原因：{reason}。"
        await tell(uow, case, Notice(found, ReminderKind.SESSION_MOVED, what), links, now)
        await minutes.by_staff(uow, account, case, minutes.Note("session.rescheduled", f"{text}：{reason}"), now)
        await uow.commit()
    await ports.rooms.participants_changed(session)


async def cancel(account: Account, command: Cancel, ports: Ports) -> None:
    """Call off a session that has not begun: its links are dead, everybody is told. Needs `session.host` on its case.

    A case that waited for this session alone is not scheduled any more.

    Raises `InvalidError` (`session.cancel` without a reason), `IllegalTransitionError`, `ConflictError`
    (`session.under_way`) once its room opened, and `StaleVersionError` when somebody moved it since it was read.
    """
    now, reason = ports.clock.now(), _reason("session.cancel", command.reason)
    async with ports.begin() as uow:
        found, case = await in_reach(uow, account, command.session, Right.SESSION_HOST)
        if not found.is_over and found.starts_at != command.was_at:
            raise StaleVersionError(table="session")
        await _require_not_begun(uow, found)
        await call_off(uow, account, case, found, reason, now)
        left = still_scheduled(case, await uow.sessions.of_case(case.id))
        # Saved even as it was: of two who cancel the last two sessions at once, one has to read again.
        await uow.cases.save(left)
        await clocks.refresh(uow, left, now)
        await uow.commit()
    await ports.rooms.end(command.session)


async def _require_not_begun(uow: UnitOfWork, session: Session) -> None:
    """Raise `ConflictError` (`session.under_way`) once the room opened, whether or not the session knows yet."""
    if await is_under_way(uow, session):
        raise ConflictError("session.under_way")


def still_scheduled(case: Case, sessions: Sequence[Session]) -> Case:
    """Return the case, which is not scheduled any more where none of its sessions is to come."""
    planned = any(not session.is_over for session in sessions)
    return case if planned or not case.may(CaseAction.CALL_OFF) else case.act(CaseAction.CALL_OFF)


def _reason(code: str, reason: str) -> str:
    if not reason.strip():
        raise InvalidError(code, reason="required")
    return reason.strip()


async def _repeated(uow: UnitOfWork, case: Case, command: Schedule) -> Scheduled:
    name = named(case, command.key)
    session = await uow.sessions.get(name)
    if session is None:
        # Made before sessions were named after the key: whoever repeats reads the case again and finds it there.
        raise StaleVersionError(table="session")
    return Scheduled(session.id, session.number, session.starts_at, ())


def _invited(everyone: Sequence[Participant], wanted: Sequence[str]) -> tuple[Participant, ...]:
    known = {person.identity for person in everyone}
    if not wanted or any(identity not in known for identity in wanted):
        raise InvalidError("session.people", people="unknown" if wanted else "required")
    return tuple(person for person in everyone if person.identity in wanted)


async def _planned(uow: UnitOfWork, case: Case, account: Account, command: Schedule) -> Session:
    return Session(
        id=named(case, command.key),
        case=case.id,
        number=len(await uow.sessions.of_case(case.id)) + 1,
        mediator=case.mediator or account.id,
        starts_at=command.starts_at,
        minutes=command.minutes,
        mode=command.mode,
        form=command.form,
        place=command.place.strip(),
    )


async def require_within_term(uow: UnitOfWork, case: Case, session: Session, now: datetime, *, allowed: bool) -> None:
    """Raise `ConflictError` (`session.after_term`) when it ends after the term and nobody said that this is known."""
    term = await clocks.term_of(uow, case, now)
    if allowed or term is None or beijing_day(session.ends_at) <= term.deadline.due:
        return
    raise ConflictError("session.after_term", due=term.deadline.due.isoformat())


async def invite(
    uow: UnitOfWork,
    ports: Ports,
    session: Session,
    person: Participant,
    now: datetime,
    attending: Attending | None = None,
) -> tuple[Invitation, MadeLink]:
    """Keep, in this transaction, that the person may come; the link is told this once."""
    token = ports.chance.token()
    until = expiry(session.starts_at, now)
    made = Invitation(session.id, person.identity, digest(token), now, until, attending=attending)
    await uow.invitations.add(made)
    return made, MadeLink(person.identity, person.name, token)


def _moved(found: Session, moved: Session) -> str:
    if found.begins_as(moved.starts_at):
        return f"第 {found.number} 次调解会议仍在 {when(moved)}，时长改为 {moved.minutes} 分钟"
    return f"第 {found.number} 次调解会议改到 {when(moved)}"
