"""What went wrong is told by a status that fits: what is out of reach now is no conflict with what somebody did."""

import pytest

from recordings.errors import DepotUnreachableError, RecorderLostError, RecordingError
from server.web.problems import answer_to
from tests.factories import NOW


@pytest.mark.parametrize(
    ("error", "status"),
    [(DepotUnreachableError("refused"), 503), (RecorderLostError(), 503), (RecordingError(), 409)],
    ids=["bucket", "recorder", "recording"],
)
def test_what_may_pass_by_itself_is_unavailable_and_what_will_not_is_a_conflict(
    error: RecordingError, status: int
) -> None:
    assert answer_to(error, "R-1", NOW).status == status
