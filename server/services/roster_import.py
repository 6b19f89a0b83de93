"""Taking a file into the roster: every row is checked first, then what is right is reported to the court."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final

from server.domain.account import Account, Right
from server.domain.errors import InvalidError, MediationError
from server.domain.ids import EntryId
from server.domain.profile import FIELDS, EntryKind, Profile
from server.domain.roster import Entry, EntryState, Report
from server.services import minutes, sheets
from server.services import roster_words as words
from server.services.ports import Ports, UnitOfWork
from server.services.roster import beijing_day, kept, require_place
from server.services.sheets import FORMULA, SheetRow


class RowResult(StrEnum):
    """What becomes of a row."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class RowReport:
    """One row of the file: what becomes of it, or by which field it was refused and why."""

    row: int
    name: str = field(repr=False)
    result: RowResult
    faults: dict[str, str]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The whole file. `digest` proves to `apply` that exactly this file was checked."""

    digest: str
    applied: bool
    rows: tuple[RowReport, ...]
    unknown: tuple[str, ...] = ()
    """Heads of columns that were not read, because nothing here has their name."""


Reader = Callable[[str], Any]

_READERS: Final[Mapping[str, Reader]] = {
    "kinds": lambda text: words.listed(words.DISPUTES, text),
    "skills": lambda text: words.listed(words.SKILLS, text),
    "pool": lambda text: words.listed(words.POOL, text),
    "regions": words.parts,
    "fee": words.FEES.__getitem__,
    "level": words.LEVELS.__getitem__,
    "type": words.TYPES.__getitem__,
    "mediator_kind": words.MEDIATOR_KINDS.__getitem__,
    "gender": words.GENDERS.__getitem__,
    "origin": words.ORIGINS.__getitem__,
    "max_open": int,
    "born_on": date.fromisoformat,
    "e_seal": words.ANSWERS.__getitem__,
    "may_preside": words.ANSWERS.__getitem__,
    "declared": words.ANSWERS.__getitem__,
}
_OUTSIDE: Final = frozenset({"kind", "court", "organisation"})
"""Columns that say where an entry stands, not what it is."""
_NEEDED: Final = tuple(words.COLUMNS[name] for name in ("kind", "name", "court"))
"""Columns without which no row can be read."""


def template(form: str) -> bytes:
    """Return the file to fill in, `csv` or `xlsx`: heads and one example of each kind."""
    lines = [list(words.COLUMNS.values())]
    lines += [[example.get(name, "") for name in words.COLUMNS] for example in words.EXAMPLES]
    return sheets.write_excel("名册", lines) if form == "xlsx" else sheets.write_csv(lines)


async def check(account: Account, content: bytes, rows: tuple[SheetRow, ...], ports: Ports) -> ImportReport:
    """Return what would become of every row; nothing is kept and nobody waits. Needs `roster.report`.

    Raises `InvalidError` (`sheet.heads_missing`, `sheet.heads_other`) for a file whose columns are others.
    """
    account.require(Right.ROSTER_REPORT)
    unknown = _unknown(rows)
    async with ports.rehearse() as uow:
        done = await _take_in(uow, account, rows, ports)
    return ImportReport(_digest(content), applied=False, rows=done, unknown=unknown)


async def apply(
    account: Account, content: bytes, rows: tuple[SheetRow, ...], digest: str, ports: Ports
) -> ImportReport:
    """Keep the rows that are right and report them to their courts, all in one transaction. Needs `roster.report`.

    Raises `InvalidError` (`sheet.not_checked`) unless `digest` is that of the check. The same file again finds
    everything unchanged.
    """
    account.require(Right.ROSTER_REPORT)
    if digest != _digest(content):
        raise InvalidError("sheet.not_checked", digest="other_file")
    unknown = _unknown(rows)
    async with ports.begin() as uow:
        # The same file at the same moment waits here, and finds the entries of the first.
        await uow.keys.claim(f"roster-import:{account.organisation}", digest, digest, ports.clock.now())
        done = await _take_in(uow, account, rows, ports)
        facts = {"rows": str(len(done)), "digest": digest}
        await minutes.act_of_staff(uow, account, "roster.imported", f"account:{account.id}", ports.clock.now(), **facts)
        await uow.commit()
    return ImportReport(digest, applied=True, rows=done, unknown=unknown)


async def _take_in(
    uow: UnitOfWork, account: Account, rows: tuple[SheetRow, ...], ports: Ports
) -> tuple[RowReport, ...]:
    reports = []
    for row in rows:
        name = row.cells.get(words.COLUMNS["name"], "")[:100].replace(FORMULA, "")
        try:
            result = await _row(uow, account, row, ports)
            reports.append(RowReport(row.number, name, result, {}))
        except MediationError as refusal:
            faults = dict(refusal.facts) or {"row": refusal.code}
            reports.append(RowReport(row.number, name, RowResult.REFUSED, faults))
    return tuple(reports)


async def _row(uow: UnitOfWork, account: Account, row: SheetRow, ports: Ports) -> RowResult:
    kind, court = _standing(row)
    profile = _profile(row, kind)
    above = await _above(uow, row, court, kind)
    now = ports.clock.now()
    report = Report(account.id, account.organisation, now)
    known = await _known(uow, kind, court, above, profile)
    if known is None:
        entry = Entry(EntryId(ports.chance.id()), kind, court, account.organisation, above, profile)
        await require_place(uow, account, entry)
        await uow.roster.add(entry.submit(report, beijing_day(now)))
        return RowResult.ADDED
    held, _ = await kept(uow, account, known.id)
    changed = _changed(held, profile, report, beijing_day(now))
    if changed is None:
        return RowResult.UNCHANGED
    await uow.roster.save(changed)
    return RowResult.CHANGED


def _changed(held: Entry, profile: Profile, report: Report, today: date) -> Entry | None:
    """Return the entry as the row changes it, None when it says the same. Raises as the domain refuses."""
    if held.state in {EntryState.DRAFT, EntryState.RETURNED}:
        return held.edit(profile).submit(report, today)
    if profile == (held.proposed or held.live):
        return None
    if held.is_effective:
        return held.propose(profile, report, today)
    raise InvalidError("roster.waiting", row=f"state_{held.state}")


async def _known(uow: UnitOfWork, kind: EntryKind, court: str, above: EntryId | None, profile: Profile) -> Entry | None:
    same = [entry for entry in await uow.roster.named(kind, profile.name, court) if entry.organisation == above]
    if len(same) > 1:
        same = [entry for entry in same if entry.shown.id_number == profile.id_number]
    return same[0] if same else None


async def _above(uow: UnitOfWork, row: SheetRow, court: str, kind: EntryKind) -> EntryId | None:
    name = row.cells.get(words.COLUMNS["organisation"], "")
    if not name:
        return None
    if kind is EntryKind.ORGANISATION:
        raise InvalidError("roster.incomplete", organisation="not_allowed")
    found = await uow.roster.named(EntryKind.ORGANISATION, name, court)
    if not found:
        raise InvalidError("roster.incomplete", organisation="unknown")
    return found[0].id


def _unknown(rows: tuple[SheetRow, ...]) -> tuple[str, ...]:
    return sheets.require_heads(rows, frozenset(words.COLUMNS.values()), _NEEDED)


def _standing(row: SheetRow) -> tuple[EntryKind, str]:
    kind, court = (row.cells.get(words.COLUMNS[name], "") for name in ("kind", "court"))
    faults = {} if kind in words.KINDS else {"kind": "unknown" if kind else "required"}
    if not row.cells.get(words.COLUMNS["name"]):
        faults["name"] = "required"
    if not court or court == FORMULA or len(court) > 100:  # noqa: PLR2004 - as long as names are
        faults["court"] = "required"
    if faults:
        raise InvalidError("roster.incomplete", **faults)
    return words.KINDS[kind], court


def _profile(row: SheetRow, kind: EntryKind) -> Profile:
    """Read the columns of a profile. Raises `InvalidError` naming every cell that cannot be read."""
    values: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for name, head in words.COLUMNS.items():
        cell = row.cells.get(head, "")
        if cell == FORMULA:
            faults[name] = "formula"
        elif name not in _OUTSIDE and cell:
            try:
                values[name] = _READERS.get(name, str)(cell)
            except (KeyError, ValueError):
                faults[name] = "unknown"
    faults |= {name: "not_allowed" for name in values if name not in FIELDS[kind]}
    if faults:
        raise InvalidError("roster.incomplete", **faults)
    return Profile(**{"name": "", **values})


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
