"""The explanation of risk when the first receipt came after the last day to sue; `require_explained` is the guard."""

from datetime import datetime

from server.domain import award as awards
from server.domain.account import Account
from server.domain.award import WORDING_VERSION, Channel, Explanation
from server.domain.calendar import WorkCalendar
from server.domain.case import Case
from server.domain.errors import ConflictError
from server.domain.party import Participant
from server.domain.timeline import Tone
from server.services import minutes
from server.services.intake_words import EXPLAINED
from server.services.ports import UnitOfWork


async def calendar_of(uow: UnitOfWork) -> WorkCalendar:
    """Return the working days as far as they are known."""
    return await uow.calendars.load()


async def require_explained(uow: UnitOfWork, case: Case) -> None:
    """Raise `ConflictError` (`award.explanation_owed`) unless every party who must was told. Before any referral."""
    award = await uow.awards.get(case.id)
    if award is None:
        return
    people = await uow.cases.participants(case.id)
    told = await uow.awards.explanations(case.id)
    awards.require_explained(award, people, told, case.received_at, await calendar_of(uow))


async def is_late(uow: UnitOfWork, case: Case) -> bool:
    """Tell whether the first receipt came after the last day of an applicant."""
    award = await uow.awards.get(case.id)
    if award is None:
        return False
    people = await uow.cases.participants(case.id)
    return awards.is_late(award, people, case.received_at, await calendar_of(uow))


async def explain(
    uow: UnitOfWork, case: Case, person: Participant, channel: Channel, by: Account | None, now: datetime
) -> None:
    """Note that a party was told and understood; `by` None is the party by their own link. Again changes nothing.

    Raises `ConflictError` (`award.nothing_to_explain`) when the first receipt was in time.
    """
    if not await is_late(uow, case):
        raise ConflictError("award.nothing_to_explain")
    if person.identity in {each.identity for each in await uow.awards.explanations(case.id)}:
        return
    name = by.name if by else person.name
    await uow.awards.explain(
        Explanation(case.id, person.identity, WORDING_VERSION, now, channel, by.id if by else None, name)
    )
    text = f"向{minutes.about(person)}释明起诉期限已过的后果，{EXPLAINED[channel]}"
    await minutes.line(uow, case, name, minutes.Note("case.risk_explained", text, Tone.CONSENT), now)
