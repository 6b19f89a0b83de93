"""`verify-archive`: check a pack, an annex, a bundle or an export of a case, wherever the public key is."""

import argparse
import sys
from pathlib import Path

from server.command.failure import CommandError
from server.command.public_key import key_of
from server.services import archive_check


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("archive", type=Path, help="the ZIP as it was given out, or the folder of an export")
    parser.add_argument(
        "--key", type=Path, help="public key (PEM) of who signed; this installation's own when not given"
    )


def run(options: argparse.Namespace) -> int:
    """Print what was found; 0 only when the list was signed with the key and every file is what it says."""
    if not options.archive.exists():
        raise CommandError(f"There is no {options.archive}.", "name the ZIP or the folder as it was given out.")
    report = archive_check.check(options.archive, key_of(options.key))
    lines = [
        f"verdict: {'changed' if report.problems else 'unchanged'}",
        f"format: {report.format or '-'}",
        f"files: {report.files}",
        f"signed with: {report.key_id or '-'}",
        *(f"problem: {problem}" for problem in report.problems),
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if report.problems else 0
