"""A shell into which the guide of docs/integrations is pasted, block by block."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.core.service import ROOT

FOLDER = ROOT / "docs/integrations"
PAGES = ("start.md", "consent.md", "webhooks.md")
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.DOTALL | re.MULTILINE)
ANY_FENCE = re.compile(r"^```(?!sh$)\S+", re.MULTILINE)
PROMPT = "? "
DONE = ":: that was block"


def blocks() -> list[str]:
    """Give all blocks of the guide, in the order of reading."""
    return [found for page in PAGES for found in BLOCK.findall((FOLDER / page).read_text())]


@dataclass
class Shell:
    """sh as somebody's terminal has it; a line that asks is answered as if typed."""

    process: subprocess.Popen[str]
    pasted: int = 0

    def paste(self, block: str, typed: str | None = None) -> str:
        """Run a block, and give what it printed; it must fail nowhere."""
        self.pasted += 1
        self._write(block)
        if typed is not None:
            self._read_prompt()
            self._write(typed + "\n")
        self._write(f"echo; echo '{DONE} {self.pasted}'\n")
        printed = ""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith(DONE):
                return printed
            printed += line
        raise AssertionError(block, printed)

    def _read_prompt(self) -> None:
        """Wait until the shell asks: what is there before, it takes for more of the block."""
        assert self.process.stdout is not None
        read = ""
        while not read.endswith(PROMPT):
            found = self.process.stdout.read(1)
            assert found, read
            read += found

    def _write(self, text: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(text)
        self.process.stdin.flush()


def a_shell(place: Path) -> Shell:
    """Start sh in a folder, with this Python for python3; it ends at the first failure."""
    paths = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    process = subprocess.Popen(
        ["/bin/sh", "-eu"],
        cwd=place,
        env=os.environ | {"PATH": paths},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return Shell(process)
