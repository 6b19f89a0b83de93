"""Intake: what is still missing before a case may be taken on. One list, shown to whoever can mend it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from server.domain.application import Application, Door
from server.domain.award import Arbitration, Award, Explanation, dates_missing, explanation_owed
from server.domain.beijing import beijing_day
from server.domain.calendar import WorkCalendar
from server.domain.case import CaseStage
from server.domain.cause_list import SHIPPED, CauseList
from server.domain.causes import CaseType
from server.domain.errors import ConflictError
from server.domain.ids import CaseId
from server.domain.party import Participant, Side


class IntakeStep(StrEnum):
    """The steps of the form; every gap belongs to one."""

    SOURCE = "source"
    PARTIES = "parties"
    ARBITRATION = "arbitration"
    CLAIMS = "claims"
    MATERIALS = "materials"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing still missing: stable code, the step where it is mended, and whom it concerns."""

    code: str
    step: IntakeStep
    about: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Intake:
    """Everything the question "may this case be taken on?" depends on."""

    door: Door
    application: Application
    received_at: datetime
    explained: Sequence[Explanation]
    materials: int
    case: CaseId
    unsigned: Sequence[str] = field(default=(), repr=False)
    """Applicants, by name, who did not confirm the record of what was told, as it stands (SM-03)."""
    causes: CauseList = SHIPPED
    recorded: Award | None = None
    """What somebody recorded of arbitration since the application was written, and stands in its place."""

    @property
    def brought_on(self) -> date:
        """The day that counts as brought within a period, as `Case.brought_on`."""
        return self.application.posted or beijing_day(self.received_at)

    @property
    def stage(self) -> CaseStage:
        """Where the dispute stands towards the court."""
        return self.application.stage

    def gaps(self, calendar: WorkCalendar) -> tuple[Gap, ...]:
        """Return what is still missing, in the order of the steps; empty when the case may be taken on."""
        found = [
            *_source_gaps(self),
            *_party_gaps(self.application),
            *_number_gaps(self.application, self.received_at),
            *_arbitration_gaps(self, calendar),
            *_claim_gaps(self.application, self.received_at, self.causes),
        ]
        if self.door is Door.OFFLINE and self.materials == 0:
            found.append(Gap("intake.scan_missing", IntakeStep.MATERIALS))
        return tuple(found)

    def require_complete(self, calendar: WorkCalendar) -> None:
        """Raise `ConflictError`: `award.explanation_owed` when only that is missing, else `intake.incomplete`."""
        found = self.gaps(calendar)
        if not found:
            return
        codes = list(dict.fromkeys(gap.code for gap in found))
        if codes == ["award.explanation_owed"]:
            raise ConflictError("award.explanation_owed", parties="、".join(gap.about for gap in found))
        raise ConflictError("intake.incomplete", gaps=",".join(codes))


_APPLICANT_MENDS: Final = frozenset(
    {
        "intake.name_missing",
        "intake.filler_name_missing",
        "intake.id_number_missing",
        "intake.id_number_wrong",
        "intake.phone_missing",
        "intake.service_address_missing",
        "intake.consent_missing",
        "intake.respondent_missing",
        "intake.arbitration_unanswered",
        "intake.award_number_missing",
        "intake.award_date_missing",
        "intake.award_proof_missing",
        "intake.claims_missing",
        "intake.facts_missing",
        "intake.place_missing",
    }
)
"""What the form on the phone asks. The cause, finality, explanations and what staff put on paper are for staff."""


def for_applicant(gaps: Sequence[Gap], name: str) -> tuple[Gap, ...]:
    """Return those that the applicant of that name can mend alone: what is told to somebody has a next step."""
    return tuple(gap for gap in gaps if gap.code in _APPLICANT_MENDS and gap.about in {"", name})


