"""Convening: a session is planned only with everybody whose consent to separate times is not on record (OM-18)."""

from collections.abc import Sequence
from datetime import datetime

from server.domain import convening
from server.domain.beijing import beijing_day
from server.domain.case import Case
from server.domain.case_consent import ConsentStep
from server.domain.concurrence import Answer, require_known
from server.domain.party import Participant
from server.domain.session import Session
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
