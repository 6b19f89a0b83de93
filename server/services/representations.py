"""Representatives of many workers: a written authority from each, or a list each signed (劳动争议调解仲裁法 art. 7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from server.domain.account import Account, Right
from server.domain.authority import (
    AuthorityKind,
    Paper,
    PaperFile,
    Power,
    Sighting,
    Written,
    require_many,
    require_representatives,
)
from server.domain.beijing import beijing_day
from server.domain.case import Case
from server.domain.case_file import Leaf, require_open
from server.domain.double_agency import require_one_interest
from server.domain.errors import InvalidError
from server.domain.material import MaterialId
from server.domain.party import Participant
from server.services import minutes
from server.services.access import case_in_reach, material_of, person_of
from server.services.parties import people
from server.services.ports import Ports, UnitOfWork
from server.services.ports.parties import CasePeopleView
from server.services.powers import authority_of, recorded, require_workers


@dataclass(frozen=True, slots=True)
class Proof:
    """What shows a written authority: a file of the case, or who saw it at a counter; neither while it is awaited."""

    file: MaterialId | None = None
    seen: Sighting | None = None

    @property
    def files(self) -> tuple[PaperFile, ...]:
        """The file as the paper of an authority."""
        return (PaperFile(Paper.AUTHORITY, self.file),) if self.file else ()


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
    proof: Proof = Proof()
    until: date | None = None

    @property
    def written(self) -> Written:
        """What each of them wrote."""
        return Written(
            AuthorityKind.REPRESENTATIVE,
            self.matters,
            self.powers,
            self.signed_on,
            self.until,
            files=self.proof.files,
            seen=self.proof.seen,
        )

    def content(self) -> str:
        """Return everything in one form, to tell a repeat from another request."""
        seen = self.proof.seen
        shown = (self.proof.file, (seen.by, seen.on) if seen else None)
        parts = (self.agent, sorted(self.principals), self.matters, sorted(self.powers), shown)
        return repr((*parts, self.signed_on, self.until))


@dataclass(frozen=True, slots=True)
class Show:
    """The written authority of workers who had shown none; `authorities` are ids with their versions."""

    serial: str
    authorities: Mapping[str, int]
    proof: Proof


async def represent(account: Account, command: Represent, ports: Ports) -> CasePeopleView:
    """Keep an authority from each of the workers, or none; without proof it binds nobody. Needs `party.write`.

    Raises `InvalidError` (`authority.invalid` for whoever is no worker of the case, or is named twice, and for a paper
    seen before it was signed or on a day to come), `ConflictError` (`file.closed`, `authority.too_few_workers`,
    `authority.too_many_representatives`, `authority.both_sides`), `NotFoundError` for a file that is no material.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, command.serial, Right.PARTY_WRITE)
        agent = await person_of(uow, case, command.agent)
        chosen = await _principals(uow, case, agent, command.principals)
        await _require_proof(uow, case, command.proof, beijing_day(now))
        made = [recorded(command.written, agent, one, account, ports) for one in chosen]
        if await uow.keys.claim(f"representation:{case.id}", command.key, command.content(), now):
            require_open(case, Leaf.AUTHORITY)
            require_many(case.workers)
            kept = await uow.authorities.of_case(case.id)
            require_representatives(kept, agent.identity, ports.representatives, beijing_day(now))
            company = await uow.cases.participants(case.id)
            require_one_interest(agent, company, (*kept, *made), beijing_day(now))
            for one in made:
                await uow.authorities.add(one)
            text = f"登记{minutes.about(agent)}代表{len(made)}名劳动者：{_names(chosen)}，{_shown(command.proof)}"
            await minutes.line(uow, case, account.name, minutes.Note("authority.recorded", text), now)
            facts = {"agent": agent.identity, "principals": ",".join(one.identity for one in chosen)}
            await minutes.act_of_staff(uow, account, "authority.recorded", f"case:{case.id}", now, **facts)
            await uow.commit()
    return await people(account, command.serial, ports)


async def show(account: Account, command: Show, ports: Ports) -> CasePeopleView:
    """Note the written authority of several workers at once, or of none. Needs `party.write`.

    Raises `InvalidError` (`authority.invalid`: no proof, no representative's authority, or as `represent`),
    `StaleVersionError`, `ConflictError` when one is over, `NotFoundError` for a file that is no material of the case.
    """
    now = ports.clock.now()
    if command.proof == Proof():
        raise InvalidError("authority.invalid", papers="required")
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, command.serial, Right.PARTY_WRITE)
        await _require_proof(uow, case, command.proof, beijing_day(now))
        found = [await authority_of(uow, case, one) for one in command.authorities]
        if any(one.kind is not AuthorityKind.REPRESENTATIVE for one in found):
            raise InvalidError("authority.invalid", authorities="not_a_representative")
        shown = [one.show(one.papers, command.proof.files or one.files, command.proof.seen) for one in found]
        changed = [after for before, after in zip(found, shown, strict=True) if after != before]
        for one in changed:
            await uow.authorities.save(replace(one, version=command.authorities[one.id]))
        if changed:
            principals = [await person_of(uow, case, one.principal) for one in changed]
            note = minutes.Note("authority.papers_shown", f"{_names(principals)}的书面授权：{_shown(command.proof)}")
            await minutes.line(uow, case, account.name, note, now)
            facts = {"authorities": ",".join(one.id for one in changed)}
            await minutes.act_of_staff(uow, account, note.kind, f"case:{case.id}", now, **facts)
            await uow.commit()
    return await people(account, command.serial, ports)


async def _principals(
    uow: UnitOfWork, case: Case, agent: Participant, wanted: tuple[str, ...]
) -> tuple[Participant, ...]:
    found = tuple([await person_of(uow, case, one) for one in wanted])
    if len(set(wanted)) != len(wanted) or not wanted:
        raise InvalidError("authority.invalid", principals="once_each")
    require_workers((agent, *found))
    return found


async def _require_proof(uow: UnitOfWork, case: Case, proof: Proof, today: date) -> None:
    if proof.seen is not None and proof.seen.on > today:
        raise InvalidError("authority.invalid", seen="future")
    if proof.file is not None:
        await material_of(uow, case.id, proof.file)


def _names(people: Sequence[Participant]) -> str:
    return "、".join(one.name for one in people)


def _shown(proof: Proof) -> str:
    if proof.file is not None:
        return "书面授权已存入案件材料"
    return f"{proof.seen.by}于{proof.seen.on.isoformat()}看过原件" if proof.seen else "书面授权还没有交"
