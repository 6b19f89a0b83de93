"""A prospect: where a dispute without agreement goes for one party, and which ways and days are left to them.

One table says it, by where the dispute stands towards the court, how far arbitration came and what the party is in
the labour relation (人民调解法 art. 26; 劳动争议调解仲裁法 arts. 5, 27, 43, 47-51; 洛中法〔2023〕4号 art. 4). Days
are those of ways that are named: a paper can name no day to sue beside words that nobody can sue.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from server.domain.award import Arbitration, Award, Finality, LastDay, Standing, came_on, is_later
from server.domain.calendar import WorkCalendar
from server.domain.case import Case, CaseSource, CaseStage, CaseState
from server.domain.citations import Citation
from server.domain.deadlines import Deadline, DeadlineRule, deadline
from server.domain.ids import Identity
from server.domain.limitation import Limitation
from server.domain.party import Participant, PartyKind, Role, Side


class Forum(StrEnum):
    """Where the dispute stands towards the court when mediation ends without agreement (在线调解规则 art. 21)."""

    REFERRED = "referred"
    """委派: the court registers what is a suit in time."""
    TRIAL = "trial"
    """In litigation: the trial goes on."""
    OUTSIDE = "outside"
    """Nothing is registered by itself: the party files online, or asks for arbitration."""


FORUMS: Final[dict[tuple[CaseSource, CaseStage], Forum]] = {
    (CaseSource.ENTRUSTED, CaseStage.PRE_FILING): Forum.REFERRED,
    (CaseSource.COMMISSIONED, CaseStage.LITIGATION): Forum.TRIAL,
    (CaseSource.ORGANISATION, CaseStage.PRE_FILING): Forum.OUTSIDE,
    (CaseSource.JUDGE, CaseStage.PRE_FILING): Forum.OUTSIDE,
    (CaseSource.JUDGE, CaseStage.LITIGATION): Forum.TRIAL,
}


class AwardState(StrEnum):
    """How far arbitration came, for one party, at the instant mediation ends."""

    NOT_NEEDED = "not_needed"
    """No labour or personnel dispute."""
    UNKNOWN = "unknown"
    NONE = "none"
    PENDING = "pending"
    UNCLEAR = "unclear"
    """Awarded; whether the award is final is not known."""
    NOT_FINAL = "not_final"
    FINAL = "final"
    FILED = "filed"
    """A court received the applicant's papers after the award and in time: that day is the day of the suit (LY-07)."""
    LATE = "late"
    """The time to sue is over (LY-08)."""
    FINAL_LATE = "final_late"
    """The time to have a final award set aside is over."""
    ANNULLED = "annulled"
    """A court set the award aside: both sides may sue (劳动争议调解仲裁法 art. 49)."""
    ANNULLED_LATE = "annulled_late"
    """The time to sue after that is over."""


class Route(StrEnum):
    """Where the dispute goes, in one sentence."""

    REGISTER = "register"
    REGISTER_IF_ARBITRATED = "register_if_arbitrated"
    RESUME_TRIAL = "resume_trial"
    SUGGEST_FILING = "suggest_filing"
    ARBITRATE = "arbitrate"
    AWAIT_AWARD = "await_award"
    SUE = "sue"
    SET_ASIDE = "set_aside"
    SUE_OR_SET_ASIDE = "sue_or_set_aside"
    TOO_LATE = "too_late"


class Way(StrEnum):
    """A way that is left to a party; the words stand in a reviewable text."""

    ARBITRATION = "arbitration"
    AWAIT_AWARD = "await_award"
    SUIT = "suit"
    """Whether it was arbitrated is not known."""
    CIVIL_SUIT = "civil_suit"
    SUIT_NOT_FINAL = "suit_not_final"
    SUIT_FINAL = "suit_final"
    SUIT_EITHER = "suit_either"
    SET_ASIDE = "set_aside"
    FILED = "filed"
    EARLY_RECEIPT = "early_receipt"
    """A court had the papers before the award came: no document says whether that counts as suing."""
    JOINED_LATER = "joined_later"
    """The party came in after a court's first receipt, within the own days: no document says that it covers them."""
    GIVEN_BACK = "given_back"
    """The papers that a court received in time were returned: no document says that the day still counts."""
    OTHER_SUES = "other_sues"
    SUIT_LATE = "suit_late"
    SET_ASIDE_LATE = "set_aside_late"
    SUIT_ANNULLED = "suit_annulled"
    ANNULLED_LATE = "annulled_late"
    ENFORCEMENT = "enforcement"
    ADMINISTRATIVE = "administrative"
    TRIAL = "trial"


