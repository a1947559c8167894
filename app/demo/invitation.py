"""What the operator reads at the end: how to look around in what was told."""

from app.demo.connection import Connection
from app.demo.life import Newcomer

TEXT = """\
Two months of somebody's life are at {url}: {entries} entries under a new guest.

Look around for 15 minutes (then `POST /v1/auth/recover` with the recovery code signs in again):

api={url}/v1
token={access_token}
curl -sS -H "Authorization: Bearer $token" "$api/streaks"
curl -sS -H "Authorization: Bearer $token" "$api/goals"
curl -sS -H "Authorization: Bearer $token" "$api/urges?limit=10"
curl -sS -H "Authorization: Bearer $token" "$api/today?counters=true"
curl -sS -H "Authorization: Bearer $token" -H 'Accept: image/png' -o mood.png "$api/insights/mood"

Recovery code: {recovery_code}"""


def invitation(service: Connection, newcomer: Newcomer) -> str:
    return TEXT.format(
        url=service.url,
        entries=newcomer.entries,
        access_token=newcomer.access_token,
        recovery_code=newcomer.recovery_code,
    )
