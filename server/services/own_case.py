"""The party's own link: write the application, hand it in, see how the case goes, add materials."""

from dataclasses import replace
from datetime import datetime

from server.domain.account import Account, Right
from server.domain.application import Application, Door, PartyEntry
from server.domain.audit import Act
from server.domain.award import Channel, Standing
from server.domain.case import Case, CaseState
from server.domain.case_link import OPEN_FOR, CaseLink
from server.domain.draft import Draft, House
from server.domain.errors import (
    ConflictError,
    InvalidError,
    LinkReplacedError,
    NotFoundError,
    OtherDeviceError,
    StaleVersionError,
)
from server.domain.ids import CaseId, Identity
from server.domain.invitation import MOST_TRIES, Device
from server.domain.party import Side
from server.domain.reminder import Prompt, ReminderKind
from server.domain.secret import digest
from server.domain.timeline import Tone
from server.services import exchanges, explanations, filing, handing_in, intake, minutes, oral_records, steps
from server.services.access import LinkKey, case_in_reach, document_of, material_of, person_of
from server.services.filing import Upload
from server.services.handing_in import Hand
from server.services.intake_views import Content
from server.services.own_case_reading import own_view
from server.services.own_case_views import NewCaseLink, OpenedCase, OwnCaseView
from server.services.ports import Ports, UnitOfWork
from server.services.receipting import kinds_for
from server.services.steps import OwnAnswer


async def houses(ports: Ports) -> tuple[House, ...]:
    """Return who receives applications."""
    async with ports.begin() as uow:
        return await uow.drafts.houses()


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
    link = CaseLink(case, applicant, digest(token), now, now + ports.drafts_kept, digest(secret))
    async with ports.begin() as uow:
        await uow.drafts.add(Draft(case, Door.SELF, application, now, now, applicant=applicant))
        await uow.case_links.add(link)
        await uow.audit.add(Act(f"party:{applicant}", "intake.begun", f"case:{case}", (("door", Door.SELF),)), now)
        await uow.commit()
    return NewCaseLink(token, link.expires_at), secret


async def look(key: LinkKey, ports: Ports) -> OwnCaseView:
    """Return what the person behind the link may see; binds nothing. Raises `NotFoundError`, `GoneError`."""
    now = ports.clock.now()
    async with ports.begin() as uow:
        link = await _link(uow, key)
        link.require_usable(now)
        return await own_view(uow, ports, link, link.device(key.device_digest), now)


async def open_link(key: LinkKey, ports: Ports) -> OpenedCase:
    """Bind the link to this device if it is the first. Again on it changes nothing. Raises `OtherDeviceError`."""
    now, secret = ports.clock.now(), key.device or ports.chance.token()
    async with ports.begin() as uow:
        link = await _link(uow, key)
        opened = link.open(digest(secret), now)
        if opened is not link:
            await uow.case_links.save(opened)
            await _act(uow, opened, "case_link.opened", now)
            await uow.commit()
        view = await own_view(uow, ports, opened, Device.THIS, now)
    return OpenedCase(view, None if key.device else secret, opened.expires_at)


async def move(key: LinkKey, phone_tail: str, ports: Ports) -> OpenedCase:
    """Bind the link to this device instead: the person knows the last four digits of their telephone.

    Raises `InvalidError` (`invitation.wrong_phone_tail`) and after five wrong tries `TooManyTriesError`.
    """
    now, secret = ports.clock.now(), key.device or ports.chance.token()
    async with ports.begin() as uow:
        link = await _link(uow, key)
        matches = await _phone(uow, link, phone_tail)
        moved = link.move(digest(secret), now, phone_matches=matches)
        await uow.case_links.save(moved)
        await _act(uow, moved, "case_link.moved" if matches else "case_link.wrong_phone_tail", now)
        await uow.commit()
        view = await own_view(uow, ports, moved, Device.THIS, now)
    if not matches:
        raise InvalidError("invitation.wrong_phone_tail", phone_tail="wrong", left=str(MOST_TRIES - moved.move_tries))
    return OpenedCase(view, None if key.device else secret, moved.expires_at)


