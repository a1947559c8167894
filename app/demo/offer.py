"""What an integrator reads: what was made for them, and what to do with it."""

from base64 import urlsafe_b64encode
from hashlib import sha256
from secrets import token_urlsafe
from urllib.parse import urlencode

from app.demo.integrator import Sandbox

SCOPE = "moods:read moods:write offline_access"
TEXT = """\
A sandbox at {url}:

Account        {email}
Password       {password}
Public app     client_id={public_id}
Confidential   client_id={confidential_id} client_secret={confidential_secret}
Token          {token} (moods:read, moods:write)
Redirect URI   http://127.0.0.1:{port}/callback (any port will do)

Write a mood with the token{and_look}:

curl -sS -H "Authorization: Bearer {token}" -H "Content-Type: application/json" \\
  -d '{{"kind": "momentaryEmotion", "valence": 0.4}}' {url}/v1/moods

Ask for consent: open this in a browser, sign in as the account, and tick what you like:

{question}

{webhooks}
Ctrl-C ends this."""
SHOWN = "Webhooks about moods are shown here, with a new secret:\n\n{secret}\n"
NOT_SHOWN = """\
There are no webhooks here: this service sends nothing to this machine. For that, start it with
OWNORBIT_OUTBOUND_LOOPBACK=true.
"""
CODE = """
A code came. It becomes tokens within a minute, once:

curl -sS -d grant_type=authorization_code -d client_id={client_id} -d code={code} \\
  -d redirect_uri={redirect_uri} -d code_verifier={verifier} {url}/oauth/token"""


def new_verifier() -> str:
    return token_urlsafe(32)


def challenge_of(verifier: str) -> str:
    """Give the S256 of RFC 7636."""
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")


def offer(url: str, sandbox: Sandbox, verifier: str, port: int) -> str:
    asked = {
        "response_type": "code",
        "client_id": sandbox.public_id,
        "redirect_uri": f"http://127.0.0.1:{port}/callback",
        "scope": SCOPE,
        "state": token_urlsafe(8),
        "code_challenge": challenge_of(verifier),
        "code_challenge_method": "S256",
    }
    secret = sandbox.webhook_secret
    return TEXT.format(
        url=url,
        email=sandbox.email,
        password=sandbox.password,
        public_id=sandbox.public_id,
        confidential_id=sandbox.confidential_id,
        confidential_secret=sandbox.confidential_secret,
        token=sandbox.token,
        port=port,
        and_look="" if secret is None else ", and see its webhook below",
        question=f"{url}/oauth/authorize?{urlencode(asked)}",
        webhooks=NOT_SHOWN if secret is None else SHOWN.format(secret=secret),
    )


def exchange(url: str, client_id: str, verifier: str, code: str, redirect_uri: str) -> str:
    return CODE.format(
        url=url, client_id=client_id, code=code, redirect_uri=redirect_uri, verifier=verifier
    )
