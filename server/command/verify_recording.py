"""`verify-recording`: check the folder of a sealed recording, on any machine that has the public key."""

import argparse
import sys
from pathlib import Path

from recordings.verify import Verdict, verify
from server.command.failure import CommandError
from server.command.public_key import key_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("folder", type=Path, help="folder of the recording, with manifest.json")
    parser.add_argument("--key", type=Path, help="public key (PEM); this installation's own when not given")


def run(options: argparse.Namespace) -> int:
    """Print what was found; 0 only when everything is what was written."""
    if not options.folder.is_dir():
        raise CommandError(f"There is no folder {options.folder}.", "name the folder that holds manifest.json.")
    report = verify(options.folder, key_of(options.key))
    lines = [
        f"verdict: {report.verdict.value}",
        f"recording: {report.recording or '-'}",
        f"tracks: {report.tracks}, records: {report.records}",
        f"sealed: {report.sealed_at.isoformat() if report.sealed_at else '-'}",
        f"manifest SHA-256: {report.manifest_sha256 or '-'}",
        *(f"problem: {problem}" for problem in report.problems),
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if report.verdict is Verdict.UNCHANGED else 1
