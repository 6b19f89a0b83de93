"""Prospects: read what the ways that are left follow from, and say them; every paper, message and page asks here."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from server.domain import prospect
from server.domain.agreement_effect import unbound_with
from server.domain.case import Case
from server.domain.causes import CaseType
from server.domain.citations import article
from server.domain.ending import Ending
from server.domain.ids import Identity
from server.domain.party import Participant, Side
from server.domain.prospect import CITED, Known, Prospect, Route, Way
from server.domain.rest import AgreedPart, part_of
from server.services.ports import UnitOfWork
from server.services.words import ROUTES, SIDES, WAYS


@dataclass(frozen=True, slots=True)
class ProspectView:
    """What these people have before them; `notices` say the `ways`, one each."""

    names: tuple[str, ...] = field(repr=False)
    route: Route
    ways: tuple[Way, ...]
    notices: tuple[str, ...]


async def of_case(uow: UnitOfWork, case: Case, at: datetime) -> tuple[Prospect, ...]:
    """Return what everybody of the two sides has before them when mediation ends at `at`."""
    draft, ended = await uow.drafts.get(case.id), await uow.endings.get(case.id)
    known = Known(
        case=case,
        people=await uow.cases.participants(case.id),
        award=await uow.awards.get(case.id),
        limitations=await uow.limitations.of_case(case.id),
        calendar=await uow.calendars.load(),
        at=at,
        is_labour=draft is None or draft.application.case_type is CaseType.LABOUR,
        was_returned=ended is not None and ended.was_returned,
    )
    return prospect.prospects(known)


async def agreed_part(uow: UnitOfWork, ended: Ending) -> AgreedPart | None:
    """Return how far the part is that was agreed: for the rest the ways are left. None where no rest is left."""
    return part_of(ended, await uow.endings.effect(ended.case), await uow.endings.agreed_in(ended.case))


async def is_bound(uow: UnitOfWork, case: Case, identity: Identity) -> bool:
    """Tell whether the agreement in force binds somebody, or the party they came with (LB-06)."""
    effect = await uow.endings.effect(case.id)
    return effect is None or identity not in unbound_with(effect, await uow.cases.participants(case.id))


def said(ways: Sequence[Way], on: date) -> tuple[str, ...]:
    """Return the sentence of each way, with the article as it was numbered on that day."""
    return tuple(WAYS[way].format(article=article(CITED[way], on)) for way in ways)


async def route_said(uow: UnitOfWork, case: Case, at: datetime) -> str:
    """Return where the dispute goes when mediation ends at `at`; for each side apart where they differ."""
    found = await of_case(uow, case, at)
    sides = {one.side for one in found} | {Side.APPLICANT}
    routes = {side: prospect.route_of(case, found, side) for side in Side if side in sides}
    if len(set(routes.values())) == 1:
        return ROUTES[routes[Side.APPLICANT]]
    return "；".join(f"{SIDES[side]}{ROUTES[route]}" for side, route in routes.items())


def views(found: Sequence[Prospect], people: Sequence[Participant], on: date) -> tuple[ProspectView, ...]:
    """Return what the parties have before them, those with the same together."""
    of = {one.identity: one for one in found}
    names: dict[tuple[Route, tuple[Way, ...]], list[str]] = {}
    for person in people:
        if person.identity not in of:
            continue
        one = of[person.identity]
        names.setdefault((one.route, one.ways), []).append(person.name)
    return tuple(ProspectView(tuple(who), route, ways, said(ways, on)) for (route, ways), who in names.items())
