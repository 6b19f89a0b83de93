"""Invite: write to everybody who is to come when and where, and how they get in, in the transaction that plans it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from server.domain.beijing import BEIJING
from server.domain.case import Case, CaseState
from server.domain.invitation import Invitation
from server.domain.reminder import ReminderKind
from server.domain.session import Session, SessionMode
from server.services.last_days import spoken
from server.services.ports import UnitOfWork
from server.services.session_notices import Notice, tell

_PLACES: Final = {
    SessionMode.ONLINE: "在网上开，用手机或者电脑参加",
    SessionMode.ON_SITE: "请到{place}参加",
    SessionMode.HYBRID: "可以到{place}参加，也可以在网上参加",
}
_BY_OWN_CASE: Final = "当天打开您的本人案件链接，点进入会议就行。"
_BY_MEDIATOR: Final = "进入会议的链接由调解员另外给您，本条短信里没有链接；没有收到的，请给调解员打电话。"
"""A link is a key to the room and is shown once, to the mediator: no message carries one."""
_AGAIN: Final = (
    "已经谈成、还没有生效的内容，这次会上可以重新谈。各方到会谈过了，之前签的名就不作数，谈定以后重新签；"
    "会没有开成的，原来签的仍然有效。"
)


async def tell_invited(
    uow: UnitOfWork, case: Case, session: Session, links: Sequence[Invitation], now: datetime
) -> None:
    """Queue one message to everybody invited: time, place, and the way in that this person has."""
    kept = [await uow.case_links.get(case.id, link.identity) for link in links]
    own = [found is not None and found.is_usable(now) for found in kept]
    for holds in (True, False):
        group = [link for link, one in zip(links, own, strict=True) if one is holds]
        what = _what(session, holds=holds) + (_AGAIN if case.state is CaseState.AGREED else "")
        notice = Notice(session, ReminderKind.SESSION_INVITED, what)
        await tell(uow, case, notice, group, now)


def _what(session: Session, *, holds: bool) -> str:
    at = session.starts_at.astimezone(BEIJING)
    place = _PLACES[session.mode].format(place=session.place)
    what = f"请您参加第{session.number}次调解会议：{spoken(at.date())} {at.hour}:{at.minute:02d}，{place}。"
    if session.mode is SessionMode.ON_SITE:
        return what
    return what + (_BY_OWN_CASE if holds else _BY_MEDIATOR)
