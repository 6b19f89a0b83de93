"""The list of a case's workers, taken in from a file: nothing is kept while one row is wrong, unless that is said."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from server.domain.account import Account, Right
from server.domain.case import Case
from server.domain.errors import InvalidError
from server.domain.id_number import normal
from server.domain.party import Capacity, Participant, PartyKind, Role, Side, is_email, is_worker
from server.services import clocks, minutes, parties, sheets
from server.services.access import case_in_reach
from server.services.parties import MOST_PEOPLE, PersonFacts
from server.services.ports import Ports, UnitOfWork
from server.services.roster_import import ImportReport, RowReport, RowResult
from server.services.roster_words import ORIGINS
from server.services.sheets import FORMULA, SheetRow
from server.services.specimen_numbers import citizen_number

MOST_ROWS: Final = MOST_PEOPLE
COLUMNS: Final[Mapping[str, str]] = {
    "name": "姓名",
    "id_number": "证件号码",
    "phone": "电话",
    "origin": "来自哪里",
    "award_received_on": "收到裁决书日期",
    "identity_seen": "线下核实",
    "email": "邮箱",
    "in_first_papers": "首次收件已列名",
}
_NEEDED: Final = (COLUMNS["name"], COLUMNS["id_number"])
_WAYS: Final = (COLUMNS["phone"], COLUMNS["email"])
"""One of them is enough."""
_EXAMPLE: Final = ("某某", citizen_number("19850601"), "13800000000", "内地", "", "", "", "")
_LONGEST: Final = {"name": 100, "id_number": 30, "phone": 20, "identity_seen": 200, "email": 254}
_READERS: Final[Mapping[str, Callable[[str], Any]]] = {
    "origin": ORIGINS.__getitem__,
    "award_received_on": date.fromisoformat,
    "in_first_papers": {"是": True, "否": False}.__getitem__,
}
_PHONE_SIGNS: Final = frozenset("0123456789+-")
_SHORTEST_PHONE: Final = 5


@dataclass(frozen=True, slots=True)
class TakeIn:
    """Keep a list that was checked; `without_wrong` keeps the rows that are right and leaves the others out."""

    serial: str
    digest: str
    without_wrong: bool = False


def template(form: str) -> bytes:
    """Return the file to fill in, `csv` or `xlsx`: heads and one example."""
    lines = [list(COLUMNS.values()), list(_EXAMPLE)]
    return sheets.write_excel("劳动者名单", lines) if form == "xlsx" else sheets.write_csv(lines)


async def check(account: Account, serial: str, content: bytes, rows: Sequence[SheetRow], ports: Ports) -> ImportReport:
    """Return what would become of every row; nothing is kept and nobody waits. Needs `party.write`.

    Raises `InvalidError` (`sheet.heads_missing`, `sheet.heads_other`) for a file whose columns are others.
    """
    async with ports.rehearse() as uow:
        case = await case_in_reach(uow, account, serial, Right.PARTY_WRITE)
        unknown = _unknown(rows)
        done = await _take_in(uow, account, case, rows, ports)
    return ImportReport(_digest(content), applied=False, rows=done, unknown=unknown)


async def apply(
    account: Account, command: TakeIn, content: bytes, rows: Sequence[SheetRow], ports: Ports
) -> ImportReport:
    """Enter the workers of a list as applicants, all in one transaction. Needs `party.write`.

    The same list again finds everybody there. Raises `InvalidError`: `sheet.not_checked` unless the digest is that of
    the check, `sheet.rows_wrong` for a wrong row that nobody said to leave out.
    """
    now = ports.clock.now()
    if command.digest != _digest(content):
        raise InvalidError("sheet.not_checked", digest="other_file")
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, command.serial, Right.PARTY_WRITE)
        unknown = _unknown(rows)
        done = await _take_in(uow, account, case, rows, ports)
        wrong = sum(row.result is RowResult.REFUSED for row in done)
        if wrong and not command.without_wrong:
            raise InvalidError("sheet.rows_wrong", wrong=str(wrong), rows=str(len(done)))
        added = sum(row.result is RowResult.ADDED for row in done)
        if added:
            await parties.count_workers(uow, case)
            await clocks.refresh(uow, case, now)
            note = minutes.Note("party.list_taken_in", f"按名单登记劳动者 {added} 人")
            await minutes.line(uow, case, account.name, note, now)
            facts = {"rows": str(len(done)), "added": str(added), "digest": command.digest}
            await minutes.act_of_staff(uow, account, note.kind, f"case:{case.id}", now, **facts)
            await uow.commit()
    return ImportReport(command.digest, applied=True, rows=done, unknown=unknown)


async def _take_in(
    uow: UnitOfWork, account: Account, case: Case, rows: Sequence[SheetRow], ports: Ports
) -> tuple[RowReport, ...]:
    found = await parties.beside(uow, case)
    there = {person.id_number: person for person in found.people if is_worker(person)}
    listed, reports = set[str](), []
    for row in rows:
        name = row.cells.get(COLUMNS["name"], "")[:100].replace(FORMULA, "")
        try:
            facts = _facts(row)
            result = _result(facts, there, listed, MOST_PEOPLE - len(found.people))
            if result is RowResult.ADDED:
                found = await parties.enter(uow, account, found, facts, ports)
            reports.append(RowReport(row.number, name, result, {}))
        except InvalidError as refusal:
            reports.append(RowReport(row.number, name, RowResult.REFUSED, refusal.facts))
    return tuple(reports)


def _result(facts: PersonFacts, there: Mapping[str, Participant], listed: set[str], seats: int) -> RowResult:
    """Return what becomes of a row, and note its number. Raises `InvalidError` when it can be nobody's or no more."""
    if facts.id_number in listed:
        raise InvalidError("party.listed", id_number="twice")
    listed.add(facts.id_number)
    known = there.get(facts.id_number)
    if known is None and seats <= 0:
        raise InvalidError("party.listed", row="full")
    if known is not None and known.name != facts.name:
        raise InvalidError("party.listed", id_number="of_another")
    return RowResult.ADDED if known is None else RowResult.UNCHANGED


