"""`Relays`: the TURN servers a browser may use when its network lets nothing else through.

Credentials follow the convention that every TURN server knows (draft-uberti-behave-turn-rest-00): the name says
until when they may be used and by whom, the password proves that we wrote the name. No server has to be asked.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from signaling.protocol.offer import IceServerMessage


@dataclass(frozen=True, slots=True)
class Relays:
    """Where relays are and the secret shared with them; without `urls` there are none."""

    urls: tuple[str, ...] = ()
    secret: bytes = field(default=b"", repr=False)
    lifetime: timedelta = timedelta(hours=4)
    only: bool = False
    """Whether browsers are to use nothing else."""

    def servers(self, identity: str, now: datetime) -> tuple[IceServerMessage, ...]:
        """Return what the browser of `identity` is told; a relay can be opened with it until `now + lifetime`."""
        if not self.urls:
            return ()
        username = f"{int((now + self.lifetime).timestamp())}:{identity}"
        # SHA-1 is the convention: as HMAC it is sound, and nothing else is understood.
        password = hmac.new(self.secret, username.encode(), hashlib.sha1).digest()
        return (
            IceServerMessage(urls=self.urls, username=username, credential=base64.b64encode(password).decode("ascii")),
        )
