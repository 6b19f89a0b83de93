"""A party is told in time of its own last day, on both databases: nobody else is, nothing is told twice or too late."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from server.domain.agreement_effect import AgreementEffect, Signature
from server.domain.award import Arbitration, Award, Finality, Received, Standing
from server.domain.beijing import BEIJING, beijing_day
from server.domain.case import Case, CaseSource, CaseStage, CaseState, Procedure
from server.domain.doors import AgreementDoor, Application, DoorState, RulingReceived
from server.domain.ending import Ending
from server.domain.ids import AccountId, CaseId, Identity
from server.domain.limitation import Employment, Limitation
from server.domain.outcome import EndingCode
from server.domain.party import Absence, Participant, PartyKind, Role, Side
from server.domain.performance import ClauseKind, Extent, Mark, Performance
from server.domain.reminder import PromptState, ReminderKind
from server.services import case_links, clocks, desk, own_warnings, powers, reminders
from server.services.access import LinkKey
from server.services.ports.desk import SentPromptView
from tests.factories import NOW, a_participant
from tests.support.people import an_authority
from tests.support.store import DAUGHTER, EMPLOYER, MEDIATOR, WORKER, Store

SERIAL = "LY2026-000128"
CASE = CaseId("case1")
BASE = "https://room.example.org"
TODAY = beijing_day(NOW)
WORKERS_DAY, EMPLOYERS_DAY = "4月20日", "4月22日"
OWN = "own_day"
SECOND = a_participant(identity=Identity("wang"), name="王建国", phone="13600001234")


async def keep(store: Store, **changes: object) -> Case:
    """Change the case, and work its clocks out anew."""
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        kept = replace(case, **changes)  # type: ignore[arg-type]  # any field may be the one changed
        await uow.cases.save(kept)
        await clocks.refresh(uow, kept, store.clock.now())
        await uow.commit()
    return kept


async def add(store: Store, *people: Participant) -> None:
    async with store.database.begin() as uow:
        for one in people:
            await uow.cases.add_participant(one)
        await uow.commit()


async def change(store: Store, person: Participant, **changes: object) -> None:
    async with store.database.begin() as uow:
        await uow.cases.save_participant(replace(person, **changes))  # type: ignore[arg-type]  # any field
        await uow.commit()


async def awarded(store: Store, *received: Received, finality: Finality = Finality.NOT_FINAL) -> None:
    async with store.database.begin() as uow:
        kept = await uow.awards.get(CASE)
        award = Award(CASE, Arbitration.AWARDED, "洛劳人仲案字〔2026〕57号", finality, received)
        await uow.awards.put(replace(award, version=kept.version) if kept else award)
        await uow.commit()
    await keep(store)


def got(person: Participant, on: date, standing: Standing = Standing.WORKER) -> Received:
    return Received(person.identity, standing, on, "送达回证")


@pytest.fixture
async def arbitrated(store: Store) -> Store:
    """An organisation mediates; the worker received the award on the 5th, the employer on the 7th."""
    await keep(store, source=CaseSource.ORGANISATION, court=None, state=CaseState.ACCEPTED)
    await awarded(
        store,
        got(WORKER, TODAY - timedelta(days=2)),
        got(EMPLOYER, TODAY, Standing.EMPLOYER),
    )
    return store


def go_to(store: Store, day: date, clock: time = time(9, 30)) -> None:
    store.clock.at = datetime.combine(day, clock, BEIJING)


async def sent(store: Store) -> Sequence[SentPromptView]:
    """Return what people were sent of days of their own, after the chore ran."""
    await reminders.plan(store.ports, BASE)
    found = await desk.sent(MEDIATOR, SERIAL, store.ports)
    return [one for one in found if one.kind.value.startswith(OWN)]


async def names(store: Store, day: date) -> list[str]:
    go_to(store, day)
    return sorted(one.name for one in await sent(store))


async def bell(store: Store) -> list[str]:
    """Return what the mediator was told of days of the parties."""
    found = await desk.prompts(MEDIATOR, store.ports)
    return [one.text for one in found if one.kind.value.startswith(OWN)]


async def test_while_an_organisation_mediates_each_party_is_told_of_its_own_last_day_and_never_of_the_other(
    arbitrated: Store,
) -> None:
    told: dict[str, list[tuple[int, ReminderKind]]] = {}
    seen = 0
    for day in range(20):
        go_to(arbitrated, TODAY + timedelta(days=day))
        found = list(await sent(arbitrated))
        for one in reversed(found[: len(found) - seen]):
            told.setdefault(one.name, []).append((day, one.kind))
        seen = len(found)

    seven, three, last = (
        ReminderKind.OWN_DAY_7_DAYS_LEFT,
        ReminderKind.OWN_DAY_3_DAYS_LEFT,
        ReminderKind.OWN_DAY_1_DAY_LEFT,
    )
    assert told == {
        WORKER.name: [(6, seven), (10, three), (12, last)],
        EMPLOYER.name: [(8, seven), (12, three), (14, last)],
    }
    texts = {name: [one.text for one in await sent(arbitrated) if one.name == name] for name in told}
    assert all(WORKERS_DAY in text and EMPLOYERS_DAY not in text for text in texts[WORKER.name])
    assert all(EMPLOYERS_DAY in text and WORKERS_DAY not in text for text in texts[EMPLOYER.name])
    assert all("您不服仲裁裁决、向法院起诉的最后一天" in text for one in texts.values() for text in one)
    assert all("调解不影响这个日子" in text and "立案" in text for one in texts.values() for text in one)
    assert len(await bell(arbitrated)) == 6
    assert any(f"{WORKER.name}不服仲裁裁决" in text and "已给本人" in text for text in await bell(arbitrated))


async def test_nothing_is_told_twice_by_two_processes_nor_after_one_died_before_it_was_kept(
    arbitrated: Store,
) -> None:
    go_to(arbitrated, TODAY + timedelta(days=13))
    found = await own_warnings.due(arbitrated.ports, arbitrated.clock.now())
    async with arbitrated.database.begin() as uow:
        # Whoever dies before the commit leaves nothing behind.
        for prompt in found:
            await uow.prompts.add(prompt)
    await asyncio.gather(*(reminders.plan(arbitrated.ports, BASE) for _ in range(3)))
    assert sorted(one.name for one in await sent(arbitrated)) == sorted([WORKER.name, EMPLOYER.name])
    assert len(await bell(arbitrated)) == 2
    async with arbitrated.database.begin() as uow:
        now = arbitrated.clock.now()
        leased = await uow.prompts.lease(now, now + timedelta(minutes=2), 50)
        again = await uow.prompts.lease(now, now + timedelta(minutes=2), 50)
        await uow.commit()
    own = sorted(one.to.name for one in leased if one.kind.value.startswith(OWN))
    assert own == sorted([WORKER.name, EMPLOYER.name])
    assert again == ()


async def test_nothing_is_told_before_nine_nor_after_the_last_day(arbitrated: Store) -> None:
    go_to(arbitrated, TODAY + timedelta(days=6), time(8, 59))
    assert await sent(arbitrated) == []
    go_to(arbitrated, TODAY + timedelta(days=16))
    assert await sent(arbitrated) == []
    assert await bell(arbitrated) == []


async def test_an_agent_reads_the_day_only_while_an_authority_stands_and_reads_whose_it_is(arbitrated: Store) -> None:
    assert DAUGHTER.name not in await names(arbitrated, TODAY + timedelta(days=6))
    view = await powers.record(MEDIATOR, an_authority(), arbitrated.ports)
    go_to(arbitrated, TODAY + timedelta(days=10))
    (text,) = (one.text for one in await sent(arbitrated) if one.name == DAUGHTER.name)
    assert f"{WORKER.name}（由您代理或者代表）不服仲裁裁决" in text
    assert EMPLOYERS_DAY not in text
    await powers.revoke(MEDIATOR, SERIAL, view.authorities[0].id, arbitrated.ports)
    # What had not gone out is dropped with the authority, and nothing more is written.
    assert DAUGHTER.name not in await names(arbitrated, TODAY + timedelta(days=12))


async def test_a_party_nobody_has_told_of_the_case_is_told_of_no_day_and_the_mediator_reads_so(store: Store) -> None:
    await add(store, replace(EMPLOYER, identity=Identity("silent"), name="未联系公司", phone="13511112222"))
    await keep(store, source=CaseSource.ORGANISATION, court=None, state=CaseState.ACCEPTED)
    await awarded(store, Received(Identity("silent"), Standing.EMPLOYER, TODAY, "送达回证"))
    assert await names(store, TODAY + timedelta(days=8)) == []
    assert ["没有给本人发送提醒" in text for text in await bell(store)] == [True]


async def test_a_respondent_who_takes_no_part_is_told_nothing(arbitrated: Store) -> None:
    await change(arbitrated, EMPLOYER, absence=Absence.REFUSED, absent_since=NOW)
    assert set(await names(arbitrated, TODAY + timedelta(days=13))) == {WORKER.name}


async def test_a_denied_link_keeps_the_day_from_every_carrier_and_the_desk_brings_it(arbitrated: Store) -> None:
    link = await case_links.issue(MEDIATOR, SERIAL, WORKER.identity, arbitrated.ports)
    await case_links.deny(LinkKey(link.token, None), arbitrated.ports)
    go_to(arbitrated, TODAY + timedelta(days=6))
    assert [one.name for one in await sent(arbitrated)] == [WORKER.name]
    async with arbitrated.database.begin() as uow:
        now = arbitrated.clock.now()
        leased = await uow.prompts.lease(now, now + timedelta(minutes=2), 50)
        await uow.commit()
    assert WORKER.name not in {one.to.name for one in leased}
    assert [one.state for one in await sent(arbitrated)] == [PromptState.DESK]


@pytest.mark.parametrize("state", [CaseState.ENDED, CaseState.HANDED_OVER, CaseState.FILED, CaseState.RETURNED])
async def test_after_the_ending_the_party_is_told_all_the_same_and_no_mediator(
    arbitrated: Store, state: CaseState
) -> None:
    await keep(arbitrated, state=state)
    go_to(arbitrated, TODAY + timedelta(days=6))
    (told,) = await sent(arbitrated)
    assert (told.name, "调解不影响" in told.text) == (WORKER.name, False)
    assert await bell(arbitrated) == []


async def test_nobody_is_told_of_a_day_to_sue_once_the_parties_settled_by_themselves(arbitrated: Store) -> None:
    code = EndingCode.SETTLED_AND_WITHDREW
    async with arbitrated.database.begin() as uow:
        await uow.endings.add(Ending(CASE, code, "已经和解", NOW, AccountId("mediator1"), MEDIATOR.name))
        await uow.commit()
    await keep(arbitrated, state=CaseState.ENDED)
    assert await names(arbitrated, TODAY + timedelta(days=13)) == []


async def test_in_litigation_nobody_is_told_of_a_day_to_sue_whatever_clock_was_kept(arbitrated: Store) -> None:
    async with arbitrated.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        # As a case kept by an older program: its clocks are not worked out anew.
        tried = replace(case, source=CaseSource.COMMISSIONED, stage=CaseStage.LITIGATION, procedure=Procedure.ORDINARY)
        await uow.cases.save(replace(tried, court="老城区人民法院"))
        await uow.commit()
    assert await names(arbitrated, TODAY + timedelta(days=13)) == []


async def test_a_suit_that_was_handed_in_to_the_court_in_time_is_warned_of_no_longer(arbitrated: Store) -> None:
    await keep(arbitrated, source=CaseSource.ENTRUSTED, court="老城区人民法院", received_at=NOW)
    assert set(await names(arbitrated, TODAY + timedelta(days=13))) == {EMPLOYER.name}


async def test_a_day_that_moved_is_told_anew_and_the_old_one_never_again(arbitrated: Store) -> None:
    assert await names(arbitrated, TODAY + timedelta(days=6)) == [WORKER.name]
    await awarded(arbitrated, got(WORKER, TODAY - timedelta(days=5)), got(EMPLOYER, TODAY, Standing.EMPLOYER))
    moved = [one.text for one in await sent(arbitrated) if one.name == WORKER.name]
    assert [("4月17日" in text, WORKERS_DAY in text) for text in moved] == [(True, False), (False, True)]
    await names(arbitrated, TODAY + timedelta(days=12))
    assert sum(WORKERS_DAY in one.text for one in await sent(arbitrated)) == 1


async def test_an_employer_with_a_final_award_is_told_of_setting_it_aside_and_never_of_suing(store: Store) -> None:
    await keep(store, source=CaseSource.ORGANISATION, court=None, state=CaseState.ACCEPTED)
    await change(store, EMPLOYER, kind=PartyKind.EMPLOYER)
    await awarded(store, got(EMPLOYER, TODAY, Standing.EMPLOYER), finality=Finality.FINAL)
    go_to(store, TODAY + timedelta(days=23))
    (told,) = await sent(store)
    assert told.name == EMPLOYER.name
    assert "您申请撤销终局仲裁裁决的最后一天是5月7日" in told.text
    assert "中级人民法院" in told.text
    assert "起诉" not in told.text


async def test_after_an_annulment_each_is_told_of_the_day_that_runs_from_the_own_ruling(arbitrated: Store) -> None:
    ruled = replace(got(WORKER, TODAY - timedelta(days=60)), annulled_on=TODAY - timedelta(days=2))
    await awarded(arbitrated, ruled, got(EMPLOYER, TODAY - timedelta(days=60)), finality=Finality.FINAL)
    go_to(arbitrated, TODAY + timedelta(days=6))
    (told,) = await sent(arbitrated)
    assert told.name == WORKER.name
    assert f"您在仲裁裁决被撤销以后向法院起诉的最后一天是{WORKERS_DAY}" in told.text


async def test_a_day_in_a_year_whose_calendar_is_not_loaded_is_told_as_provisional(arbitrated: Store) -> None:
    go_to(arbitrated, date(2030, 3, 1))
    await awarded(arbitrated, got(WORKER, date(2030, 3, 1)))
    go_to(arbitrated, date(2030, 3, 9))
    (told,) = await sent(arbitrated)
    assert "暂定" in told.text
    assert "请按3月16日" in told.text


def said(pay_ended: date | None, known_on: date | None) -> Limitation:
    pay = pay_ended is not None
    left = Employment.ENDED if pay else None
    return Limitation(CASE, known_on, left, pay_ended, pay=pay, other=known_on is not None, identity=WORKER.identity)


async def test_the_applicant_alone_is_told_of_the_year_to_ask_for_arbitration_thirty_seven_three_and_one_days_before(
    store: Store,
) -> None:
    async with store.database.begin() as uow:
        await uow.limitations.put(said(None, date(2025, 6, 1)))
        await uow.commit()
    await keep(store, source=CaseSource.ORGANISATION, court=None, state=CaseState.ACCEPTED)
    days = (date(2026, 5, 1), date(2026, 5, 2), date(2026, 5, 25), date(2026, 5, 29), date(2026, 5, 31))
    assert [len(await names(store, day)) for day in days] == [0, 1, 2, 3, 4]
    found = await sent(store)
    assert {one.name for one in found} == {WORKER.name}
    assert all("6月1日" in one.text and "12333" in one.text and "按没有中断计算" in one.text for one in found)
    assert len(await bell(store)) == 4


async def test_of_two_years_to_ask_for_arbitration_each_says_from_what_it_is_counted(store: Store) -> None:
    async with store.database.begin() as uow:
        await uow.limitations.put(said(date(2025, 6, 1), date(2025, 6, 1)))
        await uow.commit()
    await keep(store, source=CaseSource.ORGANISATION, court=None, state=CaseState.ACCEPTED)
    go_to(store, date(2026, 5, 31))
    texts = [one.text for one in await sent(store)]
    assert sorted(("劳动关系结束" in text, "知道权利被侵害" in text) for text in texts) == [
        (False, True),
        (True, False),
    ]


async def two_years(store: Store) -> None:
    """Let each of two workers have told the day from which the own year counts."""
    await add(store, SECOND)
    theirs = replace(said(None, date(2025, 6, 20)), identity=SECOND.identity)
    async with store.database.begin() as uow:
        await uow.limitations.put(said(None, date(2025, 6, 1)))
        await uow.limitations.put(theirs)
        await uow.commit()


async def test_of_two_workers_each_is_told_of_the_own_year_on_the_own_day_and_of_no_other(store: Store) -> None:
    await two_years(store)
    await keep(store, source=CaseSource.ORGANISATION, court=None, state=CaseState.ACCEPTED)
    assert await names(store, date(2026, 5, 29)) == [WORKER.name, SECOND.name]
    texts = {one.name: one.text for one in await sent(store)}
    assert ("6月1日" in texts[WORKER.name], "6月22日" in texts[SECOND.name]) == (True, True)
    assert "6月1日" not in texts[SECOND.name]
    assert "6月22日" not in texts[WORKER.name]


async def test_who_did_not_sign_is_warned_of_the_own_year_after_the_others_agreement_is_in_force(store: Store) -> None:
    await two_years(store)
    await agreed(store, WORKER, EMPLOYER)
    assert await names(store, date(2026, 6, 19)) == [SECOND.name]


PERFORMED_BY = date(2026, 5, 1)


async def agreed(
    store: Store, *bound: Participant, granted: bool = True, received: tuple[RulingReceived, ...] = ()
) -> None:
    """Let an agreement of these take effect, confirmed by the court."""
    made = AgreementEffect(
        CASE,
        tuple(Signature(one.identity, NOW, one.identity) for one in bound),
        NOW,
        NOW,
        frozenset({ClauseKind.PAYMENT}),
        (Performance(PERFORMED_BY, "支付 8,000 元"),),
        NOW,
        MEDIATOR.name,
    )
    door = AgreementDoor.JUDICIAL_CONFIRMATION
    state = DoorState.GRANTED if granted else DoorState.SENT
    asked = Application(
        "door1", CASE, door, WORKER.identity, NOW, (), state, NOW, TODAY if granted else None, received=received
    )
    async with store.database.begin() as uow:
        await uow.endings.add_effect(made)
        await uow.endings.add_application(asked)
        await uow.commit()
    await keep(store, state=CaseState.PERFORMING)


async def test_whom_a_whole_agreement_binds_is_told_of_no_day_to_sue_and_who_did_not_sign_is(arbitrated: Store) -> None:
    await add(arbitrated, SECOND)
    await awarded(arbitrated, *(got(one, TODAY) for one in (WORKER, SECOND, EMPLOYER)))
    await agreed(arbitrated, WORKER, EMPLOYER)
    assert await names(arbitrated, TODAY + timedelta(days=8)) == [SECOND.name]


async def test_each_party_is_told_of_its_own_day_to_object_to_the_ruling_also_after_the_case_was_filed(
    store: Store,
) -> None:
    days = (RulingReceived(WORKER.identity, TODAY), RulingReceived(EMPLOYER.identity, TODAY + timedelta(days=2)))
    await agreed(store, WORKER, EMPLOYER, received=days)
    await keep(store, state=CaseState.FILED)
    await names(store, TODAY + timedelta(days=14))
    texts = {one.name: one.text for one in await sent(store)}
    assert "您对司法确认裁定提出异议的最后一天是4月22日" in texts[WORKER.name]
    assert "您对司法确认裁定提出异议的最后一天是4月24日" in texts[EMPLOYER.name]
    assert len(texts) == 2
    assert await bell(store) == []


async def test_for_whom_there_is_a_title_is_told_of_the_two_years_to_enforce_it_also_after_the_case_was_filed(
    store: Store,
) -> None:
    await add(store, SECOND)
    await agreed(store, WORKER, EMPLOYER)
    await keep(store, state=CaseState.FILED)
    days = (date(2028, 3, 31), date(2028, 4, 1), date(2028, 4, 24), date(2028, 4, 28), date(2028, 4, 30))
    counts = [len(await names(store, day)) for day in days]
    found = await sent(store)
    assert counts == [0, 2, 4, 4, 6]
    assert {one.name for one in found} == {WORKER.name, EMPLOYER.name}
    assert all("申请法院强制执行的最后一天是5月" in one.text and "支付" not in one.text for one in found)


@pytest.mark.parametrize("granted", [False, True])
async def test_nobody_is_told_of_enforcing_what_is_no_title_or_was_performed(store: Store, *, granted: bool) -> None:
    await agreed(store, WORKER, EMPLOYER, granted=granted)
    if granted:
        async with store.database.begin() as uow:
            effect = await uow.endings.effect(CASE)
            assert effect is not None
            seen = Mark(Extent.FULLY, TODAY, NOW, MEDIATOR.name, proof="银行回单")
            await uow.endings.save_effect(effect.mark(1, seen, TODAY))
            await uow.commit()
        await keep(store)
    assert await names(store, date(2028, 4, 30)) == []


async def test_no_witness_and_nobody_who_only_helps_is_told_of_any_day(arbitrated: Store) -> None:
    witness = replace(SECOND, identity=Identity("seen"), name="证人", side=Side.NEUTRAL)
    helper = replace(SECOND, identity=Identity("help"), name="翻译", role=Role.INTERPRETER, linked_to=WORKER.identity)
    await add(arbitrated, witness, helper)
    assert set(await names(arbitrated, TODAY + timedelta(days=13))) == {WORKER.name, EMPLOYER.name}
