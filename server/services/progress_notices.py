"""Tell parties of the steps they wait for, from the first receipt to who mediates, in the transaction of each step.

A message is a prompt and no service (在线诉讼规则 art. 32). It carries no link, which is a key, and says nothing of
what the case is about. An agreed session is told by `session_invitations`, a choice by `choosing`, a return by
`ending_notices`.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from server.domain.application import Filler
from server.domain.case import Case
from server.domain.deadlines import PERIODS, DeadlineRule
from server.domain.draft import Draft
from server.domain.party import Participant, Side
from server.domain.referral import Referral
from server.domain.reminder import ReminderKind
from server.services import party_notices
from server.services.hand import Hand
from server.services.party_notices import Message
from server.services.ports import UnitOfWork
from server.services.words import referring

_SAVED: Final = "看进度、补材料，用您写申请的那个网页，它就是本人案件链接，请收藏；找不到了，给我们打电话重新领。"
_TO_ASK: Final = "要在手机上看进度、补材料的，请打电话或者到窗口领本人案件链接。"
_SEE: Final = "请用本人案件链接看；没有链接的，请给我们打电话。"
_TEXTS: Final = {
    ReminderKind.CASE_RECEIVED: "{who}调解申请已经收到，收件日期以《首次收件凭证》为准。{back}",
    ReminderKind.CASE_TAKEN_ON: "您的调解申请材料齐全，已经登记，接下来定调解员，定了会告诉您。" + _SEE,
    ReminderKind.CASE_REFERRED: (
        "案件已经{referring}{whom}调解，由其在 {days} 个工作日内答复接不接受。"
        "接受了，由谁调解会告诉您；没有接受的，另行安排，定了再告诉您。" + _SEE
    ),
    ReminderKind.CASE_ACCEPTED: "您的案件由{name}调解，接下来会和您联系，约好时间另外告诉您。" + _SEE,
}
"""One message of each step."""


@dataclass(frozen=True, slots=True)
class Handed:
    """An application as it was handed in, and by whose hand."""

    draft: Draft
    hand: Hand = field(repr=False)

    @property
    def filler(self) -> Filler | None:
        """Who filled it in for the party by the party's link; at a desk the party is there."""
        return self.draft.application.filler if self.hand.account is None else None


async def received(uow: UnitOfWork, case: Case, handed: Handed, now: datetime) -> int:
    """Tell whoever handed it in, at a desk the first applicant, that it is there, and the way back to it.

    Who named neither telephone nor e-mail has the receipt in hand: nobody could call them.
    """
    people = await uow.cases.participants(case.id)
    applicants = [one for one in people if one.side is Side.APPLICANT]
    mine = [one for one in applicants if one.identity == handed.hand.identity] if handed.hand.identity else applicants
    reached = [one for one in mine[:1] if one.phone or one.email]
    filler, staff = handed.filler, handed.hand.account is not None
    who = f"{filler.name or '有人'}代您提出的" if filler else "您的"
    back = _TO_ASK if filler or staff else _SAVED
    text = _TEXTS[ReminderKind.CASE_RECEIVED].format(who=who, back=back)
    return await party_notices.tell(uow, case, reached, Message(ReminderKind.CASE_RECEIVED, text), now)


async def taken_on(uow: UnitOfWork, case: Case, now: datetime) -> int:
    """Tell the applicants that the case is taken on; the other side was not told of it."""
    applicants = [one for one in await uow.cases.participants(case.id) if one.side is Side.APPLICANT]
    message = Message(ReminderKind.CASE_TAKEN_ON, _TEXTS[ReminderKind.CASE_TAKEN_ON])
    return await party_notices.tell(uow, case, applicants, message, now)


async def referred(uow: UnitOfWork, case: Case, referral: Referral, now: datetime) -> int:
    """Tell who knows of the case whom it was referred to; once a referral. `case` as it was, the court's."""
    text = _TEXTS[ReminderKind.CASE_REFERRED].format(
        referring=referring(case.source),
        whom=referral.organisation or referral.mediator_name,
        days=PERIODS[DeadlineRule.ACCEPT_3WD].count,
    )
    message = Message(ReminderKind.CASE_REFERRED, text, referral.id)
    return await party_notices.tell(uow, case, await _sides(uow, case), message, now)


async def accepted(uow: UnitOfWork, case: Case, name: str, now: datetime) -> int:
    """Tell who knows of the case who mediates it from now on; once for each who presides."""
    text = _TEXTS[ReminderKind.CASE_ACCEPTED].format(name=name)
    message = Message(ReminderKind.CASE_ACCEPTED, text, case.mediator or "")
    return await party_notices.tell(uow, case, await _sides(uow, case), message, now)


async def _sides(uow: UnitOfWork, case: Case) -> list[Participant]:
    """Return who knows of the case, without interpreters: they move with nobody and wait for nothing."""
    return [one for one in await uow.cases.acquainted(case.id) if one.side is not Side.NEUTRAL]
