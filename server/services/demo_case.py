"""A believable case to try everything with: people, accounts, links and a history."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from server.domain.account import Account
from server.domain.attendance import PersonAttendance, Stretch, StretchKind
from server.domain.beijing import BEIJING, start_of_day
from server.domain.case import Case, CaseState, serial
from server.domain.errors import ConflictError, NotFoundError
from server.domain.ids import AccountId, CaseId, Identity, SessionId
from server.domain.invitation import Invitation, expiry
from server.domain.outcome import Decision, EndingCode, Outcome, OutcomeKind
from server.domain.party import Participant, PartyKind, Role, Side
from server.domain.reminder import ReminderKind
from server.domain.secret import digest
from server.domain.session import Session, SessionState
from server.domain.timeline import TimelineEntry, Tone
from server.services import demo_intake, demo_parties, demo_referral, demo_roster, demo_terms, session_notices
from server.services.ports import Ports, UnitOfWork
from server.services.specimen_numbers import citizen_number, company_code

COURT: Final = "洛阳市老城区人民法院"
ORGANISATION: Final = "洛阳市西工区劳动人事争议调解中心"
LABOUR_OFFICE: Final = "洛阳市西工区人力资源和社会保障局"
CENTRE_MANAGER: Final = "刘主任"
EMPLOYER: Final = "洛阳某餐饮管理有限公司"
MAIN_NUMBER: Final = 128
LENGTH: Final = 90


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """A staff account; the password is in clear only here."""

    role: str
    name: str
    login: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class DemoParty:
    """An invited person; the token is in clear only here."""

    identity: str
    name: str
    side: str
    title: str
    phone_tail: str
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Demo:
    """What was made."""

    accounts: tuple[DemoAccount, ...]
    parties: tuple[DemoParty, ...]
    serial: str
    session: str
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class Person:
    """Someone of the demonstration. `linked_to` is the key of another; a company gets no link."""

    key: str
    name: str
    side: Side
    role: Role
    title: str
    phone: str
    id_number: str
    linked_to: str | None = None
    invited: bool = True


STAFF: Final = (
    (Role.MEDIATOR, "王调解员", "mediator", ORGANISATION),
    (Role.CLERK, "陈书记员", "clerk", COURT),
    (Role.JUDGE, "周法官", "judge", COURT),
    (Role.ORGANISATION, CENTRE_MANAGER, "organisation", ORGANISATION),
    (Role.LABOUR_OFFICE, "赵科长", "labour", LABOUR_OFFICE),
    (Role.COURT_ADMIN, "钱主任", "court-admin", COURT),
    (Role.AUDITOR, "郑审计", "auditor", COURT),
    (Role.OPERATOR, "孙工程师", "operator", COURT),
    (Role.CLERK, "何书记员", "he", COURT),
    (Role.MEDIATOR, "马调解员", "ma", ORGANISATION),
    (Role.MEDIATOR, "郑法官", "presiding", COURT),
)

PEOPLE: Final = (
    Person("worker", "李秀兰", Side.APPLICANT, Role.PARTY, "申请人", "13800006027", citizen_number("19680315", "004")),
    Person(
        "daughter",
        "张敏",
        Side.APPLICANT,
        Role.AGENT,
        "代理人（女儿）",
        "13900003316",
        citizen_number("19941102", "008"),
        "worker",
    ),
    Person(
        "company",
        EMPLOYER,
        Side.RESPONDENT,
        Role.PARTY,
        "被申请人",
        "037900008800",
        company_code("X0"),
        invited=False,
    ),
    Person(
        "manager", "周经理", Side.RESPONDENT, Role.AGENT, "人事经理", "13700008852", citizen_number("19850618", "003")
    ),
    Person(
        "lawyer",
        "赵律师",
        Side.RESPONDENT,
        Role.AGENT,
        "代理律师",
        "13600001299",
        citizen_number("19791224", "001"),
        "manager",
    ),
)

CLAIM: Final = (
    "请求被申请人支付拖欠的三个月工资12,600元和同期加班费3,400元，合计16,000元。"
    "申请人自2021年5月起在被申请人的后厨工作，月工资4,200元。"
)

# Days before the session, code, who, sentence, tone.
HISTORY: Final = (
    (16, "case.received", "陈书记员", "法院收到申请人的材料，首次收件", Tone.CLOCK),
    (15, "case.risk_explained", "陈书记员", "向申请人释明诉前调解的期限和费用，申请人同意调解", Tone.CONSENT),
    (15, "case.referred", "陈书记员", f"诉前委派{ORGANISATION}调解", Tone.CLOCK),
    (13, "case.accepted", "王调解员", "接受委派，未发现需要披露的关系，调解期限30日起算", Tone.CLOCK),
    (11, "party.contacted", "王调解员", "电话联系被申请人，周经理表示同意参加在线调解", Tone.CONSENT),
    (6, "session.scheduled", "王调解员", "双方商定第 1 次调解会议的时间，方式为在线音视频", Tone.PLAIN),
    (6, "invitation.sent", "王调解员", "向四位参加人发送个人邀请链接和权利义务告知书", Tone.PLAIN),
)


async def seed(ports: Ports) -> Demo:
    """Make the demonstration in an empty store. Raises `ConflictError` (`demo.exists`) when it is there."""
    now = ports.clock.now()
    passwords = {login: ports.chance.password() for _, _, login, _ in STAFF}
    hashes = {login: await ports.hasher.hash(password) for login, password in passwords.items()}
    async with ports.begin() as uow:
        if await uow.accounts.by_login("mediator") is not None:
            raise ConflictError("demo.exists")
        staff = await _add_staff(uow, ports, hashes)
        await demo_roster.seed(uow, ports, staff[Role.LABOUR_OFFICE], staff[Role.COURT_ADMIN], ORGANISATION)
        await _add_older_cases(uow, ports, staff, now)
        case, session, parties = await _add_main_case(uow, ports, staff, now)
        await uow.commit()
    await demo_referral.seed(ports, staff[Role.CLERK], ORGANISATION)
    await demo_intake.seed(ports, staff[Role.CLERK])
    accounts = tuple(DemoAccount(role.value, name, login, passwords[login]) for role, name, login, _ in STAFF)
    return Demo(accounts, parties, case.serial, session.id, session.starts_at)


async def refresh(session: str, ports: Ports) -> None:
    """Move the demonstration's session to today when its day has passed unused, and its links with it."""
    now = ports.clock.now()
    async with ports.begin() as uow:
        kept = await uow.sessions.get(SessionId(session))
        if kept is None:
            raise NotFoundError("session.unknown")
        if kept.state is not SessionState.SCHEDULED or kept.starts_at >= start_of_day(now):
            return
        moved = kept.reschedule(_soon(now), kept.minutes, now)
        await uow.sessions.save(moved)
        for person in await uow.cases.participants(kept.case):
            link = await uow.invitations.get(kept.id, person.identity)
            if link is not None:
                await uow.invitations.save(replace(link, expires_at=expiry(moved.starts_at, now)))
        await uow.commit()


