"""A recording that is deleted while a player has it open gives not a byte more."""

from pathlib import Path

import pytest

from recordings.manifest import Signer
from recordings.vault import KeyRing
from server.domain.ids import RecordingId
from server.domain.recording import RecordingState
from server.services.archive import Archive
from tests.factories import a_recording
from tests.support.encoded import opus_frames, opus_rtp
from tests.support.studio import KEY, RECORDING, Studio, after


async def test_what_is_open_in_a_player_cannot_be_read_on_once_it_is_erased(
    studio: Studio, folder: Path, signer: Signer
) -> None:
    await studio.open()
    await studio.tap(1)
    await studio.send(1, opus_rtp(opus_frames(100)))
    await studio.recorder.seal(RECORDING, after(2_000))
    keys = KeyRing((b"m" * 32,))
    kept = a_recording(
        id=RecordingId(RECORDING), state=RecordingState.SEALED, wrapped_key=keys.wrap(KEY, RECORDING), tracks=1
    )
    archive = Archive(folder.parent, keys, signer)
    file = await archive.track(kept, 1)
    assert file.read(0, 10)

    await archive.erase(kept.id)

    with pytest.raises(FileNotFoundError):
        file.read(0, file.size)
