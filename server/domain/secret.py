"""Digests of secrets: what is kept instead of a token nobody can guess."""

import hashlib


def digest(secret: str) -> str:
    """Return SHA-256 in hex. Enough for 256 random bits; passwords need argon2 instead."""
    return hashlib.sha256(secret.encode()).hexdigest()
