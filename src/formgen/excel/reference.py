"""Formulas → parts that can be pointed at the rows of the filled sheet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.utils import quote_sheetname

from formgen.excel.rowmap import Origin, RowMap, Span
from formgen.ooxml.area import MAX_ROW, parse_area

_CELL = r"(\$?[A-Za-z]{1,3}\$?)([1-9][0-9]{0,6})"
_CELLS = re.compile(rf"{_CELL}(?::{_CELL})?")
_ROWS = re.compile(r"(\$?)([1-9][0-9]{0,6}):(\$?)([1-9][0-9]{0,6})")
_LISTING = frozenset(
    {"SUM", "COUNT", "COUNTA", "AVERAGE", "MAX", "MIN", "PRODUCT", "SUBTOTAL", "AND", "OR"}
)
"""Functions that take any number of areas, so that an area in pieces can be listed."""
_MOST_AREAS = 200
"""Excel takes 255 arguments."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Cells or rows a formula refers to."""

    qualifier: str
    """The sheet as written, '汇总'!; empty for the formula's own."""
    sheet: str
    left: str
    """What precedes the first row number: $C$."""
    top: int
    right: str | None
    """What precedes the second; None for a single cell."""
    bottom: int
    listed: bool
    """Whether it is a whole argument of a function that takes any number of areas."""
    spans: bool = False
    """Whether a single cell stands for all its copies even where it is not listed."""

    def text(self, span: Span) -> str:
        """The reference with other rows."""
        if self.right is None and span.top == span.bottom:
            return f"{self.left}{span.top}"
        right = self.left if self.right is None else self.right
        return f"{self.left}{span.top}:{right}{span.bottom}"


Formula = tuple[str | Reference, ...]


def read_formula(text: str) -> Formula:
    """A formula without its = as literal parts and references.

    Raises:
        TokenizerError: the text is no formula.
    """
    parts: list[str | Reference] = []
    tokens = Tokenizer(f"={text}").items
    functions: list[str] = []
    for index, token in enumerate(tokens):
        if token.subtype == Token.OPEN:
            functions.append(token.value.rstrip("(").upper())
        elif token.subtype == Token.CLOSE:
            functions.pop()
        listed = bool(functions) and functions[-1] in _LISTING and _stands_alone(tokens, index)
        parts.append(_part(token, listed))
    return tuple(parts)


def _stands_alone(tokens: list[Token], index: int) -> bool:
    before = [token for token in tokens[:index] if token.type != Token.WSPACE]
    after = [token for token in tokens[index + 1 :] if token.type != Token.WSPACE]
    opens = bool(before) and (before[-1].subtype == Token.OPEN or before[-1].type == Token.SEP)
    closes = bool(after) and (after[0].subtype == Token.CLOSE or after[0].type == Token.SEP)
    return opens and closes


def _part(token: Token, listed: bool) -> str | Reference:
    if token.type != Token.OPERAND or token.subtype != Token.RANGE:
        return str(token.value)
    sheet, mark, cells = token.value.rpartition("!")
    match = _CELLS.fullmatch(cells) or _ROWS.fullmatch(cells)
    if match is None or "[" in sheet:
        return str(token.value)
    left, top, right, bottom = match.groups()
    rows = sorted((int(top), int(bottom or top)))
    return Reference(sheet + mark, _unquoted(sheet), left, rows[0], right, rows[1], listed)


def _unquoted(sheet: str) -> str:
    return sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet


@dataclass(frozen=True, slots=True)
class Mover:
    """Points references at the filled workbook."""

    maps: Mapping[str, RowMap]
    """Sheet name of the template to where its rows went."""
    titles: Mapping[str, str]
    """Sheet name of the template to the name it got."""

    def formula(self, formula: Formula, sheet: str, near: Origin | None = None) -> str:
        """The formula as it stands in a row of `sheet`, if `near` says which."""
        return "".join(
            part if isinstance(part, str) else self._reference(part, sheet, near)
            for part in formula
        )

    def area(self, formula: Formula) -> str:
        """What a name or chart refers to: of a cell that was repeated, all copies."""
        return self.formula(tuple(map(_as_area, formula)), "")

    def sqref(self, text: str, sheet: str) -> str:
        """Areas parted by blanks (ST_Sqref), moved; empty where all their rows vanished."""
        areas = (parse_area(area) for area in text.split())
        runs = self.maps[sheet].runs
        return " ".join(
            str(area.at(*span)) for area in areas for span in runs(area.top, area.bottom)
        )

    def vanished(self, formula: Formula, sheet: str) -> bool:
        """Whether nothing is left of what a name refers to."""
        references = [part for part in formula if isinstance(part, Reference)]
        return bool(references) and not any(self._runs(part, sheet, None) for part in references)

    def _reference(self, reference: Reference, sheet: str, near: Origin | None) -> str:
        qualifier = reference.qualifier
        if reference.sheet and self.titles.get(reference.sheet, reference.sheet) != reference.sheet:
            qualifier = quote_sheetname(self.titles[reference.sheet]) + "!"
        runs = self._runs(reference, sheet, near) or [Span(MAX_ROW, MAX_ROW)]
        return ",".join(qualifier + reference.text(span) for span in self._pieces(reference, runs))

    def _runs(self, reference: Reference, sheet: str, near: Origin | None) -> list[Span]:
        target = reference.sheet or sheet
        if target not in self.maps:
            return [Span(reference.top, reference.bottom)]
        rows = self.maps[target]
        every = rows.runs(reference.top, reference.bottom)
        if near is None or target != sheet:
            return every
        turn = rows.runs(reference.top, reference.bottom, near)
        return _fixed(reference, every, turn) if turn else turn

    @staticmethod
    def _pieces(reference: Reference, runs: list[Span]) -> list[Span]:
        """The area a reference becomes; in pieces only where it can be listed.

        A sum over the rows of all groups must leave out the groups' own sums between
        them. Rows that all vanished are stood in for by the last row of the sheet, which
        is blank: a sum of it is 0, where #REF! would break the formula.
        """
        if reference.right is None and not (reference.listed or reference.spans):
            return [Span(runs[0].top, runs[0].top)]
        if reference.listed and len(runs) <= _MOST_AREAS:
            return runs
        return [Span(runs[0].top, runs[-1].bottom)]


def _as_area(part: str | Reference) -> str | Reference:
    return part if isinstance(part, str) else replace(part, spans=True)


def _fixed(reference: Reference, every: list[Span], turn: list[Span]) -> list[Span]:
    """The rows of one turn of a loop, or of every turn at an end held fast by a $."""
    right = reference.left if reference.right is None else reference.right
    top_fixed, bottom_fixed = reference.left.endswith("$"), right.endswith("$")
    if top_fixed == bottom_fixed:
        return every if top_fixed else turn
    if top_fixed:
        return [Span(every[0].top, turn[-1].bottom)]
    return [Span(turn[0].top, every[-1].bottom)]
