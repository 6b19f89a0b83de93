"""Which entries of the audit log meet the conditions of whoever reads it."""

from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Select, String, cast, literal, or_, select, union_all

from server.domain.beijing import BEIJING
from server.services.ports.desk import AuditConditions
from server.storage import tables

DELETED: Final = "retention.deleted"
"""What says of a case that is no more which serial it had."""
_ACTORS: Final = ("account:", "party:", "system", "public", "operator")

entry, case_file, meeting, staff = tables.audit_entry, tables.case_file, tables.session, tables.account


def meeting_all(wanted: AuditConditions) -> list[ColumnElement[bool]]:
    """Return what an entry has to meet."""
    where: list[ColumnElement[bool]] = []
    if wanted.action:
        where.append(or_(entry.c.action == wanted.action, entry.c.action.startswith(f"{wanted.action}.")))
    if wanted.serial:
        where.append(entry.c.subject.in_(_subjects(wanted.serial)))
    if wanted.actor:
        where.append(_by(wanted.actor))
    if wanted.since is not None:
        where.append(entry.c.at >= _midnight(wanted.since))
    if wanted.until is not None:
        where.append(entry.c.at < _midnight(wanted.until + timedelta(days=1)))
    return where


def _subjects(serial: str) -> Select[str]:
    """Return what is of a case: itself, its sessions and their recordings, and itself when it was deleted."""
    recording = tables.recording
    cases = select(literal("case:").concat(case_file.c.id).label("subject")).where(case_file.c.serial == serial)
    sessions = select(literal("session:").concat(meeting.c.id)).join(case_file, case_file.c.id == meeting.c.case_id)
    recordings = (
        select(literal("recording:").concat(recording.c.id))
        .join(meeting, meeting.c.id == recording.c.session)
        .join(case_file, case_file.c.id == meeting.c.case_id)
    )
    deleted = select(entry.c.subject).where(
        entry.c.action == DELETED, cast(entry.c.facts, String).contains(f'"{serial}"', autoescape=True)
    )
    of_case = (one.where(case_file.c.serial == serial) for one in (sessions, recordings))
    return select(union_all(cases, *of_case, deleted).subquery().c.subject)


def _by(actor: str) -> ColumnElement[bool]:
    if actor.startswith(_ACTORS):
        return entry.c.actor == actor
    named = or_(staff.c.name.contains(actor, autoescape=True), staff.c.login == actor)
    return entry.c.actor.in_(select(literal("account:").concat(staff.c.id)).where(named))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), BEIJING)
