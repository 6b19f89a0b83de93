"""Messages sent over the network: to an HTTP hook of an SMS gateway, by mail to a gateway, by e-mail to the person."""

from collections.abc import Sequence
from email.message import EmailMessage
from http import HTTPStatus
from typing import Final

import aiohttp

from server.carriers.post import PostOffice
from server.services.ports.desk import Addressee, Attachment, CarrierError

_PATIENCE: Final = 15.0
"""Seconds; well below the lease of a message."""
_REFUSED: Final = range(400, 500)
_TRY_AGAIN: Final = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS})


class HookCarrier:
    """Posts each message as JSON (`key`, `phone`, `text`) with a bearer token; any 2xx is a receipt."""

    def __init__(self, url: str, token: str) -> None:
        self._url = url
        self._token = token

    async def send(
        self,
        to: Addressee,
        text: str,
        key: str,
        files: Sequence[Attachment] = (),  # noqa: ARG002 - a telephone takes none
    ) -> None:
        """Post it. Raises `CarrierError`, final for a refusal (4xx but 408 and 429)."""
        headers = {"Authorization": f"Bearer {self._token}", "Idempotency-Key": key}
        body = {"key": key, "phone": to.phone, "text": text}
        timeout = aiohttp.ClientTimeout(total=_PATIENCE)
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout) as session,
                session.post(self._url, json=body, headers=headers, allow_redirects=False) as answer,
            ):
                status = answer.status
        except (aiohttp.ClientError, TimeoutError) as error:
            raise CarrierError(f"hook: {type(error).__name__}", final=False) from error
        if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
            raise CarrierError(f"hook: {status}", final=status in _REFUSED and status not in _TRY_AGAIN)


class MailCarrier:
    """Sends each message to `<phone>@<domain>` of a gateway that turns mail into SMS."""

    def __init__(self, office: PostOffice, domain: str) -> None:
        self._office = office
        self._domain = domain

    async def send(
        self,
        to: Addressee,
        text: str,
        key: str,
        files: Sequence[Attachment] = (),  # noqa: ARG002 - a telephone takes none
    ) -> None:
        """Send it. Raises `CarrierError`, final for a reply of 5xx."""
        mail = EmailMessage()
        # The phone is checked where it is entered; a header never takes line breaks.
        mail["To"], mail["Subject"] = f"{to.phone}@{self._domain}", "调解提醒"
        mail["X-Message-Key"] = key
        mail.set_content(text)
        await self._office.post(mail)


class EmailCarrier:
    """Sends each message to the person's own address, with its files."""

    def __init__(self, office: PostOffice) -> None:
        self._office = office

    async def send(self, to: Addressee, text: str, key: str, files: Sequence[Attachment] = ()) -> None:
        """Send it. Raises `CarrierError`, final for a reply of 5xx."""
        mail = EmailMessage()
        # Neither the dispute nor a name: subjects are read over shoulders and kept by strangers.
        mail["To"], mail["Subject"] = to.email, "劳动争议在线调解：给您的通知"
        mail["X-Message-Key"] = key
        # RFC 3834: nobody's holiday notice answers a machine.
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(text)
        for file in files:
            kind, _, form = file.media.partition("/")
            mail.add_attachment(file.content, maintype=kind, subtype=form, filename=file.name)
        await self._office.post(mail)
