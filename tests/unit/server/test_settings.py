"""Settings: documented, read from the environment, refused when they make no sense."""

import re
from ipaddress import ip_network
from pathlib import Path

import pytest
from pydantic import ValidationError

from server.domain import retention
from server.domain.retention import Kept
from server.settings import FEWEST_MONTHS, MOST_MONTHS, Settings

DOCUMENT = Path(__file__).parents[3] / "docs" / "operations.md"


def test_every_setting_is_documented_and_no_other() -> None:
    documented = re.findall(r"^\| `MEDIATION_ROOM_([A-Z_]+)`", DOCUMENT.read_text("utf-8"), re.MULTILINE)

    assert sorted(documented) == sorted(name.upper() for name in Settings.model_fields)


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDIATION_ROOM_PORT", "9000")
    monkeypatch.setenv("MEDIATION_ROOM_MEDIA_ADVERTISED", "203.0.113.10, 2001:db8::1")
    monkeypatch.setenv("MEDIATION_ROOM_TRUSTED_PROXIES", "172.16.0.0/12")

    settings = Settings()

    assert settings.port == 9000
    assert settings.media_advertised == ("203.0.113.10", "2001:db8::1")
    assert settings.trusted_proxies == (ip_network("172.16.0.0/12"),)


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        Settings().port = 1  # type: ignore[misc]  # that is the point


@pytest.mark.parametrize(
    "wrong",
    [
        {"port": 70_000},
        {"tls_cert": "cert.pem"},
        {"retention_months": "120,36"},
        {"retention_months": "59,36,36"},
        {"retention_months": "120,36,6"},
        {"retention_months": "60,61,12"},
        {"retention_months": "1201,36,36"},
        {"retention_months": "ten,36,36"},
        {"trusted_proxies": "nowhere"},
        {"turn_urls": "turn:turn.example.org"},
        {"turn_urls": "https://turn.example.org", "turn_secret": "s"},
        {"turn_secret": "s", "turn_secret_file": "s.txt"},
        {"turn_only": True},
        {"recordings_bucket": "recordings"},
        {"recordings_bucket": "recordings", "recordings_bucket_url": "https://s3.example.org"},
        {"recordings_bucket": "r", "recordings_bucket_url": "s3.example.org", "recordings_bucket_user": "u"},
        {"facts": "hook", "facts_secret": "s" * 32},
        {"facts": "hook", "facts_url": "https://court.example.org/facts", "facts_secret": "s" * 31},
        {"facts": "hook", "facts_url": "court.example.org/facts", "facts_secret": "s" * 32},
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Settings(**wrong)  # type: ignore[arg-type]  # that is the point


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ({}, "http://localhost:8080"),
        ({"host": "192.168.1.5"}, "http://192.168.1.5:8080"),
        ({"base_url": "https://room.example.org/"}, "https://room.example.org"),
        ({"tls_cert": "c", "tls_key": "k"}, "https://localhost:8080"),
    ],
)
def test_links_carry_the_address_people_use(given: dict[str, str], address: str) -> None:
    settings = Settings(**given)  # type: ignore[arg-type]  # text, as from the environment

    assert settings.public_url == address
    assert settings.is_https is address.startswith("https")


def test_only_our_own_pages_are_ours() -> None:
    assert Settings(base_url="https://room.example.org").origins == {"https://room.example.org"}
    assert Settings().origins == {"http://localhost:8080", "http://127.0.0.1:8080", "http://[::1]:8080"}


def test_the_least_months_of_the_settings_are_those_of_the_law(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDIATION_ROOM_RETENTION_MONTHS", "60,7,7")
    kinds = (Kept.CASE_FILE, Kept.RECORDING, Kept.PROTECTED)

    assert dict(zip(kinds, FEWEST_MONTHS, strict=True)) == retention.FEWEST_MONTHS
    assert MOST_MONTHS == retention.MOST_MONTHS
    assert Settings().retention_months == ("60", "7", "7")
