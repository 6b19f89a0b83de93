"""`case.json` of an export: the case as a machine reads it. `docs/case-export.schema.json` is generated from here.

The fields of what screens show are named again on purpose: what a screen gains leaves the house only once it is named.
"""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from server.domain.case import CaseMode, CaseSource, CaseStage, CaseState, Procedure
from server.domain.case_consent import ConsentChannel, ConsentStep
from server.domain.case_export import Recipient
from server.domain.clocks import ClockState
from server.domain.consent import Purpose
from server.domain.deadlines import DeadlineRule
from server.domain.identity import IdentityCheck
from server.domain.material import ComparisonState, MaterialKind, MaterialOrigin, ReadingPurpose
from server.domain.outcome import OutcomeKind
from server.domain.party import Role, Side
from server.domain.session import SessionMode, SessionState


class Part(BaseModel):
    """Base of everything in the file."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class ExportedPerson(Part):
    """Somebody of the case. Telephone and identity number are masked: they are asked for by themselves."""

    identity: str
    name: str
    side: Side
    role: Role
    title: str
    phone: str
    id_number: str


class ExportedAttendance(Part):
    """One person of a session: when identity was checked, the notice read, and what they said to being recorded."""

    identity: str
    name: str
    identity_check: IdentityCheck
    identity_checked_at: datetime | None
    notice_acknowledged_at: datetime | None
    recording_consent: bool | None
    """None: never answered."""


class ExportedRecording(Part):
    """That there is a recording. `folder` is where its sealed files lie; None where they are not in the export."""

    id: str
    state: str
    started_at: datetime
    ended_at: datetime | None
    duration_ms: int
    tracks: int
    manifest_sha256: str | None
    folder: str | None = None


class ExportedSession(Part):
    """A session. `terms` stand there of an agreement in force; with what is protected also other terms and `reason`."""

    number: int
    state: SessionState
    mode: SessionMode
    starts_at: datetime
    minutes: int
    mediator: str
    outcome: OutcomeKind | None
    concluded_at: datetime | None
    terms: str | None
    reason: str | None
    people: tuple[ExportedAttendance, ...]
    recordings: tuple[ExportedRecording, ...]


class ExportedLine(Part):
    """One line of 经过, oldest first. Lines somebody's reasons are in say what happened and not why."""

    at: datetime
    kind: str
    actor: str
    text: str


class ExportedDeadline(Part):
    """When a period ends, with its working, line by line, as a court counts it."""

    rule: DeadlineRule
    article: str
    starts_on: date
    nominal_on: date
    due_on: date
    provisional: bool
    """A calendar it touches is not loaded (暂定)."""
    trace: tuple[str, ...]


class ExportedClock(Part):
    """One clock of the case."""

    key: str
    event: str
    who: str
    started_at: datetime | None
    deadline: ExportedDeadline
    state: ClockState
    done_on: date | None
    extended_by: int


class ExportedConsent(Part):
    """One answer to one step of the procedure; later ones stand beside earlier ones, oldest first."""

    identity: str
    step: ConsentStep
    answer: bool
    wording: str
    at: datetime
    channel: ConsentChannel
    recorded_by: str


class ExportedSessionConsent(Part):
    """What somebody answered in one session to one purpose of its recording; the answer that stands."""

    session: int
    identity: str
    purpose: Purpose
    answer: bool | None
    version: str
    answered_at: datetime | None


class ExportedSignature(Part):
    """Who signed the agreement, and when; `signer` did it for them."""

    identity: str
    at: datetime
    signer: str | None


class ExportedInstalment(Part):
    """What is to be performed by when."""

    due_on: date
    what: str


class ExportedAgreement(Part):
    """The agreement in force; its terms stand with its sessions."""

    effective_at: datetime
    mediator_signed_at: datetime
    sealed_at: datetime | None
    signatures: tuple[ExportedSignature, ...]
    performances: tuple[ExportedInstalment, ...]


class ExportedFact(Part):
    """A fact that every party confirmed (无争议事实记载); the others were said to reach a settlement and stay."""

    text: str
    source: str


class ExportedFile(Part):
    """A file of the export: where it lies, how large it is, and its SHA-256."""

    path: str
    size: int
    sha256: str


class ExportedDocument(ExportedFile):
    """A document as it was given out."""

    kind: str
    title: str
    made_at: datetime


class ExportedMaterial(ExportedFile):
    """A material that may go to the court, and how it came."""

    kind: MaterialKind
    name: str
    origin: MaterialOrigin
    filing_reference: str
    uploaded_at: datetime
    uploaded_by: str
    digitised_by: str
    digitised_at: datetime | None
    holder: str
    """Who keeps the original of a file made of paper."""
    comparison: ComparisonState


class ExportedProtected(ExportedFile):
    """A material made or shown to reach a settlement. It may not be used against anybody (art. 18)."""

    name: str
    uploaded_at: datetime
    uploaded_by: str


class LeftOut(Part):
    """What is kept of the case and is not in the export, with the reason."""

    title: str
    why: str


class ExportedCase(Part):
    """The case, as it stood at `made_at`. Times are UTC, days those of Beijing, amounts in 分."""

    format: Literal["case-export/1"] = "case-export/1"
    made_at: datetime
    made_by: str
    recipient: Recipient
    purpose: ReadingPurpose | None
    """For what the protected part was read; None: nothing protected is in the export."""
    serial: str
    court_number: str | None
    title: str
    cause: str
    claim: str
    state: CaseState
    court: str | None
    organisation: str | None
    mediator: str | None
    source: CaseSource
    stage: CaseStage
    procedure: Procedure | None
    mode: CaseMode
    amount: int | None
    workers: int
    received_at: datetime
    people: tuple[ExportedPerson, ...]
    sessions: tuple[ExportedSession, ...]
    timeline: tuple[ExportedLine, ...]
    clocks: tuple[ExportedClock, ...]
    consents: tuple[ExportedConsent, ...]
    session_consents: tuple[ExportedSessionConsent, ...]
    undisputed: tuple[ExportedFact, ...]
    agreement: ExportedAgreement | None
    documents: tuple[ExportedDocument, ...]
    materials: tuple[ExportedMaterial, ...]
    protected: tuple[ExportedProtected, ...]
    left_out: tuple[LeftOut, ...]
