"""The demonstration's referrals: one case to be referred, one that waits for the answer of the organisation."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from server.domain.account import Account
from server.domain.beijing import BEIJING
from server.domain.case import Case, CaseState, serial
from server.domain.choice import HandedOver, begin
from server.domain.ids import CaseId, Identity
from server.domain.party import Participant, Role, Side
from server.domain.profile import EntryKind
from server.domain.roster import Entry
from server.domain.timeline import TimelineEntry, Tone
from server.services import clocks, referrals
from server.services.ports import Ports, UnitOfWork
from server.services.referrals import Send
from server.services.specimen_numbers import citizen_number


@dataclass(frozen=True, slots=True)
class WaitingCase:
    """A case nobody mediates yet."""

    worker: str
    employer: str
    cause: str
    claim: str
    amount: int
    place: str
    days: int
    """Since it was received."""
    sent: bool


CASES: Final = (
    WaitingCase(
        "韩冬",
        "中原快送（洛阳）配送有限公司",
        "新就业形态追索劳动报酬纠纷",
        "请求支付拖欠的配送报酬8,640元。",
        864_000,
        "西工区",
        2,
        sent=False,
    ),
    WaitingCase(
        "马海涛",
        "河南豫西物流有限公司",
        "经济补偿金纠纷",
        "请求支付经济补偿31,500元。公司称马海涛自行离职；马海涛称被停派车两个月后解除。",
        3_150_000,
        "西工区",
        4,
        sent=True,
    ),
)


async def seed(ports: Ports, clerk: Account, organisation: str) -> None:
    """Put in the cases of the referral desk, and send one to the organisation of this name."""
    for waiting in CASES:
        async with ports.begin() as uow:
            case = await _received(uow, ports, clerk, waiting)
            entry = next((one.id for one in await _entries(uow, clerk, organisation)), "")
            await uow.commit()
        if waiting.sent and entry:
            await referrals.send(clerk, Send(case.serial, f"demo-{case.id}", entry), ports)


async def _entries(uow: UnitOfWork, clerk: Account, organisation: str) -> tuple[Entry, ...]:
    return await uow.roster.named(EntryKind.ORGANISATION, organisation, clerk.organisation)


async def _received(uow: UnitOfWork, ports: Ports, clerk: Account, waiting: WaitingCase) -> Case:
    now = ports.clock.now()
    year = now.astimezone(BEIJING).year
    case = Case(
        id=CaseId(ports.chance.id()),
        serial=serial("LY", year, await uow.cases.next_number(year)),
        court_number=None,
        title=f"{waiting.worker} 与 {waiting.employer}",
        cause=waiting.cause,
        claim=waiting.claim,
        court=clerk.organisation,
        organisation=None,
        mediator=None,
        received_at=now - timedelta(days=waiting.days),
        place=waiting.place,
        amount=waiting.amount,
        state=CaseState.TO_APPOINT,
    )
    await uow.cases.add(case)
    people = [
        _party(ports, case, waiting.worker, Side.APPLICANT),
        _party(ports, case, waiting.employer, Side.RESPONDENT),
    ]
    for person in people:
        await uow.cases.add_participant(person)
    received = TimelineEntry(
        case.id, case.received_at, "case.received", clerk.name, "法院收到申请人的材料，首次收件", Tone.CLOCK
    )
    await uow.timeline.add(received)
    if waiting.sent:
        asked = [person.identity for person in people]
        round_of_court = begin(ports.chance.id(), case.id, asked, now, HandedOver.ONE_SIDED)
        await uow.choices.add(replace(round_of_court, opened_at=case.received_at))
    await clocks.refresh(uow, case, now)
    return case


def _party(ports: Ports, case: Case, name: str, side: Side) -> Participant:
    return Participant(
        identity=Identity(ports.chance.id()),
        case=case.id,
        name=name,
        side=side,
        role=Role.PARTY,
        title="申请人" if side is Side.APPLICANT else "被申请人",
        phone="13500000000",
        id_number=citizen_number("19800101"),
    )
