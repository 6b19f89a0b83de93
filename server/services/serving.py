"""Serve a paper: keep the very bytes somebody is given, with digest, time, way and recipient, and give them again."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from server.domain.case import Case
from server.domain.case_consent import ConsentStep
from server.domain.ids import CaseId, Identity
from server.domain.party import Participant
from server.domain.receipt import Document
from server.domain.serving import Channel, ServedCopy, channel_online
from server.domain.timeline import Tone
from server.services import minutes, receipting
from server.services.intake_views import Content, DocumentView, ServedView
from server.services.ports import Ports, UnitOfWork
from server.services.ports.documents import Value

_WAYS = {
    Channel.OWN_LINK: "电子送达，本人链接",
    Channel.READ_ONLINE: "本人在链接里看过，没有同意电子送达",
    Channel.PAPER: "纸质送达",
}


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper for one person, before it is set in type: its kind, what it says, and of when it is."""

    kind: str
    data: Mapping[str, Value]
    at: datetime

    @property
    def facts_sha256(self) -> str:
        """Digest of what it says."""
        said = json.dumps([self.kind, dict(self.data), self.at.isoformat()], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Hands:
    """Into whose hands a paper goes, and how: by the own link, or on paper from a member of staff."""

    person: Participant
    channel: Channel
    by_name: str = ""


async def online(uow: UnitOfWork, person: Participant) -> Hands:
    """Return that a person opens a paper by their own link: served only whoever agreed to be, so (OL-13)."""
    consent = await uow.steps.get(person.case, person.identity, ConsentStep.E_SERVICE)
    return Hands(person, channel_online(agreed=consent.stands() is True))


async def serve(
    uow: UnitOfWork, ports: Ports, case: Case, paper: Paper, hands: Hands, now: datetime
) -> tuple[Document, bool]:
    """Keep what the person is given, in this transaction; return the document, and whether that is new.

    The bytes given once are given again as long as the paper says the same; what it says otherwise since, as after a
    name was corrected, is another copy, and the old one stays.
    """
    before = await kept(uow, case, paper, hands.person.identity)
    same = await _copies(uow, case, paper, hands.person.identity)
    if before is not None and any(one.channel is hands.channel for one in same):
        return before, False
    document = before or await _set(uow, ports, case, paper, now)
    copy = ServedCopy(
        case=case.id,
        identity=hands.person.identity,
        name=hands.person.name,
        document=document.id,
        sha256=document.sha256,
        facts_sha256=paper.facts_sha256,
        channel=hands.channel,
        at=now,
        by_name=hands.by_name,
    )
    await uow.served.add(copy)
    text = f"《{document.title}》交给{minutes.about(hands.person)}：{_WAYS[hands.channel]}"
    await minutes.line(
        uow, case, hands.by_name or hands.person.name, minutes.Note("notice.served", text, Tone.PLAIN), now
    )
    return document, True


async def kept(uow: UnitOfWork, case: Case, paper: Paper, identity: Identity) -> Document | None:
    """Return the very copy this person was given of what the paper says, None before they were."""
    same = await _copies(uow, case, paper, identity)
    return await uow.documents.get(same[-1].document) if same else None


async def shown(ports: Ports, paper: Paper) -> Content:
    """Return a paper nobody was given yet: set in type and kept nowhere."""
    content = await ports.documents.render(paper.kind, dict(paper.data), paper.at)
    return Content(f"{receipting.TITLES[paper.kind]}.pdf", "application/pdf", content)


async def _copies(uow: UnitOfWork, case: Case, paper: Paper, identity: Identity) -> list[ServedCopy]:
    served = [one for one in await uow.served.of_case(case.id) if one.identity == identity]
    return [one for one in served if one.facts_sha256 == paper.facts_sha256]


async def _set(uow: UnitOfWork, ports: Ports, case: Case, paper: Paper, now: datetime) -> Document:
    content = await ports.documents.render(paper.kind, dict(paper.data), paper.at)
    return await receipting.keep(uow, ports, case.id, paper.kind, content, now)


async def is_theirs(uow: UnitOfWork, document: Document, identity: Identity) -> bool:
    """Tell whether a document was served to this person."""
    served = await uow.served.of_case(document.case)
    return any((one.document, one.identity) == (document.id, identity) for one in served)


async def document_views(uow: UnitOfWork, case: CaseId) -> tuple[DocumentView, ...]:
    """Return the documents of a case, each with who was given it, when and by which way."""
    served = await uow.served.of_case(case)
    return tuple(
        DocumentView(
            each.id,
            each.kind,
            each.title,
            each.sha256,
            each.size,
            each.made_at,
            tuple(
                ServedView(one.identity, one.name, one.channel, one.at, one.by_name)
                for one in served
                if one.document == each.id
            ),
        )
        for each in await uow.documents.of_case(case)
    )


def readable(documents: tuple[DocumentView, ...], identity: Identity, *, applicant: bool) -> tuple[DocumentView, ...]:
    """Return the documents a party reads by their own link: those to their side, and those served to themselves."""
    kinds = receipting.kinds_for(applicant=applicant)
    return tuple(
        each for each in documents if each.kind in kinds or any(one.identity == identity for one in each.served)
    )
