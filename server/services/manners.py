"""Confirm how an invited person will attend a session, before it begins (在线调解规则 art. 16, OM-18)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from server.domain.account import Account
from server.domain.errors import InvalidError
from server.domain.manner import Attending, Manner, require_fitting
from server.domain.manner_wish import Wish, WishAction, opened_to, waiting
from server.domain.reminder import Prompt, ReminderKind
from server.domain.session import Session, SessionMode, SessionState, require_place
from server.services import minutes
from server.services.access import Guest, hosted, require_going_on
from server.services.ports import Ports, UnitOfWork
from server.services.session_views import ParticipantView
from server.services.sessions import participant
from server.services.words import framed

MANNERS: Final = {
    Manner.VIDEO: "视频",
    Manner.VOICE: "语音",
    Manner.ON_SITE: "到现场",
    Manner.WRITING: "书面",
}


@dataclass(frozen=True, slots=True)
class Confirm:
    """How a person said they will attend."""

    session: str
    identity: str
    manner: Manner
    place: str = ""
    """Where they come, of a session that was online until now."""
    why: str = field(default="", repr=False)
    """Why it is not as the person wished, as they read it."""


def confirmed(
    said: Iterable[tuple[str, Manner]], invited: Collection[str], mode: SessionMode, account: Account, now: datetime
) -> dict[str, Attending]:
    """Return how those asked at the planning of a session will attend, by identity.

    Raises `InvalidError`: `session.people` for somebody who is not invited, `session.manner` as `require_fitting`.
    """
    found = {}
    for identity, manner in said:
        if identity not in invited:
            raise InvalidError("session.people", people="unknown")
        require_fitting(mode, manner)
        found[identity] = Attending(manner, account.name, now)
    return found


async def confirm(account: Account, command: Confirm, ports: Ports) -> ParticipantView:
    """Keep how a person will attend, with who confirmed it; the same again changes nothing. Needs `session.host`.

    A wish of the person is decided by it: taken when it is this manner, otherwise refused; they are told. To take one
    that the session has no room for makes it one on site and online (`opened_to`).

    Raises `InvalidError` (`session.manner` for a way the session does not have, `session.place` when nobody says
    where), `ConflictError` (`session.over`).
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        person = await hosted(uow, account, command.session, command.identity)
        require_going_on(person.session)
        wish = waiting(await uow.manner_wishes.of_person(person.session.id, person.person.identity))
        session = await _opened(uow, person.session, command, wish)
        require_fitting(session.mode, command.manner)
        attended = person.invitation.attend(Attending(command.manner, account.name, now))
        if wish is not None:
            await _decide(uow, replace(person, session=session), wish, command, account, now)
        if attended is not person.invitation:
            await uow.invitations.save(attended)
            which = f"第 {person.session.number} 次调解会议"
            text = f"确认{minutes.about(person.person)}参加{which}的方式：{MANNERS[command.manner]}"
            note = minutes.Note("invitation.manner", text)
            await minutes.line(uow, person.case, account.name, note, now)
            facts = {"identity": command.identity, "manner": command.manner.value}
            await minutes.act_of_staff(uow, account, note.kind, f"session:{command.session}", now, **facts)
        if wish is not None or attended is not person.invitation:
            await uow.commit()
    await ports.rooms.participants_changed(command.session)
    return await participant(account, command.session, command.identity, ports)


def _where(session: Session, wish: Wish) -> str:
    return f"，地点：{session.place}" if wish.manner is Manner.ON_SITE else ""


async def _opened(uow: UnitOfWork, session: Session, command: Confirm, wish: Wish | None) -> Session:
    """Return the session, with room made for a wish that is taken before it begins."""
    if wish is None or wish.manner is not command.manner or session.state is not SessionState.SCHEDULED:
        return session
    opened = opened_to(session, command.manner, command.place)
    if opened is not session:
        require_place(opened.mode, opened.place)
        await uow.sessions.save(opened)
    return opened


async def _decide(
    uow: UnitOfWork, person: Guest, wish: Wish, command: Confirm, account: Account, now: datetime
) -> None:
    """Take or refuse the wish; the person is told, and the case says so."""
    taken = wish.manner is command.manner
    action = WishAction.TAKE if taken else WishAction.REFUSE
    await uow.manner_wishes.save(wish.decide(action, account.name, now, command.why.strip()))
    which = f"参加第 {person.session.number} 次调解会议"
    asked, why = MANNERS[wish.manner], f"：{command.why.strip()}" if command.why.strip() else ""
    text = f"{'同意' if taken else '不同意'}{minutes.about(person.person)}{which}改为{asked}{why}"
    await minutes.line(uow, person.case, account.name, minutes.Note("invitation.manner_decided", text), now)
    await minutes.act_of_staff(
        uow, account, "invitation.manner_decided", f"session:{command.session}", now, action=action.value
    )
    what = f"您{which}，改为{asked}，已经确认{_where(person.session, wish)}。"
    if not taken:
        what = f"您{which}，没有改成{asked}{why}。参加方式是：{MANNERS[command.manner]}。"
    said = framed(person.case.court or "", person.case.organisation or "", account.name, what, person.case.serial)
    kind = ReminderKind.MANNER_DECIDED
    key = f"{kind}:{wish.session}:{wish.identity}:{wish.position}"
    await uow.prompts.add(Prompt(key, person.case.id, kind, wish.identity, None, said, now))
