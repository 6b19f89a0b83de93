"""Refusals of the mediation rules: each with a stable `code`, the facts, and who has to act.

    MediationError
    ├── UnauthenticatedError            nobody is signed in, or no longer
    │   ├── WrongCredentialsError       login or password is wrong (never says which)
    │   ├── LockedOutError              too many wrong passwords; facts: until
    │   └── AccountClosedError          the account is closed; an administrator of the court opens it
    ├── ForbiddenError                  known person, missing right; facts: right
    │   └── OtherDeviceError            the link is bound to another device
    ├── NotFoundError                   does not exist, or is none of the asker's business: same answer
    ├── GoneError                       it existed and is over: the person needs a new one
    │   ├── InvitationExpiredError
    │   ├── LinkReplacedError           a newer link stands in its place
    │   ├── InvitationSuspendedError    facts: reason, as written for the person
    │   └── InvitationRevokedError
    ├── ConflictError                   true request, wrong moment
    │   ├── IllegalTransitionError      facts: state, action
    │   ├── StaleVersionError           somebody else changed it in between
    │   └── KeyReusedError              an idempotency key came back with another content
    ├── InvalidError                    the request contradicts a rule; facts name the fields
    └── TooManyTriesError               facts: tries

Texts here are for developers. What a person reads is chosen by `code` in `static/src/locales`.
"""

from enum import StrEnum
from typing import ClassVar


class Category(StrEnum):
    """Who has to act; the HTTP edge maps it to a status."""

    UNAUTHENTICATED = "unauthenticated"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    GONE = "gone"
    CONFLICT = "conflict"
    INVALID = "invalid"
    TOO_MANY = "too_many"


class MediationError(Exception):
    """Base of every refusal. Its message is the code alone: `facts` may hold a sentence meant for one person.

    A fact may have any name, also `code`: a social credit code is a field of forms.
    """

    category: ClassVar[Category] = Category.CONFLICT
    code: str = "mediation.refused"

    def __init__(self, code: str | None = None, /, **facts: str) -> None:
        self.code = code or type(self).code
        self.facts = facts
        super().__init__(self.code)


class UnauthenticatedError(MediationError):
    """Nobody is signed in, or the sign-in is over."""

    category = Category.UNAUTHENTICATED
    code = "auth.required"


class WrongCredentialsError(UnauthenticatedError):
    """Login or password is wrong; the same answer for both."""

    code = "auth.wrong_credentials"


class LockedOutError(UnauthenticatedError):
    """Too many wrong passwords; `until` says when the next try counts."""

    code = "auth.locked"


class AccountClosedError(UnauthenticatedError):
    """The account is closed."""

    code = "auth.closed"


class ForbiddenError(MediationError):
    """The person is known and lacks the right."""

    category = Category.FORBIDDEN
    code = "auth.forbidden"


class OtherDeviceError(ForbiddenError):
    """The link is bound to another device."""

    code = "invitation.other_device"


class NotFoundError(MediationError):
    """There is no such thing, or the asker may not know of it; both answer alike."""

    category = Category.NOT_FOUND
    code = "not_found"


class GoneError(MediationError):
    """It existed and is over."""

    category = Category.GONE
    code = "gone"


class InvitationExpiredError(GoneError):
    """The link is past its time."""

    code = "invitation.expired"


class InvitationSuspendedError(GoneError):
    """The presider removed the person; lifted only by the presider. `reason` was written for the person."""

    code = "invitation.suspended"


class LinkReplacedError(GoneError):
    """A newer link stands in its place: the person opens that one."""

    code = "invitation.replaced"


class InvitationRevokedError(GoneError):
    """The session is off, or the person said the link is not theirs."""

    code = "invitation.revoked"


class ConflictError(MediationError):
    """A true request at the wrong moment."""

    code = "conflict"


class IllegalTransitionError(ConflictError):
    """The life cycle has no such step from here."""

    code = "illegal_transition"

    def __init__(self, subject: str, state: str, action: str) -> None:
        super().__init__(f"{subject}.illegal_transition", state=state, action=action)
        self.state = state
        self.action = action


class StaleVersionError(ConflictError):
    """Somebody else changed it between reading and writing; read again."""

    code = "conflict.stale"


class KeyReusedError(ConflictError):
    """An idempotency key came back with another content."""

    code = "conflict.key_reused"


class InvalidError(MediationError):
    """The request contradicts a rule; `facts` map field to a stable reason."""

    category = Category.INVALID
    code = "invalid"


class TooManyTriesError(MediationError):
    """No more tries; a person of the organisation has to help."""

    category = Category.TOO_MANY
    code = "too_many_tries"
