"""The case: the dispute as it came, and how far it is."""

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from server.domain.beijing import beijing_day
from server.domain.errors import InvalidError
from server.domain.ids import AccountId, CaseId
from server.domain.life import Table, step
from server.domain.outcome import OutcomeKind

SERIAL: Final = re.compile(r"[A-Z]{2}\d{4}-\d{6}")
COURT_NUMBER: Final = re.compile(r"[（(]20\d{2}[）)](?:最高法|[\u4e00-\u9fa5]\d{0,4})[\u4e00-\u9fa5]{1,6}第?\d{1,8}号")
"""案号规定 arts. 2-3; brackets of either width, 第 as written in practice."""


class CaseState(StrEnum):
    """How far the case is (requirements, section 5.5)."""

    RECEIVED = "received"
    RETURNED = "returned"
    """Given back with one of the three codes of 在线调解规则 art. 9."""
    TO_APPOINT = "to_appoint"
    """The parties choose a mediator, or the court appoints one."""
    AWAITING_ACCEPTANCE = "awaiting_acceptance"
    ACCEPTED = "accepted"
    """The term runs."""
    ASKING = "asking"
    """The other side is asked whether it will mediate (art. 15)."""
    SCHEDULED = "scheduled"
    IN_MEDIATION = "in_mediation"
    ON_SITE = "on_site"
    """Moved to a meeting on site; the term runs on (art. 16)."""
    SUSPENDED = "suspended"
    """Stopped on suspicion of sham mediation, until court or organisation resumes it (art. 23)."""
    APPRAISAL = "appraisal"
    """An appraisal is being made; the term stands still (art. 26)."""
    AGREED = "agreed"
    PARTLY_AGREED = "partly_agreed"
    IN_FORCE = "in_force"
    """The agreement took effect (art. 19)."""
    CONFIRMING = "confirming"
    """A joint application to confirm or review the agreement is with court or commission."""
    PERFORMING = "performing"
    ENDED = "ended"
    """One of the eight endings (art. 25); report and hand-over are still owed where a court referred it."""
    HANDED_OVER = "handed_over"
    FILED = "filed"


class CaseAction(StrEnum):
    """What can be done to a case."""

    RETURN = "return"
    RESUBMIT = "resubmit"
    TAKE_ON = "take_on"
    """Intake is complete: a mediator may be chosen."""
    REFER = "refer"
    ACCEPT = "accept"
    GIVE_BACK = "give_back"
    """The organisation or mediator declined, let the time pass, or was replaced: another is needed."""
    ASK = "ask"
    SCHEDULE = "schedule"
    CALL_OFF = "call_off"
    """The only session planned is cancelled: nothing is scheduled any more."""
    BEGIN = "begin"
    MOVE_ON_SITE = "move_on_site"
    SUSPEND = "suspend"
    RESUME = "resume"
    """The suspicion is gone, or the appraisal made: the case is again where it stood; here, in mediation."""
    RESUME_ACCEPTED = "resume_accepted"
    RESUME_ASKING = "resume_asking"
    RESUME_SCHEDULED = "resume_scheduled"
    RESUME_ON_SITE = "resume_on_site"
    RESUME_AGREED = "resume_agreed"
    """What was agreed waits for its signatures as before."""
    RESUME_PARTLY_AGREED = "resume_partly_agreed"
    APPRAISE = "appraise"
    SETTLE = "settle"
    SETTLE_PARTLY = "settle_partly"
    ADJOURN = "adjourn"
    LEAVE_AGREED = "leave_agreed"
    """People were to meet again over what was agreed, and did not: it waits for its signatures as before."""
    TAKE_EFFECT = "take_effect"
    APPLY = "apply"
    """Ask court or commission to confirm the agreement."""
    PERFORM = "perform"
    FALL_BACK = "fall_back"
    """The application was dismissed or taken back: the agreement binds as before."""
    END = "end"
    HAND_OVER = "hand_over"
    FILE = "file"


