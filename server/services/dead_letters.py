"""Facts that other systems did not take: the court's administrator reads why, and lets them be sent again."""

from dataclasses import dataclass

from server.domain.account import Account, Right
from server.domain.errors import ConflictError
from server.services import minutes
from server.services.ports import Ports
from server.services.ports.outbox import DeadLetter


@dataclass(frozen=True, slots=True)
class DeadLetters:
    """What waits for a person of a court, and how many facts are on their way by themselves."""

    letters: tuple[DeadLetter, ...]
    waiting: int


async def listing(account: Account, ports: Ports) -> DeadLetters:
    """Return what other systems did not take of the cases of the account's court. Needs `delivery.mend`.

    Of a case without a court also, when its organisation is on this court's roster.
    """
    account.require(Right.DELIVERY_MEND)
    async with ports.reading() as uow:
        court = account.organisation
        return DeadLetters(await uow.outbox.dead(court), await uow.outbox.waiting(court))


async def send_again(account: Account, facts: tuple[int, ...], ports: Ports) -> DeadLetters:
    """Let these be tried anew from now on, each under its old key. Needs `delivery.mend`.

    Raises `ConflictError` (`delivery.gone`) when one of them waits for nobody of this court any more.
    """
    account.require(Right.DELIVERY_MEND)
    now = ports.clock.now()
    async with ports.begin() as uow:
        dead = {letter.id: letter for letter in await uow.outbox.dead(account.organisation)}
        for fact in sorted(set(facts)):
            letter = dead.get(fact)
            if letter is None or not await uow.outbox.send_again(fact, now):
                raise ConflictError("delivery.gone")
            await minutes.act_of_staff(
                uow, account, "delivery.sent_again", f"case:{letter.case}", now, fact=letter.name, fault=letter.fault
            )
        await uow.commit()
    return await listing(account, ports)
