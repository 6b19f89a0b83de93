"""Record or correct the award after intake: it may come, or be received, while mediation goes on (LB-11, LY-04)."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from server.domain.account import Account, Right
from server.domain.application import Application
from server.domain.award import Arbitration, Award, Finality, Received, Standing, bar
from server.domain.beijing import beijing_day
from server.domain.case import Case, CaseState
from server.domain.concurrence import parties
from server.domain.errors import ConflictError, InvalidError
from server.domain.ids import CaseId, Identity
from server.domain.party import Participant, PartyKind, Side
from server.domain.timeline import Tone
from server.services import clocks, minutes
from server.services.access import case_in_reach
from server.services.intake_words import BARRED
from server.services.ports import Ports, UnitOfWork

AT_INTAKE = frozenset({CaseState.RECEIVED, CaseState.RETURNED})
"""While the form of intake says it, unless it was recorded since."""


@dataclass(frozen=True, slots=True)
class ReceivedView:
    """When a party received the award; `on` None when that is not known."""

    identity: str
    name: str = field(repr=False)
    side: Side
    on: date | None
    proof: str = field(repr=False)
    annulled_on: date | None
    """When they received the ruling that set the award aside."""
    annulled_proof: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class AwardView:
    """What is known of arbitration, with every party, over the case as it stands at `version`."""

    arbitration: Arbitration | None
    number: str
    finality: Finality | None
    received: tuple[ReceivedView, ...]
    version: int
    may_write: bool


@dataclass(frozen=True, slots=True)
class ReceivedSays:
    """A party received the award on a day in Beijing, and perhaps the ruling that set it aside; what shows each."""

    identity: str
    on: date
    proof: str = field(default="", repr=False)
    annulled_on: date | None = None
    annulled_proof: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class RecordAward:
    """What is known of arbitration now, over the case as it was read at `version`."""

    serial: str
    version: int
    arbitration: Arbitration
    number: str = ""
    finality: Finality | None = None
    received: tuple[ReceivedSays, ...] = ()


async def view(account: Account, serial: str, ports: Ports) -> AwardView:
    """Return what is known of arbitration. Needs `case.read`; out of reach is `NotFoundError`."""
    async with ports.reading() as uow:
        case = await case_in_reach(uow, account, serial, Right.CASE_READ)
        return await _view(uow, account, case)


async def record(account: Account, command: RecordAward, ports: Ports) -> AwardView:
    """Keep it: each party's last day is worked out anew, and who came too late is to be told of the risk (LY-08).

    Needs `case.receive` or `case.conduct`. What stands already changes nothing. Raises `ConflictError`
    (`award.not_now`), `InvalidError` (`award.incomplete`, `award.date_ahead`, `award.date_missing` for an applicant,
    `award.ruling` for a ruling that set aside what is not final, or came before the award), `StaleVersionError`.
    """
    now = ports.clock.now()
    right = Right.CASE_RECEIVE if account.has(Right.CASE_RECEIVE) else Right.CASE_CONDUCT
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, command.serial, right)
        if not await _is_open(uow, case):
            raise ConflictError("award.not_now", state=case.state)
        people = parties(await uow.cases.participants(case.id))
        award = _award(case, command, people, beijing_day(now))
        if award != await uow.awards.get(case.id):
            # Of two who write at once, one has to read again.
            await uow.cases.save(replace(case, version=command.version))
            await uow.awards.put(award)
            await _note(uow, account, case, award, people, now)
            await clocks.refresh(uow, case, now)
            await uow.commit()
    return await view(account, command.serial, ports)


async def recorded(uow: UnitOfWork, case: CaseId, application: Application) -> Award | None:
    """Return what was recorded since the application was written so, and stands; None while the application does."""
    kept = await uow.awards.get(case)
    return kept if kept is not None and kept != application.award(case) else None


async def _is_open(uow: UnitOfWork, case: Case) -> bool:
    draft = await uow.drafts.get(case.id) if case.state in AT_INTAKE else None
    if draft is not None:
        return await recorded(uow, case.id, draft.application) is not None
    return case.state not in {*AT_INTAKE, CaseState.FILED}


def _award(case: Case, command: RecordAward, people: Sequence[Participant], today: date) -> Award:
    known = {person.identity: person for person in people}
    if any(one.identity not in known for one in command.received):
        raise InvalidError("award.incomplete", received="unknown_person")
    if any(on > today for one in command.received for on in (one.on, one.annulled_on) if on is not None):
        raise InvalidError("award.date_ahead", award_received_on="future")
    received = tuple(_received(one, known[Identity(one.identity)]) for one in command.received)
    award = Award(case.id, command.arbitration, command.number.strip(), command.finality, received)
    applicants = {person.identity for person in people if person.side is Side.APPLICANT}
    if award.arbitration is Arbitration.AWARDED and applicants - {one.identity for one in received}:
        raise InvalidError("award.date_missing", award_received_on="required")
    return award


def _received(said: ReceivedSays, person: Participant) -> Received:
    proof = said.annulled_proof.strip() if said.annulled_on else ""
    return Received(person.identity, _standing(person), said.on, said.proof.strip(), said.annulled_on, proof)


def _standing(person: Participant) -> Standing:
    return Standing.EMPLOYER if person.kind is PartyKind.EMPLOYER else Standing.WORKER


async def _note(
    uow: UnitOfWork, account: Account, case: Case, award: Award, people: Sequence[Participant], now: datetime
) -> None:
    words = {
        Arbitration.NONE: "没有经过仲裁",
        Arbitration.PENDING: "仲裁已经受理，还没有裁决",
        Arbitration.AWARDED: f"已经裁决，{len(award.received)} 方收到的日期已登记",
    }
    text = f"登记仲裁情况：{words[award.arbitration]}"
    if award.is_annulled:
        told = sum(one.annulled_on is not None for one in award.received)
        text += f"；裁决已被人民法院裁定撤销，{told} 方收到裁定的日期已登记"
    barred = bar(award, people, case, await uow.calendars.load())
    if barred is not None:
        text += f"；{BARRED[barred]}，要向每一方释明"
    await minutes.by_staff(uow, account, case, minutes.Note("case.award_recorded", text, Tone.CLOCK), now)


async def _view(uow: UnitOfWork, account: Account, case: Case) -> AwardView:
    award = await uow.awards.get(case.id)
    said = {one.identity: one for one in award.received} if award else {}
    people = parties(await uow.cases.participants(case.id))
    return AwardView(
        arbitration=award.arbitration if award else None,
        number=award.number if award else "",
        finality=award.finality if award else None,
        received=tuple(_received_view(person, said.get(person.identity)) for person in people),
        version=case.version,
        may_write=(account.has(Right.CASE_RECEIVE) or account.has(Right.CASE_CONDUCT)) and await _is_open(uow, case),
    )


def _received_view(person: Participant, said: Received | None) -> ReceivedView:
    if said is None:
        return ReceivedView(person.identity, person.name, person.side, None, "", None, "")
    return ReceivedView(
        person.identity, person.name, person.side, said.on, said.proof, said.annulled_on, said.annulled_proof
    )