_ACTIVE: Final = {
    CaseAction.SUSPEND: CaseState.SUSPENDED,
    CaseAction.APPRAISE: CaseState.APPRAISAL,
    CaseAction.MOVE_ON_SITE: CaseState.ON_SITE,
    CaseAction.GIVE_BACK: CaseState.TO_APPOINT,
    CaseAction.END: CaseState.ENDED,
}
"""What may happen whenever a mediator has the case."""

_RESULTS: Final = {
    CaseAction.SETTLE: CaseState.AGREED,
    CaseAction.SETTLE_PARTLY: CaseState.PARTLY_AGREED,
}

_RESUMED: Final = {
    CaseAction.RESUME: CaseState.IN_MEDIATION,
    CaseAction.RESUME_ACCEPTED: CaseState.ACCEPTED,
    CaseAction.RESUME_ASKING: CaseState.ASKING,
    CaseAction.RESUME_SCHEDULED: CaseState.SCHEDULED,
    CaseAction.RESUME_ON_SITE: CaseState.ON_SITE,
}
_RESUMED_AGREED: Final = {
    CaseAction.RESUME_AGREED: CaseState.AGREED,
    CaseAction.RESUME_PARTLY_AGREED: CaseState.PARTLY_AGREED,
}
RESUMES: Final = {before: action for action, before in (_RESUMED | _RESUMED_AGREED).items()}
"""What leads a case back to where it stood before its term stood still (在线调解规则 arts. 23, 26)."""

CASE_TRANSITIONS: Final[Table[CaseState, CaseAction]] = {
    CaseState.RECEIVED: {
        CaseAction.RETURN: CaseState.RETURNED,
        CaseAction.TAKE_ON: CaseState.TO_APPOINT,
        CaseAction.END: CaseState.ENDED,
    },
    # Whoever does not come back is ended by the desk, so that the case is filed and one day deleted.
    CaseState.RETURNED: {CaseAction.RESUBMIT: CaseState.RECEIVED, CaseAction.END: CaseState.ENDED},
    CaseState.TO_APPOINT: {
        CaseAction.REFER: CaseState.AWAITING_ACCEPTANCE,
        CaseAction.RETURN: CaseState.RETURNED,
        CaseAction.END: CaseState.ENDED,
    },
    # Whoever is asked to mediate answers first, and does nothing else (art. 12). What is withdrawn meanwhile is given
    # back and ended in one transaction.
    CaseState.AWAITING_ACCEPTANCE: {
        CaseAction.ACCEPT: CaseState.ACCEPTED,
        CaseAction.GIVE_BACK: CaseState.TO_APPOINT,
    },
    CaseState.ACCEPTED: {
        **_ACTIVE,
        CaseAction.ASK: CaseState.ASKING,
        CaseAction.SCHEDULE: CaseState.SCHEDULED,
    },
    CaseState.ASKING: {**_ACTIVE, CaseAction.ASK: CaseState.ASKING, CaseAction.SCHEDULE: CaseState.SCHEDULED},
    CaseState.SCHEDULED: {
        **_ACTIVE,
        CaseAction.SCHEDULE: CaseState.SCHEDULED,
        # Who agreed to mediate stays agreed; that is kept by person, not in the state.
        CaseAction.CALL_OFF: CaseState.ACCEPTED,
        CaseAction.BEGIN: CaseState.IN_MEDIATION,
        CaseAction.ADJOURN: CaseState.SCHEDULED,
    },
    CaseState.IN_MEDIATION: {
        **_ACTIVE,
        **_RESULTS,
        CaseAction.SCHEDULE: CaseState.IN_MEDIATION,
        CaseAction.BEGIN: CaseState.IN_MEDIATION,
        CaseAction.ADJOURN: CaseState.IN_MEDIATION,
        CaseAction.LEAVE_AGREED: CaseState.AGREED,
    },
    CaseState.ON_SITE: {
        **_ACTIVE,
        **_RESULTS,
        CaseAction.SCHEDULE: CaseState.SCHEDULED,
        # Some on site, some online.
        CaseAction.BEGIN: CaseState.IN_MEDIATION,
        CaseAction.ADJOURN: CaseState.ON_SITE,
    },
    CaseState.SUSPENDED: {**_RESUMED, **_RESUMED_AGREED, CaseAction.END: CaseState.ENDED},
    # Nothing is appraised once it is agreed.
    CaseState.APPRAISAL: {**_RESUMED, CaseAction.END: CaseState.ENDED},
    # A further session may settle the rest.
    CaseState.PARTLY_AGREED: {
        CaseAction.SCHEDULE: CaseState.PARTLY_AGREED,
        CaseAction.BEGIN: CaseState.IN_MEDIATION,
        CaseAction.ADJOURN: CaseState.PARTLY_AGREED,
        CaseAction.TAKE_EFFECT: CaseState.IN_FORCE,
        CaseAction.SUSPEND: CaseState.SUSPENDED,
        CaseAction.END: CaseState.ENDED,
    },
    # Nothing binds before it is in force: until people meet again it can be signed as it stands. Whoever suspects
    # collusion suspends before anybody signs (在线调解规则 art. 23).
    CaseState.AGREED: {
        CaseAction.SCHEDULE: CaseState.AGREED,
        CaseAction.BEGIN: CaseState.IN_MEDIATION,
        CaseAction.MOVE_ON_SITE: CaseState.AGREED,
        CaseAction.ADJOURN: CaseState.AGREED,
        CaseAction.TAKE_EFFECT: CaseState.IN_FORCE,
        CaseAction.SUSPEND: CaseState.SUSPENDED,
        CaseAction.END: CaseState.ENDED,
    },
    CaseState.IN_FORCE: {
        CaseAction.APPLY: CaseState.CONFIRMING,
        CaseAction.PERFORM: CaseState.PERFORMING,
        CaseAction.FILE: CaseState.FILED,
    },
    CaseState.CONFIRMING: {
        CaseAction.PERFORM: CaseState.PERFORMING,
        CaseAction.FALL_BACK: CaseState.IN_FORCE,
        CaseAction.FILE: CaseState.FILED,
    },
    CaseState.PERFORMING: {CaseAction.FILE: CaseState.FILED},
    CaseState.ENDED: {CaseAction.HAND_OVER: CaseState.HANDED_OVER, CaseAction.FILE: CaseState.FILED},
    CaseState.HANDED_OVER: {CaseAction.FILE: CaseState.FILED},
    CaseState.FILED: {},
}