def _unknown(rows: Sequence[SheetRow]) -> tuple[str, ...]:
    way = () if any(head in row.cells for row in rows for head in _WAYS) else _WAYS[:1]
    return sheets.require_heads(rows, frozenset(COLUMNS.values()), (*_NEEDED, *way))


def _facts(row: SheetRow) -> PersonFacts:
    """Read a row. Raises `InvalidError` naming every cell that cannot be read."""
    cells = {name: row.cells.get(head, "").strip() for name, head in COLUMNS.items()}
    faults = {name: "formula" for name, cell in cells.items() if cell == FORMULA}
    faults |= {name: "required" for name in ("name", "id_number") if not cells[name]}
    if not (cells["phone"] or cells["email"]):
        faults["phone"] = "required"
    faults |= {name: "too_long" for name, most in _LONGEST.items() if len(cells[name]) > most and name not in faults}
    if cells["phone"] and "phone" not in faults and not _is_phone(cells["phone"]):
        faults["phone"] = "malformed"
    if cells["email"] and "email" not in faults and not is_email(cells["email"]):
        faults["email"] = "address"
    values: dict[str, Any] = {}
    for name, read in _READERS.items():
        try:
            values |= {name: read(cells[name])} if cells[name] else {}
        except (KeyError, ValueError):
            faults.setdefault(name, "unknown")
    if faults:
        raise InvalidError("party.listed", **faults)
    return PersonFacts(
        name=cells["name"],
        side=Side.APPLICANT,
        role=Role.PARTY,
        title="申请人",
        phone=cells["phone"],
        id_number=normal(cells["id_number"]),
        kind=PartyKind.PERSON,
        standing=Capacity.USUAL,
        identity_seen=cells["identity_seen"],
        email=cells["email"],
        **values,
    )


def _is_phone(text: str) -> bool:
    return len(text) >= _SHORTEST_PHONE and _PHONE_SIGNS.issuperset(text)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
