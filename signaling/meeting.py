"""A meeting: who may do what, from where, when. Pure: a state, an action and `now` in, a `Decision` out.

`RULES` is the whole of what people may do with a message; what it does not allow is refused and changes nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from signaling import caucus, floor, lobby, presence
from signaling.draft import Decision, Draft
from signaling.errors import Code, RefusedError
from signaling.grants import Grant
from signaling.members import MemberState
from signaling.protocol.caucus import CaucusAnswer, CaucusCall, CaucusCancel, CaucusEnd, CaucusProlong
from signaling.protocol.event import EventKind
from signaling.protocol.host import Admit, LowerHand, Mute, OpenMeeting, Refuse, SendBack, Tell
from signaling.protocol.media import MediaState
from signaling.protocol.person import ChatSend, HandRaise, Knock
from signaling.protocol.words import Message, Phase, Place
from signaling.state import MeetingState
from signaling.tickets import Ticket

_ANYWHERE = frozenset(Place)
_COMPANY = frozenset({Place.JOINT, Place.CAUCUS})
_REFUSALS = {Grant.MODERATE: Code.NOT_HOST, Grant.CAUCUS: Code.NOT_HOST}


@dataclass(frozen=True, slots=True)
class Rule:
    """What a message needs: a grant (None: nothing but a seat) and one of these places; then `decide` goes on."""

    decide: Callable[[Draft, MemberState, Any], None]
    grant: Grant | None = None
    places: frozenset[Place] = _ANYWHERE


RULES: Mapping[type[Message], Rule] = MappingProxyType(
    {
        Knock: Rule(lobby.knock, places=frozenset({Place.LOBBY})),
        MediaState: Rule(floor.media_state),
        ChatSend: Rule(floor.chat_send, Grant.CHAT, _COMPANY),
        HandRaise: Rule(floor.hand_raise, places=_COMPANY),
        CaucusAnswer: Rule(caucus.answer),
        Admit: Rule(lobby.admit, Grant.MODERATE),
        Refuse: Rule(lobby.refuse, Grant.MODERATE),
        SendBack: Rule(lobby.send_back, Grant.MODERATE),
        Mute: Rule(floor.mute, Grant.MODERATE),
        LowerHand: Rule(floor.lower_hand, Grant.MODERATE),
        OpenMeeting: Rule(lobby.open_meeting, Grant.MODERATE),
        Tell: Rule(lobby.tell, Grant.MODERATE),
        CaucusCall: Rule(caucus.call, Grant.CAUCUS),
        CaucusCancel: Rule(caucus.cancel, Grant.CAUCUS),
        CaucusProlong: Rule(caucus.prolong, Grant.CAUCUS, frozenset({Place.CAUCUS})),
        CaucusEnd: Rule(caucus.end, Grant.MODERATE),
    }
)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting after event number `seq`."""

    state: MeetingState
    seq: int

    def obey(self, identity: str, message: Message, now: datetime) -> Decision:
        """Decide what a person asked for; raises `RefusedError`."""
        draft = self._draft(now)
        rule = RULES[type(message)]
        actor = draft.member(identity)
        if rule.grant is not None and rule.grant not in actor.grants:
            raise RefusedError(_REFUSALS.get(rule.grant, Code.NOT_GRANTED))
        if actor.place not in rule.places:
            raise RefusedError(Code.WRONG_PLACE)
        rule.decide(draft, actor, message)
        return draft.decision()

    def arrive(self, ticket: Ticket, consent: bool | None, now: datetime) -> Decision:  # noqa: FBT001 - a standing answer
        """Decide on a person at the door; raises `RefusedError`."""
        return self._decided(now, lambda draft: presence.arrive(draft, ticket, consent))

    def lose(self, identity: str, now: datetime) -> Decision:
        """Note that a line is gone."""
        return self._decided(now, lambda draft: presence.lose(draft, identity))

    def lose_everyone(self, now: datetime) -> Decision:
        """Note that every line is gone."""
        return self._decided(now, presence.lose_everyone)

    def leave(self, identity: str, now: datetime) -> Decision:
        """Note that a person left by the button."""
        return self._decided(now, lambda draft: presence.leave(draft, identity))

    def remove(self, identity: str, now: datetime) -> Decision:
        """Take a seat away; raises `RefusedError` for someone who presides."""
        return self._decided(now, lambda draft: presence.remove(draft, identity))

    def restore(self, identity: str, now: datetime) -> Decision:
        """Let a removed person knock again."""
        return self._decided(now, lambda draft: presence.restore(draft, identity))

    def expire(self, now: datetime) -> Decision:
        """Do what is due: calls nobody answered, people who did not come back."""

        def due(draft: Draft) -> None:
            caucus.expire(draft)
            presence.expire(draft)

        return self._decided(now, due)

    def consent(self, identity: str, answer: bool | None, now: datetime) -> Decision:  # noqa: FBT001 - a standing answer
        """Note a person's standing answer about recording; they and those who preside learn of it."""

        def note(draft: Draft) -> None:
            draft.change(identity, consent=answer)
            seeing = [draft.state.members[witness] for witness in draft.state.witnesses(identity)]
            audience = [seer.identity for seer in seeing if seer.moderates or seer.identity == identity]
            draft.happen(EventKind.CONSENT_CHANGED, identity, audience, note="given" if answer else "withdrawn")

        known = self.state.members.get(identity)
        if known is None or known.consent is answer:
            return Decision(self.state)
        return self._decided(now, note)

    def record(self, kind: EventKind, now: datetime) -> Decision:
        """Note what the recorder did; everyone who has been let in learns of it."""
        inside = [member.identity for member in self.state.present if member.admitted]
        return self._decided(now, lambda draft: draft.happen_to_all(kind, inside))

    def end(self, now: datetime) -> Decision:
        """End the meeting, and a caucus before it."""

        def finish(draft: Draft) -> None:
            caucus.close(draft)
            draft.set(phase=Phase.ENDED, caucus=None)
            draft.happen_to_all(EventKind.ENDED, [member.identity for member in draft.state.present])

        return Decision(self.state) if self.state.phase is Phase.ENDED else self._decided(now, finish)

    def next_due(self) -> datetime | None:
        """Return when `expire` has something to do."""
        calls = self.state.caucus.calls if self.state.caucus else {}
        ringing = self.state.caucus.ringing if self.state.caucus else ()
        due = [calls[identity].expires_at for identity in ringing]
        due += [member.lost_at + presence.GRACE for member in self.state.present if member.lost_at is not None]
        return min(due, default=None)

    def _decided(self, now: datetime, decide: Callable[[Draft], None]) -> Decision:
        draft = self._draft(now)
        decide(draft)
        return draft.decision()

    def _draft(self, now: datetime) -> Draft:
        if self.state.phase is Phase.ENDED:
            raise RefusedError(Code.ENDED)
        return Draft(self.state, self.seq, now)
