"""The command line: what goes wrong is a sentence with a next step and changes nothing."""

import asyncio
import json
import socket
import sqlite3
import ssl
import stat
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from server.command import lan, main
from server.command.demo import _forget, _settings
from server.domain.calendar import YearNotice
from server.keys import FOLDER, NAMES
from server.services.ports.terms import EnteredNotice
from server.settings import Settings
from server.storage.database import Database
from server.storage.schema import upgrade
from tests.support.site import site

NEW_CLERK = ("create-user", "--login", "chen", "--name", "陈书记员", "--role", "clerk", "--organisation", "法院")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MEDIATION_ROOM_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


def says(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return the sentence with which a command fails."""
    assert main(arguments) == 1
    sentence = capsys.readouterr().err
    assert "Next step: " in sentence
    assert "Traceback" not in sentence
    return sentence


def test_a_taken_port_is_told_before_anything_is_deleted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder.mkdir()
    (folder / "demo.json").write_text("{}")
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        sentence = says(capsys, "demo", "--fresh", "--port", str(port))

    assert f"Port {port} is taken" in sentence
    assert (folder / "demo.json").exists()


def test_a_data_folder_that_is_a_file_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MEDIATION_ROOM_DATA_DIR", str(tmp_path / "file" / "data"))

    assert "may not be used" in says(capsys, "serve", "--port", "0")


def test_a_setting_that_makes_no_sense_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MEDIATION_ROOM_DATABASE_URL", "mysql://somewhere")

    assert "MEDIATION_ROOM_DATABASE_URL" in says(capsys, "migrate")


def test_a_database_that_does_not_answer_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MEDIATION_ROOM_DATABASE_URL", "postgresql://x@127.0.0.1:1/y")

    assert "database" in says(capsys, "migrate")
    assert not folder.exists()


def test_a_damaged_sheet_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder.mkdir()
    (folder / "demo.json").write_text("{")

    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]

    assert "--fresh" in says(capsys, "demo", "--port", str(port))


def test_an_account_is_made_once_and_its_password_is_printed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(NEW_CLERK) == 0
    printed = capsys.readouterr().out

    assert "password: " in printed
    assert "The login chen is taken." in says(capsys, *NEW_CLERK)
    assert folder.exists()


def test_keys_are_made_for_their_owner_only(folder: Path) -> None:
    assert main(NEW_CLERK) == 0

    modes = {stat.S_IMODE((folder / FOLDER / name).stat().st_mode) for name in NAMES}
    assert modes == {0o600}


def test_a_damaged_key_is_told_and_never_replaced(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(NEW_CLERK) == 0
    key = folder / FOLDER / "columns.key"
    key.write_text("torn")

    assert "columns.key is damaged" in says(capsys, *NEW_CLERK)
    assert key.read_text() == "torn"


def test_a_deadline_is_printed_before_its_working(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["deadline", "ACCEPT_3WD", "2023-09-27"]) == 0

    due, article, *_, calendar = capsys.readouterr().out.splitlines()
    assert due == "2023-10-08"
    assert article.startswith("在线调解规则 第十二条")
    assert calendar.startswith("calendar: the notices that came with the program")
    assert not folder.exists(), "asking makes no store"


async def with_a_year_kept(folder: Path, year: int) -> None:
    """Make a store in which an administrator entered a notice: every first of March is off."""
    database = Settings(data_dir=folder).database
    await upgrade(database)
    store = Database.connect(database, bytes(32))
    notice = YearNotice("国办发明电〔2026〕9号", frozenset({date(year, 3, 1)}), frozenset())
    async with store.begin() as uow:
        await uow.calendars.enter(EnteredNotice(year, 1, notice, "管理员", datetime(2026, 11, 20, tzinfo=UTC)))
        await uow.commit()
    await store.close()


def test_a_deadline_is_counted_on_the_calendar_of_the_store(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asyncio.run(with_a_year_kept(folder, 2027))
    asked = ["deadline", "ACCEPT_3WD", "2027-02-25"]

    assert main(asked) == 0
    kept = capsys.readouterr().out
    assert main([*asked, "--shipped"]) == 0
    shipped = capsys.readouterr().out

    assert (kept.splitlines()[0], shipped.splitlines()[0]) == ("2027-03-03", "2027-03-02")
    assert "calendar: the store, 2023 to 2027" in kept
    assert ("暂定" in kept, "暂定" in shipped) == (False, True)


def test_a_deadline_is_not_counted_on_another_calendar_when_the_store_cannot_be_read(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.mkdir()
    with closing(sqlite3.connect(folder / "mediation-room.sqlite")) as empty:
        empty.execute("CREATE TABLE other (id INTEGER)")

    assert "--shipped" in says(capsys, "deadline", "ACCEPT_3WD", "2027-02-25")


@pytest.mark.parametrize("wrong", [("SOON", "2026-01-01"), ("SUE_15D", "the day before yesterday")])
def test_a_deadline_that_cannot_be_worked_out_is_told(
    wrong: tuple[str, str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    says(capsys, "deadline", *wrong)

    assert not folder.exists()


def test_the_doctor_names_what_is_missing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MEDIATION_ROOM_STATIC_DIR", str(folder / "nowhere"))

    assert main(["doctor"]) == 1

    report = capsys.readouterr().out
    assert "FAIL  the web app is built" in report
    assert "next step: ./run" in report
    assert "ok    the data folder" in report


async def test_the_doctor_asks_the_running_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with site(tmp_path) as here:
        monkeypatch.setenv("MEDIATION_ROOM_PORT", here.base.rsplit(":", 1)[1])
        alive = await asyncio.to_thread(main, ["doctor", "--live"])
    dead = await asyncio.to_thread(main, ["doctor", "--live"])

    assert (alive, dead) == (0, 1)


async def test_the_doctor_finds_a_changed_line_of_the_audit_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MEDIATION_ROOM_DATA_DIR", str(tmp_path))
    async with site(tmp_path) as here:
        await here.staff("judge")
    await asyncio.to_thread(main, ["doctor"])
    whole = capsys.readouterr().out
    with closing(sqlite3.connect(tmp_path / "mediation-room.sqlite")) as database:
        database.execute("UPDATE audit_entry SET actor = 'nobody' WHERE number = 1")
        database.commit()

    await asyncio.to_thread(main, ["doctor"])

    assert "ok    the audit log is whole" in whole
    assert "FAIL  the audit log is whole" in (changed := capsys.readouterr().out)
    assert "entry 1 was changed" in changed


def test_the_certificate_for_the_network_is_for_its_address_and_kept(tmp_path: Path) -> None:
    chain, key = lan.certificate(tmp_path, "192.0.2.7")
    first = chain.read_bytes()
    lan.certificate(tmp_path, "192.0.2.7")
    kept = chain.read_bytes()
    lan.certificate(tmp_path, "192.0.2.8")

    assert kept == first != chain.read_bytes()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(chain, key)


def test_beginning_anew_deletes_only_what_the_demo_made(tmp_path: Path) -> None:
    (tmp_path / "recordings" / "r1").mkdir(parents=True)
    (tmp_path / "mine.txt").write_text("keep")
    (tmp_path / "demo.json").write_text("{}")

    _forget(Settings(data_dir=tmp_path))

    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


async def test_a_second_start_shows_the_same_links(tmp_path: Path) -> None:
    async with site(tmp_path) as here:
        first = here.sheet
    async with site(tmp_path) as here:
        second = here.sheet

    assert first.accounts == second.accounts
    assert [party.invitation_url.rsplit("/", 1) for party in second.parties] == [
        [second.base_url + "/j", party.invitation_url.rsplit("/", 1)[1]] for party in first.parties
    ]
    sheet = json.loads((tmp_path / "demo.json").read_text("utf-8"))
    assert {"base_url", "accounts", "parties", "case", "session"} <= sheet.keys()
    assert stat.S_IMODE((tmp_path / "demo.json").stat().st_mode) == 0o600


def test_the_demo_is_quiet_unless_asked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import argparse  # noqa: PLC0415 - only here

    options = argparse.Namespace(lan=False, port=None)
    quiet = _settings(options)
    monkeypatch.setenv("MEDIATION_ROOM_LOG_LEVEL", "DEBUG")

    assert (quiet.log_level, _settings(options).log_level) == ("WARNING", "DEBUG")
    assert not folder.exists()


async def test_the_audit_log_is_verified_and_the_first_changed_line_is_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MEDIATION_ROOM_DATA_DIR", str(tmp_path))
    async with site(tmp_path) as here:
        await here.staff("judge")
        await here.staff("clerk")
    whole = await asyncio.to_thread(main, ["verify-audit"])
    said = capsys.readouterr().out
    with closing(sqlite3.connect(tmp_path / "mediation-room.sqlite")) as database:
        database.execute("UPDATE audit_entry SET subject = 'case:another' WHERE number = 2")
        database.commit()

    changed = await asyncio.to_thread(main, ["verify-audit"])

    assert (whole, changed) == (0, 1)
    assert said.startswith("verdict: whole, ")
    assert "verdict: broken from entry 2 of " in (broken := capsys.readouterr().out)
    assert "case:another" in broken
    assert "next step: " in broken


@pytest.mark.parametrize("gone", [2, 3], ids=["from the middle", "from the end"])
async def test_a_line_taken_out_of_the_audit_log_is_found(
    gone: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MEDIATION_ROOM_DATA_DIR", str(tmp_path))
    async with site(tmp_path) as here:
        for role in ("judge", "clerk", "mediator"):
            await here.staff(role)
    with closing(sqlite3.connect(tmp_path / "mediation-room.sqlite")) as database:
        database.execute("DELETE FROM audit_entry WHERE number = ?", (gone,))
        database.commit()

    assert await asyncio.to_thread(main, ["verify-audit"]) == 1
    assert f"broken from entry {gone}" in capsys.readouterr().out


def test_an_audit_log_that_is_not_there_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert not folder.exists()

    assert "cannot be read" in says(capsys, "verify-audit")
