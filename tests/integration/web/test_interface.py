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
from server.web import authorisation, openapi
from server.web.routes import AnyOf, Route
from tests.support import things
from tests.support.site import Site, Visitor, site

EXAMPLES = 20
"""Per route; the rules of each model have tests of their own."""
PATIENCE = 60.0
"""Seconds for an answer; far beyond what a busy machine needs."""
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
ROUTES = [route for route, _ in openapi.described()]
MADE_BY_A_CALL = {
    things.LATE,
    "/api/connection-tests/{test}/answer",
    "/api/connection-tests/{test}/complete",
    "/api/connection-tests/{test}/end",
    "/api/operations/workers/{number}/drain",
    "/api/viewings/{viewing}",
    "/api/viewings/{viewing}/plays",
    "/api/viewings/{viewing}/tracks/{recording}/{segment}.webm",
}
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
    thing = await things.of(open_doors, route.path)
    asker = thing.asker if thing else None
    cookies = cookies_of(asker or await entitled(open_doors, route))
    cases = made_up(route, {name: thing.names[name] for name in openapi.names_of(route.path)} if thing else None)
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


def test_all_that_is_named_in_paths_is_there_but_what_only_a_call_makes() -> None:
    unmade = {route.path for route in ROUTES if openapi.names_of(route.path) and not things.maker(route.path)}

    assert unmade == MADE_BY_A_CALL


async def entitled(here: Site, route: Route) -> Visitor:
    """Return the browser of someone who may ask this route."""
    if not isinstance(route.right, Right | AnyOf):
        return await here.staff("mediator")
    return await here.staff(next(role.value for role in RIGHTS if authorisation.allows(route.right, role)))


def cookies_of(visitor: Visitor) -> dict[str, str]:
    return {cookie.key: cookie.value for cookie in visitor.http.cookie_jar}
