from datetime import UTC, datetime

import pytest

from server.domain.errors import IllegalTransitionError, InvalidError
from server.domain.ids import CaseId
from server.domain.material import (
    LARGEST,
    MOST,
    ComparisonAction,
    ComparisonState,
    File,
    MaterialId,
    MaterialKind,
    MaterialMedia,
    MaterialOrigin,
    ProtectedMaterial,
    TransferableMaterial,
    clean_name,
    require_room,
    sniff,
)

AT = datetime(2026, 3, 31, tzinfo=UTC)
FILE = File("合同.pdf", MaterialMedia.PDF, 10, "a" * 64, "blob1")


def a_material(
    kind: MaterialKind = MaterialKind.CONTRACT, origin: MaterialOrigin = MaterialOrigin.PARTY
) -> TransferableMaterial:
    return TransferableMaterial(MaterialId("m1"), CaseId("case1"), kind, FILE, origin, AT, "李秀兰")


@pytest.mark.parametrize(
    ("head", "media"),
    [
        (b"%PDF-1.7", MaterialMedia.PDF),
        (b"\xff\xd8\xff\xe0", MaterialMedia.JPEG),
        (b"\x89PNG\r\n\x1a\n", MaterialMedia.PNG),
        (b"RIFF\x00\x00\x00\x00WEBP", MaterialMedia.WEBP),
        (b"\x00\x00\x00\x18ftypheic", MaterialMedia.HEIC),
    ],
)
def test_a_file_is_what_its_bytes_say(head: bytes, media: MaterialMedia) -> None:
    assert sniff(head) is media


@pytest.mark.parametrize(
    "head", [b"", b"MZ\x90\x00", b"<html>", b"PK\x03\x04", b" %PDF-", b"<svg xmlns", b"\x00\x00\x00\x18ftypmp42"]
)
def test_whatever_is_not_on_the_list_is_refused(head: bytes) -> None:
    with pytest.raises(InvalidError) as refusal:
        sniff(head)
    assert refusal.value.code == "material.type"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("劳动合同.pdf", "劳动合同.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\照片\\合同.JPG", "合同.pdf"),
        ("合同\u202efdp.exe", "合同fdp.pdf"),
        ("a\x00b\r\nc.pdf", "abc.pdf"),
        ("  ...  ", "材料.pdf"),
        ("", "材料.pdf"),
        ("名" * 300, "名" * 80 + ".pdf"),
    ],
)
def test_a_name_is_only_a_name_with_the_ending_of_what_it_is(given: str, kept: str) -> None:
    assert clean_name(given, MaterialMedia.PDF) == kept


@pytest.mark.parametrize(
    ("count", "size", "code"),
    [(0, 0, "material.empty"), (0, LARGEST + 1, "material.too_large"), (MOST, 1, "material.too_many")],
)
def test_a_file_that_has_no_room_is_refused(count: int, size: int, code: str) -> None:
    with pytest.raises(InvalidError) as refusal:
        require_room(count, size, MOST)
    assert refusal.value.code == code


def test_the_last_file_at_the_largest_size_is_taken() -> None:
    require_room(MOST - 1, LARGEST, MOST)


def test_what_was_shown_to_settle_cannot_be_a_transferable_material() -> None:
    with pytest.raises(InvalidError):
        a_material(MaterialKind.SETTLEMENT)


def test_the_two_classes_share_no_type() -> None:
    assert not issubclass(ProtectedMaterial, TransferableMaterial)
    assert not issubclass(TransferableMaterial, ProtectedMaterial)


def test_a_file_made_of_a_paper_says_who_made_it() -> None:
    with pytest.raises(InvalidError):
        a_material(origin=MaterialOrigin.DIGITISED)


def test_an_objection_needs_its_reason_and_ends_with_the_original() -> None:
    material = a_material()

    with pytest.raises(InvalidError):
        material.compare(ComparisonAction.OBJECT, "  ")
    disputed = material.compare(ComparisonAction.OBJECT, "签名不是本人所写")
    shown = disputed.compare(ComparisonAction.COMPARE_OFFLINE)

    assert (disputed.comparison, disputed.objection) == (ComparisonState.DISPUTED, "签名不是本人所写")
    assert (shown.comparison, shown.objection) == (ComparisonState.MATCHES_OFFLINE, "")


def test_what_was_compared_with_the_original_is_not_merely_undisputed() -> None:
    with pytest.raises(IllegalTransitionError):
        a_material().compare(ComparisonAction.COMPARE_OFFLINE).compare(ComparisonAction.NO_OBJECTION)
