"""`Archive`: sealed recordings as use cases ask for them, on disk, else in the bucket. Everything runs in a thread."""

import asyncio
import logging
import shutil
import tempfile
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Final, Protocol
from weakref import WeakValueDictionary

from recordings import manifest as manifests
from recordings import recovery
from recordings.depot import Depot
from recordings.errors import DepotUnreachableError, DiskFullError, NotARecordingError, RecordingError
from recordings.manifest import Manifest, Signer
from recordings.plane import Sealed
from recordings.playback import PlayableTrack, open_track
from recordings.recorder import DEFAULT_RESERVE, folder_of
from recordings.vault import KeyRing
from recordings.verify import VerifyReport, verify
from server.domain.errors import NotFoundError
from server.domain.ids import RecordingId
from server.domain.recording import Recording

_log = logging.getLogger(__name__)
_KEPT_OPEN: Final = 48
_BROUGHT: Final = ".brought-"
"""How the name of a folder begins that holds what was brought back, for as long as it is read."""


def _remove(folder: Path) -> None:
    with suppress(FileNotFoundError):
        shutil.rmtree(folder)


class PlayableFile(Protocol):
    """A seekable file of known size; `read` may be called from any thread."""

    @property
    def mime(self) -> str:
        """Media type."""

    @property
    def size(self) -> int:
        """Bytes of the whole."""

    def read(self, start: int, length: int) -> bytes:
        """Return these bytes. Raises `RecordingDamagedError`."""


@dataclass(frozen=True, slots=True)
class _Shared:
    track: PlayableTrack
    lock: Lock

    @property
    def mime(self) -> str:
        return self.track.mime

    @property
    def size(self) -> int:
        return self.track.size

    def read(self, start: int, length: int) -> bytes:
        with self.lock:
            return self.track.read(start, length)


