"""Who mediated a case and may be nothing else in it afterwards (SM-08, 特邀调解规定 art. 16)."""

from server.domain.case import Case
from server.domain.errors import ConflictError
from server.services.ports import UnitOfWork


async def require_never_mediated(uow: UnitOfWork, case: Case, id_number: str, name: str) -> None:
    """Raise `ConflictError` (`authority.mediator`) for whoever mediated the case: no agent of it later (SM-08)."""
    for one in await uow.panels.seats(case.id):
        entry = await uow.roster.get(one.entry) if one.entry else None
        same = entry is not None and id_number and entry.shown.id_number == id_number
        if same or one.name == name:
            raise ConflictError("authority.mediator")
