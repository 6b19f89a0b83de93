"""Deleting the recordings of a session before their time: one person asks, another decides, and the rest stays.

What goes are keys and files; manifest digests, the access log and a certificate stay (个人信息保护法 art. 47).
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from server.domain.account import Account, Right
from server.domain.beijing import beijing_day
from server.domain.case import Case
from server.domain.errors import ConflictError, MediationError, NotFoundError, StaleVersionError
from server.domain.recording import Recording, RecordingState
from server.domain.recording_deletion import (
    Circumstances,
    DeletionAction,
    DeletionState,
    RecordingDeletion,
    require_deletable,
)
from server.domain.retention import DeletionCause, DeletionCertificate, Gone, Kept
from server.domain.session import Session
from server.domain.timeline import Tone
from server.services import deleting, deletion_notices, minutes
from server.services.access import case_of, in_reach, log_in_reach, session_of
from server.services.deleting import Keeper
from server.services.ports import Ports, UnitOfWork
from server.services.retention import policy_of
from server.services.reviews import LASTS

_RIGHTS = {
    DeletionAction.GRANT: Right.RECORDING_DELETE,
    DeletionAction.REFUSE: Right.RECORDING_DELETE,
    DeletionAction.WITHDRAW: Right.RECORDING_ASK_DELETION,
}
_ACTS = {
    DeletionAction.GRANT: "recording.deleted",
    DeletionAction.REFUSE: "deletion.refused",
    DeletionAction.WITHDRAW: "deletion.withdrawn",
}


@dataclass(frozen=True, slots=True)
class AnswerDeletion:
    """What a person says to a request, as it was read at `version`."""

    session: str
    deletion: str
    version: int
    action: DeletionAction
    opinion: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class DeletionView:
    """A request; `may` says what the reader can do about it."""

    id: str
    state: DeletionState
    reason: str = field(repr=False)
    asked_by_name: str = field(repr=False)
    asked_at: datetime
    opinion: str = field(repr=False)
    answered_by_name: str = field(repr=False)
    answered_at: datetime | None
    certificate: str | None
    may: tuple[DeletionAction, ...]
    version: int


@dataclass(frozen=True, slots=True)
class Barrier:
    """Why nothing can be deleted now: a stable code, and the day from the law where it is one."""

    code: str
    day: date | None


@dataclass(frozen=True, slots=True)
class DeletionsView:
    """The requests of a session, newest first, what would go, and whether it can go now."""

    requests: tuple[DeletionView, ...]
    barrier: Barrier | None
    recordings: int
    tracks: int
    kept_until: date | None
    """The last day by the policy; None before the case is filed."""
    may_ask: bool


@dataclass(frozen=True, slots=True)
class WaitingDeletion:
    """A request that waits for a second person, and for which session of which case."""

    id: str
    session: str
    serial: str
    number: int
    starts_at: datetime
    asked_by_name: str = field(repr=False)
    asked_at: datetime


async def waiting(account: Account, ports: Ports) -> tuple[WaitingDeletion, ...]:
    """Return the requests of the court this account may decide, longest first. Needs `recording.delete`.

    Not those of whoever reads, by whatever account: nobody is their own second person.
    """
    account.require(Right.RECORDING_DELETE)
    async with ports.reading() as uow:
        asked = await uow.recording_deletions.waiting(account.organisation)
        return tuple([await _waits(uow, one) for one in asked if not one.is_of(account)])


async def _waits(uow: UnitOfWork, one: RecordingDeletion) -> WaitingDeletion:
    session = await session_of(uow, one.session)
    case = await case_of(uow, session)
    return WaitingDeletion(
        id=one.id,
        session=session.id,
        serial=case.serial,
        number=session.number,
        starts_at=session.starts_at,
        asked_by_name=one.asked_by_name,
        asked_at=one.asked_at,
    )


async def view(account: Account, session: str, ports: Ports) -> DeletionsView:
    """Return the requests of a session. Needs `access_log.read`; out of reach is `NotFoundError`."""
    async with ports.reading() as uow:
        found, case = await log_in_reach(uow, account, session)
        return await _view(uow, account, found, case, ports, ports.clock.now())


async def ask(account: Account, session: str, reason: str, ports: Ports) -> DeletionsView:
    """Keep a request: nothing goes by it. Needs `recording.ask_deletion`.

    Raises `InvalidError` (`deletion.reason`), `ConflictError` (`deletion.waits`) and as `require_deletable`.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        found, case = await in_reach(uow, account, session, Right.RECORDING_ASK_DELETION)
        if any(one.state is DeletionState.ASKED for one in await uow.recording_deletions.of_session(found.id)):
            raise ConflictError("deletion.waits")
        made = RecordingDeletion(ports.chance.id(), found.id, reason.strip(), account.id, account.name, now)
        require_deletable(await _circumstances(uow, found, case, now), beijing_day(now))
        await uow.recording_deletions.add(made)
        note = minutes.Note("deletion.asked", "申请删除会议录音录像，等第二人决定", Tone.WAITING)
        await minutes.line(uow, case, account.name, note, now)
        await minutes.act_of_staff(uow, account, note.kind, f"session:{found.id}", now, deletion=made.id)
        await deletion_notices.asked(uow, case, found, made, now)
        await uow.commit()
    return await view(account, session, ports)