class Archive:
    """The folder of recordings, the keys that open them and the key that signs them.

    With a depot each is kept there too (`keep_copies`), and read from there once its folder is gone.
    """

    def __init__(
        self, root: Path, keys: KeyRing, signer: Signer, depot: Depot | None = None, *, reserve: int = DEFAULT_RESERVE
    ) -> None:
        self.keys = keys
        self._root = root
        self._signer = signer
        self._depot = depot
        self._reserve = reserve
        self._copied: set[str] = set()
        self._copying: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._open: OrderedDict[tuple[str, int], _Shared] = OrderedDict()

    async def manifest(self, recording: Recording) -> Manifest:
        """Return what a sealed recording holds. Raises `NotARecordingError` and `DepotUnreachableError`."""
        return await asyncio.to_thread(self._manifest, recording.id)

    async def check(self, recording: Recording) -> VerifyReport:
        """Verify signature, chain and digests; reads every byte. Raises `DepotUnreachableError`, `DiskFullError`."""
        return await asyncio.to_thread(self._check, recording.id)

    async def tidy(self) -> None:
        """Remove what was brought back from the depot for somebody when the program was killed. Call at the start."""
        await asyncio.to_thread(self._tidy)

    async def keep_copies(self) -> int:
        """Copy what is sealed and not in the depot yet; return how many. What fails is tried the next time.

        A depot that does not answer is asked once a turn, however many wait for it.
        """
        if self._depot is None:
            return 0
        done = 0
        for folder in await asyncio.to_thread(self._sealed):
            try:
                async with self._held(folder.name):
                    done += await asyncio.to_thread(self._copy, self._depot, folder)
            except DepotUnreachableError as error:
                _log.warning("the bucket does not answer, sealed recordings wait for it: %s", error)
                break
        return done

    async def recover(self, recording: Recording, now: datetime) -> Sealed:
        """Seal what a crash left behind. Raises `RecordingError` or `OSError`."""
        folder = folder_of(self._root, recording.id)
        return await asyncio.to_thread(recovery.recover, folder, self._signer, now)

    async def track(self, recording: Recording, track: int) -> PlayableFile:
        """Return one track, to be read by range. Raises `NotFoundError` and `RecordingError`."""
        key = (recording.id, track)
        if (known := self._open.get(key)) is None:
            known = self._open[key] = await asyncio.to_thread(self._load, recording, track)
        self._open.move_to_end(key)
        if len(self._open) > _KEPT_OPEN:
            self._open.popitem(last=False)
        return known

    async def erase(self, recording: RecordingId) -> None:
        """Remove every file of a recording, in the depot too; what is not there is removed. Raises `OSError`."""
        for key in [key for key in self._open if key[0] == recording]:
            del self._open[key]
        async with self._held(recording):
            await asyncio.to_thread(_remove, folder_of(self._root, recording))
            self._copied.discard(recording)
            if self._depot is not None:
                try:
                    await asyncio.to_thread(self._depot.erase, recording)
                except DepotUnreachableError as error:
                    raise OSError("the bucket of recordings does not answer") from error

    @contextmanager
    def folder(self, recording: str) -> Iterator[Path]:
        """Yield the folder of a sealed recording, brought from the depot for so long where it is not here. Blocks.

        Raises `DepotUnreachableError` and, where it would leave less than the reserve of what is being recorded,
        `DiskFullError`; that nothing is there is seen when the folder is read.
        """
        folder = folder_of(self._root, recording)
        depot = self._is_elsewhere(folder)
        if depot is None or not depot.has(recording):
            yield folder
            return
        if shutil.disk_usage(self._root).free - depot.size(recording) < self._reserve:
            raise DiskFullError("less than the reserve would be free")
        # Beside the others: what is temporary elsewhere may be memory, and a recording is large.
        with tempfile.TemporaryDirectory(prefix=_BROUGHT, dir=self._root) as place:
            yield depot.bring_back(recording, Path(place))

    def _held(self, recording: str) -> asyncio.Lock:
        """Return what copying and erasing of one recording take: it is not copied behind its erasing."""
        return self._copying.setdefault(recording, asyncio.Lock())

    def _is_elsewhere(self, folder: Path) -> Depot | None:
        """Return the depot where a recording has no folder here any more."""
        return None if (folder / manifests.NAME).is_file() else self._depot

    def _manifest(self, recording: str) -> Manifest:
        folder = folder_of(self._root, recording)
        depot = self._is_elsewhere(folder)
        return manifests.read(folder) if depot is None else depot.manifest(recording)

    def _check(self, recording: str) -> VerifyReport:
        with self.folder(recording) as folder:
            return verify(folder, self._signer.verifier)

    def _tidy(self) -> None:
        for place in self._root.glob(f"{_BROUGHT}*"):
            _remove(place)

    def _sealed(self) -> list[Path]:
        found = (folder for folder in self._root.iterdir() if folder.name not in self._copied)
        return sorted(folder for folder in found if (folder / manifests.NAME).is_file())

    def _copy(self, depot: Depot, folder: Path) -> bool:
        """Copy one; raise `DepotUnreachableError` when the depot does not even say whether it has it."""
        is_new = not depot.has(folder.name)
        try:
            if is_new:
                depot.keep(folder)
        except (RecordingError, OSError) as error:
            _log.warning(
                "a recording is not in the bucket yet: %s", type(error).__name__, extra={"recording": folder.name}
            )
            return False
        self._copied.add(folder.name)
        return is_new

    def _load(self, recording: Recording, track: int) -> _Shared:
        folder = folder_of(self._root, recording.id)
        depot = self._is_elsewhere(folder)
        try:
            segments = self._manifest(recording.id).segments
        except NotARecordingError:
            raise NotFoundError("recording.not_sealed") from None
        file = next((segment.file for segment in segments if segment.track == track), None)
        if file is None:
            raise NotFoundError("track.unknown")
        data_key = self.keys.unwrap(recording.wrapped_key, recording.id)
        opened = (
            open_track(folder / file, data_key) if depot is None else depot.open_track(recording.id, file, data_key)
        )
        return _Shared(opened, Lock())
