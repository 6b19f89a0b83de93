"""Repositories: the term of a case with its extensions and pauses, and the facts its clocks are worked out from."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.agreement_effect import AgreementEffect
from server.domain.award import Arbitration, Finality, recourse_of
from server.domain.case import Case, CaseState
from server.domain.case_consent import ConsentStep
from server.domain.choice import ChoiceState, HandedOver
from server.domain.clock_facts import (
    AwardFact,
    ChoiceFact,
    EffectFact,
    Facts,
    LimitationFact,
    ReferralFact,
    RespondentFact,
    RulingFact,
)
from server.domain.concurrence import Answer
from server.domain.contact import ContactOutcome
from server.domain.doors import DOORS, AgreementDoor, Application, RulingReceived, is_enforceable
from server.domain.errors import StaleVersionError
from server.domain.ids import CaseId, Identity
from server.domain.limitation import Limitation
from server.domain.outcome import OutcomeKind
from server.domain.party import Capacity, Role, Side
from server.domain.term import (
    LUOYANG,
    Extension,
    Pause,
    Term,
    TermPolicy,
)
from server.storage import rows, tables
from server.storage.awards import received_from
from server.storage.concurrence import add_answers, answers_of
from server.storage.endings import SqlEndings
from server.storage.limitations import SqlLimitations
from server.storage.tables import intake
from server.storage.tables import terms as own
from server.storage.tables.parties import authority, contact, step_answer
from server.storage.tables.referral import mediator_choice, referral
from server.storage.writing import add_once, save_version

_CHUNK: Final = 500
_SETTLED: Final = frozenset(
    {CaseState.AGREED, CaseState.IN_FORCE, CaseState.CONFIRMING, CaseState.PERFORMING, CaseState.FILED}
)


class SqlTerms:
    """Implements `ports.Terms`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, case: CaseId) -> Term | None:
        """Return when the term began."""
        return (await self._terms([case])).get(case)

    async def add(self, term: Term) -> None:
        """Keep the start of a term."""
        values = {
            "case_id": term.case,
            "event": term.event.value,
            "started_at": term.started_at,
            "signed_for_at": term.signed_for_at,
            "former_at": term.former_at,
            "version": term.version,
        }
        await add_once(self._connection, own.case_term, values)

    async def renew(self, term: Term) -> None:
        """Keep a term that began anew."""
        table = own.case_term
        values = {"started_at": term.started_at, "signed_for_at": term.signed_for_at, "former_at": term.former_at}
        await save_version(self._connection, table, table.c.case_id == term.case, term.version, values)

    async def policy(self, court: str | None) -> TermPolicy:
        """Return what the court decided."""
        return (await self._policies()).get(court or "", LUOYANG)

    async def save_policy(self, court: str, seen: TermPolicy, policy: TermPolicy) -> None:
        """Keep what a court decided in place of what was seen."""
        table = own.term_policy
        same = [table.c[name] == value for name, value in rows.policy_values(seen).items()]
        changed = await self._connection.execute(
            update(table).where(table.c.court == court, *same).values(**rows.policy_values(policy))
        )
        if changed.rowcount == 1:
            return
        if seen != LUOYANG:
            raise StaleVersionError(table=table.name)
        await add_once(self._connection, table, {"court": court, **rows.policy_values(policy)})

    async def extensions(self, case: CaseId) -> tuple[Extension, ...]:
        """Return the requests for more time, oldest first."""
        return tuple((await self._extensions([case]))[case])

    async def add_extension(self, extension: Extension) -> None:
        """Keep a new request."""
        values = {"id": extension.id, "version": extension.version, **rows.extension_values(extension)}
        await self._connection.execute(insert(own.term_extension).values(**values))
        await self.add_answers(extension.case, f"extension:{extension.id}", extension.answers)

    async def save_extension(self, extension: Extension) -> None:
        """Keep a changed request with its new answers."""
        table = own.term_extension
        values = rows.extension_values(extension)
        await save_version(self._connection, table, table.c.id == extension.id, extension.version, values)
        await self.add_answers(extension.case, f"extension:{extension.id}", extension.answers)

    async def pauses(self, case: CaseId) -> tuple[Pause, ...]:
        """Return the pauses, oldest first."""
        return tuple((await self._pauses([case]))[case])

    async def add_pause(self, pause: Pause) -> None:
        """Keep a new pause."""
        values = {"id": pause.id, "version": pause.version, **rows.pause_values(pause)}
        await self._connection.execute(insert(own.term_pause).values(**values))

    async def save_pause(self, pause: Pause) -> None:
        """Keep a changed pause."""
        table = own.term_pause
        await save_version(self._connection, table, table.c.id == pause.id, pause.version, rows.pause_values(pause))

    async def add_answers(self, case: CaseId, subject: str, answers: Sequence[Answer]) -> None:
        """Keep what parties said; what is kept already stays."""
        await add_answers(self._connection, case, subject, answers)

    async def facts(self, cases: Sequence[Case]) -> Mapping[CaseId, Facts]:
        """Return what the clocks of these cases are worked out from: a fixed number of statements for 500 of them."""
        policies = await self._policies()
        found: dict[CaseId, Facts] = {}
        for start in range(0, len(cases), _CHUNK):
            found |= await self._facts(cases[start : start + _CHUNK], policies)
        return found

    async def _facts(self, cases: Sequence[Case], policies: Mapping[str, TermPolicy]) -> dict[CaseId, Facts]:
        ids = [case.id for case in cases]
        terms, extensions, pauses = await self._terms(ids), await self._extensions(ids), await self._pauses(ids)
        limitations = await SqlLimitations(self._connection).of_cases(ids)
        claimants = await self._claimants([said for each in limitations.values() for said in each])
        contacted, settled, awards = await self._contacted(ids), await self._settled(ids), await self._awards(ids)
        referrals, choices, asked = await self._referrals(ids), await self._choices(ids), await self._asked(ids)
        endings = SqlEndings(self._connection)
        ended, effects = await endings.endings(ids), await endings.effects(ids)
        applications, partly = await endings.applications_of(ids), await self._partly(ids)
        names = await self._names([one for made in applications.values() for one in made])
        found = {}
        for case in cases:
            effect = effects.get(case.id)
            ending = ended.get(case.id)
            over = ending.ended_at if ending else settled.get(case.id) if case.state in _SETTLED else None
            found[case.id] = Facts(
                case=case,
                policy=policies.get(case.court or "", LUOYANG),
                term=terms.get(case.id),
                extensions=tuple(extensions[case.id]),
                pauses=tuple(pauses[case.id]),
                choice=choices.get(case.id),
                referral=referrals.get(case.id),
                awards=tuple(awards[case.id]),
                limitations=tuple(
                    LimitationFact(said, claimants.get(said.identity or "", ""))
                    for said in limitations.get(case.id, ())
                ),
                arbitration_asked=case.id in asked,
                respondents=contacted.get(case.id, ()),
                ended_at=over,
                was_returned=ending is not None and ending.was_returned,
                effect=_effect_fact(case, effect, applications[case.id], partly, names) if effect else None,
            )
        return found

    async def _policies(self) -> dict[str, TermPolicy]:
        found = await self._connection.execute(select(own.term_policy))
        return {row.court: rows.policy_from(row) for row in found}

    async def _terms(self, cases: Sequence[CaseId]) -> dict[CaseId, Term]:
        found = await self._connection.execute(select(own.case_term).where(own.case_term.c.case_id.in_(cases)))
        return {CaseId(row.case_id): rows.term_from(row) for row in found}

    async def _extensions(self, cases: Sequence[CaseId]) -> dict[CaseId, list[Extension]]:
        table = own.term_extension
        statement = select(table).where(table.c.case_id.in_(cases)).order_by(table.c.requested_at, table.c.id)
        found = (await self._connection.execute(statement)).all()
        answers = await answers_of(self._connection, cases) if found else {}
        result: dict[CaseId, list[Extension]] = defaultdict(list)
        for row in found:
            result[CaseId(row.case_id)].append(rows.extension_from(row, answers[f"extension:{row.id}"]))
        return result

    async def _pauses(self, cases: Sequence[CaseId]) -> dict[CaseId, list[Pause]]:
        table = own.term_pause
        statement = select(table).where(table.c.case_id.in_(cases)).order_by(table.c.started_at, table.c.id)
        result: dict[CaseId, list[Pause]] = defaultdict(list)
        for row in await self._connection.execute(statement):
            result[CaseId(row.case_id)].append(rows.pause_from(row))
        return result

    async def _referrals(self, cases: Sequence[CaseId]) -> dict[CaseId, ReferralFact]:
        """Return the last referral of each case that was to be answered: whoever is named to go on has no such time."""
        table = referral
        statement = select(table).where(table.c.case_id.in_(cases)).order_by(table.c.number)
        found = await self._connection.execute(statement)
        asked = [row for row in found if row.answered_at != row.sent_at]
        return {CaseId(row.case_id): ReferralFact(row.sent_at, row.answered_at) for row in asked}

    async def _choices(self, cases: Sequence[CaseId]) -> dict[CaseId, ChoiceFact]:
        """Return the last round of choosing of each case."""
        table = mediator_choice
        found = await self._connection.execute(select(table).where(table.c.case_id.in_(cases)).order_by(table.c.number))
        one_sided = HandedOver.ONE_SIDED.value
        return {
            CaseId(row.case_id): ChoiceFact(
                ChoiceState(row.state), row.opened_at, row.handed_at, one_sided=row.handed_over == one_sided
            )
            for row in found
        }

    async def _awards(self, cases: Sequence[CaseId]) -> dict[CaseId, list[AwardFact]]:
        """Return when each party received its award, and what it may do against it."""
        award, dates, person = intake.award, intake.award_received, tables.participant
        statement = (
            select(dates, award.c.finality, person.c.name, person.c.side, person.c.added_at)
            .join(award, award.c.case_id == dates.c.case_id)
            .join(person, person.c.identity == dates.c.identity)
            .where(dates.c.case_id.in_(cases))
            .order_by(dates.c.position)
        )
        result: dict[CaseId, list[AwardFact]] = defaultdict(list)
        found = (await self._connection.execute(statement)).all()
        annulled = {row.case_id for row in found if row.annulled_on is not None}
        for row in found:
            finality = Finality(row.finality) if row.finality else None
            one = recourse_of(received_from(row), finality, is_annulled=row.case_id in annulled)
            if one is not None:
                fact = AwardFact(row.identity, row.name, Side(row.side), one.start, one.rule, row.added_at)
                result[CaseId(row.case_id)].append(fact)
        return result

    async def _names(self, applications: Sequence[Application]) -> dict[str, str]:
        """Return the names of those who received a ruling."""
        return await self._named({one.identity for one in _rulings(applications)})

    async def _claimants(self, limitations: Sequence[Limitation]) -> dict[str, str]:
        """Return the name of each whose year is known, under their identity."""
        return await self._named({one.identity for one in limitations if one.identity is not None})

    async def _named(self, identities: Collection[str]) -> dict[str, str]:
        if not identities:
            return {}
        person = tables.participant.c
        statement = select(person.identity, person.name).where(person.identity.in_(identities))
        return {row.identity: row.name for row in await self._connection.execute(statement)}

    async def _asked(self, cases: Sequence[CaseId]) -> set[CaseId]:
        """Return the cases in which arbitration was asked for."""
        award = intake.award.c
        asked = award.arbitration != Arbitration.NONE.value
        found = await self._connection.execute(select(award.case_id).where(award.case_id.in_(cases), asked))
        return {CaseId(row.case_id) for row in found}

    async def _contacted(self, cases: Sequence[CaseId]) -> dict[CaseId, tuple[RespondentFact, ...]]:
        """Return each respondent, and when they were first reached, said whether they mediate, or were given up."""
        person, heard = tables.participant.c, await self._heard(cases)
        statement = (
            select(person.case_id, person.identity, person.name, person.absent_since, person.added_at)
            .where(person.case_id.in_(cases), person.side == Side.RESPONDENT.value, person.role == Role.PARTY.value)
            .where(person.standing != Capacity.THIRD.value)
            .order_by(person.position)
        )
        found: dict[CaseId, list[RespondentFact]] = defaultdict(list)
        for row in await self._connection.execute(statement):
            at = heard.get(row.identity, row.absent_since)
            found[CaseId(row.case_id)].append(RespondentFact(Identity(row.identity), row.name, at, row.added_at))
        return {case: tuple(respondents) for case, respondents in found.items()}

    async def _heard(self, cases: Sequence[CaseId]) -> dict[str, datetime]:
        """Return when each party, or whoever came or acts for it, was first reached or said whether it mediates.

        Under the identity of the party.
        """
        person = tables.participant.c
        party = func.coalesce(person.linked_to, person.identity).label("party")
        tried = (contact, contact.c.outcome == ContactOutcome.REACHED.value)
        said = (step_answer, step_answer.c.step == ConsentStep.ONLINE_MEDIATION.value)
        found: dict[str, datetime] = {}
        for table, counts in (tried, said):
            statement = (
                select(party, func.min(table.c.at).label("at"))
                .join(tables.participant, person.identity == table.c.identity)
                .where(table.c.case_id.in_(cases), person.side == Side.RESPONDENT.value, counts)
                .group_by(party)
            )
            by_authority = (
                select(authority.c.principal.label("party"), func.min(table.c.at).label("at"))
                .join(authority, authority.c.agent == table.c.identity)
                .where(table.c.case_id.in_(cases), authority.c.revoked_at.is_(None), counts)
                .group_by(authority.c.principal)
            )
            for asked in (statement, by_authority):
                for row in await self._connection.execute(asked):
                    found[row.party] = min(row.at, found.get(row.party, row.at))
        return found

    async def _settled(self, cases: Sequence[CaseId]) -> dict[CaseId, datetime]:
        outcome, meeting = tables.outcome, tables.session
        statement = (
            select(meeting.c.case_id, func.max(outcome.c.concluded_at).label("at"))
            .join(meeting, meeting.c.id == outcome.c.session)
            .where(meeting.c.case_id.in_(cases), outcome.c.kind == OutcomeKind.SETTLED.value)
            .group_by(meeting.c.case_id)
        )
        return {CaseId(row.case_id): row.at for row in await self._connection.execute(statement)}

    async def _partly(self, cases: Sequence[CaseId]) -> frozenset[str]:
        """Return the sessions of these cases in which a part was agreed."""
        outcome, meeting = tables.outcome, tables.session
        statement = (
            select(outcome.c.session)
            .join(meeting, meeting.c.id == outcome.c.session)
            .where(meeting.c.case_id.in_(cases), outcome.c.kind == OutcomeKind.PARTLY_SETTLED.value)
        )
        return frozenset((await self._connection.execute(statement)).scalars())


