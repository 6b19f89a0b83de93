"""The limitation: one year to ask for arbitration, and from which day it is counted (劳动争议调解仲裁法 art. 27)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from server.domain.beijing import BEIJING
from server.domain.causes import Plain
from server.domain.citations import Citation, article
from server.domain.errors import InvalidError
from server.domain.ids import CaseId, Identity

PAY: Final = frozenset({Plain.UNPAID_WAGES, Plain.OVERTIME})
"""Claims for pay owed during the employment: no limitation while it lasts, one year after it ends (para. 4)."""


class Employment(StrEnum):
    """Whether the worker still works there."""

    ONGOING = "ongoing"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Said:
    """What one worker says of the own year, all days in Beijing.

    Raises `InvalidError` (`limitation.invalid`) for a last day at work of whoever still works there.
    """

    known_on: date | None = None
    employment: Employment | None = None
    ended_on: date | None = None

    def __post_init__(self) -> None:
        if self.ended_on is not None and self.employment is not Employment.ENDED:
            raise InvalidError("limitation.invalid", employment_ended_on="still_employed")

    @property
    def is_nothing(self) -> bool:
        """Whether nothing is said, or what was said is taken back."""
        return self.known_on is None and self.employment is None

    def require_past(self, today: date) -> None:
        """Raise `InvalidError` (`limitation.invalid`) for a day to come."""
        for name, day in (("known_on", self.known_on), ("employment_ended_on", self.ended_on)):
            if day is not None and day > today:
                raise InvalidError("limitation.invalid", **{name: "future"})


@dataclass(frozen=True, slots=True)
class Limitation:
    """What the worker said, all days in Beijing. `pay` and `other`: which kinds of claim there are."""

    case: CaseId
    known_on: date | None
    """When the worker knew, or should have known, that their right was infringed (para. 1)."""
    employment: Employment | None
    ended_on: date | None
    pay: bool
    other: bool
    identity: Identity | None = None
    """Whose year it is: one party's own knowledge and own employment decide nobody else's. None where no party was
    named when it was said."""

    @property
    def said(self) -> Said:
        """What the worker said of it."""
        return Said(self.known_on, self.employment, self.ended_on)

    @property
    def is_exempt(self) -> bool:
        """Whether pay is claimed that no limitation touches yet: the employment goes on."""
        return self.pay and self.employment is Employment.ONGOING

    @property
    def is_uncounted(self) -> bool:
        """Whether what was said gives no day to count from, and nothing that puts the year off: its end is unknown."""
        return not self.is_exempt and not any(self.starts())

    def starts(self) -> Iterator["Start"]:
        """Yield each day a year is counted from: one for pay of an employment that ended, one for all else."""
        if self.pay and self.ended_on is not None:
            yield Start("limitation_pay", "employment_ended", self.ended_on)
        # Without the day the employment ended the day of knowing is the safe one for pay too.
        pay_from_knowing = self.pay and self.ended_on is None and not self.is_exempt
        if self.known_on is not None and (self.other or pay_from_knowing):
            yield Start("limitation", "known", self.known_on)


@dataclass(frozen=True, slots=True)
class Start:
    """A day the year is counted from; `key` names the clock, `event` what happened on the day."""

    key: str
    event: str
    on: date


def remark(received_at: datetime) -> str:
    """Return what the working says of the application to mediate.

    It may interrupt the limitation (para. 2: relief asked of a department). That it always does is not confirmed
    (LB-10), so the date is not moved: the first receipt is named as evidence, and who decides.
    """
    at = received_at.astimezone(BEIJING)
    return (
        f"{at:%Y-%m-%d %H:%M} 申请调解有首次收件凭证，可以作为时效中断的证据（{article(Citation.LIMITATION, at.date())}"
        f"第二款）；认定中断的，自 {at:%Y-%m-%d} 重新计算一年。是否中断由仲裁委员会或者法院认定（待确认），"
        "请按未中断的日期准备"
    )
