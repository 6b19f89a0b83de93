"""Drafts are forgotten in time, with everything of them, and nothing else is."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from server.domain.application import Door
from server.domain.errors import GoneError, NotFoundError
from server.services import intake, own_case
from server.services.access import LinkKey
from server.services.filing import Upload
from server.services.forgetting import forget_drafts
from server.services.intake_views import IntakeView
from server.services.ports import Ports
from server.storage.audit_log import read_audit
from tests.factories import NOW
from tests.support.store import CLERK, Store

KEPT = timedelta(days=7)
PAPER = Upload("劳动合同.pdf", b"%PDF-1.7\n1 0 obj\n")


@pytest.fixture
def ports(store: Store) -> Ports:
    return replace(store.ports, drafts_kept=KEPT)


async def begun(ports: Ports) -> IntakeView:
    return await intake.begin(CLERK, intake.Begin(Door.COUNTER, "key-0001"), ports)


async def started(ports: Ports) -> LinkKey:
    made, secret = await own_case.start(ports)
    return LinkKey(made.token, secret)


async def forgotten(store: Store) -> list[str]:
    entries = await read_audit(store.database.engine)
    acts = [entry.act for entry in entries]
    return [act.subject for act in acts if (act.actor, act.action) == ("system", "intake.forgotten")]


async def test_a_draft_of_staff_is_kept_to_the_last_instant_and_then_gone_with_its_files(
    store: Store, ports: Ports
) -> None:
    view = await begun(ports)
    view = await intake.add_material(CLERK, view.case, PAPER, ports)
    assert view.kept_until == NOW + KEPT

    early = await forget_drafts(ports, NOW + KEPT - timedelta(microseconds=1))
    assert (early, len(store.blobs.kept)) == (0, 1)
    counts = [await forget_drafts(ports, NOW + KEPT) for _ in range(2)]

    assert (counts, store.blobs.kept) == ([1, 0], {})
    assert await forgotten(store) == [f"case:{view.case}"]
    with pytest.raises(NotFoundError):
        await intake.read(CLERK, view.case, ports)


@pytest.mark.parametrize("touch", ["text", "file"])
async def test_whoever_works_on_a_draft_keeps_it_for_the_whole_time_again(
    store: Store, ports: Ports, touch: str
) -> None:
    view = await begun(ports)
    store.clock.at = later = NOW + timedelta(days=6)
    if touch == "text":
        view = await intake.write(CLERK, view.case, view.version, view.application, ports)
    else:
        view = await intake.add_material(CLERK, view.case, PAPER, ports)

    assert view.kept_until == later + KEPT
    assert await forget_drafts(ports, NOW + KEPT) == 0
    assert await forget_drafts(ports, later + KEPT) == 1


@pytest.mark.parametrize("days", [7, 400, 4_000])
async def test_what_was_handed_in_is_never_forgotten(store: Store, ports: Ports, days: int) -> None:
    view = await begun(ports)
    await intake.add_material(CLERK, view.case, PAPER, ports)
    view = await intake.hand_in(CLERK, view.case, ports)

    assert view.kept_until is None
    assert await forget_drafts(ports, NOW + timedelta(days=days)) == 0
    assert store.blobs.kept
    assert (await intake.read(CLERK, view.case, ports)).serial == view.serial


async def test_a_draft_of_a_party_is_kept_as_long_as_its_link(store: Store, ports: Ports) -> None:
    key = await started(ports)
    until = (await own_case.look(key, ports)).expires_at
    assert until == NOW + KEPT

    assert await forget_drafts(ports, until - timedelta(seconds=1)) == 0
    assert await forget_drafts(ports, until) == 1
    assert await gone(key, store, ports, until) == "case_link.expired"


async def test_a_link_that_outlives_its_draft_opens_nothing(store: Store, ports: Ports) -> None:
    key = await started(ports)
    shorter = replace(ports, drafts_kept=timedelta(days=1))

    assert await forget_drafts(shorter, NOW + timedelta(days=1)) == 1
    assert await gone(key, store, ports, NOW + timedelta(days=1)) == "case_link.revoked"


async def gone(key: LinkKey, store: Store, ports: Ports, at: datetime) -> str:
    """Return why the link does not open at that instant."""
    store.clock.at = at
    with pytest.raises(GoneError) as refusal:
        await own_case.look(key, ports)
    return refusal.value.code
