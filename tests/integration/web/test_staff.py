"""What staff do over HTTP: the day, the cases, the outcome, the recordings."""

import pytest

from tests.support.site import Site

OUTCOME = {"key": "outcome-1", "kind": "not_settled", "ending_code": "differences_too_large", "reason": "差距过大"}


async def test_the_day_shows_who_is_ready(here: Site) -> None:
    mediator, party = await here.staff("mediator"), await here.party()
    await party.get_ready(recording=False)

    day = (await mediator.get("/api/today")).json

    (session,) = [session for session in day["sessions"] if session["id"] == here.session]
    ready = session["participants"][0]
    assert (ready["link"], ready["recording_consent"]) == ("opened", False)
    assert ready["device_check"]["camera"] == "passed"
    assert "138****6027" in str(session)
    assert "13800006027" not in str(session)


async def test_cases_are_found_and_counted(here: Site) -> None:
    clerk = await here.staff("clerk")

    every = (await clerk.get("/api/cases")).json
    found = (await clerk.get("/api/cases?query=李秀兰")).json
    ended = (await clerk.get("/api/cases?state=ended&state=agreed")).json

    assert every["total"] == 8
    assert [case["serial"] for case in found["cases"]] == [here.sheet.case.serial]
    assert {case["state"] for case in ended["cases"]} == {"ended", "agreed"}


@pytest.mark.parametrize("query", ["state=nothing", "page=0", "page=x", "page=99999999999", "query=" + "x" * 101])
async def test_a_list_asked_for_wrongly_is_refused(here: Site, query: str) -> None:
    reply = await (await here.staff("clerk")).get(f"/api/cases?{query}")

    assert (reply.status, reply.code) == (422, "request.invalid")


async def test_the_same_outcome_twice_is_one(here: Site) -> None:
    mediator = await here.staff("mediator")
    path = f"/api/sessions/{here.session}/outcome"

    first = await mediator.post(path, OUTCOME)
    again = await mediator.post(path, OUTCOME)
    other = await mediator.post(path, {**OUTCOME, "reason": "另一个理由"})
    second = await mediator.post(path, {**OUTCOME, "key": "outcome-2"})

    assert first.status == again.status == 200
    assert first.json == again.json
    assert (other.status, other.code) == (409, "conflict.key_reused")
    assert second.status == 409


async def test_an_incomplete_outcome_names_the_fields_and_ends_nothing(here: Site) -> None:
    mediator = await here.staff("mediator")

    reply = await mediator.post(f"/api/sessions/{here.session}/outcome", {"key": "outcome-1", "kind": "settled"})

    assert (reply.status, reply.code) == (422, "outcome.incomplete")
    assert reply.json["fields"] == {"terms": "required"}
    assert (await mediator.get(f"/api/sessions/{here.session}")).json["summary"]["state"] == "scheduled"


async def test_identity_is_checked_by_the_mediator(here: Site) -> None:
    mediator, party = await here.staff("mediator"), await here.party()
    who = (await party.link("GET")).json["identity"]

    reply = await mediator.post(f"/api/sessions/{here.session}/participants/{who}/identity", {"result": "passed"})
    unchecked = await mediator.post(
        f"/api/sessions/{here.session}/participants/{who}/identity", {"result": "not_checked"}
    )

    assert reply.json["identity_check"] == "passed"
    assert unchecked.status == 422


@pytest.mark.parametrize("path", ["sessions/nothing", "cases/LY1999-000001", "viewings/nothing"])
async def test_what_does_not_exist_is_not_found(here: Site, path: str) -> None:
    reply = await (await here.staff("judge")).get(f"/api/{path}")

    assert reply.status == 404


async def test_a_recording_needs_an_open_room_and_then_consent(here: Site) -> None:
    mediator = await here.staff("mediator")
    path = f"/api/sessions/{here.session}/recording"

    closed = await mediator.post(path, {"action": "start"})
    host = await here.seat(mediator)
    early = await mediator.post(path, {"action": "start"})
    await host.tell("open_meeting")
    alone = await mediator.post(path, {"action": "start"})
    stopped = await mediator.post(path, {"action": "stop"})
    unknown = await mediator.post(path, {"action": "delete"})

    assert (closed.status, closed.code) == (409, "recording.room_not_open")
    assert (early.status, early.code) == (409, "recording.room_not_open")
    assert (alone.status, alone.code) == (409, "recording.nobody_consented")
    assert (stopped.status, stopped.code) == (409, "recording.not_running")
    assert unknown.status == 422


async def test_what_was_never_recorded_cannot_be_viewed(here: Site) -> None:
    judge = await here.staff("judge")
    why = {"purpose": "complaint", "reason": "投诉核查"}

    reply = await judge.post(f"/api/recordings/{here.session}/viewings", why)

    assert (reply.status, reply.code) == (409, "recording.none")
    assert (await judge.get(f"/api/recordings/{here.session}/access-log")).json["lines"] == []


async def test_who_may_not_play_is_refused_and_stands_in_the_access_log(here: Site) -> None:
    operator, auditor = await here.staff("operator"), await here.staff("auditor")
    why = {"purpose": "supervision", "reason": "存储巡检"}

    reply = await operator.post(f"/api/recordings/{here.session}/viewings", why)

    (line,) = (await auditor.get(f"/api/recordings/{here.session}/access-log")).json["lines"]
    assert reply.status == 403
    assert (line["kind"], line["role"], line["facts"]) == (
        "refused",
        "operator",
        {"code": "auth.forbidden", "of": "open"},
    )
    assert line["origin"].startswith("127.0.0.1")


@pytest.mark.parametrize("path", ["access-log", "deletions"])
async def test_a_party_reaches_neither_the_access_log_nor_the_deletion_of_a_recording(here: Site, path: str) -> None:
    party = await here.party()

    replies = [
        await party.get(f"/api/recordings/{here.session}/{path}"),
        await party.post(f"/api/recordings/{here.session}/deletions", {"reason": "我要求删除"}),
        await party.post(f"/api/recordings/{here.session}/deletions/1/answer", {"version": 0, "action": "grant"}),
    ]

    assert [reply.status for reply in replies] == [401, 401, 401]


async def test_a_viewing_without_a_reason_is_refused(here: Site) -> None:
    judge = await here.staff("judge")

    replies = [
        await judge.post(f"/api/recordings/{here.session}/viewings", body)
        for body in (
            {"purpose": "complaint"},
            {"purpose": "curiosity", "reason": "好奇"},
            {"purpose": "complaint", "reason": "  "},
        )
    ]

    assert {reply.status for reply in replies} == {422}
