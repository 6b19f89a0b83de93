from itertools import product

import pytest

from server.domain.errors import InvalidError
from server.domain.outcome import ENDINGS, FORBIDDEN, REQUIRED, Decision, EndingCode, Field, OutcomeKind
from tests.factories import NOW

TERMS = "十日内支付16,000元。"
REASON = "双方对加班时间的计算相差较大，不能接近。"


def decide(kind: OutcomeKind, fields: frozenset[Field], code: EndingCode) -> Decision:
    later = NOW.replace(day=20) if Field.NEXT_SESSION_AT in fields else None
    return Decision(
        kind,
        ending_code=code if Field.ENDING_CODE in fields else None,
        terms=TERMS if Field.TERMS in fields else None,
        reason=REASON if Field.REASON in fields else None,
        next_session_at=later,
    )


def fitting(kind: OutcomeKind) -> EndingCode:
    return min(ENDINGS[kind], default=EndingCode.OTHER)


SUBSETS = [
    frozenset(field for field, given in zip(Field, choice, strict=True) if given)
    for choice in product([False, True], repeat=len(Field))
]


@pytest.mark.parametrize("kind", OutcomeKind)
@pytest.mark.parametrize("fields", SUBSETS)
def test_an_outcome_says_what_its_kind_requires_and_nothing_it_forbids(
    kind: OutcomeKind, fields: frozenset[Field]
) -> None:
    problems = {field.value: "required" for field in REQUIRED[kind] - fields}
    problems |= {field.value: "not_allowed" for field in FORBIDDEN[kind] & fields}

    if not problems:
        assert decide(kind, fields, fitting(kind)).kind is kind
        return
    with pytest.raises(InvalidError) as refusal:
        decide(kind, fields, fitting(kind))
    assert refusal.value.facts == problems


@pytest.mark.parametrize("kind", [OutcomeKind.SETTLED, OutcomeKind.PARTLY_SETTLED, OutcomeKind.NOT_SETTLED])
@pytest.mark.parametrize("code", EndingCode)
def test_an_ending_code_fits_its_kind(kind: OutcomeKind, code: EndingCode) -> None:
    fields = REQUIRED[kind] | {Field.ENDING_CODE}

    if code in ENDINGS[kind]:
        assert decide(kind, fields, code).ending_code is code
        return
    with pytest.raises(InvalidError) as refusal:
        decide(kind, fields, code)
    assert refusal.value.facts == {"ending_code": "contradicts_kind"}


def test_every_one_of_the_eight_endings_belongs_to_a_kind() -> None:
    assert len(EndingCode) == 8
    assert frozenset().union(*ENDINGS.values()) == frozenset(EndingCode)


def test_another_ending_needs_words() -> None:
    with pytest.raises(InvalidError) as refusal:
        Decision(OutcomeKind.NOT_SETTLED, EndingCode.OTHER, reason="  其他原因     ")

    assert refusal.value.facts == {"reason": "too_short"}


@pytest.mark.parametrize("blank", ["", "  ", "\n"])
def test_blank_words_are_no_words(blank: str) -> None:
    with pytest.raises(InvalidError) as refusal:
        Decision(OutcomeKind.SETTLED, terms=blank)

    assert refusal.value.facts == {"terms": "required"}


def test_what_was_agreed_is_not_in_the_representation() -> None:
    assert TERMS not in repr(Decision(OutcomeKind.SETTLED, terms=TERMS))


def test_a_next_session_without_a_timezone_has_no_place_in_time() -> None:
    with pytest.raises(InvalidError) as refusal:
        Decision(OutcomeKind.ADJOURNED, reason=REASON, next_session_at=NOW.replace(tzinfo=None))

    assert refusal.value.facts == {"next_session_at": "no_timezone"}
