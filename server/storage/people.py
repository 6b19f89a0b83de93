"""The people of sessions for screens: who is invited, and how ready each of them is."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.consent import WORDING_VERSION, Purpose
from server.domain.device_check import CheckResult
from server.domain.identity import IdentityCheck
from server.domain.manner_wish import Wish, WishState
from server.domain.notice import NOTICE_VERSION
from server.domain.party import Participant
from server.services import invitation_views as views
from server.services.session_views import ParticipantView
from server.storage import manner_wishes, rows, tables
from server.storage.rows import AnyRow
from server.storage.sealing import ColumnSeal

Key = tuple[str, str]
"""Session and identity."""


@dataclass(slots=True)
class Readiness:
    """What people of some sessions answered, read and showed."""

    consents: dict[Key, dict[Purpose, views.ConsentView]] = field(default_factory=lambda: defaultdict(dict))
    notices: dict[Key, datetime] = field(default_factory=dict)
    checks: dict[Key, views.DeviceCheckView] = field(default_factory=dict)
    identities: dict[Key, AnyRow] = field(default_factory=dict)
    wishes: dict[Key, Wish] = field(default_factory=dict)
    """Those that nobody decided yet."""

    def all_consents(self, key: Key) -> tuple[views.ConsentView, ...]:
        """Return every purpose, answered or not, in the order they are asked."""
        given = self.consents.get(key, {})
        return tuple(given.get(purpose, views.ConsentView(purpose, None, WORDING_VERSION, None)) for purpose in Purpose)


async def of_case(connection: AsyncConnection, case: str, seal: ColumnSeal) -> tuple[Participant, ...]:
    """Return the people of a case in their order."""
    table = tables.participant
    found = await connection.execute(select(table).where(table.c.case_id == case).order_by(table.c.position))
    return tuple(rows.participant_from(row, seal) for row in found)


async def readiness(connection: AsyncConnection, sessions: Sequence[str]) -> Readiness:
    """Return what everybody invited to these sessions answered, read and showed."""
    known = Readiness()
    answers, notices = tables.consent_answer, tables.acknowledgement
    checks, identities = tables.device_check, tables.identity_record
    given = select(answers).where(answers.c.session.in_(sessions)).order_by(answers.c.position)
    for row in await connection.execute(given):
        purpose = Purpose(row.purpose)
        standing = views.ConsentView(purpose, row.answer, row.version, row.answered_at)
        known.consents[row.session, row.identity][purpose] = standing
    read = select(notices).where(notices.c.session.in_(sessions), notices.c.version == NOTICE_VERSION)
    for row in await connection.execute(read):
        known.notices[row.session, row.identity] = row.at
    for row in await connection.execute(select(checks).where(checks.c.session.in_(sessions))):
        known.checks[row.session, row.identity] = _check_view(row)
    for row in await connection.execute(select(identities).where(identities.c.session.in_(sessions))):
        known.identities[row.session, row.identity] = row
    for wish in await manner_wishes.of_sessions(connection, sessions):
        if wish.state is WishState.WAITING:
            known.wishes[wish.session, wish.identity] = wish
    return known


async def participants(
    connection: AsyncConnection, sessions: Sequence[str], seal: ColumnSeal, now: datetime
) -> dict[str, list[ParticipantView]]:
    """Return the invited people of each session in their order."""
    known = await readiness(connection, sessions)
    person, link = tables.participant, tables.invitation
    invited = (
        select(person, link.c.session)
        .join(link, link.c.identity == person.c.identity)
        .where(link.c.session.in_(sessions))
        .order_by(person.c.position)
    )
    links = {
        (row.session, row.identity): row
        for row in await connection.execute(select(link).where(link.c.session.in_(sessions)))
    }
    result: dict[str, list[ParticipantView]] = defaultdict(list)
    for row in await connection.execute(invited):
        key = (row.session, row.identity)
        result[row.session].append(_view(rows.participant_from(row, seal), key, links[key], known, now))
    return result


def _view(person: Participant, key: Key, link: AnyRow, known: Readiness, now: datetime) -> ParticipantView:
    invitation = rows.invitation_from(link)
    checked = known.identities.get(key)
    recording = known.consents.get(key, {}).get(Purpose.RECORDING)
    return ParticipantView(
        identity=person.identity,
        name=person.name,
        side=person.side,
        role=person.role,
        title=person.title,
        phone=person.masked_phone,
        link=invitation.state(now),
        identity_check=IdentityCheck(checked.result) if checked else IdentityCheck.NOT_CHECKED,
        identity_checked_at=checked.at if checked else None,
        notice_acknowledged_at=known.notices.get(key),
        recording_consent=recording.answer if recording else None,
        consents=known.all_consents(key),
        device_check=known.checks.get(key),
        linked_to=person.linked_to,
        removed_reason=invitation.suspended_reason,
        attending=invitation.attending,
        test_asked_at=invitation.test_asked_at,
        wish=known.wishes.get(key),
    )


def _check_view(row: AnyRow) -> views.DeviceCheckView:
    return views.DeviceCheckView(
        camera=CheckResult(row.camera),
        microphone=CheckResult(row.microphone),
        speaker=CheckResult(row.speaker),
        connection=CheckResult(row.connection),
        note=row.note,
    )
