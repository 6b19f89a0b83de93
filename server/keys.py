"""The secrets of an installation: files in the data folder that only this user can read, made on the first start."""

import base64
import binascii
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self

from recordings.manifest import Signer
from recordings.vault import KeyRing

_SIZE: Final = 32
FOLDER: Final = "keys"
TICKETS: Final = "tickets.key"
COLUMNS: Final = "columns.key"
MASTER: Final = "recordings.key"
SIGNING: Final = "signing.pem"
NAMES: Final = (TICKETS, COLUMNS, MASTER, SIGNING)


class KeyFileError(Exception):
    """A key file cannot be used; the message is a sentence with a next step."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Everything secret the server needs."""

    tickets: bytes = field(repr=False)
    """Signs tickets into rooms."""
    columns: bytes = field(repr=False)
    """Seals telephone and identity numbers in the database."""
    master: KeyRing = field(repr=False)
    """Wraps the data keys of recordings."""
    signer: Signer = field(repr=False)
    """Signs manifests of recordings."""
    signing_path: Path

    @classmethod
    def load_or_create(cls, data_dir: Path) -> Self:
        """Read every key, making those that are missing. Raises `KeyFileError` and `OSError`."""
        folder = data_dir / FOLDER
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        signing = folder / SIGNING
        return cls(
            tickets=_random_key(folder / TICKETS),
            columns=_random_key(folder / COLUMNS),
            master=KeyRing.load_or_create(folder / MASTER),
            signer=Signer.load_or_create(signing),
            signing_path=signing,
        )


def _random_key(path: Path) -> bytes:
    if not path.exists():
        # Created whole or not at all: a torn key would lock everything it seals.
        partial = path.with_suffix(".new")
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(base64.b64encode(secrets.token_bytes(_SIZE)).decode() + "\n")
            file.flush()
            os.fsync(file.fileno())
        partial.rename(path)
    try:
        key = base64.b64decode(path.read_text().strip(), validate=True)
    except (binascii.Error, UnicodeDecodeError):
        key = b""
    if len(key) != _SIZE:
        raise KeyFileError(f"{path} is damaged.\nNext step: put the file back from the backup of the data folder.")
    return key