async def deny(key: LinkKey, ports: Ports) -> None:
    """Take the answer "this is not me": the link is dead, the house is told. Again changes nothing.

    Raises `OtherDeviceError` when the link is bound elsewhere: only its holder may say so.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        link = await _link(uow, key)
        if link.device(key.device_digest) is Device.OTHER:
            raise OtherDeviceError("case_link.other_device")
        revoked = link.revoke(now)
        if revoked is not link:
            await uow.case_links.save(revoked)
            await _act(uow, revoked, "case_link.denied", now)
            await _tell_denied(uow, revoked, now)
            await uow.commit()


async def _tell_denied(uow: UnitOfWork, link: CaseLink, now: datetime) -> None:
    """Write it into the case, and to the desk of whoever runs it; a draft that nobody received has no desk."""
    case = await uow.cases.get(link.case)
    if case is None:
        return
    person = await person_of(uow, case, link.identity)
    text = f"收到个人案件链接的人表示不是{minutes.about(person)}，链接已停用，请核对电话后重新生成"
    await minutes.line(uow, case, person.name, minutes.Note("case_link.denied", text, Tone.WAITING), now)
    for account in await uow.accounts.desk_of(case):
        key = f"{ReminderKind.LINK_DENIED}:{case.id}:{link.token_digest}:{account}"
        await uow.prompts.add(
            Prompt(key, case.id, ReminderKind.LINK_DENIED, None, account, f"{case.serial} {text}", now)
        )


async def write(key: LinkKey, version: int, house: str, application: Application, ports: Ports) -> OwnCaseView:
    """Keep another text of one's own application. Raises `StaleVersionError`, `ConflictError`, `InvalidError`."""
    now = ports.clock.now()
    async with ports.begin() as uow:
        link, draft = await _author(uow, key, now)
        if draft.version != version:
            raise StaleVersionError(table="application_draft")
        chosen = draft if draft.handed_in_at else replace(draft, house=await _house(uow, house))
        await handing_in.write(uow, ports, chosen, _own(draft, application), _hand(draft, key.origin), now)
        await uow.commit()
        return await own_view(uow, ports, link, Device.THIS, now)


async def hand_in(key: LinkKey, ports: Ports) -> OwnCaseView:
    """Hand the application in: serial, first receipt and certificate at once. Again changes nothing."""
    now = ports.clock.now()
    async with ports.begin() as uow:
        link, draft = await _author(uow, key, now)
        await handing_in.hand_in(uow, ports, draft, _hand(draft, key.origin), now)
        if draft.handed_in_at is None:
            link = link.keep_open(now)
            await uow.case_links.save(link)
            await uow.commit()
        return await own_view(uow, ports, link, Device.THIS, now)


async def resubmit(key: LinkKey, ports: Ports) -> OwnCaseView:
    """Hand a returned application in again; the first receipt stays."""
    now = ports.clock.now()
    async with ports.begin() as uow:
        link, draft = await _author(uow, key, now)
        case = await _case(uow, link)
        await intake.submit_again(uow, case, _hand(draft), now)
        await uow.commit()
        return await own_view(uow, ports, link, Device.THIS, now)


async def add_material(key: LinkKey, upload: Upload, ports: Ports) -> OwnCaseView:
    """Keep a file of one's own; sent twice it is one.

    Raises `ConflictError` (`intake.closed`) when the case is filed.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        link = await _bound(uow, key, now)
        case = await uow.cases.get(link.case)
        if case is not None and case.state is CaseState.FILED:
            raise ConflictError("intake.closed")
        hand = Hand(await _name(uow, link), identity=link.identity)
        own = replace(upload, holder="")
        if await filing.known(uow, link.case, own, hand, now):
            return await own_view(uow, ports, link, Device.THIS, now)
        material = await filing.take(uow, ports, link.case, own, hand, now)
        if case is not None:
            line = minutes.Note("material.added", f"{hand.name}补充材料：{material.file.name}")
            await minutes.line(uow, case, hand.name, line, now)
        await _act(uow, link, "material.added", now, material=material.id)
        await uow.commit()
        return await own_view(uow, ports, link, Device.THIS, now)


async def remove_material(key: LinkKey, material: str, ports: Ports) -> OwnCaseView:
    """Take a file out before the first submission."""
    now = ports.clock.now()
    async with ports.begin() as uow:
        link, draft = await _author(uow, key, now)
        blob = await intake.take_out(uow, draft, material)
        await uow.commit()
        view = await own_view(uow, ports, link, Device.THIS, now)
    await ports.blobs.remove(blob)
    return view


async def read_material(key: LinkKey, material: str, ports: Ports) -> Content:
    """Return the bytes of one's own file, or of another's that is exchanged; any other is `NotFoundError`.

    Who read what of others is in the audit log before it is out.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        link = await _bound(uow, key, now)
        found = await material_of(uow, link.case, material)
        if found.of != link.identity:
            case = await uow.cases.get(link.case)
            if case is None or not await exchanges.may_read(uow, case, found, link.identity):
                raise NotFoundError("material.unknown")
            await _act(uow, link, "material.exchanged_read", now, material=found.id)
            await uow.commit()
    return await filing.content_of(ports, found.file)


