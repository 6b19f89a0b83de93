"""What nobody else may learn: a case out of reach does not exist, and what is protected is in no answer and no log."""

import asyncio
import re
from typing import Any, Final

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode

from server.domain.account import Account
from server.domain.ids import AccountId
from server.domain.party import Role
from server.services.specimen_numbers import citizen_number
from server.web import authorisation, openapi
from server.web.auth import SESSION_COOKIE
from server.web.routes import ROUTES, Route
from tests.support.site import Site, Visitor, upload

LOGIN: Final = "outside"
WORD: Final = f"{LOGIN}-0001"
NOWHERE: Final = "LY2026-999999"
OUTSIDERS: Final = {
    "the clerk of another court": (Role.CLERK, "另一人民法院"),
    "the judge of another court": (Role.JUDGE, "另一人民法院"),
    "another mediator": (Role.MEDIATOR, "洛阳市西工区劳动人事争议调解中心"),
    "another organisation": (Role.ORGANISATION, "另一调解中心"),
}
OF_A_CASE: Final = tuple(route for route, _ in openapi.described() if route.path.startswith("/api/cases/{serial}"))
FORMS: Final = frozenset({"POST /api/cases/{serial}/materials", "POST /api/cases/{serial}/protected"})
"""Files come by a form, which is not made up here but sent."""
SCHEMA = schemathesis.openapi.from_dict(openapi.document())
OPERATIONS = {
    (found.ok().method.upper(), found.ok().path): found.ok()
    for found in SCHEMA.get_all_operations()
    if isinstance(found, Ok)
}


async def outsider(here: Site, who: str) -> Visitor:
    """Return a browser in which somebody of another house is signed in."""
    role, house = OUTSIDERS[who]
    hashed = await here.house.ports.hasher.hash(WORD)
    async with here.house.ports.begin() as uow:
        await uow.accounts.add(Account(AccountId(LOGIN), LOGIN, "外人", role, house, hashed))
        await uow.commit()
    visitor = await here.visitor()
    signed_in = await visitor.post("/api/sign-in", {"login": LOGIN, "password": WORD})
    assert signed_in.status == 200
    return visitor


@pytest.mark.parametrize("who", OUTSIDERS)
async def test_a_case_out_of_reach_answers_every_request_as_one_that_does_not_exist(here: Site, who: str) -> None:
    visitor = await outsider(here, who)
    cookies = {cookie.key: cookie.value for cookie in visitor.http.cookie_jar if cookie.key == SESSION_COOKIE}
    role, serial = OUTSIDERS[who][0], here.sheet.case.serial
    unlike: list[object] = []
    reached: set[str] = set()

    for route in OF_A_CASE:
        answers = await asyncio.to_thread(answers_of, here, route, cookies, serial)
        unlike += [(route.method, route.path, *pair) for pair in answers if pair[0] != pair[1]]
        expected = 404 if authorisation.allows(route.right, role) else 403
        statuses = {real[0] for real, _ in answers}
        unlike += [(route.method, route.path, status) for status in statuses - {expected, 404, 403, 415, 422}]
        reached |= {f"{route.method} {route.path}"} if expected in statuses else set()
        if route.method == "GET":
            unlike += [(route.method, route.path, status) for status in statuses - {expected}]

    assert unlike == []
    assert {f"{route.method} {route.path}" for route in OF_A_CASE} - reached <= FORMS
    for form in FORMS:
        sent = await upload(visitor, form.removeprefix("POST ").format(serial=serial))
        assert sent.status in {403, 404}, form


def answers_of(
    here: Site, route: Route, cookies: dict[str, str], serial: str
) -> list[tuple[tuple[int, str], tuple[int, str]]]:
    """Return pairs of what made-up requests were told about the real case and about one that is not there."""
    operation = OPERATIONS[route.method, route.path]
    names = dict.fromkeys(openapi.names_of(route.path), "1")
    asked: list[tuple[tuple[int, str], tuple[int, str]]] = []

    @settings(
        max_examples=3,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy(generation_mode=GenerationMode.POSITIVE, path_parameters=names | {"serial": serial}))
    def ask(case: Case[Any]) -> None:
        with requests.Session() as held:
            told = []
            for number in (serial, NOWHERE):
                case.path_parameters = names | {"serial": number}
                answer = case.call(base_url=here.base, session=held, cookies=cookies)
                told.append((answer.status_code, answer.json()["code"] if answer.content else ""))
        asked.append((told[0], told[1]))

    ask()
    return asked


