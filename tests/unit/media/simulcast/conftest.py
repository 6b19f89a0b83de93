"""A stage that has agreed on three layers, and a camera on it."""

import pytest

from tests.support.simulcast import LAYERS, Camera
from tests.support.source import Stage


@pytest.fixture
def stage() -> Stage:
    stage = Stage()
    stage.negotiate_layers(*LAYERS)
    return stage


@pytest.fixture
def camera(stage: Stage) -> Camera:
    return Camera(stage)
