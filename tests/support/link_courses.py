"""Courses of parties: what they do by the own link to their case and by the link of one session."""

from dataclasses import dataclass
from typing import Any

from tests.support.applications import candidates, taken_on
from tests.support.commands import at
from tests.support.courses import PERSON, accepted
from tests.support.site import CHECKED, Visitor
from tests.support.walks import Staff, Walker, shown

COURSE = "/course"


@dataclass(frozen=True)
class Own:
    """A party with the own link opened on a telephone."""

    identity: str
    phone: Visitor
    link: str


async def parties(reader: Visitor, case: str) -> list[str]:
    people = (await reader.get(case + "/people")).json["people"]
    return [one["identity"] for one in people if one["role"] == "party"]


async def linked(walk: Walker, staff: Staff, case: str, identity: str) -> Own:
    """Give a party the own link and let them open it."""
    people = (await staff.clerk.get(case + "/people")).json["people"]
    tail = next(one["phone"][-4:] for one in people if one["identity"] == identity)
    issued = await staff.clerk.post(f"{case}/parties/{identity}/link")
    assert issued.status == 200, issued.json
    own = Own(identity, await walk.there.visitor(), f"/api/own/{issued.json['token']}")
    await walk.open_link(own.phone, own.link, tail)
    return own


async def both(walk: Walker, staff: Staff, case: str) -> tuple[Own, Own]:
    worker, company = await parties(staff.clerk, case)
    return await linked(walk, staff, case, worker), await linked(walk, staff, case, company)


async def chosen_by_links(walk: Walker, staff: Staff) -> None:
    """Agree, pick the same mediator by both links, answer what was disclosed, challenge, ask for another."""
    clerk, case = staff.clerk, await taken_on(walk.there, "links-000001")
    walk.page, walk.reader = case, clerk
    desk = case + "/referral"
    worker, company = await both(walk, staff, case)
    wording = (await shown(company.phone, company.link))["steps_wording"]
    yes = {"answer": True, "wording": wording}
    await walk(company.phone, "PUT", company.link + "/steps/online_mediation", yes, shown_at=company.link)
    await clerk.post(case + "/choice", {"joint": True})
    _, mediator = await candidates(clerk, case)
    for one in (worker, company):
        choice = one.link + "/choice"
        await walk(one.phone, "POST", choice, {"entry": mediator}, shown_at=choice)
    assert (await shown(clerk, desk))["choice"]["state"] == "matched"
    letter = await clerk.post(case + "/referrals", {"key": "referral-0001", "entry": mediator})
    assert letter.status == 200, letter.json
    disclosure = {"grounds": ["interest"], "text": "曾为该公司做过培训。"}
    reply = await staff.centre.post(case + "/referrals/accept", {"mediator": mediator, "disclosure": disclosure})
    assert reply.status == 200, reply.json
    asked = (await shown(worker.phone, worker.link + "/choice"))["disclosures"][0]["id"]
    for one in (worker, company):
        goes_on = {"reply": "continue"}
        await walk(one.phone, "POST", f"{one.link}/disclosures/{asked}", goes_on, shown_at=one.link + "/choice")
    against = {"ground": "interest", "reason": "持有公司股份"}
    await walk(worker.phone, "POST", worker.link + "/challenges", against, shown_at=worker.link + "/choice")
    view = await shown(clerk, desk)
    decided = {"upheld": False, "decision": "查无此事"}
    await walk(clerk, "POST", f"{case}/challenges/{view['challenges'][0]['id']}/decision", decided, shown_at=desk)
    wish = {"reason": "沟通不畅"}
    await walk(company.phone, "POST", company.link + "/changes", wish, shown_at=company.link + "/choice")


async def appointed_at_a_wish(walk: Walker, staff: Staff) -> None:
    """Pick as staff writes it down, and have the court appoint at the wish of one party by the own link."""
    clerk, case = staff.clerk, await taken_on(walk.there, "links-000002")
    walk.page, walk.reader = case, clerk
    desk, people = case + "/referral", case + "/people"
    worker, company = await parties(clerk, case)
    wording = (await clerk.get(people)).json["wording"]
    agreed = {"answer": True, "channel": "oral", "wording": wording}
    await walk(clerk, "PUT", f"{people}/{company}/steps/online_mediation", agreed, shown_at=people)
    await clerk.post(case + "/choice", {"joint": True})
    _, mediator = await candidates(clerk, case)
    picked = {"identity": worker, "entry": mediator}
    await walk(clerk, "POST", case + "/choice/picks", picked, shown_at=desk)
    own = await linked(walk, staff, case, company)
    await walk(own.phone, "POST", own.link + "/choice/court", shown_at=own.link + "/choice")
    assert (await shown(clerk, desk))["choice"]["handed_over"] == "asked"


