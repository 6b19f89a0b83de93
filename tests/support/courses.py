"""Courses: what is done to a case, a roster entry or the settings of a house, from its beginning to its end."""

import hashlib

from tests.support import commands
from tests.support.applications import candidates, taken_on, whole
from tests.support.commands import at
from tests.support.site import Site
from tests.support.walks import Staff, Walker

REACHED = {"outcome": "reached"}
PERSON = {
    "name": "一位新同事",
    "side": "applicant",
    "role": "agent",
    "title": "代理人",
    "phone": "13800006041",
    "id_number": "410303199411020085",
}


async def accepted(there: Site, staff: Staff, key: str) -> tuple[str, list[str]]:
    """Return the address of a fresh case that the mediator accepted, and the identities of its parties."""
    case = await taken_on(there, key)
    await staff.clerk.post(case + "/choice", {"joint": False})
    organisation, mediator = await candidates(staff.clerk, case)
    await staff.clerk.post(case + "/referrals", {"key": "referral-0001", "entry": organisation})
    answer = {"mediator": mediator, "disclosure": {"grounds": []}}
    reply = await staff.centre.post(case + "/referrals/accept", answer)
    assert reply.status == 200, reply.json
    parties = (await staff.mediator.get(case + "/ending")).json["parties"]
    return case, [one["identity"] for one in parties]


async def handed_in(walk: Walker, staff: Staff) -> None:
    """Begin an application by the own link, write, add a file, hand in, take on, choose, refer, accept."""
    phone, clerk = await walk.there.visitor(), staff.clerk
    house = (await phone.get("/api/houses")).json[0]["name"]
    own = f"/api/own/{(await phone.post('/api/applications')).json['token']}"
    view = (await phone.get(own)).json
    body = {"version": view["version"], "house": house, "application": whole(view["application"])}
    await walk(phone, "PUT", own, body, shown_at=own)
    await walk.file(phone, own + "/materials", shown_at=own)
    received = await walk(phone, "POST", own + "/submit", shown_at=own)
    paper = await phone.get(f"{own}/documents/{received['receipt']['document']}")
    assert hashlib.sha256(paper.body).hexdigest() == received["receipt"]["document_sha256"]
    assert (await phone.post(own + "/submit")).json["receipt"] == received["receipt"]
    desk = (await clerk.get("/api/intake")).json["cases"]
    (case,) = [one["case"] for one in desk if one["serial"] == received["serial"]]
    await walk(clerk, "POST", f"/api/intake/{case}/take-on", shown_at=f"/api/intake/{case}")
    walk.page, walk.reader = f"/api/cases/{received['serial']}", clerk
    shown_at = walk.page + "/referral"
    await walk(clerk, "POST", walk.page + "/choice", {"joint": False}, shown_at=shown_at)
    organisation, mediator = await candidates(clerk, walk.page)
    sent = {"key": "referral-0001", "entry": organisation}
    await walk(clerk, "POST", walk.page + "/referrals", sent, shown_at=shown_at)
    answer = {"mediator": mediator, "disclosure": {"grounds": []}}
    taken = await walk(staff.centre, "POST", walk.page + "/referrals/accept", answer, shown_at=shown_at)
    assert taken["state"] == "accepted"
    await walk.require_once(clerk, "/referrals", sent)


