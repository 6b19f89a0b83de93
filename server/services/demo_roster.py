"""The roster of the demonstration: organisations and mediators in every state, a change that waits, a complaint."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from server.domain.account import Account
from server.domain.case import Case
from server.domain.complaint import Complaint, ComplaintGround
from server.domain.ids import ComplaintId, EntryId
from server.domain.panel import Seat
from server.domain.profile import (
    DisputeKind,
    EntryKind,
    MediatorKind,
    OrganisationType,
    PoolTag,
    Profile,
    RosterLevel,
    Skill,
)
from server.domain.roster import Certificate, Confirmed, Entry, EntryState, Report, StopReason, Version
from server.domain.roster_paper import RosterPaper, RosterPaperId
from server.services import filing
from server.services.ports import Ports, UnitOfWork
from server.services.specimen_numbers import citizen_number

PAPERS: Final = ("培训证明.pdf", "变更申请表.pdf")
"""What goes with a change that waits."""
_PAGE: Final = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
"""An empty page: no paper of a real person is in the demonstration."""
LABOUR: Final = (DisputeKind.LABOUR, DisputeKind.NEW_EMPLOYMENT)


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation and how far its entry is."""

    key: str
    name: str
    type: OrganisationType
    skills: tuple[Skill, ...]
    max_open: int
    certificate: str | None
    regions: tuple[str, ...] = ()
    state: EntryState = EntryState.LISTED
    pool: tuple[PoolTag, ...] = ()
    e_seal: bool = True


@dataclass(frozen=True, slots=True)
class Mediator:
    """One mediator, below the organisation with this key."""

    above: str
    name: str
    kind: MediatorKind
    skills: tuple[Skill, ...]
    max_open: int
    certificate: str | None
    state: EntryState = EntryState.LISTED
    speciality: str = ""
    languages: str = "普通话、洛阳话"
    login: str | None = None


OWN: Final = "centre"
"""Of these organisations the one whose staff have accounts; its name comes from outside."""
ORGANISATIONS: Final = (
    Organisation(
        OWN,
        "",
        OrganisationType.ARBITRATION_CENTRE,
        (Skill.REMUNERATION, Skill.NEW_EMPLOYMENT, Skill.INJURY, Skill.COMPENSATION),
        40,
        "LTD-2024-003",
        ("西工区", "老城区"),
    ),
    Organisation(
        "union",
        "老城区总工会劳动争议调解委员会",
        OrganisationType.UNION,
        (Skill.COMPENSATION, Skill.RELATIONSHIP, Skill.WOMEN),
        30,
        "LTD-2024-001",
        ("老城区",),
        e_seal=False,
    ),
    Organisation(
        "industry",
        "洛阳市装备制造行业调解委员会",
        OrganisationType.INDUSTRY,
        (Skill.INJURY, Skill.NON_COMPETE),
        18,
        "LTD-2025-002",
        ("老城区", "涧西区"),
    ),
    Organisation(
        "pool",
        "洛阳市劳动争议调解专家资源库",
        OrganisationType.INDUSTRY,
        (Skill.REMUNERATION, Skill.COMPENSATION, Skill.INJURY),
        10,
        "LTD-2024-009",
        ("洛阳市",),
        pool=(PoolTag.COLLECTIVE, PoolTag.CONSTRUCTION),
    ),
    Organisation(
        "trade",
        "瀍河区商贸行业人民调解委员会",
        OrganisationType.PEOPLES_MEDIATION,
        (Skill.REMUNERATION,),
        12,
        None,
        ("瀍河区",),
        EntryState.REPORTED,
    ),
    Organisation(
        "street",
        "涧西区社区劳动争议调解站",
        OrganisationType.TOWNSHIP,
        (Skill.PART_TIME_WORK,),
        8,
        None,
        ("涧西区",),
        EntryState.RETURNED,
    ),
)
MEDIATORS: Final = (
    Mediator(
        "centre",
        "王调解员",
        MediatorKind.FULL_TIME,
        (Skill.REMUNERATION, Skill.PART_TIME_WORK),
        15,
        "LTY-2024-011",
        login="mediator",
    ),
    Mediator(
        "centre",
        "马调解员",
        MediatorKind.PART_TIME,
        (Skill.CONTRACT, Skill.COMPENSATION),
        10,
        "LTY-2024-016",
        EntryState.CHANGE_PENDING,
        "道路运输",
        "普通话、豫西方言",
        login="ma",
    ),
    Mediator("centre", "邢调解员", MediatorKind.PART_TIME, (Skill.INJURY,), 8, None, EntryState.UNDER_REVIEW),
    Mediator("union", "郭调解员", MediatorKind.INVITED, (Skill.COMPENSATION, Skill.WOMEN), 12, "LTY-2024-004"),
    Mediator(
        "union", "康调解员", MediatorKind.INVITED, (Skill.SOCIAL_INSURANCE,), 10, "LTY-2024-007", EntryState.STOPPED
    ),
    Mediator("industry", "石调解员", MediatorKind.FULL_TIME, (Skill.NON_COMPETE, Skill.INJURY), 15, "LTY-2025-009"),
)