CITED: Final[dict[Way, Citation]] = {
    Way.ARBITRATION: Citation.LIMITATION,
    Way.AWAIT_AWARD: Citation.AWARD_TIME,
    Way.SUIT: Citation.SUIT_EITHER,
    Way.CIVIL_SUIT: Citation.WAYS,
    Way.SUIT_NOT_FINAL: Citation.SUIT,
    Way.SUIT_FINAL: Citation.SUIT_FINAL,
    Way.SUIT_EITHER: Citation.SUIT_EITHER,
    Way.SET_ASIDE: Citation.SET_ASIDE,
    Way.FILED: Citation.FIRST_RECEIPT,
    Way.EARLY_RECEIPT: Citation.FIRST_RECEIPT,
    Way.JOINED_LATER: Citation.FIRST_RECEIPT,
    Way.GIVEN_BACK: Citation.FIRST_RECEIPT,
    Way.OTHER_SUES: Citation.REPORT,
    Way.SUIT_LATE: Citation.FIRST_RECEIPT,
    Way.SET_ASIDE_LATE: Citation.SET_ASIDE,
    Way.SUIT_ANNULLED: Citation.SUIT_ANNULLED,
    Way.ANNULLED_LATE: Citation.SUIT_ANNULLED,
    Way.ENFORCEMENT: Citation.AWARD_ENFORCEMENT,
    Way.ADMINISTRATIVE: Citation.WAYS,
    Way.TRIAL: Citation.REPORT,
}
"""The article each way comes from."""

PERIOD_OF: Final[dict[Way, DeadlineRule]] = {
    Way.ARBITRATION: DeadlineRule.ARB_LIMIT_1Y,
    Way.SUIT_NOT_FINAL: DeadlineRule.SUE_15D,
    Way.SUIT_FINAL: DeadlineRule.SUE_15D,
    Way.SUIT_EITHER: DeadlineRule.SUE_15D,
    Way.FILED: DeadlineRule.SUE_15D,
    Way.SUIT_LATE: DeadlineRule.SUE_15D,
    Way.SET_ASIDE: DeadlineRule.SET_ASIDE_30D,
    Way.SET_ASIDE_LATE: DeadlineRule.SET_ASIDE_30D,
    Way.SUIT_ANNULLED: DeadlineRule.SUE_ANNULLED_15D,
    Way.ANNULLED_LATE: DeadlineRule.SUE_ANNULLED_15D,
}
"""The only days that may stand beside a way."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one kind of party has before them."""

    route: Route
    ways: tuple[Way, ...]


_BY_AWARD: Final[dict[AwardState, Row]] = {
    AwardState.NOT_NEEDED: Row(Route.SUE, (Way.CIVIL_SUIT,)),
    AwardState.UNKNOWN: Row(Route.SUGGEST_FILING, (Way.ARBITRATION, Way.SUIT, Way.ADMINISTRATIVE)),
    AwardState.NONE: Row(Route.ARBITRATE, (Way.ARBITRATION, Way.ADMINISTRATIVE)),
    AwardState.PENDING: Row(Route.AWAIT_AWARD, (Way.AWAIT_AWARD, Way.ADMINISTRATIVE)),
    AwardState.UNCLEAR: Row(Route.SUE, (Way.SUIT_EITHER, Way.ADMINISTRATIVE)),
    AwardState.NOT_FINAL: Row(Route.SUE, (Way.SUIT_NOT_FINAL, Way.ADMINISTRATIVE)),
    AwardState.FINAL: Row(Route.SUE, (Way.SUIT_FINAL, Way.ADMINISTRATIVE)),
    AwardState.FILED: Row(Route.SUE, (Way.FILED, Way.ADMINISTRATIVE)),
    AwardState.LATE: Row(Route.TOO_LATE, (Way.SUIT_LATE, Way.ENFORCEMENT, Way.ADMINISTRATIVE)),
    AwardState.FINAL_LATE: Row(Route.TOO_LATE, (Way.SET_ASIDE_LATE, Way.ENFORCEMENT, Way.ADMINISTRATIVE)),
    # An award that was set aside is not enforced.
    AwardState.ANNULLED: Row(Route.SUE, (Way.SUIT_ANNULLED, Way.ADMINISTRATIVE)),
    AwardState.ANNULLED_LATE: Row(Route.TOO_LATE, (Way.ANNULLED_LATE, Way.ADMINISTRATIVE)),
}
_OF_EMPLOYER: Final[dict[AwardState, Row]] = {
    AwardState.UNCLEAR: Row(Route.SUE_OR_SET_ASIDE, (Way.SUIT_NOT_FINAL, Way.SET_ASIDE, Way.ADMINISTRATIVE)),
    AwardState.FINAL: Row(Route.SET_ASIDE, (Way.SET_ASIDE, Way.ADMINISTRATIVE)),
}
"""Where it differs: a final award is final for the employer alone (劳动争议调解仲裁法 arts. 48, 49)."""
_REGISTERED: Final[dict[AwardState, Route]] = {
    AwardState.NOT_NEEDED: Route.REGISTER,
    AwardState.UNKNOWN: Route.REGISTER_IF_ARBITRATED,
    AwardState.FILED: Route.REGISTER,
}
"""What a court that referred registers; what was never arbitrated, or comes too late, it would refuse."""


