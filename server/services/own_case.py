"""What a party does behind their own link: write the application, hand it in, see how the case goes, add materials."""

from dataclasses import dataclass, replace
from datetime import datetime

from server.domain import own_text
from server.domain.application import Application, Door, PartyEntry
from server.domain.audit import Act
from server.domain.award import ExplanationChannel, Standing
from server.domain.case_file import Leaf, require_open
from server.domain.case_link import CaseLink
from server.domain.causes import CaseType
from server.domain.draft import Draft, House
from server.domain.errors import InvalidError, NotFoundError, StaleVersionError
from server.domain.ids import CaseId, Identity
from server.domain.invitation import Device
from server.domain.limitation import Said
from server.domain.material import MaterialKind
from server.domain.party import Side
from server.domain.secret import digest
from server.services import (
    case_types,
    clocks,
    exchanges,
    explanations,
    filing,
    handing_in,
    intake,
    limitation_records,
    minutes,
    oral_records,
    serving,
    steps,
)
from server.services.access import LinkKey, document_of, material_of, person_of
from server.services.case_links import bound, bound_link, case_of, link_of, note_act, require_mandate
from server.services.filing import Upload
from server.services.hand import Hand
from server.services.intake_views import Content
from server.services.own_case_reading import own_view
from server.services.own_case_views import NewCaseLink, OwnCaseView
from server.services.ports import Ports, UnitOfWork
from server.services.receipting import kinds_for
from server.services.steps import OwnAnswer


@dataclass(frozen=True, slots=True)
class Receiving:
    """Who receives applications, and which kinds of case today."""

    name: str
    is_court: bool
    case_types: tuple[CaseType, ...]


async def houses(ports: Ports) -> tuple[Receiving, ...]:
    """Return who receives applications, each with what it takes today."""
    now = ports.clock.now()
    async with ports.reading() as uow:
        return tuple(
            [await _receiving(uow, house, now) for house in await uow.drafts.houses()],
        )


async def _receiving(uow: UnitOfWork, house: House, now: datetime) -> Receiving:
    taken = await case_types.taken_by(uow, house, now)
    return Receiving(house.name, house.is_court, tuple(kind for kind in CaseType if kind in taken))


async def start(ports: Ports) -> tuple[NewCaseLink, str]:
    """Begin an application of a party; return its link and the secret of this device, both in clear only here."""
    now = ports.clock.now()
    token, secret = ports.chance.token(), ports.chance.token()
    case, applicant = CaseId(ports.chance.id()), Identity(ports.chance.id())
    application = Application(
        parties=(
            PartyEntry(applicant, Side.APPLICANT, Standing.WORKER),
            PartyEntry(ports.chance.id(), Side.RESPONDENT, Standing.EMPLOYER),
        )
    )
    link = CaseLink(case, applicant, digest(token), now, now + ports.drafts_kept, digest(secret), began=True)
    async with ports.begin() as uow:
        await uow.drafts.add(Draft(case, Door.SELF, application, now, now, applicant=applicant))
        await uow.case_links.add(link)
        await uow.audit.add(Act(f"party:{applicant}", "intake.begun", f"case:{case}", (("door", Door.SELF),)), now)
        await uow.commit()
    return NewCaseLink(token, link.expires_at), secret


async def look(key: LinkKey, ports: Ports) -> OwnCaseView:
    """Return what the person behind the link may see; binds nothing. Raises `NotFoundError`, `GoneError`."""
    now = ports.clock.now()
    async with ports.reading() as uow:
        link = await link_of(uow, key)
        link.require_usable(now)
        await require_mandate(uow, link, now)
        return await own_view(uow, ports, link, link.device(key.device_digest), now)


async def write(key: LinkKey, version: int, house: str, application: Application, ports: Ports) -> OwnCaseView:
    """Keep another text of one's own application. Raises `StaleVersionError`, `ConflictError`, `InvalidError`."""
    now = ports.clock.now()
    async with ports.begin() as uow:
        link, draft = await _author(uow, key, now)
        if draft.version != version:
            raise StaleVersionError(table="application_draft")
        chosen = draft if draft.handed_in_at else replace(draft, house=await _house(uow, house))
        await handing_in.write(uow, ports, chosen, _own(draft, link, application), _hand(draft, link, key.origin), now)
        await uow.commit()
        return await own_view(uow, ports, link, Device.THIS, now)


async def hand_in(key: LinkKey, ports: Ports) -> OwnCaseView:
    """Hand the application in: serial, first receipt and certificate at once. Again changes nothing."""
    now = ports.clock.now()
    async with ports.begin() as uow:
        link, draft = await _author(uow, key, now)
        await handing_in.hand_in(uow, ports, draft, _hand(draft, link, key.origin), now)
        if draft.handed_in_at is None:
            # The clocks that begin with the first receipt may have kept it open for longer already.
            link = (await link_of(uow, key)).keep_open(now)
            await uow.case_links.save(link)
            await uow.commit()
        return await own_view(uow, ports, link, Device.THIS, now)


