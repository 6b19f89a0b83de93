"""The ticket that opens the socket of a room."""

from datetime import datetime

from server.web.schemas import Answer


class TicketAnswer(Answer):
    """POST /api/invitations/{token}/ticket and POST /api/sessions/{id}/ticket: what opens the socket."""

    ticket: str
    expires_at: datetime
    session: str
    identity: str
