"""Rows of a case and of its people."""

from server.domain.case import Case, CaseMode, CaseSource, CaseStage, CaseState, Procedure
from server.domain.ids import AccountId, CaseId, Identity
from server.domain.origin import Origin
from server.domain.party import Absence, Capacity, Participant, PartyKind, Role, Side
from server.storage.rows.base import AnyRow, Values
from server.storage.sealing import ColumnSeal


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
        posted_on=row.posted_on,
        source=CaseSource(row.source),
        stage=CaseStage(row.stage),
        procedure=Procedure(row.procedure) if row.procedure else None,
        mode=CaseMode(row.mode),
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
        "posted_on": case.posted_on,
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
        standing=Capacity(row.standing),
        origin=Origin(row.origin),
        identity_seen=_opened(row.identity, "identity_seen", row.identity_seen_sealed, seal),
        email=_opened(row.identity, "email", row.email_sealed, seal),
        prefers_email=row.prefers_email,
        absence=Absence(row.absence) if row.absence else None,
        absent_since=row.absent_since,
        added_at=row.added_at,
        entered_at=row.entered_at,
        version=row.version,
    )


def _opened(identity: str, name: str, sealed: bytes | None, seal: ColumnSeal) -> str:
    return "" if sealed is None else seal.open(sealed, f"participant.{name}:{identity}")


def _sealed(identity: str, name: str, text: str, seal: ColumnSeal) -> bytes | None:
    return seal.seal(text, f"participant.{name}:{identity}") if text else None


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
        "identity_seen_sealed": _sealed(person.identity, "identity_seen", person.identity_seen, seal),
        "email_sealed": _sealed(person.identity, "email", person.email, seal),
        "prefers_email": person.prefers_email,
        "absence": person.absence.value if person.absence else None,
        "absent_since": person.absent_since,
        "added_at": person.added_at,
        "entered_at": person.entered_at,
    }
