"""Causes of action on both databases: every version stays, and two writers notice each other."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from server.domain.cause_list import SHIPPED
from server.domain.causes import Plain
from server.domain.errors import ForbiddenError, NotFoundError, StaleVersionError
from server.domain.party import Role
from server.services import cause_lists
from server.services.cause_lists import AddCause, CauseWords, ChangeCause
from tests.factories import NOW, an_account
from tests.support.store import CLERK, Store

ADMIN = an_account(id="admin1", login="admin", name="钱主任", role=Role.COURT_ADMIN, organisation="老城区人民法院")
SINCE = date(2026, 1, 1)
TOMORROW = NOW.date() + timedelta(days=1)
WORDS = CauseWords(
    "劳动报酬纠纷", "劳动合同纠纷", None, (Plain.UNPAID_WAGES, Plain.OVERTIME), confirmed=True, note="核对原文"
)
RENAME = AddCause("key-00000001", "labour.wages", TOMORROW, WORDS)


def confirm(version: int) -> ChangeCause:
    words = CauseWords("追索劳动报酬纠纷", "劳动合同纠纷", None, (Plain.UNPAID_WAGES,), confirmed=True)
    return ChangeCause("labour.wages", SINCE, version, words)


async def test_a_wording_added_for_tomorrow_ends_the_one_of_today_and_the_same_request_twice_is_one(
    store: Store,
) -> None:
    await cause_lists.add(ADMIN, RENAME, store.ports)
    _, listed = await cause_lists.add(ADMIN, RENAME, store.ports)

    now, then = NOW, NOW + timedelta(days=1)
    assert listed.cause_of("labour.wages", now).name == "追索劳动报酬纠纷"
    assert listed.cause_of("labour.wages", then).name == "劳动报酬纠纷"
    ended = listed.entry("labour.wages", SINCE)
    assert ended is not None
    assert (ended.until, ended.version) == (NOW.date(), 1)
    assert len(listed.entries) == len(SHIPPED.entries) + 1


async def test_two_who_change_one_entry_notice_each_other(store: Store) -> None:
    _, listed = await cause_lists.change(ADMIN, confirm(0), store.ports)
    changed = listed.entry("labour.wages", SINCE)

    with pytest.raises(StaleVersionError):
        await cause_lists.change(ADMIN, confirm(0), store.ports)

    assert changed is not None
    assert (changed.confirmed, changed.version, changed.changed_by) == (True, 1, "钱主任")
    assert (await cause_lists.current(store.ports)).entries == listed.entries


async def test_nobody_else_keeps_the_list_and_what_is_refused_changes_nothing(store: Store) -> None:
    for attempt in (cause_lists.add(CLERK, RENAME, store.ports), cause_lists.change(CLERK, confirm(0), store.ports)):
        with pytest.raises(ForbiddenError):
            await attempt
    with pytest.raises(NotFoundError):
        await cause_lists.add(ADMIN, replace(RENAME, code="nothing.there"), store.ports)

    assert await cause_lists.current(store.ports) == SHIPPED
