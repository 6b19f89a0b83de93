"""What is left without agreement: no way that the law does not give, and no day of a way that is not named."""

import itertools
from dataclasses import replace
from datetime import date, timedelta

import pytest

from server.domain.award import Arbitration, Award, Finality, Received, Standing
from server.domain.beijing import beijing_day
from server.domain.calendar import NOTICES, WorkCalendar
from server.domain.case import STAGES, Case, CaseSource, CaseStage, CaseState, Procedure
from server.domain.deadlines import DeadlineRule
from server.domain.ids import CaseId, Identity
from server.domain.limitation import Limitation
from server.domain.party import Participant, PartyKind, Role, Side
from server.domain.prospect import (
    FORUMS,
    PERIOD_OF,
    PROSPECTS,
    AwardState,
    Forum,
    Known,
    Prospect,
    Route,
    Way,
    prospects,
    route_of,
)
from tests.factories import NOW, a_case, a_participant

LI = a_participant()
CO = a_participant(identity="co", side=Side.RESPONDENT, kind=PartyKind.EMPLOYER)
SUITS = frozenset(
    {
        Way.SUIT,
        Way.CIVIL_SUIT,
        Way.SUIT_NOT_FINAL,
        Way.SUIT_FINAL,
        Way.SUIT_EITHER,
        Way.SUIT_ANNULLED,
        Way.FILED,
    }
)
CALENDAR = WorkCalendar(NOTICES)
RECEIVED = beijing_day(NOW)
STAGED = [(source, stage) for source, stages in STAGES.items() for stage in stages]
FINALITIES = (None, Finality.FINAL, Finality.NOT_FINAL)
DAYS_AGO = (-20, -5, 3, 20, 60)
"""Before the first receipt; of -20 the time to sue still runs a month after it, of -5 it is over."""


def a_dispute(source: CaseSource = CaseSource.ENTRUSTED, stage: CaseStage = CaseStage.PRE_FILING) -> Case:
    procedure = Procedure.SUMMARY if stage is CaseStage.LITIGATION else None
    court = None if source is CaseSource.ORGANISATION else "老城区人民法院"
    return a_case(source=source, stage=stage, procedure=procedure, court=court, received_at=NOW)


def an_award(finality: Finality | None, worker_on: date | None, employer_on: date | None) -> Award:
    dates = ((LI, Standing.WORKER, worker_on), (CO, Standing.EMPLOYER, employer_on))
    received = tuple(Received(one.identity, standing, on, "") for one, standing, on in dates if on is not None)
    return Award(CaseId("case1"), Arbitration.AWARDED, finality=finality, received=received)


def ago(days: int) -> date:
    return RECEIVED - timedelta(days=days)


def before(case: Case, award: Award | None, *people: Participant, is_labour: bool = True) -> dict[str, Prospect]:
    """Return what each has before them a month after the first receipt."""
    limitation = Limitation(CaseId("case1"), ago(30), None, None, pay=False, other=True, identity=LI.identity)
    known = Known(case, people or (LI, CO), award, (limitation,), CALENDAR, NOW + timedelta(days=30), is_labour)
    return {one.identity: one for one in prospects(known)}


def test_every_source_and_stage_and_every_row_of_the_table_is_there() -> None:
    assert set(FORUMS) == set(STAGED)
    assert set(PROSPECTS) == set(itertools.product(Forum, AwardState, Standing))
    assert {way for row in PROSPECTS.values() for way in row.ways} | {
        Way.OTHER_SUES,
        Way.EARLY_RECEIPT,
        Way.JOINED_LATER,
        Way.GIVEN_BACK,
    } == set(Way)


@pytest.mark.parametrize(("forum", "state", "standing"), list(PROSPECTS))
def test_a_row_never_says_by_its_route_what_its_ways_deny(forum: Forum, state: AwardState, standing: Standing) -> None:
    row = PROSPECTS[forum, state, standing]
    may_sue = bool(SUITS & set(row.ways))

    assert (row.route is Route.RESUME_TRIAL) == (row.ways == (Way.TRIAL,)) == (forum is Forum.TRIAL)
    if row.route in {Route.REGISTER, Route.REGISTER_IF_ARBITRATED, Route.SUE, Route.SUE_OR_SET_ASIDE}:
        assert may_sue
    if row.route in {Route.ARBITRATE, Route.AWAIT_AWARD, Route.SET_ASIDE, Route.TOO_LATE}:
        assert not may_sue


def combinations() -> list[tuple[CaseSource, CaseStage, Award | None]]:
    days = [*(ago(one) for one in DAYS_AGO), None]
    awards = [an_award(*one) for one in itertools.product(FINALITIES, days, days)]
    bare = [Award(CaseId("case1"), one) for one in (Arbitration.NONE, Arbitration.PENDING)]
    return [(*staged, award) for staged in STAGED for award in (None, *bare, *awards)]


