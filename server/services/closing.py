"""Accounts are closed and opened: whoever is closed is out of everything at once, browsers, tickets and rooms."""

from dataclasses import dataclass, field

from server.domain.account import Account, Right
from server.domain.errors import ConflictError, InvalidError, NotFoundError, StaleVersionError
from server.domain.ids import AccountId
from server.services.account_views import AccountView
from server.services.minutes import act_of_staff
from server.services.ports import Ports, UnitOfWork


@dataclass(frozen=True, slots=True)
class CloseAccount:
    """Which account, as it was seen, and why: the reason is kept in the audit log."""

    account: str
    version: int
    reason: str = field(repr=False)


async def kept(admin: Account, ports: Ports) -> tuple[AccountView, ...]:
    """Return the accounts of the own court and of the organisations on its roster. Needs `account.manage`."""
    admin.require(Right.ACCOUNT_MANAGE)
    return await ports.accounts.kept_by(admin.organisation)


async def close(admin: Account, command: CloseAccount, ports: Ports) -> AccountView:
    """Close an account; its sign-ins are gone with it, and it is put out of every room. Needs `account.manage`.

    Raises `NotFoundError`, `ConflictError` (`account.own`, `account.closed`), `InvalidError` and `StaleVersionError`.
    """
    await _require_kept(admin, command.account, ports)
    if not command.reason.strip():
        raise InvalidError("account.reason_needed", reason="required")
    if command.account == admin.id:
        raise ConflictError("account.own")
    now = ports.clock.now()
    async with ports.begin() as uow:
        account = await _held(uow, command.account, command.version)
        await uow.accounts.save(account.close(now))
        ended = await uow.sign_ins.remove_of(account.id)
        facts = {"reason": command.reason.strip(), "sign_ins": str(ended)}
        await act_of_staff(uow, admin, "account.closed", f"account:{account.id}", now, **facts)
        await uow.commit()
    # After the commit: whoever knocks from here on is asked for an open account, and finds none.
    await ports.rooms.shut_out(account.id)
    return await _require_kept(admin, command.account, ports)


async def reopen(admin: Account, account: str, version: int, ports: Ports) -> AccountView:
    """Open a closed account again; its owner signs in anew. Needs `account.manage`.

    Raises `NotFoundError`, `ConflictError` (`account.open`) and `StaleVersionError`.
    """
    await _require_kept(admin, account, ports)
    now = ports.clock.now()
    async with ports.begin() as uow:
        held = await _held(uow, account, version)
        await uow.accounts.save(held.reopen())
        await act_of_staff(uow, admin, "account.reopened", f"account:{held.id}", now)
        await uow.commit()
    return await _require_kept(admin, account, ports)


async def enforce(ports: Ports) -> int:
    """Put out of the rooms whoever was closed by another process, such as the command; return how many."""
    seated = ports.rooms.seated()
    found = await ports.accounts.closed(seated) if seated else frozenset()
    for identity in sorted(found):
        await ports.rooms.shut_out(identity)
    return len(found)


async def _require_kept(admin: Account, account: str, ports: Ports) -> AccountView:
    found = next((one for one in await kept(admin, ports) if one.id == account), None)
    if found is None:
        raise NotFoundError("account.unknown")
    return found


async def _held(uow: UnitOfWork, account: str, version: int) -> Account:
    found = await uow.accounts.hold(AccountId(account))
    if found is None:
        raise NotFoundError("account.unknown")
    if found.version != version:
        raise StaleVersionError(table="account")
    return found
