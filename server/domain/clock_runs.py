"""Which periods the facts of a case start, from which day, and when what they ask for was done."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from server.domain.beijing import beijing_day
from server.domain.calendar import WorkCalendar
from server.domain.case import Case, CaseSource, CaseStage, CaseState
from server.domain.choice import WITH_COURT, ChoiceState
from server.domain.citations import Citation, article
from server.domain.clock_facts import AwardFact, ChoiceFact, EffectFact, Facts, ReferralFact, RespondentFact
from server.domain.deadlines import PERIODS, DeadlineRule, deadline
from server.domain.ids import Identity
from server.domain.limitation import Limitation, remark
from server.domain.party import Side
from server.domain.term import PauseKind

TERM_KEY: Final = "term"
TAKE_ON_KEY: Final = "take_on"
"""The court's three days to appoint while an application still lies at intake: first it is taken on, or returned."""
CONFIRMATION_KEY: Final = "confirmation"
CONTACT_KEY: Final = "contact"
"""The clock of asking the other side (在线调解规则 art. 15), one for each respondent: `contact:<identity>`."""
PICK_KEY: Final = "pick"
REVIEW_KEY: Final = "review"
ORGANISATION_KEY: Final = "organisation"
SUSPENSION_KEY: Final = "suspension"


@dataclass(frozen=True, slots=True)
class Run:
    """A period as a fact starts it."""

    key: str
    rule: DeadlineRule
    event: str
    start: date
    started_at: datetime | None = None
    who: str = ""
    done_on: date | None = None
    remarks: tuple[str, ...] = ()


_AWARD_KEYS: Final = {
    DeadlineRule.SUE_15D: "sue",
    DeadlineRule.SET_ASIDE_30D: "set_aside",
    DeadlineRule.SUE_ANNULLED_15D: "sue_annulled",
}


def runs(facts: Facts) -> Iterator[Run]:
    """Return every period but the mediation term itself."""
    yield from _choice_runs(facts)
    if facts.referral is not None:
        yield from referral_runs(facts.referral)
    yield from _contact_runs(facts)
    yield from _suspension_runs(facts)
    yield from _organisation_runs(facts)
    yield from _award_runs(facts)
    yield from _limitation_runs(facts)
    if facts.effect is not None:
        yield from _effect_runs(facts.effect)


def _choice_runs(facts: Facts) -> Iterator[Run]:
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
        yield Run(TAKE_ON_KEY, DeadlineRule.APPOINT_3WD, "received", received, case.received_at)
    elif case.state is not CaseState.TO_APPOINT:
        yield from _appointment(choice, facts.referral)
    elif choice is None:
        yield Run("appoint", DeadlineRule.APPOINT_3WD, "received", received, case.received_at)
    elif choice.state is ChoiceState.OPEN:
        yield Run(PICK_KEY, DeadlineRule.PICK_2WD, "choosing", beijing_day(choice.opened_at), choice.opened_at)
    elif choice.state in WITH_COURT and choice.handed_at is not None:
        yield Run("appoint", DeadlineRule.APPOINT_3WD, "handed_over", beijing_day(choice.handed_at), choice.handed_at)


def _appointment(choice: ChoiceFact | None, referral: ReferralFact | None) -> Iterator[Run]:
    """Count what the court took to appoint; of a round the parties matched, or that was given up, nothing."""
    at = choice.handed_at if choice is not None and choice.state is ChoiceState.CLOSED else None
    if at is not None and referral is not None and referral.sent_at >= at:
        done = beijing_day(referral.sent_at)
        yield Run("appoint", DeadlineRule.APPOINT_3WD, "handed_over", beijing_day(at), at, done_on=done)


def referral_runs(referral: ReferralFact) -> tuple[Run, Run]:
    """Return both thresholds of a referral, the national one first (C1)."""
    start = beijing_day(referral.sent_at)
    done = beijing_day(referral.answered_at) if referral.answered_at else None
    return (
        Run("accept_3", DeadlineRule.ACCEPT_3WD, "referred", start, referral.sent_at, done_on=done),
        Run("accept_5", DeadlineRule.ACCEPT_5WD_LUOYANG, "referred", start, referral.sent_at, done_on=done),
    )


def _contact_runs(facts: Facts) -> Iterator[Run]:
    """Count before filing while the other side is asked: from acceptance of the referral (art. 15).

    Before that the court's own desk holds itself to the same three days, from when it took the asking on. Each
    respondent has its own, which for whoever was added later begins then; it is over when that one was reached,
    answered or was given up.
    """
    since = _asked_since(facts)
    if since is None or facts.case.source is not CaseSource.ENTRUSTED:
        return
    yield from (_contact_run(one, *since, facts.ended_at) for one in facts.respondents)


