"""A ticket opens one room for one person for a minute, and nothing else does."""

import base64
import json
from datetime import timedelta
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

from signaling.errors import Code, TicketError
from signaling.tickets import LIFETIME, sign, verify
from tests.support.rooms import PEOPLE, START

KEY = b"a key of thirty-two bytes, no less"


def _code(text: str, key: bytes = KEY, after: timedelta = timedelta()) -> Code:
    with pytest.raises(TicketError) as refused:
        verify(text, key, START + after)
    return refused.value.code


def test_a_ticket_comes_back_as_it_was_signed() -> None:
    for person in PEOPLE.values():
        assert verify(sign(person, KEY, START), KEY, START) == person


def test_a_ticket_is_good_for_a_minute() -> None:
    text = sign(PEOPLE["host"], KEY, START)

    assert verify(text, KEY, START + LIFETIME) == PEOPLE["host"]
    assert _code(text, after=LIFETIME + timedelta(seconds=6)) is Code.TICKET_EXPIRED


def test_a_ticket_of_another_key_opens_nothing() -> None:
    assert _code(sign(PEOPLE["host"], b"another key of thirty-two bytes..", START)) is Code.TICKET_INVALID


def test_a_changed_ticket_opens_nothing() -> None:
    head, body, signature = sign(PEOPLE["worker"], KEY, START).split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    claims["grants"] = ["moderate"]
    forged = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()

    assert _code(f"{head}.{forged}.{signature}") is Code.TICKET_INVALID


def test_an_unsigned_ticket_opens_nothing() -> None:
    _, body, _ = sign(PEOPLE["worker"], KEY, START).split(".")
    head = base64.urlsafe_b64encode(b'{"alg":"none","typ":"JWT"}').rstrip(b"=").decode()

    assert _code(f"{head}.{body}.") is Code.TICKET_INVALID


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"aud": "invitation"},
        {"aud": "room", "grants": ["everything"]},
        {"aud": "room", "session": "a.b"},
        {"aud": "room", "identity": ""},
        {"aud": "room", "extra": 1},
    ],
)
def test_a_token_of_another_kind_with_our_key_opens_nothing(claims: dict[str, Any]) -> None:
    whole = {
        "iat": int(START.timestamp()),
        "exp": int(START.timestamp()) + 60,
        "session": "s1",
        "identity": "worker",
        "name": "李秀兰",
        "side": "applicant",
        "role": "party",
        "title": "",
        "linked_to": None,
        "grants": ["publish"],
    }
    text = jwt.encode({"alg": "HS256"}, {**whole, **claims}, OctKey.import_key(KEY))

    assert _code(text) is Code.TICKET_INVALID


@pytest.mark.parametrize("text", ["", "a", "a.b", "a.b.c", "..", "é.é.é", "a" * 4_096])
def test_what_is_no_token_is_refused_by_code(text: str) -> None:
    assert _code(text) is Code.TICKET_INVALID
