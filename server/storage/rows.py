"""Rows to domain values and back, written out in both directions."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row

from server.domain.account import Account, SignIn
from server.domain.attendance import PersonAttendance, RoomFact, Stretch, StretchKind
from server.domain.audit import Act, AuditEntry
from server.domain.case import Case, CaseState, Mode, Procedure, Source, Stage
from server.domain.consent import Answer, Channel
from server.domain.device_check import CheckResult, DeviceCheck
from server.domain.identity import CheckMethod, IdentityCheck, IdentityRecord
from server.domain.ids import AccountId, CaseId, Identity, RecordingId, SessionId, ViewingId
from server.domain.invitation import Device, Invitation
from server.domain.notice import Acknowledgement
from server.domain.origin import Origin
from server.domain.outcome import Decision, EndingCode, Outcome, OutcomeKind
from server.domain.party import Participant, PartyKind, Role, Side, Standing
from server.domain.recording import Recording, RecordingState
from server.domain.session import Form, Session, SessionMode, SessionState
from server.domain.viewing import Viewing, ViewingPurpose
from server.storage.sealing import ColumnSeal

AnyRow = Row[Any]
Values = dict[str, Any]


def account_from(row: AnyRow) -> Account:
    """Return the account of a row."""
    return Account(
        id=AccountId(row.id),
        login=row.login,
        name=row.name,
        role=Role(row.role),
        organisation=row.organisation,
        password_hash=row.password_hash,
        wrong_passwords=row.wrong_passwords,
        locked_until=row.locked_until,
        version=row.version,
    )


def account_values(account: Account) -> Values:
    """Return the columns of an account, its version left out."""
    return {
        "id": account.id,
        "login": account.login.casefold(),
        "name": account.name,
        "role": account.role.value,
        "organisation": account.organisation,
        "password_hash": account.password_hash,
        "wrong_passwords": account.wrong_passwords,
        "locked_until": account.locked_until,
    }


def sign_in_from(row: AnyRow) -> SignIn:
    """Return the sign-in of a row."""
    return SignIn(digest=row.digest, account=AccountId(row.account), since=row.since, last_seen=row.last_seen)


def sign_in_values(sign_in: SignIn) -> Values:
    """Return the columns of a sign-in."""
    return {
        "digest": sign_in.digest,
        "account": sign_in.account,
        "since": sign_in.since,
        "last_seen": sign_in.last_seen,
    }


def case_from(row: AnyRow) -> Case:
    """Return the case of a row."""
    return Case(
        id=CaseId(row.id),
        serial=row.serial,
        court_number=row.court_number,
        title=row.title,
        cause=row.cause,
        claim=row.claim,
        court=row.court,
        organisation=row.organisation,
        mediator=AccountId(row.mediator) if row.mediator else None,
        received_at=row.received_at,
        source=Source(row.source),
        stage=Stage(row.stage),
        procedure=Procedure(row.procedure) if row.procedure else None,
        mode=Mode(row.mode),
        cause_code=row.cause_code,
        place=row.place,
        amount=row.amount,
        workers=row.workers,
        co_mediators=tuple(AccountId(one) for one in row.co_mediators.split("|") if one),
        state=CaseState(row.state),
        version=row.version,
    )


def case_values(case: Case) -> Values:
    """Return the columns of a case, its version left out."""
    return {
        "id": case.id,
        "serial": case.serial,
        "court_number": case.court_number,
        "title": case.title,
        "cause": case.cause,
        "claim": case.claim,
        "court": case.court,
        "organisation": case.organisation,
        "mediator": case.mediator,
        "received_at": case.received_at,
        "source": case.source.value,
        "stage": case.stage.value,
        "procedure": case.procedure.value if case.procedure else None,
        "mode": case.mode.value,
        "cause_code": case.cause_code,
        "place": case.place,
        "amount": case.amount,
        "workers": case.workers,
        # Between bars, so that one id is found as a whole.
        "co_mediators": "".join(f"|{one}|" for one in case.co_mediators),
        "state": case.state.value,
    }


def participant_from(row: AnyRow, seal: ColumnSeal) -> Participant:
    """Return the participant of a row, personal numbers opened."""
    return Participant(
        identity=Identity(row.identity),
        case=CaseId(row.case_id),
        name=row.name,
        side=Side(row.side),
        role=Role(row.role),
        title=row.title,
        phone=opened_phone(row.identity, row.phone_sealed, seal),
        id_number=seal.open(row.id_number_sealed, f"participant.id_number:{row.identity}"),
        linked_to=Identity(row.linked_to) if row.linked_to else None,
        kind=PartyKind(row.kind),
        standing=Standing(row.standing),
        origin=Origin(row.origin),
        version=row.version,
    )


def opened_phone(identity: str, sealed: bytes, seal: ColumnSeal) -> str:
    """Return the telephone of a participant from its sealed column."""
    return seal.open(sealed, f"participant.phone:{identity}")


def participant_values(person: Participant, position: int, seal: ColumnSeal) -> Values:
    """Return the columns of a participant, personal numbers sealed."""
    return {
        "identity": person.identity,
        "case_id": person.case,
        "position": position,
        "name": person.name,
        "side": person.side.value,
        "role": person.role.value,
        "title": person.title,
        "phone_sealed": seal.seal(person.phone, f"participant.phone:{person.identity}"),
        "id_number_sealed": seal.seal(person.id_number, f"participant.id_number:{person.identity}"),
        "linked_to": person.linked_to,
        "kind": person.kind.value,
        "standing": person.standing.value,
        "origin": person.origin.value,
    }


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
        form=Form(row.form),
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
        version=row.version,
    )


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
    }


def device_from(row: AnyRow, digest: str | None) -> Device:
    """Tell whose device holds the secret with this digest, by the invitation in the row."""
    if row.device_digest is None:
        return Device.UNBOUND
    return Device.THIS if row.device_digest == digest else Device.OTHER


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


def outcome_from(row: AnyRow) -> Outcome:
    """Return the outcome of a row."""
    return Outcome(
        session=SessionId(row.session),
        decision=Decision(
            kind=OutcomeKind(row.kind),
            ending_code=EndingCode(row.ending_code) if row.ending_code else None,
            terms=row.terms,
            reason=row.reason,
            next_session_at=row.next_session_at,
        ),
        attendance=tuple(_attendance_from(person) for person in row.attendance),
        concluded_by=AccountId(row.concluded_by),
        concluded_by_name=row.concluded_by_name,
        concluded_at=row.concluded_at,
    )


def outcome_values(outcome: Outcome) -> Values:
    """Return the columns of an outcome."""
    decision = outcome.decision
    return {
        "session": outcome.session,
        "kind": decision.kind.value,
        "ending_code": decision.ending_code.value if decision.ending_code else None,
        "terms": decision.terms,
        "reason": decision.reason,
        "next_session_at": decision.next_session_at,
        "attendance": [_attendance_values(person) for person in outcome.attendance],
        "concluded_by": outcome.concluded_by,
        "concluded_by_name": outcome.concluded_by_name,
        "concluded_at": outcome.concluded_at,
    }


def _attendance_from(kept: Values) -> PersonAttendance:
    return PersonAttendance(
        identity=kept["identity"],
        name=kept["name"],
        side=Side(kept["side"]),
        title=kept["title"],
        stretches=tuple(
            Stretch(
                StretchKind(stretch["kind"]),
                datetime.fromisoformat(stretch["since"]),
                datetime.fromisoformat(stretch["until"]) if stretch["until"] else None,
            )
            for stretch in kept["stretches"]
        ),
    )


def _attendance_values(person: PersonAttendance) -> Values:
    return {
        "identity": person.identity,
        "name": person.name,
        "side": person.side.value,
        "title": person.title,
        "stretches": [
            {
                "kind": stretch.kind.value,
                "since": stretch.since.isoformat(),
                "until": stretch.until.isoformat() if stretch.until else None,
            }
            for stretch in person.stretches
        ],
    }


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


def room_fact_from(row: AnyRow) -> RoomFact:
    """Return one event of a room as attendance needs it."""
    return RoomFact(
        at=row.at,
        kind=row.kind,
        identity=row.identity,
        place=row.place,
        name=row.name,
        audience=tuple(row.audience) if row.audience is not None else None,
    )


def audit_entry_from(row: AnyRow) -> AuditEntry:
    """Return one entry of the audit log."""
    facts = tuple((name, value) for name, value in row.facts)
    act = Act(actor=row.actor, action=row.action, subject=row.subject, facts=facts)
    return AuditEntry(number=row.number, at=row.at, act=act, previous=row.previous, digest=row.digest)


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
