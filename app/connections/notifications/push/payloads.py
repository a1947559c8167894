"""The words of a message as they are kept until it is sent, and how many there may be."""

import json

LONGEST = 3_000
"""Bytes of JSON: with what each provider's form adds, under the 4,096 that all of them take."""


def written(title: str, body: str, about: str) -> str:
    """Write down what is to be shown.

    Raises:
        ValueError: it is too long for a notification.
    """
    text = json.dumps([title, body, about], ensure_ascii=False)
    if len(text.encode()) > LONGEST:
        message = f"a notification of more than {LONGEST} bytes"
        raise ValueError(message)
    return text


def read(text: str) -> tuple[str, str, str]:
    title, body, about = json.loads(text)
    return title, body, about
