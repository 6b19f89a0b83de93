"""The ending of a mediation: a person chooses the code; then report, hand-over, receipt, and the case is filed."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime

from server.domain import ending as rules
from server.domain import rest
from server.domain.account import Account, Right
from server.domain.agreement import standing
from server.domain.agreement_effect import unbound
from server.domain.authority import Authority
from server.domain.beijing import beijing_day
from server.domain.case import Case, CaseAction, CaseState
from server.domain.case_consent import ConsentStep
from server.domain.case_file import Leaf, require_open
from server.domain.citations import article
from server.domain.concurrence import parties
from server.domain.doors import CITATIONS, JOINT, Eligibility, eligibility
from server.domain.ending import Ending, HandOver, HandOverItem, Receipt, Report, UndisputedFact
from server.domain.errors import ConflictError, InvalidError, NotFoundError
from server.domain.facts import HandedOver
from server.domain.ids import SessionId
from server.domain.outcome import EndingCode
from server.domain.party import Participant
from server.domain.prospect import route_of
from server.domain.remedy import remedies
from server.domain.signing import signers
from server.domain.timeline import Tone
from server.services import (
    clocks,
    contacts,
    efforts,
    ending_notices,
    finishing,
    minutes,
    papers,
    prospects,
    receipting,
    referrals,
)
from server.services.access import case_in_reach
from server.services.clock_views import party_answers
from server.services.effort_views import efforts_view
from server.services.ending_views import (
    CaseEndingView,
    DoorView,
    EffectView,
    application_view,
    door_view,
    effect_view,
    ending_view,
    signature_views,
)
from server.services.finishing import Why
from server.services.ports import Ports, UnitOfWork
from server.services.ports.terms import CaseCourse


@dataclass(frozen=True, slots=True)
class End:
    """The mediation ends outside a session. The same `key` with the same content is one ending."""

    serial: str
    key: str
    code: EndingCode
    reason: str = field(repr=False)

    def content(self) -> str:
        """Return everything in one form, to tell a repeat from another request."""
        return json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class WriteReport:
    """The report to the court, written over what the ending said at `version`."""

    serial: str
    version: int
    basic_facts: str = field(repr=False)
    why: str = field(repr=False)
    costly_conduct: str = field(repr=False)
    hints: str = field(repr=False)

    def report(self) -> Report:
        """Return the report. Raises `InvalidError` (`report.incomplete`)."""
        return Report(self.basic_facts, self.why, self.costly_conduct, self.hints)


async def view(account: Account, serial: str, ports: Ports) -> CaseEndingView:
    """Return how the case ends or ended, and what is owed. Needs `case.read`; out of reach is `NotFoundError`."""
    return await of_course(account, await clocks.course_of(account, serial, ports), ports)


async def of_course(account: Account, course: CaseCourse, ports: Ports) -> CaseEndingView:
    """Return the same of a case whose course was read by the account."""
    now = ports.clock.now()
    async with ports.reading() as uow:
        unreached = await efforts.in_course(uow, course, ports.enough, now)
        authorities = await uow.authorities.of_case(course.case.id)
        given = await uow.steps.of_step(course.case.id, ConsentStep.E_SIGNATURE)
        told = parties(await ending_notices.known_to(uow, course.case))
        on_paper = await ending_notices.on_paper(uow, course.case, told)
        ended = course.ending
        at = ended.ended_at if ended else now
        found = await prospects.of_case(uow, course.case, at)
        joint = await _joint(uow, course.case, course.people)
    if account.is_only_asked(course.case):
        # Who was called is nothing one needs to answer a letter (OM-14).
        unreached = ()
    return CaseEndingView(
        route=route_of(course.case, found),
        part=rest.part_of(ended, course.effect, course.agreed_in) if ended else None,
        prospects=prospects.views(found, parties(course.people), beijing_day(at)),
        ending=ending_view(ended, course.people, course.case) if ended else None,
        list=_items(ended, joint, course.transferable) if ended else (),
        effect=_effect(course, authorities, now),
        doors=_doors(course, now),
        unsettled=_unsettled(course, now),
        applications=tuple(application_view(one, _asked(course)) for one in course.applications),
        parties=party_answers(_asked(course), ()),
        told=tuple(one.identity for one in told),
        on_paper=tuple(one.identity for one in on_paper),
        sign_online=tuple(identity for identity, one in given.items() if one.stands()),
        efforts=efforts_view(unreached, ports.enough),
        agreed_in=(agreed := rest.to_sign(course.case, course.agreed_in)),
        signed_from=rest.met_again_at(course.agreed_in, [one.session for one in agreed]),
        signers=signers(course.people, authorities) if _may_take_effect(course) else (),
        may=_may(account, course, now),
    )


async def end(account: Account, command: End, ports: Ports) -> CaseEndingView:
    """End the mediation outside a session; before anybody mediates the desk ends the case.

    Needs `case.conduct`, or `case.receive` while nobody mediates. Sessions still planned are called off: their links
    are dead and everybody invited is told. While somebody is asked to mediate, the court's desk ends what was withdrawn
    (`rules.WITHDRAWALS`), and takes the case from them.

    Raises as `finishing.finish`, `InvalidError` (`ending.incomplete`) for another code while somebody is asked.
    """
    now = ports.clock.now()
    called_off = tuple[SessionId, ...]()
    async with ports.begin() as uow:
        case = await _to_end(uow, account, command.serial)
        if await uow.keys.claim(f"ending:{case.id}", command.key, command.content(), now):
            if _is_asked_for(account, case):
                case = await _called_back(uow, account, case, command, now)
            why = Why(command.code, command.reason, enough=ports.enough)
            called_off = await finishing.finish(uow, account, case, why, now)
            await uow.commit()
    for session in called_off:
        await ports.rooms.end(session)
    return await view(account, command.serial, ports)


async def report(account: Account, command: WriteReport, ports: Ports) -> CaseEndingView:
    """Keep the report; it can be written anew until it is handed over. Needs `case.conduct`.

    Raises `InvalidError` (`report.incomplete`), `NotFoundError` (`ending.none`), `ConflictError` and
    `StaleVersionError` when somebody else wrote since `version`; what stands already changes nothing.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case, ended = await _ended(uow, account, command.serial, Right.CASE_CONDUCT)
        written = command.report()
        reported = ended.reported(written, now)
        if ended.report != written:
            await uow.endings.save(replace(reported, version=command.version))
            await minutes.by_staff(uow, account, case, minutes.Note("case.reported", "写好调解终结报告"), now)
            await uow.commit()
    return await view(account, command.serial, ports)


