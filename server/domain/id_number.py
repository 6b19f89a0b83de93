"""Identity numbers: what in one cannot be right, told by its form and its check sign, without asking any register.

GB 11643-1999 for citizens, GB 32100-2015 for organisations (统一社会信用代码). That a number is well formed does not
say that it is the person's: for that the original paper is seen (在线诉讼规则 art. 7).
"""

import re
from datetime import date
from enum import StrEnum
from typing import Final

from server.domain.errors import InvalidError
from server.domain.origin import Origin
from server.domain.party import PartyKind

CITIZEN_LENGTH: Final = 18
CODE_LENGTH: Final = 18
FIRST_YEAR: Final = 1900

_CITIZEN: Final = re.compile(r"[1-9][0-9]{16}[0-9X]")
_CITIZEN_CHECKS: Final = "10X98765432"
_CODE_SIGNS: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""No I, O, S, V, Z: they are read as other signs."""
_CODE: Final = re.compile(rf"[{_CODE_SIGNS}]{{2}}[0-9]{{6}}[{_CODE_SIGNS}]{{10}}")
_PAPER: Final = re.compile(r"[0-9A-Z()-]{5,30}")
"""Passports, 港澳居民来往内地通行证, 台胞证, 居住证: each issuer has its own form, none a check sign that is public."""


class NumberFault(StrEnum):
    """What is wrong with a number; the part of its code after `id_number.`."""

    LENGTH = "length"
    SIGNS = "signs"
    DATE = "date"
    """The eight signs of the day of birth are no day, or one to come."""
    CHECK = "check"
    """The last sign does not follow from the others: one was mistyped."""
    CODE_LENGTH = "code_length"
    CODE_SIGNS = "code_signs"
    CODE_CHECK = "code_check"
    PAPER = "paper"
    """No number of a passport or permit looks so."""


def normal(number: str) -> str:
    """Return the number as it is kept and compared: no blanks, letters large."""
    return "".join(number.split()).upper()


def number_fault(number: str, kind: PartyKind, origin: Origin, today: date) -> NumberFault | None:
    """Return what is wrong with the number of somebody of that kind and origin; None when nothing can be said.

    An employer has its code wherever its capital comes from. Papers of people from elsewhere have no check sign.
    """
    if kind is PartyKind.EMPLOYER:
        return code_fault(number)
    if origin is not Origin.MAINLAND:
        return None if _PAPER.fullmatch(normal(number)) else NumberFault.PAPER
    return citizen_fault(number, today)


def require_number(number: str, kind: PartyKind, origin: Origin, today: date) -> None:
    """Raise `InvalidError` (`id_number.…`) naming what is wrong; the number itself is in no fact."""
    fault = number_fault(number, kind, origin, today)
    if fault is not None:
        raise InvalidError(f"id_number.{fault}", id_number=fault.value)


def citizen_fault(number: str, today: date) -> NumberFault | None:
    """Return what is wrong with the number of a citizen's identity card (公民身份号码)."""
    text = normal(number)
    if len(text) != CITIZEN_LENGTH:
        return NumberFault.LENGTH
    if not _CITIZEN.fullmatch(text):
        return NumberFault.SIGNS
    if not _is_past_day(text[6:14], today):
        return NumberFault.DATE
    return None if citizen_check(text[:-1]) == text[-1] else NumberFault.CHECK


def code_fault(code: str) -> NumberFault | None:
    """Return what is wrong with a unified social credit code."""
    text = normal(code)
    if len(text) != CODE_LENGTH:
        return NumberFault.CODE_LENGTH
    if not _CODE.fullmatch(text):
        return NumberFault.CODE_SIGNS
    return None if code_check(text[:-1]) == text[-1] else NumberFault.CODE_CHECK


def citizen_check(first: str) -> str:
    """Return the last sign after the first 17 digits: ISO 7064, MOD 11-2."""
    total = sum(int(sign) * pow(2, CITIZEN_LENGTH - 1 - place, 11) for place, sign in enumerate(first))
    return _CITIZEN_CHECKS[total % 11]


def code_check(first: str) -> str:
    """Return the last sign after the first 17: weights are powers of 3, modulo 31."""
    total = sum(_CODE_SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(first))
    return _CODE_SIGNS[-total % 31]


def _is_past_day(digits: str, today: date) -> bool:
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return day.year >= FIRST_YEAR and day <= today
