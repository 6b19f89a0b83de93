"""The desk hears behind its bell that a party's own link soon opens nothing any more, while the case goes on."""

from datetime import datetime
from typing import Final

from server.domain.case_link import ENDS_SOON
from server.domain.reminder import Prompt, ReminderKind
from server.services.last_days import spoken
from server.services.ports import Ports
from server.services.ports.desk import EndingLink

_TEXT: Final = "{serial} {name}的个人案件链接{day}到期，到期后打不开案件；案件还没有办完的，请重新生成链接交给本人"


async def due(ports: Ports, now: datetime) -> list[Prompt]:
    """Return what the desk is told of links that end within `ENDS_SOON`: once for each day a link ends on."""
    found = await ports.desk.ending_links(now, now + ENDS_SOON)
    return [_soon(one, account, now) for one in found for account in one.accounts]


def _soon(one: EndingLink, account: str, now: datetime) -> Prompt:
    kind = ReminderKind.LINK_ENDING
    text = _TEXT.format(serial=one.serial, name=one.name, day=spoken(one.ends_on))
    key = f"{kind}:{one.case}:{one.identity}:{one.ends_on.isoformat()}:{account}"
    return Prompt(key, one.case, kind, None, account, text, now)
