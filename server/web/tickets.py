"""What the case says of a person, as a signed ticket into the room."""

from server.services.invitation_views import TicketFacts
from server.web.edge import Edge
from server.web.schemas.tickets import TicketAnswer
from signaling.grants import USUAL, Grant
from signaling.protocol.words import Role, Side
from signaling.tickets import LIFETIME, Ticket, sign

_GUEST = USUAL[Role.PARTY]


def ticket_answer(facts: TicketFacts, edge: Edge) -> TicketAnswer:
    """Return a ticket good for a minute."""
    now = edge.ports.clock.now()
    ticket = Ticket(
        session=facts.session,
        identity=facts.identity,
        name=facts.name,
        side=Side(facts.side),
        role=Role(facts.role),
        title=facts.title,
        linked_to=facts.linked_to,
        grants=grants_of(facts),
    )
    return TicketAnswer(
        ticket=sign(ticket, edge.ticket_key, now),
        expires_at=now + LIFETIME,
        session=facts.session,
        identity=facts.identity,
    )


def grants_of(facts: TicketFacts) -> frozenset[Grant]:
    """Return what a person may do in the room; whoever interprets shows no papers there."""
    if facts.host:
        return _GUEST | {Grant.MODERATE, Grant.CAUCUS}
    if facts.deputy:
        return _GUEST | {Grant.MODERATE}
    role = Role(facts.role)
    return USUAL[role] if role is Role.INTERPRETER else _GUEST
