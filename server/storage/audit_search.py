"""Which entries of the audit log meet the conditions of whoever reads it."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final

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


def is_sought(wanted: AuditConditions) -> bool:
    """Tell whether an index leads to the entries; otherwise they are found going back from the newest."""
    return bool(wanted.serial or wanted.actor or wanted.since or wanted.until)


def newest(where: Sequence[ColumnElement[bool]], before: int | None, most: int | None, *, sought: bool) -> Select[Any]:
    """Return the newest entries, before a number, each with the name of whoever of staff did it.

    What is sought is sorted by a sum, else SQLite goes through the whole log by number to spare itself the sorting.
    Names are joined to the entries found alone.
    """
    number = entry.c.number
    found = select(entry).where(*where).order_by((number + 0 if sought else number).desc()).limit(most)
    if before is not None:
        found = found.where(number < before)
    page = found.subquery()
    named = page.c.actor == literal("account:").concat(staff.c.id)
    return select(page, staff.c.name).outerjoin(staff, named).order_by(page.c.number.desc())


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
