"""A pack is checked by whoever has the public key, without the server: every forgery is named."""

import hashlib
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from recordings.manifest import Signer
from server.command import main
from server.services import materials, support_packs
from server.services.archive_check import check
from server.services.filing import Upload
from tests.support.store import MEDIATOR, SEAL, Store

SERIAL = "LY2026-000128"
CONTRACT = "材料/01-劳动合同.pdf"
Manifest = dict[str, Any]
Files = dict[str, bytes]


@dataclass
class Opened:
    """A pack taken apart, to be changed."""

    manifest: Manifest
    files: Files


@pytest.fixture
async def pack(store: Store, tmp_path: Path) -> Path:
    """A pack as the court gets it."""
    await materials.add(MEDIATOR, SERIAL, Upload("劳动合同.pdf", b"%PDF-1.7 the contract"), store.ports)
    path = tmp_path / "pack.zip"
    path.write_bytes((await support_packs.pack(MEDIATOR, SERIAL, store.ports)).content)
    return path


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "key.pem"
    path.write_bytes(SEAL.verifier.pem())
    return path


def opened(path: Path) -> tuple[Manifest, Files]:
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return json.loads(files.pop("manifest.json")), files


def closed(path: Path, manifest: Manifest, files: Files, *more: tuple[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in (("manifest.json", json.dumps(manifest).encode()), *files.items(), *more):
            archive.writestr(name, content)


def test_a_pack_as_it_was_given_out_is_unchanged(pack: Path, key: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify-archive", str(pack), "--key", str(key)]) == 0
    said = capsys.readouterr().out
    assert "verdict: unchanged" in said
    assert f"signed with: {SEAL.verifier.key_id}" in said


def exchange(pack: Opened) -> None:
    pack.files[CONTRACT] = b"%PDF-1.7 another contract"


def exchange_with_digest(pack: Opened) -> None:
    pack.files[CONTRACT] = b"%PDF-1.7 another contract"
    for one in pack.manifest["files"]:
        if one["path"] == CONTRACT:
            one["sha256"] = hashlib.sha256(pack.files[CONTRACT]).hexdigest()


def take_out(pack: Opened) -> None:
    del pack.files[CONTRACT]


def take_out_of_both(pack: Opened) -> None:
    del pack.files[CONTRACT]
    pack.manifest["files"] = [one for one in pack.manifest["files"] if one["path"] != CONTRACT]


def put_in(pack: Opened) -> None:
    pack.files["材料/99-多出来的.pdf"] = b"%PDF-1.7"


def rename(pack: Opened) -> None:
    pack.manifest["made_by"] = "别人"


def sign_with_another_key(pack: Opened) -> None:
    del pack.manifest["signature"]
    pack.manifest.update(Signer(Ed25519PrivateKey.generate()).signed(pack.manifest))


def take_the_signature_off(pack: Opened) -> None:
    del pack.manifest["signature"]


FORGERIES: dict[Callable[[Opened], None], str] = {
    exchange: f"changed: {CONTRACT}",
    exchange_with_digest: "the signature is not by this key, or the list was changed",
    take_out: f"missing: {CONTRACT}",
    take_out_of_both: "the signature is not by this key, or the list was changed",
    put_in: "not on the list: 材料/99-多出来的.pdf",
    rename: "the signature is not by this key, or the list was changed",
    sign_with_another_key: "the signature is not by this key, or the list was changed",
    take_the_signature_off: "the list is not signed",
}


@pytest.mark.parametrize("forge", FORGERIES, ids=lambda forge: forge.__name__)
def test_a_forged_pack_is_refused_and_named(
    pack: Path, key: Path, capsys: pytest.CaptureFixture[str], forge: Callable[[Opened], None]
) -> None:
    taken_apart = Opened(*opened(pack))
    forge(taken_apart)
    closed(pack, taken_apart.manifest, taken_apart.files)

    assert main(["verify-archive", str(pack), "--key", str(key)]) == 1
    said = capsys.readouterr().out
    assert "verdict: changed" in said
    assert f"problem: {FORGERIES[forge]}" in said


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_second_file_under_a_listed_name_is_named(pack: Path) -> None:
    manifest, files = opened(pack)
    closed(pack, manifest, files, (CONTRACT, b"%PDF-1.7 another contract"))
    assert f"in the archive twice: {CONTRACT}" in check(pack, SEAL.verifier).problems


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04" + b"\0" * 40])
def test_what_is_no_archive_is_told_without_a_traceback(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "pack.zip"
    path.write_bytes(content)
    (problem,) = check(path, SEAL.verifier).problems
    assert problem.startswith("the archive cannot be read")


def test_the_command_says_which_key_it_cannot_read(
    pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify-archive", str(pack), "--key", str(tmp_path / "none.pem")]) == 1
    assert "Next step: give the public key with --key FILE." in capsys.readouterr().err


def test_the_command_says_what_is_not_there(key: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify-archive", str(tmp_path / "none"), "--key", str(key)]) == 1
    assert "Next step: name the ZIP or the folder" in capsys.readouterr().err
