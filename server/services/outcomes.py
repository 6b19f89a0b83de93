"""The mediator ends the session with its outcome: one transaction, then the room closes."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime

from server.domain import rest
from server.domain.account import Account, Right
from server.domain.agreement_effect import AgreedIn
from server.domain.attendance import ROOM_OPENED, Came, PersonAttendance, RoomFact, closed, have_met, stretches
from server.domain.case import AFTER_OUTCOME, Case, CaseAction
from server.domain.effort import Enough
from server.domain.errors import InvalidError, StaleVersionError
from server.domain.facts import SessionConcluded
from server.domain.ids import AccountId, SessionId
from server.domain.outcome import Decision, EndingCode, Outcome, OutcomeKind
from server.domain.party import Side
from server.domain.session import Session, SessionMode, SessionState
from server.domain.timeline import Tone
from server.services import clocks, finishing, minutes, presence, reopening
from server.services.access import case_of, in_reach, session_of
from server.services.continuing import plan_next
from server.services.finishing import Why
from server.services.panels import require_impartial
from server.services.ports import Ports, UnitOfWork
from server.services.presence import Presence
from server.services.session_views import OutcomeView, outcome_view
from server.services.sessions import open_if_scheduled
from server.services.words import ENDINGS, OUTCOMES, STAFF_TITLES


@dataclass(frozen=True, slots=True)
class Conclude:
    """What was decided. The same `key` with the same content is one outcome, however often it comes."""

    session: str
    key: str
    kind: OutcomeKind
    ending_code: EndingCode | None = None
    terms: str | None = field(default=None, repr=False)
    reason: str | None = field(default=None, repr=False)
    next_session_at: datetime | None = None
    came: Came | None = None
    """Who came to a meeting on site, where no room saw it."""

    def decision(self) -> Decision:
        """Return what was decided. Raises `InvalidError`."""
        return Decision(self.kind, self.ending_code, self.terms, self.reason, self.next_session_at)

    def content(self) -> str:
        """Return everything in one form, to tell a repeat from another request."""
        return json.dumps(asdict(self), default=str, sort_keys=True, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class _Closing:
    """What is decided, how the case ends by it, and who came on site."""

    decision: Decision
    why: Why | None = None
    came: Came | None = None


async def conclude(account: Account, command: Conclude, ports: Ports) -> OutcomeView:
    """Store session, outcome with attendance, case state, outbox row and audit in one transaction; end the room.

    While the impartiality of whoever mediates is not settled, nothing is settled: the session is adjourned or the
    mediation ends without (在线调解规则 art. 13). Of a meeting on site whoever mediates says who came; what is agreed
    there has to stand as it would by video. Needs `session.host`.

    Raises `InvalidError` (`outcome.incomplete`), `IllegalTransitionError`, `KeyReusedError`, as `require_impartial`,
    `StaleVersionError`, as `ending.require_may_end` when the case ends by it, as `plan_next` with another date, and of
    a meeting on site as `presence.require_said`, `presence_of` and, with something agreed, `require_agreed`.
    A repeat answers with what is stored.
    """
    now = ports.clock.now()
    decision = command.decision()
    async with ports.begin() as uow:
        found, _ = await in_reach(uow, account, command.session, Right.SESSION_HOST)
        if await uow.keys.claim(f"outcome:{command.session}", command.key, command.content(), now):
            if decision.next_session_at is not None and decision.next_session_at <= now:
                raise InvalidError("outcome.incomplete", next_session_at="past")
            presence.require_said(found, command.came)
            closing = _Closing(decision, _why(decision, ports.enough), command.came)
            outcome = await _store(uow, account, command.session, closing, now)
            if decision.next_session_at is not None:
                last = await session_of(uow, outcome.session)
                await plan_next(uow, ports, last, decision.next_session_at, now)
            over = await _call_off(uow, account, outcome, now)
            await uow.commit()
        else:
            outcome, over = await _stored(uow, command.session), ()
    # Also for a repeat: the process may have died between commit and here.
    for session in (outcome.session, *over):
        await ports.rooms.end(session)
    return outcome_view(outcome)


async def adjourn(uow: UnitOfWork, account: Account, session: SessionId, reason: str, now: datetime) -> None:
    """Adjourn a session that is under way, in this transaction; ending its room is the caller's.

    What is kept is as of `conclude`: the outcome with its attendance, and the line of the case.
    """
    await _store(uow, account, session, _Closing(Decision(OutcomeKind.ADJOURNED, reason=reason)), now)


async def _call_off(uow: UnitOfWork, account: Account, outcome: Outcome, now: datetime) -> tuple[SessionId, ...]:
    """Call off the other sessions of a case that has just ended; return them."""
    if outcome.decision.ends_case is None:
        return ()
    case = await case_of(uow, await session_of(uow, outcome.session))
    return await finishing.call_off_planned(uow, account, case, now)


async def _stored(uow: UnitOfWork, session: str) -> Outcome:
    kept = await uow.outcomes.get(SessionId(session))
    if kept is None:
        raise StaleVersionError(table="outcome")
    return kept


async def _store(uow: UnitOfWork, account: Account, session: str, closing: _Closing, now: datetime) -> Outcome:
    facts = await uow.sessions.room_facts(SessionId(session))
    opened_at = next((fact.at for fact in facts if fact.kind == ROOM_OPENED), None)
    if opened_at is not None:
        await open_if_scheduled(uow, session, opened_at)
    meeting = await session_of(uow, session)
    case = await case_of(uow, meeting)
    decision, why = closing.decision, closing.why
    held = await _held(uow, case, meeting, closing, now)
    if held is not None:
        meeting, case = await presence.begin(uow, case, meeting, held)
    if decision.kind in presence.AGREEMENTS:
        await require_impartial(uow, case)
    over = held.until if held is not None and held.people else now
    ended = meeting.adjourn(over) if decision.kind is OutcomeKind.ADJOURNED else meeting.conclude(over)
    outcome = Outcome(
        session=meeting.id,
        decision=decision,
        attendance=await _attendance(uow, meeting, facts, held, now),
        concluded_by=account.id,
        concluded_by_name=account.name,
        concluded_at=now,
    )
    if why is not None:
        await finishing.require_borne(uow, case, why, now, in_session=True)
    stood = await uow.endings.agreed_in(case.id)
    moved = _moved(case, meeting, outcome, stood)
    moved = await presence.with_mode(uow, moved, meeting)
    await uow.sessions.save(ended)
    await uow.cases.save(moved)
    await uow.outcomes.add(outcome)
    await reopening.note(uow, stood, moved, account.name, now)
    await _report(uow, account, case, (meeting, held), outcome)
    if why is not None:
        await finishing.note_end(uow, account, moved, why, now)
    else:
        await clocks.refresh(uow, moved, now)
    return outcome


def _moved(case: Case, meeting: Session, outcome: Outcome, stood: Sequence[AgreedIn]) -> Case:
    decision = outcome.decision
    if decision.kind is OutcomeKind.ADJOURNED:
        return rest.adjourn(case, stood, have_met=have_met(outcome.attendance, meeting.form))
    return case.act(CaseAction.END if decision.ends_case else AFTER_OUTCOME[decision.kind])


async def _held(uow: UnitOfWork, case: Case, meeting: Session, closing: _Closing, now: datetime) -> Presence | None:
    """Return who came on site, as it is said; None where nobody had to come."""
    if closing.came is None:
        return None
    held = await presence.presence_of(uow, case, meeting, closing.came, now)
    no_room = meeting.mode is SessionMode.ON_SITE or meeting.state is SessionState.SCHEDULED
    if no_room and closing.decision.kind in presence.AGREEMENTS:
        await presence.require_agreed(uow, case, meeting, held, now)
    return held


def _why(decision: Decision, enough: Enough) -> Why | None:
    """Return how the case ends by the decision; None goes on. What was agreed in private is not its reason."""
    code = decision.ends_case
    return Why(code, decision.reason or ENDINGS[code], enough=enough) if code else None


async def _report(
    uow: UnitOfWork, account: Account, case: Case, held: tuple[Session, Presence | None], outcome: Outcome
) -> None:
    (meeting, there), decision, at = held, outcome.decision, outcome.concluded_at
    ending = decision.ending_code.value if decision.ending_code else None
    fact = SessionConcluded(case.serial, meeting.id, decision.kind.value, ending, at)
    await uow.outbox.add(fact, key=f"session-concluded:{meeting.id}")
    text = f"第 {meeting.number} 次调解会议{_where(meeting, there)}结束：{OUTCOMES[decision.kind]}"
    await minutes.line(uow, case, account.name, minutes.Note("session.concluded", text, Tone.CLOCK), at)
    facts = {"kind": decision.kind.value, "ending_code": ending or ""}
    if there is not None:
        facts["offline"] = "yes"
    await minutes.act_of_staff(uow, account, "session.concluded", f"session:{meeting.id}", at, **facts)


def _where(meeting: Session, held: Presence | None) -> str:
    """Return, of a meeting on site, when it was held: it is written down later."""
    if held is None or meeting.mode is not SessionMode.ON_SITE:
        return ""
    return f"（现场，{presence.when(held.since)}）" if held.people else "（现场，没有人到场）"


async def _attendance(
    uow: UnitOfWork, meeting: Session, facts: Sequence[RoomFact], held: Presence | None, now: datetime
) -> tuple[PersonAttendance, ...]:
    """Return everyone invited, come or not, and whoever else came, then the staff who were there.

    On site that is as whoever mediates says; whom the room saw was there as the room saw it.
    """
    record = {identity: closed(person, now) for identity, person in stretches(facts).items()}
    people = []
    for person in await uow.cases.participants(meeting.case):
        invited = await uow.invitations.get(meeting.id, person.identity) is not None
        came = held.of(person).stretches if held is not None else ()
        if invited or came:
            seen = record.pop(person.identity, ()) or came
            people.append(PersonAttendance(person.identity, person.name, person.side, person.title, seen))
    for identity, came in record.items():
        staff = await uow.accounts.get(AccountId(identity))
        if staff is not None:
            title = STAFF_TITLES[staff.role]
            people.append(PersonAttendance(identity, staff.name, Side.NEUTRAL, title, came))
    return tuple(people)
