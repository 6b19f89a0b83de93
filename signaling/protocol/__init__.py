"""Every message on the room's socket; the source of `docs/protocol.md` and `static/src/protocol/messages.ts`.

Client to server: the models in `CLIENT_MESSAGES`, each answered by `Ack`. Unknown fields are refused and
sizes are capped. Server to client: `Update` after each event of the room, `OfferMessage` and
`MediaWanted` for media and `Signal` for what is forgotten at once (levels, quality, a call to look again at the case).

Nothing here may reach a person outside the place it belongs to: what a viewer is told is built per viewer
from `RoomView`, never filtered afterwards.
"""

from typing import Final

from signaling.protocol import (
    ack,
    caucus,
    closing,
    entry,
    event,
    host,
    media,
    offer,
    passing,
    person,
    view,
    words,
)
from signaling.protocol.caucus import CaucusAnswer, CaucusCall, CaucusCancel, CaucusEnd, CaucusProlong
from signaling.protocol.closing import Closed
from signaling.protocol.entry import Sync
from signaling.protocol.event import Update
from signaling.protocol.host import Admit, LowerHand, Mute, OpenMeeting, Refuse, SendBack, Tell
from signaling.protocol.media import LineReport, MediaAnswer, MediaConnect, MediaRestart, MediaShown, MediaState
from signaling.protocol.offer import OfferMessage
from signaling.protocol.passing import MediaWanted, Signal
from signaling.protocol.person import ChatSend, HandRaise, Knock, Leave
from signaling.protocol.words import Message

CLIENT_MESSAGES: dict[str, type[Message]] = {
    "sync": Sync,
    "media_connect": MediaConnect,
    "media_answer": MediaAnswer,
    "media_restart": MediaRestart,
    "media_shown": MediaShown,
    "media_state": MediaState,
    "line_report": LineReport,
    "chat_send": ChatSend,
    "hand_raise": HandRaise,
    "leave": Leave,
    "knock": Knock,
    "admit": Admit,
    "refuse": Refuse,
    "send_back": SendBack,
    "mute": Mute,
    "lower_hand": LowerHand,
    "open_meeting": OpenMeeting,
    "tell": Tell,
    "caucus_call": CaucusCall,
    "caucus_answer": CaucusAnswer,
    "caucus_cancel": CaucusCancel,
    "caucus_prolong": CaucusProlong,
    "caucus_end": CaucusEnd,
}
SERVER_MESSAGES: dict[str, type[Message]] = {
    "update": Update,
    "offer": OfferMessage,
    "media_wanted": MediaWanted,
    "signal": Signal,
    "closed": Closed,
}

PARTS: Final = (words, view, event, offer, passing, closing, entry, media, person, host, caucus, ack)
"""Modules of this package in the order in which the documents name what they define."""
