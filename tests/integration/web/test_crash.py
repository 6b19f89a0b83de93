"""The server is killed after every acknowledged step of a case: nothing that was answered is lost."""

import hashlib
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from server.command.verify_audit import examine
from server.domain import clocks
from server.keys import COLUMNS, FOLDER
from server.services.ports.terms import NextClock
from server.settings import Settings
from server.storage.database import Database
from tests.support.applications import candidates, whole
from tests.support.program import Program, people
from tests.support.site import Reply, Site, Visitor, upload

MOVING = frozenset({"now", "remaining", "preview"})
"""What an answer says differently a moment later."""


@dataclass
class Walk:
    """A program that dies after every answer, and the lines of its case (经过) that were seen so far."""

    program: Program
    there: Site = field(repr=False)
    lines: list[Any] = field(default_factory=list)
    deaths: int = 0

    async def step(self, visitor: Visitor, method: str, path: str, body: object = None, *, shown_at: str) -> Any:  # noqa: ANN401 - an answer as JSON
        """Send a command, kill the server at its answer, and find the same answer at `shown_at` when it is back."""
        reply = await visitor.ask(method, path, {} if body is None else body)
        await self.survive(reply)
        assert still((await visitor.get(shown_at)).json) == still(reply.json), (method, path)
        return reply.json

    async def survive(self, reply: Reply) -> None:
        """Kill the server at this answer and start it again: the audit chain and every kept clock hold."""
        await self.program.end(signal.SIGKILL)
        self.deaths += 1
        assert reply.status in {200, 201}, reply.json
        await self.program.start()
        await self.require_whole()

    async def require_lines(self, visitor: Visitor, case: str) -> None:
        """Fail unless every line of the case that was seen before is still there."""
        now = (await visitor.get(case)).json["timeline"]
        assert not [line for line in self.lines if line not in now]
        self.lines = now

    async def require_whole(self) -> None:
        """Fail unless the audit chain holds and every kept clock is what a fresh calculation gives."""
        settings = Settings(data_dir=self.program.folder)
        assert (await examine(settings)).broken is None
        database = Database.connect(settings.database, (self.program.folder / FOLDER / COLUMNS).read_bytes()[:32])
        try:
            await require_fresh_clocks(database)
        finally:
            await database.close()


def still(answer: Any) -> Any:  # noqa: ANN401 - an answer as JSON
    """Return an answer without what moves by itself."""
    if isinstance(answer, dict):
        return {name: still(value) for name, value in answer.items() if name not in MOVING}
    return [still(one) for one in answer] if isinstance(answer, list) else answer


async def require_fresh_clocks(database: Database) -> None:
    now = datetime.now(UTC)  # noqa: TID251 - the running program's clock
    async with database.begin() as uow:
        calendar = await uow.calendars.load()
        cases = [case for year in calendar.notices for case in await uow.clocks.touching(year)]
        facts = await uow.terms.facts(cases)
        assert cases
        for case in cases:
            fresh = {as_kept(clock) for clock in clocks.clocks(facts[case.id], calendar, now)}
            assert set(await uow.clocks.of(case.id)) == fresh, case.serial


def as_kept(clock: clocks.Clock) -> NextClock:
    end = clock.deadline
    return NextClock(clock.key, end.rule.value, clock.who, end.nominal, end.due, clock.state.value, end.provisional)


def ago(minutes: int) -> str:
    return (datetime.now(UTC) - timedelta(minutes=minutes)).isoformat()  # noqa: TID251 - the running program's clock


@pytest.fixture
async def walk(tmp_path: Path) -> AsyncIterator[Walk]:
    program = Program(tmp_path, MEDIATION_ROOM_IN_PROCESS="true")
    await program.start()
    async with AsyncExitStack() as stack:
        there = await stack.enter_async_context(people(program))
        yield Walk(program, there)
    if program.process is not None and program.process.returncode is None:
        await program.end(signal.SIGTERM)


async def test_an_application_survives_the_server_dying_after_every_step_until_accepted(
    walk: Walk,
) -> None:
    phone, clerk = await walk.there.visitor(), await walk.there.staff("clerk")
    house = (await phone.get("/api/houses")).json[0]["name"]
    started = await phone.post("/api/applications")
    own = f"/api/own/{started.json['token']}"
    await walk.survive(started)

    view = (await phone.get(own)).json
    body = {"version": view["version"], "house": house, "application": whole(view["application"])}
    await walk.step(phone, "PUT", own, body, shown_at=own)
    filed = await upload(phone, own + "/materials", kind="contract")
    await walk.survive(filed)
    assert (await phone.get(own)).json["materials"] == filed.json["materials"]
    received = await walk.step(phone, "POST", own + "/submit", shown_at=own)

    paper = await phone.get(f"{own}/documents/{received['receipt']['document']}")
    assert hashlib.sha256(paper.body).hexdigest() == received["receipt"]["document_sha256"]
    again = await phone.post(own + "/submit")
    assert again.json["receipt"] == received["receipt"]
    desk = (await clerk.get("/api/intake")).json["cases"]
    (case,) = [one["case"] for one in desk if one["serial"] == received["serial"]]
    path = f"/api/intake/{case}"
    taken = await walk.step(clerk, "POST", path + "/take-on", shown_at=path)

    assert taken["state"] == "to_appoint"
    await refer_and_accept(walk, clerk, f"/api/cases/{received['serial']}")
    assert walk.deaths == 8


