"""Where an app may be sent back to: exact addresses, with nothing in them to be read two ways."""

import re
from ipaddress import IPv6Address
from urllib.parse import unquote

LONGEST = 2_000
UNFIT = frozenset('"<>\\^`{|}*#')
PLAIN = re.compile(r"(?:[!-$&-~]|%[0-9A-Fa-f]{2})+")
HIDDEN = re.compile(r"%(?:[01][0-9A-Fa-f]|2[Ff]|5[Cc]|7[Ff]|2[Ee]|25)")
LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
PORT = r"(?::(?P<port>[1-9][0-9]{0,4}))?"
REST = r"(?:[/?].*)?"
HTTPS = re.compile(rf"https://(?P<host>{LABEL}(?:\.{LABEL})*|\[(?P<ip>[0-9a-f:]+)\]){PORT}{REST}")
LOOPBACK = re.compile(rf"http://(?:127\.0\.0\.1|\[(?P<ip>::1)\]){PORT}{REST}")
SCHEME = r"[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)+"
PRIVATE = re.compile(rf"{SCHEME}:/(?:/{LABEL}(?:\.{LABEL})*{REST}|(?!/).*)")
HIGHEST_PORT = 65_535


def flaw_of(uri: str) -> str | None:
    """Tell what is wrong with a redirect URI, or None."""
    if len(uri) > LONGEST:
        return "longer than 2,000 characters"
    if not PLAIN.fullmatch(uri) or UNFIT & set(uri):
        return "holds a fragment, a wildcard, or a character that does not belong into a URI"
    if HIDDEN.search(uri) or ".." in unquote(uri):
        return "holds `..`, or a dot, slash, percent or control character in disguise"
    return (
        None
        if _is_of_a_kind_we_know(uri)
        else (
            "neither https, nor http on 127.0.0.1 or [::1], nor a scheme with a dot such as "
            "com.example.app:/done; in lower case, without user name"
        )
    )


def _is_of_a_kind_we_know(uri: str) -> bool:
    fitting = HTTPS.fullmatch(uri) or LOOPBACK.fullmatch(uri)
    if fitting is None:
        return PRIVATE.fullmatch(uri) is not None
    return int(fitting["port"] or 0) <= HIGHEST_PORT and _is_address(fitting["ip"])


def _is_address(text: str | None) -> bool:
    """Take what stands in brackets for an IPv6 address only if it is one."""
    try:
        return text is None or bool(IPv6Address(text))
    except ValueError:
        return False
