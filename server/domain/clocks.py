"""The clocks of a case: every period that runs, stood still or ended in it, worked out from its facts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from server.domain import term_end
from server.domain.beijing import BEIJING, beijing_day
from server.domain.calendar import WorkCalendar, days
from server.domain.case import CaseState
from server.domain.citations import Citation, article
from server.domain.clock_facts import AwardFact, Facts, ReferralFact
from server.domain.clock_runs import TERM_KEY, Run, referral_runs, runs
from server.domain.day_strip import StripDay, strip
from server.domain.deadlines import PERIODS, Deadline, DeadlineRule, Unit, deadline
from server.domain.party import Side
from server.domain.term import PARTY_WORDS, RULES, Extension, ExtensionState, StartEvent

_DAY: Final = timedelta(days=1)
RULES_VERSION: Final = 3
"""Of what is said here and in `server.domain.clock_runs`: which clocks a case has, and how each is worked out.

Whoever changes that raises it, and clocks kept by an older one are worked out anew (`server.services.renewing`).
"""


class ClockState(StrEnum):
    """How a period stands now."""

    RUNNING = "running"
    STOPPED = "stopped"
    DONE = "done"
    """What had to be done was done in time."""
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class Clock:
    """One period of a case. `key` names it within the case and stays the same when it is worked out again."""

    key: str
    event: str
    """Code of what started it, such as `accepted`."""
    who: str = field(repr=False)
    """Whose period it is, by name; empty when it is everybody's."""
    started_at: datetime | None
    """The instant where it is known; the award of a party has only a day."""
    deadline: Deadline
    state: ClockState
    done_on: date | None
    remaining: int | None
    """Days (working days where the period counts those) until the last one, negative after it; None when over."""
    trace: tuple[str, ...]
    strip: tuple[StripDay, ...]
    extended_by: int = 0
    """Days that were added with everybody's consent."""

    @property
    def article(self) -> str:
        """The article of the period."""
        return self.deadline.article

    @property
    def unit(self) -> Unit:
        """In what the period is counted."""
        return PERIODS[self.deadline.rule].unit


def last_day(facts: Facts, found: Sequence[Clock]) -> date | None:
    """Return the last day that anything runs for the parties: a period, or an instalment; None when nothing does."""
    running = [one.deadline.due for one in found if one.state in {ClockState.RUNNING, ClockState.STOPPED}]
    performed = facts.effect.last_performance_on if facts.effect else None
    return max([*running, performed] if performed else running, default=None)


def clocks(facts: Facts, calendar: WorkCalendar, now: datetime) -> tuple[Clock, ...]:
    """Return the clocks of a case, those that run first, by their last day."""
    today = beijing_day(now)
    found = [_clock(run, calendar, today) for run in runs(facts)]
    term = term_clock(facts, calendar, now)
    if term is not None:
        found.append(term)
    return tuple(sorted(found, key=lambda clock: (_ORDER[clock.state], clock.deadline.due, clock.key)))


def term_clock(facts: Facts, calendar: WorkCalendar, now: datetime) -> Clock | None:
    """Return the mediation term with its stops and extensions; None before it began (在线调解规则 art. 24)."""
    if facts.term is None:
        return None
    ends = _course(facts, calendar, now)
    last, today = ends[-1], beijing_day(now)
    is_stopped = any(pause.ended_at is None and not pause.is_counted for pause in facts.pauses)
    done_on = beijing_day(facts.ended_at) if facts.ended_at else None
    state = _state(last, done_on, today)
    if is_stopped and state is ClockState.RUNNING:
        state = ClockState.STOPPED
    return Clock(
        key=TERM_KEY,
        event=facts.term.event.value,
        who="",
        started_at=facts.term.started_at,
        deadline=last,
        state=state,
        done_on=done_on,
        remaining=_remaining(last, calendar, today) if state in _UNDER_WAY else None,
        trace=(*_term_remarks(facts), *term_end.trace(ends, _granted(facts), facts.policy)),
        strip=strip(last, calendar),
        extended_by=sum(one.days for one in _granted(facts)),
    )


def party_deadline(facts: Facts, calendar: WorkCalendar, now: datetime) -> Deadline | None:
    """Return the last day of the mediation term as parties read it; None before it began.

    A suspicion that stands moves nothing they see: a day that is later every morning tells as much as the word. Once it
    is lifted its days do not count, without saying why (在线调解规则 art. 23).
    """
    shown = replace(facts, pauses=tuple(pause for pause in facts.pauses if not pause.is_hidden))
    ends = _course(shown, calendar, now) if facts.term else ()
    if not ends:
        return None
    stops = tuple(replace(stop, why=PARTY_WORDS.get(stop.why, stop.why)) for stop in ends[-1].stops)
    return replace(ends[-1], stops=stops)


def referral_clocks(
    sent_at: datetime, answered_at: datetime | None, calendar: WorkCalendar, now: datetime
) -> tuple[Clock, Clock]:
    """Return both thresholds of a referral: 3 working days (national) and 5 (Luoyang); neither is hidden (C1)."""
    run = referral_runs(ReferralFact(sent_at, answered_at))
    first, second = (_clock(one, calendar, beijing_day(now)) for one in run)
    return first, second


