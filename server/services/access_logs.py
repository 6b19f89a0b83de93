"""The access log of a session's recordings: lines of the audit log, with purposes, what was watched, and the verdict.

What is refused is written down too. Whoever reads only the log is shown nothing else of the case (OL-12).
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from server.domain.access_log import EXPORTED, KINDS, REFUSED, AccessConditions, AccessKind, Tried, Watched, watched
from server.domain.account import Account
from server.domain.ids import AccountId, SessionId, ViewingId
from server.domain.log_export import WhyExported
from server.domain.party import Role
from server.domain.session import Session
from server.domain.viewing import Viewing, ViewingPurpose
from server.services import log_files, minutes
from server.services.access import log_in_reach
from server.services.audit_export import facts_of
from server.services.log_files import Held, LogFile, Taken
from server.services.ports import Ports, UnitOfWork
from server.services.ports.desk import AuditLine

_SHOWN: Final = frozenset(
    {
        "agreed",
        "not_agreed",
        "alone",
        "track",
        "tracks",
        "records",
        "verdict",
        "code",
        "of",
        "lines",
        "sha256",
        "certificate",
        "purpose",
    }
)
"""Facts of an entry that a line carries."""
_HEADS: Final = ("序号", "时间", "谁", "身份", "单位", "来自", "做了什么", "目的", "理由", "内容", "指纹 SHA-256")
_KINDS: Final = {
    AccessKind.STARTED: "开始录制",
    AccessKind.PAUSED: "暂停录制",
    AccessKind.RESUMED: "继续录制",
    AccessKind.STOPPED: "停止录制",
    AccessKind.BROKEN: "录制中断",
    AccessKind.SEALED: "封存",
    AccessKind.VERIFIED: "核验",
    AccessKind.OPENED: "打开",
    AccessKind.READ: "播放",
    AccessKind.REFUSED: "已拒绝",
    AccessKind.EXPORTED: "导出",
    AccessKind.COPIED: "随案卷导出",
    AccessKind.DELETION_ASKED: "申请删除",
    AccessKind.DELETION_REFUSED: "不同意删除",
    AccessKind.DELETION_WITHDRAWN: "撤回删除申请",
    AccessKind.DELETED: "删除",
}
_PURPOSES: Final = {
    ViewingPurpose.CONFIRMATION_REVIEW: "司法确认审查",
    ViewingPurpose.COMPLAINT: "处理投诉",
    ViewingPurpose.SUPERVISION: "质量监督",
    ViewingPurpose.PARTY_REQUEST: "当事人申请",
}


@dataclass(frozen=True, slots=True)
class AccessLine:
    """One line; `account` is empty where the system acted by itself."""

    number: int
    at: datetime
    kind: AccessKind
    account: str
    who: str = field(repr=False)
    role: Role | None
    house: str
    origin: str = field(repr=False)
    purpose: ViewingPurpose | None
    reason: str = field(repr=False)
    facts: Mapping[str, str]
    watched: Watched | None
    digest: str


@dataclass(frozen=True, slots=True)
class AccessPerson:
    """Somebody who did something in the log."""

    account: str
    name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class AccessPage:
    """The lines that are wanted, newest first, of all `total`, and whether the chain they stand in holds."""

    session: str
    serial: str
    number: int
    starts_at: datetime
    lines: tuple[AccessLine, ...]
    total: int
    people: tuple[AccessPerson, ...]
    first_broken: int | None
    checked_at: datetime | None
    checked_to: int
    reaches_case: bool
    """Whether the reader sees the case itself."""


async def read(account: Account, session: str, wanted: AccessConditions, ports: Ports) -> AccessPage:
    """Return the log of a session's recordings. Needs `access_log.read`; out of reach is `NotFoundError`.

    The auditor reads it of every case, a court's administrator of the court's: whoever watches is not watched by
    themselves alone.
    """
    async with ports.reading() as uow:
        found, case = await log_in_reach(uow, account, session)
        recordings = [one.id for one in await uow.recordings.of_session(found.id)]
        viewings = {str(one.id): one for one in await uow.viewings.of_session(found.id)}
        played = {name: watched(await uow.viewings.plays(one.id)) for name, one in viewings.items()}
        page = await ports.desk.audit_about(_subjects(found, recordings), tuple(KINDS))
        staff = await _staff(uow, page.lines)
    lines = [_line(one, staff, viewings, played) for one in page.lines]
    return AccessPage(
        session=found.id,
        serial=case.serial,
        number=found.number,
        starts_at=found.starts_at,
        lines=tuple(one for one in lines if wanted.meets(one.kind, one.account, one.purpose, one.at)),
        total=len(lines),
        people=_people(lines),
        first_broken=page.first_broken,
        checked_at=page.checked_at,
        checked_to=page.checked_to,
        reaches_case=account.reaches(case),
    )


async def export(account: Account, session: str, wanted: AccessConditions, why: WhyExported, ports: Ports) -> LogFile:
    """Return the lines as a file; that it was taken is a line of the log before it is given out. Needs as `read`."""
    page = await read(account, session, wanted, ports)
    taken = Taken(account, why, ports.clock.now())
    file = await asyncio.to_thread(_write, page, taken)
    async with ports.begin() as uow:
        subject = f"session:{page.session}"
        await minutes.act_of_staff(uow, account, EXPORTED, subject, taken.at, **facts_of(file, why))
        await uow.commit()
    return file


async def note_refusal(
    account: Account, names: Mapping[str, str], tried: Tried, code: str, origin: str, ports: Ports
) -> None:
    """Write down that somebody was refused; of what does not exist there is no log."""
    async with ports.begin() as uow:
        session = names.get("session") or await _session_of(uow, names.get("viewing", ""))
        if session is None or await uow.sessions.get(SessionId(session)) is None:
            return
        facts = {"of": tried.value, "code": code, "origin": origin}
        await minutes.act_of_staff(uow, account, REFUSED, f"session:{session}", ports.clock.now(), **facts)
        await uow.commit()


async def _session_of(uow: UnitOfWork, viewing: str) -> str | None:
    found = await uow.viewings.get(ViewingId(viewing))
    return found.session if found else None


def _subjects(session: Session, recordings: Iterable[str]) -> tuple[str, ...]:
    return (f"session:{session.id}", *(f"recording:{one}" for one in recordings))


async def _staff(uow: UnitOfWork, lines: Sequence[AuditLine]) -> dict[str, Account]:
    ids = {_account_of(one) for one in lines} - {""}
    found = [await uow.accounts.get(AccountId(one)) for one in sorted(ids)]
    return {str(one.id): one for one in found if one}


def _account_of(line: AuditLine) -> str:
    kind, _, name = line.actor.partition(":")
    return name if kind == "account" else ""


def _people(lines: Iterable[AccessLine]) -> tuple[AccessPerson, ...]:
    names = {one.account: one.who for one in lines if one.account}
    return tuple(AccessPerson(account, name) for account, name in sorted(names.items(), key=lambda one: one[1]))


def _line(
    line: AuditLine,
    staff: Mapping[str, Account],
    viewings: Mapping[str, Viewing],
    played: Mapping[str, Watched | None],
) -> AccessLine:
    kind, by = KINDS[line.action], _account_of(line)
    name = line.facts.get("viewing", "")
    viewing, account = viewings.get(name), staff.get(by)
    return AccessLine(
        number=line.number,
        at=line.at,
        kind=kind,
        account=by,
        who=account.name if account else line.name or "",
        role=account.role if account else None,
        house=account.organisation if account else "",
        origin=line.facts.get("origin", ""),
        purpose=viewing.purpose if viewing else None,
        reason=viewing.reason if viewing else line.facts.get("reason", ""),
        facts={fact: value for fact, value in line.facts.items() if fact in _SHOWN},
        watched=played.get(name) if kind is AccessKind.OPENED else None,
        digest=line.digest,
    )


def _write(page: AccessPage, taken: Taken) -> LogFile:
    title = f"录音录像查阅记录　{page.serial} 第 {page.number} 次调解会议"
    held = Held(page.first_broken, page.checked_at, page.checked_to)
    return log_files.write(title, taken, held, _HEADS, map(_cells, page.lines))


def _cells(line: AccessLine) -> Sequence[str]:
    content = "；".join(f"{name}={value}" for name, value in line.facts.items())
    who = (line.who or "系统", line.role.value if line.role else "", line.house, line.origin)
    why = (_PURPOSES[line.purpose] if line.purpose else "", line.reason)
    return (str(line.number), log_files.local(line.at), *who, _KINDS[line.kind], *why, content, line.digest)
