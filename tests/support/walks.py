"""Walks: commands one after the other, each shown somewhere, to a program that dies among its answers."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from tests.support.deaths import Deaths
from tests.support.site import Reply, Site, Visitor, upload

MOVING = frozenset(
    {"now", "remaining", "preview", "candidates", "last_seen", "sign_ins", "count", "cases", "open_cases"}
)
"""What an answer says differently a moment later, or because of other cases."""


MOVING_IN = {"messages": frozenset({"state"})}
"""What does so only there: a carrier takes a message when it comes to it."""


def still(answer: Any, moving: frozenset[str] = MOVING) -> Any:  # noqa: ANN401 - an answer as JSON
    """Return an answer without what moves by itself."""
    if isinstance(answer, dict):
        kept = {name: value for name, value in answer.items() if name not in moving}
        return {name: still(value, moving | MOVING_IN.get(name, frozenset())) for name, value in kept.items()}
    return [still(one, moving) for one in answer] if isinstance(answer, list) else answer


@dataclass
class Walker:
    """Sends its commands while the program dies; each is there whole or not at all, and once."""

    there: Site
    deaths: Deaths
    page: str = ""
    """Where the lines of the case (经过) are, when it is one."""
    reader: Visitor | None = None
    lines: list[Any] = field(default_factory=list)
    sent: set[tuple[str, str]] = field(default_factory=set)
    """Method and path of every command."""
    commands: int = 0
    lost: int = 0
    """Commands to which no answer came."""

    async def __call__(
        self,
        sender: Visitor,
        method: str,
        path: str,
        body: object = None,
        *,
        shown_at: str | tuple[Visitor, str],
        same: bool = True,
        **headers: str,
    ) -> Any:  # noqa: ANN401 - an answer as JSON
        """Send a command; return what `shown_at` shows when the program is back: with `same` just what was answered.

        Who reads there is the sender, or who is named with the page.
        """
        reader, page = (sender, shown_at) if isinstance(shown_at, str) else shown_at
        content = {} if body is None and method != "DELETE" else body
        self.sent.add((method, path.partition("?")[0]))
        return await self._do(reader, lambda: sender.ask(method, path, content, **headers), page, same=same)

    async def file(self, sender: Visitor, path: str, *, shown_at: str) -> Any:  # noqa: ANN401 - an answer as JSON
        """Upload a file as a command."""
        self.sent.add(("POST", path))
        return await self._do(sender, lambda: upload(sender, path), shown_at, same=False)

    async def open_link(self, phone: Visitor, link: str, phone_tail: str) -> Any:  # noqa: ANN401 - an answer as JSON
        """Open a personal link; whoever got no answer says by the telephone that the device is theirs."""
        self.sent.add(("POST", link + "/open"))
        self.commands += 1
        if await self.deaths.send(lambda: phone.post(link + "/open")) is None:
            self.lost += 1
            assert (await phone.post(link + "/move", {"phone_tail": phone_tail})).status == 200
        view = await shown(phone, link)
        assert view["device"] == "this", view
        return view

    async def _do(self, reader: Visitor, command: Callable[[], Awaitable[Reply]], shown_at: str, *, same: bool) -> Any:  # noqa: ANN401 - an answer as JSON
        """Send what `command` sends; without an answer it is sent again, as by anybody who does not know.

        Then it is done now, or it was done already and nothing is added.
        """
        before = await shown(reader, shown_at)
        reply = await self.deaths.send(command)
        now = await shown(reader, shown_at)
        self.commands, self.lost = self.commands + 1, self.lost + (reply is None)
        if reply is None and now != before:
            await command()
            assert await shown(reader, shown_at) == now, shown_at
        else:
            reply = reply or await command()
            now = await shown(reader, shown_at)
            assert reply.status in {200, 201, 204}, (shown_at, reply.json)
            assert now == still(reply.json) if same else now != before, (shown_at, differing(now, still(reply.json)))
        await self.require_lines()
        return now

    async def require_lines(self) -> None:
        """Fail unless every line of the case that was seen before is still there, and none is there twice."""
        if self.reader is None:
            return
        now = [still(line) for line in (await self.reader.get(self.page)).json["timeline"]]
        assert not [line for line in self.lines if line not in now]
        assert not [line for line in now if now.count(line) > 1]
        self.lines = now

    async def require_once(self, sender: Visitor, part: str, body: dict[str, Any]) -> None:
        """Send a command of the case a second time, to a server that has died since: nothing is added."""
        before = (await sender.get(self.page)).json["timeline"]
        reply = await sender.post(self.page + part, body)
        assert reply.status == 200, (part, reply.json)
        assert (await sender.get(self.page)).json["timeline"] == before, part


async def shown(reader: Visitor, path: str) -> Any:  # noqa: ANN401 - an answer as JSON
    """Return what a page shows, without what moves by itself."""
    reply = await reader.get(path)
    assert reply.status == 200, (path, reply.json)
    return still(reply.json)


def differing(one: Any, other: Any) -> list[tuple[str, Any, Any]]:  # noqa: ANN401 - answers as JSON
    """Return the parts of two answers that are not the same."""
    both = isinstance(one, dict) and isinstance(other, dict)
    return [(name, one[name], other.get(name)) for name in one if one[name] != other.get(name)] if both else []


@dataclass
class Staff:
    """Who is signed in, one browser each."""

    clerk: Visitor
    centre: Visitor
    mediator: Visitor
    office: Visitor
    court: Visitor


async def signed_in(there: Site) -> Staff:
    roles = ("clerk", "organisation", "mediator", "labour_office", "court_admin")
    return Staff(*[await there.staff(role) for role in roles])
