"""Disclosure and challenge: what could make a mediator partial, and who decides.

在线调解规则 art. 13, 特邀规定 art. 15.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from server.domain.concurrence import Through
from server.domain.errors import (
    ConflictError,
    ForbiddenError,
    IllegalTransitionError,
    InvalidError,
    NotFoundError,
)
from server.domain.ids import AccountId, CaseId, Identity
from server.domain.life import Table, step


class DisclosureGround(StrEnum):
    """The three grounds of disclosure and challenge (在线调解规则 art. 13)."""

    PARTY_OR_RELATIVE = "party_or_relative"
    INTEREST = "interest"
    OTHER_RELATION = "other_relation"


class DisclosureState(StrEnum):
    """What became of a disclosure."""

    CLEAR = "clear"
    """Three times no."""
    ASKING = "asking"
    """Every party is asked whether the mediator may go on; nothing is held meanwhile."""
    CONTINUED = "continued"
    CHALLENGED = "challenged"
    """A party does not want the mediator: they lead no longer."""


class DisclosureAction(StrEnum):
    """What a reply does to a disclosure."""

    REPLY = "reply"
    """A party agrees; others are still to reply."""
    SETTLE = "settle"
    """The last party agrees."""
    CHALLENGE = "challenge"


DISCLOSURE_TRANSITIONS: Final[Table[DisclosureState, DisclosureAction]] = {
    DisclosureState.ASKING: {
        DisclosureAction.REPLY: DisclosureState.ASKING,
        DisclosureAction.SETTLE: DisclosureState.CONTINUED,
        DisclosureAction.CHALLENGE: DisclosureState.CHALLENGED,
    },
    DisclosureState.CLEAR: {},
    DisclosureState.CONTINUED: {},
    DisclosureState.CHALLENGED: {},
}
"""A disclosure begins asking, or clear when all three answers were no."""


class Reply(StrEnum):
    """What a party says to a disclosure."""

    CONTINUE = "continue"
    """同意继续."""
    CHALLENGE = "challenge"
    """申请回避."""


@dataclass(frozen=True, slots=True)
class PartyReply:
    """One party's reply."""

    identity: Identity
    reply: Reply
    at: datetime
    recorded_by: str
    """Account id of who wrote it down, `party:` + identity for a click by somebody's own link."""
    through: Through | None = None
    """Who replied for the party and by which authority; None when the party did."""


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What one mediator said of themselves. A new one may be made at any time, in a live session too."""

    id: str
    case: CaseId
    mediator: AccountId
    name: str = field(repr=False)
    grounds: tuple[DisclosureGround, ...]
    """Those answered with yes."""
    text: str = field(repr=False)
    at: datetime
    asked: tuple[Identity, ...] = ()
    replies: tuple[PartyReply, ...] = ()
    version: int = 0

    def __post_init__(self) -> None:
        if self.grounds and not self.text.strip():
            raise InvalidError("disclosure.text", text="required")

    @property
    def state(self) -> DisclosureState:
        """What became of it, worked out from the replies."""
        if not self.grounds:
            return DisclosureState.CLEAR
        if any(reply.reply is Reply.CHALLENGE for reply in self.replies):
            return DisclosureState.CHALLENGED
        if {reply.identity for reply in self.replies} >= set(self.asked):
            return DisclosureState.CONTINUED
        return DisclosureState.ASKING

    @property
    def themselves(self) -> frozenset[Identity]:
        """Who replied in person, be it heard by staff: nobody replies for that party after."""
        return frozenset(one.identity for one in self.replies if one.through is None)

    def reply_of(self, identity: Identity) -> PartyReply | None:
        """Return what stands for a person as a party, be it said by another; else what they said last for one."""
        own = next((one for one in self.replies if one.identity == identity), None)
        theirs = [one for one in self.replies if one.through is not None and one.through.agent == identity]
        return own or max(theirs, key=lambda one: one.at, default=None)

    def answer(self, *said: PartyReply) -> "Disclosure":
        """Return it with the reply of one more party, or of several through whom they authorised.

        Raises `NotFoundError` (`disclosure.not_asked`), `ConflictError` (`disclosure.settled`) once it is settled.
        """
        who = {one.identity for one in said}
        if not who <= set(self.asked):
            raise NotFoundError("disclosure.not_asked")
        kept = tuple(one for one in self.replies if one.identity not in who)
        answered = replace(self, replies=(*kept, *said))
        try:
            step("disclosure", DISCLOSURE_TRANSITIONS, self.state, answered.last_action())
        except IllegalTransitionError as error:
            raise ConflictError("disclosure.settled", state=self.state) from error
        return answered

    def is_repeated(self, reply: PartyReply) -> bool:
        """Return whether the same party said the same before by the same right: who got no answer sends it again."""
        same = (reply.identity, reply.reply, reply.through)
        return any((one.identity, one.reply, one.through) == same for one in self.replies)

    def without(self, identity: Identity) -> "Disclosure":
        """Return it without a party who takes no part any more and did not reply: nothing waits for them."""
        if self.state is not DisclosureState.ASKING or identity not in self.missing:
            return self
        return replace(self, asked=tuple(one for one in self.asked if one != identity))

    def last_action(self) -> DisclosureAction:
        """Return what the last reply did; there is one."""
        if self.replies[-1].reply is Reply.CHALLENGE:
            return DisclosureAction.CHALLENGE
        return DisclosureAction.REPLY if self.missing else DisclosureAction.SETTLE

    def repeats(self, other: "Disclosure") -> bool:
        """Return whether the same mediator said the same before."""
        said = (self.mediator, set(self.grounds), self.text)
        return said == (other.mediator, set(other.grounds), other.text)

    @property
    def missing(self) -> tuple[Identity, ...]:
        """Who has not replied."""
        replied = {reply.identity for reply in self.replies}
        return tuple(identity for identity in self.asked if identity not in replied)


def require_settled(disclosures: Sequence[Disclosure], panel: Collection[AccountId]) -> None:
    """Raise `ConflictError` (`disclosure.asking`) while a party is still to reply: nothing is held meanwhile.

    What a mediator disclosed who is on the panel no longer waits for nobody.
    """
    if any(one.state is DisclosureState.ASKING and one.mediator in panel for one in disclosures):
        raise ConflictError("disclosure.asking")


class ChallengeState(StrEnum):
    """Life of a challenge."""

    ASKED = "asked"
    UPHELD = "upheld"
    REJECTED = "rejected"


class ChallengeAction(StrEnum):
    """What can be decided."""

    UPHOLD = "uphold"
    REJECT = "reject"


CHALLENGE_TRANSITIONS: Final[Table[ChallengeState, ChallengeAction]] = {
    ChallengeState.ASKED: {
        ChallengeAction.UPHOLD: ChallengeState.UPHELD,
        ChallengeAction.REJECT: ChallengeState.REJECTED,
    },
    ChallengeState.UPHELD: {},
    ChallengeState.REJECTED: {},
}


@dataclass(frozen=True, slots=True)
class Challenge:
    """A party asks that the mediator withdraw; decided by the organisation or the court, never by the mediator."""

    id: str
    case: CaseId
    mediator: AccountId
    asked_by: Identity
    ground: DisclosureGround
    reason: str = field(repr=False)
    asked_at: datetime
    state: ChallengeState = ChallengeState.ASKED
    decision: str = field(default="", repr=False)
    decided_by: AccountId | None = None
    decided_by_name: str = field(default="", repr=False)
    decided_at: datetime | None = None
    version: int = 0

    def decide(self, action: ChallengeAction, decision: str, by: AccountId, name: str, at: datetime) -> "Challenge":
        """Return it decided. Raises `ForbiddenError` (`challenge.own`) for the mediator it is about."""
        if by == self.mediator:
            raise ForbiddenError("challenge.own")
        if not decision.strip():
            raise InvalidError("challenge.decision", decision="required")
        state = step("challenge", CHALLENGE_TRANSITIONS, self.state, action)
        return replace(self, state=state, decision=decision, decided_by=by, decided_by_name=name, decided_at=at)


def waiting(challenges: Sequence[Challenge], panel: Collection[AccountId]) -> tuple[Challenge, ...]:
    """Return the challenges to be decided; of a mediator who left the panel there is nothing to decide any more."""
    return tuple(one for one in challenges if one.state is ChallengeState.ASKED and one.mediator in panel)


def is_unsettled(
    disclosures: Sequence[Disclosure], challenges: Sequence[Challenge], panel: Collection[AccountId]
) -> bool:
    """Tell whether a reply or the decision of a challenge is still to come: nothing is held meanwhile."""
    asking = any(one.state is DisclosureState.ASKING and one.mediator in panel for one in disclosures)
    return asking or bool(waiting(challenges, panel))
