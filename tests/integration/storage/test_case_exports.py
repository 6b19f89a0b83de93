"""The export of a case on both databases: all that may leave is in it and checks, and nothing that is protected."""

import asyncio
import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from recordings.errors import BY_CODE
from server.command import main
from server.command.export import _REFUSALS
from server.domain.case import CaseState
from server.domain.case_consent import STEPS_WORDING, ConsentChannel, ConsentStep, StepAnswer
from server.domain.concurrence import ConcurrenceForm
from server.domain.ids import Identity, RecordingId
from server.domain.outcome import EndingCode, OutcomeKind
from server.domain.receipt import Document
from server.domain.recording import RecordingState
from server.domain.timeline import TimelineEntry
from server.domain.undisputed import FactSays, StatedFact
from server.keys import Keys
from server.services import materials, outcomes, undisputed
from server.services.exported_case import ExportedCase
from server.services.filing import Upload
from server.services.ports import Ports
from server.services.undisputed import RecordAnswer, WriteFacts
from server.storage.audit_log import read_audit
from server.storage.blobs import SealedBlobs
from server.storage.database import Database
from server.storage.parcels import open_parcel
from tests.factories import NOW, a_case, a_recording
from tests.support.store import CLERK, EMPLOYER, MEDIATOR, WORKER, Store

SERIAL, CASE = a_case().serial, a_case().id
CONTRACT, RECEIVED = b"%PDF-1.7 the contract", b"%PDF-1.7 received"
MARK = "八千就八千"
"""What somebody would have given: in a file, a line, a document, the reason of an outcome, a fact nobody confirmed."""
OFFER = b"%PDF-1.7 " + MARK.encode()
SEALED_TRACK = b"a sealed track" * 1000
FACT = StatedFact("2021年5月3日入职", "劳动合同")


@dataclass(frozen=True)
class Place:
    """An installation as the command finds it."""

    data: Path
    database: Database
    ports: Ports

    async def acts(self, action: str) -> list[dict[str, str]]:
        found = await read_audit(self.database.engine)
        return [dict(one.act.facts) for one in found if one.act.action == action]


@pytest.fixture
async def place(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Place]:
    data = tmp_path / "data"
    data.mkdir()
    monkeypatch.setenv("MEDIATION_ROOM_DATA_DIR", str(data))
    monkeypatch.setenv("MEDIATION_ROOM_DATABASE_URL", url)
    keys = Keys.load_or_create(data)
    database = Database.connect(url, keys.columns)
    store = Store(database)
    await store.furnish()
    blobs = SealedBlobs.in_folder(data / "materials", keys.master)
    found = Place(data, database, replace(store.ports, blobs=blobs))
    try:
        await lived_through(found, store)
        yield found
    finally:
        await database.close()


