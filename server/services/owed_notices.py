"""Whoever owes something at once after a mediation hears so behind the bell, once, when it is still not done."""

from datetime import datetime
from typing import Final

from server.domain.owed import Owed
from server.domain.reminder import Prompt, ReminderKind
from server.services.last_days import spoken
from server.services.ports import Ports
from server.services.ports.desk import StillOwed

_TEXTS: Final = {
    Owed.REPORT: "{serial} 调解{day}已经终结，还没有写终结报告，请写好（{article}）",
    Owed.HAND_OVER: "{serial} {day}起就该向法院移送材料，还没有移送，请在“结案”里移送（{article}）",
    Owed.RECEIPT: "{serial} 移送的材料{day}已经送到，法院还没有签收，请在“结案”里签收（{article}）",
    Owed.FOLLOW_UP: "{serial} {day}起请回访协议履行情况，问到的登记在“结案”里（{article}）",
}
_UNDONE: Final = {
    True: "{serial} {day}起该回访协议履行情况，{mediator}还没有登记，请督促，或者自己问了登记在“结案”里（{article}）",
    False: "{serial} {day}起该回访协议履行情况，原来的调解员已经不在，请安排人问，登记在“结案”里（{article}）",
}
"""For who runs the organisation, by whether whoever mediated is still there."""


async def due(ports: Ports, now: datetime) -> list[Prompt]:
    """Return what those who owe something are told: one message of each thing in a case, however often it is asked."""
    return [
        _prompt(one, account, text, now)
        for one in await ports.desk.still_owed(now)
        for whose, text in ((one.accounts, _TEXTS[one.what]), (one.overseers, _UNDONE[bool(one.mediator)]))
        for account in whose
    ]


def _prompt(one: StillOwed, account: str, words: str, now: datetime) -> Prompt:
    text = words.format(serial=one.serial, day=spoken(one.since), article=one.article, mediator=one.mediator)
    key = f"{ReminderKind.OWED}:{one.case}:{one.what}:{account}"
    return Prompt(key, one.case, ReminderKind.OWED, None, account, text, now)
