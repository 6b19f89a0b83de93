"""What is due is deleted and certified; what is open, held or early never is, whatever is tried."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from server.domain.account import Account
from server.domain.audit import first_altered
from server.domain.case import CaseState
from server.domain.ending import Ending
from server.domain.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError, StaleVersionError
from server.domain.ids import AccountId, CaseId, RecordingId
from server.domain.outcome import EndingCode
from server.domain.party import Role
from server.domain.recording import RecordingState
from server.domain.retention import Kept, RetentionPolicy
from server.domain.shortening import ShorteningAction
from server.services import deleting, materials, retention
from server.services.deleting import Keeper
from server.services.filing import Upload
from server.services.retention import AnswerShortening, ChangePolicy, ShorteningView
from server.storage import tables
from server.storage.audit_log import read_audit
from server.storage.erasing import of_case
from tests.factories import NOW, a_case, a_recording, an_account
from tests.support.store import CENTRE, CLERK, MEDIATOR, OTHER_JUDGE, Store

ADMIN = an_account(id="admin1", login="admin", name="钱主任", role=Role.COURT_ADMIN, organisation="老城区人民法院")
AUDITOR = an_account(id="audit1", login="audit", name="郑审计", role=Role.AUDITOR, organisation="老城区人民法院")
CASE, SERIAL = a_case().id, a_case().serial
PAPER = Upload("劳动合同.pdf", b"%PDF-1.7 the contract")
OFFER = Upload("让步方案.pdf", b"%PDF-1.7 I would take eight thousand")
YEAR = timedelta(days=366)
WHY = "审计要求保留本案材料"


class Shelf:
    """Where recordings lie; `broken` lets nothing be removed."""

    def __init__(self) -> None:
        self.erased: list[str] = []
        self.broken = False

    async def erase(self, recording: RecordingId) -> None:
        if self.broken:
            raise OSError("the disk is away")
        self.erased.append(recording)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def keeper(store: Store, shelf: Shelf) -> Keeper:
    return Keeper(store.ports, shelf)


@pytest.fixture
async def filled(store: Store) -> Store:
    """Return a store whose case has a material, an offer and a sealed recording."""
    await materials.add(MEDIATOR, SERIAL, PAPER, store.ports)
    await materials.add_protected(MEDIATOR, SERIAL, OFFER, store.ports)
    async with store.database.begin() as uow:
        await uow.recordings.add(a_recording(state=RecordingState.SEALED, manifest_sha256="f" * 64))
        await uow.commit()
    return store


async def file(store: Store, at: datetime = NOW) -> None:
    async with store.database.begin() as uow:
        case = await uow.cases.get(CASE)
        assert case is not None
        ended = Ending(CASE, EndingCode.OTHER, "其他", at, AccountId(MEDIATOR.id), MEDIATOR.name)
        await uow.endings.add(replace(ended, closed_at=at))
        await uow.cases.save(replace(case, state=CaseState.FILED))
        await uow.commit()


async def left(store: Store) -> dict[str, int]:
    """Return how many rows every table has of the case; tables with none are left out."""
    found = {}
    async with store.database.engine.connect() as connection:
        for table in tables.metadata.sorted_tables:
            where = of_case(table, CASE)
            if where is not None:
                count = select(func.count()).select_from(table).where(where)
                found[table.name] = (await connection.execute(count)).scalar_one()
    return {name: count for name, count in found.items() if count}


async def everything(store: Store) -> tuple[dict[str, int], dict[str, bytes]]:
    return await left(store), dict(store.blobs.kept)


async def test_a_filed_case_is_gone_the_day_after_its_time_with_bytes_and_rows_and_a_certificate_stays(
    filled: Store, keeper: Keeper, shelf: Shelf
) -> None:
    await file(filled)
    filled.clock.at = NOW.replace(year=NOW.year + 10) + timedelta(days=1)

    await deleting.run(keeper)

    assert await left(filled) == {}
    assert filled.blobs.kept == {}
    assert shelf.erased == ["recording1"]
    found = (await retention.view(ADMIN, filled.ports)).certificates
    assert {one.kept for one in found} == set(Kept)
    assert all(one.finished_at == filled.clock.at and one.serial == SERIAL for one in found)
    digests = {gone.sha256 for one in found for gone in one.gone}
    assert "f" * 64 in digests


async def test_the_audit_log_outlives_its_case_unchanged(filled: Store, keeper: Keeper) -> None:
    await file(filled)
    before = await read_audit(filled.database.engine)
    filled.clock.at = NOW + 11 * YEAR

    await deleting.run(keeper)

    after = await read_audit(filled.database.engine)
    assert list(after)[: len(before)] == list(before)
    assert first_altered(after) is None
    acts = [entry.act for entry in after if entry.act.action == "retention.deleted"]
    assert [dict(act.facts)["kept"] for act in acts] == ["recording", "protected", "case_file"]
    assert {act.actor for act in acts} == {"system"}


async def test_recordings_and_offers_go_earlier_and_the_case_file_stays(
    filled: Store, keeper: Keeper, shelf: Shelf
) -> None:
    await file(filled)
    filled.clock.at = NOW + 4 * YEAR

    counts = [await deleting.run(keeper) for _ in range(2)]

    assert counts == [2, 0]
    assert shelf.erased == ["recording1"]
    assert list(filled.blobs.kept.values()) == [PAPER.content]
    async with filled.database.begin() as uow:
        recording = await uow.recordings.get(RecordingId("recording1"))
        assert recording is not None
        assert (recording.state, recording.wrapped_key) == (RecordingState.ERASED, b"")
        assert recording.manifest_sha256 == "f" * 64
        assert await uow.recordings.unsealed() == ()


@pytest.mark.parametrize("state", [state for state in CaseState if state is not CaseState.FILED])
async def test_nothing_of_a_case_that_is_not_filed_is_ever_deleted(
    filled: Store, keeper: Keeper, state: CaseState
) -> None:
    await file(filled)
    async with filled.database.begin() as uow:
        case = await uow.cases.get(CASE)
        assert case is not None
        await uow.cases.save(replace(case, state=state))
        await uow.commit()
    filled.clock.at = NOW + 50 * YEAR
    before = await everything(filled)

    await deleting.run(keeper)
    assert [await deleting.delete(CASE, kept, filled.ports) for kept in Kept] == [False] * 3

    assert await everything(filled) == before


async def test_nothing_of_a_case_with_a_hold_is_deleted_however_old_until_every_hold_is_lifted(
    filled: Store, keeper: Keeper, shelf: Shelf
) -> None:
    await file(filled)
    await retention.place(CLERK, SERIAL, WHY, filled.ports)
    held = await retention.place(CENTRE, SERIAL, "另案诉讼中", filled.ports)
    filled.clock.at = NOW + 50 * YEAR
    first, second = held.holds
    await retention.lift(CLERK, SERIAL, first.id, first.version, filled.ports)
    before = await everything(filled)

    await deleting.run(keeper)
    assert [await deleting.delete(CASE, kept, filled.ports) for kept in Kept] == [False] * 3
    assert await everything(filled) == before
    assert shelf.erased == []

    await retention.lift(CENTRE, SERIAL, second.id, second.version, filled.ports)
    await deleting.run(keeper)
    assert await left(filled) == {}


@pytest.mark.parametrize("kept", Kept)
async def test_nothing_goes_on_its_last_day(filled: Store, kept: Kept) -> None:
    await file(filled)
    filled.clock.at = NOW.replace(year=NOW.year + {Kept.CASE_FILE: 10}.get(kept, 3))
    before = await everything(filled)

    assert not await deleting.delete(CASE, kept, filled.ports)

    assert await everything(filled) == before


async def test_a_case_whose_recording_is_still_written_is_left_whole(filled: Store) -> None:
    async with filled.database.begin() as uow:
        await uow.recordings.add(a_recording(id=RecordingId("recording2"), state=RecordingState.OPEN))
        await uow.commit()
    await file(filled)
    filled.clock.at = NOW + 50 * YEAR
    before = await left(filled)

    assert not await deleting.delete(CASE, Kept.RECORDING, filled.ports)
    assert not await deleting.delete(CASE, Kept.CASE_FILE, filled.ports)

    assert await left(filled) == before


async def test_bytes_that_could_not_be_removed_are_removed_at_the_next_turn(
    filled: Store, keeper: Keeper, shelf: Shelf
) -> None:
    await file(filled)
    filled.clock.at, shelf.broken = NOW + 11 * YEAR, True
    await deleting.run(keeper)
    waiting = (await retention.view(ADMIN, filled.ports)).certificates
    assert [one.kept for one in waiting if one.finished_at is None] == [Kept.RECORDING]

    shelf.broken = False
    await deleting.run(keeper)

    assert shelf.erased == ["recording1"]
    assert all(one.finished_at for one in (await retention.view(ADMIN, filled.ports)).certificates)


async def test_one_turn_takes_a_bounded_number_and_the_next_goes_on(
    store: Store, keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deleting, "MOST", 1)
    await file(store)
    async with store.database.begin() as uow:
        other = replace(a_case(), id=CaseId("case2"), serial="LY2026-000129", state=CaseState.FILED)
        await uow.cases.add(other)
        ended = Ending(other.id, EndingCode.OTHER, "其他", NOW, AccountId(MEDIATOR.id), MEDIATOR.name)
        await uow.endings.add(replace(ended, closed_at=NOW))
        await uow.commit()
    store.clock.at = NOW + 11 * YEAR

    assert [await deleting.run(keeper) for _ in range(3)] == [1, 1, 0]


async def test_whoever_read_the_case_before_a_hold_was_placed_deletes_nothing(filled: Store) -> None:
    await file(filled)
    filled.clock.at = NOW + 50 * YEAR
    async with filled.database.begin() as uow:
        seen = await uow.cases.get(CASE)
    assert seen is not None
    await retention.place(CLERK, SERIAL, WHY, filled.ports)

    async with filled.database.begin() as uow:
        with pytest.raises(StaleVersionError):
            await uow.cases.save(seen)


async def test_nobody_without_the_right_holds_lifts_or_changes_the_policy(filled: Store) -> None:
    placed = (await retention.place(CLERK, SERIAL, WHY, filled.ports)).holds[0]
    change = ChangePolicy(0, 60, 12, 12, "缩短")
    attempts = (
        (ForbiddenError, retention.place(MEDIATOR, SERIAL, WHY, filled.ports)),
        (ForbiddenError, retention.lift(MEDIATOR, SERIAL, placed.id, 0, filled.ports)),
        (NotFoundError, retention.lift(OTHER_JUDGE, SERIAL, placed.id, 0, filled.ports)),
        (ForbiddenError, retention.change(CLERK, change, filled.ports)),
        (ForbiddenError, retention.view(MEDIATOR, filled.ports)),
    )
    for error, attempt in attempts:
        with pytest.raises(error):
            await attempt

    assert (await retention.of_case(CLERK, SERIAL, filled.ports)).holds == (placed,)
    assert (await retention.view(ADMIN, filled.ports)).policy.version == 0


async def test_the_same_hold_twice_is_one_and_a_lifted_one_is_not_lifted_again(filled: Store) -> None:
    await retention.place(CLERK, SERIAL, WHY, filled.ports)
    one = (await retention.place(CLERK, SERIAL, WHY, filled.ports)).holds
    assert len(one) == 1

    await retention.lift(CLERK, SERIAL, one[0].id, 0, filled.ports)
    with pytest.raises(ConflictError):
        await retention.lift(CLERK, SERIAL, one[0].id, 1, filled.ports)


@pytest.mark.parametrize(
    ("months", "code"),
    [
        ((59, 12, 12), "retention.months"),
        ((60, 6, 12), "retention.months"),
        ((60, 12, 6), "retention.months"),
        ((60, 61, 12), "retention.longer_than_file"),
        ((1201, 12, 12), "retention.months"),
    ],
)
async def test_a_policy_below_the_least_or_longer_than_the_file_is_refused_and_changes_nothing(
    store: Store, months: tuple[int, int, int], code: str
) -> None:
    with pytest.raises(InvalidError) as refused:
        await retention.change(ADMIN, ChangePolicy(0, *months, "试一试别的期限"), store.ports)

    assert refused.value.code == code
    assert (await retention.view(ADMIN, store.ports)).policy.version == 0


async def test_of_two_who_change_the_policy_the_second_reads_again(store: Store) -> None:
    await retention.change(ADMIN, ChangePolicy(0, 132, 36, 36, "按院里的规定"), store.ports)

    with pytest.raises(StaleVersionError):
        await retention.change(ADMIN, ChangePolicy(0, 144, 36, 36, "按院里的规定"), store.ports)

    policy = (await retention.view(ADMIN, store.ports)).policy
    assert (policy.version, policy.case_file, policy.changed_by) == (1, 132, "钱主任")


SHORTER = ChangePolicy(0, 144, 12, 36, "按院里的规定")
"""A file kept longer, recordings for less time."""


async def asked_shorter(store: Store) -> ShorteningView:
    async with store.database.begin() as uow:
        for account in (ADMIN, AUDITOR):
            await uow.accounts.add(account)
        await uow.commit()
    waiting = (await retention.change(ADMIN, SHORTER, store.ports)).waiting
    assert waiting is not None
    return waiting


def answering(waiting: ShorteningView, action: ShorteningAction = ShorteningAction.CONFIRM) -> AnswerShortening:
    return AnswerShortening(waiting.id, waiting.version, action)


async def test_a_shorter_time_deletes_nothing_before_a_second_person_confirmed_it(
    filled: Store, keeper: Keeper, shelf: Shelf
) -> None:
    await file(filled)
    filled.clock.at = NOW + 2 * YEAR
    waiting = await asked_shorter(filled)

    await deleting.run(keeper)
    assert (shelf.erased, (await retention.view(ADMIN, filled.ports)).policy.version) == ([], 0)
    assert {one.kept: (one.cases, one.serials) for one in waiting.would_go} == {
        Kept.CASE_FILE: (0, ()),
        Kept.RECORDING: (1, (SERIAL,)),
        Kept.PROTECTED: (0, ()),
    }
    with pytest.raises(ForbiddenError) as own:
        await retention.answer(ADMIN, answering(waiting), filled.ports)
    assert own.value.code == "shortening.own"
    confirmed = await retention.answer(AUDITOR, answering(waiting), filled.ports)
    await deleting.run(keeper)

    assert (confirmed.policy.version, confirmed.policy.recording, confirmed.waiting) == (1, 12, None)
    assert confirmed.policy.changed_by == f"{ADMIN.name}、{AUDITOR.name}"
    assert len(shelf.erased) == 1


@pytest.mark.parametrize(
    ("by", "action"), [(AUDITOR, ShorteningAction.REFUSE), (ADMIN, ShorteningAction.WITHDRAW)], ids=["refused", "back"]
)
async def test_a_shorter_time_that_was_refused_or_taken_back_never_holds(
    store: Store, by: Account, action: ShorteningAction
) -> None:
    waiting = await asked_shorter(store)

    after = await retention.answer(by, answering(waiting, action), store.ports)

    assert (after.policy.version, after.waiting) == (0, None)
    with pytest.raises(NotFoundError):
        await retention.answer(AUDITOR, answering(waiting), store.ports)
    assert (await retention.change(ADMIN, SHORTER, store.ports)).waiting is not None


async def test_while_a_shorter_time_waits_nothing_else_is_changed_and_few_may_answer(store: Store) -> None:
    waiting = await asked_shorter(store)

    for error, attempt in (
        (ConflictError, retention.change(ADMIN, ChangePolicy(0, 132, 36, 36, "按院里的规定"), store.ports)),
        (ForbiddenError, retention.answer(CLERK, answering(waiting), store.ports)),
        (ForbiddenError, retention.answer(AUDITOR, answering(waiting, ShorteningAction.WITHDRAW), store.ports)),
        (ForbiddenError, retention.change(AUDITOR, SHORTER, store.ports)),
        (StaleVersionError, retention.answer(AUDITOR, replace(answering(waiting), version=1), store.ports)),
    ):
        with pytest.raises(error):
            await attempt


OTHER = "另一法院"
OTHER_ADMIN = an_account(id="admin2", login="admin2", name="周主任", role=Role.COURT_ADMIN, organisation=OTHER)
OTHER_AUDITOR = an_account(id="audit2", login="audit2", role=Role.AUDITOR, organisation=OTHER)


async def shorter_elsewhere(store: Store) -> None:
    """Let another court keep everything for as little as the law allows, as two of its people decide."""
    async with store.database.begin() as uow:
        for account in (OTHER_ADMIN, OTHER_AUDITOR):
            await uow.accounts.add(account)
        await uow.commit()
    asked = (await retention.change(OTHER_ADMIN, ChangePolicy(0, 60, 7, 7, "按院里的规定"), store.ports)).waiting
    assert asked is not None
    answer = AnswerShortening(asked.id, asked.version, ShorteningAction.CONFIRM)
    await retention.answer(OTHER_AUDITOR, answer, store.ports)


async def test_what_a_court_decides_about_retention_deletes_nothing_of_another_court_and_shows_it_no_serial(
    filled: Store, keeper: Keeper
) -> None:
    await file(filled)
    filled.clock.at = NOW + YEAR
    before = await everything(filled)
    async with filled.database.begin() as uow:
        for account in (OTHER_ADMIN, OTHER_AUDITOR):
            await uow.accounts.add(account)
        await uow.commit()

    asked = (await retention.change(OTHER_ADMIN, ChangePolicy(0, 60, 7, 7, "按院里的规定"), filled.ports)).waiting
    assert asked is not None
    assert [(one.cases, one.serials) for one in asked.would_go] == [(0, ())] * 3
    answer = AnswerShortening(asked.id, asked.version, ShorteningAction.CONFIRM)
    await retention.answer(OTHER_AUDITOR, answer, filled.ports)
    await deleting.run(keeper)

    assert await everything(filled) == before
    own = await retention.view(ADMIN, filled.ports)
    assert (own.court, own.policy.version, own.policy.recording) == (ADMIN.organisation, 0, 36)


async def test_the_certificates_and_holds_of_a_court_are_shown_to_no_other(filled: Store, keeper: Keeper) -> None:
    await retention.place(CLERK, SERIAL, WHY, filled.ports)
    assert (await retention.view(OTHER_ADMIN, filled.ports)).held == 0
    held = (await retention.of_case(CLERK, SERIAL, filled.ports)).holds[0]
    await retention.lift(CLERK, SERIAL, held.id, held.version, filled.ports)
    await file(filled)
    filled.clock.at = NOW + 11 * YEAR

    await deleting.run(keeper)

    assert len((await retention.view(ADMIN, filled.ports)).certificates) == 3
    for stranger in (OTHER_ADMIN, OTHER_AUDITOR):
        assert (await retention.view(stranger, filled.ports)).certificates == ()


async def test_nobody_of_another_court_answers_a_shortening(store: Store) -> None:
    waiting = await asked_shorter(store)

    for stranger in (OTHER_ADMIN, OTHER_AUDITOR):
        with pytest.raises(NotFoundError):
            await retention.answer(
                stranger, AnswerShortening(waiting.id, waiting.version, ShorteningAction.CONFIRM), store.ports
            )
        assert (await retention.view(stranger, store.ports)).waiting is None
    assert (await retention.view(ADMIN, store.ports)).policy.version == 0


async def test_two_courts_ask_for_shorter_times_at_once_and_each_answers_its_own(store: Store) -> None:
    waiting = await asked_shorter(store)
    await shorter_elsewhere(store)

    answer = AnswerShortening(waiting.id, waiting.version, ShorteningAction.CONFIRM)
    done = await retention.answer(AUDITOR, answer, store.ports)

    assert (done.policy.court, done.policy.recording) == (ADMIN.organisation, 12)
    assert (await retention.view(OTHER_ADMIN, store.ports)).policy.recording == 7


async def test_a_case_without_a_court_is_kept_as_the_installation_has_it_whatever_courts_decide(
    filled: Store, keeper: Keeper
) -> None:
    await file(filled)
    async with filled.database.begin() as uow:
        case = await uow.cases.get(CASE)
        assert case is not None
        await uow.cases.save(replace(case, court=None))
        await uow.commit()
    await shorter_elsewhere(filled)
    filled.clock.at = NOW + YEAR
    before = await everything(filled)
    await deleting.run(keeper)
    assert await everything(filled) == before

    set_shorter = replace(filled.ports, retention=RetentionPolicy(60, 7, 7))
    await deleting.run(replace(keeper, ports=set_shorter))

    assert "recording" in {one.kept for one in (await retention.view(AUDITOR, filled.ports)).certificates}
    assert (await retention.view(ADMIN, filled.ports)).certificates == ()


async def test_what_the_settings_say_holds_for_a_court_until_it_decides(store: Store) -> None:
    ports = replace(store.ports, retention=RetentionPolicy(240, 48, 48))

    assert (await retention.view(ADMIN, ports)).policy.case_file == 240
    decided = await retention.change(ADMIN, ChangePolicy(0, 252, 48, 48, "按院里的规定"), ports)

    assert (decided.policy.case_file, decided.policy.court, decided.policy.version) == (252, ADMIN.organisation, 1)
    assert (await retention.view(OTHER_ADMIN, ports)).policy.case_file == 240