async def resubmit(key: LinkKey, ports: Ports) -> OwnCaseView:
    """Hand a returned application in again; the first receipt stays."""
    now = ports.clock.now()
    async with ports.begin() as uow:
        link, draft = await _author(uow, key, now)
        case = await case_of(uow, link)
        await intake.submit_again(uow, case, _hand(draft, link), now)
        await uow.commit()
        return await own_view(uow, ports, link, Device.THIS, now)


async def add_material(key: LinkKey, upload: Upload, ports: Ports) -> OwnCaseView:
    """Keep a file of one's own; sent twice it is one.

    Raises `ConflictError` (`file.closed`) when the case is filed.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        link = await bound_link(uow, key, now)
        case = await uow.cases.get(link.case)
        hand = Hand(await _name(uow, link), identity=link.identity)
        own = replace(upload, holder="")
        if await filing.known(uow, link.case, own, hand, now):
            return await own_view(uow, ports, link, Device.THIS, now)
        if case is not None:
            require_open(case, Leaf.MATERIAL)
        material = await filing.take(uow, ports, link.case, own, hand, now)
        if case is not None:
            line = minutes.Note("material.added", f"{hand.name}补充材料：{material.file.name}")
            await minutes.line(uow, case, hand.name, line, now)
        await note_act(uow, link, "material.added", now, material=material.id)
        await uow.commit()
        return await own_view(uow, ports, link, Device.THIS, now)


async def call_material(key: LinkKey, material: str, kind: MaterialKind, ports: Ports) -> OwnCaseView:
    """Say what a file of one's own is instead of what was said when it came. Again changes nothing.

    Raises `ConflictError` (`file.closed`, `material.compared`), `InvalidError` (`material.protected`), and
    `NotFoundError` for a file of others.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        link = await bound_link(uow, key, now)
        found = await material_of(uow, link.case, material)
        if found.of != link.identity:
            raise NotFoundError("material.unknown")
        if found.kind is not kind:
            case = await uow.cases.get(link.case)
            if case is not None:
                require_open(case, Leaf.MATERIAL)
            await uow.materials.save(found.called(kind))
            await note_act(uow, link, "material.called", now, material=found.id, kind=kind, before=found.kind)
            await uow.commit()
        return await own_view(uow, ports, link, Device.THIS, now)


async def remove_material(key: LinkKey, material: str, ports: Ports) -> OwnCaseView:
    """Take a file out before the first submission."""
    now = ports.clock.now()
    async with ports.begin() as uow:
        link, draft = await _author(uow, key, now)
        hand = Hand(await _name(uow, link), identity=link.identity)
        taken = await intake.take_out(uow, draft, material, hand, now)
        await uow.commit()
        view = await own_view(uow, ports, link, Device.THIS, now)
    await ports.blobs.remove(taken.blob)
    return view


async def read_material(key: LinkKey, material: str, ports: Ports) -> Content:
    """Return the bytes of one's own file, or of another's that is exchanged; any other is `NotFoundError`.

    Who read what of others is in the audit log before it is out.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        link = await bound_link(uow, key, now)
        found = await material_of(uow, link.case, material)
        if found.of != link.identity:
            case = await uow.cases.get(link.case)
            if case is None or not await exchanges.may_read(uow, case, found, link.identity):
                raise NotFoundError("material.unknown")
            await note_act(uow, link, "material.exchanged_read", now, material=found.id)
            await uow.commit()
    return await filing.content_of(ports, found.file)


async def read_document(key: LinkKey, document: str, ports: Ports) -> Content:
    """Return the bytes of a document given out to the person's side, or served to them; else `NotFoundError`."""
    async with ports.reading() as uow:
        link = await bound_link(uow, key, ports.clock.now())
        person = await person_of(uow, await case_of(uow, link), link.identity)
        found = await document_of(uow, link.case, document)
        theirs = await serving.is_theirs(uow, found, link.identity)
    if not theirs and found.kind not in kinds_for(applicant=person.side is Side.APPLICANT):
        raise NotFoundError("document.unknown")
    return await filing.content_of_document(ports, found)


async def acknowledge_risk(key: LinkKey, ports: Ports) -> OwnCaseView:
    """Note that the party read what the passed date means and understood. Again changes nothing."""
    now = ports.clock.now()
    async with ports.begin() as uow:
        link, case = await bound(uow, key, now)
        person = await person_of(uow, case, link.identity)
        await explanations.explain(uow, case, person, ExplanationChannel.ONLINE, None, now)
        await note_act(uow, link, "case.risk_explained", now, channel=ExplanationChannel.ONLINE)
        await uow.commit()
        return await own_view(uow, ports, link, Device.THIS, now)


