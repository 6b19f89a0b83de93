"""`migrate`: bring the database to this version; the server does the same when it starts."""

import argparse
import asyncio
import sys

from sqlalchemy.exc import SQLAlchemyError

from server.command.configuration import read_settings
from server.command.failure import CommandError
from server.storage.schema import upgrade


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take nothing."""


def run(_options: argparse.Namespace) -> int:
    """Run every step that is missing."""
    settings = read_settings()
    try:
        asyncio.run(upgrade(settings.database))
    except (SQLAlchemyError, OSError) as error:
        raise CommandError(
            "The database cannot be brought to this version.",
            f"check that it runs and may be written ({type(error).__name__}); nothing was changed.",
        ) from error
    sys.stdout.write("The database is at this version.\n")
    return 0