def _row(forum: Forum, state: AwardState, standing: Standing) -> Row:
    if forum is Forum.TRIAL:
        return Row(Route.RESUME_TRIAL, (Way.TRIAL,))
    row = (_OF_EMPLOYER if standing is Standing.EMPLOYER else {}).get(state, _BY_AWARD[state])
    return replace(row, route=_REGISTERED.get(state, row.route)) if forum is Forum.REFERRED else row


PROSPECTS: Final[dict[tuple[Forum, AwardState, Standing], Row]] = {
    (forum, state, standing): _row(forum, state, standing)
    for forum in Forum
    for state in AwardState
    for standing in Standing
}
"""The whole table."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a prospect follows from. `at` is when mediation ended, or now."""

    case: Case
    people: Sequence[Participant]
    award: Award | None
    limitations: Sequence[Limitation]
    """Each party's own."""
    calendar: WorkCalendar
    at: datetime
    is_labour: bool = True
    was_returned: bool = False
    """Whether it ended after the application was given back, and not handed in again."""

    @property
    def is_given_back(self) -> bool:
        """Whether no court has the papers."""
        return self.was_returned or self.case.state is CaseState.RETURNED


@dataclass(frozen=True, slots=True)
class OwnDay:
    """The last day of a way that is named. `last` is None for the time to ask for arbitration."""

    way: Way
    deadline: Deadline
    last: LastDay | None = None

    @property
    def article(self) -> str:
        """The article the day comes from."""
        return self.last.article if self.last else self.deadline.article


@dataclass(frozen=True, slots=True)
class Prospect:
    """What one person has before them."""

    identity: Identity
    side: Side
    route: Route
    ways: tuple[Way, ...]
    days: tuple[OwnDay, ...]


def prospects(known: Known) -> tuple[Prospect, ...]:
    """Return what everybody of the two sides has before them; agents have what their party has, without its days."""
    return tuple(_prospect(known, one) for one in known.people if one.side is not Side.NEUTRAL)


def route_of(case: Case, found: Sequence[Prospect], side: Side = Side.APPLICANT) -> Route:
    """Return where the dispute goes for a side: it is registered where one of them is in time."""
    routes = [one.route for one in found if one.side is side]
    unknown = PROSPECTS[FORUMS[case.source, case.stage], AwardState.UNKNOWN, Standing.WORKER].route
    return Route.REGISTER if Route.REGISTER in routes else next(iter(routes), unknown)


def _prospect(known: Known, person: Participant) -> Prospect:
    party = _party(known, person)
    forum, state = FORUMS[known.case.source, known.case.stage], _state(known, party)
    row = PROSPECTS[forum, state, _standing(known, party)]
    if forum is Forum.REFERRED and state is not AwardState.FILED and _is_sued(known, person):
        row = Row(Route.REGISTER, (Way.OTHER_SUES, *row.ways))
    unsure = None if forum is Forum.TRIAL else _unsure(known, party)
    if unsure is not None:
        row = replace(row, ways=(unsure, *row.ways))
    return Prospect(person.identity, person.side, row.route, row.ways, tuple(_days(known, person, row.ways)))


