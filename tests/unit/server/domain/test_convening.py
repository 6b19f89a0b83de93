"""Who is left out of a session, and who stands for a party that does not come (OM-18)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from server.domain.authority import PAPERS, Authority, AuthorityKind, Sighting
from server.domain.convening import left_out
from server.domain.ids import CaseId, Identity
from server.domain.party import PartyKind
from tests.factories import NOW
from tests.support.store import DAUGHTER, EMPLOYER, WORKER

DAY = date(2026, 4, 7)
COLLEAGUE = replace(WORKER, identity=Identity("zhao"), name="赵工友")
EVERYONE = (WORKER, DAUGHTER, COLLEAGUE, EMPLOYER)
BOTH = (WORKER.identity, EMPLOYER.identity)
COMPANY = replace(EMPLOYER, identity=Identity("company"), name="洛阳某餐饮管理有限公司", kind=PartyKind.EMPLOYER)
LAWYER = replace(DAUGHTER, identity=Identity("lawyer"), name="赵律师", side=EMPLOYER.side, linked_to=COMPANY.identity)
CHOSEN = Authority(
    id="authority1",
    case=CaseId("case1"),
    agent=WORKER.identity,
    principal=COLLEAGUE.identity,
    kind=AuthorityKind.REPRESENTATIVE,
    matters="参加调解",
    powers=frozenset(),
    papers=frozenset(),
    signed_on=date(2026, 4, 1),
    recorded_by="clerk1",
    recorded_at=NOW,
    seen=Sighting("陈书记员", DAY),
)
RELATIVE = replace(
    CHOSEN,
    agent=DAUGHTER.identity,
    principal=WORKER.identity,
    kind=AuthorityKind.RELATIVE,
    papers=PAPERS[AuthorityKind.RELATIVE],
    seen=None,
)


def test_each_party_of_a_side_comes_and_one_of_them_does_not_stand_for_the_others() -> None:
    assert left_out(EVERYONE, [one.identity for one in EVERYONE], [], DAY) == ()
    assert left_out(EVERYONE, BOTH, [], DAY) == (COLLEAGUE,)


def test_a_representative_who_comes_stands_for_those_alone_whose_written_authority_is_there() -> None:
    assert left_out(EVERYONE, BOTH, [CHOSEN], DAY) == ()
    assert left_out(EVERYONE, BOTH, [replace(CHOSEN, seen=None)], DAY) == (COLLEAGUE,)
    assert left_out(EVERYONE, [EMPLOYER.identity], [CHOSEN], DAY) == (WORKER, COLLEAGUE)


@pytest.mark.parametrize(
    "authority", [replace(RELATIVE, until=date(2026, 4, 6)), replace(RELATIVE, signed_on=date(2026, 4, 8)), None]
)
def test_an_agent_who_comes_stands_for_a_person_only_while_an_authority_stands(authority: Authority | None) -> None:
    people, there = (WORKER, DAUGHTER, EMPLOYER), [DAUGHTER.identity, EMPLOYER.identity]

    assert left_out(people, there, [RELATIVE], DAY) == ()
    assert left_out(people, there, [authority] if authority else [], DAY) == (WORKER,)


def test_an_organisation_comes_by_whoever_is_entered_as_its_agent() -> None:
    people = (WORKER, COMPANY, LAWYER)

    assert left_out(people, [WORKER.identity, LAWYER.identity], [], DAY) == ()
    assert left_out(people, [WORKER.identity], [], DAY) == (COMPANY,)


@pytest.mark.parametrize("over", [{"revoked_at": NOW}, {"until": date(2026, 4, 6)}])
def test_a_company_is_not_represented_by_an_agent_whose_every_authority_is_over(over: dict[str, Any]) -> None:
    people, there = (WORKER, COMPANY, LAWYER), [WORKER.identity, LAWYER.identity]
    ended = replace(RELATIVE, agent=LAWYER.identity, principal=COMPANY.identity, kind=AuthorityKind.LAWYER, **over)
    again = replace(ended, revoked_at=None, until=None, id="authority2")

    assert left_out(people, there, [ended], DAY) == (COMPANY,)
    assert left_out(people, there, [ended, again], DAY) == ()
