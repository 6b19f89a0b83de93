"""Bodies of the last days that run beside mediation: to go to court, and to ask for arbitration."""

from datetime import date
from typing import Literal

from server.domain.award import Standing
from server.web.schemas import Answer


class LastDayView(Answer):
    """Until when one party may go to court."""

    identity: str
    name: str
    standing: Standing
    received_on: date
    """When they received the award; `is_annulled`, the ruling that set it aside."""
    is_annulled: bool
    nominal: date
    due: date
    article: str
    trace: tuple[str, ...]
    provisional: bool
    late_by: int
    """Days between the last day and the first receipt; 0 when in time."""
    days_left: int
    """Days from the first receipt to the last day."""


class LimitationDayView(Answer):
    """Until when arbitration can be asked for, counted from one event."""

    event: Literal["known", "employment_ended"]
    starts_on: date
    nominal: date
    due: date
    article: str
    trace: tuple[str, ...]
    provisional: bool
    is_over: bool


class LimitationView(Answer):
    """The time to ask for arbitration; `exempt` when pay is claimed that no limitation touches yet."""

    days: tuple[LimitationDayView, ...]
    exempt: bool
