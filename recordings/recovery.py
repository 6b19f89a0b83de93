"""Seals what a crash left behind. Runs at start, when nobody writes to the recordings."""

import logging
from datetime import datetime
from pathlib import Path

from recordings import journal as journals
from recordings import manifest as manifests
from recordings import sealing
from recordings.errors import RecordingError
from recordings.manifest import Signer
from recordings.plane import Sealed

_log = logging.getLogger(__name__)


def abandoned(root: Path) -> tuple[Path, ...]:
    """Return the folders of recordings that were begun and never sealed."""
    found = (path.parent for path in root.glob(f"*/{journals.NAME}"))
    return tuple(sorted(folder for folder in found if not (folder / manifests.NAME).exists()))


def recover(folder: Path, signer: Signer, now: datetime) -> Sealed:
    """Seal an abandoned recording with `interrupted` true: it ended when its last frame did.

    A torn last record is cut off; nothing needs to be decrypted. Raises `RecordingError` or `OSError`.
    """
    return sealing.seal(folder, signer, now, None)


def recover_all(root: Path, signer: Signer, now: datetime) -> tuple[Sealed, ...]:
    """Seal every abandoned recording under `root`; one that cannot be sealed is logged and left as it is."""
    sealed: list[Sealed] = []
    for folder in abandoned(root):
        try:
            sealed.append(recover(folder, signer, now))
        except (RecordingError, OSError):
            _log.exception("recording %s cannot be recovered", folder.name)
    return tuple(sealed)
