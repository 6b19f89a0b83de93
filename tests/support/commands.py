"""Commands ready to be sent, one of each that makes something, for tests of all of them."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from server.services.specimen_numbers import citizen_number
from tests.support.applications import candidates, taken_on
from tests.support.id_numbers import OTHER_CODE
from tests.support.site import Site, Visitor

Body = dict[str, Any]


@dataclass(frozen=True)
class Command:
    """A command ready to be sent: by whom, where to, what, and what would be another content."""

    sender: Visitor
    path: str
    body: Body
    other: Body


def at(**length: int) -> str:
    return (datetime.now(UTC) + timedelta(**length)).isoformat()  # noqa: TID251 - the running program's clock


def address(here: Site, part: str) -> str:
    return f"/api/cases/{here.sheet.case.serial}{part}"


async def parties(mediator: Visitor, here: Site) -> list[str]:
    return [person["identity"] for person in (await mediator.get(address(here, "/ending"))).json["parties"]]


async def draft(here: Site) -> Command:
    return Command(await here.staff("clerk"), "/api/intake", {"door": "counter"}, {"door": "oral"})


async def person(here: Site) -> Command:
    body = {
        "name": "洛阳某劳务派遣有限公司",
        "side": "respondent",
        "role": "party",
        "title": "被申请人",
        "phone": "037900001111",
        "id_number": OTHER_CODE,
        "kind": "employer",
    }
    return Command(await here.staff("clerk"), address(here, "/people"), body, {"title": "第三人"})


async def authority(here: Site) -> Command:
    clerk = await here.staff("clerk")
    people = (await clerk.get(address(here, "/people"))).json["people"]
    worker = next(one for one in people if one["role"] == "party")
    agents = [one for one in people if one["role"] == "agent" and one["side"] == worker["side"]]
    body = {
        "agent": agents[0]["identity"],
        "principal": worker["identity"],
        "kind": "relative",
        "matters": "参加调解",
        "powers": ["settle", "sign", "receive"],
        "papers": ["authority", "identity", "relation"],
        "signed_on": "2026-03-01",
    }
    return Command(clerk, address(here, "/authorities"), body, {"powers": ["settle"]})


async def representation(here: Site) -> Command:
    clerk = await here.staff("clerk")
    for number in range(10):
        born = citizen_number("19900101", f"{number:03}")
        worker = {
            "name": f"工人{number}",
            "side": "applicant",
            "role": "party",
            "title": "申请人",
            "phone": "13800000000",
        }
        body = {"key": f"worker-{number:04}", **worker, "id_number": born, "kind": "person"}
        assert (await clerk.post(address(here, "/people"), body)).status == 200
    people = (await clerk.get(address(here, "/people"))).json["people"]
    first, *others = [one["identity"] for one in people if one["name"].startswith("工人")]
    wish = {"agent": first, "principals": others, "matters": "代表参加调解", "powers": ["settle"]}
    made = {"signed_on": "2026-03-01", "seen": {"by": "陈书记员", "on": "2026-03-02"}}
    return Command(clerk, address(here, "/representations"), wish | made, {"principals": others[:2]})


async def worker_notice(here: Site) -> Command:
    body = {"text": "明天下午三点在二楼说明方案。"}
    return Command(await here.staff("clerk"), address(here, "/worker-notices"), body, {"text": "改到后天下午三点。"})


async def contact(here: Site) -> Command:
    mediator = await here.staff("mediator")
    body = {
        "identity": (await parties(mediator, here))[1],
        "at": at(minutes=-3),
        "channel": "telephone",
        "outcome": "reached",
    }
    return Command(mediator, address(here, "/contacts"), body, {"note": "再打一次"})


async def call(here: Site) -> Command:
    logged = await contact(here)
    return Command(logged.sender, address(here, "/calls"), logged.body, logged.other)


async def cause(here: Site) -> Command:
    body: Body = {
        "name": "劳务派遣合同纠纷（新）",
        "group": "劳动争议",
        "until": None,
        "plain": [],
        "confirmed": False,
        "note": "等法院确认",
        "since": "2027-01-01",
    }
    return Command(await here.staff("court_admin"), "/api/cause-entries", body, {"name": "又一个案由"})


async def case_type(here: Site) -> Command:
    body: Body = {"kind": "civil", "since": "2099-01-01", "until": None}
    return Command(await here.staff("court_admin"), "/api/case-types", body, {"kind": "enforcement"})


async def extension(here: Site) -> Command:
    return Command(
        await here.staff("mediator"), address(here, "/extensions"), {"reason": "还在核对"}, {"reason": "另一个理由"}
    )


async def session(here: Site) -> Command:
    mediator = await here.staff("mediator")
    body = {"starts_at": at(days=1), "minutes": 60, "people": await parties(mediator, here)}
    return Command(mediator, address(here, "/sessions"), body, {"minutes": 90})


async def on_site(here: Site) -> Command:
    mediator = await here.staff("mediator")
    body = {"starts_at": at(days=2), "minutes": 60, "place": "西工区调解中心 2 号调解室"}
    return Command(mediator, address(here, "/on-site"), body, {"place": "别处"})


async def offline_result(here: Site) -> Command:
    mediator = await here.staff("mediator")
    body = {
        "held_at": at(hours=-3),
        "minutes": 90,
        "place": "西工区劳动人事争议调解中心",
        "kind": "settled",
        "terms": "被申请人于4月30日前支付申请人8000元。",
        "people": await parties(mediator, here),
    }
    return Command(mediator, address(here, "/offline-result"), body, {"place": "别处"})


async def ending(here: Site) -> Command:
    body = {"code": "differences_too_large", "reason": "两轮沟通仍相差一万元"}
    return Command(await here.staff("mediator"), address(here, "/end"), body, {"reason": "又一个理由"})


async def outcome(here: Site) -> Command:
    body = {"kind": "settled", "terms": "十日内支付16,000元。"}
    mediator, path = await here.staff("mediator"), f"/api/sessions/{here.session}/outcome"
    await (await here.seat(mediator)).tell("open_meeting")
    return Command(mediator, path, body, {"terms": "十日内支付12,000元。"})


async def test_message(here: Site) -> Command:
    mediator, path = await here.staff("mediator"), f"/api/sessions/{here.session}"
    summary = (await mediator.get(path)).json["summary"]
    who = next(one["identity"] for one in summary["participants"] if one["role"] == "party")
    body = {"starts_at": summary["starts_at"]}
    return Command(mediator, f"{path}/participants/{who}/test-message", body, {"starts_at": at(days=5)})


async def door(here: Site) -> Command:
    settled = await outcome(here)
    assert (await settled.sender.post(settled.path, {"key": "outcome-0001", **settled.body})).status == 200
    people = await parties(settled.sender, here)
    signed = {
        "signatures": [{"identity": one, "at": at(), "signer": one} for one in people],
        "mediator_signed_at": at(),
        "sealed_at": at(),
        "clauses": ["payment"],
    }
    effect = await settled.sender.post(address(here, "/effect"), signed)
    assert effect.status == 200, effect.json
    body = {"door": "judicial_confirmation", "applicant": people[0], "form": "written"}
    return Command(settled.sender, address(here, "/doors"), body, {"note": "补充说明"})


async def entry(here: Site) -> Command:
    profile = {
        "name": "一位新调解员",
        "kinds": ["labour"],
        "skills": ["contract"],
        "mediator_kind": "full_time",
        "born_on": "1980-05-01",
        "id_number": citizen_number("19800501"),
        "phone": "13800006030",
        "declared": True,
    }
    body = {"kind": "mediator", "court": "洛阳市老城区人民法院", "profile": profile}
    return Command(await here.staff("labour_office"), "/api/roster", body, {"profile": profile | {"name": "另一位"}})


async def complaint(here: Site) -> Command:
    stranger = await here.visitor()
    listed = (await stranger.get("/api/public/roster?query=王调解员")).json["entries"][0]
    body = {
        "entry": listed["id"],
        "ground": "coercion",
        "text": "一再说不签字就走不了，很难受。",
        "name": "李秀兰",
        "phone": "13800006027",
    }
    return Command(stranger, "/api/public/complaints", body, {"text": "说了别的话，同样是一再催着签字。"})


async def hand_on(here: Site) -> Command:
    clerk = await here.staff("clerk")
    (me, other) = sorted((await clerk.get("/api/colleagues")).json, key=lambda one: not one["is_me"])
    body = {"cases": [{"serial": here.sheet.case.serial, "seen": None}], "to": other["id"]}
    return Command(clerk, "/api/case-handlers", body, {"to": me["id"]})


async def support_access(here: Site) -> Command:
    body = {
        "house": (await (await here.staff("court_admin")).get("/api/me")).json["organisation"],
        "serial": here.sheet.case.serial,
        "purpose": "申请人打不开链接，查原因",
        "hours": 4,
    }
    return Command(await here.staff("operator"), "/api/support-accesses", body, {"hours": 8})


async def referral(here: Site) -> Command:
    clerk, case = await here.staff("clerk"), await taken_on(here)
    await clerk.post(case + "/choice", {"joint": False})
    organisation, mediator = await candidates(clerk, case)
    return Command(clerk, case + "/referrals", {"entry": organisation}, {"entry": mediator})
