"""Consents to the steps of a case: recorded, taken back, decided on when that comes late (OM-03, OL-01, OL-02)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from server.domain.account import Account, Right
from server.domain.beijing import beijing_day
from server.domain.case import Case
from server.domain.case_consent import (
    STEPS_WORDING,
    ConsentChannel,
    ConsentStep,
    StepAnswer,
    Withdrawal,
    WithdrawalAction,
    as_answers,
    needs_decision,
)
from server.domain.case_file import Leaf, require_open
from server.domain.concurrence import Answer, parties
from server.domain.errors import InvalidError, NotFoundError
from server.domain.ids import Identity
from server.domain.interpreting import require_papers
from server.domain.party import Participant
from server.domain.reminder import Prompt, ReminderKind
from server.domain.speaking import for_parties
from server.domain.timeline import Tone
from server.services import absences, clocks, minutes
from server.services.access import case_in_reach, is_under_way, person_of, require_guardians
from server.services.parties import people
from server.services.ports import Ports, UnitOfWork
from server.services.ports.parties import CasePeopleView
from server.services.words import framed

STEP_WORDS: Final = {
    ConsentStep.ONLINE_MEDIATION: "在线调解",
    ConsentStep.SEPARATE_SESSIONS: "分别召开、单独沟通",
    ConsentStep.EVIDENCE_EXCHANGE: "在线交换证据",
    ConsentStep.E_SERVICE: "电子送达",
    ConsentStep.E_SIGNATURE: "电子签名",
    ConsentStep.CONFIRMATION: "在线申请司法确认",
}
AFTERWARDS: Final = {
    ConsentStep.ONLINE_MEDIATION: "在线会议不能让其进入，请改到现场或者另行商量",
    ConsentStep.SEPARATE_SESSIONS: "已约的分别会议不能再这样开",
    ConsentStep.EVIDENCE_EXCHANGE: "之后的证据请在线下交换",
    ConsentStep.E_SERVICE: "之后的文书请用其他方式送达",
    ConsentStep.E_SIGNATURE: "之后请到现场或者在纸上签名",
    ConsentStep.CONFIRMATION: "不能再代其在线申请司法确认",
}
"""What a consent that was taken back changes from then on; what was done before stands (OL-02)."""
BINDING: Final = frozenset({ConsentStep.E_SIGNATURE, ConsentStep.CONFIRMATION})
"""Steps by which a worker is bound: a guardian takes them with proof of relation and capacity only."""
CHANNEL_WORDS: Final = {
    ConsentChannel.ORAL: "口头",
    ConsentChannel.WRITTEN: "书面",
    ConsentChannel.ONLINE: "在线",
}


@dataclass(frozen=True, slots=True)
class RecordStep:
    """What a person answered to one step, as staff heard or read it."""

    serial: str
    identity: str
    step: ConsentStep
    answer: bool
    channel: ConsentChannel
    wording: str = STEPS_WORDING
    reason: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """What a person answered to one step themselves, on their own device."""

    step: ConsentStep
    answer: bool
    wording: str
    origin: str = field(repr=False)
    """Address and kind of browser."""
    reason: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Decide:
    """What is decided on a late withdrawal, and why."""

    serial: str
    withdrawal: str
    action: WithdrawalAction
    why: str = field(repr=False)


async def record(account: Account, command: RecordStep, ports: Ports) -> CasePeopleView:
    """Keep one answer; the others stay as they are. Needs `case.conduct` or `case.receive`.

    Taking back a yes by which a session is held, less than `ports.withdrawal_notice` before one, is kept as a request:
    the session stands until somebody decides. Raises `InvalidError` (`consent.channel` for online,
    `consent.reason_needed`), `ConflictError` (`consent.outdated_wording`).
    """
    if command.channel is ConsentChannel.ONLINE:
        raise InvalidError("consent.channel", channel="only_by_the_person")
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, command.serial, _right(account))
        person = await person_of(uow, case, command.identity)
        answer = StepAnswer(command.answer, command.wording, now, command.channel, account.id, reason=command.reason)
        if await take(uow, ports, case, person, command.step, answer):
            facts = {"identity": person.identity, "step": command.step.value, "answer": _yes(answer.answer)}
            await minutes.act_of_staff(uow, account, "step.answered", f"case:{case.id}", now, **facts)
            await uow.commit()
    return await people(account, command.serial, ports)


async def take_own(
    uow: UnitOfWork, ports: Ports, case: Case, person: Participant, command: OwnAnswer, now: datetime
) -> bool:
    """Keep what the person answered themselves. As `take`."""
    answer = StepAnswer(
        answer=command.answer,
        wording=command.wording,
        at=now,
        channel=ConsentChannel.ONLINE,
        recorded_by=f"party:{person.identity}",
        origin=command.origin,
        reason=command.reason,
    )
    return await take(uow, ports, case, person, command.step, answer)


async def take(
    uow: UnitOfWork, ports: Ports, case: Case, person: Participant, step: ConsentStep, answer: StepAnswer
) -> bool:
    """Keep an answer, or a late withdrawal as a request; return False when nothing changed.

    Raises as `StepConsent.respond`, `ConflictError` (`file.closed`) for a yes in a filed case,
    `ConflictError` (`interpreter.no_papers`) for an interpreter, whom nobody asks,
    and `ConflictError` (`authority.papers_missing`) for a yes to a `BINDING` step of a
    worker, or of the guardian, before the papers of guardianship are there.
    """
    require_papers(person)
    kept = await uow.steps.get(case.id, person.identity, step)
    changed = kept.respond(answer)
    if changed is kept:
        return False
    if answer.answer:
        require_open(case, Leaf.CONSENT)
    if answer.answer and step in BINDING:
        await require_guardians(uow, case, [person.identity], answer.at)
    takes_back = kept.stands() is True and not answer.answer
    if takes_back and any(asked.step is step for asked in await uow.steps.waiting(case.id, person.identity)):
        return False
    request = ports.chance.id()
    next_at = await _next_session(uow, case, answer.at)
    if takes_back and needs_decision(step, next_at, answer.at, ports.withdrawal_notice):
        asked = Withdrawal(request, case.id, person.identity, step, answer.reason, answer.at)
        await uow.steps.add_withdrawal(asked)
        text = f"{minutes.about(person)}要求撤回同意：{STEP_WORDS[step]}，待决定"
        await minutes.line(uow, case, person.name, minutes.Note("step.withdrawal_asked", text, Tone.WAITING), answer.at)
        await _tell_desk(uow, case, text, f"{request}:asked", answer.at)
        return True
    await uow.steps.save(changed)
    if step is ConsentStep.ONLINE_MEDIATION:
        if answer.answer:
            await absences.come_back(uow, person)
        # Whoever answers was reached: the days of asking are over (在线调解规则 art. 15).
        await clocks.refresh(uow, case, answer.at)
    verb, channel = _verb(answer, takes_back=takes_back), CHANNEL_WORDS[answer.channel]
    text = f"{minutes.about(person)}{verb}{STEP_WORDS[step]}（{channel}）"
    tone = Tone.CONSENT if answer.answer else Tone.PLAIN
    await minutes.line(uow, case, person.name, minutes.Note("step.answered", text, tone), answer.at)
    if takes_back:
        await _tell_desk(uow, case, f"{text}。{AFTERWARDS[step]}", f"{request}:taken_back", answer.at)
    return True


async def decide(account: Account, command: Decide, ports: Ports) -> CasePeopleView:
    """Grant or refuse a late withdrawal; whoever asked reads why. Needs `case.conduct` or `case.oversee`.

    Raises `NotFoundError`, `IllegalTransitionError` when it is decided already.
    """
    now = ports.clock.now()
    right = Right.CASE_CONDUCT if account.has(Right.CASE_CONDUCT) else Right.CASE_OVERSEE
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, command.serial, right)
        asked = await uow.steps.withdrawal(command.withdrawal)
        if asked is None or asked.case != case.id:
            raise NotFoundError("withdrawal.unknown")
        person = await person_of(uow, case, asked.identity)
        await uow.steps.save_withdrawal(asked.decide(command.action, account.id, command.why, now))
        granted = command.action is WithdrawalAction.GRANT
        if granted:
            await _take_back(uow, case, asked, account, now)
            text = f"准许{minutes.about(person)}撤回同意：{STEP_WORDS[asked.step]}。{AFTERWARDS[asked.step]}"
            await _tell_desk(uow, case, text, f"{asked.id}:granted", now)
        verb = "准许" if granted else "不准许"
        text = f"{verb}{minutes.about(person)}撤回同意：{STEP_WORDS[asked.step]}"
        await minutes.line(uow, case, account.name, minutes.Note("step.withdrawal_decided", text, Tone.CONSENT), now)
        await _tell_person(uow, case, asked, command, account, now)
        facts = {"withdrawal": asked.id, "action": command.action.value}
        await minutes.act_of_staff(uow, account, "step.withdrawal_decided", f"case:{case.id}", now, **facts)
        await uow.commit()
    return await people(account, command.serial, ports)


async def answers(uow: UnitOfWork, case: Case, step: ConsentStep) -> tuple[Answer, ...]:
    """Return what stands in one column of the matrix of a case."""
    return as_answers((await uow.steps.of_step(case.id, step)).values())


async def of_parties(
    uow: UnitOfWork, case: Case, step: ConsentStep, now: datetime, said: Sequence[Answer] = ()
) -> tuple[Answer, ...]:
    """Return what each party of a case says to a step, themselves or through whoever acts for them.

    `said` was answered elsewhere to the same: the latest of each person counts.
    """
    asked = parties(await uow.cases.participants(case.id))
    authorities = await uow.authorities.of_case(case.id)
    given = (*await answers(uow, case, step), *said)
    return for_parties(asked, given, authorities, beijing_day(now))


async def _tell_desk(uow: UnitOfWork, case: Case, text: str, which: str, now: datetime) -> None:
    """Tell whoever mediates, or else whoever runs the case: what was planned on a consent may not be held any more."""
    kind = ReminderKind.CONSENT_WITHDRAWN
    mediating = (case.mediator, *case.co_mediators) if case.mediator else await uow.accounts.desk_of(case)
    for account in mediating:
        key = f"{kind}:{case.id}:{which}:{account}"
        await uow.prompts.add(Prompt(key, case.id, kind, None, account, f"{case.serial} {text}", now))


async def _tell_person(
    uow: UnitOfWork, case: Case, asked: Withdrawal, command: Decide, account: Account, now: datetime
) -> None:
    """Tell whoever asked what was decided, and why: until they read it they do not know what holds."""
    how = "已经准许" if command.action is WithdrawalAction.GRANT else "没有准许，原来的同意仍然有效"
    what = f"您要求撤回的同意“{STEP_WORDS[asked.step]}”，{how}。理由：{command.why.strip().rstrip('。')}。"
    text = framed(case.court or "", case.organisation or "", account.name, what, case.serial)
    kind = ReminderKind.CONSENT_DECIDED
    await uow.prompts.add(Prompt(f"{kind}:{asked.id}", case.id, kind, asked.identity, None, text, now))


async def _take_back(uow: UnitOfWork, case: Case, asked: Withdrawal, account: Account, now: datetime) -> None:
    kept = await uow.steps.get(case.id, Identity(asked.identity), asked.step)
    channel = kept.standing.channel if kept.standing else ConsentChannel.ORAL
    answer = StepAnswer(
        answer=False, wording=STEPS_WORDING, at=now, channel=channel, recorded_by=account.id, reason=asked.reason
    )
    await uow.steps.save(kept.respond(answer))


async def _next_session(uow: UnitOfWork, case: Case, now: datetime) -> datetime | None:
    """Return when the next session begins, or the one begins late that people wait for; None when none is to come.

    Whose time is over without anybody having closed it is to come no more, unless people sit in it.
    """
    planned = [one for one in await uow.sessions.of_case(case.id) if not one.is_over]
    to_come = [one.starts_at for one in planned if one.ends_at >= now or await is_under_way(uow, one)]
    return min(to_come, default=None)


def _right(account: Account) -> Right:
    return Right.CASE_RECEIVE if account.has(Right.CASE_RECEIVE) else Right.CASE_CONDUCT


def _verb(answer: StepAnswer, *, takes_back: bool) -> str:
    if answer.answer:
        return "同意"
    return "撤回同意：" if takes_back else "不同意"


def _yes(answer: bool) -> str:  # noqa: FBT001 - the answer itself
    return "yes" if answer else "no"
