"""What use cases ask of typesetting."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

Value = str | int | bool | list["Value"] | dict[str, "Value"] | None


class Documents(Protocol):
    """Sets documents off the event loop; the same data give the same bytes."""

    async def render(self, template: str, data: Mapping[str, Value], at: datetime) -> bytes:
        """Return the PDF/A-2b of a template, dated `at`. Values are never read as markup."""
