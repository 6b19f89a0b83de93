"""`deadline`: work out when a period of the procedure ends, and show the working."""

import argparse
import asyncio
import sys
from datetime import date
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from server.command.configuration import read_settings
from server.command.failure import CommandError
from server.domain.calendar import NOTICES, WorkCalendar
from server.domain.deadlines import Deadline, DeadlineRule, UnknownRuleError, deadline
from server.storage.calendars import SqlCalendars
from server.storage.database import open_engine, with_driver
from server.storage.reading import reading


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("rule", help=", ".join(DeadlineRule))
    parser.add_argument("start", help="the day that starts the period, in Beijing, such as 2026-03-06")
    parser.add_argument("--shipped", action="store_true", help="by the notices that came with the program alone")


def run(options: argparse.Namespace) -> int:
    """Print the due date first, then the trace, then which calendar it was counted on."""
    kept = None if options.shipped else asyncio.run(kept_calendar(read_settings().database))
    found = _count(options.rule, options.start, WorkCalendar(NOTICES) if kept is None else kept)
    sys.stdout.write("\n".join([found.due.isoformat(), *found.trace(), _counted_on(kept)]) + "\n")
    return 0


async def kept_calendar(database: str) -> WorkCalendar | None:
    """Return the calendar as the store keeps it; None where there is no store yet, and none is made.

    Raises `CommandError` when there is one and it cannot be read.
    """
    try:
        if not _is_there(database):
            return None
        engine = open_engine(database)
        try:
            async with reading(engine) as connection:
                return await SqlCalendars(connection).load()
        finally:
            await engine.dispose()
    except (SQLAlchemyError, OSError) as error:
        raise CommandError(
            f"The calendar of the store cannot be read ({type(error).__name__}).",
            "mediation-room migrate brings the store to this version; --shipped counts on the notices of the program.",
        ) from error


def _is_there(database: str) -> bool:
    target = with_driver(database)
    return target.get_backend_name() != "sqlite" or (bool(target.database) and Path(str(target.database)).is_file())


def _count(rule: str, start: str, calendar: WorkCalendar) -> Deadline:
    try:
        return deadline(rule, date.fromisoformat(start), calendar)
    except UnknownRuleError as error:
        raise CommandError(f"There is no rule {rule}.", f"choose one of {', '.join(DeadlineRule)}.") from error
    except ValueError as error:
        raise CommandError(f"{start} is not a date.", "write it as 2026-03-06.") from error


def _counted_on(kept: WorkCalendar | None) -> str:
    notices, where = (
        (NOTICES, "the notices that came with the program") if kept is None else (kept.notices, "the store")
    )
    return f"calendar: {where}, {min(notices)} to {max(notices)}"
