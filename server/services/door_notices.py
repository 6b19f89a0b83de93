"""Tell the parties what a joint application waits for, and what became of it before it was sent.

A message is a prompt and says nothing of the agreement; what it is about stands behind the own link.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from server.domain.case import Case
from server.domain.concurrence import missing, standing
from server.domain.doors import JOINT, Application, DoorState
from server.domain.ids import Identity
from server.domain.party import Participant
from server.domain.reminder import Prompt, ReminderKind
from server.services import party_notices
from server.services.party_notices import Message
from server.services.ports import UnitOfWork
from server.services.speakers import who_may
from server.services.words import DOORS

_HERE: Final = "请用本人案件链接看；没有链接的，请给我们打电话。"
_ASKED: Final = "{who}提出各方一起申请{door}，各方都确认了才能提交，要您答复。"
_SENT: Final = "各方都已确认，申请{door}已经提交。"
_DECLINED: Final = "您提出的申请{door}，有一方没有同意，还没有提交。"
_WITHDRAWN: Final = "申请{door}已经撤回，没有提交，不用再答复。"


async def asked(uow: UnitOfWork, case: Case, made: Application, people: Sequence[Participant], now: datetime) -> None:
    """Ask whoever did not agree yet, and whoever may answer for them."""
    if made.state is not DoorState.AWAITING_OTHER:
        return
    who = next((one.name for one in people if one.identity == made.applicant), "")
    lacking = [one.identity for one in missing(people, made.answers)]
    text = _ASKED.format(door=DOORS[made.door], who=who)
    await _to(uow, case, lacking, Message(ReminderKind.DOOR_ASKED, text + _HERE, made.id), now)


async def answered(
    uow: UnitOfWork, case: Case, kept: Application, people: Sequence[Participant], now: datetime
) -> None:
    """Tell the parties that it was sent or taken back, and the applicant that somebody did not agree."""
    everyone = [one.identity for one in people]
    has_no = any(not one.agrees for one in standing(kept.answers).values())
    told: dict[DoorState, tuple[str, list[Identity]]] = {
        DoorState.SENT: (_SENT, everyone),
        DoorState.WITHDRAWN: (_WITHDRAWN, [one for one in everyone if one != kept.applicant]),
        DoorState.AWAITING_OTHER: (_DECLINED, [kept.applicant] if has_no else []),
    }
    words, whom = told.get(kept.state, ("", []))
    if kept.door in JOINT and whom:
        text = words.format(door=DOORS[kept.door])
        which = f"{kept.id}:{kept.state}"
        await _to(uow, case, whom, Message(ReminderKind.DOOR_ANSWERED, text + _HERE, which), now)


async def tell_mediators(uow: UnitOfWork, case: Case, application: Application, text: str, now: datetime) -> None:
    """Tell those who mediate what a party did at a door by the own link, in the words of the case's line."""
    kind = ReminderKind.DOOR_ANSWERED
    for account in dict.fromkeys(one for one in (case.mediator, *case.co_mediators) if one is not None):
        key = f"{kind}:{application.id}:{application.state}:{len(application.answers)}:{account}"
        await uow.prompts.add(Prompt(key, case.id, kind, None, account, f"{case.serial} {text}", now))


async def _to(uow: UnitOfWork, case: Case, parties: Iterable[Identity], message: Message, now: datetime) -> None:
    people = await uow.cases.participants(case.id)
    reached = await who_may(uow, case, people, now, frozenset(parties))
    await party_notices.tell(uow, case, reached, message, now)
