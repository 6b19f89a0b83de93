"""Fitness: which organisations and mediators suit a case, and why, in codes."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from server.domain.case import Case
from server.domain.errors import ConflictError
from server.domain.origin import Origin
from server.domain.profile import DisputeKind, Profile, Skill
from server.domain.reach import serves


class FitReason(StrEnum):
    """Why an entry suits a case, or does not."""

    KIND = "kind"
    SKILL = "skill"
    REGION = "region"
    ROOM = "room"
    """Takes more cases."""
    POOL = "pool"
    """The case is collective or major, and the expert pool is for that."""
    OTHER_KIND = "other_kind"
    OTHER_SKILL = "other_skill"
    OTHER_REGION = "other_region"
    NEARLY_FULL = "nearly_full"
    FULL = "full"
    POOL_NOT_NEEDED = "pool_not_needed"
    ORIGIN = "origin"
    """在线调解规则 art. 6 does not admit a mediator from there between these parties."""


BARRED: Final = frozenset({FitReason.OTHER_KIND, FitReason.FULL, FitReason.POOL_NOT_NEEDED, FitReason.ORIGIN})
"""With one of these an entry cannot be chosen."""
NEARLY_FULL: Final = 0.8
_WEIGHTS: Final = {FitReason.POOL: 8, FitReason.SKILL: 4, FitReason.REGION: 2, FitReason.ROOM: 1}

CAUSE_WORDS: Final[dict[Skill, tuple[str, ...]]] = {
    Skill.REMUNERATION: ("劳动报酬", "工资", "加班", "欠薪"),
    Skill.COMPENSATION: ("经济补偿", "赔偿金", "解除劳动合同", "辞退"),
    Skill.RELATIONSHIP: ("确认劳动关系", "用工主体责任"),
    Skill.CONTRACT: ("劳动合同", "聘用合同", "聘任合同", "用工合同"),
    Skill.INJURY: ("工伤", "职业伤害"),
    Skill.SOCIAL_INSURANCE: ("社会保险", "保险待遇", "福利待遇"),
    Skill.NON_COMPETE: ("竞业限制",),
    Skill.DISPATCH: ("劳务派遣",),
    Skill.PART_TIME_WORK: ("非全日制",),
    Skill.NEW_EMPLOYMENT: ("新就业形态",),
    Skill.WOMEN: ("生育", "女职工"),
    Skill.PERSONNEL: ("人事", "聘用合同", "聘任合同", "辞职"),
}
"""Words of a cause (民事案件案由规定, parts 19-21) that belong to a field of skill."""

_KIND_WORDS: Final = (
    ("新就业形态", DisputeKind.NEW_EMPLOYMENT),
    ("人事", DisputeKind.PERSONNEL),
    ("聘用合同", DisputeKind.PERSONNEL),
    ("聘任合同", DisputeKind.PERSONNEL),
    ("劳务合同", DisputeKind.LABOUR_SERVICE),
)


@dataclass(frozen=True, slots=True)
class PoolThreshold:
    """From when on the expert pool is suggested. Neither figure is confirmed by a source; both are settings."""

    workers: int = 10
    amount: int | None = 50_000_000
    """In 分; None leaves the amount out."""

    def is_passed_by(self, case: Case) -> bool:
        """Tell whether the case is collective or major in this sense."""
        by_amount = self.amount is not None and case.amount is not None and case.amount >= self.amount
        return case.workers >= self.workers or by_amount


@dataclass(frozen=True, slots=True)
class Standing:
    """How an entry stands at the moment."""

    open_cases: int
    is_organisation: bool


@dataclass(frozen=True, slots=True)
class Fitness:
    """What speaks for and against an entry, and the weight of it."""

    reasons: tuple[FitReason, ...]
    score: int

    @property
    def may_be_chosen(self) -> bool:
        """Tell whether nothing forbids the choice."""
        return not BARRED & set(self.reasons)


def fitness(
    profile: Profile, standing: Standing, case: Case, parties: frozenset[Origin], pool: PoolThreshold
) -> Fitness:
    """Weigh an entry for a case. `parties` are the origins of the parties and of the capital of employers."""
    reasons = (
        FitReason.KIND if kind_of(case.cause) in profile.kinds else FitReason.OTHER_KIND,
        FitReason.SKILL if set(profile.skills) & skills_of(case.cause) else FitReason.OTHER_SKILL,
        *_region(profile, case),
        _room(profile, standing),
        *_pool(profile, standing, pool, case),
        *(() if may_mediate(profile.origin, parties) else (FitReason.ORIGIN,)),
    )
    return Fitness(reasons, sum(_WEIGHTS.get(reason, 0) for reason in reasons))


def may_mediate(origin: Origin, parties: frozenset[Origin]) -> bool:
    """Tell whether 在线调解规则 art. 6 admits a mediator from `origin` between these parties."""
    return origin is Origin.MAINLAND or origin in parties


def require_eligible(profile: Profile, parties: frozenset[Origin], open_cases: int, *, presides: bool) -> None:
    """Raise `ConflictError` unless a mediator may sit in a case between these parties, beside `open_cases` others.

    `mediator.origin` (在线调解规则 art. 6), `mediator.may_not_preside` (art. 11), `mediator.full`.
    """
    if not may_mediate(profile.origin, parties):
        raise ConflictError("mediator.origin", name=profile.name)
    if presides and not profile.may_preside:
        raise ConflictError("mediator.may_not_preside", name=profile.name)
    if open_cases >= profile.max_open:
        raise ConflictError("mediator.full", name=profile.name, most=str(profile.max_open))


def kind_of(cause: str) -> DisputeKind:
    """Return the kind of dispute a cause belongs to."""
    return next((kind for word, kind in _KIND_WORDS if word in cause), DisputeKind.LABOUR)


def skills_of(cause: str) -> frozenset[Skill]:
    """Return the fields of skill a cause belongs to."""
    return frozenset(skill for skill, words in CAUSE_WORDS.items() if any(word in cause for word in words))


def _region(profile: Profile, case: Case) -> tuple[FitReason, ...]:
    if not case.place or not profile.regions:
        return ()
    return (FitReason.REGION,) if serves(profile, case.court or "", case.place) else (FitReason.OTHER_REGION,)


def _room(profile: Profile, standing: Standing) -> FitReason:
    if standing.open_cases >= profile.max_open:
        return FitReason.FULL
    return FitReason.NEARLY_FULL if standing.open_cases >= NEARLY_FULL * profile.max_open else FitReason.ROOM


def _pool(profile: Profile, standing: Standing, pool: PoolThreshold, case: Case) -> tuple[FitReason, ...]:
    if not profile.pool:
        return ()
    if pool.is_passed_by(case):
        return (FitReason.POOL,)
    # The pool as such is kept for large disputes; its members mediate elsewhere as well.
    return (FitReason.POOL_NOT_NEEDED,) if standing.is_organisation else ()