NOT_TAKEN: Final = frozenset(
    {CaseState.RECEIVED, CaseState.RETURNED, CaseState.TO_APPOINT, CaseState.AWAITING_ACCEPTANCE}
)
"""While nobody accepted the case to mediate it."""

AFTER_OUTCOME: Final = {
    OutcomeKind.SETTLED: CaseAction.SETTLE,
    OutcomeKind.PARTLY_SETTLED: CaseAction.SETTLE_PARTLY,
    OutcomeKind.NOT_SETTLED: CaseAction.END,
    OutcomeKind.ADJOURNED: CaseAction.ADJOURN,
}


class CaseSource(StrEnum):
    """Who brought the case to mediation (OM-01)."""

    ENTRUSTED = "entrusted"
    """法院委派: referred by a court before filing."""
    COMMISSIONED = "commissioned"
    """法院委托: referred by a court during litigation."""
    ORGANISATION = "organisation"
    """当事人申请，组织自行受理: no court and no court number."""
    JUDGE = "judge"
    """审判人员主持."""


class CaseStage(StrEnum):
    """Where the dispute stands towards the court: before filing, or in litigation."""

    PRE_FILING = "pre_filing"
    """立案前."""
    LITIGATION = "litigation"
    """诉讼中."""


class Procedure(StrEnum):
    """How the suit is tried; only in litigation."""

    ORDINARY = "ordinary"
    SUMMARY = "summary"


class CaseMode(StrEnum):
    """How the mediation is held."""

    ONLINE = "online"
    OFFLINE = "offline"
    """线下调解, entered afterwards (洛中法〔2023〕4号 art. 4)."""


