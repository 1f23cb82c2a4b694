"""A video on standard input → its picture size and length as JSON on standard output.

A program of its own, which imports nothing of this one: MediaInfo takes minutes and gigabytes
over a crafted file of 3 KB, so it runs in a process that can be bounded and given up. It is
handed bytes, never a name or an address: it can neither follow a reference out of the
campaign folder nor fetch anything.
"""

from __future__ import annotations

import json
import os
import sys
from typing import BinaryIO

from pymediainfo import MediaInfo

MAX_READ_BYTES = 128 * 2**20
"""How much of a video is read; its head and tail are, unless its index is strewn about."""
MAX_MEMORY_BYTES = 2**30
"""Addresses the process may have; a feature film takes a fifth."""
MAX_CPU_SECONDS = 10

NO_LIBRARY = 3
"""Exit code where the MediaInfo library cannot be loaded."""

_BUFFER_BYTES = 2**18
_REPORT = (
    "General;General|%Duration%|%IsTruncated%\\n\n"
    "Video;Video|%Duration%|%Width%|%Height%\\n\n"
    "Audio;\nText;\nImage;\nMenu;\nOther;\n"
)
"""What MediaInfo is to print: one line for the file, one for each video track."""


class BoundedReader:
    """A file of which no more than a number of bytes are ever read."""

    mode = "rb"

    def __init__(self, stream: BinaryIO, most: int = MAX_READ_BYTES) -> None:
        self._stream = stream
        self._left = most

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place."""
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        """The place."""
        return self._stream.tell()

    def read(self, size: int) -> bytes:
        """The next bytes; none when the bound is reached."""
        content = self._stream.read(min(size, self._left))
        self._left -= len(content)
        return content


def main(library: str | None = None) -> int:
    """Read standard input; the exit code.

    Args:
        library: the MediaInfo library's file; None for the one that comes with pymediainfo.
    """
    _bound()
    if not MediaInfo.can_parse(library):
        return NO_LIBRARY
    stream = BoundedReader(sys.stdin.buffer)
    report = MediaInfo.parse(
        stream, library_file=library, output=_REPORT, buffer_size=_BUFFER_BYTES
    )
    sys.stdout.write(json.dumps(_facts([line.strip().split("|") for line in report.splitlines()])))
    return 0


def _bound() -> None:
    """Bound this process, where the system can."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - there is none on Windows

    for what, most in (
        (resource.RLIMIT_AS, MAX_MEMORY_BYTES),
        (resource.RLIMIT_CPU, MAX_CPU_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (soft, hard))


def _facts(lines: list[list[str]]) -> dict[str, float | bool]:
    """Width, height, milliseconds, truncated; of several tracks those of the largest."""
    duration = truncated = ""
    width = height = 0.0
    for cells in lines:
        if cells[0] == "General":
            duration, truncated = cells[1], cells[2]
        elif cells[0] == "Video":
            size = _number(cells[2]), _number(cells[3])
            if size[0] * size[1] > width * height:
                width, height = size
                duration = duration or cells[1]
    return {
        "width": int(width),
        "height": int(height),
        "milliseconds": _number(duration),
        "truncated": bool(truncated),
    }


def _number(text: str) -> float:
    """A number MediaInfo printed; 0 for none."""
    try:
        return float(text)
    except ValueError:
        return 0.0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
