"""What the check found → what the user reads on screen, by unit, in Chinese."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, zip_longest

from rich.cells import cell_len, chop_cells
from rich.console import Console
from rich.segment import Segment, Segments
from rich.text import Text

from formgen.campaign import Campaign
from formgen.problems import Problem, masked
from formgen.problems.counting import counted
from formgen.run.reports.error_report import COLOURS
from formgen.workbooks.by_unit import UnitProblems, by_unit
from formgen.workbooks.visible import visible

_WIDE = 120
"""From this many columns on each part of a problem has a column of its own."""
_WIDEST = 180
"""Longer lines are tiring to read."""
_SUMMARY_FROM = 20
"""With more problems than this, the end says how many there are of each kind."""
_LINES_AT_ONCE = 1_000
"""A hundred thousand problems would take a gigabyte if they were printed as one."""
_GAP = "  "
_OPENING, _CLOSING = "“‘（《〈「『【〔", "、。，．：；？！）》〉」』】〕”’…"
_TOKEN = re.compile(
    f"[{_OPENING}]*(?:[^\\s{_OPENING}{_CLOSING}\u2e80-\U0003ffff]+"
    f"|(?![{_OPENING}{_CLOSING}])[\u2e80-\U0003ffff])[{_CLOSING}]*"
    f"|[{_OPENING}]+[{_CLOSING}]*|[{_CLOSING}]+|\\s"
)
"""What stays together on a line: a word or one Chinese character, with its punctuation."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text of one style within a cell; it starts on a line of its own."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the table on screen."""

    heading: str
    width: int


_Row = Sequence[Sequence[_Piece]]
_Line = Sequence[tuple[str, str]]
"""Texts and their styles, side by side."""


def report_check(
    campaign: Campaign,
    units: Sequence[str],
    problems: Sequence[Problem],
    counts: Mapping[str, int],
    console: Console,
) -> None:
    """Print all problems by unit, every word of them, and how many there are.

    Args:
        campaign: whose data was checked.
        units: names of the units, in the order of units.csv.
        problems: what was found, in reading order.
        counts: number of records checked by the unit they name, "" for those without.
        console: where to; lines are as long as it is wide.
    """
    _line(console, Text(campaign.name, "bold"))
    _line(console, Text(f"检查了 {sum(counts.values())} 份申报。"))
    report_groups(by_unit(problems, campaign, units), counts, console)
    _summary(problems, console)


def report_groups(
    groups: Iterable[UnitProblems], counts: Mapping[str, int], console: Console
) -> None:
    """Print problems by unit, each unit's in a table, and a blank line behind all.

    Args:
        groups: the problems.
        counts: as for `report_check`.
        console: where to.
    """
    for group in groups:
        _line(console, Text())
        _line(console, _heading(group, counts))
        _table(group, console)
    _line(console, Text())


def _line(console: Console, text: Text) -> None:
    """Print a line, which is never cut; the console may break it."""
    console.print(text, overflow="fold", highlight=False)


def _heading(group: UnitProblems, counts: Mapping[str, int]) -> Text:
    own = 0 if group.unit is None else counts.get(group.unit, 0)
    entries = f"{own} 份申报，" if own else ""
    heading = Text(masked(visible(group.heading)), "bold")
    return heading.append(f"（{entries}{counted(group.problems)}）", "not bold")


def _summary(problems: Sequence[Problem], console: Console) -> None:
    if not problems:
        _line(console, Text("没有发现问题。", "green"))
        return
    _line(console, Text(f"共有{counted(problems)}。", "bold"))
    if len(problems) <= _SUMMARY_FROM:
        return
    kinds = Counter((problem.code, problem.title) for problem in problems)
    for (code, title), count in sorted(kinds.items(), key=lambda kind: (-kind[1], kind[0])):
        _line(console, Text(f"  {code} {title} × {count}"))


def _table(group: UnitProblems, console: Console) -> None:
    """Print a unit's problems as a table.

    rich's own tables break Chinese only at spaces first, let 、 and 。 begin a line, and
    take seconds for thousands of rows; so do its texts where there are a hundred thousand.
    """
    width = min(console.width, _WIDEST)
    wide = width >= _WIDE
    columns = _wide_columns(width) if wide else _narrow_columns(width)
    rows = _rows(group, wide=wide)
    lines = _lines(columns, rows)
    while some := list(islice(lines, _LINES_AT_ONCE)):
        segments = (
            Segment(text, console.get_style(style) if style else None)
            for line in some
            for text, style in (*line, ("\n", ""))
        )
        console.print(Segments(segments), soft_wrap=True)


def _narrow_columns(width: int) -> list[_Column]:
    """Place and entry share a column, and so do message and hint."""
    first, second = max(10, min(26, width * 3 // 10)), 8
    rest = width - first - second - 2 * len(_GAP)
    return [
        _Column("位置、申报", first),
        _Column("级别", second),
        _Column("问题和改法", max(rest, 8)),
    ]


def _wide_columns(width: int) -> list[_Column]:
    place, entry, severity = 24, 24, 8
    rest = (width - place - entry - severity - 4 * len(_GAP)) // 2
    named = {"位置": place, "申报": entry, "级别": severity, "问题": rest, "怎么改": rest}
    return [_Column(heading, size) for heading, size in named.items()]


def _rows(group: UnitProblems, *, wide: bool) -> Iterator[_Row]:
    """A row a problem; an entry's name stands only where it begins."""
    before: tuple[object, ...] = ()
    for problem, where in zip(group.problems, group.places(), strict=True):
        here = (problem.place.file, problem.place.sheet, problem.place.row, problem.entry)
        name = masked(problem.entry) if here != before else ""
        before = here
        place, entry = [_Piece(where)], [_Piece(name, "cyan")] if name else []
        severity = [_Piece(f"{problem.severity.chinese} {problem.code}", COLOURS[problem.severity])]
        source = [_Piece(f"依据：{problem.source}", "dim")] if problem.source else []
        message = [_Piece(f"{problem.message}。")]
        if wide:
            yield place, entry, severity, message, [_Piece(f"{problem.hint}。"), *source]
        else:
            hint = _Piece(f"怎么改：{problem.hint}。")
            yield [*place, *entry], severity, [*message, hint, *source]


