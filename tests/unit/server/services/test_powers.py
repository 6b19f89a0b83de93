"""Papers of a guardian: recorded as pending without them, and in the way of whatever binds the worker."""

from dataclasses import replace
from datetime import date

import pytest

from server.domain.agreement_effect import Signature
from server.domain.authority import AuthorityKind, Paper, PaperFile
from server.domain.case import CaseSource
from server.domain.case_consent import ConsentChannel, ConsentStep
from server.domain.errors import ConflictError, ForbiddenError, NotFoundError, StaleVersionError
from server.domain.material import MaterialId
from server.domain.outcome import OutcomeKind
from server.domain.performance import ClauseKind
from server.services import cases, effects, endings, materials, outcomes, parties, powers, steps
from server.services.filing import Upload
from server.services.ports.parties import AuthorityView
from tests.factories import NOW
from tests.support.store import CENTRE, CLERK, EMPLOYER, MEDIATOR, WORKER, Store

SERIAL = "LY2026-000128"
GUARDIAN = powers.RecordAuthority(
    serial=SERIAL,
    key="guardian-1",
    agent="min",
    principal="li",
    kind=AuthorityKind.GUARDIAN,
    matters="",
    powers=frozenset(),
    papers=frozenset({Paper.IDENTITY, Paper.RELATION, Paper.CAPACITY}),
    signed_on=date(2026, 4, 1),
)
SIGNING = steps.RecordStep(SERIAL, "min", ConsentStep.E_SIGNATURE, True, ConsentChannel.ORAL)  # noqa: FBT003 - they agree


async def filed(store: Store, *papers: Paper) -> tuple[PaperFile, ...]:
    files = []
    for paper in papers:
        upload = Upload(f"{paper}.pdf", b"%PDF-1.7\n" + paper.encode())
        files.append(PaperFile(paper, MaterialId((await materials.add(CLERK, SERIAL, upload, store.ports)).id)))
    return tuple(files)


async def shown(store: Store, found: AuthorityView, *files: PaperFile) -> AuthorityView:
    command = powers.ShowPapers(SERIAL, found.id, found.version, frozenset({Paper.IDENTITY}), files)
    (kept,) = (await powers.show_papers(CLERK, command, store.ports)).authorities
    return kept


async def test_a_guardian_whose_papers_are_only_ticked_waits_and_binds_the_worker_once_they_are_files(
    store: Store,
) -> None:
    (pending,) = (await powers.record(CLERK, GUARDIAN, store.ports)).authorities
    assert (pending.missing_papers, pending.may_settle) == ((Paper.RELATION, Paper.CAPACITY), False)

    with pytest.raises(ConflictError) as refusal:
        await steps.record(MEDIATOR, SIGNING, store.ports)
    assert refusal.value.code == "authority.papers_missing"
    assert refusal.value.facts == {"who": "张敏", "for": "李秀兰", "papers": "relation,capacity"}

    whole = await shown(store, pending, *await filed(store, Paper.RELATION, Paper.CAPACITY))
    assert (whole.missing_papers, whole.may_settle) == ((), True)
    await steps.record(MEDIATOR, SIGNING, store.ports)
    kinds = [line.kind for line in (await cases.view(CLERK, SERIAL, store.ports)).timeline]
    assert "authority.papers_shown" in kinds


async def test_staff_of_an_organisation_file_the_papers_of_a_guardian_in_a_case_they_took_in_themselves(
    store: Store,
) -> None:
    upload = Upload("relation.pdf", b"%PDF-1.7\nrelation")
    with pytest.raises(ForbiddenError):
        await materials.add(CENTRE, SERIAL, upload, store.ports)
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await uow.cases.save(replace(case, source=CaseSource.ORGANISATION, court=None))
        await uow.commit()

    held = await materials.add(CENTRE, SERIAL, upload, store.ports)
    files = (PaperFile(Paper.RELATION, MaterialId(held.id)),)
    (kept,) = (await powers.record(CENTRE, replace(GUARDIAN, files=files), store.ports)).authorities

    assert kept.missing_papers == (Paper.CAPACITY,)


async def test_a_guardian_may_say_no_and_agree_to_mediate_before_the_papers_are_there(store: Store) -> None:
    await powers.record(CLERK, GUARDIAN, store.ports)

    await steps.record(MEDIATOR, replace(SIGNING, answer=False), store.ports)
    await steps.record(MEDIATOR, replace(SIGNING, step=ConsentStep.ONLINE_MEDIATION), store.ports)


async def test_a_paper_that_is_no_file_of_the_case_is_refused_and_the_authority_stays(store: Store) -> None:
    (pending,) = (await powers.record(CLERK, GUARDIAN, store.ports)).authorities

    with pytest.raises(NotFoundError):
        await shown(store, pending, PaperFile(Paper.RELATION, MaterialId("of-another-case")))

    assert (await parties.people(CLERK, SERIAL, store.ports)).authorities == (pending,)


async def test_papers_noted_on_an_older_state_are_refused_and_an_ended_authority_takes_none(store: Store) -> None:
    (pending,) = (await powers.record(CLERK, GUARDIAN, store.ports)).authorities
    files = await filed(store, Paper.RELATION, Paper.CAPACITY)
    kept = await shown(store, pending, files[0])

    with pytest.raises(StaleVersionError):
        await shown(store, pending, files[1])
    await powers.revoke(CLERK, SERIAL, kept.id, store.ports)
    with pytest.raises(ConflictError) as refusal:
        await shown(store, replace(kept, version=kept.version + 1), *files)
    assert refusal.value.code == "authority.revoked"


async def test_an_agreement_does_not_take_effect_for_a_worker_whose_guardian_lacks_a_paper(store: Store) -> None:
    await powers.record(CLERK, replace(GUARDIAN, files=await filed(store, Paper.RELATION)), store.ports)
    await store.open_session()
    settled = outcomes.Conclude("session1", "outcome-1", OutcomeKind.SETTLED, terms="支付 16,000 元。")
    await outcomes.conclude(MEDIATOR, settled, store.ports)
    signed = tuple(Signature(person.identity, NOW) for person in (WORKER, EMPLOYER))
    command = effects.TakeEffect(SERIAL, signed, NOW, NOW, frozenset({ClauseKind.PAYMENT}), ())

    with pytest.raises(ConflictError) as refusal:
        await effects.take_effect(MEDIATOR, command, store.ports)

    assert refusal.value.facts["papers"] == "capacity"
    assert (await endings.view(MEDIATOR, SERIAL, store.ports)).effect is None
