"""Tell whoever may decide that somebody asks for the deletion of recordings, and who asked what was decided."""

from datetime import datetime
from typing import Final

from server.domain.account import RIGHTS, Right
from server.domain.case import Case
from server.domain.ids import AccountId
from server.domain.recording_deletion import DeletionState, RecordingDeletion
from server.domain.reminder import Prompt, ReminderKind
from server.domain.session import Session
from server.services.ports import UnitOfWork

_DECIDERS: Final = tuple(role for role, rights in RIGHTS.items() if Right.RECORDING_DELETE in rights)
_ASKED: Final = "{serial} {name}申请提前删除第{number}次会议的录音录像，等第二个人决定：请看理由，写明意见"
_ANSWERED: Final = {
    DeletionState.DONE: "{serial} 您申请删除第{number}次会议的录音录像，{name}同意了，已经永久删除",
    DeletionState.REFUSED: "{serial} 您申请删除第{number}次会议的录音录像，{name}没有同意，意见在“查阅记录”里",
}
"""By what became of the request; whoever takes it back knows."""


async def asked(uow: UnitOfWork, case: Case, session: Session, made: RecordingDeletion, now: datetime) -> None:
    """Put it behind the bell of all of the court who may decide, without whoever asked."""
    kind = ReminderKind.DELETION_ASKED
    text = _ASKED.format(serial=case.serial, name=made.asked_by_name, number=session.number)
    for account in await _deciders(uow, case, made):
        await uow.prompts.add(Prompt(f"{kind}:{made.id}:{account}", case.id, kind, None, account, text, now))


async def answered(uow: UnitOfWork, case: Case, session: Session, made: RecordingDeletion, now: datetime) -> None:
    """Put it behind the bell of whoever asked that it was granted or refused."""
    words, kind = _ANSWERED.get(made.state), ReminderKind.DELETION_ANSWERED
    if words is not None:
        text = words.format(serial=case.serial, name=made.answered_by_name, number=session.number)
        key = f"{kind}:{made.id}:{made.asked_by}"
        await uow.prompts.add(Prompt(key, case.id, kind, None, made.asked_by, text, now))


async def _deciders(uow: UnitOfWork, case: Case, made: RecordingDeletion) -> list[AccountId]:
    if case.court is None:
        return []
    house = await uow.accounts.of_house(case.court, _DECIDERS)
    found = [await uow.accounts.get(one) for one in house]
    return [one.id for one in found if one is not None and not made.is_of(one)]
