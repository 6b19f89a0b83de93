"""Joining: somebody of the case is invited to a session that was planned without them, or goes on."""

from collections.abc import Sequence

from server.domain.account import Account, Right
from server.domain.beijing import beijing_day
from server.domain.errors import ConflictError
from server.domain.interpreting import is_interpreter
from server.domain.invitation import Invitation
from server.domain.party import Participant
from server.services import minutes
from server.services.access import in_reach, person_of, require_going_on
from server.services.convening import require_joining
from server.services.dismissing import require_acting_on
from server.services.explanations import require_explained
from server.services.ports import Ports, UnitOfWork
from server.services.schedule import MadeLink, invite
from server.services.session_invitations import tell_invited
from server.services.session_notices import links_of


async def join(account: Account, session: str, identity: str, ports: Ports) -> MadeLink:
    """Invite a party, an agent or an interpreter to a session to come or going on; the link is told this once.

    They are told when it is, and the room learns that somebody may come; of an interpreter, whether they hear a caucus
    is asked there. Needs `session.host`.

    Raises `NotFoundError`, `ConflictError` (`session.over`, `session.invited` who has a link already: a new one
    is made by reissuing it; `session.agent_over`; `award.explanation_owed`), as `convening.require_joining`, and
    `StaleVersionError` when somebody else changed the session at once.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        found, case = await in_reach(uow, account, session, Right.SESSION_HOST)
        require_going_on(found)
        person = await person_of(uow, case, identity)
        links = await links_of(uow, found)
        _require_new(links, person)
        await require_acting_on(uow, case.id, [person], beijing_day(found.starts_at))
        if not is_interpreter(person):
            await require_explained(uow, case)
        await require_joining(uow, case, found, person, await _invited(uow, links, person), now)
        # Saved as it was: of two who invite at once, one has to read again.
        await uow.sessions.save(found)
        link, made = await invite(uow, ports, found, person, now)
        await tell_invited(uow, case, found, [link], now)
        text = f"请{minutes.about(person)}参加第 {found.number} 次调解会议"
        await minutes.by_staff(uow, account, case, minutes.Note(_what(person), text), now)
        await uow.commit()
    await ports.rooms.participants_changed(session)
    return made


def _what(person: Participant) -> str:
    return "session.interpreter_invited" if is_interpreter(person) else "session.person_invited"


def _require_new(links: Sequence[Invitation], person: Participant) -> None:
    if any(link.identity == person.identity for link in links):
        raise ConflictError("session.invited", name=person.name)


async def _invited(uow: UnitOfWork, links: Sequence[Invitation], person: Participant) -> list[Participant]:
    """Return whose links are good."""
    alive = {link.identity for link in links if link.is_alive}
    return [one for one in await uow.cases.participants(person.case) if one.identity in alive]
