from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from recordings.manifest import Signer
from recordings.recorder import Recorder
from tests.support.studio import RECORDING, Clock, Studio


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    return Signer.load_or_create(tmp_path / "keys" / "signing.pem")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sink() -> Iterator[str]:
    # A socket's path is at most 107 bytes; pytest's folders may be longer.
    with TemporaryDirectory() as folder:
        yield f"{folder}/sink"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "recordings"


@pytest.fixture
def folder(root: Path) -> Path:
    return root / RECORDING


@pytest.fixture
async def recorder(root: Path, sink: str, signer: Signer, clock: Clock) -> AsyncIterator[Recorder]:
    recorder = await Recorder.start(root, sink, signer, clock, reserve=0)
    yield recorder
    await recorder.close()


@pytest.fixture
def studio(recorder: Recorder) -> Iterator[Studio]:
    with Studio(recorder) as studio:
        yield studio
