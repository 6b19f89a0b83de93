from datetime import timedelta

import pytest

from server.domain.errors import (
    ConflictError,
    InvitationExpiredError,
    InvitationRevokedError,
    InvitationSuspendedError,
    MediationError,
    NotFoundError,
    OtherDeviceError,
    TooManyTriesError,
)
from server.domain.invitation import MOST_TRIES, Device, Invitation, LinkState, expiry
from tests.factories import NOW, an_invitation

FRESH = an_invitation()
BOUND = FRESH.open("phone", NOW)
SUSPENDED = BOUND.suspend("请先冷静", NOW)
REVOKED = BOUND.revoke(NOW)
LATE = FRESH.expires_at

REFUSALS = [
    (REVOKED, NOW, InvitationRevokedError),
    (SUSPENDED, NOW, InvitationSuspendedError),
    (BOUND, LATE, InvitationExpiredError),
]


@pytest.mark.parametrize(("invitation", "now", "refusal"), REFUSALS)
def test_a_link_that_is_not_good_does_nothing(
    invitation: Invitation, now: object, refusal: type[MediationError]
) -> None:
    at = LATE if now == LATE else NOW
    for use in (
        lambda: invitation.require_usable(at),
        lambda: invitation.require_device("phone", at),
        lambda: invitation.open("phone", at),
        lambda: invitation.move("laptop", at, phone_matches=True),
    ):
        with pytest.raises(refusal):
            use()


def test_a_link_is_good_until_the_very_instant_it_expires() -> None:
    FRESH.require_usable(LATE - timedelta(microseconds=1))

    with pytest.raises(InvitationExpiredError):
        FRESH.require_usable(LATE)


def test_the_first_device_holds_the_link() -> None:
    assert (FRESH.device("phone"), BOUND.device("phone"), BOUND.device("laptop"), BOUND.device(None)) == (
        Device.UNBOUND,
        Device.THIS,
        Device.OTHER,
        Device.OTHER,
    )
    with pytest.raises(OtherDeviceError):
        BOUND.open("laptop", NOW)
    with pytest.raises(OtherDeviceError):
        BOUND.require_device(None, NOW)


def test_a_link_nobody_opened_lets_nobody_act() -> None:
    with pytest.raises(ConflictError) as refusal:
        FRESH.require_device("phone", NOW)

    assert refusal.value.code == "invitation.not_opened"


def test_opening_again_on_the_same_device_changes_nothing() -> None:
    assert BOUND.open("phone", NOW + timedelta(hours=1)) is BOUND


def test_a_right_tail_moves_the_link_and_forgives_wrong_ones() -> None:
    tried = BOUND.move("laptop", NOW, phone_matches=False)
    moved = tried.move("laptop", NOW, phone_matches=True)

    assert (tried.device("phone"), tried.move_tries) == (Device.THIS, 1)
    assert (moved.device("laptop"), moved.move_tries, moved.opened_at) == (Device.THIS, 0, NOW)


def test_after_the_last_try_even_the_right_tail_does_not_move_the_link() -> None:
    tried = BOUND
    for _ in range(MOST_TRIES):
        tried = tried.move("laptop", NOW, phone_matches=False)

    with pytest.raises(TooManyTriesError):
        tried.move("laptop", NOW, phone_matches=True)

    assert tried.device("phone") is Device.THIS


def test_a_lifted_suspension_leaves_the_link_as_it_was() -> None:
    assert SUSPENDED.restore() == BOUND


def test_what_is_not_suspended_cannot_be_lifted() -> None:
    with pytest.raises(NotFoundError):
        BOUND.restore()


def test_a_new_link_does_not_lift_a_suspension() -> None:
    fresh = SUSPENDED.reissue("new-digest", NOW, LATE)

    with pytest.raises(InvitationSuspendedError):
        fresh.open("phone", NOW)
    assert fresh.restore().open("laptop", NOW).device("laptop") is Device.THIS


def test_a_revoked_link_cannot_be_suspended_but_made_anew() -> None:
    with pytest.raises(InvitationRevokedError):
        REVOKED.suspend("again", NOW)

    assert REVOKED.reissue("new-digest", NOW, LATE).state(NOW) is LinkState.NOT_OPENED
    assert REVOKED.revoke(NOW + timedelta(hours=1)) is REVOKED


def test_the_board_shows_the_state_of_each_link() -> None:
    assert [invitation.state(NOW) for invitation in (FRESH, BOUND, SUSPENDED, REVOKED)] == [
        LinkState.NOT_OPENED,
        LinkState.OPENED,
        LinkState.SUSPENDED,
        LinkState.DENIED,
    ]
    assert BOUND.state(LATE) is LinkState.EXPIRED


def test_a_link_outlives_its_session_by_a_week_and_a_late_one_by_a_day() -> None:
    assert expiry(NOW, NOW) == NOW + timedelta(days=7)
    assert expiry(NOW - timedelta(days=30), NOW) == NOW + timedelta(days=1)
