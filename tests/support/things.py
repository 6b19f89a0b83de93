"""Things that are there, one of each, for requests that name them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from server.domain.ids import SessionId
from server.domain.recording_deletion import RecordingDeletion
from tests.support import commands
from tests.support.applications import whole
from tests.support.commands import Command, address, parties
from tests.support.site import Reply, Site, Visitor, upload

KEY = "thing-0000001"
HEARD = {"interest": "曾为该公司做过培训。"}


@dataclass(frozen=True)
class Thing:
    """What stands in the path, and a browser that may ask about it; None: whoever has the right."""

    names: dict[str, str]
    asker: Visitor | None = None


Maker = Callable[[Site], Awaitable[Thing]]


LATE = "/api/cases/{serial}/withdrawals/{withdrawal}"
"""Only a withdrawal shortly before a session is decided; none is made here."""


def maker(path: str) -> Maker | None:
    """Return what makes a thing for every name in the path."""
    if path == LATE:
        return None
    start = max((start for start in MAKERS if path.startswith(start)), key=len, default=None)
    return None if start is None else MAKERS[start]


async def of(here: Site, path: str) -> Thing | None:
    """Return names that are there for every name in the path, None where none is made here."""
    make = maker(path)
    return await make(here) if make else None


async def send(command: Command) -> Reply:
    """Send a command with its key."""
    reply = await command.sender.post(command.path, {"key": KEY, **command.body})
    assert reply.status in {200, 201, 204}, reply.json
    return reply


async def session(here: Site) -> Thing:
    return Thing({"session": here.session, "identity": (await parties(await here.staff("mediator"), here))[0]})


async def case(here: Site, asker: Visitor | None = None, **names: str) -> Thing:
    identity = (await parties(await here.staff("mediator"), here))[0]
    return Thing({"serial": here.sheet.case.serial, "identity": identity, "step": "e_service"} | names, asker)


async def invitation(here: Site) -> Thing:
    party = await here.party()
    return Thing({"token": party.token, "purpose": "recording"}, party)


async def authority(here: Site) -> Thing:
    await send(await commands.authority(here))
    people = (await (await here.staff("clerk")).get(address(here, "/people"))).json
    return await case(here, authority=people["authorities"][0]["id"])


async def extension(here: Site) -> Thing:
    asked = await send(await commands.extension(here))
    return await case(here, extension=asked.json["extensions"][0]["id"])


async def application(here: Site) -> Thing:
    await send(await commands.door(here))
    ending = (await (await here.staff("mediator")).get(address(here, "/ending"))).json
    return await case(here, application=ending["applications"][0]["id"])


async def disclosed(here: Site) -> dict[str, Any]:
    mediator = await here.staff("mediator")
    body = {"grounds": list(HEARD), "text": HEARD["interest"]}
    desk: dict[str, Any] = (await mediator.post(address(here, "/disclosures"), body)).json
    return desk


async def disclosure(here: Site) -> Thing:
    return await case(
        here, await here.staff("organisation"), disclosure=(await disclosed(here))["disclosures"][0]["id"]
    )


async def put_to_a_party(here: Site) -> Thing:
    party, desk = await here.party(), await disclosed(here)
    return Thing({"token": party.token, "disclosure": desk["disclosures"][0]["id"]}, party)


async def challenge(here: Site) -> Thing:
    centre, mediator = await here.staff("organisation"), await here.staff("mediator")
    body = {"identity": (await parties(mediator, here))[0], "ground": "interest", "reason": "曾为公司讲课"}
    desk = (await centre.post(address(here, "/challenges"), body)).json
    return await case(here, centre, challenge=desk["challenges"][0]["id"])


async def change(here: Site) -> Thing:
    centre, mediator = await here.staff("organisation"), await here.staff("mediator")
    body = {"identity": (await parties(mediator, here))[0], "reason": "沟通不畅", "refuses_to_choose": False}
    desk = (await centre.post(address(here, "/changes"), body)).json
    return await case(here, centre, change=desk["changes"][0]["id"])


async def hold(here: Site) -> Thing:
    clerk = await here.staff("clerk")
    placed = (await clerk.post(address(here, "/holds"), {"reason": "另案诉讼中"})).json
    return await case(here, clerk, hold=placed["holds"][0]["id"])


async def data_request(here: Site) -> Thing:
    asked = await own_of_the_case(here)
    path = f"/api/own/{asked.names['token']}/data-requests"
    assert asked.asker is not None
    made = (await asked.asker.post(path, {"kind": "correct", "text": "电话写错了"})).json
    return await case(here, request=made["requests"][0]["id"])


async def performance(here: Site) -> Thing:
    await send(await commands.door(here))
    return await case(here, number="1")


async def referral(here: Site) -> Thing:
    sent = await send(await commands.referral(here))
    desk = sent.json
    return Thing({"serial": desk["serial"], "referral": desk["referrals"][0]["id"]}, await here.staff("clerk"))


async def material(here: Site) -> Thing:
    kept = await upload(await here.staff("mediator"), address(here, "/materials"))
    return await case(here, material=kept.json["id"])


async def protected(here: Site) -> Thing:
    kept = await upload(await here.staff("mediator"), address(here, "/protected"))
    return await case(here, material=kept.json["id"])


async def document(here: Site) -> Thing:
    clerk = await here.staff("clerk")
    return Thing(await _received(clerk), clerk)


async def intake(here: Site) -> Thing:
    clerk = await here.staff("clerk")
    return Thing(await _draft(clerk), clerk)


async def _draft(clerk: Visitor) -> dict[str, str]:
    view = (await clerk.post("/api/intake", {"door": "oral", "key": KEY})).json
    path = f"/api/intake/{view['case']}"
    body = {"version": view["version"], "application": whole(view["application"])}
    assert (await clerk.put(path, body)).status == 200
    kept = (await upload(clerk, path + "/materials")).json["materials"][0]
    return {"case": view["case"], "material": kept["id"]}


async def _received(clerk: Visitor) -> dict[str, str]:
    names = await _draft(clerk)
    view = (await clerk.post(f"/api/intake/{names['case']}/submit")).json
    return names | {"serial": view["serial"], "document": view["receipt"]["document"]}


async def received(here: Site) -> Thing:
    clerk = await here.staff("clerk")
    return Thing(await _received(clerk), clerk)


async def given_back(here: Site) -> Thing:
    clerk = await here.staff("clerk")
    names = await _received(clerk)
    body = {"code": "materials_incomplete", "reason": "缺少身份证明"}
    await clerk.post(f"/api/intake/{names['case']}/return", body)
    return Thing(names, clerk)


async def own(here: Site) -> Thing:
    phone = await here.visitor()
    return Thing(await _begun(phone), phone)


async def handed_in(here: Site) -> Thing:
    phone = await here.visitor()
    names = await _begun(phone)
    view = (await phone.post(f"/api/own/{phone.token}/submit")).json
    return Thing(names | {"document": view["receipt"]["document"]}, phone)


async def _begun(phone: Visitor) -> dict[str, str]:
    phone.token = (await phone.post("/api/applications")).json["token"]
    path = f"/api/own/{phone.token}"
    view = (await phone.get(path)).json
    house = (await phone.get("/api/houses")).json[0]["name"]
    body = {"version": view["version"], "house": house, "application": whole(view["application"])}
    assert (await phone.put(path, body)).status == 200
    kept = (await upload(phone, path + "/materials")).json["materials"][0]
    return {"token": phone.token, "material": kept["id"], "step": "e_service"}


async def own_of_the_case(here: Site) -> Thing:
    """Return a party's own link to the demo case, opened, with what it is asked about."""
    shown = (await disclosed(here))["disclosures"][0]["id"]
    clerk, mediator = await here.staff("clerk"), await here.staff("mediator")
    identity = (await parties(mediator, here))[0]
    made = (await clerk.post(address(here, f"/parties/{identity}/link"))).json
    phone = await here.visitor()
    phone.token = made["url"].rsplit("/", 1)[1]
    assert (await phone.post(f"/api/own/{phone.token}/open")).status == 200
    asked = (await send(await commands.extension(here))).json["extensions"][0]["id"]
    names = {"token": phone.token, "disclosure": shown, "extension": asked, "session": here.session}
    return Thing(names | {"step": "e_service", "number": "1"}, phone)


