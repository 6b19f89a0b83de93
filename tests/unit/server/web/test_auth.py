"""Which requests are nobody's act: what a page reads by itself, and never what changes something."""

import pytest
from aiohttp.test_utils import make_mocked_request

from server.web.auth import BY_ITSELF, is_by_itself


def test_what_a_page_reads_by_itself_says_so() -> None:
    assert is_by_itself(make_mocked_request("GET", "/api/today", headers={BY_ITSELF: "1"}))
    assert not is_by_itself(make_mocked_request("GET", "/api/today"))


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_whatever_changes_something_is_somebodys_act_and_so_is_staying_in_a_room(method: str) -> None:
    said = make_mocked_request(method, "/api/sessions/1/ticket", headers={BY_ITSELF: "1"})

    assert not is_by_itself(said)
