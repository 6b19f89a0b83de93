"""The commands of `mediation-room`: each in its module, loaded when it is called."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Final

from server.command.failure import CommandError

_COMMANDS: Final = {
    "serve": "run the room",
    "demo": "run the room with one case to try everything with",
    "migrate": "bring the database to this version",
    "create-user": "make a staff account; its password is printed once",
    "close-user": "close a staff account; it is signed out at once",
    "verify-recording": "check a sealed recording offline",
    "verify-archive": "check a pack, an annex, a bundle of an electronic filing or an export of a case offline",
    "export": "write the whole file of a case, what may leave only, or check one that was written",
    "public-key": "print the public key with which recordings and archives are checked elsewhere",
    "verify-audit": "check that no line of the audit log was changed",
    "deadline": "work out when a period of the procedure ends",
    "doctor": "check whether this machine can run the room, or is running it",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code. What fails is a sentence and a next step, not a traceback."""
    parser = argparse.ArgumentParser(prog="mediation-room", description="An online mediation room.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    modules = {}
    given = list(sys.argv[1:] if arguments is None else arguments)
    for name, purpose in _COMMANDS.items():
        found = commands.add_parser(name, help=purpose, description=purpose)
        if name in given[:1]:
            modules[name] = import_module(f"server.command.{name.replace('-', '_')}")
            modules[name].add_arguments(found)
    options = parser.parse_args(given)
    try:
        code: int = modules[options.command].run(options)
    except CommandError as error:
        sys.stderr.write(f"\n{error}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    return code