STAGES: Final[dict[CaseSource, frozenset[CaseStage]]] = {
    CaseSource.ENTRUSTED: frozenset({CaseStage.PRE_FILING}),
    CaseSource.COMMISSIONED: frozenset({CaseStage.LITIGATION}),
    CaseSource.ORGANISATION: frozenset({CaseStage.PRE_FILING}),
    CaseSource.JUDGE: frozenset({CaseStage.PRE_FILING, CaseStage.LITIGATION}),
}


def serial(prefix: str, year: int, number: int) -> str:
    """Return the serial of the `number`-th case of a year: LY2026-000128. Raises `InvalidError`."""
    made = f"{prefix}{year:04d}-{number:06d}"
    if not SERIAL.fullmatch(made):
        raise InvalidError("case.serial", serial="malformed")
    return made


@dataclass(frozen=True, slots=True)
class Case:
    """One dispute. An impossible combination of source, stage and procedure cannot exist (`InvalidError`)."""

    id: CaseId
    serial: str
    court_number: str | None
    title: str = field(repr=False)
    cause: str
    claim: str = field(repr=False)
    court: str | None
    """The court that received the case and refers it; None when an organisation received it by itself."""
    organisation: str | None
    """Who has the case to mediate; None while nobody has it. Access ends with the mandate (OM-14)."""
    mediator: AccountId | None
    received_at: datetime
    """First receipt: the instant from which terms are counted. Never changes (LY-07)."""
    posted_on: date | None = None
    """On which day what was received had been posted; None when it did not come by post."""
    source: CaseSource = CaseSource.ENTRUSTED
    stage: CaseStage = CaseStage.PRE_FILING
    procedure: Procedure | None = None
    mode: CaseMode = CaseMode.ONLINE
    cause_code: str = ""
    """Code of the table of causes; empty for cases older than the table."""
    place: str = ""
    """District in which the dispute arose; decides which organisations are near (LY-05)."""
    amount: int | None = None
    """Claimed in 分; None when not in money."""
    co_mediators: tuple[AccountId, ...] = ()
    """Who mediates beside the presider, who is `mediator` (在线调解规则 art. 11)."""
    workers: int = 1
    """Number of workers with a common claim (LB-06)."""
    state: CaseState = CaseState.SCHEDULED
    version: int = 0

    def __post_init__(self) -> None:
        if self.stage not in STAGES[self.source]:
            raise InvalidError("case.stage", stage="contradicts_source")
        if (self.procedure is not None) != (self.stage is CaseStage.LITIGATION):
            raise InvalidError("case.procedure", procedure="required" if self.procedure is None else "not_allowed")

    @property
    def brought_on(self) -> date:
        """The day that counts as brought within a period: that of posting, else of receipt (民事诉讼法 art. 85(4))."""
        return self.posted_on or beijing_day(self.received_at)

    @property
    def panel(self) -> frozenset[AccountId]:
        """Who mediates now, the presider among them."""
        return frozenset(one for one in (self.mediator, *self.co_mediators) if one is not None)

    @property
    def is_before_court(self) -> bool:
        """Whether a court received it; only then is the first receipt a filing (洛中法〔2023〕4号 art. 4)."""
        return self.court is not None

    @property
    def is_taken(self) -> bool:
        """Whether somebody accepted it to mediate, be it over or not."""
        return self.state not in NOT_TAKEN

    @property
    def goes_on(self) -> bool:
        """Whether it is mediated, or waits for signatures: whoever mediates may still be another."""
        return self.is_taken and self.may(CaseAction.END)

    def given_to(self, organisation: str | None, mediator: AccountId | None) -> "Case":
        """Return the case in the hands of these and nobody else: whoever had it before reaches it no longer (OM-14)."""
        return replace(self, organisation=organisation, mediator=mediator, co_mediators=())

    def act(self, action: CaseAction) -> "Case":
        """Return the case after `action`. Raises `IllegalTransitionError`."""
        return replace(self, state=step("case", CASE_TRANSITIONS, self.state, action))

    def may(self, action: CaseAction) -> bool:
        """Tell whether the table has `action` in this state."""
        return action in CASE_TRANSITIONS[self.state]
