"""Which carrier the settings name."""

from server.carriers.sent import HookCarrier, MailCarrier
from server.carriers.written import ConsoleCarrier, FileCarrier
from server.services.ports.desk import Carrier
from server.settings import CarrierKind, Settings


def carrier_of(settings: Settings) -> Carrier:
    """Return the carrier; the settings made sure that it has what it needs."""
    match settings.carrier:
        case CarrierKind.CONSOLE:
            return ConsoleCarrier()
        case CarrierKind.FILE:
            return FileCarrier(settings.carrier_file or settings.data_dir / "messages.jsonl")
        case CarrierKind.HOOK:
            return HookCarrier(settings.carrier_url or "", settings.carrier_token.get_secret_value())
        case CarrierKind.MAIL:
            return MailCarrier(
                settings.carrier_smtp_host or "",
                settings.carrier_smtp_port,
                settings.carrier_sender or "",
                settings.carrier_mail_domain or "",
            )
