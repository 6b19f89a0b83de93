"""The paper of an oral application: given out as told, anew when it was corrected, and confirmed by the applicants."""

from collections.abc import Sequence
from datetime import datetime

from server.domain.application import Application, Door, PartyEntry
from server.domain.case import Case
from server.domain.case_consent import ConsentStep
from server.domain.concurrence import parties
from server.domain.draft import Draft
from server.domain.errors import ConflictError
from server.domain.ids import Identity
from server.domain.material import TransferableMaterial
from server.domain.oral_record import RecordConfirmation, Signing, require_agreed, require_applicant, require_newest
from server.domain.party import Participant, Side, masked_id_number, masked_phone
from server.domain.receipt import Document, to_the_second
from server.domain.timeline import Tone
from server.services import minutes, receipting
from server.services.hand import Hand
from server.services.intake_views import OralRecordView, RecordConfirmationView
from server.services.intake_words import PLAIN, RECORD_CONFIRMED
from server.services.ports import Ports, UnitOfWork
from server.services.ports.documents import Value

_FEN = 100


async def give_out(uow: UnitOfWork, ports: Ports, case: Case, draft: Draft, hand: Hand, now: datetime) -> Document:
    """Give out the record as the application stands; unchanged, the one there is, whatever was added to it since.

    Raises `ConflictError`: `oral.other_door`, or `oral.not_read_back` before it was read back to the applicant.
    """
    if draft.door is not Door.ORAL:
        raise ConflictError("oral.other_door")
    oral = draft.application.oral
    if oral is None or not oral.read_back:
        raise ConflictError("oral.not_read_back")
    materials = await uow.materials.of_case(case.id)
    newest = next(reversed(await _records(uow, case)), None)
    if newest is not None and await _is_told(ports, case, draft, newest, materials):
        return newest
    made = await receipting.give_out_anew(
        uow, ports, case.id, receipting.ORAL_RECORD, _data(case, draft, materials), oral.taken_at
    )
    if made.is_new:
        line = minutes.Note("oral_record.made", "出具口头申请记录，待申请人签名确认", Tone.WAITING)
        await minutes.line(uow, case, hand.name, line, now)
    return made.document


async def confirm(uow: UnitOfWork, case: Case, person: Participant, document: str, hand: Hand, now: datetime) -> bool:
    """Note that an applicant confirmed the newest record; return False when they had.

    By the own link that is a signature online: it needs a yes to signing online (OL-01). Raises `ConflictError`
    (`signature.no_consent`, and as `require_applicant` and `require_newest`).
    """
    require_applicant(person)
    records = await _records(uow, case)
    require_newest(document, [each.id for each in records])
    signing = Signing.ON_PAPER if hand.account else Signing.ONLINE
    if signing is Signing.ONLINE:
        require_agreed(await uow.steps.get(case.id, person.identity, ConsentStep.E_SIGNATURE))
    confirmation = RecordConfirmation(
        case=case.id,
        document=document,
        sha256=records[-1].sha256,
        identity=person.identity,
        at=now,
        signing=signing,
        recorded_by=hand.account.id if hand.account else None,
        recorded_by_name=hand.name,
    )
    if not await uow.record_confirmations.add(confirmation):
        return False
    text = f"{minutes.about(person)}确认口头申请记录，{RECORD_CONFIRMED[signing]}"
    await minutes.line(uow, case, hand.name, minutes.Note("oral_record.confirmed", text, Tone.CONSENT), now)
    return True


async def view(uow: UnitOfWork, case: Case, of: Identity | None = None) -> OralRecordView | None:
    """Return the newest record and who confirmed it, or only what `of` did; None without one."""
    records = await _records(uow, case)
    if not records:
        return None
    newest = records[-1]
    given = {each.identity: each for each in await uow.record_confirmations.of_document(newest.id)}
    people = [person for person in await uow.cases.participants(case.id) if person.side is Side.APPLICANT]
    return OralRecordView(
        document=newest.id,
        sha256=newest.sha256,
        made_at=newest.made_at,
        confirmations=tuple(
            _confirmation(person, given.get(person.identity))
            for person in people
            if of is None or person.identity == of
        ),
    )


