"""Bytes outside the database: each file under a data key of its own, that key wrapped by the master key."""

import asyncio
import os
from pathlib import Path
from typing import Final

import obstore
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from obstore.store import LocalStore, ObjectStore

from recordings.errors import KeyUnknownError
from recordings.vault import KeyRing
from server.domain.errors import NotFoundError

_NONCE: Final = 12
_LENGTH: Final = 2
_PLACE: Final = "material:"


class SealedBlobs:
    """Implements `services.ports.intake.Blobs` on a folder or bucket.

    A file is: length of the wrapped key (2 bytes, big endian), wrapped key, nonce (12), AES-256-GCM of the bytes
    with the file's name as associated data, so that one cannot stand in for another.
    """

    def __init__(self, store: ObjectStore, keys: KeyRing) -> None:
        self._store = store
        self._keys = keys

    @classmethod
    def in_folder(cls, folder: Path, keys: KeyRing) -> "SealedBlobs":
        """Keep the files below a local folder."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return cls(LocalStore(folder), keys)

    async def put(self, name: str, content: bytes) -> None:
        """Keep the bytes under a fresh key."""
        sealed = await asyncio.to_thread(self._seal, name, content)
        await obstore.put_async(self._store, _path(name), sealed)

    async def get(self, name: str) -> bytes:
        """Return the bytes. Raises `NotFoundError` (`blob.lost`)."""
        try:
            found = await obstore.get_async(self._store, _path(name))
            sealed = bytes(await found.bytes_async())
            return await asyncio.to_thread(self._open, name, sealed)
        except (FileNotFoundError, KeyUnknownError, InvalidTag) as error:
            raise NotFoundError("blob.lost") from error

    async def remove(self, name: str) -> None:
        """Forget the bytes."""
        try:
            await obstore.delete_async(self._store, _path(name))
        except FileNotFoundError:
            return

    def _seal(self, name: str, content: bytes) -> bytes:
        key, nonce = self._keys.new_data_key(), os.urandom(_NONCE)
        wrapped = self._keys.wrap(key, _PLACE + name)
        head = len(wrapped).to_bytes(_LENGTH, "big") + wrapped + nonce
        return head + AESGCM(key).encrypt(nonce, content, name.encode())

    def _open(self, name: str, sealed: bytes) -> bytes:
        until = _LENGTH + int.from_bytes(sealed[:_LENGTH], "big")
        key = self._keys.unwrap(sealed[_LENGTH:until], _PLACE + name)
        nonce, ciphertext = sealed[until : until + _NONCE], sealed[until + _NONCE :]
        return AESGCM(key).decrypt(nonce, ciphertext, name.encode())


def _path(name: str) -> str:
    return f"{name[:2]}/{name}"
