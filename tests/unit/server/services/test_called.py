"""What a file is, said anew by staff after it came: kept with what was said before, until it was compared."""

from dataclasses import replace

import pytest

from server.domain.case import CaseState
from server.domain.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from server.domain.material import ComparisonAction, MaterialKind
from server.services import intake, materials
from server.services.filing import Upload
from server.services.intake_views import MaterialView
from server.services.materials import Compare
from server.storage.audit_log import read_audit
from tests.factories import a_case
from tests.support.intake import PDF, begun
from tests.support.store import CENTRE, CLERK, MEDIATOR, OTHER_MEDIATOR, Store

SERIAL = a_case().serial
PAPER = Upload("裁决书.pdf", PDF)


async def acts(store: Store) -> list[dict[str, str]]:
    found = await read_audit(store.database.engine)
    return [dict(one.act.facts) for one in found if one.act.action == "material.called"]


async def kinds(store: Store) -> list[MaterialKind]:
    return [one.kind for one in (await materials.listed(MEDIATOR, SERIAL, store.ports)).transferable]


@pytest.fixture
async def paper(store: Store) -> MaterialView:
    return await materials.add(CLERK, SERIAL, PAPER, store.ports)


async def test_staff_says_anew_what_a_file_of_a_case_is_and_the_audit_log_what_was_said_before(
    store: Store, paper: MaterialView
) -> None:
    for _ in range(2):
        called = await materials.call(CLERK, SERIAL, paper.id, MaterialKind.AWARD, store.ports)
        assert called.kind is MaterialKind.AWARD

    assert await kinds(store) == [MaterialKind.AWARD]
    assert await acts(store) == [{"before": "other", "kind": "award", "material": paper.id}]


async def test_staff_says_anew_what_a_file_of_an_application_is(store: Store) -> None:
    draft = await begun(store)
    (kept,) = (await intake.add_material(CLERK, draft.case, PAPER, store.ports)).materials

    view = await intake.call_material(CLERK, draft.case, kept.id, MaterialKind.AWARD, store.ports)

    assert [one.kind for one in view.materials] == [MaterialKind.AWARD]
    assert await acts(store) == [{"before": "other", "kind": "award", "material": kept.id}]


async def test_what_was_compared_keeps_its_kind(store: Store, paper: MaterialView) -> None:
    compared = Compare(ComparisonAction.COMPARE_OFFLINE, version=paper.version)
    await materials.compare(CLERK, SERIAL, paper.id, compared, store.ports)

    with pytest.raises(ConflictError) as refusal:
        await materials.call(CLERK, SERIAL, paper.id, MaterialKind.AWARD, store.ports)

    assert refusal.value.code == "material.compared"
    assert (await kinds(store), await acts(store)) == ([MaterialKind.OTHER], [])


async def test_a_file_never_becomes_protected_by_another_name_and_a_protected_one_never_transferable(
    store: Store, paper: MaterialView
) -> None:
    offer = await materials.add_protected(MEDIATOR, SERIAL, Upload("让步方案.pdf", b"%PDF-1.7 offer"), store.ports)

    with pytest.raises(InvalidError):
        await materials.call(CLERK, SERIAL, paper.id, MaterialKind.SETTLEMENT, store.ports)
    with pytest.raises(NotFoundError):
        await materials.call(MEDIATOR, SERIAL, offer.id, MaterialKind.PAY, store.ports)

    assert (await kinds(store), await acts(store)) == ([MaterialKind.OTHER], [])


async def test_nothing_is_called_otherwise_in_a_filed_case_or_by_others(store: Store, paper: MaterialView) -> None:
    for other in (CENTRE, OTHER_MEDIATOR):
        with pytest.raises((ForbiddenError, NotFoundError)):
            await materials.call(other, SERIAL, paper.id, MaterialKind.AWARD, store.ports)
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await uow.cases.save(replace(case, state=CaseState.FILED))
        await uow.commit()
    with pytest.raises(ConflictError) as refusal:
        await materials.call(CLERK, SERIAL, paper.id, MaterialKind.AWARD, store.ports)

    assert refusal.value.code == "file.closed"
    assert await acts(store) == []
