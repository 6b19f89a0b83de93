"""`deadline`: work out when a period of the procedure ends, and show the working."""

import argparse
import sys
from datetime import date

from server.command.failure import CommandError
from server.domain.calendar import NOTICES, WorkCalendar
from server.domain.deadlines import Rule, UnknownRuleError, deadline


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("rule", help=", ".join(Rule))
    parser.add_argument("start", help="the day that starts the period, in Beijing, such as 2026-03-06")


def run(options: argparse.Namespace) -> int:
    """Print the due date first, then the trace."""
    try:
        found = deadline(options.rule, date.fromisoformat(options.start), WorkCalendar(NOTICES))
    except UnknownRuleError as error:
        raise CommandError(f"There is no rule {options.rule}.", f"choose one of {', '.join(Rule)}.") from error
    except ValueError as error:
        raise CommandError(f"{options.start} is not a date.", "write it as 2026-03-06.") from error
    sys.stdout.write("\n".join([found.due.isoformat(), *found.trace()]) + "\n")
    return 0
