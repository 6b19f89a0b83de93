"""Courses of staff: many workers and an offline result, oral and late applications, panels, the roster, the house."""

from typing import Any

from server.services import sheets
from server.services.specimen_numbers import citizen_number
from tests.support import commands
from tests.support.applications import taken_on, whole
from tests.support.commands import Body, at
from tests.support.courses import PERSON, accepted, today
from tests.support.link_courses import linked
from tests.support.site import Visitor, upload
from tests.support.walks import Staff, Walker, shown

CSV = {"Content-Type": "text/csv"}
CLEAR: Body = {"disclosure": {"grounds": []}}


async def many_workers(walk: Walker, staff: Staff) -> None:
    """Take in a list of workers, their representatives and papers, write to them, put a person and an award right."""
    case, (worker, company) = await accepted(walk.there, staff, "workers-0001")
    walk.page, walk.reader = case, staff.mediator
    clerk, mediator, people = staff.clerk, staff.mediator, case + "/people"
    rows = [[f"工人{number}", citizen_number("19910203", f"{number:03}"), "13900000001"] for number in range(1, 13)]
    content, path = sheets.write_csv([["姓名", "证件号码", "电话"], *rows]), case + "/worker-list"
    checked = (await clerk.ask("POST", path, content, **CSV)).json
    where = f"{path}?apply={checked['digest']}"
    view = await walk(clerk, "POST", where, content, shown_at=people, same=False, **CSV)
    first, *others = [one["identity"] for one in view["people"] if one["name"].startswith("工人")]
    chosen = {"key": "chosen-00001", "agent": first, "principals": others, "matters": "代表参加调解"}
    signed = {"powers": ["settle"], "signed_on": "2026-03-01"}
    view = await walk(clerk, "POST", case + "/representations", chosen | signed, shown_at=people)
    papers = {
        "authorities": [{"id": one["id"], "version": one["version"]} for one in view["authorities"]],
        "seen": {"by": "陈书记员", "on": "2026-03-02"},
    }
    await walk(clerk, "PUT", case + "/representations/papers", papers, shown_at=people)
    notice = {"key": "notice-00001", "text": "明天下午三点在二楼说明方案。"}
    await walk(clerk, "POST", case + "/worker-notices", notice, shown_at=case, same=False)
    person = next(one for one in view["people"] if one["identity"] == worker)
    put_right = {name: person[name] for name in ("version", "name", "standing", "origin")} | {"title": "第一申请人"}
    view = await walk(clerk, "PUT", f"{people}/{worker}", put_right, shown_at=people)
    await walk_with_a_guardian(walk, staff, worker)
    known = (await mediator.get(case + "/award")).json
    award = {"version": known["version"], "arbitration": "pending"}
    await walk(mediator, "PUT", case + "/award", award, shown_at=case + "/award")
    logged = {"identity": company, "channel": "telephone", "outcome": "reached", "at": at(minutes=-4)}
    await walk(clerk, "POST", case + "/calls", logged | {"key": "call-0000001"}, shown_at=people, same=False)


async def walk_with_a_guardian(walk: Walker, staff: Staff, worker: str) -> None:
    """Note the papers of a guardian, and show them as files."""
    clerk, case, people = staff.clerk, walk.page, walk.page + "/people"
    body = PERSON | {"key": "guardian-001", "linked_to": worker, "is_guardian": True}
    view = (await clerk.post(people, body)).json
    agent = view["people"][-1]["identity"]
    file = (await upload(staff.mediator, case + "/materials")).json["id"]
    power = {"agent": agent, "principal": worker, "kind": "guardian", "signed_on": "2026-03-01", "papers": ["identity"]}
    view = (await clerk.post(case + "/authorities", power | {"key": "authority-001"})).json
    made = next(one for one in view["authorities"] if one["kind"] == "guardian")
    files = [{"paper": paper, "material": file} for paper in ("relation", "capacity")]
    papers = {"version": made["version"], "papers": ["identity"], "files": files}
    await walk(clerk, "PUT", f"{case}/authorities/{made['id']}/papers", papers, shown_at=people)


