"""Repositories of retention: policy, holds, certificates, and what people ask about their data."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime, time

from sqlalchemy import ColumnElement, Select, delete, exists, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.beijing import BEIJING
from server.domain.case import CaseState
from server.domain.data_request import DataRequest, DataRequestKind, DataRequestState
from server.domain.ids import AccountId, CaseId, Identity
from server.domain.recording import RecordingState
from server.domain.retention import DeletionCause, DeletionCertificate, Gone, Kept, LegalHold, RetentionPolicy
from server.domain.shortening import Shortening, ShorteningState
from server.storage import erasing, tables
from server.storage.rows import AnyRow
from server.storage.tables import keeping as own
from server.storage.tables.intake import protected_material
from server.storage.tables.terms import case_ending
from server.storage.writing import Values, add_once, save_version


class SqlRetention:
    """Implements `ports.keeping.Retention`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def policy(self, court: str) -> RetentionPolicy | None:
        """Return what the court decided last."""
        table = own.retention_policy
        wanted = select(table).where(table.c.court == court).order_by(table.c.version.desc()).limit(1)
        row = (await self._connection.execute(wanted)).first()
        return RetentionPolicy(**row._mapping) if row else None  # noqa: SLF001 - the public name of a row's columns

    async def enter(self, policy: RetentionPolicy) -> None:
        """Keep a new version; two writers of one version conflict."""
        await add_once(self._connection, own.retention_policy, asdict(policy))

    async def shortening(self, court: str) -> Shortening | None:
        """Return the shortening of the court that waits for a second person."""
        table = own.shortening
        wanted = select(table).where(table.c.court == court, table.c.state == ShorteningState.ASKED.value)
        row = (await self._connection.execute(wanted)).first()
        return _shortening(row) if row else None

    async def add_shortening(self, shortening: Shortening) -> None:
        """Keep a new one."""
        wanted = shortening.wanted
        values = {
            "id": shortening.id,
            "court": wanted.court,
            "policy": wanted.version,
            "case_file": wanted.case_file,
            "recording": wanted.recording,
            "protected": wanted.protected,
            "reason": wanted.reason,
            "asked_by": shortening.asked_by,
            "asked_by_name": shortening.asked_by_name,
            "asked_at": shortening.asked_at,
            **_shortening_values(shortening),
        }
        await add_once(self._connection, own.shortening, {**values, "version": shortening.version})

    async def save_shortening(self, shortening: Shortening) -> None:
        """Keep an answered one."""
        table, values = own.shortening, _shortening_values(shortening)
        await save_version(self._connection, table, table.c.id == shortening.id, shortening.version, values)

    async def reached(self, kept: Kept, court: str, before: date, most: int) -> tuple[int, tuple[str, ...]]:
        """Return how many cases are due, and the serials of those filed first."""
        table = tables.case_file
        found = _due(kept, court, before)
        count: int = (await self._connection.execute(select(func.count()).select_from(found.subquery()))).scalar_one()
        first = found.with_only_columns(table.c.serial).order_by(case_ending.c.closed_at, table.c.id).limit(most)
        return count, tuple((await self._connection.execute(first)).scalars())

    async def hold(self, hold: str) -> LegalHold | None:
        """Return the hold."""
        found = await self._holds(own.legal_hold.c.id == hold)
        return found[0] if found else None

    async def holds(self, case: CaseId) -> tuple[LegalHold, ...]:
        """Return every hold of a case, oldest first."""
        return await self._holds(own.legal_hold.c.case_id == case)

    async def add_hold(self, hold: LegalHold) -> None:
        """Keep a new hold."""
        values = {"id": hold.id, "case_id": hold.case, "placed_by": hold.placed_by, **_hold_values(hold)}
        await self._connection.execute(insert(own.legal_hold).values(**values, version=hold.version))

    async def save_hold(self, hold: LegalHold) -> None:
        """Keep a changed hold."""
        table = own.legal_hold
        await save_version(self._connection, table, table.c.id == hold.id, hold.version, _hold_values(hold))

    async def filed_at(self, case: CaseId) -> datetime | None:
        """Return when the case was filed."""
        wanted = select(case_ending.c.closed_at).where(case_ending.c.case_id == case)
        at: datetime | None = (await self._connection.execute(wanted)).scalar()
        return at

    async def courts(self) -> tuple[str, ...]:
        """Return the courts of filed cases."""
        table = tables.case_file
        wanted = select(func.coalesce(table.c.court, "")).where(table.c.state == CaseState.FILED.value).distinct()
        return tuple(sorted((await self._connection.execute(wanted)).scalars()))

    async def due(self, kept: Kept, court: str, before: date, most: int) -> tuple[CaseId, ...]:
        """Return cases of the court filed before this day, without a standing hold, that still have such things."""
        table = tables.case_file
        statement = _due(kept, court, before).order_by(case_ending.c.closed_at, table.c.id).limit(most)
        return tuple(CaseId(row.id) for row in await self._connection.execute(statement))

    async def held(self, court: str) -> int:
        """Return how many cases of the court a hold stands on."""
        table, case = own.legal_hold, tables.case_file
        joined = table.join(case, case.c.id == table.c.case_id)
        counted = select(func.count(table.c.case_id.distinct())).select_from(joined)
        counted = counted.where(table.c.lifted_at.is_(None), _of_court(court))
        number: int = (await self._connection.execute(counted)).scalar_one()
        return number

    async def forget_protected(self, case: CaseId) -> None:
        """Delete the rows of the protected materials of a case."""
        await self._connection.execute(delete(protected_material).where(protected_material.c.case_id == case))

    async def forget_case(self, case: CaseId) -> None:
        """Delete every row of a case."""
        await erasing.erase(self._connection, case)

    async def add_certificate(self, certificate: DeletionCertificate) -> None:
        """Keep a new certificate."""
        values = {**asdict(certificate), "kept": certificate.kept.value, "cause": certificate.cause.value}
        await self._connection.execute(insert(own.deletion_certificate).values(**values))

    async def finish(self, certificate: str, at: datetime) -> None:
        """Note that the bytes are gone too; the first time stands."""
        table = own.deletion_certificate
        where = (table.c.id == certificate) & table.c.finished_at.is_(None)
        await self._connection.execute(update(table).where(where).values(finished_at=at))

    async def certificates(self, courts: Sequence[str], most: int) -> tuple[DeletionCertificate, ...]:
        """Return the newest certificates of cases of these courts."""
        table = own.deletion_certificate
        wanted = select(table).where(table.c.court.in_(courts)).order_by(table.c.at.desc(), table.c.id).limit(most)
        return tuple(_certificate(row) for row in await self._connection.execute(wanted))

    async def unfinished(self, most: int) -> tuple[DeletionCertificate, ...]:
        """Return certificates whose bytes are not known to be gone, oldest first."""
        table = own.deletion_certificate
        wanted = select(table).where(table.c.finished_at.is_(None)).order_by(table.c.at, table.c.id).limit(most)
        return tuple(_certificate(row) for row in await self._connection.execute(wanted))

    async def _holds(self, where: ColumnElement[bool]) -> tuple[LegalHold, ...]:
        table = own.legal_hold
        wanted = select(table).where(where).order_by(table.c.placed_at, table.c.id)
        return tuple(_hold(row) for row in await self._connection.execute(wanted))


