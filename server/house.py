"""`House`: every long-lived object of the server, made in one place and closed in the reverse order."""

import asyncio
import logging
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from media.errors import MediaError
from media.local import LocalMediaPlane
from media.plane import MediaPlane
from media.pool import MediaPool
from media.settings import MediaSettings
from recordings.clock import steady_clock
from recordings.errors import RecordingError
from recordings.manifest import Verifier
from recordings.plane import RecorderPlane
from recordings.recorder import Recorder
from recordings.remote import RemoteRecorder
from recordings.worker import RecorderSettings
from server.carriers.choice import carrier_of
from server.carriers.facts import fact_carrier_of
from server.chores import Chore, Chores
from server.connection_tests import ConnectionTests
from server.documents.typesetting import Typesetter
from server.domain.effort import Enough
from server.domain.fitness import PoolThreshold
from server.domain.retention import RetentionPolicy
from server.keys import KeyFileError, Keys
from server.machine import Argon2, SystemChance, SystemClock
from server.services import (
    auditing,
    choosing,
    closing,
    deleting,
    delivering,
    forgetting,
    referrals,
    reminders,
    renewing,
    support_accesses,
)
from server.services.archive import Archive
from server.services.attendance import AttendanceObserver
from server.services.deleting import Keeper
from server.services.ports import Ports
from server.services.recording import LiveRecording, Outside
from server.services.reviews import Reviews
from server.settings import Settings
from server.storage.blobs import SealedBlobs
from server.storage.bucket import depot_of
from server.storage.database import Database
from server.storage.schema import upgrade_engine
from server.workers import Workers
from signaling.relays import Relays
from signaling.rooms import Rooms

_log = logging.getLogger(__name__)
_ANSWER_WITHIN: Final = 2.0
_MB: Final = 1024 * 1024
_EVERY_MINUTE: Final = timedelta(minutes=1)
_OFTEN: Final = timedelta(seconds=15)
_EVERY_HOUR: Final = timedelta(hours=1)


class RoomsOfCase:
    """Implements `server.services.ports.Rooms`: what the case decided reaches the recorder first, then the room."""

    def __init__(self, rooms: Rooms, live: LiveRecording) -> None:
        self._rooms = rooms
        self._live = live

    async def remove(self, session: str, identity: str, reason: str) -> None:
        """Put the person out."""
        await self._rooms.remove(session, identity, reason)

    async def restore(self, session: str, identity: str) -> None:
        """Let the person knock again."""
        await self._rooms.restore(session, identity)

    async def shut_out(self, identity: str) -> None:
        """Put a member of staff out of every room."""
        await self._rooms.shut_out(identity)

    async def unseat(self, session: str, identity: str) -> None:
        """Put a mediator who has the case no longer out of its room."""
        await self._rooms.unseat(session, identity)

    async def stop_recording(self, session: str) -> None:
        """Take in nothing more and seal."""
        await self._live.end(session)

    def seated(self) -> frozenset[str]:
        """Return who is in any room now."""
        return self._rooms.seated

    async def end(self, session: str) -> None:
        """Stop the recording, then say goodbye to everyone."""
        await self._live.end(session)
        await self._rooms.end(session)

    async def participants_changed(self, session: str) -> None:
        """Tell those who preside to look at the case again."""
        await self._rooms.participants_changed(session)

    async def panel_changed(self, session: str) -> None:
        """Tell everybody to ask what is put to them about who mediates."""
        await self._rooms.panel_changed(session)

    async def consent_changed(self, session: str, identity: str, *, answer: bool) -> None:
        """Start or stop writing the person, then show it."""
        await self._live.consent_changed(session, identity, answer=answer)
        await self._rooms.consent_changed(session, identity, answer)
        await self._live.look(session)


@dataclass(frozen=True, slots=True)
class House:
    """Open until `open_house` is left; `company` holds what must end before the sockets do."""

    keys: Keys
    database: Database
    media: MediaPlane
    recorder: RecorderPlane
    rooms: Rooms
    live: LiveRecording
    ports: Ports
    reviews: Reviews
    keeper: Keeper
    tests: ConnectionTests
    company: AsyncExitStack

    async def say_goodbye(self) -> None:
        """Seal what is being recorded, then close every room. Again changes nothing."""
        await self.company.aclose()

    async def health(self) -> Mapping[str, bool]:
        """Tell which parts answer now."""
        return {
            "database": await self._database_answers(),
            "media": await self._media_answers(),
            "recorder": not isinstance(self.recorder, RemoteRecorder) or self.recorder.pid is not None,
        }

    async def counts(self) -> Mapping[str, Mapping[str, float]]:
        """Return what the parts count."""
        return {"rooms": self.rooms.statistics()}

    @property
    def workers(self) -> Workers:
        """Return the media workers as operators see them."""
        return Workers(self.media)

    async def _database_answers(self) -> bool:
        try:
            async with asyncio.timeout(_ANSWER_WITHIN), self.database.engine.connect() as connection:
                await connection.execute(text("SELECT 1"))
        except (SQLAlchemyError, OSError, TimeoutError):
            return False
        return True

    async def _media_answers(self) -> bool:
        try:
            async with asyncio.timeout(_ANSWER_WITHIN):
                await self.media.statistics()
        except (MediaError, TimeoutError):
            return False
        return True


