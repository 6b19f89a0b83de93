"""Whoever is asked something is told that it waits, and until when: nobody looks at a page that nobody spoke of."""

from server.domain.disclosure import ChallengeAction, DisclosureGround
from server.domain.reminder import ReminderKind
from server.services import challenges, choosing, own_requests, panels, terms
from server.services import desk as messages
from server.services.ports.desk import SentPromptView
from tests.support.referrals import SERIAL, YES, accepted, both_choose, desk
from tests.support.store import CENTRE, CLERK, EMPLOYER, MEDIATOR, WORKER, Store
from tests.unit.server.services.referral.test_choosing import a_link, both_pick, stops

BOTH = {WORKER.name, EMPLOYER.name}


async def told(store: Store, kind: ReminderKind) -> list[SentPromptView]:
    return [one for one in await messages.sent(CLERK, SERIAL, store.ports) if one.kind is kind]


async def test_everybody_who_chooses_is_told_until_when(store: Store) -> None:
    await both_choose(store)

    found = await told(store, ReminderKind.CHOICE_OPEN)

    assert {one.name for one in found} == BOTH
    assert all("4月2日 周四24:00截止" in one.text for one in found)


async def test_nobody_is_told_to_choose_where_the_court_appoints(store: Store) -> None:
    await choosing.start(CLERK, SERIAL, joint=False, ports=store.ports)

    assert await told(store, ReminderKind.CHOICE_OPEN) == []


async def test_both_are_told_when_whom_they_picked_is_not_to_be_had(store: Store) -> None:
    await both_pick(store, "union")
    await stops(store, "union")
    await choosing.start(CLERK, SERIAL, joint=False, ports=store.ports)

    found = await told(store, ReminderKind.CHOICE_GONE)

    assert {one.name for one in found} == BOTH
    assert all("由法院另行指定" in one.text for one in found)


async def test_every_party_is_told_of_each_request_for_more_time_once(store: Store) -> None:
    await accepted(store)
    asks = terms.AskExtension(SERIAL, "extension-0001", "还在核对考勤")

    for _ in range(2):
        await terms.ask_extension(MEDIATOR, asks, store.ports)

    found = await told(store, ReminderKind.EXTENSION_ASKED)
    assert {one.name for one in found} == BOTH
    assert len(found) == len(BOTH)
    assert all("不算同意" in one.text and "考勤" not in one.text for one in found)


async def test_every_party_is_told_of_a_disclosure_and_not_what_it_says(store: Store) -> None:
    await accepted(store, YES)

    found = await told(store, ReminderKind.DISCLOSURE_MADE)

    assert {one.name for one in found} == BOTH
    assert all(YES.text not in one.text for one in found)


async def test_nobody_is_told_of_three_times_no(store: Store) -> None:
    await accepted(store)

    assert await told(store, ReminderKind.DISCLOSURE_MADE) == []


async def test_who_asked_about_the_mediator_alone_is_told_that_it_is_decided(store: Store) -> None:
    await accepted(store)
    worker = await a_link(store, "li")
    await own_requests.challenge(worker, DisclosureGround.INTEREST, "在那家公司讲过课", store.ports)
    await own_requests.ask_change(worker, "听不懂方言", refuses_to_choose=False, ports=store.ports)
    found = await desk(store)

    await challenges.decide(CENTRE, SERIAL, found.challenges[0].id, ChallengeAction.REJECT, "查无此事", store.ports)
    change = found.changes[0].id
    await panels.answer_change(CENTRE, SERIAL, change, grants=False, answer="另有人翻译", ports=store.ports)

    decided = await told(store, ReminderKind.REQUEST_DECIDED)
    assert [one.name for one in decided] == [WORKER.name] * 2
    assert all("查无此事" not in one.text and "翻译" not in one.text for one in decided)
