"""Who is told of a complaint: the court's administrators behind their bell, the complainant by telephone."""

from datetime import datetime
from typing import Final

from server.domain.beijing import BEIJING
from server.domain.complaint import Complaint, ComplaintState
from server.domain.party import Role
from server.domain.reminder import Prompt, ReminderKind
from server.domain.roster import Entry
from server.services.ports import UnitOfWork

_TO_COURT: Final = "收到对{name}的投诉（编号{number}），请在“投诉”里核查、处理（在线调解规则第二十九条）"
_RECEIVED: Final = (
    "【{court}】您的投诉{when}收到，编号{number}。由法院核查，被投诉的人看不到；结果用短信告诉您。"
    "可拨打12368，报编号询问。"
)
_DECIDED: Final = "【{court}】您的投诉（编号{number}）已经处理：{found}。{reply}可拨打12368，报编号核实。"
_FOUND: Final = {
    ComplaintState.UPHELD: "经核查属实，已告知{informed}",
    ComplaintState.NOT_UPHELD: "经核查，没有认定您反映的情况",
}
"""No message names the person complained of: a telephone is read over shoulders."""


async def tell_received(uow: UnitOfWork, complaint: Complaint, entry: Entry, now: datetime) -> None:
    """Queue the complainant's receipt, and put the complaint behind the bell of the court's administrators.

    Never behind that of the one complained of.
    """
    at = complaint.made_at.astimezone(BEIJING)
    when = f"{at.month}月{at.day}日{at:%H:%M}"
    text = _RECEIVED.format(court=complaint.court, when=when, number=complaint.number)
    await _to_complainant(uow, complaint, ReminderKind.COMPLAINT_RECEIVED, text, now)
    kind = ReminderKind.COMPLAINT_MADE
    what = _TO_COURT.format(name=entry.shown.name, number=complaint.number)
    for account in await uow.accounts.of_house(complaint.court, (Role.COURT_ADMIN,)):
        if account != entry.account:
            await uow.prompts.add(Prompt(f"{kind}:{complaint.id}:{account}", None, kind, None, account, what, now))


async def tell_decided(uow: UnitOfWork, complaint: Complaint, reply: str, now: datetime) -> None:
    """Queue what the court found, with the sentence it adds for the complainant, if any."""
    said = reply.strip()
    text = _DECIDED.format(
        court=complaint.court,
        number=complaint.number,
        found=_FOUND[complaint.state].format(informed=complaint.informed),
        reply=said if not said or said.endswith(("。", "！", "？")) else f"{said}。",
    )
    await _to_complainant(uow, complaint, ReminderKind.COMPLAINT_DECIDED, text, now)


async def _to_complainant(uow: UnitOfWork, complaint: Complaint, kind: ReminderKind, text: str, now: datetime) -> None:
    prompt = Prompt(f"{kind}:{complaint.id}", None, kind, None, None, text, now, complaint=complaint.id)
    await uow.prompts.add(prompt)
