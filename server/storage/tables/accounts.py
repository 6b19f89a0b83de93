"""Tables of staff and of who is signed in."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table

from server.storage.columns import Instant
from server.storage.tables.base import DIGEST, ID, NAME, WORD, metadata

account = Table(
    "account",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("login", String(WORD), nullable=False, unique=True),
    Column("name", String(NAME), nullable=False),
    Column("role", String(WORD), nullable=False),
    Column("organisation", String(NAME), nullable=False),
    Column("password_hash", String(NAME), nullable=False),
    Column("wrong_passwords", Integer, nullable=False),
    Column("locked_until", Instant),
    Column("closed_at", Instant),
    Column("version", Integer, nullable=False),
)
sign_in = Table(
    "sign_in",
    metadata,
    Column("digest", String(DIGEST), primary_key=True),
    Column("account", ForeignKey("account.id"), nullable=False, index=True),
    Column("since", Instant, nullable=False),
    Column("last_seen", Instant, nullable=False),
)
