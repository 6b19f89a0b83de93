"""The clocks of a case: every period that runs, stood still or ended in it, worked out from its facts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from server.domain import term_end
from server.domain.beijing import BEIJING, beijing_day
from server.domain.calendar import WorkCalendar, days
from server.domain.case import Case, CaseSource, CaseStage, CaseState
from server.domain.choice import WITH_COURT, ChoiceState
from server.domain.citations import Citation, article
from server.domain.day_strip import StripDay, strip
from server.domain.deadlines import PERIODS, Deadline, DeadlineRule, Unit, deadline
from server.domain.ids import Identity
from server.domain.limitation import Limitation, remark
from server.domain.party import Side
from server.domain.term import (
    PARTY_WORDS,
    RULES,
    Extension,
    ExtensionState,
    Pause,
    PauseKind,
    StartEvent,
    Term,
    TermPolicy,
)

_DAY: Final = timedelta(days=1)
RULES_VERSION: Final = 2
"""Of what is said here: which clocks a case has, and how each is worked out.

Whoever changes that raises it, and clocks kept by an older one are worked out anew (`server.services.renewing`).
"""
TERM_KEY: Final = "term"
TAKE_ON_KEY: Final = "take_on"
"""The court's three days to appoint while an application still lies at intake: first it is taken on, or returned."""
CONFIRMATION_KEY: Final = "confirmation"
CONTACT_KEY: Final = "contact"
"""The clock of asking the other side (在线调解规则 art. 15), one for each respondent: `contact:<identity>`."""
ORGANISATION_KEY: Final = "organisation"
SUSPENSION_KEY: Final = "suspension"


class ClockState(StrEnum):
    """How a period stands now."""

    RUNNING = "running"
    STOPPED = "stopped"
    DONE = "done"
    """What had to be done was done in time."""
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class AwardFact:
    """That a party received an arbitral award, or the ruling that set it aside, on a day (调解仲裁法 arts. 48-50)."""

    key: str
    name: str = field(repr=False)
    side: Side
    received_on: date
    rule: DeadlineRule
    """What the party may do then (`server.domain.award.recourse_of`)."""
    added_at: datetime | None = None
    """When they were added to the case; None for whoever was there from the beginning."""


@dataclass(frozen=True, slots=True)
class ReferralFact:
    """When a referral was sent, and when it was answered."""

    sent_at: datetime
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ChoiceFact:
    """The round in which the parties choose a mediator; since `handed_at` the court refers."""

    state: ChoiceState
    opened_at: datetime
    handed_at: datetime | None = None
    one_sided: bool = False
    """Only one side agreed: the court asks the other, and appoints."""


@dataclass(frozen=True, slots=True)
class RulingFact:
    """That a party received the ruling that confirms the agreement, on a day (民诉法解释 art. 372)."""

    key: str
    name: str = field(repr=False)
    received_on: date


@dataclass(frozen=True, slots=True)
class RespondentFact:
    """Somebody of the other side, and since when asking them is done: reached, answered or given up."""

    identity: Identity
    name: str = field(repr=False)
    contacted_at: datetime | None
    added_at: datetime | None = None
    """When they were added to the case; None for whoever was there from the beginning."""


