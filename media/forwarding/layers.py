"""In which steps pictures can be sent to one receiver, from a few frames of the smallest to the largest of all."""

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from media.forwarding.frames import MAX_TEMPORAL

SHARP_ENOUGH: Final = 0.75
"""A picture of this share of its tile's height looks no worse than a larger one."""
BASE_WORTH_IT: Final = 0.9
"""Without a lower temporal layer, or one that saves less, there is no step of fewer frames."""


class Encoding(NamedTuple):
    """One layer that comes in: bit/s, how much of that its lowest temporal layer is, height in pixels or 0.

    The share is to cross `BASE_WORTH_IT` rarely: a receiver's line is counted in steps, and one step more below makes
    all pictures above it smaller.
    """

    rate: float
    base_share: float
    height: int


class Step(NamedTuple):
    """One way to send a picture: which of its encodings, temporal layers up to which, and the bit/s that takes."""

    encoding: int
    temporal: int
    rate: float


class Rung(NamedTuple):
    """One step more of one picture, and the bit/s it adds."""

    picture: int
    rate: float


def steps(encodings: Sequence[Encoding], tile: int | None) -> tuple[Step, ...]:
    """Return the steps of one picture, least first, none larger than its tile of `tile` pixels of height needs."""
    if not encodings or tile == 0:
        return ()
    largest = sufficient([encoding.height for encoding in encodings], tile)
    lowest = encodings[0]
    fewer_frames = (Step(0, 0, lowest.rate * lowest.base_share),) if 0 < lowest.base_share <= BASE_WORTH_IT else ()
    return fewer_frames + tuple(
        Step(index, MAX_TEMPORAL, encoding.rate) for index, encoding in enumerate(encodings[: largest + 1])
    )


def sufficient(heights: Sequence[int], tile: int | None) -> int:
    """Return the lowest of several encodings, lowest first, that is sharp enough for a tile; the last where none is."""
    if tile is not None:
        for index, height in enumerate(heights):
            if height >= SHARP_ENOUGH * tile:
                return index
    return len(heights) - 1


def rungs(pictures: Sequence[Sequence[Step]], behind: Collection[int] = ()) -> tuple[Rung, ...]:
    """Return the steps of several pictures, the most important first, in the order in which a line gets them.

    Everybody is seen before anybody is seen better. Pictures `behind`, by their number, come once all others are
    small and fluent.
    """
    first = [() if number in behind else each for number, each in enumerate(pictures)]
    last = [each if number in behind else () for number, each in enumerate(pictures)]
    ladder, at = _by_level(first), fluent(first)
    return ladder[:at] + _by_level(last) + ladder[at:]


def _by_level(pictures: Sequence[Sequence[Step]]) -> tuple[Rung, ...]:
    highest = max((len(each) for each in pictures), default=0)
    return tuple(
        Rung(picture, max(0.0, each[level].rate - (each[level - 1].rate if level else 0.0)))
        for level in range(highest)
        for picture, each in enumerate(pictures)
        if level < len(each)
    )


def fluent(pictures: Sequence[Sequence[Step]], behind: Collection[int] = ()) -> int:
    """Return after how many rungs every picture is sent, each of the smallest size at least and with all its frames.

    Those `behind` come after that.
    """
    first = [each for number, each in enumerate(pictures) if number not in behind]
    levels = max((_frames_at(each) for each in first), default=0)
    return sum(min(len(each), levels) for each in first)


def _frames_at(picture: Sequence[Step]) -> int:
    return next((level for level, step in enumerate(picture, start=1) if step.temporal == MAX_TEMPORAL), 0)


def granted(pictures: Sequence[Sequence[Step]], count: int, behind: Collection[int] = ()) -> tuple[Step | None, ...]:
    """Return the step of each picture when the first `count` rungs are climbed; None where it is not sent."""
    climbed = [0] * len(pictures)
    for rung in rungs(pictures, behind)[:count]:
        climbed[rung.picture] += 1
    return tuple(each[number - 1] if number else None for each, number in zip(pictures, climbed, strict=True))


def count_within(room: float, rungs: Sequence[float]) -> int:
    """Return how many of `rungs`, in bit/s, fit into `room`, the most important first."""
    count = 0
    for rate in rungs:
        room -= rate
        if room < 0:
            break
        count += 1
    return count
