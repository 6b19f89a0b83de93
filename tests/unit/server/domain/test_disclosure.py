"""A disclosure over every state and reply: its state, worked out from the replies, is the one its table leads to."""

from dataclasses import replace

import pytest

from server.domain.authority import AuthorityKind
from server.domain.concurrence import Through
from server.domain.disclosure import (
    DISCLOSURE_TRANSITIONS,
    Disclosure,
    DisclosureAction,
    DisclosureGround,
    DisclosureState,
    PartyReply,
    Reply,
)
from server.domain.errors import ConflictError, NotFoundError
from server.domain.ids import AccountId, CaseId, Identity
from tests.factories import NOW

WORKER, COMPANY, BANK = Identity("worker"), Identity("company"), Identity("bank")


def reply(identity: Identity, says: Reply = Reply.CONTINUE) -> PartyReply:
    return PartyReply(identity, says, NOW, f"party:{identity}")


YES = Disclosure(
    "d1",
    CaseId("case1"),
    AccountId("mediator1"),
    "王调解员",
    (DisclosureGround.INTEREST,),
    "曾为该公司讲课",
    NOW,
    (WORKER, COMPANY, BANK),
)
IN_STATE = {
    DisclosureState.ASKING: replace(YES, replies=(reply(WORKER),)),
    DisclosureState.CLEAR: replace(YES, grounds=(), text=""),
    DisclosureState.CONTINUED: replace(YES, replies=(reply(WORKER), reply(COMPANY), reply(BANK))),
    DisclosureState.CHALLENGED: replace(YES, replies=(reply(WORKER, Reply.CHALLENGE),)),
}


def do(disclosure: Disclosure, action: DisclosureAction) -> Disclosure:
    match action:
        case DisclosureAction.REPLY:
            return disclosure.answer(reply(COMPANY))
        case DisclosureAction.SETTLE:
            return replace(disclosure, asked=(WORKER, COMPANY)).answer(reply(COMPANY))
        case DisclosureAction.CHALLENGE:
            return disclosure.answer(reply(COMPANY, Reply.CHALLENGE))


@pytest.mark.parametrize("state", DisclosureState)
@pytest.mark.parametrize("action", DisclosureAction)
def test_a_disclosure_does_what_its_table_says_and_stays_as_it_was_when_refused(
    state: DisclosureState, action: DisclosureAction
) -> None:
    disclosure = IN_STATE[state]
    before = replace(disclosure)

    if action in DISCLOSURE_TRANSITIONS[state]:
        answered = do(disclosure, action)
        assert (answered.last_action(), answered.state) == (action, DISCLOSURE_TRANSITIONS[state][action])
    else:
        with pytest.raises(ConflictError) as refusal:
            do(disclosure, action)
        assert (refusal.value.code, refusal.value.facts) == ("disclosure.settled", {"state": state.value})
    assert (disclosure, disclosure.state) == (before, state)


def test_whoever_was_not_asked_has_no_say() -> None:
    with pytest.raises(NotFoundError):
        YES.answer(reply(Identity("stranger")))


def test_a_party_who_agreed_may_still_object_while_others_are_to_reply() -> None:
    assert IN_STATE[DisclosureState.ASKING].answer(reply(WORKER, Reply.CHALLENGE)).state is DisclosureState.CHALLENGED


def test_one_who_stands_for_several_challenges_for_all_of_them_at_once() -> None:
    through = Through(Identity("agent"), AuthorityKind.LAWYER, NOW.date())
    said = [replace(reply(one, Reply.CHALLENGE), through=through) for one in (WORKER, COMPANY)]

    challenged = YES.answer(*said)

    assert challenged.state is DisclosureState.CHALLENGED
    assert (challenged.missing, challenged.themselves) == ((BANK,), frozenset())


def test_the_own_word_after_that_of_an_agent_is_news_and_replaces_it() -> None:
    through = Through(Identity("agent"), AuthorityKind.LAWYER, NOW.date())
    by_agent = YES.answer(replace(reply(WORKER), through=through))

    assert not by_agent.is_repeated(reply(WORKER))
    assert by_agent.answer(reply(WORKER)).replies == (reply(WORKER),)


def test_nothing_waits_for_a_party_who_takes_no_part_and_what_they_said_stays() -> None:
    asking = YES.answer(reply(WORKER)).answer(reply(COMPANY))

    assert asking.without(BANK).state is DisclosureState.CONTINUED
    assert asking.without(COMPANY) is asking
