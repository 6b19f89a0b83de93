"""What was agreed offline is entered as it was held: nobody is invited, and it goes the same way to its effect."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from server.domain.agreement_effect import Signature
from server.domain.application import Application, Door
from server.domain.authority import AuthorityKind
from server.domain.award import Arbitration, Award, Finality, Received, Standing
from server.domain.beijing import beijing_day
from server.domain.case import CaseMode, CaseState
from server.domain.case_consent import ConsentChannel, ConsentStep
from server.domain.disclosure import DisclosureGround
from server.domain.draft import Draft
from server.domain.errors import ConflictError, InvalidError, KeyReusedError, MediationError
from server.domain.ids import Identity, SessionId
from server.domain.outcome import OutcomeKind
from server.domain.panel import Seat
from server.domain.party import Absence
from server.domain.reminder import ReminderKind
from server.domain.session import SessionMode, SessionState
from server.domain.term import StartEvent
from server.services import cases, desk, effects, endings, figures, offline, panels, powers, steps, terms
from server.services.offline import OfflineResult
from server.services.panels import Said
from tests.factories import NOW, a_session
from tests.support.agreements import EFFECT
from tests.support.kept import everything
from tests.support.store import CENTRE, CLERK, DAUGHTER, EMPLOYER, MEDIATOR, OTHER_MEDIATOR, WORKER, Store

SERIAL = "LY2026-000128"
HELD = OfflineResult(
    SERIAL, "offline-00001", NOW - timedelta(days=1), 90, "西工区调解中心", OutcomeKind.SETTLED,
    "被申请人于4月30日前支付申请人8000元。", ("li", "zhou"),
)  # fmt: skip
SESSION = SessionId("session1")
COLLEAGUE = replace(WORKER, identity=Identity("zhao"), name="赵工友")


@pytest.fixture
async def referred(store: Store) -> Store:
    """Let the case that a court referred be accepted, with nothing planned."""
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        for session in await uow.sessions.of_case(case.id):
            await uow.sessions.save(session.cancel(store.clock.at))
        await uow.cases.save(replace(case, state=CaseState.ACCEPTED))
        await uow.commit()
    return store


async def state(store: Store) -> CaseState:
    return (await cases.view(CLERK, SERIAL, store.ports)).state


async def mode(store: Store) -> CaseMode:
    return (await cases.view(CLERK, SERIAL, store.ports)).mode


async def test_an_agreement_made_at_the_office_in_a_case_that_a_court_referred_is_entered_as_it_was_held(
    referred: Store,
) -> None:
    before = await desk.sent(CLERK, SERIAL, referred.ports)

    await offline.record(MEDIATOR, HELD, referred.ports)

    view = await cases.view(MEDIATOR, SERIAL, referred.ports)
    held = max(view.sessions, key=lambda one: one.summary.number)
    assert (view.state, view.mode, held.summary.starts_at) == (CaseState.AGREED, CaseMode.OFFLINE, HELD.held_at)
    assert (held.summary.mode, held.summary.state) == (SessionMode.ON_SITE, SessionState.CONCLUDED)
    assert held.outcome is not None
    assert (held.outcome.kind, held.outcome.terms) == (OutcomeKind.SETTLED, HELD.terms)
    assert {one.identity for one in held.outcome.attendance} == {"li", "zhou"}
    assert await desk.sent(CLERK, SERIAL, referred.ports) == before
    ending = await endings.view(MEDIATOR, SERIAL, referred.ports)
    assert "take_effect" in ending.may
    assert [one.session for one in ending.agreed_in] == [held.summary.id]


async def test_figures_count_it_as_mediated_offline_once_it_is_signed(referred: Store) -> None:
    await offline.record(MEDIATOR, HELD, referred.ports)
    await effects.take_effect(MEDIATOR, signed(WORKER.identity), referred.ports)

    counted = await figures.read(CENTRE, beijing_day(NOW).year, referred.ports)

    assert (counted.ended, counted.offline) == (1, 1)


async def test_a_case_in_which_people_also_met_by_video_is_not_counted_as_offline(store: Store) -> None:
    await store.open_session()
    async with store.database.begin() as uow:
        session = await uow.sessions.get(SESSION)
        assert session is not None
        await uow.sessions.save(session.adjourn(NOW))
        await uow.commit()
    store.clock.pass_by(timedelta(days=2))

    await offline.record(MEDIATOR, replace(HELD, held_at=NOW + timedelta(days=1)), store.ports)

    assert await mode(store) is CaseMode.ONLINE


async def test_the_same_meeting_twice_is_one_and_its_key_carries_no_other(referred: Store) -> None:
    first = await offline.record(MEDIATOR, HELD, referred.ports)

    assert await offline.record(MEDIATOR, HELD, referred.ports) == first
    with pytest.raises(KeyReusedError):
        await offline.record(MEDIATOR, replace(HELD, terms="别的内容"), referred.ports)
    async with referred.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        assert sum(one.state is not SessionState.CANCELLED for one in await uow.sessions.of_case(case.id)) == 1


async def test_what_was_agreed_at_a_time_is_not_entered_twice_under_another_key(referred: Store) -> None:
    await offline.record(MEDIATOR, HELD, referred.ports)
    before = everything(referred.database.engine)

    for held_at in (HELD.held_at, HELD.held_at + timedelta(minutes=89), HELD.held_at - timedelta(minutes=89)):
        with pytest.raises(ConflictError) as refusal:
            await offline.record(MEDIATOR, replace(HELD, key="offline-00009", held_at=held_at), referred.ports)
        assert (refusal.value.code, refusal.value.facts["number"]) == ("session.held_then", "2")

    assert everything(referred.database.engine) == before
    await offline.record(
        MEDIATOR, replace(HELD, key="offline-00010", held_at=HELD.held_at + timedelta(minutes=90)), referred.ports
    )


async def test_what_was_planned_is_called_off_once_everything_is_agreed_and_everybody_is_told(store: Store) -> None:
    store.clock.at = NOW - timedelta(hours=3)

    await offline.record(MEDIATOR, HELD, store.ports)

    async with store.database.begin() as uow:
        session = await uow.sessions.get(SESSION)
    assert session is not None
    assert session.state is SessionState.CANCELLED
    assert store.rooms.heard == [("end", SESSION)]
    sent = await desk.sent(CLERK, SERIAL, store.ports)
    off = [one.text for one in sent if one.kind is ReminderKind.SESSION_CANCELLED]
    assert len(off) == 3
    assert not any("8000" in text for text in off)


async def test_what_was_planned_stays_where_a_rest_is_left(store: Store) -> None:
    store.clock.at = NOW - timedelta(hours=3)

    await offline.record(MEDIATOR, replace(HELD, kind=OutcomeKind.PARTLY_SETTLED), store.ports)

    async with store.database.begin() as uow:
        session = await uow.sessions.get(SESSION)
    assert session is not None
    assert session.state is SessionState.SCHEDULED
    assert await state(store) is CaseState.PARTLY_AGREED


async def test_the_rest_of_what_was_agreed_partly_is_settled_offline_too(referred: Store) -> None:
    await offline.record(MEDIATOR, replace(HELD, kind=OutcomeKind.PARTLY_SETTLED), referred.ports)
    rest = replace(HELD, key="offline-00002", held_at=HELD.held_at + timedelta(hours=5), terms="其余 2,000 元。")

    await offline.record(MEDIATOR, rest, referred.ports)

    assert await state(referred) is CaseState.AGREED
    assert len((await endings.view(MEDIATOR, SERIAL, referred.ports)).agreed_in) == 2


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (replace(HELD, held_at=NOW), "offline.ahead"),
        (replace(HELD, minutes=13 * 60), "session.length"),
        (replace(HELD, place=" "), "session.place"),
        (replace(HELD, terms=" "), "outcome.incomplete"),
        (replace(HELD, kind=OutcomeKind.ADJOURNED), "outcome.incomplete"),
        (replace(HELD, kind=OutcomeKind.NOT_SETTLED), "outcome.incomplete"),
        (replace(HELD, people=()), "session.people"),
        (replace(HELD, people=("nobody",)), "session.people"),
        (replace(HELD, people=("li",)), "session.people"),
        (replace(HELD, people=("zhou", "min")), "session.party_left_out"),
    ],
)
async def test_what_cannot_have_been_changes_nothing(referred: Store, wrong: OfflineResult, code: str) -> None:
    before = everything(referred.database.engine)
    with pytest.raises(MediationError) as refusal:
        await offline.record(MEDIATOR, wrong, referred.ports)

    assert refusal.value.code == code
    assert everything(referred.database.engine) == before


async def _disclosed(store: Store) -> None:
    await panels.disclose(MEDIATOR, SERIAL, Said((DisclosureGround.INTEREST,), "持有公司股份"), store.ports)


async def _late(store: Store) -> None:
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        received = Received(Identity("li"), Standing.WORKER, date(2025, 11, 3), "签收回执")
        await uow.awards.put(Award(case.id, Arbitration.AWARDED, finality=Finality.NOT_FINAL, received=(received,)))
        await uow.commit()


async def _over(store: Store) -> None:
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await terms.begin(uow, case, StartEvent.ACCEPTED, NOW - timedelta(days=200), None)
        await uow.commit()


async def _taken_today(store: Store) -> None:
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await uow.panels.put_seat(Seat(case.id, MEDIATOR.id, None, MEDIATOR.name, NOW, presides=True))
        await uow.commit()


async def _nobody_presides(store: Store) -> None:
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await uow.cases.save(replace(case, mediator=None, co_mediators=(MEDIATOR.id,)))
        await uow.commit()


async def _a_colleague(store: Store) -> None:
    async with store.database.begin() as uow:
        await uow.cases.add_participant(COLLEAGUE)
        await uow.commit()


async def _absent(store: Store) -> None:
    async with store.database.begin() as uow:
        await uow.cases.save_participant(replace(EMPLOYER, absence=Absence.REFUSED))
        await uow.commit()


async def _people_sit_together(store: Store) -> None:
    async with store.database.begin() as uow:
        await uow.sessions.add(a_session(id=SessionId("session2"), number=2, state=SessionState.OPEN, opened_at=NOW))
        await uow.commit()


async def _suspended(store: Store) -> None:
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await uow.cases.save(replace(case, state=CaseState.SUSPENDED))
        await uow.commit()


@pytest.mark.parametrize(
    ("happen", "code"),
    [
        (_disclosed, "disclosure.asking"),
        (_late, "award.explanation_owed"),
        (_over, "session.after_term"),
        (_taken_today, "offline.before_seat"),
        (_nobody_presides, "panel.no_presider"),
        (_a_colleague, "session.party_left_out"),
        (_absent, "session.unwilling"),
        (_people_sit_together, "ending.session_open"),
        (_suspended, "case.illegal_transition"),
    ],
)
async def test_nothing_is_gone_around_by_calling_it_offline(
    referred: Store, happen: Callable[[Store], Awaitable[None]], code: str
) -> None:
    await happen(referred)
    before = everything(referred.database.engine)

    with pytest.raises(MediationError) as refusal:
        await offline.record(MEDIATOR, HELD, referred.ports)

    assert refusal.value.code == code
    assert everything(referred.database.engine) == before


async def test_after_the_term_it_is_entered_by_who_says_that_this_is_known(referred: Store) -> None:
    await _over(referred)

    await offline.record(MEDIATOR, replace(HELD, after_term=True), referred.ports)

    assert await state(referred) is CaseState.AGREED


async def test_who_agreed_to_separate_times_may_have_been_elsewhere(referred: Store) -> None:
    await _a_colleague(referred)
    agrees = steps.RecordStep(
        SERIAL, COLLEAGUE.identity, ConsentStep.SEPARATE_SESSIONS, answer=True, channel=ConsentChannel.ORAL
    )
    await steps.record(CLERK, agrees, referred.ports)

    await offline.record(MEDIATOR, HELD, referred.ports)

    assert await state(referred) is CaseState.AGREED


async def test_what_came_in_as_mediated_offline_was_held_before_anybody_had_the_case(referred: Store) -> None:
    await _taken_today(referred)
    async with referred.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await uow.drafts.add(Draft(case.id, Door.OFFLINE, Application(), NOW, NOW, handed_in_at=NOW))
        await uow.commit()

    await offline.record(MEDIATOR, HELD, referred.ports)

    assert await state(referred) is CaseState.AGREED


async def test_an_agent_without_the_power_to_settle_does_not_sign_what_was_agreed_offline(referred: Store) -> None:
    await offline.record(MEDIATOR, HELD, referred.ports)
    named = powers.RecordAuthority(
        SERIAL, "authority-0001", DAUGHTER.identity, WORKER.identity, AuthorityKind.RELATIVE, "全权代理",
        frozenset(), frozenset(), beijing_day(NOW) - timedelta(days=3),
    )  # fmt: skip
    await powers.record(CLERK, named, referred.ports)

    with pytest.raises(InvalidError) as refusal:
        await effects.take_effect(MEDIATOR, signed(DAUGHTER.identity), referred.ports)

    assert refusal.value.code.startswith("signer.")
    assert await state(referred) is CaseState.AGREED


async def test_nothing_is_signed_before_the_meeting_in_which_it_was_agreed(referred: Store) -> None:
    await offline.record(MEDIATOR, HELD, referred.ports)
    early = tuple(replace(one, at=HELD.held_at - timedelta(days=1)) for one in signed(WORKER.identity).signatures)

    with pytest.raises(InvalidError) as refusal:
        await effects.take_effect(MEDIATOR, replace(EFFECT, signatures=early), referred.ports)

    assert refusal.value.code == "effect.too_early"


@pytest.mark.parametrize("who", [CLERK, OTHER_MEDIATOR], ids=["clerk", "another mediator"])
async def test_only_who_mediates_the_case_enters_it(referred: Store, who: object) -> None:
    with pytest.raises(MediationError):
        await offline.record(who, HELD, referred.ports)  # type: ignore[arg-type]  # both are accounts
    assert await state(referred) is CaseState.ACCEPTED


def signed(by: Identity) -> effects.TakeEffect:
    """Return an effect that this person signed for the worker, and the employer themselves."""
    return replace(
        EFFECT, signatures=(Signature(WORKER.identity, NOW, by), Signature(EMPLOYER.identity, NOW, EMPLOYER.identity))
    )
