"""Problems → JSON, for programs that read what the check found."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TypedDict

from formgen.problems import Problem, masked


class ProblemObject(TypedDict):
    """A problem as JSON. Every key is always there; texts are "" where nothing is known."""

    code: str
    severity: str
    file: str
    sheet: str
    row: int | None
    column: int | None
    field: str
    entry: str
    unit: str
    message: str
    hint: str
    source: str
    path: str
    missing: bool


def problem_object(problem: Problem) -> ProblemObject:
    """A problem with stable keys, identity and phone numbers masked.

    - code: of the catalogue, such as V18; severity: "error" or "warning".
    - file: relative to the campaign folder; sheet: the worksheet, "" for other formats.
    - row: as the user's program counts rows, from 1, the header included; of a JSON list
      the number of the record. column: from 1, so 3 is C. Both null where none is meant.
    - field: name of the field; path: JSON path, "" for tables.
    - entry: what the entry is called; unit: its recommending unit.
    - message: what is wrong; hint: what to do; both Chinese, without closing full stop.
    - source: paragraph and words of the notice that ask for it.
    - missing: true where something is only still to be filled in, not wrong.
    """
    place = problem.place
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "file": place.file,
        "sheet": place.sheet,
        "row": place.row,
        "column": place.column,
        "field": place.field,
        "entry": masked(problem.entry),
        "unit": masked(problem.unit),
        "message": problem.message,
        "hint": problem.hint,
        "source": problem.source,
        "path": masked(place.path),
        "missing": problem.missing,
    }


def problems_json(problems: Sequence[Problem]) -> Iterator[str]:
    """The problems as a JSON array, piece by piece: one object a line, a line feed at the end.

    Lone halves of surrogate pairs, which UTF-8 has no place for, become U+FFFD.
    """
    yield "[\n" if problems else "[]\n"
    for number, problem in enumerate(problems, start=1):
        line = json.dumps(problem_object(problem), ensure_ascii=False)
        whole = line.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        yield f"{whole},\n" if number < len(problems) else f"{whole}\n]\n"
