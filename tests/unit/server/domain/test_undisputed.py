"""Facts that are not disputed: what was confirmed by everybody leaves, and nothing else ever does."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from server.domain.concurrence import Answer, ConcurrenceForm
from server.domain.ending import MOST_FACTS, HandOver
from server.domain.errors import ConflictError, InvalidError
from server.domain.ids import CaseId, Identity
from server.domain.outcome import EndingCode
from server.domain.party import Absence, Participant, Role, Side
from server.domain.undisputed import Edition, FactSays, FactsState, StatedFact, require_writable
from tests.factories import NOW, a_participant
from tests.unit.server.domain.test_endings import an_ending

WORKER = a_participant(identity=Identity("worker"))
OTHER = a_participant(identity=Identity("other"))
COMPANY = a_participant(identity=Identity("company"), side=Side.RESPONDENT)
PEOPLE = (WORKER, OTHER, COMPANY)
HIRED = StatedFact("2021年5月3日入职", "劳动合同第一页")
WAGE = StatedFact("月工资六千元", "双方4月7日会上陈述")


def an_edition(*facts: StatedFact) -> Edition:
    return Edition(CaseId("case1"), 1, facts or (HIRED, WAGE), NOW, "王调解员")


def said(who: Participant, form: ConcurrenceForm = ConcurrenceForm.ONLINE) -> Answer:
    return Answer(who.identity, agrees=True, form=form, at=NOW, recorded_by=who.name)


def confirms(edition: Edition, who: Participant, *refused: int) -> Edition:
    says = [FactSays(number, number not in refused, "不是这样") for number in range(1, len(edition.facts) + 1)]
    return edition.answered(says, said(who))


@pytest.mark.parametrize("given", list(product(("yes", "no", "silent"), repeat=3)))
def test_a_fact_leaves_only_when_every_single_party_confirmed_it(given: tuple[str, ...]) -> None:
    edition = an_edition(HIRED)
    for who, answer in zip(PEOPLE, given, strict=True):
        if answer != "silent":
            edition = confirms(edition, who, *([1] if answer == "no" else []))

    assert bool(edition.joint(PEOPLE)) is (given == ("yes", "yes", "yes"))


def test_what_one_party_refuses_stays_and_does_not_keep_the_other_facts_back() -> None:
    edition = an_edition()
    for who in PEOPLE:
        edition = confirms(edition, who, *([2] if who is COMPANY else []))

    (fact,) = edition.joint(PEOPLE)
    assert (fact.text, fact.source) == (HIRED.text, HIRED.source)
    assert [one.identity for one in fact.confirmations] == ["worker", "other", "company"]
    assert edition.state_of(COMPANY.identity) is FactsState.REFUSED


def test_a_party_that_does_not_mediate_binds_nobody_by_silence() -> None:
    away = replace(OTHER, absence=Absence.REFUSED)
    edition = confirms(confirms(an_edition(), WORKER), COMPANY)

    assert edition.joint((WORKER, away, COMPANY)) == ()
    assert edition.is_answered((WORKER, away, COMPANY))


def test_a_party_that_came_in_after_the_others_confirmed_has_to_confirm_too() -> None:
    edition = confirms(confirms(an_edition(), WORKER), COMPANY)
    assert len(edition.joint((WORKER, COMPANY))) == 2

    assert edition.joint(PEOPLE) == ()


def test_where_a_side_has_no_party_nothing_is_common_to_both() -> None:
    edition = confirms(confirms(an_edition(), WORKER), OTHER)

    assert edition.joint((WORKER, OTHER)) == ()
    assert an_edition().joint(()) == ()


def test_an_agent_or_a_witness_is_no_party_whose_word_counts() -> None:
    agent = a_participant(identity=Identity("agent"), side=Side.RESPONDENT, role=Role.AGENT)
    edition = confirms(confirms(an_edition(), WORKER), agent)

    assert edition.joint((WORKER, agent)) == ()
    assert edition.joint((WORKER, COMPANY, agent)) == ()


def test_who_confirmed_and_refuses_after_takes_the_fact_back_and_who_refused_can_confirm() -> None:
    all_said = confirms(confirms(confirms(an_edition(), WORKER), OTHER), COMPANY)

    taken_back = confirms(all_said, WORKER, 1)
    again = confirms(taken_back, WORKER)

    assert [fact.text for fact in taken_back.joint(PEOPLE)] == [WAGE.text]
    assert len(again.joint(PEOPLE)) == 2
    assert [len(history) for history in again.answers] == [5, 3]


def test_the_same_answer_again_is_kept_once() -> None:
    edition = confirms(an_edition(), WORKER)

    again = edition.answered([FactSays(1, agrees=True), FactSays(2, agrees=True)], said(WORKER))

    assert again is edition


@pytest.mark.parametrize(
    "changed",
    [
        (HIRED,),
        (WAGE, HIRED),
        (HIRED, StatedFact("月工资六千五百元", WAGE.source)),
        (HIRED, StatedFact(WAGE.text, "公司工资表")),
        (HIRED, WAGE, StatedFact("2026年3月2日离职", "解除通知")),
    ],
)
def test_an_answer_counts_for_the_very_words_number_and_source_it_was_given_to(
    changed: tuple[StatedFact, ...],
) -> None:
    with pytest.raises(ConflictError) as refusal:
        an_edition(*changed).require_seen(an_edition().sha256)
    assert refusal.value.code == "facts.changed"
    an_edition().require_seen(replace(an_edition(), number=7, written_at=NOW + timedelta(days=1)).sha256)


@pytest.mark.parametrize(
    ("says", "code"),
    [
        ((FactSays(1, agrees=True),), "facts.unanswered"),
        ((FactSays(1, agrees=True), FactSays(1, agrees=True)), "facts.unanswered"),
        ((FactSays(1, agrees=True), FactSays(3, agrees=True)), "facts.unanswered"),
        ((FactSays(1, agrees=True), FactSays(2, agrees=False, words="  ")), "facts.words_needed"),
    ],
)
def test_each_fact_is_answered_once_and_a_refusal_says_what_is_not_so(says: tuple[FactSays, ...], code: str) -> None:
    edition = an_edition()
    with pytest.raises(InvalidError) as refusal:
        edition.answered(says, said(WORKER))
    assert refusal.value.code == code


@pytest.mark.parametrize(
    "facts",
    [(StatedFact(" ", "合同"),), (StatedFact("入职", ""),), (HIRED,) * (MOST_FACTS + 1)],
)
def test_a_fact_needs_its_text_and_its_source_and_there_are_not_too_many(facts: tuple[StatedFact, ...]) -> None:
    with pytest.raises(InvalidError) as refusal:
        an_edition(*facts)
    assert refusal.value.code == "facts.incomplete"


def test_the_facts_are_fixed_once_handed_over_filed_or_settled_by_agreement_and_not_before() -> None:
    ended = an_ending()
    require_writable(None)
    require_writable(ended)

    fixed = (
        replace(ended, hand_over=HandOver((), NOW, "王调解员")),
        replace(ended, closed_at=NOW),
        an_ending(EndingCode.AGREEMENT),
    )
    for one in fixed:
        with pytest.raises(ConflictError) as refusal:
            require_writable(one)
        assert refusal.value.code == "facts.closed"


def test_no_words_of_a_fact_or_of_a_refusal_stand_in_the_repr() -> None:
    edition = confirms(an_edition(), WORKER, 1)

    assert not any(word in repr(edition) for word in (HIRED.text, HIRED.source, "不是这样"))
