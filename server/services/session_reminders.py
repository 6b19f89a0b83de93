"""Reminders of sessions, and what people are told instead while the case stands still."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from server.domain import standstill
from server.domain.beijing import BEIJING
from server.domain.reminder import FARTHEST, Prompt, ReminderKind
from server.domain.session import SessionMode
from server.services.last_days import spoken
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
_ON_SITE: Final = {
    ReminderKind.SESSION_IN_3_DAYS: (
        "第{number}次调解会议定于{when}在{place}当面开，不在网上开。去不了的，请给调解员打电话。"
    ),
    ReminderKind.SESSION_TOMORROW: "明天{clock}在{place}当面开第{number}次调解会议，请带上身份证件。",
    ReminderKind.SESSION_SOON: "第{number}次调解会议{clock}在{place}开始，请到现场；找不到地方的，请给调解员打电话。",
    ReminderKind.SESSION_GOES_ON: "第{number}次调解会议仍按原定时间{when}在{place}召开，请到现场参加。",
}
"""To whoever is expected at the place: never to open a link or to try a device."""
_EITHER: Final = {
    ReminderKind.SESSION_IN_3_DAYS: (
        "第{number}次调解会议定于{when}，可以到{place}参加，也可以用您的本人链接进入；怎么参加请告诉调解员。"
    ),
    ReminderKind.SESSION_TOMORROW: (
        "明天{clock}开第{number}次调解会议。到{place}参加的，请带上身份证件；在网上参加的，请今天打开{test}试一试。"
    ),
    ReminderKind.SESSION_SOON: "第{number}次调解会议{clock}开始：请到{place}，或者打开您的本人链接。",
}
"""Of a session held both ways, to whoever comes by video or has not said how they come."""
_BY_MODE: Final[Mapping[SessionMode, Mapping[ReminderKind, str]]] = {
    SessionMode.ONLINE: {},
    SessionMode.ON_SITE: _ON_SITE,
    SessionMode.HYBRID: _EITHER,
}


async def due(ports: Ports, base_url: str, now: datetime) -> list[Prompt]:
    """Return what everybody invited is to be told now; those written already are there again, under the same key."""
    found = await ports.desk.upcoming(now, now + FARTHEST)
    return [prompt for session in found for prompt in _to_everybody(session, base_url, now)]


def _to_everybody(session: UpcomingSession, base_url: str, now: datetime) -> Iterable[Prompt]:
    for identity in session.identities:
        told = session.told.get(identity, standstill.NOTHING)
        for kind in standstill.due(session.starts_at, told, now, stands_still=session.stands_still):
            text = _text(session, identity, kind, base_url)
            yield Prompt(_key(session, kind, identity, told), session.case, kind, identity, None, text, now)


def _key(session: UpcomingSession, kind: ReminderKind, identity: str, told: standstill.Told) -> str:
    if kind in standstill.TOLD_OF_IT:
        return standstill.key(kind, session.session, session.starts_at, identity, told)
    # The hour is part of the key: a session that is moved is another one to be reminded of.
    return f"{kind}:{session.session}:{session.starts_at.isoformat()}:{identity}"


def _text(session: UpcomingSession, identity: str, kind: ReminderKind, base_url: str) -> str:
    said = _ON_SITE if identity in session.on_site else _BY_MODE[session.mode]
    here = session.starts_at.astimezone(BEIJING)
    clock = f"{here.hour}:{here.minute:02d}"
    what = said.get(kind, _TEXTS[kind]).format(
        number=session.number,
        clock=clock,
        when=f"{spoken(here.date())} {clock}",
        test=f"{base_url}/network",
        place=session.place,
    )
    return framed(session.court, session.organisation, session.mediator, what, session.serial)
