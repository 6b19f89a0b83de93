"""The published interface: complete, in OpenAPI 3.1, and only what the table of routes holds."""

import pytest
from aiohttp import web
from openapi_spec_validator import validate
from pydantic import ValidationError

from server.web import openapi
from server.web.operations import Operation, operation_of
from server.web.routes import ROUTES, Access, Route
from server.web.schemas.applications import PartyForm, PartyFormShown


def test_the_interface_is_valid_openapi() -> None:
    validate(openapi.document())


def test_every_route_below_api_is_published_with_its_right() -> None:
    paths = openapi.document()["paths"]
    published = {(method.upper(), item["x-right"]) for path in paths.values() for method, item in path.items()}

    assert sum(len(path) for path in paths.values()) == sum(route.path.startswith("/api/") for route in ROUTES)
    assert {(route.method, str(route.right)) for route in ROUTES if route.path.startswith("/api/")} == published


def test_a_route_that_does_not_say_what_it_takes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    async def silent(_: web.Request) -> web.Response:
        return web.Response()

    monkeypatch.setattr(openapi, "ROUTES", (Route("GET", "/api/silent", silent, Access.ANYONE),))

    with pytest.raises(openapi.UndescribedRouteError, match="GET /api/silent"):
        openapi.document()


def test_what_needs_a_sign_in_says_so_and_nothing_else() -> None:
    items = [(path, item) for path, methods in openapi.document()["paths"].items() for item in methods.values()]

    assert all(("security" in item) == (item["x-right"] not in set(Access) - {Access.STAFF}) for _, item in items)


def test_every_contract_has_an_answer_or_says_that_there_is_none() -> None:
    for route, operation in openapi.described():
        assert isinstance(operation_of(route.handler), Operation)
        assert (operation.answer is None) == (operation.status == 204 or operation.media != ("application/json",)), (
            route
        )


def test_an_application_is_answered_with_masked_numbers_and_addresses() -> None:
    masked = {"phone": "138****4410", "id_number": "410***********0085", "email": "li****@example.org"}
    named = {"key": "li", "side": "applicant", "standing": "worker"}

    shown = PartyFormShown.model_validate(named | masked)

    assert (shown.phone, shown.id_number, shown.email) == tuple(masked.values())
    for field, value in masked.items():
        with pytest.raises(ValidationError):
            PartyForm.model_validate(named | {field: value})
