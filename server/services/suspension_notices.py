"""Court and organisation hear behind their bell of a suspension on suspicion (在线调解规则 art. 23); parties never."""

from datetime import datetime
from typing import Final

from server.domain.case import Case
from server.domain.reminder import TOLD_AFTERWARDS, UNDECIDED_AFTER, Prompt, ReminderKind
from server.domain.term import Pause
from server.services.ports import Ports, UnitOfWork
from server.services.ports.desk import OpenSuspension

_REPORTED: Final = (
    "{serial} {mediator}中止调解并报告：{reason}。请核实：可以继续的，在案件里点“恢复调解”；"
    "不能继续的，由调解员终结（在线调解规则第二十三条）"
)
_UNDECIDED: Final = (
    "{serial} 中止调解已满 {days} 天，还没有决定。查清可以继续的，在案件里点“恢复调解”；不能继续的，由调解员终结"
)


async def report(uow: UnitOfWork, case: Case, pause: Pause) -> None:
    """Put a suspension behind the bell of the desk of court and organisation, with its reason and what they can do."""
    kind = ReminderKind.SUSPENSION_REPORTED
    text = _REPORTED.format(serial=case.serial, mediator=pause.started_by, reason=pause.reason)
    for account in await uow.accounts.desk_of(case):
        key = f"{kind}:{pause.id}:{account}"
        await uow.prompts.add(Prompt(key, case.id, kind, None, account, text, pause.started_at))


async def due(ports: Ports, now: datetime) -> list[Prompt]:
    """Return what they are told of suspensions that nobody decided on for `UNDECIDED_AFTER`: once, under one key."""
    latest = now - UNDECIDED_AFTER
    found = await ports.desk.open_suspensions(latest - TOLD_AFTERWARDS, latest)
    return [_again(one, account, now) for one in found for account in one.accounts]


def _again(one: OpenSuspension, account: str, now: datetime) -> Prompt:
    kind = ReminderKind.SUSPENSION_UNDECIDED
    text = _UNDECIDED.format(serial=one.serial, days=UNDECIDED_AFTER.days)
    return Prompt(f"{kind}:{one.pause}:{account}", one.case, kind, None, account, text, now)
