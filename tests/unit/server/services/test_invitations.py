from datetime import timedelta

import pytest

from server.domain.consent import WORDING_VERSION, Purpose
from server.domain.errors import (
    ConflictError,
    ForbiddenError,
    InvalidError,
    InvitationExpiredError,
    InvitationRevokedError,
    LinkReplacedError,
    NotFoundError,
    OtherDeviceError,
    TooManyTriesError,
)
from server.domain.invitation import Device
from server.domain.notice import NOTICE_VERSION
from server.services import consents, invitations, notices
from server.services.consents import AnswerConsent
from server.services.invitations import LinkKey
from tests.support.store import JUDGE, MEDIATOR, OTHER_MEDIATOR, Store


async def opened(store: Store, identity: str = "li") -> LinkKey:
    device = (await invitations.open_link(LinkKey(f"token-{identity}", None), store.ports)).device
    return LinkKey(f"token-{identity}", device)


async def ready(store: Store, identity: str = "li", *, answer: bool = True) -> LinkKey:
    key = await opened(store, identity)
    await notices.acknowledge(key, NOTICE_VERSION, store.ports)
    await consents.answer(key, AnswerConsent(Purpose.RECORDING, answer, WORDING_VERSION), store.ports)
    return key


async def test_a_link_tells_who_is_invited_to_what_before_it_is_opened(store: Store) -> None:
    view = await invitations.look(LinkKey("token-li", None), store.ports)

    assert view.device is Device.UNBOUND
    assert (view.name, view.own_party, view.other_party) == ("李秀兰", "李秀兰", "周经理")
    assert view.phone_hint == "138****6027"
    assert [consent.answer for consent in view.consents] == [None, None, None]


async def test_looking_changes_nothing(store: Store) -> None:
    await invitations.look(LinkKey("token-li", "some-device"), store.ports)

    assert (await invitations.look(LinkKey("token-li", None), store.ports)).device is Device.UNBOUND


async def test_an_unknown_link_is_told_from_no_link(store: Store) -> None:
    with pytest.raises(NotFoundError) as refusal:
        await invitations.look(LinkKey("no-such-token", None), store.ports)

    assert refusal.value.code == "invitation.unknown"


async def test_the_first_device_gets_the_link_and_another_sees_nothing_that_was_said(store: Store) -> None:
    key = await ready(store)

    there = await invitations.look(LinkKey(key.token, "another-device"), store.ports)

    assert there.device is Device.OTHER
    assert (there.consents, there.device_check, there.notice_acknowledged_at) == ((), None, None)
    with pytest.raises(OtherDeviceError):
        await invitations.open_link(LinkKey(key.token, "another-device"), store.ports)
    with pytest.raises(OtherDeviceError):
        await consents.answer(
            LinkKey(key.token, "another-device"),
            AnswerConsent(Purpose.RECORDING, answer=True, version=WORDING_VERSION),
            store.ports,
        )


async def test_a_link_opened_twice_on_one_device_stays_one_opening(store: Store) -> None:
    key = await opened(store)

    again = await invitations.open_link(key, store.ports)

    assert again.device is None
    assert again.view.device is Device.THIS


async def test_an_expired_link_opens_nothing(store: Store) -> None:
    store.clock.pass_by(timedelta(days=8))

    for use in (invitations.look, invitations.open_link):
        with pytest.raises(InvitationExpiredError):
            await use(LinkKey("token-li", None), store.ports)


async def test_the_tail_of_the_telephone_number_moves_a_link_to_another_device(store: Store) -> None:
    old = await opened(store)

    moved = await invitations.move(LinkKey(old.token, None), "6027", store.ports)

    assert moved.view.device is Device.THIS
    assert (await invitations.look(old, store.ports)).device is Device.OTHER


async def test_five_wrong_tails_lock_the_move_and_leave_the_first_device_alone(store: Store) -> None:
    old = await opened(store)
    thief = LinkKey(old.token, None)
    for left in (4, 3, 2, 1, 0):
        with pytest.raises(InvalidError) as refusal:
            await invitations.move(thief, "0000", store.ports)
        assert refusal.value.facts["left"] == str(left)

    with pytest.raises(TooManyTriesError):
        await invitations.move(thief, "6027", store.ports)

    assert (await invitations.look(old, store.ports)).device is Device.THIS


async def test_a_person_who_is_not_meant_kills_the_link(store: Store) -> None:
    await invitations.deny(LinkKey("token-li", None), store.ports)

    with pytest.raises(InvitationRevokedError):
        await invitations.look(LinkKey("token-li", None), store.ports)


async def test_a_link_bound_elsewhere_cannot_be_denied(store: Store) -> None:
    key = await opened(store)

    with pytest.raises(OtherDeviceError):
        await invitations.deny(LinkKey(key.token, None), store.ports)

    assert (await invitations.look(key, store.ports)).device is Device.THIS


async def test_entry_needs_an_opened_link_the_notice_and_an_answer_in_this_order(store: Store) -> None:
    key = LinkKey("token-li", None)
    assert await refused_entry(store, key) == "invitation.not_opened"

    key = await opened(store)
    assert await refused_entry(store, key) == "notice.not_acknowledged"

    await notices.acknowledge(key, NOTICE_VERSION, store.ports)
    assert await refused_entry(store, key) == "consent.not_answered"


async def refused_entry(store: Store, key: LinkKey) -> str:
    with pytest.raises(ConflictError) as refusal:
        await invitations.ticket_facts(key, store.ports)
    return refusal.value.code


@pytest.mark.parametrize("answer", [True, False])
async def test_a_person_comes_in_whatever_they_answered(store: Store, *, answer: bool) -> None:
    key = await ready(store, "min", answer=answer)

    facts = await invitations.ticket_facts(key, store.ports)

    assert (facts.identity, facts.linked_to, facts.host, facts.deputy) == ("min", "li", False, False)


async def test_a_new_link_kills_the_old_one_and_forgets_its_device(store: Store) -> None:
    old = await ready(store)

    fresh = await invitations.reissue(MEDIATOR, "session1", "li", store.ports)

    with pytest.raises(LinkReplacedError):
        await invitations.look(old, store.ports)
    view = await invitations.look(LinkKey(fresh.token, None), store.ports)
    assert view.device is Device.UNBOUND
    assert view.notice_acknowledged_at is not None


async def test_only_the_mediator_of_the_case_makes_new_links(store: Store) -> None:
    with pytest.raises(NotFoundError):
        await invitations.reissue(OTHER_MEDIATOR, "session1", "li", store.ports)
    with pytest.raises(ForbiddenError):
        await invitations.reissue(JUDGE, "session1", "li", store.ports)

    assert (await invitations.look(LinkKey("token-li", None), store.ports)).name == "李秀兰"


async def test_no_secret_of_a_link_is_in_a_representation(store: Store) -> None:
    opened_link = await invitations.open_link(LinkKey("token-li", None), store.ports)
    fresh = await invitations.reissue(MEDIATOR, "session1", "zhou", store.ports)

    assert opened_link.device is not None
    shown = repr(LinkKey("token-li", opened_link.device)) + repr(opened_link) + repr(fresh)
    for secret in ("token-li", opened_link.device, fresh.token):
        assert secret not in shown