async def read_document(key: LinkKey, document: str, ports: Ports) -> Content:
    """Return the bytes of a document given out to the person's side; another's is `NotFoundError`."""
    async with ports.begin() as uow:
        link = await _bound(uow, key, ports.clock.now())
        person = await person_of(uow, await _case(uow, link), link.identity)
        found = await document_of(uow, link.case, document)
    if found.kind not in kinds_for(applicant=person.side is Side.APPLICANT):
        raise NotFoundError("document.unknown")
    return await filing.content_of_document(ports, found)


async def acknowledge_risk(key: LinkKey, ports: Ports) -> OwnCaseView:
    """Note that the party read what the passed date means and understood. Again changes nothing."""
    now = ports.clock.now()
    async with ports.begin() as uow:
        link = await _bound(uow, key, now)
        case = await _case(uow, link)
        person = await person_of(uow, case, link.identity)
        await explanations.explain(uow, case, person, Channel.ONLINE, None, now)
        await _act(uow, link, "case.risk_explained", now, channel=Channel.ONLINE)
        await uow.commit()
        return await own_view(uow, ports, link, Device.THIS, now)


async def confirm_record(key: LinkKey, document: str, ports: Ports) -> OwnCaseView:
    """Note that the applicant read the record of what they told and it is right. Again changes nothing.

    Raises `ConflictError` (`oral.applicant_only`, `oral.none`, `oral.outdated`, `signature.no_consent`).
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        link = await _bound(uow, key, now)
        case = await _case(uow, link)
        person = await person_of(uow, case, link.identity)
        if await oral_records.confirm(uow, case, person, document, Hand(person.name, identity=link.identity), now):
            await _act(uow, link, "oral_record.confirmed", now, document=document)
            await uow.commit()
        return await own_view(uow, ports, link, Device.THIS, now)


async def answer_step(key: LinkKey, command: OwnAnswer, ports: Ports) -> OwnCaseView:
    """Keep one's own answer to one step; nobody else's, and no other step. Again changes nothing.

    Raises as `steps.take`: `ConflictError` (`consent.outdated_wording`), `InvalidError` (`consent.reason_needed`).
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        link = await _bound(uow, key, now)
        case = await _case(uow, link)
        person = await person_of(uow, case, link.identity)
        if await steps.take_own(uow, case, person, command, now, ports.chance.id()):
            facts = {"step": command.step.value, "answer": "yes" if command.answer else "no"}
            await _act(uow, link, "step.answered", now, **facts)
            await uow.commit()
        return await own_view(uow, ports, link, Device.THIS, now)


async def issue(account: Account, serial: str, identity: str, ports: Ports) -> NewCaseLink:
    """Make a party's link, in place of the one there was, which is dead at once. Needs `party.write`."""
    now, token = ports.clock.now(), ports.chance.token()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, serial, Right.PARTY_WRITE)
        person = await person_of(uow, case, identity)
        kept = await uow.case_links.get(case.id, person.identity)
        if kept is None:
            link = CaseLink(case.id, person.identity, digest(token), now, now + OPEN_FOR)
            await uow.case_links.add(link)
        else:
            await uow.retired_links.add(kept.token_digest, now)
            link = kept.reissue(digest(token), now)
            await uow.case_links.save(link)
        line = minutes.Note("case_link.issued", f"生成了{minutes.about(person)}的个人案件链接", Tone.PLAIN)
        await minutes.line(uow, case, account.name, line, now)
        await minutes.act_of_staff(uow, account, line.kind, f"case:{case.id}", now, identity=person.identity)
        await uow.commit()
    return NewCaseLink(token, link.expires_at)