async def answer(account: Account, command: AnswerDeletion, keeper: Keeper) -> DeletionsView:
    """Delete, refuse or take back. Needs `recording.delete`, to take back `recording.ask_deletion`.

    Whoever asked never decides, and nobody deletes what must stay: a hold, an application or a player that came
    after the request stops it (`require_deletable`). Raises `NotFoundError` (`deletion.unknown`), `StaleVersionError`,
    and as `RecordingDeletion.answer`.
    """
    ports = keeper.ports
    now = ports.clock.now()
    async with ports.begin() as uow:
        found, case = await log_in_reach(uow, account, command.session, _RIGHTS[command.action])
        held = await _held(uow, found, command)
        answered = held.answer(command.action, account, command.opinion, now)
        facts = {"deletion": held.id}
        if command.action is DeletionAction.GRANT:
            certificate = await _delete(uow, ports, found, case, now)
            answered = answered.done(certificate.id)
            facts["certificate"] = certificate.id
        await uow.recording_deletions.save(answered)
        await minutes.line(uow, case, account.name, _note(command.action), now)
        await minutes.act_of_staff(uow, account, _ACTS[command.action], f"session:{found.id}", now, **facts)
        await deletion_notices.answered(uow, case, found, answered, now)
        await uow.commit()
    if command.action is DeletionAction.GRANT:
        await deleting.finish(keeper)
    return await view(account, command.session, ports)


async def _held(uow: UnitOfWork, session: Session, command: AnswerDeletion) -> RecordingDeletion:
    held = await uow.recording_deletions.get(command.deletion)
    if held is None or held.session != session.id:
        raise NotFoundError("deletion.unknown")
    if held.version != command.version:
        raise StaleVersionError(table="recording_deletion")
    return held


async def _delete(uow: UnitOfWork, ports: Ports, session: Session, case: Case, now: datetime) -> DeletionCertificate:
    """Take the keys away. The case is saved first: of a hold placed at the same time and this, one reads again."""
    await uow.cases.save(case)
    found = await _circumstances(uow, session, case, now)
    gone = await deleting.take_keys(uow, require_deletable(found, beijing_day(now)))
    certificate = await _certificate(uow, ports, found, gone, now)
    await uow.retention.add_certificate(certificate)
    return certificate


async def _certificate(
    uow: UnitOfWork, ports: Ports, found: Circumstances, gone: tuple[Gone, ...], now: datetime
) -> DeletionCertificate:
    policy, filed_at = await policy_of(uow, found.case.court, ports), found.filed_at or now
    return DeletionCertificate(
        id=ports.chance.id(),
        serial=found.case.serial,
        kept=Kept.RECORDING,
        filed_at=filed_at,
        last_day=policy.last_day(Kept.RECORDING, filed_at),
        months=policy.months(Kept.RECORDING),
        policy=policy.version,
        at=now,
        gone=gone,
        cause=DeletionCause.TWO_PEOPLE,
        court=found.case.court or "",
    )


async def _circumstances(uow: UnitOfWork, session: Session, case: Case, now: datetime) -> Circumstances:
    return Circumstances(
        case=case,
        filed_at=await uow.retention.filed_at(case.id),
        holds=await uow.retention.holds(case.id),
        applications=await uow.endings.applications(case.id),
        recordings=await uow.recordings.of_session(session.id),
        played=await uow.viewings.is_played(session.id, now - LASTS),
    )


async def _view(
    uow: UnitOfWork, account: Account, session: Session, case: Case, ports: Ports, now: datetime
) -> DeletionsView:
    found = await _circumstances(uow, session, case, now)
    policy = await policy_of(uow, case.court, ports)
    left = [one for one in found.recordings if one.state is not RecordingState.ERASED]
    requests = await uow.recording_deletions.of_session(session.id)
    asks = account.has(Right.RECORDING_ASK_DELETION) and account.reaches(case)
    return DeletionsView(
        requests=tuple(_request(one, account) for one in requests),
        barrier=_barrier(found, beijing_day(now)),
        recordings=len(left),
        tracks=_tracks(left),
        kept_until=policy.last_day(Kept.RECORDING, found.filed_at) if found.filed_at else None,
        may_ask=asks and all(one.state is not DeletionState.ASKED for one in requests),
    )


def _tracks(recordings: list[Recording]) -> int:
    return sum(one.tracks for one in recordings)


def _barrier(found: Circumstances, today: date) -> Barrier | None:
    try:
        require_deletable(found, today)
    except ConflictError as error:
        return Barrier(error.code, _day_of(error))
    return None


def _day_of(error: MediationError) -> date | None:
    day = error.facts.get("day")
    return date.fromisoformat(day) if day else None


def _request(one: RecordingDeletion, reader: Account) -> DeletionView:
    return DeletionView(
        id=one.id,
        state=one.state,
        reason=one.reason,
        asked_by_name=one.asked_by_name,
        asked_at=one.asked_at,
        opinion=one.opinion,
        answered_by_name=one.answered_by_name,
        answered_at=one.answered_at,
        certificate=one.certificate,
        may=_may(one, reader),
        version=one.version,
    )


def _may(one: RecordingDeletion, reader: Account) -> tuple[DeletionAction, ...]:
    if one.state is not DeletionState.ASKED:
        return ()
    if one.asked_by == reader.id:
        return (DeletionAction.WITHDRAW,)
    decides = reader.has(Right.RECORDING_DELETE) and not one.is_of(reader)
    return (DeletionAction.GRANT, DeletionAction.REFUSE) if decides else ()


def _note(action: DeletionAction) -> minutes.Note:
    words = {
        DeletionAction.GRANT: ("经两人决定，已永久删除会议录音录像", Tone.PLAIN),
        DeletionAction.REFUSE: ("不同意删除会议录音录像", Tone.PLAIN),
        DeletionAction.WITHDRAW: ("撤回删除会议录音录像的申请", Tone.PLAIN),
    }
    text, tone = words[action]
    return minutes.Note(_ACTS[action], text, tone)
