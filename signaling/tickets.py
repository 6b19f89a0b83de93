"""`Ticket`: what opens the room's socket. Signed (JWT, HS256), for one person and one session, for a minute."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey
from pydantic import Field, ValidationError

from signaling.errors import Code, TicketError
from signaling.grants import Grant
from signaling.protocol.words import Identity, Message, Role, Side

LIFETIME: Final = timedelta(seconds=60)
_ALGORITHM: Final = "HS256"
_AUDIENCE: Final = "room"
_LEEWAY: Final = timedelta(seconds=5)
"""How far the clocks of two nodes may differ."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """Who the person is and what they may do. `identity` is the invitation's, never the socket's."""

    session: str
    identity: str
    name: str
    side: Side
    role: Role
    title: str
    linked_to: str | None
    grants: frozenset[Grant]


class _Claims(Message):
    """A ticket as signed; strict, so that a token of another kind with our key opens nothing."""

    aud: str = Field(pattern=f"^{_AUDIENCE}$")
    iat: int
    exp: int
    session: Identity
    identity: Identity
    name: str = Field(min_length=1, max_length=200)
    side: Side
    role: Role
    title: str = Field(max_length=200)
    linked_to: Identity | None
    grants: tuple[Grant, ...]


def sign(ticket: Ticket, key: bytes, now: datetime, lifetime: timedelta = LIFETIME) -> str:
    """Return the ticket as compact JWT; `key` has at least 32 bytes."""
    claims: dict[str, Any] = {
        "aud": _AUDIENCE,
        "iat": int(now.timestamp()),
        "exp": int((now + lifetime).timestamp()),
        "session": ticket.session,
        "identity": ticket.identity,
        "name": ticket.name,
        "side": ticket.side.value,
        "role": ticket.role.value,
        "title": ticket.title,
        "linked_to": ticket.linked_to,
        "grants": sorted(ticket.grants),
    }
    return jwt.encode({"alg": _ALGORITHM}, claims, OctKey.import_key(key), algorithms=[_ALGORITHM])


def verify(text: str, key: bytes, now: datetime) -> Ticket:
    """Return the ticket in `text`; raises `TicketError` when it is forged, of another kind or too old."""
    claims = _claims(text, key)
    if now >= datetime.fromtimestamp(claims.exp, UTC) + _LEEWAY:
        raise TicketError(Code.TICKET_EXPIRED)
    return Ticket(
        claims.session,
        claims.identity,
        claims.name,
        claims.side,
        claims.role,
        claims.title,
        claims.linked_to,
        frozenset(claims.grants),
    )


def _claims(text: str, key: bytes) -> _Claims:
    try:
        token = jwt.decode(text, OctKey.import_key(key), algorithms=[_ALGORITHM])
        return _Claims.model_validate(token.claims, strict=False)
    except (JoseError, ValidationError, ValueError) as error:
        raise TicketError(Code.TICKET_INVALID) from error
