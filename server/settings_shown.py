"""The settings in force as operators see them: name, value, where it came from; never a secret."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import SecretStr

from server.settings import Settings

MAY_HOLD_SECRETS: Final = frozenset({"database_url", "redis_url", "carrier_url", "facts_url"})
"""Addresses that may carry a password or a token: only whether they are set is shown."""


@dataclass(frozen=True, slots=True)
class ShownSetting:
    """One setting; `value` None when it is withheld. `is_given` when it came from outside, else it is the default."""

    name: str
    value: str | None
    is_set: bool
    is_given: bool


def shown(settings: Settings) -> tuple[ShownSetting, ...]:
    """Return every setting, in the order of the documentation."""
    return tuple(_one(settings, field) for field in type(settings).model_fields)


def _one(settings: Settings, field: str) -> ShownSetting:
    value = getattr(settings, field)
    withheld = (
        field in MAY_HOLD_SECRETS or isinstance(value, SecretStr) or field.endswith(("secret", "token", "password"))
    )
    bare = value.get_secret_value() if isinstance(value, SecretStr) else value
    return ShownSetting(
        name=f"MEDIATION_ROOM_{field.upper()}",
        value=None if withheld else _text(value),
        is_set=bare not in (None, "", ()),
        is_given=field in settings.model_fields_set,
    )


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Sequence) and not isinstance(value, str | Path):
        return ",".join(str(part) for part in value)
    return str(value)
