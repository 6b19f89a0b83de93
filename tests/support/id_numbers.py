"""Identity numbers for tests: well formed, of nobody, and one sign wrong."""

from typing import Final

from server.services.specimen_numbers import citizen_number, company_code

WORKER_NUMBER: Final = citizen_number("19900101")
COMPANY_CODE: Final = company_code("X0")
OTHER_CODE: Final = company_code("Y0")


def mistyped(number: str) -> str:
    """Return the number with its last digit but one wrong."""
    return f"{number[:-2]}{(int(number[-2]) + 1) % 10}{number[-1]}"
