"""Presence: who came to a meeting that no room saw, from when to when, and what must be in order for it to count.

Nothing is easier on site than by video: whoever mediated sat in the case then and is impartial, every party was told
what a late suit costs, and no party is left out who did not agree to that.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from server.domain.application import Door
from server.domain.attendance import Came, PersonAttendance, Stretch, StretchKind
from server.domain.beijing import BEIJING
from server.domain.case import Case, CaseAction, CaseMode
from server.domain.errors import ConflictError, InvalidError
from server.domain.outcome import OutcomeKind
from server.domain.panel import seated
from server.domain.party import Participant, taking_part
from server.domain.session import Session, SessionMode, SessionState, any_online, require_length
from server.services.convening import require_company
from server.services.explanations import require_explained
from server.services.panels import require_ready
from server.services.ports import UnitOfWork
from server.services.schedule import require_within_term

AGREEMENTS = frozenset({OutcomeKind.SETTLED, OutcomeKind.PARTLY_SETTLED})


@dataclass(frozen=True, slots=True)
class Presence:
    """Who was there, and from when to when."""

    people: tuple[Participant, ...]
    since: datetime
    until: datetime
    after_term: bool

    def of(self, person: Participant) -> PersonAttendance:
        """Return the whole time for whoever was there, nothing for whoever was not."""
        whole = (Stretch(StretchKind.PRESENT, self.since, self.until),) if person in self.people else ()
        return PersonAttendance(person.identity, person.name, person.side, person.title, whole)


def require_said(session: Session, came: Came | None) -> None:
    """Raise `InvalidError` (`session.people`) unless of a meeting on site, and of no other by video, it says who came.

    Where some came and others were online, it may say who came.
    """
    if session.mode is SessionMode.ON_SITE and came is None:
        raise InvalidError("session.people", people="required")
    if session.mode is SessionMode.ONLINE and came is not None:
        raise InvalidError("session.people", people="not_allowed")


async def presence_of(uow: UnitOfWork, case: Case, session: Session, came: Came, now: datetime) -> Presence:
    """Return who came, once it can have been so.

    Raises `InvalidError` (`session.people` for a stranger, `offline.ahead`, `session.length`) and `ConflictError`
    (`session.unwilling` naming who takes no part).
    """
    everyone = await uow.cases.participants(case.id)
    if not set(came.people) <= {person.identity for person in everyone}:
        raise InvalidError("session.people", people="unknown")
    there = tuple(person for person in everyone if person.identity in came.people)
    _require_taking_part(there, everyone)
    since, until = came.since or session.opened_at or session.starts_at, came.until or now
    if there:
        if until > now:
            raise InvalidError("offline.ahead", held_at="future")
        require_length(until - since)
    return Presence(there, since, until, came.after_term)


async def require_agreed(uow: UnitOfWork, case: Case, session: Session, held: Presence, now: datetime) -> None:
    """Raise unless something may have been agreed in the meeting, as if it had been planned for then.

    `InvalidError` (`session.people`, `offline.before_seat`), `ConflictError` (`award.explanation_owed`,
    `session.party_left_out` naming who, `session.after_term`) and as `panels.require_ready`.
    """
    if not held.people:
        raise InvalidError("session.people", people="required")
    await _require_seated(uow, case, held.since)
    await require_ready(uow, case)
    await require_explained(uow, case)
    length = -((held.since - held.until) // timedelta(minutes=1))
    planned = replace(session, starts_at=held.since, minutes=length)
    await require_company(uow, case, planned, held.people, now)
    await require_within_term(uow, case, planned, now, allowed=held.after_term)


def when(began: datetime) -> str:
    """Return when a meeting began as a line of the case says it: 2026年4月7日 09:00."""
    at = began.astimezone(BEIJING)
    return f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}"


async def begin(uow: UnitOfWork, case: Case, session: Session, held: Presence) -> tuple[Session, Case]:
    """Open, in this transaction, a meeting to which somebody came and that no room opened.

    Raises `IllegalTransitionError` in a case in which nobody may meet.
    """
    if not held.people or session.state is not SessionState.SCHEDULED:
        return session, case
    await uow.sessions.save(session.open(held.since))
    await uow.cases.save(case.act(CaseAction.BEGIN))
    opened, begun = await uow.sessions.get(session.id), await uow.cases.get(case.id)
    return opened or session, begun or case


async def with_mode(uow: UnitOfWork, case: Case, held: Session) -> Case:
    """Return the case with how its mediation is held, once this session was: offline while nobody met by video (LY-10).

    What came in as mediated offline stays so.
    """
    if held.opened_at is None:
        return case
    others = [one for one in await uow.sessions.of_case(case.id) if one.id != held.id]
    if not any_online([*others, held]):
        return replace(case, mode=CaseMode.OFFLINE)
    draft = await uow.drafts.get(case.id)
    came_so = draft is not None and draft.door is Door.OFFLINE
    return replace(case, mode=CaseMode.OFFLINE if came_so else CaseMode.ONLINE)


def _require_taking_part(there: Sequence[Participant], everyone: Sequence[Participant]) -> None:
    willing = taking_part(everyone)
    if strange := [person.name for person in there if person not in willing]:
        raise ConflictError("session.unwilling", names="、".join(strange))


async def _require_seated(uow: UnitOfWork, case: Case, since: datetime) -> None:
    """Raise `InvalidError` (`offline.before_seat`) for a time at which whoever presides had not taken the case yet.

    What came in as mediated offline was held before it came in.
    """
    draft = await uow.drafts.get(case.id)
    if draft is not None and draft.door is Door.OFFLINE:
        return
    seats = seated(await uow.panels.seats(case.id))
    taken = next((one.since for one in seats if one.account == case.mediator), None)
    if taken is not None and since < taken:
        raise InvalidError("offline.before_seat", held_at="before")
