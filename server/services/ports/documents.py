"""What use cases ask of typesetting, and of keys that sign what leaves."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

Value = str | int | bool | list["Value"] | dict[str, "Value"] | None


class Seal(Protocol):
    """The key of this installation, with which it signs manifests."""

    def signed(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """Return the manifest with a signature over all of it (Ed25519, as manifests of recordings)."""


class SealCheck(Protocol):
    """A public key."""

    def accepts(self, document: dict[str, Any]) -> bool:
        """Tell whether a parsed manifest carries a valid signature of this key."""


class Documents(Protocol):
    """Sets documents off the event loop; the same data give the same bytes."""

    async def render(self, template: str, data: Mapping[str, Value], at: datetime) -> bytes:
        """Return the PDF/A-2b of a template, dated `at`. Values are never read as markup."""
