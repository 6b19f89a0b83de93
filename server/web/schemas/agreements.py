"""Bodies of an agreement: when it began to bind, what is to be done, and the doors after it."""

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from server.domain.authority import AuthorityKind, Paper
from server.domain.concurrence import ConcurrenceForm
from server.domain.contact import ContactChannel
from server.domain.doors import AgreementDoor
from server.domain.follow_up import LONGEST_FINDING
from server.domain.performance import ClauseKind, Extent
from server.domain.remedy import Remedy
from server.domain.signing import SigningBar
from server.web.schemas import Answer, Id, IdempotencyKey, Request, Version
from server.web.schemas.concurrence import PartyAnswer, PartySays
from server.web.schemas.dates import Day, Moment
from server.web.schemas.deadlines import DeadlineShown


class Instalment(Request):
    """What is to be done by a day."""

    due_on: Day
    what: str = Field(min_length=1, max_length=500)
    clause: ClauseKind | None = None
    """What it is about; decides the ways after a default."""


class SignedBy(Request):
    """When a party signed, who put the name (the party or whoever acts for it), and by which authority."""

    identity: Id
    at: Moment
    signer: Id
    authority: Id | None = None
    online: bool = False
    """Signed electronically, not on paper."""


class TakeEffect(Request):
    """POST /api/cases/{serial}/effect: signatures, seal and what the agreement is about."""

    signatures: tuple[SignedBy, ...] = Field(min_length=1, max_length=200)
    mediator_signed_at: Moment
    sealed_at: Moment | None = None
    clauses: tuple[ClauseKind, ...] = Field(min_length=1, max_length=5)
    performances: tuple[Instalment, ...] = Field(default=(), max_length=60)
    sessions: tuple[Id, ...] = Field(default=(), max_length=60)
    """Whose agreement was signed; empty: of the last session in which something was agreed."""
    left_out: tuple[Id, ...] = Field(default=(), max_length=200)
    """Parties who did not sign, knowingly: the agreement has no effect for them."""


class SignedAt(Request):
    """When a party signed, as it was."""

    identity: Id
    at: Moment


class CorrectEffect(Request):
    """POST /api/cases/{serial}/effect/correction: every instant, over the agreement as it was read at `version`."""

    version: Version
    signatures: tuple[SignedAt, ...] = Field(min_length=1, max_length=200)
    mediator_signed_at: Moment
    sealed_at: Moment | None = None
    reason: str = Field(min_length=1, max_length=500)


class MarkPerformance(Request):
    """POST /api/cases/{serial}/performances/{number}: what staff saw; performed needs its proof."""

    version: Version
    extent: Extent
    on: Day
    proof: str = Field(default="", max_length=500)
    material: str = Field(default="", max_length=64)


class DraftQuery(Request):
    """GET /api/cases/{serial}/performances/{number}/draft: the application for which a draft is asked."""

    remedy: Remedy


class MarkShown(Answer):
    """What somebody said of an instalment."""

    extent: Extent
    on: date
    at: datetime
    by: str
    by_party: bool
    proof: str
    material: str


class RemedyShown(Answer):
    """A way that is open after a default; `drafted`: an application can be drafted."""

    remedy: Remedy
    article: str
    until: date | None
    provisional: bool
    drafted: bool


class InstalmentShown(Answer):
    """What is to be done by a day, where it stands, and the ways after a default."""

    number: int
    due_on: date
    what: str
    clause: ClauseKind | None
    state: Literal["due", "partly", "claimed", "overdue", "performed"]
    marks: tuple[MarkShown, ...]
    remedies: tuple[RemedyShown, ...]


class SignerBar(Answer):
    """Why somebody may not sign, and from when until before when; null has no end on that side."""

    why: SigningBar
    since: datetime | None
    until: datetime | None


class SignerShown(Answer):
    """Somebody who comes into question to sign for a party; without a `kind` the party, or nobody proved to act."""

    party: str
    person: str
    name: str
    authority: str | None
    kind: AuthorityKind | None
    missing: tuple[Paper, ...]
    bars: tuple[SignerBar, ...]


