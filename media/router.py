"""One place: who is in it hears and sees everybody else in it, and nobody beyond.

A router reaches only the producers of its own members, so what is said in a caucus cannot come out of
it by a mistake in a filter: there is no filter.
"""

from collections.abc import Iterator
from typing import Protocol

from media.codecs import shared_codecs
from media.forwarding.levels import SpeakerElection
from media.plane import Codec, MemberId, RouterId
from media.producer import Producer


class RouterMember(Protocol):
    """What a router asks of a browser's transport."""

    member: MemberId
    router: "Router | None"
    decodes: frozenset[Codec] | None
    """The codecs of pictures it can receive, None before its first answer."""

    @property
    def producers(self) -> tuple[Producer, ...]:
        """Every source of the browser."""

    @property
    def longest_way(self) -> float:
        """Seconds that a packet of the browser may be on its way to us, 0 where none can be."""

    def needs(self) -> Iterator[tuple[Producer, int]]:
        """Yield the pictures it receives and how many layers of each it needs."""

    def send_what(self, shared: frozenset[Codec]) -> None:
        """Send pictures in one of the `shared` codecs, if it can."""

    def subscribe(self, producer: Producer) -> None:
        """Receive `producer` as soon as the browser has agreed."""

    def unsubscribe(self, producer: Producer) -> None:
        """Receive nothing more of `producer` from this moment."""


class Router:
    """The producers and receivers of one place."""

    __slots__ = ("election", "members", "recordable", "router")

    def __init__(self, router: RouterId, *, recordable: bool) -> None:
        self.router = router
        self.recordable = recordable
        self.members: dict[MemberId, RouterMember] = {}
        self.election: SpeakerElection[MemberId] = SpeakerElection()

    def join(self, newcomer: RouterMember, now: float) -> None:
        """Put `newcomer` in this place: it receives everybody and everybody receives it from now on.

        What it said before and is still on its way to us is heard nowhere.
        """
        newcomer.router = self
        for producer in newcomer.producers:
            producer.change_place(_opening(newcomer, now))
            producer.election = self.election
        for other in self.members.values():
            _connect(newcomer, other)
            _connect(other, newcomer)
        self.members[newcomer.member] = newcomer
        self.agree_on_codecs()

    def leave(self, leaver: RouterMember, now: float) -> None:
        """Take `leaver` out. When this returns no packet passes between it and the others, in either direction."""
        del self.members[leaver.member]
        leaver.router = None
        self.election.forget(leaver.member)
        for other in self.members.values():
            _disconnect(leaver, other)
            _disconnect(other, leaver)
        for producer in leaver.producers:
            producer.election = None
            producer.change_place(_opening(leaver, now))
        self.agree_on_codecs()

    def agree_on_codecs(self) -> None:
        """Ask everybody who sends pictures for what all the others here can decode."""
        for sender in self.members.values():
            others = (other.decodes for other in self.members.values() if other is not sender)
            sender.send_what(shared_codecs(others))

    def publish(self, producer: Producer) -> None:
        """Offer a source that one of the members begins to send to all others."""
        for other in self.members.values():
            if other.member != producer.member:
                other.subscribe(producer)

    def withdraw(self, producer: Producer) -> None:
        """Take back a source that is no longer sent."""
        for other in self.members.values():
            if other.member != producer.member:
                other.unsubscribe(producer)


def add_needs(member: RouterMember, needed: dict[Producer, int]) -> None:
    """Add to `needed`, for each picture that `member` receives, how many layers of it have to come."""
    for producer, layers in member.needs():
        needed[producer] = max(needed.get(producer, 0), layers)


def _opening(member: RouterMember, now: float) -> float:
    """Return from when on what arrives of `member` was sent after a move at `now`."""
    way = member.longest_way
    return now + way if way else float("-inf")


def _connect(receiver: RouterMember, sender: RouterMember) -> None:
    for producer in sender.producers:
        if producer.announced:
            receiver.subscribe(producer)


def _disconnect(receiver: RouterMember, sender: RouterMember) -> None:
    for producer in sender.producers:
        receiver.unsubscribe(producer)
