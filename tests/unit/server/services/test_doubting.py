"""After "this is not me" on the link of a session nothing more is sent there until somebody puts it right."""

import pytest

from server.domain.errors import GoneError
from server.domain.ids import CaseId, Identity
from server.domain.reminder import Prompt, PromptState, ReminderKind
from server.services import case_links, desk, invitations, own_case, parties
from server.services.access import LinkKey
from server.services.parties import CorrectPerson
from tests.factories import NOW
from tests.support.store import CLERK, EMPLOYER, Store

SERIAL = "LY2026-000128"
STRANGER = LinkKey("token-zhou", None)


async def handed_over(store: Store, key: str) -> list[str]:
    """Write to the respondent; return which messages a carrier takes."""
    async with store.database.begin() as uow:
        await uow.prompts.add(
            Prompt(key, "case1", ReminderKind.MEDIATION_ENDED, "zhou", None, "调解已经结束", store.clock.at)
        )
        leased = await uow.prompts.lease(store.clock.at, store.clock.at, 20)
        await uow.commit()
    return [one.key for one in leased]


async def denials(store: Store) -> int:
    return [one.kind for one in await desk.prompts(CLERK, store.ports)].count(ReminderKind.LINK_DENIED)


async def corrected(store: Store) -> None:
    people = (await parties.people(CLERK, SERIAL, store.ports)).people
    version = next(one.version for one in people if one.identity == EMPLOYER.identity)
    facts = (EMPLOYER.name, EMPLOYER.title, EMPLOYER.standing, EMPLOYER.origin)
    await parties.correct_person(
        CLERK, CorrectPerson(SERIAL, "zhou", version, *facts, phone="13700001111"), store.ports
    )


async def test_nothing_more_is_sent_to_a_stranger_and_the_desk_is_told_once(store: Store) -> None:
    assert await handed_over(store, "before") == ["before"]

    await invitations.deny(STRANGER, store.ports)
    await invitations.deny(STRANGER, store.ports)

    assert await handed_over(store, "after") == []
    assert PromptState.DESK in [one.state for one in await desk.sent(CLERK, SERIAL, store.ports)]
    assert await denials(store) == 1


async def test_once_the_telephone_is_put_right_messages_go_to_it(store: Store) -> None:
    await invitations.deny(STRANGER, store.ports)

    await corrected(store)

    assert await handed_over(store, "after") == ["after"]


async def test_the_own_link_that_the_stranger_may_hold_is_dead_and_one_made_anew_is_written_to(store: Store) -> None:
    made = await case_links.issue(CLERK, SERIAL, "zhou", store.ports)
    await invitations.deny(STRANGER, store.ports)

    with pytest.raises(GoneError):
        await own_case.look(LinkKey(made.token, None), store.ports)

    await case_links.issue(CLERK, SERIAL, "zhou", store.ports)
    assert await handed_over(store, "after") == ["after"]


async def test_a_telephone_put_right_opens_no_link_that_was_dead(store: Store) -> None:
    made = await case_links.issue(CLERK, SERIAL, "zhou", store.ports)
    await invitations.deny(STRANGER, store.ports)
    await corrected(store)

    with pytest.raises(GoneError):
        await own_case.look(LinkKey(made.token, None), store.ports)
    async with store.database.begin() as uow:
        link = await uow.case_links.get(CaseId("case1"), Identity("zhou"))
    assert link is not None
    assert not link.is_usable(NOW)