@dataclass(frozen=True, slots=True)
class EffectFact:
    """When an agreement took effect and what followed from it; all days in Beijing."""

    at: datetime
    confirmation_sent_at: datetime | None = None
    review_sent_at: datetime | None = None
    rulings: tuple[RulingFact, ...] = ()
    last_performance_on: date | None = None
    is_confirmable: bool = True
    """Whether court or commission can be asked at all; not in litigation."""
    leaves_rest: bool = False
    """Whether the agreement settles a part only."""
    is_enforceable: bool = False
    """Whether court or commission made it a title: before that nothing can be enforced."""
    bound: frozenset[str] = frozenset()
    """The parties who signed, by identity; nobody else is bound (LB-06)."""
    performed_on: date | None = None
    """When all of it was performed and nobody denies it: nothing is left to enforce."""

    def settles_for(self, party: str) -> bool:
        """Tell whether it took the place of everything a party claims."""
        return not self.leaves_rest and party in self.bound


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the clocks of one case are worked out from."""

    case: Case
    policy: TermPolicy
    term: Term | None = None
    extensions: tuple[Extension, ...] = ()
    pauses: tuple[Pause, ...] = ()
    choice: ChoiceFact | None = None
    """The last round; None before any."""
    referral: ReferralFact | None = None
    awards: tuple[AwardFact, ...] = ()
    limitation: Limitation | None = None
    """What the time to ask for arbitration is counted from, as the applicant stated it."""
    limitation_of: str = field(default="", repr=False)
    """The name of whose year it is."""
    arbitration_asked: bool = False
    """Whether it was asked for, whatever the applicant stated before (`server.domain.award.Award.is_asked`)."""
    respondents: tuple[RespondentFact, ...] = ()
    ended_at: datetime | None = None
    """When the mediation ended or the agreement was made: what runs for the mediator is done."""
    was_returned: bool = False
    """Whether it ended after the application was given back, and not handed in again."""
    effect: EffectFact | None = None

    @property
    def extensions_now(self) -> tuple[Extension, ...]:
        """The requests for more time of the term that runs, without those of a term before it."""
        return tuple(one for one in self.extensions if self.term is None or self.term.counts(one.requested_at))

    @property
    def is_given_back(self) -> bool:
        """Whether no court has the papers: they were returned (在线调解规则 art. 9)."""
        return self.was_returned or self.case.state is CaseState.RETURNED


@dataclass(frozen=True, slots=True)
class Clock:
    """One period of a case. `key` names it within the case and stays the same when it is worked out again."""

    key: str
    event: str
    """Code of what started it, such as `accepted`."""
    who: str = field(repr=False)
    """Whose period it is, by name; empty when it is everybody's."""
    started_at: datetime | None
    """The instant where it is known; the award of a party has only a day."""
    deadline: Deadline
    state: ClockState
    done_on: date | None
    remaining: int | None
    """Days (working days where the period counts those) until the last one, negative after it; None when over."""
    trace: tuple[str, ...]
    strip: tuple[StripDay, ...]
    extended_by: int = 0
    """Days that were added with everybody's consent."""

    @property
    def article(self) -> str:
        """The article of the period."""
        return self.deadline.article

    @property
    def unit(self) -> Unit:
        """In what the period is counted."""
        return PERIODS[self.deadline.rule].unit


def last_day(facts: Facts, found: Sequence[Clock]) -> date | None:
    """Return the last day that anything runs for the parties: a period, or an instalment; None when nothing does."""
    running = [one.deadline.due for one in found if one.state in {ClockState.RUNNING, ClockState.STOPPED}]
    performed = facts.effect.last_performance_on if facts.effect else None
    return max([*running, performed] if performed else running, default=None)


@dataclass(frozen=True, slots=True)
class _Run:
    """A period as a fact starts it."""

    key: str
    rule: DeadlineRule
    event: str
    start: date
    started_at: datetime | None = None
    who: str = ""
    done_on: date | None = None
    remarks: tuple[str, ...] = ()


def clocks(facts: Facts, calendar: WorkCalendar, now: datetime) -> tuple[Clock, ...]:
    """Return the clocks of a case, those that run first, by their last day."""
    today = beijing_day(now)
    found = [_clock(run, calendar, today) for run in _runs(facts)]
    term = term_clock(facts, calendar, now)
    if term is not None:
        found.append(term)
    return tuple(sorted(found, key=lambda clock: (_ORDER[clock.state], clock.deadline.due, clock.key)))


def term_clock(facts: Facts, calendar: WorkCalendar, now: datetime) -> Clock | None:
    """Return the mediation term with its stops and extensions; None before it began (在线调解规则 art. 24)."""
    if facts.term is None:
        return None
    ends = _course(facts, calendar, now)
    last, today = ends[-1], beijing_day(now)
    is_stopped = any(pause.ended_at is None for pause in facts.pauses)
    done_on = beijing_day(facts.ended_at) if facts.ended_at else None
    state = _state(last, done_on, today)
    if is_stopped and state is ClockState.RUNNING:
        state = ClockState.STOPPED
    return Clock(
        key=TERM_KEY,
        event=facts.term.event.value,
        who="",
        started_at=facts.term.started_at,
        deadline=last,
        state=state,
        done_on=done_on,
        remaining=_remaining(last, calendar, today) if state in _UNDER_WAY else None,
        trace=(*_term_remarks(facts), *term_end.trace(ends, _granted(facts))),
        strip=strip(last, calendar),
        extended_by=sum(one.days for one in _granted(facts)),
    )


