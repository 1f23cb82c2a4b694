"""Campaign folders → what `formgen build` takes for each, one after the other, in this process.

Nothing else is imported here, so that the memory that is measured is the command's.

    python -m benchmarks.repeated docx OUT RESULT.json FOLDER [FOLDER …]
"""

from __future__ import annotations

import contextlib
import io
import json
import resource
import sys
import time
from pathlib import Path

from formgen.cli import main as formgen

KILOBYTES = 1024


def seconds_of(command: list[str]) -> float:
    """What a command takes of the processor.

    Raises:
        SystemExit: it failed.
    """
    sys.argv = ["formgen", *command]
    screen = io.StringIO()
    start = time.process_time()
    try:
        with contextlib.redirect_stdout(screen):
            formgen()
    except SystemExit as end:
        if end.code:
            raise SystemExit(f"{command} ended with {end.code}\n{screen.getvalue()}") from end
    return time.process_time() - start


def main() -> None:
    """Build each folder's 申报表 and write the figures."""
    kind, out, result, *folders = sys.argv[1:]
    wanted = ["--only", "申报表", "--format", kind, "--jobs", "1"]
    seconds = [
        seconds_of(["build", folder, "-o", f"{out}/{number}", *wanted])
        for number, folder in enumerate(folders)
    ]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTES
    Path(result).write_text(json.dumps({"seconds": seconds, "peak": peak}), encoding="utf-8")


if __name__ == "__main__":
    main()
