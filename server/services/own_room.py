"""From the own case into the room: the person whose case page this is gets their personal link of the day."""

from datetime import datetime
from enum import StrEnum

from server.domain.beijing import beijing_day
from server.domain.errors import ConflictError, NotFoundError
from server.domain.ids import SessionId
from server.domain.invitation import Invitation, expiry
from server.domain.secret import digest
from server.domain.session import Session, SessionMode, SessionState
from server.services import minutes
from server.services.access import LinkKey, person_of
from server.services.case_links import bound
from server.services.own_case_views import OwnRoomLink
from server.services.ports import Ports


class OwnDoor(StrEnum):
    """What the page of the own case offers for a session."""

    TEST = "test"
    """Before the day: try network and devices."""
    ENTER = "enter"
    """On the day: into the waiting room."""
    NONE = "none"
    """On site, over, or the link was taken away."""


def door_of(session: Session, invitation: Invitation, now: datetime) -> OwnDoor:
    """Return what is offered; the personal link of the session must be good but for its time."""
    if session.is_over or session.mode is SessionMode.ON_SITE or not invitation.is_alive:
        return OwnDoor.NONE
    if session.state is SessionState.OPEN or beijing_day(session.starts_at) == beijing_day(now):
        return OwnDoor.ENTER
    return OwnDoor.TEST if session.starts_at > now else OwnDoor.NONE


async def enter(key: LinkKey, session: str, ports: Ports) -> OwnRoomLink:
    """Make the person's link of this session anew and bind it to this device; the one before says it was replaced.

    Only from the device of the own link, on the day, and only for a link that neither the host nor its owner took
    away. Raises `NotFoundError` (`session.unknown`), the `GoneError`s of invitations and `ConflictError`
    (`session.not_today`).
    """
    now, token, secret = ports.clock.now(), ports.chance.token(), ports.chance.token()
    async with ports.begin() as uow:
        link, case = await bound(uow, key, now)
        found = await uow.sessions.get(SessionId(session))
        invitation = await uow.invitations.get(found.id, link.identity) if found else None
        if found is None or found.case != case.id or invitation is None:
            raise NotFoundError("session.unknown")
        if not invitation.is_alive:
            invitation.require_usable(now)
        if door_of(found, invitation, now) is not OwnDoor.ENTER:
            raise ConflictError("session.not_today", state=found.state)
        until = expiry(found.starts_at, now)
        await uow.retired_links.add(invitation.token_digest, now)
        await uow.invitations.save(invitation.reissue(digest(token), now, until).open(digest(secret), now))
        person = await person_of(uow, case, link.identity)
        line = minutes.Note("invitation.entered", f"{minutes.about(person)}从自己的案件页面打开了会议链接")
        await minutes.line(uow, case, person.name, line, now)
        await minutes.act_of_party(uow, person.identity, line.kind, f"session:{found.id}", now)
        await uow.commit()
    await ports.rooms.participants_changed(session)
    return OwnRoomLink(token, secret, until)
