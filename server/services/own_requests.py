"""What one asks about the mediator by the own link, in person or by authority: to withdraw or be changed (SM-07)."""

from datetime import datetime

from server.domain.audit import Act
from server.domain.beijing import beijing_day
from server.domain.case import Case, CaseAction
from server.domain.concurrence import parties
from server.domain.disclosure import Challenge, DisclosureGround, waiting
from server.domain.errors import ConflictError, ForbiddenError, InvalidError
from server.domain.ids import AccountId, CaseId, Identity
from server.domain.panel import ChangeRequest, ChangeState
from server.domain.party import Participant
from server.domain.reminder import Prompt, ReminderKind
from server.domain.speaking import Voice, voices
from server.domain.timeline import Tone
from server.services import minutes
from server.services.access import LinkKey
from server.services.case_links import bound
from server.services.minutes import Note
from server.services.panels import GROUNDS, tell_rooms
from server.services.ports import Ports, UnitOfWork
from server.services.referral_views import OwnChallenge, OwnChange
from server.services.words import right_of


async def challenge(key: LinkKey, ground: DisclosureGround, reason: str, ports: Ports) -> None:
    """Take a challenge of whoever presides; the same again while it waits changes nothing.

    It is the party's: of whoever asks, or of whom they stand for by an authority with its papers (`voice_of`); nobody
    else asks (`ForbiddenError`, `request.not_party`; without a living link nobody learns that there is a case). Raises
    `InvalidError` (`challenge.reason`), `ConflictError` (`request.nobody` where nobody mediates, `challenge.asked` by
    another).
    """
    now, why = ports.clock.now(), _reason("challenge.reason", reason)
    async with ports.begin() as uow:
        case, person, voice = await _asking(uow, key, now)
        party = voice.party.identity
        waits = waiting(await uow.panels.challenges(case.id), case.panel)
        if any((one.asked_by, one.ground, one.reason) == (party, ground, why) for one in waits):
            return
        if waits:
            raise ConflictError("challenge.asked")
        mediator = _mediator(case)
        await uow.panels.add_challenge(Challenge(ports.chance.id(), case.id, mediator, party, ground, why, now))
        await _note(uow, case, person, voice, Note("challenge.asked", f"申请调解员回避：{GROUNDS[ground]}"), now)
        await uow.commit()
    await tell_rooms(case, ports)


async def ask_change(key: LinkKey, reason: str, *, refuses_to_choose: bool, ports: Ports) -> None:
    """Take a request for another mediator; the same again while it waits changes nothing.

    Raises as `challenge`, with `change.reason` and `change.asked` for another text while one waits.
    """
    now, why = ports.clock.now(), _reason("change.reason", reason)
    async with ports.begin() as uow:
        case, person, voice = await _asking(uow, key, now)
        party = voice.party.identity
        waits = await _waiting_changes(uow, case.id, party)
        if any((one.reason, one.refuses_to_choose) == (why, refuses_to_choose) for one in waits):
            return
        if waits:
            raise ConflictError("change.asked")
        _mediator(case)
        made = ChangeRequest(ports.chance.id(), case.id, party, why, now, refuses_to_choose=refuses_to_choose)
        await uow.panels.add_change(made)
        text = f"请求更换调解员：{why}" + ("；不愿另选" if refuses_to_choose else "")
        await _note(uow, case, person, voice, Note("change.asked", text), now)
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


async def may(uow: UnitOfWork, case: Case, voice: Voice | None) -> tuple[str, ...]:
    """Return what can be asked now for a party (`voice_of`); buttons and the server's answers agree."""
    if voice is None or not _is_mediated(case):
        return ()
    challenged = bool(waiting(await uow.panels.challenges(case.id), case.panel))
    waits = await _waiting_changes(uow, case.id, voice.party.identity)
    possible = {"challenge": not challenged, "change": not waits}
    return tuple(action for action, allowed in possible.items() if allowed)


async def voice_of(uow: UnitOfWork, case: Case, identity: Identity, now: datetime) -> Voice | None:
    """Return for which party somebody asks, each request being one party's: themselves, where they are a party.

    Otherwise the first whose agent, guardian or representative they are by an authority that stands with its papers;
    None for anybody else.
    """
    people = await uow.cases.participants(case.id)
    authorities = await uow.authorities.of_case(case.id)
    able = [
        voice
        for person in people
        if person.identity == identity
        for voice in voices(person, parties(people), authorities, beijing_day(now))
        if voice.bar is None
    ]
    return min(able, key=lambda voice: voice.party.identity != identity, default=None)


async def _asking(uow: UnitOfWork, key: LinkKey, now: datetime) -> tuple[Case, Participant, Voice]:
    link, case = await bound(uow, key, now)
    person = await uow.cases.participant(case.id, link.identity)
    voice = await voice_of(uow, case, link.identity, now)
    if person is None or voice is None:
        raise ForbiddenError("request.not_party")
    return case, person, voice


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


async def _note(uow: UnitOfWork, case: Case, person: Participant, voice: Voice, note: Note, now: datetime) -> None:
    """Write it into the case and to the desk of whoever decides, who is never the mediator (SM-07).

    Says for whom it was asked, and by which authority. The case is saved as it was: of two who ask at once, one has to
    read again.
    """
    await uow.cases.save(case)
    said = f"{minutes.about(person)}{_for_whom(voice)}{note.text}"
    await minutes.line(uow, case, person.name, Note(note.kind, said, Tone.WAITING), now)
    facts: tuple[tuple[str, str], ...] = () if voice.authority is None else (("for", voice.party.identity),)
    await uow.audit.add(Act(f"party:{person.identity}", note.kind, f"case:{case.id}", facts), now)
    for account in await uow.accounts.desk_of(case):
        key = f"{ReminderKind.PARTY_REQUEST}:{case.id}:{note.kind}:{person.identity}:{now.isoformat()}:{account}"
        await uow.prompts.add(
            Prompt(key, case.id, ReminderKind.PARTY_REQUEST, None, account, f"{case.serial} {said}", now)
        )


def _for_whom(voice: Voice) -> str:
    return f"代{voice.party.name}（{right_of(voice.through)}）" if voice.through else ""
