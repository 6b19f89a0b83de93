"""Who suits a case: kind, field, place, room to take it, origin, and the expert pool for large disputes."""

# ruff: noqa: ANN401 - any field of a profile may be the one a test changes

from typing import Any

import pytest

from server.domain.fitness import Fitness, FitReason, PoolThreshold, Standing, fitness, kind_of, may_mediate, skills_of
from server.domain.origin import Origin
from server.domain.profile import DisputeKind, PoolTag, Skill
from tests.factories import a_case
from tests.support.rosters import an_organisation

AT_HOME = frozenset({Origin.MAINLAND})


def weigh(
    open_cases: int = 0, *, place: str = "西工区", workers: int = 1, amount: int | None = None, **said: Any
) -> Fitness:
    case = a_case(place=place, workers=workers, amount=amount)
    standing = Standing(open_cases, is_organisation=True)
    return fitness(an_organisation(**said), standing, case, AT_HOME, PoolThreshold())


def test_an_organisation_of_the_place_and_field_fits_with_reasons() -> None:
    found = weigh()

    assert found.reasons == (FitReason.KIND, FitReason.SKILL, FitReason.REGION, FitReason.ROOM)
    assert found.may_be_chosen


def test_another_field_or_place_weighs_less_and_forbids_nothing() -> None:
    other_field, other_place = weigh(skills=(Skill.NON_COMPETE,)), weigh(place="涧西区")

    assert FitReason.OTHER_SKILL in other_field.reasons
    assert FitReason.OTHER_REGION in other_place.reasons
    assert other_field.may_be_chosen
    assert other_place.may_be_chosen
    assert max(other_field.score, other_place.score) < weigh().score


@pytest.mark.parametrize(
    ("open_cases", "reason"), [(31, FitReason.ROOM), (32, FitReason.NEARLY_FULL), (40, FitReason.FULL)]
)
def test_whoever_has_the_most_cases_allowed_takes_no_more(open_cases: int, reason: FitReason) -> None:
    found = weigh(open_cases)

    assert reason in found.reasons
    assert found.may_be_chosen == (reason is not FitReason.FULL)


def test_disputes_of_a_kind_that_is_not_accepted_are_not_sent() -> None:
    assert not weigh(kinds=(DisputeKind.PERSONNEL,)).may_be_chosen


@pytest.mark.parametrize(
    ("workers", "amount", "suggested"),
    [
        (9, None, False),
        (10, None, True),
        (1, 50_000_000, True),
        (1, 49_999_999, False),
    ],
)
def test_the_expert_pool_is_suggested_for_collective_and_major_disputes_only(
    workers: int, amount: int | None, *, suggested: bool
) -> None:
    found = weigh(workers=workers, amount=amount, pool=(PoolTag.COLLECTIVE,))

    assert (FitReason.POOL in found.reasons) == suggested
    assert found.may_be_chosen == suggested


def test_a_suggested_pool_comes_before_whoever_fits_otherwise() -> None:
    assert weigh(workers=12, pool=(PoolTag.COLLECTIVE,), skills=()).score > weigh(workers=12).score


def test_an_expert_mediates_ordinary_disputes_too() -> None:
    expert, alone = an_organisation(pool=(PoolTag.MAJOR,)), Standing(0, is_organisation=False)

    assert fitness(expert, alone, a_case(), AT_HOME, PoolThreshold()).may_be_chosen


def test_a_threshold_without_amount_looks_at_workers_only() -> None:
    assert not PoolThreshold(10, None).is_passed_by(a_case(amount=10**12))


@pytest.mark.parametrize("origin", [Origin.FOREIGN, Origin.HONG_KONG_MACAO, Origin.TAIWAN])
def test_a_mediator_from_elsewhere_mediates_only_where_a_party_is_from_there(origin: Origin) -> None:
    assert not may_mediate(origin, AT_HOME)
    assert may_mediate(origin, AT_HOME | {origin})
    assert not may_mediate(origin, AT_HOME | (set(Origin) - {origin, Origin.MAINLAND}))


def test_a_macao_mediator_is_refused_for_two_mainland_parties() -> None:
    found = fitness(
        an_organisation(origin=Origin.HONG_KONG_MACAO),
        Standing(0, is_organisation=False),
        a_case(),
        AT_HOME,
        PoolThreshold(),
    )

    assert FitReason.ORIGIN in found.reasons
    assert not found.may_be_chosen


@pytest.mark.parametrize(
    ("cause", "kind", "skill"),
    [
        ("追索劳动报酬纠纷", DisputeKind.LABOUR, Skill.REMUNERATION),
        ("新就业形态追索劳动报酬纠纷", DisputeKind.NEW_EMPLOYMENT, Skill.NEW_EMPLOYMENT),
        ("聘用合同纠纷", DisputeKind.PERSONNEL, Skill.PERSONNEL),
        ("超龄劳动者劳务合同纠纷", DisputeKind.LABOUR_SERVICE, None),
        ("工伤保险待遇纠纷", DisputeKind.LABOUR, Skill.INJURY),
    ],
)
def test_a_cause_tells_kind_and_field(cause: str, kind: DisputeKind, skill: Skill | None) -> None:
    assert kind_of(cause) is kind
    assert skill is None or skill in skills_of(cause)
