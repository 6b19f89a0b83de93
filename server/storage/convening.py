"""Whether a session may begin as it is convened: whose consent it lacks, asked of the rows as they stand now."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.beijing import beijing_day
from server.domain.case_consent import ConsentStep, as_answers
from server.domain.convening import left_out, stood_for
from server.domain.ids import CaseId, Identity
from server.domain.party import Absence, PartyKind, Role
from server.domain.session import SessionForm
from server.domain.speaking import for_identities
from server.storage import tables
from server.storage.concurrence import answers_of
from server.storage.parties import SqlStepConsents, authorities
from signaling.errors import Code


@dataclass(frozen=True, slots=True)
class _Person:
    """Somebody of the case, as far as it is asked who comes: numbers stay sealed."""

    identity: Identity
    name: str
    role: Role
    kind: PartyKind
    linked_to: Identity | None
    absence: Absence | None


async def missing_of(
    connection: AsyncConnection, case: CaseId, session: str, form: str, now: datetime
) -> tuple[Code, tuple[str, ...]] | None:
    """Return as `signaling.ports.MeetingStore.missing_consent` (在线调解规则 arts. 4, 16).

    The latest answer counts, to the session or in the matrix of the case, of a party or of whoever acts for it: who
    took it back has not agreed. A party's own no stands against every agent.
    """
    people, invited = await _people(connection, case), await _invited(connection, session)
    acting, day = await authorities(connection, case), beijing_day(now)
    given = (await answers_of(connection, [case]))[f"session:{session}"]
    steps = SqlStepConsents(connection)
    apart = (*given, *as_answers((await steps.of_step(case, ConsentStep.SEPARATE_SESSIONS)).values()))
    is_separate = form == SessionForm.SEPARATE.value
    parties = tuple(one for one in people if one.role is Role.PARTY and one.absence is None)
    asked = parties if is_separate else left_out(people, invited, acting, day)
    said = for_identities([one.identity for one in parties], apart, acting, day)
    agreed = {answer.identity for answer in said if answer.agrees}
    if against := tuple(one.name for one in asked if one.identity not in agreed):
        return (Code.NO_SEPARATE_CONSENT if is_separate else Code.LEFT_OUT), against
    own = await steps.of_step(case, ConsentStep.ONLINE_MEDIATION)
    unwilling = {identity for identity, consent in own.items() if consent.stands() is False}
    spoken_for = stood_for(people, invited, acting, day)
    against = tuple(one.name for one in spoken_for if one.identity in unwilling)
    return (Code.NO_CONSENT, against) if against else None


async def _people(connection: AsyncConnection, case: CaseId) -> tuple[_Person, ...]:
    table = tables.participant
    wanted = (table.c.identity, table.c.name, table.c.role, table.c.kind, table.c.linked_to, table.c.absence)
    found = await connection.execute(select(*wanted).where(table.c.case_id == case).order_by(table.c.position))
    return tuple(
        _Person(
            identity=row.identity,
            name=row.name,
            role=Role(row.role),
            kind=PartyKind(row.kind),
            linked_to=row.linked_to,
            absence=Absence(row.absence) if row.absence else None,
        )
        for row in found
    )


async def _invited(connection: AsyncConnection, session: str) -> frozenset[Identity]:
    """Return who was invited to the session, be their link out of use now: it can be made anew."""
    table = tables.invitation
    found = await connection.execute(select(table.c.identity).where(table.c.session == session))
    return frozenset(Identity(identity) for identity in found.scalars())
