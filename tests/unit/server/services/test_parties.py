"""People of a case: who is entered, what is masked of them, and what is put right."""

from collections.abc import Awaitable
from dataclasses import replace
from typing import Any

import pytest

from server.domain.errors import ConflictError, ForbiddenError, InvalidError, KeyReusedError, NotFoundError
from server.domain.origin import Origin
from server.domain.party import Capacity, PartyKind, Role, Side
from server.domain.personal import PersonalPurpose
from server.services import cases, parties, powers
from tests.support.id_numbers import OTHER_CODE, WORKER_NUMBER, mistyped
from tests.support.people import SERIAL, THIRD, an_authority
from tests.support.store import CENTRE, CLERK, JUDGE, MEDIATOR, OTHER_JUDGE, OTHER_MEDIATOR, Store

NUMBER = "410302197912240013"
"""Of nobody, with the right check digit."""
AGENT = replace(
    THIRD,
    side=Side.APPLICANT,
    role=Role.AGENT,
    kind=PartyKind.PERSON,
    linked_to="li",
    id_number=WORKER_NUMBER,
)


async def lines(store: Store) -> list[str]:
    return [line.kind for line in (await cases.view(CLERK, SERIAL, store.ports)).timeline]


async def test_a_person_is_added_once_however_often_the_request_comes(store: Store) -> None:
    first = await parties.add_person(CLERK, parties.AddPerson(SERIAL, "person-1", THIRD), store.ports)
    again = await parties.add_person(CLERK, parties.AddPerson(SERIAL, "person-1", THIRD), store.ports)

    assert first == again
    assert [person.standing for person in first.people][-1] is Capacity.DISPATCHING
    other = replace(THIRD, name="另一公司")
    with pytest.raises(KeyReusedError):
        await parties.add_person(CLERK, parties.AddPerson(SERIAL, "person-1", other), store.ports)


@pytest.mark.parametrize(
    ("code", "changes"), [("party.no_way", {"phone": ""}), ("party.no_email", {"prefers_email": True})]
)
async def test_nobody_is_added_whom_messages_cannot_reach_by_the_way_they_have(
    store: Store, code: str, changes: dict[str, Any]
) -> None:
    command = parties.AddPerson(SERIAL, "person-1", replace(THIRD, **changes))

    with pytest.raises(InvalidError) as refusal:
        await parties.add_person(CLERK, command, store.ports)

    assert refusal.value.code == code


async def test_an_address_is_masked_in_the_list_and_shown_in_full_only_for_a_purpose(store: Store) -> None:
    facts = replace(THIRD, phone="", email="office@example.org")
    (*_, added) = (await parties.add_person(CLERK, parties.AddPerson(SERIAL, "person-1", facts), store.ports)).people

    seen = await parties.reveal(
        CLERK, parties.Reveal(SERIAL, added.identity, PersonalPurpose.CONTACT, "发送会议通知"), store.ports
    )

    assert (added.phone, added.email) == ("", "of****@example.org")
    assert seen.email == "office@example.org"


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("id_number.code_check", {"id_number": mistyped(OTHER_CODE)}),
        ("id_number.code_length", {"id_number": OTHER_CODE[:-1]}),
        ("id_number.check", {"kind": PartyKind.PERSON, "id_number": mistyped(WORKER_NUMBER)}),
        ("id_number.paper", {"kind": PartyKind.PERSON, "origin": Origin.FOREIGN, "id_number": "E/12"}),
    ],
)
async def test_a_number_that_cannot_be_right_adds_nobody_and_is_in_no_word_of_the_refusal(
    store: Store, code: str, changes: dict[str, Any]
) -> None:
    facts = replace(THIRD, **changes)

    with pytest.raises(InvalidError) as refusal:
        await parties.add_person(CLERK, parties.AddPerson(SERIAL, "person-1", facts), store.ports)

    assert refusal.value.code == code
    assert facts.id_number not in f"{refusal.value.facts} {refusal.value!r}"
    assert len((await parties.people(CLERK, SERIAL, store.ports)).people) == 3


async def test_whose_original_paper_staff_saw_is_kept_as_the_paper_says_and_the_case_tells_so(store: Store) -> None:
    facts = replace(THIRD, id_number="3-1987-0042", identity_seen="外国企业登记证原件，公证译本")

    view = await parties.add_person(CLERK, parties.AddPerson(SERIAL, "person-1", facts), store.ports)

    assert view.people[-1].identity_seen == "外国企业登记证原件，公证译本"
    assert "party.identity_seen" in await lines(store)


async def test_another_number_or_kind_of_paper_is_checked_and_a_name_alone_is_not(store: Store) -> None:
    same = parties.CorrectPerson(SERIAL, "li", 0, "李秀兰", "申请人", Capacity.USUAL, Origin.MAINLAND)

    with pytest.raises(InvalidError):
        await parties.correct_person(CLERK, replace(same, id_number=mistyped(WORKER_NUMBER)), store.ports)
    abroad = replace(same, origin=Origin.FOREIGN, id_number="e1234567")
    await parties.correct_person(CLERK, abroad, store.ports)
    with pytest.raises(InvalidError):
        await parties.correct_person(CLERK, replace(same, version=1), store.ports)
    renamed = await parties.correct_person(
        CLERK, replace(abroad, version=1, name="李秀蘭", id_number=None), store.ports
    )

    assert renamed.people[0].name == "李秀蘭"
    shown = await parties.reveal(
        CLERK, parties.Reveal(SERIAL, "li", PersonalPurpose.IDENTITY_CHECK, "核对证件"), store.ports
    )
    assert shown.id_number == "E1234567"


