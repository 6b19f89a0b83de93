"""An invited person says by their own link how they will attend, until the session begins (OM-18, OL-02)."""

from dataclasses import dataclass, field
from datetime import datetime

from server.domain.case import Case
from server.domain.case_consent import ConsentStep
from server.domain.errors import ConflictError, NotFoundError
from server.domain.ids import SessionId
from server.domain.invitation import Invitation
from server.domain.manner import ONLINE, Attending, Manner
from server.domain.manner_wish import Wish, WishAction, needs_presider, require_before, waiting
from server.domain.party import Participant
from server.domain.reminder import Prompt, ReminderKind
from server.domain.session import Session
from server.domain.timeline import Tone
from server.services import minutes
from server.services.access import LinkKey, person_of
from server.services.case_links import bound
from server.services.manners import MANNERS
from server.services.ports import Ports, UnitOfWork


@dataclass(frozen=True, slots=True)
class Say:
    """How the person wants to attend a session, and why if they say so."""

    session: str
    manner: Manner
    reason: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class _Saying:
    """Who says it, for which invitation to which session of which case."""

    case: Case
    session: Session
    invitation: Invitation
    person: Participant


async def say(key: LinkKey, command: Say, ports: Ports) -> None:
    """Keep what the person says; the mediator is told. The same again changes nothing, what stands already ends a wish.

    Raises `NotFoundError` (`session.unknown`), the `GoneError`s of invitations, `ConflictError` (`manner.begun`;
    `manner.not_agreed` for who would come online and has not agreed to mediate online).
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        who = await _saying(uow, key, command.session, now)
        if await _take(uow, who, command, now):
            await uow.commit()
    await ports.rooms.participants_changed(command.session)


async def _saying(uow: UnitOfWork, key: LinkKey, session: str, now: datetime) -> _Saying:
    link, case = await bound(uow, key, now)
    found = await uow.sessions.get(SessionId(session))
    invitation = await uow.invitations.get(found.id, link.identity) if found else None
    if found is None or found.case != case.id or invitation is None:
        raise NotFoundError("session.unknown")
    require_before(found)
    if not invitation.is_alive:
        invitation.require_usable(now)
    return _Saying(case, found, invitation, await person_of(uow, case, link.identity))


async def _take(uow: UnitOfWork, who: _Saying, command: Say, now: datetime) -> bool:
    """Keep it; return False when nothing changed."""
    said = await uow.manner_wishes.of_person(who.session.id, who.person.identity)
    open_wish, standing = waiting(said), who.invitation.attending
    before = standing.manner if standing else None
    if command.manner is (open_wish.manner if open_wish else before):
        return False
    await _require_agreed(uow, who, before, command.manner)
    if open_wish is not None:
        await uow.manner_wishes.save(open_wish.decide(WishAction.DROP, who.person.name, now))
    if command.manner is before:
        await _tell(uow, who, f"不改参加方式了，仍然：{MANNERS[before]}", f"{len(said)}:dropped", now)
        return True
    wish = Wish(who.session.id, who.person.identity, len(said) + 1, command.manner, command.reason.strip(), now)
    if needs_presider(who.session, before, command.manner):
        await uow.manner_wishes.add(wish)
        await _tell(uow, who, f"要求改为{MANNERS[command.manner]}，请确认{_because(wish)}", f"{wish.position}", now)
        return True
    await uow.manner_wishes.add(wish.decide(WishAction.TAKE, who.person.name, now))
    await uow.invitations.save(who.invitation.attend(Attending(command.manner, who.person.name, now)))
    await _tell(uow, who, f"改为{MANNERS[command.manner]}{_because(wish)}", f"{wish.position}", now)
    return True


async def _require_agreed(uow: UnitOfWork, who: _Saying, before: Manner | None, wanted: Manner) -> None:
    if wanted not in ONLINE or before in ONLINE:
        return
    consent = await uow.steps.get(who.case.id, who.person.identity, ConsentStep.ONLINE_MEDIATION)
    if consent.stands() is not True:
        raise ConflictError("manner.not_agreed")


async def _tell(uow: UnitOfWork, who: _Saying, what: str, which: str, now: datetime) -> None:
    """Write it into the case and tell whoever mediates."""
    text = f"{minutes.about(who.person)}参加第 {who.session.number} 次调解会议的方式：{what}"
    await minutes.line(uow, who.case, who.person.name, minutes.Note("invitation.manner_said", text, Tone.WAITING), now)
    await minutes.act_of_party(uow, who.person.identity, "invitation.manner_said", f"session:{who.session.id}", now)
    kind = ReminderKind.MANNER_SAID
    for account in dict.fromkeys((who.session.mediator, *who.case.co_mediators)):
        key = f"{kind}:{who.session.id}:{who.person.identity}:{which}:{account}"
        await uow.prompts.add(Prompt(key, who.case.id, kind, None, account, f"{who.case.serial} {text}", now))


def _because(wish: Wish) -> str:
    return f"（{wish.reason}）" if wish.reason else ""
