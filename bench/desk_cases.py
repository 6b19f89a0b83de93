"""Believable cases in any number: people, links, sessions, clocks, papers, awards, a history, the audit log."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Final

from server.domain import clocks
from server.domain.account import Account
from server.domain.audit import Act
from server.domain.award import Arbitration, Award, Finality, Received, Standing
from server.domain.beijing import beijing_day
from server.domain.case import Case, CaseSource, CaseState, serial
from server.domain.contact import Contact, ContactChannel, ContactOutcome
from server.domain.ending import Ending
from server.domain.ids import AccountId, CaseId, Identity, SessionId
from server.domain.invitation import Invitation, expiry
from server.domain.material import File, MaterialId, MaterialKind, MaterialMedia, MaterialOrigin, TransferableMaterial
from server.domain.outcome import EndingCode
from server.domain.party import Participant, PartyKind, Role, Side
from server.domain.receipt import Document
from server.domain.reminder import Prompt, ReminderKind
from server.domain.secret import digest
from server.domain.session import Session
from server.domain.term import StartEvent, Term
from server.domain.timeline import TimelineEntry, Tone
from server.services.demo_case import COURT, ORGANISATION
from server.services.ports import Ports, UnitOfWork
from server.services.specimen_numbers import citizen_number

AT_ONCE: Final = 25
"""Cases of one transaction."""
MEDIATORS: Final = 10
FIRST_NUMBER: Final = 1_000
FILES: Final = ("合同.pdf", "工资条.pdf", "考勤记录.pdf")
PAPERS: Final = (("receipt", "收件凭证"), ("intake_register", "收件登记表"))
AWARDED: Final = 5
"""Before one case in so many there was an award."""
_SURNAMES: Final = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_GIVEN: Final = ("秀兰", "建国", "志强", "海涛", "丽娜", "玉梅", "文斌", "桂芳", "鹏飞", "彩霞", "冬", "伟", "敏", "静")
_TRADES: Final = (
    "餐饮管理",
    "物流",
    "建筑劳务",
    "商贸",
    "重工机械",
    "教育咨询",
    "医院管理",
    "食品",
    "网络科技",
    "旅游开发",
)
_PLACES: Final = ("洛阳北辰", "洛阳启明", "洛阳金谷", "洛阳牡丹", "洛阳隆门", "洛阳天香", "河南豫西", "洛阳云途")
_CAUSES: Final = (
    "追索劳动报酬纠纷",
    "经济补偿金纠纷",
    "工伤保险待遇纠纷",
    "确认劳动关系纠纷",
    "福利待遇纠纷",
    "竞业限制纠纷",
)
_STATES: Final = (
    *(CaseState.IN_MEDIATION, CaseState.SCHEDULED) * 4,
    *(CaseState.ACCEPTED, CaseState.ASKING, CaseState.AGREED, CaseState.ENDED) * 2,
    *(CaseState.RECEIVED, CaseState.TO_APPOINT, CaseState.IN_FORCE, CaseState.FILED),
)
_BEFORE_ACCEPTANCE: Final = frozenset({CaseState.RECEIVED, CaseState.TO_APPOINT})
_NOT_CONTACTED: Final = frozenset({CaseState.ACCEPTED, CaseState.ASKING})
_OVER: Final = frozenset({CaseState.AGREED, CaseState.ENDED, CaseState.IN_FORCE, CaseState.FILED})
_WITH_SESSION: Final = frozenset({CaseState.IN_MEDIATION, CaseState.SCHEDULED})


async def fill(ports: Ports, mediator: Account, cases: int, seed: int = 1) -> None:
    """Add so many cases; `mediator` has one in ten of them, colleagues made here the others."""
    random, now = Random(seed), ports.clock.now()  # noqa: S311 - a made-up town, not a secret
    async with ports.begin() as uow:
        mediators = [mediator.id, *[await _colleague(uow, mediator, number) for number in range(1, MEDIATORS)]]
        await uow.commit()
    for start in range(0, cases, AT_ONCE):
        async with ports.begin() as uow:
            numbers = range(start, min(start + AT_ONCE, cases))
            added = [await _add(uow, mediators, random, number, now) for number in numbers]
            await _wind(uow, added, now)
            await uow.commit()


async def _colleague(uow: UnitOfWork, mediator: Account, number: int) -> AccountId:
    account = Account(
        AccountId(f"bench{number}"),
        f"bench{number}",
        f"第{number}位调解员",
        Role.MEDIATOR,
        ORGANISATION,
        mediator.password_hash,
    )
    await uow.accounts.add(account)
    return account.id


async def _add(uow: UnitOfWork, mediators: Sequence[AccountId], random: Random, number: int, now: datetime) -> Case:
    state = random.choice(_STATES)
    longest = 90 if state in _OVER else 5 if state in _NOT_CONTACTED else 33
    age = timedelta(days=random.randrange(2, longest), hours=random.randrange(24))
    worker = random.choice(_SURNAMES) + random.choice(_GIVEN)
    employer = f"{random.choice(_PLACES)}{random.choice(_TRADES)}有限公司"
    taken = state not in _BEFORE_ACCEPTANCE
    case = Case(
        id=CaseId(f"bench-case-{number}"),
        serial=serial("LY", now.year, FIRST_NUMBER + number),
        court_number=f"（{now.year}）豫0302诉前调第{FIRST_NUMBER + number}号",
        title=f"{worker} 与 {employer}",
        cause=random.choice(_CAUSES),
        claim=f"请求支付{random.randrange(3_000, 90_000)}元。",
        court=COURT,
        organisation=ORGANISATION if taken else None,
        mediator=mediators[number % len(mediators)] if taken else None,
        received_at=now - age,
        source=random.choice((CaseSource.ENTRUSTED, CaseSource.ENTRUSTED, CaseSource.ORGANISATION)),
        state=state,
    )
    await uow.cases.add(case)
    people = [
        _person(case, "worker", worker, Side.APPLICANT, Role.PARTY, "申请人"),
        _person(case, "employer", employer, Side.RESPONDENT, Role.PARTY, "被申请人"),
        _person(case, "manager", f"{random.choice(_SURNAMES)}经理", Side.RESPONDENT, Role.AGENT, "人事主管"),
    ]
    for person in people:
        await uow.cases.add_participant(person)
    await _tell(uow, case)
    await _put_in(uow, case)
    if number % AWARDED == 0:
        await _award(uow, case, people[:2])
    if taken:
        accepted_at = case.received_at + timedelta(days=1)
        await uow.terms.add(Term(case.id, StartEvent.ACCEPTED, accepted_at, accepted_at))
        await _go_on(uow, case, people[-1], accepted_at + timedelta(days=1))
    if state in _WITH_SESSION and case.mediator is not None:
        await _meet(uow, case, case.mediator, people, now + timedelta(days=random.randrange(1, 21)), now)
    return case


async def _go_on(uow: UnitOfWork, case: Case, other: Participant, at: datetime) -> None:
    if case.state not in _NOT_CONTACTED and case.mediator is not None:
        reached, by = ContactOutcome.REACHED, case.mediator
        await uow.contacts.add(
            Contact(case.id, other.identity, at, ContactChannel.TELEPHONE, other.phone, reached, "", by, at)
        )
    if case.state in _OVER and case.mediator is not None:
        code = EndingCode.DIFFERENCES_TOO_LARGE if case.state is CaseState.ENDED else EndingCode.AGREEMENT
        await uow.endings.add(Ending(case.id, code, "", at + timedelta(days=1), case.mediator, "王调解员"))


async def _wind(uow: UnitOfWork, cases: Sequence[Case], now: datetime) -> None:
    facts, calendar = await uow.terms.facts(cases), await uow.calendars.load()
    await uow.clocks.replace({case.id: clocks.clocks(facts[case.id], calendar, now) for case in cases})


def _person(case: Case, key: str, name: str, side: Side, role: Role, title: str) -> Participant:
    return Participant(
        identity=Identity(f"{case.id}-{key}"),
        case=case.id,
        name=name,
        side=side,
        role=role,
        title=title,
        phone="13500000000",
        id_number=citizen_number("19800101"),
        kind=PartyKind.EMPLOYER if key == "employer" else PartyKind.PERSON,
    )


async def _tell(uow: UnitOfWork, case: Case) -> None:
    for days in range(6):
        at = case.received_at + timedelta(days=days, minutes=7 * days)
        await uow.timeline.add(TimelineEntry(case.id, at, "party.contacted", "王调解员", "电话联系当事人", Tone.PLAIN))
    await uow.audit.add(Act("system", "case.received", f"case:{case.id}"), case.received_at)


async def _put_in(uow: UnitOfWork, case: Case) -> None:
    """Add the files and papers of a case, without their bytes: nobody reads those here."""
    of, at = Identity(f"{case.id}-worker"), case.received_at
    for number, name in enumerate(FILES):
        file = File(name, MaterialMedia.PDF, 120_000, f"{number:064x}", f"bench-{case.id}-{number}")
        identifier = MaterialId(f"{case.id}-file-{number}")
        origin, by = MaterialOrigin.PARTY, case.title.split(" ", 1)[0]
        await uow.materials.add(
            TransferableMaterial(identifier, case.id, MaterialKind.OTHER, file, origin, at, by, of=of)
        )
    for kind, title in PAPERS:
        sha256 = digest(f"{case.id}-{kind}")
        paper = Document(f"{case.id}-{kind}", case.id, kind, title, sha256, 40_000, f"bench-{case.id}-{kind}", at)
        await uow.documents.add(paper)


async def _award(uow: UnitOfWork, case: Case, parties: Sequence[Participant]) -> None:
    """Let both parties have received an award five days before the case came in."""
    day = beijing_day(case.received_at) - timedelta(days=5)
    received = tuple(
        Received(one.identity, Standing.WORKER if one.side is Side.APPLICANT else Standing.EMPLOYER, day, "送达回证")
        for one in parties
    )
    number = f"洛劳人仲案字〔{day.year}〕{case.serial[-4:]}号"
    await uow.awards.put(Award(case.id, Arbitration.AWARDED, number, Finality.NOT_FINAL, received))


async def _meet(
    uow: UnitOfWork, case: Case, mediator: AccountId, people: Sequence[Participant], at: datetime, now: datetime
) -> None:
    session = Session(SessionId(f"{case.id}-session"), case.id, 1, mediator, at, 90)
    await uow.sessions.add(session)
    for person in people:
        key = f"{session.id}:{person.identity}"
        await uow.invitations.add(Invitation(session.id, person.identity, digest(key), now, expiry(at, now)))
        text = f"第1次调解会议，案号{case.serial}。"
        await uow.prompts.add(Prompt(key, case.id, ReminderKind.SESSION_IN_3_DAYS, person.identity, None, text, now))
