"""Who may be called unreachable: by tries enough, or when the three working days of asking are over; never before."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from server.domain.authority import Authority, AuthorityKind
from server.domain.beijing import BEIJING
from server.domain.contact import Contact, ContactChannel, ContactOutcome
from server.domain.effort import Enough, Ground, Tried, Unreached, effort_for, judged, judged_all, require_side_gone
from server.domain.errors import ConflictError
from server.domain.ids import CaseId, Identity
from server.domain.party import Absence, Capacity, Participant, Role, Side
from tests.factories import a_participant

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=BEIJING)
UNTIL = date(2026, 3, 12)
"""The third working day after Monday."""
ENOUGH = Enough()
ZHOU = a_participant(identity="zhou", name="周经理", side=Side.RESPONDENT)
AGENT = a_participant(
    identity="agent", name="代理人", side=Side.RESPONDENT, role=Role.AGENT, linked_to=Identity("zhou")
)
OTHER = a_participant(identity="other", name="派遣公司", side=Side.RESPONDENT, standing=Capacity.DISPATCHING)
LI = a_participant()
PEOPLE = (LI, ZHOU, AGENT)


def a_try(
    day: int = 0,
    channel: ContactChannel = ContactChannel.TELEPHONE,
    outcome: ContactOutcome = ContactOutcome.NO_ANSWER,
    whom: Participant = ZHOU,
    hour: int = 0,
) -> Contact:
    at = MONDAY + timedelta(days=day, hours=hour)
    return Contact(CaseId("case1"), whom.identity, at, channel, "", outcome, "", "mediator1", at)


def stands(*tries: Contact, day: int = 0, until: date | None = UNTIL, enough: Enough = ENOUGH) -> Unreached:
    today = (MONDAY + timedelta(days=day)).date()
    return judged(ZHOU, effort_for(ZHOU, Tried(PEOPLE, tries), until), enough, today)


def refusal(found: Unreached) -> tuple[str, dict[str, str]]:
    with pytest.raises(ConflictError) as refused:
        found.require()
    return refused.value.code, refused.value.facts


SMS, VISIT = ContactChannel.SMS, ContactChannel.VISIT


def test_one_call_a_minute_after_acceptance_calls_nobody_unreachable_and_says_what_is_lacking() -> None:
    code, facts = refusal(stands(a_try()))

    assert code == "contact.too_early"
    assert facts == {"name": "周经理", "days": "1", "ways": "1", "from_on": "2026-03-10"}


@pytest.mark.parametrize(
    ("tries", "day", "ground"),
    [
        ([a_try(0), a_try(0, SMS)], 0, None),
        ([a_try(0), a_try(1)], 1, None),
        ([a_try(0), a_try(1, SMS)], 1, Ground.TRIED_ENOUGH),
        ([a_try(0), a_try(1), a_try(2)], 3, None),
        ([a_try(0)], 3, None),
        ([a_try(0)], 4, Ground.ASKING_OVER),
        ([], 4, None),
        ([a_try(0), a_try(1, SMS), a_try(1, VISIT, ContactOutcome.REACHED, hour=1)], 4, None),
        ([a_try(0, SMS), a_try(1, outcome=ContactOutcome.WILL_CALL_BACK), a_try(2)], 2, None),
    ],
)
def test_nobody_is_called_unreachable_before_the_three_working_days_unless_tried_on_two_days_by_two_ways(
    tries: list[Contact], day: int, ground: Ground | None
) -> None:
    assert stands(*tries, day=day).ground is ground


def test_the_last_working_day_itself_is_not_over() -> None:
    assert stands(a_try(), day=3).ground is None
    assert stands(a_try(3), day=3).from_on == date(2026, 3, 13)


def test_where_no_period_runs_the_tries_alone_decide() -> None:
    assert stands(a_try(), day=30, until=None).ground is None
    assert stands(a_try(0), a_try(1, SMS), day=1, until=None).ground is Ground.TRIED_ENOUGH


def test_the_figures_are_those_of_the_house() -> None:
    assert stands(a_try(), enough=Enough(1, 1)).ground is Ground.TRIED_ENOUGH
    strict = stands(a_try(0), a_try(1, SMS), day=1, until=None, enough=Enough(3, 3))
    assert refusal(strict)[1] == {"name": "周经理", "days": "1", "ways": "1", "from_on": "2026-03-11"}


def test_who_was_not_tried_is_named_before_any_figure() -> None:
    assert refusal(stands(day=10)) == ("contact.nothing_tried", {"name": "周经理"})


def test_an_agent_who_is_reached_speaks_for_the_party_and_one_tried_in_vain_counts_for_it() -> None:
    reached = a_try(1, SMS, ContactOutcome.REACHED, AGENT)

    assert refusal(stands(a_try(0), a_try(1), reached, day=5))[0] in {"contact.nothing_tried", "contact.too_early"}
    assert stands(a_try(0), a_try(1, SMS, whom=AGENT), day=1).ground is Ground.TRIED_ENOUGH


def test_whoever_acts_by_an_authority_that_was_not_taken_back_speaks_for_the_party() -> None:
    lawyer = a_participant(identity="lawyer", name="赵律师", side=Side.RESPONDENT, role=Role.AGENT)
    written = Authority(
        id="a1",
        case=CaseId("case1"),
        agent=Identity("lawyer"),
        principal=Identity("zhou"),
        kind=AuthorityKind.LAWYER,
        matters="代为参加调解",
        powers=frozenset(),
        papers=frozenset(),
        signed_on=MONDAY.date(),
        until=None,
        recorded_by="clerk1",
        recorded_at=MONDAY,
    )
    tries = (a_try(0), a_try(1, SMS), a_try(2, outcome=ContactOutcome.REACHED, whom=lawyer))

    speaks = effort_for(ZHOU, Tried((*PEOPLE, lawyer), tries, (written,)))
    taken_back = effort_for(ZHOU, Tried((*PEOPLE, lawyer), tries, (replace(written, revoked_at=MONDAY),)))

    assert (speaks.last_on, taken_back.days) == (None, 2)


def test_the_day_that_is_named_is_enough() -> None:
    found = stands(a_try())
    assert found.ground is None
    assert stands(a_try(), a_try((found.from_on - MONDAY.date()).days, SMS), day=1).ground is Ground.TRIED_ENOUGH


def gone(people: tuple[Participant, ...], tries: list[Contact], day: int) -> None:
    until = {Identity("zhou"): UNTIL, Identity("other"): UNTIL}
    require_side_gone(judged_all(Tried(people, tuple(tries)), until, ENOUGH, (MONDAY + timedelta(days=day)).date()))


def test_the_case_ends_only_when_no_respondent_is_left_to_reach() -> None:
    people = (LI, ZHOU, OTHER)
    with pytest.raises(ConflictError) as refused:
        gone(people, [a_try()], 10)
    assert (refused.value.code, refused.value.facts) == ("ending.others_remain", {"names": "派遣公司"})

    gone(people, [a_try(), a_try(1, whom=OTHER)], 10)
    gone((LI, ZHOU, replace(OTHER, absence=Absence.REFUSED)), [a_try()], 10)


def test_a_third_person_keeps_no_case_open_and_an_applicant_who_is_gone_ends_it() -> None:
    gone((LI, ZHOU, replace(OTHER, standing=Capacity.THIRD)), [a_try()], 10)
    gone(PEOPLE, [a_try(0, whom=LI), a_try(1, SMS, whom=LI)], 1)


def test_without_any_try_the_log_is_asked_for() -> None:
    with pytest.raises(ConflictError) as refused:
        gone(PEOPLE, [], 10)

    assert refused.value.code == "ending.no_contact_log"
