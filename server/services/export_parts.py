"""What an export says of each part of a case, made from what screens show."""

from collections.abc import Iterator, Sequence

from server.domain import support_pack
from server.domain.agreement_effect import AgreementEffect
from server.domain.case_consent import StepConsent
from server.domain.clocks import Clock
from server.domain.ids import RecordingId
from server.domain.material import ProtectedMaterial, TransferableMaterial
from server.domain.receipt import Document
from server.services import exported_case as parts
from server.services.case_views import CaseView
from server.services.clock_views import clock_view
from server.services.filing import material_view
from server.services.parcels import PackedFile, recording_folder
from server.services.session_views import RecordingSummary, SessionView


def document(file: PackedFile, found: Document) -> parts.ExportedDocument:
    """Return a document with where it lies."""
    return parts.ExportedDocument(
        path=file.path,
        size=file.size,
        sha256=file.sha256,
        kind=found.kind,
        title=found.title,
        made_at=found.made_at,
    )


def material(file: PackedFile, found: TransferableMaterial) -> parts.ExportedMaterial:
    """Return a material with where it lies and how it came."""
    view = material_view(found)
    return parts.ExportedMaterial(
        path=file.path,
        size=file.size,
        sha256=file.sha256,
        kind=view.kind,
        name=view.name,
        origin=view.origin,
        filing_reference=view.filing_reference,
        uploaded_at=view.uploaded_at,
        uploaded_by=view.uploaded_by,
        digitised_by=view.digitised_by,
        digitised_at=view.digitised_at,
        holder=view.holder,
        comparison=view.comparison,
    )


def protected(file: PackedFile, found: ProtectedMaterial) -> parts.ExportedProtected:
    """Return a protected material with where it lies."""
    return parts.ExportedProtected(
        path=file.path,
        size=file.size,
        sha256=file.sha256,
        name=found.file.name,
        uploaded_at=found.uploaded_at,
        uploaded_by=found.uploaded_by,
    )


def session(
    one: SessionView, effect: AgreementEffect | None, copied: Sequence[RecordingId], *, with_protected: bool
) -> parts.ExportedSession:
    """Return a session; terms nobody is bound by, and why nothing was agreed, are what is protected."""
    outcome, in_force = one.outcome, effect is not None and one.summary.id in effect.sessions
    return parts.ExportedSession(
        number=one.summary.number,
        state=one.summary.state,
        mode=one.summary.mode,
        starts_at=one.summary.starts_at,
        minutes=one.summary.minutes,
        mediator=one.summary.mediator,
        outcome=outcome.kind if outcome else None,
        concluded_at=outcome.concluded_at if outcome else None,
        terms=outcome.terms if outcome and (in_force or with_protected) else None,
        reason=outcome.reason if outcome and with_protected else None,
        people=tuple(
            parts.ExportedAttendance.model_validate(person, from_attributes=True) for person in one.summary.participants
        ),
        recordings=tuple(_recording(each, copied) for each in one.recordings),
    )


def _recording(one: RecordingSummary, copied: Sequence[RecordingId]) -> parts.ExportedRecording:
    told = parts.ExportedRecording.model_validate(one, from_attributes=True)
    return told.model_copy(update={"folder": recording_folder(one.id)}) if one.id in copied else told


def lines(page: CaseView, *, with_protected: bool) -> Iterator[parts.ExportedLine]:
    """Yield the lines of 经过 that leave, oldest first."""
    for line in reversed(page.timeline):
        text = line.text if with_protected else support_pack.what_leaves(line.kind, line.text)
        if text is not None:
            yield parts.ExportedLine(at=line.at, kind=line.kind, actor=line.actor, text=text)


def clock(found: Clock) -> parts.ExportedClock:
    """Return a clock with its working."""
    return parts.ExportedClock.model_validate(clock_view(found), from_attributes=True)


def answers(consent: StepConsent) -> Iterator[parts.ExportedConsent]:
    """Yield what somebody answered to one step; why they took it back is not for others."""
    for one in consent.answers:
        yield parts.ExportedConsent(
            identity=consent.identity,
            step=consent.step,
            answer=one.answer,
            wording=one.wording,
            at=one.at,
            channel=one.channel,
            recorded_by=one.recorded_by,
        )


def session_answers(one: SessionView) -> Iterator[parts.ExportedSessionConsent]:
    """Yield what everybody of a session answered to its recording."""
    for person in one.summary.participants:
        for said in person.consents:
            yield parts.ExportedSessionConsent(
                session=one.summary.number,
                identity=person.identity,
                purpose=said.purpose,
                answer=said.answer,
                version=said.version,
                answered_at=said.answered_at,
            )


def agreement(effect: AgreementEffect) -> parts.ExportedAgreement:
    """Return the agreement in force."""
    return parts.ExportedAgreement(
        effective_at=effect.effective_at,
        mediator_signed_at=effect.mediator_signed_at,
        sealed_at=effect.sealed_at,
        signatures=tuple(
            parts.ExportedSignature(identity=one.identity, at=one.at, signer=one.signer) for one in effect.signatures
        ),
        performances=tuple(parts.ExportedInstalment(due_on=one.due_on, what=one.what) for one in effect.performances),
    )