async def lived_through(place: Place, store: Store) -> None:
    """Let the case have something of every kind, with the mark in all that is protected."""
    ports = place.ports
    await materials.add(MEDIATOR, SERIAL, Upload("劳动合同.pdf", CONTRACT), ports)
    await materials.add_protected(MEDIATOR, SERIAL, Upload("让步方案.pdf", OFFER), ports)
    await give_out(place, "first_receipt", "首次收件凭证", RECEIVED)
    await give_out(place, "ending_report", "调解终结报告", b"%PDF-1.7 why: " + MARK.encode())
    await undisputed.write(MEDIATOR, WriteFacts(SERIAL, 0, (FACT, StatedFact(MARK, "会上所说"))), ports)
    sha256 = (await undisputed.view(MEDIATOR, SERIAL, ports)).sha256
    for person in (WORKER, EMPLOYER):
        says = (FactSays(1, agrees=True), FactSays(2, agrees=False, words=MARK))
        told = RecordAnswer(SERIAL, sha256, person.identity, ConcurrenceForm.ORAL, says)
        await undisputed.record(MEDIATOR, told, ports)
    async with place.database.begin() as uow:
        await uow.timeline.add(TimelineEntry(CASE, NOW, "party.contacted", MEDIATOR.name, MARK))
        await uow.timeline.add(TimelineEntry(CASE, NOW, "case.received", CLERK.name, "法院首次收件"))
        await uow.recordings.add(a_recording(state=RecordingState.SEALED, manifest_sha256="f" * 64))
        asked = await uow.steps.get(CASE, Identity(WORKER.identity), ConsentStep.ONLINE_MEDIATION)
        yes = StepAnswer(
            answer=True, wording=STEPS_WORDING, at=NOW, channel=ConsentChannel.ORAL, recorded_by=MEDIATOR.name
        )
        no = replace(yes, answer=False, reason=MARK)
        await uow.steps.save(asked.respond(yes).respond(no))
        await uow.commit()
    await store.open_session()
    reason = outcomes.Conclude(
        "session1", "outcome-1", OutcomeKind.NOT_SETTLED, EndingCode.DIFFERENCES_TOO_LARGE, reason=MARK
    )
    await outcomes.conclude(MEDIATOR, reason, ports)
    folder = place.data / "recordings" / "recording1"
    folder.mkdir(parents=True)
    (folder / "track.mrt").write_bytes(SEALED_TRACK)


async def give_out(place: Place, kind: str, title: str, content: bytes) -> None:
    async with place.database.begin() as uow:
        blob = f"blob-{kind}"
        await place.ports.blobs.put(blob, content)
        sha256 = hashlib.sha256(content).hexdigest()
        await uow.documents.add(Document(kind, CASE, kind, title, sha256, len(content), blob, NOW))
        await uow.commit()


async def command(*arguments: str) -> int:
    return await asyncio.to_thread(main, ["export", *arguments])


async def exported(target: Path, *more: str, by: str = "mediator") -> int:
    return await command(SERIAL, "--to", str(target), "--by", by, *more)


async def checked(target: Path) -> int:
    return await asyncio.to_thread(main, ["verify-archive", str(target)])


def left(out: Path) -> list[str]:
    return [path.name for path in out.iterdir()]


def everything(target: Path) -> dict[str, bytes]:
    """Return the files of an export, a folder or an archive, by path."""
    if target.is_dir():
        return {path.relative_to(target).as_posix(): path.read_bytes() for path in target.rglob("*") if path.is_file()}
    with zipfile.ZipFile(target) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def told(files: dict[str, bytes]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files["case.json"])
    return found


