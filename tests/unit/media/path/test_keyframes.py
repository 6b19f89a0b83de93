"""Keyframes: who is asked for one, and how often."""

from itertools import pairwise

from media.forwarding import rtcp
from media.layer import TAP_KEYFRAME_INTERVAL
from tests.support.source import SSRC, Copies, Stage
from tests.support.stream import DELTA, KEYFRAME, picture


def test_a_picture_begins_with_a_keyframe_that_was_asked_for(stage: Stage) -> None:
    mailbox, _ = stage.receiver()
    asked = stage.asked.parts(rtcp.KeyframeRequest)

    stage.send_all([picture(1), picture(2), picture(3, KEYFRAME), picture(4)])

    assert asked == [rtcp.KeyframeRequest(SSRC)]
    assert [packet[12:] for packet in mailbox.rtp] == [KEYFRAME, DELTA]


def test_many_newcomers_ask_for_one_keyframe(stage: Stage) -> None:
    for _ in range(10):
        stage.receiver()

    assert len(stage.asked.parts(rtcp.KeyframeRequest)) == 1


def test_a_keyframe_request_reaches_the_source_it_means_and_is_throttled(stage: Stage) -> None:
    mailbox, outbound = stage.receiver()
    stage.send(picture(1, KEYFRAME), now=1.0)
    ssrc = int.from_bytes(mailbox.rtp[0][8:12])
    before = len(stage.asked.parts(rtcp.KeyframeRequest))

    for _ in range(20):
        outbound.take_keyframe_request(ssrc, 1.0)
    outbound.take_keyframe_request(SSRC, 1.0)

    assert len(stage.asked.parts(rtcp.KeyframeRequest)) == before + 1


def test_a_tapped_picture_gets_a_keyframe_every_so_often(stage: Stage) -> None:
    stage.producer.add_tap(Copies(), -60.0)
    asked = len(stage.asked.parts(rtcp.KeyframeRequest))
    stage.send(picture(1, KEYFRAME), now=0.1)
    times: list[float] = []

    for tenth in range(1, 400):
        now = tenth / 10
        stage.producer.tick(now, 0.0)
        wanted = len(stage.asked.parts(rtcp.KeyframeRequest)) > asked + len(times)
        stage.send(picture(1 + tenth, KEYFRAME if wanted else DELTA), now)
        times += [now] if wanted else []

    assert len(times) == 3
    assert all(later - earlier >= TAP_KEYFRAME_INTERVAL for earlier, later in pairwise(times))


def test_who_asks_for_a_keyframe_all_the_time_does_not_make_the_others_pictures_worse(stage: Stage) -> None:
    mailbox, greedy = stage.receiver()
    others, other = stage.receiver()
    stage.send(picture(1, KEYFRAME), now=1.0)
    ssrc, ssrc_of_other = (int.from_bytes(each.rtp[0][8:12]) for each in (mailbox, others))
    before = len(stage.asked.parts(rtcp.KeyframeRequest))
    answered = before

    for tenth in range(300):
        now = 2.0 + tenth / 10
        greedy.take_keyframe_request(ssrc, now)
        stage.producer.tick(now, 0.0)
        asked = len(stage.asked.parts(rtcp.KeyframeRequest))
        stage.send(picture(2 + tenth, KEYFRAME if asked > answered else DELTA), now)
        answered = asked
    other.take_keyframe_request(ssrc_of_other, 32.0)

    assert answered - before <= 6
    assert len(stage.asked.parts(rtcp.KeyframeRequest)) == answered + 1
