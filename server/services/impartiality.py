"""Impartiality in a live room: what was disclosed is put to the parties there, and whoever presides sees who is silent.

在线调解规则 art. 13, OM-15: a disclosure may be made during the mediation, and only what all parties agree to goes on.
"""

from collections.abc import Sequence
from datetime import datetime

from server.domain.audit import Act
from server.domain.beijing import beijing_day
from server.domain.case import Case
from server.domain.disclosure import Disclosure, DisclosureState, PartyReply, Reply, waiting
from server.domain.ids import Identity
from server.domain.party import Participant, PartyKind
from server.services import panels
from server.services.access import Guest, LinkKey, guest
from server.services.ports import Ports, UnitOfWork
from server.services.referral_views import OwnDisclosure
from server.services.session_views import Asking, Impartiality


async def put_to(key: LinkKey, ports: Ports) -> tuple[OwnDisclosure, ...]:
    """Return what is put to the party behind the link of a session, or to whoever acts for an employer.

    Nothing to anybody else: a worker answers in person.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        person = await guest(uow, key, now)
        disclosures = await uow.panels.disclosures(person.case.id)
        speaks_for = await _speaks_for(uow, person, now)
    return tuple(
        own_disclosure(one, party) for one in disclosures for party in [_party(one, speaks_for)] if party is not None
    )


async def reply(key: LinkKey, disclosure: str, said: Reply, ports: Ports) -> tuple[OwnDisclosure, ...]:
    """Take the reply of the party behind the link of a session: one challenge ends the mediator's mandate at once.

    Raises `NotFoundError` (`disclosure.unknown`, `disclosure.not_asked`) and `ConflictError` (`disclosure.settled`).
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        person = await guest(uow, key, now)
        by = f"party:{person.person.identity}"
        held = next((one for one in await uow.panels.disclosures(person.case.id) if one.id == disclosure), None)
        party = _party(held, await _speaks_for(uow, person, now)) if held else None
        answer = PartyReply(party or person.person.identity, said, now, by)
        gone = await panels.take_reply(uow, person.case, disclosure, answer, person.person.name)
        await uow.audit.add(Act(by, "disclosure.replied", f"case:{person.case.id}", (("reply", said),)), now)
        await uow.commit()
    await panels.tell_rooms(person.case, ports, gone=gone)
    return await put_to(key, ports)


async def _speaks_for(uow: UnitOfWork, person: Guest, now: datetime) -> tuple[Identity, ...]:
    """Return for whom the person answers: themselves, and employers by an authority that stands with its papers."""
    own, today = person.person.identity, beijing_day(now)
    held = [one for one in await uow.authorities.of_case(person.case.id) if one.agent == own and one.stands(today)]
    people = {one.identity: one for one in await uow.cases.participants(person.case.id)} if held else {}
    employers = (one.principal for one in held if not one.missing_papers and _is_employer(people.get(one.principal)))
    return (own, *employers)


def _is_employer(party: Participant | None) -> bool:
    return party is not None and party.kind is PartyKind.EMPLOYER


def _party(one: Disclosure, speaks_for: Sequence[Identity]) -> Identity | None:
    """Return the asked party for whom somebody answers."""
    return next((identity for identity in speaks_for if identity in one.asked), None)


async def standing(uow: UnitOfWork, case: Case) -> Impartiality:
    """Return what stands in the way of going on, for whoever presides."""
    disclosures = await uow.panels.disclosures(case.id)
    asking = [one for one in disclosures if one.state is DisclosureState.ASKING and one.mediator in case.panel]
    names = {person.identity: person.name for person in await uow.cases.participants(case.id)} if asking else {}
    return Impartiality(
        asking=tuple(Asking(one.name, tuple(names.get(who, "") for who in one.missing)) for one in asking),
        challenged=bool(waiting(await uow.panels.challenges(case.id), case.panel)),
    )


def own_disclosure(one: Disclosure, identity: Identity) -> OwnDisclosure:
    """Return a disclosure as it is put to one party, with that party's reply alone."""
    said = next((answer.reply for answer in one.replies if answer.identity == identity), None)
    return OwnDisclosure(one.id, one.name, one.grounds, one.text, said, one.state is not DisclosureState.ASKING)
