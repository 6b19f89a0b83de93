"""`public-key`: print the key with which others check what this installation signed."""

import argparse
import sys
from pathlib import Path

from recordings.errors import RecordingError
from recordings.manifest import Signer, Verifier
from server.command.configuration import read_settings
from server.command.failure import CommandError
from server.keys import FOLDER, SIGNING


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """Say what the command takes: nothing."""


def run(_options: argparse.Namespace) -> int:
    """Print the public key (PEM)."""
    sys.stdout.write(key_of(None).pem().decode())
    return 0


def key_of(path: Path | None) -> Verifier:
    """Return the public key of the file, or this installation's own. Raises `CommandError`."""
    try:
        if path is not None:
            return Verifier.from_pem(path.read_bytes())
        return Signer.load(read_settings().data_dir / FOLDER / SIGNING).verifier
    except (OSError, RecordingError) as error:
        raise CommandError(f"The key cannot be read ({error}).", "give the public key with --key FILE.") from error
