"""Specimen numbers: well formed, and of nobody: no register has an area 990000."""

from typing import Final

from server.domain.id_number import citizen_check, code_check

_NO_AREA: Final = "990000"


def citizen_number(born: str, order: str = "001") -> str:
    """Return the identity number of nobody, born on those eight digits."""
    first = f"{_NO_AREA}{born}{order}"
    return first + citizen_check(first)


def company_code(order: str = "X0") -> str:
    """Return the unified social credit code of no company; `order` are two signs of the standard's alphabet."""
    first = f"91{_NO_AREA}MA00000{order}"
    return first + code_check(first)
