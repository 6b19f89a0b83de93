"""A party follows the own case by the own link: sessions with their calendar file, the term, the ways that are left."""

from datetime import UTC, datetime, timedelta

from server.domain.agreement_effect import AgreementEffect, Signature
from server.domain.concurrence import QUESTIONS_WORDING
from server.domain.doors import AgreementDoor, Application, DoorState, RulingReceived
from server.domain.performance import ClauseKind, Performance
from server.services.demo_case import EMPLOYER
from server.storage.audit_log import count_audit
from tests.support.site import Site, Visitor

END = {"key": "ending-00001", "code": "differences_too_large", "reason": "相差一万二千元，不能接近"}
REQUEST = {"key": "schedule-0001", "starts_at": "2036-05-06T01:30:00+00:00", "minutes": 60, "after_term": True}
SIGNED = datetime(2035, 4, 10, 2, 0, tzinfo=UTC)


def case(here: Site, rest: str = "") -> str:
    return f"/api/cases/{here.sheet.case.serial}{rest}"


async def follow(here: Site, name: str) -> tuple[Visitor, str]:
    """Return a phone that opened the own link of a person, and the address of that link."""
    clerk, phone = await here.staff("clerk"), await here.visitor()
    people = (await clerk.get(case(here, "/people"))).json["people"]
    identity = next(person["identity"] for person in people if person["name"] == name)
    issued = (await clerk.post(case(here, f"/parties/{identity}/link"))).json
    link = f"/api/own/{issued['token']}"
    assert (await phone.post(link + "/open")).status == 200
    return phone, link


async def schedule_without(here: Site, name: str) -> str:
    """Make another session to which everybody but this person is invited."""
    mediator = await here.staff("mediator")
    people = (await mediator.get(case(here, "/people"))).json["people"]
    invited = [person["identity"] for person in people if person["name"] != name]
    made = await mediator.post(case(here, "/sessions"), {**REQUEST, "people": invited})
    assert made.status == 200, made.json
    session: str = made.json["session"]
    return session


async def test_a_party_sees_the_own_sessions_only_and_each_as_a_calendar_file(here: Site) -> None:
    phone, link = await follow(here, "李秀兰")
    other = await schedule_without(here, "李秀兰")

    course = (await phone.get(link + "/course")).json
    file = await phone.get(f"{link}/sessions/{here.session}/session.ics")
    hidden = await phone.get(f"{link}/sessions/{other}/session.ics")

    assert [one["id"] for one in course["sessions"]] == [here.session]
    assert course["term"]["due_on"]
    assert course["ended"] is None
    assert file.headers["Content-Type"].startswith("text/calendar")
    assert here.session in file.body.decode()
    assert "餐饮" not in file.body.decode()
    assert (hidden.status, hidden.code) == (404, "session.unknown")


async def test_a_session_that_was_called_off_is_told_and_cancels_the_entry_in_the_calendar(here: Site) -> None:
    mediator = await here.staff("mediator")
    phone, link = await follow(here, "李秀兰")

    was_at = (await mediator.get(f"/api/sessions/{here.session}")).json["summary"]["starts_at"]
    await mediator.post(f"/api/sessions/{here.session}/cancel", {"was_at": was_at, "reason": "双方同意改期"})
    course = (await phone.get(link + "/course")).json
    file = await phone.get(f"{link}/sessions/{here.session}/session.ics")

    assert [one["state"] for one in course["sessions"]] == ["cancelled"]
    assert b"METHOD:CANCEL" in file.body


async def test_whoever_mediated_in_vain_reads_the_ways_that_are_left_and_nothing_that_was_said(here: Site) -> None:
    mediator = await here.staff("mediator")
    phone, link = await follow(here, "李秀兰")

    await mediator.post(case(here, "/end"), END)
    course = await phone.get(link + "/course")

    paper = await phone.get(link + "/notice")
    assert (paper.status, paper.headers["Content-Type"], paper.body[:5]) == (200, "application/pdf", b"%PDF-")
    worker = (await mediator.get(case(here, "/ending"))).json["parties"][0]["identity"]
    printed = case(here, f"/parties/{worker}/notice")
    assert (await (await here.staff("clerk")).get(printed)).body == paper.body
    assert (await (await here.staff("operator")).get(printed)).status == 403
    assert any("起诉" in text for text in course.json["ended"]["notices"])
    assert course.json["term"] is None
    assert "一万二千元" not in course.body.decode()


