"""Impartiality in a live room: what was disclosed is put to the parties there, and whoever presides sees who is silent.

在线调解规则 art. 13, OM-15: a disclosure may be made during the mediation, and only what all parties agree to goes on.
"""

from server.domain.audit import Act
from server.domain.case import Case
from server.domain.disclosure import Disclosure, DisclosureState, PartyReply, Reply, waiting
from server.domain.ids import Identity
from server.services import panels
from server.services.access import LinkKey, guest
from server.services.ports import Ports, UnitOfWork
from server.services.referral_views import OwnDisclosure
from server.services.session_views import Asking, Impartiality


async def put_to(key: LinkKey, ports: Ports) -> tuple[OwnDisclosure, ...]:
    """Return what is put to the party behind the link of a session; nothing to whoever is not asked."""
    async with ports.begin() as uow:
        person = await guest(uow, key, ports.clock.now())
        disclosures = await uow.panels.disclosures(person.case.id)
    identity = person.person.identity
    return tuple(own_disclosure(one, identity) for one in disclosures if identity in one.asked)


async def reply(key: LinkKey, disclosure: str, said: Reply, ports: Ports) -> tuple[OwnDisclosure, ...]:
    """Take the reply of the party behind the link of a session: one challenge ends the mediator's mandate at once.

    Raises `NotFoundError` (`disclosure.unknown`, `disclosure.not_asked`) and `ConflictError` (`disclosure.settled`).
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        person = await guest(uow, key, now)
        by = f"party:{person.person.identity}"
        answer = PartyReply(person.person.identity, said, now, by)
        gone = await panels.take_reply(uow, person.case, disclosure, answer, person.person.name)
        await uow.audit.add(Act(by, "disclosure.replied", f"case:{person.case.id}", (("reply", said),)), now)
        await uow.commit()
    await panels.tell_rooms(person.case, ports, gone=gone)
    return await put_to(key, ports)


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