async def hand_over(account: Account, serial: str, version: int, ports: Ports) -> CaseEndingView:
    """Hand report and transferable materials to the court; nothing protected can be on the list. Needs `case.conduct`.

    Raises `ConflictError`: `file.closed`, `hand_over.no_report`, `hand_over.done`, `ending.signatures_pending` while an
    application waits for the other side; `StaleVersionError` when the ending is not as it was read; `NotFoundError`
    (`ending.none`).
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case, ended = await _ended(uow, account, serial, Right.CASE_CONDUCT)
        require_open(case, Leaf.HAND_OVER)
        people = await uow.cases.participants(case.id)
        joint = await _joint(uow, case, people)
        items = _items(ended, joint, await uow.endings.transferable(case.id))
        handed = ended.handed_over(HandOver(items, now, account.name), joint)
        rules.require_none_pending(await uow.endings.applications(case.id))
        await uow.endings.save(replace(handed, version=version))
        if handed.report is not None:
            goes_to = await prospects.route_said(uow, case, handed.ended_at)
            part = await prospects.agreed_part(uow, handed)
            tries = await contacts.in_vain(uow, case, people) if _brings_tries(handed) else ()
            data = papers.ending_report(case, handed, handed.report, people, (goes_to, part), tries)
            await receipting.give_out(uow, ports, case.id, receipting.ENDING_REPORT, data, now)
        if case.may(CaseAction.HAND_OVER):
            await uow.cases.save(case.act(CaseAction.HAND_OVER))
        text = f"向法院移送材料 {len(items)} 项，不含受保护材料"
        await minutes.by_staff(uow, account, case, minutes.Note("case.handed_over", text, Tone.CLOCK), now)
        route = route_of(case, await prospects.of_case(uow, case, ended.ended_at))
        fact = HandedOver(case.serial, ended.code.value, route.value, len(items), now)
        await uow.outbox.add(fact, f"handed-over:{case.serial}")
        await uow.commit()
    return await view(account, serial, ports)


async def receive(account: Account, serial: str, number: str, ports: Ports) -> CaseEndingView:
    """Take the court's receipt; `number` is the suit's, if it has one by now. Needs `case.oversee`.

    Raises `ConflictError`: `receipt.nothing`, `receipt.done`; `NotFoundError` (`ending.none`).
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case, ended = await _ended(uow, account, serial, Right.CASE_OVERSEE)
        await uow.endings.save(ended.received(Receipt(now, account.name, number.strip())))
        text = f"法院签收移送材料：{await prospects.route_said(uow, case, ended.ended_at)}"
        if ended.code is EndingCode.AGREEMENT:
            text = "法院签收调解协议，备案"
        await minutes.by_staff(uow, account, case, minutes.Note("case.received_by_court", text, Tone.CLOCK), now)
        await uow.commit()
    return await view(account, serial, ports)