async def test_another_device_and_an_unknown_link_follow_nothing(here: Site) -> None:
    _, link = await follow(here, "李秀兰")
    stranger = await here.visitor()

    assert (await stranger.get(link + "/course")).code == "case_link.other_device"
    assert (await stranger.get(f"{link}/sessions/{here.session}/session.ics")).code == "case_link.other_device"
    assert (await stranger.get(f"/api/own/{'A' * 43}/course")).code == "case_link.unknown"


async def test_before_it_is_handed_in_there_is_no_course(here: Site) -> None:
    visitor = await here.visitor()
    token = (await visitor.post("/api/applications")).json["token"]

    reply = await visitor.get(f"/api/own/{token}/course")

    assert (reply.status, reply.code) == (409, "intake.not_handed_in")


async def longer(here: Site) -> str:
    """Let the mediator ask for more time; return the request."""
    asked = await (await here.staff("mediator")).post(
        case(here, "/extensions"), {"key": "extend-000001", "reason": "还在核对工资流水"}
    )
    found: str = asked.json["extensions"][0]["id"]
    return found


async def test_each_party_answers_the_request_for_more_time_by_the_own_link_and_it_is_granted_by_these_answers(
    here: Site,
) -> None:
    mediator, extension = await here.staff("mediator"), await longer(here)
    grant = case(here, f"/extensions/{extension}/grant")
    for name, missing in (("李秀兰", 1), (EMPLOYER, 0)):
        phone, link = await follow(here, name)
        asked = (await phone.get(link + "/course")).json["extension"]
        assert (asked["id"], asked["agrees"], asked["reason"]) == (extension, None, "还在核对工资流水")
        answer = {"agrees": True, "wording": asked["wording"]}
        answered = await phone.post(f"{link}/extensions/{extension}", answer)
        assert answered.json["extension"]["agrees"] is True
        before = await count_audit(here.house.database.engine)
        assert (await phone.post(f"{link}/extensions/{extension}", answer)).status == 200
        assert await count_audit(here.house.database.engine) == before
        if missing:
            assert (await mediator.post(grant)).code == "extension.consent_missing"
    (shown,) = (await mediator.get(case(here, "/clocks"))).json["extensions"]
    assert {(one["form"], one["recorded_by"] == one["name"]) for one in shown["answers"]} == {("online", True)}
    assert (await mediator.post(grant)).status == 200
    phone, link = await follow(here, EMPLOYER)
    assert (await phone.get(link + "/course")).json["extension"] is None
    assert "调解期限延长同意书" in [paper["title"] for paper in (await phone.get(link)).json["documents"]]


async def test_nobody_answers_for_another_or_to_a_question_that_is_put_otherwise_now(here: Site) -> None:
    mediator, extension = await here.staff("mediator"), await longer(here)
    phone, link = await follow(here, "李秀兰")
    old = await phone.post(f"{link}/extensions/{extension}", {"agrees": True, "wording": "2020-01"})
    unknown = await phone.post(f"{link}/extensions/another", {"agrees": True, "wording": QUESTIONS_WORDING})
    agent, agents_link = await follow(here, "张敏")
    clerk = await here.staff("clerk")
    authorities = (await clerk.get(case(here, "/people"))).json["authorities"]
    daughters = next(one["id"] for one in authorities if one["kind"] == "relative" and len(one["powers"]) > 1)
    assert (await clerk.post(case(here, f"/authorities/{daughters}/revoke"))).status == 200
    yes = {"agrees": True, "wording": QUESTIONS_WORDING}
    barred = await agent.post(f"{agents_link}/extensions/{extension}", yes)
    worker = (await mediator.get(case(here, "/ending"))).json["parties"][0]["identity"]
    says = {"identity": worker, "agrees": True, "form": "online", "at": "2026-01-01T01:30:00+00:00"}
    claimed = await mediator.post(case(here, f"/extensions/{extension}/answers"), says)

    assert (old.code, unknown.status) == ("consent.outdated_wording", 404)
    assert (barred.status, barred.code) == (410, "case_link.revoked"), "who speaks for nobody any more opens nothing"
    assert (claimed.status, claimed.code) == (422, "consent.channel")
    (shown,) = (await mediator.get(case(here, "/clocks"))).json["extensions"]
    assert [one["agrees"] for one in shown["answers"]] == [None, None]


