"""Applications as people hand them in, for tests of what comes after."""

from typing import Any

from tests.support.id_numbers import COMPANY_CODE, WORKER_NUMBER
from tests.support.site import Site, Visitor


def whole(form: dict[str, Any]) -> dict[str, Any]:
    """Return an application in which nothing is missing."""
    applicant, respondent = form["parties"]
    named = {"name": "陈志强", "phone": "13800004410", "id_number": WORKER_NUMBER}
    answered = {"service_address": "13800004410", "consent": True, "consent_channel": "written"}
    company = {"name": "洛阳北辰重工机械有限公司", "id_number": COMPANY_CODE, "phone": "037900004410"}
    return form | {
        "parties": [applicant | named | answered, respondent | company],
        "arbitration": "none",
        "claims": [{"plain": "unpaid_wages", "amount": 1_260_000}],
        "cause_code": "labour.wages",
        "facts": "2021年5月起在该公司工作，2025年12月起未发工资。",
        "place": "老城区",
    }


async def taken_on(here: Site, key: str = "intake-00001") -> str:
    """Return the address of a case that a clerk took on, one for each key: a mediator may be chosen."""
    clerk = await here.staff("clerk")
    draft = (await clerk.post("/api/intake", {"door": "counter", "key": key})).json
    path = f"/api/intake/{draft['case']}"
    body = {"version": draft["version"], "application": whole(draft["application"])}
    assert (await clerk.put(path, body)).status == 200
    received = (await clerk.post(path + "/submit")).json
    taken = await clerk.post(path + "/take-on")
    assert taken.status == 200, taken.json
    return f"/api/cases/{received['serial']}"


async def candidates(clerk: Visitor, case: str) -> tuple[str, str]:
    """Return an organisation that may be given the case, and a mediator of it who presides."""
    found = (await clerk.get(case + "/referral")).json["candidates"]
    organisation = next(one for one in found if one["name"] == "洛阳市西工区劳动人事争议调解中心")
    members = (one for one in found if one["organisation_id"] == organisation["id"])
    return organisation["id"], next(one["id"] for one in members if one["account"] and one["may_preside"])