@asynccontextmanager
async def open_house(settings: Settings) -> AsyncIterator[House]:
    """Make everything; close it when left. Raises `OSError`, `KeyFileError`, `PlaneLostError`, `RecorderLostError`."""
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    settings.recordings.mkdir(mode=0o700, parents=True, exist_ok=True)
    keys = Keys.load_or_create(settings.data_dir)
    async with AsyncExitStack() as stack:
        database = Database.connect(settings.database, keys.columns)
        stack.push_async_callback(database.close)
        media, recorder = await _open_parts(settings, keys, database, stack)
        clock, chance = SystemClock(), SystemChance()
        archive = Archive(settings.recordings, keys.master, keys.signer, depot_of(settings), reserve=_reserve(settings))
        await archive.tidy()
        rooms = Rooms(media, database.meetings, clock.now, relays=_relays(settings))
        outside = Outside(database.begin, clock, chance, archive, recorder, media, rooms)
        live = LiveRecording(outside)
        ports = _ports(settings, keys, database, outside, RoomsOfCase(rooms, live), stack)
        company = await stack.enter_async_context(AsyncExitStack())
        rooms.subscribe(AttendanceObserver(ports))
        rooms.subscribe(live)
        rooms.subscribe_sources(live)
        tests = ConnectionTests(media, chance, clock, _relays(settings))
        stack.push_async_callback(tests.close)
        await live.recover()
        await company.enter_async_context(rooms)
        await company.enter_async_context(_running(live))
        keeper = Keeper(ports, archive)
        await stack.enter_async_context(_doing("chores", _chores(settings, ports, keeper)))
        await stack.enter_async_context(_doing("deliveries", _deliveries(settings, ports)))
        await stack.enter_async_context(_doing("copies", _copies(archive, ports)))
        yield House(
            keys, database, media, recorder, rooms, live, ports, Reviews(ports, archive), keeper, tests, company
        )


def _ports(
    settings: Settings, keys: Keys, database: Database, outside: Outside, rooms: RoomsOfCase, stack: AsyncExitStack
) -> Ports:
    """Return what use cases reach; what of it has to be closed is on the stack."""
    hasher = Argon2()
    stack.callback(hasher.close)
    typesetter = Typesetter()
    stack.callback(typesetter.close)
    return Ports(
        begin=database.begin,
        reading=database.reading,
        rehearse=database.rehearse,
        queries=database.queries,
        roster=database.roster,
        clock=outside.clock,
        chance=outside.chance,
        hasher=hasher,
        rooms=rooms,
        accounts=database.accounts,
        parties=database.parties,
        desk=database.desk,
        pool=PoolThreshold(settings.pool_workers, _in_fen(settings.pool_amount_yuan)),
        documents=typesetter,
        blobs=SealedBlobs.in_folder(settings.data_dir / "materials", keys.master),
        intake=database.intake,
        referral_queries=database.referral_queries,
        support=database.support,
        seal=keys.signer,
        filing_key=_filing_key(settings),
        retention=_retention(settings),
        drafts_kept=timedelta(days=settings.draft_days),
        representatives=settings.representatives,
        withdrawal_notice=timedelta(hours=settings.withdrawal_notice_hours),
        enough=Enough(settings.unreached_days, settings.unreached_ways),
        serial_prefix=settings.serial_prefix,
    )


def _filing_key(settings: Settings) -> Verifier | None:
    """Return the public key of the electronic filing. Raises `KeyFileError`."""
    path = settings.filing_key_file
    try:
        return Verifier.from_pem(path.read_bytes()) if path else None
    except (OSError, RecordingError) as error:
        hint = "Next step: give the public key of the electronic filing (Ed25519, PEM)."
        raise KeyFileError(f"{path} cannot be used ({error}).\n{hint}") from error


def _retention(settings: Settings) -> RetentionPolicy | None:
    """Return for how long filed cases are kept where no court decided; None leaves it as it was shipped."""
    if not settings.retention_months:
        return None
    case_file, recording, protected = map(int, settings.retention_months)
    return RetentionPolicy(case_file, recording, protected)


