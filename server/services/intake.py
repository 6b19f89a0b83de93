"""The desk of intake: staff write applications, hand them in, take cases on, return them, explain the risk."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from server.domain.account import Account, Right
from server.domain.application import Application, Door, PartyEntry
from server.domain.audit import Act
from server.domain.award import ExplanationChannel, Standing
from server.domain.case import Case, CaseAction
from server.domain.draft import Draft, House
from server.domain.errors import ConflictError, InvalidError, NotFoundError, StaleVersionError
from server.domain.ids import CaseId
from server.domain.material import File, MaterialKind
from server.domain.party import Role, Side
from server.domain.receipt import ADVICE, Return, ReturnCode
from server.domain.secret import digest
from server.domain.timeline import Tone
from server.services import (
    clocks,
    ending_notices,
    explanations,
    filing,
    finishing,
    handing_in,
    minutes,
    oral_records,
    progress_notices,
)
from server.services.access import document_of, material_of, person_of
from server.services.explanations import calendar_of
from server.services.filing import Upload
from server.services.hand import Hand
from server.services.intake_reading import intake_of, intake_view
from server.services.intake_views import Content, IntakeList, IntakeView
from server.services.ports import Ports, UnitOfWork

DOORS_OF: Final = {
    Role.CLERK: frozenset({Door.COUNTER, Door.ORAL, Door.OFFLINE}),
    Role.ORGANISATION: frozenset({Door.ORGANISATION, Door.ORAL, Door.OFFLINE}),
}
_ID_LENGTH: Final = 24


@dataclass(frozen=True, slots=True)
class Begin:
    """A new application by a door. The same `key` is one draft, however often it comes."""

    door: Door
    key: str


@dataclass(frozen=True, slots=True)
class GiveBack:
    """Why an application is returned."""

    code: ReturnCode
    note: str = field(default="", repr=False)


async def desk(account: Account, ports: Ports) -> IntakeList:
    """Return drafts and cases waiting at intake. Needs `case.receive`."""
    account.require(Right.CASE_RECEIVE)
    return await ports.intake.desk(account, ports.clock.now())


async def begin(account: Account, command: Begin, ports: Ports) -> IntakeView:
    """Begin an application in the account's house. Needs `case.receive`.

    Raises `InvalidError` (`intake.door`) for a door this house does not have, `KeyReusedError` for a key that
    opened another one, `NotFoundError` when the draft of the key was discarded.
    """
    account.require(Right.CASE_RECEIVE)
    now = ports.clock.now()
    if command.door not in DOORS_OF.get(account.role, frozenset()):
        raise InvalidError("intake.door", door="not_here")
    async with ports.begin() as uow:
        # The name of the case comes from the key: a repeat finds the draft of the first.
        case = CaseId(digest(f"{account.id}:{command.key}")[:_ID_LENGTH])
        if not await uow.keys.claim(f"intake:{account.id}", command.key, command.door, now):
            return await intake_view(uow, ports, await mine(uow, account, case), now)
        draft = Draft(
            case=case,
            door=command.door,
            application=_blank(ports),
            created_at=now,
            saved_at=now,
            house=House(account.organisation, account.role is Role.CLERK),
            created_by=account.id,
            created_by_name=account.name,
        )
        await uow.drafts.add(draft)
        await minutes.act_of_staff(uow, account, "intake.begun", f"case:{case}", now, door=command.door)
        await uow.commit()
        return await intake_view(uow, ports, draft, now)


async def read(account: Account, case: str, ports: Ports) -> IntakeView:
    """Return one application. Needs `case.receive`; another house's is `NotFoundError`."""
    async with ports.reading() as uow:
        return await intake_view(uow, ports, await mine(uow, account, case), ports.clock.now())


async def write(account: Account, case: str, version: int, application: Application, ports: Ports) -> IntakeView:
    """Keep another text. Needs `case.receive`. Raises `StaleVersionError`, `ConflictError` (`intake.closed`)."""
    now = ports.clock.now()
    async with ports.begin() as uow:
        draft = await mine(uow, account, case)
        _require_version(draft, version)
        hand = Hand(account.name, account)
        written = await handing_in.write(uow, ports, draft, application, hand, now)
        await uow.commit()
        return await intake_view(uow, ports, written, now)


async def discard(account: Account, case: str, ports: Ports) -> None:
    """Forget a draft that was never handed in, its files with it. Needs `case.receive`."""
    now = ports.clock.now()
    async with ports.begin() as uow:
        draft = await mine(uow, account, case)
        await _hold_unsent(uow, draft.case)
        materials = await uow.materials.of_case(draft.case)
        for material in materials:
            await uow.materials.remove(material.id)
        await uow.drafts.remove(draft.case)
        await minutes.act_of_staff(uow, account, "intake.discarded", f"case:{case}", now)
        await uow.commit()
    for material in materials:
        await ports.blobs.remove(material.file.blob)


