"""A line in four words."""

import pytest

from media.plane import MemberId, MemberQuality
from signaling.protocol.passing import QualityLevel
from signaling.quality import level_of


@pytest.mark.parametrize(
    ("loss", "round_trip", "jitter", "level"),
    [
        (0.0, None, 0.0, QualityLevel.GOOD),
        (0.02, 200.0, 20.0, QualityLevel.GOOD),
        (0.03, 50.0, 5.0, QualityLevel.FAIR),
        (0.0, 300.0, 5.0, QualityLevel.FAIR),
        (0.0, 50.0, 50.0, QualityLevel.FAIR),
        (0.2, 50.0, 5.0, QualityLevel.POOR),
        (0.0, 900.0, 5.0, QualityLevel.POOR),
    ],
)
def test_the_worst_of_loss_delay_and_jitter_decides(
    loss: float, round_trip: float | None, jitter: float, level: QualityLevel
) -> None:
    measured = MemberQuality(MemberId("s1.worker"), loss, 0.0, round_trip, jitter, 64_000, 64_000)

    assert level_of(measured, connected=True) is level
    assert level_of(measured, connected=False) is QualityLevel.LOST
