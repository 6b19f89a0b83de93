"""Every command with a key: sent twice it is one fact with one answer, and its key carries no other content."""

from collections.abc import Awaitable, Callable

import pytest

from server.storage.audit_log import count_audit
from server.web import openapi
from tests.support import commands
from tests.support.commands import address, parties
from tests.support.site import PDF, Reply, Site, upload

KEY = "once-0000001"


COMMANDS: dict[str, Callable[[Site], Awaitable[commands.Command]]] = {
    "/api/intake": commands.draft,
    "/api/cases/{serial}/people": commands.person,
    "/api/cases/{serial}/authorities": commands.authority,
    "/api/cases/{serial}/contacts": commands.contact,
    "/api/cases/{serial}/representations": commands.representation,
    "/api/cases/{serial}/worker-notices": commands.worker_notice,
    "/api/cases/{serial}/calls": commands.call,
    "/api/cases/{serial}/extensions": commands.extension,
    "/api/cases/{serial}/sessions": commands.session,
    "/api/cases/{serial}/on-site": commands.on_site,
    "/api/cases/{serial}/offline-result": commands.offline_result,
    "/api/cases/{serial}/end": commands.ending,
    "/api/cases/{serial}/doors": commands.door,
    "/api/cases/{serial}/referrals": commands.referral,
    "/api/sessions/{session}/outcome": commands.outcome,
    "/api/sessions/{session}/participants/{identity}/test-message": commands.test_message,
    "/api/roster": commands.entry,
    "/api/case-types": commands.case_type,
    "/api/cause-entries": commands.cause,
    "/api/public/complaints": commands.complaint,
    "/api/case-handlers": commands.hand_on,
    "/api/support-accesses": commands.support_access,
}
SHOWN_ONCE = frozenset({"links"})
"""Only the digests of links are kept: a repeat cannot show them."""
MOVING = frozenset({"now", "preview"})
"""A preview says what would be if it were sent now."""


def test_every_command_with_a_key_is_sent_twice_here() -> None:
    keyed = {
        route.path
        for route, operation in openapi.described()
        if operation.body is not None and "key" in operation.body.model_fields
    }

    assert keyed == set(COMMANDS)


@pytest.mark.parametrize("path", COMMANDS)
async def test_a_command_sent_twice_is_one_fact_and_its_key_carries_no_other_content(here: Site, path: str) -> None:
    command = await COMMANDS[path](here)
    body = {"key": KEY, **command.body}

    first = await command.sender.post(command.path, body)
    assert first.status in {200, 201, 204}, first.json
    facts = await count_audit(here.house.database.engine)
    again = await command.sender.post(command.path, body)
    reused = await command.sender.post(command.path, body | command.other)

    assert (again.status, told(again)) == (first.status, told(first))
    assert (reused.status, reused.code) == (409, "conflict.key_reused")
    assert await count_audit(here.house.database.engine) == facts


@pytest.mark.parametrize("part", ["/materials", "/protected"])
async def test_a_file_of_a_case_sent_twice_is_one(here: Site, part: str) -> None:
    mediator, path = await here.staff("mediator"), address(here, part)

    first = await upload(mediator, path)
    facts = await count_audit(here.house.database.engine)
    again = await upload(mediator, path)
    other = await upload(mediator, path, PDF + b"another page")

    assert (again.status, again.json) == (first.status, first.json)
    assert await count_audit(here.house.database.engine) == facts + 1
    assert other.json["id"] != first.json["id"]


async def test_a_paper_of_the_roster_sent_twice_is_one(here: Site) -> None:
    made = await commands.entry(here)
    entry = (await made.sender.post(made.path, {"key": KEY, **made.body})).json["id"]
    path = f"/api/roster/{entry}/papers"

    first = await upload(made.sender, path)
    facts = await count_audit(here.house.database.engine)
    again = await upload(made.sender, path)

    assert (again.status, again.json) == (first.status, first.json)
    assert await count_audit(here.house.database.engine) == facts


async def test_a_file_of_an_application_sent_twice_is_one_and_taken_out_it_may_come_again(here: Site) -> None:
    clerk = await here.staff("clerk")
    path = f"/api/intake/{(await clerk.post('/api/intake', {'door': 'counter', 'key': KEY})).json['case']}"

    (kept,) = (await upload(clerk, path + "/materials")).json["materials"]
    (again,) = (await upload(clerk, path + "/materials")).json["materials"]
    assert again["id"] == kept["id"]
    assert (await clerk.ask("DELETE", f"{path}/materials/{kept['id']}")).json["materials"] == []
    (anew,) = (await upload(clerk, path + "/materials")).json["materials"]

    assert anew["name"] == kept["name"]


