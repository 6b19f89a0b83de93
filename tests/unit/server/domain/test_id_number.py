"""What can be told of an identity number by itself."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.errors import InvalidError
from server.domain.id_number import NumberFault, citizen_fault, code_fault, normal, number_fault, require_number
from server.domain.origin import Origin
from server.domain.party import PartyKind
from server.services.specimen_numbers import citizen_number, company_code
from tests.support.id_numbers import COMPANY_CODE, WORKER_NUMBER

TODAY = date(2026, 4, 7)
LETTER = citizen_number("19900101", "005")
"""Ends with X."""


@pytest.mark.parametrize("number", ["11010519491231002X", "11010519491231002x", WORKER_NUMBER, LETTER])
def test_a_number_that_follows_the_standard_passes(number: str) -> None:
    assert citizen_fault(number, TODAY) is None


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        (WORKER_NUMBER[:-1], NumberFault.LENGTH),
        ("", NumberFault.LENGTH),
        ("110105491231002", NumberFault.LENGTH),
        ("X" + WORKER_NUMBER[1:], NumberFault.SIGNS),
        ("0" + WORKER_NUMBER[1:], NumberFault.SIGNS),
        ("１１010519491231002X", NumberFault.SIGNS),
        (citizen_number("19900230"), NumberFault.DATE),
        (citizen_number("18991231"), NumberFault.DATE),
        (citizen_number("20260408"), NumberFault.DATE),
    ],
)
def test_what_is_wrong_with_a_number_is_named(number: str, fault: NumberFault) -> None:
    assert citizen_fault(number, TODAY) is fault


@given(place=st.integers(0, 17), by=st.integers(1, 9))
def test_no_single_mistyped_digit_passes(place: int, by: int) -> None:
    other = f"{(int(WORKER_NUMBER[place]) + by) % 10}"

    assert citizen_fault(WORKER_NUMBER[:place] + other + WORKER_NUMBER[place + 1 :], TODAY) is not None


@pytest.mark.parametrize("place", range(17))
def test_no_two_neighbours_changed_over_pass(place: int) -> None:
    signs = list(LETTER)
    signs[place], signs[place + 1] = signs[place + 1], signs[place]

    assert "".join(signs) == LETTER or citizen_fault("".join(signs), TODAY) is not None


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("91350100M000100Y43", None),
        (" 91350100m000100y43 ", None),
        (COMPANY_CODE, None),
        ("91350100M000100Y44", NumberFault.CODE_CHECK),
        ("91350100M000100Y4", NumberFault.CODE_LENGTH),
        ("91350100M0001O0Y43", NumberFault.CODE_SIGNS),
        ("913501A0M000100Y43", NumberFault.CODE_SIGNS),
    ],
)
def test_what_is_wrong_with_a_code_is_named(code: str, fault: NumberFault | None) -> None:
    assert code_fault(code) is fault


@given(place=st.integers(8, 16), sign=st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"))
def test_no_single_mistyped_sign_of_a_code_passes(place: int, sign: str) -> None:
    other = COMPANY_CODE[:place] + sign + COMPANY_CODE[place + 1 :]

    assert other == COMPANY_CODE or code_fault(other) is NumberFault.CODE_CHECK


@pytest.mark.parametrize("number", ["E12345678", "H1234567890", "A123456(7)", "12345678"])
def test_papers_of_other_places_have_no_check_sign(number: str) -> None:
    for origin in (Origin.HONG_KONG_MACAO, Origin.TAIWAN, Origin.FOREIGN):
        assert number_fault(number, PartyKind.PERSON, origin, TODAY) is None
    assert number_fault("12", PartyKind.PERSON, Origin.TAIWAN, TODAY) is NumberFault.PAPER


def test_an_employer_has_its_code_wherever_its_capital_comes_from() -> None:
    assert number_fault(company_code("A1"), PartyKind.EMPLOYER, Origin.TAIWAN, TODAY) is None
    assert number_fault("E12345678", PartyKind.EMPLOYER, Origin.FOREIGN, TODAY) is NumberFault.CODE_LENGTH


def test_a_refusal_names_the_fault_and_never_the_number() -> None:
    with pytest.raises(InvalidError) as refusal:
        require_number("990000199001010018", PartyKind.PERSON, Origin.MAINLAND, TODAY)

    assert (refusal.value.code, refusal.value.facts) == ("id_number.check", {"id_number": "check"})


def test_a_number_is_kept_without_blanks_and_with_large_letters() -> None:
    assert normal(" 110105 19491231 002x ") == "11010519491231002X"
