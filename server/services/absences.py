"""Absence: a respondent who takes no part in a mediation that goes on with the others (在线调解规则 art. 15)."""

from dataclasses import replace
from datetime import datetime

from server.domain.beijing import beijing_day
from server.domain.case import Case
from server.domain.ids import Identity
from server.domain.party import Absence, Participant, came_with
from server.domain.session import SessionState
from server.services import clocks
from server.services.ports import UnitOfWork


async def leave(uow: UnitOfWork, case: Case, party: Participant, why: Absence, now: datetime) -> Participant:
    """Go on without a respondent, in this transaction: nothing waits for them, and no planned session expects them.

    Their links to sessions that are planned are dead; so are those of whoever came with them and speaks for nobody
    else. Choosing and disclosures ask them no longer. Return the respondent as it is kept.
    """
    left = replace(party, absence=why, absent_since=now)
    await uow.cases.save_participant(left)
    gone = await _gone(uow, case, party, now)
    for session in await uow.sessions.of_case(case.id):
        if session.state is SessionState.SCHEDULED:
            for identity in gone:
                link = await uow.invitations.get(session.id, identity)
                if link is not None and link.is_alive:
                    await uow.invitations.save(link.revoke(now))
    choice = await uow.choices.latest(case.id)
    if choice is not None and (rest := choice.without(party.identity, now)) != choice:
        await uow.choices.save(rest)
    for disclosure in await uow.panels.disclosures(case.id):
        if disclosure.without(party.identity) != disclosure:
            await uow.panels.save_disclosure(disclosure.without(party.identity))
    await clocks.refresh(uow, case, now)
    return left


async def come_back(uow: UnitOfWork, party: Participant) -> None:
    """Note in this transaction that a respondent mediates after all; nothing changes for who was never absent."""
    if party.absence is not None:
        await uow.cases.save_participant(replace(party, absence=None, absent_since=None))


async def _gone(uow: UnitOfWork, case: Case, party: Participant, now: datetime) -> tuple[Identity, ...]:
    """Return the party, and whoever came with it and has no authority of anybody else."""
    authorities = await uow.authorities.of_case(case.id)
    needed = {one.agent for one in authorities if one.principal != party.identity and one.speaks(beijing_day(now))}
    people = await uow.cases.participants(case.id)
    return (party.identity, *(one.identity for one in came_with(party, people) if one.identity not in needed))
