"""Messages written down instead of sent: on the console of a demonstration, or to a file a gateway collects."""

import asyncio
import json
import logging
from collections.abc import Sequence
from pathlib import Path

from server.domain.party import masked_email, masked_phone
from server.services.ports.desk import Addressee, Attachment, CarrierError

_log = logging.getLogger(__name__)


class ConsoleCarrier:
    """Notes in the log that a message would leave; who gets it is masked and what it says is left out."""

    async def send(self, to: Addressee, text: str, key: str, files: Sequence[Attachment] = ()) -> None:
        """Write the line."""
        where = masked_email(to.email) if to.email else masked_phone(to.phone)
        kind = key.partition(":")[0]
        _log.info("message of %d characters and %d files to %s (%s)", len(text), len(files), where, kind)


class FileCarrier:
    """Appends each message to a file as one line of JSON; the file is readable by its owner only."""

    def __init__(self, path: Path) -> None:
        self._path = path

    async def send(
        self,
        to: Addressee,
        text: str,
        key: str,
        files: Sequence[Attachment] = (),  # noqa: ARG002 - a line of text carries none
    ) -> None:
        """Append the line. Raises `CarrierError` when the file cannot be written."""
        where = {"email": to.email} if to.email else {"phone": to.phone}
        line = json.dumps({"key": key, **where, "text": text}, ensure_ascii=False) + "\n"
        try:
            await asyncio.to_thread(self._append, line)
        except OSError as error:
            raise CarrierError(f"file: {error.strerror}", final=False) from error

    def _append(self, line: str) -> None:
        self._path.touch(mode=0o600, exist_ok=True)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(line)
