"""Write to people of a case, in the transaction of what they are told; who has no good number, by the desk."""

from collections.abc import Iterable
from datetime import datetime

from server.domain.case import Case
from server.domain.party import Participant
from server.domain.reminder import Prompt, ReminderKind
from server.services.ports import UnitOfWork
from server.services.words import framed


async def tell(
    uow: UnitOfWork, case: Case, kind: ReminderKind, people: Iterable[Participant], what: str, now: datetime
) -> int:
    """Queue one message of a kind to each person; return how many are new. Once a case, however often it is said."""
    text = framed(case.court or "", case.organisation or "", "", what, case.serial)
    prompts = [
        Prompt(f"{kind}:{case.id}:{person.identity}", case.id, kind, person.identity, None, text, now)
        for person in people
    ]
    return sum([await uow.prompts.add(prompt) for prompt in prompts])
