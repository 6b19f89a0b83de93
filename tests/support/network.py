"""A small internet of network namespaces: the server in one, each person in another behind a line of their own.

    python -m tests.support.network [--person NAME]... -- COMMAND ...

makes it, runs COMMAND where the server is, and takes everything away again however that ends. COMMAND finds in
the environment `NETWORK_SERVER` (the server's address), `NETWORK_NAMESPACE_<NAME>` (for `ip netns exec`) and
`NETWORK_CONTROL`: a Unix socket that takes one JSON object a line, `{"person": "home", "loss": 5}`, with the fields
of `Weather`, and answers each with one line when it is so. Needs root.
"""

import argparse
import asyncio
import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final, Self

from tests.support.tunnel import Delay, Tunnel

SERVER: Final = "10.77.0.1"
SERVER_6: Final = "fd77::1"
PREFIX: Final = "mr"
NAMESPACES: Final = Path("/run/netns")
_BURST: Final = 4_000
_QUEUE_MS: Final = 400
"""How long packets wait at a bottleneck before they are lost: home routers are generous."""


class NetworkError(Exception):
    """The network cannot be made; the message is a sentence with a next step."""


@dataclass(frozen=True, slots=True)
class Weather:
    """How a line is, the same in both directions. The default is a good one."""

    loss: int = 0
    """Per cent of packets lost; 100 is an outage that nobody is told of."""
    rate: int = 0
    """Kilobits per second; 0 is as fast as the machine."""
    delay: int = 0
    """Milliseconds each way."""
    jitter: int = 0
    """Milliseconds that come on top of `delay`, wandering."""
    reordered: int = 0
    """Per cent of packets that later ones overtake."""
    duplicated: int = 0
    blocked: tuple[str, ...] = ()
    """What a firewall drops on the way to the server, as nftables says it: `udp dport != 53`."""
    address: int = 2
    """Last number of the person's address: another one is another network."""

    @property
    def through_tunnel(self) -> bool:
        """Whether packets take the way round through user space."""
        return bool(self.delay or self.jitter or self.reordered or self.duplicated)


def run(*command: str, text: str | None = None) -> None:
    """Run a tool of the system. Raises `NetworkError` with what it said."""
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)  # noqa: S603 - commands of this file
    if done.returncode:
        raise NetworkError(f"{' '.join(command)} failed: {done.stderr.strip()}")


