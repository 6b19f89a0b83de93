"""The explanation of risk when the first receipt came after the last day to sue: its guard, its paper, its message."""

from datetime import datetime

from server.domain import award as awards
from server.domain.account import Account
from server.domain.award import WORDING_VERSION, Award, Explanation, ExplanationChannel
from server.domain.beijing import beijing_day
from server.domain.calendar import WorkCalendar
from server.domain.case import Case
from server.domain.errors import ConflictError
from server.domain.party import Participant, Side
from server.domain.receipt import to_the_second
from server.domain.reminder import Prompt, ReminderKind
from server.domain.timeline import Tone
from server.services import minutes, receipting
from server.services.intake_words import EXPLAINED
from server.services.ports import Ports, UnitOfWork
from server.services.ports.documents import Value
from server.services.words import framed


async def calendar_of(uow: UnitOfWork) -> WorkCalendar:
    """Return the working days as far as they are known."""
    return await uow.calendars.load()


async def require_explained(uow: UnitOfWork, case: Case) -> None:
    """Raise `ConflictError` (`award.explanation_owed`) unless every party who must was told. Before any referral."""
    award = await uow.awards.get(case.id)
    if award is None:
        return
    people = await uow.cases.participants(case.id)
    told = await uow.awards.explanations(case.id)
    awards.require_explained(award, people, told, case, await calendar_of(uow))


async def is_late(uow: UnitOfWork, case: Case) -> bool:
    """Tell whether the first receipt came after the last day of an applicant."""
    award = await uow.awards.get(case.id)
    if award is None:
        return False
    people = await uow.cases.participants(case.id)
    return awards.is_late(award, people, case, await calendar_of(uow))


async def explain(
    uow: UnitOfWork, case: Case, person: Participant, channel: ExplanationChannel, by: Account | None, now: datetime
) -> None:
    """Note that a party was told and understood; `by` None is the party by their own link. Again changes nothing.

    Raises `ConflictError` (`award.nothing_to_explain`) when the first receipt was in time.
    """
    if not await is_late(uow, case):
        raise ConflictError("award.nothing_to_explain")
    if person.identity in {each.identity for each in await uow.awards.explanations(case.id)}:
        return
    name = by.name if by else person.name
    await uow.awards.explain(
        Explanation(case.id, person.identity, WORDING_VERSION, now, channel, by.id if by else None, name)
    )
    text = f"向{minutes.about(person)}释明起诉期限已过的后果，{EXPLAINED[channel]}"
    await minutes.line(uow, case, name, minutes.Note("case.risk_explained", text, Tone.CONSENT), now)


async def give_out(uow: UnitOfWork, ports: Ports, case: Case, by: Account, now: datetime) -> None:
    """Give out 释明书 for all parties, with who has acknowledged it so far; unchanged, the one there is stays.

    Raises `ConflictError` (`award.nothing_to_explain`) when the first receipt was in time.
    """
    award = await uow.awards.get(case.id)
    if award is None or not await is_late(uow, case):
        raise ConflictError("award.nothing_to_explain")
    data = await _data(uow, case, award)
    made = await receipting.give_out_anew(uow, ports, case.id, receipting.RISK_EXPLANATION, data, case.received_at)
    if made.is_new:
        await minutes.line(uow, case, by.name, minutes.Note("case.risk_paper", "出具《释明书》", Tone.CONSENT), now)


async def send(uow: UnitOfWork, case: Case, by: Account, now: datetime) -> int:
    """Write to each party who has not acknowledged it yet, at most once a day; return how many messages were queued.

    The message says what the paper says and where to find it; it carries no link and is no service of a document.
    """
    award = await uow.awards.get(case.id)
    if award is None:
        return 0
    people = await uow.cases.participants(case.id)
    told = await uow.awards.explanations(case.id)
    owed = awards.explanation_owed(award, people, told, case, await calendar_of(uow))
    text = framed(case.court or "", case.organisation or "", "", _MESSAGE, case.serial)
    day = beijing_day(now).isoformat()
    prompts = [
        Prompt(
            f"{ReminderKind.RISK_EXPLANATION}:{case.id}:{day}:{person.identity}",
            case.id, ReminderKind.RISK_EXPLANATION, person.identity, None, text, now,
        )
        for person in owed
    ]  # fmt: skip
    queued = sum([await uow.prompts.add(prompt) for prompt in prompts])
    if queued:
        line = minutes.Note("case.risk_sent", f"已向 {queued} 方发出阅读《释明书》的通知", Tone.CONSENT)
        await minutes.line(uow, case, by.name, line, now)
    return queued


_MESSAGE = (
    "收到材料时，申请人的起诉期限已经过了。调解还可以继续；谈不成再起诉的，法院会不受理或者驳回。"
    "请用本人案件链接看《释明书》，看清楚后确认；没有链接的，请给我们打电话。"
)


async def _data(uow: UnitOfWork, case: Case, award: Award) -> dict[str, Value]:
    """Return what the paper says. Every party reads it: of days only those that came too late, and no instants."""
    people = awards.parties(await uow.cases.participants(case.id))
    told = {each.identity: each for each in await uow.awards.explanations(case.id)}
    names = {person.identity: person for person in people}
    known = [day for day in award.last_days(await calendar_of(uow)) if day.identity in names]
    late = [day for day in known if names[day.identity].side is Side.APPLICANT and day.is_past(case.received_at)]
    return {
        "serial": case.serial,
        "case": case.title,
        "to": "、".join(person.name for person in people),
        "number": award.number or "待补充",
        "received_at": to_the_second(case.received_at),
        "receiver": case.court or case.organisation or "",
        "late": "、".join(names[day.identity].name for day in late),
        "days": [
            {
                "name": names[day.identity].name,
                "received_on": day.deadline.start.isoformat(),
                "due": day.deadline.due.isoformat(),
                "article": day.article,
                "provisional": day.deadline.provisional,
            }
            for day in late
        ],
        "told": [_told(person, told.get(person.identity)) for person in people],
    }


def _told(person: Participant, given: Explanation | None) -> dict[str, Value]:
    return {"name": person.name, "how": EXPLAINED[given.channel] if given else ""}
