"""Who may act for whom: an authority recorded with its papers, and ended."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from server.domain.account import Account, Right
from server.domain.authority import (
    AGENTS,
    Authority,
    AuthorityKind,
    Paper,
    PaperFile,
    Power,
    Written,
    require_many,
    require_representatives,
    require_room,
)
from server.domain.beijing import beijing_day
from server.domain.case import Case
from server.domain.case_file import Leaf, require_open
from server.domain.double_agency import require_one_interest
from server.domain.errors import ConflictError, InvalidError, NotFoundError
from server.domain.interpreting import require_papers
from server.domain.party import Participant, is_worker
from server.services import dismissing, minutes
from server.services.access import case_in_reach, material_of, person_of
from server.services.conflict_register import Bearing, require_never_mediated
from server.services.parties import people
from server.services.ports import Ports, UnitOfWork
from server.services.ports.parties import CasePeopleView
from server.services.words import AUTHORITIES


@dataclass(frozen=True, slots=True)
class RecordAuthority:
    """An authority as its paper says. The same `key` with the same content is one authority."""

    serial: str
    key: str
    agent: str
    principal: str
    kind: AuthorityKind
    matters: str = field(repr=False)
    powers: frozenset[Power]
    papers: frozenset[Paper]
    signed_on: date
    until: date | None = None
    files: tuple[PaperFile, ...] = ()

    @property
    def written(self) -> Written:
        """What the paper says."""
        return Written(self.kind, self.matters, self.powers, self.signed_on, self.until, self.papers, self.files)

    def content(self) -> str:
        """Return everything in one form, to tell a repeat from another request."""
        parts = (self.agent, self.principal, self.kind, self.matters, sorted(self.powers), sorted(self.papers))
        files = sorted((one.paper, one.material) for one in self.files)
        return repr((*parts, self.signed_on, self.until, files))


@dataclass(frozen=True, slots=True)
class ShowPapers:
    """All papers of an authority that were shown, ticked or as files, in place of what was noted at `version`."""

    serial: str
    authority: str
    version: int
    papers: frozenset[Paper]
    files: tuple[PaperFile, ...]


async def record(account: Account, command: RecordAuthority, ports: Ports) -> CasePeopleView:
    """Keep an authority. Needs `party.write`.

    Raises `InvalidError` (`authority.invalid`, also for a representative who is no worker, or of nobody who is one),
    `ConflictError` (`file.closed`, `authority.too_many` for a third agent on any day to come,
    `authority.both_sides` for an agent of another interest,
    `authority.too_few_workers` for a representative of fewer than ten, `authority.too_many_representatives`,
    `interpreter.no_papers` for or by an interpreter,
    `authority.mediator` when the agent mediates or mediated the case, 特邀规定 art. 16), `NotFoundError` for a file
    that is no material of the case.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, command.serial, Right.PARTY_WRITE)
        agent = await person_of(uow, case, command.agent)
        principal = await person_of(uow, case, command.principal)
        require_papers(agent)
        require_papers(principal)
        made = recorded(command.written, agent, principal, account, ports)
        if await uow.keys.claim(f"authority:{case.id}", command.key, command.content(), now):
            require_open(case, Leaf.AUTHORITY)
            kept = await uow.authorities.of_case(case.id)
            require_room(kept, made, beijing_day(now))
            if made.kind is AuthorityKind.REPRESENTATIVE:
                require_workers((agent, principal))
                require_many(case.workers)
                require_representatives(kept, agent.identity, ports.representatives, beijing_day(now))
            await _require_no_mediator(uow, case, agent)
            company = await uow.cases.participants(case.id)
            require_one_interest(agent, company, (*kept, made), beijing_day(now))
            await _require_files(uow, case, made)
            await uow.authorities.add(made)
            text = f"登记{minutes.about(agent)}代表{principal.name}：{AUTHORITIES[made.kind]}{_powers(made)}"
            await minutes.line(uow, case, account.name, minutes.Note("authority.recorded", text), now)
            facts = {"authority": made.id, "agent": agent.identity, "principal": principal.identity}
            await minutes.act_of_staff(uow, account, "authority.recorded", f"case:{case.id}", now, **facts)
            await uow.commit()
    return await people(account, command.serial, ports)


