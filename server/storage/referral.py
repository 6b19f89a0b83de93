"""Repositories of choosing, referring and accepting."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Table, func, insert, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.account import Account
from server.domain.case import Case, CaseState, Source
from server.domain.choice import Choice, ChoiceState, HandedOver, Pick
from server.domain.disclosure import Challenge, ChallengeState, Disclosure, Ground, PartyReply, Reply
from server.domain.errors import StaleVersionError
from server.domain.ids import AccountId, CaseId, EntryId, Identity
from server.domain.panel import ChangeRequest, ChangeState, Seat
from server.domain.party import Role, Side
from server.domain.referral import ChosenBy, DeclineGround, Referral, ReferralState
from server.storage import tables
from server.storage.queries import in_reach
from server.storage.rows import AnyRow, Values, case_from
from server.storage.tables import case_file
from server.storage.tables import referral as own
from server.storage.writing import put, save_version

MOST_WAITING: Final = 200


class SqlChoices:
    """Implements `ports.Choices`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def latest(self, case: CaseId) -> Choice | None:
        """Return the last round of a case."""
        table = own.mediator_choice
        statement = select(table).where(table.c.case_id == case).order_by(table.c.number.desc()).limit(1)
        row = (await self._connection.execute(statement)).first()
        return _choice_from(row) if row else None

    async def open_ones(self) -> Sequence[CaseId]:
        """Return the cases whose parties are choosing now."""
        table = own.mediator_choice
        found = await self._connection.execute(select(table.c.case_id).where(table.c.state == ChoiceState.OPEN.value))
        return tuple(CaseId(case) for case in found.scalars())

    async def add(self, choice: Choice) -> None:
        """Keep a new round."""
        await _add_numbered(self._connection, own.mediator_choice, choice.case, _choice_values(choice))

    async def save(self, choice: Choice) -> None:
        """Keep a changed round."""
        table = own.mediator_choice
        await save_version(self._connection, table, table.c.id == choice.id, choice.version, _choice_values(choice))