async def one_stays_away(walk: Walker, staff: Staff) -> None:
    """Let one of two respondents say no, go on with the other on site, and take the case from the organisation."""
    case, _ = await accepted(walk.there, staff, "absent-00001")
    walk.page, walk.reader = case, staff.mediator
    clerk, mediator, people = staff.clerk, staff.mediator, case + "/people"
    third = (await commands.person(walk.there)).body
    view = (await clerk.post(people, third | {"key": "person-00001"})).json
    agency = next(one["identity"] for one in view["people"] if one["name"] == third["name"])
    said = {"identity": agency, "result": "refused", "reason": "不愿调解"}
    await walk(mediator, "POST", case + "/asking", said, shown_at=people)
    move = {"key": "on-site-0001", "starts_at": at(days=2), "minutes": 60, "place": "西工区调解中心 2 号调解室"}
    await walk(mediator, "POST", case + "/on-site", move, shown_at=case, same=False)
    material = await upload(mediator, case + "/materials")
    compared = {"action": "object", "objection": "看不清", "version": 0}
    path = f"{case}/materials/{material.json['id']}/comparison"
    await walk(mediator, "POST", path, compared, shown_at=case + "/materials", same=False)
    held = await walk(clerk, "POST", case + "/holds", {"reason": "另案诉讼中"}, shown_at=case + "/holds")
    (hold,) = held["holds"]
    lifted = {"version": hold["version"]}
    await walk(clerk, "POST", f"{case}/holds/{hold['id']}/lift", lifted, shown_at=case + "/holds")
    wish = {"key": "extension-0001", "reason": "双方还在核对工资流水"}
    asked = (await mediator.post(case + "/extensions", wish)).json["extensions"][0]["id"]
    await walk(mediator, "POST", f"{case}/extensions/{asked}/withdraw", shown_at=case + "/clocks")


async def mediated_offline(walk: Walker, staff: Staff) -> None:
    """Take on what came to the organisation itself and was mediated offline, and enter what was agreed."""
    centre = staff.centre
    draft = (await centre.post("/api/intake", {"door": "offline", "key": "offline-0001"})).json
    path = f"/api/intake/{draft['case']}"
    body = {"version": draft["version"], "application": whole(draft["application"]) | {"offline_on": today()}}
    assert (await centre.put(path, body)).status == 200
    assert (await upload(centre, path + "/materials")).status == 200
    view = (await centre.post(path + "/submit")).json
    taken = await centre.post(path + "/take-on")
    assert taken.status == 200, taken.json
    walk.page, walk.reader = f"/api/cases/{view['serial']}", centre
    desk = walk.page + "/referral"
    found = (await centre.get(desk)).json["candidates"]
    mediator = next(one["id"] for one in found if one["account"] and one["may_preside"])
    await walk(centre, "POST", walk.page + "/referrals/own", {"mediator": mediator} | CLEAR, shown_at=desk)
    parties = (await staff.mediator.get(walk.page + "/ending")).json["parties"]
    result = {
        "key": "offline-0001",
        "held_at": at(days=-1),
        "minutes": 90,
        "place": "西工区劳动人事争议调解中心",
        "kind": "settled",
        "terms": "被申请人于4月30日前支付申请人8000元。",
        "people": [one["identity"] for one in parties],
    }
    shown_at = walk.page
    await walk(staff.mediator, "POST", walk.page + "/offline-result", result, shown_at=shown_at, same=False)
    await walk.require_once(staff.mediator, "/offline-result", result)