async def confirm_record(key: LinkKey, document: str, ports: Ports) -> OwnCaseView:
    """Note that the applicant read the record of what they told and it is right. Again changes nothing.

    Raises `ConflictError` (`oral.applicant_only`, `oral.none`, `oral.outdated`, `signature.no_consent`).
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        link, case = await bound(uow, key, now)
        person = await person_of(uow, case, link.identity)
        if await oral_records.confirm(uow, case, person, document, Hand(person.name, identity=link.identity), now):
            await note_act(uow, link, "oral_record.confirmed", now, document=document)
            await uow.commit()
        return await own_view(uow, ports, link, Device.THIS, now)


async def say_limitation(key: LinkKey, said: Said, ports: Ports) -> OwnCaseView:
    """Keep what a worker says of the own year to ask for arbitration; of nobody else's. Again changes nothing.

    Raises `ConflictError` (`limitation.not_now`, `case_link.filled_in`), `InvalidError` (`limitation.invalid`).
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        link, case = await bound(uow, key, now)
        person = await person_of(uow, case, link.identity)
        known = await limitation_records.known_years(uow, case)
        if await limitation_records.keep(uow, known, person, said, now):
            # Staff who had read the years before have to read them again.
            await uow.cases.save(case)
            await clocks.refresh(uow, case, now)
            await note_act(uow, link, "case.limitation_recorded", now)
            await uow.commit()
        return await own_view(uow, ports, link, Device.THIS, now)


async def answer_step(key: LinkKey, command: OwnAnswer, ports: Ports) -> OwnCaseView:
    """Keep one's own answer to one step; nobody else's, and no other step. Again changes nothing.

    Raises as `steps.take`: `ConflictError` (`consent.outdated_wording`, `file.closed`), `InvalidError`
    (`consent.reason_needed`).
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        link, case = await bound(uow, key, now)
        person = await person_of(uow, case, link.identity)
        if await steps.take_own(uow, ports, case, person, command, now):
            facts = {"step": command.step.value, "answer": "yes" if command.answer else "no"}
            await note_act(uow, link, "step.answered", now, **facts)
            await uow.commit()
        return await own_view(uow, ports, link, Device.THIS, now)


async def _author(uow: UnitOfWork, key: LinkKey, now: datetime) -> tuple[CaseLink, Draft]:
    """Return link and draft of the party who writes it. Raises `NotFoundError` for everybody else."""
    link = await bound_link(uow, key, now)
    draft = await uow.drafts.get(link.case)
    if draft is None or draft.applicant != link.identity:
        raise NotFoundError("intake.unknown")
    return link, draft


async def _house(uow: UnitOfWork, name: str) -> House | None:
    if not name:
        return None
    found = next((house for house in await uow.drafts.houses() if house.name == name), None)
    if found is None:
        raise InvalidError("intake.receiver", house="unknown")
    return found


def _own(draft: Draft, link: CaseLink, application: Application) -> Application:
    """Return the text without what only staff may say: number, procedure, others' consent, records, papers seen.

    What kind of case it is the applicant says, as long as nobody took it on.
    """
    kept = draft.application
    seen = {party.key: party.identity_seen for party in kept.parties}
    says = own_text.restored(application, kept)
    # What was handed in for another stays so: the link that did it answers nothing afterwards either.
    filler = kept.filler if draft.handed_in_at else says.filler
    speaks = filler is None or not draft.is_begun_by(link)
    return replace(
        says,
        stage=kept.stage,
        procedure=kept.procedure,
        judge_presides=kept.judge_presides,
        court_number=kept.court_number,
        oral=kept.oral,
        offline_on=kept.offline_on,
        posted_on=kept.posted_on,
        posted_proof=kept.posted_proof,
        filler=filler,
        parties=tuple(
            replace(_asked(draft, party, speaks=speaks), identity_seen=seen.get(party.key, ""))
            for party in says.parties
        ),
    )


def _asked(draft: Draft, party: PartyEntry, *, speaks: bool) -> PartyEntry:
    """Return a party with the answer that the author may give: for oneself alone, and for another none (LB-08)."""
    if party.key != draft.applicant:
        return replace(party, consent=None, consent_channel=None)
    if speaks:
        return party
    kept = next((one for one in draft.application.parties if one.key == party.key), None)
    # Before it was handed in nobody but whoever filled it in answered.
    own = kept if draft.handed_in_at else None
    return replace(party, consent=own.consent if own else None, consent_channel=own.consent_channel if own else None)


async def _name(uow: UnitOfWork, link: CaseLink) -> str:
    draft, person = await uow.drafts.get(link.case), await uow.cases.participant(link.case, link.identity)
    if person is not None and (draft is None or not draft.is_filled_by(link)):
        return person.name
    return draft.signed(link) if draft else ""


def _hand(draft: Draft, link: CaseLink, origin: str = "") -> Hand:
    return Hand(draft.signed(link), identity=draft.applicant, origin=origin)
