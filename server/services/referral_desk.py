"""The desk of a referral: everything about who mediates a case, built for its reader."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from server.domain.account import Account, Right
from server.domain.authority import AuthorityKind
from server.domain.award import explanation_owed
from server.domain.beijing import beijing_day
from server.domain.calendar import WorkCalendar
from server.domain.case import Case, CaseAction, CaseSource, CaseState
from server.domain.case_consent import ConsentStep
from server.domain.choice import WITH_COURT, Choice, ChoiceState
from server.domain.clocks import current_end, referral_clocks
from server.domain.concurrence import Through, mediating, missing
from server.domain.day_strip import span
from server.domain.deadlines import Deadline, deadline
from server.domain.disclosure import Challenge, ChallengeState, Disclosure, DisclosureState
from server.domain.errors import NotFoundError
from server.domain.ids import Identity
from server.domain.panel import ChangeRequest, ChangeState, Seat, proposes_ending
from server.domain.party import Participant
from server.domain.profile import EntryKind
from server.domain.referral import Referral, ReferralState
from server.domain.term import RULES
from server.services import panels, presiding, steps
from server.services.choosing import due, is_gone, name_of, offered
from server.services.clock_views import ClockView, clock_view, deadline_view
from server.services.ports import Ports, UnitOfWork
from server.services.referral_letter import letter
from server.services.referral_views import (
    ChallengeView,
    ChangeView,
    ChoiceView,
    ChooserView,
    DisclosureView,
    JudgeView,
    OpenReferral,
    ReferralDesk,
    ReferralList,
    ReferralView,
    ReplyView,
    SeatView,
)
from server.services.roster_views import Candidate


async def view(account: Account, serial: str, ports: Ports) -> ReferralDesk:
    """Return who may, could and does mediate a case. Needs `case.read`; out of reach is `NotFoundError`.

    Whoever is only asked to mediate reads nothing of those who mediated before (OM-14).
    """
    account.require(Right.CASE_READ)
    now = ports.clock.now()
    async with ports.reading() as uow:
        case = await uow.cases.by_serial(serial)
        if case is None or not account.reaches(case):
            raise NotFoundError("case.unknown")
        people = await uow.cases.participants(case.id)
        calendar = await uow.calendars.load()
        choice = await uow.choices.latest(case.id)
        referrals = await uow.referrals.of_case(case.id)
        asked = account.is_only_asked(case)
        disclosures = () if asked else await uow.panels.disclosures(case.id)
        challenges = () if asked else await uow.panels.challenges(case.id)
        changes = () if asked else await uow.panels.changes(case.id)
        seats = () if asked else await uow.panels.seats(case.id)
        found_judges = await presiding.judges(uow, case)
        agreed = await steps.of_parties(uow, case, ConsentStep.ONLINE_MEDIATION, now)
        owed = await _owed(uow, case, people, calendar)
        running = await _running_end(uow, case, referrals, now)
        materials = len(await uow.materials.of_case(case.id))
        enclosed = await letter(uow, account, case, agreed, calendar)
    term = running or _term(case, now, calendar)
    candidates = await _candidates(account, case, people, referrals, ports)
    gone = choice is not None and _lets_choose(account, case) and is_gone(choice, candidates)
    opened = _Open(choice, disclosures, challenges, changes, gone=gone)
    return ReferralDesk(
        now=now,
        serial=case.serial,
        title=case.title,
        cause=case.cause,
        claim=case.claim,
        place=case.place,
        amount=case.amount,
        workers=case.workers,
        state=case.state,
        source=case.source,
        court=case.court,
        explanation_owed=owed,
        judges=tuple(JudgeView(one.id, one.name) for one in found_judges) if account.has(Right.CASE_REFER) else (),
        consent_missing=tuple(one.name for one in missing(mediating(people), agreed)),
        materials=materials,
        letter=enclosed,
        choice=_choice(choice, people, due(case, choice, calendar)) if choice else None,
        candidates=candidates,
        preview=_both(now, None, calendar, now),
        term=deadline_view(term) if term else None,
        referrals=tuple(_referral(one, calendar, now) for one in referrals if _concerns(account, case, one)),
        panel=tuple(_seat(one) for one in seats),
        disclosures=tuple(_disclosure(one, people) for one in disclosures),
        challenges=tuple(_challenge(one, people) for one in challenges),
        changes=tuple(_change(one, people) for one in changes),
        proposes_ending=proposes_ending(changes),
        pool_workers=ports.pool.workers,
        pool_amount=ports.pool.amount,
        may=_may(account, case, referrals, opened, calendar, now),
    )


async def listing(account: Account, ports: Ports) -> ReferralList:
    """Return the cases in reach that wait to be referred or answered, the longest waiting first. Needs `case.read`."""
    account.require(Right.CASE_READ)
    now = ports.clock.now()
    async with ports.reading() as uow:
        calendar = await uow.calendars.load()
        found = []
        for case in await uow.referrals.waiting(account):
            last = await uow.referrals.latest(case.id)
            choice = await uow.choices.latest(case.id)
            found.append(_open_referral(case, last, choice, calendar, now))
    return ReferralList(now, tuple(found))


def _open_referral(
    case: Case, last: Referral | None, choice: Choice | None, calendar: WorkCalendar, now: datetime
) -> OpenReferral:
    sent = last is not None and last.state is ReferralState.SENT
    return OpenReferral(
        serial=case.serial,
        title=case.title,
        cause=case.cause,
        state=case.state,
        organisation=last.organisation if last else "",
        mediator=last.mediator_name if last else "",
        sent_at=last.sent_at if last and sent else None,
        clocks=tuple(clock_view(one) for one in referral_clocks(last.sent_at, None, calendar, now))
        if last and sent
        else (),
        last=last.state if last else None,
        choice=choice.state if choice else None,
    )


class _Open:
    """What is open in a case, in one hand."""

    def __init__(
        self,
        choice: Choice | None,
        disclosures: tuple[Disclosure, ...],
        challenges: tuple[Challenge, ...],
        changes: tuple[ChangeRequest, ...],
        *,
        gone: bool,
    ) -> None:
        self.choice = choice
        self.gone = gone
        self.asking = any(one.state is DisclosureState.ASKING for one in disclosures)
        self.challenged = any(one.state is ChallengeState.ASKED for one in challenges)
        self.change_asked = any(one.state is ChangeState.ASKED for one in changes)


def _lets_choose(account: Account, case: Case) -> bool:
    """Tell whether it is this desk that asks the parties whom they choose."""
    return account.has(Right.CASE_ASSIGN if case.source is CaseSource.ORGANISATION else Right.CASE_REFER)


def _may(
    account: Account,
    case: Case,
    referrals: tuple[Referral, ...],
    open_things: _Open,
    calendar: WorkCalendar,
    now: datetime,
) -> tuple[str, ...]:
    last = referrals[0] if referrals else None
    choice = open_things.choice
    rests = open_things.gone or choice is None or choice.state in {ChoiceState.CLOSED, ChoiceState.COURT}
    choosing = choice is not None and choice.state is ChoiceState.OPEN
    waits = last is not None and last.state is ReferralState.SENT
    chosen = case.source is not CaseSource.JUDGE
    refers = account.has(Right.CASE_REFER) and case.state is CaseState.TO_APPOINT and chosen
    above = account.has(Right.CASE_ASSIGN) or account.has(Right.CASE_OVERSEE)
    led = case.is_taken
    own = case.source is CaseSource.ORGANISATION and case.state is CaseState.TO_APPOINT
    accepts = account.has(Right.CASE_ACCEPT)
    lets_choose = case.state is CaseState.TO_APPOINT and chosen and _lets_choose(account, case)
    found = {
        "preside": account.has(Right.CASE_REFER) and presiding.may_begin(case),
        "start_choice": lets_choose and rests,
        "pick": lets_choose and choosing,
        "ask_court": lets_choose and choosing,
        "send": refers and choice is not None and choice.state in WITH_COURT and not open_things.gone,
        "withdraw": account.has(Right.CASE_REFER) and last is not None and last.may_be_replaced(calendar, now),
        "accept": accepts and waits and last is not None and not last.is_overdue(calendar, now),
        "take_on_own": accepts and own and not choosing,
        "decline": accepts and waits,
        "assign": (account.has(Right.CASE_ASSIGN) and led and case.state is not CaseState.FILED)
        or (account.has(Right.CASE_REFER) and panels.court_seats(case)),
        "hand_over": led
        and case.state is not CaseState.FILED
        and bool(case.co_mediators)
        and (account.id == case.mediator or account.has(Right.CASE_ASSIGN)),
        "disclose": account.has(Right.CASE_CONDUCT) and case.goes_on and account.id in case.panel,
        "reply": above and open_things.asking,
        "challenge": above and case.goes_on and case.mediator is not None and not open_things.challenged,
        "decide_challenge": above and open_things.challenged,
        "ask_change": above and case.goes_on,
        "answer_change": above and open_things.change_asked,
        "end_referral": account.has(Right.CASE_REFER)
        and led
        and case.may(CaseAction.GIVE_BACK)
        and last is not None
        and last.state is ReferralState.ACCEPTED,
    }
    return tuple(name for name, may in found.items() if may)


async def _candidates(
    account: Account, case: Case, people: tuple[Participant, ...], referrals: tuple[Referral, ...], ports: Ports
) -> tuple[Candidate, ...]:
    if account.has(Right.CASE_REFER):
        if panels.court_seats(case):
            found = await offered(case, people, ports)
            return tuple(one for one in found if one.kind is EntryKind.MEDIATOR and one.may_be_named)
        return await offered(case, people, ports) if case.state is CaseState.TO_APPOINT else ()
    mediators = [one for one in await offered(case, people, ports) if one.kind is EntryKind.MEDIATOR and one.account]
    if account.has(Right.CASE_ASSIGN):
        own = tuple(one for one in mediators if one.organisation == account.organisation)
        named = referrals[0].mediator_entry if referrals and referrals[0].state is ReferralState.SENT else None
        return tuple(one for one in own if named in {None, one.id})
    return tuple(one for one in mediators if one.account == account.id)


async def _owed(
    uow: UnitOfWork, case: Case, people: tuple[Participant, ...], calendar: WorkCalendar
) -> tuple[str, ...]:
    award = await uow.awards.get(case.id)
    if award is None:
        return ()
    told = await uow.awards.explanations(case.id)
    return tuple(one.name for one in explanation_owed(award, people, told, case, calendar))


async def _running_end(uow: UnitOfWork, case: Case, referrals: Sequence[Referral], now: datetime) -> Deadline | None:
    """Return the end of the term within which whoever is asked goes on; None where acceptance begins one."""
    held = next((one for one in referrals if one.state is ReferralState.SENT), None)
    if held is None or held.begins_anew(referrals):
        return None
    facts = (await uow.terms.facts([case]))[case.id]
    return current_end(facts, await uow.calendars.load(), now)


def _term(case: Case, now: datetime, calendar: WorkCalendar) -> Deadline | None:
    rule = RULES.get((case.stage, case.procedure))
    return deadline(rule, beijing_day(now), calendar) if rule else None


def _choice(choice: Choice, people: tuple[Participant, ...], until: Deadline | None) -> ChoiceView:
    asked = [person for person in people if person.identity in choice.asked]
    return ChoiceView(
        state=choice.state,
        choosers=tuple(_chooser(choice, person, people) for person in asked),
        handed_over=choice.handed_over,
        due=deadline_view(until) if until else None,
        chosen=choice.chosen,
    )


def _chooser(choice: Choice, person: Participant, people: tuple[Participant, ...]) -> ChooserView:
    pick = next((one for one in choice.picks if one.identity == person.identity), None)
    return ChooserView(
        person.identity, person.name, person.side, pick is not None, *_right(pick.through if pick else None, people)
    )


def _right(through: Through | None, people: tuple[Participant, ...]) -> tuple[AuthorityKind | None, str]:
    """Return by what right somebody spoke for a party, and who."""
    return (through.kind, name_of(people, through.agent)) if through else (None, "")


def _referral(one: Referral, calendar: WorkCalendar, now: datetime) -> ReferralView:
    return ReferralView(
        id=one.id,
        organisation=one.organisation,
        mediator=one.mediator_name,
        chosen_by=one.chosen_by,
        sent_at=one.sent_at,
        state=one.state,
        answered_at=one.answered_at,
        signed_for_at=one.signed_for_at,
        ground=one.ground,
        reason=one.reason,
        clocks=_both(one.sent_at, one.answered_at, calendar, now),
        may_be_replaced=one.may_be_replaced(calendar, now),
    )


def _both(
    sent_at: datetime, answered_at: datetime | None, calendar: WorkCalendar, now: datetime
) -> tuple[ClockView, ...]:
    """Return both thresholds, each with every day since the letter was sent."""
    found = referral_clocks(sent_at, answered_at, calendar, now)
    return tuple(clock_view(replace(one, strip=span(one.deadline.start, one.deadline.due, calendar))) for one in found)


def _concerns(account: Account, case: Case, one: Referral) -> bool:
    """Tell whether the reader may know of a referral: what another organisation answered is the court's alone."""
    if account.organisation == case.court or (one.organisation and account.organisation == one.organisation):
        return True
    # Whoever was named without an organisation has the case by the one referral that stands.
    return case.mediator == account.id and one.state in {ReferralState.SENT, ReferralState.ACCEPTED}


