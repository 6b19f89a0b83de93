"""Two places side by side: whatever people do, and in whatever order, nothing passes from one to the other."""

import random
import re
from dataclasses import dataclass, field
from typing import Final

import pytest

from media.capabilities import OPUS, VP8, Extension
from media.forwarding import rtcp
from media.plane import RouterId, Source
from media.producer import QUIET_AFTER
from media.rhythm import TICK
from media.router import Router
from media.transport import SHORTEST_WAY, UNKNOWN_WAY
from tests.support.peer import Peer, ground
from tests.support.rtp import one_byte, rtp

JOINT, CAUCUS = "s.joint", "s.caucus"
ANN, BOB, HOST = MEMBERS = ("s.ann", "s.bob", "s.host")
_BAD_SECONDS: Final = 6
_KEYFRAME: Final = b"\x10\x00\x00\x00"
_LINE: Final = {source: str(index).encode() for index, source in enumerate(Source)}
_FORMAT: Final = {Source.MIC: OPUS, Source.CAMERA: VP8}


@dataclass
class Person:
    """A browser, and what it may get."""

    peer: Peer
    place: str | None = None
    moves: int = 0
    sent: int = 0
    on_the_way: list[bytes] = field(default_factory=list)
    """Packets that have left the browser and not arrived."""
    got: list[bytes] = field(default_factory=list)
    """What came to the browser and was looked at."""


class Worker:
    """Three people at one worker with two places, on one clock. Every packet names who sent it, and where."""

    def __init__(self) -> None:
        self.now = 100.0
        shared = ground()
        self.routers = {name: Router(RouterId(name), recordable=False) for name in (JOINT, CAUCUS)}
        self.people = {member: Person(Peer(member=member, among=shared)) for member in MEMBERS}
        self.burst = shared.burst
        for member, person in self.people.items():
            self.move(member, JOINT)
            person.peer.connect()
        self.settle()

    def settle(self) -> None:
        """Let everybody answer until no offer is left."""
        while sum(person.peer.agree() for person in self.people.values()):
            pass

    def move(self, member: str, place: str | None) -> None:
        """Do what the plane does on a move, in the middle of a burst if one has begun."""
        person = self.people[member]
        transport = person.peer.transport
        if transport.router is not None:
            transport.router.leave(transport, self.now)
        if place is not None:
            self.routers[place].join(transport, self.now)
        person.place = place
        person.moves += 1

    def say(self, member: str, source: Source, *, size: int = 0) -> None:
        """Let a packet of at least `size` bytes leave the browser; it says where that was when it left."""
        person = self.people[member]
        person.sent += 1
        format_ = _FORMAT[source]
        words = f"|{member}|{person.place}|{person.moves}|".encode()
        packet = rtp(
            payload_type=format_.payload_type,
            sequence=person.sent,
            timestamp=int(self.now * format_.clock_rate) & 0xFFFFFFFF,
            ssrc=1 + MEMBERS.index(member) * 10 + list(Source).index(source),
            payload=(b"" if source is Source.MIC else _KEYFRAME) + bytes(size) + words,
            extension=one_byte((Extension.MID, _LINE[source]), (Extension.ABS_SEND_TIME, b"abc")),
        )
        person.on_the_way.append(person.peer.protect(packet))

    def arrive(self, member: str) -> None:
        """Let everything on the way from a browser arrive, in a burst that is not over."""
        person = self.people[member]
        datagrams, person.on_the_way = person.on_the_way, []
        for datagram in datagrams:
            person.peer.now = self.now
            person.peer.send(datagram)

    def pass_time(self, seconds: float) -> None:
        """Do what the plane does at its ticks."""
        for _ in range(round(seconds / TICK)):
            self.now += TICK
            for person in self.people.values():
                transport = person.peer.transport
                person.peer.now = self.now
                transport.tick(self.now)
            self.burst.flush()
        for person in self.people.values():
            transport = person.peer.transport
            person.peer.check()
            for producer in transport.producers:
                producer.live = self.now - producer.heard_at < QUIET_AFTER
            transport.inbound.send_reports(self.now)
            transport.outbound.balance(self.now)
            transport.watch(self.now)
        self.burst.flush()

    def ask_again(self, member: str) -> None:
        """Let a browser ask for everything that it ever got, and for keyframes."""
        person = self.people[member]
        for packet in person.got[-20:]:
            ssrc = int.from_bytes(packet[8:12])
            request = rtcp.build_nack(9, ssrc, [int.from_bytes(packet[2:4])]) + rtcp.build_pli(9, ssrc)
            person.peer.send_rtcp(request)

    def report(self, member: str, fraction_lost: int) -> None:
        """Let a browser report how much of what it gets was lost lately, in 256ths."""
        person = self.people[member]
        ssrcs = {int.from_bytes(packet[8:12]) for packet in person.got}
        blocks = tuple(rtcp.ReportBlock(ssrc, fraction_lost, 0, 0, 0, 0, 0) for ssrc in ssrcs)
        person.peer.send_rtcp(rtcp.build_receiver_report(rtcp.ReceiverReport(9, blocks)))

    def got(self, member: str) -> list[bytes]:
        """Return what came to a browser since the last call."""
        self.burst.flush()
        person = self.people[member]
        packets, person.peer.rtp = person.peer.rtp, []
        person.got += packets
        return packets


