"""Representatives of many workers: a written authority from each, recorded at once (劳动争议调解仲裁法 art. 7)."""

from dataclasses import dataclass, field
from datetime import date

from server.domain.account import Account, Right
from server.domain.authority import (
    Authority,
    AuthorityKind,
    Paper,
    Power,
    require_many,
    require_representatives,
)
from server.domain.beijing import beijing_day
from server.domain.case import Case
from server.domain.errors import InvalidError
from server.domain.party import Participant, is_worker
from server.services import minutes
from server.services.access import case_in_reach, person_of
from server.services.parties import people
from server.services.ports import Ports, UnitOfWork
from server.services.ports.parties import CasePeopleView


@dataclass(frozen=True, slots=True)
class Represent:
    """Whom a worker acts for, as each of them wrote. The same `key` with the same content is one act."""

    serial: str
    key: str
    agent: str
    principals: tuple[str, ...]
    matters: str = field(repr=False)
    powers: frozenset[Power]
    signed_on: date
    is_written: bool
    """Whether the written authority of every one of them was seen."""
    until: date | None = None

    def content(self) -> str:
        """Return everything in one form, to tell a repeat from another request."""
        parts = (self.agent, sorted(self.principals), self.matters, sorted(self.powers), self.is_written)
        return repr((*parts, self.signed_on, self.until))


async def represent(account: Account, command: Represent, ports: Ports) -> CasePeopleView:
    """Keep an authority from each of the workers, or none. Needs `party.write`.

    Raises `InvalidError` (`authority.invalid` for whoever is no worker of the case, or is named twice),
    `ConflictError` (`authority.too_few_workers`, `authority.too_many_representatives`).
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, command.serial, Right.PARTY_WRITE)
        agent = await person_of(uow, case, command.agent)
        chosen = await _principals(uow, case, agent, command.principals)
        made = [_authority(command, case, agent, one, account, ports) for one in chosen]
        if await uow.keys.claim(f"representation:{case.id}", command.key, command.content(), now):
            require_many(case.workers)
            kept = await uow.authorities.of_case(case.id)
            require_representatives(kept, agent.identity, ports.representatives, beijing_day(now))
            for one in made:
                await uow.authorities.add(one)
            text = f"登记{minutes.about(agent)}代表{len(made)}名劳动者：{'、'.join(one.name for one in chosen)}"
            await minutes.line(uow, case, account.name, minutes.Note("authority.recorded", text), now)
            facts = {"agent": agent.identity, "principals": ",".join(one.identity for one in chosen)}
            await minutes.act_of_staff(uow, account, "authority.recorded", f"case:{case.id}", now, **facts)
            await uow.commit()
    return await people(account, command.serial, ports)


async def _principals(
    uow: UnitOfWork, case: Case, agent: Participant, wanted: tuple[str, ...]
) -> tuple[Participant, ...]:
    found = tuple([await person_of(uow, case, one) for one in wanted])
    if len(set(wanted)) != len(wanted) or not wanted:
        raise InvalidError("authority.invalid", principals="once_each")
    if not all(is_worker(one) for one in (agent, *found)):
        raise InvalidError("authority.invalid", principals="not_a_worker")
    return found


def _authority(
    command: Represent, case: Case, agent: Participant, principal: Participant, account: Account, ports: Ports
) -> Authority:
    return Authority(
        id=ports.chance.id(),
        case=case.id,
        agent=agent.identity,
        principal=principal.identity,
        kind=AuthorityKind.REPRESENTATIVE,
        matters=command.matters,
        powers=command.powers,
        papers=frozenset({Paper.AUTHORITY}) if command.is_written else frozenset(),
        signed_on=command.signed_on,
        recorded_by=account.id,
        recorded_at=ports.clock.now(),
        until=command.until,
    )
