"""The letter that asks somebody to mediate: what comes with it, to be read before answering (LY-04, OM-13).

It says what the dispute is and where it stands, never what was said or shown in a mediation before (OM-14).
"""

from collections.abc import Sequence

from server.domain import award as awards
from server.domain.account import Account, Right
from server.domain.calendar import WorkCalendar
from server.domain.case import Case
from server.domain.concurrence import Answer, mediating, standing
from server.domain.party import Participant
from server.services.ports import UnitOfWork
from server.services.referral_views import AwardInLetter, FileInLetter, LetterView, PartyInLetter


async def letter(
    uow: UnitOfWork, account: Account, case: Case, said: Sequence[Answer], calendar: WorkCalendar
) -> LetterView:
    """Return what comes with the letter; files only to whoever may read them. `said`: to mediation, by each party."""
    people = await uow.cases.participants(case.id)
    files = await uow.materials.of_case(case.id) if account.may(Right.MATERIAL_READ, case) else ()
    return LetterView(
        court_number=case.court_number,
        stage=case.stage,
        procedure=case.procedure,
        award=await _award(uow, case, people, calendar),
        parties=_parties(people, said),
        files=tuple(FileInLetter(one.id, one.kind, one.file.name) for one in files),
    )


def _parties(people: Sequence[Participant], said: Sequence[Answer]) -> tuple[PartyInLetter, ...]:
    latest = standing(said)
    return tuple(
        PartyInLetter(one.name, one.side, one.kind, answer.agrees if answer else None)
        for one in mediating(people)
        for answer in (latest.get(one.identity),)
    )


async def _award(
    uow: UnitOfWork, case: Case, people: Sequence[Participant], calendar: WorkCalendar
) -> AwardInLetter | None:
    """Return how far arbitration went; None where nobody has said."""
    found = await uow.awards.get(case.id)
    if found is None:
        return None
    told = await uow.awards.explanations(case.id)
    return AwardInLetter(
        arbitration=found.arbitration,
        finality=found.finality,
        annulled=found.is_annulled,
        bar=awards.bar(found, people, case, calendar),
        untold=tuple(one.name for one in awards.explanation_owed(found, people, told, case, calendar)),
    )
