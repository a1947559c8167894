"""What to make of a return ("Return check" in streaks.md): the first rule that fits decides."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple, get_args

from app.companion.return_checks.vocabulary import Advice, Rule, Wants

RULES: tuple[Rule, ...] = get_args(Rule)
MUCH_BLAME = 7
LONG_SILENCE = 21
LITTLE_CALM = 3
COOLING_OFF = timedelta(hours=24)
LONG_COOLING_OFF = timedelta(hours=72)


@dataclass(frozen=True, slots=True)
class Answers:
    """What the user says of a return; `need_to_blame` and `calm` are 0 to 10."""

    afraid: bool
    pressured: bool
    explained: bool
    need_to_blame: int
    calm: int
    wants: Wants


class Verdict(NamedTuple):
    """`decided_by` and `nearly` are numbers of rules, from 1."""

    advice: Advice
    decided_by: int
    nearly: list[int]
    cooling_off: timedelta


class Slack(NamedTuple):
    """By how much a border may be missed."""

    points: int
    days: int


NONE_AT_ALL, NEAR = Slack(0, 0), Slack(2, 7)
Fits = Callable[[Answers, int | None, Slack], bool]


def decide(answers: Answers, silence_days: int | None) -> Verdict:
    """Find the first rule that fits; before it, those that miss their border by little.

    A rule after the first would not have decided anything, however near it was.
    """
    fitting = [rule(answers, silence_days, NONE_AT_ALL) for _, rule in ORDER]
    decided_by = fitting.index(True) + 1
    advice, _ = ORDER[decided_by - 1]
    nearly = [
        number
        for number, (_, rule) in enumerate(ORDER[: decided_by - 1], start=1)
        if rule(answers, silence_days, NEAR)
    ]
    cooling_off = LONG_COOLING_OFF if RULES[decided_by - 1] == "not_calm" else COOLING_OFF
    return Verdict(advice, decided_by, nearly, cooling_off)


def silence_days(returned_on: date, last_contact_on: date | None) -> int | None:
    """Count the local dates from the last contact to the return; travel makes it no negative."""
    if last_contact_on is None:
        return None
    return max((returned_on - last_contact_on).days, 0)


def _is_unsafe(answers: Answers, _silence: int | None, _slack: Slack) -> bool:
    return answers.afraid or answers.pressured


def _needs_to_blame(answers: Answers, _silence: int | None, slack: Slack) -> bool:
    return answers.need_to_blame >= MUCH_BLAME - slack.points


def _vanished(answers: Answers, silence: int | None, slack: Slack) -> bool:
    return not answers.explained and _was_long(silence, slack)


def _was_away(answers: Answers, silence: int | None, slack: Slack) -> bool:
    return answers.explained and _was_long(silence, slack)


def _is_not_calm(answers: Answers, _silence: int | None, slack: Slack) -> bool:
    return answers.calm <= LITTLE_CALM + slack.points


def _is_only_curious(answers: Answers, _silence: int | None, _slack: Slack) -> bool:
    return answers.wants in {"curious", "unclear"}


def _is_open(_answers: Answers, _silence: int | None, _slack: Slack) -> bool:
    return True


def _was_long(silence: int | None, slack: Slack) -> bool:
    return silence is not None and silence >= LONG_SILENCE - slack.days


ORDER: tuple[tuple[Advice, Fits], ...] = (
    ("let_go", _is_unsafe),
    ("let_go", _needs_to_blame),
    ("let_go", _vanished),
    ("set_boundary", _was_away),
    ("wait", _is_not_calm),
    ("set_boundary", _is_only_curious),
    ("stay_open", _is_open),
)