def _in_fen(yuan: int) -> int | None:
    return yuan * 100 if yuan else None


def _chores(settings: Settings, ports: Ports, keeper: Keeper) -> Chores:
    """Return what the server does by itself and alone: nobody outside can keep it waiting."""
    return Chores(
        (
            # Before anybody is warned of a day that older rules left behind.
            Chore("kept clocks", _EVERY_MINUTE, lambda: renewing.renew(ports)),
            Chore("reminders", _EVERY_MINUTE, lambda: reminders.plan(ports, settings.public_url)),
            Chore("choices", _EVERY_MINUTE, lambda: choosing.expire(ports)),
            Chore("referrals", _EVERY_MINUTE, lambda: referrals.expire(ports)),
            Chore("support accesses", _EVERY_MINUTE, lambda: support_accesses.expire(ports)),
            Chore("closed accounts", _OFTEN, lambda: closing.enforce(ports)),
            Chore("drafts", _EVERY_HOUR, lambda: forgetting.forget_drafts(ports, ports.clock.now())),
            Chore("retention", _EVERY_HOUR, lambda: deleting.run(keeper)),
            Chore("audit log", _EVERY_HOUR, lambda: auditing.verify(ports)),
        ),
        ports.clock.now,
    )


def _deliveries(settings: Settings, ports: Ports) -> Chores:
    """Return what the server brings to others, who may take long to answer."""
    carrier, facts = carrier_of(settings), fact_carrier_of(settings)
    messages = Chore("messages", _OFTEN, lambda: reminders.deliver(ports, carrier, settings.public_url))
    told = (Chore("facts", _OFTEN, lambda: delivering.deliver(ports, facts)),) if facts else ()
    return Chores((messages, *told), ports.clock.now)


def _copies(archive: Archive, ports: Ports) -> Chores:
    """Return what takes as long as recordings are large."""
    return Chores((Chore("copies of recordings", _EVERY_MINUTE, archive.keep_copies),), ports.clock.now)


@asynccontextmanager
async def _doing(name: str, chores: Chores) -> AsyncIterator[None]:
    task = asyncio.create_task(chores.run(), name=name)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@asynccontextmanager
async def _running(live: LiveRecording) -> AsyncIterator[None]:
    task = asyncio.create_task(live.run(), name="live-recording")
    try:
        yield
    finally:
        await live.close()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _open_parts(
    settings: Settings, keys: Keys, database: Database, stack: AsyncExitStack
) -> tuple[MediaPlane, RecorderPlane]:
    """Start the processes while the database is brought to this version. Raises the first fault of the three."""
    media = asyncio.ensure_future(_open_media(settings, stack))
    recorder = asyncio.ensure_future(_open_recorder(settings, keys, stack))
    upgrading = asyncio.ensure_future(upgrade_engine(database.engine))
    # All are waited for: what did open is on the stack and will be closed.
    await asyncio.wait((media, recorder, upgrading))
    upgrading.result()
    return media.result(), recorder.result()


async def _open_media(settings: Settings, stack: AsyncExitStack) -> MediaPlane:
    told = MediaSettings(
        hosts=settings.media_hosts,
        port=settings.media_port,
        advertised=settings.media_advertised,
        loopback=settings.media_loopback,
    )
    plane = LocalMediaPlane(told) if settings.in_process else MediaPool(told, settings.media_workers)
    stack.push_async_callback(plane.close)
    await plane.start()
    return plane


def _relays(settings: Settings) -> Relays:
    secret = "" if settings.turn_secret is None else settings.turn_secret.get_secret_value()
    if settings.turn_secret_file is not None:
        secret = settings.turn_secret_file.read_text().strip()
    lifetime = timedelta(minutes=settings.turn_lifetime_minutes)
    return Relays(settings.turn_urls, secret.encode(), lifetime, only=settings.turn_only)


def _reserve(settings: Settings) -> int:
    return settings.recording_reserve_mb * _MB


async def _open_recorder(settings: Settings, keys: Keys, stack: AsyncExitStack) -> RecorderPlane:
    # Not in the data folder: the name of a socket has at most 107 bytes (unix(7)).
    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="mediation-room-"))
    root, sink = settings.recordings.resolve(), str(Path(folder) / "recorder.sock")
    reserve = _reserve(settings)
    recorder: RecorderPlane
    if settings.in_process:
        recorder = await Recorder.start(root, sink, keys.signer, steady_clock(), reserve=reserve)
    else:
        signing = str(keys.signing_path.resolve())
        recorder = await RemoteRecorder.start(RecorderSettings(str(root), sink, signing, reserve))
    stack.push_async_callback(recorder.close)
    return recorder