def _seat(one: Seat) -> SeatView:
    return SeatView(one.account, one.name, one.since, one.until, one.presides)


def _disclosure(one: Disclosure, people: tuple[Participant, ...]) -> DisclosureView:
    replies = tuple(_reply(one, identity, people) for identity in one.asked)
    return DisclosureView(one.id, one.name, one.grounds, one.text, one.at, one.state, replies)


def _reply(one: Disclosure, identity: Identity, people: tuple[Participant, ...]) -> ReplyView:
    said = next((reply for reply in one.replies if reply.identity == identity), None)
    name = name_of(people, identity)
    if said is None:
        return ReplyView(identity, name, None, None, None, "")
    return ReplyView(identity, name, said.reply, said.at, *_right(said.through, people))


def _challenge(one: Challenge, people: tuple[Participant, ...]) -> ChallengeView:
    return ChallengeView(
        id=one.id,
        asked_by=name_of(people, one.asked_by),
        ground=one.ground,
        reason=one.reason,
        asked_at=one.asked_at,
        state=one.state,
        decision=one.decision,
        decided_by=one.decided_by_name,
        decided_at=one.decided_at,
    )


def _change(one: ChangeRequest, people: tuple[Participant, ...]) -> ChangeView:
    return ChangeView(
        one.id, name_of(people, one.identity), one.reason, one.at, one.state, one.refuses_to_choose, one.answer
    )
