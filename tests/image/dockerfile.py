"""Reads a Dockerfile and a .dockerignore: as much of both as ours use, and not a word more."""

import json
import re
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

VERBS = {
    *("FROM", "LABEL", "ENV", "WORKDIR", "COPY", "RUN", "USER"),
    *("EXPOSE", "HEALTHCHECK", "ENTRYPOINT", "CMD"),
}


@dataclass(frozen=True)
class Instruction:
    verb: str
    text: str


@dataclass(frozen=True)
class Stage:
    base: str
    name: str
    instructions: list[Instruction] = field(default_factory=list)

    def last(self, verb: str) -> str:
        return [each.text for each in self.instructions if each.verb == verb][-1]


def stages(file: Path) -> list[Stage]:
    """Return the stages in their order; one that has no name is called by its number.

    Raises:
        ValueError: an instruction that nothing here knows how to follow.
    """
    found: list[Stage] = []
    for each in _instructions(file.read_text()):
        if each.verb not in VERBS:
            message = f"{each.verb} is an instruction that the proof cannot follow"
            raise ValueError(message)
        if each.verb == "FROM":
            base, _, name = each.text.partition(" AS ")
            found.append(Stage(base, name or str(len(found))))
        else:
            found[-1].instructions.append(each)
    return found


def exec_form(text: str) -> list[str]:
    """Return the words of `["a", "b"]`, whatever comes before the bracket.

    Raises:
        ValueError: it is in shell form, where a shell would take the signals.
    """
    words: list[str] = json.loads(text[text.index("[") :])
    return words


def sent(context: Path) -> list[Path]:
    """List the files that .dockerignore lets through to the builder, relative to the context.

    Raises:
        ValueError: it doesn't begin by keeping everything back.
    """
    lines = (context / ".dockerignore").read_text().splitlines()
    patterns = [line for line in lines if line and not line.startswith("#")]
    if patterns[0] != "*":
        message = ".dockerignore must begin with `*`"
        raise ValueError(message)
    roots = {line[1:].split("/")[0] for line in patterns if line.startswith("!")}
    files = (file for root in roots for file in _files(context / root))
    return sorted(file for path in files if _passes(file := path.relative_to(context), patterns))


def _instructions(text: str) -> list[Instruction]:
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines))
    parts = [line.partition(" ") for line in joined.splitlines() if line.strip()]
    return [Instruction(verb, rest.strip()) for verb, _, rest in parts]


def _files(root: Path) -> list[Path]:
    return [path for path in (root, *root.rglob("*")) if path.is_file()]


def _passes(file: Path, patterns: list[str]) -> bool:
    """Tell what the last pattern that fits the file, or a folder it lies in, says."""
    passes = True
    ways = [str(part) for part in (file, *file.parents)][:-1]
    for line in patterns:
        pattern, kept = line.removeprefix("!"), line.startswith("!")
        if any(_fits(way, pattern) for way in ways):
            passes = kept
    return passes


def _fits(way: str, pattern: str) -> bool:
    if pattern.startswith("**/"):
        return fnmatchcase(way.rpartition("/")[2], pattern[3:])
    return way.count("/") == pattern.count("/") and fnmatchcase(way, pattern)