def _lines(columns: Sequence[_Column], rows: Iterable[_Row]) -> Iterator[_Line]:
    """The table's lines: headings, a rule, and the rows."""
    headings = [[_Piece(column.heading, "bold")] for column in columns]
    yield from _row_lines(columns, headings)
    yield [(_GAP.join("─" * column.width for column in columns), "dim")]
    for row in rows:
        yield from _row_lines(columns, row)


def _row_lines(columns: Sequence[_Column], row: _Row) -> Iterator[_Line]:
    """The lines of a row, as many as its longest cell has."""
    cells = [
        [(line, piece.style) for piece in pieces for line in wrapped(piece.text, column.width)]
        for pieces, column in zip(row, columns, strict=True)
    ]
    for parts in zip_longest(*cells, fillvalue=("", "")):
        side_by_side: list[tuple[str, str]] = []
        behind = 0
        for column, (line, style) in zip(columns, parts, strict=True):
            if line:
                side_by_side += [(" " * behind, ""), (line, style)]
                behind = 0
            behind += column.width - (cell_len(line) if line else 0) + len(_GAP)
        yield side_by_side


@lru_cache(maxsize=4096)
def wrapped(text: str, width: int) -> tuple[str, ...]:
    """A text in lines of a width in terminal cells; no character is left out.

    No line begins with closing or ends with opening punctuation, unless it is longer
    than a line.
    """
    lines: list[str] = []
    for paragraph in visible(text).replace("\t", " ").splitlines() or [""]:
        line, used = "", 0
        for token in _tokens(paragraph, width):
            size = cell_len(token)
            if used + size > width and line:
                lines.append(line.rstrip())
                line, used = "", 0
            if line or not token.isspace():
                line, used = line + token, used + size
        lines.append(line)
    return tuple(lines)


def _tokens(paragraph: str, width: int) -> Iterator[str]:
    """What stays together on a line, cut where it is longer than one."""
    for token in _TOKEN.findall(paragraph):
        if cell_len(token) > width:
            yield from chop_cells(token, width)
        else:
            yield token
