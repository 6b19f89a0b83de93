"""A person acknowledges the rights notice 权利义务告知书."""

from server.services.invitations import LinkKey
from server.services.ports import Ports
from server.services.views import InvitationView


async def acknowledge(key: LinkKey, version: str, ports: Ports) -> InvitationView:
    """Keep that the person read this wording. Raises `ConflictError` (`notice.outdated_wording`)."""
    raise NotImplementedError
