"""Undisputed facts on both databases: nothing of them is lost, two who write at once never both win."""

import asyncio
import json
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text

from server.domain.authority import AuthorityKind
from server.domain.concurrence import Answer, ConcurrenceForm, Through
from server.domain.ending import Ending, Report
from server.domain.errors import MediationError, StaleVersionError
from server.domain.ids import CaseId
from server.domain.outcome import EndingCode
from server.domain.undisputed import Edition, FactSays, StatedFact
from server.services import endings, undisputed
from server.services.undisputed import RecordAnswer, WriteFacts
from server.storage.schema import downgrade_engine, upgrade_engine
from tests.factories import NOW
from tests.support.store import DAUGHTER, EMPLOYER, MEDIATOR, WORKER, Store

SERIAL = "LY2026-000128"
CASE = CaseId("case1")
HIRED, WAGE = StatedFact("2021年5月3日入职", "劳动合同"), StatedFact("月工资六千元", "会上陈述")
THROUGH = Through(DAUGHTER.identity, AuthorityKind.RELATIVE, date(2026, 4, 1))
YES = (FactSays(1, agrees=True), FactSays(2, agrees=True))


def an_answer() -> Answer:
    return Answer(
        WORKER.identity, agrees=True, form=ConcurrenceForm.ONLINE, at=NOW, recorded_by="李强", through=THROUGH
    )


async def test_editions_and_answers_come_back_as_they_were_kept(store: Store) -> None:
    first = Edition(CASE, 1, (HIRED, WAGE), NOW, "王调解员")
    refused = first.answered([YES[0], FactSays(2, agrees=False, words="不是六千")], an_answer())
    changed = refused.answered(YES, replace(an_answer(), through=None))
    second = Edition(CASE, 2, (HIRED,), NOW, "王调解员")
    async with store.database.begin() as uow:
        await uow.undisputed.add(first)
        await uow.undisputed.save_answers(refused)
        await uow.undisputed.save_answers(changed)
        await uow.undisputed.add(second)
        await uow.commit()

    async with store.database.begin() as uow:
        kept, latest = await uow.undisputed.of_case(CASE), await uow.undisputed.latest(CASE)

    assert kept == (changed, second)
    assert latest == second
    assert [one.words for one in kept[0].answers[1]] == ["不是六千", ""]


async def test_there_is_one_edition_of_each_number(store: Store) -> None:
    async with store.database.begin() as uow:
        await uow.undisputed.add(Edition(CASE, 1, (HIRED,), NOW, "王调解员"))
        with pytest.raises(StaleVersionError):
            await uow.undisputed.add(Edition(CASE, 1, (WAGE,), NOW, "王调解员"))


async def test_who_answers_while_the_words_change_answers_the_old_words_or_is_refused_and_never_the_new_ones(
    store: Store,
) -> None:
    written = await undisputed.write(MEDIATOR, WriteFacts(SERIAL, 0, (HIRED, WAGE)), store.ports)
    command = RecordAnswer(SERIAL, written.sha256, WORKER.identity, ConcurrenceForm.ORAL, YES)

    found = await asyncio.gather(
        undisputed.write(MEDIATOR, WriteFacts(SERIAL, 1, (WAGE, HIRED)), store.ports),
        undisputed.record(MEDIATOR, command, store.ports),
        return_exceptions=True,
    )

    assert [one.code for one in found if isinstance(one, MediationError)] in ([], ["facts.changed"])
    async with store.database.begin() as uow:
        latest = await uow.undisputed.latest(CASE)
    assert latest is not None
    assert (latest.number, latest.answers) == (2, ((), ()))


async def test_two_parties_whose_answers_come_at_once_both_count(store: Store) -> None:
    written = await undisputed.write(MEDIATOR, WriteFacts(SERIAL, 0, (HIRED, WAGE)), store.ports)
    commands = [
        RecordAnswer(SERIAL, written.sha256, one.identity, ConcurrenceForm.ORAL, YES) for one in (WORKER, EMPLOYER)
    ]

    await asyncio.gather(*(undisputed.record(MEDIATOR, one, store.ports) for one in commands))

    view = await undisputed.view(MEDIATOR, SERIAL, store.ports)
    assert [fact.joint for fact in view.facts] == [True, True]


async def test_facts_that_stood_in_a_report_are_kept_and_what_nobody_dated_is_asked_anew(store: Store) -> None:
    ending = Ending(CASE, EndingCode.PARTY_UNWILLING, "不谈", NOW, MEDIATOR.id, MEDIATOR.name)
    async with store.database.begin() as uow:
        await uow.endings.add(ending)
        await uow.endings.save(ending.reported(Report("一次。", "金额。"), NOW))
        await uow.commit()
    await downgrade_engine(store.database.engine, "0034")
    dated = [
        {"identity": one.identity, "at": NOW.isoformat(), "form": "oral", "recorded_by": "王调解员"}
        for one in (WORKER, EMPLOYER)
    ]
    old = [
        {"text": HIRED.text, "confirmations": dated},
        {"text": WAGE.text, "confirmed_by": [WORKER.identity, EMPLOYER.identity]},
    ]
    report = {"basic_facts": "一次。", "why": "金额。", "costly_conduct": "", "hints": "", "undisputed": old}
    async with store.database.engine.begin() as connection:
        await connection.execute(text("UPDATE case_ending SET report = :report"), {"report": json.dumps(report)})

    await upgrade_engine(store.database.engine)

    view = await undisputed.view(MEDIATOR, SERIAL, store.ports)
    assert [(fact.text, fact.joint) for fact in view.facts] == [(HIRED.text, True), (WAGE.text, False)]
    ended = (await endings.view(MEDIATOR, SERIAL, store.ports)).ending
    assert ended is not None
    assert ended.report is not None
    assert ended.report.undisputed == ()
