"""A recording is deleted early by two people only, never one, and never while the law or somebody needs it."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from server.domain.account import RIGHTS, Account, Right
from server.domain.case import CaseState
from server.domain.concurrence import Answer, ConcurrenceForm
from server.domain.doors import AgreementDoor, Application, DoorState
from server.domain.ending import Ending
from server.domain.errors import (
    ConflictError,
    ForbiddenError,
    IllegalTransitionError,
    InvalidError,
    MediationError,
    NotFoundError,
    StaleVersionError,
)
from server.domain.ids import AccountId, Identity, RecordingId, SessionId, ViewingId
from server.domain.outcome import EndingCode
from server.domain.party import Role
from server.domain.recording import Recording, RecordingState
from server.domain.recording_deletion import DeletionAction, DeletionState
from server.domain.reminder import ReminderKind
from server.domain.retention import DeletionCause, Kept
from server.domain.viewing import Play, PlayAction, Viewing, ViewingPurpose
from server.services import desk, recording_deletions, retention
from server.services.deleting import Keeper
from server.services.recording_deletions import AnswerDeletion, DeletionsView
from server.storage.audit_log import read_audit
from tests.factories import NOW, a_case, a_recording, an_account
from tests.support.store import CLERK, JUDGE, MEDIATOR, OTHER_JUDGE, Store

CASE, SERIAL, SESSION = a_case().id, a_case().serial, "session1"
ADMIN = an_account(id="admin1", login="admin", name="钱主任", role=Role.COURT_ADMIN, organisation=CLERK.organisation)
AUDITOR = an_account(id="audit1", login="audit", name="郑审计", role=Role.AUDITOR, organisation="任何一家")
TWICE = an_account(id="judge9", login="chen2", name=CLERK.name, role=Role.JUDGE, organisation=CLERK.organisation)
"""The clerk once more, under a second account that may decide."""
ELSEWHERE = replace(ADMIN, id=AccountId("admin2"), login="admin2", organisation="另一法院")
WHY, OPINION = "双方书面要求删除", "双方申请属实，同意"
SEVEN_MONTHS = timedelta(days=215)


class Shelf:
    """Where recordings lie."""

    def __init__(self) -> None:
        self.erased: list[str] = []

    async def erase(self, recording: RecordingId) -> None:
        self.erased.append(recording)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def keeper(store: Store, shelf: Shelf) -> Keeper:
    return Keeper(store.ports, shelf)


@pytest.fixture
async def filed(store: Store) -> Store:
    """Return a store whose case was filed seven months ago with a sealed recording."""
    async with store.database.begin() as uow:
        await uow.recordings.add(a_recording(state=RecordingState.SEALED, tracks=3, manifest_sha256="f" * 64))
        case = await uow.cases.get(CASE)
        assert case is not None
        ended = Ending(CASE, EndingCode.OTHER, "其他", NOW, AccountId(MEDIATOR.id), MEDIATOR.name)
        await uow.endings.add(replace(ended, closed_at=NOW))
        await uow.cases.save(replace(case, state=CaseState.FILED))
        await uow.commit()
    store.clock.at = NOW + SEVEN_MONTHS
    return store


async def asked(store: Store, by: Account = CLERK) -> DeletionsView:
    return await recording_deletions.ask(by, SESSION, WHY, store.ports)


def says(view: DeletionsView, action: DeletionAction = DeletionAction.GRANT, opinion: str = OPINION) -> AnswerDeletion:
    return AnswerDeletion(SESSION, view.requests[0].id, view.requests[0].version, action, opinion)


async def recording(store: Store) -> Recording:
    async with store.database.begin() as uow:
        return (await uow.recordings.of_session(SessionId(SESSION)))[0]


async def acts(store: Store) -> list[str]:
    return [entry.act.action for entry in await read_audit(store.database.engine)]


async def refused(store: Store, keeper: Keeper, by: Account, command: AnswerDeletion) -> MediationError:
    """Answer and return the refusal; nothing was changed by it."""
    before = (await recording(store), await acts(store), await recording_deletions.view(JUDGE, SESSION, store.ports))
    with pytest.raises(MediationError) as refusal:
        await recording_deletions.answer(by, command, keeper)
    after = (await recording(store), await acts(store), await recording_deletions.view(JUDGE, SESSION, store.ports))
    assert after == before
    return refusal.value


async def test_one_asks_another_agrees_and_keys_and_files_are_gone_while_proof_stays(
    filed: Store, keeper: Keeper, shelf: Shelf
) -> None:
    waiting = await asked(filed)
    assert (await recording(filed)).wrapped_key

    done = await recording_deletions.answer(JUDGE, says(waiting), keeper)

    gone = await recording(filed)
    assert (gone.state, gone.wrapped_key, gone.manifest_sha256) == (RecordingState.ERASED, b"", "f" * 64)
    assert shelf.erased == [gone.id]
    assert [one.state for one in done.requests] == [DeletionState.DONE]
    async with filed.database.begin() as uow:
        (certificate,) = await uow.retention.certificates((JUDGE.organisation,), 10)
    assert (certificate.id, certificate.cause) == (done.requests[0].certificate, DeletionCause.TWO_PEOPLE)
    assert (certificate.kept, certificate.finished_at) == (Kept.RECORDING, filed.clock.at)
    assert {"deletion.asked", "recording.deleted"} <= set(await acts(filed))


@pytest.mark.parametrize("own", [JUDGE, TWICE])
async def test_whoever_asks_for_a_deletion_never_grants_it_by_this_account_or_another(
    filed: Store, keeper: Keeper, own: Account
) -> None:
    waiting = await asked(filed, JUDGE if own is JUDGE else CLERK)

    error = await refused(filed, keeper, own, says(waiting))

    assert error.code == "deletion.own"
    assert (await recording_deletions.view(own, SESSION, filed.ports)).requests[0].may in {
        (),
        (DeletionAction.WITHDRAW,),
    }


async def test_a_judge_who_asked_cannot_refuse_either_but_takes_it_back(filed: Store, keeper: Keeper) -> None:
    waiting = await asked(filed, JUDGE)

    assert (await refused(filed, keeper, JUDGE, says(waiting, DeletionAction.REFUSE))).code == "deletion.own"
    back = await recording_deletions.answer(JUDGE, says(waiting, DeletionAction.WITHDRAW, ""), keeper)

    assert back.requests[0].state is DeletionState.WITHDRAWN
    assert back.may_ask


async def test_nobody_else_takes_a_request_back(filed: Store, keeper: Keeper) -> None:
    waiting = await asked(filed)

    assert (await refused(filed, keeper, JUDGE, says(waiting, DeletionAction.WITHDRAW))).code == "deletion.others"


@pytest.mark.parametrize("someone", [CLERK, MEDIATOR, AUDITOR, OTHER_JUDGE])
async def test_nobody_without_the_right_decides(filed: Store, keeper: Keeper, someone: Account) -> None:
    waiting = await asked(filed, JUDGE)

    error = await refused(filed, keeper, someone, says(waiting))

    assert isinstance(error, ForbiddenError | NotFoundError)


async def test_the_administrator_of_the_court_decides_too(filed: Store, keeper: Keeper) -> None:
    done = await recording_deletions.answer(ADMIN, says(await asked(filed)), keeper)

    assert done.requests[0].answered_by_name == ADMIN.name


async def test_what_was_granted_is_not_granted_again(filed: Store, keeper: Keeper, shelf: Shelf) -> None:
    waiting = await asked(filed)
    done = await recording_deletions.answer(JUDGE, says(waiting), keeper)

    assert isinstance(await refused(filed, keeper, ADMIN, says(waiting)), StaleVersionError)
    assert isinstance(await refused(filed, keeper, ADMIN, says(done)), IllegalTransitionError)
    assert len(shelf.erased) == 1


async def test_a_hold_that_came_after_the_request_stops_it(filed: Store, keeper: Keeper) -> None:
    waiting = await asked(filed)
    await retention.place(JUDGE, SERIAL, "另案诉讼中", filed.ports)

    assert (await refused(filed, keeper, ADMIN, says(waiting))).code == "deletion.held"


async def test_while_a_confirmation_is_examined_nobody_asks_and_nobody_grants(filed: Store, keeper: Keeper) -> None:
    waiting = await asked(filed)
    async with filed.database.begin() as uow:
        says_yes = Answer(Identity("li"), True, ConcurrenceForm.WRITTEN, NOW, MEDIATOR.name)  # noqa: FBT003 - whoever applies agrees
        sent = Application("door1", CASE, AgreementDoor.JUDICIAL_CONFIRMATION, Identity("li"), NOW, (says_yes,))
        await uow.endings.add_application(replace(sent, state=DoorState.SENT))
        await uow.commit()

    assert (await refused(filed, keeper, JUDGE, says(waiting))).code == "deletion.under_review"
    await recording_deletions.answer(CLERK, says(waiting, DeletionAction.WITHDRAW), keeper)
    with pytest.raises(ConflictError, match="under_review"):
        await asked(filed)


async def play(store: Store, at: datetime, *actions: PlayAction) -> None:
    async with store.database.begin() as uow:
        viewing = Viewing(
            ViewingId("viewing1"),
            SessionId(SESSION),
            JUDGE.id,
            JUDGE.name,
            JUDGE.role,
            ViewingPurpose.SUPERVISION,
            "质量监督",
            at,
        )
        await uow.viewings.add(viewing)
        for number, action in enumerate(actions):
            await uow.viewings.add_play(Play(viewing.id, at + timedelta(seconds=number), action, number * 1_000))
        await uow.commit()


async def test_nothing_is_deleted_while_somebody_plays_it(filed: Store, keeper: Keeper) -> None:
    waiting = await asked(filed)
    await play(filed, filed.clock.at, PlayAction.PLAY, PlayAction.SEEK)

    assert (await refused(filed, keeper, ADMIN, says(waiting))).code == "deletion.being_played"


async def test_a_player_that_stopped_or_was_left_open_long_ago_stops_nothing(filed: Store, keeper: Keeper) -> None:
    waiting = await asked(filed)
    await play(filed, filed.clock.at, PlayAction.PLAY, PlayAction.PAUSE, PlayAction.SEEK)

    done = await recording_deletions.answer(ADMIN, says(waiting), keeper)

    assert done.requests[0].state is DeletionState.DONE


async def test_a_player_left_open_yesterday_stops_nothing(filed: Store, keeper: Keeper) -> None:
    await play(filed, filed.clock.at - timedelta(days=1), PlayAction.PLAY)

    done = await recording_deletions.answer(ADMIN, says(await asked(filed)), keeper)

    assert done.requests[0].state is DeletionState.DONE


async def test_before_the_time_the_law_demands_nobody_asks(filed: Store) -> None:
    filed.clock.at = NOW + timedelta(days=200)

    with pytest.raises(ConflictError, match="early") as refusal:
        await asked(filed)

    shown = await recording_deletions.view(JUDGE, SESSION, filed.ports)
    assert shown.barrier is not None
    assert (shown.barrier.code, str(shown.barrier.day)) == ("deletion.early", refusal.value.facts["day"])


async def test_of_a_case_that_is_not_filed_nothing_is_deleted(store: Store) -> None:
    async with store.database.begin() as uow:
        await uow.recordings.add(a_recording(state=RecordingState.SEALED))
        await uow.commit()
    store.clock.at = NOW + 10 * SEVEN_MONTHS

    with pytest.raises(ConflictError, match="open"):
        await asked(store)


async def test_a_recording_that_is_not_sealed_or_is_gone_cannot_be_asked_for(filed: Store) -> None:
    async with filed.database.begin() as uow:
        await uow.recordings.add(a_recording(id=RecordingId("recording2"), state=RecordingState.SEALING))
        await uow.commit()

    with pytest.raises(ConflictError, match="running"):
        await asked(filed)


async def test_two_do_not_ask_at_once_and_nobody_without_a_reason_or_an_opinion(filed: Store, keeper: Keeper) -> None:
    with pytest.raises(InvalidError, match="reason"):
        await recording_deletions.ask(CLERK, SESSION, " x ", filed.ports)
    waiting = await asked(filed)

    with pytest.raises(ConflictError, match="waits"):
        await asked(filed, JUDGE)
    assert (await refused(filed, keeper, JUDGE, says(waiting, opinion="好"))).code == "deletion.opinion"


@pytest.mark.parametrize("someone", [MEDIATOR, AUDITOR, ADMIN, OTHER_JUDGE])
async def test_who_may_not_ask_is_refused(filed: Store, someone: Account) -> None:
    with pytest.raises((ForbiddenError, NotFoundError)):
        await asked(filed, someone)

    assert "deletion.asked" not in await acts(filed)


async def test_what_was_refused_says_why_and_can_be_asked_again(filed: Store, keeper: Keeper) -> None:
    answered = await recording_deletions.answer(JUDGE, says(await asked(filed), DeletionAction.REFUSE), keeper)

    assert (answered.requests[0].state, answered.requests[0].opinion) == (DeletionState.REFUSED, OPINION)
    assert (await recording(filed)).wrapped_key
    again = await asked(filed)
    assert [one.state for one in again.requests].count(DeletionState.ASKED) == 1


async def bell(store: Store, account: Account, kind: ReminderKind) -> list[str]:
    return [one.text for one in await desk.prompts(account, store.ports) if one.kind is kind]


@pytest.fixture
async def house(filed: Store) -> Store:
    """Return the store with an administrator of the court, of another one, and the clerk once more as a judge."""
    async with filed.database.begin() as uow:
        for one in (ADMIN, TWICE, ELSEWHERE):
            await uow.accounts.add(one)
        await uow.commit()
    return filed


async def test_in_every_role_of_the_court_hears_of_it_who_may_decide_and_nobody_else(filed: Store) -> None:
    staff = [replace(ADMIN, id=AccountId(f"of-{role}"), login=f"of-{role}", role=role) for role in RIGHTS]
    async with filed.database.begin() as uow:
        for one in staff:
            await uow.accounts.add(one)
        await uow.commit()

    await asked(filed)

    told = [one.role for one in staff if await bell(filed, one, ReminderKind.DELETION_ASKED)]
    assert told == [role for role, rights in RIGHTS.items() if Right.RECORDING_DELETE in rights]


async def test_whoever_may_decide_hears_of_it_and_finds_it_and_nobody_else_does(house: Store) -> None:
    await asked(house)

    for one in (JUDGE, ADMIN):
        (text,) = await bell(house, one, ReminderKind.DELETION_ASKED)
        assert text.startswith(SERIAL)
        assert CLERK.name in text
        assert WHY not in text
        (waits,) = await recording_deletions.waiting(one, house.ports)
        assert (waits.session, waits.serial, waits.asked_by_name) == (SESSION, SERIAL, CLERK.name)
    for one in (CLERK, TWICE, OTHER_JUDGE, ELSEWHERE, MEDIATOR):
        assert await bell(house, one, ReminderKind.DELETION_ASKED) == []
    for one in (TWICE, OTHER_JUDGE, ELSEWHERE):
        assert await recording_deletions.waiting(one, house.ports) == ()
    with pytest.raises(ForbiddenError):
        await recording_deletions.waiting(CLERK, house.ports)


@pytest.mark.parametrize("action", [DeletionAction.GRANT, DeletionAction.REFUSE])
async def test_whoever_asked_hears_what_was_decided_and_it_waits_for_nobody_any_more(
    house: Store, keeper: Keeper, action: DeletionAction
) -> None:
    view = await asked(house)

    await recording_deletions.answer(JUDGE, says(view, action), keeper)

    (text,) = await bell(house, CLERK, ReminderKind.DELETION_ANSWERED)
    assert JUDGE.name in text
    assert OPINION not in text
    assert await recording_deletions.waiting(ADMIN, house.ports) == ()


async def test_who_takes_it_back_is_told_nothing_and_it_waits_for_nobody(house: Store, keeper: Keeper) -> None:
    view = await asked(house)

    await recording_deletions.answer(CLERK, says(view, DeletionAction.WITHDRAW), keeper)

    assert await bell(house, CLERK, ReminderKind.DELETION_ANSWERED) == []
    assert await recording_deletions.waiting(JUDGE, house.ports) == ()
