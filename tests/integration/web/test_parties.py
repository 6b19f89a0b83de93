"""The people of a case over HTTP: rights, masks, refusals that change nothing."""

import pytest

from server.services.specimen_numbers import citizen_number
from tests.support.commands import at
from tests.support.id_numbers import OTHER_CODE, WORKER_NUMBER
from tests.support.site import Reply, Site

THIRD = {
    "key": "person-00001",
    "name": "洛阳某劳务派遣有限公司",
    "side": "respondent",
    "role": "party",
    "title": "被申请人",
    "phone": "037900001111",
    "id_number": OTHER_CODE,
    "kind": "employer",
    "standing": "dispatching",
}


def path(here: Site, rest: str = "people") -> str:
    return f"/api/cases/{here.sheet.case.serial}/{rest}"


async def test_the_clerk_adds_a_joint_respondent_and_sending_it_twice_adds_one(here: Site) -> None:
    clerk = await here.staff("clerk")
    before = (await clerk.get(path(here))).json

    first, again = await clerk.post(path(here), THIRD), await clerk.post(path(here), THIRD)

    assert first.status == again.status == 200
    assert len(again.json["people"]) == len(before["people"]) + 1
    assert again.json["people"][-1]["standing"] == "dispatching"


@pytest.mark.parametrize(
    "fault", [{"phone": "call me"}, {"role": "judge"}, {"name": " "}, {"side": "both"}, {"key": "short"}], ids=str
)
async def test_a_person_described_wrongly_is_refused_and_nobody_is_added(here: Site, fault: dict[str, str]) -> None:
    clerk = await here.staff("clerk")
    before = (await clerk.get(path(here))).json

    reply = await clerk.post(path(here), {**THIRD, **fault})

    assert reply.status == 422
    assert set(reply.json["fields"]) == set(fault)
    assert (await clerk.get(path(here))).json == before


async def test_who_corrects_a_person_they_have_not_seen_is_told_and_changes_nothing(here: Site) -> None:
    clerk = await here.staff("clerk")
    person = (await clerk.get(path(here))).json["people"][0]
    correction = {name: person[name] for name in ("version", "name", "title", "standing", "origin")}
    one = path(here, f"people/{person['identity']}")
    kept = (await clerk.put(one, {**correction, "title": "申请人本人"})).json

    late = await clerk.put(one, {**correction, "phone": "13912345678"})

    assert (late.status, late.code) == (409, "conflict.stale")
    assert (await clerk.get(path(here))).json == kept
    again = await clerk.put(one, {**correction, "title": "申请人本人"})
    assert (again.status, again.json) == (200, kept)


@pytest.mark.parametrize("fault", [{"version": -1}, {"name": " "}, {"standing": "guest"}, {"phone": "x"}], ids=str)
async def test_a_correction_that_makes_no_sense_is_refused_and_changes_nothing(
    here: Site, fault: dict[str, object]
) -> None:
    clerk = await here.staff("clerk")
    before = (await clerk.get(path(here))).json
    person = before["people"][0]
    correction = {name: person[name] for name in ("version", "name", "title", "standing", "origin")}

    reply = await clerk.put(path(here, f"people/{person['identity']}"), {**correction, **fault})

    assert reply.status == 422
    assert set(reply.json["fields"]) == set(fault)
    assert (await clerk.get(path(here))).json == before


async def test_no_list_shows_a_number_in_full_and_a_look_is_kept(here: Site) -> None:
    mediator, clerk = await here.staff("mediator"), await here.staff("clerk")
    people = (await mediator.get(path(here))).json["people"]
    identity = people[0]["identity"]

    refused = await mediator.post(path(here, f"people/{identity}/personal"), {"purpose": "contact", "reason": ""})
    shown = await mediator.post(
        path(here, f"people/{identity}/personal"), {"purpose": "contact", "reason": "核对送达电话"}
    )
    looks = (await clerk.get(path(here, "personal-looks"))).json

    assert "13800006027" not in str(people)
    assert refused.status == 422
    assert shown.json == {"phone": "13800006027", "email": "", "id_number": citizen_number("19680315", "004")}
    assert [(look["who"], look["purpose"]) for look in looks] == [("王调解员", "contact")]


