import pytest

from server.domain.consent import WORDING_VERSION, Answer, Channel, Consent, Purpose
from server.domain.ids import Identity, SessionId
from server.domain.viewing import ViewingPurpose
from tests.factories import NOW

SILENCE = Consent(SessionId("session1"), Identity("li"), Purpose.COURT_VIEWING)
YES = SILENCE.respond(Answer(answer=True, version=WORDING_VERSION, answered_at=NOW, channel=Channel.LINK))
NO = YES.respond(Answer(answer=False, version=WORDING_VERSION, answered_at=NOW, channel=Channel.ROOM))


@pytest.mark.parametrize("answered", [SILENCE, YES, NO])
def test_the_confirmation_review_shows_everyone_who_was_recorded(answered: Consent) -> None:
    assert ViewingPurpose.CONFIRMATION_REVIEW.shows(answered)


@pytest.mark.parametrize("purpose", [each for each in ViewingPurpose if each.value != "confirmation_review"])
def test_any_other_purpose_shows_only_whoever_said_yes_to_it(purpose: ViewingPurpose) -> None:
    assert [purpose.shows(answered) for answered in (SILENCE, YES, NO)] == [False, True, False]