async def mediated(walk: Walker, staff: Staff) -> None:
    """Reach the other side, plan, extend the term with both, end, report, hand over, receive, file."""
    mediator, clerk, case = staff.mediator, staff.clerk, f"/api/cases/{walk.there.sheet.case.serial}"
    walk.page, walk.reader = case, mediator
    people, ending, clocks = case + "/people", case + "/ending", case + "/clocks"
    worker, employer = [one["identity"] for one in (await mediator.get(ending)).json["parties"]]
    tried = {"key": "contact-00001", "identity": employer, "at": at(minutes=-5), "channel": "telephone"} | REACHED
    await walk(mediator, "POST", case + "/contacts", tried, shown_at=people)
    agreed = {"answer": True, "channel": "oral", "wording": (await mediator.get(people)).json["wording"]}
    await walk(mediator, "PUT", f"{people}/{worker}/steps/e_service", agreed, shown_at=people)
    meeting = {"key": "session-00001", "starts_at": at(days=1), "minutes": 60, "people": [worker, employer]}
    await walk(mediator, "POST", case + "/sessions", meeting, shown_at=case, same=False)
    wish = {"key": "extension-0001", "reason": "双方还在核对工资流水"}
    asked = await walk(mediator, "POST", case + "/extensions", wish, shown_at=clocks)
    extension = f"{case}/extensions/{asked['extensions'][0]['id']}"
    for identity in (worker, employer):
        says = {"identity": identity, "agrees": True, "form": "oral", "at": at(minutes=-1)}
        await walk(mediator, "POST", extension + "/answers", says, shown_at=clocks)
    granted = await walk(mediator, "POST", extension + "/grant", shown_at=clocks)
    assert [one["state"] for one in granted["extensions"]] == ["granted"]
    over = {"key": "ending-00001", "code": "differences_too_large", "reason": "两轮沟通仍相差一万元"}
    await walk(mediator, "POST", case + "/end", over, shown_at=ending)
    told = {"version": 0, "basic_facts": "调解一次，双方到场。", "why": "金额相差较大。"}
    await walk(mediator, "PUT", case + "/report", told, shown_at=ending)
    await walk(mediator, "POST", case + "/hand-over", {"version": 1}, shown_at=ending)
    await walk(clerk, "POST", case + "/receipt", {"number": "（2026）豫0302民初1号"}, shown_at=ending)
    filed = await walk(mediator, "POST", case + "/close", {}, shown_at=ending)
    assert filed["ending"]["closed_at"] is not None
    for command, body in (("/contacts", tried), ("/sessions", meeting), ("/extensions", wish), ("/end", over)):
        await walk.require_once(mediator, command, body)


async def returned_and_declined(walk: Walker, staff: Staff) -> None:
    """Hand in, return, hand in again, take on, refer, decline, refer again."""
    clerk = staff.clerk
    draft = (await clerk.post("/api/intake", {"door": "counter", "key": "walk-00001"})).json
    path = f"/api/intake/{draft['case']}"
    body = {"version": draft["version"], "application": whole(draft["application"])}
    await walk(clerk, "PUT", path, body, shown_at=path)
    view = await walk(clerk, "POST", path + "/submit", shown_at=path)
    walk.page, walk.reader = f"/api/cases/{view['serial']}", clerk
    await walk(clerk, "POST", path + "/return", {"code": "unsuitable_online", "note": "缺身份证"}, shown_at=path)
    await walk(clerk, "POST", path + "/resubmit", shown_at=path)
    await walk(clerk, "POST", path + "/take-on", shown_at=path)
    case, desk = walk.page, walk.page + "/referral"
    await walk(clerk, "POST", case + "/choice", {"joint": False}, shown_at=desk)
    organisation, _ = await candidates(clerk, case)
    letter = {"key": "referral-0001", "entry": organisation}
    await walk(clerk, "POST", case + "/referrals", letter, shown_at=desk)
    no = {"ground": "unsuitable", "reason": "没有人手"}
    await walk(staff.centre, "POST", case + "/referrals/decline", no, shown_at=(clerk, desk), same=False)
    await walk(clerk, "POST", case + "/choice", {"joint": False}, shown_at=desk)
    await walk(clerk, "POST", case + "/referrals", letter | {"key": "referral-0002"}, shown_at=desk)


async def impartiality(walk: Walker, staff: Staff) -> None:
    """Disclose, reply twice, challenge, reject, ask for another mediator, refuse and grant."""
    case, (worker, company) = await accepted(walk.there, staff, "impartial-01")
    walk.page, walk.reader = case, staff.clerk
    clerk, desk = staff.clerk, case + "/referral"
    said = {"grounds": ["interest"], "text": "曾为该公司做过培训。"}
    await walk(staff.mediator, "POST", case + "/disclosures", said, shown_at=desk)
    kept = (await clerk.get(desk)).json["disclosures"]
    held = next(one["id"] for one in kept if one["state"] == "asking")
    for who in (worker, company):
        reply = {"identity": who, "reply": "continue"}
        await walk(clerk, "POST", f"{case}/disclosures/{held}/replies", reply, shown_at=desk)
    against = {"identity": worker, "ground": "interest", "reason": "持有公司股份"}
    view = await walk(clerk, "POST", case + "/challenges", against, shown_at=desk)
    decided = {"upheld": False, "decision": "查无此事"}
    await walk(clerk, "POST", f"{case}/challenges/{view['challenges'][0]['id']}/decision", decided, shown_at=desk)
    asked = {"identity": company, "reason": "沟通不畅"}
    view = await walk(clerk, "POST", case + "/changes", asked, shown_at=desk)
    refused = {"grants": False, "answer": "先再谈一次"}
    await walk(clerk, "POST", f"{case}/changes/{view['changes'][0]['id']}/answer", refused, shown_at=desk)


