"""The mediation term: how it starts, how long a court lets it be, how it is extended, how it stands still."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from server.domain.beijing import beijing_day
from server.domain.case import RESUMES, CaseAction, CaseStage, CaseState, Procedure
from server.domain.concurrence import (
    Answer,
    ConcurrenceForm,
    missing,
    require_all,
    require_known,
    said_themselves,
    standing,
)
from server.domain.deadlines import DeadlineRule, Stop
from server.domain.errors import ConflictError, InvalidError
from server.domain.ids import CaseId, Identity
from server.domain.life import Table, step
from server.domain.party import Participant

LONGEST_EXTENSION: Final = 60
MOST_EXTENSIONS: Final = 5


class StartEvent(StrEnum):
    """What starts the term (在线调解规则 art. 24(2))."""

    ACCEPTED = "accepted"
    """Acceptance was confirmed on the platform."""
    ALL_CONSENTED = "all_consented"
    """A judge presides: the day on which all parties had consented."""


class ExtensionBase(StrEnum):
    """From which end an extension is counted; no rule says (CAL-08)."""

    ROLLED = "rolled"
    NOMINAL = "nominal"


@dataclass(frozen=True, slots=True)
class TermPolicy:
    """What one court decided where the rules leave it open. Raises `InvalidError` (`term_policy.invalid`)."""

    extension_days: int = 30
    extensions: int = 1
    base: ExtensionBase = ExtensionBase.ROLLED
    counts_suspension: bool = True
    """Whether the days of a suspension are counted: art. 26 leaves out those of an appraisal, art. 23 says nothing."""

    def __post_init__(self) -> None:
        if not 1 <= self.extension_days <= LONGEST_EXTENSION:
            raise InvalidError("term_policy.invalid", extension_days="out_of_range")
        if not 0 <= self.extensions <= MOST_EXTENSIONS:
            raise InvalidError("term_policy.invalid", extensions="out_of_range")


LUOYANG: Final = TermPolicy()
"""洛中法〔2023〕4号 art. 4: 30 days more with everybody's consent; a second extension is not mentioned (C4)."""

RULES: Final[dict[tuple[CaseStage, Procedure | None], DeadlineRule]] = {
    (CaseStage.PRE_FILING, None): DeadlineRule.MEDIATE_30D,
    (CaseStage.LITIGATION, Procedure.ORDINARY): DeadlineRule.MEDIATE_15D_ORDINARY,
    (CaseStage.LITIGATION, Procedure.SUMMARY): DeadlineRule.MEDIATE_7D_SUMMARY,
}
"""How long the term is (在线调解规则 art. 24(1))."""


@dataclass(frozen=True, slots=True)
class Term:
    """When the term of a case began. `signed_for_at` is kept beside it and decides nothing (C2)."""

    case: CaseId
    event: StartEvent
    started_at: datetime
    signed_for_at: datetime | None = None
    former_at: datetime | None = None
    """When the term before it began, of an organisation that has the case no longer; it is counted no more."""
    version: int = 0

    def renewed(self, at: datetime, signed_for_at: datetime | None) -> "Term":
        """Return the term as another organisation's acceptance begins it anew (在线调解规则 art. 24(2))."""
        return replace(self, started_at=at, signed_for_at=signed_for_at, former_at=self.started_at)

    def counts(self, at: datetime) -> bool:
        """Tell whether what was asked, or stood still, from an instant on belongs to it, not to the one before."""
        return self.former_at is None or at >= self.started_at


class ExtensionState(StrEnum):
    """Life of a request for more time."""

    ASKED = "asked"
    GRANTED = "granted"
    WITHDRAWN = "withdrawn"


class ExtensionAction(StrEnum):
    """What can be done to a request."""

    ANSWER = "answer"
    GRANT = "grant"
    WITHDRAW = "withdraw"


EXTENSION_TRANSITIONS: Final[Table[ExtensionState, ExtensionAction]] = {
    ExtensionState.ASKED: {
        ExtensionAction.ANSWER: ExtensionState.ASKED,
        ExtensionAction.GRANT: ExtensionState.GRANTED,
        ExtensionAction.WITHDRAW: ExtensionState.WITHDRAWN,
    },
    ExtensionState.GRANTED: {},
    ExtensionState.WITHDRAWN: {},
}


