"""What may not be a nickname: anything by which the person could be reached or found."""

import re

PHONE_DIGITS = 6
DIGITS_ONLY = re.compile(r"[\s()./+-]*(?:\d[\s()./+-]*)+")
EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
HANDLE = re.compile(r"(?:^|\s)@\w")
ADDRESS = re.compile(r"(?:https?://|www\.)", re.IGNORECASE)


def looks_like_an_address(nickname: str) -> bool:
    """Tell a phone number, an e-mail address, an @handle or a web address from a name."""
    if any(pattern.search(nickname) for pattern in (EMAIL, HANDLE, ADDRESS)):
        return True
    runs = DIGITS_ONLY.findall(nickname)
    return any(sum(map(str.isdigit, run)) >= PHONE_DIGITS for run in runs)
