"""Files people fill in: read with limits, without formulas, and never a traceback for a broken one."""

import io
import zipfile
from collections.abc import Sequence

import pytest
from openpyxl import Workbook

from server.domain.errors import InvalidError
from server.services import sheets
from server.services.sheets import FORMULA


def excel(*lines: Sequence[object]) -> bytes:
    book = Workbook()
    for line in lines:
        book.worksheets[0].append(list(line))
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_file_is_read_in_the_encodings_of_excel(encoding: str) -> None:
    (row,) = sheets.read("类别,名称\n组织,调解中心\n,\n".encode(encoding), 10)

    assert (row.number, row.cells) == (2, {"类别": "组织", "名称": "调解中心"})


def test_an_excel_file_is_read_as_texts() -> None:
    (row,) = sheets.read(excel(["名称", "在办上限"], ["调解中心", 40]), 10)

    assert row.cells == {"名称": "调解中心", "在办上限": "40"}


@pytest.mark.parametrize("cell", ["=1+1", '=HYPERLINK("x")', "@SUM(1)", "+cmd|' /C calc'!A0"])
def test_a_cell_that_computes_is_marked_and_never_read(cell: str) -> None:
    for content in (excel(["名称"], [cell]), sheets.write_csv([["名称"], [cell]])):
        (row,) = sheets.read(content, 10)
        assert row.cells == {"名称": FORMULA}


def test_a_telephone_number_with_a_plus_is_no_formula() -> None:
    (row,) = sheets.read("电话\n+8637960000000\n".encode(), 10)

    assert row.cells == {"电话": "+8637960000000"}


def test_more_rows_than_allowed_are_refused() -> None:
    for content in (excel(["名称"], *[["调解中心"]] * 11), sheets.write_csv([["名称"], *[["调解中心"]] * 11])):
        with pytest.raises(InvalidError) as refusal:
            sheets.read(content, 10)
        assert refusal.value.code == "sheet.too_many_rows"


def test_a_file_over_the_limit_is_refused_packed_or_unpacked() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet1.xml", b" " * (sheets.LARGEST_CONTENT + 1))

    for content in (b"x" * (sheets.LARGEST_FILE + 1), bomb.getvalue()):
        with pytest.raises(InvalidError) as refusal:
            sheets.read(content, 10)
        assert refusal.value.code == "sheet.too_large"


def test_a_file_that_declares_entities_is_refused() -> None:
    hostile = io.BytesIO()
    with zipfile.ZipFile(hostile, "w") as parts:
        parts.writestr("xl/workbook.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')

    with pytest.raises(InvalidError) as refusal:
        sheets.read(hostile.getvalue(), 10)
    assert refusal.value.facts == {"file": "declarations"}


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04broken", b"\xff\xfe\x00\x01\x81", b"", b"\n\n", b'name\n"open', b"a\0b", b"PK\x03\x04" + b"\0" * 64],
)
def test_a_broken_file_is_refused_by_name(content: bytes) -> None:
    with pytest.raises(InvalidError) as refusal:
        sheets.read(content, 10)
    assert refusal.value.code in {"sheet.unreadable", "sheet.no_heads"}


def test_columns_of_other_names_are_told_once_for_the_whole_file_and_not_row_by_row() -> None:
    rows = sheets.read("类型,名称,电话\n组织,中心\n组织,别的中心,1\n".encode(), 10)

    with pytest.raises(InvalidError) as refusal:
        sheets.require_heads(rows, {"类别", "名称", "邀请法院", "电话"}, ("类别", "名称", "邀请法院"))
    with pytest.raises(InvalidError) as lacking:
        sheets.require_heads(rows, {"类型", "名称", "电话"}, ("类别",))

    assert (refusal.value.code, refusal.value.facts) == (
        "sheet.heads_other",
        {"missing": "类别、邀请法院", "unknown": "类型"},
    )
    assert (lacking.value.code, lacking.value.facts) == ("sheet.heads_missing", {"missing": "类别"})


def test_columns_nobody_knows_are_named_and_the_rest_is_read() -> None:
    rows = sheets.read(f"名称,备注,{'长' * 30}\n中心,x\n".encode(), 10)

    assert sheets.require_heads(rows, {"名称"}, ("名称",)) == ("备注", "长" * 20)
    assert sheets.require_heads((), {"名称"}, ("名称",)) == ()
