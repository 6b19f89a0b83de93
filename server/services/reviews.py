"""A judge reviews a session: says why, sees what was recorded, and every play of it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from recordings.manifest import Manifest
from recordings.verify import Flaw, Problem
from server.domain.access_log import VERIFIED
from server.domain.account import Account, Right
from server.domain.audit import Act
from server.domain.beijing import BEIJING
from server.domain.case import Case
from server.domain.consent import Purpose
from server.domain.errors import ConflictError, GoneError, InvalidError, NotFoundError
from server.domain.ids import AccountId, ViewingId
from server.domain.party import Side
from server.domain.recording import Recording, RecordingState
from server.domain.session import Session
from server.domain.viewing import Play, PlayAction, Viewing, ViewingPurpose
from server.services import minutes, review
from server.services.access import in_reach
from server.services.archive import Archive, PlayableFile
from server.services.ports import Ports, UnitOfWork
from server.services.review import Integrity, Review, ReviewClock, Seat
from server.services.review_marks import marks
from server.services.session_views import outcome_view, read_by
from server.services.words import STAFF_TITLES
from signaling.protocol.event import EventKind

__all__ = ["LONGEST_SEGMENT", "OpenViewing", "PlayableFile", "Reviews", "TrackKey"]

LASTS: Final = timedelta(hours=4)
LONGEST_SEGMENT: Final = 10
"""Digits in the number of a track."""
_LONGEST_POSITION: Final = timedelta(days=2) // timedelta(milliseconds=1)
_KEPT_CHECKS: Final = 200
_REMEMBERED_READS: Final = 10_000
"""Tracks whose first read is known to be kept; forgetting one only keeps another line."""


@dataclass(frozen=True, slots=True)
class OpenViewing:
    """Which session, and why."""

    session: str
    purpose: ViewingPurpose
    reason: str
    origin: str = field(default="", repr=False)
    """Address and kind of browser."""


@dataclass(frozen=True, slots=True)
class TrackKey:
    """One file of one viewing."""

    viewing: str
    recording: str
    track: int


@dataclass(frozen=True, slots=True)
class _Material:
    """What the case store says of a session under review."""

    viewing: Viewing
    session: Session
    case: Case
    recordings: tuple[Recording, ...]
    seats: tuple[Seat, ...]


class Reviews:
    """Use cases of whoever may play recordings. Raises `NotFoundError` out of reach, `ForbiddenError` without right."""

    def __init__(self, ports: Ports, archive: Archive) -> None:
        self._ports = ports
        self._archive = archive
        self._checks: dict[str, Integrity] = {}
        self._played: set[TrackKey] = set()

    async def open(self, account: Account, command: OpenViewing) -> Review:
        """Keep who asks and why, then show. Raises `ConflictError` (`recording.not_sealed`, `recording.none`)."""
        now = self._ports.clock.now()
        if not command.reason.strip():
            raise InvalidError("request.invalid", reason="required")
        async with self._ports.begin() as uow:
            session, _ = await in_reach(uow, account, command.session, Right.RECORDING_PLAY)
            _require_playable(await uow.recordings.of_session(session.id))
            viewing = Viewing(
                id=ViewingId(self._ports.chance.id()),
                session=session.id,
                account=account.id,
                who=account.name,
                role=account.role,
                purpose=command.purpose,
                reason=command.reason,
                at=now,
            )
            await uow.viewings.add(viewing)
            facts = {"viewing": viewing.id, "purpose": viewing.purpose.value}
            if command.origin:
                facts["origin"] = command.origin
            await minutes.act_of_staff(uow, account, "viewing.opened", f"session:{session.id}", now, **facts)
            await uow.commit()
        return await self.view(account, viewing.id)

    async def view(self, account: Account, viewing: str) -> Review:
        """Return the review of a viewing that is still open. Raises `GoneError` (`viewing.expired`)."""
        async with self._ports.reading() as uow:
            material = await self._material(uow, account, viewing)
            outcome = await uow.outcomes.get(material.session.id)
            effect = await uow.endings.effect(material.case.id)
        sealed = [recording for recording in material.recordings if recording.state is RecordingState.SEALED]
        manifests = [await self._archive.manifest(recording) for recording in sealed]
        facts = await self._ports.queries.room_facts(material.session.id)
        clock = ReviewClock(manifests)
        return Review(
            viewing=material.viewing.id,
            watermark=_watermark(material),
            serial=material.case.serial,
            title=material.case.title,
            session=material.session.id,
            started_at=clock.started_at,
            length_ms=clock.length_ms,
            seats=_seats(material, manifests),
            marks=marks(facts, manifests),
            integrity=await self._integrity(material),
            outcome=read_by(account, material.session.id, outcome_view(outcome), effect) if outcome else None,
        )

    async def report(self, account: Account, viewing: str, action: PlayAction, at_ms: int) -> None:
        """Keep what the player reports."""
        if at_ms > _LONGEST_POSITION:
            raise InvalidError("request.invalid", at_ms="too_late")
        async with self._ports.begin() as uow:
            found = await self._viewing(uow, account, viewing)
            await uow.viewings.add_play(Play(found.id, self._ports.clock.now(), action, at_ms))
            await uow.commit()

    async def play(self, account: Account, key: TrackKey) -> PlayableFile:
        """Return one file of a viewing. Its first read is kept, once per viewing and track."""
        async with self._ports.reading() as uow:
            material = await self._material(uow, account, key.viewing)
        recording = next((each for each in material.recordings if each.id == key.recording), None)
        if recording is None or recording.state is not RecordingState.SEALED:
            raise NotFoundError("track.unknown")
        manifest = await self._archive.manifest(recording)
        owner = next((t.identity for t in manifest.tracks for s in t.segments if s.track == key.track), None)
        if owner is None or any(seat.identity == owner and seat.withheld for seat in material.seats):
            raise NotFoundError("track.unknown")
        file = await self._archive.track(recording, key.track)
        await self._keep_read(account, key)
        return file

    async def _keep_read(self, account: Account, key: TrackKey) -> None:
        if key in self._played:
            return
        async with self._ports.begin() as uow:
            facts = {"viewing": key.viewing, "track": str(key.track)}
            now = self._ports.clock.now()
            await minutes.act_of_staff(uow, account, "track.read", f"recording:{key.recording}", now, **facts)
            await uow.commit()
        if len(self._played) >= _REMEMBERED_READS:
            self._played.clear()
        self._played.add(key)

    async def _keep_check(self, session: Session, found: Integrity) -> None:
        """Write down what verifying found; the system did it, whoever asked."""
        facts = {"verdict": found.verdict, "tracks": str(found.tracks), "records": str(found.records)}
        async with self._ports.begin() as uow:
            act = Act("system", VERIFIED, f"session:{session.id}", tuple(sorted(facts.items())))
            await uow.audit.add(act, self._ports.clock.now())
            await uow.commit()

    async def _viewing(self, uow: UnitOfWork, account: Account, viewing: str) -> Viewing:
        found = await uow.viewings.get(ViewingId(viewing))
        if found is None or found.account != account.id:
            raise NotFoundError("viewing.unknown")
        if self._ports.clock.now() - found.at >= LASTS:
            raise GoneError("viewing.expired")
        return found

    async def _material(self, uow: UnitOfWork, account: Account, viewing: str) -> _Material:
        found = await self._viewing(uow, account, viewing)
        session, case = await in_reach(uow, account, found.session, Right.RECORDING_PLAY)
        recordings = await uow.recordings.of_session(session.id)
        _require_playable(recordings)
        return _Material(found, session, case, recordings, await _people(uow, session, case, found.purpose))

    async def _integrity(self, material: _Material) -> Integrity:
        """Check every byte once per viewing."""
        if (known := self._checks.get(material.viewing.id)) is not None:
            return known
        reports, problems = [], []
        for recording in material.recordings:
            if recording.state is RecordingState.SEALED:
                report = await self._archive.check(recording)
                reports.append(review.compared(report, recording.manifest_sha256))
            else:
                problems.append(Problem(Flaw.NOT_SEALED_YET, recording.id, recording.problem or ""))
        result = review.integrity(reports, problems)
        await self._keep_check(material.session, result)
        if len(self._checks) >= _KEPT_CHECKS:
            self._checks.clear()
        self._checks[material.viewing.id] = result
        return result


async def _people(uow: UnitOfWork, session: Session, case: Case, purpose: ViewingPurpose) -> tuple[Seat, ...]:
    """Return everyone with a seat: applicant's side, respondent's side, then the mediator."""
    facts = await uow.sessions.room_facts(session.id)
    joined = {fact.identity for fact in facts if fact.identity and fact.kind == EventKind.JOINED}
    seats = []
    for person in await uow.cases.participants(case.id):
        if await uow.invitations.get(session.id, person.identity) is None:
            continue
        withheld = not purpose.shows(await uow.people.consent(session.id, person.identity, Purpose.COURT_VIEWING))
        came = person.identity in joined
        seats.append(Seat(person.identity, person.name, person.side, person.title, withheld, came))
    host = await uow.accounts.get(session.mediator)
    if host is not None:
        seats.append(Seat(host.id, host.name, Side.NEUTRAL, STAFF_TITLES[host.role]))
    known = {seat.identity for seat in seats}
    for identity in sorted(joined - known):
        staff = await uow.accounts.get(AccountId(identity))
        if staff is not None:
            seats.append(Seat(staff.id, staff.name, Side.NEUTRAL, STAFF_TITLES[staff.role]))
    return tuple(seats)


def _seats(material: _Material, manifests: Sequence[Manifest]) -> tuple[review.ReviewSeat, ...]:
    def url_of(recording: str, track: int) -> str:
        return f"/api/viewings/{material.viewing.id}/tracks/{recording}/{track}.webm"

    return review.seats(material.seats, manifests, url_of)


def _require_playable(recordings: Sequence[Recording]) -> None:
    if not recordings:
        raise ConflictError("recording.none")
    if all(recording.state is RecordingState.ERASED for recording in recordings):
        raise ConflictError("recording.deleted")
    if all(recording.state is not RecordingState.SEALED for recording in recordings):
        raise ConflictError("recording.not_sealed")


def _watermark(material: _Material) -> str:
    """Return viewer, time and number: who shows this picture elsewhere is known."""
    viewing = material.viewing
    return f"{viewing.who} {_local(viewing.at)} {material.case.serial}"


def _local(at: datetime) -> str:
    return at.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M")
