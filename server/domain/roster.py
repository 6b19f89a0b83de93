"""The roster entry: how an organisation or a mediator comes onto a court's roster, changes there and leaves it.

洛中法〔2023〕4号 art. 3: entries, changes and removals are reported to the court and take effect when it confirms them.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from server.domain.errors import ConflictError, InvalidError
from server.domain.ids import AccountId, EntryId
from server.domain.life import Table, step
from server.domain.profile import EntryKind, Profile, require_complete


class EntryState(StrEnum):
    """How far an entry is (LY-02)."""

    DRAFT = "draft"
    REPORTED = "reported"
    """人社已报送."""
    UNDER_REVIEW = "under_review"
    """法院审核中."""
    LISTED = "listed"
    """已入册."""
    RETURNED = "returned"
    CHANGE_PENDING = "change_pending"
    """Listed with the old values while the court looks at the new ones."""
    STOPPED = "stopped"
    """停用: removed or suspended; cases of the past keep its name."""


class EntryAction(StrEnum):
    """What can be done to an entry."""

    EDIT = "edit"
    REPORT = "report"
    TAKE_UP = "take_up"
    CONFIRM = "confirm"
    GIVE_BACK = "give_back"
    PROPOSE = "propose"
    """Report new values, or the removal, of what is listed."""
    CONFIRM_CHANGE = "confirm_change"
    REFUSE_CHANGE = "refuse_change"
    CONFIRM_REMOVAL = "confirm_removal"
    SUSPEND = "suspend"
    RESTORE = "restore"


ENTRY_TRANSITIONS: Final[Table[EntryState, EntryAction]] = {
    EntryState.DRAFT: {EntryAction.EDIT: EntryState.DRAFT, EntryAction.REPORT: EntryState.REPORTED},
    EntryState.REPORTED: {
        EntryAction.TAKE_UP: EntryState.UNDER_REVIEW,
        EntryAction.CONFIRM: EntryState.LISTED,
        EntryAction.GIVE_BACK: EntryState.RETURNED,
    },
    EntryState.UNDER_REVIEW: {
        EntryAction.CONFIRM: EntryState.LISTED,
        EntryAction.GIVE_BACK: EntryState.RETURNED,
    },
    EntryState.LISTED: {
        EntryAction.PROPOSE: EntryState.CHANGE_PENDING,
        EntryAction.SUSPEND: EntryState.STOPPED,
    },
    EntryState.RETURNED: {EntryAction.EDIT: EntryState.RETURNED, EntryAction.REPORT: EntryState.REPORTED},
    EntryState.CHANGE_PENDING: {
        EntryAction.PROPOSE: EntryState.CHANGE_PENDING,
        EntryAction.CONFIRM_CHANGE: EntryState.LISTED,
        EntryAction.REFUSE_CHANGE: EntryState.LISTED,
        EntryAction.CONFIRM_REMOVAL: EntryState.STOPPED,
        EntryAction.SUSPEND: EntryState.STOPPED,
    },
    # Whoever was removed comes back the way they came: reported and confirmed.
    EntryState.STOPPED: {EntryAction.REPORT: EntryState.REPORTED, EntryAction.RESTORE: EntryState.LISTED},
}

EFFECTIVE: Final = frozenset({EntryState.LISTED, EntryState.CHANGE_PENDING})
"""States in which an entry is public and may be chosen."""
AWAITING_COURT: Final = frozenset({EntryState.REPORTED, EntryState.UNDER_REVIEW, EntryState.CHANGE_PENDING})


class StopReason(StrEnum):
    """Why an entry is out of use."""

    REMOVED = "removed"
    SUSPENDED = "suspended"


class Confirmed(StrEnum):
    """What a version of the history records."""

    LISTED = "listed"
    CHANGED = "changed"
    REMOVED = "removed"
    SUSPENDED = "suspended"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Certificate:
    """What the court issues to whom it lists (特邀规定 art. 6)."""

    number: str
    issued_on: date

    def __post_init__(self) -> None:
        if not 1 <= len(self.number) <= 64:  # noqa: PLR2004 - the width of the column
            raise InvalidError("roster.certificate", certificate="required")


@dataclass(frozen=True, slots=True)
class Report:
    """Who reported the values the court looks at, for which office, and when."""

    by: AccountId
    office: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Version:
    """What was true from `at` on. Versions are only added."""

    entry: EntryId
    number: int
    """From 1."""
    what: Confirmed
    profile: Profile = field(repr=False)
    at: datetime
    by: str = field(repr=False)
    """Name of whoever confirmed, as it was."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One organisation or mediator on the roster of one court.

    `live` is what is true; `proposed` waits beside it until the court confirms. Every method returns the entry as it
    becomes and raises `IllegalTransitionError` when its state forbids it.
    """

    id: EntryId
    kind: EntryKind
    court: str
    """The inviting court; it alone confirms."""
    office: str
    """人社 office or organisation that keeps the entry."""
    organisation: EntryId | None
    """Of a mediator: who nominates them; None for whoever the court invited alone."""
    proposed: Profile | None = field(repr=False)
    live: Profile | None = field(default=None, repr=False)
    state: EntryState = EntryState.DRAFT
    removal: bool = False
    """The proposal is to remove the entry."""
    account: AccountId | None = None
    """Staff account of the mediator; without one they can be listed, not referred to by name."""
    certificate: Certificate | None = None
    report: Report | None = None
    reason: str = field(default="", repr=False)
    """Why the court gave it back or stopped it, or why removal is asked for."""
    stopped: StopReason | None = None
    reviewed_at: datetime | None = None
    version: int = 0

    def __post_init__(self) -> None:
        if self.kind is EntryKind.ORGANISATION and (self.organisation or self.account):
            raise InvalidError("roster.incomplete", organisation="not_allowed")

    @property
    def shown(self) -> Profile:
        """What lists show: what is true, or what is to become true."""
        found = self.live or self.proposed
        if found is None:
            raise InvalidError("roster.incomplete", proposed="required")
        return found

    @property
    def is_effective(self) -> bool:
        """Whether it is public and may be chosen."""
        return self.state in EFFECTIVE

    def edit(self, profile: Profile) -> "Entry":
        """Take other values into a draft or a returned entry; they may be incomplete."""
        return replace(self, state=self._step(EntryAction.EDIT), proposed=profile)

    def submit(self, report: Report, today: date) -> "Entry":
        """Report to the court.

        Raises `InvalidError` (`roster.incomplete`) and `ConflictError` (`roster.suspended`): only the court lifts that.
        """
        state = self._step(EntryAction.REPORT)
        if self.stopped is StopReason.SUSPENDED:
            raise ConflictError("roster.suspended")
        profile = self.proposed or self.shown
        require_complete(profile, self.kind, today)
        return replace(self, state=state, proposed=profile, report=report, reason="", stopped=None, removal=False)

    def take_up(self) -> "Entry":
        """Begin, at the court, to look at it."""
        return replace(self, state=self._step(EntryAction.TAKE_UP))

    def confirm(self, certificate: Certificate | None, today: date, at: datetime) -> "Entry":
        """Make what was reported true: the new entry, the change or the removal.

        A first listing needs the certificate (`InvalidError`, `roster.certificate`).
        """
        state = self._step(self._confirmation())
        if self.removal:
            # What is removed stays readable as it was.
            done = replace(self, state=state, proposed=None, removal=False, stopped=StopReason.REMOVED)
            return replace(done, reviewed_at=at)
        profile = self.proposed or self.shown
        require_complete(profile, self.kind, today)
        issued = certificate or self.certificate
        if issued is None:
            raise InvalidError("roster.certificate", certificate="required")
        done = replace(self, state=state, live=profile, proposed=None, certificate=issued, reason="")
        return replace(done, reviewed_at=at)

    def give_back(self, reason: str, at: datetime) -> "Entry":
        """Refuse what was reported, with the reason; what is true stays true."""
        if not reason.strip():
            raise InvalidError("roster.reason", reason="required")
        if self.state is EntryState.CHANGE_PENDING:
            state = self._step(EntryAction.REFUSE_CHANGE)
            return replace(self, state=state, proposed=None, removal=False, reason=reason, reviewed_at=at)
        return replace(self, state=self._step(EntryAction.GIVE_BACK), reason=reason, reviewed_at=at)

    def propose(self, profile: Profile, report: Report, today: date) -> "Entry":
        """Report new values beside the true ones. Raises `InvalidError` and, when nothing differs, `ConflictError`."""
        state = self._step(EntryAction.PROPOSE)
        require_complete(profile, self.kind, today)
        if profile == self.live:
            raise ConflictError("roster.unchanged")
        if self.kind is EntryKind.ORGANISATION and profile.name != self.shown.name:
            # Cases and accounts carry the name: another name is another organisation.
            raise InvalidError("roster.incomplete", name="fixed")
        return replace(self, state=state, proposed=profile, removal=False, report=report, reason="")

    def propose_removal(self, reason: str, report: Report) -> "Entry":
        """Ask for the entry to be taken off the roster."""
        if not reason.strip():
            raise InvalidError("roster.reason", reason="required")
        state = self._step(EntryAction.PROPOSE)
        return replace(self, state=state, proposed=None, removal=True, report=report, reason=reason)

    def suspend(self, reason: str, at: datetime) -> "Entry":
        """Stop it at once, as after a complaint (特邀规定 art. 28); a waiting change falls away."""
        if not reason.strip():
            raise InvalidError("roster.reason", reason="required")
        done = replace(self, state=self._step(EntryAction.SUSPEND), proposed=None, removal=False, reason=reason)
        return replace(done, stopped=StopReason.SUSPENDED, reviewed_at=at)

    def restore(self, at: datetime) -> "Entry":
        """Lift a suspension; whoever was removed has to be reported again (`ConflictError`, `roster.removed`)."""
        state = self._step(EntryAction.RESTORE)
        if self.stopped is not StopReason.SUSPENDED:
            raise ConflictError("roster.removed")
        return replace(self, state=state, stopped=None, reason="", reviewed_at=at)

    def _confirmation(self) -> EntryAction:
        if self.state is not EntryState.CHANGE_PENDING:
            return EntryAction.CONFIRM
        return EntryAction.CONFIRM_REMOVAL if self.removal else EntryAction.CONFIRM_CHANGE

    def _step(self, action: EntryAction) -> EntryState:
        return step("roster", ENTRY_TRANSITIONS, self.state, action)
