"""All benchmarks in one run → one table, each figure beside its goal; exit 1 where one is missed.

Each benchmark runs in a process of its own, one after the other, so that none leaves anything
behind for the next; within each, formgen and what it is held against take turns.

    python -m benchmarks                 everything, about 25 minutes
    python -m benchmarks --quick         rough figures, some minutes
    python -m benchmarks word batch      only these
"""

from __future__ import annotations

import argparse
import importlib
import json
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from benchmarks.commands import ROOT
from benchmarks.rows import Row, as_json, from_json, markdown_of, table_of

BENCHES = {
    "word": ("benchmarks.word_speed", "rows"),
    "pdf": ("benchmarks.pdf_speed", "rows"),
    "batch": ("benchmarks.batch_speed", "rows"),
    "growth": ("benchmarks.growth", "rows"),
    "check": ("benchmarks.folded", "check_rows"),
    "sets": ("benchmarks.folded", "set_rows"),
    "reading": ("benchmarks.collect_speed", "rows"),
    "accuracy": ("benchmarks.collect_accuracy", "rows"),
    "fidelity": ("benchmarks.fidelity", "rows"),
}
"""Name to the module and its function that measures."""
WIDTH = 160
"""Characters of the table where the terminal does not say."""


def main() -> int:
    """Measure and print; the exit code says whether every goal is reached."""
    options = _options()
    if options.into:
        (name,) = options.names
        module, function = BENCHES[name]
        found = getattr(importlib.import_module(module), function)(quick=options.quick)
        options.into.write_text(json.dumps([as_json(row) for row in found]), encoding="utf-8")
        return 0
    rows: list[Row] = []
    failed = []
    for name in options.names or BENCHES:
        start = time.monotonic()
        found = _measured(name, quick=options.quick)
        rows += found or []
        failed += [] if found else [name]
        sys.stderr.write(f"{name}: {time.monotonic() - start:.0f} s\n")
    _print(rows, options.write)
    if failed:
        sys.stderr.write(f"not measured: {', '.join(failed)}\n")
    return 1 if failed or not all(row.reached for row in rows) else 0


def _measured(name: str, *, quick: bool) -> list[Row] | None:
    """The rows of a benchmark that runs in its own process; None where it broke off."""
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "rows.json"
        command = [sys.executable, "-m", "benchmarks", name, "--into", str(result)]
        command += ["--quick"] if quick else []
        if subprocess.run(command, cwd=ROOT, check=False).returncode or not result.is_file():
            return None
        return [from_json(found) for found in json.loads(result.read_text(encoding="utf-8"))]


def _print(rows: Sequence[Row], path: Path | None) -> None:
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDTH)
    console.print(table_of(rows, f"formgen, Python {platform.python_version()}"))
    if path:
        path.write_text(markdown_of(rows), encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="All benchmarks.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(BENCHES)}")
    parser.add_argument("--quick", action="store_true", help="fewer rounds and entries")
    parser.add_argument("--write", type=Path, metavar="FILE", help="the table as Markdown, too")
    parser.add_argument("--into", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if unknown := [name for name in options.names if name not in BENCHES]:
        parser.error(f"there is no benchmark {', '.join(unknown)}")
    return options


if __name__ == "__main__":
    sys.exit(main())