async def close(account: Account, serial: str, ports: Ports, *, doors_waived: bool = False) -> CaseEndingView:
    """File the case. Needs `case.conduct`, or `case.receive` where nobody mediates it.

    `doors_waived`: the parties do not want to go through a door that is still open.

    Raises `ConflictError`: `close.report_owed`, `close.hand_over_owed`, `close.receipt_owed`,
    `ending.signatures_pending` while an application waits for the other side, and as `rules.require_settled`.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await _to_end(uow, account, serial)
        ended = await _ending_of(uow, case)
        closed = ended.closed(case.source, now, is_led=case.mediator is not None)
        applications = await uow.endings.applications(case.id)
        rules.require_none_pending(applications)
        effect, calendar = await uow.endings.effect(case.id), await uow.calendars.load()
        doors = eligibility(case, effect, applications, calendar, now) if effect else ()
        left = rules.unsettled(effect, applications, doors, beijing_day(now))
        rules.require_settled(left, doors_waived=doors_waived)
        await uow.endings.save(closed)
        filed = case.act(CaseAction.FILE)
        await uow.cases.save(filed)
        await minutes.by_staff(uow, account, case, minutes.Note("case.filed", "归档"), now)
        await clocks.refresh(uow, filed, now)
        await uow.commit()
    return await view(account, serial, ports)


async def _to_end(uow: UnitOfWork, account: Account, serial: str) -> Case:
    """Return the case for whoever may end and file it: who mediates it, or the desk while nobody does.

    Raises `ConflictError` (`ending.mediated`) for the desk of a case that somebody mediates, and as `case_in_reach`.
    """
    right = Right.CASE_RECEIVE if account.has(Right.CASE_RECEIVE) else Right.CASE_CONDUCT
    case = await case_in_reach(uow, account, serial, right)
    if right is Right.CASE_RECEIVE and case.mediator is not None and not _is_asked_for(account, case):
        raise ConflictError("ending.mediated")
    return case


def _is_asked_for(account: Account, case: Case) -> bool:
    """Tell whether this desk referred the case and waits whether somebody mediates it."""
    return account.has(Right.CASE_REFER) and case.state is CaseState.AWAITING_ACCEPTANCE


async def _called_back(uow: UnitOfWork, account: Account, case: Case, command: End, now: datetime) -> Case:
    if command.code not in rules.WITHDRAWALS:
        raise InvalidError("ending.incomplete", ending_code="not_allowed")
    return await referrals.call_back(uow, account, case, Why(command.code, command.reason), now)


async def _ended(uow: UnitOfWork, account: Account, serial: str, right: Right) -> tuple[Case, Ending]:
    case = await case_in_reach(uow, account, serial, right)
    return case, await _ending_of(uow, case)


async def _ending_of(uow: UnitOfWork, case: Case) -> Ending:
    ended = await uow.endings.get(case.id)
    if ended is None:
        raise NotFoundError("ending.none")
    return ended


async def _joint(uow: UnitOfWork, case: Case, people: Sequence[Participant]) -> tuple[UndisputedFact, ...]:
    """Return the facts that every party confirmed, in the words that stand: nothing else of them leaves (OM-22)."""
    edition = await uow.undisputed.latest(case.id)
    return edition.joint(people) if edition else ()


def _items(ended: Ending, joint: Sequence[UndisputedFact], kept: Sequence[HandOverItem]) -> tuple[HandOverItem, ...]:
    """Return the list: report, joint facts, tries where nobody was reached, and what of the case may leave."""
    items = []
    if ended.report is not None:
        items.append(HandOverItem("report", "调解终结报告", ""))
        if joint:
            items.append(HandOverItem("undisputed_facts", "无争议事实记载", ""))
        if _brings_tries(ended):
            items.append(HandOverItem("contact_log", "联系记录", ""))
    return (*items, *kept)


def _brings_tries(ended: Ending) -> bool:
    """Tell whether the court is shown how often, and by which ways, somebody was tried in vain (art. 15)."""
    return ended.code is EndingCode.PARTY_UNREACHABLE


def _effect(course: CaseCourse, authorities: Sequence[Authority], now: datetime) -> EffectView | None:
    effect = course.effect
    if effect is None:
        return None
    offers = [
        remedies(course.case, effect, one, course.applications, course.calendar, now) for one in effect.performances
    ]
    signatures = signature_views(effect, course.people, authorities)
    free = tuple(one.name for one in unbound(effect, parties(course.people)))
    return effect_view(effect, standing(effect, course.applications), signatures, free, offers, beijing_day(now))


def _asked(course: CaseCourse) -> tuple[Participant, ...]:
    """Return the parties who sign; once the agreement has effect, those whom it binds."""
    effect, asked = course.effect, parties(course.people)
    return asked if effect is None else tuple(one for one in asked if effect.binds(one.identity))


def _doors(course: CaseCourse, now: datetime) -> tuple[DoorView, ...]:
    if course.effect is None:
        return ()
    return tuple(_door(one, course.effect.effective_at, now) for one in _eligible(course, now))


def _unsettled(course: CaseCourse, now: datetime) -> rules.Unsettled | None:
    """Return what of the agreement keeps the case from being filed."""
    found = _eligible(course, now)
    return rules.unsettled(course.effect, course.applications, found, beijing_day(now))


def _eligible(course: CaseCourse, now: datetime) -> tuple[Eligibility, ...]:
    if course.effect is None:
        return ()
    return eligibility(course.case, course.effect, course.applications, course.calendar, now)


def _door(one: Eligibility, effective_at: datetime, now: datetime) -> DoorView:
    left = (one.deadline.due - beijing_day(now)).days if one.deadline else None
    return door_view(one, left, article(CITATIONS[one.door], beijing_day(effective_at)), joint=one.door in JOINT)


def _may_take_effect(course: CaseCourse) -> bool:
    return rest.may_take_effect(course.case, course.effect, course.agreed_in, course.facts.pauses)


def _may(account: Account, course: CaseCourse, now: datetime) -> tuple[str, ...]:
    """Return what the reader can do now, in order; buttons and the server's answers agree."""
    case, ended = course.case, course.ending
    conducts, oversees = account.has(Right.CASE_CONDUCT), account.has(Right.CASE_OVERSEE)
    is_led = case.mediator is not None
    records = conducts or (account.has(Right.CASE_RECEIVE) and rest.is_left_to_desk(case))
    is_asked_for = _is_asked_for(account, case)
    ends = conducts or (account.has(Right.CASE_RECEIVE) and (not is_led or is_asked_for))
    owed = ended.owed(case.source, is_led=is_led) if ended and ended.closed_at is None else None
    is_open = ended is not None and ended.closed_at is None
    needs_report = ended is not None and ended.code is not EndingCode.AGREEMENT and ended.hand_over is None
    possible = {
        "end": ends and ended is None and (case.may(CaseAction.END) or is_asked_for),
        "report": conducts and needs_report,
        "facts": conducts and is_led and not is_asked_for and case.state is not CaseState.AWAITING_ACCEPTANCE,
        "hand_over": conducts and owed is rules.Step.HAND_OVER,
        "receive": oversees and owed is rules.Step.RECEIPT,
        "take_effect": records and _may_take_effect(course),
        "mark": account.has(Right.PARTY_WRITE) and course.effect is not None and case.state is not CaseState.FILED,
        "correct_effect": records and course.effect is not None and case.state is not CaseState.FILED,
        "apply": conducts and course.effect is not None and case.state is not CaseState.FILED,
        "serve": account.has(Right.PARTY_WRITE) and ended is not None,
        "close": ends
        and is_open
        and owed is None
        and case.may(CaseAction.FILE)
        and _unsettled(course, now) in {None, rules.Unsettled.DOORS},
    }
    return tuple(action for action, allowed in possible.items() if allowed)
