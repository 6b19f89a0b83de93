"""The kinds of case a court takes, on both databases, and intake that follows."""

from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain.application import Door
from server.domain.causes import CaseType
from server.domain.errors import ForbiddenError, InvalidError, StaleVersionError
from server.domain.party import Role
from server.services import case_types, intake
from server.services.case_types import Enable, End
from tests.factories import NOW, an_account
from tests.support.store import CLERK, Store

ADMIN = an_account(id="admin1", login="admin", name="钱主任", role=Role.COURT_ADMIN, organisation="老城区人民法院")
TODAY = NOW.date()
CIVIL = Enable("key-00000001", CaseType.CIVIL, TODAY, None)


async def test_a_kind_enabled_twice_by_one_request_is_one_and_two_who_end_it_notice_each_other(store: Store) -> None:
    await case_types.enable(ADMIN, CIVIL, store.ports)
    _, standing = await case_types.enable(ADMIN, CIVIL, store.ports)
    last = End(CaseType.CIVIL, TODAY, 1, TODAY + timedelta(days=30))

    _, ended = await case_types.end(ADMIN, last, store.ports)

    assert [(one.kind, one.version, one.changed_by) for one in standing.entries] == [(CaseType.CIVIL, 1, "钱主任")]
    assert [(one.until, one.version) for one in ended.entries] == [(last.until, 2)]
    with pytest.raises(StaleVersionError):
        await case_types.end(ADMIN, last, store.ports)


async def test_nobody_but_an_administrator_of_the_court_enables_and_no_other_court_is_touched(store: Store) -> None:
    other = replace(ADMIN, organisation="另一法院")

    with pytest.raises(ForbiddenError):
        await case_types.enable(CLERK, CIVIL, store.ports)
    await case_types.enable(other, CIVIL, store.ports)

    assert (await case_types.kept(ADMIN, store.ports))[1].entries == ()


async def test_intake_takes_a_kind_on_the_days_it_is_enabled_and_no_others(store: Store) -> None:
    begun = await intake.begin(CLERK, intake.Begin(Door.COUNTER, "key-civil-0001"), store.ports)
    civil = replace(begun.application, case_type=CaseType.CIVIL)

    with pytest.raises(InvalidError) as refused:
        await intake.write(CLERK, begun.case, begun.version, civil, store.ports)
    assert (refused.value.code, refused.value.facts) == ("case_type.ineligible", {"kind": "not_enabled"})

    await case_types.enable(ADMIN, CIVIL, store.ports)
    written = await intake.write(CLERK, begun.case, begun.version, civil, store.ports)
    assert written.case_types == (CaseType.LABOUR, CaseType.CIVIL)

    await case_types.end(ADMIN, End(CaseType.CIVIL, TODAY, 1, TODAY), store.ports)
    store.clock.at += timedelta(days=2)
    with pytest.raises(InvalidError):
        await intake.hand_in(CLERK, begun.case, store.ports)
    assert (await intake.read(CLERK, begun.case, store.ports)).serial is None


async def test_a_case_received_while_its_kind_was_taken_may_still_be_corrected_afterwards(store: Store) -> None:
    await case_types.enable(ADMIN, CIVIL, store.ports)
    begun = await intake.begin(CLERK, intake.Begin(Door.COUNTER, "key-civil-0001"), store.ports)
    civil = replace(begun.application, case_type=CaseType.CIVIL)
    written = await intake.write(CLERK, begun.case, begun.version, civil, store.ports)
    received = await intake.hand_in(CLERK, written.case, store.ports)
    await case_types.end(ADMIN, End(CaseType.CIVIL, TODAY, 1, TODAY), store.ports)
    store.clock.at += timedelta(days=2)

    again = await intake.write(CLERK, begun.case, received.version, replace(civil, place="老城区"), store.ports)

    assert (again.application.case_type, again.application.place) == (CaseType.CIVIL, "老城区")


async def test_a_civil_claim_beside_a_criminal_case_is_taken_only_where_the_accused_is_not_detained(
    store: Store,
) -> None:
    enabled = replace(CIVIL, kind=CaseType.INCIDENTAL_CIVIL)
    await case_types.enable(ADMIN, enabled, store.ports)
    begun = await intake.begin(CLERK, intake.Begin(Door.COUNTER, "key-civil-0001"), store.ports)
    incidental = replace(begun.application, case_type=CaseType.INCIDENTAL_CIVIL)

    for detained in (None, True):
        with pytest.raises(InvalidError) as refused:
            await intake.write(
                CLERK, begun.case, begun.version, replace(incidental, accused_detained=detained), store.ports
            )
        assert refused.value.facts == {"kind": "accused_detained"}
    await intake.write(CLERK, begun.case, begun.version, replace(incidental, accused_detained=False), store.ports)
