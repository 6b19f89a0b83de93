"""What an application says reaches the rest of the case: consent to one step, kinds of party, the clocks."""

from dataclasses import replace
from datetime import date

from server.domain.award import Arbitration
from server.domain.beijing import beijing_day
from server.domain.case_consent import STEPS_WORDING, ConsentChannel, ConsentStep
from server.domain.ids import CaseId, Identity
from server.domain.origin import Origin
from server.domain.party import Capacity, PartyKind
from server.domain.receipt import ReturnCode
from server.services import award_records, cases, intake, parties, steps
from server.services.award_records import ReceivedSays
from server.services.intake_views import IntakeView
from tests.support.intake import awarded, complete, handed_in
from tests.support.store import CLERK, Store

NUMBER = "洛劳人仲案字〔2026〕57号"


async def test_what_an_applicant_says_at_intake_is_their_answer_to_mediating_online_and_to_nothing_else(
    store: Store,
) -> None:
    view = await handed_in(store)
    view = await intake.write(CLERK, view.case, view.version, complete(view), store.ports)

    people = await parties.people(CLERK, view.serial or "", store.ports)

    answered = [
        (person.name, answer.step, answer.answer, answer.channel)
        for person in people.people
        for answer in person.consents
        if answer.answer is not None
    ]
    assert answered == [("陈志强", ConsentStep.ONLINE_MEDIATION, True, ConsentChannel.WRITTEN)]


async def test_correcting_an_application_does_not_bring_back_a_consent_taken_back_since(store: Store) -> None:
    view = await handed_in(store)
    view = await intake.write(CLERK, view.case, view.version, complete(view), store.ports)
    serial, applicant = view.serial or "", view.application.parties[0].key
    back = steps.RecordStep(
        serial=serial,
        identity=applicant,
        step=ConsentStep.ONLINE_MEDIATION,
        answer=False,
        channel=ConsentChannel.ORAL,
        wording=STEPS_WORDING,
        reason="想当面谈",
    )
    await steps.record(CLERK, back, store.ports)

    await intake.write(CLERK, view.case, view.version, replace(complete(view), place="西工区"), store.ports)

    async with store.database.begin() as uow:
        said = await uow.steps.get(CaseId(view.case), Identity(applicant), ConsentStep.ONLINE_MEDIATION)
    assert [answer.answer for answer in said.answers] == [True, False]


async def test_an_application_names_persons_and_employers_and_keeps_the_standing_given_since(store: Store) -> None:
    view = await handed_in(store)
    view = await intake.write(CLERK, view.case, view.version, complete(view), store.ports)
    company = view.application.parties[1]
    corrected = parties.CorrectPerson(
        view.serial or "", company.key, 0, company.name, "被申请人", Capacity.USING, Origin.MAINLAND
    )
    await parties.correct_person(CLERK, corrected, store.ports)

    await intake.write(CLERK, view.case, view.version, replace(complete(view), place="西工区"), store.ports)

    people = (await parties.people(CLERK, view.serial or "", store.ports)).people
    assert [(person.kind, person.standing) for person in people] == [
        (PartyKind.PERSON, Capacity.USUAL),
        (PartyKind.EMPLOYER, Capacity.USING),
    ]


async def test_where_a_party_comes_from_is_told_at_intake_and_kept_with_the_person(store: Store) -> None:
    view = await handed_in(store)
    whole = complete(view)
    said = replace(whole, parties=(replace(whole.parties[0], origin=Origin.TAIWAN), whole.parties[1]))

    await intake.write(CLERK, view.case, view.version, said, store.ports)

    people = (await parties.people(CLERK, view.serial or "", store.ports)).people
    assert [person.origin for person in people] == [Origin.TAIWAN, Origin.MAINLAND]


async def test_an_application_that_says_nothing_new_of_a_person_leaves_their_correction(store: Store) -> None:
    view = await handed_in(store)
    view = await intake.write(CLERK, view.case, view.version, complete(view), store.ports)
    company = view.application.parties[1]
    corrected = parties.CorrectPerson(
        view.serial or "", company.key, 0, "晨光（洛阳）公司", "被申请人", Capacity.USUAL, Origin.MAINLAND
    )
    await parties.correct_person(CLERK, corrected, store.ports)

    said = replace(complete(view), place="西工区")
    view = await intake.write(CLERK, view.case, view.version, said, store.ports)
    after_that = (await parties.people(CLERK, view.serial or "", store.ports)).people
    renamed = replace(said, parties=(said.parties[0], replace(said.parties[1], name="晨光公司")))
    await intake.write(CLERK, view.case, view.version, renamed, store.ports)

    people = (await parties.people(CLERK, view.serial or "", store.ports)).people
    assert [after_that[1].name, people[1].name] == ["晨光（洛阳）公司", "晨光公司"]