def _soon(now: datetime) -> datetime:
    """Return a round time a little ahead, but never tomorrow: the session of today."""
    ahead = now + timedelta(minutes=10)
    last = start_of_day(now) + timedelta(days=1, seconds=-1)
    return min(ahead.replace(minute=ahead.minute - ahead.minute % 5, second=0, microsecond=0), last)


async def _add_staff(uow: UnitOfWork, ports: Ports, hashes: dict[str, str]) -> dict[Role, Account]:
    """Return the first account of each role."""
    staff: dict[Role, Account] = {}
    for role, name, login, organisation in STAFF:
        account = Account(AccountId(ports.chance.id()), login, name, role, organisation, hashes[login])
        await uow.accounts.add(account)
        staff.setdefault(role, account)
    return staff


async def _add_main_case(
    uow: UnitOfWork, ports: Ports, staff: dict[Role, Account], now: datetime
) -> tuple[Case, Session, tuple[DemoParty, ...]]:
    starts_at = _soon(now)
    case = Case(
        id=CaseId(ports.chance.id()),
        serial=await _next_serial(uow, now, MAIN_NUMBER),
        court_number=f"（{now.astimezone(BEIJING).year}）豫0302诉前调第416号",
        title=f"李秀兰 与 {EMPLOYER}",
        cause="追索劳动报酬纠纷",
        claim=CLAIM,
        court=COURT,
        organisation=ORGANISATION,
        mediator=staff[Role.MEDIATOR].id,
        received_at=starts_at - timedelta(days=16),
    )
    await uow.cases.add(case)
    await demo_roster.take_seat(uow, case, staff[Role.MEDIATOR], starts_at - timedelta(days=13))
    session = Session(SessionId(ports.chance.id()), case.id, 1, staff[Role.MEDIATOR].id, starts_at, LENGTH)
    await uow.sessions.add(session)
    parties = await _invite(uow, ports, case, session, now)
    await _tell(uow, case, starts_at)
    await demo_terms.begin(uow, case, starts_at - timedelta(days=13), now)
    return case, session, parties


