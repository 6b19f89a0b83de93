"""The tries to reach a party: whether they bear that it cannot be reached, and else what is lacking (OM-33 code 3).

"在期限内联系不上" names no number of tries and no term of its own (在线调解规则 arts. 15, 25): how many days and ways
are enough before the three working days of asking are over is a setting of the house, and no document confirms it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from server.domain.authority import Authority
from server.domain.beijing import beijing_day
from server.domain.concurrence import mediating
from server.domain.contact import NOT_THERE, Contact
from server.domain.errors import ConflictError
from server.domain.ids import Identity
from server.domain.party import Capacity, Participant, Role, Side, came_with

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Enough:
    """On how many days and by how many ways somebody is tried in vain before the time of asking is over."""

    days: int = 2
    ways: int = 2


@dataclass(frozen=True, slots=True)
class Effort:
    """What was done to reach a party since it was last reached, and until when it is asked."""

    days: int
    """On how many days of Beijing it was tried in vain, or whoever came with it."""
    ways: int
    last_on: date | None
    """The day of the last try in vain; None while there is none, or the party was reached after it."""
    asked_until: date | None = None
    """The last of the three working days (art. 15); None where none run for it, or it was reached in them."""


class Ground(StrEnum):
    """Why a party that was tried in vain may be called unreachable."""

    ASKING_OVER = "asking_over"
    """The three working days of asking it are over, and nobody was reached in them."""
    TRIED_ENOUGH = "tried_enough"


GROUNDS: Final[dict[Ground, Callable[[Effort, Enough, date], bool]]] = {
    Ground.ASKING_OVER: lambda effort, _, today: effort.asked_until is not None and today > effort.asked_until,
    Ground.TRIED_ENOUGH: lambda effort, enough, _: effort.days >= enough.days and effort.ways >= enough.ways,
}
"""Each of them is enough, after at least one try in vain."""


@dataclass(frozen=True, slots=True)
class Unreached:
    """How a party stands today: `ground` None while it may not be called unreachable."""

    party: Identity
    name: str = field(repr=False)
    side: Side
    is_tried: bool
    """Whether the last try was in vain."""
    ground: Ground | None
    days_more: int
    """On how many more days it would have to be tried."""
    ways_more: int
    from_on: date
    """The first day on which it may be called so, with the tries that are lacking or when the asking is over."""
    asked_until: date | None

    def bar(self) -> ConflictError | None:
        """Return the refusal (`contact.nothing_tried`, `contact.too_early`) of calling it so; None with a ground."""
        if not self.is_tried:
            return ConflictError("contact.nothing_tried", name=self.name)
        if self.ground is not None:
            return None
        lacking = {"days": str(self.days_more), "ways": str(self.ways_more), "from_on": self.from_on.isoformat()}
        return ConflictError("contact.too_early", name=self.name, **lacking)

    def require(self) -> None:
        """Raise as `bar` returns."""
        _raise(self.bar())


@dataclass(frozen=True, slots=True)
class Tried:
    """What is known of the people of a case: who speaks for whom, and every try."""

    people: tuple[Participant, ...]
    contacts: tuple[Contact, ...]
    authorities: tuple[Authority, ...] = ()


def effort_for(party: Participant, tried: Tried, asked_until: date | None = None) -> Effort:
    """Return what was done to reach a party; who tried whoever came with it, or acts for it, tried the party."""
    acting = {one.agent for one in tried.authorities if one.principal == party.identity and one.revoked_at is None}
    theirs = {party.identity, *acting, *(one.identity for one in came_with(party, tried.people))}
    tries = sorted((one for one in tried.contacts if one.identity in theirs), key=lambda one: one.at)
    vain: list[Contact] = []
    for one in tries:
        vain = [*vain, one] if one.outcome in NOT_THERE else []
    days = {beijing_day(one.at) for one in vain}
    return Effort(len(days), len({one.channel for one in vain}), max(days, default=None), asked_until)


def judged(party: Participant, effort: Effort, enough: Enough, today: date) -> Unreached:
    """Return whether the effort bears that the party cannot be reached, by `GROUNDS`, and else what is lacking."""
    is_tried = effort.last_on is not None
    ground = next((one for one, holds in GROUNDS.items() if holds(effort, enough, today)), None)
    days_more, ways_more = max(enough.days - effort.days, 0), max(enough.ways - effort.ways, 0)
    return Unreached(
        party=party.identity,
        name=party.name,
        side=party.side,
        is_tried=is_tried,
        ground=ground if is_tried else None,
        days_more=days_more,
        ways_more=ways_more,
        from_on=_first_day(effort, days_more, today),
        asked_until=effort.asked_until,
    )


def _first_day(effort: Effort, days_more: int, today: date) -> date:
    """Return when the tries can be complete, or the time of asking over, whichever is first; never before today."""
    next_try = today + _DAY if effort.last_on == today else today
    complete = next_try + (days_more - 1) * _DAY if days_more else today
    over = complete if effort.asked_until is None else effort.asked_until + _DAY
    return max(min(complete, over), today)


def tried_parties(people: Iterable[Participant]) -> tuple[Participant, ...]:
    """Return whom a mediation cannot go on without: who mediates on either side, third persons apart.

    Where a side has nobody but who joined as an agent of nobody, those.
    """
    everyone = tuple(people)
    parties = [one for one in mediating(everyone) if one.standing is not Capacity.THIRD]
    alone = [one for one in everyone if one.role is Role.AGENT and one.linked_to is None]
    empty = {Side.APPLICANT, Side.RESPONDENT} - {one.side for one in everyone if one.role is Role.PARTY}
    return (*parties, *(one for one in alone if one.side in empty))


def judged_all(
    tried: Tried, asked_until: Mapping[Identity, date], enough: Enough, today: date
) -> tuple[Unreached, ...]:
    """Return how everybody of `tried_parties` stands."""
    return tuple(
        judged(one, effort_for(one, tried, asked_until.get(one.identity)), enough, today)
        for one in tried_parties(tried.people)
    )


def side_bar(found: Sequence[Unreached]) -> ConflictError | None:
    """Return the refusal of ending a case for want of reaching somebody; None where nobody is left of one side.

    `ending.no_contact_log` while nobody was tried in vain (OM-17), `ending.others_remain` for a side with somebody
    who was not, `contact.too_early` as `Unreached.bar`.
    """
    sides = [[one for one in found if one.side is side] for side in (Side.RESPONDENT, Side.APPLICANT)]
    if any(side and all(one.ground is not None for one in side) for side in sides):
        return None
    tried = next((side for side in sides if any(one.is_tried for one in side)), None)
    if tried is None:
        return ConflictError("ending.no_contact_log")
    left = [one.name for one in tried if not one.is_tried]
    if left:
        return ConflictError("ending.others_remain", names="、".join(left))
    return next(one for one in tried if one.ground is None).bar()


def require_side_gone(found: Sequence[Unreached]) -> None:
    """Raise as `side_bar` returns."""
    _raise(side_bar(found))


def _raise(refusal: ConflictError | None) -> None:
    if refusal is not None:
        raise refusal
