"""Reopen: people meet again over what was agreed and is not in force; it binds nobody, and is signed by nobody now."""

from datetime import datetime
from typing import Final

from server.domain.case import Case, CaseState
from server.domain.timeline import Tone
from server.services import clocks, minutes
from server.services.ports import UnitOfWork

_TEXT: Final = "已经谈成、还没有生效的内容重新谈：原来的条款和已经签的名不作数，谈定以后各方重新签名"


async def note(uow: UnitOfWork, before: Case, met: Case, who: str, at: datetime) -> None:
    """Write down, in the transaction in which people meet again, that what was agreed stands no more; the term runs.

    Nothing where nothing waited for signatures.
    """
    if before.state is not CaseState.AGREED:
        return
    await minutes.line(uow, met, who, minutes.Note("agreement.reopened", _TEXT, Tone.WAITING), at)
    await clocks.refresh(uow, met, at)
