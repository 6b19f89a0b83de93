"""The personal link: look at it, open it on a device, move it, say it is not mine, have it made anew."""

from server.domain.account import Account
from server.domain.consent import Purpose
from server.domain.errors import ConflictError, InvalidError, LinkReplacedError, NotFoundError
from server.domain.invitation import MOST_TRIES, expiry
from server.domain.secret import digest
from server.domain.timeline import Tone
from server.services import doubting, minutes, steps
from server.services.access import (
    Guest,
    LinkKey,
    guest,
    hosted,
    invitation_of,
    invitation_view,
    require_going_on,
    require_mandate,
    with_case,
)
from server.services.dismissing import require_acting
from server.services.invitation_views import InvitationView, OpenedInvitation, ReissuedInvitation, TicketFacts
from server.services.ports import Ports, UnitOfWork
from server.services.steps import OwnAnswer

__all__ = ["LinkKey", "deny", "look", "move", "open_link", "reissue", "ticket_facts"]


async def look(key: LinkKey, ports: Ports) -> InvitationView:
    """Return what the person behind the link may see; changes nothing.

    Raises `NotFoundError` (`invitation.unknown`) and the `GoneError`s of invitations.
    """
    token = digest(key.token)
    invitation = await ports.queries.link(token)
    if invitation is None:
        raise LinkReplacedError if await ports.queries.is_retired(token) else NotFoundError("invitation.unknown")
    now = ports.clock.now()
    invitation.require_usable(now)
    async with ports.reading() as uow:
        found = await with_case(uow, invitation)
        await require_mandate(uow, found.case.id, found.person, now)
    return await invitation_view(ports, invitation, key.device_digest)


async def open_link(key: LinkKey, ports: Ports) -> OpenedInvitation:
    """Bind the link to this device if it is the first. Idempotent on it. Raises `OtherDeviceError`."""
    now = ports.clock.now()
    secret = key.device or ports.chance.token()
    async with ports.begin() as uow:
        invitation = await invitation_of(uow, key)
        opened = invitation.open(digest(secret), now)
        if opened is not invitation:
            person = await with_case(uow, invitation)
            await uow.invitations.save(opened)
            await minutes.by_guest(
                uow, person, minutes.Note("invitation.opened", f"{minutes.about(person.person)}打开了邀请链接"), now
            )
            await uow.commit()
    await ports.rooms.participants_changed(invitation.session)
    return await _opened(ports, key, secret)


async def move(key: LinkKey, phone_tail: str, ports: Ports) -> OpenedInvitation:
    """Bind the link to this device instead: the person knows the last four digits of their telephone.

    Raises `InvalidError` (`invitation.wrong_phone_tail`) and after five wrong tries `TooManyTriesError`.
    """
    now = ports.clock.now()
    secret = key.device or ports.chance.token()
    async with ports.begin() as uow:
        person = await with_case(uow, await invitation_of(uow, key))
        matches = person.person.phone_ends_with(phone_tail)
        moved = person.invitation.move(digest(secret), now, phone_matches=matches)
        await uow.invitations.save(moved)
        if matches:
            await minutes.by_guest(
                uow,
                person,
                minutes.Note("invitation.moved", f"{minutes.about(person.person)}换了一台设备打开邀请链接"),
                now,
            )
        else:
            await minutes.act_of_guest(uow, person, "invitation.wrong_phone_tail", now)
        await uow.commit()
    if not matches:
        raise InvalidError("invitation.wrong_phone_tail", phone_tail="wrong", left=str(MOST_TRIES - moved.move_tries))
    await ports.rooms.participants_changed(person.session.id)
    return await _opened(ports, key, secret)


async def deny(key: LinkKey, ports: Ports) -> None:
    """Take the answer "this is not me": the link is dead, mediator and desk are told, nothing more is sent there.

    Again changes nothing.

    Raises `OtherDeviceError` when the link is bound elsewhere: only its holder may say so.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        person = await with_case(uow, await invitation_of(uow, key))
        person.invitation.device(key.device_digest).require_free("invitation")
        revoked = person.invitation.revoke(now)
        if revoked is not person.invitation:
            await uow.invitations.save(revoked)
            text = f"收到链接的人表示不是{minutes.about(person.person)}，链接已停用"
            await minutes.by_guest(uow, person, minutes.Note("invitation.denied", text, Tone.WAITING), now)
            await doubting.doubt(uow, ports, person.case, person.person, revoked.token_digest, now)
            await uow.commit()
    await ports.rooms.participants_changed(person.session.id)


async def agree_to_mediate(key: LinkKey, command: OwnAnswer, ports: Ports) -> InvitationView:
    """Keep what the person themselves says to mediating online; to nothing else. Again changes nothing.

    Raises `ConflictError` (`consent.outdated_wording`, `invitation.not_opened`), `InvalidError`.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        person = await guest(uow, key, now)
        if await steps.take_own(uow, ports, person.case, person.person, command, now):
            facts = {"step": command.step.value, "answer": "yes" if command.answer else "no"}
            await minutes.act_of_guest(uow, person, "step.answered", now, **facts)
            await uow.commit()
    await ports.rooms.participants_changed(person.session.id)
    return await invitation_view(ports, person.invitation, key.device_digest)


async def ticket_facts(key: LinkKey, ports: Ports) -> TicketFacts:
    """Return what a ticket into the room says.

    Needs the bound device, the acknowledged notice and an answer about recording (yes or no: both come in).
    Raises `ConflictError`: `invitation.not_opened`, `notice.not_acknowledged`, `consent.not_answered`,
    `session.over`.
    """
    async with ports.reading() as uow:
        entering = await guest(uow, key, ports.clock.now())
        await _require_ready(uow, entering)
    person = entering.person
    return TicketFacts(
        session=entering.session.id,
        identity=person.identity,
        name=person.name,
        side=person.side,
        role=person.role,
        title=person.title,
        linked_to=person.linked_to,
        host=False,
        deputy=False,
    )


async def reissue(account: Account, session: str, identity: str, ports: Ports) -> ReissuedInvitation:
    """Make a new link in place of the old one, which is dead at once. Needs `session.host`.

    Raises `ConflictError` (`authority.ended`) for an agent who acts for nobody any more.
    """
    now = ports.clock.now()
    token = ports.chance.token()
    async with ports.begin() as uow:
        person = await hosted(uow, account, session, identity)
        await require_acting(uow, person.case.id, person.person, now)
        until = expiry(person.session.starts_at, now)
        await uow.retired_links.add(person.invitation.token_digest, now)
        await uow.invitations.save(person.invitation.reissue(digest(token), now, until))
        text = f"重新生成了{minutes.about(person.person)}的邀请链接，旧链接失效"
        await minutes.line(uow, person.case, account.name, minutes.Note("invitation.reissued", text), now)
        await minutes.act_of_staff(uow, account, "invitation.reissued", f"session:{session}", now, identity=identity)
        await uow.commit()
    await ports.rooms.participants_changed(session)
    return ReissuedInvitation(token, until)


async def _opened(ports: Ports, key: LinkKey, secret: str) -> OpenedInvitation:
    view = await look(LinkKey(key.token, secret), ports)
    return OpenedInvitation(view, None if key.device else secret)


async def _require_ready(uow: UnitOfWork, entering: Guest) -> None:
    session, identity = entering.session.id, entering.person.identity
    require_going_on(entering.session)
    if await uow.people.acknowledgement(session, identity) is None:
        raise ConflictError("notice.not_acknowledged")
    if (await uow.people.consent(session, identity, Purpose.RECORDING)).standing is None:
        raise ConflictError("consent.not_answered", purpose=Purpose.RECORDING)
