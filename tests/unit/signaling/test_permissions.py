"""Who may do what, from where, when: every person × every message × every situation."""

from collections.abc import Awaitable, Callable
from typing import Final

import pytest

from signaling.errors import SignalingError
from signaling.protocol import CLIENT_MESSAGES
from signaling.protocol.caucus import CaucusAnswer, CaucusCall, CaucusCancel, CaucusEnd, CaucusProlong
from signaling.protocol.host import Admit, LowerHand, Mute, OpenMeeting, Refuse, SendBack, Tell
from signaling.protocol.media import MediaState
from signaling.protocol.person import ChatSend, HandRaise, Knock
from signaling.protocol.words import Message, Side
from tests.support.rooms import SESSION, House

MESSAGES: Final[dict[str, Message]] = {
    "knock": Knock(),
    "media_state": MediaState(mic=False, camera=True, screen=False),
    "screen": MediaState(mic=True, camera=True, screen=True),
    "chat_send": ChatSend(id="line-one", text="一句话"),
    "hand_raise": HandRaise(raised=True),
    "admit": Admit(identity="lawyer"),
    "refuse": Refuse(identity="lawyer", reason="请稍候"),
    "send_back": SendBack(identity="company", reason="请稍候"),
    "mute": Mute(identity="company", muted=True),
    "mute_inside": Mute(identity="worker", muted=True),
    "lower_hand": LowerHand(identity="company"),
    "open_meeting": OpenMeeting(),
    "tell": Tell(side=Side.RESPONDENT, note="请稍候", minutes=5),
    "caucus_call": CaucusCall(side=Side.APPLICANT, minutes=5),
    "caucus_answer": CaucusAnswer(caucus="c1", accept=False),
    "caucus_cancel": CaucusCancel(),
    "caucus_prolong": CaucusProlong(minutes=5),
    "caucus_end": CaucusEnd(),
}

IN_THE_ROOM: Final = {"media_state", "screen", "chat_send", "hand_raise"}
DESK: Final = {"admit", "refuse", "lower_hand", "open_meeting", "tell"}
HOST_HERE: Final = DESK | {"send_back", "mute", "mute_inside"}

ALLOWED: Final[dict[tuple[str, str], set[str]]] = {
    # Before the opening the guests are admitted and wait; lawyer was not admitted.
    ("before", "host"): IN_THE_ROOM | DESK,
    ("before", "clerk"): IN_THE_ROOM | DESK,
    ("before", "worker"): {"knock", "media_state"},
    ("before", "company"): {"knock", "media_state"},
    ("before", "lawyer"): {"knock", "media_state"},
    ("open", "host"): IN_THE_ROOM | HOST_HERE | {"caucus_call"},
    ("open", "clerk"): IN_THE_ROOM | HOST_HERE,
    ("open", "worker"): IN_THE_ROOM,
    ("open", "company"): IN_THE_ROOM,
    ("open", "lawyer"): {"knock", "media_state"},
    ("ringing", "host"): IN_THE_ROOM | HOST_HERE | {"caucus_cancel"},
    ("ringing", "clerk"): IN_THE_ROOM | HOST_HERE,
    ("ringing", "worker"): IN_THE_ROOM | {"caucus_answer"},
    ("ringing", "company"): IN_THE_ROOM,
    ("ringing", "lawyer"): {"knock", "media_state"},
    # In a caucus the host is with worker; clerk and company wait and reach nobody inside.
    ("caucus", "host"): IN_THE_ROOM
    | DESK
    | {"send_back", "mute_inside", "caucus_cancel", "caucus_prolong", "caucus_end"},
    ("caucus", "clerk"): {"media_state"} | DESK | {"send_back"},
    ("caucus", "worker"): IN_THE_ROOM,
    ("caucus", "company"): {"media_state"},
    ("caucus", "lawyer"): {"knock", "media_state"},
}


async def _before(house: House) -> None:
    await house.come("host", "clerk", "worker", "company", "lawyer")
    for guest in ("worker", "company"):
        await house.do("host", Admit(identity=guest))


async def _open(house: House) -> None:
    await house.gather("clerk", "worker", "company")
    await house.come("lawyer")


async def _ringing(house: House) -> None:
    await _open(house)
    await house.do("host", CaucusCall(side=Side.APPLICANT, minutes=5))


async def _caucus(house: House) -> None:
    await _open(house)
    await house.hold_caucus("worker")


SITUATIONS: Final[dict[str, Callable[[House], Awaitable[None]]]] = {
    "before": _before,
    "open": _open,
    "ringing": _ringing,
    "caucus": _caucus,
}


@pytest.mark.parametrize("situation", SITUATIONS)
@pytest.mark.parametrize("person", ["host", "clerk", "worker", "company", "lawyer"])
@pytest.mark.parametrize("name", MESSAGES)
async def test_a_person_may_do_what_the_table_says_and_a_refusal_changes_nothing(
    situation: str, person: str, name: str
) -> None:
    house = House()
    await SITUATIONS[situation](house)
    before = _everything(house)

    try:
        ack = await house.do(person, MESSAGES[name])
    except SignalingError:
        assert name not in ALLOWED[situation, person], "refused although the table allows it"
        assert _everything(house) == before
    else:
        assert name in ALLOWED[situation, person], "done although the table does not allow it"
        assert ack.ok


def test_every_message_for_a_meeting_is_in_the_table() -> None:
    elsewhere = {"sync", "media_connect", "media_answer", "media_restart", "media_shown", "leave", "line_report"}

    assert {type(message) for message in MESSAGES.values()} == {
        model for name, model in CLIENT_MESSAGES.items() if name not in elsewhere
    }


def _everything(house: House) -> tuple[object, ...]:
    """Return what must not change: what is kept, what the plane was asked, what people were told."""
    return (
        dict(house.store.states),
        list(house.store.events[SESSION]),
        list(house.plane.calls),
        {socket: list(mail) for socket, mail in house.boxes.mail.items()},
        house.rooms.snapshot(SESSION),
    )
