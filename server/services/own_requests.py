"""What a party asks about the mediator by their own link: that one withdraws, or another one (OM-16, SM-07)."""

from datetime import datetime

from server.domain.audit import Act
from server.domain.case import Case, CaseAction
from server.domain.concurrence import parties
from server.domain.disclosure import Challenge, Ground, waiting
from server.domain.errors import ConflictError, InvalidError, NotFoundError
from server.domain.ids import AccountId, CaseId, Identity
from server.domain.panel import ChangeRequest, ChangeState
from server.domain.party import Participant
from server.domain.reminder import Prompt, ReminderKind
from server.domain.timeline import Tone
from server.services import minutes
from server.services.access import LinkKey
from server.services.own_case import bound
from server.services.panels import GROUNDS, tell_rooms
from server.services.ports import Ports, UnitOfWork
from server.services.referral_views import OwnChallenge, OwnChange


async def challenge(key: LinkKey, ground: Ground, reason: str, ports: Ports) -> None:
    """Take a challenge of whoever presides; the same again while it waits changes nothing.

    Only a party, never an agent or a stranger (`NotFoundError`, `request.not_party`). Raises `InvalidError`
    (`challenge.reason`), `ConflictError` (`request.nobody` where nobody mediates, `challenge.asked` by another).
    """
    now, why = ports.clock.now(), _reason("challenge.reason", reason)
    async with ports.begin() as uow:
        case, person = await _asking(uow, key, now)
        waits = waiting(await uow.panels.challenges(case.id), case.panel)
        if any((one.asked_by, one.ground, one.reason) == (person.identity, ground, why) for one in waits):
            return
        if waits:
            raise ConflictError("challenge.asked")
        mediator = _mediator(case)
        await uow.panels.add_challenge(
            Challenge(ports.chance.id(), case.id, mediator, person.identity, ground, why, now)
        )
        await _note(uow, case, person, "challenge.asked", f"申请调解员回避：{GROUNDS[ground]}", now)
        await uow.commit()
    await tell_rooms(case, ports)


async def ask_change(key: LinkKey, reason: str, *, refuses_to_choose: bool, ports: Ports) -> None:
    """Take a request for another mediator; the same again while it waits changes nothing.

    Raises as `challenge`, with `change.reason` and `change.asked` for another text while one waits.
    """
    now, why = ports.clock.now(), _reason("change.reason", reason)
    async with ports.begin() as uow:
        case, person = await _asking(uow, key, now)
        waits = await _waiting_changes(uow, case.id, person.identity)
        if any((one.reason, one.refuses_to_choose) == (why, refuses_to_choose) for one in waits):
            return
        if waits:
            raise ConflictError("change.asked")
        _mediator(case)
        made = ChangeRequest(ports.chance.id(), case.id, person.identity, why, now, refuses_to_choose=refuses_to_choose)
        await uow.panels.add_change(made)
        text = f"请求更换调解员：{why}" + ("；不愿另选" if refuses_to_choose else "")
        await _note(uow, case, person, "change.asked", text, now)
        await uow.commit()


async def challenge_of(uow: UnitOfWork, case: CaseId, identity: Identity) -> OwnChallenge | None:
    """Return the latest challenge of one person; never anybody else's."""
    own = [one for one in await uow.panels.challenges(case) if one.asked_by == identity]
    if not own:
        return None
    return OwnChallenge(own[0].ground, own[0].reason, own[0].asked_at, own[0].state, own[0].decision)


async def change_of(uow: UnitOfWork, case: CaseId, identity: Identity) -> OwnChange | None:
    """Return the latest request of one person; never anybody else's."""
    own = [one for one in await uow.panels.changes(case) if one.identity == identity]
    return OwnChange(own[0].reason, own[0].at, own[0].state, own[0].answer) if own else None


async def may(uow: UnitOfWork, case: Case, identity: Identity) -> tuple[str, ...]:
    """Return what this person can ask now; buttons and the server's answers agree."""
    if not _is_mediated(case) or identity not in await _party_ids(uow, case):
        return ()
    challenged = bool(waiting(await uow.panels.challenges(case.id), case.panel))
    waits = await _waiting_changes(uow, case.id, identity)
    possible = {"challenge": not challenged, "change": not waits}
    return tuple(action for action, allowed in possible.items() if allowed)


async def _asking(uow: UnitOfWork, key: LinkKey, now: datetime) -> tuple[Case, Participant]:
    link, case = await bound(uow, key, now)
    person = await uow.cases.participant(case.id, link.identity)
    if person is None or link.identity not in await _party_ids(uow, case):
        raise NotFoundError("request.not_party")
    return case, person


async def _party_ids(uow: UnitOfWork, case: Case) -> frozenset[Identity]:
    return frozenset(person.identity for person in parties(await uow.cases.participants(case.id)))


async def _waiting_changes(uow: UnitOfWork, case: CaseId, identity: Identity) -> list[ChangeRequest]:
    found = await uow.panels.changes(case)
    return [one for one in found if one.identity == identity and one.state is ChangeState.ASKED]


def _is_mediated(case: Case) -> bool:
    """Tell whether somebody took the case to mediate and it is not over: whoever is only asked is challenged later."""
    return case.mediator is not None and case.may(CaseAction.END)


def _mediator(case: Case) -> AccountId:
    if case.mediator is None or not _is_mediated(case):
        raise ConflictError("request.nobody")
    return case.mediator


def _reason(code: str, reason: str) -> str:
    if not reason.strip():
        raise InvalidError(code, reason="required")
    return reason.strip()


async def _note(uow: UnitOfWork, case: Case, person: Participant, kind: str, text: str, now: datetime) -> None:
    """Write it into the case and to the desk of whoever decides, who is never the mediator (SM-07).

    The case is saved as it was: of two who ask at once, one has to read again.
    """
    await uow.cases.save(case)
    said = f"{minutes.about(person)}{text}"
    await minutes.line(uow, case, person.name, minutes.Note(kind, said, Tone.WAITING), now)
    await uow.audit.add(Act(f"party:{person.identity}", kind, f"case:{case.id}"), now)
    for account in await uow.accounts.desk_of(case):
        key = f"{ReminderKind.PARTY_REQUEST}:{case.id}:{kind}:{person.identity}:{now.isoformat()}:{account}"
        await uow.prompts.add(
            Prompt(key, case.id, ReminderKind.PARTY_REQUEST, None, account, f"{case.serial} {said}", now)
        )