async def test_the_centre_sees_who_is_in_the_case_but_no_number(here: Site) -> None:
    centre = await here.staff("organisation")
    people = (await centre.get(path(here))).json["people"]

    reply = await centre.post(
        path(here, f"people/{people[0]['identity']}/personal"), {"purpose": "contact", "reason": "想看一看"}
    )

    assert reply.status == 403


async def test_an_answer_to_one_step_changes_that_cell_only(here: Site) -> None:
    mediator = await here.staff("mediator")
    before = (await mediator.get(path(here))).json
    identity = before["people"][0]["identity"]

    after = await mediator.put(
        path(here, f"people/{identity}/steps/confirmation"),
        {"answer": True, "channel": "written", "wording": before["wording"]},
    )

    changed = [
        (person["identity"], new["step"])
        for person, was in zip(after.json["people"], before["people"], strict=True)
        for new, old in zip(person["consents"], was["consents"], strict=True)
        if new != old
    ]
    assert changed == [(identity, "confirmation")]


async def test_a_party_who_has_not_agreed_is_named_when_the_meeting_is_to_begin(here: Site) -> None:
    mediator, worker = await here.staff("mediator"), await here.party()
    await worker.get_ready()
    people = (await mediator.get(path(here))).json
    me = next(person for person in people["people"] if person["name"] == "李秀兰")
    answer = {"answer": False, "channel": "oral", "wording": people["wording"], "reason": "想当面谈"}
    asked = await mediator.put(path(here, f"people/{me['identity']}/steps/online_mediation"), answer)
    (withdrawal,) = asked.json["withdrawals"]
    await mediator.post(path(here, f"withdrawals/{withdrawal['id']}"), {"action": "grant", "why": "尊重本人意愿"})

    host, seat = await here.seat(mediator), await here.seat(worker)
    await host.tell("admit", {"identity": seat.identity})
    ack = await host.ask("open_meeting")

    assert (ack.ok, ack.code, ack.names) == (False, "room.no_consent", ("李秀兰",))


async def test_a_party_takes_their_own_yes_back_on_the_invitation_only_with_a_reason(here: Site) -> None:
    worker = await here.party()
    await worker.get_ready()
    wording = (await worker.link("GET")).json["steps_wording"]
    no = {"answer": False, "wording": wording}

    refused = await worker.link("PUT", "/steps/online_mediation", no)
    asked = await worker.link("PUT", "/steps/online_mediation", {**no, "reason": "想当面谈"})

    assert refused.code == "consent.reason_needed"
    assert asked.status == 200
    # Shortly before the session: it stands until somebody decides.
    assert asked.json["online_mediation"] is True


@pytest.mark.parametrize("step", ["e_service", "recording", "everything"])
async def test_an_invitation_answers_no_other_step(here: Site, step: str) -> None:
    worker = await here.party()
    await worker.get_ready()

    reply = await worker.link("PUT", f"/steps/{step}", {"answer": True, "wording": "2026-11"})

    assert reply.status == 404


