"""Messages sent over the network: to an HTTP hook of an SMS gateway, or by mail to a gateway's address."""

from email.message import EmailMessage
from http import HTTPStatus
from typing import Final

import aiohttp
import aiosmtplib

from server.services.ports.desk import Addressee, CarrierError

_PATIENCE: Final = 15.0
"""Seconds; well below the lease of a message."""
_REFUSED: Final = range(400, 500)
_TRY_AGAIN: Final = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS})
_LASTING: Final = 500
"""SMTP replies from here on are final (RFC 5321 section 4.2.1)."""


class HookCarrier:
    """Posts each message as JSON (`key`, `phone`, `text`) with a bearer token; any 2xx is a receipt."""

    def __init__(self, url: str, token: str) -> None:
        self._url = url
        self._token = token

    async def send(self, to: Addressee, text: str, key: str) -> None:
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

    def __init__(self, host: str, port: int, sender: str, domain: str) -> None:
        self._host = host
        self._port = port
        self._sender = sender
        self._domain = domain

    async def send(self, to: Addressee, text: str, key: str) -> None:
        """Send it. Raises `CarrierError`, final for a reply of 5xx."""
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = self._sender, f"{to.phone}@{self._domain}", "调解提醒"
        # The phone is checked where it is entered; a header never takes line breaks.
        mail["X-Message-Key"] = key
        mail.set_content(text)
        try:
            await aiosmtplib.send(mail, hostname=self._host, port=self._port, timeout=_PATIENCE)
        except aiosmtplib.SMTPRecipientsRefused as error:
            codes = [refused.code for refused in error.recipients]
            raise CarrierError(f"mail: {codes}", final=all(code >= _LASTING for code in codes)) from error
        except aiosmtplib.SMTPResponseException as error:
            raise CarrierError(f"mail: {error.code}", final=error.code >= _LASTING) from error
        except (aiosmtplib.SMTPException, OSError) as error:
            raise CarrierError(f"mail: {type(error).__name__}", final=False) from error