async def show_papers(account: Account, command: ShowPapers, ports: Ports) -> CasePeopleView:
    """Note the papers of an authority. Needs `party.write`.

    Raises `StaleVersionError`, `ConflictError` when it is over, `InvalidError` (`authority.invalid`) for a paper of
    another kind, `NotFoundError` for a file that is no material of the case.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, command.serial, Right.PARTY_WRITE)
        found = await authority_of(uow, case, command.authority)
        shown = found.show(command.papers, command.files)
        await _require_files(uow, case, shown)
        if shown != found:
            await uow.authorities.save(replace(shown, version=command.version))
            agent = await person_of(uow, case, found.agent)
            rest = "，材料已齐" if not shown.missing_papers else ""
            note = minutes.Note("authority.papers_shown", f"核对{minutes.about(agent)}的身份和授权材料{rest}")
            await minutes.line(uow, case, account.name, note, now)
            await minutes.act_of_staff(uow, account, note.kind, f"case:{case.id}", now, authority=found.id)
            await uow.commit()
    return await people(account, command.serial, ports)


async def revoke(account: Account, serial: str, authority: str, ports: Ports) -> CasePeopleView:
    """End an authority; what was done under it stands. Needs `party.write`. Raises `ConflictError` when it is over.

    Whoever acts for nobody any more loses every link at once, and leaves the room.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, serial, Right.PARTY_WRITE)
        found = await authority_of(uow, case, authority)
        await uow.authorities.save(found.revoke(now))
        agent = await person_of(uow, case, found.agent)
        note = minutes.Note("authority.revoked", f"{minutes.about(agent)}的授权终止")
        await minutes.line(uow, case, account.name, note, now)
        await minutes.act_of_staff(uow, account, "authority.revoked", f"case:{case.id}", now, authority=found.id)
        left = await dismissing.take_links(uow, case, agent, now)
        await uow.commit()
    await dismissing.put_out(ports, left, agent.identity)
    return await people(account, serial, ports)


def recorded(written: Written, agent: Participant, principal: Participant, account: Account, ports: Ports) -> Authority:
    """Return the authority of one person of a case to act for another, as an account writes it down now.

    Raises `InvalidError` (`authority.invalid`).
    """
    return Authority(
        id=ports.chance.id(),
        case=agent.case,
        agent=agent.identity,
        principal=principal.identity,
        kind=written.kind,
        matters=written.matters,
        powers=written.powers,
        papers=written.papers,
        signed_on=written.signed_on,
        recorded_by=account.id,
        recorded_at=ports.clock.now(),
        until=written.until,
        files=written.files,
        seen=written.seen,
    )


async def authority_of(uow: UnitOfWork, case: Case, authority: str) -> Authority:
    """Return an authority of the case. Raises `NotFoundError`."""
    found = await uow.authorities.get(authority)
    if found is None or found.case != case.id:
        raise NotFoundError("authority.unknown")
    return found


async def _require_files(uow: UnitOfWork, case: Case, authority: Authority) -> None:
    for one in authority.files:
        await material_of(uow, case.id, one.material)


async def _require_no_mediator(uow: UnitOfWork, case: Case, agent: Participant) -> None:
    """Raise `ConflictError` when the agent bears the name of a mediator of the case: a register check for the clerk."""
    await require_never_mediated(uow, case, Bearing(agent.name, agent.id_number, agent.phone))
    for session in await uow.sessions.of_case(case.id):
        mediator = await uow.accounts.get(session.mediator)
        if mediator is not None and mediator.name == agent.name:
            raise ConflictError("authority.mediator")


def require_workers(people: Iterable[Participant]) -> None:
    """Raise `InvalidError` (`authority.invalid`) unless all are workers of the case: they choose one of themselves."""
    if not all(is_worker(one) for one in people):
        raise InvalidError("authority.invalid", principals="not_a_worker")


def _powers(authority: Authority) -> str:
    if authority.kind not in AGENTS:
        return ""
    return "，可以和解" if Power.SETTLE in authority.powers else "，一般授权"