@pytest.mark.parametrize("applicant", [Side.APPLICANT, Side.RESPONDENT])
def test_no_paper_of_any_case_names_a_day_whose_way_it_does_not_name_or_a_way_that_is_past(applicant: Side) -> None:
    other = {Side.APPLICANT: Side.RESPONDENT, Side.RESPONDENT: Side.APPLICANT}[applicant]
    people = (a_participant(side=applicant), a_participant(identity="co", side=other, kind=PartyKind.EMPLOYER))
    for source, stage, award in combinations():
        found = before(a_dispute(source, stage), award, *people)
        for one in found.values():
            assert {day.way for day in one.days} <= set(one.ways)
            assert all(PERIOD_OF[day.way] is day.deadline.rule for day in one.days)
            over = [day for day in one.days if day.deadline.due < RECEIVED + timedelta(days=30)]
            assert {day.way for day in over} <= {Way.FILED, Way.SUIT_LATE, Way.SET_ASIDE_LATE}
            assert one.route is not Route.REGISTER or {Way.FILED, Way.OTHER_SUES} & set(one.ways)
            assert not {Way.FILED, Way.EARLY_RECEIPT} <= set(one.ways)
        if award is not None and award.finality is Finality.FINAL:
            assert not SUITS & set(found["co"].ways)


def test_a_dispute_that_was_never_arbitrated_is_not_sent_to_court_but_to_arbitration() -> None:
    found = before(a_dispute(), Award(CaseId("case1"), Arbitration.NONE))

    assert {one.route for one in found.values()} == {Route.ARBITRATE}
    assert found["li"].ways == (Way.ARBITRATION, Way.ADMINISTRATIVE)
    assert [day.deadline.rule for day in found["li"].days] == [DeadlineRule.ARB_LIMIT_1Y]
    assert found["co"].days == ()


def test_no_arbitration_is_asked_of_what_is_no_labour_dispute() -> None:
    found = before(a_dispute(), None, is_labour=False)

    assert (found["li"].route, found["li"].ways) == (Route.REGISTER, (Way.CIVIL_SUIT,))


def test_whose_papers_the_court_had_in_time_is_registered_and_the_other_side_told_so() -> None:
    found = before(a_dispute(), an_award(Finality.NOT_FINAL, ago(3), ago(20)))

    assert {one.route for one in found.values()} == {Route.REGISTER}
    assert found["li"].ways[0] is Way.FILED
    assert found["co"].ways[:2] == (Way.OTHER_SUES, Way.SUIT_LATE)


@pytest.mark.parametrize(("days", "open_way"), [(-20, Way.SUIT_NOT_FINAL), (-5, Way.SUIT_LATE)])
def test_an_award_that_comes_after_the_first_receipt_starts_days_that_run_and_nobody_is_told_of_a_suit(
    days: int, open_way: Way
) -> None:
    found = before(a_dispute(), an_award(Finality.NOT_FINAL, ago(days), None))

    assert found["li"].ways[:2] == (Way.EARLY_RECEIPT, open_way)
    assert [day.deadline.start for day in found["li"].days] == [ago(days)]
    assert found["li"].route is not Route.REGISTER
    assert not {Way.FILED, Way.OTHER_SUES} & {way for one in found.values() for way in one.ways}


def test_after_a_late_award_nobody_is_told_of_a_suit() -> None:
    case, award = a_dispute(), an_award(Finality.NOT_FINAL, ago(40), ago(40))
    found = before(case, award)

    assert {one.route for one in found.values()} == {Route.TOO_LATE}
    assert all(Way.SUIT_LATE in one.ways and not SUITS & set(one.ways) for one in found.values())
    assert route_of(case, tuple(found.values())) is Route.TOO_LATE


def an_annulled_award(worker_on: date | None, employer_on: date | None) -> Award:
    ruled = {LI.identity: worker_on, CO.identity: employer_on}
    award = an_award(Finality.FINAL, ago(60), ago(60))
    return replace(award, received=tuple(replace(one, annulled_on=ruled[one.identity]) for one in award.received))


@pytest.mark.parametrize(("source", "stage"), [one for one in STAGED if one[1] is CaseStage.PRE_FILING])
def test_once_an_award_is_set_aside_both_sides_may_sue_each_from_when_they_received_the_ruling(
    source: CaseSource, stage: CaseStage
) -> None:
    found = before(a_dispute(source, stage), an_annulled_award(ago(-20), ago(-25)))

    assert {one.route for one in found.values()} == {Route.SUE}
    assert {one.ways for one in found.values()} == {(Way.SUIT_ANNULLED, Way.ADMINISTRATIVE)}
    days = [day for one in found.values() for day in one.days]
    assert [(day.deadline.start, day.article) for day in days] == [
        (ago(-20), "劳动争议调解仲裁法 第四十九条第三款"),
        (ago(-25), "劳动争议调解仲裁法 第四十九条第三款"),
    ]