async def told_at_the_counter(walk: Walker, staff: Staff) -> None:
    """Begin and forget a draft; write an oral application down, print its record, have it signed, explain a risk."""
    clerk, centre = staff.clerk, staff.centre
    begun = {"door": "organisation", "key": "walk-draft-01"}
    await walk(centre, "POST", "/api/intake", begun, shown_at="/api/intake", same=False)
    gone = f"/api/intake/{(await centre.post('/api/intake', begun)).json['case']}"
    kept = (await walk.file(centre, gone + "/materials", shown_at=gone))["materials"][0]["id"]
    await walk(centre, "DELETE", f"{gone}/materials/{kept}", shown_at=gone)
    await walk(centre, "DELETE", gone, shown_at="/api/intake", same=False)
    path, _ = await told(clerk, "walk-oral-01")
    view = await walk(clerk, "POST", path + "/oral-record", shown_at=path)
    (one,) = view["oral_record"]["confirmations"]
    signed = {"identity": one["identity"], "document": view["oral_record"]["document"]}
    await walk(clerk, "POST", path + "/oral-record/confirmations", signed, shown_at=path)
    owed = view["explanations"][0]["identity"]
    await walk(clerk, "POST", path + "/explanations", {"identity": owed, "channel": "in_person"}, shown_at=path)


async def told(clerk: Visitor, key: str) -> tuple[str, str]:
    """Hand in an application that was told; return its address at intake and its serial."""
    draft = (await clerk.post("/api/intake", {"door": "oral", "key": key})).json
    path = f"/api/intake/{draft['case']}"
    body = {"version": draft["version"], "application": oral(whole(draft["application"]))}
    assert (await clerk.put(path, body)).status == 200
    return path, (await clerk.post(path + "/submit")).json["serial"]


async def confirmed_by_link(walk: Walker, staff: Staff) -> None:
    """Confirm by the own link what one told, and leave the choice that both began to the court."""
    clerk = staff.clerk
    path, serial = await told(clerk, "walk-oral-02")
    view = (await clerk.post(path + "/oral-record")).json
    identity = view["oral_record"]["confirmations"][0]["identity"]
    own = await linked(walk, staff, f"/api/cases/{serial}", identity)
    view = await shown(own.phone, own.link)
    yes = {"answer": True, "wording": view["steps_wording"]}
    assert (await own.phone.put(own.link + "/steps/e_signature", yes)).status == 200
    record = view["oral_record"]["document"]
    await walk(own.phone, "POST", own.link + "/oral-record", {"document": record}, shown_at=own.link)
    walk.page, walk.reader = await taken_on(walk.there, "to-court-001"), clerk
    people = (await clerk.get(walk.page + "/people")).json
    agreed = {"answer": True, "channel": "oral", "wording": people["wording"]}
    for one in people["people"]:
        await clerk.put(f"{walk.page}/people/{one['identity']}/steps/online_mediation", agreed)
    desk = walk.page + "/referral"
    await walk(clerk, "POST", walk.page + "/choice", {"joint": True}, shown_at=desk)
    await walk(clerk, "POST", walk.page + "/choice/court", shown_at=desk)


async def told_by_link(walk: Walker, staff: Staff) -> None:
    """Write a late application by the own link, take a file out, read the risk, and hand in again after a return."""
    phone, clerk = await walk.there.visitor(), staff.clerk
    house = (await phone.get("/api/houses")).json[0]["name"]
    own = f"/api/own/{(await phone.post('/api/applications')).json['token']}"
    view = (await phone.get(own)).json
    body = {"version": view["version"], "house": house, "application": late(whole(view["application"]))}
    assert (await phone.put(own, body)).status == 200
    kept = (await upload(phone, own + "/materials")).json["materials"][0]["id"]
    await walk(phone, "DELETE", f"{own}/materials/{kept}", shown_at=own)
    received = (await phone.post(own + "/submit")).json
    await walk(phone, "POST", own + "/explanation", shown_at=own)
    desk = (await clerk.get("/api/intake")).json["cases"]
    (case,) = [one["case"] for one in desk if one["serial"] == received["serial"]]
    back = {"code": "unsuitable_online", "note": "缺身份证"}
    assert (await clerk.post(f"/api/intake/{case}/return", back)).status == 200
    await walk(phone, "POST", own + "/resubmit", shown_at=own)