async def own_application(here: Site) -> Thing:
    """Return the own link of the party who is asked to confirm an application that waits."""
    waiting = await application(here)
    clerk, mediator = await here.staff("clerk"), await here.staff("mediator")
    identity = (await parties(mediator, here))[1]
    made = (await clerk.post(address(here, f"/parties/{identity}/link"))).json
    phone = await here.visitor()
    phone.token = made["url"].rsplit("/", 1)[1]
    assert (await phone.post(f"/api/own/{phone.token}/open")).status == 200
    return Thing({"token": phone.token, "application": waiting.names["application"]}, phone)


async def entry(here: Site) -> Thing:
    made = await send(await commands.entry(here))
    return Thing({"entry": made.json["id"]})


async def roster_paper(here: Site) -> Thing:
    made, office = await entry(here), await here.staff("labour_office")
    kept = await upload(office, f"/api/roster/{made.names['entry']}/papers")
    return Thing({**made.names, "paper": kept.json["papers"][0]["id"]}, office)


async def reported(here: Site) -> Thing:
    made = await entry(here)
    office = await here.staff("labour_office")
    reply = await office.post(f"/api/roster/{made.names['entry']}/report", {"version": 0})
    assert reply.status == 200, reply.json
    return made


async def complaint(here: Site) -> Thing:
    await send(await commands.complaint(here))
    waiting = (await (await here.staff("court_admin")).get("/api/complaints")).json["complaints"]
    return Thing({"complaint": waiting[0]["id"]})


async def account(here: Site) -> Thing:
    admin = await here.staff("court_admin")
    kept = (await admin.get("/api/accounts")).json
    return Thing({"account": next(one["id"] for one in kept if one["role"] == "judge")}, admin)


async def cause(here: Site) -> Thing:
    admin = await here.staff("court_admin")
    shown = (await admin.get("/api/cause-entries")).json["entries"][0]
    return Thing({"code": shown["code"], "since": shown["since"]}, admin)


