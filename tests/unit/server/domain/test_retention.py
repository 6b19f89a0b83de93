"""How long things are kept: months end as the law counts them, and what is looked for is what may go."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.beijing import BEIJING, beijing_day
from server.domain.case import CaseState
from server.domain.errors import ConflictError, InvalidError
from server.domain.ids import AccountId
from server.domain.retention import FEWEST_MONTHS, Kept, LegalHold, RetentionPolicy, filed_before, require_due
from tests.factories import NOW, a_case

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
POLICY = RetentionPolicy()
FILED = replace(a_case(), state=CaseState.FILED)
LEAST = RetentionPolicy(FEWEST_MONTHS[Kept.CASE_FILE], FEWEST_MONTHS[Kept.RECORDING], FEWEST_MONTHS[Kept.PROTECTED])
LOGS_AT_LEAST = timedelta(days=183)
"""网络安全法 art. 21: six months, in whichever half of the year."""


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), BEIJING)


@pytest.mark.parametrize(
    ("filed", "last"),
    [
        (date(2026, 3, 31), date(2036, 3, 31)),
        (date(2024, 2, 29), date(2034, 2, 28)),
        (date(2028, 2, 29), date(2038, 2, 28)),
        (date(2026, 12, 1), date(2036, 12, 1)),
    ],
)
def test_a_file_is_kept_to_the_same_day_ten_years_later_or_the_last_of_its_month(filed: date, last: date) -> None:
    assert POLICY.last_day(Kept.CASE_FILE, noon(filed)) == last


@given(DAYS, st.sampled_from(Kept))
def test_no_policy_keeps_anything_for_less_than_logs_must_be_kept(filed: date, kept: Kept) -> None:
    assert LEAST.last_day(kept, noon(filed)) - filed >= LOGS_AT_LEAST


@given(DAYS, DAYS, st.sampled_from(Kept))
def test_what_is_looked_for_may_go_and_what_may_go_is_found_within_three_days(
    filed: date, today: date, kept: Kept
) -> None:
    found = filed < filed_before(kept, LEAST, today)
    over = today > LEAST.last_day(kept, noon(filed))

    assert over or not found
    assert found or not over or filed < filed_before(kept, LEAST, today + timedelta(days=3))


@pytest.mark.parametrize("kept", Kept)
def test_a_hold_outweighs_any_time_that_has_passed(kept: Kept) -> None:
    hold = LegalHold("h1", FILED.id, "另案诉讼中", AccountId("clerk1"), "陈书记员", NOW)
    today = beijing_day(NOW) + timedelta(days=366 * 90)

    with pytest.raises(ConflictError) as refused:
        require_due(kept, FILED, NOW, [hold.lift("陈书记员", NOW), hold], POLICY, today)

    assert refused.value.code == "retention.held"
    assert require_due(kept, FILED, NOW, [hold.lift("陈书记员", NOW)], POLICY, today).serial == FILED.serial


def test_a_hold_without_a_reason_cannot_be() -> None:
    with pytest.raises(InvalidError):
        LegalHold("h1", FILED.id, " 无 ", AccountId("clerk1"), "陈书记员", NOW)


@pytest.mark.parametrize("kept", Kept)
def test_what_another_court_decided_lets_nothing_go(kept: Kept) -> None:
    shorter = replace(LEAST, court="另一法院")

    with pytest.raises(ConflictError) as refusal:
        require_due(kept, FILED, NOW, (), shorter, date(2080, 1, 1))

    assert refusal.value.code == "retention.other_court"
    own = replace(LEAST, court=FILED.court or "")
    assert require_due(kept, FILED, NOW, (), own, date(2080, 1, 1)).court == FILED.court