class SqlReferrals:
    """Implements `ports.Referrals`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def latest(self, case: CaseId) -> Referral | None:
        """Return the last referral of a case."""
        found = await self.of_case(case)
        return found[0] if found else None

    async def of_case(self, case: CaseId) -> tuple[Referral, ...]:
        """Return the referrals of a case, newest first."""
        table = own.referral
        found = await self._connection.execute(
            select(table).where(table.c.case_id == case).order_by(table.c.number.desc())
        )
        return tuple(referral_from(row) for row in found)

    async def unanswered(self) -> Sequence[CaseId]:
        """Return the cases that wait for the answer to a referral, the oldest letter first."""
        table = own.referral
        statement = (
            select(table.c.case_id)
            .join(case_file, case_file.c.id == table.c.case_id)
            .where(table.c.state == ReferralState.SENT.value)
            .where(case_file.c.state == CaseState.AWAITING_ACCEPTANCE.value)
            .order_by(table.c.sent_at, table.c.case_id)
        )
        return tuple(CaseId(case) for case in (await self._connection.execute(statement)).scalars())

    async def waiting(self, account: Account) -> Sequence[Case]:
        """Return the cases in reach that wait to be referred or answered."""
        states = [CaseState.TO_APPOINT.value, CaseState.AWAITING_ACCEPTANCE.value]
        statement = (
            select(case_file)
            .where(in_reach(account), case_file.c.state.in_(states))
            .order_by(case_file.c.received_at, case_file.c.serial)
            .limit(MOST_WAITING)
        )
        return tuple(case_from(row) for row in await self._connection.execute(statement))

    async def add(self, referral: Referral) -> None:
        """Keep a new referral."""
        await _add_numbered(self._connection, own.referral, referral.case, _referral_values(referral))

    async def save(self, referral: Referral) -> None:
        """Keep a changed referral."""
        table = own.referral
        values = _referral_values(referral)
        await save_version(self._connection, table, table.c.id == referral.id, referral.version, values)


_SIDES = 2
"""Sides of a dispute: a case of the family has a party of each."""


class SqlPanels:
    """Implements `ports.Panels`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def seats(self, case: CaseId) -> tuple[Seat, ...]:
        """Return everyone who ever mediated the case."""
        table = own.panel_seat
        found = await self._connection.execute(
            select(table).where(table.c.case_id == case).order_by(table.c.since, table.c.account)
        )
        return tuple(_seat_from(row) for row in found)

    async def seats_of_family(self, case: CaseId) -> tuple[Seat, ...]:
        """Return everyone who ever mediated the case or one with parties of the same names on both sides."""
        table, mine, theirs = own.panel_seat, tables.participant.alias(), tables.participant.alias()
        alike = (
            select(theirs.c.case_id)
            .join(mine, (mine.c.name == theirs.c.name) & (mine.c.side == theirs.c.side))
            .where(mine.c.case_id == case, mine.c.role == Role.PARTY.value, theirs.c.role == Role.PARTY.value)
            .where(mine.c.side.in_([Side.APPLICANT.value, Side.RESPONDENT.value]))
            .group_by(theirs.c.case_id)
            .having(func.count(mine.c.side.distinct()) == _SIDES)
        )
        found = await self._connection.execute(
            select(table)
            .where(or_(table.c.case_id == case, table.c.case_id.in_(alike)))
            .order_by(table.c.since, table.c.account)
        )
        return tuple(_seat_from(row) for row in found)

    async def put_seat(self, seat: Seat) -> None:
        """Keep a seat, new or changed."""
        await put(self._connection, own.panel_seat, _seat_values(seat))

    async def disclosures(self, case: CaseId) -> tuple[Disclosure, ...]:
        """Return the disclosures of a case, newest first."""
        return tuple([_disclosure_from(row) for row in await self._of(own.disclosure, case, "at")])

    async def add_disclosure(self, disclosure: Disclosure) -> None:
        """Keep a new disclosure."""
        await self._add(own.disclosure, _disclosure_values(disclosure), disclosure.version)

    async def save_disclosure(self, disclosure: Disclosure) -> None:
        """Keep one with more replies."""
        await self._save(own.disclosure, _disclosure_values(disclosure), disclosure.version)

    async def challenges(self, case: CaseId) -> tuple[Challenge, ...]:
        """Return the challenges of a case, newest first."""
        return tuple([_challenge_from(row) for row in await self._of(own.challenge, case, "asked_at")])

    async def add_challenge(self, challenge: Challenge) -> None:
        """Keep a new challenge."""
        await self._add(own.challenge, _challenge_values(challenge), challenge.version)

    async def save_challenge(self, challenge: Challenge) -> None:
        """Keep a decided one."""
        await self._save(own.challenge, _challenge_values(challenge), challenge.version)

    async def changes(self, case: CaseId) -> tuple[ChangeRequest, ...]:
        """Return the requests for another mediator, newest first."""
        return tuple([_change_from(row) for row in await self._of(own.change_request, case, "at")])

    async def add_change(self, change: ChangeRequest) -> None:
        """Keep a new request."""
        await self._add(own.change_request, _change_values(change), change.version)

    async def save_change(self, change: ChangeRequest) -> None:
        """Keep an answered one."""
        await self._save(own.change_request, _change_values(change), change.version)

    async def _of(self, table: Table, case: CaseId, order: str) -> Sequence[AnyRow]:
        statement = select(table).where(table.c.case_id == case).order_by(table.c[order].desc(), table.c.id)
        return (await self._connection.execute(statement)).all()

    async def _add(self, table: Table, values: Values, version: int) -> None:
        await self._connection.execute(insert(table).values(**values, version=version))

    async def _save(self, table: Table, values: Values, version: int) -> None:
        await save_version(self._connection, table, table.c.id == values["id"], version, values)


async def _add_numbered(connection: AsyncConnection, table: Table, case: CaseId, values: Values) -> None:
    """Insert the next of a case: of two writers at once, one gets the number."""
    last = select(func.coalesce(func.max(table.c.number), 0)).where(table.c.case_id == case)
    number = (await connection.execute(last)).scalar_one() + 1
    try:
        await connection.execute(insert(table).values(**values, number=number, version=0))
    except IntegrityError:
        raise StaleVersionError(table=table.name) from None


def _choice_from(row: AnyRow) -> Choice:
    return Choice(
        id=row.id,
        case=CaseId(row.case_id),
        opened_at=row.opened_at,
        asked=tuple(Identity(one) for one in row.asked),
        state=ChoiceState(row.state),
        picks=tuple(_pick_from(one) for one in row.picks),
        handed_at=row.handed_at,
        handed_over=HandedOver(row.handed_over) if row.handed_over else None,
        version=row.version,
    )


def _pick_from(kept: dict[str, str]) -> Pick:
    return Pick(
        Identity(kept["identity"]), EntryId(kept["entry"]), datetime.fromisoformat(kept["at"]), kept["recorded_by"]
    )


def _choice_values(choice: Choice) -> Values:
    return {
        "id": choice.id,
        "case_id": choice.case,
        "opened_at": choice.opened_at,
        "asked": list(choice.asked),
        "state": choice.state.value,
        "picks": [
            {"identity": one.identity, "entry": one.entry, "at": one.at.isoformat(), "recorded_by": one.recorded_by}
            for one in choice.picks
        ],
        "handed_at": choice.handed_at,
        "handed_over": choice.handed_over.value if choice.handed_over else None,
    }


