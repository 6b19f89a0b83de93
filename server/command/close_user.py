"""`close-user`: close a staff account. It is signed out at once, and out of every room within seconds."""

import argparse
import asyncio
import sys

from server.command.configuration import read_settings
from server.command.failure import CommandError
from server.domain.audit import Act
from server.keys import KeyFileError, Keys
from server.machine import SystemClock
from server.settings import Settings
from server.storage.database import Database


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--login", required=True)
    parser.add_argument("--reason", required=True, help="kept in the audit log")


def run(options: argparse.Namespace) -> int:
    """Close the account and say what ended with it."""
    try:
        ended = asyncio.run(_close(options.login, options.reason, read_settings()))
    except KeyFileError as error:
        raise CommandError.of(error) from error
    sys.stdout.write(f"{options.login} is closed; {ended} sign-ins ended. A room is left within 15 seconds.\n")
    return 0


async def _close(login: str, reason: str, settings: Settings) -> int:
    database = Database.connect(settings.database, Keys.load_or_create(settings.data_dir).columns)
    now = SystemClock().now()
    try:
        async with database.begin() as uow:
            known = await uow.accounts.by_login(login)
            account = None if known is None else await uow.accounts.hold(known.id)
            if account is None:
                raise CommandError(f"There is no login {login}.", "look for it under 账号 in the console.")
            if account.closed_at is not None:
                raise CommandError(f"The account {login} is closed already.", "nothing is left to do.")
            await uow.accounts.save(account.close(now))
            ended = await uow.sign_ins.remove_of(account.id)
            facts = (("reason", reason), ("sign_ins", str(ended)))
            await uow.audit.add(Act("operator", "account.closed", f"account:{account.id}", facts), now)
            await uow.commit()
    finally:
        await database.close()
    return ended
