"""Checks a sealed recording offline: signature, journal, chain and digests. The data key is not needed.

The layout of what is checked is in docs/recording-format.md, so that anyone can write another verifier.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from typing_extensions import override

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


class Flaw(StrEnum):
    """What can be wrong with a recording; stable codes, a sentence for each in `SENTENCES`."""

    NEVER_SEALED = "never_sealed"
    UNSIGNED = "unsigned"
    MANIFEST_UNREADABLE = "manifest_unreadable"
    MANIFEST_REPLACED = "manifest_replaced"
    NOT_SEALED_YET = "not_sealed_yet"
    JOURNAL_MISSING = "journal_missing"
    JOURNAL_DAMAGED = "journal_damaged"
    JOURNAL_SHORT = "journal_short"
    JOURNAL_CHANGED = "journal_changed"
    FILE_MISSING = "file_missing"
    FILE_SHORT = "file_short"
    FILE_DAMAGED = "file_damaged"
    FILE_FOREIGN = "file_foreign"
    FILE_CHANGED = "file_changed"


SENTENCES: Final = {
    Flaw.NEVER_SEALED: "missing, the recording was never sealed",
    Flaw.UNSIGNED: "not signed by this key",
    Flaw.MANIFEST_UNREADABLE: "cannot be read",
    Flaw.MANIFEST_REPLACED: "the manifest is not the one in the case",
    Flaw.NOT_SEALED_YET: "not sealed yet {detail}",
    Flaw.JOURNAL_MISSING: "missing",
    Flaw.JOURNAL_DAMAGED: "{detail}",
    Flaw.JOURNAL_SHORT: "shorter than the manifest says",
    Flaw.JOURNAL_CHANGED: "not what the manifest says",
    Flaw.FILE_MISSING: "missing",
    Flaw.FILE_SHORT: "{detail} bytes are missing at the end",
    Flaw.FILE_DAMAGED: "{detail}",
    Flaw.FILE_FOREIGN: "belongs to another recording or track",
    Flaw.FILE_CHANGED: "its digests are not those of the manifest",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: with which file, or recording. Never names a person."""

    flaw: Flaw
    file: str
    detail: str = ""
    """How many bytes, or what the reader of the file said."""

    @override
    def __str__(self) -> str:
        return f"{self.file}: {SENTENCES[self.flaw].format(detail=self.detail)}".rstrip()


_WORSE = (Verdict.UNCHANGED, Verdict.INCOMPLETE, Verdict.CHANGED)


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """The result; the problems name the file and what is wrong with it."""

    verdict: Verdict
    recording: str | None
    tracks: int
    records: int
    sealed_at: datetime | None
    manifest_sha256: str | None
    interrupted: bool
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Findings:
    verdict: Verdict = Verdict.UNCHANGED
    problems: list[Problem] = field(default_factory=list)

    def add(self, verdict: Verdict, flaw: Flaw, file: str, detail: object = "") -> None:
        self.verdict = max(self.verdict, verdict, key=_WORSE.index)
        self.problems.append(Problem(flaw, file, str(detail)))


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
        findings.add(Verdict.INCOMPLETE, Flaw.NEVER_SEALED, manifests.NAME)
        return None, None
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    try:
        document = manifests.read_document(folder)
        if not verifier.accepts(document):
            findings.add(Verdict.CHANGED, Flaw.UNSIGNED, manifests.NAME)
        return digest, manifests.parse(document)
    except NotARecordingError:
        findings.add(Verdict.CHANGED, Flaw.MANIFEST_UNREADABLE, manifests.NAME)
        return digest, None


def _check_journal(folder: Path, manifest: Manifest, findings: _Findings) -> None:
    name = journals.NAME
    try:
        history = journals.read(folder)
    except NotARecordingError:
        findings.add(Verdict.INCOMPLETE, Flaw.JOURNAL_MISSING, name)
    except RecordingError as error:
        findings.add(Verdict.CHANGED, Flaw.JOURNAL_DAMAGED, name, error)
    else:
        if len(history.facts) < manifest.journal.lines:
            findings.add(Verdict.INCOMPLETE, Flaw.JOURNAL_SHORT, name)
        elif history.chain != manifest.journal.chain:
            findings.add(Verdict.CHANGED, Flaw.JOURNAL_CHANGED, name)


def _check_segment(folder: Path, manifest: Manifest, segment: ManifestSegment, findings: _Findings) -> None:
    path = folder / segment.file
    if path.parent != folder or not path.is_file():
        if segment.records:
            findings.add(Verdict.INCOMPLETE, Flaw.FILE_MISSING, segment.file)
        return
    size = path.stat().st_size
    if size < segment.bytes:
        findings.add(Verdict.INCOMPLETE, Flaw.FILE_SHORT, segment.file, segment.bytes - size)
        return
    try:
        head, _records, found = read_chain(path)
    except RecordingError as error:
        findings.add(Verdict.CHANGED, Flaw.FILE_DAMAGED, segment.file, error)
        return
    if (head.recording, head.track) != (manifest.recording, segment.track):
        findings.add(Verdict.CHANGED, Flaw.FILE_FOREIGN, segment.file)
    stated = Digests(segment.records, segment.bytes, segment.chain, segment.sha256, segment.sm3)
    if found != stated or size != segment.bytes:
        findings.add(Verdict.CHANGED, Flaw.FILE_CHANGED, segment.file)


def _check_content(path: Path, data_key: bytes, findings: _Findings) -> None:
    if not path.is_file():
        return
    try:
        open_track(path, data_key).check()
    except RecordingError as error:
        findings.add(Verdict.CHANGED, Flaw.FILE_DAMAGED, path.name, error)
