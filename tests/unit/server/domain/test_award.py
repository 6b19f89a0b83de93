from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from server.domain.award import (
    REMEDY,
    WORDING_VERSION,
    Arbitration,
    Award,
    Explanation,
    ExplanationChannel,
    Finality,
    Received,
    Standing,
    SuitBar,
    bar,
    dates_missing,
    explanation_owed,
    require_explained,
    untold,
)
from server.domain.calendar import NOTICES, WorkCalendar
from server.domain.case import Case, CaseSource, CaseStage, Procedure
from server.domain.deadlines import DeadlineRule
from server.domain.errors import ConflictError, InvalidError
from server.domain.ids import AccountId, CaseId, Identity
from server.domain.party import Absence, Participant, Role, Side
from tests.factories import a_case, a_participant

CALENDAR = WorkCalendar(NOTICES)
CHEN = a_participant(identity=Identity("chen"), name="陈志强")
FIRM = a_participant(identity=Identity("firm"), name="北辰重工", side=Side.RESPONDENT, title="被申请人")
LAWYER = a_participant(identity=Identity("lawyer"), name="赵律师", side=Side.RESPONDENT, role=Role.AGENT)
PEOPLE = (CHEN, FIRM, LAWYER)
ZHAO = a_participant(identity=Identity("zhao"), name="赵工友")


def received(who: Participant, on: date, standing: Standing = Standing.WORKER) -> Received:
    return Received(who.identity, standing, on, "EMS 签收回执")


def an_award(*dates: Received, finality: Finality = Finality.NOT_FINAL) -> Award:
    return Award(CaseId("case1"), Arbitration.AWARDED, "洛劳人仲案字〔2026〕57号", finality, dates)


def before_filing(received_at: datetime) -> Case:
    return a_case(received_at=received_at)


def explained(who: Participant, bar: SuitBar | None = SuitBar.LATE) -> Explanation:
    at = datetime(2026, 3, 31, 1, 50, tzinfo=UTC)
    return Explanation(
        CaseId("case1"),
        who.identity,
        WORDING_VERSION,
        at,
        ExplanationChannel.IN_PERSON,
        AccountId("clerk1"),
        "陈书记员",
        bar,
    )


def test_who_was_told_of_another_bar_is_told_of_this_one_again_and_what_was_told_before_it_was_kept_stands() -> None:
    people = (CHEN,)
    every = {
        (told, asked): untold(people, (explained(CHEN, told),), asked) for told in (*SuitBar, None) for asked in SuitBar
    }
    asked_again = {pair for pair, owed in every.items() if owed}
    same = {(one, one) for one in SuitBar}
    assert asked_again == {(told, asked) for told in SuitBar for asked in SuitBar} - same | {(None, SuitBar.LAPSED)}


def test_each_party_has_a_last_day_of_its_own_with_its_working() -> None:
    award = an_award(received(CHEN, date(2026, 3, 14)), received(FIRM, date(2026, 3, 16), Standing.EMPLOYER))

    chen, firm = award.last_days(CALENDAR)

    assert (chen.deadline.nominal, chen.deadline.due) == (date(2026, 3, 29), date(2026, 3, 30))
    assert firm.deadline.due == date(2026, 3, 31)
    assert any("顺延" in line for line in chen.deadline.trace())


@pytest.mark.parametrize("finality", Finality)
@pytest.mark.parametrize("standing", Standing)
def test_every_party_of_every_award_has_a_remedy(finality: Finality, standing: Standing) -> None:
    employer_of_final = (finality, standing) == (Finality.FINAL, Standing.EMPLOYER)

    assert REMEDY[finality, standing] is (DeadlineRule.SET_ASIDE_30D if employer_of_final else DeadlineRule.SUE_15D)


@pytest.mark.parametrize(
    ("instant", "late"),
    [
        (datetime(2026, 3, 30, 15, 59, 59, tzinfo=UTC), False),
        (datetime(2026, 3, 30, 16, 0, tzinfo=UTC), True),
    ],
)
def test_a_first_receipt_is_late_from_midnight_in_beijing_after_the_last_day(instant: datetime, *, late: bool) -> None:
    barred = bar(an_award(received(CHEN, date(2026, 3, 14))), PEOPLE, before_filing(instant), CALENDAR)

    assert barred is (SuitBar.LATE if late else None)


