"""The auditor takes part of the audit log away as a file; that is an entry of the log before the file is given out."""

import asyncio
from collections.abc import Sequence
from typing import Final

from server.domain.account import Account, Right
from server.domain.log_export import MOST_LINES, WhyExported, require_fits
from server.services import log_files, minutes
from server.services.log_files import Held, LogFile, Taken
from server.services.ports import Ports
from server.services.ports.desk import AuditConditions, AuditLine, AuditPage

_HEADS: Final = ("序号", "时间", "谁", "账号", "动作", "对象", "案号", "内容", "指纹 SHA-256")


async def export(account: Account, wanted: AuditConditions, why: WhyExported, ports: Ports) -> LogFile:
    """Return the entries that meet the conditions, newest first. Needs `audit.read`.

    Raises `ConflictError` (`export.too_many`).
    """
    account.require(Right.AUDIT_READ)
    page = await ports.desk.audit(wanted, None, MOST_LINES)
    require_fits(page.total)
    taken = Taken(account, why, ports.clock.now())
    file = await asyncio.to_thread(_write, page, taken)
    facts = {**_conditions(wanted), **facts_of(file, why)}
    async with ports.begin() as uow:
        await minutes.act_of_staff(uow, account, "audit.exported", "audit:log", taken.at, **facts)
        await uow.commit()
    return file


def facts_of(file: LogFile, why: WhyExported) -> dict[str, str]:
    """Return what the log keeps of a file taken from it."""
    return {
        "lines": str(file.lines),
        "sha256": file.sha256,
        "purpose": why.purpose.value,
        "reason": why.reason.strip(),
    }


def _conditions(wanted: AuditConditions) -> dict[str, str]:
    days = {"since": str(wanted.since or ""), "until": str(wanted.until or "")}
    given = {"act": wanted.action, "serial": wanted.serial, "by": wanted.actor, **days}
    return {name: value for name, value in given.items() if value}


def _write(page: AuditPage, taken: Taken) -> LogFile:
    held = Held(page.first_broken, page.checked_at, page.checked_to)
    return log_files.write("审计日志", taken, held, _HEADS, map(_cells, page.lines))


def _cells(line: AuditLine) -> Sequence[str]:
    facts = "；".join(f"{name}={value}" for name, value in line.facts.items())
    who = (line.name or "", line.actor)
    return (
        str(line.number),
        log_files.local(line.at),
        *who,
        line.action,
        line.subject,
        line.serial or "",
        facts,
        line.digest,
    )
