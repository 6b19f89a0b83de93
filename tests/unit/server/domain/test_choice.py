"""A choice without a party who takes no part any more: the others are not held up by them."""

from dataclasses import replace

from server.domain.choice import ChoiceState, Pick, begin
from server.domain.ids import CaseId, EntryId, Identity
from tests.factories import NOW

WORKER, COMPANY, BANK = Identity("worker"), Identity("company"), Identity("bank")
OPEN = begin("c1", CaseId("case1"), [WORKER, COMPANY, BANK], NOW)


def pick(identity: Identity, entry: str) -> Pick:
    return Pick(identity, EntryId(entry), NOW, f"party:{identity}")


def test_the_others_match_where_they_picked_the_same() -> None:
    picked = OPEN.pick(pick(WORKER, "centre")).pick(pick(COMPANY, "centre"))

    rest = picked.without(BANK, NOW)

    assert (rest.state, rest.chosen, rest.asked) == (ChoiceState.MATCHED, EntryId("centre"), (WORKER, COMPANY))
    assert rest.handed_at == NOW


def test_the_others_go_on_choosing_where_they_did_not() -> None:
    picked = OPEN.pick(pick(WORKER, "centre")).pick(pick(BANK, "union"))

    rest = picked.without(BANK, NOW)

    assert rest.state is ChoiceState.OPEN
    assert rest.picked == {WORKER}


def test_nothing_changes_without_a_party_who_was_not_asked_or_once_it_is_settled() -> None:
    settled = replace(OPEN, state=ChoiceState.COURT)

    assert OPEN.without(Identity("stranger"), NOW) is OPEN
    assert settled.without(BANK, NOW) is settled
