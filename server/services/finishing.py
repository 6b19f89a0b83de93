"""Finish: a mediation ends, in the transaction of whoever ends it: by hand, in a session, or after asking."""

from dataclasses import dataclass, field
from datetime import datetime

from server.domain import ending as rules
from server.domain.account import Account
from server.domain.case import Case, CaseAction, CaseState
from server.domain.clocks import ClockState
from server.domain.concurrence import parties
from server.domain.effort import Enough
from server.domain.ending import Ending, EndingFacts
from server.domain.errors import ConflictError
from server.domain.facts import CaseEnded
from server.domain.ids import SessionId
from server.domain.outcome import EndingCode
from server.domain.session import SessionState
from server.domain.timeline import Tone
from server.services import clocks, efforts, ending_notices, minutes, prospects
from server.services.access import is_under_way
from server.services.ports import UnitOfWork
from server.services.session_notices import call_off
from server.services.words import AGREED_PARTS, ENDINGS


@dataclass(frozen=True, slots=True)
class Why:
    """The ending that was chosen, and the facts in somebody's own words."""

    code: EndingCode
    reason: str = field(repr=False)
    about_other_side: str = field(default="", repr=False)
    """What the applicants are told of the side that was asked and does not mediate; empty otherwise."""
    enough: Enough = field(default_factory=Enough)
    """What is enough to call a party unreachable before the time of asking it is over; a setting of the house."""


async def finish(uow: UnitOfWork, account: Account, case: Case, why: Why, now: datetime) -> tuple[SessionId, ...]:
    """End a case outside a session; return the sessions that were called off, whose rooms the caller ends.

    Raises as `require_borne`, `IllegalTransitionError`, `ConflictError` (`ending.session_open`).
    """
    await require_borne(uow, case, why, now)
    await require_none_open(uow, case)
    called_off = await call_off_planned(uow, account, case, now)
    ended = case.act(CaseAction.END)
    await uow.cases.save(ended)
    await drop_choice(uow, case)
    await note_end(uow, account, ended, why, now, was_returned=case.state is CaseState.RETURNED)
    return called_off


async def drop_choice(uow: UnitOfWork, case: Case) -> None:
    """Let nobody choose a mediator any more, in the transaction that returns or ends the case."""
    choice = await uow.choices.latest(case.id)
    if choice is not None and choice.drop() is not choice:
        await uow.choices.save(choice.drop())


async def require_borne(uow: UnitOfWork, case: Case, why: Why, now: datetime, *, in_session: bool = False) -> None:
    """Raise as `ending.require_may_end` unless the facts of the case bear the code.

    `in_session`: what somebody refuses to sign was put before them there, and is nowhere else on record.
    """
    term = await clocks.term_of(uow, case, now)
    agreed = await uow.endings.agreed_in(case.id)
    known = EndingFacts(
        parties=await efforts.unreached_in(uow, case, why.enough, now),
        is_term_over=term is not None and term.state is ClockState.PASSED,
        has_agreement=in_session or rules.has_agreement(case) or any(not one.reopened for one in agreed),
        is_begun=case.state not in rules.UNBEGUN,
    )
    rules.require_may_end(why.code, why.reason, known)


async def note_end(
    uow: UnitOfWork, account: Account, case: Case, why: Why, now: datetime, *, was_returned: bool = False
) -> None:
    """Keep that the mediation of a case, which is ended already, ended so; its clocks stop, both sides are told."""
    ended = Ending(case.id, why.code, why.reason.strip(), now, account.id, account.name, was_returned=was_returned)
    await uow.endings.add(ended)
    await clocks.refresh(uow, case, now)
    part = await prospects.agreed_part(uow, ended)
    agreed = f"；{AGREED_PARTS[part]}" if part else ""
    text = f"调解终结：{ENDINGS[why.code]}{agreed}；{await prospects.route_said(uow, case, now)}"
    await minutes.by_staff(uow, account, case, minutes.Note("case.ended", text, Tone.CLOCK), now)
    without = await ending_notices.on_paper(uow, case, parties(await ending_notices.known_to(uow, case)))
    if without:
        names = "、".join(one.name for one in without)
        owed = minutes.Note("case.paper_owed", f"{names}没有同意电子送达，纸质通知书要另外送达", Tone.WAITING)
        await minutes.line(uow, case, account.name, owed, now)
    told = await ending_notices.tell_ended(uow, case, ended, why.about_other_side, now)
    note = minutes.Note("case.ending_told", f"已给双方 {told} 人发出终结通知", Tone.CLOCK)
    await minutes.line(uow, case, account.name, note, now)
    await uow.outbox.add(CaseEnded(case.serial, why.code.value, now), f"case-ended:{case.id}")


async def call_off_planned(
    uow: UnitOfWork, account: Account, case: Case, now: datetime, reason: str = "调解已经终结"
) -> tuple[SessionId, ...]:
    """Call off what is still planned; return those sessions, whose rooms the caller ends.

    Everybody invited reads `reason`: why a case ended, or changed hands, is not for messages.
    """
    sessions = await uow.sessions.of_case(case.id)
    planned = [session for session in sessions if session.state is SessionState.SCHEDULED]
    for session in planned:
        await call_off(uow, account, case, session, reason, now)
    return tuple(session.id for session in planned)


async def require_none_open(uow: UnitOfWork, case: Case) -> None:
    """Raise `ConflictError` (`ending.session_open`) while people sit together."""
    for session in await uow.sessions.of_case(case.id):
        if await is_under_way(uow, session):
            raise ConflictError("ending.session_open", session=session.id)