def test_whoever_has_not_received_the_ruling_yet_may_sue_and_reads_no_day() -> None:
    found = before(a_dispute(), an_annulled_award(None, ago(-20)))
    assert (found["li"].ways, found["li"].days) == ((Way.SUIT_ANNULLED, Way.ADMINISTRATIVE), ())


def test_fifteen_days_after_the_ruling_nobody_is_told_of_a_suit_nor_of_enforcing_what_was_set_aside() -> None:
    found = before(a_dispute(), an_annulled_award(ago(3), ago(3)))

    assert {one.route for one in found.values()} == {Route.TOO_LATE}
    assert all(not {*SUITS, Way.ENFORCEMENT} & set(one.ways) for one in found.values())
    assert all([day.way for day in one.days] == [Way.ANNULLED_LATE] for one in found.values())


def test_an_organisation_keeps_nobodys_time_to_sue() -> None:
    found = before(a_dispute(CaseSource.ORGANISATION), an_award(Finality.NOT_FINAL, ago(3), None))

    assert found["li"].route is Route.TOO_LATE


def test_a_final_award_gives_the_worker_a_suit_by_article_48_and_the_employer_none() -> None:
    case, award = a_dispute(), an_award(Finality.FINAL, ago(-40), ago(-40))
    found = before(case, award)
    worker, employer = found["li"], found["co"]

    assert Way.SET_ASIDE in employer.ways
    assert [day.article for day in employer.days] == ["劳动争议调解仲裁法 第四十九条"]
    assert [day.article for day in worker.days] == ["劳动争议调解仲裁法 第四十八条"]


def test_an_agent_is_told_what_their_party_is_and_no_day_of_theirs() -> None:
    agent = a_participant(identity="agent", role=Role.AGENT, linked_to=Identity("li"))
    found = before(a_dispute(), an_award(Finality.NOT_FINAL, ago(3), None), LI, CO, agent)

    assert (found["agent"].ways, found["agent"].days) == (found["li"].ways, ())


def test_a_worker_who_joins_in_time_reads_that_the_receipt_may_not_be_theirs_and_the_day_that_runs() -> None:
    colleague = replace(LI, identity=Identity("zhao"), added_at=NOW + timedelta(days=10))
    case, award = a_dispute(), an_award(Finality.NOT_FINAL, ago(3), None)
    both = replace(award, received=(*award.received, Received(colleague.identity, Standing.WORKER, ago(3), "")))
    known = Known(case, (LI, colleague, CO), both, (), CALENDAR, NOW + timedelta(days=11))

    found: dict[str, Prospect] = {one.identity: one for one in prospects(known)}

    assert found["li"].ways[0] is Way.FILED
    assert found["zhao"].ways[:2] == (Way.JOINED_LATER, Way.SUIT_NOT_FINAL)
    assert [one.deadline.start for one in found["zhao"].days] == [ago(3)]


def test_a_worker_who_joins_after_the_own_fifteen_days_is_told_of_no_suit() -> None:
    colleague = replace(LI, identity=Identity("zhao"), added_at=NOW + timedelta(days=40))
    case, award = a_dispute(), an_award(Finality.NOT_FINAL, ago(3), None)
    both = replace(award, received=(*award.received, Received(colleague.identity, Standing.WORKER, ago(3), "")))
    known = Known(case, (LI, colleague, CO), both, (), CALENDAR, NOW + timedelta(days=41))

    found: dict[str, Prospect] = {one.identity: one for one in prospects(known)}

    assert (found["zhao"].route, found["zhao"].ways[0]) == (Route.TOO_LATE, Way.SUIT_LATE)
    assert found["li"].route is Route.REGISTER


@pytest.mark.parametrize("state", [CaseState.RETURNED, CaseState.ENDED])
def test_who_got_the_papers_back_is_told_of_no_suit_in_time_but_of_the_day_that_runs(state: CaseState) -> None:
    case, award = replace(a_dispute(), state=state), an_award(Finality.NOT_FINAL, ago(3), None)
    ended = case.state is CaseState.ENDED
    known = Known(case, (LI, CO), award, (), CALENDAR, NOW + timedelta(days=2), was_returned=ended)

    found: dict[str, Prospect] = {one.identity: one for one in prospects(known)}

    assert found["li"].ways[:2] == (Way.GIVEN_BACK, Way.SUIT_NOT_FINAL)
    assert [one.deadline.start for one in found["li"].days] == [ago(3)]
    assert Way.OTHER_SUES not in found["co"].ways