@pytest.mark.parametrize("day", [1, 20, 60])
def test_an_employer_that_brings_a_final_award_cannot_sue_whenever_it_comes_and_everyone_is_told(day: int) -> None:
    firm, worker = replace(FIRM, side=Side.APPLICANT), replace(CHEN, side=Side.RESPONDENT)
    on = date(2026, 3, 16)
    award = an_award(received(firm, on, Standing.EMPLOYER), finality=Finality.FINAL)
    brought = before_filing(datetime(2026, 3, 16, 4, 0, tzinfo=UTC) + timedelta(days=day))

    assert bar(award, (firm, worker), brought, CALENDAR) is SuitBar.FINAL
    assert explanation_owed(award, (firm, worker), (), brought, CALENDAR) == (firm, worker)


def test_an_employer_that_only_answers_to_a_final_award_owes_nobody_an_explanation() -> None:
    award = an_award(received(FIRM, date(2026, 3, 16), Standing.EMPLOYER), finality=Finality.FINAL)

    assert bar(award, PEOPLE, before_filing(datetime(2026, 3, 20, tzinfo=UTC)), CALENDAR) is None


def test_the_other_side_being_late_owes_nobody_an_explanation() -> None:
    award = an_award(received(FIRM, date(2026, 1, 5), Standing.EMPLOYER))

    assert explanation_owed(award, PEOPLE, (), before_filing(datetime(2026, 3, 31, tzinfo=UTC)), CALENDAR) == ()


def test_a_late_case_owes_every_party_an_explanation_and_no_agent() -> None:
    award = an_award(received(CHEN, date(2026, 3, 14)))
    late = before_filing(datetime(2026, 3, 31, 1, 41, tzinfo=UTC))

    assert explanation_owed(award, PEOPLE, (), late, CALENDAR) == (CHEN, FIRM)
    assert explanation_owed(award, PEOPLE, (explained(CHEN),), late, CALENDAR) == (FIRM,)


def test_a_late_case_goes_nowhere_before_the_last_party_was_told() -> None:
    award = an_award(received(CHEN, date(2026, 3, 14)))
    late = before_filing(datetime(2026, 3, 31, 1, 41, tzinfo=UTC))

    with pytest.raises(ConflictError) as refusal:
        require_explained(award, PEOPLE, (explained(CHEN),), late, CALENDAR)
    require_explained(award, PEOPLE, (explained(CHEN), explained(FIRM)), late, CALENDAR)

    assert refusal.value.code == "award.explanation_owed"
    assert refusal.value.facts == {"parties": "北辰重工"}


@pytest.mark.parametrize("source", [CaseSource.COMMISSIONED, CaseSource.JUDGE])
def test_a_case_in_litigation_that_came_two_months_after_the_award_owes_nobody_an_explanation(
    source: CaseSource,
) -> None:
    award = an_award(received(CHEN, date(2026, 3, 14)))
    case = a_case(
        source=source,
        stage=CaseStage.LITIGATION,
        procedure=Procedure.SUMMARY,
        received_at=datetime(2026, 5, 14, tzinfo=UTC),
    )

    assert bar(award, PEOPLE, case, CALENDAR) is None
    assert explanation_owed(award, PEOPLE, (), case, CALENDAR) == ()


def test_an_explanation_to_the_agent_is_none_to_the_party() -> None:
    award = an_award(received(CHEN, date(2026, 3, 14)))
    late = before_filing(datetime(2026, 3, 31, 1, 41, tzinfo=UTC))

    assert explanation_owed(award, PEOPLE, (explained(CHEN), explained(LAWYER)), late, CALENDAR) == (FIRM,)


@pytest.mark.parametrize("arbitration", [Arbitration.NONE, Arbitration.PENDING])
def test_a_case_without_an_award_has_no_dates_and_owes_nothing(arbitration: Arbitration) -> None:
    award = Award(CaseId("case1"), arbitration)

    assert award.last_days(CALENDAR) == ()
    assert dates_missing(award, PEOPLE) == ()
    assert explanation_owed(award, PEOPLE, (), before_filing(datetime(2030, 1, 1, tzinfo=UTC)), CALENDAR) == ()


def test_an_award_lacks_the_date_of_the_applicant_until_it_is_entered() -> None:
    award = an_award(received(FIRM, date(2026, 3, 16), Standing.EMPLOYER))

    assert dates_missing(award, PEOPLE) == (CHEN,)
    assert dates_missing(an_award(*award.received, received(CHEN, date(2026, 3, 14))), PEOPLE) == ()


@pytest.mark.parametrize(
    "fields",
    [
        {"arbitration": Arbitration.AWARDED, "received": (received(CHEN, date(2026, 3, 14)),) * 2},
        {"arbitration": Arbitration.NONE, "number": "洛劳人仲案字〔2026〕57号"},
        {"arbitration": Arbitration.PENDING, "finality": Finality.FINAL},
        {"arbitration": Arbitration.PENDING, "received": (received(CHEN, date(2026, 3, 14)),)},
    ],
)
def test_an_award_that_contradicts_itself_cannot_exist(fields: dict[str, Any]) -> None:
    with pytest.raises(InvalidError):
        Award(CaseId("case1"), **fields)


