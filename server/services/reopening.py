"""Reopen: people meet again over what was agreed and is not in force; it binds nobody, and is signed by nobody now."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from server.domain.agreement_effect import AgreedIn
from server.domain.case import Case, CaseState
from server.domain.rest import whole
from server.domain.timeline import Tone
from server.services import minutes
from server.services.ports import UnitOfWork

_REOPENED: Final = "已经谈成、还没有生效的内容重新谈了：原来的条款和已经签的名不作数，谈定以后各方重新签名"
_STANDS: Final = "这次人没有到齐，没有重新谈：原来谈成的内容和已经签的名照旧算数"


async def note(uow: UnitOfWork, stood: Sequence[AgreedIn], after: Case, who: str, at: datetime) -> None:
    """Write down, in the transaction that keeps how a meeting ended, what became of the agreement before it.

    `stood` is what was agreed as it stood before; nothing where nothing waited for signatures.
    """
    before = {one.session for one in whole(stood)}
    if not before:
        return
    left = {one.session for one in whole(await uow.endings.agreed_in(after.id))}
    if before - left:
        await minutes.line(uow, after, who, minutes.Note("agreement.reopened", _REOPENED, Tone.WAITING), at)
    elif after.state is CaseState.AGREED and left == before:
        await minutes.line(uow, after, who, minutes.Note("agreement.stands", _STANDS, Tone.WAITING), at)
