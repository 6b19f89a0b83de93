"""Operators see what is in force and where it came from, and nobody sees a secret there."""

from pathlib import Path

from pydantic import SecretStr

from server.settings import CarrierKind, FactsKind, Settings
from server.settings_shown import shown


def test_no_secret_is_shown_however_it_was_given() -> None:
    settings = Settings(
        database_url="postgresql://room:database-secret@db/room",
        redis_url="redis://:redis-secret@cache",
        turn_secret=SecretStr("turn-secret-0123456789abcdef012345"),
        turn_urls=("turn:turn.example.org",),
        carrier=CarrierKind.HOOK,
        carrier_url="https://sms.example.org/hook?key=hook-secret",
        carrier_token=SecretStr("token-secret"),
        facts=FactsKind.HOOK,
        facts_url="https://court.example.org/facts?key=facts-secret",
        facts_secret=SecretStr("facts-secret-0123456789abcdef0123"),
    )

    found = {one.name: one for one in shown(settings)}

    assert "secret" not in repr([one.value for one in found.values()])
    withheld = ("DATABASE_URL", "REDIS_URL", "TURN_SECRET", "CARRIER_URL", "CARRIER_TOKEN", "FACTS_URL", "FACTS_SECRET")
    for name in withheld:
        assert (found[f"MEDIATION_ROOM_{name}"].value, found[f"MEDIATION_ROOM_{name}"].is_set) == (None, True)


def test_what_was_given_is_told_from_what_is_the_default() -> None:
    found = {one.name: one for one in shown(Settings(port=9000, data_dir=Path("/srv/room"), turn_only=False))}

    assert (found["MEDIATION_ROOM_PORT"].value, found["MEDIATION_ROOM_PORT"].is_given) == ("9000", True)
    assert (found["MEDIATION_ROOM_HOST"].value, found["MEDIATION_ROOM_HOST"].is_given) == ("127.0.0.1", False)
    assert found["MEDIATION_ROOM_TURN_ONLY"].value == "false"
    assert found["MEDIATION_ROOM_CARRIER_TOKEN"].is_set is False


def test_every_setting_is_shown_once() -> None:
    assert len(shown(Settings())) == len(Settings.model_fields)
