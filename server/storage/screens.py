"""Rows as screens show them: the statements behind a screen and the views made of their rows."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.account import Account
from server.domain.case import CaseMode, CaseSource, CaseStage, CaseState, Procedure
from server.domain.case_consent import STEPS_WORDING
from server.domain.citations import article
from server.domain.clocks import ClockState
from server.domain.deadlines import PERIODS, DeadlineRule
from server.domain.ids import CaseId, Identity, SessionId
from server.domain.invitation import Device
from server.domain.notice import NOTICE_VERSION
from server.domain.outcome import OutcomeKind
from server.domain.party import OTHER_SIDE, Participant, Role, Side
from server.domain.session import SessionMode, SessionState
from server.domain.timeline import Tone
from server.services import session_views as views
from server.services.case_views import CaseSummary, CaseView, HandlerView, NextDue, NextOwed, PartyView, TimelineLine
from server.services.invitation_views import InvitationView
from server.services.ports.terms import NextClock
from server.storage import rows, tables
from server.storage.endings import SqlEndings
from server.storage.people import Readiness
from server.storage.rows import AnyRow

ESCAPE: Final = "\\"
_LETTER: Final = "referral.sent"

meeting = tables.session
case_file = tables.case_file
mediator = tables.account


def sessions_with_case() -> Select[Any]:
    """Return the statement of sessions with what their case says."""
    return (
        select(
            meeting,
            case_file.c.serial,
            case_file.c.title,
            case_file.c.cause,
            case_file.c.court,
            case_file.c.organisation,
            mediator.c.name.label("mediator_name"),
        )
        .join(case_file, case_file.c.id == meeting.c.case_id)
        .join(mediator, mediator.c.id == meeting.c.mediator)
    )


def cases_with_mediator() -> Select[Any]:
    """Return the statement of cases with their mediator's name, None where nobody has the case."""
    return select(case_file, mediator.c.name.label("mediator_name")).outerjoin(
        mediator, mediator.c.id == case_file.c.mediator
    )


def mentions(text: str) -> ColumnElement[bool]:
    """Return the condition that a case has `text` in its serial, title, cause or a person's name."""
    escaped = text.replace(ESCAPE, ESCAPE * 2).replace("%", ESCAPE + "%").replace("_", ESCAPE + "_")
    pattern = f"%{escaped}%"
    person = tables.participant
    # Not correlated: everybody's name is read once, not each case's people by themselves.
    named = select(person.c.case_id).where(person.c.name.ilike(pattern, escape=ESCAPE))
    columns = (case_file.c.serial, case_file.c.title, case_file.c.cause, case_file.c.court_number)
    return or_(case_file.c.id.in_(named), *(column.ilike(pattern, escape=ESCAPE) for column in columns))


async def next_sessions(connection: AsyncConnection, cases: Sequence[str]) -> dict[str, Any]:
    """Return the start of the first session still to come of each case that has one."""
    to_come = [SessionState.SCHEDULED.value, SessionState.OPEN.value]
    statement = (
        select(meeting.c.case_id, func.min(meeting.c.starts_at).label("starts_at"))
        .where(meeting.c.case_id.in_(cases), meeting.c.state.in_(to_come))
        .group_by(meeting.c.case_id)
    )
    return {row.case_id: row.starts_at for row in await connection.execute(statement)}


async def invitation_row(connection: AsyncConnection, session: SessionId, identity: Identity) -> AnyRow | None:
    """Return the invitation with its session, case and mediator."""
    link = tables.invitation
    statement = (
        sessions_with_case()
        .add_columns(link.c.identity, link.c.session, link.c.device_digest, link.c.expires_at)
        .add_columns(link.c.manner, link.c.manner_confirmed_by, link.c.manner_at)
        .join(link, link.c.session == meeting.c.id)
        .where(link.c.session == session, link.c.identity == identity)
    )
    return (await connection.execute(statement)).first()


