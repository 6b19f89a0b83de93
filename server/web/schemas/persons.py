"""Bodies about a person of a case: side, role, identity, and what is shown of a party."""

from server.domain.party import Role, Side
from server.web.schemas import Answer


class PartyView(Answer):
    """A party or agent on the case page."""

    identity: str
    name: str
    side: Side
    role: Role
    title: str
    phone: str
    id_number: str
    """Masked."""
