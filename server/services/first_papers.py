"""First papers: put right whether the papers of the first receipt named an applicant who was entered later."""

from dataclasses import dataclass, field, replace

from server.domain.account import Account, Right
from server.domain.case_file import Leaf, require_open
from server.domain.errors import ConflictError
from server.domain.timeline import Tone
from server.services import clocks, minutes
from server.services.access import case_in_reach, person_of
from server.services.parties import people
from server.services.ports import Ports
from server.services.ports.parties import CasePeopleView


@dataclass(frozen=True, slots=True)
class CorrectFirstPapers:
    """Say whether they were named after all, and why, of a person as they were at `version`."""

    serial: str
    identity: str
    version: int
    named: bool
    reason: str = field(repr=False)


async def correct(account: Account, command: CorrectFirstPapers, ports: Ports) -> CasePeopleView:
    """Put it right: whose receipt the first one is decides whether their suit is in time (LY-07), so clocks follow.

    The reason is in the audit log. Needs `party.write`. What is true already changes nothing. Raises `ConflictError`
    (`party.named_first` for whoever came with the case or is no applicant, `file.closed`), `StaleVersionError`.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, command.serial, Right.PARTY_WRITE)
        person = await person_of(uow, case, command.identity)
        if person.named_first is None:
            raise ConflictError("party.named_first")
        require_open(case, Leaf.PERSON)
        if person.named_first is not command.named:
            added_at = None if command.named else person.entered_at
            await uow.cases.save_participant(replace(person, added_at=added_at, version=command.version))
            await clocks.refresh(uow, case, now)
            said = "更正为已经列名" if command.named else "更正为没有列名，从登记那天起计算"
            text = f"{minutes.about(person)}在首次收件的材料里：{said}。理由：{command.reason}"
            await minutes.line(uow, case, account.name, minutes.Note("party.first_papers", text, Tone.CLOCK), now)
            facts = {
                "identity": person.identity,
                "named": "yes" if command.named else "no",
                "before": "no" if command.named else "yes",
                "reason": command.reason,
            }
            await minutes.act_of_staff(uow, account, "party.first_papers", f"case:{case.id}", now, **facts)
            await uow.commit()
    return await people(account, command.serial, ports)
