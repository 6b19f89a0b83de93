"""When people are reminded: of sessions, unanswered referrals, periods that end, and days of performance.

A reminder is a prompt, never service of a document (人民法院在线诉讼规则 art. 32): no period begins with it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from server.domain.beijing import BEIJING, beijing_day
from server.domain.calendar import WorkCalendar, days
from server.domain.deadlines import PERIODS, DeadlineRule

OFFICE_OPENS: Final = time(9, 0)
"""Reminders about a working day are not sent before."""
MOST_TRIES: Final = 5


class ReminderKind(StrEnum):
    """What somebody is reminded of."""

    SESSION_IN_3_DAYS = "session_in_3_days"
    SESSION_TOMORROW = "session_tomorrow"
    """With the address of the connection test."""
    SESSION_SOON = "session_soon"
    TEST_ASKED = "test_asked"
    """Whoever did not test network and device is asked to, with the address of the connection test."""
    SESSION_INVITED = "session_invited"
    """A session was planned: when, where, and how to get in."""
    SESSION_MOVED = "session_moved"
    SESSION_CANCELLED = "session_cancelled"
    SESSION_PUT_OFF = "session_put_off"
    """The case stands still; why, is not said."""
    SESSION_GOES_ON = "session_goes_on"
    """What was put off takes place as planned after all."""
    SESSION_TO_MOVE = "session_to_move"
    """The case goes on too late for a session that was put off: its mediator sets another time."""
    LINK_DENIED = "link_denied"
    """Whoever got the link of a party says that they are somebody else."""
    LINK_ENDING = "link_ending"
    """A party's own link opens nothing any more in two weeks, and the case is not filed."""
    PARTY_REQUEST = "party_request"
    """A party asked by the own link for a decision about the mediator."""
    CHOICE_OPEN = "choice_open"
    """The parties choose a mediator, within two working days (在线调解规则 art. 10)."""
    CHOICE_GONE = "choice_gone"
    """Whom the parties chose can no longer be referred to: the court appoints."""
    EXTENSION_ASKED = "extension_asked"
    """Each party is asked whether the term may be longer (在线调解规则 art. 24)."""
    DISCLOSURE_MADE = "disclosure_made"
    """Each party is asked whether a mediator goes on who disclosed something (在线调解规则 art. 13)."""
    FACTS_ASKED = "facts_asked"
    """Each party is asked whether the facts that were written down are so (在线调解规则 art. 22)."""
    FACTS_ANSWERED = "facts_answered"
    """Whoever mediates is told that all parties answered that."""
    REQUEST_DECIDED = "request_decided"
    """Who asked for a decision about the mediator is told that there is one."""
    REFERRAL_DAY_1 = "referral_day_1"
    REFERRAL_DAY_2 = "referral_day_2"
    REFERRAL_DAY_3 = "referral_day_3"
    REFERRAL_WITHDRAWN = "referral_withdrawn"
    """Whoever was asked to mediate, or did, is told that the case was taken from them, and why."""
    CONTACT_DAY_1 = "contact_day_1"
    """The other side is to be asked within three working days (在线调解规则 art. 15)."""
    CONTACT_DAY_2 = "contact_day_2"
    CONTACT_DAY_3 = "contact_day_3"
    TERM_10_DAYS_LEFT = "term_10_days_left"
    TERM_3_DAYS_LEFT = "term_3_days_left"
    TERM_1_DAY_LEFT = "term_1_day_left"
    CONFIRMATION_10_DAYS_LEFT = "confirmation_10_days_left"
    CONFIRMATION_3_DAYS_LEFT = "confirmation_3_days_left"
    CONFIRMATION_1_DAY_LEFT = "confirmation_1_day_left"
    PERFORMANCE_IN_3_DAYS = "performance_in_3_days"
    PERFORMANCE_TOMORROW = "performance_tomorrow"
    PERFORMANCE_OVERDUE = "performance_overdue"
    """The day of an instalment has passed and nobody says that it was performed."""
    OWN_DAY_30_DAYS_LEFT = "own_day_30_days_left"
    """A right of one party alone ends on a day: for that party, and whoever mediates (`server.domain.own_right`)."""
    OWN_DAY_7_DAYS_LEFT = "own_day_7_days_left"
    OWN_DAY_3_DAYS_LEFT = "own_day_3_days_left"
    OWN_DAY_1_DAY_LEFT = "own_day_1_day_left"
    OWED = "owed"
    """What is owed at once after a mediation is still not done (`server.domain.owed`)."""
    CONSENT_WITHDRAWN = "consent_withdrawn"
    """Somebody takes a consent back, or wants to."""
    CONSENT_DECIDED = "consent_decided"
    """Whoever wanted to take a consent back is told what was decided, and why."""
    MANNER_SAID = "manner_said"
    """Somebody will, or wants to, attend a session otherwise."""
    MANNER_DECIDED = "manner_decided"
    """Whoever wanted to attend otherwise is told what was decided."""
    RISK_EXPLANATION = "risk_explanation"
    """Read the explanation of risk and acknowledge it."""
    ARBITRATION_OPEN = "arbitration_open"
    """The organisation's fifteen days are over without agreement: arbitration may be sought (调解仲裁法 art. 14)."""
    APPRAISAL = "appraisal"
    """An appraisal begins before filing: what 诉前委托鉴定 is, and that its time is not counted (art. 26)."""
    RESPONDENT_LEFT = "respondent_left"
    """Applicants and the other respondents are told that it goes on without one (在线调解规则 art. 15)."""
    MEDIATION_ENDED = "mediation_ended"
    """Both sides are told, with where the paper is."""
    CASE_RECEIVED = "case_received"
    """Whoever handed an application in is told that it is there, its number, and the way back to it."""
    CASE_TAKEN_ON = "case_taken_on"
    """The applicants are told that nothing is missing and a mediator is chosen next."""
    CASE_REFERRED = "case_referred"
    """Who knows of the case is told whom the court asked to mediate (在线调解规则 art. 12)."""
    CASE_ACCEPTED = "case_accepted"
    """Who knows of the case is told who mediates it."""
    CASE_RETURNED = "case_returned"
    """The applicants are told, with the advice and where the paper is."""
    SUSPENSION_REPORTED = "suspension_reported"
    """Court and organisation are told of a suspension on suspicion; they let the case go on (在线调解规则 art. 23)."""
    SUSPENSION_UNDECIDED = "suspension_undecided"
    """They are told again: nobody decided on it."""
    DATA_ANSWERED = "data_answered"
    """What somebody asked about their own data is answered."""
    TO_WORKERS = "to_workers"
    """What staff write to all workers of a case at once (LB-06)."""
    SUPPORT_ASKED = "support_asked"
    """Whoever keeps the program running asks for a look into the case, or into all of the house (DP-05)."""
    CASE_HANDED_ON = "case_handed_on"
    """A colleague handed cases on: to the reader, or those the reader had."""
    COMPLAINT_MADE = "complaint_made"
    """A complaint came to the court: for its administrators (在线调解规则 art. 29)."""
    COMPLAINT_RECEIVED = "complaint_received"
    """Whoever complained is told that it is with the court, under which number."""
    COMPLAINT_DECIDED = "complaint_decided"
    """Whoever complained is told what the court found."""
    FACT_UNDELIVERED = "fact_undelivered"
    """Another system did not take a fact: for the court's administrators, who let it be sent again (LY-01)."""
    DAY_MOVED = "day_moved"
    """A last day that people were told is another one: the calendar of its year was entered (CAL-10)."""
    DELETION_ASKED = "deletion_asked"
    """Somebody asks for the early deletion of recordings: for whoever may decide, as the second person."""
    DELETION_ANSWERED = "deletion_answered"
    """Whoever asked for it is told what was decided."""
    AGREEMENT_IN_FORCE = "agreement_in_force"
    """Each party is told from which day the agreement binds (在线调解规则 art. 19)."""
    DOOR_ASKED = "door_asked"
    """One party asks for what all ask for together: the others are asked to confirm it (在线调解规则 art. 20)."""
    DOOR_ANSWERED = "door_answered"
    """What became of a joint application before it was sent: all confirmed, one did not, or it was taken back."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """How long before a session a reminder is due, and for how long it still makes sense."""

    before: timedelta
    grace: timedelta


AHEAD: Final[dict[ReminderKind, Ahead]] = {
    ReminderKind.SESSION_IN_3_DAYS: Ahead(timedelta(days=3), timedelta(hours=12)),
    ReminderKind.SESSION_TOMORROW: Ahead(timedelta(days=1), timedelta(hours=12)),
    ReminderKind.SESSION_SOON: Ahead(timedelta(hours=1), timedelta(minutes=45)),
}
FARTHEST: Final = max(ahead.before for ahead in AHEAD.values())
REFERRAL_DAYS: Final = (ReminderKind.REFERRAL_DAY_1, ReminderKind.REFERRAL_DAY_2, ReminderKind.REFERRAL_DAY_3)
CONTACT_DAYS: Final = (ReminderKind.CONTACT_DAY_1, ReminderKind.CONTACT_DAY_2, ReminderKind.CONTACT_DAY_3)


def due_before(starts_at: datetime, now: datetime) -> tuple[ReminderKind, ...]:
    """Return the reminders of a session that are due now; none once it began, none long after their hour."""
    return tuple(
        kind
        for kind, ahead in AHEAD.items()
        if starts_at - ahead.before <= now < min(starts_at, starts_at - ahead.before + ahead.grace)
    )


def due_after(
    since: date, now: datetime, calendar: WorkCalendar, kinds: tuple[ReminderKind, ...] = REFERRAL_DAYS
) -> ReminderKind | None:
    """Return the reminder of what waits that is due now: on the first working days after it began, from nine."""
    here = now.astimezone(BEIJING)
    today = beijing_day(now)
    if here.time() < OFFICE_OPENS or today <= since or not calendar.is_working_day(today):
        return None
    passed = sum(calendar.is_working_day(day) for day in days(since + timedelta(days=1), today))
    return kinds[passed - 1] if passed <= len(kinds) else None


class Ending(StrEnum):
    """What ends on a day and is warned of before it."""

    TERM = "term"
    """The mediation term."""
    CONFIRMATION = "confirmation"
    """The time to ask the court to confirm an agreement, together (民诉法 art. 205)."""
    ORGANISATION = "organisation"
    """The fifteen days of an organisation that took an application in by itself (调解仲裁法 art. 14)."""
    PERFORMANCE = "performance"
    """The day by which an instalment of an agreement is to be performed (在线调解规则 art. 19)."""

    DEFAULT = "default"
    """The same day once it has passed without a word that it was performed."""


WARNINGS: Final[dict[Ending, dict[int, ReminderKind]]] = {
    Ending.TERM: {
        10: ReminderKind.TERM_10_DAYS_LEFT,
        3: ReminderKind.TERM_3_DAYS_LEFT,
        1: ReminderKind.TERM_1_DAY_LEFT,
    },
    Ending.CONFIRMATION: {
        10: ReminderKind.CONFIRMATION_10_DAYS_LEFT,
        3: ReminderKind.CONFIRMATION_3_DAYS_LEFT,
        1: ReminderKind.CONFIRMATION_1_DAY_LEFT,
    },
    Ending.PERFORMANCE: {3: ReminderKind.PERFORMANCE_IN_3_DAYS, 1: ReminderKind.PERFORMANCE_TOMORROW},
}
"""How many days before the nominal end. Of thirty days these are the 20th, 27th and 29th (CF-01)."""
EARLIEST_WARNING: Final = timedelta(days=max(left for warnings in WARNINGS.values() for left in warnings))


def due_before_end(what: Ending, starts_on: date, ends_on: date, now: datetime) -> ReminderKind | None:
    """Return the nearest warning whose day has come, from nine; None before the first of them.

    A warning stays due until the next one: a server that stood still on its day gives it later, and its key keeps it
    single. One that would fall on the day the period begins, or before, is left out.
    """
    return nearest(WARNINGS[what], starts_on, ends_on, now)


def nearest(warnings: Mapping[int, ReminderKind], starts_on: date, ends_on: date, now: datetime) -> ReminderKind | None:
    """Return as `due_before_end` what is due of these warnings, by how many days before the end each is."""
    here = now.astimezone(BEIJING)
    if here.time() < OFFICE_OPENS:
        return None
    left = (ends_on - here.date()).days
    fitting = [ahead for ahead in warnings if left <= ahead < (ends_on - starts_on).days]
    return warnings[min(fitting)] if fitting else None


OVERDUE_FOR: Final = timedelta(days=7)
"""How long after its day an instalment is spoken of, once."""


def is_overdue(due_on: date, now: datetime) -> bool:
    """Tell whether people are told that an instalment is overdue: from nine on the day after, for a week."""
    here = now.astimezone(BEIJING)
    return here.time() >= OFFICE_OPENS and timedelta() < here.date() - due_on <= OVERDUE_FOR


TOLD_AFTERWARDS: Final = timedelta(days=14)
"""For how long it still makes sense to tell that a period is over."""


def due_after_end(ends_on: date, now: datetime) -> ReminderKind | None:
    """Return what parties are told when an organisation's fifteen days are over: from nine on the day after."""
    here = now.astimezone(BEIJING)
    if here.time() < OFFICE_OPENS or not ends_on < here.date() <= ends_on + TOLD_AFTERWARDS:
        return None
    return ReminderKind.ARBITRATION_OPEN