PROTECTED_NAME: Final = "和解底线甲七三"
PROTECTED_TEXT: Final = "bottom-line-7731"
NOTE: Final = "说老板夜里在仓库乙八四"
PHONE: Final = "13911447733"
ID_NUMBER: Final = citizen_number("19881122", "778")
MARKERS: Final = (PROTECTED_NAME, PROTECTED_TEXT, NOTE, PHONE, ID_NUMBER)
SEEN_BY: Final = {
    "mediator": {PROTECTED_NAME, NOTE},
    "clerk": {NOTE},
    "judge": {NOTE},
    "organisation": {NOTE},
}
"""What readers find and nobody else does: the notes of the contact log are for whoever works on the case."""


async def hide(here: Site) -> dict[str, str]:
    """Put every marker where it belongs; return names of things that are there, for paths."""
    mediator, clerk = await here.staff("mediator"), await here.staff("clerk")
    case = f"/api/cases/{here.sheet.case.serial}"
    kept = await upload(mediator, case + "/protected", b"%PDF-1.7\n" + PROTECTED_TEXT.encode(), PROTECTED_NAME + ".pdf")
    file = await upload(mediator, case + "/materials")
    added = await clerk.post(
        case + "/people",
        {
            "key": "leaks-person-1",
            "name": "第三人某公司",
            "side": "respondent",
            "role": "party",
            "phone": PHONE,
            "id_number": ID_NUMBER,
        },
    )
    identity = added.json["people"][-1]["identity"]
    tried = {
        "key": "leaks-contact-1",
        "identity": identity,
        "at": "2026-01-05T09:00:00+08:00",
        "channel": "telephone",
        "outcome": "no_answer",
        "note": NOTE,
    }
    noted = await mediator.post(case + "/contacts", tried)
    visited = await mediator.post(case + "/contacts", tried | {"key": "leaks-contact-2", "channel": "visit"})
    asked = await mediator.post(case + "/extensions", {"key": "leaks-extension", "reason": "还在核对"})
    assert [reply.status for reply in (kept, file, added, noted, visited, asked)] == [201, 201, *[200] * 4], noted.json
    return {
        "serial": here.sheet.case.serial,
        "session": here.session,
        "identity": identity,
        "material": file.json["id"],
        "extension": asked.json["extensions"][0]["id"],
        "year": "2026",
        "path": "",
    }


async def readers(here: Site, names: dict[str, str]) -> dict[str, Visitor]:
    """Return everybody who could look: each role, somebody of another house, both sides by their links, a stranger."""
    found = {role.value: await here.staff(role.value) for role in authorisation.STAFF}
    found["outsider"] = await outsider(here, "the clerk of another court")
    for number, party in enumerate(here.sheet.parties):
        visitor = await here.party(number)
        await visitor.get_ready()
        found[f"{party.name}, invited"] = visitor
    people = (await found["mediator"].get(f"/api/cases/{names['serial']}/ending")).json["parties"]
    for person in people:
        link = f"/api/cases/{names['serial']}/parties/{person['identity']}/link"
        visitor = await here.visitor()
        visitor.token = (await found["mediator"].post(link)).json["url"].rsplit("/", 1)[1]
        await visitor.post(f"/api/own/{visitor.token}/open")
        found[f"{person['name']}, by their own link"] = visitor
    found["stranger"] = await here.visitor()
    return found


async def test_what_is_protected_or_private_is_in_no_answer_of_anybody_else_and_in_no_log(
    here: Site, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    names = await hide(here)
    seen: dict[str, set[str]] = {}
    answered: dict[str, int] = {}

    for who, visitor in (await readers(here, names)).items():
        for route in (route for route in ROUTES if route.method == "GET"):
            reply = await visitor.get(address(route, names | {"token": visitor.token or "nobody"}))
            answered[who] = answered.get(who, 0) + (reply.status == 200)
            text = reply.body.decode(errors="replace")
            seen.setdefault(who, set()).update(marker for marker in MARKERS if marker in text)

    assert {who: markers for who, markers in seen.items() if markers} == SEEN_BY
    assert min(answered.values()) > 1, answered
    ours = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("aiosqlite"))
    assert [marker for marker in MARKERS if marker in ours] == []


def address(route: Route, names: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)[^/]*?\}(?=/|\.|$)", lambda found: names.get(found[1], "1"), route.path)