def words_of(packet: bytes) -> tuple[str, str, int] | None:
    """Return who said a packet, where, and after how many moves; None for padding."""
    found = re.search(rb"\|([\w.]+)\|([\w.]+)\|(\d+)\|$", packet)
    return (found[1].decode(), found[2].decode(), int(found[3])) if found else None


def converse(worker: Worker, *members: str) -> None:
    """Let people speak and be seen, and everything arrive."""
    for member in members:
        worker.say(member, Source.MIC)
        worker.say(member, Source.CAMERA)
        worker.arrive(member)
    worker.burst.flush()


@pytest.fixture
def worker() -> Worker:
    return Worker()


def speakers(packets: list[bytes]) -> set[str]:
    return {words[0] for words in map(words_of, packets) if words}


def test_people_of_one_place_hear_and_see_each_other(worker: Worker) -> None:
    converse(worker, *MEMBERS)

    assert [len(worker.got(member)) for member in MEMBERS] == [4, 4, 4]


def test_nothing_leaves_for_the_other_place_after_a_move_in_the_middle_of_a_burst(worker: Worker) -> None:
    converse(worker, *MEMBERS)
    worker.got(BOB)
    for member in MEMBERS:
        worker.say(member, Source.MIC)
        worker.say(member, Source.CAMERA)
        worker.arrive(member)

    worker.move(ANN, CAUCUS)
    worker.move(HOST, CAUCUS)
    worker.settle()
    at_bob = worker.got(BOB)
    worker.pass_time(1.0)
    converse(worker, *MEMBERS)

    assert (at_bob, worker.got(BOB)) == ([], [])
    assert speakers(worker.got(ANN)) >= {HOST}


def leave_a_caucus_with_a_word_on_its_way(worker: Worker, source: Source) -> None:
    """Bring Ann back from a caucus before the last that she said there has arrived."""
    converse(worker, ANN)
    worker.got(BOB)
    worker.move(ANN, CAUCUS)
    worker.move(HOST, CAUCUS)
    worker.settle()
    worker.pass_time(1.0)
    converse(worker, ANN)
    worker.say(ANN, source)
    worker.move(ANN, JOINT)
    worker.settle()


