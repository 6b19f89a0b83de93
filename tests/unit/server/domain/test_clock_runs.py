"""The periods that the facts of a case start: choosing, answering, asking, going to court, and after an agreement."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from server.domain.beijing import BEIJING, beijing_day
from server.domain.case import CaseSource, CaseStage, CaseState, Procedure
from server.domain.choice import ChoiceState
from server.domain.clock_facts import AwardFact, ChoiceFact, EffectFact, ReferralFact, RespondentFact
from server.domain.clock_runs import asking_ends
from server.domain.clocks import (
    ClockState,
    clocks,
    lapsed,
    referral_clocks,
    too_late,
)
from server.domain.deadlines import DeadlineRule
from server.domain.ids import CaseId, Identity
from server.domain.party import Side
from server.domain.term import (
    StartEvent,
    Term,
)
from tests.unit.server.domain.test_clocks import ACCEPTED, CALENDAR, ZHOU, facts, granted, named, pause, term


def test_an_organisations_own_case_has_fifteen_days_beside_the_thirty() -> None:
    known = facts(case={"source": CaseSource.ORGANISATION, "court_number": None})
    found = clocks(known, CALENDAR, ACCEPTED)

    assert named(found, "organisation").deadline.due == date(2026, 3, 18)
    assert named(found, "term").deadline.nominal == date(2026, 4, 5)


@pytest.mark.parametrize("state", [CaseState.RETURNED, CaseState.FILED])
def test_no_fifteen_days_run_of_an_application_the_organisation_gave_back(state: CaseState) -> None:
    known = facts(case={"source": CaseSource.ORGANISATION, "court": None, "court_number": None, "state": state})

    assert "organisation" not in {one.key for one in clocks(known, CALENDAR, ACCEPTED)}


def test_a_referral_always_shows_both_thresholds() -> None:
    sent = datetime(2026, 3, 4, 9, 26, tzinfo=BEIJING)
    three, five = referral_clocks(sent, None, CALENDAR, sent)

    assert (three.deadline.due, five.deadline.due) == (date(2026, 3, 9), date(2026, 3, 11))
    assert (three.remaining, five.remaining) == (3, 5)


def test_an_acceptance_on_day_four_is_late_for_the_first_threshold_and_in_time_for_the_second() -> None:
    sent = datetime(2026, 3, 4, 9, 26, tzinfo=BEIJING)
    found = clocks(facts(referral=ReferralFact(sent, sent + timedelta(days=6))), CALENDAR, ACCEPTED)

    assert named(found, "accept_3").state is ClockState.PASSED
    assert named(found, "accept_5").state is ClockState.DONE


def test_each_party_has_its_own_day_after_an_award_and_first_receipt_counts_as_filing() -> None:
    awards = (
        AwardFact("li", "李秀兰", Side.APPLICANT, date(2026, 2, 25), DeadlineRule.SUE_15D),
        AwardFact("co", "某公司", Side.RESPONDENT, date(2026, 2, 27), DeadlineRule.SUE_15D),
    )
    found = clocks(facts(awards=awards), CALENDAR, ACCEPTED)

    worker, company = named(found, "sue:li"), named(found, "sue:co")
    assert (worker.deadline.due, worker.state, worker.done_on) == (
        date(2026, 3, 12),
        ClockState.DONE,
        date(2026, 3, 3),
    )
    assert (company.deadline.nominal, company.deadline.due) == (date(2026, 3, 14), date(2026, 3, 16))
    assert company.state is ClockState.RUNNING


def test_an_award_that_comes_after_the_courts_first_receipt_starts_fifteen_days_that_run() -> None:
    award = AwardFact("li", "李秀兰", Side.APPLICANT, date(2026, 3, 4), DeadlineRule.SUE_15D)
    known = facts(awards=(award,))

    running = named(clocks(known, CALENDAR, ACCEPTED), "sue:li")
    over = named(clocks(known, CALENDAR, ACCEPTED + timedelta(days=30)), "sue:li")

    assert (running.state, running.done_on, running.deadline.due) == (ClockState.RUNNING, None, date(2026, 3, 19))
    assert "能否视为起诉待确认" in running.trace[0]
    assert over.state is ClockState.PASSED


def test_an_award_received_on_the_day_of_the_first_receipt_is_sued_against_by_it() -> None:
    award = AwardFact("li", "李秀兰", Side.APPLICANT, date(2026, 3, 3), DeadlineRule.SUE_15D)

    assert named(clocks(facts(awards=(award,)), CALENDAR, ACCEPTED), "sue:li").done_on == date(2026, 3, 3)


def test_a_worker_added_within_the_own_fifteen_days_keeps_a_clock_that_runs_and_then_is_over() -> None:
    joined = datetime(2026, 3, 10, 9, 0, tzinfo=BEIJING)
    award = AwardFact("li", "李秀兰", Side.APPLICANT, date(2026, 3, 2), DeadlineRule.SUE_15D, joined)
    known = facts(awards=(award,))

    running = named(clocks(known, CALENDAR, joined), "sue:li")
    found = clocks(known, CALENDAR, datetime(2026, 4, 25, 9, 0, tzinfo=BEIJING))

    assert (running.state, running.done_on, running.deadline.due) == (ClockState.RUNNING, None, date(2026, 3, 17))
    assert "2026-03-10 加入本案" in running.trace[0]
    assert "待确认" in running.trace[0]
    assert named(found, "sue:li").state is ClockState.PASSED
    assert (too_late(known, found), lapsed(known, found)) == ((), (award,))


@pytest.mark.parametrize("changes", [{"case": {"state": CaseState.RETURNED}}, {"was_returned": True}])
def test_while_an_application_is_given_back_the_time_to_sue_runs(changes: dict[str, Any]) -> None:
    award = AwardFact("li", "李秀兰", Side.APPLICANT, date(2026, 2, 25), DeadlineRule.SUE_15D)
    found = named(clocks(facts(awards=(award,), **changes), CALENDAR, ACCEPTED), "sue:li")

    assert (found.state, found.done_on, found.deadline.due) == (ClockState.RUNNING, None, date(2026, 3, 12))
    assert "材料已经退回" in found.trace[0]


@pytest.mark.parametrize(
    ("on", "late"), [(date(2026, 2, 5), True), (date(2026, 2, 25), False)], ids=["before they came", "since"]
)
def test_a_day_that_passed_since_the_papers_came_is_told_apart_from_one_that_was_over_before(
    on: date, *, late: bool
) -> None:
    award = AwardFact("li", "李秀兰", Side.APPLICANT, on, DeadlineRule.SUE_15D)
    known = facts(awards=(award,), case={"source": CaseSource.ORGANISATION, "court": None})
    found = clocks(known, CALENDAR, ACCEPTED + timedelta(days=30))

    assert (too_late(known, found), lapsed(known, found)) == (((award,), ()) if late else ((), (award,)))
    assert lapsed(replace(known, ended_at=ACCEPTED), found) == ()


def test_an_organisations_fifteen_days_open_nothing_once_arbitration_was_asked_for() -> None:
    known = facts(arbitration_asked=True, case={"source": CaseSource.ORGANISATION, "court": None})

    for now in (ACCEPTED, ACCEPTED + timedelta(days=20)):
        assert "organisation" not in {one.key for one in clocks(known, CALENDAR, now)}


def test_nothing_of_the_term_before_lengthens_the_one_another_organisation_begins() -> None:
    later = ACCEPTED + timedelta(days=38)
    began = Term(CaseId("case1"), StartEvent.ACCEPTED, later, former_at=ACCEPTED)
    before = (pause(ACCEPTED + timedelta(days=4), 5),)
    respondent = RespondentFact(Identity("co"), "某公司", None)
    known = facts(term=began, extensions=(granted(),), pauses=before, respondents=(respondent,))

    plain = term(facts(term=began), later).deadline

    assert term(known, later).deadline == plain
    assert plain.start == beijing_day(later)
    assert named(clocks(known, CALENDAR, later), "contact:co").state is ClockState.RUNNING


def test_receipt_by_an_organisation_is_no_filing_and_the_time_to_sue_runs_on() -> None:
    award = AwardFact("li", "李秀兰", Side.APPLICANT, date(2026, 2, 25), DeadlineRule.SUE_15D)
    known = facts(awards=(award,), case={"source": CaseSource.ORGANISATION, "court": None, "court_number": None})

    running = named(clocks(known, CALENDAR, ACCEPTED), "sue:li")
    assert (running.state, running.done_on, running.remaining) == (ClockState.RUNNING, None, 6)
    assert not any("视为" in line for line in running.trace)
    assert "不是向法院递交" in running.trace[0]
    assert too_late(known, clocks(known, CALENDAR, ACCEPTED)) == ()
    over = clocks(known, CALENDAR, ACCEPTED + timedelta(days=7))
    assert named(over, "sue:li").state is ClockState.PASSED
    assert (too_late(known, over), lapsed(known, over)) == ((), (award,))


def test_first_receipt_after_day_fifteen_is_not_in_time() -> None:
    award = AwardFact("li", "李秀兰", Side.APPLICANT, date(2026, 2, 5), DeadlineRule.SUE_15D)

    other = AwardFact("co", "某公司", Side.RESPONDENT, date(2026, 2, 5), DeadlineRule.SUE_15D)
    known = facts(awards=(award, other))

    found = clocks(known, CALENDAR, ACCEPTED)

    assert named(found, "sue:li").state is ClockState.PASSED
    assert (too_late(known, found), lapsed(known, found)) == ((award,), ())


def test_after_an_award_is_set_aside_the_first_receipt_is_no_suit_and_each_party_has_its_own_fifteen_days() -> None:
    awards = (
        AwardFact("li", "李秀兰", Side.APPLICANT, date(2026, 2, 25), DeadlineRule.SUE_ANNULLED_15D),
        AwardFact("co", "某公司", Side.RESPONDENT, date(2026, 2, 27), DeadlineRule.SUE_ANNULLED_15D),
    )
    found = {clock.key: clock for clock in clocks(facts(awards=awards), CALENDAR, ACCEPTED)}
    li, co = found["sue_annulled:li"], found["sue_annulled:co"]

    assert (li.event, li.who, li.done_on) == ("annulled", "李秀兰", None)
    assert (li.deadline.start, co.deadline.start) == (date(2026, 2, 25), date(2026, 2, 27))
    assert li.article == "劳动争议调解仲裁法 第四十九条第三款"


@pytest.mark.parametrize("source", [CaseSource.COMMISSIONED, CaseSource.JUDGE])
def test_in_litigation_no_time_to_go_to_court_is_shown_and_nobody_is_called_late(source: CaseSource) -> None:
    awards = (
        AwardFact("li", "李秀兰", Side.APPLICANT, date(2026, 1, 5), DeadlineRule.SUE_15D),
        AwardFact("co", "某公司", Side.RESPONDENT, date(2026, 1, 5), DeadlineRule.SET_ASIDE_30D),
    )
    pending = {"source": source, "stage": CaseStage.LITIGATION, "procedure": Procedure.SUMMARY}
    known = facts(awards=awards, case=pending)

    found = clocks(known, CALENDAR, ACCEPTED)

    assert not {"sue:li", "set_aside:co"} & {clock.key for clock in found}
    assert too_late(known, found) == ()


def test_against_a_final_award_the_employer_has_thirty_days_and_the_worker_fifteen() -> None:
    awards = (
        AwardFact("li", "李秀兰", Side.APPLICANT, date(2026, 1, 18), DeadlineRule.SUE_15D),
        AwardFact("co", "某公司", Side.RESPONDENT, date(2026, 1, 18), DeadlineRule.SET_ASIDE_30D),
    )
    found = {clock.key: clock for clock in clocks(facts(awards=awards), CALENDAR, ACCEPTED)}

    assert found["set_aside:co"].deadline.due == date(2026, 2, 24)
    assert "sue:co" not in found
    assert found["sue:li"].deadline.start == date(2026, 1, 18)


def test_an_agreement_starts_both_doors_and_each_has_its_own_day() -> None:
    at = datetime(2025, 9, 18, 11, 0, tzinfo=BEIJING)
    found = clocks(facts(effect=EffectFact(at, last_performance_on=date(2025, 10, 31)), ended_at=at), CALENDAR, at)

    assert named(found, "confirmation").deadline.due == date(2025, 10, 20)
    assert named(found, "review").deadline.due == date(2025, 10, 9)
    assert "enforcement" not in {clock.key for clock in found}


def test_nobody_is_reminded_of_the_way_that_is_closed_because_the_other_one_was_taken() -> None:
    at = datetime(2025, 9, 18, 11, 0, tzinfo=BEIJING)
    to_court = EffectFact(at, confirmation_sent_at=at, is_with_others=True)
    court_paper, none_left = EffectFact(at, is_with_others=True), EffectFact(at, confirmation_sent_at=None)

    def ways(effect: EffectFact) -> set[str]:
        found = clocks(facts(effect=effect, ended_at=at), CALENDAR, at)
        return {"confirmation", "review"} & {clock.key for clock in found}

    assert ways(to_court) == {"confirmation"}
    assert ways(court_paper) == set()
    assert ways(none_left) == {"confirmation", "review"}


def test_what_court_or_commission_made_enforceable_is_enforced_within_two_years_of_the_last_instalment() -> None:
    at = datetime(2025, 9, 18, 11, 0, tzinfo=BEIJING)
    granted_by_court = EffectFact(at, last_performance_on=date(2025, 10, 31), is_enforceable=True)
    found = clocks(facts(effect=granted_by_court, ended_at=at), CALENDAR, at)

    assert named(found, "enforcement").deadline.nominal == date(2027, 10, 31)
    assert named(found, "enforcement").deadline.provisional


def test_in_litigation_an_agreement_starts_no_door_of_confirmation() -> None:
    found = clocks(facts(effect=EffectFact(ACCEPTED, is_confirmable=False)), CALENDAR, ACCEPTED)

    assert not {"confirmation", "review"} & {clock.key for clock in found}


def test_a_confirmation_before_2024_cites_the_number_of_its_time() -> None:
    at = datetime(2023, 8, 30, 10, 0, tzinfo=BEIJING)
    clock = named(clocks(facts(effect=EffectFact(at)), CALENDAR, at), "confirmation")

    assert (clock.article, clock.deadline.due) == ("民事诉讼法 第二百零一条", date(2023, 10, 7))


EARLIER = ACCEPTED - timedelta(days=40)
OTHER = RespondentFact(Identity("other"), "派遣公司", None)


def test_each_respondent_has_three_working_days_of_its_own_under_its_name() -> None:
    answered = replace(ZHOU, contacted_at=ACCEPTED + timedelta(hours=2))
    found = clocks(facts(respondents=(answered, OTHER)), CALENDAR, ACCEPTED + timedelta(days=30))

    seen = {clock.who: clock.state for clock in found if clock.key.startswith("contact:")}
    assert seen == {"周经理": ClockState.DONE, "派遣公司": ClockState.PASSED}


def test_whoever_was_added_later_is_asked_from_then_on_and_nobody_gets_more_time_by_it() -> None:
    later = replace(OTHER, added_at=datetime(2026, 3, 18, 23, 59, tzinfo=BEIJING))
    known = facts(respondents=(ZHOU, later, replace(later, identity=Identity("early"), added_at=EARLIER)))

    ends = asking_ends(known, CALENDAR)

    assert ends == {"zhou": date(2026, 3, 11), "other": date(2026, 3, 23), "early": date(2026, 3, 11)}
    assert named(clocks(known, CALENDAR, ACCEPTED), "contact:other").event == "added"


def test_whoever_was_reached_has_no_last_day_of_asking() -> None:
    reached = replace(ZHOU, contacted_at=ACCEPTED)

    assert asking_ends(facts(respondents=(reached,)), CALENDAR) == {}
    assert asking_ends(facts(respondents=(ZHOU,), ended_at=ACCEPTED), CALENDAR) == {}


TO_APPOINT = {"state": CaseState.TO_APPOINT}
OPENED = datetime(2026, 4, 1, 9, 0, tzinfo=BEIJING)
HANDED = datetime(2026, 4, 3, 0, 5, tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (None, ("appoint", DeadlineRule.APPOINT_3WD, date(2026, 3, 3))),
        (ChoiceFact(ChoiceState.OPEN, OPENED), ("pick", DeadlineRule.PICK_2WD, date(2026, 4, 1))),
        (ChoiceFact(ChoiceState.COURT, OPENED, HANDED), ("appoint", DeadlineRule.APPOINT_3WD, date(2026, 4, 3))),
        (ChoiceFact(ChoiceState.MATCHED, OPENED), None),
    ],
)
def test_while_a_mediator_is_to_be_found_the_parties_or_the_court_have_their_days(
    choice: ChoiceFact | None, expected: tuple[str, DeadlineRule, date] | None
) -> None:
    found = clocks(facts(choice=choice, term=None, case=TO_APPOINT), CALENDAR, OPENED)

    runs = [(one.key, one.deadline.rule, one.deadline.start) for one in found]
    assert runs == ([expected] if expected else [])


def test_an_application_that_lies_at_intake_is_due_after_three_working_days_from_its_receipt() -> None:
    waiting = facts(term=None, case={"state": CaseState.RECEIVED})
    (found,) = clocks(waiting, CALENDAR, datetime(2026, 3, 9, 9, 0, tzinfo=BEIJING))

    assert (found.key, found.deadline.rule, found.deadline.start) == (
        "take_on",
        DeadlineRule.APPOINT_3WD,
        date(2026, 3, 3),
    )
    assert (found.deadline.due, found.state, found.remaining) == (date(2026, 3, 6), ClockState.PASSED, None)


@pytest.mark.parametrize(
    "case",
    [
        {"state": CaseState.RETURNED},
        {"state": CaseState.RECEIVED, "source": CaseSource.JUDGE},
        {"state": CaseState.RECEIVED, "source": CaseSource.ORGANISATION, "court": None},
    ],
)
def test_no_court_has_days_to_take_on_what_was_returned_what_a_judge_presides_over_or_another_house_received(
    case: dict[str, Any],
) -> None:
    known = facts(term=None, case=case)
    assert {one.key for one in clocks(known, CALENDAR, ACCEPTED)}.isdisjoint({"take_on", "appoint"})


@pytest.mark.parametrize("state", [CaseState.AWAITING_ACCEPTANCE, CaseState.ACCEPTED, CaseState.FILED])
@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        (HANDED, ClockState.DONE),
        # Three working days from Friday 3 April, over the holiday of the dead: up to 9 April.
        (datetime(2026, 4, 9, 23, 59, tzinfo=BEIJING), ClockState.DONE),
        (datetime(2026, 4, 10, 0, 0, tzinfo=BEIJING), ClockState.PASSED),
    ],
)
def test_once_the_court_has_appointed_its_three_days_are_shown_as_done_in_time_or_late(
    sent: datetime, shown: ClockState, state: CaseState
) -> None:
    closed = ChoiceFact(ChoiceState.CLOSED, OPENED, HANDED)
    known = facts(choice=closed, referral=ReferralFact(sent), term=None, case={"state": state})
    found = named(clocks(known, CALENDAR, sent + timedelta(days=30)), "appoint")

    assert (found.deadline.start, found.deadline.due) == (date(2026, 4, 3), date(2026, 4, 9))
    assert (found.state, found.done_on, found.remaining) == (shown, sent.date(), None)


@pytest.mark.parametrize(
    ("choice", "referral"),
    [
        # The parties chose; nobody began to choose; what was handed over was given up with the case.
        (ChoiceFact(ChoiceState.CLOSED, OPENED), ReferralFact(HANDED)),
        (None, ReferralFact(HANDED)),
        (ChoiceFact(ChoiceState.CLOSED, OPENED, HANDED), None),
        (ChoiceFact(ChoiceState.CLOSED, OPENED, HANDED), ReferralFact(HANDED - timedelta(days=9), HANDED)),
    ],
)
def test_no_appointment_is_shown_that_the_court_did_not_make(
    choice: ChoiceFact | None, referral: ReferralFact | None
) -> None:
    known = facts(choice=choice, referral=referral, term=None, case={"state": CaseState.ENDED})
    assert "appoint" not in {one.key for one in clocks(known, CALENDAR, HANDED)}


def test_while_an_answer_to_the_referral_is_awaited_no_days_to_ask_the_other_side_run() -> None:
    asked = ChoiceFact(ChoiceState.COURT, OPENED, OPENED, one_sided=True)
    silent = (RespondentFact(Identity("zhou"), "周经理", None),)

    def keys(state: CaseState) -> set[str]:
        known = facts(choice=asked, respondents=silent, term=None, case={"state": state})
        return {one.key for one in clocks(known, CALENDAR, OPENED + timedelta(days=30))}

    assert "contact:zhou" in keys(CaseState.TO_APPOINT)
    assert "contact:zhou" not in keys(CaseState.AWAITING_ACCEPTANCE)


def test_nobody_has_days_to_choose_in_once_a_letter_went_out_or_where_no_court_appoints() -> None:
    choice = ChoiceFact(ChoiceState.MATCHED, OPENED)
    referred = facts(choice=choice, term=None, case={"state": CaseState.AWAITING_ACCEPTANCE})
    own = facts(
        choice=None, term=None, case={"state": CaseState.TO_APPOINT, "source": CaseSource.ORGANISATION, "court": None}
    )

    keys = {one.key for each in (referred, own) for one in clocks(each, CALENDAR, OPENED)}

    assert keys.isdisjoint({"pick", "appoint"})