async def add_material(account: Account, case: str, upload: Upload, ports: Ports) -> IntakeView:
    """Keep a file with the application, sent twice it is one; made of a paper it says of whom. Needs `case.receive`."""
    now = ports.clock.now()
    async with ports.begin() as uow:
        draft = await mine(uow, account, case)
        await require_open(uow, draft)
        hand = Hand(account.name, account)
        if await filing.known(uow, draft.case, upload, hand, now):
            return await intake_view(uow, ports, draft, now)
        material = await filing.take(uow, ports, draft.case, upload, hand, now)
        await minutes.act_of_staff(uow, account, "material.added", f"case:{case}", now, material=material.id)
        await uow.commit()
        return await intake_view(uow, ports, draft, now)


async def call_material(account: Account, case: str, material: str, kind: MaterialKind, ports: Ports) -> IntakeView:
    """Say what a file of an application is instead of what was said when it came. Needs `case.receive`.

    Again changes nothing. Raises as `filing.call`, and `ConflictError` (`intake.closed`).
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        draft = await mine(uow, account, case)
        await require_open(uow, draft)
        found = await material_of(uow, draft.case, material)
        if await filing.call(uow, found, kind, Hand(account.name, account), now):
            await uow.commit()
        return await intake_view(uow, ports, draft, now)


async def remove_material(account: Account, case: str, material: str, ports: Ports) -> IntakeView:
    """Take a file out before the first submission; afterwards nothing is taken out. Needs `case.receive`."""
    now = ports.clock.now()
    async with ports.begin() as uow:
        draft = await mine(uow, account, case)
        taken = await take_out(uow, draft, material, Hand(account.name, account), now)
        await uow.commit()
        view = await intake_view(uow, ports, draft, now)
    await ports.blobs.remove(taken.blob)
    return view


async def read_material(account: Account, case: str, material: str, ports: Ports) -> Content:
    """Return the bytes of a file of the application. Needs `case.receive`."""
    async with ports.reading() as uow:
        draft = await mine(uow, account, case)
        found = await material_of(uow, draft.case, material)
    return await filing.content_of(ports, found.file)


async def read_document(account: Account, case: str, document: str, ports: Ports) -> Content:
    """Return the bytes of a document as they were given out. Needs `case.receive`."""
    async with ports.reading() as uow:
        draft = await mine(uow, account, case)
        found = await document_of(uow, draft.case, document)
    return await filing.content_of_document(ports, found)


async def hand_in(account: Account, case: str, ports: Ports) -> IntakeView:
    """Hand the application in: serial, first receipt and certificate at once. Again changes nothing.

    Needs `case.receive`.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        draft = await mine(uow, account, case)
        hand = Hand(account.name, account)
        await handing_in.hand_in(uow, ports, draft, hand, now)
        await _record(uow, ports, draft, hand, now)
        await uow.commit()
        return await intake_view(uow, ports, await mine(uow, account, case), now)


async def _record(uow: UnitOfWork, ports: Ports, draft: Draft, hand: Hand, now: datetime) -> None:
    """Give out the record of an oral application that was read back already; else staff does it when it was."""
    case, oral = await uow.cases.get(draft.case), draft.application.oral
    if case is not None and draft.door is Door.ORAL and oral is not None and oral.read_back:
        await oral_records.give_out(uow, ports, case, draft, hand, now)


async def take_on(account: Account, case: str, ports: Ports) -> IntakeView:
    """Take the case on: a mediator may be chosen. Needs `case.receive`.

    What was told counts only as its record was confirmed (SM-03); the first receipt was given out before and stays.

    Raises `ConflictError` (`intake.incomplete`, `award.explanation_owed`) and `IllegalTransitionError`.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        draft, found = await handed_in(uow, account, case)
        (await intake_of(uow, ports, draft, now)).require_complete(await calendar_of(uow))
        taken_on = found.act(CaseAction.TAKE_ON)
        await uow.cases.save(taken_on)
        hand = Hand(account.name, account)
        line = minutes.Note("case.taken_on", "材料齐全，收件登记完成，待选定或者指定调解员", Tone.CLOCK)
        await handing_in.note(uow, found, hand, line, now)
        await progress_notices.taken_on(uow, taken_on, now)
        await clocks.refresh(uow, taken_on, now)
        await uow.commit()
        return await intake_view(uow, ports, draft, now)


async def give_back(account: Account, case: str, command: GiveBack, ports: Ports) -> IntakeView:
    """Return the application with one of three codes and its advice; the applicants are told. Needs `case.receive`."""
    now = ports.clock.now()
    async with ports.begin() as uow:
        draft, found = await handed_in(uow, account, case)
        given_back = found.act(CaseAction.RETURN)
        await uow.cases.save(given_back)
        await finishing.drop_choice(uow, found)
        advice = ADVICE[command.code]
        returned = Return(found.id, now, command.code, advice, command.note.strip(), account.name)
        await uow.returns.add(returned)
        await ending_notices.tell_returned(uow, found, returned, now)
        line = minutes.Note("case.returned", f"退回补正：{advice}", Tone.WAITING)
        await handing_in.note(uow, found, Hand(account.name, account), line, now, code=command.code)
        await clocks.refresh(uow, given_back, now)
        await uow.commit()
        return await intake_view(uow, ports, draft, now)


async def resubmit(account: Account, case: str, ports: Ports) -> IntakeView:
    """Take a returned application in again; the first receipt stays, a corrected oral record is given out anew.

    Needs `case.receive`.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        draft, found = await handed_in(uow, account, case)
        hand = Hand(account.name, account)
        await submit_again(uow, found, hand, now)
        await _record(uow, ports, draft, hand, now)
        await uow.commit()
        return await intake_view(uow, ports, draft, now)


