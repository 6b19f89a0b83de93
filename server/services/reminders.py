"""Reminders: found when due, written down once, then handed to the carrier until it takes them."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from server.domain.beijing import BEIJING, beijing_day
from server.domain.reminder import (
    CONTACT_DAYS,
    FARTHEST,
    REFERRAL_DAYS,
    Prompt,
    ReminderKind,
    due_after,
    due_before,
    next_try,
)
from server.services import due_reminders
from server.services.ports import Ports
from server.services.ports.desk import Carrier, CarrierError, Leased, UpcomingSession, WaitingReferral
from server.services.words import framed

_log = logging.getLogger(__name__)

LEASE: Final = timedelta(minutes=2)
"""How long a message is nobody else's: longer than any carrier may take."""
AT_ONCE: Final = 20

_SESSION_TEXTS: Final = {
    ReminderKind.SESSION_IN_3_DAYS: (
        "第{number}次调解会议定于{when}，用您的本人链接进入；找不到链接的，请给调解员打电话。"
    ),
    ReminderKind.SESSION_TOMORROW: "明天{clock}开第{number}次调解会议。请今天打开{test}试一试网络和设备。",
    ReminderKind.SESSION_SOON: "第{number}次调解会议{clock}开始，请打开您的本人链接；找不到的，请给调解员打电话。",
}
_REFERRAL_TEXTS: Final = dict(
    zip(
        REFERRAL_DAYS,
        (
            "{serial} 委派已收到 1 个工作日，请确认是否接受（在线调解规则第十二条：3 个工作日）",
            "{serial} 委派已收到 2 个工作日，明天是确认的最后一个工作日",
            "{serial} 今天是确认是否接受的最后一个工作日；逾期后法院、当事人可以另行指定",
        ),
        strict=True,
    )
)
_CONTACT_TEXTS: Final = dict(
    zip(
        CONTACT_DAYS,
        (
            "{serial} 还没有联系上对方，请在{due}前征询是否同意调解，每次联系都登记（在线调解规则第十五条）",
            "{serial} 还没有联系上对方，{due}是征询的最后一个工作日；换一种方式再联系，并登记",
            "{serial} 今天是征询对方的最后一个工作日；联系不上或者不同意的，请登记原因，终结并退回材料",
        ),
        strict=True,
    )
)


async def plan(ports: Ports, base_url: str) -> int:
    """Write down every reminder that is due now and not written yet; return how many."""
    now = ports.clock.now()
    prompts = [
        *await _of_sessions(ports, base_url, now),
        *await _of_referrals(ports, now),
        *await _of_contacts(ports, now),
        *await due_reminders.due(ports, now),
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


async def deliver(ports: Ports, carrier: Carrier) -> int:
    """Hand queued messages to the carrier; return how many it took. What it does not take comes again later.

    A process that dies in between leaves a lease that ends: the message is sent again rather than lost, and its
    key lets the other end see the repeat.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        leased = await uow.prompts.lease(now, now + LEASE, AT_ONCE)
        await uow.commit()
    return sum([await _hand_over(ports, carrier, one) for one in leased])


async def _hand_over(ports: Ports, carrier: Carrier, message: Leased) -> bool:
    error: CarrierError | None = None
    try:
        await carrier.send(message.to, message.text, message.key)
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


async def _of_sessions(ports: Ports, base_url: str, now: datetime) -> list[Prompt]:
    found = await ports.desk.upcoming(now, now + FARTHEST)
    return [
        prompt
        for session in found
        for kind in due_before(session.starts_at, now)
        for prompt in _to_everybody(session, kind, base_url, now)
    ]


def _to_everybody(session: UpcomingSession, kind: ReminderKind, base_url: str, now: datetime) -> Iterable[Prompt]:
    text = _session_text(session, kind, base_url)
    for identity in session.identities:
        # The hour is part of the key: a session that is moved is another one to be reminded of.
        key = f"{kind}:{session.session}:{session.starts_at.isoformat()}:{identity}"
        yield Prompt(key, session.case, kind, identity, None, text, now)


def _session_text(session: UpcomingSession, kind: ReminderKind, base_url: str) -> str:
    here = session.starts_at.astimezone(BEIJING)
    clock = f"{here.hour}:{here.minute:02d}"
    what = _SESSION_TEXTS[kind].format(
        number=session.number,
        clock=clock,
        when=f"{due_reminders.spoken(here.date())} {clock}",
        test=f"{base_url}/check",
    )
    return framed(session.court, session.organisation, session.mediator, what, session.serial)


async def _of_referrals(ports: Ports, now: datetime) -> list[Prompt]:
    waiting = await ports.desk.waiting_referrals(now)
    if not waiting:
        return []
    async with ports.begin() as uow:
        calendar = await uow.calendars.load()
    return [
        prompt
        for referral in waiting
        if (kind := due_after(referral.sent_on, now, calendar)) is not None
        for prompt in _to_staff(referral, kind, now)
    ]


async def _of_contacts(ports: Ports, now: datetime) -> list[Prompt]:
    """Return what whoever mediates is told while nobody of the other side has been reached (OM-17)."""
    owed = await ports.desk.owed_contacts(beijing_day(now))
    if not owed:
        return []
    async with ports.begin() as uow:
        calendar = await uow.calendars.load()
    return [
        Prompt(f"{kind}:{one.case}:{one.since.isoformat()}:{account}", one.case, kind, None, account, text, now)
        for one in owed
        if (kind := due_after(one.since, now, calendar, CONTACT_DAYS)) is not None
        for text in (_CONTACT_TEXTS[kind].format(serial=one.serial, due=due_reminders.spoken(one.due_on)),)
        for account in one.accounts
    ]


def _to_staff(referral: WaitingReferral, kind: ReminderKind, now: datetime) -> Iterable[Prompt]:
    text = _REFERRAL_TEXTS[kind].format(serial=referral.serial)
    for account in referral.accounts:
        key = f"{kind}:{referral.case}:{referral.sent_on.isoformat()}:{account}"
        yield Prompt(key, referral.case, kind, None, account, text, now)
