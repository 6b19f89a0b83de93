"""`Archive`: sealed recordings on disk, as use cases ask for them. Everything here runs in a thread."""

import asyncio
import shutil
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Final, Protocol

from recordings import manifest as manifests
from recordings import recovery
from recordings.errors import NotARecordingError
from recordings.manifest import Manifest, Signer
from recordings.plane import Sealed
from recordings.playback import PlayableTrack, open_track
from recordings.recorder import folder_of
from recordings.vault import KeyRing
from recordings.verify import VerifyReport, verify
from server.domain.errors import NotFoundError
from server.domain.ids import RecordingId
from server.domain.recording import Recording

_KEPT_OPEN: Final = 48


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
    """The folder of recordings, the keys that open them and the key that signs them."""

    def __init__(self, root: Path, keys: KeyRing, signer: Signer) -> None:
        self.keys = keys
        self._root = root
        self._signer = signer
        self._open: OrderedDict[tuple[str, int], _Shared] = OrderedDict()

    async def manifest(self, recording: Recording) -> Manifest:
        """Return what a sealed recording holds. Raises `NotARecordingError`."""
        return await asyncio.to_thread(manifests.read, folder_of(self._root, recording.id))

    async def check(self, recording: Recording) -> VerifyReport:
        """Verify signature, chain and digests; reads every byte."""
        return await asyncio.to_thread(verify, folder_of(self._root, recording.id), self._signer.verifier)

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
        """Remove every file of a recording; what is not there is removed. Raises `OSError`."""
        for key in [key for key in self._open if key[0] == recording]:
            del self._open[key]
        await asyncio.to_thread(_remove, folder_of(self._root, recording))

    def _load(self, recording: Recording, track: int) -> _Shared:
        folder = folder_of(self._root, recording.id)
        try:
            segments = manifests.read(folder).segments
        except NotARecordingError:
            raise NotFoundError("recording.not_sealed") from None
        file = next((segment.file for segment in segments if segment.track == track), None)
        if file is None:
            raise NotFoundError("track.unknown")
        data_key = self.keys.unwrap(recording.wrapped_key, recording.id)
        return _Shared(open_track(folder / file, data_key), Lock())
