"""The ICE-lite agents of a worker: who may send from where, and which path leads back (RFC 8445 section 2.5).

An agent only answers. An address is believed when a binding request from it carries the password of the
agent's fragment, never because media came from it; the last USE-CANDIDATE chooses the path to send on.
"""

import secrets
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Final, TypeAlias

from media.ice import stun
from media.ice.port import Path

MAX_CHECKS: Final = 200
"""Requests per second that are verified for one agent, wherever they seem to come from."""
MAX_PATHS: Final = 16
"""Addresses kept per agent; the one unused for longest makes room, and is closed if it is a connection."""
SILENT_PATH: Final = 3.0
"""Seconds: browsers check the path they use at least every 2.5 s, or send reports on it."""
LIVELY_PATH: Final = 1.0
HIJACK_GUARD: Final = 5.0
"""Seconds for which an address in use by one agent cannot be claimed by another."""
SETTLED: Final = 15.0
"""Seconds after its first check, or an ICE restart, within which every stack checks, some again and again."""
HABIT: Final = 3
"""Checks after that which tell a browser that renews its consent from one that never will (RFC 7675 section 5.1)."""

OnPacket: TypeAlias = Callable[[int, float], None]


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user name fragment and password (RFC 8445 section 5.3)."""

    fragment: str
    password: str

    @classmethod
    def generate(cls) -> "Credentials":
        """Return fresh random credentials of 48 and 144 bits."""
        return cls(_ice_characters(6), _ice_characters(18))


def _ice_characters(size: int) -> str:
    return secrets.token_urlsafe(size).replace("-", "+").replace("_", "/")


class IceAgent:
    """The addresses of one browser and the path that leads to it."""

    __slots__ = (
        "_began_at",
        "_renewals",
        "checked_at",
        "credentials",
        "heard_at",
        "indicates",
        "nominated",
        "path",
        "paths",
        "previous",
        "receive",
    )

    def __init__(self, credentials: Credentials, now: float, receive: OnPacket) -> None:
        """`receive(length, now)` takes every packet of the browser in the shared buffer that is not STUN."""
        self.credentials = credentials
        self.receive = receive
        self.previous: Credentials | None = None
        """Credentials before a restart: valid until a path is nominated with the new ones."""
        self.paths: dict[Hashable, Path] = {}
        """By source, the least recently checked first."""
        self.path: Path | None = None
        """Where to send, None before the first authentic request."""
        self.nominated = False
        self._began_at: float | None = None
        self._renewals = 0
        self.checked_at = now
        """When the last authentic request came: the browser's consent to be sent to (RFC 7675)."""
        self.heard_at = now
        """When the last authenticated packet came, by the monotonic clock; the owner updates it with media."""
        self.indicates = False
        """Whether indications come that keep its path open, which prove nothing: it may never check it again."""

    @property
    def consented_at(self) -> float:
        """When the browser last consented to be sent to: by a check, or by any authentic packet of who only indicates.

        GStreamer knows RFC 5245 section 10 and no consent freshness: it would be ended in the middle of a word. Anybody
        can send an indication in the name of somebody else, so whoever has the habit of checking is held to it.
        """
        indicates_only = self.indicates and self._renewals < HABIT
        return max(self.checked_at, self.heard_at) if indicates_only else self.checked_at

    def checked(self, now: float) -> None:
        """Take note of an authentic check."""
        self.heard_at = self.checked_at = now
        if self._began_at is None:
            self._began_at = now
        elif now - self._began_at > SETTLED:
            self._renewals += 1

    def follow(self, now: float) -> None:
        """Send where the browser now sends from, when the chosen path fell silent and another did not.

        A phone whose network changed its address goes on with the same path in its own eyes, and not every
        browser nominates it again.
        """
        if self.path is None or now - self.path.heard_at < SILENT_PATH:
            return
        liveliest = max(self.paths.values(), key=lambda path: path.heard_at)
        if now - liveliest.heard_at < LIVELY_PATH:
            self.path = liveliest

    def restart(self, credentials: Credentials) -> None:
        """Accept new credentials too; the old path works until a new one is nominated (RFC 8445 section 2.4)."""
        self.previous = self.credentials
        self.credentials = credentials
        self._began_at = None


