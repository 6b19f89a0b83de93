"""Evidence is exchanged online between sides that both agreed, and with nobody else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain.case import CaseState
from server.domain.case_consent import STEPS_WORDING, ConsentStep
from server.domain.errors import NotFoundError
from server.domain.ids import Identity
from server.domain.material import MaterialKind, TransferableMaterial
from server.services import case_links, own_case
from server.services.access import LinkKey
from server.services.filing import Upload
from server.services.steps import OwnAnswer
from server.storage.audit_log import read_audit
from tests.support.intake import PDF
from tests.support.store import CLERK, EMPLOYER, WORKER, Store

SERIAL = "LY2026-000128"


async def link_of(store: Store, identity: Identity) -> LinkKey:
    made = await case_links.issue(CLERK, SERIAL, identity, store.ports)
    opened = await case_links.open_link(LinkKey(made.token, None), store.ports)
    return LinkKey(made.token, opened.device)


async def says(store: Store, key: LinkKey, *, agrees: bool, why: str = "") -> None:
    answer = OwnAnswer(ConsentStep.EVIDENCE_EXCHANGE, agrees, STEPS_WORDING, "", why)
    await own_case.answer_step(key, answer, store.ports)


async def shown(store: Store, key: LinkKey) -> list[str]:
    return [one.name for one in (await own_case.look(key, store.ports)).exchanged]


async def test_evidence_is_seen_by_the_other_side_only_while_both_agree_and_each_reading_is_recorded(
    store: Store,
) -> None:
    # Long before a session, a consent is taken back at once.
    store.clock.at -= timedelta(days=3)
    worker, employer = await link_of(store, WORKER.identity), await link_of(store, EMPLOYER.identity)
    await own_case.add_material(worker, Upload("工资条.pdf", PDF, MaterialKind.PAY), store.ports)
    (own,) = (await own_case.look(worker, store.ports)).materials

    seen = [await shown(store, employer)]
    await says(store, worker, agrees=True)
    seen.append(await shown(store, employer))
    await says(store, employer, agrees=True)
    seen.append(await shown(store, employer))
    content = await own_case.read_material(employer, own.id, store.ports)
    await says(store, worker, agrees=False, why="不想再给对方看")
    seen.append(await shown(store, employer))

    assert seen == [[], [], ["工资条.pdf"], []]
    assert content.content == PDF
    actions = [entry.act.action for entry in await read_audit(store.database.engine)]
    assert actions.count("material.exchanged_read") == 1
    with pytest.raises(NotFoundError):
        await own_case.read_material(employer, own.id, store.ports)


async def test_papers_of_identity_and_what_came_before_the_yes_without_being_evidence_are_never_shown(
    store: Store,
) -> None:
    worker, employer = await link_of(store, WORKER.identity), await link_of(store, EMPLOYER.identity)
    await own_case.add_material(worker, Upload("身份证.pdf", PDF, MaterialKind.IDENTITY), store.ports)
    await own_case.add_material(worker, Upload("之前的.pdf", PDF + b"1", MaterialKind.OTHER), store.ports)
    store.clock.at = store.clock.at.replace(minute=30)
    await says(store, worker, agrees=True)
    await says(store, employer, agrees=True)
    await own_case.add_material(worker, Upload("之后的.pdf", PDF + b"2", MaterialKind.OTHER), store.ports)

    assert await shown(store, employer) == ["之后的.pdf"]


async def test_nothing_is_exchanged_before_the_case_was_taken_on_or_with_the_own_side(store: Store) -> None:
    worker, employer = await link_of(store, WORKER.identity), await link_of(store, EMPLOYER.identity)
    for key in (worker, employer):
        await says(store, key, agrees=True)
    await own_case.add_material(worker, Upload("工资条.pdf", PDF, MaterialKind.PAY), store.ports)
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await uow.cases.save(replace(case, state=CaseState.RECEIVED))
        (kept,) = await uow.materials.of_case(case.id)
        await uow.commit()

    assert await shown(store, employer) == []
    assert isinstance(kept, TransferableMaterial)
    assert kept.of == WORKER.identity
    assert await shown(store, worker) == []
