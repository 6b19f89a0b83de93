"""`Settings`: everything that can be set from outside, read once. The only reader of the environment.

Each setting is an environment variable with the prefix `MEDIATION_ROOM_`, described in docs/operations.md
(a test keeps that so). Whoever needs a value gets the value, never `Settings`.
"""

import os
import re
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network, ip_network
from operator import ge
from pathlib import Path
from typing import Annotated, Final, Literal, Self
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

ROOT: Final = Path(__file__).resolve().parent.parent
LOOPBACK: Final = ("127.0.0.0/8", "::1/128")
LAST_PORT: Final = 65_535
FEWEST_MONTHS: Final = (60, 7, 7)
"""Of a case file, a recording, protected materials; `server/domain/retention.py` says why."""
MOST_MONTHS: Final = 1_200
_TURN_URL: Final = re.compile(r"turns?:[^\s?,]+(\?transport=(udp|tcp))?")
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}


def spare_cores(cores: int | None) -> int:
    """Return how many media workers a machine carries: one core is left for everything else."""
    return max(1, (cores or 1) - 1)


def _words(value: object) -> object:
    """Split what the environment gives as one text: `a, b` is two entries."""
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


def _networks(value: object) -> object:
    parts = _words(value)
    return tuple(ip_network(str(part), strict=False) for part in parts) if isinstance(parts, (tuple, list)) else parts


Words = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_words)]
Networks = Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode, BeforeValidator(_networks)]


class CarrierKind(StrEnum):
    """Ways to bring messages to people."""

    CONSOLE = "console"
    FILE = "file"
    HOOK = "hook"
    MAIL = "mail"


class MailSecurity(StrEnum):
    """How the line to the mail server is protected."""

    AUTO = "auto"
    """STARTTLS where the server offers it."""
    STARTTLS = "starttls"
    """STARTTLS, or nothing is sent."""
    TLS = "tls"
    """TLS from the first byte."""


class FactsKind(StrEnum):
    """Ways to bring facts to other systems."""

    OFF = "off"
    """They wait in the outbox."""
    CONSOLE = "console"
    FILE = "file"
    HOOK = "hook"


SHORTEST_SECRET: Final = 32
"""Characters of a secret that two systems share."""
MAIL_NEEDS: Final = ("carrier_smtp_host", "carrier_sender", "carrier_mail_domain")


