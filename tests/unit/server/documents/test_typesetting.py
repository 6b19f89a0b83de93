import hashlib
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from pypdf import PdfReader

from server.documents.typesetting import DocumentError, Typesetter

AT = datetime(2026, 3, 31, 1, 41, 7, tzinfo=UTC)


def receipt(**changes: str | bool | list[dict[str, str]]) -> dict[str, Any]:
    data: dict[str, Any] = {
        "serial": "LY2026-000200",
        "received_at": "2026年3月31日 9:41:07",
        "receiver": "洛阳市老城区人民法院",
        "submitter": "陈志强",
        "door": "本人在手机上提交",
        "posted": "",
        "subject": "拖欠工资",
        "materials": [{"name": "劳动合同.pdf", "sha256": "9f2c" * 16, "size": "1.2 MB"}],
        "content_sha256": "ab12" * 16,
        "award": False,
        "court": True,
    }
    return data | changes


@pytest.fixture(scope="module")
def typesetter() -> Iterator[Typesetter]:
    typesetter = Typesetter()
    yield typesetter
    typesetter.close()


def words(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).replace("\n", "").replace(" ", "")


async def test_a_receipt_says_serial_instant_and_every_material(typesetter: Typesetter) -> None:
    text = words(await typesetter.render("first_receipt", receipt(), AT))

    for expected in ("LY2026-000200", "2026年3月31日9:41:07", "陈志强", "劳动合同.pdf", "9f2c9f2c"):
        assert expected in text


async def test_only_a_receipt_of_a_court_says_that_its_day_is_the_day_of_filing(typesetter: Typesetter) -> None:
    court = words(await typesetter.render("first_receipt", receipt(award=True), AT))
    organisation = words(await typesetter.render("first_receipt", receipt(award=True, court=False), AT))

    assert "以法院首次收到材料之日作为起诉材料提交之日" in court
    assert "起诉材料提交之日" not in organisation
    assert "起诉期限照常计算" in organisation


async def test_the_same_data_give_the_same_bytes(typesetter: Typesetter) -> None:
    first = await typesetter.render("first_receipt", receipt(), AT)
    again = await typesetter.render("first_receipt", receipt(), AT)

    assert hashlib.sha256(first).digest() == hashlib.sha256(again).digest()


async def test_a_document_says_that_it_is_pdf_a_2b(typesetter: Typesetter) -> None:
    metadata = await typesetter.render("first_receipt", receipt(), AT)

    assert b"<pdfaid:part>2</pdfaid:part>" in metadata
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in metadata


@pytest.mark.parametrize(
    "name",
    [
        '#include "/etc/passwd"',
        '#read("base.typ")',
        "#sys.inputs.data",
        "*粗* _斜_ = 标题 $x^2$ `码` <a> @b // 注",
        "]#panic()[",
        "\\u{41}",
    ],
)
async def test_what_a_person_writes_stands_as_written_and_is_never_markup(typesetter: Typesetter, name: str) -> None:
    text = words(await typesetter.render("first_receipt", receipt(submitter=name), AT))

    assert name.replace(" ", "") in text


@pytest.mark.parametrize("name", ["李㛃", "䶮朱", "朱镕", "闫䶮㛃"])
async def test_a_rare_character_of_a_name_is_set(typesetter: Typesetter, name: str) -> None:
    assert name in words(await typesetter.render("first_receipt", receipt(submitter=name), AT))


@pytest.mark.parametrize(("name", "written"), [("王𠮷", "王〔U+20BB7〕"), ("😀李", "〔U+1F600〕李")])
async def test_a_character_no_font_has_is_written_as_its_code_point(
    typesetter: Typesetter, name: str, written: str
) -> None:
    assert written in words(await typesetter.render("first_receipt", receipt(submitter=name), AT))


async def test_signs_no_paper_can_show_are_left_out(typesetter: Typesetter) -> None:
    assert "李秀兰" in words(await typesetter.render("first_receipt", receipt(submitter="李\x00秀\x1b兰"), AT))


async def test_a_receipt_without_materials_says_so(typesetter: Typesetter) -> None:
    assert "未附材料" in words(await typesetter.render("first_receipt", receipt(materials=[]), AT))


async def test_data_that_do_not_fit_the_template_are_a_fault_of_the_program(typesetter: Typesetter) -> None:
    with pytest.raises(DocumentError):
        await typesetter.render("first_receipt", {"serial": "LY2026-000200"}, AT)
