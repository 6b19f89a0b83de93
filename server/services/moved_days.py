"""Tell of a last day that moved: who was told the former one by message is told the new one, in the same transaction.

A party's own page, and whatever is printed later, works the day out anew; only a message stays as it was (CAL-10).
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Final

from server.domain.beijing import beijing_day
from server.domain.case import Case, CaseStage, CaseState
from server.domain.clock_runs import CONFIRMATION_KEY, PICK_KEY, REVIEW_KEY, TERM_KEY
from server.domain.clocks import Clock
from server.domain.outcome import EndingCode
from server.domain.own_right import OWN_RIGHTS, day_of, holdings
from server.domain.party import Participant, taking_part
from server.domain.reminder import WARNINGS, Ending, Prompt, ReminderKind
from server.services import party_notices
from server.services.last_days import names, said, spoken
from server.services.party_notices import Message
from server.services.ports import UnitOfWork
from server.services.words import RULES

_IN_FORCE: Final = ReminderKind.AGREEMENT_IN_FORCE
TOLD_BY: Final[Mapping[str, tuple[ReminderKind, ...]]] = {
    TERM_KEY: (ReminderKind.EXTENSION_ASKED,),
    PICK_KEY: (ReminderKind.CHOICE_OPEN,),
    CONFIRMATION_KEY: (_IN_FORCE, *WARNINGS[Ending.CONFIRMATION].values()),
    REVIEW_KEY: (_IN_FORCE,),
}
"""By which messages people of a case are told the last day of a clock, by the first part of its key."""
_OWN: Final = tuple(dict.fromkeys(kind for row in OWN_RIGHTS.values() for kind in row.before.values()))
"""A clock of one party's own right is told by these, and to nobody but who reads of it."""
_MOVED: Final = (
    "放假安排已经录入或者更正，之前通知您的日子有变：{whose}{what}，最后一天由{before}改为{after}。{hint}请以这次为准。"
)
_HINTS: Final = {True: "日子提前了，请抓紧办。", False: "日子推后了，早办更稳妥。"}


async def tell(uow: UnitOfWork, case: Case, clock: Clock, before: date, which: str, now: datetime) -> int:
    """Queue a message to everybody who was told that `before` is the last day; return how many.

    `which` names the change: of one change nobody is told twice. Nothing where the day stays, and nothing of a term
    that stands still on suspicion: its day is not the one that parties read (在线调解规则 art. 23). Nobody is told who
    may not read of the day any more, or whom nothing reminds of it any more.
    """
    if clock.deadline.due == before or (clock.key == TERM_KEY and case.state is CaseState.SUSPENDED):
        return 0
    name = clock.key.partition(":")[0]
    kinds = (*TOLD_BY.get(name, _OWN), ReminderKind.DAY_MOVED)
    told = {one.identity for one in await uow.prompts.to_people(case.id, kinds) if _names(one, clock, before)}
    people = [one for one in await _readers(uow, case, clock, now) if one.identity in told]
    what = _MOVED.format(
        whose=f"{clock.who}的" if clock.who else "",
        what=RULES[clock.deadline.rule],
        before=spoken(before),
        after=said(clock.deadline.last_day, "24:00"),
        hint=_HINTS[clock.deadline.due < before],
    )
    return await party_notices.tell(
        uow, case, people, Message(ReminderKind.DAY_MOVED, what, f"{clock.key}:{which}"), now
    )


async def _readers(uow: UnitOfWork, case: Case, clock: Clock, now: datetime) -> tuple[Participant, ...]:
    """Return who of a case reads of a clock today: of an own right whose it is, and whoever speaks for them."""
    people, right = await uow.cases.participants(case.id), OWN_RIGHTS.get(clock.deadline.rule)
    if right is None:
        return () if case.state is CaseState.FILED else taking_part(people)
    if not right.after_agreement and await _is_settled(uow, case):
        return ()
    effect = await uow.endings.effect(case.id)
    bound = {one.identity for one in effect.signatures} if effect else set()
    authorities = await uow.authorities.of_case(case.id)
    held = holdings(day_of(clock), people, authorities, bound, beijing_day(now))
    reading = {reader.identity for each in held for reader in each.readers}
    return tuple(one for one in people if one.identity in reading)


async def _is_settled(uow: UnitOfWork, case: Case) -> bool:
    """Tell whether nobody need sue or ask for arbitration any more: it is in litigation, or settled outside."""
    ended = await uow.endings.get(case.id)
    is_taken_back = ended is not None and ended.code is EndingCode.SETTLED_AND_WITHDREW
    return case.stage is CaseStage.LITIGATION or is_taken_back


def _names(prompt: Prompt, clock: Clock, before: date) -> bool:
    """Tell whether a message said that the clock ends on a day: of an own right, this party's."""
    if not names(prompt.text, before):
        return False
    parts = clock.key.split(":")
    if parts[0] in TOLD_BY and prompt.kind is not ReminderKind.DAY_MOVED:
        return True
    return prompt.key.split(":")[2:][: len(parts)] == parts


def kinds() -> Iterator[ReminderKind]:
    """Yield every kind of message that tells people of a case a last day which a calendar can move."""
    yield from dict.fromkeys((*(kind for row in TOLD_BY.values() for kind in row), *_OWN, ReminderKind.DAY_MOVED))
