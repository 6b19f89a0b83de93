"""Pauses of the term: an appraisal, a suspension on suspicion."""

from dataclasses import dataclass, field
from datetime import datetime

from server.domain.account import Account, Right
from server.domain.case import Case, CaseAction, Stage
from server.domain.errors import ConflictError, ForbiddenError, InvalidError
from server.domain.party import Side
from server.domain.reminder import ReminderKind
from server.domain.term import Pause, PauseKind
from server.domain.timeline import Tone
from server.services import clocks, minutes, party_notices
from server.services.access import case_in_reach
from server.services.clock_views import CaseClocksView
from server.services.ports import Ports, UnitOfWork

_ACTIONS = {PauseKind.APPRAISAL: CaseAction.APPRAISE, PauseKind.SUSPENSION: CaseAction.SUSPEND}
_STARTED = {
    PauseKind.APPRAISAL: ("case.appraisal_started", "开始鉴定，调解期限停止计算"),
    PauseKind.SUSPENSION: ("case.suspended", "中止调解并报告"),
}
_ENDED = {
    PauseKind.APPRAISAL: ("case.appraisal_ended", "鉴定结束，调解期限继续计算"),
    PauseKind.SUSPENSION: ("case.suspension_lifted", "恢复调解"),
}
_BEFORE_FILING = (
    "本案调解中要做鉴定。立案以前，各方可以申请法院委托鉴定（诉前委托鉴定）；鉴定的时间不算在调解期限里，"
    "鉴定意见以后诉讼时可以作为证据。怎么申请请问调解员或者给我们打电话。"
)
"""在线调解规则 art. 26."""
_RESUMERS = (Right.CASE_OVERSEE, Right.CASE_ASSIGN)
"""Court or organisation: not the mediator who suspended (在线调解规则 art. 23)."""


@dataclass(frozen=True, slots=True)
class StartPause:
    """The mediator stops the term, and says why."""

    serial: str
    kind: PauseKind
    reason: str = field(repr=False)


async def start(account: Account, command: StartPause, ports: Ports) -> CaseClocksView:
    """Stop the term. Needs `case.conduct`. A suspension is reported to court and organisation, never to parties.

    Of an appraisal before filing everybody is told, in the same transaction, what 诉前委托鉴定 is (OM-34).

    Raises `InvalidError` (`pause.invalid`) without a reason, `ConflictError` (`term.not_begun`),
    `IllegalTransitionError`.
    """
    now = ports.clock.now()
    if not command.reason.strip():
        raise InvalidError("pause.invalid", reason="required")
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, command.serial, Right.CASE_CONDUCT)
        if await uow.terms.get(case.id) is None:
            raise ConflictError("term.not_begun")
        paused = case.act(_ACTIONS[command.kind])
        await uow.cases.save(paused)
        reason = command.reason.strip()
        await uow.terms.add_pause(Pause(ports.chance.id(), case.id, command.kind, now, account.name, reason))
        kind, sentence = _STARTED[command.kind]
        await minutes.by_staff(uow, account, case, minutes.Note(kind, f"{sentence}：{reason}", Tone.CLOCK), now)
        await _tell_of_appraisal(uow, paused, command.kind, now)
        await clocks.refresh(uow, paused, now)
        await uow.commit()
    return await clocks.view(account, command.serial, ports)


async def _tell_of_appraisal(uow: UnitOfWork, case: Case, kind: PauseKind, now: datetime) -> None:
    """Write to everybody of both sides what an appraisal before filing is; in litigation the court leads it."""
    if kind is not PauseKind.APPRAISAL or case.stage is not Stage.PRE_FILING:
        return
    people = [person for person in await uow.cases.participants(case.id) if person.side is not Side.NEUTRAL]
    told = await party_notices.tell(uow, case, ReminderKind.APPRAISAL, people, _BEFORE_FILING, now)
    note = minutes.Note("case.appraisal_told", f"已告知诉前委托鉴定，发出 {told} 条", Tone.CONSENT)
    await minutes.line(uow, case, "系统", note, now)


async def resume(account: Account, serial: str, note: str, ports: Ports) -> CaseClocksView:
    """Let the term run again. An appraisal ends with `case.conduct`; a suspension only by court or organisation.

    Raises `ForbiddenError` and, when nothing stands still, `ConflictError` (`pause.none`).
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, serial, Right.CASE_READ)
        pause = await _standing(uow, case)
        _require_may_resume(account, pause)
        running = case.act(CaseAction.RESUME)
        await uow.cases.save(running)
        await uow.terms.save_pause(pause.end(account.name, now))
        kind, sentence = _ENDED[pause.kind]
        text = f"{sentence}：{note.strip()}" if note.strip() else sentence
        await minutes.by_staff(uow, account, case, minutes.Note(kind, text, Tone.CLOCK), now)
        await clocks.refresh(uow, running, now)
        await uow.commit()
    return await clocks.view(account, serial, ports)


async def _standing(uow: UnitOfWork, case: Case) -> Pause:
    pause = next((one for one in await uow.terms.pauses(case.id) if one.ended_at is None), None)
    if pause is None:
        raise ConflictError("pause.none")
    return pause


def _require_may_resume(account: Account, pause: Pause) -> None:
    if pause.kind is PauseKind.APPRAISAL:
        if not any(account.has(right) for right in (Right.CASE_CONDUCT, *_RESUMERS)):
            raise ForbiddenError(right=Right.CASE_CONDUCT)
    elif not any(account.has(right) for right in _RESUMERS):
        raise ForbiddenError("pause.not_yours", right=Right.CASE_OVERSEE)
