"""The list of causes by date: what has begun keeps its words, and no day has two answers."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from server.domain.cause_list import SHIPPED, CauseEntry, CauseList
from server.domain.causes import HEADING, Cause, Plain
from server.domain.errors import ConflictError, InvalidError

TODAY = date(2026, 11, 26)
TOMORROW = TODAY + timedelta(days=1)
NEW = CauseEntry(Cause("court.new", "新的纠纷", "新的纠纷"), TOMORROW, None, (), confirmed=False)


def at(day: date) -> datetime:
    """Noon of a day in Beijing."""
    return datetime(day.year, day.month, day.day, 4, tzinfo=UTC)


def kept(entries: tuple[CauseEntry, ...]) -> CauseList:
    """Return the list with these entries in place of theirs."""
    standing = {(entry.cause.code, entry.since): entry for entry in SHIPPED.entries}
    standing |= {(entry.cause.code, entry.since): entry for entry in entries}
    return CauseList(tuple(standing.values()))


def wages() -> CauseEntry:
    found = SHIPPED.entry("labour.wages", date(2026, 1, 1))
    assert found is not None
    return found


def test_a_new_wording_begins_the_day_after_the_old_one_ends_and_an_older_case_keeps_its_words() -> None:
    renamed = replace(wages(), cause=replace(wages().cause, name="劳动报酬纠纷"), since=TOMORROW)

    listed = kept(SHIPPED.added(renamed, TODAY))

    assert listed.cause_of("labour.wages", at(TODAY)).name == "追索劳动报酬纠纷"
    assert listed.cause_of("labour.wages", at(TOMORROW)).name == "劳动报酬纠纷"
    assert listed.proposed(Plain.UNPAID_WAGES, at(TODAY)).name == "追索劳动报酬纠纷"
    assert listed.proposed(Plain.UNPAID_WAGES, at(TOMORROW)).name == "劳动报酬纠纷"


def test_a_day_before_the_oldest_list_has_the_oldest() -> None:
    assert SHIPPED.on(at(date(2012, 5, 1))) == SHIPPED.on(at(date(2021, 1, 1)))


@pytest.mark.parametrize("since", [TODAY, TODAY - timedelta(days=300)])
def test_nothing_begins_today_or_earlier(since: date) -> None:
    with pytest.raises(InvalidError, match=r"cause\.invalid"):
        SHIPPED.added(replace(NEW, since=since), TODAY)


@pytest.mark.parametrize("name", ["", "  ", "长" * 101])
def test_a_cause_needs_a_name_and_a_group(name: str) -> None:
    for cause in (replace(NEW.cause, name=name), replace(NEW.cause, group=name)):
        with pytest.raises(InvalidError, match=r"cause\.invalid"):
            SHIPPED.added(replace(NEW, cause=cause), TODAY)


def test_the_words_of_a_worker_point_to_one_cause_on_a_day() -> None:
    with pytest.raises(ConflictError, match=r"cause\.plain_taken"):
        SHIPPED.added(replace(NEW, plain=(Plain.UNPAID_WAGES,)), TODAY)


def test_a_wording_that_holds_is_not_changed_and_one_to_come_is() -> None:
    holds = wages()
    with pytest.raises(ConflictError, match=r"cause\.wording_holds"):
        SHIPPED.changed(holds, replace(holds, cause=replace(holds.cause, name="别的名字")), TODAY)

    listed = kept(SHIPPED.added(NEW, TODAY))
    wanted = replace(NEW, cause=replace(NEW.cause, name="改过的名字"))
    assert listed.changed(NEW, wanted, TODAY) == wanted


def test_what_is_over_stays_as_it_was_and_nothing_ends_in_the_past() -> None:
    over = SHIPPED.entry("labour.wages", date(2021, 1, 1))
    assert over is not None
    with pytest.raises(ConflictError, match=r"cause\.over"):
        SHIPPED.changed(over, replace(over, until=None), TODAY)
    with pytest.raises(InvalidError, match=r"cause\.invalid") as refusal:
        SHIPPED.changed(wages(), replace(wages(), until=TODAY - timedelta(days=1)), TODAY)
    # "until" in facts is an instant, after which one may try again.
    assert refusal.value.facts == {"last_day": "past"}


def test_the_heading_that_takes_what_fits_nowhere_never_ends() -> None:
    heading = SHIPPED.entry(HEADING.code, date(2026, 1, 1))
    assert heading is not None
    with pytest.raises(ConflictError, match=r"cause\.heading_stays"):
        SHIPPED.changed(heading, replace(heading, until=TOMORROW), TODAY)


def test_a_new_wording_of_the_heading_has_no_last_day() -> None:
    ending = CauseEntry(HEADING, TOMORROW, TOMORROW + timedelta(days=30), (), confirmed=False)

    with pytest.raises(ConflictError, match=r"cause\.heading_stays"):
        SHIPPED.added(ending, TODAY)

    assert len(SHIPPED.added(replace(ending, until=None), TODAY)) == 2


def test_an_ended_cause_is_no_more_proposed_from_the_next_day() -> None:
    listed = kept((SHIPPED.changed(wages(), replace(wages(), until=TODAY), TODAY),))

    assert listed.proposed(Plain.UNPAID_WAGES, at(TODAY)).code == "labour.wages"
    assert listed.proposed(Plain.UNPAID_WAGES, at(TOMORROW)) == HEADING
    with pytest.raises(InvalidError, match=r"cause\.unknown"):
        listed.cause_of("labour.wages", at(TOMORROW))
