"""Retention: how long what belongs to a filed case is kept, what stops its deletion, and the proof that it is gone.

Nothing of a case that is not filed is ever due. Months count from the day of filing and end as 民法典 art. 202 says;
what is due is deleted the day after (个人信息保护法 arts. 19, 47; DP-06).
"""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from server.domain.beijing import beijing_day
from server.domain.case import Case, CaseState
from server.domain.errors import ConflictError, InvalidError
from server.domain.ids import AccountId, CaseId

SHORTEST_REASON: Final = 4
MOST_MONTHS: Final = 1200


class Kept(StrEnum):
    """What is kept for a time of its own."""

    CASE_FILE = "case_file"
    """The case with everything of it."""
    RECORDING = "recording"
    PROTECTED = "protected"
    """What was made or shown to reach a settlement."""


FEWEST_MONTHS: Final = {Kept.CASE_FILE: 60, Kept.RECORDING: 7, Kept.PROTECTED: 7}
"""Five years as 劳动人事争议仲裁办案规则 art. 24 has it for files that end without an award, by analogy: no source
says it of organisations. Seven months are more than the 183 days of 网络安全法 art. 21 in every calendar."""


@dataclass(frozen=True, slots=True)
class RetentionPolicy:
    """How many months each kind is kept after filing. Version 0 came with the program. Raises `InvalidError`.

    `court` decided it for its own cases; empty for the one of the installation, which holds where no court decided.
    """

    case_file: int = 120
    recording: int = 36
    protected: int = 36
    reason: str = ""
    version: int = 0
    changed_by: str = field(default="", repr=False)
    changed_at: datetime | None = None
    court: str = ""

    def __post_init__(self) -> None:
        for kept in Kept:
            if not FEWEST_MONTHS[kept] <= self.months(kept) <= MOST_MONTHS:
                raise InvalidError("retention.months", kept=kept, fewest=str(FEWEST_MONTHS[kept]))
        if max(self.recording, self.protected) > self.case_file:
            raise InvalidError("retention.longer_than_file", case_file=str(self.case_file))
        if self.version and len(self.reason.strip()) < SHORTEST_REASON:
            raise InvalidError("retention.reason", reason="too_short")

    def months(self, kept: Kept) -> int:
        """Return for how many months this is kept."""
        return {Kept.CASE_FILE: self.case_file, Kept.RECORDING: self.recording, Kept.PROTECTED: self.protected}[kept]

    def last_day(self, kept: Kept, filed_at: datetime) -> date:
        """Return the last day on which it is kept."""
        return _months_after(beijing_day(filed_at), self.months(kept))


@dataclass(frozen=True, slots=True)
class LegalHold:
    """Nothing of the case is deleted while it stands, whatever the policy says."""

    id: str
    case: CaseId
    reason: str = field(repr=False)
    placed_by: AccountId
    placed_by_name: str = field(repr=False)
    placed_at: datetime
    lifted_by_name: str = field(default="", repr=False)
    lifted_at: datetime | None = None
    version: int = 0

    def __post_init__(self) -> None:
        if len(self.reason.strip()) < SHORTEST_REASON:
            raise InvalidError("hold.reason", reason="too_short")

    @property
    def stands(self) -> bool:
        """Whether it still stops deletion."""
        return self.lifted_at is None

    def lift(self, by: str, now: datetime) -> "LegalHold":
        """Return it lifted. Raises `ConflictError` (`hold.lifted`)."""
        if not self.stands:
            raise ConflictError("hold.lifted")
        return replace(self, lifted_by_name=by, lifted_at=now)


@dataclass(frozen=True, slots=True)
class Gone:
    """One thing that was deleted. `place` names the bytes to be removed; the digest proves what they were."""

    kind: str
    """`material`, `document`, `protected` or `recording`."""
    id: str
    sha256: str
    place: str


class DeletionCause(StrEnum):
    """Why something was deleted."""

    TIME = "time"
    """Its time was over."""
    TWO_PEOPLE = "two_people"
    """One person asked and another agreed, before its time was over."""


@dataclass(frozen=True, slots=True)
class DeletionCertificate:
    """Proof that something was deleted, when, and by which rule. Names no person.

    Written with the deletion of the rows; the bytes go next. It is finished once they are gone, so that a stop in
    between leaves nothing behind.
    """

    id: str
    serial: str
    kept: Kept
    filed_at: datetime
    last_day: date
    months: int
    policy: int
    """Version of the policy."""
    at: datetime
    gone: tuple[Gone, ...]
    finished_at: datetime | None = None
    court: str = ""
    """Of the case; its people alone are shown it."""
    cause: DeletionCause = DeletionCause.TIME

    @property
    def objects(self) -> int:
        """How many things were deleted."""
        return len(self.gone)


@dataclass(frozen=True, slots=True)
class Due:
    """What may be deleted today. Made by `require_due` alone."""

    kept: Kept
    serial: str
    filed_at: datetime
    policy: RetentionPolicy
    court: str

    def certificate(self, number: str, gone: tuple[Gone, ...], now: datetime) -> DeletionCertificate:
        """Return the proof that these things were deleted now."""
        return DeletionCertificate(
            id=number,
            serial=self.serial,
            kept=self.kept,
            filed_at=self.filed_at,
            last_day=self.policy.last_day(self.kept, self.filed_at),
            months=self.policy.months(self.kept),
            policy=self.policy.version,
            at=now,
            gone=gone,
            court=self.court,
        )


def require_due(
    kept: Kept, case: Case, filed_at: datetime | None, holds: Iterable[LegalHold], policy: RetentionPolicy, today: date
) -> Due:
    """Return what may be deleted. Raises `ConflictError` unless this may go today.

    `retention.open`: the case is not filed. `retention.held`: a hold stands. `retention.early`: its time is not over.
    `retention.other_court`: another court decided this policy.
    """
    if policy.court not in {"", case.court}:
        raise ConflictError("retention.other_court")
    if case.state is not CaseState.FILED or filed_at is None:
        raise ConflictError("retention.open", state=case.state)
    if any(hold.stands for hold in holds):
        raise ConflictError("retention.held")
    if today <= policy.last_day(kept, filed_at):
        raise ConflictError("retention.early")
    return Due(kept, case.serial, filed_at, policy, case.court or "")


def must_stay_until(kept: Kept, filed_at: datetime) -> date:
    """Return the last day on which the law demands that it is kept, whatever anybody agrees to."""
    return _months_after(beijing_day(filed_at), FEWEST_MONTHS[kept])


def filed_before(kept: Kept, policy: RetentionPolicy, today: date) -> date:
    """Return the day such that whatever was filed before it is due today; `require_due` decides of each."""
    return _months_after(today, -policy.months(kept))


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