@pytest.mark.parametrize("source", [Source.MIC, Source.CAMERA])
def test_the_last_words_of_a_caucus_that_come_late_are_heard_by_nobody_in_the_joint_room(
    worker: Worker, source: Source
) -> None:
    leave_a_caucus_with_a_word_on_its_way(worker, source)

    worker.pass_time(UNKNOWN_WAY / 2)
    worker.arrive(ANN)
    late = worker.got(BOB)
    worker.pass_time(UNKNOWN_WAY)
    converse(worker, ANN)

    assert late == []
    assert {words_of(packet) for packet in worker.got(BOB)} == {(ANN, JOINT, 3)}


@pytest.mark.parametrize("source", [Source.MIC, Source.CAMERA])
@pytest.mark.parametrize("waited", [1.0, 5.0])
def test_words_of_a_caucus_that_a_line_held_back_for_seconds_are_heard_by_nobody_in_the_joint_room(
    worker: Worker, source: Source, waited: float
) -> None:
    leave_a_caucus_with_a_word_on_its_way(worker, source)

    worker.pass_time(waited)
    worker.say(ANN, source)
    worker.arrive(ANN)

    assert {words_of(packet) for packet in worker.got(BOB)} == {(ANN, JOINT, 3)}


def test_who_is_moved_is_asked_for_a_picture_only_when_it_would_be_shown(worker: Worker) -> None:
    converse(worker, *MEMBERS)
    worker.move(ANN, CAUCUS)
    worker.move(HOST, CAUCUS)
    ann = worker.people[ANN].peer
    before = len(ann.parts(rtcp.KeyframeRequest))

    worker.settle()
    at_once = len(ann.parts(rtcp.KeyframeRequest))
    converse(worker, ANN)
    worker.pass_time(UNKNOWN_WAY + 2 * TICK)

    assert at_once == before
    assert len(ann.parts(rtcp.KeyframeRequest)) > before


def test_a_short_line_is_closed_for_a_moment_only(worker: Worker) -> None:
    ann = worker.people[ANN].peer.transport
    ann.outbound.round_trip.measured(0.001)

    assert ann.longest_way == SHORTEST_WAY


def test_padding_in_the_name_of_a_picture_ends_with_the_picture(worker: Worker) -> None:
    """Padding says nothing, yet a browser is sent nothing at all in the name of somebody of another place."""
    converse(worker, ANN)
    worker.got(BOB)
    for second in range(60):
        worker.report(BOB, 128 if second < _BAD_SECONDS else 0)
        for _ in range(20):
            worker.say(ANN, Source.CAMERA, size=1_000)
        worker.arrive(ANN)
        worker.pass_time(1.0)
        if None in map(words_of, worker.got(BOB)):
            break
    else:
        pytest.fail("the server never tries whether the line carries more")

    worker.move(ANN, CAUCUS)
    worker.pass_time(0.5)

    assert worker.got(BOB) == []


_WEIGHTS: Final = {"say": 10, "arrive": 5, "move": 1, "settle": 4, "ask": 2, "wait": 3}


@pytest.mark.parametrize("seed", range(8))
def test_whatever_people_do_nobody_gets_a_word_of_another_place(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same actions every time
    worker = Worker()
    heard = 0
    for name in chance.choices(list(_WEIGHTS), list(_WEIGHTS.values()), k=300):
        _act(worker, name, chance)

        for receiver, person in worker.people.items():
            for words in map(words_of, worker.got(receiver)):
                assert words is not None
                assert words == (words[0], person.place, worker.people[words[0]].moves)
                heard += 1
    assert heard


def _act(worker: Worker, name: str, chance: random.Random) -> None:
    member = chance.choice(MEMBERS)
    match name:
        case "say":
            worker.say(member, chance.choice((Source.MIC, Source.CAMERA)))
        case "arrive":
            worker.arrive(member)
        case "move":
            worker.move(member, chance.choice((JOINT, CAUCUS, None)))
        case "ask":
            worker.ask_again(member)
        case "settle":
            worker.settle()
        case _:
            for each in MEMBERS:  # a packet takes no longer than its line is said to be
                worker.arrive(each)
            worker.pass_time(0.4)
