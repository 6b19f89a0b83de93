"""Seals what a crash left behind."""

import contextlib
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from recordings import journal as journals
from recordings import sealing
from recordings.errors import NotARecordingError, RecordingOpenError
from recordings.manifest import Signer
from recordings.plane import Sealed

_TRIES: Final = 50
_PAUSE_S: Final = 0.1


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
