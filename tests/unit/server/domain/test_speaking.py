from dataclasses import replace
from datetime import date, timedelta

import pytest

from server.domain.authority import PAPERS, Authority, AuthorityKind, Sighting
from server.domain.concurrence import Answer, ConcurrenceForm
from server.domain.ids import CaseId, Identity
from server.domain.party import Role, Side
from server.domain.speaking import Bar, for_parties, voices, who_may_answer
from tests.factories import NOW, a_participant
from tests.support.store import EMPLOYER, WORKER

TODAY = date(2026, 4, 7)
BOTH = (WORKER, EMPLOYER)
LAWYER = Authority(
    id="authority1",
    case=CaseId("case1"),
    agent=Identity("lawyer"),
    principal=EMPLOYER.identity,
    kind=AuthorityKind.LAWYER,
    matters="参加调解",
    powers=frozenset(),
    papers=PAPERS[AuthorityKind.LAWYER],
    signed_on=date(2026, 4, 1),
    recorded_by="clerk1",
    recorded_at=NOW,
)


def said(who: str, *, yes: bool = True, minutes: int = 0) -> Answer:
    return Answer(Identity(who), yes, ConcurrenceForm.ORAL, NOW + timedelta(minutes=minutes), "陈书记员")


def test_whoever_acts_for_a_party_speaks_for_it_until_the_party_does() -> None:
    answers = (said("li"), said("lawyer", minutes=1))
    spoken = for_parties(BOTH, answers, [LAWYER], TODAY)
    assert [(one.identity, one.agrees) for one in spoken] == [("li", True), ("zhou", True)]

    own = for_parties(BOTH, (*answers, said("zhou", yes=False)), [LAWYER], TODAY)
    assert [(one.identity, one.agrees) for one in own] == [("li", True), ("zhou", False)]


def test_of_two_who_act_for_a_party_the_last_word_counts() -> None:
    second = replace(LAWYER, id="authority2", agent=Identity("manager"))
    answers = (said("lawyer"), said("manager", yes=False, minutes=1))
    assert [one.agrees for one in for_parties([EMPLOYER], answers, [LAWYER, second], TODAY)] == [False]


def test_a_representative_speaks_for_those_alone_whose_written_authority_is_there() -> None:
    chosen = replace(LAWYER, kind=AuthorityKind.REPRESENTATIVE, principal=WORKER.identity, papers=frozenset())
    written = replace(chosen, seen=Sighting("陈书记员", TODAY))

    assert for_parties([WORKER], [said("lawyer")], [chosen], TODAY) == ()
    assert [one.identity for one in for_parties([WORKER], [said("lawyer")], [written], TODAY)] == ["li"]


def test_nobody_speaks_for_a_party_before_or_after_their_authority() -> None:
    for over in (replace(LAWYER, signed_on=date(2026, 4, 8)), LAWYER.revoke(NOW)):
        assert for_parties([EMPLOYER], [said("lawyer")], [over], TODAY) == ()


AGENT = a_participant(
    identity=Identity("lawyer"), name="王律师", side=Side.RESPONDENT, role=Role.AGENT, linked_to=EMPLOYER.identity
)


def test_a_party_answers_in_person_and_needs_nothing() -> None:
    (voice,) = voices(WORKER, BOTH, [LAWYER], TODAY)

    assert (voice.party, voice.authority, voice.bar) == (WORKER, None, None)


def test_an_agent_without_any_special_power_answers_for_the_principal_and_for_nobody_else() -> None:
    (voice,) = voices(AGENT, BOTH, [LAWYER], TODAY)

    assert (voice.party, voice.authority, voice.bar) == (EMPLOYER, LAWYER, None)


@pytest.mark.parametrize(
    ("authority", "bar"),
    [
        (None, Bar.NONE),
        (replace(LAWYER, signed_on=date(2026, 4, 8)), Bar.NOT_YET),
        (replace(LAWYER, until=date(2026, 4, 6)), Bar.OVER),
        (LAWYER.revoke(NOW), Bar.OVER),
        (replace(LAWYER, papers=frozenset()), Bar.PAPERS),
    ],
)
def test_whoever_came_with_a_party_and_may_not_answer_is_told_why(authority: Authority | None, bar: Bar) -> None:
    kept = [authority] if authority else []

    (voice,) = voices(AGENT, BOTH, kept, TODAY)

    assert (voice.party, voice.bar) == (EMPLOYER, bar)
    assert who_may_answer(EMPLOYER, (*BOTH, AGENT), kept, TODAY) == (EMPLOYER,)


def test_of_two_authorities_the_one_that_stands_counts() -> None:
    (voice,) = voices(AGENT, BOTH, [LAWYER.revoke(NOW), replace(LAWYER, id="authority2")], TODAY)

    assert (voice.authority and voice.authority.id, voice.bar) == ("authority2", None)
    assert who_may_answer(EMPLOYER, (*BOTH, AGENT), [LAWYER], TODAY) == (EMPLOYER, AGENT)


def test_who_neither_is_a_party_nor_came_with_one_answers_for_nobody() -> None:
    witness = a_participant(identity=Identity("witness"), name="孙某", side=Side.NEUTRAL, role=Role.AGENT)

    assert voices(witness, BOTH, [LAWYER], TODAY) == ()