async def unsigned(uow: UnitOfWork, ports: Ports, draft: Draft) -> tuple[str, ...]:
    """Return the applicants who did not confirm the record of what the application says now, by name (SM-03).

    Nobody is named by another door, before the application was handed in, or before it was read back: what comes
    first is said first.
    """
    oral = draft.application.oral
    case = await uow.cases.get(draft.case) if draft.door is Door.ORAL and oral and oral.read_back else None
    if case is None:
        return ()
    people = parties(await uow.cases.participants(case.id))
    asked = [person for person in people if person.side is Side.APPLICANT]
    records = await _records(uow, case)
    given = {each.identity for each in await uow.record_confirmations.of_document(records[-1].id)} if records else set()
    without = tuple(person.name for person in asked if person.identity not in given)
    # Typesetting takes its time: only a record that everybody signed, and that was written over since, is compared.
    if without or not records or draft.saved_at <= records[-1].made_at:
        return without
    materials = await uow.materials.of_case(case.id)
    told = await _is_told(ports, case, draft, records[-1], materials)
    return () if told else tuple(person.name for person in asked)


async def _is_told(
    ports: Ports, case: Case, draft: Draft, record: Document, materials: Sequence[TransferableMaterial]
) -> bool:
    """Tell whether the record is of what the application says now.

    A photograph of the signed record is not told otherwise: what was there then is compared.
    """
    oral = draft.application.oral
    then = _data(case, draft, [each for each in materials if each.uploaded_at <= record.made_at])
    return oral is not None and await receipting.says(ports, record, then, oral.taken_at)


async def _records(uow: UnitOfWork, case: Case) -> list[Document]:
    return [each for each in await uow.documents.of_case(case.id) if each.kind == receipting.ORAL_RECORD]


def _confirmation(person: Participant, given: RecordConfirmation | None) -> RecordConfirmationView:
    return RecordConfirmationView(
        identity=person.identity,
        name=person.name,
        at=given.at if given else None,
        signing=given.signing if given else None,
        recorded_by=given.recorded_by_name if given else "",
    )


def _data(case: Case, draft: Draft, materials: Sequence[TransferableMaterial]) -> dict[str, Value]:
    """Return what the paper says: who, what is asked, why, when, who took it (SM-03). Numbers are masked."""
    application, oral = draft.application, draft.application.oral
    return {
        "serial": case.serial,
        "receiver": receipting.receiver_of(draft),
        "taker": oral.taker if oral else "",
        "taken_at": to_the_second(oral.taken_at) if oral else "",
        "applicants": [_person(party) for party in application.of_side(Side.APPLICANT)],
        "respondents": [_person(party) for party in application.of_side(Side.RESPONDENT)],
        "employment": _employment(application),
        "claims": [_claim(application, number) for number in range(len(application.claims))],
        "facts": application.facts,
        "materials": [each.file.name for each in materials],
    }


def _person(party: PartyEntry) -> dict[str, Value]:
    return {
        "name": party.name,
        "number": masked_id_number(party.id_number),
        "phone": masked_phone(party.phone),
        "address": party.address,
        "representative": party.representative,
    }


def _claim(application: Application, number: int) -> str:
    item = application.claims[number]
    amount = f" {item.amount / _FEN:,.2f} 元" if item.amount is not None else ""
    return f"{PLAIN[item.plain]}{amount}{f'（{item.words}）' if item.words else ''}"


def _employment(application: Application) -> str:
    ended = application.employment_ended_on
    parts = [
        f"{application.since}入职" if application.since else "",
        f"岗位：{application.post}" if application.post else "",
        f"月工资 {application.wage / _FEN:,.2f} 元" if application.wage is not None else "",
        f"{ended.year}年{ended.month}月{ended.day}日离职" if ended else "",
    ]
    return "；".join(part for part in parts if part) or "未陈述"
