"""Tell whoever got a message whether it came from us: by serial and the last four digits of their telephone."""

from server.services.own_case_views import CheckAnswer
from server.services.ports import Ports


async def check(serial: str, phone_tail: str, ports: Ports) -> CheckAnswer:
    """Return who handles the case when somebody of it has such a telephone. A wrong serial answers the same."""
    found = await ports.intake.sent_by_us(serial.strip(), phone_tail)
    return CheckAnswer(found is not None, tuple(found or ()))
