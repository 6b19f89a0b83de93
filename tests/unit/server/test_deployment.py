"""What deploy/ starts can be reached by browsers."""

import re
from pathlib import Path

import pytest

from server.settings import Settings

ROOT = Path(__file__).parents[3]
COMPOSE = (ROOT / "deploy/compose.yaml").read_text(encoding="utf-8")


def of_env(name: str) -> str:
    """Return what the example for a site sets."""
    found = re.search(rf"^{name}=(.+)$", (ROOT / "deploy/example.env").read_text(encoding="utf-8"), re.MULTILINE)
    assert found, name
    return found[1]


@pytest.mark.parametrize("protocol", ["udp", "tcp"])
def test_every_media_worker_that_compose_starts_has_a_port_that_is_published(protocol: str) -> None:
    port = re.search(r'MEDIATION_ROOM_MEDIA_PORT: "(\d+)"', COMPOSE)
    workers = re.search(r"MEDIATION_ROOM_MEDIA_WORKERS: \$\{MEDIA_WORKERS:-(\d+)\}", COMPOSE)
    published = re.search(rf'- "(\d+)-(\d+):(\d+)-(\d+)/{protocol}"', COMPOSE)
    assert port
    assert workers, "the number of workers must not follow the cores of the machine"
    assert published

    first, last, first_inside, last_inside = map(int, published.groups())
    assert (first, last) == (first_inside, last_inside)
    assert first == int(port[1])
    for count in (int(workers[1]), int(of_env("MEDIA_WORKERS"))):
        assert first + count - 1 <= last


def test_compose_gives_memory_for_the_program_and_for_each_worker() -> None:
    given = re.search(r"mem_limit: \$\{APP_MEMORY:-(\d+)g\}", COMPOSE)
    assert given
    assert int(given[1]) >= 2 + 2
    assert of_env("APP_MEMORY") == f"{2 + 2 * int(of_env('MEDIA_WORKERS'))}g"


@pytest.mark.parametrize("name", [name for name in Settings.model_fields if name.startswith("recordings_bucket")])
def test_every_setting_of_the_bucket_reaches_the_program_and_stands_in_the_example(name: str) -> None:
    given = re.search(rf"MEDIATION_ROOM_{name.upper()}: \$\{{{name.upper()}:-(.*)\}}", COMPOSE)

    assert given, "whoever sets it in deploy/.env would set nothing"
    assert given[1] in ("", Settings.model_fields[name].default)
    assert f"\n{name.upper()}=" in (ROOT / "deploy/example.env").read_text(encoding="utf-8")
