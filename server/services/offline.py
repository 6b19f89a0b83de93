"""Enter what was agreed offline: the meeting as it was held, with its result (洛中法〔2023〕4号 art. 4, LY-10).

Nobody is invited and no room opens: it is over. How an offline mediation ended without agreement is an ending.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta

from server.domain.account import Account, Right
from server.domain.attendance import PersonAttendance, Stretch, StretchKind
from server.domain.beijing import BEIJING
from server.domain.case import AFTER_OUTCOME, Case, CaseAction, CaseMode
from server.domain.errors import ConflictError, InvalidError
from server.domain.facts import SessionConcluded
from server.domain.ids import SessionId
from server.domain.outcome import Decision, Outcome, OutcomeKind
from server.domain.party import Participant
from server.domain.session import Session, SessionMode, SessionState, require_place
from server.domain.timeline import Tone
from server.services import clocks, finishing, minutes
from server.services.access import case_in_reach
from server.services.explanations import require_explained
from server.services.panels import require_ready
from server.services.ports import Ports, UnitOfWork
from server.services.schedule import named
from server.services.words import OUTCOMES

RESULTS = frozenset({OutcomeKind.SETTLED, OutcomeKind.PARTLY_SETTLED})


@dataclass(frozen=True, slots=True)
class OfflineResult:
    """What was agreed, when and where, and who was there. The same `key` with the same content is one meeting."""

    serial: str
    key: str
    held_at: datetime
    minutes: int
    place: str
    kind: OutcomeKind
    terms: str = field(repr=False)
    people: tuple[str, ...] = ()
    """Identities of those who were there."""

    def content(self) -> str:
        """Return everything in one form, to tell a repeat from another request."""
        return json.dumps(asdict(self), default=str, sort_keys=True, ensure_ascii=False)


async def record(account: Account, command: OfflineResult, ports: Ports) -> SessionId:
    """Keep a meeting that was held, with its result; the agreement then waits for its signatures. Needs `case.conduct`.

    Raises `ConflictError` (`offline.online_case` where the case is not marked 线下调解, `ending.session_open`,
    `award.explanation_owed`, and as `panels.require_ready`), `InvalidError` (`offline.ahead`, `session.place`,
    `session.people`, `outcome.incomplete`), `KeyReusedError` and `IllegalTransitionError`.
    """
    now = ports.clock.now()
    decision = _decision(command)
    require_place(SessionMode.ON_SITE, command.place)
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, command.serial, Right.CASE_CONDUCT)
        if case.mode is not CaseMode.OFFLINE:
            raise ConflictError("offline.online_case")
        name = named(case, command.key)
        if not await uow.keys.claim(f"schedule:{case.id}", command.key, command.content(), now):
            return name
        if command.held_at > now - timedelta(minutes=command.minutes):
            raise InvalidError("offline.ahead", held_at="future")
        await require_ready(uow, case)
        await require_explained(uow, case)
        await finishing.require_none_open(uow, case)
        moved = case.act(CaseAction.MOVE_ON_SITE).act(AFTER_OUTCOME[decision.kind])
        session = await _held(uow, case, account, command)
        there = _there(command, await uow.cases.participants(case.id))
        await uow.cases.save(moved)
        await uow.sessions.add(session)
        await uow.outcomes.add(Outcome(session.id, decision, there, account.id, account.name, now))
        await _note(uow, account, moved, session, decision, now)
        await clocks.refresh(uow, moved, now)
        await uow.commit()
    return name


def _decision(command: OfflineResult) -> Decision:
    if command.kind not in RESULTS:
        raise InvalidError("outcome.incomplete", kind="not_allowed")
    return Decision(command.kind, terms=command.terms)


async def _held(uow: UnitOfWork, case: Case, account: Account, command: OfflineResult) -> Session:
    return Session(
        id=named(case, command.key),
        case=case.id,
        number=len(await uow.sessions.of_case(case.id)) + 1,
        mediator=case.mediator or account.id,
        starts_at=command.held_at,
        minutes=command.minutes,
        state=SessionState.CONCLUDED,
        opened_at=command.held_at,
        ended_at=command.held_at + timedelta(minutes=command.minutes),
        mode=SessionMode.ON_SITE,
        place=command.place.strip(),
    )


def _there(command: OfflineResult, people: Sequence[Participant]) -> tuple[PersonAttendance, ...]:
    """Return who was there, as the mediator says: a room that saw it there was none."""
    known = {person.identity for person in people}
    if not command.people or not set(command.people) <= known:
        raise InvalidError("session.people", people="unknown" if command.people else "required")
    until = command.held_at + timedelta(minutes=command.minutes)
    whole = (Stretch(StretchKind.PRESENT, command.held_at, until),)
    return tuple(
        PersonAttendance(one.identity, one.name, one.side, one.title, whole)
        for one in people
        if one.identity in command.people
    )


async def _note(
    uow: UnitOfWork, account: Account, case: Case, session: Session, decision: Decision, now: datetime
) -> None:
    at = session.starts_at.astimezone(BEIJING)
    held = f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}"
    text = f"补录第 {session.number} 次调解会议（线下，{held}）：{OUTCOMES[decision.kind]}"
    await minutes.line(uow, case, account.name, minutes.Note("session.concluded", text, Tone.CLOCK), now)
    facts = {"kind": decision.kind.value, "ending_code": "", "offline": "yes"}
    await minutes.act_of_staff(uow, account, "session.concluded", f"session:{session.id}", now, **facts)
    fact = SessionConcluded(case.serial, session.id, decision.kind.value, None, now)
    await uow.outbox.add(fact, key=f"session-concluded:{session.id}")
