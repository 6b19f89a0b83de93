"""Whoever is asked to mediate and has not accepted sees what it takes to answer, and nothing of a mediation before."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import date

import pytest

from server.domain.account import Right
from server.domain.award import Arbitration, Award, Finality, Received, Standing, SuitBar
from server.domain.case import CaseStage
from server.domain.contact import Contact, ContactChannel, ContactOutcome
from server.domain.disclosure import Disclosure, DisclosureGround
from server.domain.errors import ConflictError, NotFoundError
from server.domain.ids import Identity
from server.domain.material import ReadingPurpose
from server.domain.outcome import Decision, Outcome, OutcomeKind
from server.domain.panel import Seat
from server.domain.personal import PersonalPurpose
from server.services import case_links, cases, endings, filing, materials, parties, powers, referrals, sessions
from server.services.filing import Upload
from server.services.hand import Hand
from server.services.parties import Reveal
from server.services.ports import Ports
from tests.factories import a_participant, a_recording, a_session
from tests.support.referrals import NO, SERIAL, TUESDAY, agrees, desk, refer
from tests.support.store import CENTRE, CLERK, MEDIATOR, OTHER_MEDIATOR, Store

TERMS = "公司支付 80,000 元"
UPLOAD = Upload("让步方案.pdf", b"%PDF-1.7 offer")
CONTRACT = Upload("劳动合同.pdf", b"%PDF-1.7 contract")
REVEAL = Reveal(SERIAL, "li", PersonalPurpose.CONTACT, "打电话")
Attempt = Callable[[Ports], Awaitable[object]]
OF_THE_MEDIATOR: dict[str, Attempt] = {
    "protected material": lambda ports: materials.read_protected(
        MEDIATOR, SERIAL, "any", ReadingPurpose.MEDIATION, ports
    ),
    "protected material of one's own": lambda ports: materials.add_protected(MEDIATOR, SERIAL, UPLOAD, ports),
    "numbers in full": lambda ports: parties.reveal(MEDIATOR, REVEAL, ports),
    "a link": lambda ports: case_links.issue(MEDIATOR, SERIAL, "li", ports),
    "the end of a link": lambda ports: case_links.revoke(MEDIATOR, SERIAL, "li", ports),
    "the end of an authority": lambda ports: powers.revoke(MEDIATOR, SERIAL, "any", ports),
    "material": lambda ports: materials.add(MEDIATOR, SERIAL, UPLOAD, ports),
    "lines of a session": lambda ports: sessions.lines(MEDIATOR, a_session().id, ports),
    "a ticket into the room": lambda ports: sessions.ticket_facts(MEDIATOR, a_session().id, ports),
}


@pytest.fixture(autouse=True)
async def a_mediation_before(store: Store) -> None:
    """Somebody mediated: something was said in confidence, and a session came to terms."""
    async with store.database.begin() as uow:
        decision = Decision(OutcomeKind.SETTLED, terms=TERMS)
        await uow.outcomes.add(Outcome(a_session().id, decision, (), MEDIATOR.id, MEDIATOR.name, TUESDAY))
        await uow.recordings.add(a_recording())
        await uow.commit()
    await refer(store, "王调解员")


@pytest.mark.parametrize("what", OF_THE_MEDIATOR)
async def test_whoever_was_asked_and_has_not_accepted_opens_and_changes_nothing(store: Store, what: str) -> None:
    with pytest.raises(ConflictError) as refusal:
        await OF_THE_MEDIATOR[what](store.ports)

    assert refusal.value.code == "referral.unanswered"


async def test_whoever_was_asked_sees_no_protected_material_and_no_outcome_of_an_earlier_session(store: Store) -> None:
    await keeps_protected(store)

    shown = await cases.view(MEDIATOR, SERIAL, store.ports)
    listed = await materials.listed(MEDIATOR, SERIAL, store.ports)

    assert listed.protected == ()
    assert set(shown.may) == {Right.CASE_READ, Right.CASE_ACCEPT, Right.MATERIAL_READ}
    assert shown.sessions == ()
    with pytest.raises(NotFoundError):
        await sessions.view(MEDIATOR, a_session().id, store.ports)
    assert (await sessions.today(MEDIATOR, store.ports)).sessions == ()


async def test_whoever_was_asked_reads_no_line_from_before_the_letter_and_not_who_was_called(store: Store) -> None:
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        way, how, said = ContactChannel.TELEPHONE, ContactOutcome.REACHED, "他说最多出三万"
        called = Contact(case.id, Identity("zhou"), TUESDAY, way, "", how, said, CLERK.id, TUESDAY)
        await uow.contacts.add(called)
        await uow.commit()
    before = await cases.view(CLERK, SERIAL, store.ports)

    shown, people = (
        await cases.view(MEDIATOR, SERIAL, store.ports),
        await parties.people(MEDIATOR, SERIAL, store.ports),
    )

    assert [line.kind for line in shown.timeline] == ["referral.sent"]
    assert len(before.timeline) > len(shown.timeline)
    assert people.efforts is not None
    assert (people.contacts, people.efforts.parties) == ((), ())
    assert (await endings.view(MEDIATOR, SERIAL, store.ports)).efforts.parties == ()
    assert (await parties.people(CLERK, SERIAL, store.ports)).contacts


async def test_whoever_is_asked_reads_whether_there_was_an_award_who_agreed_and_what_comes_with_the_letter(
    store: Store,
) -> None:
    await agrees(store, "li")
    await agrees(store, "zhou", yes=False)
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        received = Received(Identity("li"), Standing.WORKER, date(2025, 11, 3), "签收回执")
        await uow.awards.put(Award(case.id, Arbitration.AWARDED, finality=Finality.NOT_FINAL, received=(received,)))
        await filing.take(uow, store.ports, case.id, CONTRACT, Hand(CLERK.name, CLERK), TUESDAY)
        await uow.commit()

    letter = (await desk(store, MEDIATOR)).letter

    assert letter.award is not None
    assert (letter.award.arbitration, letter.award.finality) == (Arbitration.AWARDED, Finality.NOT_FINAL)
    assert (letter.award.bar, letter.award.untold) == (SuitBar.LATE, ("李秀兰", "周经理"))
    assert (letter.stage, letter.procedure) == (CaseStage.PRE_FILING, None)
    assert [(one.name, one.agrees) for one in letter.parties] == [("李秀兰", True), ("周经理", False)]
    assert [one.name for one in letter.files] == ["劳动合同.pdf"]


async def test_the_letter_says_nothing_of_a_mediation_before_and_nothing_protected(store: Store) -> None:
    await keeps_protected(store)

    shown = await desk(store, MEDIATOR)

    assert shown.letter.files == ()
    assert (shown.letter.award, [one.agrees for one in shown.letter.parties]) == (None, [None, None])
    assert TERMS not in str(asdict(shown))
    assert UPLOAD.name not in str(asdict(shown))


async def test_who_mediated_before_and_what_they_disclosed_is_read_after_acceptance_alone(store: Store) -> None:
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        before = OTHER_MEDIATOR
        seat = Seat(case.id, before.id, None, before.name, TUESDAY, until=TUESDAY)
        await uow.panels.put_seat(seat)
        ground = (DisclosureGround.INTEREST,)
        said = Disclosure("disclosure1", case.id, before.id, before.name, ground, "持有公司股份", TUESDAY)
        await uow.panels.add_disclosure(said)
        await uow.commit()

    asked = await desk(store, MEDIATOR)
    await referrals.accept(MEDIATOR, referrals.Accept(SERIAL, "王调解员", NO), store.ports)
    taken = await desk(store, MEDIATOR)

    assert (asked.panel, asked.disclosures, asked.challenges, asked.changes) == ((), (), (), ())
    assert before.name in {one.name for one in taken.panel}
    assert "持有公司股份" in {one.text for one in taken.disclosures}


async def test_after_acceptance_whoever_mediates_sees_all_of_it(store: Store) -> None:
    await keeps_protected(store)
    await referrals.accept(MEDIATOR, referrals.Accept(SERIAL, "王调解员", NO), store.ports)

    shown = await cases.view(MEDIATOR, SERIAL, store.ports)

    assert len((await materials.listed(MEDIATOR, SERIAL, store.ports)).protected) == 1
    assert [one.outcome.terms for one in shown.sessions if one.outcome] == [TERMS]
    assert [len(one.recordings) for one in shown.sessions] == [1]


@pytest.mark.parametrize(
    "change",
    [
        lambda ports: case_links.issue(CENTRE, SERIAL, "li", ports),
        lambda ports: case_links.revoke(CENTRE, SERIAL, "li", ports),
    ],
)
async def test_an_organisation_that_was_asked_changes_nobodys_link(store: Store, change: Attempt) -> None:
    with pytest.raises(ConflictError) as refusal:
        await change(store.ports)

    assert refusal.value.code == "referral.unanswered"
    async with store.database.begin() as uow:
        assert await uow.case_links.get(a_participant().case, Identity("li")) is None


async def keeps_protected(store: Store) -> None:
    """Keep something that was shown to reach a settlement, as whoever mediated before left it."""
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await filing.take_protected(uow, store.ports, case.id, UPLOAD, Hand(MEDIATOR.name, MEDIATOR), TUESDAY)
        await uow.commit()
