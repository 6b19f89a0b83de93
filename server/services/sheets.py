"""Sheets: rows of a CSV or Excel file as texts, read with limits and without formulas."""

import csv
import io
import zipfile
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import zip_longest
from typing import Final
from xml.etree.ElementTree import ParseError

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from server.domain.errors import InvalidError

LARGEST_FILE: Final = 1024 * 1024
"""Bytes of a file as it comes."""
LARGEST_CONTENT: Final = 16 * 1024 * 1024
"""Bytes of an Excel file's parts when unpacked: a small file can hold very much."""
WIDEST: Final = 64
LONGEST_CELL: Final = 1_000
LONGEST_HEAD: Final = 20
"""Signs of an unknown column's head that are shown."""
MOST_NAMED: Final = 10
"""Unknown columns that are named."""
_AND: Final = "、"
_ZIP: Final = b"PK\x03\x04"
_FORMULA: Final = ("=", "+", "@")
_DECLARATION: Final = (b"<!DOCTYPE", b"<!ENTITY")

FORMULA: Final = "\0formula"
"""Stands in place of a cell that computes: it is never read, and the row is refused."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One line under the heads; `number` is the line a person sees in the program they made it with."""

    number: int
    cells: dict[str, str]


def read(content: bytes, most_rows: int) -> tuple[SheetRow, ...]:
    """Return the rows below the first line, which names the columns; empty lines are left out.

    Raises `InvalidError` (`sheet.too_large`, `sheet.too_many_rows`, `sheet.unreadable`, `sheet.no_heads`).
    """
    if len(content) > LARGEST_FILE:
        raise InvalidError("sheet.too_large", limit=str(LARGEST_FILE))
    lines = _excel(content, most_rows) if content.startswith(_ZIP) else _csv(content)
    heads, rows = _heads(lines[0] if lines else []), []
    for number, line in enumerate(lines[1:], start=2):
        cells = {head: cell for head, cell in zip_longest(heads, line[: len(heads)], fillvalue="") if head}
        if any(cells.values()):
            rows.append(SheetRow(number, cells))
        if len(rows) > most_rows:
            raise InvalidError("sheet.too_many_rows", limit=str(most_rows))
    return tuple(rows)


def require_heads(rows: Sequence[SheetRow], known: Collection[str], required: Iterable[str]) -> tuple[str, ...]:
    """Return the columns that mean nothing here, in their order, shortened: who made the file is told of them.

    Raises `InvalidError` once for the whole file when a column is missing that every row needs: `sheet.heads_missing`,
    or `sheet.heads_other` when columns nobody knows stand there, perhaps in its place.
    """
    there = list(dict.fromkeys(head for row in rows for head in row.cells))
    unknown = tuple(head.replace(FORMULA, "=")[:LONGEST_HEAD] for head in there if head not in known)[:MOST_NAMED]
    missing = _AND.join(head for head in required if head not in there)
    if rows and missing and unknown:
        raise InvalidError("sheet.heads_other", missing=missing, unknown=_AND.join(unknown))
    if rows and missing:
        raise InvalidError("sheet.heads_missing", missing=missing)
    return unknown


def write_csv(lines: Iterable[Sequence[str]]) -> bytes:
    """Return a CSV file that Excel opens with Chinese intact."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(lines)
    return text.getvalue().encode("utf-8-sig")


def write_excel(title: str, lines: Iterable[Sequence[str]]) -> bytes:
    """Return an Excel file with one sheet of texts."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for line in lines:
        sheet.append(list(line))
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _heads(line: list[str]) -> list[str]:
    heads = [cell.strip().rstrip("*") for cell in line]
    if not any(heads) or len(heads) > WIDEST:
        raise InvalidError("sheet.no_heads", heads="required")
    return heads


def _csv(content: bytes) -> list[list[str]]:
    text = _decoded(content)
    if "\0" in text:
        raise InvalidError("sheet.unreadable", file="nul")
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        raise InvalidError("sheet.unreadable", file="malformed") from None
    return [[_text(cell) for cell in line[:WIDEST]] for line in lines]


def _decoded(content: bytes) -> str:
    # Excel in Chinese writes CSV in GB18030 unless it is told otherwise.
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InvalidError("sheet.unreadable", file="encoding")


def _excel(content: bytes, most_rows: int) -> list[list[str]]:
    try:
        _require_harmless(content)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        try:
            sheet = book.worksheets[0]
            rows = sheet.iter_rows(max_row=most_rows + 2, max_col=WIDEST)
            return [[_cell(cell.value, cell.data_type) for cell in row] for row in rows]
        finally:
            book.close()
    except (InvalidFileException, zipfile.BadZipFile, ParseError, KeyError, IndexError, ValueError, OSError):
        raise InvalidError("sheet.unreadable", file="malformed") from None


def _require_harmless(content: bytes) -> None:
    """Raise before anything is unpacked that is too large, or declares entities."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        if sum(part.file_size for part in parts.infolist()) > LARGEST_CONTENT:
            raise InvalidError("sheet.too_large", limit=str(LARGEST_CONTENT))
        for part in parts.infolist():
            with parts.open(part) as opened:
                start = opened.read(4_096)
            if any(word in start for word in _DECLARATION):
                raise InvalidError("sheet.unreadable", file="declarations")


def _cell(value: object, kind: str) -> str:
    if value is None:
        return ""
    if kind == "f":
        return FORMULA
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _text(str(value))


def _text(cell: str) -> str:
    text = "".join(sign for sign in cell.strip() if sign.isprintable())
    return FORMULA if text.startswith(_FORMULA) and not text[1:].isdigit() else text[:LONGEST_CELL]