def invitation_view(
    row: AnyRow,
    company: Sequence[Participant],
    known: Readiness,
    outcome: str | None,
    device: Device,
    *,
    online_mediation: bool | None,
) -> InvitationView:
    """Return what the person behind the link may see; on another device nothing they answered or showed.

    Of what was said while the case stood still it knows nothing: `put_off` is the caller's.
    """
    me = next(person for person in company if person.identity == row.identity)
    # Whoever interprets is of no side: they read whom they help, and who is on the other side of that person.
    helped = next((one for one in company if me.role is Role.INTERPRETER and one.identity == me.linked_to), None)
    key = (row.session, row.identity)
    mine = device is not Device.OTHER
    return InvitationView(
        identity=me.identity,
        name=me.name,
        side=me.side,
        role=me.role,
        title=me.title,
        device=device,
        phone_hint=me.masked_phone,
        serial=row.serial,
        cause=row.cause,
        other_party=_parties(company, OTHER_SIDE.get((helped or me).side)),
        own_party=helped.name if helped else _parties(company, me.side),
        mediator=row.mediator_name,
        organisation=row.organisation or "",
        court=row.court or "",
        session=row.session,
        session_state=SessionState(row.state),
        starts_at=row.starts_at,
        put_off=False,
        minutes=row.minutes,
        mode=SessionMode(row.mode),
        place=row.place,
        number=row.number,
        revision=row.version,
        notice_version=NOTICE_VERSION,
        notice_acknowledged_at=known.notices.get(key) if mine else None,
        consents=known.all_consents(key) if mine else (),
        device_check=known.checks.get(key) if mine else None,
        online_mediation=online_mediation if mine else None,
        steps_wording=STEPS_WORDING,
        attending=rows.attending_from(row) if mine else None,
        outcome=OutcomeKind(outcome) if outcome and mine else None,
        expires_at=row.expires_at,
    )


def _parties(company: Sequence[Participant], side: Side | None) -> str:
    return "、".join(person.name for person in company if person.role is Role.PARTY and person.side is side)


def session_summary(row: AnyRow, participants: tuple[views.ParticipantView, ...]) -> views.SessionSummary:
    """Return a session as lists show it."""
    return views.SessionSummary(
        id=row.id,
        serial=row.serial,
        title=row.title,
        cause=row.cause,
        number=row.number,
        state=SessionState(row.state),
        starts_at=row.starts_at,
        minutes=row.minutes,
        mode=SessionMode(row.mode),
        place=row.place,
        revision=row.version,
        mediator=row.mediator_name,
        participants=participants,
    )


def case_summary(
    row: AnyRow,
    handler: HandlerView | None,
    next_session_at: Any,  # noqa: ANN401 - an instant or None
    to_do: tuple[NextClock | None, NextOwed | None],
) -> CaseSummary:
    """Return a case as lists show it; `to_do` is what ends next in it, and what is owed at once."""
    due, owed = to_do
    return CaseSummary(
        serial=row.serial,
        title=row.title,
        cause=row.cause,
        state=CaseState(row.state),
        received_at=row.received_at,
        mediator=row.mediator_name,
        organisation=row.organisation,
        handler=handler,
        source=CaseSource(row.source),
        next_session_at=next_session_at,
        next_due=None if due is None else next_due(due),
        owed=owed,
    )


def next_due(clock: NextClock) -> NextDue:
    """Return the end of a period as lists show it."""
    stopped = clock.state == ClockState.STOPPED.value
    return NextDue(
        key=clock.key,
        rule=clock.rule,
        who=clock.who,
        nominal_on=clock.nominal_on,
        due_on=clock.due_on,
        provisional=clock.is_provisional,
        stopped=stopped,
        article=article(PERIODS[DeadlineRule(clock.rule)].citation, clock.starts_on),
    )


