"""A check as its user reads it: names instead of numbers, and why, in their language."""

from collections.abc import Mapping
from typing import Any

from app.companion.help_lines.service import help_for
from app.companion.return_checks.rules import RULES
from app.companion.return_checks.vocabulary import Rule
from app.core.owners import Owner
from app.core.tables import Record
from app.core.texts import Language, texts

ANSWERS = ("afraid", "pressured", "explained", "need_to_blame", "calm", "wants")


def shown(owner: Owner, check: Record, language: Language) -> Record:
    rule, words = RULES[check["decided_by"] - 1], texts(__package__, language)
    help_ = None
    if rule == "unsafe":
        help_ = help_for(owner, None, language, first="domestic_violence")
    return check | {
        "answers": {name: check[name] for name in ANSWERS},
        "decided_by": rule,
        "reasons": [words["reasons"][key] for key in _keys(rule, check)],
        "nearly": [
            {"rule": RULES[number - 1], "text": words["nearly"][RULES[number - 1]]}
            for number in check["nearly"]
        ],
        "help": help_,
    }


def _keys(rule: Rule, check: Mapping[str, Any]) -> list[str]:
    """Name the texts of the rule that decided, those first that say which answer did it."""
    if rule == "unsafe":
        return [*(name for name in ("afraid", "pressured") if check[name]), rule]
    if rule == "curiosity":
        return [check["wants"], rule]
    return [rule]