def party_deadline(facts: Facts, calendar: WorkCalendar, now: datetime) -> Deadline | None:
    """Return the last day of the mediation term as parties read it; None before it began.

    A suspicion that stands moves nothing they see: a day that is later every morning tells as much as the word. Once it
    is lifted its days do not count, without saying why (在线调解规则 art. 23).
    """
    shown = replace(facts, pauses=tuple(pause for pause in facts.pauses if not pause.is_hidden))
    ends = _course(shown, calendar, now) if facts.term else ()
    if not ends:
        return None
    stops = tuple(replace(stop, why=PARTY_WORDS.get(stop.why, stop.why)) for stop in ends[-1].stops)
    return replace(ends[-1], stops=stops)


def referral_clocks(
    sent_at: datetime, answered_at: datetime | None, calendar: WorkCalendar, now: datetime
) -> tuple[Clock, Clock]:
    """Return both thresholds of a referral: 3 working days (national) and 5 (Luoyang); neither is hidden (C1)."""
    run = _referral_runs(ReferralFact(sent_at, answered_at))
    first, second = (_clock(one, calendar, beijing_day(now)) for one in run)
    return first, second


def current_end(facts: Facts, calendar: WorkCalendar, now: datetime) -> Deadline | None:
    """Return when the term ends as things stand; None before it began."""
    course = _course(facts, calendar, now)
    return course[-1] if course else None


def extended_end(facts: Facts, days_more: int, calendar: WorkCalendar, now: datetime) -> Deadline | None:
    """Return when the term would end with so many days more; None before it began."""
    end = current_end(facts, calendar, now)
    return None if end is None else term_end.extended(end, days_more, facts.policy.base, calendar)


def too_late(facts: Facts, found: Sequence[Clock]) -> tuple[AwardFact, ...]:
    """Return the applicants who came after their last day to sue: mediation can go on, and the risk is owed (LY-08)."""
    return tuple(one for one, due in _over(facts, found) if beijing_day(_came(facts, one)) > due)


def lapsed(facts: Facts, found: Sequence[Clock]) -> tuple[AwardFact, ...]:
    """Return the applicants whose last day to sue passed since they came, without a receipt that counts as a suit.

    While the case goes on: who was told how it ended knows the day, and nobody asks what they did until then.
    """
    if facts.ended_at is not None or facts.is_given_back or facts.case.state is CaseState.FILED:
        return ()
    return tuple(one for one, due in _over(facts, found) if beijing_day(_came(facts, one)) <= due)


def _over(facts: Facts, found: Sequence[Clock]) -> Iterator[tuple[AwardFact, date]]:
    passed = {clock.key: clock.deadline.due for clock in found if clock.state is ClockState.PASSED}
    for one in facts.awards:
        if one.side is Side.APPLICANT and f"sue:{one.key}" in passed:
            yield one, passed[f"sue:{one.key}"]


def _came(facts: Facts, one: AwardFact) -> datetime:
    return max(facts.case.received_at, one.added_at or facts.case.received_at)


def next_due(found: Sequence[Clock]) -> Clock | None:
    """Return the running clock that ends first."""
    running = [clock for clock in found if clock.state is ClockState.RUNNING]
    return min(running, key=lambda clock: clock.deadline.due, default=None)


_ORDER: Final = {ClockState.STOPPED: 0, ClockState.RUNNING: 0, ClockState.PASSED: 1, ClockState.DONE: 2}
_UNDER_WAY: Final = frozenset({ClockState.RUNNING, ClockState.STOPPED})
_EVENTS: Final = {
    StartEvent.ACCEPTED: "平台确认接受",
    StartEvent.ALL_CONSENTED: "各方均同意由审判人员主持调解",
}


_AWARD_KEYS: Final = {
    DeadlineRule.SUE_15D: "sue",
    DeadlineRule.SET_ASIDE_30D: "set_aside",
    DeadlineRule.SUE_ANNULLED_15D: "sue_annulled",
}


def _runs(facts: Facts) -> Iterator[_Run]:
    yield from _choice_runs(facts)
    if facts.referral is not None:
        yield from _referral_runs(facts.referral)
    yield from _contact_runs(facts)
    yield from _suspension_runs(facts)
    yield from _organisation_runs(facts)
    yield from _award_runs(facts)
    yield from _limitation_runs(facts)
    if facts.effect is not None:
        yield from _effect_runs(facts.effect)