async def refer_and_accept(walk: Walk, clerk: Visitor, case: str) -> None:
    centre, shown = await walk.there.staff("organisation"), case + "/referral"
    await walk.step(clerk, "POST", case + "/choice", {"joint": False}, shown_at=shown)
    organisation, mediator = await candidates(clerk, case)
    sent = {"key": "referral-0001", "entry": organisation}
    await walk.step(clerk, "POST", case + "/referrals", sent, shown_at=shown)
    answer = {"mediator": mediator, "disclosure": {"grounds": []}}
    accepted = await walk.step(centre, "POST", case + "/referrals/accept", answer, shown_at=shown)

    assert accepted["state"] == "accepted"
    await require_once(clerk, case, "/referrals", sent)


async def test_a_mediation_survives_the_server_dying_after_every_step_from_contact_to_filing(walk: Walk) -> None:
    mediator, clerk = await walk.there.staff("mediator"), await walk.there.staff("clerk")
    case = f"/api/cases/{walk.there.sheet.case.serial}"
    company = (await mediator.get(case + "/people")).json
    worker, employer = [one["identity"] for one in (await mediator.get(case + "/ending")).json["parties"]]

    async def step(visitor: Visitor, method: str, part: str, body: object, shown: str) -> Any:  # noqa: ANN401 - an answer as JSON
        answer = await walk.step(visitor, method, case + part, body, shown_at=case + shown)
        await walk.require_lines(mediator, case)
        return answer

    tried = {"key": "contact-00001", "identity": employer, "at": ago(5), "channel": "telephone", "outcome": "reached"}
    await step(mediator, "POST", "/contacts", tried, "/people")
    agreed = {"answer": True, "channel": "oral", "wording": company["wording"]}
    await step(mediator, "PUT", f"/people/{worker}/steps/e_service", agreed, "/people")
    meeting = {"key": "session-00001", "starts_at": ago(-24 * 60), "minutes": 60, "people": [worker, employer]}
    planned = await mediator.post(case + "/sessions", meeting)
    await walk.survive(planned)
    made = planned.json
    await walk.require_lines(mediator, case)
    guest = await walk.there.visitor()
    link = made["links"][0]["url"].rsplit("/", 1)[1]
    assert (await guest.get(f"/api/invitations/{link}")).json["session"] == made["session"]

    wish = {"key": "extension-0001", "reason": "双方还在核对工资流水"}
    asked = await step(mediator, "POST", "/extensions", wish, "/clocks")
    extension = f"/extensions/{asked['extensions'][0]['id']}"
    for identity in (worker, employer):
        says = {"identity": identity, "agrees": True, "form": "oral", "at": ago(1)}
        await step(mediator, "POST", extension + "/answers", says, "/clocks")
    granted = await step(mediator, "POST", extension + "/grant", None, "/clocks")
    assert [one["state"] for one in granted["extensions"]] == ["granted"]

    over = {"key": "ending-00001", "code": "differences_too_large", "reason": "两轮沟通仍相差一万元"}
    await step(mediator, "POST", "/end", over, "/ending")
    told = {"version": 0, "basic_facts": "调解一次，双方到场。", "why": "金额相差较大。"}
    await step(mediator, "PUT", "/report", told, "/ending")
    await step(mediator, "POST", "/hand-over", {"version": 1}, "/ending")
    await step(clerk, "POST", "/receipt", {"number": "（2026）豫0302民初1号"}, "/ending")
    filed = await step(mediator, "POST", "/close", None, "/ending")

    assert filed["ending"]["closed_at"] is not None
    for command, body in (("/contacts", tried), ("/sessions", meeting), ("/extensions", wish), ("/end", over)):
        await require_once(mediator, case, command, body)
    assert walk.deaths == 12


async def require_once(sender: Visitor, case: str, command: str, body: dict[str, Any]) -> None:
    """Send a command a second time, to a server that has died since: nothing is added."""
    before = (await sender.get(case)).json["timeline"]
    reply = await sender.post(case + command, body)
    assert reply.status == 200, (command, reply.json)
    assert (await sender.get(case)).json["timeline"] == before, command
