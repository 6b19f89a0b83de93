"""What can go wrong between a room and the media plane.

MediaError
├── SdpError             the browser's answer cannot be used (peer's fault)
├── UnknownMemberError   no transport of that name (caller's fault, or the worker was restarted)
├── UnknownRouterError   no router of that name
├── TapRefusedError      this place or person must not be recorded
├── PlaneFullError       no worker takes another room or person
└── PlaneLostError       the worker is gone; a new one is being started
"""


class MediaError(Exception):
    """Base of all errors of the media plane; `code` is stable."""

    code = "media.failed"


class SdpError(MediaError):
    """The session description is malformed or does not fit the offer."""

    code = "media.sdp"


class UnknownMemberError(MediaError):
    """There is no transport of this member."""

    code = "media.unknown_member"


class UnknownRouterError(MediaError):
    """There is no such router."""

    code = "media.unknown_router"


class TapRefusedError(MediaError):
    """Recording is refused by construction: the router is not recordable or the member is nowhere."""

    code = "media.tap_refused"


class PlaneFullError(MediaError):
    """As many rooms or people as the machine carries well are there; those who are in stay."""

    code = "media.full"


class PlaneLostError(MediaError):
    """The worker does not answer; its rooms will be opened on a new one."""

    code = "media.lost"
