"""Warn before something ends: the mediation term, the time for confirmation, the day of a performance."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from server.domain.beijing import beijing_day
from server.domain.citations import Citation, article
from server.domain.reminder import (
    EARLIEST_WARNING,
    TOLD_AFTERWARDS,
    Ending,
    Prompt,
    ReminderKind,
    due_after_end,
    due_before_end,
    is_overdue,
)
from server.services.last_days import said, spoken
from server.services.ports import Ports
from server.services.ports.desk import ComingPerformance, Concerned, EndingPeriod
from server.services.words import framed

_TO_STAFF: Final = {
    Ending.TERM: ("{serial} 调解期限还有 {left} 天：名义届满 {nominal}，{until}。需要延长的，请在届满前取得各方同意"),
    Ending.CONFIRMATION: ("{serial} 各方共同申请司法确认还有 {left} 天：{until}（自协议生效起三十日，{article}）"),
    Ending.ORGANISATION: (
        "{serial} 收到调解申请后的十五日到{due}为止，没有达成协议，已告知各方可以申请仲裁（{article}）；"
        "各方都愿意的，调解可以继续"
    ),
    Ending.PERFORMANCE: "{serial} 调解协议第 {number}/{count} 期的履行日期是 {due}，已提醒各方",
    Ending.DEFAULT: (
        "{serial} 调解协议第 {number}/{count} 期 {due} 到期，没有履行记录。请核实并登记；没有履行的，看“结案”里的办法"
    ),
}
_TO_PARTIES: Final = {
    Ending.CONFIRMATION: "调解协议可以由各方一起申请法院确认，{until}，还有{left}天。要办的请联系调解员。",
    Ending.ORGANISATION: (
        "调解组织收到申请已满十五日，期限到{due}为止，还没有达成协议，各方可以依法向劳动人事争议仲裁委员会申请仲裁；"
        "各方都愿意的，调解还可以继续。"
    ),
    Ending.PERFORMANCE: (
        "调解协议第{number}期（共{count}期）的履行日期是{due}。已经办完的，不用理会；有困难请尽早联系调解员。"
    ),
    Ending.DEFAULT: (
        "调解协议第{number}期（共{count}期）的履行日期{due}已过，还没有履行记录。"
        "办完的请在本人链接里说明，没有办的可以联系调解员或拨打12333问接下来的办法。"
    ),
}
"""The mediation term is the mediator's to keep; the parties are not warned of it. No message speaks of paying."""


async def due(ports: Ports, now: datetime) -> list[Prompt]:
    """Return every warning whose day has come; those written already are there again, under the same key."""
    today = beijing_day(now)
    until = today + EARLIEST_WARNING
    periods = await ports.desk.ending_periods(today, until)
    performances = await ports.desk.performances(today, until)
    over = await ports.desk.organisations_over(today - TOLD_AFTERWARDS, today)
    return [
        *(prompt for period in over for prompt in _of_organisation(period, now)),
        *(prompt for period in periods for prompt in _of_period(period, now)),
        *(prompt for one in performances for prompt in _of_performance(one, now)),
    ]


def _of_period(period: EndingPeriod, now: datetime) -> Iterable[Prompt]:
    # Reminders go by the nominal end, which is never the later one (CAL-07).
    kind = due_before_end(period.what, period.starts_on, period.nominal_on, now)
    if kind is None:
        return ()
    words = {
        "left": str(max((period.due_on - beijing_day(now)).days, 0)),
        "nominal": period.nominal_on.isoformat(),
        "article": article(Citation.CONFIRMATION, period.starts_on),
    }
    staff, people = (said(period.last_day, then) for then in (" 24:00 届满", "24:00截止"))
    return _prompts(
        period.what, kind, _which(period), period.of, (words | {"until": staff}, words | {"until": people}), now
    )


def _of_organisation(period: EndingPeriod, now: datetime) -> Iterable[Prompt]:
    kind = due_after_end(period.due_on, now)
    if kind is None:
        return ()
    words = {"due": said(period.last_day), "article": article(Citation.LABOUR_ORGANISATION, period.starts_on)}
    return _prompts(Ending.ORGANISATION, kind, period.due_on.isoformat(), period.of, (words, words), now)


def _of_performance(one: ComingPerformance, now: datetime) -> Iterable[Prompt]:
    what, kind = Ending.PERFORMANCE, due_before_end(Ending.PERFORMANCE, one.agreed_on, one.due_on, now)
    if one.due_on < beijing_day(now):
        what, kind = Ending.DEFAULT, ReminderKind.PERFORMANCE_OVERDUE if is_overdue(one.due_on, now) else None
    if kind is None:
        return ()
    words = {"number": str(one.number), "count": str(one.count), "due": spoken(one.due_on)}
    return _prompts(what, kind, f"{one.number}:{one.due_on.isoformat()}", one.of, (words, words), now)


def _which(period: EndingPeriod) -> str:
    """Return what names the period in a key: its nominal day, and the last one where that is another.

    So a last day that a calendar moves is warned of anew.
    """
    nominal, due = period.nominal_on.isoformat(), period.due_on.isoformat()
    return nominal if nominal == due else f"{nominal}/{due}"


def _prompts(
    what: Ending,
    kind: ReminderKind,
    which: str,
    of: Concerned,
    words: tuple[dict[str, str], dict[str, str]],
    now: datetime,
) -> Iterable[Prompt]:
    """Yield one message to each mediator and each party; the day is part of the key, so a moved one is another.

    `words` are those for staff, then those for people.
    """
    key = f"{kind}:{of.case}:{which}"
    to_staff = _TO_STAFF[what].format(serial=of.serial, **words[0])
    for account in of.accounts:
        yield Prompt(f"{key}:{account}", of.case, kind, None, account, to_staff, now)
    if what not in _TO_PARTIES:
        return
    text = framed(of.court, of.organisation, of.mediator, _TO_PARTIES[what].format(**words[1]), of.serial)
    for identity in of.identities:
        yield Prompt(f"{key}:{identity}", of.case, kind, identity, None, text, now)
