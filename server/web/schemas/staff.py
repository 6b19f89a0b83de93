"""Bodies of signing in and of who is signed in."""

from typing import Annotated

from pydantic import Field

from server.domain.party import Role
from server.web.schemas import Answer, Request

Login = Annotated[str, Field(min_length=1, max_length=64)]


class SignIn(Request):
    """POST /api/sign-in."""

    login: Login
    password: str = Field(min_length=1, max_length=256)


class TimeLeft(Answer):
    """GET /api/sign-in: how long it lasts when nothing is done, and whatever is done, in seconds; 401 without one."""

    seconds: int
    at_most: int


class Me(Answer):
    """GET /api/me; 401 when not signed in."""

    account: str
    login: str
    name: str
    role: Role
    organisation: str
