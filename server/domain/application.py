"""The application to mediate: everything the form asks, none of it required before the first submission."""

import json
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from server.domain.authority import AuthorityKind
from server.domain.award import Arbitration, Award, Finality, Received, Standing
from server.domain.beijing import BEIJING
from server.domain.case import COURT_NUMBER, CaseStage, Procedure
from server.domain.case_consent import ConsentChannel
from server.domain.cause_list import SHIPPED, CauseList
from server.domain.causes import ENABLED, CaseType, Cause, Excluded, Plain, require_eligible
from server.domain.errors import InvalidError
from server.domain.id_number import NumberFault, normal, number_fault
from server.domain.ids import CaseId, Identity
from server.domain.limitation import PAY, Employment, Limitation, Said
from server.domain.origin import Origin
from server.domain.party import (
    Participant,
    PartyKind,
    Role,
    Side,
    masked_address,
    masked_email,
    masked_id_number,
    masked_phone,
)

MOST_PARTIES: Final = 20
KINDS: Final = {Standing.WORKER: PartyKind.PERSON, Standing.EMPLOYER: PartyKind.EMPLOYER}
TITLES: Final = {Side.APPLICANT: "申请人", Side.RESPONDENT: "被申请人", Side.NEUTRAL: "第三人"}


class Door(StrEnum):
    """How an application came in."""

    SELF = "self"
    """The party online, without an account."""
    COUNTER = "counter"
    """Staff for the party, from paper or in person (代为电子化)."""
    ORAL = "oral"
    """Said, and written down as a record that was read back (特邀调解规定 art. 11)."""
    ORGANISATION = "organisation"
    """Received by a mediation organisation on its own: no court, no court number."""
    OFFLINE = "offline"
    """Mediated offline, entered afterwards (洛中法〔2023〕4号 art. 4)."""


@dataclass(frozen=True, slots=True)
class PartyEntry:
    """One party as entered. `key` becomes their identity in the case."""

    key: str
    side: Side
    standing: Standing
    name: str = field(default="", repr=False)
    id_number: str = field(default="", repr=False)
    """Identity number of a person, unified social credit code of an employer."""
    phone: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    prefers_email: bool = False
    """Messages go to the e-mail address also where there is a telephone."""
    address: str = field(default="", repr=False)
    service_address: str = field(default="", repr=False)
    """Where electronic service reaches them (OM-08)."""
    representative: str = field(default="", repr=False)
    """Legal representative or person in charge of an employer."""
    origin: Origin = Origin.MAINLAND
    award_received: date | None = None
    award_proof: str = field(default="", repr=False)
    consent: bool | None = None
    """Willing to mediate online; None when not asked. Nothing else is inferred from it."""
    consent_channel: ConsentChannel | None = None
    identity_seen: str = field(default="", repr=False)
    """线下核实: which original paper staff compared, where the number does not pass (OL-03)."""

    def number_fault(self, today: date) -> NumberFault | None:
        """Return what is wrong with the number; None when none was given."""
        return number_fault(self.id_number, KINDS[self.standing], self.origin, today) if self.id_number else None

    def masked(self) -> "PartyEntry":
        """Return the party as lists show it: of telephone, identity number and e-mail address only the ends."""
        return replace(
            self,
            phone=masked_phone(self.phone),
            email=masked_email(self.email),
            id_number=masked_id_number(self.id_number),
            service_address=masked_address(self.service_address),
        )


@dataclass(frozen=True, slots=True)
class ClaimItem:
    """One thing asked for. `amount` in 分; None when not in money."""

    plain: Plain
    amount: int | None = None
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Filler:
    """Who fills in the application for another, by what right in their own words; the papers are shown later.

    It gives no power: until an authority was seen they answer nothing for the party (LB-08, LB-09).
    """

    kind: AuthorityKind
    name: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class OralRecord:
    """What was said was written down by `taker` and read back."""

    taker: str = field(repr=False)
    taken_at: datetime
    read_back: bool = False