def _party(known: Known, person: Participant) -> Participant:
    """Return for whom somebody is here: themselves, or the party of whom they are the agent."""
    if person.role is Role.PARTY:
        return person
    own = [one for one in known.people if one.role is Role.PARTY and one.side is person.side]
    linked = [one for one in own if one.identity == person.linked_to]
    return next(iter(linked or own), person)


def _standing(known: Known, party: Participant) -> Standing:
    """Return as what a party received the award; without it what kind of party they are."""
    received = known.award.received if known.award else ()
    usual = Standing.EMPLOYER if party.kind is PartyKind.EMPLOYER else Standing.WORKER
    return next((one.standing for one in received if one.identity == party.identity), usual)


def _state(known: Known, party: Participant) -> AwardState:
    award = known.award
    if award is None or award.arbitration is not Arbitration.AWARDED:
        return _unawarded(known) if known.is_labour else AwardState.NOT_NEEDED
    last = _last(known, party)
    if award.is_annulled:
        is_late = last is not None and last.is_past(known.at)
        return AwardState.ANNULLED_LATE if is_late else AwardState.ANNULLED
    if last is not None and _is_filed(known, party, last):
        return AwardState.FILED
    if last is not None and last.is_past(known.at):
        return AwardState.LATE if last.deadline.rule is DeadlineRule.SUE_15D else AwardState.FINAL_LATE
    return _OPEN[award.finality]


_OPEN: Final = {
    None: AwardState.UNCLEAR,
    Finality.FINAL: AwardState.FINAL,
    Finality.NOT_FINAL: AwardState.NOT_FINAL,
}


def _unawarded(known: Known) -> AwardState:
    if known.award is None:
        return AwardState.UNKNOWN
    return AwardState.PENDING if known.award.arbitration is Arbitration.PENDING else AwardState.NONE


def _last(known: Known, party: Participant) -> LastDay | None:
    days = known.award.last_days(known.calendar) if known.award else ()
    return next((one for one in days if one.identity == party.identity), None)


def _is_filed(known: Known, party: Participant, last: LastDay) -> bool:
    """Tell whether the court's first receipt, in time, counts as this applicant's suit (LY-07)."""
    was_there = not known.is_given_back and not is_later(party, known.case)
    return was_there and _may_count(known, party, last) and last.covers(known.case)


def _unsure(known: Known, party: Participant) -> Way | None:
    """Return why nobody can say whether the receipt is this applicant's suit; None where that is plain.

    Only what a court has of this party after the award is surely a suit.
    """
    last = _last(known, party)
    if last is None or not _may_count(known, party, last):
        return None
    if known.is_given_back:
        return None if last.is_missed(came_on(party, known.case)) else Way.GIVEN_BACK
    if is_later(party, known.case):
        return None if last.is_missed(came_on(party, known.case)) else Way.JOINED_LATER
    return Way.EARLY_RECEIPT if last.is_ahead(known.case.received_at) else None


def _may_count(known: Known, party: Participant, last: LastDay) -> bool:
    may_sue = last.deadline.rule is DeadlineRule.SUE_15D
    return may_sue and known.case.is_before_court and party.side is Side.APPLICANT


def _is_sued(known: Known, person: Participant) -> bool:
    """Tell whether the court registers a suit of the other side."""
    others = [one for one in known.people if one.role is Role.PARTY and one.side is Side.APPLICANT]
    is_respondent = person.side is Side.RESPONDENT
    return is_respondent and any(_state(known, one) is AwardState.FILED for one in others)


def _days(known: Known, person: Participant, ways: Sequence[Way]) -> Iterator[OwnDay]:
    """Yield the days that are this person's own, of the ways that are named."""
    last = _last(known, person)
    own = (said for said in known.limitations if said.identity == person.identity)
    starts = (start for said in own for start in said.starts())
    limits = [deadline(DeadlineRule.ARB_LIMIT_1Y, start.on, known.calendar) for start in starts]
    for way in ways:
        rule = PERIOD_OF.get(way)
        if rule is DeadlineRule.ARB_LIMIT_1Y:
            yield from (OwnDay(way, one) for one in limits)
        elif last is not None and last.deadline.rule is rule:
            yield OwnDay(way, last.deadline, last)