def _source_gaps(intake: Intake) -> Iterator[Gap]:
    application = intake.application
    if application.excluded is not None:
        yield Gap("intake.not_labour", IntakeStep.SOURCE, application.excluded)
    if intake.door is Door.ORAL and (application.oral is None or not application.oral.read_back):
        yield Gap("intake.not_read_back", IntakeStep.SOURCE)
    yield from (Gap("intake.record_unsigned", IntakeStep.SOURCE, name) for name in intake.unsigned)
    if application.posted_on is not None and application.posted is None:
        yield Gap("intake.posted_proof_missing", IntakeStep.SOURCE)
    if intake.door is Door.OFFLINE and application.offline_on is None:
        yield Gap("intake.offline_date_missing", IntakeStep.SOURCE)


_APPLICANT_NEEDS: Final = {
    "name": "intake.name_missing",
    "id_number": "intake.id_number_missing",
    "phone": "intake.phone_missing",
    "service_address": "intake.service_address_missing",
}
"""OM-08."""


def _party_gaps(application: Application) -> Iterator[Gap]:
    applicants = [party for party in application.parties if party.side is Side.APPLICANT]
    if not applicants:
        yield Gap("intake.applicant_missing", IntakeStep.PARTIES)
    if application.filler is not None and not application.filler.name:
        yield Gap("intake.filler_name_missing", IntakeStep.PARTIES)
    for party in applicants:
        yield from (
            Gap(code, IntakeStep.PARTIES, party.name)
            for part, code in _APPLICANT_NEEDS.items()
            if not getattr(party, part)
        )
        if party.consent is None:
            yield Gap("intake.consent_missing", IntakeStep.PARTIES, party.name)
        elif not party.consent:
            yield Gap("intake.consent_refused", IntakeStep.PARTIES, party.name)
    if not application.of_side(Side.RESPONDENT):
        yield Gap("intake.respondent_missing", IntakeStep.PARTIES)


def _number_gaps(application: Application, received: datetime) -> Iterator[Gap]:
    """Name whose number cannot be right, unless staff saw the paper itself (OL-03)."""
    day = beijing_day(received)
    for party in application.parties:
        if party.name and not party.identity_seen.strip() and party.number_fault(day) is not None:
            yield Gap("intake.id_number_wrong", IntakeStep.PARTIES, party.name)


def _arbitration_gaps(intake: Intake, calendar: WorkCalendar) -> Iterator[Gap]:
    award = intake.recorded or intake.application.award(intake.case)
    people = intake.application.participants(intake.case)
    if award is None and intake.application.case_type is not CaseType.LABOUR:
        return
    if award is None:
        yield Gap("intake.arbitration_unanswered", IntakeStep.ARBITRATION)
        return
    if intake.recorded is None:
        yield from _award_gaps(award, people)
    # The other side is asked once the case is taken on, and told before it is referred (LY-08).
    everyone = explanation_owed(award, people, intake.explained, intake, calendar)
    owed = (person for person in everyone if person.side is Side.APPLICANT)
    yield from (Gap("award.explanation_owed", IntakeStep.ARBITRATION, person.name) for person in owed)


def _award_gaps(award: Award, people: Sequence[Participant]) -> Iterator[Gap]:
    """Name what the form still has to say of an award."""
    if award.arbitration is Arbitration.AWARDED:
        if not award.number:
            yield Gap("intake.award_number_missing", IntakeStep.ARBITRATION)
        if award.finality is None:
            yield Gap("intake.award_finality_missing", IntakeStep.ARBITRATION)
    names = {person.identity: person.name for person in people}
    yield from (
        Gap("intake.award_date_missing", IntakeStep.ARBITRATION, each.name) for each in dates_missing(award, people)
    )
    yield from (
        Gap("intake.award_proof_missing", IntakeStep.ARBITRATION, names[each.identity])
        for each in award.received
        if not each.proof.strip()
    )


def _claim_gaps(application: Application, received: datetime, causes: CauseList) -> Iterator[Gap]:
    if not application.claims:
        yield Gap("intake.claims_missing", IntakeStep.CLAIMS)
    if not application.facts.strip():
        yield Gap("intake.facts_missing", IntakeStep.CLAIMS)
    if application.cause_code not in {entry.cause.code for entry in causes.on(received)}:
        yield Gap("intake.cause_missing", IntakeStep.CLAIMS)
    if not application.place.strip():
        yield Gap("intake.place_missing", IntakeStep.CLAIMS)
