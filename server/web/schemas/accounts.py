"""Accounts that an administrator of a court keeps."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from server.domain.party import Role
from server.web.schemas import Answer, Request


class KeptAccount(Answer):
    """GET /api/accounts: one account of the own court or of an organisation on its roster."""

    id: str
    login: str
    name: str
    role: Role
    organisation: str
    closed_at: datetime | None
    sign_ins: int
    """Browsers signed in now."""
    last_seen: datetime | None
    cases: int
    """Cases under way that this account mediates."""
    version: int


class AccountClosing(Request):
    """POST /api/accounts/{account}/close: why, and the version that was seen."""

    version: Annotated[int, Field(ge=0)]
    reason: Annotated[str, Field(max_length=500)]


class AccountOpening(Request):
    """POST /api/accounts/{account}/reopen."""

    version: Annotated[int, Field(ge=0)]