def _contact_run(one: RespondentFact, event: str, at: datetime, ended_at: datetime | None) -> Run:
    if one.added_at is not None and one.added_at > at:
        event, at = "added", one.added_at
    over = one.contacted_at or ended_at
    done = beijing_day(over) if over else None
    key, rule = f"{CONTACT_KEY}:{one.identity}", DeadlineRule.CONTACT_3WD
    return Run(key, rule, event, beijing_day(at), at, who=one.name, done_on=done)


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


def _suspension_runs(facts: Facts) -> Iterator[Run]:
    """Count while court and organisation have to decide on a suspension on suspicion (art. 23)."""
    rule = DeadlineRule.SUSPENSION_7D
    for pause in facts.pauses:
        if pause.kind is PauseKind.SUSPENSION and pause.ended_at is None and facts.ended_at is None:
            day = beijing_day(pause.started_at)
            why = f"{article(PERIODS[rule].citation, day)}没有定期限，{PERIODS[rule].count} 日内决定是本系统的提醒"
            yield Run(SUSPENSION_KEY, rule, "suspended", day, pause.started_at, remarks=(why,))


def _organisation_runs(facts: Facts) -> Iterator[Run]:
    """Count the 15 days beside the term: after them arbitration may be sought, and mediation may go on (LB-04).

    Where it was asked for already nothing opens after them: there is an award, or the commission has the case.
    """
    never_taken = facts.ended_at is None and facts.case.state in {CaseState.RETURNED, CaseState.FILED}
    if facts.case.source is not CaseSource.ORGANISATION or never_taken or facts.arbitration_asked:
        return
    at = facts.case.received_at
    done = beijing_day(facts.ended_at) if facts.ended_at else None
    yield Run(ORGANISATION_KEY, DeadlineRule.LABOUR_ORG_15D, "received", beijing_day(at), at, done_on=done)


def _award_runs(facts: Facts) -> Iterator[Run]:
    """Count before filing only: in litigation the suit is pending, whenever its papers came here.

    For whom an agreement takes the place of the claims nothing is left to sue for; for who did not sign it runs on.
    """
    if facts.case.stage is not CaseStage.PRE_FILING:
        return
    for award in facts.awards:
        if facts.effect is None or not facts.effect.settles_for(award.key):
            yield _award_run(award, facts)


def _award_run(award: AwardFact, facts: Facts) -> Run:
    """Each side has its own day; a court's first receipt after the award counts as the day of filing (LY-07).

    Not for who came in after it: their own papers were not there. Nor once the papers were given back: none are.
    """
    case = facts.case
    name = _AWARD_KEYS[award.rule]
    event = "annulled" if award.rule is DeadlineRule.SUE_ANNULLED_15D else "award"
    run = Run(f"{name}:{award.key}", award.rule, event, award.received_on, who=award.name)
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


def _limitation_runs(facts: Facts) -> Iterator[Run]:
    """Count from what each worker said, until arbitration is asked for or an agreement takes the place of their claims.

    For a rest that an agreement leaves, and for who did not sign it, it runs on.
    """
    remarks = (remark(facts.case.received_at),)
    for own in facts.limitations if not facts.arbitration_asked else ():
        said, whose = own.said, f":{own.said.identity}" if own.said.identity else ""
        for start in said.starts() if not _is_settled(said, facts.effect) else ():
            key = f"{start.key}{whose}"
            yield Run(key, DeadlineRule.ARB_LIMIT_1Y, start.event, start.on, who=own.name, remarks=remarks)


def _is_settled(said: Limitation, effect: EffectFact | None) -> bool:
    """Tell whether an agreement took the place of what this party claims."""
    if effect is None or effect.leaves_rest:
        return False
    return said.identity is None or effect.settles_for(said.identity)


def _effect_runs(effect: EffectFact) -> Iterator[Run]:
    start = beijing_day(effect.at)
    if effect.is_confirmable:
        sent = (effect.confirmation_sent_at, effect.review_sent_at)
        court, commission = (beijing_day(at) if at else None for at in sent)
        # Nobody is reminded of the way that is closed because the other one was taken.
        if court or not effect.is_with_others:
            yield Run(CONFIRMATION_KEY, DeadlineRule.JUDICIAL_CONFIRM_30D, "effect", start, effect.at, done_on=court)
        if commission or not effect.is_with_others:
            yield Run(REVIEW_KEY, DeadlineRule.ARB_REVIEW_15D, "effect", start, effect.at, done_on=commission)
    for one in effect.rulings:
        yield Run(f"objection:{one.key}", DeadlineRule.CONFIRM_OBJECT_15D, "ruling", one.received_on, who=one.name)
    if effect.is_enforceable and effect.last_performance_on is not None:
        last, done = effect.last_performance_on, effect.performed_on
        yield Run("enforcement", DeadlineRule.ENFORCE_2Y, "performance", last, done_on=done)
