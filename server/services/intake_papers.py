"""Papers of the intake desk: the record of an oral application and the explanation of risk, given out and signed."""

from server.domain.account import Account
from server.services import explanations, minutes, oral_records, receipt_supplements
from server.services.access import person_of
from server.services.hand import Hand
from server.services.intake import handed_in
from server.services.intake_reading import intake_view
from server.services.intake_views import IntakeView
from server.services.ports import Ports


async def oral_record(account: Account, case: str, ports: Ports) -> IntakeView:
    """Give out the record as the application stands; unchanged, the one there is stays. Needs `case.receive`.

    Raises `ConflictError` (`oral.other_door`, `oral.not_read_back`).
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        draft, found = await handed_in(uow, account, case)
        document = await oral_records.give_out(uow, ports, found, draft, Hand(account.name, account), now)
        await minutes.act_of_staff(uow, account, "oral_record.made", f"case:{found.id}", now, document=document.id)
        await uow.commit()
        return await intake_view(uow, ports, draft, now)


async def receipt_supplement(account: Account, case: str, ports: Ports) -> IntakeView:
    """Give out what the first receipt does not say of the posting; unchanged, the last one stays.

    Needs `case.receive`. Raises `ConflictError` (`receipt.nothing_to_add`, `file.closed`).
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        draft, _ = await handed_in(uow, account, case)
        await receipt_supplements.give_out(uow, ports, draft, Hand(account.name, account), now)
        await uow.commit()
        return await intake_view(uow, ports, draft, now)


async def record_signed(account: Account, case: str, identity: str, document: str, ports: Ports) -> IntakeView:
    """Note that an applicant signed the printed record. Again changes nothing. Needs `case.receive`.

    Raises `ConflictError` (`oral.applicant_only`, `oral.none`, `oral.outdated`).
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        draft, found = await handed_in(uow, account, case)
        person = await person_of(uow, found, identity)
        if await oral_records.confirm(uow, found, person, document, Hand(account.name, account), now):
            await minutes.act_of_staff(
                uow, account, "oral_record.confirmed", f"case:{found.id}", now, document=document, identity=identity
            )
            await uow.commit()
        return await intake_view(uow, ports, draft, now)


async def explanation(account: Account, case: str, ports: Ports, *, send: bool) -> IntakeView:
    """Give out 释明书 and, with `send`, write to each party who has not acknowledged it. Needs `case.receive`.

    Raises `ConflictError` (`award.nothing_to_explain`) when the first receipt was in time.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        draft, found = await handed_in(uow, account, case)
        await explanations.give_out(uow, ports, found, account, now)
        queued = await explanations.send(uow, found, account, now) if send else 0
        await minutes.act_of_staff(uow, account, "case.risk_paper", f"case:{found.id}", now, messages=str(queued))
        await uow.commit()
        return await intake_view(uow, ports, draft, now)
