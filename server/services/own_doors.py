"""A party goes through a door of the agreement by the own link: asks for it, answers it, takes it back.

The road is that of staff (`server.services.doors`); only who speaks, and for whom, is found out otherwise.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from server.domain.case import Case
from server.domain.concurrence import Answer, ConcurrenceForm, require_wording, standing
from server.domain.doors import AgreementDoor, Application, DoorState, applicant_barrier
from server.domain.errors import ConflictError, NotFoundError
from server.domain.ids import Identity
from server.domain.party import Side
from server.domain.speaking import Voice
from server.services import doors
from server.services.access import LinkKey
from server.services.case_links import bound
from server.services.doors import By
from server.services.own_agreement import BY_LINK
from server.services.ports import Ports, UnitOfWork
from server.services.speakers import Speaker, speaker

_QUESTION = "door"


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says to a door, or to an application, with the wording they read."""

    agrees: bool
    wording: str


@dataclass(frozen=True, slots=True)
class _Wish:
    """What somebody asks for, under which id, to the wording they read."""

    id: str
    door: AgreementDoor
    wording: str


async def apply(key: LinkKey, door: AgreementDoor, wording: str, ports: Ports) -> None:
    """Ask for a door, for oneself and for each party for whom one may; what waits for one's yes is confirmed by it.

    The same again changes nothing. Raises as `doors.ask`, `NotFoundError` (`effect.none`) for whom the agreement does
    not bind, `ForbiddenError` (`door.not_authorised`), `ConflictError` (`door.elsewhere` for what is asked of the court
    itself, `consent.outdated_wording`).
    """
    now = ports.clock.now()
    require_wording(wording)
    async with ports.begin() as uow:
        link, case = await bound(uow, key, now)
        asked = await _speaker(uow, case, link.identity, now)
        if door not in BY_LINK:
            raise ConflictError("door.elsewhere", door=door.value)
        before = await uow.endings.applications(case.id)
        waiting = next((one for one in before if one.door is door and one.state is DoorState.AWAITING_OTHER), None)
        if waiting is not None:
            await _answer(uow, case, asked, waiting, Said(True, wording), now)  # noqa: FBT003 - whoever applies agrees
        elif await uow.keys.claim(f"own-door:{case.id}", f"{door}-{len(before)}", door, now):
            await _ask(uow, case, asked, _Wish(ports.chance.id(), door, wording), now)
        await uow.commit()


async def answer(key: LinkKey, application: str, said: Said, ports: Ports) -> None:
    """Confirm an application that waits, or decline it; a no of whoever asked takes it back. The same changes nothing.

    A party's own word is replaced by nobody's. Raises as `doors.answer`, and as `apply`; `NotFoundError`
    (`door.unknown`), `ConflictError` (`door.answered_themselves`), `IllegalTransitionError` once it was sent.
    """
    now = ports.clock.now()
    require_wording(said.wording)
    async with ports.begin() as uow:
        link, case = await bound(uow, key, now)
        asked = await _speaker(uow, case, link.identity, now)
        kept = await doors.application_of(uow, case, application)
        await _answer(uow, case, asked, kept, said, now)
        await uow.commit()


async def _speaker(uow: UnitOfWork, case: Case, identity: Identity, now: datetime) -> Speaker:
    people = await doors.bound_parties(uow, case)
    found = await speaker(uow, case, identity, now, [one.identity for one in people])
    if found is None or found.person.side is Side.NEUTRAL:
        raise NotFoundError("effect.none")
    return found


async def _ask(uow: UnitOfWork, case: Case, asked: Speaker, wish: _Wish, now: datetime) -> None:
    able = asked.open_to(_QUESTION, ())
    theirs = [voice for voice in able if applicant_barrier(wish.door, voice.party) is None] or list(able)
    said = Said(True, wish.wording)  # noqa: FBT003 - whoever applies agrees
    answers = tuple(_answer_of(asked, voice, said, now) for voice in theirs)
    applicant = theirs[0].party.identity
    made = Application(wish.id, case.id, wish.door, applicant, applied_at=now, answers=answers)
    await doors.ask(uow, case, _by(asked, theirs, "提出", answers), made, now)


async def _answer(uow: UnitOfWork, case: Case, asked: Speaker, kept: Application, said: Said, now: datetime) -> None:
    able = asked.open_to(_QUESTION, asked.in_person(kept.answers))
    latest = standing(kept.answers)
    news = [voice for voice in able if _is_new(latest.get(voice.party.identity), voice, agrees=said.agrees)]
    if not news:
        return
    answers = tuple(_answer_of(asked, voice, said, now) for voice in news)
    if not said.agrees and kept.applicant in {voice.party.identity for voice in able}:
        await doors.take_back(uow, case, _by(asked, news, "撤回", answers), kept, now)
        return
    verb = "确认" if said.agrees else "不同意"
    await doors.answer(uow, case, _by(asked, news, verb, answers), kept, answers, now)


def _is_new(before: Answer | None, voice: Voice, *, agrees: bool) -> bool:
    return before is None or before.agrees is not agrees or (before.through is not None and voice.through is None)


def _answer_of(asked: Speaker, voice: Voice, said: Said, now: datetime) -> Answer:
    identity, form = voice.party.identity, ConcurrenceForm.ONLINE
    return Answer(identity, said.agrees, form, now, asked.person.name, said.wording, voice.through)


def _by(asked: Speaker, voices: Sequence[Voice], verb: str, answers: Sequence[Answer]) -> By:
    """Return who acts, how the line of the case begins, and what the audit log keeps of it."""
    facts = {
        "answer": "yes" if answers[0].agrees else "no",
        "form": answers[0].form.value,
        "wording": answers[0].wording,
        "for": ",".join(one.identity for one in answers),
    }
    clause = f"{asked.whom(voices)}在线{verb}。"
    return By(asked.person.name, f"party:{asked.person.identity}", clause, tuple(sorted(facts.items())))