def _rulings(applications: Sequence[Application]) -> tuple[RulingReceived, ...]:
    """Return who received a ruling one may object to; for a 调解书 one signs."""
    confirmed = (one for one in applications if one.door is AgreementDoor.JUDICIAL_CONFIRMATION)
    return tuple(received for made in confirmed for received in made.received)


def _effect_fact(
    case: Case,
    effect: AgreementEffect,
    applications: Sequence[Application],
    partly: frozenset[str],
    names: Mapping[str, str],
) -> EffectFact:
    sent = {one.door: one.handed_in_at for one in applications if one.is_open and one.handed_in_at}
    return EffectFact(
        at=effect.effective_at,
        confirmation_sent_at=sent.get(AgreementDoor.JUDICIAL_CONFIRMATION),
        review_sent_at=sent.get(AgreementDoor.ARBITRATION_REVIEW),
        rulings=tuple(RulingFact(one.identity, names[one.identity], one.on) for one in _rulings(applications)),
        last_performance_on=effect.last_performance_on,
        is_confirmable=AgreementDoor.JUDICIAL_CONFIRMATION in DOORS[case.source, case.stage],
        is_with_others=any(one.closes_others for one in applications),
        leaves_rest=bool(effect.sessions) and partly.issuperset(effect.sessions),
        is_enforceable=is_enforceable(applications),
        bound=frozenset(one.identity for one in effect.signatures),
        performed_on=effect.performed_on,
    )