class SqlDataRequests:
    """Implements `ports.keeping.DataRequests`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, request: str) -> DataRequest | None:
        """Return the request."""
        table = own.data_request
        row = (await self._connection.execute(select(table).where(table.c.id == request))).first()
        return _request(row) if row else None

    async def of_case(self, case: CaseId) -> tuple[DataRequest, ...]:
        """Return the requests of a case, newest first."""
        table = own.data_request
        wanted = select(table).where(table.c.case_id == case).order_by(table.c.asked_at.desc(), table.c.id)
        return tuple(_request(row) for row in await self._connection.execute(wanted))

    async def add(self, request: DataRequest) -> None:
        """Keep a new request."""
        values = {
            "id": request.id,
            "case_id": request.case,
            "identity": request.identity,
            "kind": request.kind.value,
            "text": request.text,
            "asked_at": request.asked_at,
            **_answer_values(request),
        }
        await self._connection.execute(insert(own.data_request).values(**values, version=request.version))

    async def save(self, request: DataRequest) -> None:
        """Keep an answered request."""
        table = own.data_request
        await save_version(self._connection, table, table.c.id == request.id, request.version, _answer_values(request))


def _has_recordings() -> ColumnElement[bool]:
    recording, session = tables.recording, tables.session
    return exists().where(
        session.c.case_id == tables.case_file.c.id,
        recording.c.session == session.c.id,
        recording.c.state != RecordingState.ERASED.value,
    )


_HAS: dict[Kept, tuple[ColumnElement[bool], ...]] = {
    Kept.CASE_FILE: (),
    Kept.RECORDING: (_has_recordings(),),
    Kept.PROTECTED: (exists().where(protected_material.c.case_id == tables.case_file.c.id),),
}


def _of_court(court: str) -> ColumnElement[bool]:
    column = tables.case_file.c.court
    return column == court if court else column.is_(None)


def _due(kept: Kept, court: str, before: date) -> Select[str]:
    """Return the cases of the court filed before this day, without a standing hold, that still have such things."""
    table = tables.case_file
    return (
        select(table.c.id)
        .join(case_ending, case_ending.c.case_id == table.c.id)
        .where(
            table.c.state == CaseState.FILED.value,
            _of_court(court),
            case_ending.c.closed_at < datetime.combine(before, time(), BEIJING),
            ~exists().where(own.legal_hold.c.case_id == table.c.id, own.legal_hold.c.lifted_at.is_(None)),
            *_HAS[kept],
        )
    )


def _shortening_values(shortening: Shortening) -> Values:
    return {
        "state": shortening.state.value,
        "answered_by_name": shortening.answered_by_name,
        "answered_at": shortening.answered_at,
    }


def _shortening(row: AnyRow) -> Shortening:
    months = {"case_file": row.case_file, "recording": row.recording, "protected": row.protected}
    return Shortening(
        id=row.id,
        wanted=RetentionPolicy(**months, reason=row.reason, version=row.policy, court=row.court),
        asked_by=AccountId(row.asked_by),
        asked_by_name=row.asked_by_name,
        asked_at=row.asked_at,
        state=ShorteningState(row.state),
        answered_by_name=row.answered_by_name,
        answered_at=row.answered_at,
        version=row.version,
    )


def _hold_values(hold: LegalHold) -> Values:
    return {
        "reason": hold.reason,
        "placed_by_name": hold.placed_by_name,
        "placed_at": hold.placed_at,
        "lifted_by_name": hold.lifted_by_name,
        "lifted_at": hold.lifted_at,
    }


def _hold(row: AnyRow) -> LegalHold:
    return LegalHold(
        id=row.id,
        case=CaseId(row.case_id),
        reason=row.reason,
        placed_by=AccountId(row.placed_by),
        placed_by_name=row.placed_by_name,
        placed_at=row.placed_at,
        lifted_by_name=row.lifted_by_name,
        lifted_at=row.lifted_at,
        version=row.version,
    )


def _certificate(row: AnyRow) -> DeletionCertificate:
    return DeletionCertificate(
        id=row.id,
        serial=row.serial,
        kept=Kept(row.kept),
        filed_at=row.filed_at,
        last_day=row.last_day,
        months=row.months,
        policy=row.policy,
        at=row.at,
        gone=tuple(Gone(**one) for one in row.gone),
        finished_at=row.finished_at,
        court=row.court,
        cause=DeletionCause(row.cause),
    )


def _answer_values(request: DataRequest) -> Values:
    return {
        "state": request.state.value,
        "answer": request.answer,
        "answered_by": request.answered_by,
        "answered_by_name": request.answered_by_name,
        "answered_at": request.answered_at,
    }


def _request(row: AnyRow) -> DataRequest:
    return DataRequest(
        id=row.id,
        case=CaseId(row.case_id),
        identity=Identity(row.identity),
        kind=DataRequestKind(row.kind),
        text=row.text,
        asked_at=row.asked_at,
        state=DataRequestState(row.state),
        answer=row.answer,
        answered_by=AccountId(row.answered_by) if row.answered_by else None,
        answered_by_name=row.answered_by_name,
        answered_at=row.answered_at,
        version=row.version,
    )
