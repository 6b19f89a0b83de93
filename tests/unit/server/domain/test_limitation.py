"""The limitation to ask for arbitration: from which day it is counted, and what the working says."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from server.domain.application import Application, ClaimItem
from server.domain.award import Arbitration
from server.domain.beijing import BEIJING
from server.domain.calendar import NOTICES, WorkCalendar
from server.domain.causes import Plain
from server.domain.clock_facts import EffectFact, Facts, LimitationFact
from server.domain.clocks import ClockState, clocks
from server.domain.deadlines import DeadlineRule
from server.domain.errors import InvalidError
from server.domain.ids import CaseId
from server.domain.limitation import Employment, Limitation
from server.domain.term import LUOYANG
from tests.factories import a_case

CASE = CaseId("case1")
KNOWN, LEFT = date(2025, 6, 3), date(2025, 9, 12)
NOW = datetime(2026, 3, 31, 9, 41, tzinfo=BEIJING)
WAGES, SEVERANCE = ClaimItem(Plain.UNPAID_WAGES), ClaimItem(Plain.SEVERANCE)


def stated(*claims: ClaimItem, arbitration: Arbitration = Arbitration.NONE, **said: object) -> Limitation | None:
    known_on, employment, ended = (said.get(name) for name in ("known_on", "employment", "ended_on"))
    return Application(
        arbitration=arbitration,
        claims=claims,
        known_on=known_on if isinstance(known_on, date) else None,
        employment=Employment(employment) if isinstance(employment, str) else None,
        employment_ended_on=ended if isinstance(ended, date) else None,
    ).limitation(CASE)


def keys(limitation: Limitation | None) -> list[tuple[str, date]]:
    assert limitation is not None
    return [(start.key, start.on) for start in limitation.starts()]


def test_pay_owed_counts_from_the_end_of_the_employment_and_all_else_from_knowing() -> None:
    found = stated(WAGES, SEVERANCE, known_on=KNOWN, employment="ended", ended_on=LEFT)
    assert keys(found) == [("limitation_pay", LEFT), ("limitation", KNOWN)]


def test_pay_of_an_employment_that_goes_on_has_no_last_day() -> None:
    found = stated(WAGES, known_on=KNOWN, employment="ongoing")
    assert found is not None
    assert found.is_exempt
    assert keys(found) == []


def test_pay_counts_from_knowing_while_nobody_said_whether_the_employment_goes_on() -> None:
    assert keys(stated(WAGES, known_on=KNOWN)) == [("limitation", KNOWN)]


def test_pay_counts_from_knowing_while_the_day_the_employment_ended_is_not_said() -> None:
    assert keys(stated(WAGES, known_on=KNOWN, employment="ended")) == [("limitation", KNOWN)]


def test_a_claim_that_is_not_for_pay_is_never_exempt() -> None:
    found = stated(SEVERANCE, known_on=KNOWN, employment="ongoing")
    assert found is not None
    assert not found.is_exempt
    assert keys(found) == [("limitation", KNOWN)]


@pytest.mark.parametrize("arbitration", [Arbitration.PENDING, Arbitration.AWARDED])
def test_nothing_is_counted_once_arbitration_was_asked_for(arbitration: Arbitration) -> None:
    assert stated(WAGES, arbitration=arbitration, known_on=KNOWN) is None


def test_an_application_that_says_nothing_of_it_has_no_limitation() -> None:
    assert stated(WAGES) is None


def test_an_employment_that_goes_on_has_no_last_day_at_work() -> None:
    with pytest.raises(InvalidError) as refusal:
        stated(WAGES, employment="ongoing", ended_on=LEFT)
    assert (refusal.value.code, refusal.value.facts) == (
        "limitation.invalid",
        {"employment_ended_on": "still_employed"},
    )


@pytest.mark.parametrize("name", ["known_on", "employment_ended_on"])
def test_a_day_to_come_is_refused(name: str) -> None:
    tomorrow = date(2026, 4, 1)
    application = Application(
        employment=Employment.ENDED,
        known_on=tomorrow if name == "known_on" else None,
        employment_ended_on=tomorrow if name == "employment_ended_on" else None,
    )
    with pytest.raises(InvalidError) as refusal:
        application.require_valid(NOW, NOW)
    assert (refusal.value.code, refusal.value.facts) == ("limitation.invalid", {name: "future"})


def case_facts(limitation: Limitation, effect: EffectFact | None = None) -> Facts:
    return Facts(case=a_case(received_at=NOW), policy=LUOYANG, limitations=(LimitationFact(limitation),), effect=effect)


def both() -> Limitation:
    return Limitation(CASE, KNOWN, Employment.ENDED, LEFT, pay=True, other=True)


def test_the_clock_ends_after_a_year_with_article_and_names_the_application_as_evidence() -> None:
    found = {clock.key: clock for clock in clocks(case_facts(both()), WorkCalendar(NOTICES), NOW)}
    general, pay = found["limitation"], found["limitation_pay"]

    assert general.deadline.rule is pay.deadline.rule is DeadlineRule.ARB_LIMIT_1Y
    assert (general.deadline.nominal, general.deadline.due) == (date(2026, 6, 3), date(2026, 6, 3))
    # 12 September 2026 is a Saturday.
    assert (pay.deadline.nominal, pay.deadline.due) == (date(2026, 9, 12), date(2026, 9, 14))
    assert general.article == "劳动争议调解仲裁法 第二十七条"
    assert any("2026-03-31 09:41 申请调解有首次收件凭证" in line and "待确认" in line for line in general.trace)


def test_the_application_to_mediate_moves_no_date() -> None:
    late = datetime(2026, 7, 1, tzinfo=BEIJING)
    found = {clock.key: clock for clock in clocks(case_facts(both()), WorkCalendar(NOTICES), late)}
    assert found["limitation"].state is ClockState.PASSED


def test_of_what_an_agreement_on_a_part_leaves_the_time_to_ask_for_arbitration_runs_on() -> None:
    found = clocks(case_facts(both(), EffectFact(NOW, leaves_rest=True)), WorkCalendar(NOTICES), NOW)
    assert {clock.key for clock in found if clock.key.startswith("limitation")} == {"limitation", "limitation_pay"}


def test_once_arbitration_was_asked_for_no_day_to_ask_for_it_is_counted() -> None:
    asked = replace(case_facts(both()), arbitration_asked=True)

    assert not [one for one in clocks(asked, WorkCalendar(NOTICES), NOW) if one.key.startswith("limitation")]


def test_an_agreement_in_force_takes_the_place_of_the_claims() -> None:
    found = clocks(case_facts(both(), EffectFact(NOW)), WorkCalendar(NOTICES), NOW)
    assert not [clock for clock in found if clock.key.startswith("limitation")]
