"""Repository: how mediations ended, when agreements took effect, and the applications that followed."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.agreement_effect import AgreedIn, AgreementEffect, Signature
from server.domain.attendance import have_met
from server.domain.authority import AuthorityKind
from server.domain.concurrence import Answer, ConcurrenceForm, Through
from server.domain.contact import ContactChannel
from server.domain.doors import AgreementDoor, Application, DoorState, HandedIn, RulingReceived
from server.domain.ending import (
    Ending,
    FactConfirmation,
    HandOver,
    HandOverItem,
    MaterialClass,
    Receipt,
    Report,
    UndisputedFact,
)
from server.domain.follow_up import FollowUp
from server.domain.ids import AccountId, CaseId, Identity, SessionId
from server.domain.outcome import EndingCode, OutcomeKind
from server.domain.performance import ClauseKind
from server.domain.session import SessionForm
from server.storage import tables
from server.storage.concurrence import add_answers, answers_of
from server.storage.materials import SqlMaterials
from server.storage.performances import performance_values, performances_from
from server.storage.rows import AnyRow, Values, attendance_from
from server.storage.tables import terms as own
from server.storage.writing import add_once, save_version

_AGREEMENTS: Final = (OutcomeKind.SETTLED.value, OutcomeKind.PARTLY_SETTLED.value)


class SqlEndings:
    """Implements `ports.Endings`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, case: CaseId) -> Ending | None:
        """Return the ending."""
        return (await self.endings([case])).get(case)

    async def endings(self, cases: Sequence[CaseId]) -> dict[CaseId, Ending]:
        """Return the endings of these cases."""
        table = own.case_ending
        found = await self._connection.execute(select(table).where(table.c.case_id.in_(cases)))
        return {CaseId(row.case_id): _ending_from(row) for row in found}

    async def add(self, ending: Ending) -> None:
        """Keep it; a case has one."""
        await add_once(self._connection, own.case_ending, {"version": ending.version, **_ending_values(ending)})

    async def save(self, ending: Ending) -> None:
        """Keep a changed ending."""
        table = own.case_ending
        where = table.c.case_id == ending.case
        await save_version(self._connection, table, where, ending.version, _ending_values(ending))

    async def effect(self, case: CaseId) -> AgreementEffect | None:
        """Return when the agreement took effect."""
        return (await self.effects([case])).get(case)

    async def effects(self, cases: Sequence[CaseId]) -> dict[CaseId, AgreementEffect]:
        """Return the effects in these cases."""
        table = own.agreement_effect
        found = await self._connection.execute(select(table).where(table.c.case_id.in_(cases)))
        return {CaseId(row.case_id): _effect_from(row) for row in found}

    async def add_effect(self, effect: AgreementEffect) -> None:
        """Keep it; an agreement takes effect once."""
        await add_once(self._connection, own.agreement_effect, {"version": effect.version, **_effect_values(effect)})

    async def save_effect(self, effect: AgreementEffect) -> None:
        """Keep a changed effect."""
        table = own.agreement_effect
        where = table.c.case_id == effect.case
        await save_version(self._connection, table, where, effect.version, _effect_values(effect))

    async def applications(self, case: CaseId) -> tuple[Application, ...]:
        """Return the applications, oldest first."""
        return tuple((await self.applications_of([case]))[case])

    async def applications_of(self, cases: Sequence[CaseId]) -> dict[CaseId, list[Application]]:
        """Return the applications in these cases, oldest first."""
        table = own.door_application
        statement = select(table).where(table.c.case_id.in_(cases)).order_by(table.c.applied_at, table.c.id)
        found = (await self._connection.execute(statement)).all()
        answers = await answers_of(self._connection, cases) if found else {}
        result: dict[CaseId, list[Application]] = defaultdict(list)
        for row in found:
            application = _application_from(row, answers[f"door:{row.id}"])
            result[CaseId(row.case_id)].append(application)
        return result

    async def add_application(self, application: Application) -> None:
        """Keep a new application."""
        values = {"id": application.id, "version": application.version, **_application_values(application)}
        await self._connection.execute(insert(own.door_application).values(**values))
        await add_answers(self._connection, application.case, f"door:{application.id}", application.answers)

    async def save_application(self, application: Application) -> None:
        """Keep a changed application with its new answers."""
        table = own.door_application
        values = _application_values(application)
        await save_version(self._connection, table, table.c.id == application.id, application.version, values)
        await add_answers(self._connection, application.case, f"door:{application.id}", application.answers)

    async def transferable(self, case: CaseId) -> tuple[HandOverItem, ...]:
        """Return what of the case may leave: transferable materials, and agreements that took effect.

        Terms nobody signed are concessions; they stay with the protected record (在线调解规则 art. 18).
        """
        return await self.leaving(case, await self.effect(case), await self.agreed_in(case))

    async def leaving(
        self, case: CaseId, effect: AgreementEffect | None, agreed_in: Sequence[AgreedIn]
    ) -> tuple[HandOverItem, ...]:
        """Return the same where effect and agreements were read."""
        materials = await SqlMaterials(self._connection).of_case(case)
        signed = effect.sessions if effect else ()
        agreements = tuple(
            HandOverItem("agreement", f"调解协议（第 {one.number} 次调解会议）", one.session)
            for one in agreed_in
            if one.session in signed
        )
        return (*(HandOverItem("material", one.file.name, one.id) for one in materials), *agreements)

    async def agreed_in(self, case: CaseId) -> tuple[AgreedIn, ...]:
        """Return the sessions in which something was agreed, in order."""
        outcome, meeting = tables.outcome, tables.session
        statement = (
            select(meeting, outcome.c.kind, outcome.c.attendance)
            .outerjoin(outcome, outcome.c.session == meeting.c.id)
            .where(meeting.c.case_id == case)
            .order_by(meeting.c.number)
        )
        held = (await self._connection.execute(statement)).all()
        met = [(row.opened_at, row.number) for row in held if row.opened_at is not None and _has_met(row)]
        return tuple(_agreed_in(row, max(met, default=None)) for row in held if row.kind in _AGREEMENTS)