async def test_the_day_an_award_was_received_starts_the_clock_to_sue_in_the_same_step(store: Store) -> None:
    view = await handed_in(store)

    view = await intake.write(CLERK, view.case, view.version, awarded(view, date(2026, 3, 25)), store.ports)

    async with store.database.begin() as uow:
        case = await uow.cases.get(CaseId(view.case))
        assert case is not None
        facts = (await uow.terms.facts([case]))[case.id]
        kept = await uow.clocks.of(case.id)
    assert date(2026, 3, 25) in {fact.received_on for fact in facts.awards}
    assert "陈志强" in {clock.who for clock in kept}


async def returned_with_award(store: Store) -> IntakeView:
    """Return an application that said there was no arbitration, returned after somebody recorded an award."""
    view = await handed_in(store)
    view = await intake.write(CLERK, view.case, view.version, complete(view), store.ports)
    await intake.take_on(CLERK, view.case, store.ports)
    serial, applicant = view.serial or "", view.application.parties[0].key
    seen = await award_records.view(CLERK, serial, store.ports)
    day = beijing_day(store.clock.now())
    said = award_records.RecordAward(
        serial, seen.version, Arbitration.AWARDED, NUMBER, None, (ReceivedSays(applicant, day, "送达回证"),)
    )
    await award_records.record(CLERK, said, store.ports)
    return await intake.give_back(CLERK, view.case, intake.GiveBack(ReturnCode.UNSUITABLE_ONLINE), store.ports)


async def test_an_award_recorded_after_intake_stays_when_the_returned_application_is_written_anew(
    store: Store,
) -> None:
    view = await returned_with_award(store)

    await intake.write(CLERK, view.case, view.version, replace(complete(view), place="西工区"), store.ports)

    kept = await award_records.view(CLERK, view.serial or "", store.ports)
    assert (kept.arbitration, kept.number) == (Arbitration.AWARDED, NUMBER)


async def test_whoever_writes_otherwise_than_was_recorded_reads_what_stands_and_it_is_in_the_case(
    store: Store,
) -> None:
    view = await returned_with_award(store)

    written = await intake.write(
        CLERK, view.case, view.version, replace(complete(view), arbitration=Arbitration.PENDING), store.ports
    )

    assert written.application.arbitration is Arbitration.PENDING
    assert written.recorded is not None
    assert (written.recorded.arbitration, written.recorded.number) == (Arbitration.AWARDED, NUMBER)
    assert (await award_records.view(CLERK, view.serial or "", store.ports)).arbitration is Arbitration.AWARDED
    lines = [line.text for line in (await cases.view(CLERK, view.serial or "", store.ports)).timeline]
    assert "申请里写的仲裁情况和已经登记的不一致，以登记的为准" in lines


async def test_what_was_recorded_is_put_right_by_hand_while_the_application_is_returned(store: Store) -> None:
    view = await returned_with_award(store)
    seen = await award_records.view(CLERK, view.serial or "", store.ports)
    assert seen.may_write
    command = award_records.RecordAward(view.serial or "", seen.version, Arbitration.PENDING)

    await award_records.record(CLERK, command, store.ports)

    shown = (await intake.read(CLERK, view.case, store.ports)).recorded
    assert shown is not None
    assert (shown.arbitration, shown.received) == (Arbitration.PENDING, ())


async def test_an_application_that_says_what_was_recorded_is_the_word_again(store: Store) -> None:
    view = await returned_with_award(store)
    says = complete(view)
    day = beijing_day(store.clock.now())
    applicant = replace(says.parties[0], award_received=day, award_proof="送达回证")
    same = replace(says, arbitration=Arbitration.AWARDED, award_number=NUMBER, parties=(applicant, *says.parties[1:]))

    written = await intake.write(CLERK, view.case, view.version, same, store.ports)

    assert written.recorded is None
