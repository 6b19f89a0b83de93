"""Interpreters: one is invited to a session that was planned before anybody knew that they are needed (OL-19)."""

from collections.abc import Sequence

from server.domain.account import Account, Right
from server.domain.errors import ConflictError
from server.domain.interpreting import require_beside, require_interprets
from server.domain.invitation import Invitation
from server.domain.party import Participant
from server.services import minutes
from server.services.access import in_reach, person_of, require_going_on
from server.services.ports import Ports, UnitOfWork
from server.services.schedule import MadeLink, invite
from server.services.session_invitations import tell_invited
from server.services.session_notices import links_of


async def join(account: Account, session: str, identity: str, ports: Ports) -> MadeLink:
    """Invite an interpreter to a session that is to come or goes on; the link is told this once. Needs `session.host`.

    They are told when it is, and the room learns that somebody may come; whether they hear a caucus is asked there.

    Raises `NotFoundError`, `ConflictError` (`session.over`, `session.invited` who has a link already: a new one
    is made by reissuing it), `InvalidError` (`interpreter.other_role`, `interpreter.alone` where nobody whom they help
    is invited), `StaleVersionError` when somebody else changed the session at once.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        found, case = await in_reach(uow, account, session, Right.SESSION_HOST)
        require_going_on(found)
        person = await person_of(uow, case, identity)
        require_interprets(person)
        links = await links_of(uow, found)
        _require_new(links, person)
        require_beside(person, await _invited(uow, links, person))
        # Saved as it was: of two who invite at once, one has to read again.
        await uow.sessions.save(found)
        link, made = await invite(uow, ports, found, person, now)
        await tell_invited(uow, case, found, [link], now)
        text = f"请{minutes.about(person)}参加第 {found.number} 次调解会议"
        await minutes.by_staff(uow, account, case, minutes.Note("session.interpreter_invited", text), now)
        await uow.commit()
    await ports.rooms.participants_changed(session)
    return made


def _require_new(links: Sequence[Invitation], person: Participant) -> None:
    if any(link.identity == person.identity for link in links):
        raise ConflictError("session.invited", name=person.name)


async def _invited(uow: UnitOfWork, links: Sequence[Invitation], person: Participant) -> list[Participant]:
    """Return whose links are good."""
    alive = {link.identity for link in links if link.is_alive}
    return [one for one in await uow.cases.participants(person.case) if one.identity in alive]
