"""Reminders: found when due, written down once, then handed to the carrier until it takes them."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from server.domain.beijing import beijing_day
from server.domain.calendar import WorkCalendar
from server.domain.deadlines import DeadlineRule, deadline
from server.domain.ids import SessionId
from server.domain.reminder import (
    CONTACT_DAYS,
    REFERRAL_DAYS,
    Prompt,
    ReminderKind,
    due_after,
    meeting_of,
    next_try,
)
from server.services import (
    due_reminders,
    link_notices,
    owed_notices,
    own_warnings,
    session_reminders,
    suspension_notices,
)
from server.services.last_days import said
from server.services.meeting_file import facts_of, meeting_file
from server.services.ports import Ports
from server.services.ports.desk import Attachment, Carrier, CarrierError, Leased, OwedContact, WaitingReferral

_log = logging.getLogger(__name__)

LEASE: Final = timedelta(minutes=2)
"""How long a message is nobody else's: longer than any carrier may take."""
AT_ONCE: Final = 20
_TURN: Final = timedelta(seconds=20)
"""How long one turn may take: what else is to be brought to others waits for its end."""

_REFERRAL_TEXTS: Final = dict(
    zip(
        REFERRAL_DAYS,
        (
            "{serial} 法院交来调解已满 1 个工作日，请确认是否接受（在线调解规则第十二条：3 个工作日）",
            "{serial} 法院交来调解已满 2 个工作日，明天是确认的最后一个工作日",
            "{serial} 今天是确认是否接受的最后一个工作日；逾期后法院、当事人可以另行指定",
        ),
        strict=True,
    )
)
_CONTACT_TEXTS: Final = dict(
    zip(
        CONTACT_DAYS,
        (
            "{serial} 还没有联系上{who}，请在{due}前征询是否同意调解，每次联系都登记（在线调解规则第十五条）",
            "{serial} 还没有联系上{who}，{due}是征询的最后一个工作日；换一种方式再联系，并登记",
            "{serial} 今天是征询{who}的最后一个工作日；不同意的，或者过了今天还联系不上的，请登记原因",
        ),
        strict=True,
    )
)


async def plan(ports: Ports, base_url: str) -> int:
    """Write down every reminder that is due now and not written yet; return how many."""
    now = ports.clock.now()
    prompts = [
        *await session_reminders.due(ports, base_url, now),
        *await _of_referrals(ports, now),
        *await _of_contacts(ports, now),
        *await due_reminders.due(ports, now),
        *await own_warnings.due(ports, now),
        *await suspension_notices.due(ports, now),
        *await owed_notices.due(ports, now),
        *await link_notices.due(ports, now),
    ]
    # Most are written already: whoever looks every minute takes no lock, and no number of a row, for those.
    written = await ports.desk.written([prompt.key for prompt in prompts])
    unwritten = [prompt for prompt in prompts if prompt.key not in written]
    if not unwritten:
        return 0
    async with ports.begin() as uow:
        added = [await uow.prompts.add(prompt) for prompt in unwritten]
        await uow.commit()
    return sum(added)


async def deliver(ports: Ports, carrier: Carrier, base_url: str) -> int:
    """Hand queued messages over, one after the other; return how many were taken. What is not comes again later.

    A process that dies in between leaves a lease that ends: the message is sent again rather than lost, and its
    key lets the other end see the repeat.
    """
    taken, until = 0, ports.clock.now() + _TURN
    for _ in range(AT_ONCE):
        message = await _lease(ports) if ports.clock.now() < until else None
        if message is None:
            break
        taken += await _hand_over(ports, carrier, message, base_url)
    return taken


async def _lease(ports: Ports) -> Leased | None:
    """Take one message: the next is leased when this one is done, so that a slow carrier outlasts no lease."""
    now = ports.clock.now()
    async with ports.begin() as uow:
        leased = await uow.prompts.lease(now, now + LEASE, 1)
        await uow.commit()
    return leased[0] if leased else None


async def _hand_over(ports: Ports, carrier: Carrier, message: Leased, base_url: str) -> bool:
    error: CarrierError | None = None
    files = await _files(ports, message, base_url) if message.to.email else ()
    try:
        await carrier.send(message.to, message.text, message.key, files)
    except CarrierError as refused:
        error = refused
        _log.warning("message %d was not taken: %s", message.id, refused)
    now = ports.clock.now()
    async with ports.begin() as uow:
        if error is None:
            await uow.prompts.sent(message.id, now)
        else:
            again = None if error.final else next_try(message.attempts, now)
            await uow.prompts.failed(message.id, str(error), again)
        await uow.commit()
    return error is None


async def _files(ports: Ports, message: Leased, base_url: str) -> tuple[Attachment, ...]:
    """Return the calendar file of the session a message is about, as the session stands now."""
    about = meeting_of(message.kind, message.key)
    async with ports.reading() as uow:
        session = await uow.sessions.get(SessionId(about)) if about else None
        case = await uow.cases.get(session.case) if session else None
    if session is None or case is None:
        return ()
    made = meeting_file(facts_of(session, case.serial, base_url), ports.clock.now())
    return (Attachment(f"{case.serial}-{session.number}.ics", "text/calendar", made),)


async def _of_referrals(ports: Ports, now: datetime) -> list[Prompt]:
    waiting = await ports.desk.waiting_referrals(now)
    if not waiting:
        return []
    async with ports.reading() as uow:
        calendar = await uow.calendars.load()
    return [
        prompt
        for referral in waiting
        if (kind := due_after(referral.sent_on, now, calendar)) is not None
        for prompt in _to_staff(referral, kind, now)
    ]


async def _of_contacts(ports: Ports, now: datetime) -> list[Prompt]:
    """Return what whoever mediates is told of each respondent who has not been reached (OM-17)."""
    owed = await ports.desk.owed_contacts(beijing_day(now))
    if not owed:
        return []
    async with ports.reading() as uow:
        calendar = await uow.calendars.load()
    return [
        Prompt(
            f"{kind}:{one.case}:{one.clock}:{one.since.isoformat()}:{account}", one.case, kind, None, account, text, now
        )
        for one in owed
        if (kind := due_after(one.since, now, calendar, CONTACT_DAYS)) is not None
        for text in (_CONTACT_TEXTS[kind].format(serial=one.serial, who=one.who, due=_asking_ends(one, calendar)),)
        for account in one.accounts
    ]


def _asking_ends(one: OwedContact, calendar: WorkCalendar) -> str:
    """Return the last day of asking; on the day itself no calendar can move it."""
    return said(deadline(DeadlineRule.CONTACT_3WD, one.since, calendar).last_day)


def _to_staff(referral: WaitingReferral, kind: ReminderKind, now: datetime) -> Iterable[Prompt]:
    text = _REFERRAL_TEXTS[kind].format(serial=referral.serial)
    for account in referral.accounts:
        key = f"{kind}:{referral.case}:{referral.sent_on.isoformat()}:{account}"
        yield Prompt(key, referral.case, kind, None, account, text, now)
