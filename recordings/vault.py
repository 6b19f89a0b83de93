"""Keys that wrap data keys. What is in the database is a wrapped key: useless without the master key."""

import base64
import binascii
import hashlib
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from recordings.errors import KeyUnknownError
from recordings.trackfile import KEY_SIZE

_VERSION: Final = b"\x01"
_ID_SIZE: Final = 8
_NONCE_SIZE: Final = 12

RandomBytes = Callable[[int], bytes]


class KeyRing:
    """Master keys, newest first: the first one wraps, all of them unwrap. So a key is rotated by adding one.

    A wrapped key is: version (1 byte), name of the master key (8), nonce (12), AES-256-GCM of the data key with
    version, name and the recording's name as associated data.
    """

    def __init__(self, master_keys: tuple[bytes, ...], random: RandomBytes = os.urandom) -> None:
        if not master_keys or any(len(key) != KEY_SIZE for key in master_keys):
            raise KeyUnknownError("a master key has 32 bytes")
        self._random = random
        self._ciphers: Mapping[bytes, AESGCM] = {_name(key): AESGCM(key) for key in master_keys}
        self._current = _name(master_keys[0])

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read one key a line in base64, newest first; empty lines and lines with # are left out."""
        lines = [line.strip() for line in text.splitlines()]
        try:
            keys = tuple(base64.b64decode(line, validate=True) for line in lines if line and not line.startswith("#"))
        except binascii.Error as error:
            raise KeyUnknownError("a master key is base64") from error
        return cls(keys)

    @classmethod
    def load_or_create(cls, path: Path) -> Self:
        """Read the key file, or make one with a new key that only this user can read."""
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600, exist_ok=False)
            path.write_text(base64.b64encode(os.urandom(KEY_SIZE)).decode() + "\n")
        return cls.from_text(path.read_text())

    def new_data_key(self) -> bytes:
        """Return a fresh key for one recording."""
        return self._random(KEY_SIZE)

    def wrap(self, data_key: bytes, recording: str) -> bytes:
        """Return the data key encrypted for the database, bound to this recording."""
        head = _VERSION + self._current
        nonce = self._random(_NONCE_SIZE)
        return head + nonce + self._ciphers[self._current].encrypt(nonce, data_key, head + recording.encode())

    def unwrap(self, wrapped: bytes, recording: str) -> bytes:
        """Return the data key. Raises `KeyUnknownError` when it is damaged, of another recording or another ring."""
        at = len(_VERSION) + _ID_SIZE
        head, nonce, sealed = wrapped[:at], wrapped[at : at + _NONCE_SIZE], wrapped[at + _NONCE_SIZE :]
        cipher = self._ciphers.get(head[len(_VERSION) :])
        if cipher is None or not head.startswith(_VERSION):
            raise KeyUnknownError("the master key of this recording is not in the key ring")
        try:
            return cipher.decrypt(nonce, sealed, head + recording.encode())
        except (InvalidTag, ValueError) as error:
            raise KeyUnknownError("the wrapped key is damaged or of another recording") from error


def _name(master_key: bytes) -> bytes:
    return hashlib.sha256(b"mediation-room master key " + master_key).digest()[:_ID_SIZE]
