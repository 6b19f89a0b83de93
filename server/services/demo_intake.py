"""What waits at the demonstration's intake desk: a draft, a complete application, and one given back."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Final

from server.domain.account import Account
from server.domain.application import Application, ClaimItem, Door, PartyEntry
from server.domain.award import Arbitration, Standing
from server.domain.beijing import beijing_day
from server.domain.case_consent import ConsentChannel
from server.domain.causes import Plain
from server.domain.limitation import Employment
from server.domain.party import Side
from server.domain.receipt import ReturnCode
from server.services import intake
from server.services.intake import Begin, GiveBack
from server.services.intake_views import IntakeView
from server.services.ports import Ports
from server.services.specimen_numbers import citizen_number, company_code

NOTE: Final = "申请人没有智能手机，家里也没有人能帮忙，请到窗口当面办理。"
PLACE: Final = "老城区"


async def seed(ports: Ports, clerk: Account) -> None:
    """Let the clerk enter three applications, each as far as it goes."""
    await _entered(ports, clerk, "demo-draft", _begun)
    received = await _entered(ports, clerk, "demo-received", partial(_whole, today=beijing_day(ports.clock.now())))
    await intake.hand_in(clerk, received.case, ports)
    returned = await _entered(ports, clerk, "demo-returned", _offline)
    await intake.hand_in(clerk, returned.case, ports)
    await intake.give_back(clerk, returned.case, GiveBack(ReturnCode.UNSUITABLE_ONLINE, NOTE), ports)


async def _entered(ports: Ports, clerk: Account, key: str, content: Callable[[str, str], Application]) -> IntakeView:
    view = await intake.begin(clerk, Begin(Door.COUNTER, key), ports)
    applicant, respondent = (party.key for party in view.application.parties)
    return await intake.write(clerk, view.case, view.version, content(applicant, respondent), ports)


def _begun(applicant: str, respondent: str) -> Application:
    return Application(
        parties=(
            _worker(applicant, "刘小芳", "13500002274", citizen_number("19920708", "006")),
            _employer(respondent, ""),
        ),
        claims=(ClaimItem(Plain.OVERTIME),),
    )


def _whole(applicant: str, respondent: str, today: date) -> Application:
    return Application(
        parties=(
            _worker(applicant, "陈志强", "13500004410", citizen_number("19881124", "003")),
            _employer(respondent, "洛阳某重工机械有限公司"),
        ),
        arbitration=Arbitration.NONE,
        claims=(ClaimItem(Plain.UNPAID_WAGES, 1_845_000), ClaimItem(Plain.SEVERANCE, 2_100_000)),
        cause_code="labour.wages",
        facts="2019年3月起在该公司做铣工，月工资6,150元，最近三个月没有发工资，离职时没有经济补偿。",
        place=PLACE,
        since="2019年3月",
        post="铣工",
        wage=615_000,
        known_on=today - timedelta(days=100),
        employment=Employment.ENDED,
        employment_ended_on=today - timedelta(days=40),
    )


def _offline(applicant: str, respondent: str) -> Application:
    return Application(
        parties=(
            _worker(applicant, "王海燕", "13500007719", citizen_number("19750615", "008")),
            _employer(respondent, "洛阳某家政服务有限公司"),
        ),
        arbitration=Arbitration.NONE,
        claims=(ClaimItem(Plain.UNPAID_WAGES, 480_000),),
        cause_code="labour.wages",
        facts="做了两个月保洁，没有拿到工资。",
        place=PLACE,
    )


def _worker(key: str, name: str, phone: str, number: str) -> PartyEntry:
    return PartyEntry(
        key=key,
        side=Side.APPLICANT,
        standing=Standing.WORKER,
        name=name,
        id_number=number,
        phone=phone,
        service_address=phone,
        consent=True,
        consent_channel=ConsentChannel.WRITTEN,
    )


def _employer(key: str, name: str) -> PartyEntry:
    return PartyEntry(
        key=key,
        side=Side.RESPONDENT,
        standing=Standing.EMPLOYER,
        name=name,
        id_number=company_code("U0") if name else "",
        phone="037900004400" if name else "",
    )
