"""A follow-up: who was asked, when, by what way, and what was found; once, and never of whom it does not bind."""

from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain.account import Account
from server.domain.beijing import beijing_day
from server.domain.case import CaseState
from server.domain.contact import ContactChannel
from server.domain.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError, StaleVersionError
from server.services import cases, endings, file_index, follow_ups
from server.services.ending_views import FollowUpView
from tests.factories import NOW
from tests.support.agreements import SERIAL
from tests.support.store import CLERK, DAUGHTER, EMPLOYER, JUDGE, MEDIATOR, OTHER_MEDIATOR, WORKER, Store

TODAY = beijing_day(NOW)
FOUND = "第二期没有付，公司说月底付清"
COMMAND = follow_ups.RecordFollowUp(
    SERIAL, 0, TODAY, ContactChannel.VISIT, (WORKER.identity, EMPLOYER.identity), f" {FOUND} "
)


async def kept(store: Store) -> tuple[FollowUpView, ...]:
    effect = (await endings.view(MEDIATOR, SERIAL, store.ports)).effect
    assert effect is not None
    return effect.follow_ups


async def lines(store: Store) -> list[str]:
    page = await cases.view(CLERK, SERIAL, store.ports)
    return [one.text for one in page.timeline if one.kind == "performance.followed_up"]


async def test_a_follow_up_is_kept_once_with_a_line_that_names_who_was_asked_and_not_what_was_found(
    in_force: Store,
) -> None:
    for _ in range(2):
        await follow_ups.record(MEDIATOR, COMMAND, in_force.ports)

    (one,) = await kept(in_force)
    assert (one.on, one.channel, one.asked) == (TODAY, ContactChannel.VISIT, (WORKER.name, EMPLOYER.name))
    assert (one.found, one.by) == (FOUND, MEDIATOR.name)
    (line,) = await lines(in_force)
    assert f"上门问了{WORKER.name}、{EMPLOYER.name}" in line
    assert FOUND not in line


async def test_the_index_of_the_file_names_the_follow_up(in_force: Store) -> None:
    await follow_ups.record(MEDIATOR, COMMAND, in_force.ports)
    async with in_force.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        rows = await file_index._agreement(uow, case, None)  # noqa: SLF001 - the paper is made of these rows

    assert ("回访记录", TODAY.isoformat(), f"上门，{WORKER.name}、{EMPLOYER.name}") in rows


@pytest.mark.parametrize(
    ("changes", "facts"),
    [
        ({"on": TODAY + timedelta(days=1)}, {"on": "out_of_range"}),
        ({"on": TODAY - timedelta(days=30)}, {"on": "out_of_range"}),
        ({"asked": (DAUGHTER.identity,)}, {"asked": "unknown"}),
        ({"asked": ("nobody",)}, {"asked": "unknown"}),
        ({"asked": ()}, {"asked": "required"}),
        ({"found": "  "}, {"found": "required"}),
    ],
)
async def test_what_cannot_be_is_refused_and_keeps_nothing(
    in_force: Store, changes: dict[str, object], facts: dict[str, str]
) -> None:
    with pytest.raises(InvalidError) as refusal:
        await follow_ups.record(MEDIATOR, replace(COMMAND, **changes), in_force.ports)  # type: ignore[arg-type]  # parts

    assert (refusal.value.code, refusal.value.facts) == ("follow_up.invalid", facts)
    assert (await kept(in_force), await lines(in_force)) == ((), [])


@pytest.mark.parametrize(("account", "error"), [(JUDGE, ForbiddenError), (OTHER_MEDIATOR, NotFoundError)])
async def test_nobody_else_writes_one_down(in_force: Store, account: Account, error: type[Exception]) -> None:
    with pytest.raises(error):
        await follow_ups.record(account, COMMAND, in_force.ports)
    assert await kept(in_force) == ()


async def test_two_who_write_at_once_do_not_lose_a_word(in_force: Store) -> None:
    await follow_ups.record(MEDIATOR, COMMAND, in_force.ports)
    other = replace(COMMAND, found="已经付清")
    with pytest.raises(StaleVersionError):
        await follow_ups.record(MEDIATOR, other, in_force.ports)
    assert [one.found for one in await kept(in_force)] == [FOUND]


async def test_nothing_is_written_into_a_filed_case(in_force: Store) -> None:
    async with in_force.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await uow.cases.save(replace(case, state=CaseState.FILED))
        await uow.commit()
    with pytest.raises(ConflictError) as refusal:
        await follow_ups.record(MEDIATOR, COMMAND, in_force.ports)
    assert refusal.value.code == "file.closed"
    assert await kept(in_force) == ()
