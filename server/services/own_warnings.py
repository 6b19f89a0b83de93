"""Own warnings: tell a party, and whoever speaks for it, that the time for what it alone may do runs out.

Mediation goes on meanwhile, or is over, and stops none of it. No message speaks of money or of what is disputed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from server.domain.beijing import beijing_day
from server.domain.citations import article
from server.domain.deadlines import PERIODS, DeadlineRule
from server.domain.own_right import OWN_RIGHTS, Day
from server.domain.reminder import Prompt, ReminderKind, nearest
from server.services.last_days import said
from server.services.ports import Ports
from server.services.ports.desk import EndingRight
from server.services.words import framed


@dataclass(frozen=True, slots=True)
class _Words:
    """What ends, and what the party does then."""

    what: str
    how: str
    aside: str = "调解不影响这个日子。"
    """Said while mediation goes on."""


_TO_COURT: Final = (
    "请在这一天以前把起诉状交到法院立案窗口，或者用“人民法院在线服务”网上立案；交给调解组织或者调解员不算起诉。"
)
_WORDS: Final = {
    DeadlineRule.SUE_15D: _Words("不服仲裁裁决、向法院起诉", f"要起诉的，{_TO_COURT}"),
    DeadlineRule.SET_ASIDE_30D: _Words(
        "申请撤销终局仲裁裁决",
        "有法定情形要申请的，请在这一天以前把申请书交到仲裁委员会所在地的中级人民法院；交给调解员不算申请。",
    ),
    DeadlineRule.SUE_ANNULLED_15D: _Words("在仲裁裁决被撤销以后向法院起诉", f"要起诉的，{_TO_COURT}"),
    DeadlineRule.ARB_LIMIT_1Y: _Words(
        "申请劳动人事争议仲裁",
        "要申请的，请在这一天以前把仲裁申请书交到劳动合同履行地或者用人单位所在地的仲裁委员会，可先拨打12333；仲裁不收费。",
        "调解能不能使时效中断，由仲裁委员会或者法院认定，请不要等。",
    ),
    DeadlineRule.CONFIRM_OBJECT_15D: _Words(
        "对司法确认裁定提出异议", "认为裁定有错误的，请在这一天以前向作出裁定的法院书面提出。", ""
    ),
    DeadlineRule.ENFORCE_2Y: _Words(
        "申请法院强制执行",
        "对方还没有履行完的，请在这一天以前带上协议和法院或者仲裁委员会的文书，到法院递交执行申请书；"
        "去哪个法院，可拨打12368询问。",
        "",
    ),
}
_COUNTED: Final = {
    "limitation": "（从知道权利被侵害之日起一年，按没有中断计算）",
    "limitation_pay": "（从劳动关系结束之日起一年，按没有中断计算）",
}
"""From what the year is counted, of the two there may be."""
_SENT: Final = "已给本人或者其代理人发送提醒"
_NOT_SENT: Final = "没有给本人发送提醒，请告知"


async def due(ports: Ports, now: datetime) -> list[Prompt]:
    """Return every warning whose day has come; those written already are there again, under the same key."""
    rights = await ports.desk.ending_rights(beijing_day(now))
    return [prompt for right in rights for prompt in _prompts(right, now)]


def _prompts(right: EndingRight, now: datetime) -> Iterator[Prompt]:
    """Yield one message to each reader and, where it is said of the right, to each mediator.

    The last day is part of the key: what moves is told anew, and what stays is told once.
    """
    day, of = right.day, right.of
    row = OWN_RIGHTS[day.rule]
    kind = nearest(row.before, day.starts_on, day.nominal_on, now)
    if kind is None:
        return
    key = _key(kind, right)
    for identity in right.readers:
        text = framed(of.court, of.organisation, of.mediator, _to_reader(right, identity), of.serial)
        yield Prompt(f"{key}:{identity}", of.case, kind, identity, None, text, now)
    if row.tells_mediator and right.goes_on:
        for account in of.accounts:
            yield Prompt(f"{key}:{account}", of.case, kind, None, account, _to_mediator(right), now)


def _key(kind: ReminderKind, right: EndingRight) -> str:
    day = right.day
    name, _, _ = day.key.partition(":")
    return f"{kind}:{right.of.case}:{name}:{right.holder}:{day.due_on.isoformat()}"


def _to_reader(right: EndingRight, reader: str) -> str:
    words = _WORDS[right.day.rule]
    whose = "您" if reader == right.holder else f"{right.name}（由您代理或者代表）"
    aside = words.aside if right.goes_on else ""
    return f"{whose}{_last_day(right.day)}。{aside}{words.how}"


def _to_mediator(right: EndingRight) -> str:
    day = right.day
    cited = article(PERIODS[day.rule].citation, day.starts_on)
    told = _SENT if right.readers else _NOT_SENT
    return f"{right.of.serial} {right.name}{_last_day(day)}（{cited}）。{_WORDS[day.rule].aside}{told}"


def _last_day(day: Day) -> str:
    return f"{_WORDS[day.rule].what}的最后一天{_COUNTED.get(day.key.partition(':')[0], '')}是{said(day.last_day)}"
