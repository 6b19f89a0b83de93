"""The codec of a picture: one that everybody in the place can decode, and among those the sender's choice.

A place forwards what it gets and never decodes. So when somebody comes who cannot decode what a sender sends - H.264
for a Firefox without its plug-in, say - the sender is offered what all can decode, and nothing else until they left.
A sender whose answer has another order than our offer is offered its own order: senders follow offers, not answers.
"""

from collections.abc import Iterable

from media.capabilities import VIDEO_FORMATS, Format
from media.plane import Codec

ALL_CODECS = frozenset(format_.codec for format_ in VIDEO_FORMATS)


def shared_codecs(receivers: Iterable[frozenset[Codec] | None]) -> frozenset[Codec]:
    """Return what every receiver decodes; None is one that has not answered yet and has no say."""
    return ALL_CODECS.intersection(*(codecs for codecs in receivers if codecs is not None))


def choose_formats(
    wish: tuple[Format, ...], offered: tuple[Format, ...], current: Format, shared: frozenset[Codec]
) -> tuple[Format, ...]:
    """Return the formats to offer a sender next; the first is what it will send.

    `wish` is its order of preference, from an answer to an offer of all formats; `offered` is in force now and
    `current` comes in. Where nothing suits everybody nothing changes: those who can decode it go on seeing it.
    """
    usable = tuple(format_ for format_ in wish if format_.codec in shared)
    if not usable:
        return offered
    if wish[0] is not VIDEO_FORMATS[0]:
        return usable  # it asked for another order than ours
    if len(usable) == len(wish):
        return VIDEO_FORMATS
    return offered if current in usable else usable[:1]