def late(application: Body) -> Body:
    """Return the application with an award its applicant received long ago."""
    applicant, respondent = application["parties"]
    received = {"award_received": "2026-01-05", "award_proof": "送达回证"}
    award = {"arbitration": "awarded", "award_number": "洛劳人仲案字〔2026〕57号", "finality": "not_final"}
    return application | award | {"parties": [applicant | received, respondent | received]}


def oral(application: Body) -> Body:
    return late(application) | {"oral": {"taker": "陈书记员", "taken_at": at(hours=-1), "read_back": True}}


async def panelled(walk: Walker, staff: Staff) -> None:
    """Seat a second mediator and let them preside; then the court takes the case from the organisation."""
    case, _ = await accepted(walk.there, staff, "panelled-001")
    walk.page, walk.reader = case, staff.clerk
    centre, desk = staff.centre, case + "/referral"
    view = await shown(centre, desk)
    known = {one["account"] for one in view["panel"]}
    found = (await centre.get(desk)).json["candidates"]
    other = next(one for one in found if one["account"] and one["account"] not in known)
    await walk(centre, "POST", case + "/panel", {"mediator": other["id"]} | CLEAR, shown_at=desk)
    await walk(centre, "POST", case + "/panel/presider", {"account": other["account"]}, shown_at=desk)
    why = {"reason": "长期没有进展"}
    await walk(staff.clerk, "POST", case + "/referrals/end", why, shown_at=desk)


async def presided(walk: Walker, staff: Staff) -> None:
    """Let a judge preside, and hand the case on to a colleague."""
    clerk = staff.clerk
    draft = (await clerk.post("/api/intake", {"door": "counter", "key": "presided-001"})).json
    path = f"/api/intake/{draft['case']}"
    application = whole(draft["application"]) | {"judge_presides": True}
    assert (await clerk.put(path, {"version": draft["version"], "application": application})).status == 200
    case = f"/api/cases/{(await clerk.post(path + '/submit')).json['serial']}"
    assert (await clerk.post(path + "/take-on")).status == 200
    walk.page, walk.reader = case, clerk
    people = (await clerk.get(case + "/people")).json
    agreed = {"answer": True, "channel": "oral", "wording": people["wording"]}
    for one in people["people"]:
        await clerk.put(f"{case}/people/{one['identity']}/steps/online_mediation", agreed)
    judge = (await clerk.get(case + "/referral")).json["judges"][0]["account"]
    desk = case + "/referral"
    await walk(clerk, "POST", case + "/presiding", {"judge": judge} | CLEAR, shown_at=desk)


async def registered(walk: Walker, staff: Staff) -> None:
    """Enter and correct a mediator, have the report returned, list, change, take off; take in a sheet; adopt."""
    office, court = staff.office, staff.court
    body = {"key": "entry-000002", **(await commands.entry(walk.there)).body}
    await walk(office, "POST", "/api/roster", body, shown_at="/api/roster", same=False)
    path = f"/api/roster/{(await office.post('/api/roster', body)).json['id']}"
    profile = body["profile"] | {"name": "改过名字的调解员"}
    removal: Body = {"reason": "本人申请退出"}
    steps: list[tuple[Visitor, str, str, Body]] = [
        (office, "PUT", "", {"profile": profile}),
        (office, "POST", "/report", {}),
        (court, "POST", "/take-up", {}),
        (court, "POST", "/return", {"reason": "缺培训证明"}),
        (office, "POST", "/report", {}),
        (court, "POST", "/take-up", {}),
        (court, "POST", "/confirm", {"certificate": "洛特调 2026-102", "issued_on": today()}),
        (office, "POST", "/change", {"profile": profile | {"languages": "普通话"}}),
        (court, "POST", "/confirm", {}),
        (office, "POST", "/removal", removal),
    ]
    for sender, method, part, said in steps:
        version = (await sender.get(path)).json["version"]
        await walk(sender, method, path + part, {"version": version} | said, shown_at=path)
    sheet = (await office.get("/api/roster-imports/template?form=csv")).body
    checked = (await office.ask("POST", "/api/roster-imports", sheet, **CSV)).json
    where = f"/api/roster-imports?apply={checked['digest']}"
    await walk(office, "POST", where, sheet, shown_at="/api/roster", same=False, **CSV)


