"""`Settings` for a command: from the environment and the options, faults as a sentence."""

from typing import Any

from pydantic import ValidationError

from server.command.failure import CommandError
from server.settings import Settings


def read_settings(**given: Any) -> Settings:  # noqa: ANN401 - any setting
    """Return the settings; options that were given win over the environment. Raises `CommandError`."""
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        faults = ", ".join(
            f"MEDIATION_ROOM_{'_'.join(map(str, fault['loc'])).upper()}: {fault['msg']}" for fault in error.errors()
        )
        raise CommandError(
            f"A setting cannot be used ({faults}).", "correct it; docs/operations.md describes every setting."
        ) from None
