from dataclasses import replace

import pytest

from server.domain.consent import WORDING_VERSION, Answer, Channel, Consent, Purpose
from server.domain.errors import ConflictError
from server.domain.ids import Identity, SessionId
from tests.factories import NOW

ASKED = Consent(SessionId("session1"), Identity("li"), Purpose.RECORDING)
YES = Answer(answer=True, version=WORDING_VERSION, answered_at=NOW, channel=Channel.LINK)
NO = replace(YES, answer=False)


def test_a_question_nobody_answered_is_neither_yes_nor_no() -> None:
    assert ASKED.stands() is None


def test_the_last_answer_stands_and_the_earlier_ones_are_kept() -> None:
    consent = ASKED.respond(YES).respond(NO).respond(YES)

    assert consent.stands() is True
    assert [answer.answer for answer in consent.answers] == [True, False, True]


def test_the_same_answer_again_changes_nothing() -> None:
    consent = ASKED.respond(NO)

    assert consent.respond(replace(NO, answered_at=NOW.replace(hour=5))) is consent


def test_an_answer_to_another_wording_is_refused() -> None:
    with pytest.raises(ConflictError):
        ASKED.respond(replace(YES, version="2019-01"))