@dataclass(frozen=True, slots=True)
class Extension:
    """A request to extend the term, with what every party said to it."""

    id: str
    case: CaseId
    requested_at: datetime
    requested_by: str = field(repr=False)
    """Who asked, in words: a party by name, or the mediator."""
    reason: str = field(repr=False)
    days: int
    base: ExtensionBase
    answers: tuple[Answer, ...] = ()
    state: ExtensionState = ExtensionState.ASKED
    granted_at: datetime | None = None
    version: int = 0

    def answer(self, people: Sequence[Participant], answer: Answer, now: datetime) -> "Extension":
        """Return the request with one more answer: of each party the latest counts, and once.

        What a party said in person is not replaced by whoever stands for them, then or later.

        Raises `IllegalTransitionError`, `InvalidError`, `ConflictError` (`extension.answered_themselves`).
        """
        state = self._step(ExtensionAction.ANSWER)
        require_known(people, (answer,), now)
        if answer.through is not None and said_themselves(answer.identity, self.answers):
            raise ConflictError("extension.answered_themselves")
        return replace(self, state=state, answers=(*self.answers, answer))

    def grant(self, asked: Sequence[Participant], ends_on: date, now: datetime) -> "Extension":
        """Return the request as granted.

        Raises `ConflictError`: `extension.too_late` when the term was over before everybody had agreed (C4), and
        `extension.consent_missing` naming who did not agree.
        """
        state = self._step(ExtensionAction.GRANT)
        require_in_time(ends_on, self._agreed_at(asked, now))
        require_all("extension.consent_missing", asked, self.answers)
        return replace(self, state=state, granted_at=now)

    def _agreed_at(self, asked: Sequence[Participant], now: datetime) -> datetime:
        """Return when everybody had agreed; now while somebody has not.

        What was said here itself counts from its instant; what staff wrote down counts while they do so.
        """
        if missing(asked, self.answers):
            return now
        said = standing(self.answers)
        counted = (said[one.identity] for one in asked)
        return max((one.at if one.form is ConcurrenceForm.ONLINE else now for one in counted), default=now)

    def withdraw(self) -> "Extension":
        """Return the request as taken back. Raises `IllegalTransitionError`."""
        return replace(self, state=self._step(ExtensionAction.WITHDRAW))

    def _step(self, action: ExtensionAction) -> ExtensionState:
        return step("extension", EXTENSION_TRANSITIONS, self.state, action)


def is_of_luoyang(extension: Extension, policy: TermPolicy) -> bool:
    """Tell whether an extension is the one of 洛中法〔2023〕4号 art. 4: its court decided nothing else of them."""
    shipped = (LUOYANG.extension_days, LUOYANG.base)
    decided = (policy.extension_days, policy.base, policy.extensions)
    return decided == (*shipped, LUOYANG.extensions) and (extension.days, extension.base) == shipped


def require_in_time(ends_on: date, now: datetime) -> None:
    """Raise `ConflictError` (`extension.too_late`) when the last day of the term is over (CAL-05: 24:00)."""
    if beijing_day(now) > ends_on:
        raise ConflictError("extension.too_late", ended_on=ends_on.isoformat())


def require_room(kept: Sequence[Extension], policy: TermPolicy) -> None:
    """Raise `ConflictError`: `extension.pending` while one is asked for, `extension.used_up` after the last."""
    if any(one.state is ExtensionState.ASKED for one in kept):
        raise ConflictError("extension.pending")
    if sum(one.state is ExtensionState.GRANTED for one in kept) >= policy.extensions:
        raise ConflictError("extension.used_up", extensions=str(policy.extensions))


class PauseKind(StrEnum):
    """Why the term stands still."""

    APPRAISAL = "appraisal"
    """鉴定评估: its time is not counted (在线调解规则 art. 26)."""
    SUSPENSION = "suspension"
    """中止并报告: suspected sham mediation (art. 23). Parties are not told."""


PAUSE_WORDS: Final = {PauseKind.APPRAISAL: "鉴定", PauseKind.SUSPENSION: "中止"}
PARTY_WORDS: Final = {PAUSE_WORDS[PauseKind.SUSPENSION]: "停止计算"}
"""What parties read in the working instead of a word they are not told.

It names nobody who decided it: no article says it, and not every case has a court that did."""


@dataclass(frozen=True, slots=True)
class Pause:
    """One stretch in which the term stands still."""

    id: str
    case: CaseId
    kind: PauseKind
    started_at: datetime
    started_by: str = field(repr=False)
    reason: str = field(repr=False)
    ended_at: datetime | None = None
    ended_by: str = field(default="", repr=False)
    before: CaseState | None = None
    """In which state the case was; None for pauses of before this was kept."""
    is_counted: bool = False
    """Whether the term runs on meanwhile, as the court had decided of suspensions when it began."""
    version: int = 0

    @property
    def resumes(self) -> CaseAction:
        """What leads the case back to where it stood; into the mediation where that was not kept."""
        return RESUMES[self.before or CaseState.IN_MEDIATION]

    def end(self, who: str, at: datetime) -> "Pause":
        """Return the pause as it ended. Raises `ConflictError` (`pause.over`) and `InvalidError` before its start."""
        if self.ended_at is not None:
            raise ConflictError("pause.over")
        if at < self.started_at:
            raise InvalidError("pause.invalid", at="before_start")
        return replace(self, ended_at=at, ended_by=who)

    @property
    def is_hidden(self) -> bool:
        """Whether parties must not notice that the term stands still (在线调解规则 art. 23)."""
        return self.kind is PauseKind.SUSPENSION and self.ended_at is None

    def stop(self, now: datetime) -> Stop:
        """Return the days that do not count; of a pause that goes on, those up to now."""
        until = beijing_day(self.ended_at or now)
        return Stop(beijing_day(self.started_at), until, PAUSE_WORDS[self.kind])


def asked_by(people: Sequence[Participant], identity: Identity | None, staff: str) -> str:
    """Return who asked in words: a party by name, else the member of staff. Raises `InvalidError`."""
    if identity is None:
        return staff
    found = next((person.name for person in people if person.identity == identity), None)
    if found is None:
        raise InvalidError("extension.invalid", requested_by="unknown")
    return found