async def test_one_file_of_two_people_is_kept_for_each(here: Site) -> None:
    mediator, clerk, path = await here.staff("mediator"), await here.staff("clerk"), address(here, "/materials")

    first, second = await upload(mediator, path), await upload(clerk, path)

    assert first.json["id"] != second.json["id"]


async def test_a_disclosure_sent_twice_is_one(here: Site) -> None:
    mediator, path = await here.staff("mediator"), address(here, "/disclosures")
    body = {"grounds": ["interest"], "text": "曾为该公司做过培训。"}

    first = await mediator.post(path, body)
    facts = await count_audit(here.house.database.engine)
    again = await mediator.post(path, body)

    assert (first.status, again.status) == (200, 200)
    assert await count_audit(here.house.database.engine) == facts


async def test_a_party_waits_for_the_answer_before_asking_for_another_mediator_again(here: Site) -> None:
    mediator, centre = await here.staff("mediator"), await here.staff("organisation")
    body = {"identity": (await parties(mediator, here))[0], "reason": "沟通不畅", "refuses_to_choose": False}

    first = await centre.post(address(here, "/changes"), body)
    again = await centre.post(address(here, "/changes"), body)

    assert first.status == 200, first.json
    assert (again.status, again.code) == (409, "change.asked")


KEYLESS: dict[str, tuple[str, ...]] = {
    "the state of what it acts on refuses or repeats the second": (
        "/api/operations/workers/{number}/drain",
        "/api/invitations/{token}/deny",
        "/api/invitations/{token}/disclosures/{disclosure}",
        "/api/invitations/{token}/move",
        "/api/invitations/{token}/notice",
        "/api/invitations/{token}/open",
        "/api/cases/{serial}/asking",
        "/api/cases/{serial}/authorities/{authority}/revoke",
        "/api/accounts/{account}/close",
        "/api/accounts/{account}/reopen",
        "/api/cases/{serial}/challenges",
        "/api/cases/{serial}/challenges/{challenge}/decision",
        "/api/cases/{serial}/changes",
        "/api/cases/{serial}/changes/{change}/answer",
        "/api/cases/{serial}/choice",
        "/api/cases/{serial}/choice/court",
        "/api/cases/{serial}/choice/picks",
        "/api/cases/{serial}/close",
        "/api/cases/{serial}/disclosures",
        "/api/cases/{serial}/disclosures/{disclosure}/replies",
        "/api/cases/{serial}/doors/{application}/answers",
        "/api/cases/{serial}/doors/{application}/ruling",
        "/api/cases/{serial}/effect",
        "/api/cases/{serial}/effect/correction",
        "/api/cases/{serial}/extensions/{extension}/answers",
        "/api/cases/{serial}/undisputed-facts/answers",
        "/api/cases/{serial}/extensions/{extension}/grant",
        "/api/cases/{serial}/extensions/{extension}/withdraw",
        "/api/cases/{serial}/hand-over",
        "/api/cases/{serial}/materials/{material}/comparison",
        "/api/cases/{serial}/panel",
        "/api/cases/{serial}/panel/presider",
        "/api/cases/{serial}/performances/{number}",
        "/api/cases/{serial}/follow-ups",
        "/api/cases/{serial}/pauses",
        "/api/cases/{serial}/presiding",
        "/api/cases/{serial}/receipt",
        "/api/cases/{serial}/referrals/accept",
        "/api/cases/{serial}/referrals/decline",
        "/api/cases/{serial}/referrals/end",
        "/api/cases/{serial}/referrals/own",
        "/api/cases/{serial}/referrals/withdraw",
        "/api/cases/{serial}/resume",
        "/api/cases/{serial}/withdrawals/{withdrawal}",
        "/api/cases/{serial}/data-requests/{request}/answer",
        "/api/cases/{serial}/holds",
        "/api/cases/{serial}/holds/{hold}/lift",
        "/api/complaints/{complaint}/decision",
        "/api/intake/{case}/explanations",
        "/api/intake/{case}/oral-record",
        "/api/intake/{case}/receipt-supplements",
        "/api/intake/{case}/oral-record/confirmations",
        "/api/intake/{case}/resubmit",
        "/api/intake/{case}/return",
        "/api/intake/{case}/submit",
        "/api/intake/{case}/take-on",
        "/api/own/{token}/challenges",
        "/api/own/{token}/changes",
        "/api/own/{token}/choice/court",
        "/api/own/{token}/data-requests",
        "/api/own/{token}/doors",
        "/api/own/{token}/doors/{application}",
        "/api/own/{token}/extensions/{extension}",
        "/api/own/{token}/undisputed-facts",
        "/api/own/{token}/performances/{number}",
        "/api/own/{token}/choice",
        "/api/own/{token}/deny",
        "/api/own/{token}/disclosures/{disclosure}",
        "/api/own/{token}/explanation",
        "/api/own/{token}/move",
        "/api/own/{token}/open",
        "/api/own/{token}/oral-record",
        "/api/own/{token}/resubmit",
        "/api/own/{token}/submit",
        "/api/roster-adoptions",
        "/api/roster/{entry}/account",
        "/api/roster/{entry}/adoption",
        "/api/roster/{entry}/change",
        "/api/roster/{entry}/confirm",
        "/api/roster/{entry}/removal",
        "/api/roster/{entry}/report",
        "/api/roster/{entry}/restore",
        "/api/roster/{entry}/return",
        "/api/roster/{entry}/suspend",
        "/api/roster/{entry}/take-up",
        "/api/sessions/{session}/cancel",
        "/api/sessions/{session}/participants",
        "/api/sessions/{session}/participants/{identity}/identity",
        "/api/sessions/{session}/participants/{identity}/remove",
        "/api/sessions/{session}/participants/{identity}/restore",
        "/api/sessions/{session}/recording",
        "/api/sessions/{session}/reschedule",
        "/api/recordings/{session}/deletions",
        "/api/recordings/{session}/deletions/{deletion}/answer",
        "/api/retention/shortenings/{shortening}/answer",
        "/api/support-accesses/{access}/answer",
        "/api/support-accesses/{access}/end",
    ),
    "the same bytes from the same hand are one file": (
        "/api/cases/{serial}/materials",
        "/api/cases/{serial}/protected",
        "/api/intake/{case}/bundles",
        "/api/intake/{case}/materials",
        "/api/own/{token}/materials",
        "/api/roster/{entry}/papers",
    ),
    "an entry of the name that is there already is changed, not entered again": ("/api/roster-imports",),
    "who was given a paper has it: again is no second copy": ("/api/cases/{serial}/parties/{identity}/notice",),
    "a worker whose number is there already is not entered again": ("/api/cases/{serial}/worker-list",),
    "a later link replaces the earlier": (
        "/api/own/{token}/sessions/{session}/enter",
        "/api/cases/{serial}/parties/{identity}/link",
        "/api/sessions/{session}/participants/{identity}/reissue",
    ),
    "what waits to be told already is told once, by its key": ("/api/undelivered-facts/again",),
    "every reading is a line of its own": (
        "/api/audit/exports",
        "/api/calendar/{year}/preview",
        "/api/cases/{serial}/people/{identity}/personal",
        "/api/complaints/{complaint}/personal",
        "/api/roster/{entry}/personal",
        "/api/roster/{entry}/papers/{paper}/readings",
        "/api/case-exports",
        "/api/cases/{serial}/prints",
        "/api/cases/{serial}/protected/{material}/readings",
        "/api/cases/{serial}/support-pack",
        "/api/cases/{serial}/support-pack/protected",
        "/api/check",
        "/api/intake/{case}/explanations/paper",
        "/api/own/{token}/export",
        "/api/recordings/{session}/access-log/exports",
        "/api/recordings/{session}/viewings",
        "/api/viewings/{viewing}/plays",
    ),
    "what begins passes by itself: a ticket, a sign-in, a test of the line, a draft nobody hands in": (
        "/api/applications",
        "/api/connection-tests",
        "/api/connection-tests/{test}/answer",
        "/api/connection-tests/{test}/complete",
        "/api/connection-tests/{test}/end",
        "/api/invitations/{token}/ticket",
        "/api/sessions/{session}/ticket",
        "/api/sign-in",
        "/api/sign-out",
    ),
}
"""Why a request that makes something needs no key."""


def test_every_request_that_makes_something_has_a_key_or_a_reason_to_need_none() -> None:
    asked = {route.path for route, _ in openapi.described() if route.method == "POST"}

    assert asked - set(COMMANDS) == {path for paths in KEYLESS.values() for path in paths}


def told(reply: Reply) -> object:
    if not isinstance(reply.json, dict):
        return reply.json
    return {name: value for name, value in reply.json.items() if name not in SHOWN_ONCE | MOVING}
