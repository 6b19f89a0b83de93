"""The invitation: a personal link to one session, expiring, revocable and bound to the first device."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from server.domain.errors import (
    ConflictError,
    InvitationExpiredError,
    InvitationRevokedError,
    InvitationSuspendedError,
    NotFoundError,
    OtherDeviceError,
    TooManyTriesError,
)
from server.domain.ids import Identity, SessionId
from server.domain.manner import Attending

MOST_TRIES: Final = 5
OPEN_AFTER: Final = timedelta(days=7)
SHORTEST: Final = timedelta(days=1)
TEST_AGAIN_AFTER: Final = timedelta(hours=1)
"""How long nobody is asked again to test network and device."""


def expiry(starts_at: datetime, now: datetime) -> datetime:
    """Return until when a link is good: a week after the session began, so that its person can read the outcome."""
    return max(starts_at + OPEN_AFTER, now + SHORTEST)


class Device(StrEnum):
    """Whose device is asking."""

    UNBOUND = "unbound"
    THIS = "this"
    OTHER = "other"

    @classmethod
    def of(cls, bound: str | None, shown: str | None) -> "Device":
        """Tell whose device shows a secret, by its digest and that of the secret a link is bound to, if it is."""
        if bound is None:
            return cls.UNBOUND
        return cls.THIS if shown == bound else cls.OTHER

    def require_this(self, link: str) -> None:
        """Raise `ConflictError` or `OtherDeviceError` (`<link>.not_opened`, `<link>.other_device`) for any but this."""
        if self is Device.UNBOUND:
            raise ConflictError(f"{link}.not_opened")
        self.require_free(link)

    def require_free(self, link: str) -> None:
        """Raise `OtherDeviceError` (`<link>.other_device`) when the link is another device's."""
        if self is Device.OTHER:
            raise OtherDeviceError(f"{link}.other_device")


class LinkState(StrEnum):
    """The link as the mediator's board shows it."""

    NOT_OPENED = "not_opened"
    OPENED = "opened"
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    DENIED = "denied"
    """Whoever got it said it was not for them."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """One person's link to one session. Only digests of the token and the device's secret are kept."""

    session: SessionId
    identity: Identity
    token_digest: str
    created_at: datetime
    expires_at: datetime
    opened_at: datetime | None = None
    device_digest: str | None = None
    move_tries: int = 0
    suspended_at: datetime | None = None
    suspended_reason: str | None = field(default=None, repr=False)
    revoked_at: datetime | None = None
    attending: Attending | None = None
    """How the person will attend; None until they were asked."""
    test_asked_at: datetime | None = None
    """When the person was last asked by message to test network and device."""
    version: int = 0

    def require_usable(self, now: datetime) -> None:
        """Raise `InvitationRevokedError`, `InvitationSuspendedError` or `InvitationExpiredError`."""
        if self.revoked_at is not None:
            raise InvitationRevokedError
        if self.suspended_at is not None:
            raise InvitationSuspendedError(reason=self.suspended_reason or "")
        if now >= self.expires_at:
            raise InvitationExpiredError

    def device(self, digest: str | None) -> Device:
        """Tell whose device holds the secret with this digest."""
        return Device.of(self.device_digest, digest)

    def require_device(self, digest: str | None, now: datetime) -> None:
        """Raise unless the link is usable and this is the bound device."""
        self.require_usable(now)
        self.device(digest).require_this("invitation")

    def open(self, digest: str, now: datetime) -> "Invitation":
        """Return the invitation bound to the device. Again on the same device changes nothing."""
        self.require_usable(now)
        device = self.device(digest)
        device.require_free("invitation")
        return self if device is Device.THIS else replace(self, opened_at=now, device_digest=digest)

    def move(self, digest: str, now: datetime, *, phone_matches: bool) -> "Invitation":
        """Return the invitation bound to another device, or with one more wrong try.

        Raises `TooManyTriesError` when `MOST_TRIES` are used up: then only a new link helps.
        """
        self.require_usable(now)
        if self.move_tries >= MOST_TRIES:
            raise TooManyTriesError("invitation.move_locked", tries=str(self.move_tries))
        if not phone_matches:
            return replace(self, move_tries=self.move_tries + 1)
        return replace(self, opened_at=self.opened_at or now, device_digest=digest, move_tries=0)

    @property
    def is_alive(self) -> bool:
        """Whether it is neither revoked nor suspended: whoever has it is who it was meant for, as far as is known."""
        return self.revoked_at is None and self.suspended_at is None

    def suspend(self, reason: str, now: datetime) -> "Invitation":
        """Return the invitation out of use until `restore`; again for the same reason changes nothing."""
        if self.revoked_at is not None:
            raise InvitationRevokedError
        if self.suspended_at is not None and self.suspended_reason == reason:
            return self
        return replace(self, suspended_at=now, suspended_reason=reason)

    def restore(self) -> "Invitation":
        """Return the invitation in use again. Raises `NotFoundError` unless it is suspended."""
        if self.suspended_at is None:
            raise NotFoundError("invitation.not_suspended")
        return replace(self, suspended_at=None, suspended_reason=None)

    def revoke(self, now: datetime) -> "Invitation":
        """Return the invitation dead for ever. Again changes nothing."""
        return self if self.revoked_at is not None else replace(self, revoked_at=now)

    def reissue(self, token_digest: str, now: datetime, expires_at: datetime) -> "Invitation":
        """Return a fresh invitation in place of this one: new token, no device, a suspension stays."""
        return replace(
            self,
            token_digest=token_digest,
            created_at=now,
            expires_at=expires_at,
            opened_at=None,
            device_digest=None,
            move_tries=0,
            revoked_at=None,
        )

    def attend(self, attending: Attending) -> "Invitation":
        """Return the invitation with how its person will attend; the same way again changes nothing."""
        if self.attending is not None and self.attending.manner is attending.manner:
            return self
        return replace(self, attending=attending)

    def ask_to_test(self, now: datetime) -> "Invitation":
        """Return the invitation whose person is asked now to test network and device.

        Raises as `require_usable`, and `ConflictError` (`device_test.asked`) within `TEST_AGAIN_AFTER`.
        """
        self.require_usable(now)
        if self.test_asked_at is not None and now < self.test_asked_at + TEST_AGAIN_AFTER:
            again = self.test_asked_at + TEST_AGAIN_AFTER
            raise ConflictError("device_test.asked", again_at=again.isoformat())
        return replace(self, test_asked_at=now)

    def state(self, now: datetime) -> LinkState:
        """Return the state a board shows."""
        if self.suspended_at is not None:
            return LinkState.SUSPENDED
        if self.revoked_at is not None:
            return LinkState.DENIED
        if now >= self.expires_at:
            return LinkState.EXPIRED
        return LinkState.OPENED if self.opened_at else LinkState.NOT_OPENED
