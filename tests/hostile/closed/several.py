"""Command lines as JSON on standard input → what `formgen` answers to each, as JSON."""

from __future__ import annotations

import io
import json
import os
import sys
from contextlib import redirect_stderr, redirect_stdout

from formgen.cli import main


def answer(arguments: list[str]) -> tuple[int, str, str]:
    """Exit code, output and errors of one command line, run as its process would."""
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in "oe"]
    sys.argv = ["formgen", *arguments]
    with redirect_stdout(streams[0]), redirect_stderr(streams[1]):
        try:
            main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
    texts = [stream.buffer.getvalue().decode(errors="replace") for stream in streams]
    return code, texts[0], texts[1]


if __name__ == "__main__":
    answers = [answer(arguments) for arguments in json.load(sys.stdin)]
    os.write(1, json.dumps(answers).encode())
