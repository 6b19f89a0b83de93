"""A party's own link to a case: made, bound to one device, moved to another, denied, ended."""

from datetime import datetime

from server.domain.account import Account, Right
from server.domain.audit import Act
from server.domain.case import Case
from server.domain.case_link import OPEN_FOR, CaseLink
from server.domain.errors import (
    ConflictError,
    GoneError,
    InvalidError,
    LinkReplacedError,
    NotFoundError,
)
from server.domain.ids import Identity
from server.domain.interpreting import require_papers
from server.domain.invitation import MOST_TRIES, Device
from server.domain.secret import digest
from server.domain.timeline import Tone
from server.services import clocks, doubting, minutes
from server.services.access import LinkKey, case_in_reach, person_of
from server.services.dismissing import is_dismissed, require_acting
from server.services.own_case_reading import own_view
from server.services.own_case_views import NewCaseLink, OpenedCase
from server.services.ports import Ports, UnitOfWork


async def open_link(key: LinkKey, ports: Ports) -> OpenedCase:
    """Bind the link to this device if it is the first. Again on it changes nothing. Raises `OtherDeviceError`."""
    now, secret = ports.clock.now(), key.device or ports.chance.token()
    async with ports.begin() as uow:
        link = await link_of(uow, key)
        await require_mandate(uow, link, now)
        opened = link.open(digest(secret), now)
        if opened is not link:
            await uow.case_links.save(opened)
            await note_act(uow, opened, "case_link.opened", now)
            await uow.commit()
        view = await own_view(uow, ports, opened, Device.THIS, now)
    return OpenedCase(view, None if key.device else secret, opened.expires_at)


async def move(key: LinkKey, phone_tail: str, ports: Ports) -> OpenedCase:
    """Bind the link to this device instead: the person knows the last four digits of their telephone.

    Raises `InvalidError` (`invitation.wrong_phone_tail`) and after five wrong tries `TooManyTriesError`.
    """
    now, secret = ports.clock.now(), key.device or ports.chance.token()
    async with ports.begin() as uow:
        link = await link_of(uow, key)
        await require_mandate(uow, link, now)
        matches = await _phone(uow, link, phone_tail)
        moved = link.move(digest(secret), now, phone_matches=matches)
        await uow.case_links.save(moved)
        await note_act(uow, moved, "case_link.moved" if matches else "case_link.wrong_phone_tail", now)
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
        link = await link_of(uow, key)
        link.device(key.device_digest).require_free("case_link")
        revoked = link.revoke(now)
        if revoked is not link:
            await uow.case_links.save(revoked)
            await note_act(uow, revoked, "case_link.denied", now)
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
    await doubting.tell_desk(uow, case, link.token_digest, text, now)


async def issue(account: Account, serial: str, identity: str, ports: Ports) -> NewCaseLink:
    """Make a party's link, in place of the one there was, which is dead at once. Needs `party.write`.

    Raises `ConflictError`: `interpreter.no_papers`, because behind it are the papers of the case; `authority.ended` for
    an agent who acts for nobody any more.
    """
    now, token = ports.clock.now(), ports.chance.token()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, serial, Right.PARTY_WRITE)
        person = await person_of(uow, case, identity)
        require_papers(person)
        await require_acting(uow, case.id, person, now)
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
        await clocks.keep_links(uow, case, now)
        made = await uow.case_links.get(case.id, person.identity) or link
        await uow.commit()
    return NewCaseLink(token, made.expires_at)


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


async def bound(uow: UnitOfWork, key: LinkKey, now: datetime) -> tuple[CaseLink, Case]:
    """Return link and case of whoever acts from the bound device. Raises as `CaseLink.require_device`.

    Raises `ConflictError` (`case_link.filled_in`) for who filled the application in for another: what they say by that
    link binds nobody (LB-08). The party has a link of their own from staff, and so has an agent whose papers were seen.
    """
    link, case = await looking(uow, key, now)
    draft = await uow.drafts.get(link.case)
    if draft is not None and draft.is_filled_by(link):
        raise ConflictError("case_link.filled_in")
    return link, case


async def looking(uow: UnitOfWork, key: LinkKey, now: datetime) -> tuple[CaseLink, Case]:
    """Return link and case of whoever only reads from the bound device. Raises as `CaseLink.require_device`."""
    link = await bound_link(uow, key, now)
    return link, await case_of(uow, link)


async def link_of(uow: UnitOfWork, key: LinkKey) -> CaseLink:
    """Return the link of this token, which may be over. Raises `LinkReplacedError` and `NotFoundError`."""
    token = digest(key.token)
    link = await uow.case_links.by_token(token)
    if link is None:
        replaced = await uow.retired_links.has(token)
        raise LinkReplacedError("case_link.replaced") if replaced else NotFoundError("case_link.unknown")
    return link


async def require_mandate(uow: UnitOfWork, link: CaseLink, now: datetime) -> None:
    """Raise `GoneError` (`case_link.revoked`) for an agent whose every authority is over."""
    if await is_dismissed(uow, link.case, await uow.cases.participant(link.case, link.identity), now):
        raise GoneError("case_link.revoked")


async def bound_link(uow: UnitOfWork, key: LinkKey, now: datetime) -> CaseLink:
    """Return the link of whoever asks from the bound device. Raises as `link_of` and `CaseLink.require_device`."""
    link = await link_of(uow, key)
    link.require_device(key.device_digest, now)
    await require_mandate(uow, link, now)
    return link


async def case_of(uow: UnitOfWork, link: CaseLink) -> Case:
    """Return the case of a link. Raises `ConflictError` (`intake.not_handed_in`) while it is a draft."""
    case = await uow.cases.get(link.case)
    if case is None:
        raise ConflictError("intake.not_handed_in")
    return case


async def note_act(uow: UnitOfWork, link: CaseLink, action: str, now: datetime, **facts: str) -> None:
    """Write into the audit log what the person behind a link did."""
    await uow.audit.add(Act(f"party:{link.identity}", action, f"case:{link.case}", tuple(sorted(facts.items()))), now)


async def _phone(uow: UnitOfWork, link: CaseLink, tail: str) -> bool:
    person = await uow.cases.participant(link.case, link.identity)
    if person is not None:
        return person.phone_ends_with(tail)
    draft = await uow.drafts.get(link.case)
    phones = [party.phone for party in draft.application.parties if party.key == link.identity] if draft else []
    return any(len(phone) > len(tail) and phone.endswith(tail) for phone in phones)
