"""Settle: bring people, award, limitation and consents of a case to what its application says, where that changed."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from server.domain.application import Application, PartyEntry
from server.domain.audit import Act
from server.domain.case import Case
from server.domain.case_consent import STEPS_WORDING, ConsentChannel, ConsentStep, StepAnswer
from server.domain.errors import InvalidError
from server.domain.ids import Identity
from server.domain.limitation import Limitation, Said
from server.domain.party import Participant
from server.domain.timeline import Tone
from server.services import award_records, clocks, minutes, parties, steps
from server.services.access import person_of
from server.services.hand import Hand
from server.services.ports import Ports, UnitOfWork

RETHOUGHT: Final = "申请材料中改为不同意"
"""Why a yes does not stand any more when the application is corrected."""
_DIFFERS: Final = "申请里写的仲裁情况和已经登记的不一致，以登记的为准"
_SAID: Final = (
    "name",
    "side",
    "title",
    "phone",
    "id_number",
    "kind",
    "origin",
    "identity_seen",
    "email",
    "prefers_email",
)
"""What an application tells of a person; standing, and who moves with whom, are told elsewhere."""


@dataclass(frozen=True, slots=True)
class Change:
    """What an application says of its case now, and what it said before; `before` None for the very first time."""

    case: Case
    before: Application | None
    after: Application


async def settle(uow: UnitOfWork, ports: Ports, change: Change, hand: Hand, now: datetime) -> None:
    """Bring people, award, consents and clocks of the case to what the application says."""
    case, before, application = change.case, change.before, change.after
    await _people(uow, change, hand, now)
    await _award(uow, change, hand, now)
    await _limitation(uow, change)
    said = {party.key: party.consent for party in before.parties} if before else {}
    for party in application.parties:
        # An answer given elsewhere since then stands: only what changes here is written.
        if party.name and party.consent is not None and party.consent != said.get(party.key):
            await _consent(uow, ports, case, party, hand, now)
    await clocks.refresh(uow, case, now)


async def _people(uow: UnitOfWork, change: Change, hand: Hand, now: datetime) -> None:
    """Add and correct the parties. Agents, and who moves with whom, are others' business."""
    case, before, application = change.case, change.before, change.after
    there = {person.identity: person for person in await uow.cases.participants(case.id)}
    wanted = application.participants(case.id)
    said = {person.identity: person for person in before.participants(case.id)} if before else {}
    if said.keys() - {person.identity for person in wanted}:
        raise InvalidError("application.parties", parties="removed")
    for person in wanted:
        kept = there.get(person.identity)
        if person.identity_seen and person.identity_seen != (kept.identity_seen if kept else ""):
            await parties.note_seen(uow, case, hand.name, person, now)
        if kept is None:
            await uow.cases.add_participant(person)
            continue
        settled = _settled(kept, said.get(person.identity), person)
        if settled != kept:
            await uow.cases.save_participant(settled)


def _settled(kept: Participant, said: Participant | None, says: Participant) -> Participant:
    """Return the person with what the application says otherwise than before: a correction made since then stands."""
    names = [name for name in _SAID if said is None or getattr(said, name) != getattr(says, name)]
    return replace(kept, **{name: getattr(says, name) for name in names})


async def _award(uow: UnitOfWork, change: Change, hand: Hand, now: datetime) -> None:
    """Keep what the application says; what was recorded since stands, and whoever writes otherwise is told so."""
    case, before, award = change.case, change.before, change.after.award(change.case.id)
    stands = await award_records.recorded(uow, case.id, before) if before else None
    if before is not None and stands is not None:
        if award not in (stands, before.award(case.id)):
            await minutes.line(uow, case, hand.name, minutes.Note("case.award_differs", _DIFFERS, Tone.WAITING), now)
    elif award is None:
        await uow.awards.forget(case.id)
    else:
        await uow.awards.put(award)


async def _limitation(uow: UnitOfWork, change: Change) -> None:
    """Keep what the form says of the year where it says otherwise than before: what was told elsewhere since stands."""
    case, draft = change.case, await uow.drafts.get(change.case.id)
    author = draft.applicant if draft else None
    said = change.after.limitation(case.id, author)
    before = change.before.limitation(case.id, author) if change.before else None
    if _differs(said, before):
        told = {_own(each) for each in await uow.limitations.of_case(case.id)}
        if before is not None and _own(before) in told:
            await uow.limitations.forget(case.id, before.identity)
        if said is not None:
            await uow.limitations.put(said)
    for kept in await uow.limitations.of_case(case.id):
        # What is claimed may have changed, and is claimed for all.
        await uow.limitations.put(change.after.limitation_of(case.id, kept.identity, kept.said))


def _differs(said: Limitation | None, before: Limitation | None) -> bool:
    return _own(said) != _own(before)


def _own(limitation: Limitation | None) -> tuple[Identity | None, Said] | None:
    return (limitation.identity, limitation.said) if limitation else None


async def _consent(uow: UnitOfWork, ports: Ports, case: Case, party: PartyEntry, hand: Hand, now: datetime) -> None:
    """Write what the party says to mediating online as their answer to that step, and to no other."""
    person = await person_of(uow, case, party.key)
    answer = StepAnswer(
        answer=party.consent is True,
        wording=STEPS_WORDING,
        at=now,
        channel=(party.consent_channel or ConsentChannel.WRITTEN) if hand.account else ConsentChannel.ONLINE,
        recorded_by=hand.account.id if hand.account else f"party:{party.key}",
        origin=hand.origin,
        reason="" if party.consent else RETHOUGHT,
    )
    if await steps.take(uow, ports, case, person, ConsentStep.ONLINE_MEDIATION, answer):
        said = (
            ("answer", "yes" if party.consent else "no"),
            ("identity", party.key),
            ("step", ConsentStep.ONLINE_MEDIATION),
        )
        await uow.audit.add(Act(hand.actor, "step.answered", f"case:{case.id}", said), now)