UNDECIDED_AFTER: Final = timedelta(days=PERIODS[DeadlineRule.SUSPENSION_7D].count)
"""After so long court and organisation are told once more of a suspension that nobody decided on."""


class PromptState(StrEnum):
    """Life of a message that is to be sent."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    """Given up after `MOST_TRIES`, or refused for good; staff see it and call."""
    DESK = "desk"
    """No carrier reaches the person, who has no telephone or a doubted one; staff write, visit, or tell them."""


TO_CALL: Final = (PromptState.FAILED, PromptState.DESK)
"""Messages that reached nobody: a member of staff brings them."""
_LONGEST_CALL: Final = timedelta(days=30)
_CALLS: Final = {
    ReminderKind.SESSION_IN_3_DAYS: timedelta(days=3),
    ReminderKind.SESSION_TOMORROW: timedelta(days=1),
    ReminderKind.SESSION_SOON: timedelta(hours=1),
    ReminderKind.TEST_ASKED: timedelta(hours=12),
    ReminderKind.CHOICE_OPEN: timedelta(days=4),
}


_OF_A_SESSION: Final = frozenset(
    {ReminderKind.SESSION_INVITED, ReminderKind.SESSION_MOVED, ReminderKind.SESSION_CANCELLED}
)
_PLANNING: Final = _OF_A_SESSION | {ReminderKind.SESSION_PUT_OFF, ReminderKind.SESSION_GOES_ON}


_BY_SESSION: Final = _OF_A_SESSION | frozenset(AHEAD)


def meeting_of(kind: ReminderKind, key: str) -> str | None:
    """Return the session that a message is about, so that its calendar file goes along; None of any other."""
    return key.split(":")[1] if kind in _BY_SESSION else None


def session_of(kind: ReminderKind, key: str) -> str | None:
    """Return the session that a message about its planning tells of, which its key names; None of any other."""
    return key.split(":")[1] if kind in _PLANNING else None


def worth_a_call(kind: ReminderKind, created_at: datetime, begins_at: datetime | None, now: datetime) -> bool:
    """Tell whether a message that reached nobody still helps: of a session, until it begins (`begins_at`)."""
    return now < created_at + _CALLS.get(kind, _LONGEST_CALL) and (begins_at is None or now < begins_at)


@dataclass(frozen=True, slots=True)
class Prompt:
    """One message to one person, one member of staff or one complainant. `key` makes a repeat the same message."""

    key: str
    case: str | None
    """None: about several cases, or a whole house; only staff are told so."""
    kind: ReminderKind
    identity: str | None
    """A person of the case, reached by telephone."""
    account: str | None
    """A member of staff, who reads it in the console."""
    text: str
    created_at: datetime
    complaint: str | None = None
    """To whoever made this complaint, by the telephone they left with it."""

    @property
    def for_staff(self) -> bool:
        """Whether it is read in the console and needs no carrier."""
        return self.account is not None


def next_try(attempts: int, now: datetime) -> datetime | None:
    """Return when to try again after so many tries, each time twice as late; None to give up."""
    return None if attempts >= MOST_TRIES else now + timedelta(minutes=2**attempts)
