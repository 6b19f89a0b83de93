"""Eligibility: which mediator may sit in a case; asked again on every way there (在线调解规则 arts. 6, 11)."""

from server.domain.case import Case
from server.domain.concurrence import parties
from server.domain.errors import InvalidError
from server.domain.fitness import require_eligible
from server.domain.ids import AccountId, EntryId
from server.domain.panel import seated
from server.domain.profile import EntryKind
from server.domain.reach import reaches
from server.domain.referral import Referral
from server.domain.roster import Entry
from server.services.ports import UnitOfWork


async def of_referral(uow: UnitOfWork, case: Case, referral: Referral, entry: str) -> Entry:
    """Return a mediator who may preside over what was referred: of the organisation asked, and the one named.

    Raises `InvalidError` (`referral.mediator`) saying which of these is not so, and as `require_eligible`.
    """
    found = await _listed(uow, entry)
    if referral.entry not in {found.organisation, found.id}:
        raise InvalidError("referral.mediator", mediator="other_organisation")
    if referral.mediator_entry is not None and referral.mediator_entry != found.id:
        raise InvalidError("referral.mediator", mediator="another_was_named")
    await _require(uow, case, found, presides=True)
    return found


async def of_house(uow: UnitOfWork, case: Case, entry: str, *, presides: bool) -> Entry:
    """Return a mediator of the organisation that has the case.

    Raises `InvalidError` (`referral.mediator`) and as `require_eligible`.
    """
    found = await _listed(uow, entry)
    above = await uow.roster.get(found.organisation) if found.organisation else None
    if above is None or above.shown.name != case.organisation:
        raise InvalidError("referral.mediator", mediator="other_organisation")
    if case.court is not None and not await _serves(uow, case.court, case.place, found):
        raise InvalidError("referral.mediator", mediator="other_court")
    await _require(uow, case, found, presides=presides)
    return found


async def of_court(uow: UnitOfWork, case: Case, entry: str) -> tuple[Entry, str | None]:
    """Return a mediator whom the court of the case may name to preside, and of which organisation, if of any.

    Raises `InvalidError` (`referral.mediator`) and as `require_eligible`.
    """
    found = await _listed(uow, entry)
    if case.court is None or not await _serves(uow, case.court, case.place, found):
        raise InvalidError("referral.mediator", mediator="other_court")
    await _require(uow, case, found, presides=True)
    above = await uow.roster.get(found.organisation) if found.organisation else None
    return found, above.shown.name if above else None


async def require_presider(uow: UnitOfWork, case: Case, account: AccountId) -> None:
    """Raise, as `of_house`, unless a mediator of the panel may preside over it."""
    seats = seated(await uow.panels.seats(case.id))
    entry = next((one.entry for one in seats if one.account == account), None)
    await _require(uow, case, await _listed(uow, entry or ""), presides=True)


async def _listed(uow: UnitOfWork, entry: str) -> Entry:
    found = await uow.roster.get(EntryId(entry))
    if found is None or found.kind is not EntryKind.MEDIATOR or not found.is_effective:
        raise InvalidError("referral.mediator", mediator="unknown")
    above = await uow.roster.get(found.organisation) if found.organisation else None
    if above is not None and not above.is_effective:
        raise InvalidError("referral.mediator", mediator="organisation_not_in_force")
    return found


async def _serves(uow: UnitOfWork, court: str, place: str, found: Entry) -> bool:
    """Tell whether the court invited the mediator, took over the entry or the organisation's, or a level reaches it."""
    if found.court == court:
        return True
    above = await uow.roster.get(found.organisation) if found.organisation else None
    entries = (found, *((above,) if above else ()))
    if any(reaches(one.shown, court, place) for one in entries):
        return True
    adopted = [await uow.roster.adoption(one.id, court) for one in entries]
    return any(one is not None and one.counts for one in adopted)


async def _require(uow: UnitOfWork, case: Case, entry: Entry, *, presides: bool) -> None:
    if entry.account is None:
        raise InvalidError("referral.mediator", mediator="no_account")
    origins = frozenset(person.origin for person in parties(await uow.cases.participants(case.id)))
    load = await uow.roster.open_cases(entry.account, case.id)
    require_eligible(entry.shown, origins, load, presides=presides)
