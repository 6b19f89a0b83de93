"""The move to a meeting on site: a time and a place for everybody; the case stays open and the term runs on."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from server.domain.account import Account, Right
from server.domain.case import Case, CaseAction
from server.domain.concurrence import parties, require_all, require_known
from server.domain.errors import InvalidError
from server.domain.ids import SessionId
from server.domain.party import Participant, taking_part
from server.domain.session import Session, SessionMode, require_place, require_possible
from server.services import clocks, minutes, outcomes
from server.services.access import case_in_reach, is_under_way
from server.services.dismissing import without_dismissed
from server.services.explanations import require_explained
from server.services.panels import require_ready
from server.services.ports import Ports, UnitOfWork
from server.services.schedule import invite, named
from server.services.session_invitations import tell_invited
from server.services.session_notices import call_off, when_of
from server.services.terms import PartySays


@dataclass(frozen=True, slots=True)
class MoveOnSite:
    """The mediation goes on at one place. `asked_by` is the party that asked; None: nobody can attend by video."""

    serial: str
    key: str
    starts_at: datetime
    minutes: int
    place: str
    asked_by: str | None
    answers: tuple[PartySays, ...]

    def content(self) -> str:
        """Return everything in one form, to tell a repeat from another request."""
        return json.dumps(asdict(self), default=str, sort_keys=True, ensure_ascii=False)


async def move_on_site(account: Account, command: MoveOnSite, ports: Ports) -> str:
    """Fix time and place on site, invite everybody and return the session. Needs `case.conduct`.

    What was to be held by video is called off, and a room in which people sit is closed with its session adjourned.
    The same `key` with the same content is one session.

    Raises `ConflictError` (`on_site.consent_missing`) naming the other parties that did not agree,
    `disclosure.asking`, `challenge.open`, `InvalidError` (`session.place`, `session.in_the_past`, `session.length`)
    and `KeyReusedError`.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, command.serial, Right.CASE_CONDUCT)
        if await uow.keys.claim(f"schedule:{case.id}", command.key, command.content(), now):
            left = await _move(uow, ports, account, case, command, now)
            await uow.commit()
        else:
            # The process may have died between commit and the end of the rooms.
            left = tuple(one.id for one in await uow.sessions.of_case(case.id) if one.is_over)
    for one in left:
        await ports.rooms.end(one)
    return named(case, command.key)


async def _move(
    uow: UnitOfWork, ports: Ports, account: Account, case: Case, command: MoveOnSite, now: datetime
) -> tuple[SessionId, ...]:
    """Move the case in this transaction; return the sessions whose rooms the caller ends."""
    require_possible(command.starts_at, command.minutes, now)
    require_place(SessionMode.ON_SITE, command.place)
    await require_ready(uow, case)
    await require_explained(uow, case)
    takes_part = taking_part(await uow.cases.participants(case.id))
    everyone = await without_dismissed(uow, case.id, takes_part, command.starts_at)
    _require_consent(parties(everyone), command, account, now)
    left = await _leave_rooms(uow, account, case, command, now)
    moved = (await case_in_reach(uow, account, command.serial, Right.CASE_CONDUCT)).act(CaseAction.MOVE_ON_SITE)
    await uow.cases.save(moved)
    session = await _appoint(uow, moved, account, command)
    links = [(await invite(uow, ports, session, person, now))[0] for person in everyone]
    await tell_invited(uow, moved, session, links, now)
    await uow.terms.add_answers(case.id, f"session:{session.id}", [one.answer(account) for one in command.answers])
    note = minutes.Note("case.moved_on_site", f"转为现场调解：{command.place}")
    await minutes.by_staff(uow, account, case, note, now)
    await clocks.refresh(uow, moved, now)
    return left


async def _leave_rooms(
    uow: UnitOfWork, account: Account, case: Case, command: MoveOnSite, now: datetime
) -> tuple[SessionId, ...]:
    """Adjourn what is under way and call off what was to be held by video; return what has a room no more."""
    reason = f"改为现场调解，时间 {when_of(command.starts_at)}，地点：{command.place.strip()}"
    left = []
    for session in await uow.sessions.of_case(case.id):
        if await is_under_way(uow, session):
            await outcomes.adjourn(uow, account, session.id, reason, now)
        elif not session.is_over and session.mode is not SessionMode.ON_SITE:
            await call_off(uow, account, case, session, reason, now)
        else:
            continue
        left.append(session.id)
    return tuple(left)


def _require_consent(people: Sequence[Participant], command: MoveOnSite, account: Account, now: datetime) -> None:
    answers = [one.answer(account) for one in command.answers]
    require_known(people, answers, now)
    if command.asked_by is None:
        return
    if all(person.identity != command.asked_by for person in people):
        raise InvalidError("on_site.invalid", asked_by="unknown")
    others = [person for person in people if person.identity != command.asked_by]
    require_all("on_site.consent_missing", others, answers)


async def _appoint(uow: UnitOfWork, case: Case, account: Account, command: MoveOnSite) -> Session:
    session = Session(
        id=named(case, command.key),
        case=case.id,
        number=len(await uow.sessions.of_case(case.id)) + 1,
        mediator=case.mediator or account.id,
        starts_at=command.starts_at,
        minutes=command.minutes,
        mode=SessionMode.ON_SITE,
        place=command.place.strip(),
    )
    await uow.sessions.add(session)
    return session
