"""Who is in a case: people added and corrected, their numbers shown in full for a purpose, lists for screens."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Final

from server.domain.account import Account, Right
from server.domain.authority import Authority, require_seat
from server.domain.award import Arbitration, Award, Received, Standing, dates_missing
from server.domain.beijing import beijing_day
from server.domain.case import Case
from server.domain.case_file import Leaf, require_open
from server.domain.double_agency import require_one_interest
from server.domain.errors import ConflictError, InvalidError, NotFoundError
from server.domain.id_number import normal, require_number
from server.domain.ids import CaseId, Identity
from server.domain.interpreting import require_helping
from server.domain.origin import Origin
from server.domain.party import Capacity, Participant, PartyKind, Role, Side, is_worker
from server.domain.personal import PersonalLook, PersonalPurpose
from server.domain.signing import unproven
from server.services import clocks, doubting, efforts, minutes
from server.services.access import case_in_reach, person_of
from server.services.conflict_register import Bearing, is_barred, require_never_mediated
from server.services.effort_views import efforts_view
from server.services.ports import Ports, UnitOfWork
from server.services.ports.parties import CasePeopleView, PersonalLookView, PersonalView
from server.services.ports.terms import CaseCourse

MOST_PEOPLE: Final = 200
"""People of one case; a larger group is several cases."""


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What is known of a person. `role` is party, agent or interpreter."""

    name: str = field(repr=False)
    side: Side
    role: Role
    title: str
    phone: str = field(repr=False)
    id_number: str = field(repr=False)
    kind: PartyKind
    standing: Capacity
    origin: Origin = Origin.MAINLAND
    linked_to: str | None = None
    is_guardian: bool = False
    """An agent who acts by law (art. 25): not one of the two agents of a party."""
    identity_seen: str = field(default="", repr=False)
    """线下核实: which original paper staff compared; then a number that does not pass is kept as it stands."""
    award_received_on: date | None = None
    """When a party received the award, where there is one; in Beijing."""
    email: str = field(default="", repr=False)
    prefers_email: bool = False
    in_first_papers: bool = False
    """As staff say: the papers of the first receipt named them already, so they were there from the beginning."""


@dataclass(frozen=True, slots=True)
class AddPerson:
    """Put a person into a case. The same `key` with the same content is one person."""

    serial: str
    key: str
    facts: PersonFacts


@dataclass(frozen=True, slots=True)
class CorrectPerson:
    """Put right what is known of a person as it was at `version`; numbers left None stay as they are."""

    serial: str
    identity: str
    version: int
    name: str = field(repr=False)
    title: str
    standing: Capacity
    origin: Origin
    phone: str | None = field(default=None, repr=False)
    id_number: str | None = field(default=None, repr=False)
    identity_seen: str | None = field(default=None, repr=False)
    email: str | None = field(default=None, repr=False)
    prefers_email: bool | None = None


@dataclass(frozen=True, slots=True)
class Reveal:
    """Show a person's numbers in full, and why."""

    serial: str
    identity: str
    purpose: PersonalPurpose
    reason: str


@dataclass(frozen=True, slots=True)
class Beside:
    """Beside whom somebody is entered: a case as it stands in this transaction, read once for any number of people."""

    case: Case
    people: tuple[Participant, ...]
    authorities: tuple[Authority, ...]
    award: Award | None


async def people(account: Account, serial: str, ports: Ports) -> CasePeopleView:
    """Return everybody of a case, masked. Needs `case.read`; out of reach is `NotFoundError`."""
    return await of_course(account, await clocks.course_of(account, serial, ports), ports)


async def of_course(account: Account, course: CaseCourse, ports: Ports) -> CasePeopleView:
    """Return the same of a case whose course was read by the account. Raises `NotFoundError` out of reach."""
    now = ports.clock.now()
    found = await ports.parties.people(account, course.case.serial, beijing_day(now))
    if found is None:
        raise NotFoundError("case.unknown")
    async with ports.reading() as uow:
        unreached = await efforts.in_course(uow, course, ports.enough, now)
    if account.is_only_asked(course.case):
        # Who was called, and what they said, is nothing one needs to answer a letter (OM-14).
        found, unreached = replace(found, contacts=()), ()
    return replace(
        found,
        withdrawal_notice_hours=ports.withdrawal_notice // timedelta(hours=1),
        efforts=efforts_view(unreached, ports.enough),
    )


