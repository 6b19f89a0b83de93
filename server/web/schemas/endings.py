"""Bodies of the end of a mediation: the report, the hand-over, and what is owed."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from server.domain.authority import AuthorityKind
from server.domain.concurrence import ConcurrenceForm
from server.domain.outcome import EndingCode
from server.domain.prospect import Route, Way
from server.domain.rest import AgreedPart
from server.web.schemas import Answer, IdempotencyKey, Request, Version
from server.web.schemas.agreements import ApplicationShown, DoorShown, EffectShown, SignerShown
from server.web.schemas.concurrence import PartyAnswer
from server.web.schemas.efforts import Efforts

LongText = Annotated[str, Field(max_length=5_000)]


class EndCase(Request):
    """POST /api/cases/{serial}/end: outside a session; `other` needs a reason of ten characters."""

    key: IdempotencyKey
    code: EndingCode
    reason: LongText


class WriteReport(Request):
    """PUT /api/cases/{serial}/report: raises `conflict.stale` when `version` of the ending is not the newest."""

    version: Version
    basic_facts: LongText
    why: LongText
    costly_conduct: LongText = ""
    hints: LongText = ""


class HandOverCase(Request):
    """POST /api/cases/{serial}/hand-over: over the ending as it was read at `version`."""

    version: Version


class ReceiveHandOver(Request):
    """POST /api/cases/{serial}/receipt: the court has it; the number of the suit if there is one."""

    number: str = Field(default="", max_length=100)


class CloseCase(Request):
    """POST /api/cases/{serial}/close: `doors_waived` where no party wants to go through a door that is open."""

    doors_waived: bool = False


class FactConfirmed(Answer):
    """That a party confirmed a fact: when, in which form, and who wrote it down; None in reports older than this."""

    name: str
    at: datetime | None
    form: ConcurrenceForm | None
    recorded_by: str
    by_right: AuthorityKind | None
    """By what right `recorded_by` confirmed it for the party; None where the party did."""


class UndisputedShown(Answer):
    """A fact that every party confirmed, as it was handed over."""

    text: str
    source: str
    confirmations: tuple[FactConfirmed, ...]


class ReportShown(Answer):
    """The report of a mediation without agreement."""

    basic_facts: str
    why: str
    costly_conduct: str
    hints: str
    undisputed: tuple[UndisputedShown, ...]


class HandOverLine(Answer):
    """One line of the list; only transferable material can be on it."""

    kind: str
    title: str
    reference: str
    material_class: Literal["transferable"]


class EndingShown(Answer):
    """How the mediation ended and what is owed."""

    code: EndingCode
    reason: str
    ended_at: datetime
    ended_by: str
    report: ReportShown | None
    reported_at: datetime | None
    handed_over_at: datetime | None
    handed_over: tuple[HandOverLine, ...]
    received_at: datetime | None
    received_by: str | None
    receipt_number: str
    closed_at: datetime | None
    steps: tuple[Literal["report", "hand_over", "receipt"], ...]
    owed: Literal["report", "hand_over", "receipt"] | None
    version: int


class AgreedInSession(Answer):
    """A session in which something was agreed."""

    session: str
    number: int


class ProspectShown(Answer):
    """What these people have before them without agreement; `notices` say the `ways`, one each."""

    names: tuple[str, ...]
    route: Route
    ways: tuple[Way, ...]
    notices: tuple[str, ...]


class CaseEnding(Answer):
    """GET /api/cases/{serial}/ending."""

    route: Route
    """Of the applicants."""
    part: AgreedPart | None
    """How far the part is that was agreed, where a rest is left; the ways are for the rest."""
    prospects: tuple[ProspectShown, ...]
    ending: EndingShown | None
    list: tuple[HandOverLine, ...]
    effect: EffectShown | None
    doors: tuple[DoorShown, ...]
    unsettled: Literal["application_pending", "performance_owed", "follow_up_owed", "doors_open"] | None
    """What of the agreement is still to come, so that the case is not filed."""
    applications: tuple[ApplicationShown, ...]
    parties: tuple[PartyAnswer, ...]
    told: tuple[str, ...]
    """Parties who were told of the case: for these there is a paper of its ending."""
    on_paper: tuple[str, ...]
    """Parties who did not agree to electronic service."""
    sign_online: tuple[str, ...]
    """Who agreed to sign online."""
    efforts: Efforts
    """Whether it may end because a party cannot be reached, and why it may not."""
    agreed_in: tuple[AgreedInSession, ...]
    signed_from: datetime | None
    """Before which instant no signature counts, for other terms were agreed before it."""
    signers: tuple[SignerShown, ...]
    """Who comes into question to sign for each party, while the agreement waits for its effect."""
    may: tuple[str, ...]
