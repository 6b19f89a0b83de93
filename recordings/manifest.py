"""The manifest of a sealed recording: what it holds, its digests, and a signature over all of it.

`manifest.json` can be checked with the public key alone. Its SHA-256 is what a time-stamp (RFC 3161) is asked for.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, Literal, Protocol, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pydantic import BaseModel, ConfigDict, ValidationError

from media.plane import Codec, Source
from recordings.errors import KeyUnknownError, NotARecordingError
from recordings.frames import GapReason

NAME: Final = "manifest.json"
TIMESTAMP_NAME: Final = "manifest.tsr"
"""The time-stamp response over the SHA-256 of the manifest, when an authority is configured."""

_SIGNATURE: Final = "signature"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ManifestGap(_Part):
    """A stretch without media, on the clock of its segment."""

    at_ms: int
    length_ms: int
    reason: GapReason


class ManifestSegment(_Part):
    """One file: one uninterrupted tap of a source."""

    file: str
    track: int
    codec: Codec
    width: int
    """Pixels of the first picture; 0 for sound."""
    height: int
    first_at_ms: int
    """When its first frame was captured, on the clock of the recording. May be just below 0."""
    duration_ms: int
    complete: bool
    """False when the recorder died before it could close the file."""
    records: int
    bytes: int
    chain: str
    sha256: str
    sm3: str
    gaps: tuple[ManifestGap, ...]


class ManifestTrack(_Part):
    """All segments of one source of one person, by time."""

    identity: str
    source: Source
    segments: tuple[ManifestSegment, ...]


class ManifestMark(_Part):
    """A point of the session a reviewer must see."""

    at_ms: int
    kind: str


class InterruptionReason(StrEnum):
    """Why nothing could be written although it should have been."""

    RECORDER = "recorder"
    """The recorder was not running."""
    MEDIA = "media"
    """The media worker was not running: what people said in the meantime reached nobody and no file."""


class ManifestInterruption(_Part):
    """A stretch in which nothing, or not everybody, could be written. `length_ms` is None when it never went on."""

    at_ms: int
    length_ms: int | None
    reason: InterruptionReason = InterruptionReason.RECORDER


class ManifestJournal(_Part):
    """What the journal beside it must hash to."""

    lines: int
    chain: str


class Manifest(_Part):
    """Everything a reviewer or a court needs to know about a recording, in the order of its file."""

    format: Literal["mediation-room recording"] = "mediation-room recording"
    version: Literal[1] = 1
    recording: str
    session: str
    started_at: datetime
    """Millisecond 0 of the clock of the recording."""
    ended_at: datetime
    sealed_at: datetime
    duration_ms: int
    interrupted: bool
    interruptions: tuple[ManifestInterruption, ...]
    tracks: tuple[ManifestTrack, ...]
    marks: tuple[ManifestMark, ...]
    journal: ManifestJournal

    @property
    def segments(self) -> tuple[ManifestSegment, ...]:
        """All files of the recording."""
        return tuple(segment for track in self.tracks for segment in track.segments)


class TimeStamper(Protocol):
    """The seam to a time-stamping authority (RFC 3161)."""

    def stamp(self, sha256: bytes) -> bytes:
        """Return the time-stamp response for this digest."""


class Verifier:
    """Checks signatures with a public key."""

    def __init__(self, key: Ed25519PublicKey) -> None:
        self._key = key
        raw = key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
        self.key_id = hashlib.sha256(raw).hexdigest()[:16]

    @classmethod
    def from_pem(cls, pem: bytes) -> Self:
        """Read a public key; raise `KeyUnknownError` when it is no Ed25519 key."""
        try:
            key = serialization.load_pem_public_key(pem)
        except ValueError as error:
            raise KeyUnknownError("not a public key") from error
        if not isinstance(key, Ed25519PublicKey):
            raise KeyUnknownError("not an Ed25519 key")
        return cls(key)

    def pem(self) -> bytes:
        """Return the public key for whoever wants to check a recording."""
        return self._key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)

    def accepts(self, document: dict[str, Any]) -> bool:
        """Tell whether a parsed manifest carries a valid signature of this key."""
        signature = document.get(_SIGNATURE)
        if not isinstance(signature, dict) or signature.get("algorithm") != "Ed25519":
            return False
        try:
            self._key.verify(base64.b64decode(str(signature.get("value")), validate=True), canonical(document))
        except (InvalidSignature, ValueError):
            return False
        return True


class Signer:
    """Signs manifests with the key of this server."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key
        self.verifier = Verifier(key.public_key())

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a key in PEM; raise `KeyUnknownError` when there is no Ed25519 key in the file."""
        try:
            key = serialization.load_pem_private_key(path.read_bytes(), password=None)
        except (OSError, ValueError, TypeError) as error:
            raise KeyUnknownError("no signing key") from error
        if not isinstance(key, Ed25519PrivateKey):
            raise KeyUnknownError("not an Ed25519 key")
        return cls(key)

    @classmethod
    def load_or_create(cls, path: Path) -> Self:
        """Read the key, or make one that only this user can read."""
        if not path.exists():
            key = Ed25519PrivateKey.generate()
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600, exist_ok=False)
            path.write_bytes(
                key.private_bytes(
                    serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
                )
            )
        return cls.load(path)

    def sign(self, manifest: Manifest) -> bytes:
        """Return the signed manifest as it goes to disk."""
        document = self.signed(manifest.model_dump(mode="json"))
        return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"

    def signed(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """Return a manifest of any kind with the signature over all of it."""
        signature = {
            "algorithm": "Ed25519",
            "key_id": self.verifier.key_id,
            "value": base64.b64encode(self._key.sign(canonical(dict(document)))).decode(),
        }
        return {**document, _SIGNATURE: signature}


def canonical(document: dict[str, Any]) -> bytes:
    """Return the bytes that are signed: without signature, keys sorted, no spaces, UTF-8."""
    unsigned = {key: value for key, value in document.items() if key != _SIGNATURE}
    return json.dumps(unsigned, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def read(folder: Path) -> Manifest:
    """Read the manifest of a sealed recording, unchecked. Raises `NotARecordingError` when there is none."""
    return parse(read_document(folder))


def read_document(folder: Path) -> dict[str, Any]:
    """Read `manifest.json` as it is. Raises `NotARecordingError` when there is none or it is no JSON object."""
    try:
        return load((folder / NAME).read_bytes())
    except OSError as error:
        raise NotARecordingError("no manifest") from error


def load(data: bytes) -> dict[str, Any]:
    """Read the bytes of a manifest as they are. Raises `NotARecordingError` when they are no JSON object."""
    try:
        document = json.loads(data)
    except ValueError as error:
        raise NotARecordingError("no readable manifest") from error
    if not isinstance(document, dict):
        raise NotARecordingError("no readable manifest")
    return document


def parse(document: dict[str, Any]) -> Manifest:
    """Read a manifest out of its document. Raises `NotARecordingError` when fields are missing or unknown."""
    try:
        return Manifest.model_validate({key: value for key, value in document.items() if key != _SIGNATURE})
    except ValidationError as error:
        raise NotARecordingError("not a manifest of this version") from error