async def pauses_and_sessions(walk: Walker, staff: Staff) -> None:
    """Plan and move a session, call it off, appraise, suspend, and let the term go on each time."""
    case, parties = await accepted(walk.there, staff, "pauses-00001")
    walk.page, walk.reader = case, staff.mediator
    mediator, starts = staff.mediator, at(days=1)
    meeting = {"key": "session-00001", "starts_at": starts, "minutes": 60, "people": parties}
    view = await walk(mediator, "POST", case + "/sessions", meeting, shown_at=case, same=False)
    session = f"/api/sessions/{view['sessions'][0]['summary']['id']}"
    kept = (await mediator.get(session)).json["summary"]["starts_at"]
    moved = {"was_at": kept, "starts_at": at(days=2), "minutes": 90, "reason": "公司改期"}
    await walk(mediator, "POST", session + "/reschedule", moved, shown_at=session, same=False)
    kept = (await mediator.get(session)).json["summary"]["starts_at"]
    off = {"was_at": kept, "reason": "公司又改期"}
    await walk(mediator, "POST", session + "/cancel", off, shown_at=session, same=False)
    for kind, resumer in (("appraisal", mediator), ("suspension", staff.clerk)):
        standing = {"kind": kind, "reason": "双方商定"}
        await walk(mediator, "POST", case + "/pauses", standing, shown_at=case + "/clocks")
        await walk(resumer, "POST", case + "/resume", {"note": "可以继续"}, shown_at=case + "/clocks")


async def people_and_papers(walk: Walker, staff: Staff) -> None:
    """Add an agent, give and take back an authority, keep a material and one that stays protected, log a call."""
    case, (worker, company) = await accepted(walk.there, staff, "people-00001")
    walk.page, walk.reader = case, staff.mediator
    clerk, mediator, people = staff.clerk, staff.mediator, case + "/people"
    view = await walk(clerk, "POST", people, PERSON | {"key": "person-00001", "linked_to": worker}, shown_at=people)
    agent = next(one["identity"] for one in view["people"] if one["role"] == "agent")
    powers = {
        "key": "authority-001",
        "agent": agent,
        "principal": worker,
        "kind": "relative",
        "matters": "参加调解",
        "powers": ["settle"],
        "papers": ["authority", "identity", "relation"],
        "signed_on": "2026-03-01",
    }
    view = await walk(clerk, "POST", case + "/authorities", powers, shown_at=people)
    gone = f"{case}/authorities/{view['authorities'][0]['id']}/revoke"
    await walk(clerk, "POST", gone, shown_at=people)
    await walk.file(mediator, case + "/materials", shown_at=case + "/materials")
    await walk.file(mediator, case + "/protected", shown_at=case + "/materials")
    tried = {"key": "call-0000001", "identity": company, "at": at(minutes=-3), "channel": "telephone"}
    await walk(mediator, "POST", case + "/contacts", tried | REACHED, shown_at=people)
    agreed = {"answer": True, "channel": "oral", "wording": view["wording"]}
    step = f"{people}/{worker}/steps/online_mediation"
    await walk(mediator, "PUT", step, agreed | {"answer": False, "reason": "想当面谈"}, shown_at=people)
    await walk(mediator, "PUT", step, agreed, shown_at=people)


