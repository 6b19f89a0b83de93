"""Write an exported log as CSV: what it is and whether its chain holds, then the lines. Chinese, as papers are."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from server.domain.account import Account
from server.domain.beijing import BEIJING
from server.domain.log_export import LogPurpose, WhyExported
from server.services import sheets

_COMPUTES: Final = ("=", "+", "-", "@", "\t", "\r")
"""With what a cell begins that a spreadsheet would reckon instead of showing."""
_PURPOSES: Final = {
    LogPurpose.SUPERVISION: "监督",
    LogPurpose.COMPLAINT: "处理投诉",
    LogPurpose.COURT_REQUEST: "法院或者主管部门调取",
    LogPurpose.INCIDENT: "调查异常情况",
}


@dataclass(frozen=True, slots=True)
class LogFile:
    """An exported log. The digest is kept in the log: whoever holds the file shows by it that it is unchanged."""

    content: bytes = field(repr=False)
    lines: int

    @property
    def sha256(self) -> str:
        """Digest of the bytes."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Taken:
    """Who takes a log away, when and why."""

    by: Account
    why: WhyExported
    at: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """Whether the chain of the log holds: the first entry that does not fit, and up to where it was verified when."""

    first_broken: int | None
    checked_at: datetime | None
    checked_to: int

    @property
    def words(self) -> str:
        """Say it."""
        if self.first_broken is not None:
            return f"第 {self.first_broken} 条起不连续，其后的不能作为依据"
        since = f"上次从头核对 {local(self.checked_at)}，到第 {self.checked_to} 条；" if self.checked_at else ""
        return f"逐条相扣，核验通过（{since}其后的在导出时核对）"


def write(title: str, taken: Taken, held: Held, heads: Sequence[str], lines: Iterable[Sequence[str]]) -> LogFile:
    """Return the file."""
    listed = [list(line) for line in lines]
    top = [
        [title],
        ["导出时间", local(taken.at)],
        ["导出人", f"{taken.by.name}（{taken.by.organisation}）"],
        ["目的", _PURPOSES[taken.why.purpose]],
        ["理由", taken.why.reason.strip()],
        ["核验", held.words],
        ["条数", str(len(listed))],
        [],
        list(heads),
    ]
    return LogFile(sheets.write_csv([_shown(cell) for cell in line] for line in [*top, *listed]), len(listed))


def local(at: datetime | None) -> str:
    """Return an instant as a clock on a wall in Beijing shows it; empty for none."""
    return at.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M:%S") if at else ""


def _shown(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_COMPUTES) else cell
