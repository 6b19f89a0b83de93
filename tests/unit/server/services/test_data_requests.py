"""A person asks that what is kept of them be put right or deleted, and reads the answer; nobody else does."""

import pytest

from server.domain.data_request import DataRequestAction, DataRequestKind, DataRequestState
from server.domain.errors import (
    ConflictError,
    ForbiddenError,
    IllegalTransitionError,
    InvalidError,
    NotFoundError,
    StaleVersionError,
)
from server.domain.ids import CaseId
from server.domain.reminder import ReminderKind
from server.services import case_links, data_requests
from server.services.access import LinkKey
from server.services.data_requests import AnswerRequest
from server.storage.audit_log import read_audit
from tests.factories import NOW
from tests.support.store import CLERK, JUDGE, MEDIATOR, OTHER_MEDIATOR, Store

SERIAL = "LY2026-000128"
WRONG = "我的名字写错了，应是李秀兰"


async def linked(store: Store, identity: str) -> LinkKey:
    made = await case_links.issue(CLERK, SERIAL, identity, store.ports)
    opened = await case_links.open_link(LinkKey(made.token, None), store.ports)
    return LinkKey(made.token, opened.device)


async def asked(store: Store) -> LinkKey:
    key = await linked(store, "li")
    await data_requests.ask(key, DataRequestKind.CORRECT, WRONG, store.ports)
    return key


def answering(request: str, why: str = "已经改好", version: int = 0) -> AnswerRequest:
    return AnswerRequest(SERIAL, request, version, DataRequestAction.GRANT, why)


async def test_a_request_waits_for_staff_and_is_read_by_nobody_but_the_person_and_them(store: Store) -> None:
    key, other = await asked(store), await linked(store, "zhou")

    (own,) = (await data_requests.own(key, store.ports)).requests
    assert (own.text, own.state, own.asked_at) == (WRONG, DataRequestState.ASKED, NOW)
    assert (await data_requests.own(other, store.ports)).requests == ()
    assert (await data_requests.of_case(MEDIATOR, SERIAL, store.ports)).requests == (own,)
    for error, attempt in (
        (NotFoundError, data_requests.of_case(OTHER_MEDIATOR, SERIAL, store.ports)),
        (ForbiddenError, data_requests.of_case(JUDGE, SERIAL, store.ports)),
    ):
        with pytest.raises(error):
            await attempt


async def test_the_same_request_twice_is_one_and_another_waits_for_the_first(store: Store) -> None:
    key = await asked(store)

    assert len((await data_requests.ask(key, DataRequestKind.CORRECT, WRONG, store.ports)).requests) == 1
    with pytest.raises(ConflictError) as refused:
        await data_requests.ask(key, DataRequestKind.CORRECT, "还有电话也不对", store.ports)
    assert refused.value.code == "data_request.asked"
    assert len((await data_requests.ask(key, DataRequestKind.DELETE, "请删除", store.ports)).requests) == 2


async def test_the_answer_reaches_the_person_and_what_they_wrote_stays_out_of_the_audit_log(store: Store) -> None:
    key = await asked(store)
    (request,) = (await data_requests.own(key, store.ports)).requests

    await data_requests.answer(CLERK, answering(request.id), store.ports)

    (own,) = (await data_requests.own(key, store.ports)).requests
    assert (own.state, own.answer) == (DataRequestState.GRANTED, "已经改好")
    entries = [entry.act for entry in await read_audit(store.database.engine)]
    assert [act.action for act in entries if act.action.startswith("data_request")] == [
        "data_request.asked",
        "data_request.answered",
    ]
    assert WRONG not in repr(entries)
    async with store.database.begin() as uow:
        sent = await uow.prompts.lease(NOW, NOW, 10)
    assert [one.key for one in sent] == [f"{ReminderKind.DATA_ANSWERED}:{request.id}"]
    assert WRONG not in sent[0].text


async def test_an_answer_needs_words_the_version_seen_and_a_request_that_waits(store: Store) -> None:
    key = await asked(store)
    (request,) = (await data_requests.own(key, store.ports)).requests
    for error, command in (
        (InvalidError, answering(request.id, why=" ")),
        (StaleVersionError, answering(request.id, version=1)),
        (NotFoundError, answering("nothing")),
    ):
        with pytest.raises(error):
            await data_requests.answer(CLERK, command, store.ports)
    assert (await data_requests.own(key, store.ports)).requests == (request,)

    await data_requests.answer(CLERK, answering(request.id), store.ports)
    with pytest.raises(IllegalTransitionError):
        await data_requests.answer(CLERK, answering(request.id, version=1), store.ports)


async def test_asking_to_delete_deletes_nothing_by_itself(store: Store) -> None:
    key = await linked(store, "li")
    await data_requests.ask(key, DataRequestKind.DELETE, "请删除我的信息", store.ports)
    (request,) = (await data_requests.own(key, store.ports)).requests

    await data_requests.answer(CLERK, answering(request.id, "保存期限届满后删除"), store.ports)

    async with store.database.begin() as uow:
        assert len(await uow.cases.participants(CaseId("case1"))) == 3
