"""`verify-audit`: check the chain of the audit log; the first line that does not fit it is printed."""

import argparse
import asyncio
import json
import sys
from dataclasses import dataclass
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from server.command.configuration import read_settings
from server.command.failure import CommandError
from server.domain.audit import AuditEntry
from server.settings import Settings
from server.storage.audit_log import count_audit, examine_audit, read_audit
from server.storage.database import open_engine

NEXT_STEP: Final = "keep a copy of the database and tell the court."


@dataclass(frozen=True, slots=True)
class Report:
    """What was found. `found` is the entry that stands where number `broken` should; None when nothing does."""

    total: int
    broken: int | None
    last: str
    """Digest of the last entry that fits: kept elsewhere, it shows later that the log up to it is still the same."""
    found: AuditEntry | None = None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take nothing."""


def run(_options: argparse.Namespace) -> int:
    """Print the verdict; 0 when the log is whole, 1 when it is not."""
    try:
        report = asyncio.run(examine(read_settings()))
    except (SQLAlchemyError, OSError) as error:
        raise CommandError(
            f"The audit log cannot be read ({type(error).__name__}).", "mediation-room doctor tells what is missing."
        ) from error
    sys.stdout.write("\n".join(_lines(report)) + "\n")
    return 0 if report.broken is None else 1


async def examine(settings: Settings) -> Report:
    """Return whether the chain holds, and what stands at the first place where it does not."""
    engine = open_engine(settings.database)
    try:
        total = await count_audit(engine)
        reached, broken = await examine_audit(engine)
        found = () if broken is None else await read_audit(engine, after=broken - 1, limit=1)
        return Report(total, broken, reached.digest, next(iter(found), None))
    finally:
        await engine.dispose()


def _lines(report: Report) -> list[str]:
    if report.broken is None:
        return [f"verdict: whole, {report.total} entries", f"last digest: {report.last}"]
    found = report.found
    return [
        f"verdict: broken from entry {report.broken} of {report.total} on",
        "found there: nothing" if found is None else f"found there: {_line(found)}",
        f"next step: {NEXT_STEP}",
    ]


def _line(entry: AuditEntry) -> str:
    act = entry.act
    shown = [entry.number, entry.at.isoformat(), act.actor, act.action, act.subject, dict(act.facts), entry.digest]
    return json.dumps(shown, ensure_ascii=False)
