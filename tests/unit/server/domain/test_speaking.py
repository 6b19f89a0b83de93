from dataclasses import replace
from datetime import date, timedelta

from server.domain.authority import PAPERS, Authority, AuthorityKind
from server.domain.concurrence import Answer, Form
from server.domain.ids import CaseId, Identity
from server.domain.speaking import for_parties
from tests.factories import NOW
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
    return Answer(Identity(who), yes, Form.ORAL, NOW + timedelta(minutes=minutes), "陈书记员")


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


def test_nobody_speaks_for_a_party_before_or_after_their_authority() -> None:
    for over in (replace(LAWYER, signed_on=date(2026, 4, 8)), LAWYER.revoke(NOW)):
        assert for_parties([EMPLOYER], [said("lawyer")], [over], TODAY) == ()
