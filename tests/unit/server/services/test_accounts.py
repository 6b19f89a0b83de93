from datetime import timedelta

import pytest
from sqlalchemy import select

from server.domain.account import WRONG_PASSWORDS
from server.domain.errors import LockedOutError, UnauthenticatedError, WrongCredentialsError
from server.services import accounts
from server.services.accounts import SignInCommand, TimeLeft
from server.storage import tables
from tests.support.store import Store

RIGHT = SignInCommand("Mediator", "secret")
WRONG = SignInCommand("mediator", "guess")


async def test_a_member_of_staff_signs_in_and_is_recognised(store: Store) -> None:
    signed_in = await accounts.sign_in(RIGHT, store.ports)

    account = await accounts.resolve(signed_in.secret, store.ports)

    assert (account.id, account.name) == ("mediator1", "王调解员")


async def test_the_secret_of_a_sign_in_is_nowhere_in_the_database(store: Store) -> None:
    signed_in = await accounts.sign_in(RIGHT, store.ports)

    async with store.database.engine.connect() as connection:
        kept = (await connection.execute(select(tables.sign_in))).one()
    assert signed_in.secret not in str(kept)
    assert await store.ports.queries.signed_in(signed_in.secret) is None


async def test_an_unknown_login_is_refused_like_a_wrong_password_after_the_same_work(store: Store) -> None:
    refusals = []
    for command in (WRONG, SignInCommand("nobody", "guess")):
        with pytest.raises(WrongCredentialsError) as refusal:
            await accounts.sign_in(command, store.ports)
        refusals.append((refusal.value.code, refusal.value.facts))

    assert refusals[0] == refusals[1]
    assert store.hasher.checks == 2


async def test_ten_wrong_passwords_lock_the_account_for_a_quarter_of_an_hour(store: Store) -> None:
    for _ in range(WRONG_PASSWORDS):
        with pytest.raises(WrongCredentialsError):
            await accounts.sign_in(WRONG, store.ports)

    with pytest.raises(LockedOutError):
        await accounts.sign_in(RIGHT, store.ports)

    store.clock.pass_by(timedelta(minutes=15))
    assert (await accounts.sign_in(RIGHT, store.ports)).account == "mediator1"


async def test_the_right_password_forgives_the_wrong_ones_before(store: Store) -> None:
    for _ in range(2):
        for _ in range(WRONG_PASSWORDS - 1):
            with pytest.raises(WrongCredentialsError):
                await accounts.sign_in(WRONG, store.ports)
        await accounts.sign_in(RIGHT, store.ports)


async def test_an_idle_sign_in_is_over_after_half_an_hour(store: Store) -> None:
    signed_in = await accounts.sign_in(RIGHT, store.ports)
    store.clock.pass_by(timedelta(minutes=30))

    with pytest.raises(UnauthenticatedError) as refusal:
        await accounts.resolve(signed_in.secret, store.ports)

    assert refusal.value.code == "auth.expired"


async def test_a_page_that_reads_by_itself_keeps_nobody_signed_in(store: Store) -> None:
    signed_in = await accounts.sign_in(RIGHT, store.ports)
    for _ in range(29):
        store.clock.pass_by(timedelta(minutes=1))
        await accounts.resolve(signed_in.secret, store.ports, by_itself=True)
    store.clock.pass_by(timedelta(minutes=1))

    with pytest.raises(UnauthenticatedError) as refusal:
        await accounts.resolve(signed_in.secret, store.ports, by_itself=True)

    assert refusal.value.code == "auth.expired"


async def test_how_long_it_lasts_is_told_without_making_it_longer(store: Store) -> None:
    signed_in = await accounts.sign_in(RIGHT, store.ports)
    store.clock.pass_by(timedelta(minutes=28))

    for _ in range(2):
        assert await accounts.time_left(signed_in.secret, store.ports) == TimeLeft(2 * 60, 12 * 3600 - 28 * 60)

    await accounts.resolve(signed_in.secret, store.ports)
    assert (await accounts.time_left(signed_in.secret, store.ports)).seconds == 30 * 60


async def test_towards_the_end_of_half_a_day_nothing_makes_it_longer(store: Store) -> None:
    signed_in = await accounts.sign_in(RIGHT, store.ports)
    for _ in range(12 * 3 - 1):
        store.clock.pass_by(timedelta(minutes=20))
        await accounts.resolve(signed_in.secret, store.ports)

    assert await accounts.time_left(signed_in.secret, store.ports) == TimeLeft(20 * 60, 20 * 60)


async def test_a_busy_sign_in_lasts_half_a_day_and_no_longer(store: Store) -> None:
    signed_in = await accounts.sign_in(RIGHT, store.ports)
    for _ in range(12 * 3 - 1):
        store.clock.pass_by(timedelta(minutes=20))
        await accounts.resolve(signed_in.secret, store.ports)
    store.clock.pass_by(timedelta(minutes=20))

    with pytest.raises(UnauthenticatedError):
        await accounts.resolve(signed_in.secret, store.ports)


async def test_signing_out_ends_this_browser_only_and_again_is_fine(store: Store) -> None:
    here = await accounts.sign_in(RIGHT, store.ports)
    there = await accounts.sign_in(RIGHT, store.ports)

    await accounts.sign_out(here.secret, store.ports)
    await accounts.sign_out(here.secret, store.ports)

    with pytest.raises(UnauthenticatedError):
        await accounts.resolve(here.secret, store.ports)
    assert (await accounts.resolve(there.secret, store.ports)).id == "mediator1"
