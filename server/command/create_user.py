"""`create-user`: make a staff account. Its password is printed once and kept nowhere."""

import argparse
import asyncio
import sys

from sqlalchemy.exc import IntegrityError

from server.command.configuration import read_settings
from server.command.failure import CommandError
from server.domain.account import Account
from server.domain.audit import Act
from server.domain.ids import AccountId
from server.domain.party import Role
from server.keys import KeyFileError, Keys
from server.machine import Argon2, SystemChance, SystemClock
from server.settings import Settings
from server.storage.database import Database
from server.storage.schema import upgrade_engine

_STAFF = tuple(role for role in Role if role not in {Role.PARTY, Role.AGENT, Role.INTERPRETER})


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--login", required=True)
    parser.add_argument("--name", required=True, help="as people read it")
    parser.add_argument("--role", required=True, choices=[role.value for role in _STAFF])
    parser.add_argument("--organisation", required=True, help="court or mediation organisation they act for")


def run(options: argparse.Namespace) -> int:
    """Make the account and print its password."""
    try:
        password = asyncio.run(_create(options, read_settings()))
    except KeyFileError as error:
        raise CommandError.of(error) from error
    sys.stdout.write(f"login: {options.login}\npassword: {password}\nHand it over in person; it is kept nowhere.\n")
    return 0


async def _create(options: argparse.Namespace, settings: Settings) -> str:
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    database = Database.connect(settings.database, Keys.load_or_create(settings.data_dir).columns)
    chance, hasher = SystemChance(), Argon2()
    password = chance.password()
    try:
        await upgrade_engine(database.engine)
        hashed = await hasher.hash(password)
        identity = AccountId(chance.id())
        account = Account(identity, options.login, options.name, Role(options.role), options.organisation, hashed)
        async with database.begin() as uow:
            if await uow.accounts.by_login(options.login) is not None:
                raise _taken(options.login)
            await uow.accounts.add(account)
            act = Act("operator", "account.created", f"account:{identity}", (("role", options.role),))
            await uow.audit.add(act, SystemClock().now())
            await uow.commit()
    except IntegrityError as error:
        raise _taken(options.login) from error
    finally:
        hasher.close()
        await database.close()
    return password


def _taken(login: str) -> CommandError:
    return CommandError(f"The login {login} is taken.", "choose another --login.")
