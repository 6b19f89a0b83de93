"""Asking the other side whether it will mediate: tries, and the answer (OM-17, 人民法院在线调解规则 art. 15)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from server.domain.account import Account, Right
from server.domain.beijing import BEIJING
from server.domain.case import Case, CaseAction
from server.domain.case_consent import STEPS_WORDING, ConsentChannel, ConsentStep, StepAnswer
from server.domain.contact import (
    ABSENCE_OF,
    BY_NUMBER,
    ENDING_OF,
    AskResult,
    Contact,
    ContactChannel,
    ContactOutcome,
    asked_party,
    others_of,
)
from server.domain.errors import ConflictError, InvalidError
from server.domain.ids import SessionId
from server.domain.party import Participant, Side
from server.domain.receipt import to_the_second
from server.domain.timeline import Tone
from server.services import absence_notices, absences, clocks, efforts, finishing, minutes, steps
from server.services.access import case_in_reach, person_of
from server.services.finishing import Why
from server.services.parties import people
from server.services.ports import Ports, UnitOfWork
from server.services.ports.parties import CasePeopleView

CHANNEL_WORDS: Final = {
    ContactChannel.TELEPHONE: "电话",
    ContactChannel.SMS: "短信",
    ContactChannel.LETTER: "信函",
    ContactChannel.VISIT: "上门",
    ContactChannel.PLATFORM: "平台消息",
}
OUTCOME_WORDS: Final = {
    ContactOutcome.REACHED: "已联系上",
    ContactOutcome.NO_ANSWER: "无人接听",
    ContactOutcome.WRONG_NUMBER: "号码不对",
    ContactOutcome.WILL_CALL_BACK: "约定再联系",
}
_TOLD: Final = {AskResult.REFUSED: "对方不同意调解", AskResult.UNREACHABLE: "在期限内联系不上对方"}
"""What the applicants are told."""
RESULT_WORDS: Final = {
    AskResult.AGREED: "同意调解",
    AskResult.REFUSED: "不同意调解",
    AskResult.UNREACHABLE: "无法联系",
}


async def in_vain(uow: UnitOfWork, case: Case, people: Sequence[Participant]) -> tuple[str, ...]:
    """Return each try to reach somebody of the case, in words: time, way, the ends of the number, result; no note."""
    names = {person.identity: person.name for person in people}
    return tuple(
        f"{to_the_second(one.at.astimezone(BEIJING))}，{names.get(one.identity, '')}，"
        f"{CHANNEL_WORDS[one.channel]}{f' {one.shown}' if one.number else ''}：{OUTCOME_WORDS[one.outcome]}"
        for one in await uow.contacts.of_case(case.id)
    )


@dataclass(frozen=True, slots=True)
class LogContact:
    """One try to reach a person. The same `key` with the same content is one try."""

    serial: str
    key: str
    identity: str
    at: datetime
    channel: ContactChannel
    outcome: ContactOutcome
    number: str = field(repr=False)
    note: str = field(default="", repr=False)

    def content(self) -> str:
        """Return everything in one form, to tell a repeat from another request."""
        return repr((self.identity, self.at.isoformat(), self.channel, self.outcome, self.number, self.note))


@dataclass(frozen=True, slots=True)
class Conclude:
    """What a person says to mediation, after the tries."""

    serial: str
    identity: str
    result: AskResult
    reason: str = field(repr=False)


async def log(account: Account, command: LogContact, ports: Ports) -> CasePeopleView:
    """Keep a try; the first one of whoever mediates sets the case to asking. Needs `case.ask`.

    A try that is sent again is the one that was kept, wherever the case has come since.

    Raises `InvalidError` for the future, `ConflictError` as `_require_asking`, and as `case_in_reach`.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, command.serial, Right.CASE_ASK)
        if await keep(uow, account, case, command, now):
            _require_asking(account, case)
            await _begin_asking(uow, case)
            await clocks.refresh(uow, case, now)
            await uow.commit()
    return await people(account, command.serial, ports)


async def keep(uow: UnitOfWork, account: Account, case: Case, command: LogContact, now: datetime) -> bool:
    """Keep a try in this transaction, with its line and its act; return False for one that is kept already.

    Raises `NotFoundError` for who is none of the case, `InvalidError` (`contact.no_timezone`, `contact.in_the_future`).
    """
    if command.at.tzinfo is None:
        raise InvalidError("contact.no_timezone", at="no_timezone")
    person = await person_of(uow, case, command.identity)
    made = Contact(
        case.id,
        person.identity,
        command.at,
        command.channel,
        command.number or (person.phone if command.channel in BY_NUMBER else ""),
        command.outcome,
        command.note,
        account.id,
        now,
    )
    if not await uow.keys.claim(f"contact:{case.id}", command.key, command.content(), now):
        return False
    await uow.contacts.add(made)
    text = f"{CHANNEL_WORDS[made.channel]}联系{minutes.about(person)}：{OUTCOME_WORDS[made.outcome]}"
    await minutes.line(uow, case, account.name, minutes.Note("party.contacted", text), now)
    await minutes.act_of_staff(uow, account, "party.contacted", f"case:{case.id}", now, identity=person.identity)
    return True


