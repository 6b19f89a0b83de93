"""A source with its receivers: one of a picture, one of a voice."""

import pytest

from media.plane import Source
from tests.support.source import Stage


@pytest.fixture
def stage() -> Stage:
    return Stage()


@pytest.fixture
def voice() -> Stage:
    return Stage(Source.MIC)
