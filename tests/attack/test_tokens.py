"""No text is taken for a token of ours but the one text we issued, while it is valid."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.security.tokens import P256_ORDER, SigningKeys
from tests.attack import forge
from tests.attack.forge import is_accepted

Respell = Callable[[str], str]

RESPELLINGS: dict[str, Respell] = {
    "padding": lambda t: t + "==",
    "one sign of padding": lambda t: t + "=",
    "padded payload": lambda t: t.replace(".", "=.", 2),
    "a space before": lambda t: " " + t,
    "a space after": lambda t: t + " ",
    "a space within": lambda t: t[:200] + " " + t[200:],
    "a newline after": lambda t: t + "\n",
    "a newline within": lambda t: t[:200] + "\r\n" + t[200:],
    "a tab": lambda t: t + "\t",
    "NUL": lambda t: t + "\x00",
    "a byte order mark": lambda t: "\ufeff" + t,
    "Bearer": lambda t: "Bearer " + t,
    "quotes": lambda t: f'"{t}"',
    "url-unsafe characters": lambda t: t.replace("-", "+").replace("_", "/") + "+",
    "percent encoding": lambda t: t.replace(".", "%2E"),
    "a trailing dot": lambda t: t + ".",
    "two trailing dots": lambda t: t + "..",
    "a leading dot": lambda t: "." + t,
    "a double dot": lambda t: t.replace(".", "..", 1),
    "five segments": lambda t: t + ".AAAA.AAAA",
    "four segments": lambda t: t.replace(".", ".AAAA.", 1),
    "two segments": lambda t: t.rpartition(".")[0],
    "no signature": lambda t: t.rpartition(".")[0] + ".",
    "one segment": lambda t: t.split(".")[0],
    "nothing": lambda _: "",
    "dots only": lambda _: "..",
    "upper case": str.upper,
    "other digits": lambda t: t + "\u0660",
    "fullwidth": lambda t: t[:-1] + chr(ord("A") + 0xFEE0),
    "a lone surrogate": lambda t: t[:-1] + "\ud800",
    "lone surrogates only": lambda _: "\ud800.\udfff.\ud800",
    "nesting": lambda _: "[" * 1000,
    "twice": lambda t: t + t,
    "oversized": lambda t: t.split(".")[0] + "." + "A" * 2000 + "." + t.split(".")[2],
    "a megabyte": lambda t: t + "A" * 1_000_000,
}
REPLACEMENTS = "AQgwz09-_.=+/ \n%\x00é\ud800"


def last_spellings(token: str) -> list[str]:
    """Write the bits that say nothing in the last characters of payload and signature."""
    header, payload, signature = token.split(".")
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return [
        *(f"{header}.{payload[:-1]}{c}.{signature}" for c in alphabet),
        *(f"{header}.{payload}.{signature[:-1]}{c}" for c in alphabet),
    ]


def test_a_genuine_token_is_accepted_however_often(keys: SigningKeys) -> None:
    token = forge.genuine(keys)

    assert [is_accepted(keys, token) for _ in range(3)] == [True] * 3


@pytest.mark.parametrize("respell", RESPELLINGS.values(), ids=RESPELLINGS.keys())
@pytest.mark.parametrize("is_known", [False, True], ids=["unseen", "seen before"])
def test_a_token_has_one_spelling(keys: SigningKeys, respell: Respell, is_known: bool) -> None:  # noqa: FBT001
    token = forge.genuine(keys)

    assert not is_known or is_accepted(keys, token)
    assert not is_accepted(keys, respell(token))


def test_the_last_character_has_one_spelling(keys: SigningKeys) -> None:
    token = forge.genuine(keys)

    assert [t for t in last_spellings(token) if is_accepted(keys, t)] == [token, token]


def test_a_signature_has_one_spelling(keys: SigningKeys) -> None:
    for _ in range(20):
        signed, _, signature = forge.genuine(keys).rpartition(".")
        raw = forge.decode(signature)
        r, s = int.from_bytes(raw[:32]), int.from_bytes(raw[32:])

        assert is_accepted(keys, f"{signed}.{forge.signature(r, s)}")
        assert not is_accepted(keys, f"{signed}.{forge.signature(r, P256_ORDER - s)}")
        assert not is_accepted(keys, f"{signed}.{forge.encode(raw + raw)}")


@pytest.mark.parametrize("r", [0, 1, P256_ORDER - 1, P256_ORDER, 2**256 - 1])
@pytest.mark.parametrize("s", [0, 1, P256_ORDER // 2, P256_ORDER, 2**256 - 1])
def test_a_signature_that_fits_every_text_is_refused(keys: SigningKeys, r: int, s: int) -> None:
    signed = forge.genuine(keys).rpartition(".")[0]

    assert not is_accepted(keys, f"{signed}.{forge.signature(r, s)}")


def test_parts_of_two_tokens_make_no_third(keys: SigningKeys) -> None:
    header, payload, signature = forge.genuine(keys).split(".")
    _, other_payload, other_signature = forge.genuine(keys).split(".")

    assert not is_accepted(keys, f"{header}.{payload}.{other_signature}")
    assert not is_accepted(keys, f"{header}.{other_payload}.{signature}")


def test_no_single_change_to_a_token_is_accepted(keys: SigningKeys) -> None:
    token = forge.genuine(keys)
    cuts = [(token[:at], token[at], token[at + 1 :]) for at in range(len(token))]
    changed = {
        *(before + new + after for before, _, after in cuts for new in REPLACEMENTS),
        *(before + new + old + after for before, old, after in cuts for new in "A.-="),
        *(before + after for before, _, after in cuts),
        *(before + after[:1] + old + after[1:] for before, old, after in cuts),
    } - {token}

    assert len(changed) > 10_000
    assert [mutant for mutant in changed if is_accepted(keys, mutant)] == []


def test_signatures_are_checked_without_the_ecdsa_package(tmp_path: Path) -> None:
    script = f"""
import sys
from pathlib import Path
from app.security.tokens import SigningKeys, verify
from tests.attack import forge
keys = SigningKeys(Path({str(tmp_path / "keys")!r}), now=forge.NOW)
verify(keys, forge.genuine(keys), issuer=forge.ISSUER, audience=forge.AUDIENCE, now=forge.NOW)
print(*sorted(set(sys.modules) & {{"ecdsa", "jose.jwe", "jose.jws"}}))
"""
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert ran.stdout.split() == ["jose.jws"]
