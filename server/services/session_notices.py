"""Tell everybody invited that their session was moved or called off, in the transaction that does it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from server.domain.case import Case
from server.domain.invitation import Invitation
from server.domain.reminder import Prompt, ReminderKind
from server.domain.session import Session
from server.services.ports import UnitOfWork
from server.services.words import framed


@dataclass(frozen=True, slots=True)
class Notice:
    """What became of a session, in one sentence; `session` as it was before."""

    session: Session
    kind: ReminderKind
    what: str = field(repr=False)


async def tell(uow: UnitOfWork, case: Case, notice: Notice, links: Sequence[Invitation], now: datetime) -> None:
    """Queue one message to everybody who holds one of the links; a link that was dead or suspended before gets none.

    `links` as they were before the change: whoever loses theirs by it is told.
    """
    session, kind = notice.session, notice.kind
    mediator = await uow.accounts.get(session.mediator)
    name = mediator.name if mediator else ""
    text = framed(case.court or "", case.organisation or "", name, notice.what, case.serial)
    for link in (one for one in links if one.is_alive):
        key = f"{kind}:{session.id}:{session.version}:{link.identity}"
        await uow.prompts.add(Prompt(key, case.id, kind, link.identity, None, text, now))
