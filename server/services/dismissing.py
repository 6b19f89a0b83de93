"""An agent whose every authority is over: their links open nothing, and nothing is sent to them (LB-08)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from server.domain.authority import dismissed
from server.domain.beijing import beijing_day
from server.domain.case import Case
from server.domain.errors import ConflictError
from server.domain.ids import CaseId, Identity, SessionId
from server.domain.party import Participant, Role
from server.services.ports import Ports, UnitOfWork

_WHY: Final = "您的代理授权已经终止。"


async def is_dismissed(uow: UnitOfWork, case: CaseId, person: Participant | None, now: datetime) -> bool:
    """Tell whether a person is an agent who acted for somebody and acts for nobody any more."""
    if person is None or person.role is not Role.AGENT:
        return False
    return person.identity in dismissed(await uow.authorities.of_case(case), beijing_day(now))


async def without_dismissed(
    uow: UnitOfWork, case: CaseId, people: Iterable[Participant], now: datetime
) -> tuple[Participant, ...]:
    """Return people of a case without those agents; the authorities are read once for all of them."""
    over = dismissed(await uow.authorities.of_case(case), beijing_day(now))
    return tuple(one for one in people if one.role is not Role.AGENT or one.identity not in over)


async def require_acting(uow: UnitOfWork, case: CaseId, person: Participant, now: datetime) -> None:
    """Raise `ConflictError` (`authority.ended`) for an agent who acts for nobody any more: no link is made for them."""
    if await is_dismissed(uow, case, person, now):
        raise ConflictError("authority.ended", name=person.name)


async def require_acting_on(uow: UnitOfWork, case: CaseId, people: Iterable[Participant], day: date) -> None:
    """Raise `ConflictError` (`session.agent_over`) naming the agents who act for nobody on the day of a session.

    Their links would open nothing.
    """
    over = dismissed(await uow.authorities.of_case(case), day)
    names = [one.name for one in people if one.role is Role.AGENT and one.identity in over]
    if names:
        raise ConflictError("session.agent_over", names="、".join(names))


async def take_links(uow: UnitOfWork, case: Case, agent: Participant, now: datetime) -> tuple[SessionId, ...]:
    """End every link of a dismissed agent, and what waits to be sent; return the sessions to put them out of."""
    if not await is_dismissed(uow, case.id, agent, now):
        return ()
    link = await uow.case_links.get(case.id, agent.identity)
    if link is not None and link.revoked_at is None:
        await uow.case_links.save(link.revoke(now))
    await uow.prompts.drop(case.id, agent.identity)
    left = []
    for session in await uow.sessions.of_case(case.id):
        invitation = await uow.invitations.get(session.id, agent.identity)
        if not session.is_over and invitation is not None and invitation.revoked_at is None:
            await uow.invitations.save(invitation.revoke(now))
            left.append(session.id)
    return tuple(left)


async def put_out(ports: Ports, sessions: tuple[SessionId, ...], agent: Identity) -> None:
    """Put a dismissed agent out of the rooms, after their links were ended."""
    for session in sessions:
        await ports.rooms.remove(session, agent, _WHY)
        await ports.rooms.participants_changed(session)
