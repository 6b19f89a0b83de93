"""Made-up requests to the whole published interface: no fault of ours, and every answer as promised."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from server.domain.account import RIGHTS, Right
from server.web import openapi
from server.web.auth import SESSION_COOKIE
from server.web.routes import Route
from tests.support.site import Site, site

EXAMPLES = 20
"""Per route; the rules of each model have tests of their own."""
PATIENCE = 60.0
"""Seconds for an answer; far beyond what a busy machine needs."""
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
ROUTES = [route for route, _ in openapi.described()]
SCHEMA = schemathesis.openapi.from_dict(openapi.document())
OPERATIONS = {
    (found.ok().method.upper(), found.ok().path): found.ok()
    for found in SCHEMA.get_all_operations()
    if isinstance(found, Ok)
}


@schemathesis.serializer("application/zip")
def archive(_: object, value: object) -> bytes:
    """Send made-up bytes as they are: nearly all of them are no archive."""
    return value if isinstance(value, bytes) else str(value).encode(errors="surrogatepass")


@pytest.fixture
async def open_doors(seeded: Path, tmp_path: Path) -> AsyncIterator[Site]:
    """A site that lets one address ask as often as it likes."""
    rates = dict.fromkeys(
        ("limit_sign_in", "limit_link", "limit_unknown_link", "limit_move", "limit_apply", "limit_check"),
        "1000000/minute",
    )
    async with site(Path(shutil.copytree(seeded, tmp_path / "data")), **rates) as running:
        yield running


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.path}")
async def test_no_request_makes_a_fault_and_every_answer_is_as_published(open_doors: Site, route: Route) -> None:
    cookies = await sign_in(open_doors, route)
    cases = made_up(route, await known(open_doors, route))
    assert cases
    with requests.Session() as held:

        def ask(case: Case[Any]) -> None:
            held.cookies.clear()
            answer = case.call(base_url=open_doors.base, session=held, cookies=cookies, timeout=PATIENCE)
            case.validate_response(answer, checks=CHECKS)

        for case in cases:
            await asyncio.to_thread(ask, case)


def made_up(route: Route, real: dict[str, str] | None) -> list[Case[Any]]:
    """Return requests to a route, right and wrong ones, with `real` names in the path and without.

    They are made before the first is sent: hypothesis reads sources while it makes them, and CPython 3.11 mixes up two
    threads that read sources (python/cpython#106905).
    """
    operation = OPERATIONS[route.method, route.path]
    cases: list[Case[Any]] = []

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(
        st.one_of(
            *(
                operation.as_strategy(generation_mode=mode, path_parameters=names)
                for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
                for names in ([real, None] if real else [None])
            )
        )
    )
    def keep(case: Case[Any]) -> None:
        cases.append(case)

    keep()
    return cases


async def sign_in(here: Site, route: Route) -> dict[str, str]:
    """Return the cookie of someone who may ask this route."""
    if not isinstance(route.right, Right):
        role = "mediator"
    else:
        role = next(role.value for role, rights in RIGHTS.items() if route.right in rights)
    visitor = await here.staff(role)
    return {cookie.key: cookie.value for cookie in visitor.http.cookie_jar if cookie.key == SESSION_COOKIE}


async def known(here: Site, route: Route) -> dict[str, str] | None:
    """Return names of things that are there for every name in the path, None where one is not known."""
    party = await here.party()
    names = {
        "session": here.session,
        "serial": here.sheet.case.serial,
        "token": party.token,
        "identity": (await party.link("GET")).json["identity"],
        "purpose": "recording",
        "step": "e_service",
    }
    wanted = openapi.names_of(route.path)
    return {name: names[name] for name in wanted} if wanted and set(wanted) <= set(names) else None
