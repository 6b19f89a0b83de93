"""Whether a mediator may sit in a case is asked on every way into it."""

from dataclasses import replace

import pytest

from server.domain.adoption import Adoption, AdoptionState
from server.domain.case import CaseState
from server.domain.errors import ConflictError, InvalidError
from server.domain.ids import CaseId, EntryId
from server.domain.origin import Origin
from server.domain.profile import RosterLevel
from server.domain.roster import EntryState
from server.services import choosing, panels, referrals
from server.services.panels import Seating
from server.services.referrals import Accept, Send
from tests.support.referrals import NO, SERIAL, accepted, desk, it_is_its_own, refer
from tests.support.store import CENTRE, CLERK, MEDIATOR, OTHER_MEDIATOR, Store


async def lists(store: Store, **values: object) -> None:
    """Put other true values on the roster for both mediators."""
    async with store.database.begin() as uow:
        for name in ("王调解员", "孙调解员"):
            held = await uow.roster.get(EntryId(name))
            assert held is not None
            assert held.live is not None
            changed = replace(held.live, **values)  # type: ignore[arg-type]  # any value may be the one changed
            await uow.roster.save(replace(held, live=changed))
        await uow.commit()


UNFIT = [
    ({"origin": Origin.HONG_KONG_MACAO}, "mediator.origin"),
    ({"may_preside": False}, "mediator.may_not_preside"),
    ({"max_open": 1}, "mediator.full"),
]


async def they_are_busy(store: Store) -> None:
    """Give each mediator one other case."""
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        for number, mediator in ((201, MEDIATOR), (202, OTHER_MEDIATOR)):
            serial = f"LY2026-000{number}"
            other = replace(case, id=CaseId(serial), serial=serial, mediator=mediator.id, state=CaseState.ACCEPTED)
            await uow.cases.add(replace(other, version=0))
        await uow.commit()


@pytest.mark.parametrize(("values", "code"), UNFIT)
async def test_a_referral_is_not_accepted_with_a_mediator_who_may_not_mediate_it(
    store: Store, values: dict[str, object], code: str
) -> None:
    await they_are_busy(store)
    await refer(store)
    await lists(store, **values)

    with pytest.raises(ConflictError) as refused:
        await referrals.accept(CENTRE, Accept(SERIAL, "王调解员", NO), store.ports)

    assert refused.value.code == code
    assert (await desk(store)).state is CaseState.AWAITING_ACCEPTANCE


@pytest.mark.parametrize(("values", "code"), UNFIT)
async def test_an_organisation_takes_nothing_on_with_a_mediator_who_may_not_mediate_it(
    store: Store, values: dict[str, object], code: str
) -> None:
    await they_are_busy(store)
    await it_is_its_own(store)
    await lists(store, **values)

    with pytest.raises(ConflictError) as refused:
        await referrals.take_on_own(CENTRE, Accept(SERIAL, "王调解员", NO), store.ports)

    assert refused.value.code == code
    assert (await desk(store, CENTRE)).state is CaseState.TO_APPOINT


@pytest.mark.parametrize(("values", "code"), [UNFIT[0], UNFIT[2]])
async def test_nobody_is_seated_beside_the_presider_who_may_not_mediate_it(
    store: Store, values: dict[str, object], code: str
) -> None:
    await accepted(store)
    await they_are_busy(store)
    await lists(store, **values)

    with pytest.raises(ConflictError) as refused:
        await panels.assign(CENTRE, Seating(SERIAL, "孙调解员", NO), store.ports)

    assert refused.value.code == code
    assert len((await desk(store)).panel) == 1


@pytest.mark.parametrize(("values", "code"), UNFIT)
async def test_nobody_is_handed_the_chair_who_may_not_have_it(
    store: Store, values: dict[str, object], code: str
) -> None:
    await accepted(store)
    await panels.assign(CENTRE, Seating(SERIAL, "孙调解员", NO), store.ports)
    await they_are_busy(store)
    await lists(store, **values)

    with pytest.raises(ConflictError) as refused:
        await panels.hand_over(CENTRE, SERIAL, OTHER_MEDIATOR.id, store.ports)

    assert refused.value.code == code
    assert [(one.name, one.presides) for one in (await desk(store)).panel] == [("王调解员", True), ("孙调解员", False)]


async def test_a_mediator_who_may_not_preside_sits_beside_one_and_is_never_named(store: Store) -> None:
    await lists(store, may_preside=False)
    await choosing.start(CLERK, SERIAL, joint=False, ports=store.ports)

    with pytest.raises(ConflictError) as refused:
        await referrals.send(CLERK, Send(SERIAL, "key-wang-0001", "王调解员"), store.ports)

    assert refused.value.code == "mediator.may_not_preside"


async def test_no_mediator_joins_of_an_organisation_that_was_stopped(store: Store) -> None:
    await accepted(store)
    async with store.database.begin() as uow:
        centre = await uow.roster.get(EntryId("centre"))
        assert centre is not None
        await uow.roster.save(replace(centre, state=EntryState.STOPPED))
        await uow.commit()

    with pytest.raises(InvalidError) as refused:
        await panels.assign(CENTRE, Seating(SERIAL, "孙调解员", NO), store.ports)

    assert refused.value.facts == {"mediator": "organisation_not_in_force"}


async def test_a_mediator_of_a_regional_roster_joins_at_a_court_it_reaches(store: Store) -> None:
    await accepted(store)
    async with store.database.begin() as uow:
        held = await uow.roster.get(EntryId("孙调解员"))
        assert held is not None
        assert held.live is not None
        regional = replace(held.live, level=RosterLevel.REGION, regions=("老城区",))
        await uow.roster.save(replace(held, court="另一法院", live=regional))
        await uow.commit()

    await panels.assign(CENTRE, Seating(SERIAL, "孙调解员", NO), store.ports)

    assert len((await desk(store)).panel) == 2


@pytest.mark.parametrize("adopted", [False, True])
async def test_a_mediator_of_another_courts_roster_joins_only_once_the_court_took_them_over(
    store: Store, *, adopted: bool
) -> None:
    await accepted(store)
    async with store.database.begin() as uow:
        held = await uow.roster.get(EntryId("孙调解员"))
        assert held is not None
        await uow.roster.save(replace(held, court="另一法院"))
        if adopted:
            taken = Adoption(held.id, held.court, CLERK.id, store.clock.now(), AdoptionState.CONSENTED)
            await uow.roster.add_adoption(taken)
        await uow.commit()

    joining = panels.assign(CENTRE, Seating(SERIAL, "孙调解员", NO), store.ports)
    if adopted:
        await joining
        return
    with pytest.raises(InvalidError) as refused:
        await joining
    assert refused.value.facts == {"mediator": "other_court"}
