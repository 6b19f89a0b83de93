from collections.abc import Iterator

from server.domain import errors
from server.domain.errors import MediationError, NotFoundError


def kinds(base: type[MediationError] = MediationError) -> Iterator[type[MediationError]]:
    for kind in base.__subclasses__():
        yield kind
        yield from kinds(kind)


def test_every_refusal_has_its_own_code_and_its_place_in_the_tree() -> None:
    codes = [kind.code for kind in kinds() if kind is not errors.IllegalTransitionError]

    assert len(codes) == len(set(codes))
    for kind in kinds():
        if kind.__module__ != errors.__name__:
            continue
        assert kind.__name__ in (errors.__doc__ or "")


def test_facts_of_a_refusal_are_not_in_its_message() -> None:
    refusal = NotFoundError("case.unknown", serial="LY2026-000128")

    assert (str(refusal), refusal.facts) == ("case.unknown", {"serial": "LY2026-000128"})
