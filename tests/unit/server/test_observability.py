"""Log lines carry ids and never what is private."""

import io
import json
import logging
from collections.abc import Iterator

import pytest

from server.observability import Private, bound, set_up_logging


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    stream = io.StringIO()
    set_up_logging("json", "INFO", stream)
    yield stream
    root.handlers[:], root.level = before


def test_a_private_value_never_shows() -> None:
    name = Private("李秀兰")

    assert {f"{name}", str(name), repr(name), f"{name!r:>20}".strip(), "%s" % name} == {"[private]"}  # noqa: UP031 - as logging does
    assert name.value == "李秀兰"


def test_lines_carry_the_ids_they_belong_to(log: io.StringIO) -> None:
    with bound(request="7F3A-91C2"):
        logging.getLogger("server").info("served", extra={"session": "s1"})
    logging.getLogger("server").info("outside")

    first, second = (json.loads(line) for line in log.getvalue().splitlines())
    assert (first["request"], first["session"], first["message"]) == ("7F3A-91C2", "s1", "served")
    assert "request" not in second


def test_a_private_value_does_not_reach_the_log(log: io.StringIO) -> None:
    logging.getLogger("server").info("person %s", Private("李秀兰"))

    assert json.loads(log.getvalue())["message"] == "person [private]"
