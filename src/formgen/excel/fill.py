"""A program and a context → the rows of every sheet, with the texts of their cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from jinja2 import Template

from formgen.excel.failure import TAG_HINT, failure, overfull
from formgen.excel.marks import (
    LOOP,
    NUMBER,
    PLACE,
    ROW,
    RUN,
    SHEET,
    IllegalCharacterError,
    Number,
    marked,
)
from formgen.excel.program import Program, Slot
from formgen.excel.rowmap import Origin
from formgen.excel.strings import Run, Text, plain
from formgen.ooxml.area import MAX_ROW
from formgen.problems import TemplateError
from formgen.tags import FILLING_ERRORS, in_chinese, pieces_of

MAX_CHARACTERS = 32_767
"""Most a cell holds, in UTF-16 units as Excel counts."""
Value = Text | int
"""What a cell shows: text in runs, or a whole number."""


@dataclass(slots=True)
class FilledRow:
    """A row of a filled sheet."""

    origin: Origin
    values: dict[int, Value] = field(default_factory=dict)
    """Slot to what it shows."""


@dataclass(slots=True)
class FilledSheet:
    """A filled sheet: its rows from the first with tags to the last, and its other texts."""

    rows: list[FilledRow] = field(default_factory=list)
    texts: dict[int, str] = field(default_factory=dict)
    """Slot of a sheet's name, header or footer to its text."""


def fill(
    program: Program, template: Template, context: Mapping[str, object], shown: str
) -> list[FilledSheet]:
    """Render the source once and take it apart again.

    Raises:
        TemplateError: a name is undefined, a tag does not fit its value, or a cell gets
            more text than a cell holds; the message names the cell.
        IllegalCharacterError: a value holds a control character.
    """
    return _Reader(program, shown).read(_rendered(program, template, context, shown))


def _rendered(
    program: Program, template: Template, context: Mapping[str, object], shown: str
) -> str:
    pieces: list[str] = []
    try:
        for piece in pieces_of(template, context):
            pieces.append(NUMBER + piece if isinstance(piece, Number) else piece)
    except IllegalCharacterError:
        raise
    except FILLING_ERRORS as error:
        place = program.slots[_last_slot(pieces)].place
        raise failure(shown, place, in_chinese(error), TAG_HINT) from error
    return "".join(pieces)


def _last_slot(pieces: list[str]) -> int:
    """The slot that was being filled when rendering stopped."""
    return [number for kind, number, _ in marked("".join(pieces)) if kind == PLACE][-1]


class _Reader:
    """Takes rendered text apart."""

    def __init__(self, program: Program, shown: str) -> None:
        self._program = program
        self._shown = shown
        self._sheets: list[FilledSheet] = []
        self._turns: dict[int, int] = {}
        self._slot = 0
        self._segments: list[tuple[int, str]] = []

    def read(self, text: str) -> list[FilledSheet]:
        for kind, number, text_after in marked(text):
            if kind == RUN:
                self._segments.append((number, text_after))
                continue
            self._finish()
            if kind == SHEET:
                self._sheets.append(FilledSheet())
            elif kind == ROW:
                self._row(number)
            elif kind == LOOP:
                self._turns[number] = self._turns.get(number, -1) + 1
            else:
                self._slot, self._segments = number, [(0, text_after)]
        self._finish()
        return self._sheets

    def _row(self, number: int) -> None:
        rows = self._sheets[-1].rows
        chain = self._program.sheets[len(self._sheets) - 1].region.chains[number]
        rows.append(FilledRow(Origin(number, tuple(self._turns[loop] for loop in chain))))
        if len(rows) > MAX_ROW:
            message = f"模板“{self._shown}”写出的行数超过了一张工作表的 {MAX_ROW} 行"
            raise TemplateError(message, hint="请把数据分成几份")

    def _finish(self) -> None:
        """Store what the last place got."""
        if not self._segments:
            return
        slot = self._program.slots[self._slot]
        value = _value(slot, self._segments)
        sheet = self._sheets[-1]
        if isinstance(value, tuple):
            self._check_length(slot, plain(value))
        if slot.is_cell:
            sheet.rows[-1].values[self._slot] = value
        else:
            sheet.texts[self._slot] = str(value) if isinstance(value, int) else plain(value)
        self._segments = []

    def _check_length(self, slot: Slot, text: str) -> None:
        if len(text) * 2 > MAX_CHARACTERS and _utf16_units(text) > MAX_CHARACTERS:
            reason = f"填入的文字有 {len(text)} 字，一格最多放 {MAX_CHARACTERS} 字"
            raise overfull(
                self._shown, slot.place, reason, "请在申报里缩短这一项，或换到 Word 文书里"
            )


def _utf16_units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _value(slot: Slot, segments: list[tuple[int, str]]) -> Value:
    joined = "".join(text for _, text in segments).strip()
    if slot.number and joined.startswith(NUMBER):
        return int(joined.removeprefix(NUMBER))
    runs = (Run(slot.looks[number], text.replace(NUMBER, "")) for number, text in segments)
    return tuple(run for run in runs if run.text)
