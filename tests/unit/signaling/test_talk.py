"""Lines said in writing: bounded, each place apart."""

from signaling.protocol.view import ChatLine
from signaling.protocol.words import Place
from signaling.talk import KEPT, KEPT_CHARACTERS, Talk
from tests.support.rooms import START


def _line(number: int, text: str = "一句话") -> ChatLine:
    return ChatLine(id=f"line-{number:04}", at=START, identity="worker", name="李秀兰", text=text)


def test_only_the_last_lines_are_kept() -> None:
    talk = Talk()

    for number in range(KEPT + 10):
        talk.say(Place.JOINT, _line(number))

    assert len(talk.at(Place.JOINT)) == KEPT
    assert talk.at(Place.JOINT)[-1].id == f"line-{KEPT + 9:04}"


def test_a_view_never_carries_more_text_than_its_share() -> None:
    talk = Talk()

    for number in range(KEPT):
        talk.say(Place.JOINT, _line(number, "长" * 2_000))

    shown = talk.at(Place.JOINT)
    assert sum(len(line.text) for line in shown) <= KEPT_CHARACTERS
    assert shown[-1].id == f"line-{KEPT - 1:04}"


def test_lines_of_the_caucus_stay_there_and_are_forgotten() -> None:
    talk = Talk()
    talk.say(Place.CAUCUS, _line(1))

    joint, waiting = talk.at(Place.JOINT), talk.at(Place.WAITING)
    talk.forget_caucus()

    assert joint == waiting == ()
    assert talk.at(Place.CAUCUS) == ()
