"""Personal links: every bad one gets a stable code and changes nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain.ids import Identity, SessionId
from tests.support.site import Site, Visitor

NOTICE = "2026-11"
WORDING = "2026-02"


async def identity(visitor: Visitor) -> str:
    return str((await visitor.link("GET")).json["identity"])


@pytest.mark.parametrize("token", ["x", "a" * 43, "..%2F..%2Fetc", "%0A", "🔑", "a" * 2_000])
async def test_an_unknown_or_malformed_link_is_not_found(here: Site, token: str) -> None:
    visitor = await here.visitor()

    reply = await visitor.get(f"/api/invitations/{token}")

    assert (reply.status, reply.code) == (404, "invitation.unknown")


async def test_an_expired_link_is_gone(here: Site) -> None:
    party = await here.party()
    async with here.house.ports.begin() as uow:
        link = await uow.invitations.get(SessionId(here.session), Identity(await identity(party)))
        assert link is not None
        now = here.house.ports.clock.now()
        await uow.invitations.save(replace(link, expires_at=now - timedelta(hours=1)))
        await uow.commit()

    reply = await party.link("GET")

    assert (reply.status, reply.code) == (410, "invitation.expired")


async def test_a_removed_person_reads_the_reason_and_the_link_works_again_when_lifted(here: Site) -> None:
    mediator, party = await here.staff("mediator"), await here.party()
    who = f"/api/sessions/{here.session}/participants/{await identity(party)}"
    await party.get_ready()

    await mediator.post(who + "/remove", {"reason": "请先冷静一下"})
    removed = await party.link("POST", "/ticket", {})
    await mediator.post(who + "/restore")
    restored = await party.link("POST", "/ticket", {})

    assert (removed.status, removed.code) == (410, "invitation.suspended")
    assert removed.json["fields"]["reason"] == "请先冷静一下"
    assert restored.status == 200


async def test_the_old_link_is_dead_and_says_that_it_was_replaced_when_a_new_one_is_made(here: Site) -> None:
    mediator, party = await here.staff("mediator"), await here.party()
    who = f"/api/sessions/{here.session}/participants/{await identity(party)}"

    made = await mediator.post(who + "/reissue")
    asked = [("GET", ""), ("POST", "/open"), ("POST", "/ticket"), ("POST", "/deny")]
    old = [await party.link(method, path, None if method == "GET" else {}) for method, path in asked]
    party.token = made.json["invitation_url"].rsplit("/", 1)[1]
    new = await party.link("GET")

    assert made.json["invitation_url"].startswith(here.base + "/j/")
    assert {(one.status, one.code) for one in old} == {(410, "invitation.replaced")}
    assert (new.status, new.json["device"]) == (200, "unbound")


async def test_a_denied_link_is_dead(here: Site) -> None:
    party = await here.party()

    denied = await party.link("POST", "/deny", {})
    reply = await party.link("GET")

    assert denied.status == 204
    assert (reply.status, reply.code) == (410, "invitation.revoked")


async def test_looking_at_a_link_does_not_take_it(here: Site) -> None:
    gateway, party = await here.party(), await here.party()

    await gateway.link("GET")
    opened = await party.link("POST", "/open", {})

    assert (opened.status, opened.json["device"]) == (200, "this")


async def test_a_link_opened_twice_in_one_browser_stays_with_it(here: Site) -> None:
    party = await here.party()

    first = await party.link("POST", "/open", {})
    again = await party.link("POST", "/open", {})

    assert first.json["device"] == again.json["device"] == "this"
    assert "mr_device" not in again.headers.get("Set-Cookie", "")


async def test_a_second_device_sees_no_answers_and_cannot_enter(here: Site) -> None:
    first, second = await here.party(), await here.party()
    await first.get_ready()

    seen = await second.link("GET")
    refusals = [
        await second.link("POST", "/open", {}),
        await second.link("POST", "/notice", {"version": NOTICE}),
        await second.link("PUT", "/consents/recording", {"answer": False, "version": WORDING}),
        await second.link("POST", "/deny", {}),
    ]
    ticket = await second.link("POST", "/ticket", {})

    assert (seen.json["device"], seen.json["consents"], seen.json["device_check"]) == ("other", [], None)
    assert [(reply.status, reply.code) for reply in refusals] == [(403, "invitation.other_device")] * 4
    assert ticket.status == 403
    assert (await first.link("GET")).json["consents"][0]["answer"] is True


async def test_a_link_moves_to_the_device_of_whoever_knows_the_telephone(here: Site) -> None:
    first, second = await here.party(), await here.party()
    await first.get_ready()

    wrong = await second.link("POST", "/move", {"phone_tail": "0000"})
    moved = await second.link("POST", "/move", {"phone_tail": here.sheet.parties[0].phone_tail})

    assert (wrong.status, wrong.code) == (422, "invitation.wrong_phone_tail")
    assert (moved.status, moved.json["device"]) == (200, "this")
    assert (await second.link("POST", "/ticket", {})).status == 200
    assert (await first.link("POST", "/ticket", {})).code == "invitation.other_device"


async def test_guessing_the_telephone_ends_after_five_tries(here: Site) -> None:
    first, guesser = await here.party(), await here.party()
    await first.link("POST", "/open", {})

    for _ in range(5):
        await guesser.link("POST", "/move", {"phone_tail": "0000"})
    locked = await guesser.link("POST", "/move", {"phone_tail": here.sheet.parties[0].phone_tail})

    assert (locked.status, locked.code) == (429, "invitation.move_locked")
    assert (await first.link("GET")).json["device"] == "this"


async def test_searching_for_links_is_stopped_and_says_when_to_come_back(here: Site) -> None:
    searcher = await here.visitor()

    replies = [await searcher.get(f"/api/invitations/{number}") for number in range(21)]

    assert {reply.status for reply in replies[:20]} == {404}
    assert (replies[20].status, replies[20].code) == (429, "limit.unknown_link")
    assert 0 < int(replies[20].headers["Retry-After"]) <= 60


async def test_nobody_enters_without_the_notice_and_an_answer(here: Site) -> None:
    party = await here.party()
    await party.link("POST", "/open", {})

    before = await party.link("POST", "/ticket", {})
    await party.link("POST", "/notice", {"version": NOTICE})
    between = await party.link("POST", "/ticket", {})
    await party.link("PUT", "/consents/recording", {"answer": False, "version": WORDING})
    after = await party.link("POST", "/ticket", {})

    assert (before.status, before.code) == (409, "notice.not_acknowledged")
    assert (between.status, between.code) == (409, "consent.not_answered")
    assert after.status == 200


async def test_an_answer_may_be_changed_and_only_to_the_wording_of_today(here: Site) -> None:
    party = await here.party()
    await party.get_ready(recording=True)

    changed = await party.link("PUT", "/consents/recording", {"answer": False, "version": WORDING})
    outdated = await party.link("PUT", "/consents/recording", {"answer": True, "version": "1999"})
    unknown = await party.link("PUT", "/consents/marketing", {"answer": True, "version": WORDING})

    assert changed.json["consents"][0]["answer"] is False
    assert (outdated.status, outdated.code) == (409, "consent.outdated_wording")
    assert (unknown.status, unknown.code) == (404, "consent.unknown_purpose")
    assert (await party.link("GET")).json["consents"][0]["answer"] is False


async def test_two_links_in_one_browser_are_two_people(here: Site) -> None:
    browser = await here.party(0)
    await browser.get_ready()
    one = await identity(browser)
    browser.token = here.sheet.parties[2].invitation_url.rsplit("/", 1)[1]
    await browser.get_ready(recording=False)
    two = await identity(browser)

    browser.token = here.sheet.parties[0].invitation_url.rsplit("/", 1)[1]

    assert one != two
    assert (await browser.link("GET")).json["consents"][0]["answer"] is True


async def test_the_cookie_of_a_device_is_for_its_link_only_and_unreadable_for_scripts(here: Site) -> None:
    party = await here.party()

    cookie = (await party.link("POST", "/open", {})).headers["Set-Cookie"]

    assert f"Path=/api/invitations/{party.token}" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