async def looks(account: Account, serial: str, ports: Ports) -> Sequence[PersonalLookView]:
    """Return who saw personal numbers of a case. Needs `access_log.read`; out of reach is `NotFoundError`.

    To the auditor, and to the administrator of the court, it names nobody of the case.
    """
    account.require(Right.ACCESS_LOG_READ)
    found = await ports.parties.looks(account, serial)
    if found is None:
        raise NotFoundError("case.unknown")
    return found


async def add_person(account: Account, command: AddPerson, ports: Ports) -> CasePeopleView:
    """Put a person into a case. Needs `party.write`.

    An applicant says when they received the award, where there is one: their time to sue counts from that day (LY-08).
    The first receipt is theirs too only where its papers named them.

    Raises `ConflictError` (`file.closed`, `party.too_many`;
    `interpreter.takes_part` for an interpreter who is in the case already;
    `authority.too_many` for a third agent beside a party;
    `authority.mediator` for whoever mediated the case or its family and would be agent, witness, expert or
    interpreter; `authority.both_sides` for whoever acts for another interest), `NotFoundError` for an unknown
    `linked_to`, `KeyReusedError`, `InvalidError`
    (`party.no_way`, `party.no_email`; `interpreter.helps_nobody`; `id_number.…` for a number that cannot be right when
    no paper was seen;
    `award.date_missing`, `award.date_ahead`,
    `award.none`).
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, command.serial, Right.PARTY_WRITE)
        if await uow.keys.claim(f"person:{case.id}", command.key, repr_of(command.facts), now):
            found = await beside(uow, case)
            if len(found.people) >= MOST_PEOPLE:
                raise ConflictError("party.too_many", most=str(MOST_PEOPLE))
            (*_, person) = (await enter(uow, account, found, command.facts, ports)).people
            await count_workers(uow, case)
            await clocks.refresh(uow, case, now)
            named = "，首次收件的材料里已经列名" if _is_named(command.facts) else ""
            note = minutes.Note("party.added", f"登记{minutes.about(person)}{named}")
            await minutes.line(uow, case, account.name, note, now)
            await uow.commit()
    return await people(account, command.serial, ports)


async def beside(uow: UnitOfWork, case: Case) -> Beside:
    """Read beside whom people are entered; the case is held by the caller, so that it stays true."""
    people, authorities = await uow.cases.participants(case.id), await uow.authorities.of_case(case.id)
    return Beside(case, people, tuple(authorities), await uow.awards.get(case.id))


async def enter(uow: UnitOfWork, account: Account, found: Beside, facts: PersonFacts, ports: Ports) -> Beside:
    """Put a person into a case within the caller's transaction; return the case with them, the last of its people.

    Who calls counts people, workers and clocks. For each person nothing of the case is read again: a list of hundreds
    is entered by the same rules as one. Raises as `add_person`, except `party.too_many`, before anything is written.
    """
    case = found.case
    require_open(case, Leaf.PERSON)
    now = ports.clock.now()
    added_at = None if _is_named(facts) else now
    person = replace(_participant(ports, case.id, facts), added_at=added_at, entered_at=now)
    await _require_possible(uow, found, facts, person, beijing_day(now))
    _require_way(person)
    _require_identity(person, now)
    award = _award_with(found.award, person, facts.award_received_on, beijing_day(now))
    await uow.cases.add_participant(person, len(found.people))
    if award is not None:
        await uow.awards.add_received(award)
    if person.identity_seen:
        await note_seen(uow, case, account.name, person, now)
    known = {"in_first_papers": "true"} if _is_named(facts) else {}
    await minutes.act_of_staff(uow, account, "party.added", f"case:{case.id}", now, identity=person.identity, **known)
    return replace(found, people=(*found.people, person), award=award or found.award)


def _is_named(facts: PersonFacts) -> bool:
    """Tell whether the first receipt is this person's too; whoever is asked by the other side handed nothing in."""
    return facts.in_first_papers and facts.side is Side.APPLICANT


