"""A message to all workers of a case at once, through the queue that carries every message."""

from dataclasses import dataclass, field
from typing import Final

from server.domain.account import Account, Right
from server.domain.errors import ConflictError
from server.domain.party import is_worker
from server.domain.reminder import Prompt, ReminderKind
from server.services import minutes
from server.services.access import case_in_reach
from server.services.ports import Ports
from server.services.words import framed

LONGEST: Final = 200
"""Signs of what is said: with its frame it stays one message of several parts."""


@dataclass(frozen=True, slots=True)
class WriteToWorkers:
    """What all of them read. The same `key` with the same content is one message to each."""

    serial: str
    key: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Written:
    """How many messages were queued."""

    people: int


async def write(account: Account, command: WriteToWorkers, ports: Ports) -> Written:
    """Queue one message to each worker of the case. Needs `party.write`.

    Who has no good telephone stands among the calls to be made, as with every message. The text is in nobody's log.
    Raises `ConflictError` (`notice.nobody`) in a case without workers, `KeyReusedError`.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, command.serial, Right.PARTY_WRITE)
        workers = [person for person in await uow.cases.participants(case.id) if is_worker(person)]
        if not workers:
            raise ConflictError("notice.nobody")
        if await uow.keys.claim(f"worker-notice:{case.id}", command.key, command.text, now):
            text = framed(case.court or "", case.organisation or "", "", command.text.strip(), case.serial)
            kind = ReminderKind.TO_WORKERS
            for person in workers:
                key = f"{kind}:{case.id}:{command.key}:{person.identity}"
                await uow.prompts.add(Prompt(key, case.id, kind, person.identity, None, text, now))
            note = minutes.Note("workers.written_to", f"给 {len(workers)} 名劳动者发送通知")
            await minutes.line(uow, case, account.name, note, now)
            await minutes.act_of_staff(uow, account, note.kind, f"case:{case.id}", now, people=str(len(workers)))
            await uow.commit()
    return Written(len(workers))
