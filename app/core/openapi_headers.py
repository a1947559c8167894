"""What the headers of answers say, for the OpenAPI document: each once, in `components`."""

from typing import Any

COMPONENTS: dict[str, dict[str, Any]] = {
    "WWW-Authenticate": {
        "description": "How to come with a token (RFC 6750, section 3).",
        "schema": {"type": "string", "maxLength": 500},
    },
    "Retry-After": {
        "description": "So many seconds from now the same request may be sent again.",
        "schema": {"type": "integer", "format": "int32", "minimum": 1, "maximum": 2**31 - 1},
    },
    "RateLimit": {
        "description": "What is left of a limit, and the seconds until there is more, such as "
        '`"log-in";r=0;t=60` (IETF draft).',
        "schema": {"type": "string", "maxLength": 100},
    },
    "RateLimit-Policy": {
        "description": 'The limit: `q` attempts within `w` seconds, such as `"log-in";q=10;w=600`.',
        "schema": {"type": "string", "maxLength": 100},
    },
}
BY_STATUS = {
    "401": ("WWW-Authenticate",),
    "429": ("Retry-After", "RateLimit", "RateLimit-Policy"),
    "503": ("Retry-After",),
}


def refer(responses: dict[str, Any]) -> None:
    """Name those that answers of a status have."""
    for status in BY_STATUS.keys() & responses.keys():
        headers = responses[status].setdefault("headers", {})
        headers |= {name: {"$ref": f"#/components/headers/{name}"} for name in BY_STATUS[status]}