async def agreement(walk: Walker, staff: Staff) -> None:
    """Settle, sign, ask for confirmation together, have it dismissed, ask for review, take it back, mark, file."""
    case, parties = await accepted(walk.there, staff, "agreement-01")
    walk.page, walk.reader = case, staff.mediator
    mediator, ending = staff.mediator, case + "/ending"
    meeting = {"key": "session-00001", "starts_at": at(minutes=5), "minutes": 60, "people": parties}
    planned = await mediator.post(case + "/sessions", meeting)
    assert planned.status == 200, planned.json
    session = planned.json["session"]
    await (await walk.there.seat(mediator, session=session)).tell("open_meeting")
    settled = {"key": "outcome-00001", "kind": "settled", "terms": "十日内支付 16,000 元。"}
    await walk(mediator, "POST", f"/api/sessions/{session}/outcome", settled, shown_at=ending, same=False)
    signed = {
        "signatures": [{"identity": one, "at": at(), "signer": one} for one in parties],
        "mediator_signed_at": at(),
        "sealed_at": at(),
        "clauses": ["payment"],
        "performances": [{"due_on": at(days=10)[:10], "what": "支付 16,000 元", "clause": "payment"}],
    }
    await walk(mediator, "POST", case + "/effect", signed, shown_at=ending)
    for number, (door, action) in enumerate([("judicial_confirmation", "dismiss"), ("arbitration_review", "withdraw")]):
        ask = {"key": f"door-000000{number}", "door": door, "applicant": parties[0], "form": "written"}
        view = await walk(mediator, "POST", case + "/doors", ask, shown_at=ending)
        application = f"{case}/doors/{view['applications'][-1]['id']}"
        yes = {"identity": parties[1], "agrees": True, "form": "written", "at": at(seconds=-1)}
        await walk(mediator, "POST", application + "/answers", yes, shown_at=ending)
        ruling = {"action": action, "on": today()}
        await walk(mediator, "POST", application + "/ruling", ruling, shown_at=ending)
    version = (await mediator.get(ending)).json["effect"]["version"]
    paid = {"version": version, "extent": "partly", "on": today(), "proof": "银行回单 尾号 0417"}
    await walk(mediator, "POST", case + "/performances/1", paid, shown_at=ending)


async def roster(walk: Walker, staff: Staff) -> None:
    """Enter a mediator, report, take up, confirm, suspend, let in again."""
    entry = await commands.entry(walk.there)
    made = (await staff.office.post("/api/roster", {"key": "entry-000001", **entry.body})).json
    path = f"/api/roster/{made['id']}"
    steps = [
        (staff.office, "report", {}),
        (staff.court, "take-up", {}),
        (staff.court, "confirm", {"certificate": "洛特调 2026-101", "issued_on": today()}),
        (staff.court, "suspend", {"reason": "有投诉待查"}),
        (staff.court, "restore", {}),
    ]
    for sender, part, body in steps:
        version = (await sender.get(path)).json["version"]
        await walk(sender, "POST", f"{path}/{part}", {"version": version} | body, shown_at=path)


async def house_rules(walk: Walker, staff: Staff) -> None:
    """Close an account and open it again, enter a calendar, a cause and a view, decide on a complaint."""
    court = staff.court
    judge = next(one for one in (await court.get("/api/accounts")).json if one["role"] == "judge")
    path = f"/api/accounts/{judge['id']}"
    closing = {"version": judge["version"], "reason": "调离本院"}
    view = await walk(court, "POST", path + "/close", closing, shown_at="/api/accounts", same=False)
    version = next(one["version"] for one in view if one["id"] == judge["id"])
    await walk(court, "POST", path + "/reopen", {"version": version}, shown_at="/api/accounts", same=False)
    year = {"version": 0, "source": "国办发明电〔2026〕9号", "off": ["2027-01-01"], "makeup": []}
    await walk(court, "PUT", "/api/calendar/2027", year, shown_at="/api/calendar", same=False)
    cause = (await commands.cause(walk.there)).body
    await walk(
        court, "POST", "/api/cause-entries", {"key": "cause-000001", **cause}, shown_at="/api/cause-entries", same=False
    )
    view = {"query": "state=accepted"}
    await walk(staff.clerk, "PUT", "/api/saved-views/待办", view, shown_at="/api/saved-views", same=False)
    told = await commands.complaint(walk.there)
    await told.sender.post(told.path, {"key": "complaint-001", **told.body})
    waiting = (await court.get("/api/complaints")).json["complaints"][0]["id"]
    decided = {"upheld": False, "decision": "查无此事"}
    await walk(court, "POST", f"/api/complaints/{waiting}/decision", decided, shown_at="/api/complaints", same=False)


def today() -> str:
    """Return the day in Beijing."""
    return at(hours=8)[:10]
