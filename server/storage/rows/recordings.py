"""Rows of recordings and of who played them."""

from server.domain.ids import AccountId, RecordingId, SessionId, ViewingId
from server.domain.party import Role
from server.domain.recording import Recording, RecordingState
from server.domain.viewing import Viewing, ViewingPurpose
from server.storage.rows.base import AnyRow, Values


def recording_from(row: AnyRow) -> Recording:
    """Return the recording of a row."""
    return Recording(
        id=RecordingId(row.id),
        session=SessionId(row.session),
        started_at=row.started_at,
        wrapped_key=row.wrapped_key,
        state=RecordingState(row.state),
        ended_at=row.ended_at,
        duration_ms=row.duration_ms,
        tracks=row.tracks,
        interrupted=row.interrupted,
        manifest_sha256=row.manifest_sha256,
        problem=row.problem,
        version=row.version,
    )


def recording_values(recording: Recording) -> Values:
    """Return the columns of a recording, its version left out."""
    return {
        "id": recording.id,
        "session": recording.session,
        "started_at": recording.started_at,
        "wrapped_key": recording.wrapped_key,
        "state": recording.state.value,
        "ended_at": recording.ended_at,
        "duration_ms": recording.duration_ms,
        "tracks": recording.tracks,
        "interrupted": recording.interrupted,
        "manifest_sha256": recording.manifest_sha256,
        "problem": recording.problem,
    }


def viewing_from(row: AnyRow) -> Viewing:
    """Return the viewing of a row."""
    return Viewing(
        id=ViewingId(row.id),
        session=SessionId(row.session),
        account=AccountId(row.account),
        who=row.who,
        role=Role(row.role),
        purpose=ViewingPurpose(row.purpose),
        reason=row.reason,
        at=row.at,
    )
