"""What the machine gives to use cases: the time, chance and slow hashing."""

import asyncio
import secrets
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_ID_BYTES: Final = 12
_TOKEN_BYTES: Final = 32
_LETTERS: Final = "abcdefghijkmnpqrstuvwxyz23456789"
_GROUPS: Final = 3
_HASHES_AT_ONCE: Final = 2
"""One hash takes 64 MiB; more at once would let anyone fill the memory."""


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """Return the instant, timezone-aware."""
        return datetime.now(UTC)  # noqa: TID251 - this is the clock


class SystemChance:
    """Chance of the operating system."""

    def token(self) -> str:
        """Return 256 bits, safe in an address."""
        return secrets.token_urlsafe(_TOKEN_BYTES)

    def id(self) -> str:
        """Return 96 bits in hexadecimal: a name, no secret."""
        return secrets.token_hex(_ID_BYTES)

    def password(self) -> str:
        """Return a password a person can type: three groups of four, 60 bits."""
        return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(_GROUPS))


class Argon2:
    """argon2id in threads of its own, a few at a time."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher()
        self._threads = ThreadPoolExecutor(_HASHES_AT_ONCE, thread_name_prefix="argon2")
        self._decoy: str | None = None

    async def hash(self, password: str) -> str:
        """Return the hash to keep."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._hasher.hash, password)

    async def verify(self, password_hash: str | None, password: str) -> bool:
        """Tell whether they match; without a hash do the same work and return False."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._verify, password_hash, password)

    def close(self) -> None:
        """End the threads."""
        self._threads.shutdown(wait=False)

    def _verify(self, password_hash: str | None, password: str) -> bool:
        if password_hash is None:
            self._decoy = self._decoy or self._hasher.hash(secrets.token_urlsafe(_TOKEN_BYTES))
        try:
            self._hasher.verify(password_hash or self._decoy or "", password)
        except (VerificationError, InvalidHashError):
            return False
        return password_hash is not None