@dataclass(frozen=True, slots=True)
class Application:
    """Everything the form asks, none of it required before the first submission."""

    case_type: CaseType = CaseType.LABOUR
    accused_detained: bool | None = None
    """Of an incidental civil claim; only where the answer is no may it be mediated (在线调解规则 art. 3)."""
    excluded: Excluded | None = None
    stage: CaseStage = CaseStage.PRE_FILING
    procedure: Procedure | None = None
    judge_presides: bool = False
    """A judge of the court mediates: nobody refers it (OM-01)."""
    court_number: str = ""
    parties: tuple[PartyEntry, ...] = ()
    filler: Filler | None = None
    """Who fills it in by the party's own link; None when the party does."""
    arbitration: Arbitration | None = None
    award_number: str = ""
    finality: Finality | None = None
    claims: tuple[ClaimItem, ...] = ()
    cause_code: str = ""
    facts: str = field(default="", repr=False)
    place: str = ""
    since: str = ""
    """When the work began, in the applicant's words."""
    post: str = field(default="", repr=False)
    wage: int | None = field(default=None, repr=False)
    """Monthly, in 分."""
    workers: int = 1
    oral: OralRecord | None = None
    offline_on: date | None = None
    posted_on: date | None = None
    """On which day what came by post was posted, in Beijing; staff reads it off the cover (CAL-05)."""
    posted_proof: str = field(default="", repr=False)
    """What shows that day: a tracking number, the postmark."""
    known_on: date | None = None
    """When the applicant knew of the infringement: the limitation may count from it."""
    employment: Employment | None = None
    employment_ended_on: date | None = None

    def __post_init__(self) -> None:
        if (self.procedure is not None) != (self.stage is CaseStage.LITIGATION):
            raise InvalidError("case.procedure", procedure="required" if self.procedure is None else "not_allowed")
        _ = self.limitation_said
        if len({party.key for party in self.parties}) != len(self.parties):
            raise InvalidError("application.parties", parties="twice")
        if len(self.parties) > MOST_PARTIES:
            raise InvalidError("application.parties", parties="too_many")

    @property
    def amount(self) -> int | None:
        """The sum asked for, in 分; None when nothing is in money."""
        sums = [item.amount for item in self.claims if item.amount is not None]
        return sum(sums) if sums else None

    @property
    def posted(self) -> date | None:
        """The day of posting that counts; None without something that shows it."""
        return self.posted_on if self.posted_proof.strip() else None

    def of_side(self, side: Side) -> tuple[PartyEntry, ...]:
        """Return the named parties of one side."""
        return tuple(party for party in self.parties if party.side is side and party.name)

    @property
    def title(self) -> str:
        """The case as lists name it."""
        applicants, respondents = (
            "、".join(party.name for party in self.of_side(side)) for side in (Side.APPLICANT, Side.RESPONDENT)
        )
        return f"{applicants or '申请人待补充'} 与 {respondents or '被申请人待补充'}"

    def canonical(self) -> str:
        """Return the whole text in one form: the same content is the same text, whatever wrote it."""
        return json.dumps(asdict(self), default=str, sort_keys=True, ensure_ascii=False)

    def cause(self, received: datetime, causes: CauseList = SHIPPED) -> Cause | None:
        """Return the chosen cause of the list of that day. Raises `InvalidError` for a code not on it."""
        return causes.cause_of(self.cause_code, received) if self.cause_code else None

    def participants(self, case: CaseId) -> tuple[Participant, ...]:
        """Return the named parties as people of the case."""
        return tuple(
            Participant(
                identity=Identity(party.key),
                case=case,
                name=party.name,
                side=party.side,
                role=Role.PARTY,
                title=TITLES[party.side],
                phone=party.phone,
                id_number=normal(party.id_number),
                kind=KINDS[party.standing],
                origin=party.origin,
                identity_seen=party.identity_seen,
                email=party.email,
                prefers_email=party.prefers_email and bool(party.email),
            )
            for party in self.parties
            if party.name
        )

    def award(self, case: CaseId) -> Award | None:
        """Return what is known of arbitration; None when the question was not answered. Raises `InvalidError`."""
        if self.arbitration is None:
            return None
        if self.arbitration is not Arbitration.AWARDED:
            return Award(case, self.arbitration)
        dates = tuple(
            Received(Identity(party.key), party.standing, party.award_received, party.award_proof)
            for party in self.parties
            if party.award_received is not None and party.name
        )
        return Award(case, self.arbitration, self.award_number, self.finality, dates)

    def limitation(self, case: CaseId, author: Identity | None = None) -> Limitation | None:
        """Return what the limitation is counted from; None when nothing is known, or arbitration was asked for.

        It is the year of whoever wrote it by the own link, `author`; of what staff wrote, that of the first worker.
        """
        asked = self.arbitration in {Arbitration.PENDING, Arbitration.AWARDED}
        said = self.limitation_said
        if asked or said.is_nothing:
            return None
        return self.limitation_of(case, author or self._first_claimant(), said)

    @property
    def limitation_said(self) -> Said:
        """What the form says of the year. Raises `InvalidError` for a last day at work of whoever still works there."""
        return Said(self.known_on, self.employment, self.employment_ended_on)

    def limitation_of(self, case: CaseId, identity: Identity | None, said: Said) -> Limitation:
        """Return the year of somebody by what they say of it: what is claimed decides from which days it counts."""
        kinds = {item.plain for item in self.claims}
        return Limitation(
            case=case,
            known_on=said.known_on,
            employment=said.employment,
            ended_on=said.ended_on,
            pay=bool(kinds & PAY),
            other=bool(kinds - PAY) or not kinds,
            identity=identity,
        )

    def _first_claimant(self) -> Identity | None:
        applicants = self.of_side(Side.APPLICANT)
        workers = [party for party in applicants if party.standing is Standing.WORKER]
        return next((Identity(party.key) for party in (*workers, *applicants)), None)

    def require_taken(self, enabled: frozenset[CaseType]) -> None:
        """Raise `InvalidError` (`case_type.ineligible`) unless whoever receives takes such a case."""
        require_eligible(self.case_type, enabled, accused_detained=self.accused_detained is not False)

    def require_valid(
        self,
        received: datetime,
        now: datetime,
        causes: CauseList = SHIPPED,
        enabled: frozenset[CaseType] = ENABLED,
    ) -> None:
        """Raise `InvalidError` for what may not even be saved: other kinds of case, a false number, a day to come."""
        today = now.astimezone(BEIJING).date()
        self.require_taken(enabled)
        if self.court_number and not COURT_NUMBER.fullmatch(self.court_number):
            raise InvalidError("case.court_number", court_number="malformed")
        if self.cause_code:
            self.cause(received, causes)
        for party in self.parties:
            if party.award_received is not None and party.award_received > today:
                raise InvalidError("award.incomplete", on="future")
        self.limitation_said.require_past(today)
