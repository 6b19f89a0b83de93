"""The clocks of a case: what runs, what stands still, what is over, and how each was worked out."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.beijing import BEIJING, beijing_day
from server.domain.calendar import NOTICES, WorkCalendar, days, year_notice
from server.domain.case import CaseSource, CaseStage, CaseState, Procedure
from server.domain.choice import ChoiceState
from server.domain.clocks import (
    AwardFact,
    ChoiceFact,
    Clock,
    ClockState,
    EffectFact,
    Facts,
    ReferralFact,
    RespondentFact,
    asking_ends,
    clocks,
    current_end,
    extended_end,
    lapsed,
    next_due,
    referral_clocks,
    term_clock,
    too_late,
)
from server.domain.day_strip import DayKind
from server.domain.deadlines import DeadlineRule
from server.domain.ids import CaseId, Identity
from server.domain.party import Side
from server.domain.term import (
    LUOYANG,
    Extension,
    ExtensionBase,
    ExtensionState,
    Pause,
    PauseKind,
    StartEvent,
    Term,
)
from tests.factories import a_case

CALENDAR = WorkCalendar(NOTICES)
ACCEPTED = datetime(2026, 3, 6, 10, 12, tzinfo=BEIJING)
STARTS = st.integers(0, 820).map(
    lambda hours: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(hours=hours * 24 + hours % 24)
)
LENGTHS = st.integers(0, 40)


def facts(accepted: datetime = ACCEPTED, **changes: Any) -> Facts:  # noqa: ANN401 - any fact of a case
    case = a_case(received_at=datetime(2026, 3, 3, 14, 8, 51, tzinfo=BEIJING), **changes.pop("case", {}))
    term = Term(case.id, StartEvent.ACCEPTED, accepted)
    return Facts(**{"case": case, "policy": LUOYANG, "term": term, **changes})


def granted(days_more: int = 30, base: ExtensionBase = ExtensionBase.ROLLED) -> Extension:
    return Extension(
        "ext1", CaseId("case1"), ACCEPTED, "王调解员", "双方还在核对账目", days_more, base,
        state=ExtensionState.GRANTED, granted_at=ACCEPTED + timedelta(days=20),
    )  # fmt: skip


def pause(start: datetime, length: int | None, kind: PauseKind = PauseKind.APPRAISAL) -> Pause:
    ended = None if length is None else start + timedelta(days=length)
    return Pause("pause1", CaseId("case1"), kind, start, "王调解员", "伤残鉴定", ended)


def named(found: tuple[Clock, ...], key: str) -> Clock:
    return next(clock for clock in found if clock.key == key)


def term(known: Facts, now: datetime = ACCEPTED) -> Clock:
    found = term_clock(known, CALENDAR, now)
    assert found is not None
    return found


def test_the_term_shows_nominal_and_rolled_end_with_article_and_working() -> None:
    found = term(facts(), datetime(2026, 3, 18, 9, 2, tzinfo=BEIJING))

    assert (found.deadline.nominal, found.deadline.due) == (date(2026, 4, 5), date(2026, 4, 7))
    assert (found.state, found.remaining, found.article) == (ClockState.RUNNING, 20, "在线调解规则 第二十四条")
    assert found.trace[0] == "2026-03-06 10:12 平台确认接受，自此起算（在线调解规则 第二十四条第二款）"
    assert found.trace[-1] == "2026-04-07 24:00 届满"


def test_acceptance_after_midnight_in_beijing_starts_on_that_day() -> None:
    found = term(facts(datetime(2024, 9, 30, 16, 30, tzinfo=UTC)))

    assert found.deadline.start == date(2024, 10, 1)


def test_the_materials_signed_for_earlier_are_shown_and_decide_nothing() -> None:
    began = Term(CaseId("case1"), StartEvent.ACCEPTED, ACCEPTED, ACCEPTED - timedelta(days=1))
    found = term(facts(term=began))

    assert found.deadline.start == date(2026, 3, 6)
    assert any("材料签收 2026-03-05，仅供对照" in line for line in found.trace)


@pytest.mark.parametrize(
    ("stage", "procedure", "length"),
    [(CaseStage.LITIGATION, Procedure.ORDINARY, 15), (CaseStage.LITIGATION, Procedure.SUMMARY, 7)],
)
def test_in_litigation_the_term_follows_the_procedure(stage: CaseStage, procedure: Procedure, length: int) -> None:
    known = facts(case={"source": CaseSource.COMMISSIONED, "stage": stage, "procedure": procedure})

    assert term(known).deadline.nominal == date(2026, 3, 6) + timedelta(days=length)


def test_an_appraisal_of_five_days_moves_the_end_by_five_and_shows_it() -> None:
    plain = term(facts())
    moved = term(facts(pauses=(pause(ACCEPTED + timedelta(days=4), 5),)), ACCEPTED + timedelta(days=12))

    assert moved.deadline.nominal - plain.deadline.nominal == timedelta(days=5)
    assert "鉴定 3月10日起 5 日不计，届满日后移" in moved.trace


def test_an_appraisal_that_ended_on_its_day_moves_nothing_and_is_not_in_the_working() -> None:
    moved = term(facts(pauses=(pause(ACCEPTED + timedelta(days=4), 0),)), ACCEPTED + timedelta(days=12))

    assert moved.deadline.due == term(facts()).deadline.due
    assert not any("鉴定" in line for line in moved.trace)


def test_while_an_appraisal_runs_the_clock_stands_still() -> None:
    known = facts(pauses=(pause(ACCEPTED + timedelta(days=4), None),))

    first = term(known, ACCEPTED + timedelta(days=6))
    later = term(known, ACCEPTED + timedelta(days=60))

    assert (first.state, later.state) == (ClockState.STOPPED, ClockState.STOPPED)
    assert later.deadline.nominal - later.deadline.start == timedelta(days=30 + 56)


def test_a_suspension_is_to_be_decided_on_within_seven_days_which_no_rule_sets() -> None:
    stopped = facts(pauses=(pause(ACCEPTED, None, PauseKind.SUSPENSION),))

    found = named(clocks(stopped, CALENDAR, ACCEPTED), "suspension")

    assert (found.deadline.nominal, found.article) == (date(2026, 3, 13), "在线调解规则 第二十三条")
    assert "没有定期限" in found.trace[0]
    assert named(clocks(stopped, CALENDAR, ACCEPTED + timedelta(days=9)), "suspension").state is ClockState.PASSED


@pytest.mark.parametrize(
    "changes",
    [
        {"pauses": (pause(ACCEPTED, 2, PauseKind.SUSPENSION),)},
        {"pauses": (pause(ACCEPTED, None, PauseKind.APPRAISAL),)},
        {"pauses": (pause(ACCEPTED, None, PauseKind.SUSPENSION),), "ended_at": ACCEPTED + timedelta(days=1)},
    ],
)
def test_nobody_has_to_decide_on_a_suspension_that_is_lifted_or_ended_or_on_an_appraisal(changes: Any) -> None:  # noqa: ANN401 - any fact of a case
    assert "suspension" not in {clock.key for clock in clocks(facts(**changes), CALENDAR, ACCEPTED)}


def test_an_extension_counts_from_the_rolled_end_unless_the_court_decided_otherwise() -> None:
    started = datetime(2025, 9, 1, 9, 0, tzinfo=BEIJING)
    rolled = term(facts(started, extensions=(granted(),)), started)
    nominal = term(facts(started, extensions=(granted(base=ExtensionBase.NOMINAL),)), started)

    assert (rolled.deadline.start, rolled.deadline.due) == (date(2025, 10, 9), date(2025, 11, 10))
    assert nominal.deadline.start == date(2025, 10, 1)
    assert "各方同意延长 30 日，自顺延后届满日 2025-10-09 起算" in rolled.trace
    assert rolled.extended_by == 30


def test_what_the_end_would_be_with_more_days_is_known_before_anybody_agrees() -> None:
    known = facts()
    end, more = current_end(known, CALENDAR, ACCEPTED), extended_end(known, 30, CALENDAR, ACCEPTED)

    assert end is not None
    assert more is not None
    assert (end.due, more.due) == (date(2026, 4, 7), date(2026, 5, 7))


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


def test_a_term_that_touches_a_year_without_a_notice_is_provisional_until_the_notice_is_loaded() -> None:
    accepted = datetime(2026, 12, 3, 10, 0, tzinfo=BEIJING)
    before = term(facts(accepted), accepted)
    fuller = CALENDAR.with_notice(2027, year_notice(2027, "通知", days(date(2027, 1, 1), date(2027, 1, 5)), ()))
    after = term_clock(facts(accepted), fuller, accepted)

    assert before.deadline.provisional
    assert after is not None
    assert not after.deadline.provisional
    assert (before.deadline.due, after.deadline.due) == (date(2027, 1, 4), date(2027, 1, 6))


def test_the_strip_shows_rest_and_makeup_days_around_the_end() -> None:
    found = term(facts())

    assert [(day.day.day, day.kind) for day in found.strip] == [
        (3, DayKind.WORKING),
        (4, DayKind.HOLIDAY),
        (5, DayKind.HOLIDAY),
        (6, DayKind.HOLIDAY),
        (7, DayKind.WORKING),
        (8, DayKind.WORKING),
    ]


def test_an_ended_case_has_nothing_running_for_its_mediator() -> None:
    found = clocks(facts(ended_at=ACCEPTED + timedelta(days=10)), CALENDAR, ACCEPTED + timedelta(days=40))

    assert named(found, "term").state is ClockState.DONE
    assert next_due(found) is None


def test_the_running_clock_that_ends_first_is_the_next() -> None:
    following = next_due(clocks(facts(respondents=(ZHOU,)), CALENDAR, ACCEPTED))

    assert following is not None
    assert following.key == "contact:zhou"


ZHOU = RespondentFact(Identity("zhou"), "周经理", None)
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


EARLIER = ACCEPTED - timedelta(days=40)


def test_a_clock_is_done_until_the_last_second_of_its_day_and_passed_after_it() -> None:
    last = datetime(2026, 4, 7, 23, 59, 59, tzinfo=BEIJING)

    assert term(facts(), last).state is ClockState.RUNNING
    assert term(facts(), last + timedelta(seconds=1)).state is ClockState.PASSED
    assert term(facts(), last + timedelta(seconds=1)).remaining is None


@given(STARTS, LENGTHS, LENGTHS)
def test_more_days_of_pause_never_end_the_term_earlier(start: datetime, after: int, length: int) -> None:
    shorter = term(facts(start, pauses=(pause(start + timedelta(days=after), length),)), start + timedelta(days=90))
    longer = term(facts(start, pauses=(pause(start + timedelta(days=after), length + 1),)), start + timedelta(days=90))

    assert shorter.deadline.due <= longer.deadline.due


@given(STARTS, st.integers(0, 45), LENGTHS)
def test_a_term_stopped_on_a_day_it_runs_has_as_many_days_left_on_resuming_and_one_stopped_later_none(
    start: datetime, after: int, length: int
) -> None:
    plain, at = term(facts(start), start).deadline, start + timedelta(days=after)
    stopped, resumed = facts(start, pauses=(pause(at, None),)), facts(start, pauses=(pause(at, length),))
    first, later = beijing_day(at), beijing_day(at + timedelta(days=length))
    standing, found = (term(known, at + timedelta(days=length)) for known in (stopped, resumed))

    if first > plain.due:
        assert (standing.state, standing.deadline.due) == (ClockState.PASSED, plain.due)
        assert found.deadline.due == plain.due
    else:
        left = (plain.nominal if first <= plain.nominal else plain.due) - first
        assert standing.state is ClockState.STOPPED
        assert found.state is ClockState.RUNNING
        assert found.deadline.nominal - later >= left
        assert (standing.deadline.due, standing.remaining) == (found.deadline.due, found.remaining)


def test_an_appraisal_that_begins_on_the_rolled_last_day_moves_that_day_and_the_working_says_so() -> None:
    start = datetime(2026, 10, 8, 9, 0, tzinfo=BEIJING)
    known = facts(start, pauses=(pause(datetime(2026, 11, 9, 9, 0, tzinfo=BEIJING), 11),))
    found = term(known, datetime(2026, 11, 20, 9, 0, tzinfo=BEIJING))

    assert (found.state, found.deadline.due) == (ClockState.RUNNING, date(2026, 11, 20))
    assert "鉴定 11月9日起 11 日不计，自顺延后的 2026-11-09 起，届满日后移" in found.trace


@given(STARTS, LENGTHS, st.sampled_from(ExtensionBase))
def test_the_end_is_a_working_day_and_the_last_line_of_the_trace(
    start: datetime, length: int, base: ExtensionBase
) -> None:
    known = facts(start, pauses=(pause(start + timedelta(days=3), length),), extensions=(granted(30, base),))
    found = term(known, start + timedelta(days=90))

    assert CALENDAR.is_working_day(found.deadline.due)
    assert found.trace[-1].startswith(found.deadline.due.isoformat())
    assert found.deadline.due in {day.day for day in found.strip}


@given(STARTS)
def test_an_extension_never_ends_before_the_term_it_extends(start: datetime) -> None:
    plain, more = term(facts(start)), term(facts(start, extensions=(granted(1),)))

    assert more.deadline.due > plain.deadline.due


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