async def _invite(uow: UnitOfWork, ports: Ports, case: Case, session: Session, now: datetime) -> tuple[DemoParty, ...]:
    ids = {person.key: Identity(ports.chance.id()) for person in PEOPLE}
    parties = []
    for person in PEOPLE:
        await uow.cases.add_participant(_participant(person, case.id, ids))
        if not person.invited:
            continue
        token = ports.chance.token()
        sent_at = now - timedelta(days=6)
        until = expiry(session.starts_at, now)
        await uow.invitations.add(Invitation(session.id, ids[person.key], digest(token), sent_at, until))
        parties.append(
            DemoParty(ids[person.key], person.name, person.side.value, person.title, person.phone[-4:], token)
        )

    await demo_parties.add(uow, ports.chance, case, session.mediator, ids, session.starts_at)
    return tuple(parties)


def _participant(person: Person, case: CaseId, ids: dict[str, Identity]) -> Participant:
    return Participant(
        identity=ids[person.key],
        case=case,
        name=person.name,
        side=person.side,
        role=person.role,
        title=person.title,
        phone=person.phone,
        id_number=person.id_number,
        linked_to=ids[person.linked_to] if person.linked_to else None,
        kind=PartyKind.PERSON if person.invited else PartyKind.EMPLOYER,
    )


async def _tell(uow: UnitOfWork, case: Case, starts_at: datetime) -> None:
    for order, (days, kind, actor, text, tone) in enumerate(HISTORY):
        at = starts_at - timedelta(days=days) + timedelta(minutes=17 * order)
        await uow.timeline.add(TimelineEntry(case.id, at, kind, actor, text, tone))


async def _next_serial(uow: UnitOfWork, now: datetime, at_least: int) -> str:
    """Take numbers up to `at_least`, as if other cases had come in between."""
    year = now.astimezone(BEIJING).year
    number = await uow.cases.next_number(year)
    while number < at_least:
        number = await uow.cases.next_number(year)
    return serial("LY", year, number)


@dataclass(frozen=True, slots=True)
class OlderCase:
    """A case that only fills lists. `days` from today to its session; negative is past."""

    number: int
    worker: str
    employer: str
    cause: str
    claim: str
    days: int
    state: CaseState
    decision: Decision | None
    phone: str = "13500000000"
    """Of the worker, who may have none."""


OLDER: Final = (
    OlderCase(
        97,
        "马建国",
        "洛阳某建筑劳务有限公司",
        "追索劳动报酬纠纷",
        "请求支付拖欠的工资23,500元。",
        -9,
        CaseState.AGREED,
        Decision(
            OutcomeKind.SETTLED,
            EndingCode.AGREEMENT,
            terms="被申请人自签订协议之日起十日内向申请人一次性支付工资23,500元，双方就本次劳动关系再无其他争议。",
        ),
    ),
    OlderCase(
        113,
        "韩丽娜",
        "洛阳某商贸有限公司",
        "解除劳动合同纠纷",
        "请求支付违法解除劳动合同赔偿金38,400元。",
        -3,
        CaseState.ENDED,
        Decision(
            OutcomeKind.NOT_SETTLED,
            EndingCode.DIFFERENCES_TOO_LARGE,
            reason="双方对解除的原因和赔偿金额意见相差较大，经两轮沟通仍不能接近。",
        ),
    ),
    OlderCase(
        121,
        "孙志强",
        "洛阳某物流有限公司",
        "工伤保险待遇纠纷",
        "请求支付停工留薪期工资和一次性伤残补助金共46,200元。",
        1,
        CaseState.SCHEDULED,
        None,
        phone="",
    ),
)


