"""Which carriers the settings name, and which of them takes a message."""

from collections.abc import Sequence

from server.carriers.post import PostOffice
from server.carriers.sent import EmailCarrier, HookCarrier, MailCarrier
from server.carriers.written import ConsoleCarrier, FileCarrier
from server.services.ports.desk import Addressee, Attachment, Carrier, CarrierError
from server.settings import CarrierKind, Settings


class ByChannel:
    """Hands a message to e-mail where that is the person's way, else to the carrier for telephones.

    Without a mail server the telephone takes it; whoever has none cannot be reached, which the desk is told at once.
    """

    def __init__(self, phone: Carrier, email: Carrier | None) -> None:
        self._phone = phone
        self._email = email

    async def send(self, to: Addressee, text: str, key: str, files: Sequence[Attachment] = ()) -> None:
        """Hand it over. Raises `CarrierError`."""
        if to.email and self._email:
            await self._email.send(to, text, key, files)
        elif to.phone:
            await self._phone.send(Addressee(to.name, to.phone), text, key, files)
        else:
            raise CarrierError("mail: no server is set", final=True)


def carrier_of(settings: Settings) -> Carrier:
    """Return what takes every message; the settings made sure that it has what it needs."""
    office = _office(settings)
    phone = _phone(settings, office)
    # What is only written down needs no mail server: it takes both.
    email = EmailCarrier(office) if office else phone if isinstance(phone, (ConsoleCarrier, FileCarrier)) else None
    return ByChannel(phone, email)


def _phone(settings: Settings, office: PostOffice | None) -> Carrier:
    if settings.carrier is CarrierKind.HOOK:
        return HookCarrier(settings.carrier_url or "", settings.carrier_token.get_secret_value())
    if settings.carrier is CarrierKind.MAIL and office:
        return MailCarrier(office, settings.carrier_mail_domain or "")
    if settings.carrier is CarrierKind.FILE:
        return FileCarrier(settings.carrier_file or settings.data_dir / "messages.jsonl")
    return ConsoleCarrier()


def _office(settings: Settings) -> PostOffice | None:
    if not settings.carrier_smtp_host or not settings.carrier_sender:
        return None
    return PostOffice(
        host=settings.carrier_smtp_host,
        port=settings.carrier_smtp_port,
        sender=settings.carrier_sender,
        security=settings.carrier_smtp_security,
        user=settings.carrier_smtp_user,
        password=settings.carrier_smtp_password.get_secret_value(),
    )
