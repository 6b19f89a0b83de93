"""Double agency: one person, however entered, acts for one interest of a case."""

from dataclasses import replace
from datetime import date

import pytest

from server.domain.authority import PAPERS, Authority, AuthorityKind
from server.domain.double_agency import require_one_interest
from server.domain.errors import ConflictError
from server.domain.ids import Identity
from server.domain.party import Capacity, Participant, Role, Side
from tests.factories import NOW
from tests.support.store import EMPLOYER, WORKER

TODAY = date(2026, 4, 7)


def agent(identity: str, of: Participant | None, **changes: object) -> Participant:
    made = replace(
        WORKER,
        identity=Identity(identity),
        name="赵律师",
        side=of.side if of else Side.APPLICANT,
        role=Role.AGENT,
        phone="13800001111",
        id_number="41030519700101004X",
        linked_to=of.identity if of else None,
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # any field of a person may be the one changed


def authority(who: Participant, principal: Participant) -> Authority:
    return Authority(
        id=f"{who.identity}-{principal.identity}",
        case=WORKER.case,
        agent=who.identity,
        principal=principal.identity,
        kind=AuthorityKind.LAWYER,
        matters="参加调解",
        powers=frozenset(),
        papers=PAPERS[AuthorityKind.LAWYER],
        signed_on=date(2026, 4, 1),
        recorded_by="clerk1",
        recorded_at=NOW,
    )


OTHER_WORKER = replace(WORKER, identity=Identity("wang"), name="王建国", id_number="", phone="")
USING = replace(EMPLOYER, identity=Identity("using"), standing=Capacity.USING, id_number="", phone="")
THEIRS = agent("theirs", EMPLOYER)
PEOPLE = (WORKER, OTHER_WORKER, EMPLOYER, USING, THEIRS)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"name": "赵某"},
        {"id_number": "41030519700101004x", "phone": ""},
        {"id_number": "", "phone": "138-0000-1111"},
    ],
    ids=["both", "another name", "number alone", "name and telephone"],
)
@pytest.mark.parametrize("principal", [WORKER, USING], ids=["the other side", "another capacity"])
def test_one_who_acts_for_a_party_is_refused_by_a_party_of_another_interest(
    principal: Participant, changes: dict[str, object]
) -> None:
    with pytest.raises(ConflictError) as refusal:
        require_one_interest(agent("new", principal, **changes), PEOPLE, (), TODAY)

    assert refusal.value.code == "authority.both_sides"
    assert {refusal.value.facts["for"], refusal.value.facts["other"]} == {principal.name, EMPLOYER.name}


def test_an_agent_entered_beside_nobody_stands_on_their_side() -> None:
    with pytest.raises(ConflictError):
        require_one_interest(agent("new", None), PEOPLE, (), TODAY)


def test_a_party_acts_for_nobody_against_themselves() -> None:
    with pytest.raises(ConflictError):
        require_one_interest(agent("new", EMPLOYER, id_number=WORKER.id_number), PEOPLE, (), TODAY)
    with pytest.raises(ConflictError):
        require_one_interest(WORKER, PEOPLE, [authority(WORKER, EMPLOYER)], TODAY)


def test_an_authority_for_another_interest_counts_until_it_is_over() -> None:
    second = authority(THEIRS, WORKER)

    with pytest.raises(ConflictError):
        require_one_interest(THEIRS, PEOPLE, [second], TODAY)
    require_one_interest(THEIRS, PEOPLE, [second.revoke(NOW)], TODAY)


def test_one_agent_serves_several_of_one_interest_and_nobody_is_taken_for_another() -> None:
    ours = agent("ours", WORKER, id_number="", phone="")

    require_one_interest(agent("again", OTHER_WORKER, id_number="1"), [*PEOPLE[:-1], agent("a", WORKER)], (), TODAY)
    require_one_interest(ours, PEOPLE, [authority(ours, OTHER_WORKER)], TODAY)
    require_one_interest(agent("new", WORKER, id_number="2", phone="13800002222"), PEOPLE, (), TODAY)
    require_one_interest(agent("new", WORKER, id_number="2", name="钱律师"), PEOPLE, (), TODAY)
