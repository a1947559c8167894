"""Encryption for Web Push: the example of RFC 8291, and an independent library that reads ours."""

import os

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given, settings
from hypothesis import strategies as st

from app.security import base64url
from app.security.web_push import LONGEST_TEXT, encrypt, public_point

TEXT = b"When I grow up, I want to be a watermelon"
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6T"
    "lzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4"
    "a-fN"
)
SENDER = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
RECEIVER = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"
P256DH = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"


def private(text: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(base64url.decode(text)), ec.SECP256R1())


def test_the_example_of_rfc_8291_comes_out_to_the_letter() -> None:
    body = encrypt(
        TEXT,
        p256dh=base64url.decode(P256DH),
        auth=base64url.decode(AUTH),
        salt=base64url.decode(SALT),
        sender=private(SENDER),
    )

    assert base64url.encode(body) == BODY
    assert public_point(private(RECEIVER).public_key()) == base64url.decode(P256DH)


@settings(max_examples=50, deadline=None)
@given(text=st.binary(max_size=LONGEST_TEXT), padded_to=st.integers(0, 3_000))
def test_an_independent_library_reads_what_we_encrypt(text: bytes, padded_to: int) -> None:
    receiver, auth = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)
    point = public_point(receiver.public_key())

    body = encrypt(text, p256dh=point, auth=auth, padded_to=padded_to)

    assert http_ece.decrypt(body, private_key=receiver, auth_secret=auth) == text
    assert len(body) == 86 + max(len(text), padded_to) + 17


def test_the_longest_text_fills_what_push_services_take() -> None:
    body = encrypt(
        bytes(LONGEST_TEXT), p256dh=base64url.decode(P256DH), auth=base64url.decode(AUTH)
    )

    assert (LONGEST_TEXT, len(body)) == (3_993, 4_096)
    with pytest.raises(ValueError, match="3,993"):
        encrypt(
            bytes(LONGEST_TEXT + 1),
            p256dh=base64url.decode(P256DH),
            auth=base64url.decode(AUTH),
        )


@pytest.mark.parametrize(
    ("p256dh", "auth"),
    [
        (b"", bytes(16)),
        (base64url.decode(P256DH)[:-1], bytes(16)),
        (b"\x04" + bytes(64), bytes(16)),
        (b"\x02" + base64url.decode(P256DH)[1:33], bytes(16)),
        (base64url.decode(P256DH)[:-1] + b"\x00", bytes(16)),
        (base64url.decode(P256DH), bytes(15)),
        (base64url.decode(P256DH), bytes(17)),
    ],
)
def test_keys_of_no_subscription_are_refused(p256dh: bytes, auth: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  (whatever it says)
        encrypt(b"", p256dh=p256dh, auth=auth)
