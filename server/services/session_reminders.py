"""Reminders of sessions, and what people are told instead while the case stands still."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from server.domain import standstill
from server.domain.beijing import BEIJING
from server.domain.reminder import FARTHEST, Prompt, ReminderKind
from server.services.due_reminders import spoken
from server.services.ports import Ports
from server.services.ports.desk import UpcomingSession
from server.services.words import framed

_TEXTS: Final = {
    ReminderKind.SESSION_IN_3_DAYS: (
        "第{number}次调解会议定于{when}，用您的本人链接进入；找不到链接的，请给调解员打电话。"
    ),
    ReminderKind.SESSION_TOMORROW: "明天{clock}开第{number}次调解会议。请今天打开{test}试一试网络和设备。",
    ReminderKind.SESSION_SOON: "第{number}次调解会议{clock}开始，请打开您的本人链接；找不到的，请给调解员打电话。",
    ReminderKind.SESSION_PUT_OFF: (
        "原定{when}的第{number}次调解会议暂不召开，请不要前往，也不用进入。什么时候开，会再通知您。"
    ),
    ReminderKind.SESSION_GOES_ON: "第{number}次调解会议仍按原定时间{when}召开，请按时参加。",
}


async def due(ports: Ports, base_url: str, now: datetime) -> list[Prompt]:
    """Return what everybody invited is to be told now; those written already are there again, under the same key."""
    found = await ports.desk.upcoming(now, now + FARTHEST)
    return [prompt for session in found for prompt in _to_everybody(session, base_url, now)]


def _to_everybody(session: UpcomingSession, base_url: str, now: datetime) -> Iterable[Prompt]:
    for identity in session.identities:
        told = session.told.get(identity, standstill.NOTHING)
        for kind in standstill.due(session.starts_at, told, now, stands_still=session.stands_still):
            text = _text(session, kind, base_url)
            yield Prompt(_key(session, kind, identity, told), session.case, kind, identity, None, text, now)


def _key(session: UpcomingSession, kind: ReminderKind, identity: str, told: standstill.Told) -> str:
    if kind in standstill.TOLD_OF_IT:
        return standstill.key(kind, session.session, session.starts_at, identity, told)
    # The hour is part of the key: a session that is moved is another one to be reminded of.
    return f"{kind}:{session.session}:{session.starts_at.isoformat()}:{identity}"


def _text(session: UpcomingSession, kind: ReminderKind, base_url: str) -> str:
    here = session.starts_at.astimezone(BEIJING)
    clock = f"{here.hour}:{here.minute:02d}"
    what = _TEXTS[kind].format(
        number=session.number,
        clock=clock,
        when=f"{spoken(here.date())} {clock}",
        test=f"{base_url}/check",
    )
    return framed(session.court, session.organisation, session.mediator, what, session.serial)
