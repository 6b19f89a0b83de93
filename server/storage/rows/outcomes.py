"""Rows of an outcome, with the attendance kept in it and the events attendance is counted from."""

from collections.abc import Sequence
from datetime import datetime

from server.domain.attendance import PersonAttendance, RoomFact, Stretch, StretchKind
from server.domain.ids import AccountId, SessionId
from server.domain.outcome import Decision, EndingCode, Outcome, OutcomeKind
from server.domain.party import Side
from server.storage.rows.base import AnyRow, Values


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
        attendance=attendance_from(row.attendance),
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


def attendance_from(kept: Sequence[Values]) -> tuple[PersonAttendance, ...]:
    """Return who was there as an outcome keeps it."""
    return tuple(_person_from(person) for person in kept)


def _person_from(kept: Values) -> PersonAttendance:
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