def _choice_runs(facts: Facts) -> Iterator[_Run]:
    """Count while a mediator is to be found for a court's case: the parties' two days, or the court's three (art. 10).

    Before anybody began to choose the court's three days run from the first receipt, at intake already, and what all
    picked is referred within three days too. What was returned waits for the applicant, and nothing runs. Once the
    court appointed they are shown as done, in time or late. Nobody chooses a judge who presides.
    """
    case, choice = facts.case, facts.choice
    if not case.is_before_court or case.source is CaseSource.JUDGE:
        return
    received = beijing_day(case.received_at)
    if case.state is CaseState.RECEIVED:
        yield _Run(TAKE_ON_KEY, DeadlineRule.APPOINT_3WD, "received", received, case.received_at)
    elif case.state is not CaseState.TO_APPOINT:
        yield from _appointment(choice, facts.referral)
    elif choice is None:
        yield _Run("appoint", DeadlineRule.APPOINT_3WD, "received", received, case.received_at)
    elif choice.state is ChoiceState.OPEN:
        yield _Run("pick", DeadlineRule.PICK_2WD, "choosing", beijing_day(choice.opened_at), choice.opened_at)
    elif choice.state in WITH_COURT and choice.handed_at is not None:
        yield _Run("appoint", DeadlineRule.APPOINT_3WD, "handed_over", beijing_day(choice.handed_at), choice.handed_at)


def _appointment(choice: ChoiceFact | None, referral: ReferralFact | None) -> Iterator[_Run]:
    """Count what the court took to appoint; of a round the parties matched, or that was given up, nothing."""
    at = choice.handed_at if choice is not None and choice.state is ChoiceState.CLOSED else None
    if at is not None and referral is not None and referral.sent_at >= at:
        done = beijing_day(referral.sent_at)
        yield _Run("appoint", DeadlineRule.APPOINT_3WD, "handed_over", beijing_day(at), at, done_on=done)


def _referral_runs(referral: ReferralFact) -> tuple[_Run, _Run]:
    start = beijing_day(referral.sent_at)
    done = beijing_day(referral.answered_at) if referral.answered_at else None
    return (
        _Run("accept_3", DeadlineRule.ACCEPT_3WD, "referred", start, referral.sent_at, done_on=done),
        _Run("accept_5", DeadlineRule.ACCEPT_5WD_LUOYANG, "referred", start, referral.sent_at, done_on=done),
    )


def _contact_runs(facts: Facts) -> Iterator[_Run]:
    """Count before filing while the other side is asked: from acceptance of the referral (art. 15).

    Before that the court's own desk holds itself to the same three days, from when it took the asking on. Each
    respondent has its own, which for whoever was added later begins then; it is over when that one was reached,
    answered or was given up.
    """
    since = _asked_since(facts)
    if since is None or facts.case.source is not CaseSource.ENTRUSTED:
        return
    yield from (_contact_run(one, *since, facts.ended_at) for one in facts.respondents)


def _contact_run(one: RespondentFact, event: str, at: datetime, ended_at: datetime | None) -> _Run:
    if one.added_at is not None and one.added_at > at:
        event, at = "added", one.added_at
    over = one.contacted_at or ended_at
    done = beijing_day(over) if over else None
    key, rule = f"{CONTACT_KEY}:{one.identity}", DeadlineRule.CONTACT_3WD
    return _Run(key, rule, event, beijing_day(at), at, who=one.name, done_on=done)


def asking_ends(facts: Facts, calendar: WorkCalendar) -> dict[Identity, date]:
    """Return the last day of asking each respondent who was not reached yet; whoever was has none (art. 15)."""
    open_runs = {run.key: run for run in _contact_runs(facts) if run.done_on is None}
    keys = {one.identity: f"{CONTACT_KEY}:{one.identity}" for one in facts.respondents}
    return {
        identity: deadline(open_runs[key].rule, open_runs[key].start, calendar).due
        for identity, key in keys.items()
        if key in open_runs
    }


