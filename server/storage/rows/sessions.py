"""Rows of a session: who is invited, how they wish to attend, what they answered and were found to be."""

from server.domain.consent import Answer, Channel
from server.domain.device_check import CheckResult, DeviceCheck
from server.domain.identity import CheckMethod, IdentityCheck, IdentityRecord
from server.domain.ids import AccountId, CaseId, Identity, SessionId
from server.domain.invitation import Invitation
from server.domain.manner import Attending, Manner
from server.domain.manner_wish import Wish, WishState
from server.domain.notice import Acknowledgement
from server.domain.session import Session, SessionForm, SessionMode, SessionState
from server.storage.rows.base import AnyRow, Values


def session_from(row: AnyRow) -> Session:
    """Return the session of a row."""
    return Session(
        id=SessionId(row.id),
        case=CaseId(row.case_id),
        number=row.number,
        mediator=AccountId(row.mediator),
        starts_at=row.starts_at,
        minutes=row.minutes,
        state=SessionState(row.state),
        opened_at=row.opened_at,
        ended_at=row.ended_at,
        mode=SessionMode(row.mode),
        form=SessionForm(row.form),
        place=row.place,
        version=row.version,
    )


def session_values(session: Session) -> Values:
    """Return the columns of a session, its version left out."""
    return {
        "id": session.id,
        "case_id": session.case,
        "number": session.number,
        "mediator": session.mediator,
        "starts_at": session.starts_at,
        "minutes": session.minutes,
        "state": session.state.value,
        "opened_at": session.opened_at,
        "ended_at": session.ended_at,
        "mode": session.mode.value,
        "form": session.form.value,
        "place": session.place,
    }


def invitation_from(row: AnyRow) -> Invitation:
    """Return the invitation of a row."""
    return Invitation(
        session=SessionId(row.session),
        identity=Identity(row.identity),
        token_digest=row.token_digest,
        created_at=row.created_at,
        expires_at=row.expires_at,
        opened_at=row.opened_at,
        device_digest=row.device_digest,
        move_tries=row.move_tries,
        suspended_at=row.suspended_at,
        suspended_reason=row.suspended_reason,
        revoked_at=row.revoked_at,
        attending=attending_from(row),
        test_asked_at=row.test_asked_at,
        version=row.version,
    )


def attending_from(row: AnyRow) -> Attending | None:
    """Return how the person of an invitation will attend; None until they were asked."""
    return Attending(Manner(row.manner), row.manner_confirmed_by, row.manner_at) if row.manner else None


def invitation_values(invitation: Invitation) -> Values:
    """Return the columns of an invitation, its version left out."""
    return {
        "session": invitation.session,
        "identity": invitation.identity,
        "token_digest": invitation.token_digest,
        "created_at": invitation.created_at,
        "expires_at": invitation.expires_at,
        "opened_at": invitation.opened_at,
        "device_digest": invitation.device_digest,
        "move_tries": invitation.move_tries,
        "suspended_at": invitation.suspended_at,
        "suspended_reason": invitation.suspended_reason,
        "revoked_at": invitation.revoked_at,
        "manner": invitation.attending.manner.value if invitation.attending else None,
        "manner_confirmed_by": invitation.attending.confirmed_by if invitation.attending else None,
        "manner_at": invitation.attending.at if invitation.attending else None,
        "test_asked_at": invitation.test_asked_at,
    }


def wish_from(row: AnyRow) -> Wish:
    """Return the wish of a row."""
    return Wish(
        session=SessionId(row.session),
        identity=Identity(row.identity),
        position=row.position,
        manner=Manner(row.manner),
        reason=row.reason,
        said_at=row.said_at,
        state=WishState(row.state),
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        why=row.why,
        version=row.version,
    )


def wish_values(wish: Wish) -> Values:
    """Return the columns of a wish, its version left out."""
    return {
        "session": wish.session,
        "identity": wish.identity,
        "position": wish.position,
        "manner": wish.manner.value,
        "reason": wish.reason,
        "said_at": wish.said_at,
        "state": wish.state.value,
        "decided_by": wish.decided_by,
        "decided_at": wish.decided_at,
        "why": wish.why,
    }


def answer_from(row: AnyRow) -> Answer:
    """Return one answer to a consent question."""
    return Answer(answer=row.answer, version=row.version, answered_at=row.answered_at, channel=Channel(row.channel))


def acknowledgement_from(row: AnyRow) -> Acknowledgement:
    """Return the acknowledgement of a row."""
    return Acknowledgement(SessionId(row.session), Identity(row.identity), row.version, row.at)


def identity_record_from(row: AnyRow) -> IdentityRecord:
    """Return the identity check of a row."""
    return IdentityRecord(
        session=SessionId(row.session),
        identity=Identity(row.identity),
        result=IdentityCheck(row.result),
        method=CheckMethod(row.method),
        operator=AccountId(row.operator),
        at=row.at,
        note=row.note,
    )


def device_check_from(row: AnyRow) -> DeviceCheck:
    """Return the device check."""
    return DeviceCheck(
        session=SessionId(row.session),
        identity=Identity(row.identity),
        at=row.at,
        camera=CheckResult(row.camera),
        microphone=CheckResult(row.microphone),
        speaker=CheckResult(row.speaker),
        connection=CheckResult(row.connection),
        note=row.note,
    )