async def test_the_list_masks_and_the_numbers_in_full_need_a_purpose_that_is_kept(store: Store) -> None:
    masked = await parties.people(MEDIATOR, SERIAL, store.ports)
    command = parties.Reveal(SERIAL, "li", PersonalPurpose.CONTACT, "核对送达电话")
    shown = await parties.reveal(MEDIATOR, command, store.ports)

    assert "13800006027" not in str(masked)
    assert shown.phone == "13800006027"
    (look,) = await parties.looks(CLERK, SERIAL, store.ports)
    assert (look.who, look.name, look.purpose) == ("王调解员", "李秀兰", PersonalPurpose.CONTACT)


async def test_numbers_are_not_shown_without_a_reason_or_the_right_and_nothing_is_kept(store: Store) -> None:
    command = parties.Reveal(SERIAL, "li", PersonalPurpose.CONTACT, "  ")

    with pytest.raises(InvalidError):
        await parties.reveal(MEDIATOR, command, store.ports)
    with pytest.raises(ForbiddenError):
        await parties.reveal(CENTRE, replace(command, reason="核对电话"), store.ports)
    with pytest.raises(NotFoundError):
        await parties.reveal(OTHER_JUDGE, replace(command, reason="核对电话"), store.ports)
    assert await parties.looks(CLERK, SERIAL, store.ports) == ()


async def test_a_correction_says_what_changed_and_an_empty_one_changes_nothing(store: Store) -> None:
    command = parties.CorrectPerson(SERIAL, "li", 0, "李秀兰", "申请人", Capacity.USUAL, Origin.MAINLAND)

    await parties.correct_person(CLERK, command, store.ports)
    before = await lines(store)
    after = await parties.correct_person(CLERK, replace(command, phone="13812345678"), store.ports)

    assert "party.corrected" not in before
    assert "party.corrected" in await lines(store)
    assert after.people[0].phone == "138****5678"


async def test_who_may_not_write_people_adds_none(store: Store) -> None:
    for account, refusal in ((JUDGE, ForbiddenError), (OTHER_MEDIATOR, NotFoundError)):
        with pytest.raises(refusal):
            await parties.add_person(account, parties.AddPerson(SERIAL, "person-1", THIRD), store.ports)
    assert len((await parties.people(CLERK, SERIAL, store.ports)).people) == 3


async def test_no_third_agent_is_entered_beside_a_party_but_a_legal_representative_is(store: Store) -> None:
    agent = replace(AGENT, name="王律师")
    await parties.add_person(CLERK, parties.AddPerson(SERIAL, "person-1", agent), store.ports)
    third = replace(agent, name="孙律师")
    with pytest.raises(ConflictError) as refusal:
        await parties.add_person(CLERK, parties.AddPerson(SERIAL, "person-2", third), store.ports)

    assert refusal.value.code == "authority.too_many"
    assert [one.name for one in (await parties.people(CLERK, SERIAL, store.ports)).people][-1] == "王律师"
    guardian = replace(third, is_guardian=True)
    view = await parties.add_person(CLERK, parties.AddPerson(SERIAL, "person-3", guardian), store.ports)
    assert view.people[-1].name == "孙律师"


async def test_the_same_person_is_not_entered_or_authorised_or_corrected_into_acting_for_both_sides(
    store: Store,
) -> None:
    ours = await parties.add_person(CLERK, parties.AddPerson(SERIAL, "agent-1", AGENT), store.ports)
    theirs = replace(AGENT, side=Side.RESPONDENT, linked_to="zhou", phone="13800009999")

    async def refused(attempt: Awaitable[object]) -> None:
        with pytest.raises(ConflictError) as refusal:
            await attempt
        assert refusal.value.code == "authority.both_sides"
        assert {refusal.value.facts["for"], refusal.value.facts["other"]} == {"李秀兰", "周经理"}

    await refused(parties.add_person(CLERK, parties.AddPerson(SERIAL, "agent-2", theirs), store.ports))
    await refused(powers.record(CLERK, an_authority(agent=ours.people[-1].identity, principal="zhou"), store.ports))
    other = replace(theirs, id_number=NUMBER)
    view = await parties.add_person(CLERK, parties.AddPerson(SERIAL, "agent-3", other), store.ports)
    person = view.people[-1]
    correction = parties.CorrectPerson(
        SERIAL, person.identity, 0, person.name, "", Capacity.USUAL, Origin.MAINLAND, id_number=AGENT.id_number
    )
    await refused(parties.correct_person(CLERK, correction, store.ports))

    assert len((await parties.people(CLERK, SERIAL, store.ports)).people) == len(view.people)


async def test_who_follows_an_agent_whose_authority_was_ended_is_entered(store: Store) -> None:
    (held,) = (await powers.record(CLERK, an_authority(), store.ports)).authorities
    await powers.revoke(CLERK, SERIAL, held.id, store.ports)
    for number in range(2):
        command = parties.AddPerson(SERIAL, f"person-{number}", replace(AGENT, name=f"律师{number}"))
        await parties.add_person(CLERK, command, store.ports)

    assert [one.name for one in (await parties.people(CLERK, SERIAL, store.ports)).people][-2:] == ["律师0", "律师1"]