def _asked_since(facts: Facts) -> tuple[str, datetime] | None:
    """Return what set the asking going, and when: acceptance, before it a choice that only one side agreed to.

    While the answer to a referral is awaited nobody asks, and nothing of it runs.
    """
    if facts.term is not None:
        return "accepted", facts.term.started_at
    choice, state = facts.choice, facts.case.state
    if choice is None or not choice.one_sided:
        return None
    at_desk = state is CaseState.TO_APPOINT and choice.state is ChoiceState.COURT
    goes_on = at_desk or facts.ended_at is not None
    return ("one_sided", choice.opened_at) if goes_on else None


def _suspension_runs(facts: Facts) -> Iterator[_Run]:
    """Count while court and organisation have to decide on a suspension on suspicion (art. 23)."""
    rule = DeadlineRule.SUSPENSION_7D
    for pause in facts.pauses:
        if pause.kind is PauseKind.SUSPENSION and pause.ended_at is None and facts.ended_at is None:
            day = beijing_day(pause.started_at)
            why = f"{article(PERIODS[rule].citation, day)}没有定期限，{PERIODS[rule].count} 日内决定是本系统的提醒"
            yield _Run(SUSPENSION_KEY, rule, "suspended", day, pause.started_at, remarks=(why,))


def _organisation_runs(facts: Facts) -> Iterator[_Run]:
    """Count the 15 days beside the term: after them arbitration may be sought, and mediation may go on (LB-04).

    Where it was asked for already nothing opens after them: there is an award, or the commission has the case.
    """
    never_taken = facts.ended_at is None and facts.case.state in {CaseState.RETURNED, CaseState.FILED}
    if facts.case.source is not CaseSource.ORGANISATION or never_taken or facts.arbitration_asked:
        return
    at = facts.case.received_at
    done = beijing_day(facts.ended_at) if facts.ended_at else None
    yield _Run(ORGANISATION_KEY, DeadlineRule.LABOUR_ORG_15D, "received", beijing_day(at), at, done_on=done)


def _award_runs(facts: Facts) -> Iterator[_Run]:
    """Count before filing only: in litigation the suit is pending, whenever its papers came here.

    For whom an agreement takes the place of the claims nothing is left to sue for; for who did not sign it runs on.
    """
    if facts.case.stage is not CaseStage.PRE_FILING:
        return
    for award in facts.awards:
        if facts.effect is None or not facts.effect.settles_for(award.key):
            yield _award_run(award, facts)


def _award_run(award: AwardFact, facts: Facts) -> _Run:
    """Each side has its own day; a court's first receipt after the award counts as the day of filing (LY-07).

    Not for who came in after it: their own papers were not there. Nor once the papers were given back: none are.
    """
    case = facts.case
    name = _AWARD_KEYS[award.rule]
    event = "annulled" if award.rule is DeadlineRule.SUE_ANNULLED_15D else "award"
    run = _Run(f"{name}:{award.key}", award.rule, event, award.received_on, who=award.name)
    if award.side is not Side.APPLICANT or award.rule is not DeadlineRule.SUE_15D:
        return run
    received = beijing_day(case.received_at)
    if not case.is_before_court:
        return replace(run, remarks=(f"调解组织收件 {received}，不是向法院递交，起诉期限照常计算",))
    if facts.is_given_back:
        remark = f"法院首次收件 {received} 的材料已经退回，能否仍以那一天计算待确认，请在届满前向有管辖权的法院递交"
        return replace(run, remarks=(remark,))
    if award.added_at is not None and award.added_at > case.received_at:
        came = beijing_day(award.added_at)
        remark = f"{came} 加入本案，法院首次收件 {received} 时不在案，能否视为起诉待确认，请在届满前向法院递交"
        return replace(run, remarks=(remark,))
    if received < award.received_on:
        remark = f"法院首次收件 {received} 早于收到裁决，能否视为起诉待确认，请在届满前向法院递交"
        return replace(run, remarks=(remark,))
    remark = f"法院首次收件 {received}，按 {article(Citation.FIRST_RECEIPT, received)} 视为起诉材料提交之日"
    return replace(run, done_on=case.brought_on, remarks=(remark, *_posted(case)))


def _posted(case: Case) -> tuple[str, ...]:
    """Say that a day of posting counts for the period; the rule of the first receipt itself speaks of receipt alone."""
    if case.posted_on is None:
        return ()
    return (f"{case.posted_on} 交邮，期满前交邮的不算过期（{article(Citation.POSTED, case.posted_on)}）",)


