"""Enter what was agreed offline: the meeting as it was held, with its result (洛中法〔2023〕4号 art. 4, LY-10).

Nobody is invited and no room opens: it is over. How an offline mediation ended without agreement is an ending.
"""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta

from server.domain.account import Account, Right
from server.domain.attendance import Came
from server.domain.case import AFTER_OUTCOME, Case, CaseAction
from server.domain.errors import ConflictError, InvalidError
from server.domain.facts import SessionConcluded
from server.domain.ids import SessionId
from server.domain.outcome import Decision, Outcome, OutcomeKind
from server.domain.session import Session, SessionMode, SessionState, require_length, require_place
from server.domain.timeline import Tone
from server.services import clocks, finishing, minutes, presence, reopening
from server.services.access import case_in_reach
from server.services.ports import Ports, UnitOfWork
from server.services.schedule import named
from server.services.words import OUTCOMES


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
    after_term: bool = False
    """The mediator knows that it ended after the term."""

    def content(self) -> str:
        """Return everything in one form, to tell a repeat from another request."""
        return json.dumps(asdict(self), default=str, sort_keys=True, ensure_ascii=False)

    @property
    def came(self) -> Came:
        """Who was there, from when to when."""
        return Came(self.people, self.held_at, self.held_at + timedelta(minutes=self.minutes), self.after_term)


async def record(account: Account, command: OfflineResult, ports: Ports) -> SessionId:
    """Keep a meeting that was held, with its result; the agreement then waits for its signatures. Needs `case.conduct`.

    Whatever had to be in order to plan such a meeting has to be in order for it to count (`presence.require_agreed`).
    Where everything is settled, what was planned for later is called off.

    Raises `ConflictError` (`session.held_then`, `ending.session_open`, and as `presence_of` and `require_agreed`),
    `InvalidError` (`session.place`, `session.length`, `outcome.incomplete`, and as those), `KeyReusedError` and
    `IllegalTransitionError`.
    """
    now = ports.clock.now()
    decision = _decision(command)
    require_place(SessionMode.ON_SITE, command.place)
    require_length(timedelta(minutes=command.minutes))
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, command.serial, Right.CASE_CONDUCT)
        if await uow.keys.claim(f"schedule:{case.id}", command.key, command.content(), now):
            left = await _keep(uow, account, case, command, decision, now)
            await uow.commit()
        else:
            # The process may have died between commit and the end of the rooms.
            left = tuple(one.id for one in await uow.sessions.of_case(case.id) if one.state is SessionState.CANCELLED)
    for one in left:
        await ports.rooms.end(one)
    return named(case, command.key)


async def _keep(
    uow: UnitOfWork, account: Account, case: Case, command: OfflineResult, decision: Decision, now: datetime
) -> tuple[SessionId, ...]:
    """Keep the meeting in this transaction; return the sessions that were called off, whose rooms the caller ends."""
    session = await _session(uow, case, account, command)
    await _require_other(uow, case, session)
    held = await presence.presence_of(uow, case, session, command.came, now)
    await presence.require_agreed(uow, case, session, held, now)
    await finishing.require_none_open(uow, case)
    stood = await uow.endings.agreed_in(case.id)
    moved = _met(case).act(AFTER_OUTCOME[decision.kind])
    await uow.sessions.add(session)
    moved = await presence.with_mode(uow, moved, session)
    await uow.cases.save(moved)
    there = tuple(held.of(person) for person in held.people)
    await uow.outcomes.add(Outcome(session.id, decision, there, account.id, account.name, now))
    await reopening.note(uow, stood, moved, account.name, now)
    await _note(uow, account, moved, session, decision, now)
    await clocks.refresh(uow, moved, now)
    if decision.kind is not OutcomeKind.SETTLED:
        return ()
    return await finishing.call_off_planned(uow, account, moved, now, "已经当面达成调解协议")


async def _require_other(uow: UnitOfWork, case: Case, session: Session) -> None:
    """Raise `ConflictError` (`session.held_then`) where something was agreed at that time already: it is entered."""
    agreed = {one.session for one in await uow.endings.agreed_in(case.id)}
    for one in await uow.sessions.of_case(case.id):
        if one.id in agreed and one.overlaps(session):
            raise ConflictError("session.held_then", number=str(one.number))


def _met(case: Case) -> Case:
    """Return the case as people met in it; of what was agreed partly, the rest is mediated."""
    return case.act(CaseAction.BEGIN if case.may(CaseAction.BEGIN) else CaseAction.MOVE_ON_SITE)


def _decision(command: OfflineResult) -> Decision:
    if command.kind not in presence.AGREEMENTS:
        raise InvalidError("outcome.incomplete", kind="not_allowed")
    return Decision(command.kind, terms=command.terms)


async def _session(uow: UnitOfWork, case: Case, account: Account, command: OfflineResult) -> Session:
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


async def _note(
    uow: UnitOfWork, account: Account, case: Case, session: Session, decision: Decision, now: datetime
) -> None:
    when = presence.when(session.starts_at)
    text = f"补录第 {session.number} 次调解会议（线下，{when}）：{OUTCOMES[decision.kind]}"
    await minutes.line(uow, case, account.name, minutes.Note("session.concluded", text, Tone.CLOCK), now)
    facts = {"kind": decision.kind.value, "ending_code": "", "offline": "yes"}
    await minutes.act_of_staff(uow, account, "session.concluded", f"session:{session.id}", now, **facts)
    fact = SessionConcluded(case.serial, session.id, decision.kind.value, None, now)
    await uow.outbox.add(fact, key=f"session-concluded:{session.id}")
