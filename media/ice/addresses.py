"""The addresses of this machine that browsers may try."""

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import TypeAlias

import ifaddr

Address: TypeAlias = IPv4Address | IPv6Address


def interface_addresses(*, loopback: bool) -> tuple[str, ...]:
    """Return the usable addresses of all interfaces, IPv4 first; `loopback` adds 127.0.0.1 at the end."""
    usable = [address for address in _all_addresses() if not (address.is_loopback or address.is_link_local)]
    usable.sort(key=lambda address: address.version)
    found = tuple(dict.fromkeys(str(address) for address in usable))
    return (*found, "127.0.0.1") if loopback or not found else found


def _all_addresses() -> Iterator[Address]:
    for adapter in ifaddr.get_adapters():
        for entry in adapter.ips:
            yield ip_address(entry.ip if isinstance(entry.ip, str) else entry.ip[0])
