"""Pauses of the term: an appraisal, a suspension on suspicion."""

from dataclasses import dataclass, field
from datetime import datetime

from server.domain import standstill
from server.domain.account import Account, Right
from server.domain.case import Case, CaseAction, CaseStage
from server.domain.errors import ConflictError, ForbiddenError, InvalidError
from server.domain.party import Side
from server.domain.reminder import Prompt, ReminderKind
from server.domain.session import SessionState
from server.domain.term import Pause, PauseKind
from server.domain.timeline import Tone
from server.services import clocks, minutes, party_notices, suspension_notices
from server.services.access import case_in_reach
from server.services.clock_views import CaseClocksView
from server.services.party_notices import Message
from server.services.ports import Ports, UnitOfWork
from server.services.schedule import still_scheduled
from server.services.session_notices import when

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
_TO_MOVE = "{serial} 案件恢复办理。第 {number} 次会议原定{when}，已通知各方暂不召开，请改期或者取消"
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
        policy = await uow.terms.policy(case.court)
        counted = command.kind is PauseKind.SUSPENSION and policy.counts_suspension
        pause = Pause(
            ports.chance.id(),
            case.id,
            command.kind,
            now,
            account.name,
            reason,
            before=case.state,
            is_counted=counted,
        )
        await uow.terms.add_pause(pause)
        kind, sentence = _STARTED[command.kind]
        await minutes.by_staff(uow, account, case, minutes.Note(kind, f"{sentence}：{reason}", Tone.CLOCK), now)
        await _tell(uow, paused, pause)
        await clocks.refresh(uow, paused, now)
        await uow.commit()
    return await clocks.view(account, command.serial, ports)


async def _tell(uow: UnitOfWork, case: Case, pause: Pause) -> None:
    """Tell whoever is to hear of a pause; of an appraisal in litigation, which the court leads, nobody."""
    if pause.kind is PauseKind.SUSPENSION:
        await suspension_notices.report(uow, case, pause)
    elif case.stage is CaseStage.PRE_FILING:
        await _tell_of_appraisal(uow, case, pause.started_at)


async def _tell_of_appraisal(uow: UnitOfWork, case: Case, now: datetime) -> None:
    """Write to everybody of both sides what an appraisal before filing is."""
    people = [person for person in await uow.cases.participants(case.id) if person.side is not Side.NEUTRAL]
    told = await party_notices.tell(uow, case, people, Message(ReminderKind.APPRAISAL, _BEFORE_FILING), now)
    note = minutes.Note("case.appraisal_told", f"已告知诉前委托鉴定，发出 {told} 条", Tone.CONSENT)
    await minutes.line(uow, case, "系统", note, now)


async def resume(account: Account, serial: str, note: str, ports: Ports) -> CaseClocksView:
    """Let the term run again, the case where it stood; not scheduled any more if its session was called off meanwhile.

    An appraisal ends with `case.conduct`; a suspension only by court or organisation.
    Raises `ForbiddenError` and, when nothing stands still, `ConflictError` (`pause.none`).
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, serial, Right.CASE_READ)
        pause = await _standing(uow, case)
        _require_may_resume(account, pause)
        running = still_scheduled(case.act(pause.resumes), await uow.sessions.of_case(case.id))
        await uow.cases.save(running)
        await uow.terms.save_pause(pause.end(account.name, now))
        kind, sentence = _ENDED[pause.kind]
        text = f"{sentence}：{note.strip()}" if note.strip() else sentence
        await minutes.by_staff(uow, account, case, minutes.Note(kind, text, Tone.CLOCK), now)
        await _have_moved(uow, running, now)
        await clocks.refresh(uow, running, now)
        await uow.commit()
    return await clocks.view(account, serial, ports)


async def _have_moved(uow: UnitOfWork, case: Case, now: datetime) -> None:
    """Put behind the mediator's bell what was put off and comes too soon, or is past: it needs another time."""
    for session in await uow.sessions.of_case(case.id):
        if session.state is not SessionState.SCHEDULED or not standstill.is_to_move(session.starts_at, now):
            continue
        told = await uow.prompts.told_of(session.id, session.starts_at)
        if any(one.put_off for one in told.values()):
            kind = ReminderKind.SESSION_TO_MOVE
            text = _TO_MOVE.format(serial=case.serial, number=session.number, when=when(session))
            key = f"{kind}:{session.id}:{now.isoformat()}:{session.mediator}"
            await uow.prompts.add(Prompt(key, case.id, kind, None, session.mediator, text, now))


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
