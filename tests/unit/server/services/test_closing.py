"""An account that is closed is out of everything, and only those who keep it close it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain.errors import (
    AccountClosedError,
    ConflictError,
    ForbiddenError,
    InvalidError,
    NotFoundError,
    StaleVersionError,
    UnauthenticatedError,
)
from server.domain.party import Role
from server.domain.roster import EntryState
from server.services import accounts, closing
from server.services.accounts import SignInCommand
from server.services.closing import CloseAccount
from tests.factories import an_account
from tests.support.referrals import entry
from tests.support.store import CENTRE, Store

COURT = "老城区人民法院"
ADMIN = an_account(id="admin1", login="admin", role=Role.COURT_ADMIN, organisation=COURT)
RIGHT = SignInCommand("clerk", "secret")
CLOSE = CloseAccount("clerk1", 0, "调离本院")


@pytest.fixture
async def kept(store: Store) -> Store:
    async with store.database.begin() as uow:
        await uow.accounts.add(ADMIN)
        await uow.commit()
    return store


async def test_closing_ends_every_browser_at_once_and_puts_them_out_of_every_room(kept: Store) -> None:
    secrets = [(await accounts.sign_in(RIGHT, kept.ports)).secret for _ in range(2)]

    view = await closing.close(ADMIN, CLOSE, kept.ports)

    assert (view.closed_at, view.sign_ins) == (kept.clock.at, 0)
    assert ("shut_out", "clerk1") in kept.rooms.heard
    for secret in secrets:
        with pytest.raises(UnauthenticatedError):
            await accounts.resolve(secret, kept.ports)


async def test_the_right_password_of_a_closed_account_is_told_so_and_a_wrong_one_is_not(kept: Store) -> None:
    await closing.close(ADMIN, CLOSE, kept.ports)

    with pytest.raises(AccountClosedError):
        await accounts.sign_in(RIGHT, kept.ports)
    with pytest.raises(UnauthenticatedError) as refusal:
        await accounts.sign_in(SignInCommand("clerk", "guess"), kept.ports)
    assert refusal.value.code == "auth.wrong_credentials"


async def test_a_sign_in_that_outlived_its_account_opens_nothing(kept: Store) -> None:
    secret = (await accounts.sign_in(RIGHT, kept.ports)).secret
    async with kept.database.begin() as uow:
        account = await uow.accounts.by_login("clerk")
        assert account is not None
        await uow.accounts.save(account.close(kept.clock.at))
        await uow.commit()

    with pytest.raises(AccountClosedError):
        await accounts.resolve(secret, kept.ports)


async def test_an_account_opened_again_signs_in_anew_and_an_old_browser_stays_out(kept: Store) -> None:
    old = (await accounts.sign_in(RIGHT, kept.ports)).secret
    closed = await closing.close(ADMIN, CLOSE, kept.ports)

    await closing.reopen(ADMIN, "clerk1", closed.version, kept.ports)

    with pytest.raises(UnauthenticatedError):
        await accounts.resolve(old, kept.ports)
    assert (await accounts.sign_in(RIGHT, kept.ports)).account == "clerk1"


@pytest.mark.parametrize(
    ("command", "refusal", "code"),
    [
        (CloseAccount("admin1", 0, "自己"), ConflictError, "account.own"),
        (CloseAccount("clerk1", 0, "  "), InvalidError, "account.reason_needed"),
        (CloseAccount("clerk1", 7, "旧页面"), StaleVersionError, "conflict.stale"),
        (CloseAccount("judge2", 0, "别的法院"), NotFoundError, "account.unknown"),
        (CloseAccount("nobody", 0, "没有"), NotFoundError, "account.unknown"),
    ],
)
async def test_a_refused_closing_changes_nothing(
    kept: Store, command: CloseAccount, refusal: type[Exception], code: str
) -> None:
    secret = (await accounts.sign_in(RIGHT, kept.ports)).secret

    with pytest.raises(refusal, match=code):
        await closing.close(ADMIN, command, kept.ports)

    assert (await accounts.resolve(secret, kept.ports)).id == "clerk1"
    assert kept.rooms.heard == []


async def test_nobody_but_an_administrator_of_the_court_lists_or_closes(kept: Store) -> None:
    for role in set(Role) - {Role.COURT_ADMIN}:
        other = an_account(id="other", role=role, organisation=COURT)
        with pytest.raises(ForbiddenError):
            await closing.kept(other, kept.ports)
        with pytest.raises(ForbiddenError):
            await closing.close(other, CLOSE, kept.ports)


@pytest.mark.parametrize(
    ("state", "kept_by_court"),
    [(EntryState.DRAFT, False), (EntryState.REPORTED, False), (EntryState.LISTED, True), (EntryState.STOPPED, True)],
)
async def test_accounts_of_an_organisation_are_the_courts_to_close_once_it_confirmed_its_entry(
    kept: Store, state: EntryState, *, kept_by_court: bool
) -> None:
    async with kept.database.begin() as uow:
        await uow.roster.add(replace(entry("调解中心", None, None), state=state))
        await uow.commit()

    listed = [one.id for one in await closing.kept(ADMIN, kept.ports)]

    assert (CENTRE.id in listed) is kept_by_court


async def test_two_closings_are_one_and_the_second_is_told(kept: Store) -> None:
    first = await closing.close(ADMIN, CLOSE, kept.ports)

    with pytest.raises(ConflictError, match=r"account\.closed"):
        await closing.close(ADMIN, CloseAccount("clerk1", first.version, "再来一次"), kept.ports)


async def test_whoever_another_process_closed_is_put_out_of_the_rooms_within_a_turn(kept: Store) -> None:
    kept.rooms.present = frozenset({"clerk1", "mediator1", "worker"})
    async with kept.database.begin() as uow:
        account = await uow.accounts.by_login("clerk")
        assert account is not None
        await uow.accounts.save(account.close(kept.clock.at + timedelta(seconds=1)))
        await uow.commit()

    assert await closing.enforce(kept.ports) == 1
    assert kept.rooms.heard == [("shut_out", "clerk1")]