async def test_an_agent_with_authority_answers_for_the_employer_and_staff_read_by_which_right(here: Site) -> None:
    mediator, extension = await here.staff("mediator"), await longer(here)
    agent, link = await follow(here, "周经理")

    answered = await agent.post(f"{link}/extensions/{extension}", {"agrees": True, "wording": QUESTIONS_WORDING})

    asked = answered.json["extension"]
    assert (asked["agrees"], asked["for_self"], asked["said_by"]) == (True, False, "")
    assert [one["name"] for one in asked["stands_for"]] == [EMPLOYER]
    (shown,) = (await mediator.get(case(here, "/clocks"))).json["extensions"]
    said = next(one for one in shown["answers"] if one["name"] == EMPLOYER)
    assert (said["agrees"], said["recorded_by"], said["by_right"]) == (True, "周经理", "relative")


async def test_a_no_by_the_own_link_keeps_the_term_as_it_is(here: Site) -> None:
    mediator, extension = await here.staff("mediator"), await longer(here)
    due = (await mediator.get(case(here, "/clocks"))).json["clocks"][0]["deadline"]["due_on"]
    for name, agrees in (("李秀兰", True), (EMPLOYER, True), (EMPLOYER, False)):
        phone, link = await follow(here, name)
        await phone.post(f"{link}/extensions/{extension}", {"agrees": agrees, "wording": QUESTIONS_WORDING})

    refused = await mediator.post(case(here, f"/extensions/{extension}/grant"))

    assert (refused.status, refused.code) == (409, "extension.consent_missing")
    assert (await mediator.get(case(here, "/clocks"))).json["clocks"][0]["deadline"]["due_on"] == due


async def test_on_the_day_the_page_of_the_own_case_leads_into_the_waiting_room_as_that_person_alone(here: Site) -> None:
    phone, link = await follow(here, "李秀兰")
    by_message = await here.party()
    (session,) = (await phone.get(link + "/course")).json["sessions"]

    made = await phone.post(f"{link}/sessions/{here.session}/enter")
    phone.token = made.json["token"]
    await phone.get_ready()
    seat = await here.seat(phone)

    assert (session["door"], session["outcome"]) == ("enter", None)
    assert seat.view.me.name == "李秀兰"
    assert seat.view.me.place == "lobby"
    assert (await by_message.link("GET")).code == "invitation.replaced"
    stranger = await here.visitor()
    stranger.token = phone.token
    assert (await stranger.link("POST", "/ticket", {})).code == "invitation.other_device"


async def test_nobody_enters_by_the_link_of_another_device_or_a_session_they_are_not_invited_to(here: Site) -> None:
    phone, link = await follow(here, "李秀兰")
    stranger, by_message = await here.visitor(), await here.party()
    other = await schedule_without(here, "李秀兰")

    refused = [
        await stranger.post(f"{link}/sessions/{here.session}/enter"),
        await phone.post(f"{link}/sessions/{other}/enter"),
        await phone.post(f"{link}/sessions/nothing/enter"),
    ]

    assert [one.code for one in refused] == ["case_link.other_device", "session.unknown", "session.unknown"]
    assert (await by_message.link("GET")).status == 200


