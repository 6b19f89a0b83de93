"""The party's own link to their case: expiring, revocable, bound to the first device; only digests are kept."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final

from server.domain.beijing import BEIJING
from server.domain.errors import GoneError, TooManyTriesError
from server.domain.ids import CaseId, Identity
from server.domain.invitation import MOST_TRIES, Device

OPEN_FOR: Final = timedelta(days=180)
"""Longer than a mediation with its extension; and so long after the last instalment and the last period that runs."""
ENDS_SOON: Final = timedelta(days=14)
"""How long before its end the desk is told of a link."""
DRAFT_FOR: Final = timedelta(days=30)
"""An application that was never handed in."""


def open_until(last_day: date) -> datetime:
    """Return until when the links of a case open it whose last instalment or period ends on `last_day` in Beijing."""
    return datetime.combine(last_day, time.max, BEIJING).replace(microsecond=0) + OPEN_FOR


@dataclass(frozen=True, slots=True)
class CaseLink:
    """One party's link. `identity` is the party, also before the application was handed in."""

    case: CaseId
    identity: Identity
    token_digest: str
    created_at: datetime
    expires_at: datetime
    device_digest: str | None = None
    move_tries: int = 0
    revoked_at: datetime | None = None
    began: bool = False
    """Whether the application was begun by it: who fills it in for another holds this link, and none made since."""
    version: int = 0

    def is_usable(self, now: datetime) -> bool:
        """Tell whether it still opens the case."""
        return self.revoked_at is None and now < self.expires_at

    def require_usable(self, now: datetime) -> None:
        """Raise `GoneError` (`case_link.revoked`, `case_link.expired`)."""
        if self.revoked_at is not None:
            raise GoneError("case_link.revoked")
        if now >= self.expires_at:
            raise GoneError("case_link.expired")

    def device(self, digest: str | None) -> Device:
        """Tell whose device holds the secret with this digest."""
        return Device.of(self.device_digest, digest)

    def require_device(self, digest: str | None, now: datetime) -> None:
        """Raise unless the link is usable and this is the bound device."""
        self.require_usable(now)
        self.device(digest).require_this("case_link")

    def open(self, digest: str, now: datetime) -> "CaseLink":
        """Return the link bound to the device. Again on it changes nothing. Raises `OtherDeviceError`."""
        self.require_usable(now)
        device = self.device(digest)
        device.require_free("case_link")
        return self if device is Device.THIS else replace(self, device_digest=digest)

    def move(self, digest: str, now: datetime, *, phone_matches: bool) -> "CaseLink":
        """Return the link bound to another device, or with one more wrong try. Raises `TooManyTriesError`."""
        self.require_usable(now)
        if self.move_tries >= MOST_TRIES:
            raise TooManyTriesError("case_link.move_locked", tries=str(self.move_tries))
        if not phone_matches:
            return replace(self, move_tries=self.move_tries + 1)
        return replace(self, device_digest=digest, move_tries=0)

    def keep_open(self, now: datetime) -> "CaseLink":
        """Return the link good for as long as a case lasts."""
        return replace(self, expires_at=max(self.expires_at, now + OPEN_FOR))

    def revoke(self, now: datetime) -> "CaseLink":
        """Return the link dead for ever. Again changes nothing."""
        return self if self.revoked_at is not None else replace(self, revoked_at=now)

    def lapse(self, token_digest: str, now: datetime) -> "CaseLink":
        """Return a link that is over and not dead: nobody has its token, and a fresh one takes its place."""
        return replace(self.reissue(token_digest, now), expires_at=now)

    def reissue(self, token_digest: str, now: datetime) -> "CaseLink":
        """Return a fresh link in place of this one: new token, no device."""
        return replace(
            self,
            token_digest=token_digest,
            created_at=now,
            expires_at=now + OPEN_FOR,
            device_digest=None,
            move_tries=0,
            revoked_at=None,
            began=False,
        )