async def settings(walk: Walker, staff: Staff) -> None:
    """Take a kind of case, put a cause right, forget a view, complain of a mediator."""
    court = staff.court
    kinds, entries, views = "/api/case-types", "/api/cause-entries", "/api/saved-views"
    civil = {"key": "case-type-001", "kind": "civil", "since": "2099-01-01", "until": None}
    await walk(court, "POST", kinds, civil, shown_at=kinds)
    until = {"version": 1, "until": "2099-12-31"}
    await walk(court, "PUT", kinds + "/civil/2099-01-01", until, shown_at=kinds)
    kept = next(one for one in (await court.get(entries)).json["entries"] if one["until"] is None)
    words = {name: kept[name] for name in ("name", "group", "until", "plain", "confirmed", "version")}
    path = f"{entries}/{kept['code']}/{kept['since']}"
    await walk(court, "PUT", path, words | {"note": "已核对"}, shown_at=entries, same=False)
    await staff.clerk.put(views + "/要删的", {"query": "state=accepted"})
    await walk(staff.clerk, "DELETE", views + "/要删的", shown_at=views, same=False)
    wrong, read = await commands.complaint(walk.there), (court, "/api/complaints")
    body = {"key": "complaint-002", **wrong.body}
    await walk(wrong.sender, "POST", "/api/public/complaints", body, shown_at=read, same=False)


async def trusted(walk: Walker, staff: Staff) -> None:
    """Ask for shorter times and take that back, let the support in and out, hand a case on to a colleague."""
    await walk_retention(walk, staff.court)
    await walk_support(walk, staff.court)
    passed_on = await commands.hand_on(walk.there)
    case = {"serial": (await taken_on(walk.there, "handed-on-01")).rsplit("/", 1)[1], "seen": None}
    body = {"key": "hand-on-00001", "to": passed_on.body["to"], "cases": [case]}
    page = f"/api/cases/{case['serial']}"
    await walk(passed_on.sender, "POST", "/api/case-handlers", body, shown_at=page, same=False)


async def walk_retention(walk: Walker, court: Visitor) -> None:
    """Ask for shorter times, and take that back."""
    shorter = {"version": 0, "case_file": 60, "recording": 12, "protected": 12, "reason": "按院里的规定"}
    view = await walk(court, "PUT", "/api/retention", shorter, shown_at="/api/retention")
    waiting = view["waiting"]
    back = {"version": waiting["version"], "action": "withdraw"}
    path = f"/api/retention/shortenings/{waiting['id']}/answer"
    await walk(court, "POST", path, back, shown_at="/api/retention")


async def walk_support(walk: Walker, court: Visitor) -> None:
    """Let the support ask for access to a house, grant it, and end it."""
    asked, accesses = await commands.support_access(walk.there), "/api/support-accesses"
    body = {"key": "support-0001", **asked.body, "serial": None}
    await walk(asked.sender, "POST", accesses, body, shown_at=(court, accesses), same=False)
    for part, said in (("/answer", {"hours": 4}), ("/end", {})):
        one = (await court.get(accesses)).json[0]
        answer: dict[str, Any] = {"version": one["version"]} | said
        await walk(court, "POST", f"{accesses}/{one['id']}{part}", answer, shown_at=accesses, same=False)
