"""The explanation of risk where a suit against the award would be refused: its guard, its paper, its message."""

from datetime import datetime

from server.domain import award as awards
from server.domain.account import Account
from server.domain.award import WORDING_VERSION, Award, Explanation, ExplanationChannel, SuitBar
from server.domain.beijing import beijing_day
from server.domain.calendar import WorkCalendar
from server.domain.case import Case
from server.domain.errors import ConflictError
from server.domain.ids import Identity
from server.domain.party import Participant
from server.domain.receipt import to_the_second
from server.domain.reminder import Prompt, ReminderKind
from server.domain.timeline import Tone
from server.services import clocks, minutes, receipting
from server.services.intake_words import BARRED, EXPLAINED, RISKS
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


async def bar(uow: UnitOfWork, case: Case) -> SuitBar | None:
    """Return why a suit of an applicant would be refused; None when none would."""
    award = await uow.awards.get(case.id)
    if award is None:
        return None
    people = await uow.cases.participants(case.id)
    return awards.bar(award, people, case, await calendar_of(uow))


async def risk(uow: UnitOfWork, case: Case, now: datetime) -> SuitBar | None:
    """Return what can be explained now: why a suit would be refused, or that the day to sue passed since they came."""
    if await uow.awards.get(case.id) is None:
        return None
    barred = await bar(uow, case)
    if barred is None and await clocks.lapsed(uow, case, now):
        return SuitBar.LAPSED
    return barred


async def whose(uow: UnitOfWork, case: Case, barred: SuitBar, now: datetime) -> frozenset[Identity]:
    """Return the applicants whose own suit is meant by `barred`, as `risk` found it."""
    if barred is SuitBar.LAPSED:
        return await clocks.lapsed(uow, case, now)
    award = await uow.awards.get(case.id)
    if award is None:
        return frozenset()
    people = await uow.cases.participants(case.id)
    refused = awards.refused(award, people, case, await calendar_of(uow))
    return frozenset(last.identity for last in refused if last.bar is barred)


async def explain(
    uow: UnitOfWork, case: Case, person: Participant, channel: ExplanationChannel, by: Account | None, now: datetime
) -> None:
    """Note that a party was told and understood; `by` None is the party by their own link.

    Told of the same bar again changes nothing; what bars a suit for another reason since is told anew.

    Raises `ConflictError` (`award.nothing_to_explain`) where a suit would be heard.
    """
    barred = await risk(uow, case, now)
    if barred is None:
        raise ConflictError("award.nothing_to_explain")
    given = await uow.awards.explanations(case.id)
    if any(each.identity == person.identity and each.is_of(barred) for each in given):
        return
    name = by.name if by else person.name
    await uow.awards.explain(
        Explanation(case.id, person.identity, WORDING_VERSION, now, channel, by.id if by else None, name, barred)
    )
    text = f"向{minutes.about(person)}释明：{BARRED[barred]}，{EXPLAINED[channel]}"
    await minutes.line(uow, case, name, minutes.Note("case.risk_explained", text, Tone.CONSENT), now)


async def give_out(uow: UnitOfWork, ports: Ports, case: Case, by: Account, now: datetime) -> None:
    """Give out 释明书 for all parties, with who has acknowledged it so far; unchanged, the one there is stays.

    Raises `ConflictError` (`award.nothing_to_explain`) where a suit would be heard.
    """
    award, barred = await uow.awards.get(case.id), await risk(uow, case, now)
    if award is None or barred is None:
        raise ConflictError("award.nothing_to_explain")
    data = await _data(uow, case, award, barred, now)
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
    barred = await risk(uow, case, now)
    owed = awards.untold(people, told, barred) if barred else ()
    said = RISKS[barred] if barred else ""
    text = framed(case.court or "", case.organisation or "", "", f"{said}{_READ}", case.serial)
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


_READ = "请用本人案件链接看《释明书》，看清楚后确认；没有链接的，请给我们打电话。"


async def _data(uow: UnitOfWork, case: Case, award: Award, barred: SuitBar, now: datetime) -> dict[str, Value]:
    """Return what the paper says. Every party reads it: of days only those of whom it speaks, and no instants."""
    people = awards.parties(await uow.cases.participants(case.id))
    given = await uow.awards.explanations(case.id)
    told = {each.identity: each for each in given if each.is_of(barred)}
    names = {person.identity: person for person in people}
    calendar = await calendar_of(uow)
    if barred is SuitBar.LAPSED:
        over = await clocks.lapsed(uow, case, now)
        late = [day for day in award.last_days(calendar) if day.identity in over]
    else:
        late = [day for day in awards.refused(award, people, case, calendar) if day.bar is barred]
    return {
        "bar": barred.value,
        "serial": case.serial,
        "case": case.title,
        "to": "、".join(person.name for person in people),
        "number": award.number or "待补充",
        "received_at": to_the_second(case.received_at),
        "posted_on": case.posted_on.isoformat() if case.posted_on else "",
        "receiver": case.court or case.organisation or "",
        "late": "、".join(names[day.identity].name for day in late),
        "days": [
            {
                "name": names[day.identity].name,
                "received_on": day.deadline.start.isoformat(),
                "came_on": beijing_day(awards.receipt_of(names[day.identity], case)).isoformat(),
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
