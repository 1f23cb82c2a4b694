"""Text on ruled lines, as on a cover → tables of a label and what is written on the line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from formgen.collect.pdf_form.grid import Area, Grid
from formgen.collect.pdf_form.lines import Line, lines_of
from formgen.collect.pdf_form.marks import Piece, Rule

_GAP = 3.0
"""Points below a baseline from which a line is a border and no underlining."""
_REACH = 30.0
"""Points over a border within which what is written on it stands."""
_LEAST = 40.0
"""Points from which a line is a blank to be written on."""
_MOST = 200
"""Such lines on one page."""
_LEADING = 2.2
"""Ems between the lines of one text."""
_PITCH = 100.0
"""Points between the lines of one cover."""
_SAME = 3.0
"""Points by which the ends of its lines may differ."""


@dataclass(frozen=True, slots=True)
class FilledCell:
    """A cell and what stands in it on this page."""

    area: Area
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table, or its part on this page."""

    grid: Grid
    cells: tuple[FilledCell, ...]


def ruled_tables(pieces: Iterable[Piece], rules: Iterable[Rule]) -> tuple[list[Table], list[Piece]]:
    """The tables that labels and ruled lines make, and all other text.

    A table of which only the lower edges of the blanks are drawn looks so.

    Args:
        pieces: text outside tables.
        rules: horizontal lines outside tables.
    """
    rest = list(pieces)
    tables = []
    wide = [rule for rule in rules if rule.end - rule.start >= _LEAST][:_MOST]
    for group in _groups(wide):
        rows = []
        for rule in group:
            row = _row(rule, rest)
            if row is None:
                continue
            label, value = row
            used = {id(piece) for piece in (*label, *value)}
            rest = [piece for piece in rest if id(piece) not in used]
            rows.append((rule, label, value))
        if rows:
            tables.append(_table(rows))
    return tables, rest


def _groups(rules: Iterable[Rule]) -> list[list[Rule]]:
    """Lines of equal ends below each other."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda one: one.at):
        last = groups[-1][-1] if groups else None
        if (
            last is not None
            and rule.at - last.at <= _PITCH
            and abs(rule.start - last.start) <= _SAME
            and abs(rule.end - last.end) <= _SAME
        ):
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return groups


def _row(rule: Rule, pieces: Sequence[Piece]) -> tuple[list[Piece], list[Piece]] | None:
    """The label left of a line and what is written on it; None where there is no label."""
    above = [piece for piece in pieces if piece.y < rule.at]
    value = _written([p for p in above if rule.start - 2 <= p.x < rule.end], rule)
    top = min((piece.y for piece in value), default=rule.at) - 1
    left = [p for p in above if p.x < rule.start - 2]
    beside = [p for p in left if p.y >= top]
    label = beside or _written(left, rule)
    return (label, value) if label else None


def _written(pieces: Sequence[Piece], rule: Rule) -> list[Piece]:
    """The pieces that stand on a line, those of lines close above each other together."""
    found: list[Line] = []
    for line in reversed(lines_of(pieces)):
        over = (found[-1].y if found else rule.at) - line.y
        if not found and not _GAP <= over <= _REACH:
            return []
        if found and over > _LEADING * line.size:
            break
        found.append(line)
    if not found:
        return []
    return [piece for piece in pieces if piece.y >= found[-1].y - 1]


def _table(rows: Sequence[tuple[Rule, list[Piece], list[Piece]]]) -> Table:
    left = min(piece.x for _, label, _ in rows for piece in label)
    cells = []
    top = min(piece.y - piece.size for _, label, value in rows for piece in (*label, *value))
    for number, (rule, label, value) in enumerate(rows):
        first = Area(left, top, rule.start, rule.at, number, 0, 1, 1)
        second = Area(rule.start, top, rule.end, rule.at, number, 1, 1, 1)
        cells += [
            FilledCell(first, tuple(lines_of(label))),
            FilledCell(second, tuple(lines_of(value))),
        ]
        top = rule.at
    return Table(Grid(tuple(cell.area for cell in cells)), tuple(cells))
