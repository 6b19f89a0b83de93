"""Bodies of the device check and the connection test."""

from typing import Literal

from pydantic import Field

from server.domain.device_check import CheckResult
from server.web.schemas import Answer, Request


class DeviceCheck(Request):
    """Result of the device check, line by line."""

    camera: CheckResult
    microphone: CheckResult
    speaker: CheckResult
    connection: CheckResult
    note: str | None = Field(default=None, max_length=500)
    """Browser and reason of a failure, such as `NotAllowedError`."""


class ConnectionReport(Request):
    """Result of the connection test, sent to whoever prepares the session."""

    websocket: CheckResult
    udp: CheckResult
    tcp: CheckResult
    turn: CheckResult
    audio: CheckResult
    video: CheckResult
    round_trip: CheckResult
    loss: CheckResult
    round_trip_ms: int | None = Field(default=None, ge=0, le=60_000)
    lost: float | None = Field(default=None, ge=0, le=1)
    browser: Literal["chrome", "edge", "firefox", "safari", "wechat", "other"]
    system: Literal["android", "ios", "windows", "macos", "linux", "other"]


class LoopTrack(Answer):
    """What the browser finds under `mid` of an offer of the connection test."""

    mid: str
    source: Literal["mic", "camera", "screen"]


class LoopOffer(Answer):
    """An offer of the connection test."""

    version: int
    sdp: str
    tracks: tuple[LoopTrack, ...]


class LoopAnswer(Request):
    """The browser's answer to an offer of the connection test."""

    version: int = Field(ge=1)
    sdp: str = Field(min_length=1, max_length=65_536)


class TestRelay(Answer):
    """TURN servers with credentials for a minute, as `RTCIceServer` takes them."""

    urls: tuple[str, ...]
    username: str
    credential: str


class ConnectionTest(Answer):
    """A connection test that has begun: twenty seconds."""

    test: str
    offer: LoopOffer
    """To the half that sends."""
    relays: tuple[TestRelay, ...]
    """Empty where none are set up."""