def current_end(facts: Facts, calendar: WorkCalendar, now: datetime) -> Deadline | None:
    """Return when the term ends as things stand; None before it began."""
    course = _course(facts, calendar, now)
    return course[-1] if course else None


def extended_end(facts: Facts, days_more: int, calendar: WorkCalendar, now: datetime) -> Deadline | None:
    """Return when the term would end with so many days more, as parties read it; None before it began."""
    end = party_deadline(facts, calendar, now)
    return None if end is None else term_end.extended(end, days_more, facts.policy.base, calendar)


def too_late(facts: Facts, found: Sequence[Clock]) -> tuple[AwardFact, ...]:
    """Return the applicants who came after their last day to sue: mediation can go on, and the risk is owed (LY-08)."""
    return tuple(one for one, due in _over(facts, found) if beijing_day(_came(facts, one)) > due)


def lapsed(facts: Facts, found: Sequence[Clock]) -> tuple[AwardFact, ...]:
    """Return the applicants whose last day to sue passed since they came, without a receipt that counts as a suit.

    While the case goes on: who was told how it ended knows the day, and nobody asks what they did until then.
    """
    if facts.ended_at is not None or facts.is_given_back or facts.case.state is CaseState.FILED:
        return ()
    return tuple(one for one, due in _over(facts, found) if beijing_day(_came(facts, one)) <= due)


def _over(facts: Facts, found: Sequence[Clock]) -> Iterator[tuple[AwardFact, date]]:
    passed = {clock.key: clock.deadline.due for clock in found if clock.state is ClockState.PASSED}
    for one in facts.awards:
        if one.side is Side.APPLICANT and f"sue:{one.key}" in passed:
            yield one, passed[f"sue:{one.key}"]


def _came(facts: Facts, one: AwardFact) -> datetime:
    return max(facts.case.received_at, one.added_at or facts.case.received_at)


def next_due(found: Sequence[Clock]) -> Clock | None:
    """Return the running clock that ends first."""
    running = [clock for clock in found if clock.state is ClockState.RUNNING]
    return min(running, key=lambda clock: clock.deadline.due, default=None)


_ORDER: Final = {ClockState.STOPPED: 0, ClockState.RUNNING: 0, ClockState.PASSED: 1, ClockState.DONE: 2}
_UNDER_WAY: Final = frozenset({ClockState.RUNNING, ClockState.STOPPED})
_EVENTS: Final = {
    StartEvent.ACCEPTED: "平台确认接受",
    StartEvent.ALL_CONSENTED: "各方均同意由审判人员主持调解",
}


def _clock(run: Run, calendar: WorkCalendar, today: date) -> Clock:
    end = deadline(run.rule, run.start, calendar)
    state = _state(end, run.done_on, today)
    return Clock(
        key=run.key,
        event=run.event,
        who=run.who,
        started_at=run.started_at,
        deadline=end,
        state=state,
        done_on=run.done_on,
        remaining=_remaining(end, calendar, today) if state is ClockState.RUNNING else None,
        trace=(*run.remarks, *end.trace()),
        strip=strip(end, calendar),
    )


def _state(end: Deadline, done_on: date | None, today: date) -> ClockState:
    if done_on is not None:
        return ClockState.DONE if done_on <= end.due else ClockState.PASSED
    return ClockState.RUNNING if today <= end.due else ClockState.PASSED


def _remaining(end: Deadline, calendar: WorkCalendar, today: date) -> int:
    working = working_left(end.rule, end.due, calendar, today)
    return (end.due - today).days if working is None else working


def working_left(rule: DeadlineRule, due: date, calendar: WorkCalendar, today: date) -> int | None:
    """Return the working days after `today` up to the last day, negative once it is over; None for other units."""
    if PERIODS[rule].unit is not Unit.WORKING_DAYS:
        return None
    if today > due:
        return -sum(calendar.is_working_day(day) for day in days(due + _DAY, today))
    return sum(calendar.is_working_day(day) for day in days(today + _DAY, due))


def _course(facts: Facts, calendar: WorkCalendar, now: datetime) -> tuple[Deadline, ...]:
    if facts.term is None:
        return ()
    rule = RULES[facts.case.stage, facts.case.procedure]
    first = deadline(rule, beijing_day(facts.term.started_at), calendar)
    stood = [pause for pause in facts.pauses if facts.term.counts(pause.started_at) and not pause.is_counted]
    stops = [pause.stop(now) for pause in stood]
    return term_end.course(first, _granted(facts), stops, calendar)


def _granted(facts: Facts) -> list[Extension]:
    granted = [one for one in facts.extensions_now if one.state is ExtensionState.GRANTED]
    return sorted(granted, key=lambda one: one.granted_at or one.requested_at)


def _term_remarks(facts: Facts) -> Iterator[str]:
    term = facts.term
    if term is None:
        return
    at = term.started_at.astimezone(BEIJING)
    yield f"{at:%Y-%m-%d %H:%M} {_EVENTS[term.event]}，自此起算（{article(Citation.TERM_START, at.date())}）"
    if term.former_at is not None:
        former = beijing_day(term.former_at)
        yield f"原期限自 {former} 起算，随原委派结束，不再计算；由另一组织接受，重新起算"
    if term.signed_for_at is not None:
        signed = beijing_day(term.signed_for_at)
        yield f"材料签收 {signed}，仅供对照（{article(Citation.TERM_START_MATERIALS, signed)}）"
