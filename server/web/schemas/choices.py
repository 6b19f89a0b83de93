"""Bodies of the choice of organisation and mediator: candidates, who chooses, and what each picked."""

from datetime import datetime
from typing import Literal

from server.domain.authority import AuthorityKind
from server.domain.choice import ChoiceState
from server.domain.disclosure import DisclosureGround
from server.domain.fitness import FitReason
from server.domain.party import Side
from server.domain.profile import EntryKind, Fee, MediatorKind, OrganisationType, RosterLevel, Skill
from server.web.schemas import Answer, Id, Request
from server.web.schemas.concurrence import Barred, StandsFor
from server.web.schemas.deadlines import DeadlineShown


class StartChoice(Request):
    """POST /api/cases/{serial}/choice: the parties choose together, or the court appoints at once."""

    joint: bool


class RecordPick(Request):
    """POST /api/cases/{serial}/choice/picks: what a party said. Nobody reads it back before all picked the same."""

    identity: Id
    entry: Id


class OwnPick(Request):
    """POST /api/own/{token}/choice: the choice of the party behind the link."""

    entry: Id


class CandidateView(Answer):
    """An entry that could take the case; reasons in codes, the best first."""

    id: str
    kind: EntryKind
    name: str
    organisation: str | None
    organisation_id: str | None
    account: str | None
    type: OrganisationType | None
    mediator_kind: MediatorKind | None
    fee: Fee
    level: RosterLevel
    e_seal: bool
    skills: tuple[Skill, ...]
    speciality: str
    languages: str
    pool: bool
    may_preside: bool
    open_cases: int
    max_open: int
    reasons: tuple[FitReason, ...]
    score: int
    may_be_chosen: bool


class ChooserView(Answer):
    """A party who chooses; what they picked is in no answer before all match."""

    identity: str
    name: str
    side: Side
    picked: bool
    by_right: AuthorityKind | None
    """By what right `said_by` picked for the party; None where the party did, or nobody did."""
    said_by: str


class ChoiceView(Answer):
    """The round of choosing."""

    state: ChoiceState
    choosers: tuple[ChooserView, ...]
    handed_over: Literal["one_sided", "asked", "no_match", "chosen_gone", "after_refusal"] | None
    due: DeadlineShown | None
    chosen: str | None


class OwnDisclosureView(Answer):
    """What a mediator disclosed, as it is put to the party behind a link."""

    id: str
    name: str
    grounds: tuple[DisclosureGround, ...]
    text: str
    reply: Literal["continue", "challenge"] | None
    settled: bool
    said_by: str
    """Who replied for this party; empty where they did so themselves, or nobody did."""
    for_self: bool
    stands_for: tuple[StandsFor, ...]
    barred: tuple[Barred, ...]


class OwnChallengeView(Answer):
    """One's own challenge, and what was decided."""

    ground: DisclosureGround
    reason: str
    at: datetime
    state: Literal["asked", "upheld", "rejected"]
    decision: str


class OwnChangeView(Answer):
    """One's own request for another mediator, and the answer."""

    reason: str
    at: datetime
    state: Literal["asked", "granted", "refused"]
    answer: str


class OwnChoiceView(Answer):
    """GET /api/own/{token}/choice: the own pick, disclosures to reply to, and what one asked about the mediator."""

    state: ChoiceState | None
    due: DeadlineShown | None
    appoints: Literal["court", "organisation"]
    own: str | None
    said_by: str
    """Who picked for this party; empty where they did so themselves, or nobody did."""
    for_self: bool
    stands_for: tuple[StandsFor, ...]
    barred: tuple[Barred, ...]
    others_picked: bool
    candidates: tuple[CandidateView, ...]
    disclosures: tuple[OwnDisclosureView, ...]
    handed_over: Literal["one_sided", "asked", "no_match", "chosen_gone", "after_refusal"] | None
    challenge: OwnChallengeView | None
    change: OwnChangeView | None
    may: tuple[Literal["court", "challenge", "change"], ...]
