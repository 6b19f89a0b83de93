"""A recording is read piece by piece, by somebody who must still be signed in for each of them."""

from collections.abc import Awaitable, Callable
from typing import Any, cast

from server.web.recordings import pour

PIECES = [(0, 4), (4, 4), (8, 4)]


class Wire:
    """Keeps what is written to it."""

    def __init__(self) -> None:
        self.got = b""

    async def write(self, data: bytes) -> None:
        self.got += data


class Film:
    """Twelve bytes of film."""

    mime, size = "video/webm", 12

    def read(self, start: int, length: int) -> bytes:
        return b"abcdefghijkl"[start : start + length]


def times(count: int) -> Callable[[], Awaitable[bool]]:
    """Return a question that is answered with yes so many times."""
    left = iter([True] * count)

    async def ask() -> bool:
        return next(left, False)

    return ask


async def test_a_player_whose_account_is_closed_while_it_reads_gets_not_a_piece_more() -> None:
    wire = Wire()

    assert not await pour(cast("Any", wire), Film(), PIECES, times(2))
    assert wire.got == b"abcdefgh"


async def test_a_player_that_stays_signed_in_gets_the_whole() -> None:
    wire = Wire()

    assert await pour(cast("Any", wire), Film(), PIECES, times(3))
    assert wire.got == b"abcdefghijkl"


async def test_a_player_that_signed_out_before_the_first_piece_gets_nothing() -> None:
    wire = Wire()

    assert not await pour(cast("Any", wire), Film(), PIECES, times(0))
    assert wire.got == b""
