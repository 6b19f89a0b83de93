"""Call a session off; tell everybody invited that theirs was moved or called off, in the transaction that does it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from server.domain.account import Account
from server.domain.beijing import BEIJING
from server.domain.case import Case
from server.domain.invitation import Invitation
from server.domain.reminder import Prompt, ReminderKind
from server.domain.session import Session
from server.domain.timeline import Tone
from server.services import minutes
from server.services.ports import UnitOfWork
from server.services.words import framed


@dataclass(frozen=True, slots=True)
class Notice:
    """What became of a session, in one sentence; `session` as it was before."""

    session: Session
    kind: ReminderKind
    what: str = field(repr=False)


async def tell(uow: UnitOfWork, case: Case, notice: Notice, links: Sequence[Invitation], now: datetime) -> None:
    """Queue one message to everybody who holds one of the links; a link that was dead or suspended before gets none.

    `links` as they were before the change: whoever loses theirs by it is told.
    """
    session, kind = notice.session, notice.kind
    mediator = await uow.accounts.get(session.mediator)
    name = mediator.name if mediator else ""
    text = framed(case.court or "", case.organisation or "", name, notice.what, case.serial)
    for link in (one for one in links if one.is_alive):
        key = f"{kind}:{session.id}:{session.version}:{link.identity}"
        await uow.prompts.add(Prompt(key, case.id, kind, link.identity, None, text, now))


async def call_off(uow: UnitOfWork, account: Account, case: Case, session: Session, reason: str, now: datetime) -> None:
    """Call off a session that has not begun: its links are dead, everybody is told. Ending its room is the caller's.

    Raises `IllegalTransitionError`.
    """
    await uow.sessions.save(session.cancel(now))
    links = await links_of(uow, session)
    for link in links:
        await uow.invitations.save(link.revoke(now))
    what = f"原定 {when(session)} 的第 {session.number} 次调解会议取消，请不要前往。原因：{reason}。"
    await tell(uow, case, Notice(session, ReminderKind.SESSION_CANCELLED, what), links, now)
    text = f"取消第 {session.number} 次调解会议：{reason}"
    await minutes.by_staff(uow, account, case, minutes.Note("session.cancelled", text, Tone.WAITING), now)


async def links_of(uow: UnitOfWork, session: Session) -> tuple[Invitation, ...]:
    """Return the links of a session, dead ones too."""
    people = await uow.cases.participants(session.case)
    found = [await uow.invitations.get(session.id, person.identity) for person in people]
    return tuple(link for link in found if link is not None)


def when(session: Session) -> str:
    """Return when a session begins as a message says it: 4月7日 09:00."""
    return when_of(session.starts_at)


def when_of(starts_at: datetime) -> str:
    """Return an instant as `when` says it."""
    at = starts_at.astimezone(BEIJING)
    return f"{at.month}月{at.day}日 {at:%H:%M}"
