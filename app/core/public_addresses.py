"""Which web addresses given by users we may call: https, and never into a network of our own.

The networks are those of IANA's special-purpose registries, and what clouds answer from inside.
"""

import re
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from httpx2 import URL, InvalidURL

LONGEST = 2_048
PORTS = frozenset({443, 8443})
CHARACTERS = re.compile(r"[A-Za-z0-9._~:/?\[\]@!$&'()*+,;=%-]+")
NAME = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])")
LONGEST_NAME = 253
INSIDE = (
    *("localhost", "localdomain", "local", "internal", "intranet", "lan", "corp", "home", "arpa"),
    *("onion", "test", "invalid"),
)
"""Domains that are nobody's on the public internet, or everybody's at home."""

GLOBAL_UNICAST = ip_network("2000::/3")
SPECIAL = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",  # shared; clouds have metadata there
            "127.0.0.0/8",
            "168.63.129.16/32",  # Azure, from inside
            "169.254.0.0/16",  # link-local, and metadata of most clouds
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "192.175.48.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "2001::/23",  # Teredo, ORCHID and other protocols
            "2001:db8::/32",
            "2002::/16",  # 6to4, which carries any IPv4 address
            "2620:4f:8000::/48",
            "3fff::/20",
        ),
    )
)
"""IPv4-mapped addresses, NAT64, link-local and private IPv6 lie outside of global unicast."""


class AddressRefused(Exception):
    """The address is none that we call. The message says why, and never the address."""


def checked(text: str, *, admits_loopback: bool = False) -> URL:
    """Read an address as it will be called.

    With `admits_loopback`, also http and any port of this machine: for development and tests.

    Raises:
        AddressRefused: as far as can be told without asking for the addresses of its name.
    """
    if len(text) > LONGEST or not CHARACTERS.fullmatch(text):
        reason = "not a web address of at most 2,048 plain characters, without a fragment"
        raise AddressRefused(reason)
    try:
        url = URL(text)
    except InvalidURL:
        reason = "not a web address"
        raise AddressRefused(reason) from None
    if url.userinfo:
        reason = "holds a user name"
        raise AddressRefused(reason)
    if not (admits_loopback and _leads_to_this_machine(url)):
        _require_public(url)
    return url


def is_callable(address: str, *, admits_loopback: bool = False) -> bool:
    """Tell whether we connect to an IP address."""
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    return is_public(ip) or (admits_loopback and ip.is_loopback)


def is_public(ip: IPv4Address | IPv6Address) -> bool:
    """Tell whether an address is of the public internet, and no way around to another one."""
    if isinstance(ip, IPv6Address) and (ip not in GLOBAL_UNICAST or ip.scope_id is not None):
        return False
    return not any(ip in network for network in SPECIAL)


def _leads_to_this_machine(url: URL) -> bool:
    if url.scheme not in {"http", "https"}:
        return False
    try:
        return ip_address(url.host).is_loopback
    except ValueError:
        return url.host == "localhost"


def _require_public(url: URL) -> None:
    if _leads_to_this_machine(url):
        reason = "this machine, which only OWNORBIT_OUTBOUND_LOOPBACK=true lets in"
        raise AddressRefused(reason)
    if url.scheme != "https":
        reason = "not an https address"
        raise AddressRefused(reason)
    if url.port is not None and url.port not in PORTS:
        reason = "not on port 443 or 8443"
        raise AddressRefused(reason)
    if not _is_public_host(url.raw_host.decode()):
        reason = "not a public address"
        raise AddressRefused(reason)


def _is_public_host(host: str) -> bool:
    try:
        return is_public(ip_address(host))
    except ValueError:
        name = host.lower().removesuffix(".")
    is_inside = any(name == each or name.endswith(f".{each}") for each in INSIDE)
    return len(name) <= LONGEST_NAME and bool(NAME.fullmatch(name)) and not is_inside