async def conclude(account: Account, command: Conclude, ports: Ports) -> CasePeopleView:
    """Keep the answer: a yes is consent to online mediation, given orally, also of who was absent before.

    A no, or nobody there, ends the case at once where no other respondent is left; ending and notice to the applicants
    leave in this transaction, and what was planned is called off (OM-17). While another one is, asked or agreed, the
    mediation goes on with them and this one is named as absent (`absences.leave`); they and the applicants are told so
    (`absence_notices.tell_left`). The same no of who is absent already changes nothing and tells nobody again.
    Needs `case.ask`.

    Raises `ConflictError` (`ending.session_open`; `contact.nothing_tried` and `contact.too_early` as
    `effort.Unreached.require`), `InvalidError` (`contact.reason_needed`), and as `case_in_reach`, `_require_asking`,
    `contact.asked_party` and `finishing.finish`.
    """
    called_off: tuple[SessionId, ...] = ()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, command.serial, Right.CASE_ASK)
        _require_asking(account, case)
        person = await person_of(uow, case, command.identity)
        if not await _is_absent_so(uow, case, person, command.result):
            called_off = await _take_answer(uow, ports, account, case, person, command)
            await uow.commit()
    for session in called_off:
        await ports.rooms.end(session)
    return await people(account, command.serial, ports)


async def _take_answer(
    uow: UnitOfWork, ports: Ports, account: Account, case: Case, person: Participant, command: Conclude
) -> tuple[SessionId, ...]:
    """Take the answer of a respondent. Return the sessions that were called off."""
    now = ports.clock.now()
    called_off: tuple[SessionId, ...] = ()
    if command.result is AskResult.AGREED:
        await _begin_asking(uow, case)
        answer = StepAnswer(
            answer=True, wording=STEPS_WORDING, at=now, channel=ConsentChannel.ORAL, recorded_by=account.id
        )
        await steps.take(uow, ports, case, person, ConsentStep.ONLINE_MEDIATION, answer)
        await _come_back(uow, case, person)
    else:
        called_off = await _take_no(uow, ports, account, case, person, command)
    facts = {"identity": person.identity, "result": command.result.value}
    await minutes.act_of_staff(uow, account, "party.asked", f"case:{case.id}", now, **facts)
    return called_off


def _require_asking(account: Account, case: Case) -> None:
    """Raise `ConflictError` (`contact.not_yours`) unless the account asks the other side now, by `ASKS_IN`."""
    if not account.asks(case):
        raise ConflictError("contact.not_yours", state=case.state)


async def _begin_asking(uow: UnitOfWork, case: Case) -> None:
    if case.may(CaseAction.ASK):
        await uow.cases.save(case.act(CaseAction.ASK))


async def _is_absent_so(uow: UnitOfWork, case: Case, person: Participant, result: AskResult) -> bool:
    """Tell whether that no of a respondent is kept already, as of a browser that got no answer and asks again."""
    party = asked_party(person, await uow.cases.participants(case.id))
    return party.absence is not None and party.absence is ABSENCE_OF.get(result)


async def _come_back(uow: UnitOfWork, case: Case, person: Participant) -> None:
    """Note that a respondent who was absent mediates after all, by their own word or by who came for them."""
    people = await uow.cases.participants(case.id)
    if person.side is Side.RESPONDENT:
        await absences.come_back(uow, asked_party(person, people))


async def _take_no(
    uow: UnitOfWork, ports: Ports, account: Account, case: Case, person: Participant, command: Conclude
) -> tuple[SessionId, ...]:
    """Go on without the respondent, or end the case where nobody of that side is left.

    Return the sessions that were called off.
    """
    code = ENDING_OF[command.result]
    if code is None or not command.reason.strip():
        raise InvalidError("contact.reason_needed", reason="required")
    now = ports.clock.now()
    everyone = await uow.cases.participants(case.id)
    party = asked_party(person, everyone)
    if command.result is AskResult.UNREACHABLE:
        (await efforts.of_party(uow, case, party, ports.enough, now)).require()
    left = others_of(party, everyone)
    text = f"{minutes.about(person)}{RESULT_WORDS[command.result]}"
    if left:
        names = "、".join(one.name for one in left)
        text = f"{text}：{command.reason.strip()}。{party.name}不参加调解，与{names}继续"
    await minutes.line(uow, case, account.name, minutes.Note("party.asked", text, Tone.WAITING), now)
    if not left:
        why = Why(code, command.reason, _TOLD.get(command.result, ""), ports.enough)
        return await finishing.finish(uow, account, case, why, now)
    await finishing.require_none_open(uow, case)
    gone = await absences.leave(uow, case, party, ABSENCE_OF[command.result], now)
    await _tell_left(uow, account, case, gone, left)
    return ()


async def _tell_left(
    uow: UnitOfWork, account: Account, case: Case, gone: Participant, others: Sequence[Participant]
) -> None:
    """Tell everybody who goes on that one respondent does not; the case keeps that they were told."""
    now = gone.absent_since
    if now is None:
        return
    applicants, respondents = await absence_notices.tell_left(uow, case, gone, others, now)
    text = f"已告知申请人一方 {applicants} 人、其他被申请人一方 {respondents} 人：{gone.name}不参加调解，案件继续"
    await minutes.line(uow, case, account.name, minutes.Note("party.left_told", text), now)
    facts = {"identity": gone.identity, "applicants": str(applicants), "respondents": str(respondents)}
    await minutes.act_of_staff(uow, account, "party.left_told", f"case:{case.id}", now, **facts)
