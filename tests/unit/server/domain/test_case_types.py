"""Which kinds of case a court takes on which day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from server.domain.case_types import CaseTypes, TypeEntry
from server.domain.causes import ENABLED, CaseType
from server.domain.errors import ConflictError, InvalidError

TODAY = date(2026, 4, 7)
DAY = timedelta(days=1)
CIVIL = TypeEntry("老城区人民法院", CaseType.CIVIL, TODAY + 3 * DAY)
HELD = CaseTypes((CIVIL,))


def test_a_kind_is_taken_from_its_first_day_to_its_last_and_labour_always() -> None:
    standing = CaseTypes((replace(CIVIL, until=TODAY + 5 * DAY),))

    taken = [CaseType.CIVIL in standing.on(TODAY + n * DAY) for n in range(2, 7)]

    assert taken == [False, True, True, True, False]
    assert CaseTypes().on(TODAY) == ENABLED


@pytest.mark.parametrize(
    ("change", "fact"),
    [
        ({"kind": CaseType.CRIMINAL}, {"kind": "not_to_be_enabled"}),
        ({"kind": CaseType.LABOUR}, {"kind": "not_to_be_enabled"}),
        ({"since": TODAY - DAY}, {"since": "past"}),
        ({"until": TODAY}, {"last_day": "before_since"}),
    ],
)
def test_nothing_is_enabled_that_may_never_be_or_for_days_gone(change: dict[str, object], fact: dict[str, str]) -> None:
    with pytest.raises(InvalidError) as refused:
        CaseTypes().added(replace(CIVIL, **change), TODAY)  # type: ignore[arg-type]  # any value may be wrong

    assert refused.value.facts == fact


def test_a_kind_is_not_enabled_twice_for_one_day() -> None:
    with pytest.raises(ConflictError) as refused:
        HELD.added(replace(CIVIL, since=TODAY + 9 * DAY), TODAY)

    assert refused.value.code == "case_type.overlaps"
    assert HELD.added(replace(CIVIL, kind=CaseType.ENFORCEMENT), TODAY).kind is CaseType.ENFORCEMENT


def test_what_lies_ahead_is_called_off_and_never_holds() -> None:
    off = HELD.ended(CIVIL, TODAY, TODAY)

    assert CaseType.CIVIL not in CaseTypes((off,)).on(CIVIL.since)
    with pytest.raises(ConflictError):
        CaseTypes((off,)).ended(off, None, TODAY)


def test_an_end_lies_never_in_the_past_and_what_is_over_stays_over() -> None:
    begun = replace(CIVIL, since=TODAY - 9 * DAY)
    over = replace(begun, until=TODAY - DAY)

    with pytest.raises(InvalidError):
        CaseTypes((begun,)).ended(begun, TODAY - DAY, TODAY)
    with pytest.raises(ConflictError) as refused:
        CaseTypes((over,)).ended(over, None, TODAY)
    assert refused.value.code == "case_type.over"