class IceTable:
    """All agents of a worker, found by fragment for checks and by source for everything else."""

    def __init__(self) -> None:
        self._by_fragment: dict[str, IceAgent] = {}
        self.by_source: dict[Hashable, Path] = {}
        """Every path of every agent; read once per packet."""
        self._owners: dict[Hashable, IceAgent] = {}
        self._of_source = stun.RequestLimiter(per_source=50)
        self._of_agent = stun.RequestLimiter(per_source=MAX_CHECKS)
        self.refused = 0
        """Requests that were malformed, unauthentic or too many."""

    def add(self, agent: IceAgent) -> None:
        """Answer checks for `agent` from now on."""
        self._by_fragment[agent.credentials.fragment] = agent

    def restart(self, agent: IceAgent) -> Credentials:
        """Give `agent` new credentials and return them."""
        if agent.previous is not None:
            self._by_fragment.pop(agent.previous.fragment, None)
        agent.restart(Credentials.generate())
        self._by_fragment[agent.credentials.fragment] = agent
        return agent.credentials

    def remove(self, agent: IceAgent) -> tuple[Path, ...]:
        """Forget `agent`; return its paths."""
        for credentials in (agent.credentials, agent.previous):
            if credentials is not None:
                self._by_fragment.pop(credentials.fragment, None)
        paths = tuple(agent.paths.values())
        for path in paths:
            self.by_source.pop(path.source, None)
            self._owners.pop(path.source, None)
        agent.paths.clear()
        agent.path = None
        return paths

    def forget_source(self, source: Hashable) -> None:
        """Forget a path that ended, such as a closed TCP connection."""
        self.by_source.pop(source, None)
        agent = self._owners.pop(source, None)
        if agent is None:
            return
        path = agent.paths.pop(source, None)
        if agent.path is path:
            agent.path = next(reversed(agent.paths.values()), None)

    def answer(self, datagram: bytes, path: Path, now: float) -> IceAgent | None:
        """Answer a STUN datagram that came over `path`; return the agent when it was authentic.

        What is refused costs ten microseconds, and one when its source has asked too often. Errors follow
        RFC 8489 sections 6.3.1 and 9.1.3: 400 without credentials, 401 with wrong ones, 420 when more is asked
        than we understand. An indication is not answered.
        """
        if stun.is_indication(datagram):
            self._take_indication(path)
            return None
        request = self._read(datagram, path, now)
        known = None if request is None else self._authenticate(request, path)
        if request is None or known is None:
            return None
        agent, credentials = known
        if not self._latch(agent, path, now, nominates=request.nominates):
            self.refused += 1
            return None
        agent.checked(now)
        self._choose(agent, agent.paths[path.source], credentials, nominates=request.nominates)
        path.send(stun.build_response(request, credentials.password, path.address[:2]))
        return agent

    def _take_indication(self, path: Path) -> None:
        """Note who keeps a path open that a check has opened; of anybody else it means nothing."""
        agent = self._owners.get(path.source)
        if agent is None:
            self.refused += 1
        else:
            agent.indicates = True

    def _read(self, datagram: bytes, path: Path, now: float) -> stun.BindingRequest | None:
        agent = self._by_fragment.get(stun.peek_fragment(datagram) or "")
        request = stun.parse_binding_request(datagram) if self._admits(path, agent, now) else None
        self.refused += request is None
        return request

    def _authenticate(self, request: stun.BindingRequest, path: Path) -> tuple[IceAgent, Credentials] | None:
        """Return the agent whose password the sender knows, and by which credentials; refuse everything else."""
        fragment = request.local_fragment
        if fragment is None or not request.has_integrity:
            self._refuse(request, path, 400, "Bad Request")
            return None
        agent = self._by_fragment.get(fragment)
        credentials = _credentials(agent, fragment)
        if agent is None or credentials is None or not request.is_authentic(credentials.password):
            self._refuse(request, path, 401, "Unauthenticated")
            return None
        if request.unknown:
            self._refuse(request, path, 420, "Unknown Attribute")
            return None
        return agent, credentials

    def _admits(self, path: Path, agent: IceAgent | None, now: float) -> bool:
        """Whether this request is looked at any closer; nobody who knows no fragment keeps out those who do."""
        if not self._of_source.admits(path.source, now, known=agent is not None):
            return False
        return agent is None or self._of_agent.admits(agent, now, known=True)

    def _refuse(self, request: stun.BindingRequest, path: Path, code: int, reason: str) -> None:
        self.refused += 1
        path.send(stun.build_refusal(request, code, reason))

    def _latch(self, agent: IceAgent, path: Path, now: float, *, nominates: bool) -> bool:
        owner = self._owners.get(path.source)
        if owner is not None and owner is not agent:
            if now - owner.heard_at < HIJACK_GUARD and owner.path is owner.paths.get(path.source):
                return False
            self.forget_source(path.source)
        path, asked = agent.paths.pop(path.source, path), path
        if nominates and path.sendto != asked.sendto:  # it has chosen another address of ours, from the same of its own
            path.sendto, path.sendmsg = asked.sendto, asked.sendmsg
        path.receive = agent.receive
        path.heard_at = now
        agent.paths[path.source] = self.by_source[path.source] = path
        self._owners[path.source] = agent
        if len(agent.paths) > MAX_PATHS:
            oldest = next(kept for kept in agent.paths.values() if kept is not agent.path)
            self.forget_source(oldest.source)
            oldest.close()
        return True

    def _choose(self, agent: IceAgent, path: Path, credentials: Credentials, *, nominates: bool) -> None:
        if nominates and credentials is agent.credentials and agent.previous is not None:
            self._by_fragment.pop(agent.previous.fragment, None)
            agent.previous = None
        is_current = credentials is agent.credentials or not agent.nominated
        if (nominates and is_current) or not agent.nominated or agent.path is None:
            agent.path = path
        agent.nominated = agent.nominated or nominates


def _credentials(agent: IceAgent | None, fragment: str) -> Credentials | None:
    if agent is None:
        return None
    if agent.credentials.fragment == fragment:
        return agent.credentials
    return agent.previous
