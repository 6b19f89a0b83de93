"""Where sealed recordings are kept a second time: a folder or a bucket, through the same code (obstore).

A recording is written to a local folder. `Depot.keep` copies what was sealed, `manifest.json` last, so a recording is
in the depot wholly or not at all; whoever lost the folder plays from here. Everything here blocks: off the event loop.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Final, Self

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, ObjectStore, S3Store

from recordings import manifest as manifests
from recordings.errors import DepotUnreachableError, NotARecordingError
from recordings.manifest import Manifest
from recordings.playback import PlayableTrack
from recordings.trackfile import SUFFIX, pack_index, read_chain, read_index

_RETRY_FOR: Final = timedelta(seconds=10)
INDEX_SUFFIX: Final = ".index"
"""Beside each track: its clear record heads, so that playing need not read the track to find its way."""


@dataclass(frozen=True, slots=True)
class S3Bucket:
    """Where an S3-compatible store is; `endpoint` with scheme. Without TLS only inside one's own network."""

    endpoint: str
    name: str
    access_key: str
    secret_key: str = field(repr=False)
    region: str = "us-east-1"


class Depot:
    """Sealed recordings by name. Everything raises `DepotUnreachableError` when the store does not answer."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store

    @classmethod
    def in_folder(cls, folder: Path) -> Self:
        """Keep recordings below a local folder."""
        folder.mkdir(parents=True, exist_ok=True)
        return cls(LocalStore(folder))

    @classmethod
    def in_bucket(cls, bucket: S3Bucket) -> Self:
        """Keep recordings in an S3-compatible bucket that exists."""
        return cls(
            S3Store(
                bucket.name,
                endpoint=bucket.endpoint,
                region=bucket.region,
                access_key_id=bucket.access_key,
                secret_access_key=bucket.secret_key,
                virtual_hosted_style_request=False,  # stores of one's own have no name for every bucket
                client_options={"allow_http": bucket.endpoint.startswith("http:")},
                # A store that is down is a sentence within seconds; whoever waits asks again.
                retry_config={"max_retries": 2, "retry_timeout": _RETRY_FOR},
            )
        )

    def keep(self, folder: Path) -> None:
        """Copy a sealed recording. Doing it again is harmless. Raises `NotARecordingError` when it is not sealed."""
        name = manifests.read(folder).recording
        files = sorted(path for path in folder.iterdir() if path.is_file())
        for path in sorted(files, key=lambda each: each.name == manifests.NAME):
            with _answering():
                if path.suffix == SUFFIX:
                    head, records, _ = read_chain(path)
                    obstore.put(self._store, f"{name}/{path.name}{INDEX_SUFFIX}", pack_index(head, records))
                obstore.put(self._store, f"{name}/{path.name}", path)

    def has(self, recording: str) -> bool:
        """Tell whether the recording is here, wholly."""
        try:
            with _answering():
                obstore.head(self._store, f"{recording}/{manifests.NAME}")
        except FileNotFoundError:
            return False
        return True

    def manifest(self, recording: str) -> Manifest:
        """Return the manifest, unchecked. Raises `NotARecordingError` when the recording is not here."""
        return manifests.parse(manifests.load(self._get(recording, manifests.NAME)))

    def open_track(self, recording: str, file: str, data_key: bytes) -> PlayableTrack:
        """Open a track for playing by range. Raises like `recordings.playback.open_track`."""
        head, records = read_index(self._get(recording, file + INDEX_SUFFIX))
        gaps = next((part.gaps for part in self.manifest(recording).segments if part.file == file), ())
        return PlayableTrack(head, records, partial(self._range, f"{recording}/{file}"), data_key, gaps)

    def bring_back(self, recording: str, folder: Path) -> Path:
        """Copy a recording into its folder below `folder`, to be verified or handed over; return that folder."""
        target = folder / recording
        target.mkdir()
        for path in self._paths(recording):
            if not path.endswith(INDEX_SUFFIX):
                with _answering(), (target / PurePosixPath(path).name).open("wb") as file:
                    for block in obstore.get(self._store, path).stream():
                        file.write(block)
        return target

    def size(self, recording: str) -> int:
        """Return how many bytes `bring_back` writes."""
        with _answering():
            found = [meta for page in obstore.list(self._store, prefix=recording + "/") for meta in page]
        return sum(meta["size"] for meta in found if not meta["path"].endswith(INDEX_SUFFIX))

    def erase(self, recording: str) -> None:
        """Delete every file of a recording. Whoever also forgets its wrapped key makes copies unreadable too."""
        manifest_first = sorted(self._paths(recording), key=lambda path: not path.endswith(manifests.NAME))
        if manifest_first:
            with _answering():
                obstore.delete(self._store, manifest_first)

    def _paths(self, recording: str) -> list[str]:
        with _answering():
            return [meta["path"] for page in obstore.list(self._store, prefix=recording + "/") for meta in page]

    def _get(self, recording: str, file: str) -> bytes:
        try:
            with _answering():
                return bytes(obstore.get(self._store, f"{recording}/{file}").bytes())
        except FileNotFoundError as error:
            raise NotARecordingError("not in the depot") from error

    def _range(self, path: str, at: int, length: int) -> bytes:
        with _answering():
            return bytes(obstore.get_range(self._store, path, start=at, length=length))


@contextmanager
def _answering() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise
    except BaseError as error:
        raise DepotUnreachableError(type(error).__name__) from error
