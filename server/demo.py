"""The demonstration: one case to try everything with, and the sheet of its links and accounts."""

import json
import os
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from server.domain.errors import ConflictError, NotFoundError
from server.services import demo_case
from server.services.ports import Ports

NAME: Final = "demo.json"


class DemoError(Exception):
    """The demonstration cannot be shown; the message is a sentence with a next step."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class SheetAccount(_Part):
    """A staff account, with its password in clear: this is a demonstration."""

    role: str
    name: str
    login: str
    password: str


class SheetParty(_Part):
    """A person with a personal link."""

    name: str
    side: str
    title: str
    phone_tail: str
    """Last four digits of the telephone: asked for when the link moves to another device."""
    invitation_url: str


class SheetCase(_Part):
    """The case."""

    serial: str


class SheetSession(_Part):
    """Its session."""

    id: str


class Sheet(_Part):
    """What is printed and kept in `demo.json`."""

    base_url: str
    accounts: tuple[SheetAccount, ...]
    parties: tuple[SheetParty, ...]
    case: SheetCase
    session: SheetSession

    def at(self, base_url: str) -> "Sheet":
        """Return the same sheet for another address of the server."""
        parties = tuple(
            party.model_copy(update={"invitation_url": _link(base_url, party.invitation_url.rsplit("/", 1)[-1])})
            for party in self.parties
        )
        return self.model_copy(update={"base_url": base_url, "parties": parties})


async def prepare(path: Path, base_url: str, ports: Ports) -> Sheet:
    """Return the sheet of the demonstration, making it in an empty store. Raises `DemoError`."""
    kept = _read(path)
    sheet = (await _renew(kept, ports)).at(base_url) if kept else await _make(path, base_url, ports)
    _write(path, sheet)
    return sheet


def table(sheet: Sheet) -> str:
    """Return links and accounts for people, in two languages."""
    width = max(len(account.login) for account in sheet.accounts)
    staff = (f"  {account.login:<{width}}  {account.password}  {account.name}" for account in sheet.accounts)
    parties = (f"  {party.name}（{party.title}）\n    {party.invitation_url}" for party in sheet.parties)
    return "\n".join(
        (
            "",
            f"在线调解室已启动 · The mediation room is ready: {sheet.base_url}",
            "",
            f"工作人员登录 · Staff sign in at {sheet.base_url}/sign-in",
            *staff,
            "",
            "当事人链接（每人一个浏览器窗口）· Personal links (one browser window each)",
            *parties,
            "",
            f"案件 · Case {sheet.case.serial}",
            "按 Ctrl+C 停止 · Ctrl+C stops",
            "",
        )
    )


async def _renew(kept: Sheet, ports: Ports) -> Sheet:
    try:
        await demo_case.refresh(kept.session.id, ports)
    except NotFoundError:
        raise DemoError(
            f"{NAME} belongs to another database.\n"
            "Next step: start with --fresh to begin anew (deletes the demo's data)."
        ) from None
    return kept


async def _make(path: Path, base_url: str, ports: Ports) -> Sheet:
    try:
        made = await demo_case.seed(ports)
    except ConflictError:
        raise DemoError(
            f"{path} is missing, and its passwords are kept nowhere else.\n"
            "Next step: start with --fresh to begin anew (deletes the demo's data)."
        ) from None
    return Sheet(
        base_url=base_url,
        accounts=tuple(
            SheetAccount(role=account.role, name=account.name, login=account.login, password=account.password)
            for account in made.accounts
        ),
        parties=tuple(
            SheetParty(
                name=party.name,
                side=party.side,
                title=party.title,
                phone_tail=party.phone_tail,
                invitation_url=_link(base_url, party.token),
            )
            for party in made.parties
        ),
        case=SheetCase(serial=made.serial),
        session=SheetSession(id=made.session),
    )


def _read(path: Path) -> Sheet | None:
    try:
        return Sheet.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except ValidationError:
        raise DemoError(
            f"{path} is damaged.\nNext step: start with --fresh to begin anew (deletes the demo's data)."
        ) from None


def _write(path: Path, sheet: Sheet) -> None:
    partial = path.with_suffix(".new")
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(sheet.model_dump(), file, ensure_ascii=False, indent=1)
        file.write("\n")
    partial.rename(path)


def _link(base_url: str, token: str) -> str:
    return f"{base_url}/j/{token}"