async def explain(account: Account, case: str, identity: str, channel: ExplanationChannel, ports: Ports) -> IntakeView:
    """Note that a party was told of the risk in person or by telephone. Needs `case.receive`."""
    now = ports.clock.now()
    if channel is ExplanationChannel.ONLINE:
        raise InvalidError("award.explanation_channel", channel="only_the_party")
    async with ports.begin() as uow:
        draft, found = await handed_in(uow, account, case)
        person = await person_of(uow, found, identity)
        await explanations.explain(uow, found, person, channel, account, now)
        await minutes.act_of_staff(
            uow, account, "case.risk_explained", f"case:{found.id}", now, identity=identity, channel=channel
        )
        await uow.commit()
        return await intake_view(uow, ports, draft, now)


async def submit_again(uow: UnitOfWork, case: Case, hand: Hand, now: datetime) -> None:
    """Put a returned case back to intake."""
    again = case.act(CaseAction.RESUBMIT)
    await uow.cases.save(again)
    line = minutes.Note("case.resubmitted", "补正后再次提交，首次收件时间不变", Tone.PLAIN)
    await handing_in.note(uow, case, hand, line, now)
    await clocks.refresh(uow, again, now)


async def take_out(uow: UnitOfWork, draft: Draft, material: str, hand: Hand, now: datetime) -> File:
    """Forget a file of a draft that was not handed in; return it. Who did, and its digest, is in the audit log."""
    await _hold_unsent(uow, draft.case)
    found = await material_of(uow, draft.case, material)
    await uow.materials.remove(found.id)
    said = (("material", found.id), ("sha256", found.file.sha256))
    await uow.audit.add(Act(hand.actor, "material.removed", f"case:{draft.case}", said), now)
    return found.file


async def _hold_unsent(uow: UnitOfWork, case: CaseId) -> None:
    """Let nobody hand the draft in until this is kept: what its receipt names stays.

    Raises `ConflictError` (`intake.handed_in`) when somebody did.
    """
    draft = await uow.drafts.hold(case)
    if draft is None or draft.handed_in_at is not None:
        raise ConflictError("intake.handed_in")


def _blank(ports: Ports) -> Application:
    return Application(
        parties=(
            PartyEntry(ports.chance.id(), Side.APPLICANT, Standing.WORKER),
            PartyEntry(ports.chance.id(), Side.RESPONDENT, Standing.EMPLOYER),
        )
    )


async def mine(uow: UnitOfWork, account: Account, case: str) -> Draft:
    """Return an application of the account's house: its own drafts, and whatever was handed in there."""
    account.require(Right.CASE_RECEIVE)
    draft = await uow.drafts.get(CaseId(case))
    if draft is None or draft.house is None or draft.house.name != account.organisation:
        raise NotFoundError("intake.unknown")
    if draft.handed_in_at is None and draft.created_by is None:
        raise NotFoundError("intake.unknown")
    return draft


async def handed_in(uow: UnitOfWork, account: Account, case: str) -> tuple[Draft, Case]:
    """Return an application of the account's house with its case. Needs `case.receive`.

    Raises `NotFoundError`, `ConflictError` (`intake.not_handed_in`).
    """
    draft = await mine(uow, account, case)
    found = await uow.cases.get(draft.case)
    if found is None:
        raise ConflictError("intake.not_handed_in")
    return draft, found


async def require_open(uow: UnitOfWork, draft: Draft) -> None:
    """Raise `ConflictError` (`intake.closed`) once the case was taken on."""
    if draft.handed_in_at is not None:
        await handing_in.open_case(uow, draft.case)


def _require_version(draft: Draft, version: int) -> None:
    if draft.version != version:
        raise StaleVersionError(table="application_draft")