async def case_type(here: Site) -> Thing:
    admin, since = await here.staff("court_admin"), "2099-01-01"
    await admin.post("/api/case-types", {"key": "key-type-0001", "kind": "civil", "since": since, "until": None})
    return Thing({"kind": "civil", "since": since}, admin)


async def support_access(here: Site) -> Thing:
    asked = await commands.support_access(here)
    (access,) = (await send(asked)).json
    return Thing({"access": access["id"], "serial": here.sheet.case.serial})


async def granted(here: Site) -> Thing:
    made, admin = await support_access(here), await here.staff("court_admin")
    path = f"/api/support-accesses/{made.names['access']}/answer"
    assert (await admin.post(path, {"version": 0, "hours": 4})).status == 200
    return Thing(made.names, await here.staff("operator"))


async def shortening(here: Site) -> Thing:
    body = {"version": 0, "case_file": 60, "recording": 12, "protected": 12, "reason": "按院里的规定"}
    asked = await (await here.staff("court_admin")).put("/api/retention", body)
    return Thing({"shortening": asked.json["waiting"]["id"]})


async def deletion(here: Site) -> Thing:
    """A case is filed for months before anybody may ask, so what was asked is put there."""
    async with here.house.ports.begin() as uow:
        clerk = await uow.accounts.by_login("clerk")
        assert clerk is not None
        now = here.house.ports.clock.now()
        made = RecordingDeletion("deletion1", SessionId(here.session), "双方书面要求", clerk.id, clerk.name, now)
        await uow.recording_deletions.add(made)
        await uow.commit()
    return Thing({"session": here.session, "deletion": made.id})


async def calendar(_: Site) -> Thing:
    return Thing({"year": "2027"})


async def saved_view(_: Site) -> Thing:
    return Thing({"name": "本周到期"})


MAKERS: dict[str, Maker] = {
    "/api/sessions/{session}": session,
    "/api/cases/{serial}": case,
    "/api/invitations/{token}": invitation,
    "/api/invitations/{token}/disclosures": put_to_a_party,
    "/api/cases/{serial}/authorities/{authority}": authority,
    "/api/cases/{serial}/extensions/{extension}": extension,
    "/api/cases/{serial}/doors/{application}": application,
    "/api/cases/{serial}/performances/{number}": performance,
    "/api/cases/{serial}/disclosures/{disclosure}": disclosure,
    "/api/cases/{serial}/challenges/{challenge}": challenge,
    "/api/cases/{serial}/changes/{change}": change,
    "/api/cases/{serial}/holds/{hold}": hold,
    "/api/cases/{serial}/data-requests/{request}": data_request,
    "/api/cases/{serial}/referrals/{referral}": referral,
    "/api/cases/{serial}/materials/{material}": material,
    "/api/cases/{serial}/protected/{material}": protected,
    "/api/cases/{serial}/documents/{document}": document,
    "/api/intake/{case}": intake,
    "/api/intake/{case}/documents": received,
    "/api/intake/{case}/take-on": received,
    "/api/intake/{case}/return": received,
    "/api/intake/{case}/resubmit": given_back,
    "/api/intake/{case}/explanations": received,
    "/api/intake/{case}/oral-record": received,
    "/api/own/{token}": own,
    "/api/own/{token}/documents": handed_in,
    "/api/own/{token}/explanation": handed_in,
    "/api/own/{token}/course": own_of_the_case,
    "/api/own/{token}/export": own_of_the_case,
    "/api/own/{token}/data-requests": own_of_the_case,
    "/api/own/{token}/steps": own_of_the_case,
    "/api/own/{token}/sessions": own_of_the_case,
    "/api/own/{token}/choice": own_of_the_case,
    "/api/own/{token}/disclosures": own_of_the_case,
    "/api/own/{token}/doors": own_application,
    "/api/own/{token}/extensions": own_of_the_case,
    "/api/own/{token}/performances": own_of_the_case,
    "/api/roster/{entry}": entry,
    "/api/roster/{entry}/papers/{paper}": roster_paper,
    "/api/roster/{entry}/take-up": reported,
    "/api/roster/{entry}/confirm": reported,
    "/api/roster/{entry}/return": reported,
    "/api/roster/{entry}/suspend": reported,
    "/api/roster/{entry}/restore": reported,
    "/api/roster/{entry}/account": reported,
    "/api/roster/{entry}/adoption": reported,
    "/api/complaints/{complaint}": complaint,
    "/api/accounts/{account}": account,
    "/api/case-types/{kind}/{since}": case_type,
    "/api/cause-entries/{code}/{since}": cause,
    "/api/recordings/{session}": session,
    "/api/recordings/{session}/deletions/{deletion}": deletion,
    "/api/calendar/{year}": calendar,
    "/api/retention/shortenings/{shortening}": shortening,
    "/api/support-accesses/{access}": support_access,
    "/api/support-accesses/{access}/end": granted,
    "/api/support-accesses/{access}/cases": granted,
    "/api/saved-views/{name}": saved_view,
}
