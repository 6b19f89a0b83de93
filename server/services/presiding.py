"""Preside: a judge mediates what came to mediation at the court itself, once every party agreed (OM-01, OM-32).

在线调解规则 arts. 1, 3, 24(2). Whoever mediates sees what is protected, which whoever judges does not: a judge who
mediates signs in as a mediator of the court, not as a judge.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from server.domain.account import Account, Right
from server.domain.case import Case, CaseAction, CaseSource, CaseState
from server.domain.case_consent import ConsentStep
from server.domain.concurrence import mediating, require_all
from server.domain.errors import ConflictError, InvalidError
from server.domain.term import StartEvent
from server.domain.timeline import Tone
from server.services import clocks, minutes, panels, progress_notices, steps, terms
from server.services.access import case_in_reach
from server.services.explanations import require_explained
from server.services.panels import Said
from server.services.ports import Ports, UnitOfWork


@dataclass(frozen=True, slots=True)
class Preside:
    """Which judge presides, and what they disclose."""

    serial: str
    judge: str
    """Account."""
    said: Said


async def preside(account: Account, command: Preside, ports: Ports) -> None:
    """Let a judge preside; the term runs from the last party's consent (art. 24(2)). Needs `case.refer`.

    Also where the judge before stepped down: the term that runs goes on.

    Raises `ConflictError` (`presiding.not_now`; `presiding.consent_missing` naming who did not agree;
    `award.explanation_owed`; `panel.seated`), `InvalidError` (`presiding.judge`).
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, command.serial, Right.CASE_REFER)
        if not may_begin(case):
            raise ConflictError("presiding.not_now", state=case.state)
        await require_explained(uow, case)
        asked = mediating(await uow.cases.participants(case.id))
        agreed = await steps.of_parties(uow, case, ConsentStep.ONLINE_MEDIATION, now)
        require_all("presiding.consent_missing", asked, agreed)
        judge = next((one for one in await judges(uow, case) if one.id == command.judge), None)
        if judge is None:
            raise InvalidError("presiding.judge", judge="unknown")
        led = _accepted(case).given_to(None, judge.id)
        await uow.cases.save(led)
        await panels.seat_judge(uow, led, judge, now)
        await panels.disclose_by(uow, ports, led, judge, command.said, now)
        text = f"由审判人员{judge.name}主持调解，各方均已同意"
        await minutes.by_staff(uow, account, led, minutes.Note("presiding.begun", text, Tone.CLOCK), now)
        await progress_notices.accepted(uow, led, judge.name, now)
        await terms.begin(uow, led, StartEvent.ALL_CONSENTED, max(one.at for one in agreed))
        await clocks.refresh(uow, led, now)
        await uow.commit()


async def judges(uow: UnitOfWork, case: Case) -> Sequence[Account]:
    """Return who of the case's court may preside; nobody for a case of another source."""
    if case.source is not CaseSource.JUDGE or case.court is None:
        return ()
    return await uow.accounts.mediators_of(case.court)


def may_begin(case: Case) -> bool:
    """Tell whether a judge may begin to preside now: the case waits for one, at first or again."""
    if case.source is not CaseSource.JUDGE:
        return False
    return case.state is CaseState.TO_APPOINT or (case.mediator is None and case.goes_on)


def _accepted(case: Case) -> Case:
    return case.act(CaseAction.REFER).act(CaseAction.ACCEPT) if case.state is CaseState.TO_APPOINT else case