@pytest.fixture(params=["案卷", "案卷.zip"], ids=["folder", "archive"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return tmp_path / "out" / str(request.param)


@pytest.fixture(autouse=True)
def out(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


async def test_an_export_holds_the_whole_case_and_checks(
    place: Place, target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await exported(target, by="clerk") == 0
    files = everything(target)
    case = told(files)

    assert files["材料/01-劳动合同.pdf"] == CONTRACT
    assert files["文书/01-首次收件凭证.pdf"] == RECEIVED
    assert ExportedCase.model_validate_json(files["case.json"]).serial == SERIAL
    assert [one["text"] for one in case["undisputed"]] == [FACT.text]
    assert "法院首次收件" in [one["text"] for one in case["timeline"]]
    assert all(one["deadline"]["trace"] for one in case["clocks"])
    assert [(one["step"], one["answer"]) for one in case["consents"]] == [
        ("online_mediation", True),
        ("online_mediation", False),
    ]
    for one in (*case["materials"], *case["documents"]):
        assert hashlib.sha256(files[one["path"]]).hexdigest() == one["sha256"]
    assert [one["title"] for one in case["left_out"]] == ["调解终结报告"]
    assert place.data.is_dir()
    capsys.readouterr()
    assert await checked(target) == 0
    assert "verdict: unchanged" in capsys.readouterr().out


@pytest.mark.parametrize("recipient", ["court", "organisation"])
async def test_no_byte_of_what_is_protected_is_in_an_export(place: Place, target: Path, recipient: str) -> None:
    assert await exported(target, "--for", recipient) == 0
    files = everything(target)

    assert [name for name, content in files.items() if MARK.encode() in content or SEALED_TRACK in content] == []
    assert MARK not in json.dumps(told(files), ensure_ascii=False)
    assert not any("让步" in name or name.startswith("受保护") for name in files)
    assert await place.acts("material.protected_read") == []


async def test_what_is_protected_goes_along_for_a_purpose_and_every_file_is_a_reading(
    place: Place, target: Path
) -> None:
    assert await exported(target, "--for", "organisation", "--protected", "--purpose", "supervision") == 0
    files = everything(target)

    assert files["受保护材料/01-让步方案.pdf"] == OFFER
    assert files["录音录像/recording1/track.mrt"] == SEALED_TRACK
    assert told(files)["purpose"] == "supervision"
    assert told(files)["sessions"][0]["recordings"][0]["folder"] == "录音录像/recording1"
    assert told(files)["left_out"] == []
    (read,) = await place.acts("material.protected_read")
    assert (read["purpose"], read["through"]) == ("supervision", "command-line")
    assert await place.acts("recording.copied") == [{"purpose": "supervision", "through": "command-line"}]


async def test_who_exported_what_for_whom_is_in_the_audit_log_with_the_digest_of_the_list(
    place: Place, target: Path
) -> None:
    assert await exported(target, by="clerk") == 0

    (act,) = await place.acts("case.exported")
    assert act["sha256"] == hashlib.sha256(everything(target)["manifest.json"]).hexdigest()
    assert (act["recipient"], act["protected"]) == ("court", "0")
    assert "purpose" not in act


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([SERIAL, "--by", "clerk"], "Not said: --to"),
        ([SERIAL, "--to", "{out}/x.zip"], "Not said: --by"),
        (["--to", "{out}/x.zip", "--by", "clerk"], "Not said: the serial"),
        ([SERIAL, "--to", "{out}/x.zip", "--by", "nobody"], "no open account with the login nobody"),
        (["LY2026-999999", "--to", "{out}/x.zip", "--by", "clerk"], "no case LY2026-999999"),
        ([SERIAL, "--to", "{out}/x.zip", "--by", "other"], f"no case {SERIAL} that other may see"),
        ([SERIAL, "--to", "{out}/x.zip", "--by", "centre"], "centre may not take this out"),
        ([SERIAL, "--to", "{out}/x.zip", "--by", "mediator", "--protected"], "go together"),
        ([SERIAL, "--to", "{out}/x.zip", "--by", "mediator", "--purpose", "supervision"], "go together"),
        (
            [SERIAL, "--to", "{out}/x.zip", "--by", "mediator", "--protected", "--purpose", "supervision"],
            "does not go to the court",
        ),
        (
            [
                SERIAL,
                "--to",
                "{out}/x",
                "--by",
                "clerk",
                "--for",
                "organisation",
                "--protected",
                "--purpose",
                "complaint",
            ],
            "clerk may not take this out",
        ),
        ([SERIAL, "--to", "{out}/none/x.zip", "--by", "clerk"], "cannot be written"),
    ],
)
async def test_an_export_that_is_refused_says_why_and_writes_nothing(
    place: Place, out: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    assert await command(*(one.format(out=out) for one in arguments)) == 1

    said = capsys.readouterr().err
    assert sentence in said
    assert "Next step: " in said
    assert left(out) == []
    assert await place.acts("case.exported") == []
    assert await place.acts("material.protected_read") == []


async def test_whoever_mediated_takes_nothing_out_once_the_account_is_closed(
    place: Place, target: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with place.database.begin() as uow:
        await uow.accounts.save(MEDIATOR.close(NOW))
        await uow.commit()

    assert await exported(target) == 1

    assert "no open account with the login mediator" in capsys.readouterr().err
    assert left(out) == []
    assert await place.acts("case.exported") == []


async def test_an_export_is_never_written_over_another(
    place: Place, target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await exported(target) == 0
    before = everything(target)

    assert await exported(target) == 1

    assert "is there already" in capsys.readouterr().err
    assert everything(target) == before
    assert len(await place.acts("case.exported")) == 1


@pytest.mark.parametrize("lost", ["materials", "recordings"])
async def test_an_export_that_would_lack_a_file_is_not_made(
    place: Place, target: Path, out: Path, capsys: pytest.CaptureFixture[str], lost: str
) -> None:
    shutil.rmtree(place.data / lost)

    assert await exported(target, "--for", "organisation", "--protected", "--purpose", "mediation") == 1

    said = capsys.readouterr().err
    assert "back from the backup" in said
    assert ("neither in the folder of recordings nor in a bucket" in said) == (lost == "recordings")
    assert left(out) == []


def test_why_an_export_is_refused_has_no_code_that_means_something_else_of_recordings() -> None:
    assert not _REFUSALS.keys() & BY_CODE.keys()


KILLED = """
import os, sys
from pathlib import Path
from server.storage.parcels import open_parcel
with open_parcel(Path(sys.argv[1])) as parcel:
    parcel.add("case.json", b"{}")
    os._exit(9)
"""


def test_an_export_that_is_killed_leaves_nothing_under_its_name(target: Path) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED, str(target)], check=False)  # noqa: S603 - our own program

    assert killed.returncode == 9
    assert not target.exists()
    (rest,) = left(target.parent)
    assert rest.startswith(".")
    assert rest.endswith(".unfinished")
    with open_parcel(target) as parcel:
        parcel.add("case.json", b"{}")
        parcel.finish()
    assert list(everything(target)) == ["case.json"]


def test_a_file_of_any_size_is_never_held_whole(target: Path, tmp_path: Path) -> None:
    import tracemalloc  # noqa: PLC0415 - only here

    large = tmp_path / "track.mrt"
    with large.open("wb") as file:
        os.truncate(file.fileno(), 64 * 1024 * 1024)
    with open_parcel(target) as parcel:
        tracemalloc.start()
        copied = parcel.copy("录音录像/r/track.mrt", large)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        parcel.finish()

    assert copied.size == 64 * 1024 * 1024
    assert most < 8 * 1024 * 1024


@pytest.mark.parametrize("path", ["../outside", "/outside", "材料/../../outside"])
def test_no_file_of_an_export_lies_outside_of_it(target: Path, path: str) -> None:
    with pytest.raises(ValueError, match="inside"), open_parcel(target) as parcel:
        parcel.add(path, b"x")


@pytest.mark.parametrize("forge", ["change", "take out", "put in", "link"])
async def test_a_changed_folder_is_found_out(
    place: Place, out: Path, capsys: pytest.CaptureFixture[str], forge: str
) -> None:
    assert place.data.is_dir()
    target = out / "案卷"
    assert await exported(target) == 0
    contract = target / "材料" / "01-劳动合同.pdf"
    if forge == "change":
        contract.write_bytes(b"%PDF-1.7 another contract")
    elif forge == "put in":
        (target / "more.txt").write_text("x")
    else:
        moved = contract.rename(out / "elsewhere.pdf")
        if forge == "link":
            contract.symlink_to(moved)
    capsys.readouterr()

    assert await checked(target) == 1

    said = capsys.readouterr().out
    assert "verdict: changed" in said
    assert "problem: " in said


async def test_a_case_that_nobody_concluded_is_exported_too(url: str, place: Place, target: Path) -> None:
    assert url
    async with place.database.begin() as uow:
        case = await uow.cases.get(CASE)
        assert case is not None
        await uow.cases.save(replace(case, state=CaseState.IN_MEDIATION))
        await uow.commit()

    assert await exported(target) == 0
    assert told(everything(target))["state"] == "in_mediation"
    assert RecordingId("recording1") == told(everything(target))["sessions"][0]["recordings"][0]["id"]
