"""Tell whoever was asked to mediate a case, or did, that it was taken from them, in the transaction that takes it.

It is out of their reach from then on, and off their list of what is due: this is all they read of it (OM-14).
"""

from datetime import datetime
from typing import Final

from server.domain.case import Case
from server.domain.ids import AccountId
from server.domain.party import Role
from server.domain.referral import Referral
from server.domain.reminder import Prompt, ReminderKind
from server.services.ports import UnitOfWork
from server.services.words import referring

_TAKEN: Final = "{serial} 的{referring}已收回，不用再办：{why}。案件不再列入您的待办"


async def taken_back(uow: UnitOfWork, case: Case, referral: Referral, why: str, now: datetime) -> None:
    """Put it behind the bell of who runs the organisation and of whoever was named or mediates; once a referral.

    `case` as it was, in their hands.
    """
    kind = ReminderKind.REFERRAL_WITHDRAWN
    text = _TAKEN.format(serial=case.serial, referring=referring(referral.source), why=why)
    for account in await _holders(uow, case):
        await uow.prompts.add(Prompt(f"{kind}:{referral.id}:{account}", case.id, kind, None, account, text, now))


async def _holders(uow: UnitOfWork, case: Case) -> list[AccountId]:
    house = await uow.accounts.of_house(case.organisation, (Role.ORGANISATION,)) if case.organisation else ()
    return sorted({*house, *case.panel})
