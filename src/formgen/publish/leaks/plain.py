"""Plain text, CSV and JSON → passages: lines, cells, values and keys."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

from formgen.publish.leaks.model import Level, Passage


def line_passages(text: str) -> Iterator[Passage]:
    """A passage each line, and the whole for what was broken over lines."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield Passage(f"第{number}行", line)
    yield Passage("正文", text, Level.CODE)


def csv_passages(text: str) -> Iterator[Passage]:
    """A passage each cell; plain lines where the quotes do not fit."""
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        rows = []
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row, start=1):
            if cell:
                yield Passage(f"第{number}行第{column}列", cell)
    if rows:
        yield Passage("正文", text, Level.CODE)
    else:
        yield from line_passages(text)


def json_passages(text: str) -> Iterator[Passage]:
    """A passage each value and key, with its JSON path; plain lines where it is no JSON."""
    try:
        value = json.loads(text, parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        yield from line_passages(text)
        return
    yield from _json_values(value)
    yield Passage("正文", text, Level.CODE)


def _json_values(root: object) -> Iterator[Passage]:
    """Without recursion: how deep a file goes is not known."""
    left: list[tuple[str, object]] = [("$", root)]
    while left:
        path, value = left.pop()
        if isinstance(value, str):
            yield Passage(path, value)
        elif isinstance(value, dict):
            for key, inner in reversed(value.items()):
                left.append((f"{path}.{key}", inner))
                left.append((f"{path} 的一个键", key))
        elif isinstance(value, list):
            left += [(f"{path}[{at}]", value[at]) for at in reversed(range(len(value)))]
