"""The end of the mediation term: the first period, what stood still in it, and each extension after the other."""

from collections.abc import Iterator, Sequence
from typing import Final

from server.domain.calendar import WorkCalendar
from server.domain.citations import Citation, article
from server.domain.deadlines import Deadline, DeadlineRule, Stop, deadline
from server.domain.term import Extension, ExtensionBase, TermPolicy, is_of_luoyang

BASES: Final = {ExtensionBase.ROLLED: "顺延后届满日", ExtensionBase.NOMINAL: "名义届满日"}


def course(
    first: Deadline, granted: Sequence[Extension], stops: Sequence[Stop], calendar: WorkCalendar
) -> tuple[Deadline, ...]:
    """Return the end of the term and of each extension in turn, the one that holds last.

    A stop moves the end in whose time it began, and none where the term was over before it; an extension counts from
    the moved end.
    """
    left = sorted(stops, key=lambda stop: stop.first)
    ends = [_moved(first, left, calendar)]
    for extension in granted:
        more = extended(ends[-1], extension.days, extension.base, calendar)
        ends.append(_moved(more, left, calendar))
    return tuple(ends)


def extended(end: Deadline, days_more: int, base: ExtensionBase, calendar: WorkCalendar) -> Deadline:
    """Return the end of an extension that follows `end`, counted from its rolled or its nominal day (CAL-08)."""
    start, since = (end.due, end.safe) if base is ExtensionBase.ROLLED else (end.nominal, end.earliest)
    return deadline(DeadlineRule.MEDIATE_EXT_30D, start, calendar, count=days_more, since=since)


def trace(ends: Sequence[Deadline], granted: Sequence[Extension], policy: TermPolicy) -> Iterator[str]:
    """Yield the working of the whole course; the last line is the day that holds."""
    yield from ends[0].trace()
    for end, extension in zip(ends[1:], granted, strict=True):
        said = f"（{article(Citation.EXTENSION_LUOYANG, end.start)}）" if is_of_luoyang(extension, policy) else ""
        yield f"各方同意延长 {end.count} 日，自{BASES[extension.base]} {end.start} 起算{said}"
        yield from end.trace()


def _moved(end: Deadline, left: list[Stop], calendar: WorkCalendar) -> Deadline:
    """Return the end after the stops that began in its time, taking them from `left`."""
    while left and left[0].first <= end.due:
        end = deadline(end.rule, end.start, calendar, (*end.stops, left.pop(0)), end.count, end.since)
    return end
