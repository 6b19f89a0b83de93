"""What a person's device and line were found to be, before they come in."""

from server.domain.device_check import CONNECTION_CHECKS, CheckResult
from server.services import devices, invitations
from server.services.devices import RecordCheck, RecordConnection
from server.services.invitations import LinkKey
from tests.support.store import Store

PASSED = CheckResult.PASSED
TEST = RecordConnection(dict.fromkeys(CONNECTION_CHECKS, PASSED), 48, 0.065, "chrome/android")


async def a_key(store: Store) -> LinkKey:
    opened = await invitations.open_link(LinkKey("token-li", None), store.ports)
    return LinkKey("token-li", opened.device)


async def note_of(store: Store, key: LinkKey) -> str | None:
    check = (await invitations.look(key, store.ports)).device_check
    assert check is not None
    return check.note


async def test_a_device_check_that_has_nothing_to_say_leaves_the_connection_test_for_the_clerk(store: Store) -> None:
    key = await a_key(store)
    await devices.record_connection(key, TEST, store.ports)

    await devices.record_check(key, RecordCheck(PASSED, PASSED, PASSED, PASSED), store.ports)

    assert await note_of(store, key) == TEST.note


async def test_the_reason_of_an_earlier_failure_is_gone_when_the_next_check_passes(store: Store) -> None:
    key = await a_key(store)
    failed = RecordCheck(CheckResult.FAILED, PASSED, PASSED, PASSED, "NotAllowedError")
    await devices.record_check(key, failed, store.ports)

    await devices.record_check(key, RecordCheck(PASSED, PASSED, PASSED, PASSED), store.ports)

    assert await note_of(store, key) is None
