"""Google's service accounts: a file with a key, and access tokens in exchange for signatures."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

from app.connections.notifications.push.replies import read_json
from app.core.outbound import Outbound, OutOfReach
from app.security import key_files
from app.security.key_files import KeyFileRefused
from app.security.provider_tokens import ProviderKey, read_key, signed

SCOPE = "https://www.googleapis.com/auth/firebase.messaging"
GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
FORM = {"content-type": "application/x-www-form-urlencoded"}
ASSERTION_LASTS = timedelta(minutes=10)
RENEWED_BEFORE_END = timedelta(minutes=5)
NEEDED = ("project_id", "client_email", "private_key", "private_key_id", "token_uri")


@dataclass(slots=True)
class ServiceAccount:
    """One account, and its access token while it lasts."""

    project_id: str
    email: str
    key: ProviderKey
    key_id: str
    token_uri: str
    _token: str = field(default="", repr=False)
    _ends_at: datetime | None = None

    async def access_token(self, outbound: Outbound, *, now: datetime) -> str:
        """Give a token that lasts for some minutes at least.

        Raises:
            OutOfReach: Google gives none at present.
        """
        if self._ends_at is None or now >= self._ends_at - RENEWED_BEFORE_END:
            await self._renew(outbound, now)
        return self._token

    def forget_token(self) -> None:
        self._ends_at = None

    async def _renew(self, outbound: Outbound, now: datetime) -> None:
        body = urlencode({"grant_type": GRANT, "assertion": self._assertion(now)}).encode()
        answer = await outbound.post(self.token_uri, content=body, headers=FORM)
        given = read_json(answer.body)
        token, lasts_s = given.get("access_token"), given.get("expires_in")
        if not (answer.is_success and isinstance(token, str) and isinstance(lasts_s, int)):
            reason = f"token-status-{answer.status}"
            raise OutOfReach(reason)
        self._token, self._ends_at = token, now + timedelta(seconds=lasts_s)

    def _assertion(self, now: datetime) -> str:
        claims: dict[str, str | int] = {
            "iss": self.email,
            "scope": SCOPE,
            "aud": self.token_uri,
            "iat": int(now.timestamp()),
            "exp": int((now + ASSERTION_LASTS).timestamp()),
        }
        return signed(self.key, claims, typ="JWT", kid=self.key_id)


def load(file: Path) -> ServiceAccount:
    """Read the file that Google gives out.

    Raises:
        KeyFileRefused: others may read it, or it is no such file.
    """
    said = read_json(key_files.read(file))
    if not all(isinstance(said.get(name), str) for name in NEEDED):
        raise KeyFileRefused(file, "is not the JSON of a service account")
    key = read_key(said["private_key"].encode(), file)
    return ServiceAccount(
        project_id=said["project_id"],
        email=said["client_email"],
        key=key,
        key_id=said["private_key_id"],
        token_uri=said["token_uri"],
    )