def case_view(
    row: AnyRow,
    account: Account,
    handler: HandlerView | None,
    company: Sequence[Participant],
    sessions: Sequence[views.SessionView],
    timeline: Sequence[TimelineLine],
) -> CaseView:
    """Return the case page; whoever is only asked to mediate reads its course from their letter on (OM-14)."""
    case = rows.case_from(row)
    return CaseView(
        serial=row.serial,
        court_number=row.court_number,
        title=row.title,
        cause=row.cause,
        claim=row.claim,
        state=CaseState(row.state),
        court=row.court,
        organisation=row.organisation,
        mediator=row.mediator_name,
        handler=handler,
        source=CaseSource(row.source),
        stage=CaseStage(row.stage),
        procedure=Procedure(row.procedure) if row.procedure else None,
        mode=CaseMode(row.mode),
        amount=row.amount,
        workers=row.workers,
        received_at=row.received_at,
        parties=tuple(_party_view(person) for person in company),
        sessions=tuple(sessions),
        timeline=_since_letter(timeline) if account.is_only_asked(case) else tuple(timeline),
        may=tuple(right.value for right in account.rights_on(case)),
    )


def _since_letter(timeline: Sequence[TimelineLine]) -> tuple[TimelineLine, ...]:
    """Return the lines, newest first, down to the letter that was sent last."""
    last = next((at for at, line in enumerate(timeline) if line.kind == _LETTER), -1)
    return tuple(timeline[: last + 1])


def _party_view(person: Participant) -> PartyView:
    return PartyView(
        identity=person.identity,
        name=person.name,
        side=person.side,
        role=person.role,
        title=person.title,
        phone=person.masked_phone,
        id_number=person.masked_id_number,
    )


async def timeline(connection: AsyncConnection, case: str) -> list[TimelineLine]:
    """Return what happened to a case, newest first."""
    table = tables.timeline_entry
    statement = select(table).where(table.c.case_id == case).order_by(table.c.at.desc(), table.c.id.desc())
    return [
        TimelineLine(row.at, row.kind, row.actor, row.text, Tone(row.tone))
        for row in await connection.execute(statement)
    ]


async def outcomes(
    connection: AsyncConnection, account: Account, sessions: Sequence[str]
) -> dict[str, views.OutcomeView]:
    """Return what this account reads of the outcomes of these sessions."""
    table = tables.outcome
    statement = select(table, meeting.c.case_id).join(meeting, meeting.c.id == table.c.session)
    found = (await connection.execute(statement.where(table.c.session.in_(sessions)))).all()
    effects = await SqlEndings(connection).effects([CaseId(row.case_id) for row in found]) if found else {}
    return {
        row.session: views.read_by(
            account, row.session, views.outcome_view(rows.outcome_from(row)), effects.get(CaseId(row.case_id))
        )
        for row in found
    }


async def recordings(connection: AsyncConnection, sessions: Sequence[str]) -> dict[str, list[views.RecordingSummary]]:
    """Return the recordings of these sessions, by start."""
    table = tables.recording
    statement = select(table).where(table.c.session.in_(sessions)).order_by(table.c.started_at, table.c.id)
    result: dict[str, list[views.RecordingSummary]] = defaultdict(list)
    for row in await connection.execute(statement):
        result[row.session].append(views.recording_summary(rows.recording_from(row)))
    return result


_REPORTED: Final = (
    "path",
    "transport",
    "sent_height",
    "received_height",
    "frames_per_second",
    "freezes",
    "freeze_ms",
    "concealed",
    "heard_concealed",
    "mic_silent",
    "browser",
    "system",
)


def line_view(row: AnyRow) -> views.LineView:
    """Return half a minute of a person's line; the browser's round trip stands in where the server has none."""
    report: dict[str, Any] = row.report or {}
    return views.LineView(
        identity=row.identity,
        at=row.at,
        level=row.level,
        uplink_loss=row.uplink_loss,
        downlink_loss=row.downlink_loss,
        round_trip_ms=report.get("round_trip_ms") if row.round_trip_ms is None else row.round_trip_ms,
        jitter_ms=row.jitter_ms,
        uplink_bps=row.uplink_bps,
        downlink_bps=row.downlink_bps,
        downlink_jitter_ms=report.get("jitter_ms"),
        **{name: report.get(name) for name in _REPORTED},
    )
