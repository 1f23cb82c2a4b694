"""The real command in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT

CASE = ROOT / "tests/cases/reading-2025"
COMMAND = (sys.executable, "-m", "formgen")
_MODULES = """
import sys
sys.argv[0] = "formgen"
from formgen.cli import main
try:
    main()
finally:
    print("MODULES", *sys.modules, file=sys.stderr)
"""


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def modules(self) -> frozenset[str]:
        """Everything that was imported, packages included."""
        return frozenset(self.err.rpartition("MODULES ")[2].split())


def run(arguments: Sequence[str | Path], start: Sequence[str] = COMMAND, **more: str) -> Ran:
    """Run to the end, with further environment variables."""
    done = subprocess.run(
        [*start, *map(str, arguments)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env=os.environ | {"PYTHONIOENCODING": "utf-8", "COLUMNS": "300"} | more,
        timeout=60,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def run_and_list(arguments: Sequence[str | Path]) -> Ran:
    """Run to the end, and tell what was imported."""
    return run(arguments, start=(sys.executable, "-c", _MODULES))