async def seed(uow: UnitOfWork, ports: Ports, officer: Account, admin: Account, own: str) -> None:
    """Put the roster in: kept by `officer`, confirmed by the court of `admin`."""
    now = ports.clock.now()
    reported = Report(officer.id, officer.organisation, now - timedelta(days=8))
    ids = {}
    for organisation in ORGANISATIONS:
        ids[organisation.key] = EntryId(ports.chance.id())
        entry = Entry(
            id=ids[organisation.key],
            kind=EntryKind.ORGANISATION,
            court=admin.organisation,
            office=officer.organisation,
            organisation=None,
            proposed=_organisation(replace(organisation, name=own) if organisation.key == OWN else organisation),
            report=reported,
            certificate=_certificate(organisation.certificate),
        )
        await _keep(uow, admin, entry, organisation.state, now)
    for number, mediator in enumerate(MEDIATORS):
        account = await uow.accounts.by_login(mediator.login) if mediator.login else None
        entry = Entry(
            id=EntryId(ports.chance.id()),
            kind=EntryKind.MEDIATOR,
            court=admin.organisation,
            office=officer.organisation,
            organisation=ids[mediator.above],
            proposed=_mediator(mediator, number),
            account=account.id if account else None,
            report=reported,
            certificate=_certificate(mediator.certificate),
        )
        await _keep(uow, admin, entry, mediator.state, now)
        if mediator.state is EntryState.CHANGE_PENDING:
            await _add_papers(uow, ports, entry, officer)
        if mediator.name == "郭调解员":
            await uow.complaints.add(_complaint(ports, entry, now))


async def _add_papers(uow: UnitOfWork, ports: Ports, entry: Entry, officer: Account) -> None:
    at = entry.report.at if entry.report else ports.clock.now()
    for name in PAPERS:
        kept = await filing.keep(ports, filing.Upload(name, _PAGE + name.encode()))
        await uow.roster.add_paper(RosterPaper(RosterPaperId(ports.chance.id()), entry.id, kept.file, at, officer.name))


async def take_seat(uow: UnitOfWork, case: Case, mediator: Account, at: datetime) -> None:
    """Let the mediator preside over the case since `at`; the entry of this name at the court is theirs."""
    (entry,) = await uow.roster.named(EntryKind.MEDIATOR, mediator.name, case.court or "")
    await uow.panels.put_seat(Seat(case.id, mediator.id, entry.id, mediator.name, at, presides=True))


async def _keep(uow: UnitOfWork, admin: Account, entry: Entry, state: EntryState, now: datetime) -> None:
    if state not in {EntryState.LISTED, EntryState.CHANGE_PENDING, EntryState.STOPPED}:
        reason = "缺少设立文件，请补交后再报。" if state is EntryState.RETURNED else ""
        await uow.roster.add(replace(entry, state=state, reason=reason))
        return
    profile = entry.shown
    done = replace(entry, state=state, live=profile, proposed=None, reviewed_at=now - timedelta(days=200))
    if state is EntryState.CHANGE_PENDING:
        skills = (*profile.skills, Skill.NEW_EMPLOYMENT)
        training = f"{profile.training}；2026年新就业形态专题8学时，证明已附"
        done = replace(
            done, proposed=replace(profile, phone="15900007731", skills=skills, max_open=14, training=training)
        )
    if state is EntryState.STOPPED:
        done = replace(done, stopped=StopReason.REMOVED, reason="本人退休")
    await uow.roster.add(done)
    first = Version(entry.id, 1, Confirmed.LISTED, profile, now - timedelta(days=700), admin.name)
    await uow.roster.add_version(first)
    if state is EntryState.STOPPED:
        await uow.roster.add_version(replace(first, number=2, what=Confirmed.REMOVED, at=now - timedelta(days=60)))


def _organisation(one: Organisation) -> Profile:
    return Profile(
        name=one.name,
        kinds=LABOUR,
        skills=one.skills,
        regions=one.regions,
        level=RosterLevel.REGION if one.pool else RosterLevel.COURT,
        pool=one.pool,
        max_open=one.max_open,
        phone="0379-63000000",
        type=one.type,
        code="洛编〔2020〕3号",
        address="洛阳市某路1号",
        head="刘主任",
        contact="刘主任",
        e_seal=one.e_seal,
    )


def _mediator(one: Mediator, number: int) -> Profile:
    return Profile(
        name=one.name,
        kinds=LABOUR,
        skills=one.skills,
        speciality=one.speciality,
        max_open=one.max_open,
        phone=f"1380000220{number}",
        mediator_kind=one.kind,
        born_on=date(1978 + number, 5, 1),
        id_number=citizen_number(f"19{78 + number}0501", f"0{number}0"),
        education="本科",
        languages=one.languages,
        training="2025年16学时",
        declared=True,
    )


def _certificate(number: str | None) -> Certificate | None:
    return Certificate(number, date(int(number.split("-")[1]), 3, 1)) if number else None


def _complaint(ports: Ports, entry: Entry, now: datetime) -> Complaint:
    return Complaint(
        id=ComplaintId(ports.chance.id()),
        entry=entry.id,
        court=entry.court,
        ground=ComplaintGround.REFUSALS,
        text="三次约好时间都说临时有事，没有说明原因，也没有换人。",
        serial="LY2026-000097",
        complainant="马建国",
        phone="13500000000",
        made_at=now - timedelta(days=2),
    )
