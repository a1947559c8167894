"""How clients come by an access token, as the OpenAPI document says it."""

from typing import Any

from app.accounts.auth.scopes import OWNER, THIRD_PARTY, ThirdPartyScope

OPENS: dict[ThirdPartyScope, str] = {
    "profile:read": "Read time zone, language, and when the day and the week begin.",
    "moods:read": "Read moods, without their notes.",
    "moods:write": "Add moods; change and delete those that the app added.",
    "activities:read": "Read activities and what was done, without the notes.",
    "activities:write": "Add activities and logs; change and delete those that the app added.",
    "goals:read": "Read goals and how far they are.",
    "goals:write": "Set goals; change and delete those that the app set.",
    "streaks:read": "Read which streaks run and since when, not whom they are about.",
    "insights:read": "Read what entries add up to, in figures and pictures.",
    "webhooks:manage": "Be told of what is new in whatever the other scopes let it read.",
    "offline_access": "Stay connected: get refresh tokens.",
}
OPENS_ALL = "Everything that the user can do. Only this page and the user's own scripts may ask."


def ways_in(issuer: str) -> dict[str, Any]:
    """Describe the authorization server beside the bearer token that comes out of it."""
    code = {
        "authorizationUrl": f"{issuer}/oauth/authorize",
        "tokenUrl": f"{issuer}/oauth/token",
        "refreshUrl": f"{issuer}/oauth/token",
        "scopes": {OWNER: OPENS_ALL} | {scope: OPENS[scope] for scope in THIRD_PARTY},
    }
    described = (
        "Sign in on a page of the service and choose what may be done: the code flow with PKCE "
        "(S256), and `iss` in its answers (RFC 9207). `/.well-known/oauth-authorization-server` "
        "has the rest. `owner` opens each operation; other scopes only those that name them. The "
        "tokens are JWTs (RFC9068) by the rules of RFC8725."
    )
    return {
        "oauth2": {
            "type": "oauth2",
            "description": described,
            "flows": {"authorizationCode": code},
        }
    }