def _award_with(award: Award | None, person: Participant, on: date | None, today: date) -> Award | None:
    """Return the award with the day a later party received it; None when nothing changes. Raises `InvalidError`."""
    if award is None or award.arbitration is not Arbitration.AWARDED:
        if on is not None:
            raise InvalidError("award.none", award_received_on="not_allowed")
        return None
    if on is None:
        if dates_missing(award, [person]):
            raise InvalidError("award.date_missing", award_received_on="required")
        return None
    if on > today:
        raise InvalidError("award.date_ahead", award_received_on="future")
    standing = Standing.EMPLOYER if person.kind is PartyKind.EMPLOYER else Standing.WORKER
    return replace(award, received=(*award.received, Received(person.identity, standing, on, "")))


async def count_workers(uow: UnitOfWork, case: Case) -> None:
    """Count who joined later for the common claim: ten workers may choose representatives (LB-06)."""
    people = await uow.cases.participants(case.id)
    workers = sum(is_worker(person) for person in people)
    if workers > case.workers:
        await uow.cases.save(replace(case, workers=workers))


async def _require_possible(
    uow: UnitOfWork, found: Beside, facts: PersonFacts, person: Participant, today: date
) -> None:
    if is_barred(facts.role, facts.side):
        await require_never_mediated(uow, found.case, Bearing(facts.name, facts.id_number, facts.phone))
    people, authorities = found.people, found.authorities
    require_helping(person, people)
    if facts.linked_to is not None:
        linked = next((one for one in people if one.identity == facts.linked_to), None)
        if linked is None:
            raise NotFoundError("participant.unknown")
        if facts.role is Role.AGENT and not facts.is_guardian:
            entered = [one.identity for one in unproven(linked.identity, people, authorities)]
            require_seat(linked.identity, authorities, entered, today)
    require_one_interest(person, people, authorities, today)