class Settings(BaseSettings):
    """One frozen value; made by `Settings()` from the environment, by keyword in tests."""

    model_config = SettingsConfigDict(env_prefix="MEDIATION_ROOM_", frozen=True, extra="ignore")

    data_dir: Path = Path("var")
    """Folder of the database, recordings and secrets."""
    database_url: str | None = None
    """`postgresql://user:password@host/name` or `sqlite:///path`; a SQLite file in the data folder when empty."""
    recordings_dir: Path | None = None
    """Folder of recordings; `recordings` in the data folder when empty."""
    recordings_bucket: str = ""
    """S3-compatible bucket in which sealed recordings are kept a second time; none when empty."""
    recordings_bucket_url: str = ""
    """Where it is: `https://s3.example.org`."""
    recordings_bucket_region: str = "us-east-1"
    """Its region, where the store asks for one."""
    recordings_bucket_user: str = ""
    """Access key."""
    recordings_bucket_password: SecretStr = SecretStr("")
    """Secret key."""
    static_dir: Path = ROOT / "static" / "dist"
    """Folder of the built web app."""

    host: str = "127.0.0.1"
    """Address to listen on for HTTP."""
    port: int = Field(default=8080, ge=0, le=65_535)
    """Port to listen on for HTTP."""
    base_url: str | None = None
    """Address at which people reach the room, such as `https://room.example.org`; goes into links."""
    tls_cert: Path | None = None
    """Certificate chain (PEM); with `tls_key` the server speaks HTTPS itself."""
    tls_key: Path | None = None
    """Private key (PEM) of the certificate."""
    trusted_proxies: Networks = ()
    """Networks of reverse proxies whose `X-Forwarded-For` is believed."""
    metrics_networks: Networks = Field(default=LOOPBACK, validate_default=True)
    """Networks that may read `/metrics`; everybody else gets 404."""

    media_hosts: Words = ("0.0.0.0", "::")  # noqa: S104 - browsers come from everywhere; every packet is authenticated
    """Addresses on which media is received."""
    media_port: int = Field(default=0, ge=0, le=65_535)
    """UDP and TCP port of media; 0 takes a free one."""
    media_advertised: Words = ()
    """Addresses told to browsers, such as the public one behind NAT; those of the machine when empty."""
    media_loopback: bool = True
    """Also tell browsers 127.0.0.1, so that a machine without network can try the room."""
    media_workers: int = Field(default_factory=lambda: spare_cores(os.cpu_count()), ge=1, le=64)
    """Media worker processes; one for each core but one when not set. Worker k listens on `media_port` + k."""
    turn_urls: Words = ()
    """TURN servers for browsers whose network lets nothing else through, such as `turn:turn.example.org:3478`."""
    turn_secret: SecretStr | None = None
    """Secret shared with the TURN servers (`static-auth-secret` of coturn)."""
    turn_secret_file: Path | None = None
    """File that holds that secret, instead of `turn_secret`."""
    turn_lifetime_minutes: int = Field(default=240, ge=10, le=1440)
    """Minutes for which a browser may open a relay with the credentials it was given."""
    turn_only: bool = False
    """Let no media come but by a TURN server: where the media port cannot be reached from outside."""
    in_process: bool = False
    """Run media and recorder inside the web process: for tests only."""
    representatives: int = Field(default=5, ge=1, le=50)
    """Workers of a case who may act for the others at most (调解仲裁法 art. 7 names no number; 3 to 5 is usual)."""
    serial_prefix: str = Field(default="LY", pattern=r"^[A-Z]{2}$")
    """Two capital letters at the head of every serial of this house."""
    recording_reserve_mb: int = Field(default=1024, ge=1)
    """Free space in megabytes below which no recording starts."""

    redis_url: str | None = None
    """Where several nodes count rate limits together; each counts alone when empty."""
    limit_sign_in: str = "30/minute"
    """Sign-ins from one address. Ten wrong passwords lock the account besides."""
    limit_link: str = "300/minute"
    """Requests with personal links from one address; a hearing room shares one."""
    limit_unknown_link: str = "20/minute"
    """Unknown personal links from one address."""
    limit_move: str = "10/hour"
    """Tries to take a link to another device, from one address for one link."""
    limit_apply: str = "30/hour"
    """Applications begun from one address; a service hall shares one."""
    limit_check: str = "30/hour"
    """Questions whether a message came from us, from one address and about one serial."""

    limit_export: str = "10/hour"
    """Copies of one's own data by one link; each is an archive with all papers."""
    limit_public: str = "120/minute"
    """Requests to the public roster from one address."""
    limit_complaint: str = "10/hour"
    """Complaints from one address."""
    roster_import_rows: int = Field(default=500, ge=1, le=5_000)
    """Rows of one file that is taken into the roster."""
    filing_key_file: Path | None = None
    """Public key (Ed25519, PEM) of the electronic filing; with it only bundles that it signed are taken over."""
    draft_days: int = Field(default=30, ge=1, le=365)
    """Days for which an application that was never handed in is kept."""
    retention_months: Words = ()
    """Months a filed case, its recordings and its protected materials are kept where no court decided."""
    pool_workers: int = Field(default=10, ge=2)
    """Workers with one claim from which on the expert pool is suggested. No source confirms the figure."""
    pool_amount_yuan: int = Field(default=500_000, ge=0)
    """Claimed yuan from which on the expert pool is suggested; 0 leaves it out. No source confirms the figure."""
    withdrawal_notice_hours: int = Field(default=24, ge=0, le=720)
    """Hours before a session from which on somebody decides on a consent taken back. No source confirms the figure."""
    unreached_days: int = Field(default=2, ge=1, le=30)
    """Days on which a party is tried before it counts as not reached early. No source confirms the figure."""
    unreached_ways: int = Field(default=2, ge=1, le=5)
    """Ways by which it is tried then. No source confirms the figure."""
    limit_test: str = "120/hour"
    """Connection tests from one address; a whole test takes two."""

    carrier: CarrierKind = CarrierKind.CONSOLE
    """How messages reach people: `console` (a demonstration: only noted in the log), `file`, `hook` or `mail`."""
    carrier_file: Path | None = None
    """For `file`: one line of JSON a message; `messages.jsonl` in the data folder when empty."""
    carrier_url: str | None = None
    """For `hook`: where each message is posted as JSON."""
    carrier_token: SecretStr = SecretStr("")
    """For `hook`: the bearer token."""
    carrier_smtp_host: str | None = None
    """The mail server; with `carrier_sender` people are written to by e-mail, whatever the carrier is."""
    carrier_smtp_port: int = Field(default=25, ge=1, le=65_535)
    """Its port."""
    carrier_smtp_security: MailSecurity = MailSecurity.AUTO
    """How the line to it is protected: `auto`, `starttls` or `tls`."""
    carrier_smtp_user: str = ""
    """Who signs in there; nobody when empty."""
    carrier_smtp_password: SecretStr = SecretStr("")
    """With which password; never sent over a line that is not protected."""
    carrier_sender: str | None = None
    """The address messages come from."""
    carrier_mail_domain: str | None = None
    """For `mail`: the domain of the gateway; a message goes to `<telephone>@<domain>`."""

    facts: FactsKind = FactsKind.OFF
    """How facts reach other systems: `off`, `console` (a demonstration: only noted in the log), `file` or `hook`."""
    facts_file: Path | None = None
    """For `file`: one line of JSON a fact; `facts.jsonl` in the data folder when empty."""
    facts_url: str | None = None
    """For `hook`: where each fact is posted as JSON."""
    facts_secret: SecretStr = SecretStr("")
    """For `hook`: the secret shared with the receiver, by which each fact is signed; 32 characters or more."""

    log_format: Literal["text", "json"] = "text"
    """One line per event for people (`text`) or machines (`json`)."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    """Least level that is logged."""
    demo: bool = False
    """Set by `mediation-room demo`: the store is seeded with one case when it is empty."""

    @field_validator("retention_months")
    @classmethod
    def _are_enough_months(cls, months: tuple[str, ...]) -> tuple[str, ...]:
        numbers = [int(one) for one in months if one.isascii() and one.isdigit()]
        enough = len(numbers) == len(months) == len(FEWEST_MONTHS) and all(map(ge, numbers, FEWEST_MONTHS))
        if months and not (enough and max(numbers) == numbers[0] <= MOST_MONTHS):
            raise ValueError(
                "give months of case file, recording and protected materials, 60,7,7 or more, the file's longest"
            )
        return months

    @field_validator("database_url")
    @classmethod
    def _is_known(cls, url: str | None) -> str | None:
        if url and not url.startswith(("sqlite:", "postgresql:")):
            raise ValueError("use sqlite:///… or postgresql://…")
        return url or None

    @model_validator(mode="after")
    def _bucket_is_whole(self) -> Self:
        if self.recordings_bucket:
            if not self.recordings_bucket_url.startswith(("http://", "https://")):
                raise ValueError("recordings_bucket needs recordings_bucket_url, http://… or https://…")
            if not (self.recordings_bucket_user and self.recordings_bucket_password.get_secret_value()):
                raise ValueError("recordings_bucket needs recordings_bucket_user and recordings_bucket_password")
        return self

    @model_validator(mode="after")
    def _equipped(self) -> Self:
        needed = {CarrierKind.HOOK: ("carrier_url",), CarrierKind.MAIL: MAIL_NEEDS}.get(self.carrier, ())
        missing = [name for name in needed if not getattr(self, name)]
        if missing:
            raise ValueError(f"carrier {self.carrier} needs {', '.join(missing)}")
        return self

    @model_validator(mode="after")
    def _facts_are_signed(self) -> Self:
        if self.facts is FactsKind.HOOK:
            if not (self.facts_url or "").startswith(("http://", "https://")):
                raise ValueError("facts hook needs facts_url, http://… or https://…")
            if len(self.facts_secret.get_secret_value()) < SHORTEST_SECRET:
                raise ValueError(f"facts hook needs facts_secret of {SHORTEST_SECRET} characters or more")
        return self

    @model_validator(mode="after")
    def _signs_in_behind_tls(self) -> Self:
        if self.carrier_smtp_user and self.carrier_smtp_security is MailSecurity.AUTO:
            raise ValueError("carrier_smtp_user needs carrier_smtp_security starttls or tls")
        return self

    @model_validator(mode="after")
    def _pair(self) -> Self:
        if (self.tls_cert is None) != (self.tls_key is None):
            raise ValueError("tls_cert and tls_key come together")
        if self.media_port and self.media_port + self.media_workers - 1 > LAST_PORT:
            raise ValueError("media_port leaves no ports for all media_workers")
        return self

    @field_validator("turn_urls")
    @classmethod
    def _are_turn(cls, urls: tuple[str, ...]) -> tuple[str, ...]:
        if not all(_TURN_URL.fullmatch(url) for url in urls):
            raise ValueError("use turn:host:port, turns:host:port, with ?transport=tcp where it is TCP")
        return urls

    @model_validator(mode="after")
    def _relays_have_one_secret(self) -> Self:
        secrets = (self.turn_secret, self.turn_secret_file)
        if self.turn_urls and all(secret is None for secret in secrets):
            raise ValueError("turn_urls needs turn_secret or turn_secret_file")
        if all(secret is not None for secret in secrets):
            raise ValueError("set turn_secret or turn_secret_file, not both")
        if self.turn_only and not self.turn_urls:
            raise ValueError("turn_only needs turn_urls")
        return self

    @property
    def database(self) -> str:
        """Address of the database."""
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'mediation-room.sqlite'}"

    @property
    def recordings(self) -> Path:
        """Folder of recordings."""
        return self.recordings_dir or self.data_dir / "recordings"

    @property
    def scheme(self) -> str:
        """`https` when the server speaks TLS itself."""
        return "https" if self.tls_cert else "http"

    @property
    def public_url(self) -> str:
        """Address for links, without a slash at the end."""
        if self.base_url:
            return self.base_url.rstrip("/")
        host = "localhost" if self.host in {"127.0.0.1", "::1", "0.0.0.0", "::"} else self.host  # noqa: S104 - compared, not bound
        return f"{self.scheme}://{host}:{self.port}"

    @property
    def is_https(self) -> bool:
        """Tell whether browsers come by HTTPS, here or at a proxy."""
        return self.public_url.startswith("https://")

    @property
    def origins(self) -> frozenset[str]:
        """Origins whose pages are ours: that of the links, and this machine's own names for it."""
        address = urlsplit(self.public_url)
        port = address.port or _DEFAULT_PORTS.get(address.scheme, 0)
        names = {address.hostname or ""}
        if names & {"localhost", "127.0.0.1", "::1"} or self.demo:
            names |= {"localhost", "127.0.0.1", "[::1]"}
        return frozenset(_origin(address.scheme, name, port) for name in names)


def _origin(scheme: str, host: str, port: int) -> str:
    return f"{scheme}://{host}" if port == _DEFAULT_PORTS.get(scheme) else f"{scheme}://{host}:{port}"
