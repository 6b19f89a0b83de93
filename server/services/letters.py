"""The letter of referral (委派函、委托函) as a document; set anew from what is kept, always the same."""

from server.domain.account import Account, Right
from server.domain.beijing import BEIJING, beijing_day
from server.domain.case import Case
from server.domain.citations import article
from server.domain.concurrence import parties
from server.domain.deadlines import PERIODS, Deadline
from server.domain.errors import NotFoundError
from server.domain.material import TransferableMaterial
from server.domain.party import Participant, Side
from server.domain.referral import Referral, thresholds
from server.domain.term import RULES
from server.services.access import case_in_reach
from server.services.last_days import aside
from server.services.ports import Ports
from server.services.ports.documents import Value
from server.services.words import referring

_DAYS = {30: "三十日", 15: "十五日", 7: "七日"}


async def letter(account: Account, serial: str, referral: str, ports: Ports) -> bytes:
    """Return the letter as PDF/A. Needs `case.read`; out of reach is `NotFoundError`."""
    async with ports.reading() as uow:
        case = await case_in_reach(uow, account, serial, Right.CASE_READ)
        held = next((one for one in await uow.referrals.of_case(case.id) if one.id == referral), None)
        if held is None or (
            account.organisation not in {case.court, held.organisation} and account.id != case.mediator
        ):
            raise NotFoundError("referral.unknown")
        people = await uow.cases.participants(case.id)
        materials = await uow.materials.of_case(case.id)
        sender = await uow.accounts.get(held.sent_by)
        anew = held.begins_anew(await uow.referrals.of_case(case.id))
        ends = thresholds(held.sent_at, await uow.calendars.load())
    data = words(case, held, people, materials)
    data |= {
        "anew": anew,
        "sender": sender.name if sender else "",
        "national": _until(ends.national),
        "national_law": article(PERIODS[ends.national.rule].citation, ends.national.start),
        "luoyang": _until(ends.luoyang),
        "luoyang_law": article(PERIODS[ends.luoyang.rule].citation, ends.luoyang.start),
    }
    return await ports.documents.render("referral", data, held.sent_at)


def words(
    case: Case, held: Referral, people: tuple[Participant, ...], materials: tuple[TransferableMaterial, ...]
) -> dict[str, Value]:
    """Return the fields of the letter that come from the case and the referral (section 5.4)."""
    rule = RULES.get((case.stage, case.procedure))
    sent = held.sent_at.astimezone(BEIJING)
    names = {side: "、".join(one.name for one in parties(people) if one.side is side) for side in Side}
    return {
        "kind": referring(held.source),
        "serial": case.serial,
        "court": case.court or "",
        "court_number": case.court_number or "",
        "addressee": _addressee(held),
        "you": "你单位" if held.organisation else "您",
        "replies": held.organisation or held.mediator_name,
        "named": held.mediator_name if held.is_named else "",
        "applicant": names[Side.APPLICANT],
        "respondent": names[Side.RESPONDENT],
        "cause": case.cause,
        "claim": case.claim,
        "materials": [one.file.name for one in materials],
        "sent_on": f"{sent.year}年{sent.month}月{sent.day}日",
        "term": _DAYS.get(PERIODS[rule].count, "") if rule else "",
        "term_law": article(PERIODS[rule].citation, beijing_day(held.sent_at)) if rule else "",
    }


def _addressee(held: Referral) -> str:
    """Return whom the letter is to: the organisation, with the mediator it names, or a mediator alone."""
    if not held.organisation:
        return held.mediator_name
    return held.organisation + (f"（{held.mediator_name}）" if held.mediator_name else "")


def _until(found: Deadline) -> str:
    return f"{found.due.year}年{found.due.month}月{found.due.day}日 24:00{aside(found.last_day)}"
