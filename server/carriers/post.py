"""The post office: one mail server, how the line to it is protected, and who signs in there."""

from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Final

import aiosmtplib

from server.services.ports.desk import CarrierError
from server.settings import MailSecurity

_PATIENCE: Final = 15.0
"""Seconds; well below the lease of a message."""
_LASTING: Final = 500
"""SMTP replies from here on are final (RFC 5321 section 4.2.1)."""
_STARTTLS: Final = {MailSecurity.AUTO: None, MailSecurity.STARTTLS: True, MailSecurity.TLS: False}


@dataclass(frozen=True, slots=True)
class PostOffice:
    """Where mail is handed in. `authorities` is a file of certificates (PEM); those of the system when None."""

    host: str
    port: int
    sender: str
    security: MailSecurity = MailSecurity.AUTO
    user: str = ""
    password: str = field(default="", repr=False)
    authorities: str | None = None

    async def post(self, mail: EmailMessage) -> None:
        """Hand a mail in. Raises `CarrierError`, final for a reply of 5xx to mail or recipient; it names no person."""
        mail["From"] = self.sender
        try:
            await aiosmtplib.send(
                mail,
                hostname=self.host,
                port=self.port,
                timeout=_PATIENCE,
                username=self.user or None,
                password=self.password or None,
                use_tls=self.security is MailSecurity.TLS,
                start_tls=_STARTTLS[self.security],
                cert_bundle=self.authorities,
            )
        except aiosmtplib.SMTPRecipientsRefused as error:
            codes = [refused.code for refused in error.recipients]
            raise CarrierError(f"mail: {codes}", final=all(code >= _LASTING for code in codes)) from error
        except aiosmtplib.SMTPAuthenticationError as error:
            # Ours to mend, not the person's: what waits goes out once the password is right.
            raise CarrierError(f"mail: sign-in {error.code}", final=False) from error
        except aiosmtplib.SMTPResponseException as error:
            raise CarrierError(f"mail: {error.code}", final=error.code >= _LASTING) from error
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            raise CarrierError(f"mail: {type(error).__name__}", final=False) from error
