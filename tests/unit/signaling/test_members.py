"""What of a person may be forwarded, seat by seat."""

import pytest

from media.plane import Source
from signaling.members import newcomer
from signaling.protocol.words import Connection, Place
from tests.support.rooms import PEOPLE, START

EVERYTHING = {"mic_on": True, "camera_on": True, "screen_on": True}


@pytest.mark.parametrize("place", Place)
@pytest.mark.parametrize("connection", Connection)
def test_only_a_person_who_is_here_and_in_company_is_forwarded(place: Place, connection: Connection) -> None:
    member = newcomer(PEOPLE["worker"], place, None, START)
    member = member.model_copy(update={**EVERYTHING, "connection": connection})

    allowed = member.allowed

    heard = connection is Connection.HERE and place in (Place.JOINT, Place.CAUCUS)
    assert allowed == (frozenset(Source) if heard else frozenset())


def test_a_mute_by_the_host_is_stronger_than_the_wish() -> None:
    member = newcomer(PEOPLE["worker"], Place.JOINT, None, START)

    muted = member.model_copy(update={**EVERYTHING, "host_muted": True})

    assert muted.allowed == {Source.CAMERA, Source.SCREEN}