class Person:
    """A namespace with one line to the server: a veth pair, and a tunnel beside it for slow weather."""

    def __init__(self, name: str, number: int, server: str) -> None:
        self.name, self.number, self.server = name, number, server
        self.namespace = _named(name)
        self._veth = (f"{PREFIX}{number}s", f"{PREFIX}{number}p")
        self._tunnel = Tunnel(f"{PREFIX}{number}ts", f"{PREFIX}{number}tp")
        self._now = Weather()

    def open(self) -> None:
        """Make the namespace, both ways to the server, and good weather."""
        here, there = self._veth
        run("ip", "netns", "add", self.namespace)
        run("ip", "link", "add", here, "netns", self.server, "type", "veth", "peer", there, "netns", self.namespace)
        self._tunnel.open()
        run("ip", "link", "set", self._tunnel.near, "netns", self.server)
        run("ip", "link", "set", self._tunnel.far, "netns", self.namespace)
        _loosen(self.namespace)
        for namespace, devices in (
            (self.server, (here, self._tunnel.near)),
            (self.namespace, ("lo", there, self._tunnel.far)),
        ):
            for device in devices:
                run("ip", "-n", namespace, "link", "set", device, "up")
        for namespace, device in zip((self.server, self.namespace), self._veth, strict=True):
            # As a network card does: packets handed over as one (UDP_SEGMENT) are cut before they are on the line,
            # or one loss would take a whole picture.
            run("ip", "-n", namespace, "link", "set", device, "gso_max_segs", "1")
        # Unlike an IPv4 address, one of IPv6 is answered for only by the device that has it.
        run("ip", "-n", self.server, "addr", "add", f"{SERVER_6}/128", "dev", here, "nodad")
        self.set(self._now)

    def set(self, weather: Weather) -> None:
        """Make the line so."""
        self._move(weather.address)
        self._route(weather)
        for namespace, device in zip((self.server, self.namespace), self._veth, strict=True):
            _limit(namespace, device, weather.rate)
        self._filter(weather)
        self._tunnel.set(
            Delay(weather.delay / 1000, weather.jitter / 1000, weather.reordered / 100, weather.duplicated / 100)
        )
        self._now = weather

    def close(self) -> None:
        """End what still runs in the namespace and take it away."""
        self._tunnel.close()
        _remove(self.namespace)

    def addresses(self, last: int) -> tuple[str, str]:
        """Return the IPv4 and IPv6 address ending in `last`."""
        return f"10.77.{self.number}.{last}", f"fd77:{self.number}::{last}"

    def _move(self, last: int) -> None:
        """Get the addresses of another network; as on a telephone, the old ones are gone first."""
        device = self._veth[1]
        run("ip", "-n", self.namespace, "addr", "flush", "dev", device, "scope", "global")
        for address, size in zip(self.addresses(last), (32, 128), strict=True):
            nodad = ("nodad",) if size == 128 else ()
            run("ip", "-n", self.namespace, "addr", "replace", f"{address}/{size}", "dev", device, *nodad)

    def _route(self, weather: Weather) -> None:
        ways = (self._tunnel.near, self._tunnel.far) if weather.through_tunnel else self._veth
        for family, net, server, own in zip(
            ("-4", "-6"),
            (f"10.77.{self.number}.0/24", f"fd77:{self.number}::/64"),
            (SERVER, SERVER_6),
            self.addresses(weather.address),
            strict=True,
        ):
            run("ip", family, "-n", self.server, "route", "replace", net, "dev", ways[0])
            run("ip", family, "-n", self.namespace, "route", "replace", server, "dev", ways[1], "src", own)

    def _filter(self, weather: Weather) -> None:
        """Lose and block where packets come in, so that who sends is not told. A firewall is at the far end only."""
        here, there = ((self._veth[end], (self._tunnel.near, self._tunnel.far)[end]) for end in (0, 1))
        four, six = self.addresses(weather.address)
        # A program may go on sending from an address that is gone; no network would carry that.
        gone = (f"ip saddr != {four}", f"ip6 saddr != {six} ip6 saddr != fe80::/10")
        _drop(self.server, f"from_{self.name}", here, (*gone, *weather.blocked, *_losses(weather)))
        _drop(self.namespace, "line", there, _losses(weather))