async def test_a_party_answers_a_step_by_their_own_link_and_staff_see_that_it_was_they(here: Site) -> None:
    clerk, phone = await here.staff("clerk"), await here.visitor()
    before = (await clerk.get(path(here))).json
    me = next(person for person in before["people"] if person["name"] == "赵律师")
    issued = (await clerk.post(path(here, f"parties/{me['identity']}/link"))).json
    link = f"/api/own/{issued['token']}"
    await phone.post(link + "/open")
    yes = {"answer": True, "wording": before["wording"]}

    unknown = await phone.put(link + "/steps/everything", yes)
    outdated = await phone.put(link + "/steps/confirmation", {"answer": True, "wording": "2020-01"})
    stranger = await (await here.visitor()).put(link + "/steps/confirmation", yes)
    unchanged = (await clerk.get(path(here))).json
    answered = await phone.put(link + "/steps/confirmation", yes)

    assert (unknown.code, outdated.code) == ("consent.unknown_step", "consent.outdated_wording")
    assert stranger.status in {403, 409}
    assert unchanged == before
    assert answered.status == 200
    after = next(p for p in (await clerk.get(path(here))).json["people"] if p["identity"] == me["identity"])
    cell = next(each for each in after["consents"] if each["step"] == "confirmation")
    assert (cell["answer"], cell["channel"], cell["recorded_by"]) == (True, "online", None)


async def test_workers_who_join_one_by_one_may_choose_representatives_once_they_are_ten(here: Site) -> None:
    clerk = await here.staff("clerk")
    wish = {"kind": "representative", "matters": "推举为代表人", "powers": ["settle"], "papers": ["authority"]}

    async def represent(key: str) -> Reply:
        people = (await clerk.get(path(here))).json["people"]
        workers = [one["identity"] for one in people if one["side"] == "applicant" and one["role"] == "party"]
        body = {**wish, "key": key, "agent": workers[0], "principal": workers[-1], "signed_on": "2026-03-01"}
        return await clerk.post(path(here, "authorities"), body)

    async def join(number: int) -> None:
        worker = {"key": f"worker-{number:04}", "name": f"工人{number}", "side": "applicant", "title": "申请人"}
        await clerk.post(
            path(here), {**THIRD, **worker, "kind": "person", "standing": "usual", "id_number": WORKER_NUMBER}
        )

    for number in range(2, 10):
        await join(number)
    nine = await represent("authority-0009")
    await join(10)
    ten = await represent("authority-0010")

    assert (nine.status, nine.code) == (409, "authority.too_few_workers")
    assert ten.status == 200
    (made,) = (one for one in ten.json["authorities"] if one["kind"] == "representative")
    assert (made["missing_papers"], len(ten.json["uncovered"])) == (["authority"], 9)

    proof = {"authorities": [{"id": made["id"], "version": made["version"]}]}
    shown = path(here, "representations/papers")
    none = await clerk.put(shown, proof)
    seen = await clerk.put(shown, proof | {"seen": {"by": "陈书记员", "on": "2026-03-02"}})

    assert (none.status, none.code) == (422, "authority.invalid")
    assert {one["seen"]["by"] for one in seen.json["authorities"] if one["seen"]} == {"陈书记员"}
    assert len(seen.json["uncovered"]) == 8


async def test_who_calls_somebody_unreachable_after_one_call_reads_what_is_lacking_as_the_page_said_before(
    here: Site,
) -> None:
    mediator = await here.staff("mediator")
    known = (await mediator.get(path(here))).json["people"]
    employer = next(one for one in known if one["side"] == "respondent")["identity"]
    call = {"key": "contact-00009", "identity": employer, "at": at(minutes=-5), "channel": "telephone"}
    shown = await mediator.post(path(here, "contacts"), call | {"outcome": "no_answer"})
    efforts = shown.json["efforts"]
    bar = next(one for one in efforts["parties"] if one["identity"] == employer)["bar"]

    refused = await mediator.post(
        path(here, "asking"), {"identity": employer, "result": "unreachable", "reason": "没有人接"}
    )

    assert (refused.status, refused.code) == (409, "contact.too_early")
    assert (efforts["days"], efforts["ways"]) == (2, 2)
    assert bar == {"code": refused.code, "facts": refused.json["fields"]}
    assert {"name", "days", "ways", "from_on"} == set(bar["facts"])
    assert (await mediator.get(path(here, "ending"))).json["efforts"]["bar"]["code"] == "contact.too_early"
