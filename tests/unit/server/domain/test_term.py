"""Extensions and pauses: nobody is extended by silence, and what stands still is written down."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from server.domain.authority import AuthorityKind
from server.domain.beijing import BEIJING, beijing_day
from server.domain.concurrence import Answer, ConcurrenceForm, Through
from server.domain.errors import ConflictError, IllegalTransitionError, InvalidError
from server.domain.ids import CaseId, Identity
from server.domain.party import Side
from server.domain.term import (
    LUOYANG,
    Extension,
    ExtensionBase,
    ExtensionState,
    Pause,
    PauseKind,
    TermPolicy,
    require_room,
)
from tests.factories import NOW, a_participant

WORKER = a_participant()
COMPANY = a_participant(identity="co", name="某公司", side=Side.RESPONDENT)
BOTH = (WORKER, COMPANY)
LAST_DAY = beijing_day(NOW)


def yes(identity: str, *, agrees: bool = True, later: int = 0) -> Answer:
    return Answer(Identity(identity), agrees, ConcurrenceForm.ORAL, NOW - timedelta(hours=5 - later), "王调解员")


def for_it(identity: str, *, later: int = 0) -> Answer:
    through = Through(Identity("lawyer"), AuthorityKind.LAWYER, LAST_DAY)
    return replace(yes(identity, later=later), recorded_by="王律师", through=through)


def asked(*answers: Answer) -> Extension:
    request = Extension("e1", CaseId("case1"), NOW, "李秀兰", "对账", 30, ExtensionBase.ROLLED)
    for answer in answers:
        request = request.answer(BOTH, answer, NOW)
    return request


def test_an_extension_with_every_yes_is_granted() -> None:
    assert asked(yes("li"), yes("co")).grant(BOTH, LAST_DAY, NOW).state is ExtensionState.GRANTED


@pytest.mark.parametrize(
    ("answers", "missing"),
    [
        ((), "李秀兰、某公司"),
        ((yes("li"),), "某公司"),
        ((yes("li"), yes("co", agrees=False)), "某公司"),
        ((yes("li"), yes("co"), yes("co", agrees=False, later=1)), "某公司"),
    ],
)
def test_one_missing_or_taken_back_yes_refuses_the_extension_and_names_who(
    answers: tuple[Answer, ...], missing: str
) -> None:
    with pytest.raises(ConflictError) as refusal:
        asked(*answers).grant(BOTH, LAST_DAY, NOW)

    assert (refusal.value.code, refusal.value.facts) == ("extension.consent_missing", {"missing": missing})


def test_a_no_can_become_a_yes() -> None:
    assert asked(yes("li"), yes("co", agrees=False), yes("co", later=1)).grant(BOTH, LAST_DAY, NOW).granted_at == NOW


def test_the_word_of_whoever_stands_for_a_party_counts_once_and_as_the_word_of_that_party() -> None:
    request = asked(yes("li"), for_it("co"), for_it("co", later=1))

    assert request.grant(BOTH, LAST_DAY, NOW).state is ExtensionState.GRANTED
    with pytest.raises(ConflictError):
        asked(for_it("co"), for_it("co", later=1)).grant(BOTH, LAST_DAY, NOW)


def test_a_party_that_answered_is_not_answered_for_and_its_own_later_word_replaces_that_of_others() -> None:
    with pytest.raises(ConflictError) as refusal:
        asked(yes("co", agrees=False), for_it("co", later=1))
    assert refusal.value.code == "extension.answered_themselves"

    with pytest.raises(ConflictError) as missing:
        asked(yes("li"), for_it("co"), yes("co", agrees=False, later=1)).grant(BOTH, LAST_DAY, NOW)
    assert missing.value.facts == {"missing": "某公司"}


def test_after_the_last_day_nothing_is_extended() -> None:
    with pytest.raises(ConflictError) as refusal:
        asked(yes("li"), yes("co")).grant(BOTH, LAST_DAY - timedelta(days=1), NOW)

    assert refusal.value.code == "extension.too_late"


def online(identity: str, at: datetime) -> Answer:
    return Answer(Identity(identity), True, ConcurrenceForm.ONLINE, at, identity)  # noqa: FBT003 - they agree


def test_with_the_last_yes_by_the_own_links_on_the_last_evening_the_term_is_longer_and_a_minute_later_not() -> None:
    evening = datetime.combine(LAST_DAY, time(23, 59), BEIJING)
    morning = evening + timedelta(hours=10)

    for last, in_time in ((evening, True), (evening + timedelta(minutes=1), False)):
        request = replace(asked(), answers=(online("li", evening - timedelta(hours=3)), online("co", last)))
        if in_time:
            assert request.grant(BOTH, LAST_DAY, morning).granted_at == morning
        else:
            with pytest.raises(ConflictError, match=r"extension\.too_late"):
                request.grant(BOTH, LAST_DAY, morning)


def test_what_staff_write_down_after_the_last_day_was_not_said_in_time_whatever_they_write() -> None:
    evening = datetime.combine(LAST_DAY, time(23, 59), BEIJING)
    told = Answer(Identity("co"), True, ConcurrenceForm.ORAL, evening, "王调解员")  # noqa: FBT003 - they agree
    request = replace(asked(), answers=(online("li", evening), told))

    with pytest.raises(ConflictError, match=r"extension\.too_late"):
        request.grant(BOTH, LAST_DAY, evening + timedelta(hours=10))


def test_a_granted_extension_takes_no_more_answers() -> None:
    granted = asked(yes("li"), yes("co")).grant(BOTH, LAST_DAY, NOW)

    with pytest.raises(IllegalTransitionError):
        granted.answer(BOTH, yes("co", agrees=False), NOW)


def test_a_stranger_and_the_future_say_nothing() -> None:
    with pytest.raises(InvalidError):
        asked(yes("stranger"))
    with pytest.raises(InvalidError):
        asked(yes("li", later=7))


def test_luoyang_extends_once_and_another_court_as_it_decided() -> None:
    granted = asked(yes("li"), yes("co")).grant(BOTH, LAST_DAY, NOW)

    with pytest.raises(ConflictError) as refusal:
        require_room((granted,), LUOYANG)
    assert refusal.value.code == "extension.used_up"
    require_room((granted,), TermPolicy(extensions=2))
    with pytest.raises(ConflictError) as pending:
        require_room((asked(),), TermPolicy(extensions=2))
    assert pending.value.code == "extension.pending"


@pytest.mark.parametrize(("days", "times"), [(0, 1), (61, 1), (30, 6), (30, -1)])
def test_an_impossible_policy_cannot_exist(days: int, times: int) -> None:
    with pytest.raises(InvalidError):
        TermPolicy(days, times)


def test_a_pause_ends_once_and_not_before_it_began() -> None:
    pause = Pause("p1", CaseId("case1"), PauseKind.APPRAISAL, NOW, "王调解员", "鉴定")

    with pytest.raises(InvalidError):
        pause.end("王调解员", NOW - timedelta(minutes=1))
    ended = pause.end("王调解员", NOW + timedelta(days=5))
    assert (ended.stop(NOW).length, ended.stop(NOW).first) == (5, date(2026, 4, 7))
    with pytest.raises(ConflictError):
        ended.end("王调解员", NOW + timedelta(days=6))
    assert replace(pause).stop(NOW + timedelta(days=2)).length == 2
