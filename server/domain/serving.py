"""Service (送达): who was given which paper, by which way, when, with the digest of exactly these bytes.

人民法院在线诉讼规则 arts. 29-31: by the own link only whoever agreed to electronic service is served; whoever did
not and opens the paper there has read it, and gets it on paper besides. A message is a prompt, no service (art. 32).
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from server.domain.ids import CaseId, Identity


class Channel(StrEnum):
    """By which way somebody got a paper."""

    OWN_LINK = "own_link"
    """Opened by their own link, after they agreed to electronic service."""
    READ_ONLINE = "read_online"
    """Opened by their own link without having agreed: read, not served."""
    PAPER = "paper"
    """Given to them on paper, as a member of staff wrote down; reading or printing it is none of this."""


@dataclass(frozen=True, slots=True)
class ServedCopy:
    """One paper in the hands of one person. Written once, never changed."""

    case: CaseId
    identity: Identity
    name: str = field(repr=False)
    """Of the person, as it was then."""
    document: str
    """The kept bytes."""
    sha256: str
    """Of these bytes."""
    facts_sha256: str
    """Of what the paper says: the same facts are the same paper, however a later program would set it in type."""
    channel: Channel
    at: datetime
    by_name: str = field(default="", repr=False)
    """Who of the staff gave it to them; empty by the own link."""


def channel_online(*, agreed: bool) -> Channel:
    """Return what it is to open a paper by the own link, with or without consent to electronic service."""
    return Channel.OWN_LINK if agreed else Channel.READ_ONLINE
