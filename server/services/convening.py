"""Convening: a session is planned only with everybody whose consent to separate times is not on record (OM-18)."""

from collections.abc import Sequence
from datetime import datetime

from server.domain import convening
from server.domain.beijing import beijing_day
from server.domain.case import Case
from server.domain.case_consent import ConsentStep
from server.domain.concurrence import Answer, require_all, require_known
from server.domain.errors import ConflictError
from server.domain.party import Participant, Role
from server.domain.session import Session, SessionForm, SessionMode, SessionState
from server.services import steps
from server.services.ports import UnitOfWork


async def require_company(
    uow: UnitOfWork,
    case: Case,
    session: Session,
    invited: Sequence[Participant],
    now: datetime,
    said: Sequence[Answer] = (),
) -> None:
    """Raise as `server.domain.convening.require_company` for who is invited to a session that is planned.

    Counts what is in the matrix of the case and what was `said` to this session, by a party or whoever acts for it: who
    took it back has not agreed (OL-02). Raises `InvalidError` (`concurrence.invalid`) for the word of a stranger.
    """
    everyone = await uow.cases.participants(case.id)
    require_known(everyone, said, now)
    agreed = await steps.of_parties(uow, case, ConsentStep.SEPARATE_SESSIONS, now, said)
    authorities = await uow.authorities.of_case(case.id)
    there = [person.identity for person in invited]
    absent = convening.left_out(everyone, there, authorities, beijing_day(session.starts_at))
    convening.require_company(invited, everyone, session.form, agreed, absent)


async def require_joining(
    uow: UnitOfWork, case: Case, session: Session, person: Participant, invited: Sequence[Participant], now: datetime
) -> None:
    """Raise unless somebody of the case may come too to a session that was planned without them.

    Raises as `server.domain.convening.require_joining`; `ConflictError`: `session.unwilling` for a party who takes no
    part or does not agree to mediate online, or for whoever stands for it (OM-17), and, while a separate session goes
    on, `session.separate_consent_missing`: before it begins the room asks everybody's consent.
    """
    convening.require_joining(person, invited, session.form)
    comes = await _comes_for(uow, case, session, person)
    said = await steps.of_parties(uow, case, ConsentStep.ONLINE_MEDIATION, now)
    declined = {one.identity for one in said if not one.agrees} if session.mode is not SessionMode.ON_SITE else set()
    if unwilling := [one.name for one in comes if one.absence is not None or one.identity in declined]:
        raise ConflictError("session.unwilling", names="、".join(unwilling))
    if session.form is SessionForm.SEPARATE and session.state is SessionState.OPEN:
        agreed = await steps.of_parties(uow, case, ConsentStep.SEPARATE_SESSIONS, now)
        require_all("session.separate_consent_missing", comes, agreed)


async def _comes_for(uow: UnitOfWork, case: Case, session: Session, person: Participant) -> tuple[Participant, ...]:
    """Return the parties who take part where this person does: the person, or those they stand for on that day."""
    everyone = await uow.cases.participants(case.id)
    authorities = await uow.authorities.of_case(case.id)
    stood = convening.stood_for(everyone, [person.identity], authorities, beijing_day(session.starts_at))
    return (*([person] if person.role is Role.PARTY else []), *stood)
