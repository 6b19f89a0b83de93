from datetime import UTC, datetime

import pytest

from server.domain.cause_list import SHIPPED
from server.domain.causes import (
    HEADING,
    LEAVES_2020,
    REDIRECTS,
    CaseType,
    Excluded,
    Plain,
    require_eligible,
)
from server.domain.errors import InvalidError

OLD = datetime(2025, 12, 31, 15, 59, 59, tzinfo=UTC)
NEW = datetime(2025, 12, 31, 16, 0, tzinfo=UTC)
"""Midnight in Beijing."""


def test_the_old_list_has_seventeen_leaves() -> None:
    assert len({cause.code for cause in LEAVES_2020}) == 17


def test_the_list_changes_at_midnight_in_beijing() -> None:
    assert "超龄劳动者用工纠纷" not in {entry.cause.name for entry in SHIPPED.on(OLD)}
    assert "超龄劳动者用工纠纷" in {entry.cause.name for entry in SHIPPED.on(NEW)}


def test_a_cause_of_the_new_list_is_none_for_an_older_case() -> None:
    assert SHIPPED.cause_of("labour.past_retirement", NEW).name == "超龄劳动者用工纠纷"
    with pytest.raises(InvalidError):
        SHIPPED.cause_of("labour.past_retirement", OLD)


@pytest.mark.parametrize("instant", [OLD, NEW])
def test_every_code_names_one_cause_and_every_plain_word_points_to_one(instant: datetime) -> None:
    codes = [entry.cause.code for entry in SHIPPED.on(instant)]

    assert len(set(codes)) == len(codes)
    assert all(SHIPPED.proposed(plain, instant).code in codes for plain in Plain)


def test_a_plain_word_newer_than_the_list_falls_back_to_the_heading() -> None:
    assert SHIPPED.proposed(Plain.PLATFORM_WORK, OLD) is HEADING


@pytest.mark.parametrize("kind", Excluded)
def test_each_excluded_kind_says_where_to_go(kind: Excluded) -> None:
    assert "可以" in REDIRECTS[kind]


@pytest.mark.parametrize(
    ("kind", "detained", "why"),
    [
        (CaseType.CRIMINAL, False, "never"),
        (CaseType.INCIDENTAL_CIVIL, True, "accused_detained"),
        (CaseType.ADMINISTRATIVE, False, "not_enabled"),
    ],
)
def test_a_kind_that_may_not_be_mediated_is_refused_with_the_reason(
    kind: CaseType, why: str, *, detained: bool
) -> None:
    with pytest.raises(InvalidError) as refusal:
        require_eligible(kind, accused_detained=detained)
    assert refusal.value.facts == {"kind": why}


def test_a_court_may_enable_more_kinds_but_never_criminal_ones() -> None:
    require_eligible(CaseType.CIVIL, frozenset(CaseType))
    with pytest.raises(InvalidError):
        require_eligible(CaseType.CRIMINAL, frozenset(CaseType))


def test_what_was_not_checked_against_the_official_text_says_so() -> None:
    open_old = {entry.cause.code for entry in SHIPPED.on(OLD) if not entry.confirmed}
    confirmed_new = {entry.cause.code for entry in SHIPPED.on(NEW) if entry.confirmed}
    assert open_old == {
        "personnel.engagement",
        "personnel.appointment",
        "personnel.resignation",
        "personnel.dismissal",
    }
    assert confirmed_new == {"labour.past_retirement"}
