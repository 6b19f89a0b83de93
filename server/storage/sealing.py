"""Sealing of personal columns with AES-256-GCM: a stolen database holds no telephone or identity number."""

import secrets
from typing import Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_SIZE: Final = 12
KEY_SIZE: Final = 32


class ColumnSeal:
    """Seals text under one key; `place` binds the sealed value to its row, so it cannot be moved to another."""

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_SIZE:
            raise ValueError("the key of sealed columns has 32 bytes")
        self._cipher = AESGCM(key)

    def seal(self, text: str, place: str) -> bytes:
        """Return nonce and ciphertext."""
        nonce = secrets.token_bytes(NONCE_SIZE)
        return nonce + self._cipher.encrypt(nonce, text.encode(), place.encode())

    def open(self, sealed: bytes, place: str) -> str:
        """Return the text. Raises `cryptography.exceptions.InvalidTag` for another key, row or content."""
        nonce, ciphertext = sealed[:NONCE_SIZE], sealed[NONCE_SIZE:]
        return self._cipher.decrypt(nonce, ciphertext, place.encode()).decode()
