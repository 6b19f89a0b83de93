"""A session as a calendar file (RFC 5545), with updates and cancellation under one UID (RFC 5546)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from icalendar import Alarm, Calendar, Event, vText

from server.domain.session import Session, SessionMode, SessionState

_HOW: Final[Mapping[SessionMode, str]] = {
    SessionMode.ONLINE: "用您的本人链接进入。请提前一天试一试网络和设备。",
    SessionMode.ON_SITE: "当面开，不在网上开。请带上身份证件。",
    SessionMode.HYBRID: "可以到现场参加，也可以用您的本人链接进入。",
}


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """What the file says. No names of the other side and nothing of the dispute: calendars are synchronised widely."""

    session: str
    serial: str
    number: int
    starts_at: datetime
    minutes: int
    mode: SessionMode
    place: str
    """Where to go, or the address of the room; never a personal link."""
    revision: int
    """Rises with every change, so that calendars take the newest."""
    cancelled: bool


def facts_of(session: Session, serial: str, base_url: str) -> MeetingFacts:
    """Return what the file of a session says, as the session stands now."""
    return MeetingFacts(
        session=session.id,
        serial=serial,
        number=session.number,
        starts_at=session.starts_at,
        minutes=session.minutes,
        mode=session.mode,
        place=session.place or base_url,
        revision=session.version,
        cancelled=session.state is SessionState.CANCELLED,
    )


def meeting_file(facts: MeetingFacts, now: datetime) -> bytes:
    """Return the file: a publication, or a cancellation of what was published."""
    calendar = Calendar()
    calendar.add("prodid", "-//mediation-room//sessions//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if facts.cancelled else "PUBLISH")
    calendar.add_component(_event(facts, now))
    made: bytes = calendar.to_ical()
    return made


def _event(facts: MeetingFacts, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"session-{facts.session}@mediation-room")
    event.add("sequence", facts.revision)
    event.add("dtstamp", now)
    event.add("dtstart", facts.starts_at)
    event.add("dtend", facts.starts_at + timedelta(minutes=facts.minutes))
    event.add("summary", f"第 {facts.number} 次调解会议（{facts.serial}）")
    event["location"] = vText(facts.place)
    event.add("status", "CANCELLED" if facts.cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    if not facts.cancelled:
        event.add("description", _HOW[facts.mode])
        event.add_component(_alarm())
    return event


def _alarm() -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", "调解会议")
    alarm.add("trigger", timedelta(hours=-1))
    return alarm
