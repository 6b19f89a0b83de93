import pytest

from server.domain.case import serial
from server.domain.errors import InvalidError


def test_a_serial_names_place_year_and_number() -> None:
    assert serial("LY", 2026, 128) == "LY2026-000128"


@pytest.mark.parametrize(("prefix", "number"), [("L", 1), ("ly", 1), ("LY", 1_000_000), ("LY", -1)])
def test_a_serial_of_another_form_is_never_made(prefix: str, number: int) -> None:
    with pytest.raises(InvalidError):
        serial(prefix, 2026, number)