def _has_met(row: AnyRow) -> bool:
    """Tell whether people met in a session that is over; who agrees has met, whoever the room saw."""
    if row.kind is None:
        return False
    return row.kind in _AGREEMENTS or have_met(attendance_from(row.attendance), SessionForm(row.form))


def _agreed_in(row: AnyRow, last_met: tuple[datetime, int] | None) -> AgreedIn:
    """Return what was agreed in a session; a part keeps its way whatever was talked over after it."""
    since, partly = row.opened_at or row.starts_at, row.kind == OutcomeKind.PARTLY_SETTLED.value
    reopened = not partly and last_met is not None and last_met > (row.ended_at or since, row.number)
    return AgreedIn(SessionId(row.id), row.number, partly, since, reopened)


def _ending_from(row: AnyRow) -> Ending:
    return Ending(
        case=CaseId(row.case_id),
        code=EndingCode(row.code),
        reason=row.reason,
        ended_at=row.ended_at,
        ended_by=AccountId(row.ended_by),
        ended_by_name=row.ended_by_name,
        was_returned=row.was_returned,
        report=_report_from(row.report) if row.report else None,
        reported_at=row.reported_at,
        hand_over=_hand_over_from(row.hand_over) if row.hand_over else None,
        receipt=_receipt_from(row.receipt) if row.receipt else None,
        closed_at=row.closed_at,
        version=row.version,
    )


def _ending_values(ending: Ending) -> Values:
    hand_over, receipt = ending.hand_over, ending.receipt
    return {
        "case_id": ending.case,
        "code": ending.code.value,
        "reason": ending.reason,
        "ended_at": ending.ended_at,
        "ended_by": ending.ended_by,
        "ended_by_name": ending.ended_by_name,
        "was_returned": ending.was_returned,
        "report": _report_values(ending.report) if ending.report else None,
        "reported_at": ending.reported_at,
        "hand_over": {**asdict(hand_over), "at": hand_over.at.isoformat()} if hand_over else None,
        "receipt": {**asdict(receipt), "at": receipt.at.isoformat()} if receipt else None,
        "closed_at": ending.closed_at,
    }


def _report_values(report: Report) -> Values:
    undisputed = [
        {
            "text": fact.text,
            "source": fact.source,
            "confirmations": [_confirmation_values(one) for one in fact.confirmations],
        }
        for fact in report.undisputed
    ]
    return {**asdict(report), "undisputed": undisputed}


def _confirmation_values(one: FactConfirmation) -> Values:
    return {
        "identity": one.identity,
        "at": one.at.isoformat() if one.at else None,
        "form": one.form.value if one.form else None,
        "recorded_by": one.recorded_by,
        "through": {
            "agent": one.through.agent,
            "kind": one.through.kind.value,
            "signed_on": one.through.signed_on.isoformat(),
        }
        if one.through
        else None,
    }


def _confirmations_of(fact: Values) -> Sequence[Values]:
    """Return the confirmations of a fact as kept; an older report names no more than who confirmed."""
    if "confirmations" in fact:
        return [*fact["confirmations"]]
    return [{"identity": one, "at": None, "form": None, "recorded_by": ""} for one in fact["confirmed_by"]]


