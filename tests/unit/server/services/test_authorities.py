"""Authorities: who may act for whom in a case, and who may not."""

from dataclasses import replace

import pytest

from server.domain.errors import ConflictError, NotFoundError
from server.domain.party import Capacity, PartyKind, Role
from server.services import parties, powers
from tests.support.id_numbers import WORKER_NUMBER
from tests.support.people import SERIAL, THIRD, an_authority
from tests.support.store import CLERK, MEDIATOR, Store


async def test_an_authority_shows_whether_its_agent_may_settle(store: Store) -> None:
    view = await powers.record(CLERK, an_authority(), store.ports)
    full = an_authority(key="authority-2", matters="全权代理", powers=frozenset())
    again = await powers.record(CLERK, full, store.ports)

    assert [one.may_settle for one in view.authorities] == [True]
    assert [one.may_settle for one in again.authorities] == [True, False]


async def test_a_mediator_of_the_case_cannot_be_an_agent_in_it(store: Store) -> None:
    facts = replace(
        THIRD,
        name=MEDIATOR.name,
        role=Role.AGENT,
        kind=PartyKind.PERSON,
        standing=Capacity.USUAL,
        id_number=WORKER_NUMBER,
    )
    view = await parties.add_person(CLERK, parties.AddPerson(SERIAL, "person-2", facts), store.ports)

    with pytest.raises(ConflictError) as refusal:
        await powers.record(CLERK, an_authority(agent=view.people[-1].identity), store.ports)

    assert refusal.value.code == "authority.mediator"
    assert (await parties.people(CLERK, SERIAL, store.ports)).authorities == ()


async def test_an_authority_of_a_person_of_another_case_does_not_exist(store: Store) -> None:
    with pytest.raises(NotFoundError):
        await powers.record(CLERK, an_authority(agent="nobody"), store.ports)
    with pytest.raises(NotFoundError):
        await powers.revoke(CLERK, SERIAL, "nothing", store.ports)
