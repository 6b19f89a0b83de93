"""The roster at work: 人社 and organisations enter and report, the court confirms, gives back, suspends."""

import json
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Final

from server.domain.account import Account, Right
from server.domain.beijing import BEIJING
from server.domain.case import Case
from server.domain.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from server.domain.ids import EntryId
from server.domain.origin import Origin
from server.domain.party import Role
from server.domain.profile import EntryKind, Profile
from server.domain.roster import Certificate, Confirmed, Entry, EntryState, Report, Version
from server.domain.secret import digest
from server.services import minutes
from server.services import roster_access as access
from server.services.ports import Ports, UnitOfWork
from server.services.roster_views import Candidate, EntryView, PublicRoster, RosterFilter, RosterList

_CONFIRMED: Final = {True: Confirmed.REMOVED, False: Confirmed.CHANGED}


@dataclass(frozen=True, slots=True)
class Enter:
    """A new entry, as a draft. The same `key` with the same content is one entry."""

    key: str
    kind: EntryKind
    court: str
    organisation: str | None
    profile: Profile = field(repr=False)

    def content(self) -> str:
        """Return everything in one form, to tell a repeat from another request."""
        return json.dumps(asdict(self), default=str, sort_keys=True, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Values:
    """Values that are reported; the private fields named in `kept` stay as they are, because forms never hold them."""

    profile: Profile = field(repr=False)
    kept: frozenset[str] = frozenset()

    def over(self, before: Profile) -> Profile:
        """Return the values with what stays as it is."""
        return replace(self.profile, **{name: getattr(before, name) for name in self.kept})


@dataclass(frozen=True, slots=True)
class Confirm:
    """The court agrees; a first listing carries the certificate."""

    entry: str
    version: int
    """Of the entry as it was read: what was confirmed is what was seen."""
    certificate: str | None = None
    issued_on: date | None = None

    def issued(self, today: date) -> Certificate | None:
        """Return the certificate that comes with it, issued today when nothing else is said."""
        return Certificate(self.certificate, self.issued_on or today) if self.certificate else None


async def listing(account: Account, wanted: RosterFilter, ports: Ports) -> RosterList:
    """Return a page of the roster. Needs `roster.read`."""
    account.require(Right.ROSTER_READ)
    return await ports.roster.listing(account, wanted)


async def view(account: Account, entry: str, ports: Ports) -> EntryView:
    """Return one entry. Needs `roster.read`; out of reach is `NotFoundError`."""
    account.require(Right.ROSTER_READ)
    return await _view(account, EntryId(entry), ports)


async def public(wanted: RosterFilter, ports: Ports) -> PublicRoster:
    """Return a page of what anyone may read."""
    return await ports.roster.public(wanted)


async def candidates(case: Case, parties: frozenset[Origin], ports: Ports) -> tuple[Candidate, ...]:
    """Return who could take the case, the best first. Whoever asks has checked the reach of the case."""
    return await ports.roster.candidates(case, parties, ports.pool)


async def enter(account: Account, command: Enter, ports: Ports) -> EntryView:
    """Keep a new draft. Needs `roster.report`. Raises `InvalidError` and `ConflictError` (`roster.exists`)."""
    account.require(Right.ROSTER_REPORT)
    now = ports.clock.now()
    entry = Entry(
        # Made of the key, so that the same request again finds what the first one made.
        id=EntryId(digest(f"roster:{account.id}:{command.key}")[:32]),
        kind=command.kind,
        court=command.court,
        office=account.organisation,
        organisation=EntryId(command.organisation) if command.organisation else None,
        proposed=command.profile,
    )
    async with ports.begin() as uow:
        if await uow.keys.claim(f"roster:{account.id}", command.key, command.content(), now):
            await require_place(uow, account, entry)
            await uow.roster.add(entry)
            await minutes.act_of_staff(uow, account, "roster.entered", f"roster:{entry.id}", now, kind=entry.kind)
            await uow.commit()
    return await _view(account, entry.id, ports)


async def edit(account: Account, entry: str, version: int, values: Values, ports: Ports) -> EntryView:
    """Change a draft or a returned entry. Needs to keep it."""
    async with ports.begin() as uow:
        held, _ = await kept(uow, account, entry)
        edited = held.edit(values.over(held.proposed or held.shown))
        await _save(uow, account, replace(edited, version=version), "roster.edited", ports.clock.now())
    return await _view(account, held.id, ports)


async def report(account: Account, entry: str, version: int, ports: Ports) -> EntryView:
    """Report an entry to the court. Raises `InvalidError` naming what is missing."""
    now = ports.clock.now()
    async with ports.begin() as uow:
        held, _ = await kept(uow, account, entry)
        reported = held.submit(Report(account.id, account.organisation, now), beijing_day(now))
        await _save(uow, account, replace(reported, version=version), "roster.reported", now)
    return await _view(account, held.id, ports)


async def propose(account: Account, entry: str, version: int, values: Values, ports: Ports) -> EntryView:
    """Report new values of what is listed; the old ones stay true until the court confirms."""
    now = ports.clock.now()
    async with ports.begin() as uow:
        held, _ = await kept(uow, account, entry)
        by = Report(account.id, account.organisation, now)
        proposed = held.propose(values.over(held.proposed or held.shown), by, beijing_day(now))
        await _save(uow, account, replace(proposed, version=version), "roster.change_reported", now)
    return await _view(account, held.id, ports)


async def propose_removal(account: Account, entry: str, version: int, reason: str, ports: Ports) -> EntryView:
    """Ask the court to take an entry off the roster."""
    now = ports.clock.now()
    async with ports.begin() as uow:
        held, _ = await kept(uow, account, entry)
        asked = held.propose_removal(reason, Report(account.id, account.organisation, now))
        await _save(uow, account, replace(asked, version=version), "roster.removal_reported", now)
    return await _view(account, held.id, ports)


async def take_up(account: Account, entry: str, version: int, ports: Ports) -> EntryView:
    """Begin to look at a reported entry. Needs `roster.confirm` at the inviting court."""
    async with ports.begin() as uow:
        held = await _at_court(uow, account, entry)
        await _save(uow, account, replace(held.take_up(), version=version), "roster.taken_up", ports.clock.now())
    return await _view(account, held.id, ports)


async def confirm(account: Account, command: Confirm, ports: Ports) -> EntryView:
    """Make what was reported true, and keep it in the history.

    Needs `roster.confirm` at the inviting court. Raises `InvalidError` (`roster.certificate`), `ConflictError`
    (`roster.organisation_not_listed`, `roster.certificate_taken`) and `StaleVersionError` when it was changed since.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        held = await _at_court(uow, account, command.entry)
        if not held.removal:
            await _require_organisation(uow, held)
        issued = (
            Certificate(command.certificate, command.issued_on or beijing_day(now)) if command.certificate else None
        )
        done = held.confirm(issued, beijing_day(now), now)
        what = Confirmed.LISTED if held.state is not EntryState.CHANGE_PENDING else _CONFIRMED[held.removal]
        await uow.roster.keep_papers(done.id, await _keep_version(uow, account, done, what, now))
        await _save(uow, account, replace(done, version=command.version), f"roster.{what}", now)
    return await _view(account, done.id, ports)


async def give_back(account: Account, entry: str, version: int, reason: str, ports: Ports) -> EntryView:
    """Refuse what was reported, with the reason. Needs `roster.confirm` at the inviting court."""
    now = ports.clock.now()
    async with ports.begin() as uow:
        held = await _at_court(uow, account, entry)
        await _save(uow, account, replace(held.give_back(reason, now), version=version), "roster.given_back", now)
    return await _view(account, held.id, ports)


async def suspend(account: Account, entry: str, version: int, reason: str, ports: Ports) -> EntryView:
    """Stop an entry at once. Needs `roster.confirm` at the inviting court."""
    now = ports.clock.now()
    async with ports.begin() as uow:
        held = await _at_court(uow, account, entry)
        await stop(uow, account, replace(held, version=version), reason, now)
        await uow.commit()
    return await _view(account, held.id, ports)


async def stop(uow: UnitOfWork, account: Account, entry: Entry, reason: str, now: datetime) -> None:
    """Suspend the entry in a transaction that does more."""
    done = entry.suspend(reason, now)
    await _keep_version(uow, account, done, Confirmed.SUSPENDED, now)
    await uow.roster.save(done)
    await minutes.act_of_staff(uow, account, "roster.suspended", f"roster:{done.id}", now)


async def restore(account: Account, entry: str, version: int, ports: Ports) -> EntryView:
    """Lift a suspension. Needs `roster.confirm` at the inviting court."""
    now = ports.clock.now()
    async with ports.begin() as uow:
        held = await _at_court(uow, account, entry)
        done = held.restore(now)
        await _keep_version(uow, account, done, Confirmed.RESTORED, now)
        await _save(uow, account, replace(done, version=version), "roster.restored", now)
    return await _view(account, held.id, ports)


async def link(account: Account, entry: str, version: int, login: str, ports: Ports) -> EntryView:
    """Name the staff account of a mediator, so that a referral can name the mediator.

    Needs `roster.confirm` at the inviting court. Raises `InvalidError` (`roster.no_such_account`) unless the account is
    a mediator's, of the organisation that nominated them, and `ConflictError` (`roster.account_taken`).
    """
    async with ports.begin() as uow:
        held = await _at_court(uow, account, entry)
        found = await uow.accounts.by_login(login)
        name = await organisation_name(uow, held)
        if found is None or found.role is not Role.MEDIATOR or (name is not None and found.organisation != name):
            raise InvalidError("roster.no_such_account", login="unknown")
        linked = replace(held, account=found.id, version=version)
        await _save(uow, account, linked, "roster.account_linked", ports.clock.now())
    return await _view(account, held.id, ports)


async def kept(uow: UnitOfWork, account: Account, entry: str) -> tuple[Entry, str | None]:
    """Return an entry the account keeps, and its organisation's name. Raises `NotFoundError` and `ForbiddenError`."""
    held = await _held(uow, entry)
    name = await organisation_name(uow, held)
    account.require(Right.ROSTER_REPORT)
    if not access.keeps(account, held, name):
        raise NotFoundError("roster.unknown")
    return held, name


async def require_place(uow: UnitOfWork, account: Account, entry: Entry) -> None:
    """Raise unless a new entry may stand where it wants to: not twice, and a mediator below an own organisation."""
    if entry.kind is EntryKind.ORGANISATION:
        if account.role is Role.ORGANISATION and entry.shown.name != account.organisation:
            raise ForbiddenError("roster.other_organisation")
        if await uow.roster.named(entry.kind, entry.shown.name, entry.court):
            raise ConflictError("roster.exists")
        return
    if entry.organisation is None:
        # Whoever the court invites alone is entered by 人社.
        if account.role is Role.ORGANISATION:
            raise InvalidError("roster.incomplete", organisation="required")
        return
    above = await uow.roster.get(entry.organisation)
    if above is None or above.kind is not EntryKind.ORGANISATION or not access.keeps(account, above, None):
        raise InvalidError("roster.incomplete", organisation="unknown")
    if above.court != entry.court:
        raise InvalidError("roster.incomplete", court="other_than_organisation")


async def organisation_name(uow: UnitOfWork, entry: Entry) -> str | None:
    """Return the name of the organisation that nominated a mediator."""
    above = await uow.roster.get(entry.organisation) if entry.organisation else None
    return above.shown.name if above else None


def beijing_day(now: datetime) -> date:
    """Return the day it is in Beijing."""
    return now.astimezone(BEIJING).date()


async def _held(uow: UnitOfWork, entry: str) -> Entry:
    held = await uow.roster.get(EntryId(entry))
    if held is None:
        raise NotFoundError("roster.unknown")
    return held


async def _at_court(uow: UnitOfWork, account: Account, entry: str) -> Entry:
    """Return an entry of the account's own court. Drafts do not exist for a court."""
    held = await _held(uow, entry)
    account.require(Right.ROSTER_CONFIRM)
    if not access.confirms(account, held) or held.state is EntryState.DRAFT:
        raise NotFoundError("roster.unknown")
    return held


async def _require_organisation(uow: UnitOfWork, entry: Entry) -> None:
    if entry.organisation is None:
        return
    above = await uow.roster.get(entry.organisation)
    if above is None or not above.is_effective:
        raise ConflictError("roster.organisation_not_listed")


async def _keep_version(uow: UnitOfWork, account: Account, entry: Entry, what: Confirmed, now: datetime) -> int:
    number = len(await uow.roster.versions(entry.id)) + 1
    await uow.roster.add_version(Version(entry.id, number, what, entry.shown, now, account.name))
    return number


async def _save(uow: UnitOfWork, account: Account, entry: Entry, action: str, now: datetime) -> None:
    await uow.roster.save(entry)
    await minutes.act_of_staff(uow, account, action, f"roster:{entry.id}", now, state=entry.state)
    await uow.commit()


async def _view(account: Account, entry: EntryId, ports: Ports) -> EntryView:
    found = await ports.roster.entry(account, entry)
    if found is None:
        raise NotFoundError("roster.unknown")
    return found