def _confirmation_from(kept: Values) -> FactConfirmation:
    return FactConfirmation(
        Identity(kept["identity"]),
        datetime.fromisoformat(kept["at"]) if kept["at"] else None,
        ConcurrenceForm(kept["form"]) if kept["form"] else None,
        kept["recorded_by"],
        _through_from(kept.get("through")),
    )


def _through_from(kept: Values | None) -> Through | None:
    if kept is None:
        return None
    return Through(Identity(kept["agent"]), AuthorityKind(kept["kind"]), date.fromisoformat(kept["signed_on"]))


def _report_from(kept: Values) -> Report:
    undisputed = tuple(
        UndisputedFact(
            fact["text"],
            tuple(_confirmation_from(one) for one in _confirmations_of(fact)),
            fact.get("source", ""),
        )
        for fact in kept["undisputed"]
    )
    return Report(kept["basic_facts"], kept["why"], kept["costly_conduct"], kept["hints"], undisputed)


def _hand_over_from(kept: Values) -> HandOver:
    items = tuple(_item_from(item) for item in kept["items"])
    return HandOver(items, datetime.fromisoformat(kept["at"]), kept["by"])


def _item_from(kept: Values) -> HandOverItem:
    return HandOverItem(kept["kind"], kept["title"], kept["reference"], MaterialClass(kept["material_class"]))


def _receipt_from(kept: Values) -> Receipt:
    return Receipt(datetime.fromisoformat(kept["at"]), kept["by"], kept["number"])


def _effect_from(row: AnyRow) -> AgreementEffect:
    return AgreementEffect(
        case=CaseId(row.case_id),
        signatures=tuple(_signature_from(one) for one in row.signatures),
        mediator_signed_at=row.mediator_signed_at,
        sealed_at=row.sealed_at,
        clauses=frozenset(ClauseKind(kind) for kind in row.clauses),
        performances=performances_from(row.performances),
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by,
        sessions=tuple(SessionId(one) for one in row.sessions),
        follow_up_on=row.follow_up_on,
        follow_ups=tuple(_follow_up_from(one) for one in row.follow_ups),
        version=row.version,
    )


def _signature_from(kept: dict[str, Any]) -> Signature:
    signer = kept.get("signer")
    return Signature(
        Identity(kept["identity"]),
        datetime.fromisoformat(kept["at"]),
        Identity(signer) if signer else None,
        kept.get("authority"),
        kept.get("online"),
    )


def _effect_values(effect: AgreementEffect) -> Values:
    return {
        "case_id": effect.case,
        "signatures": [{**asdict(one), "at": one.at.isoformat()} for one in effect.signatures],
        "mediator_signed_at": effect.mediator_signed_at,
        "sealed_at": effect.sealed_at,
        "clauses": sorted(kind.value for kind in effect.clauses),
        "performances": [performance_values(one) for one in effect.performances],
        "recorded_at": effect.recorded_at,
        "recorded_by": effect.recorded_by,
        "sessions": list(effect.sessions),
        "follow_up_on": effect.follow_up_on,
        "follow_ups": [
            {**asdict(one), "on": one.on.isoformat(), "at": one.at.isoformat()} for one in effect.follow_ups
        ],
        "followed_up_on": effect.followed_up_on,
    }


def _follow_up_from(kept: Values) -> FollowUp:
    return FollowUp(
        on=date.fromisoformat(kept["on"]),
        channel=ContactChannel(kept["channel"]),
        asked=tuple(Identity(one) for one in kept["asked"]),
        found=kept["found"],
        at=datetime.fromisoformat(kept["at"]),
        by=kept["by"],
    )


def _application_values(application: Application) -> Values:
    return {
        "case_id": application.case,
        "door": application.door.value,
        "applicant": application.applicant,
        "applied_at": application.applied_at,
        "state": application.state.value,
        "sent_at": application.sent_at,
        "ruled_on": application.ruled_on,
        "received": [{"identity": one.identity, "on": one.on.isoformat()} for one in application.received],
        "note": application.note,
        "handed_in_on": application.handed.on if application.handed else None,
        "proof": application.handed.proof if application.handed else None,
    }


def _application_from(row: AnyRow, answers: Sequence[Answer]) -> Application:
    return Application(
        id=row.id,
        case=CaseId(row.case_id),
        door=AgreementDoor(row.door),
        applicant=Identity(row.applicant),
        applied_at=row.applied_at,
        answers=tuple(answers),
        state=DoorState(row.state),
        sent_at=row.sent_at,
        ruled_on=row.ruled_on,
        received=tuple(
            RulingReceived(Identity(one["identity"]), date.fromisoformat(one["on"])) for one in row.received
        ),
        note=row.note,
        handed=HandedIn(row.handed_in_on, row.proof or "") if row.handed_in_on else None,
        version=row.version,
    )