class Network:
    """All namespaces: `async with Network("home") as network`. The loop carries the tunnels."""

    def __init__(self, *names: str) -> None:
        self.server = _named("server")
        self.people = {name: Person(name, number, self.server) for number, name in enumerate(names, start=1)}

    async def __aenter__(self) -> Self:
        _require_root()
        sweep()
        try:
            self._open()
        except BaseException:
            self.close()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Take everything away; idempotent."""
        for person in self.people.values():
            person.close()
        _remove(self.server)

    def _open(self) -> None:
        run("ip", "netns", "add", self.server)
        _loosen(self.server)
        run("ip", "-n", self.server, "link", "set", "lo", "up")
        run("ip", "-n", self.server, "addr", "add", f"{SERVER}/32", "dev", "lo")
        run("ip", "-n", self.server, "addr", "add", f"{SERVER_6}/128", "dev", "lo", "nodad")
        for person in self.people.values():
            person.open()


def sweep() -> None:
    """Take away what a run left behind that was killed: namespaces are named by the process that made them."""
    for path in NAMESPACES.glob(f"{PREFIX}-*-*"):
        maker = path.name.split("-")[1]
        if maker.isdecimal() and not Path(f"/proc/{maker}").exists():
            _remove(path.name)


def _named(what: str) -> str:
    return f"{PREFIX}-{os.getpid()}-{what}"


def _require_root() -> None:
    if os.geteuid() != 0:
        raise NetworkError("Network namespaces need root.\nNext step: run this suite as root: sudo ./test network")
    if not Path("/dev/net/tun").exists():
        raise NetworkError("There is no /dev/net/tun.\nNext step: modprobe tun (in a container: --device /dev/net/tun)")


def _loosen(namespace: str) -> None:
    """Let packets come back by another way than they went: the tunnel is used in one breath with the veth."""
    for device in ("all", "default"):
        run("ip", "netns", "exec", namespace, "sh", "-c", f"echo 0 > /proc/sys/net/ipv4/conf/{device}/rp_filter")


def _limit(namespace: str, device: str, rate: int) -> None:
    if rate:
        shape = ("tbf", "rate", f"{rate}kbit", "burst", str(_BURST), "latency", f"{_QUEUE_MS}ms")
        run("tc", "-n", namespace, "qdisc", "replace", "dev", device, "root", *shape)
    else:
        run("tc", "-n", namespace, "qdisc", "replace", "dev", device, "root", "pfifo")


def _drop(namespace: str, table: str, devices: Iterable[str], rules: Iterable[str]) -> None:
    chain = (
        "type filter hook input priority 0; policy accept;",
        f"iifname != {{ {', '.join(devices)} }} accept",
        "meta l4proto icmpv6 accept",
        *(f"{rule} drop" for rule in rules),
    )
    body = "\n".join(chain)
    text = f"table inet {table}\ndelete table inet {table}\ntable inet {table} {{\nchain input {{\n{body}\n}}\n}}\n"
    run("ip", "netns", "exec", namespace, "nft", "-f", "-", text=text)


def _losses(weather: Weather) -> tuple[str, ...]:
    if weather.loss >= 100:
        return ("",)
    return (f"numgen random mod 100 < {weather.loss}",) if weather.loss else ()


def _remove(namespace: str) -> None:
    if not (NAMESPACES / namespace).exists():
        return
    listed = subprocess.run(["ip", "netns", "pids", namespace], capture_output=True, text=True, check=False)  # noqa: S603, S607 - ours
    for number in listed.stdout.split():
        with contextlib.suppress(ProcessLookupError):
            os.kill(int(number), 9)
    run("ip", "netns", "del", namespace)


@contextlib.asynccontextmanager
async def controlled(network: Network) -> AsyncIterator[str]:
    """Let other programs change the weather through a Unix socket; yields its path."""
    with tempfile.TemporaryDirectory(prefix="network-") as folder:
        path = str(Path(folder) / "control.sock")
        server = await asyncio.start_unix_server(lambda reader, writer: _obey(network, reader, writer), path)
        async with server:
            yield path


async def _obey(network: Network, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    known = {field.name for field in fields(Weather)}
    async for line in reader:
        wish: dict[str, Any] = json.loads(line)
        try:
            network.people[wish.pop("person")].set(Weather(**{name: wish[name] for name in wish if name in known}))
            answer: dict[str, object] = {"ok": True}
        except (KeyError, NetworkError) as error:
            answer = {"ok": False, "error": str(error)}
        writer.write(json.dumps(answer).encode() + b"\n")
        await writer.drain()
    writer.close()


async def main(names: list[str], command: list[str]) -> int:
    """Run `command` in the server's namespace; return its exit code."""
    async with Network(*names) as network, controlled(network) as control:
        namespaces = {
            f"NETWORK_NAMESPACE_{person.name.upper()}": person.namespace for person in network.people.values()
        }
        told = {**namespaces, "NETWORK_SERVER": SERVER, "NETWORK_SERVER_6": SERVER_6, "NETWORK_CONTROL": control}
        settings = [f"{name}={value}" for name, value in told.items()]
        process = await asyncio.create_subprocess_exec(
            "env", *settings, "ip", "netns", "exec", network.server, *command
        )
        try:
            return await process.wait()
        finally:
            if process.returncode is None:
                process.terminate()
                await process.wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--person", action="append", default=[])
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    try:
        sys.exit(asyncio.run(main(options.person, options.command[1:])))
    except NetworkError as error:
        sys.exit(str(error))
