"""`export`: the whole file of one case as a folder or a ZIP, what may leave only."""

import argparse
import asyncio
import sys
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from recordings.errors import DepotUnreachableError
from server.command.configuration import read_settings
from server.command.failure import CommandError
from server.domain.account import Account
from server.domain.case_export import ExportWanted, Recipient
from server.domain.errors import ConflictError, MediationError
from server.domain.material import ReadingPurpose
from server.keys import FOLDER, MASTER, KeyFileError, Keys
from server.machine import SystemClock
from server.services import case_exports
from server.services.archive import Archive
from server.services.case_exports import Exported, Sources
from server.settings import Settings
from server.storage.blobs import SealedBlobs
from server.storage.bucket import depot_of
from server.storage.database import Database
from server.storage.parcels import open_parcel

_STAYS: Final = "Nothing was written."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.description = (
        "Write the whole file of a case: case.json, every document and transferable material, and a signed list of "
        "all files with their SHA-256. What is protected (offers, concessions, recordings) is not in it unless asked "
        "for with --protected; then each protected file is an entry of the audit log."
    )
    parser.add_argument("serial", nargs="?", help="serial of the case, such as LY2026-000128")
    parser.add_argument(
        "--to", type=Path, help="folder to be made, or FILE.zip; one that is there is never written over"
    )
    parser.add_argument("--by", metavar="LOGIN", help="in whose name: somebody of the staff who may read this case")
    parser.add_argument(
        "--for",
        dest="recipient",
        choices=[one.value for one in Recipient],
        default=Recipient.COURT.value,
        help="who is given it (court when not given)",
    )
    parser.add_argument(
        "--protected", action="store_true", help="with what is protected: for the organisation only, with --purpose"
    )
    parser.add_argument("--purpose", choices=[one.value for one in ReadingPurpose], help="for what it is read")


def run(options: argparse.Namespace) -> int:
    """Export; 0 only when the export is whole."""
    wanted, settings = _wanted(options), read_settings()
    if not (settings.data_dir / FOLDER / MASTER).is_file():
        raise CommandError(
            f"There are no keys in {settings.data_dir.resolve()}, so there is nothing to export.",
            "set MEDIATION_ROOM_DATA_DIR to the data folder of the installation.",
        )
    try:
        made = asyncio.run(_made(options, wanted, settings))
    except KeyFileError as error:
        raise CommandError.of(error) from error
    except FileExistsError as error:
        raise CommandError(f"{options.to} is there already. {_STAYS}", "choose another name for --to.") from error
    except MediationError as error:
        raise _refused(error, options) from error
    except SQLAlchemyError as error:
        raise CommandError(
            f"The database cannot be read ({type(error).__name__}). {_STAYS}",
            "mediation-room doctor tells what is missing.",
        ) from error
    except DepotUnreachableError as error:
        raise CommandError(
            f"The bucket of recordings does not answer. {_STAYS}", "try again when it does; RECORDINGS_BUCKET_URL."
        ) from error
    except OSError as error:
        raise CommandError(
            f"{options.to} cannot be written ({error.strerror or error}). {_STAYS}",
            "make room, or name a folder that may be written.",
        ) from error
    sys.stdout.write(_said(made, options.to))
    return 0


def _wanted(options: argparse.Namespace) -> ExportWanted:
    """Return what is asked for. Raises `CommandError` for what is missing or does not fit together."""
    missing = [name for name in ("serial", "to", "by") if getattr(options, name) is None]
    if missing:
        what = {"serial": "the serial of the case", "to": "--to FOLDER or FILE.zip", "by": "--by LOGIN"}
        raise CommandError(
            f"Not said: {', '.join(what[name] for name in missing)}.",
            "mediation-room export SERIAL --to FILE.zip --by LOGIN",
        )
    if options.protected != (options.purpose is not None):
        raise CommandError("--protected and --purpose go together.", "give both, or neither.")
    purpose = ReadingPurpose(options.purpose) if options.purpose else None
    try:
        return ExportWanted(options.serial, Recipient(options.recipient), purpose)
    except ConflictError as error:
        raise CommandError(
            "What is protected does not go to the court with an export.",
            "leave --protected out; or, with the consent of every party, take the annex on the page of the case; "
            "or say --for organisation.",
        ) from error


async def _made(options: argparse.Namespace, wanted: ExportWanted, settings: Settings) -> Exported:
    keys = Keys.load_or_create(settings.data_dir)
    async with AsyncExitStack() as stack:
        database = Database.connect(settings.database, keys.columns)
        stack.push_async_callback(database.close)
        account = await _account(database, options.by)
        sources = Sources(
            begin=database.begin,
            queries=database.queries,
            blobs=SealedBlobs.in_folder(settings.data_dir / "materials", keys.master),
            archive=Archive(settings.recordings, keys.master, keys.signer, depot_of(settings)),
            clock=SystemClock(),
            seal=keys.signer,
        )
        parcel = stack.enter_context(open_parcel(options.to))
        return await case_exports.export(account, wanted, parcel, sources)


async def _account(database: Database, login: str) -> Account:
    async with database.begin() as uow:
        account = await uow.accounts.by_login(login)
    if account is None or account.closed_at is not None:
        raise CommandError(
            f"There is no open account with the login {login}. {_STAYS}",
            "name with --by somebody of the staff who works on this case.",
        )
    return account


_REFUSALS: Final[dict[str, Callable[[argparse.Namespace], tuple[str, str]]]] = {
    "case.unknown": lambda options: (
        f"There is no case {options.serial} that {options.by} may see.",
        "check the serial, and name with --by somebody who works on this case.",
    ),
    "auth.forbidden": lambda options: (
        f"{options.by} may not take this out of the case.",
        "name with --by the desk or a judge of its court, or who mediates; of what is protected only who mediates.",
    ),
    "referral.unanswered": lambda options: (
        f"{options.by} was asked to mediate and has not answered yet.",
        "answer the referral first, or name with --by somebody of the court.",
    ),
    "blob.lost": lambda _: (
        "A file of the case is missing or not what was kept.",
        "put the folder `materials` back from the backup, then export again.",
    ),
    "recording.missing": lambda _: (
        "A recording of the case is neither in the folder of recordings nor in a bucket.",
        "put it back from the backup, then export again.",
    ),
}


def _refused(error: MediationError, options: argparse.Namespace) -> CommandError:
    known = _REFUSALS.get(error.code)
    sentence, step = known(options) if known else (f"The export was refused ({error.code}).", "tell the administrator.")
    return CommandError(f"{sentence} {_STAYS}", step)


def _said(made: Exported, target: Path) -> str:
    protected = f"{made.protected} of them protected" if made.protected else "nothing protected among them"
    lines = [
        f"written: {target}",
        f"files: {made.files}, {protected}",
        f"left out: {made.left_out} documents; case.json says which and why",
        f"SHA-256 of the list: {made.sha256}",
        f"check it anywhere: mediation-room verify-archive {target} --key PUBLIC.pem",
    ]
    return "\n".join(lines) + "\n"