async def test_whoever_was_removed_or_said_it_is_not_them_does_not_come_back_by_the_page_of_the_case(
    here: Site,
) -> None:
    mediator = await here.staff("mediator")
    phone, link = await follow(here, "李秀兰")
    party = await here.party()
    who = f"/api/sessions/{here.session}/participants/{(await party.link('GET')).json['identity']}"
    enter = f"{link}/sessions/{here.session}/enter"

    await mediator.post(who + "/remove", {"reason": "请先冷静一下"})
    removed = await phone.post(enter)
    door = (await phone.get(link + "/course")).json["sessions"][0]["door"]
    await mediator.post(who + "/restore")
    await party.link("POST", "/deny", {})
    denied = await phone.post(enter)

    assert (removed.code, door) == ("invitation.suspended", "none")
    assert denied.code == "case_link.revoked"


async def test_before_the_day_there_is_the_test_and_afterwards_how_it_ended(here: Site) -> None:
    mediator = await here.staff("mediator")
    phone, link = await follow(here, "李秀兰")
    later = await schedule_without(here, "nobody")
    outcome = {"key": "outcome-1", "kind": "not_settled", "ending_code": "differences_too_large", "reason": "差距过大"}

    early = await phone.post(f"{link}/sessions/{later}/enter")
    doors = {one["id"]: one["door"] for one in (await phone.get(link + "/course")).json["sessions"]}
    await mediator.post(f"/api/sessions/{here.session}/outcome", outcome)
    course = await phone.get(link + "/course")
    late = await phone.post(f"{link}/sessions/{here.session}/enter")

    assert (early.status, early.code) == (409, "session.not_today")
    assert doors == {here.session: "enter", later: "test"}
    ended = next(one for one in course.json["sessions"] if one["id"] == here.session)
    assert (ended["door"], ended["outcome"]) == ("none", "not_settled")
    assert "差距过大" not in course.body.decode()
    assert late.status == 409


async def confirmed(here: Site) -> None:
    """Let the agreement of both sides be in force and confirmed; the worker alone received the ruling so far."""
    async with here.house.database.begin() as uow:
        found = await uow.cases.by_serial(here.sheet.case.serial)
        assert found is not None
        people = await uow.cases.participants(found.id)
        bound = [one for one in people if one.name in {"李秀兰", EMPLOYER}]
        signatures = tuple(Signature(one.identity, SIGNED, one.identity) for one in bound)
        paid = (Performance(SIGNED.date() + timedelta(days=10), "支付 8,000 元"),)
        effect = AgreementEffect(
            found.id, signatures, SIGNED, SIGNED, frozenset({ClauseKind.PAYMENT}), paid, SIGNED, "王调解员"
        )
        worker = next(one.identity for one in bound if one.name != EMPLOYER)
        received = (RulingReceived(worker, SIGNED.date()),)
        door, state = AgreementDoor.JUDICIAL_CONFIRMATION, DoorState.GRANTED
        asked = Application(
            "door1", found.id, door, worker, SIGNED, (), state, SIGNED, SIGNED.date(), received=received
        )
        await uow.endings.add_effect(effect)
        await uow.endings.add_application(asked)
        await uow.commit()


async def test_a_party_reads_its_own_days_to_object_and_to_enforce_and_none_of_the_other_side(here: Site) -> None:
    worker, link = await follow(here, "李秀兰")
    agent, agents_link = await follow(here, "周经理")
    assert (await worker.get(link + "/course")).json["days"] == []
    await confirmed(here)

    own = (await worker.get(link + "/course")).json["days"]
    others = (await agent.get(agents_link + "/course")).json["days"]

    assert [(one["deadline"]["rule"], one["of"]) for one in own] == [("CONFIRM_OBJECT_15D", ""), ("ENFORCE_2Y", "")]
    assert all(one["deadline"]["trace"] for one in own)
    assert [(one["deadline"]["rule"], one["of"]) for one in others] == [("ENFORCE_2Y", EMPLOYER)]