def referral_from(row: AnyRow) -> Referral:
    """Return the referral of a row."""
    return Referral(
        id=row.id,
        case=CaseId(row.case_id),
        source=Source(row.source),
        entry=EntryId(row.entry),
        organisation=row.organisation,
        mediator_entry=EntryId(row.mediator_entry) if row.mediator_entry else None,
        mediator_name=row.mediator_name,
        chosen_by=ChosenBy(row.chosen_by),
        sent_at=row.sent_at,
        sent_by=AccountId(row.sent_by),
        state=ReferralState(row.state),
        answered_at=row.answered_at,
        signed_for_at=row.signed_for_at,
        answered_by=AccountId(row.answered_by) if row.answered_by else None,
        ground=DeclineGround(row.ground) if row.ground else None,
        reason=row.reason,
        version=row.version,
    )


def _referral_values(referral: Referral) -> Values:
    return {
        "id": referral.id,
        "case_id": referral.case,
        "source": referral.source.value,
        "entry": referral.entry,
        "organisation": referral.organisation,
        "mediator_entry": referral.mediator_entry,
        "mediator_name": referral.mediator_name,
        "chosen_by": referral.chosen_by.value,
        "sent_at": referral.sent_at,
        "sent_by": referral.sent_by,
        "state": referral.state.value,
        "answered_at": referral.answered_at,
        "signed_for_at": referral.signed_for_at,
        "answered_by": referral.answered_by,
        "ground": referral.ground.value if referral.ground else None,
        "reason": referral.reason,
    }


def _seat_from(row: AnyRow) -> Seat:
    return Seat(
        case=CaseId(row.case_id),
        account=AccountId(row.account),
        entry=EntryId(row.entry) if row.entry else None,
        name=row.name,
        since=row.since,
        until=row.until,
        presides=row.presides,
    )


def _seat_values(seat: Seat) -> Values:
    return {
        "case_id": seat.case,
        "account": seat.account,
        "entry": seat.entry,
        "name": seat.name,
        "since": seat.since,
        "until": seat.until,
        "presides": seat.presides,
    }


def _disclosure_from(row: AnyRow) -> Disclosure:
    return Disclosure(
        id=row.id,
        case=CaseId(row.case_id),
        mediator=AccountId(row.mediator),
        name=row.name,
        grounds=tuple(Ground(one) for one in row.grounds),
        text=row.text,
        at=row.at,
        asked=tuple(Identity(one) for one in row.asked),
        replies=tuple(
            PartyReply(
                Identity(one["identity"]), Reply(one["reply"]), datetime.fromisoformat(one["at"]), one["recorded_by"]
            )
            for one in row.replies
        ),
        version=row.version,
    )


def _disclosure_values(disclosure: Disclosure) -> Values:
    return {
        "id": disclosure.id,
        "case_id": disclosure.case,
        "mediator": disclosure.mediator,
        "name": disclosure.name,
        "grounds": [ground.value for ground in disclosure.grounds],
        "text": disclosure.text,
        "at": disclosure.at,
        "asked": list(disclosure.asked),
        "replies": [
            {
                "identity": one.identity,
                "reply": one.reply.value,
                "at": one.at.isoformat(),
                "recorded_by": one.recorded_by,
            }
            for one in disclosure.replies
        ],
    }


def _challenge_from(row: AnyRow) -> Challenge:
    return Challenge(
        id=row.id,
        case=CaseId(row.case_id),
        mediator=AccountId(row.mediator),
        asked_by=Identity(row.asked_by),
        ground=Ground(row.ground),
        reason=row.reason,
        asked_at=row.asked_at,
        state=ChallengeState(row.state),
        decision=row.decision,
        decided_by=AccountId(row.decided_by) if row.decided_by else None,
        decided_by_name=row.decided_by_name,
        decided_at=row.decided_at,
        version=row.version,
    )


def _challenge_values(challenge: Challenge) -> Values:
    return {
        "id": challenge.id,
        "case_id": challenge.case,
        "mediator": challenge.mediator,
        "asked_by": challenge.asked_by,
        "ground": challenge.ground.value,
        "reason": challenge.reason,
        "asked_at": challenge.asked_at,
        "state": challenge.state.value,
        "decision": challenge.decision,
        "decided_by": challenge.decided_by,
        "decided_by_name": challenge.decided_by_name,
        "decided_at": challenge.decided_at,
    }


def _change_from(row: AnyRow) -> ChangeRequest:
    return ChangeRequest(
        id=row.id,
        case=CaseId(row.case_id),
        identity=Identity(row.identity),
        reason=row.reason,
        at=row.at,
        state=ChangeState(row.state),
        refuses_to_choose=row.refuses_to_choose,
        answer=row.answer,
        answered_at=row.answered_at,
        version=row.version,
    )


def _change_values(change: ChangeRequest) -> Values:
    return {
        "id": change.id,
        "case_id": change.case,
        "identity": change.identity,
        "reason": change.reason,
        "at": change.at,
        "state": change.state.value,
        "refuses_to_choose": change.refuses_to_choose,
        "answer": change.answer,
        "answered_at": change.answered_at,
    }
