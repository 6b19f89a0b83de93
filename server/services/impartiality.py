"""Impartiality: what was disclosed is put to the parties, in the room and on their own page; the host sees the silent.

在线调解规则 art. 13, OM-15: a disclosure may be made during the mediation, and only what all parties agree to goes on.
"""

from dataclasses import dataclass
from datetime import datetime

from server.domain.audit import Act
from server.domain.case import Case
from server.domain.disclosure import Disclosure, DisclosureState, PartyReply, Reply, waiting
from server.domain.errors import NotFoundError
from server.domain.ids import AccountId, Identity
from server.services import panels
from server.services.access import LinkKey, guest
from server.services.case_links import bound
from server.services.ports import Ports, UnitOfWork
from server.services.referral_views import OwnDisclosure
from server.services.session_views import Asking, Impartiality
from server.services.speakers import Speaker, speaker


@dataclass(frozen=True, slots=True)
class _Replying:
    """What somebody says to which disclosure, by which link."""

    identity: Identity
    disclosure: str
    said: Reply
    now: datetime


async def put_to(key: LinkKey, ports: Ports) -> tuple[OwnDisclosure, ...]:
    """Return what is put to whoever comes by the link of a session, as a party or by an authority with its papers.

    Nothing to anybody else, nor where each party one answers for has replied in person: who may answer, and why one
    may not, is said on the own page.
    """
    now = ports.clock.now()
    async with ports.reading() as uow:
        person = await guest(uow, key, now)
        found = await own_disclosures(uow, person.case, person.person.identity, now)
    return tuple(one for one in found if one.for_self or any(not each.answered_themselves for each in one.stands_for))


async def own_disclosures(uow: UnitOfWork, case: Case, identity: Identity, now: datetime) -> tuple[OwnDisclosure, ...]:
    """Return every disclosure that asks a person, or a party for whom they stand or with whom they came."""
    found = []
    for one in await uow.panels.disclosures(case.id):
        asked = await speaker(uow, case, identity, now, one.asked) if one.asked else None
        if asked is not None:
            found.append(_own(one, asked))
    return tuple(found)


async def reply(key: LinkKey, disclosure: str, said: Reply, ports: Ports) -> tuple[OwnDisclosure, ...]:
    """Take a reply by the link of a session; raises as `reply_own`."""
    now = ports.clock.now()
    async with ports.begin() as uow:
        person = await guest(uow, key, now)
        gone = await _take(uow, person.case, _Replying(person.person.identity, disclosure, said, now))
        await uow.commit()
    await panels.tell_rooms(person.case, ports, gone=gone)
    return await put_to(key, ports)


async def reply_own(key: LinkKey, disclosure: str, said: Reply, ports: Ports) -> None:
    """Take a reply by one's own link: one challenge ends the mediator's mandate at once.

    It counts for the person, where they are asked, and for each asked party whose authority to them stands with its
    papers and who has not replied in person. A party's own reply replaces this one until the disclosure is settled;
    after that a party may still challenge (`own_requests.challenge`).

    Raises `NotFoundError` (`disclosure.unknown`, `disclosure.not_asked`), `ForbiddenError`
    (`disclosure.not_authorised`; facts: `party`, `why`, `who` can) and `ConflictError`
    (`disclosure.answered_themselves`, `disclosure.settled`).
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        link, case = await bound(uow, key, now)
        gone = await _take(uow, case, _Replying(link.identity, disclosure, said, now))
        await uow.commit()
    await panels.tell_rooms(case, ports, gone=gone)


async def _take(uow: UnitOfWork, case: Case, by: _Replying) -> AccountId | None:
    """Keep the reply with its line and its act; return the mediator who leads no longer by it."""
    held = await panels.disclosure_of(uow, case, by.disclosure)
    asked = await speaker(uow, case, by.identity, by.now, held.asked)
    if asked is None:
        raise NotFoundError("disclosure.not_asked")
    actor = f"party:{by.identity}"
    made = [
        (voice, PartyReply(voice.party.identity, by.said, by.now, actor, voice.through))
        for voice in asked.open_to("disclosure", held.themselves)
    ]
    said = [each for each in made if not held.is_repeated(each[1])] or made
    replies, who = [one for _, one in said], asked.whom([voice for voice, _ in said])
    gone = await panels.take_replies(uow, case, held, replies, author=asked.person.name, who=who)
    facts = (("for", ",".join(one.identity for one in replies)), ("reply", by.said.value))
    await uow.audit.add(Act(actor, "disclosure.replied", f"case:{case.id}", facts), by.now)
    return gone


async def standing(uow: UnitOfWork, case: Case) -> Impartiality:
    """Return what stands in the way of going on, for whoever presides."""
    disclosures = await uow.panels.disclosures(case.id)
    asking = [one for one in disclosures if one.state is DisclosureState.ASKING and one.mediator in case.panel]
    names = {person.identity: person.name for person in await uow.cases.participants(case.id)} if asking else {}
    return Impartiality(
        asking=tuple(Asking(one.name, tuple(names.get(who, "") for who in one.missing)) for one in asking),
        challenged=bool(waiting(await uow.panels.challenges(case.id), case.panel)),
    )


def _own(one: Disclosure, asked: Speaker) -> OwnDisclosure:
    """Return a disclosure as it is put to one person, with what stands for them alone."""
    identity = asked.person.identity
    said = one.reply_of(identity)
    agent = said.through.agent if said and said.through else identity
    return OwnDisclosure(
        id=one.id,
        name=one.name,
        grounds=one.grounds,
        text=one.text,
        reply=said.reply if said else None,
        settled=one.state is not DisclosureState.ASKING,
        said_by="" if agent == identity else asked.name_of(agent),
        for_self=asked.for_self,
        stands_for=asked.stands_for(one.themselves),
        barred=asked.barred,
    )