async def correct_person(account: Account, command: CorrectPerson, ports: Ports) -> CasePeopleView:
    """Put right what is known of a person; the audit log says which facts changed. Needs `party.write`.

    Raises `StaleVersionError` when somebody else put it right since `version`; what is true already changes nothing.
    Raises `ConflictError` (`authority.mediator`) for whoever is no party and turns out to have mediated the case,
    (`interpreter.takes_part`) for an interpreter who turns out to be in the case already,
    (`authority.both_sides`) for whoever turns out to act, or to be acted for, by one who acts for another interest,
    `InvalidError` (`party.no_way`, `party.no_email`; `id_number.…` for another number, or kind of paper, that cannot
    be right when no paper was seen).
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, command.serial, Right.PARTY_WRITE)
        before = await person_of(uow, case, command.identity)
        after = replace(
            before,
            name=command.name,
            title=command.title,
            standing=command.standing,
            origin=command.origin,
            phone=before.phone if command.phone is None else command.phone,
            id_number=before.id_number if command.id_number is None else normal(command.id_number),
            identity_seen=before.identity_seen if command.identity_seen is None else command.identity_seen.strip(),
            email=before.email if command.email is None else command.email,
            prefers_email=before.prefers_email if command.prefers_email is None else command.prefers_email,
        )
        changed = _changed(before, after)
        if {"phone", "email", "prefers_email"} & set(changed):
            _require_way(after)
        if {"id_number", "origin", "identity_seen"} & set(changed):
            _require_identity(after, now)
        await _require_one_interest(uow, case, after, changed, beijing_day(now))
        if {"phone", "id_number"} & set(changed):
            require_helping(after, await uow.cases.participants(case.id))
        if changed and is_barred(after.role, after.side):
            await require_never_mediated(uow, case, Bearing(after.name, after.id_number, after.phone))
        if changed:
            await uow.cases.save_participant(replace(after, version=command.version))
            if {"phone", "email"} & set(changed):
                await doubting.trust_again(uow, ports, case, after, now)
            note = minutes.Note("party.corrected", f"更正{minutes.about(after)}的登记信息")
            await minutes.line(uow, case, account.name, note, now)
            if after.identity_seen and "identity_seen" in changed:
                await note_seen(uow, case, account.name, after, now)
            facts = {"identity": after.identity, "changed": ",".join(changed)}
            await minutes.act_of_staff(uow, account, "party.corrected", f"case:{case.id}", now, **facts)
            await uow.commit()
    return await people(account, command.serial, ports)


async def _require_one_interest(
    uow: UnitOfWork, case: Case, person: Participant, changed: Collection[str], today: date
) -> None:
    """Look again at whoever was corrected, and at those who act for them when their standing changed."""
    if not {"name", "phone", "id_number", "standing"} & set(changed):
        return
    authorities = await uow.authorities.of_case(case.id)
    acting = {one.agent for one in authorities if one.principal == person.identity}
    people = [person if one.identity == person.identity else one for one in await uow.cases.participants(case.id)]
    for one in people:
        if one is person or one.linked_to == person.identity or one.identity in acting:
            require_one_interest(one, people, authorities, today)


async def reveal(account: Account, command: Reveal, ports: Ports) -> PersonalView:
    """Return a person's numbers in full; who, when and why is kept first. Needs `personal.read`.

    Raises `InvalidError` (`personal.reason_needed`).
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, command.serial, Right.PERSONAL_READ)
        person = await person_of(uow, case, command.identity)
        look = PersonalLook(
            case.id, person.identity, account.id, account.name, account.role, command.purpose, command.reason, now
        )
        await uow.personal_looks.add(look)
        facts = {"identity": person.identity, "purpose": command.purpose.value}
        await minutes.act_of_staff(uow, account, "personal.seen", f"case:{case.id}", now, **facts)
        await uow.commit()
    return PersonalView(phone=person.phone, id_number=person.id_number, email=person.email)


def repr_of(facts: PersonFacts) -> str:
    """Return everything of the facts in one form, to tell a repeat from another request."""
    return "\x1f".join(str(getattr(facts, name)) for name in PersonFacts.__slots__)


def _participant(ports: Ports, case: CaseId, facts: PersonFacts) -> Participant:
    return Participant(
        identity=Identity(ports.chance.id()),
        case=case,
        name=facts.name,
        side=facts.side,
        role=facts.role,
        title=facts.title or ("翻译" if facts.role is Role.INTERPRETER else ""),
        phone=facts.phone,
        id_number=normal(facts.id_number),
        linked_to=Identity(facts.linked_to) if facts.linked_to else None,
        kind=facts.kind,
        standing=facts.standing,
        origin=facts.origin,
        identity_seen=facts.identity_seen.strip(),
        email=facts.email,
        prefers_email=facts.prefers_email,
    )


def _require_way(person: Participant) -> None:
    """Raise `InvalidError`: `party.no_way` without telephone and address, `party.no_email` for the chosen way."""
    if not person.phone and not person.email:
        raise InvalidError("party.no_way", phone="required")
    if person.prefers_email and not person.email:
        raise InvalidError("party.no_email", email="required")


def _require_identity(person: Participant, now: datetime) -> None:
    """Raise `InvalidError` (`id_number.…`) for a number that cannot be right, unless staff saw the paper (OL-03)."""
    if not person.identity_seen:
        require_number(person.id_number, person.kind, person.origin, beijing_day(now))


async def note_seen(uow: UnitOfWork, case: Case, actor: str, person: Participant, now: datetime) -> None:
    """Write into the case that staff compared the original paper (线下核实)."""
    text = f"线下核实{minutes.about(person)}的证件原件"
    await minutes.line(uow, case, actor, minutes.Note("party.identity_seen", text), now)


def _changed(before: Participant, after: Participant) -> tuple[str, ...]:
    names = ("name", "title", "standing", "origin", "phone", "id_number", "identity_seen", "email", "prefers_email")
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))
