"""Applications as they stand at intake: begun, whole, after an award, handed in, and by a party's own link."""

# ruff: noqa: ANN401 - any field of a value may be the one a test changes

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from server.domain.application import Application, ClaimItem, Door, PartyEntry
from server.domain.award import Arbitration, Finality, Standing
from server.domain.case_consent import ConsentChannel
from server.domain.causes import Plain
from server.domain.party import Side
from server.services import intake, own_case
from server.services.access import LinkKey
from server.services.intake_views import IntakeView
from server.services.own_case_views import OwnCaseView
from tests.support.id_numbers import COMPANY_CODE, WORKER_NUMBER
from tests.support.store import CLERK, Store

PDF = b"%PDF-1.7\n1 0 obj\n"
KEY = "key-0001"
FIRST = datetime(2026, 3, 31, 1, 41, 7, 345_678, tzinfo=UTC)


def party(key: str, side: Side = Side.APPLICANT, **changes: Any) -> PartyEntry:
    whole = PartyEntry(
        key=key,
        side=side,
        standing=Standing.WORKER if side is Side.APPLICANT else Standing.EMPLOYER,
        name="陈志强" if side is Side.APPLICANT else "洛阳北辰重工机械有限公司",
        id_number=WORKER_NUMBER if side is Side.APPLICANT else COMPANY_CODE,
        phone="13800004410",
        service_address="13800004410",
        consent=True if side is Side.APPLICANT else None,
        consent_channel=ConsentChannel.WRITTEN if side is Side.APPLICANT else None,
    )
    return replace(whole, **changes)


def complete(view: IntakeView, **changes: Any) -> Application:
    """Return a whole application with the parties of the draft."""
    applicant, respondent = (each.key for each in view.application.parties)
    whole = Application(
        parties=(party(applicant), party(respondent, Side.RESPONDENT)),
        arbitration=Arbitration.NONE,
        claims=(ClaimItem(Plain.UNPAID_WAGES, 1_260_000), ClaimItem(Plain.OVERTIME, 340_000)),
        cause_code="labour.wages",
        facts="2021年5月起在该公司工作，2025年12月起未发工资。",
        place="老城区",
    )
    return replace(whole, **changes)


def awarded(view: IntakeView, received: date = date(2026, 3, 14)) -> Application:
    """Return a whole application after an award that the applicant received on that day."""
    applicant, respondent = (each.key for each in view.application.parties)
    return complete(
        view,
        arbitration=Arbitration.AWARDED,
        award_number="洛劳人仲案字〔2026〕57号",
        finality=Finality.NOT_FINAL,
        parties=(
            party(applicant, award_received=received, award_proof="EMS 签收回执"),
            party(respondent, Side.RESPONDENT, award_received=date(2026, 3, 16), award_proof="送达回证"),
        ),
    )


async def begun(store: Store, door: Door = Door.COUNTER) -> IntakeView:
    store.clock.at = FIRST
    return await intake.begin(CLERK, intake.Begin(door, KEY), store.ports)


async def handed_in(store: Store, door: Door = Door.COUNTER) -> IntakeView:
    view = await begun(store, door)
    return await intake.hand_in(CLERK, view.case, store.ports)


async def applying(store: Store) -> LinkKey:
    store.clock.at = FIRST
    made, secret = await own_case.start(store.ports)
    return LinkKey(made.token, secret)


async def written(store: Store, key: LinkKey, house: str = CLERK.organisation, **changes: Any) -> OwnCaseView:
    view = await own_case.look(key, store.ports)
    assert view.application is not None
    applicant, respondent = (each.key for each in view.application.parties)
    own = party(applicant, consent_channel=ConsentChannel.ONLINE)
    application = Application(
        parties=(own, party(respondent, Side.RESPONDENT, phone="03790000")),
        claims=(ClaimItem(Plain.UNPAID_WAGES, 1_260_000),),
    )
    return await own_case.write(key, view.version, house, replace(application, **changes), store.ports)
