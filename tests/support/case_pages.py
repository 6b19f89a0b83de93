"""What tests ask of the pages of the case of a site: its addresses, people, clocks and papers."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.support.site import Reply, Site, Visitor


def case(here: Site, path: str = "") -> str:
    return f"/api/cases/{here.sheet.case.serial}{path}"


def says(identity: str, *, agrees: bool = True) -> dict[str, Any]:
    at = (datetime.now(UTC) - timedelta(minutes=1)).isoformat()  # noqa: TID251 - the running program's clock
    return {"identity": identity, "agrees": agrees, "form": "oral", "at": at}


def soon(days: int) -> str:
    return (datetime.now(UTC) + timedelta(days=days)).isoformat()  # noqa: TID251 - the running program's clock


async def parties(visitor: Visitor, here: Site) -> list[str]:
    answer = (await visitor.get(case(here, "/ending"))).json
    return [person["identity"] for person in answer["parties"]]


async def invited(visitor: Visitor, here: Site) -> list[str]:
    view = (await visitor.get(case(here))).json
    return [person["identity"] for person in view["sessions"][0]["summary"]["participants"]]


async def ask(visitor: Visitor, here: Site, key: str = "extend-000001") -> Reply:
    return await visitor.post(case(here, "/extensions"), {"key": key, "reason": "双方还在核对工资流水"})


def term(answer: Any) -> dict[str, Any]:  # noqa: ANN401 - an answer as JSON
    return next(clock for clock in answer["clocks"] if clock["key"] == "term")


async def documents(visitor: Visitor, here: Site) -> dict[str, str]:
    """Return the papers of the case by title, with the address of each."""
    listed = (await visitor.get(case(here, "/documents"))).json
    return {one["title"]: case(here, f"/documents/{one['id']}") for one in listed}