RULED = date(2026, 5, 8)


def test_after_an_award_is_set_aside_each_side_has_fifteen_days_from_the_ruling_and_none_from_the_award() -> None:
    chen = replace(received(CHEN, date(2026, 3, 14)), annulled_on=RULED)
    firm = received(FIRM, date(2026, 3, 16), Standing.EMPLOYER)
    award = an_award(chen, firm, finality=Finality.FINAL)

    (last,) = award.last_days(CALENDAR)

    assert (last.identity, last.deadline.rule) == (CHEN.identity, DeadlineRule.SUE_ANNULLED_15D)
    # 23 May 2026 is a Saturday.
    assert (last.deadline.start, last.deadline.nominal, last.deadline.due) == (
        RULED,
        date(2026, 5, 23),
        date(2026, 5, 25),
    )
    assert last.article == "劳动争议调解仲裁法 第四十九条第三款"
    assert explanation_owed(award, PEOPLE, (), before_filing(datetime(2026, 6, 30, tzinfo=UTC)), CALENDAR) == ()


@pytest.mark.parametrize(
    ("finality", "ruled"),
    [(Finality.NOT_FINAL, RULED), (None, RULED), (Finality.FINAL, date(2026, 3, 13))],
)
def test_no_ruling_sets_aside_what_is_not_final_or_comes_before_the_award(
    finality: Finality | None, ruled: date
) -> None:
    with pytest.raises(InvalidError) as refusal:
        Award(
            CaseId("case1"),
            Arbitration.AWARDED,
            finality=finality,
            received=(replace(received(CHEN, date(2026, 3, 14)), annulled_on=ruled),),
        )
    assert refusal.value.code == "award.ruling"


def test_a_worker_has_a_last_day_before_anyone_knows_whether_the_award_is_final_and_an_employer_has_none() -> None:
    dates = (received(CHEN, date(2026, 3, 14)), received(FIRM, date(2026, 3, 16), Standing.EMPLOYER))
    award = Award(CaseId("case1"), Arbitration.AWARDED, received=dates)

    assert [last.identity for last in award.last_days(CALENDAR)] == [CHEN.identity]


def test_a_final_award_gives_the_employer_thirty_days_at_the_intermediate_court() -> None:
    award = an_award(received(FIRM, date(2026, 3, 16), Standing.EMPLOYER), finality=Finality.FINAL)

    (firm,) = award.last_days(CALENDAR)

    assert firm.deadline.due - firm.deadline.start == timedelta(days=30)
    assert "第四十九条" in firm.deadline.article


def test_a_worker_added_after_the_own_fifteen_days_makes_the_risk_owed_and_one_added_within_them_does_not() -> None:
    award = an_award(received(CHEN, date(2026, 3, 2)), received(ZHAO, date(2026, 3, 2)))
    case = before_filing(datetime(2026, 3, 9, tzinfo=UTC))
    late, in_time = (replace(ZHAO, added_at=datetime(2026, month, 17, 15, 59, tzinfo=UTC)) for month in (4, 3))

    assert bar(award, (CHEN, in_time, FIRM), case, CALENDAR) is None
    assert explanation_owed(award, (CHEN, late, FIRM), (), case, CALENDAR) == (CHEN, late, FIRM)


def test_a_late_case_goes_on_with_those_who_take_part_and_owes_it_to_a_respondent_who_comes_back() -> None:
    award = an_award(received(CHEN, date(2026, 3, 14)))
    late = before_filing(datetime(2026, 3, 31, 1, 41, tzinfo=UTC))
    gone = a_participant(identity=Identity("gone"), side=Side.RESPONDENT, absence=Absence.UNREACHABLE)
    told = (explained(CHEN), explained(FIRM))

    assert explanation_owed(award, (*PEOPLE, gone), told, late, CALENDAR) == ()
    back = replace(gone, absence=None)
    assert explanation_owed(award, (*PEOPLE, back), told, late, CALENDAR) == (back,)


def test_what_was_posted_on_the_last_day_is_in_time_and_what_was_posted_after_it_is_late() -> None:
    award = an_award(received(CHEN, date(2026, 3, 14)))
    brought = before_filing(datetime(2026, 4, 3, 1, 0, tzinfo=UTC))

    found = {day: bar(award, PEOPLE, replace(brought, posted_on=date(2026, 3, day)), CALENDAR) for day in (30, 31)}

    assert bar(award, PEOPLE, brought, CALENDAR) is SuitBar.LATE
    assert found == {30: None, 31: SuitBar.LATE}
