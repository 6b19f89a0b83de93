from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import timedelta
from typing import Any

import pytest

from server.domain import facts
from server.domain.delivery import LEAVES, LONGEST_WAIT, MOST_TRIES, leaving, next_try
from tests.factories import NOW

AT = NOW.isoformat()
ENDED: Mapping[str, object] = {"serial": "LY2026-000128", "ending_code": "other", "at": AT}
REFERRED: Mapping[str, object] = {"serial": "LY2026-000128", "organisation": "老城区调解中心", "at": AT}


def test_of_every_field_of_every_fact_the_table_says_that_it_leaves() -> None:
    kinds: list[Any] = [one for one in vars(facts).values() if isinstance(one, type) and is_dataclass(one)]

    assert {one.name: {field.name for field in fields(one)} for one in kinds} == {
        name: set(forms) for name, forms in LEAVES.items()
    }


def test_what_has_its_form_leaves_as_it_is() -> None:
    assert leaving("CaseEnded", ENDED) == ENDED
    assert leaving("CaseReferred", REFERRED) == REFERRED


@pytest.mark.parametrize(
    "wrong",
    [
        {"ending_code": "申请人不愿意调解"},
        {"ending_code": "worker said no"},
        {"ending_code": "other\n"},
        {"ending_code": None},
        {"serial": "李秀兰"},
        {"at": "昨天"},
        {"at": "2026-04-07T09:00:00"},
        {"at": 5},
    ],
)
def test_nothing_of_a_fact_leaves_that_holds_words_where_a_code_belongs(wrong: dict[str, object]) -> None:
    assert leaving("CaseEnded", {**ENDED, **wrong}) is None


def test_what_the_table_does_not_name_stays() -> None:
    assert leaving("CaseEnded", {**ENDED, "reason": "申请人不愿意调解"}) == ENDED
    assert leaving("CaseWhispered", ENDED) is None
    assert leaving("CaseEnded", {"serial": "LY2026-000128", "at": AT}) is None


@pytest.mark.parametrize("items", [-1, True, "2", 1.5])
def test_a_count_is_a_number_of_things(items: object) -> None:
    handed = {**ENDED, "route": "register", "items": items}

    assert leaving("HandedOver", handed) is None


def test_each_try_waits_twice_as_long_up_to_half_a_day_and_after_three_days_a_person_is_asked() -> None:
    waits = []
    for attempts in range(1, MOST_TRIES):
        again = next_try(attempts, NOW)
        assert again is not None
        waits.append(again - NOW)

    assert waits[:3] == [timedelta(minutes=2), timedelta(minutes=4), timedelta(minutes=8)]
    assert max(waits) == waits[-1] == LONGEST_WAIT
    assert timedelta(days=3) < sum(waits, timedelta()) < timedelta(days=4)
    assert next_try(MOST_TRIES, NOW) is None