class SignatureShown(Answer):
    """Who signed for a party and by what right; `signer` is empty in records older than this fact."""

    identity: str
    party: str
    signer: str
    kind: AuthorityKind | None
    at: datetime
    online: bool | None
    """Signed electronically, not on paper; null in records older than this fact."""


class RecordFollowUp(Request):
    """POST /api/cases/{serial}/follow-ups: who was asked whether the agreement is performed, and what was found."""

    version: Version
    on: Day
    channel: ContactChannel
    asked: tuple[Id, ...] = Field(min_length=1, max_length=200)
    found: str = Field(min_length=1, max_length=LONGEST_FINDING)


class FollowUpShown(Answer):
    """One time of asking whether an agreement is performed; `asked` by name."""

    on: date
    channel: ContactChannel
    asked: tuple[str, ...]
    found: str
    at: datetime
    by: str


class EffectShown(Answer):
    """When the agreement began to bind: the earlier of all signed and all complete (C3); and where it stands."""

    state: Literal["in_force", "under_review", "enforceable"]
    signatures: tuple[SignatureShown, ...]
    effective_at: datetime
    all_signed_at: datetime
    complete_at: datetime
    mediator_signed_at: datetime
    sealed_at: datetime | None
    clauses: tuple[ClauseKind, ...]
    performances: tuple[InstalmentShown, ...]
    version: int
    follow_up_on: date | None
    follow_ups: tuple[FollowUpShown, ...]
    followed_up_on: date | None
    """When the follow-up was done; None while it is to come or due."""
    unbound: tuple[str, ...]
    """Names of the parties who did not sign: the agreement has no effect for them."""


class DoorShown(Answer):
    """A door: open or why not, until when, joint or not."""

    door: AgreementDoor
    open: bool
    joint: bool
    article: str
    deadline: DeadlineShown | None
    remaining: int | None
    barriers: tuple[str, ...]
    warnings: tuple[str, ...]


class RulingReceivedShown(Answer):
    """When a party received the ruling, or signed for the 调解书; null while nobody wrote it down."""

    identity: str
    name: str
    on: date | None


class ApplicationShown(Answer):
    """An application; `awaiting_other` is 待对方确认 and has not been sent."""

    id: str
    door: AgreementDoor
    state: Literal["awaiting_other", "sent", "granted", "dismissed", "withdrawn", "not_signed"]
    applicant: str
    applied_at: datetime
    sent_at: datetime | None
    ruled_on: date | None
    received: tuple[RulingReceivedShown, ...]
    awaits_signing: bool
    """A 调解书 was made and not everybody has signed for it: it has no effect yet."""
    note: str
    handed_in_on: date | None
    """On which day it was handed in on paper; null where that was when it was written down."""
    proof: str
    answers: tuple[PartyAnswer, ...]


class HandedInOn(Request):
    """On which day an application was handed in on paper or posted, and what shows it."""

    on: Day
    proof: str = Field(min_length=1, max_length=500)


class ConfirmDoor(PartySays):
    """POST /api/cases/{serial}/doors/{application}/answers: what another party said, and when all handed it in."""

    handed: HandedInOn | None = None


class ApplyDoor(Request):
    """POST /api/cases/{serial}/doors."""

    key: IdempotencyKey
    door: AgreementDoor
    applicant: Id
    form: ConcurrenceForm
    note: str = Field(default="", max_length=500)
    handed: HandedInOn | None = None
    """Where it was handed in before it is written down here."""


class RulingReceived(Request):
    """A party received the ruling that confirms the agreement, or signed for the 调解书, on a day."""

    identity: Id
    on: Day


class RuleDoor(Request):
    """POST /api/cases/{serial}/doors/{application}/ruling; `grant` again with `received` only adds who received it.

    `refuse` says that a party does not sign for the 调解书 that was granted.
    """

    action: Literal["grant", "dismiss", "withdraw", "refuse"]
    on: Day
    note: str = Field(default="", max_length=500)
    received: tuple[RulingReceived, ...] = Field(default=(), max_length=200)
