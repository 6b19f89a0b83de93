"""Figures of mediations that ended: each counts once, and every ending as exactly one thing."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from server.domain.beijing import BEIJING
from server.domain.case import CaseMode, CaseSource
from server.domain.figures import RESULTS, Ended, Line, Result, by_code, lines
from server.domain.outcome import EndingCode

ENDED = st.builds(
    Ended,
    st.sampled_from(EndingCode),
    st.sampled_from(CaseSource),
    st.sampled_from(CaseMode),
    st.integers(0, 364).map(lambda day: datetime(2026, 1, 1, tzinfo=BEIJING) + timedelta(days=day)),
)


def test_every_ending_counts_as_exactly_one_thing_and_only_an_agreement_as_success() -> None:
    assert RESULTS.keys() == set(EndingCode)
    assert [code for code, result in RESULTS.items() if result is Result.SUCCESS] == [EndingCode.AGREEMENT]


@given(st.lists(ENDED))
def test_counts_by_line_and_by_ending_both_sum_to_what_ended(ended: list[Ended]) -> None:
    found = lines(ended)

    assert sum(line.count for line in found) == sum(by_code(found).values()) == len(ended)


def test_the_month_is_that_of_beijing() -> None:
    at = datetime.fromisoformat("2026-03-31T16:00:00+00:00")

    (line,) = lines([Ended(EndingCode.OTHER, CaseSource.ENTRUSTED, CaseMode.ONLINE, at)])

    assert line == Line(4, CaseSource.ENTRUSTED, EndingCode.OTHER, 1)