def _limitation_runs(facts: Facts) -> Iterator[_Run]:
    """Count from what the worker said, until arbitration is asked for or an agreement takes the place of their claims.

    For a rest that an agreement leaves, and for who did not sign it, it runs on.
    """
    said, effect = facts.limitation, facts.effect
    if said is None or facts.arbitration_asked:
        return
    if effect is not None and not effect.leaves_rest and (said.identity is None or effect.settles_for(said.identity)):
        return
    remarks, whose = (remark(facts.case.received_at),), f":{said.identity}" if said.identity else ""
    for start in said.starts():
        key, who = f"{start.key}{whose}", facts.limitation_of
        yield _Run(key, DeadlineRule.ARB_LIMIT_1Y, start.event, start.on, who=who, remarks=remarks)


def _effect_runs(effect: EffectFact) -> Iterator[_Run]:
    start = beijing_day(effect.at)
    if effect.is_confirmable:
        sent = (effect.confirmation_sent_at, effect.review_sent_at)
        court, commission = (beijing_day(at) if at else None for at in sent)
        yield _Run(CONFIRMATION_KEY, DeadlineRule.JUDICIAL_CONFIRM_30D, "effect", start, effect.at, done_on=court)
        yield _Run("review", DeadlineRule.ARB_REVIEW_15D, "effect", start, effect.at, done_on=commission)
    for one in effect.rulings:
        yield _Run(f"objection:{one.key}", DeadlineRule.CONFIRM_OBJECT_15D, "ruling", one.received_on, who=one.name)
    if effect.is_enforceable and effect.last_performance_on is not None:
        last, done = effect.last_performance_on, effect.performed_on
        yield _Run("enforcement", DeadlineRule.ENFORCE_2Y, "performance", last, done_on=done)


def _clock(run: _Run, calendar: WorkCalendar, today: date) -> Clock:
    end = deadline(run.rule, run.start, calendar)
    state = _state(end, run.done_on, today)
    return Clock(
        key=run.key,
        event=run.event,
        who=run.who,
        started_at=run.started_at,
        deadline=end,
        state=state,
        done_on=run.done_on,
        remaining=_remaining(end, calendar, today) if state is ClockState.RUNNING else None,
        trace=(*run.remarks, *end.trace()),
        strip=strip(end, calendar),
    )


def _state(end: Deadline, done_on: date | None, today: date) -> ClockState:
    if done_on is not None:
        return ClockState.DONE if done_on <= end.due else ClockState.PASSED
    return ClockState.RUNNING if today <= end.due else ClockState.PASSED


def _remaining(end: Deadline, calendar: WorkCalendar, today: date) -> int:
    if PERIODS[end.rule].unit is not Unit.WORKING_DAYS:
        return (end.due - today).days
    if today > end.due:
        return -sum(calendar.is_working_day(day) for day in days(end.due + _DAY, today))
    return sum(calendar.is_working_day(day) for day in days(today + _DAY, end.due))


def _course(facts: Facts, calendar: WorkCalendar, now: datetime) -> tuple[Deadline, ...]:
    if facts.term is None:
        return ()
    rule = RULES[facts.case.stage, facts.case.procedure]
    first = deadline(rule, beijing_day(facts.term.started_at), calendar)
    stops = [pause.stop(now) for pause in facts.pauses if facts.term.counts(pause.started_at)]
    return term_end.course(first, _granted(facts), stops, calendar)


def _granted(facts: Facts) -> list[Extension]:
    granted = [one for one in facts.extensions_now if one.state is ExtensionState.GRANTED]
    return sorted(granted, key=lambda one: one.granted_at or one.requested_at)


def _term_remarks(facts: Facts) -> Iterator[str]:
    term = facts.term
    if term is None:
        return
    at = term.started_at.astimezone(BEIJING)
    yield f"{at:%Y-%m-%d %H:%M} {_EVENTS[term.event]}，自此起算（{article(Citation.TERM_START, at.date())}）"
    if term.former_at is not None:
        former = beijing_day(term.former_at)
        yield f"原期限自 {former} 起算，随原委派结束，不再计算；由另一组织接受，重新起算"
    if term.signed_for_at is not None:
        signed = beijing_day(term.signed_for_at)
        yield f"材料签收 {signed}，仅供对照（{article(Citation.TERM_START_MATERIALS, signed)}）"
