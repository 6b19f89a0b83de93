"""The floor: who is muted, who shows a screen, and that a line is said once."""

import pytest

from media.plane import Source
from signaling.errors import Code, RefusedError
from signaling.protocol.host import Mute, SendBack
from signaling.protocol.media import MediaState
from signaling.protocol.person import ChatSend
from signaling.protocol.words import Switch
from tests.support.rooms import BOTH, House

PICTURE = frozenset({Source.CAMERA})


async def test_a_mute_by_the_host_closes_the_door_and_gives_the_microphone_back_switched_off() -> None:
    house = House()
    await house.gather("worker")

    await house.do("host", Mute(identity="worker", muted=True))
    muted = (house.plane.sends("worker"), house.view("worker").me.mic)
    await house.do("worker", MediaState(mic=True, camera=True, screen=False))
    tried = house.plane.sends("worker")
    await house.do("host", Mute(identity="worker", muted=False))
    lifted = (house.plane.sends("worker"), house.view("worker").me.mic)
    await house.do("worker", MediaState(mic=True, camera=True, screen=False))

    assert muted == (PICTURE, Switch.HOST_MUTED)
    assert tried == PICTURE
    assert lifted == (PICTURE, Switch.OFF)
    assert house.plane.sends("worker") == BOTH


async def test_only_one_screen_is_shown_at_a_time() -> None:
    house = House()
    await house.gather("worker")
    await house.do("host", MediaState(mic=True, camera=True, screen=True))

    with pytest.raises(RefusedError) as refused:
        await house.do("worker", MediaState(mic=True, camera=True, screen=True))

    assert refused.value.code is Code.SCREEN_TAKEN


async def test_the_same_line_sent_twice_is_said_once() -> None:
    house = House()
    await house.gather("worker")

    for _ in range(2):
        await house.do("worker", ChatSend(id="line-one", text="听得到吗"))

    assert len(house.view("host").chat) == 1


@pytest.mark.parametrize(("actor", "target"), [("host", "clerk"), ("clerk", "host")])
@pytest.mark.parametrize("command", [Mute(identity="-", muted=True), SendBack(identity="-", reason="请离开")])
async def test_nobody_mutes_or_sends_away_whoever_presides(actor: str, target: str, command: Mute | SendBack) -> None:
    house = House()
    await house.gather("clerk")

    with pytest.raises(RefusedError) as refused:
        await house.do(actor, command.model_copy(update={"identity": target}))

    assert refused.value.code is Code.TARGET_IS_HOST
    assert house.plane.sends(target) == BOTH
