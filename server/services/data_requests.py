"""A person asks by their own link that what is kept of them be put right or deleted; staff answer (DP-07)."""

from dataclasses import dataclass, field
from datetime import datetime

from server.domain.account import Account, Right
from server.domain.audit import Act
from server.domain.case import Case
from server.domain.data_request import DataRequest, DataRequestAction, DataRequestKind, DataRequestState
from server.domain.errors import ConflictError, NotFoundError, StaleVersionError
from server.domain.party import Participant
from server.domain.reminder import Prompt, ReminderKind
from server.domain.timeline import Tone
from server.services import minutes, support_accesses
from server.services.access import LinkKey, case_in_reach, person_of
from server.services.case_links import bound
from server.services.ports import Ports, UnitOfWork
from server.services.support_views import OwnSupportView
from server.services.words import framed

KINDS = {DataRequestKind.CORRECT: "更正个人信息", DataRequestKind.DELETE: "删除个人信息"}
_ANSWERS = {DataRequestState.GRANTED: "已同意", DataRequestState.REFUSED: "没有同意"}


@dataclass(frozen=True, slots=True)
class DataRequestsView:
    """Requests, newest first."""

    requests: tuple[DataRequest, ...]


@dataclass(frozen=True, slots=True)
class OwnDataView:
    """What somebody asked about their own data, and who of the support was let into their case; newest first."""

    requests: tuple[DataRequest, ...]
    support: tuple[OwnSupportView, ...]


@dataclass(frozen=True, slots=True)
class AnswerRequest:
    """What staff decide, over the request as it was read at `version`."""

    serial: str
    request: str
    version: int
    action: DataRequestAction
    why: str = field(repr=False)


async def own(key: LinkKey, ports: Ports) -> OwnDataView:
    """Return the requests of whoever asks from the bound device, never anybody else's, and the looks of the support."""
    now = ports.clock.now()
    async with ports.reading() as uow:
        link, case = await bound(uow, key, now)
        found = await uow.data_requests.of_case(case.id)
    own_requests = tuple(one for one in found if one.identity == link.identity)
    return OwnDataView(own_requests, await support_accesses.of_own_case(case, ports))


async def ask(key: LinkKey, kind: DataRequestKind, text: str, ports: Ports) -> OwnDataView:
    """Take a request; the same again while it waits changes nothing.

    Raises `InvalidError` (`data_request.text`), and `ConflictError` (`data_request.asked`) for another text while one
    of the kind waits.
    """
    now, said = ports.clock.now(), text.strip()
    async with ports.begin() as uow:
        link, case = await bound(uow, key, now)
        person = await person_of(uow, case, link.identity)
        waits = [
            one
            for one in await uow.data_requests.of_case(case.id)
            if (one.identity, one.kind, one.state) == (person.identity, kind, DataRequestState.ASKED)
        ]
        if waits and all(one.text != said for one in waits):
            raise ConflictError("data_request.asked")
        if not waits:
            request = DataRequest(ports.chance.id(), case.id, person.identity, kind, said, now)
            await uow.cases.save(case)
            await uow.data_requests.add(request)
            await _tell_desk(uow, case, person, request, now)
            await uow.commit()
    return await own(key, ports)


async def of_case(account: Account, serial: str, ports: Ports) -> DataRequestsView:
    """Return the requests of a case, newest first. Needs `party.write`."""
    async with ports.reading() as uow:
        case = await case_in_reach(uow, account, serial, Right.PARTY_WRITE)
        return DataRequestsView(await uow.data_requests.of_case(case.id))


async def answer(account: Account, command: AnswerRequest, ports: Ports) -> DataRequestsView:
    """Answer a request in words that the person reads. Needs `party.write`.

    Raises `NotFoundError` (`data_request.unknown`), `IllegalTransitionError` when it is answered already,
    `InvalidError` (`data_request.answer`), `StaleVersionError`.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, command.serial, Right.PARTY_WRITE)
        found = await uow.data_requests.get(command.request)
        if found is None or found.case != case.id:
            raise NotFoundError("data_request.unknown")
        if found.version != command.version:
            raise StaleVersionError(table="data_request")
        decided = found.decide(command.action, command.why, account.id, account.name, now)
        await uow.data_requests.save(decided)
        person = await person_of(uow, case, decided.identity)
        await _tell_person(uow, case, person, decided, now)
        text = f"答复{minutes.about(person)}：{KINDS[decided.kind]}，{_ANSWERS[decided.state]}"
        note = minutes.Note("data_request.answered", text, Tone.PLAIN)
        await minutes.line(uow, case, account.name, note, now)
        facts = {"request": decided.id, "state": decided.state.value}
        await minutes.act_of_staff(uow, account, note.kind, f"case:{case.id}", now, **facts)
        await uow.commit()
    return await of_case(account, command.serial, ports)


async def _tell_desk(uow: UnitOfWork, case: Case, person: Participant, request: DataRequest, now: datetime) -> None:
    text = f"{minutes.about(person)}请求{KINDS[request.kind]}"
    note = minutes.Note("data_request.asked", text, Tone.WAITING)
    await minutes.line(uow, case, person.name, note, now)
    facts = (("kind", request.kind.value), ("request", request.id))
    await uow.audit.add(Act(f"party:{person.identity}", note.kind, f"case:{case.id}", facts), now)
    for account in await uow.accounts.desk_of(case):
        key = f"{ReminderKind.PARTY_REQUEST}:{case.id}:{request.id}:{account}"
        said = f"{case.serial} {text}"
        await uow.prompts.add(Prompt(key, case.id, ReminderKind.PARTY_REQUEST, None, account, said, now))


async def _tell_person(uow: UnitOfWork, case: Case, person: Participant, request: DataRequest, now: datetime) -> None:
    what = f"您{KINDS[request.kind]}的请求{_ANSWERS[request.state]}，理由在个人案件链接里可以看到。"
    text = framed(case.court or "", case.organisation or "", "", what, case.serial)
    key = f"{ReminderKind.DATA_ANSWERED}:{request.id}"
    await uow.prompts.add(Prompt(key, case.id, ReminderKind.DATA_ANSWERED, person.identity, None, text, now))
