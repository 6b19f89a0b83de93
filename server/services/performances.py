"""Record how an agreement is performed, instalment by instalment; draft what may be asked for after a default."""

from dataclasses import dataclass, field, replace
from datetime import date

from server.domain.account import Account, Right
from server.domain.agreement_effect import AgreementEffect
from server.domain.audit import Act
from server.domain.beijing import beijing_day
from server.domain.case import Case
from server.domain.case_file import Leaf, require_open
from server.domain.errors import ConflictError
from server.domain.party import Participant, Role, Side, masked_id_number, masked_phone
from server.domain.performance import Extent, Mark
from server.domain.remedy import DRAFTED, Remedy, remedies
from server.domain.timeline import Tone
from server.services import clocks, endings, minutes, receipting
from server.services.access import LinkKey, case_in_reach, material_of
from server.services.case_links import bound
from server.services.ending_views import CaseEndingView
from server.services.intake_views import Content
from server.services.ports import Ports, UnitOfWork
from server.services.ports.documents import Value
from server.services.words import EXTENTS, REMEDIES, SIDES

PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class MarkPerformance:
    """What staff saw of an instalment, over the agreement as it was read at `version`."""

    serial: str
    number: int
    version: int
    extent: Extent
    on: date
    proof: str = field(default="", repr=False)
    material: str = ""


async def record(account: Account, command: MarkPerformance, ports: Ports) -> CaseEndingView:
    """Keep what staff saw. Needs `party.write`; the same again changes nothing.

    Raises `InvalidError` (`performance.invalid`: unknown number, a day ahead, performed without proof),
    `NotFoundError` for a material of another case, `ConflictError` (`effect.none`, `file.closed`), `StaleVersionError`.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, command.serial, Right.PARTY_WRITE)
        if command.material:
            await material_of(uow, case.id, command.material)
        mark = Mark(command.extent, command.on, now, account.name, None, command.proof.strip(), command.material)
        before = await _effect(uow, case)
        after = before.mark(command.number, mark, beijing_day(now))
        if after is not before:
            require_open(case, Leaf.PERFORMANCE)
            await uow.endings.save_effect(replace(after, version=command.version))
            await clocks.refresh(uow, case, now)
            note = _note(command.number, before, mark)
            await minutes.line(uow, case, account.name, note, now)
            facts = {"number": str(command.number), "extent": mark.extent.value, "on": mark.on.isoformat()}
            await minutes.act_of_staff(uow, account, note.kind, f"case:{case.id}", now, **facts)
            await uow.commit()
    return await endings.view(account, command.serial, ports)


async def record_own(key: LinkKey, number: int, extent: Extent, ports: Ports) -> None:
    """Keep what a party says of an instalment today, by their own link; the same again changes nothing.

    Raises `InvalidError` (`performance.invalid`), `ConflictError` (`effect.none`, `performance.not_party`).
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        link, case = await bound(uow, key, now)
        people = await uow.cases.participants(case.id)
        person = next((one for one in people if one.identity == link.identity and one.role is Role.PARTY), None)
        if person is None:
            raise ConflictError("performance.not_party")
        before = await _effect(uow, case)
        if not before.binds(person.identity):
            raise ConflictError("performance.not_party")
        mark = Mark(extent, beijing_day(now), now, person.name, person.identity, side=person.side)
        after = before.mark(number, mark, beijing_day(now))
        if after is before:
            return
        await uow.endings.save_effect(after)
        await clocks.refresh(uow, case, now)
        note = _note(number, before, mark)
        await minutes.line(uow, case, person.name, note, now)
        facts = (("extent", extent.value), ("number", str(number)))
        await uow.audit.add(Act(f"party:{person.identity}", note.kind, f"case:{case.id}", facts), now)
        await uow.commit()


async def draft(account: Account, serial: str, number: int, remedy: Remedy, ports: Ports) -> Content:
    """Return the draft of an application after a default; numbers of people are masked. Needs `party.write`.

    Raises `ConflictError` (`effect.none`, `remedy.closed` while the instalment is not in default or the way is not
    open, or is gone together and begins at the doors), `InvalidError` for a number there is not.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, serial, Right.PARTY_WRITE)
        effect = await _effect(uow, case)
        performance = effect.instalment(number)
        applications, calendar = await uow.endings.applications(case.id), await uow.calendars.load()
        offers = remedies(case, effect, performance, applications, calendar, now)
        offer = next((one for one in offers if one.remedy is remedy and remedy in DRAFTED), None)
        if offer is None:
            raise ConflictError("remedy.closed", remedy=remedy.value)
        people = await uow.cases.participants(case.id)
        await minutes.act_of_staff(uow, account, "remedy.drafted", f"case:{case.id}", now, remedy=remedy.value)
        await uow.commit()
    title = REMEDIES[remedy]
    data: dict[str, Value] = {
        "serial": case.serial,
        "title": f"{title}申请书（草稿）",
        "case": case.title,
        "people": [_person(one) for one in people if effect.binds(one.identity)],
        "agreed_on": beijing_day(effect.effective_at).isoformat(),
        "due_on": performance.due_on.isoformat(),
        "what": performance.what,
        "extent": EXTENTS[performance.extent],
        "article": offer.article,
        "until": f"{offer.until.isoformat()}{'（暂定）' if offer.provisional else ''}" if offer.until else "",
    }
    content = await ports.documents.render(receipting.DEFAULT_APPLICATION, data, now)
    return Content(f"{case.serial}-{title}申请书草稿.pdf", PDF, content)


async def _effect(uow: UnitOfWork, case: Case) -> AgreementEffect:
    effect = await uow.endings.effect(case.id)
    if effect is None:
        raise ConflictError("effect.none")
    return effect


def _note(number: int, effect: AgreementEffect, mark: Mark) -> minutes.Note:
    text = (
        f"第 {number}/{len(effect.performances)} 期履行情况：{EXTENTS[mark.extent]}（{mark.on.month}月{mark.on.day}日）"
    )
    tone = Tone.CONSENT if mark.extent is Extent.FULLY else Tone.WAITING
    return minutes.Note("performance.marked", text, tone)


def _person(person: Participant) -> dict[str, Value]:
    return {
        "side": SIDES[person.side] if person.side is not Side.NEUTRAL else "",
        "name": person.name,
        "number": masked_id_number(person.id_number),
        "phone": masked_phone(person.phone),
    }