async def followed_by_links(walk: Walker, staff: Staff) -> None:
    """Say how to attend, agree to more time and to facts, take a consent back late, ask about one's data, deny."""
    case, people = await accepted(walk.there, staff, "links-000003")
    walk.page, walk.reader = case, staff.mediator
    clerk, mediator, facts = staff.clerk, staff.mediator, case + "/undisputed-facts"
    worker, company = await both(walk, staff, case)
    course = worker.link + COURSE
    wording = (await shown(worker.phone, worker.link))["steps_wording"]
    step, yes = worker.link + "/steps/online_mediation", {"answer": True, "wording": wording}
    assert (await worker.phone.put(step, yes)).status == 200
    meeting = {"key": "session-00001", "starts_at": at(minutes=30), "minutes": 60, "people": people}
    session = (await mediator.post(case + "/sessions", meeting)).json["session"]
    manner = f"{worker.link}/sessions/{session}/manner"
    await walk(worker.phone, "PUT", manner, {"manner": "voice", "reason": "没有摄像头"}, shown_at=course)
    back = yes | {"answer": False, "reason": "想当面谈"}
    await walk(worker.phone, "PUT", step, back, shown_at=worker.link)
    (late,) = (await clerk.get(case + "/people")).json["withdrawals"]
    decided = {"action": "refuse", "why": "双方已到场"}
    await walk(mediator, "POST", f"{case}/withdrawals/{late['id']}", decided, shown_at=case + "/people")
    asked = await mediator.post(case + "/extensions", {"key": "extension-0001", "reason": "还在核对工资流水"})
    extension = f"{worker.link}/extensions/{asked.json['extensions'][0]['id']}"
    wording = (await shown(worker.phone, course))["extension"]["wording"]
    await walk(worker.phone, "POST", extension, {"agrees": True, "wording": wording}, shown_at=course)
    years = case + "/limitations"
    seen = await shown(mediator, years)
    said = [{"identity": one["identity"], "known_on": "2026-03-01"} for one in seen["workers"]]
    await walk(mediator, "PUT", years, {"version": seen["version"], "said": said}, shown_at=years)
    own_year = {"known_on": "2026-03-02", "employment": "ongoing"}
    await walk(worker.phone, "PUT", worker.link + "/limitation", own_year, shown_at=worker.link)
    fact = {"text": "2021年5月3日入职", "source": "劳动合同第一页"}
    written = await walk(mediator, "PUT", facts, {"edition": 0, "facts": [fact]}, shown_at=facts)
    confirmed = {"sha256": written["sha256"], "answers": [{"number": 1, "agrees": True}]}
    own = confirmed | {"wording": wording}
    await walk(worker.phone, "POST", worker.link + "/undisputed-facts", own, shown_at=course)
    told = confirmed | {"identity": company.identity, "form": "written"}
    await walk(mediator, "POST", facts + "/answers", told, shown_at=facts)
    requests = case + "/data-requests"
    wish = {"kind": "correct", "text": "电话写错了"}
    await walk(worker.phone, "POST", worker.link + "/data-requests", wish, shown_at=worker.link + "/data-requests")
    (one,) = (await clerk.get(requests)).json["requests"]
    granted = {"version": one["version"], "action": "grant", "answer": "已更正"}
    await walk(clerk, "POST", f"{requests}/{one['id']}/answer", granted, shown_at=requests)
    await walk(company.phone, "POST", company.link + "/deny", shown_at=(clerk, case), same=False)


