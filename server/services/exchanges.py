"""Evidence that another party put in, as a party with a link of their own sees it; nothing without both sides' yes."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from server.domain.case import Case
from server.domain.case_consent import ConsentStep
from server.domain.exchange import is_exchanged
from server.domain.ids import Identity
from server.domain.material import MaterialKind, TransferableMaterial
from server.services.handing_in import OPEN
from server.services.ports import UnitOfWork

BOTH: Final = 2
"""Whoever alone answered exchanges nothing."""


@dataclass(frozen=True, slots=True)
class ExchangedView:
    """A file of another party."""

    id: str
    kind: MaterialKind
    name: str
    of: str = field(repr=False)
    """Whose it is, by name."""
    uploaded_at: datetime


async def for_party(uow: UnitOfWork, case: Case, reader: Identity) -> tuple[ExchangedView, ...]:
    """Return what the party sees of others, oldest first; nothing before the case was taken on."""
    found = await _shared(uow, case, reader)
    names = {one.identity: one.name for one in await uow.cases.participants(case.id)} if found else {}
    return tuple(
        ExchangedView(one.id, one.kind, one.file.name, names.get(one.of or Identity(""), ""), one.uploaded_at)
        for one in found
    )


async def may_read(uow: UnitOfWork, case: Case, material: TransferableMaterial, reader: Identity) -> bool:
    """Tell whether the party reads this file of another."""
    return any(one.id == material.id for one in await _shared(uow, case, reader))


async def _shared(uow: UnitOfWork, case: Case, reader: Identity) -> tuple[TransferableMaterial, ...]:
    if case.state in OPEN:
        return ()
    people = await uow.cases.participants(case.id)
    person = next((one for one in people if one.identity == reader), None)
    given = await uow.steps.of_step(case.id, ConsentStep.EVIDENCE_EXCHANGE)
    if person is None or len(given) < BOTH:
        return ()
    return tuple(one for one in await uow.materials.of_case(case.id) if is_exchanged(one, person, people, given))
