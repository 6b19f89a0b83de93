"""Seals what a crash left behind. Runs at start, when nobody writes to the recordings."""

import contextlib
import logging
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from recordings import journal as journals
from recordings import manifest as manifests
from recordings import sealing
from recordings.errors import NotARecordingError, RecordingError, RecordingOpenError
from recordings.manifest import Signer
from recordings.plane import Sealed

_TRIES: Final = 50
_PAUSE_S: Final = 0.1

_log = logging.getLogger(__name__)


def abandoned(root: Path) -> tuple[Path, ...]:
    """Return the folders of recordings that were begun and never sealed."""
    found = (path.parent for path in root.glob(f"*/{journals.NAME}"))
    return tuple(sorted(folder for folder in found if not (folder / manifests.NAME).exists()))


def recover(folder: Path, signer: Signer, now: datetime) -> Sealed:
    """Seal an abandoned recording with `interrupted` true: it ended when its last frame did.

    A torn last record is cut off; nothing needs to be decrypted. A recorder that is just flushing its last bytes
    is waited for. Raises `RecordingError`, such as `RecordingOpenError` when it is still recorded, or `OSError`.
    """
    with _exclusively(folder):
        return sealing.seal(folder, signer, now, None)


@contextlib.contextmanager
def _exclusively(folder: Path) -> Iterator[None]:
    if not (folder / journals.NAME).exists():
        raise NotARecordingError("no journal")
    for _ in range(_TRIES):
        try:
            held = journals.lock(folder)
            break
        except RecordingOpenError:
            time.sleep(_PAUSE_S)
    else:
        held = journals.lock(folder)
    with held:
        yield


def recover_all(root: Path, signer: Signer, now: datetime) -> tuple[Sealed, ...]:
    """Seal every abandoned recording under `root`; one that cannot be sealed is logged and left as it is."""
    sealed: list[Sealed] = []
    for folder in abandoned(root):
        try:
            sealed.append(recover(folder, signer, now))
        except (RecordingError, OSError):
            _log.exception("recording %s cannot be recovered", folder.name)
    return tuple(sealed)