async def agreed_by_links(walk: Walker, staff: Staff) -> None:
    """Settle, correct an instant, ask for confirmation by one link and confirm by the other, say what was paid."""
    case, people = await accepted(walk.there, staff, "links-000004")
    walk.page, walk.reader = case, staff.mediator
    mediator, ending = staff.mediator, case + "/ending"
    worker, company = await both(walk, staff, case)
    course = worker.link + COURSE
    meeting = {"key": "session-00001", "starts_at": at(minutes=5), "minutes": 60, "people": people}
    session = (await mediator.post(case + "/sessions", meeting)).json["session"]
    await (await walk.there.seat(mediator, session=session)).tell("open_meeting")
    settled = {"key": "outcome-00001", "kind": "settled", "terms": "十日内支付 16,000 元。"}
    assert (await mediator.post(f"/api/sessions/{session}/outcome", settled)).status == 200
    signed = [{"identity": one, "at": at(minutes=-2)} for one in people]
    effect = {
        "signatures": [one | {"signer": one["identity"]} for one in signed],
        "mediator_signed_at": at(minutes=-1),
        "sealed_at": at(minutes=-1),
        "clauses": ["payment"],
        "performances": [{"due_on": at(days=10)[:10], "what": "支付 16,000 元", "clause": "payment"}],
    }
    view = (await mediator.post(case + "/effect", effect)).json
    put_right = {
        "version": view["effect"]["version"],
        "signatures": [one | {"at": at(minutes=-3)} for one in signed],
        "mediator_signed_at": at(minutes=-1),
        "sealed_at": at(minutes=-1),
        "reason": "时间抄错了",
    }
    await walk(mediator, "POST", case + "/effect/correction", put_right, shown_at=ending)
    wording = (await shown(worker.phone, course))["agreement"]["wording"]
    wish = {"door": "judicial_confirmation", "wording": wording}
    view = await walk(worker.phone, "POST", worker.link + "/doors", wish, shown_at=course)
    (waiting,) = view["agreement"]["applications"]
    door, theirs = f"{company.link}/doors/{waiting['id']}", company.link + COURSE
    await walk(company.phone, "POST", door, {"agrees": True, "wording": wording}, shown_at=theirs)
    await walk(worker.phone, "POST", worker.link + "/performances/1", {"extent": "partly"}, shown_at=course)


async def invited(walk: Walker, staff: Staff) -> None:
    """Get ready by the link of a session, be let in and out of it, answer a disclosure there, say it is not oneself."""
    case, people = await accepted(walk.there, staff, "links-000005")
    walk.page, walk.reader = case, staff.mediator
    mediator, clerk = staff.mediator, staff.clerk
    meeting = {"key": "session-00001", "starts_at": at(minutes=30), "minutes": 60, "people": people}
    planned = (await mediator.post(case + "/sessions", meeting)).json
    session, made = f"/api/sessions/{planned['session']}", planned["links"][0]
    phone, link = await walk.there.visitor(), f"/api/invitations/{made['url'].rsplit('/', 1)[1]}"
    tail = next(one["phone"][-4:] for one in (await guests(mediator, session)) if one["identity"] == made["identity"])
    view = await walk.open_link(phone, link, tail)
    await walk(phone, "POST", link + "/notice", {"version": view["notice_version"]}, shown_at=link)
    answer = {"answer": True, "version": view["consents"][0]["version"]}
    await walk(phone, "PUT", link + "/consents/recording", answer, shown_at=link)
    step = {"answer": True, "wording": view["steps_wording"]}
    await walk(phone, "PUT", link + "/steps/online_mediation", step, shown_at=link)
    await walk(phone, "PUT", link + "/device-check", CHECKED, shown_at=link)
    said = {"grounds": ["interest"], "text": "曾为该公司做过培训。"}
    desk = (await mediator.post(case + "/disclosures", said)).json
    asked = next(one["id"] for one in desk["disclosures"] if one["state"] == "asking")
    reply = {"reply": "continue"}
    await walk(phone, "POST", f"{link}/disclosures/{asked}", reply, shown_at=(clerk, case + "/referral"), same=False)
    await walk_among_guests(walk, staff, case, session, made["identity"])
    await walk(phone, "POST", link + "/deny", shown_at=(mediator, session), same=False)


async def walk_among_guests(walk: Walker, staff: Staff, case: str, session: str, identity: str) -> None:
    """Compare an identity, ask one more person in, send a party out and let them in again, agree how they attend."""
    mediator, guest = staff.mediator, f"{session}/participants/{identity}"
    seen = {"result": "passed", "note": "身份证"}
    await walk(mediator, "POST", guest + "/identity", seen, shown_at=session, same=False)
    added = PERSON | {"key": "person-00001", "linked_to": identity}
    view = (await staff.clerk.post(case + "/people", added)).json
    agent = next(one["identity"] for one in view["people"] if one["role"] == "agent")
    await walk(mediator, "POST", session + "/participants", {"identity": agent}, shown_at=session, same=False)
    away = {"reason": "请先冷静一下"}
    await walk(mediator, "POST", guest + "/remove", away, shown_at=session, same=False)
    await walk(mediator, "POST", guest + "/restore", shown_at=session, same=False)
    await walk(mediator, "PUT", guest + "/manner", {"manner": "voice"}, shown_at=session, same=False)


async def guests(mediator: Visitor, session: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await mediator.get(session)).json["summary"]["participants"]
    return found
