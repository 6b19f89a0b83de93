"""Checks a sealed recording offline: signature, journal, chain and digests. The data key is not needed.

The layout of what is checked is in docs/recording-format.md, so that anyone can write another verifier.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from recordings import journal as journals
from recordings import manifest as manifests
from recordings.errors import NotARecordingError, RecordingError
from recordings.manifest import Manifest, ManifestSegment, Verifier
from recordings.playback import open_track
from recordings.trackfile import Digests, read_chain


class Verdict(StrEnum):
    """What can be said of a recording; the worst finding counts."""

    UNCHANGED = "unchanged"
    INCOMPLETE = "incomplete"
    """Something that was recorded is missing; what is left may be as it was."""
    CHANGED = "changed"
    """Something is not what was written."""


_WORSE = (Verdict.UNCHANGED, Verdict.INCOMPLETE, Verdict.CHANGED)


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """The result; `problems` name the file and what is wrong with it, never a person."""

    verdict: Verdict
    recording: str | None
    tracks: int
    records: int
    sealed_at: datetime | None
    manifest_sha256: str | None
    interrupted: bool
    problems: tuple[str, ...]


@dataclass(slots=True)
class _Findings:
    verdict: Verdict = Verdict.UNCHANGED
    problems: list[str] = field(default_factory=list)

    def add(self, verdict: Verdict, problem: str) -> None:
        self.verdict = max(self.verdict, verdict, key=_WORSE.index)
        self.problems.append(problem)


def verify(folder: Path, verifier: Verifier, data_key: bytes | None = None) -> VerifyReport:
    """Check everything in the folder of a recording. With `data_key` every record is decrypted as well.

    Raises nothing: what cannot be read is a finding. Reads every byte, so run it off the event loop.
    """
    findings = _Findings()
    digest, manifest = _read_manifest(folder, verifier, findings)
    if manifest is None:
        return VerifyReport(
            findings.verdict, None, 0, 0, None, digest, interrupted=False, problems=tuple(findings.problems)
        )
    _check_journal(folder, manifest, findings)
    for segment in manifest.segments:
        _check_segment(folder, manifest, segment, findings)
        if data_key is not None:
            _check_content(folder / segment.file, data_key, findings)
    return VerifyReport(
        verdict=findings.verdict,
        recording=manifest.recording,
        tracks=len(manifest.segments),
        records=sum(segment.records for segment in manifest.segments),
        sealed_at=manifest.sealed_at,
        manifest_sha256=digest,
        interrupted=manifest.interrupted,
        problems=tuple(findings.problems),
    )


def _read_manifest(folder: Path, verifier: Verifier, findings: _Findings) -> tuple[str | None, Manifest | None]:
    path = folder / manifests.NAME
    if not path.is_file():
        findings.add(Verdict.INCOMPLETE, f"{manifests.NAME}: missing, the recording was never sealed")
        return None, None
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    try:
        document = manifests.read_document(folder)
        if not verifier.accepts(document):
            findings.add(Verdict.CHANGED, f"{manifests.NAME}: not signed by this key")
        return digest, manifests.parse(document)
    except NotARecordingError:
        findings.add(Verdict.CHANGED, f"{manifests.NAME}: cannot be read")
        return digest, None


def _check_journal(folder: Path, manifest: Manifest, findings: _Findings) -> None:
    name = journals.NAME
    try:
        history = journals.read(folder)
    except NotARecordingError:
        findings.add(Verdict.INCOMPLETE, f"{name}: missing")
    except RecordingError as error:
        findings.add(Verdict.CHANGED, f"{name}: {error}")
    else:
        if len(history.facts) < manifest.journal.lines:
            findings.add(Verdict.INCOMPLETE, f"{name}: shorter than the manifest says")
        elif history.chain != manifest.journal.chain:
            findings.add(Verdict.CHANGED, f"{name}: not what the manifest says")


def _check_segment(folder: Path, manifest: Manifest, segment: ManifestSegment, findings: _Findings) -> None:
    path = folder / segment.file
    if path.parent != folder or not path.is_file():
        if segment.records:
            findings.add(Verdict.INCOMPLETE, f"{segment.file}: missing")
        return
    size = path.stat().st_size
    if size < segment.bytes:
        findings.add(Verdict.INCOMPLETE, f"{segment.file}: {segment.bytes - size} bytes are missing at the end")
        return
    try:
        head, _records, found = read_chain(path)
    except RecordingError as error:
        findings.add(Verdict.CHANGED, f"{segment.file}: {error}")
        return
    if (head.recording, head.track) != (manifest.recording, segment.track):
        findings.add(Verdict.CHANGED, f"{segment.file}: belongs to another recording or track")
    stated = Digests(segment.records, segment.bytes, segment.chain, segment.sha256, segment.sm3)
    if found != stated or size != segment.bytes:
        findings.add(Verdict.CHANGED, f"{segment.file}: its digests are not those of the manifest")


def _check_content(path: Path, data_key: bytes, findings: _Findings) -> None:
    if not path.is_file():
        return
    try:
        open_track(path, data_key).check()
    except RecordingError as error:
        findings.add(Verdict.CHANGED, f"{path.name}: {error}")