async def revoke(account: Account, serial: str, identity: str, ports: Ports) -> None:
    """Make a party's link useless. Again changes nothing. Needs `party.write`."""
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, serial, Right.PARTY_WRITE)
        link = await uow.case_links.get(case.id, Identity(identity))
        if link is None:
            raise NotFoundError("case_link.unknown")
        revoked = link.revoke(now)
        if revoked is not link:
            await uow.case_links.save(revoked)
            await minutes.act_of_staff(
                uow, account, "case_link.revoked", f"case:{case.id}", now, identity=link.identity
            )
            await uow.commit()


async def _link(uow: UnitOfWork, key: LinkKey) -> CaseLink:
    token = digest(key.token)
    link = await uow.case_links.by_token(token)
    if link is None:
        replaced = await uow.retired_links.has(token)
        raise LinkReplacedError("case_link.replaced") if replaced else NotFoundError("case_link.unknown")
    return link


async def _bound(uow: UnitOfWork, key: LinkKey, now: datetime) -> CaseLink:
    link = await _link(uow, key)
    link.require_device(key.device_digest, now)
    return link


async def _author(uow: UnitOfWork, key: LinkKey, now: datetime) -> tuple[CaseLink, Draft]:
    """Return link and draft of the party who writes it. Raises `NotFoundError` for everybody else."""
    link = await _bound(uow, key, now)
    draft = await uow.drafts.get(link.case)
    if draft is None or draft.applicant != link.identity:
        raise NotFoundError("intake.unknown")
    return link, draft


async def _case(uow: UnitOfWork, link: CaseLink) -> Case:
    case = await uow.cases.get(link.case)
    if case is None:
        raise ConflictError("intake.not_handed_in")
    return case


async def _house(uow: UnitOfWork, name: str) -> House | None:
    if not name:
        return None
    found = next((house for house in await uow.drafts.houses() if house.name == name), None)
    if found is None:
        raise InvalidError("intake.receiver", house="unknown")
    return found


def _own(draft: Draft, application: Application) -> Application:
    """Return the text without what only staff may say: number, procedure, others' consent, records, papers seen."""
    kept = draft.application
    seen = {party.key: party.identity_seen for party in kept.parties}
    return replace(
        application,
        case_type=kept.case_type,
        accused_detained=kept.accused_detained,
        stage=kept.stage,
        procedure=kept.procedure,
        judge_presides=kept.judge_presides,
        court_number=kept.court_number,
        oral=kept.oral,
        offline_on=kept.offline_on,
        parties=tuple(
            replace(
                party if party.key == draft.applicant else replace(party, consent=None, consent_channel=None),
                identity_seen=seen.get(party.key, ""),
            )
            for party in application.parties
        ),
    )


async def _name(uow: UnitOfWork, link: CaseLink) -> str:
    person = await uow.cases.participant(link.case, link.identity)
    if person is not None:
        return person.name
    draft = await uow.drafts.get(link.case)
    return _hand(draft).name if draft else ""


def _hand(draft: Draft, origin: str = "") -> Hand:
    own = next((party.name for party in draft.application.parties if party.key == draft.applicant), "")
    return Hand(own or "申请人", identity=draft.applicant, origin=origin)


async def _phone(uow: UnitOfWork, link: CaseLink, tail: str) -> bool:
    person = await uow.cases.participant(link.case, link.identity)
    if person is not None:
        return person.phone_ends_with(tail)
    draft = await uow.drafts.get(link.case)
    phones = [party.phone for party in draft.application.parties if party.key == link.identity] if draft else []
    return any(len(phone) > len(tail) and phone.endswith(tail) for phone in phones)


async def _act(uow: UnitOfWork, link: CaseLink, action: str, now: datetime, **facts: str) -> None:
    await uow.audit.add(Act(f"party:{link.identity}", action, f"case:{link.case}", tuple(sorted(facts.items()))), now)


async def bound(uow: UnitOfWork, key: LinkKey, now: datetime) -> tuple[CaseLink, Case]:
    """Return link and case of whoever asks from the bound device. Raises as `CaseLink.require_device`."""
    link = await _bound(uow, key, now)
    return link, await _case(uow, link)