async def _add_older_cases(uow: UnitOfWork, ports: Ports, staff: dict[Role, Account], now: datetime) -> None:
    for older in OLDER:
        await _add_older(uow, ports, staff[Role.MEDIATOR], older, now)


async def _add_older(uow: UnitOfWork, ports: Ports, mediator: Account, older: OlderCase, now: datetime) -> None:
    starts_at = start_of_day(now) + timedelta(days=older.days, hours=9, minutes=30)
    case = _older_case(ports, mediator, older, await _next_serial(uow, now, older.number), starts_at)
    await uow.cases.add(case)
    await demo_roster.take_seat(uow, case, mediator, case.received_at + timedelta(days=2))
    people = (
        _person_of(case.id, ports, older.worker, Side.APPLICANT, "申请人", older.phone),
        _person_of(case.id, ports, older.employer, Side.RESPONDENT, "被申请人"),
    )
    session = Session(SessionId(ports.chance.id()), case.id, 1, mediator.id, starts_at, LENGTH)
    if older.decision is not None:
        ended_at = starts_at + timedelta(minutes=72)
        session = session.open(starts_at + timedelta(minutes=3)).conclude(ended_at)
    await uow.sessions.add(session)
    for person in people:
        await uow.cases.add_participant(person)
        token_digest = digest(ports.chance.token())
        link = Invitation(session.id, person.identity, token_digest, case.received_at, expiry(starts_at, now))
        await uow.invitations.add(link)
    await _tell_older(uow, case, session, older)
    if older.state is CaseState.SCHEDULED:
        await _tell_moved(uow, case, session, now)
    if older.decision is not None and session.ended_at is not None:
        await uow.outcomes.add(_outcome(session, session.ended_at, older.decision, people, mediator))
        await demo_terms.end(uow, case, mediator, older.decision, session.ended_at)
    await demo_terms.begin(uow, case, case.received_at + timedelta(days=2), now)


def _older_case(ports: Ports, mediator: Account, older: OlderCase, serial: str, starts_at: datetime) -> Case:
    return Case(
        id=CaseId(ports.chance.id()),
        serial=serial,
        court_number=None,
        title=f"{older.worker} 与 {older.employer}",
        cause=older.cause,
        claim=older.claim,
        court=COURT,
        organisation=ORGANISATION,
        mediator=mediator.id,
        received_at=starts_at - timedelta(days=14),
        state=older.state,
    )


async def _tell_moved(uow: UnitOfWork, case: Case, session: Session, now: datetime) -> None:
    what = f"第 1 次调解会议改到 {session_notices.when(session)}。"
    notice = session_notices.Notice(session, ReminderKind.SESSION_MOVED, what)
    await session_notices.tell(uow, case, notice, await session_notices.links_of(uow, session), now)


def _person_of(
    case: CaseId, ports: Ports, name: str, side: Side, title: str, phone: str = "13500000000"
) -> Participant:
    return Participant(
        identity=Identity(ports.chance.id()),
        case=case,
        name=name,
        side=side,
        role=Role.PARTY,
        title=title,
        phone=phone,
        id_number=citizen_number("19800101"),
    )


async def _tell_older(uow: UnitOfWork, case: Case, session: Session, older: OlderCase) -> None:
    received = TimelineEntry(case.id, case.received_at, "case.received", "陈书记员", "法院收到申请人的材料", Tone.CLOCK)
    accepted_at = case.received_at + timedelta(days=2)
    accepted = TimelineEntry(case.id, accepted_at, "case.accepted", "王调解员", "接受委派", Tone.CLOCK)
    await uow.timeline.add(received)
    await uow.timeline.add(accepted)
    if session.ended_at is not None:
        text = "第 1 次调解会议结束：" + ("达成协议" if older.state is CaseState.AGREED else "未达成协议，调解终结")
        entry = TimelineEntry(case.id, session.ended_at, "session.concluded", "王调解员", text, Tone.CLOCK)
        await uow.timeline.add(entry)


def _outcome(
    session: Session, ended_at: datetime, decision: Decision, people: tuple[Participant, ...], mediator: Account
) -> Outcome:
    there = (Stretch(StretchKind.PRESENT, session.starts_at, ended_at),)
    attendance = tuple(
        PersonAttendance(person.identity, person.name, person.side, person.title, there) for person in people
    )
    return Outcome(session.id, decision, attendance, mediator.id, mediator.name, ended_at)
