"""A merged value → what a cell of a .csv or .xlsx, or a JSON file, holds of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from formgen.campaign.kinds import FILE_KINDS, KINDS, Raw, Setting, parsed
from formgen.campaign.kinds.base import FieldLike, storable
from formgen.check.values import SIDE_FILE_MARKS
from formgen.collect.merging.merged import MergedRow, MergedValue
from formgen.collect.quoting import short
from formgen.collect.saving.shelf import Shelf
from formgen.collect.settings import Settings
from formgen.problems import Place, Problem

_GUARD = "\u200b"
"""A space without width. Kinds take it off again, and no program takes what follows for more
than text: not Excel for a formula when it opens a CSV file, not this one for a file's name."""
_FORMULA = re.compile(
    r"\s*[=＝@＠]\s*\S|\s*[+\-＋－](?!\s*[(（]?\d[\d\s()（）.,:：/+\-—]*$)\s*\S|[\t\r\n]"
)
"""What Excel runs, or hides something in; numbers with a sign are only numbers."""
MOST_QUOTED = 60
"""Characters of a value that a problem quotes."""
MOST_CHARACTERS = 32_767
"""A cell of Excel holds no more; it cuts longer ones of CSV files off."""


@dataclass(frozen=True, slots=True)
class WrittenCell:
    """What a file holds of a value."""

    raw: Raw
    """Text; in JSON also lists and objects."""
    problems: tuple[Problem, ...] = ()
    """C04 where a cell cannot hold the value as it is."""


@dataclass(frozen=True, slots=True)
class CellWriter:
    """Turns the values of rows into what a file holds."""

    suffix: str
    """Ending of the table's file: .csv, .json or .xlsx."""
    shelf: Shelf
    settings: Settings
    """What the fields' kinds need."""

    def cell(self, value: MergedValue, name: str, row: MergedRow) -> WrittenCell:
        """What the file holds for a field.

        Raises:
            OutputError: a text too long for a cell cannot be written to a file of its own.
        """
        kind = self.settings[name].field
        if value.from_table and isinstance(value.raw, str):
            return WrittenCell(storable(value.raw))
        if self.suffix == ".json":
            return WrittenCell(_guarded(_storable(value.raw), kind))
        text, changed = self._written(value.raw, name)
        text = storable(text)
        if len(text) >= MOST_CHARACTERS:
            text, cut = self._beside(text, name, row.name)
            reasons = filter(None, (changed, cut))
        else:
            text = str(_guarded(text, kind))
            text = _GUARD + text if self.suffix == ".csv" and _FORMULA.match(text) else text
            reasons = filter(None, (changed,))
        return WrittenCell(text, tuple(self._doubt(value, name, row, one) for one in reasons))

    def _written(self, raw: Raw, name: str) -> tuple[str, str]:
        """A list or an object as people write it into a cell, and why that is not all of it."""
        if isinstance(raw, str):
            return raw, ""
        setting = self.settings[name]
        text = in_words(raw, [column.name for column in setting.field.columns])
        if setting.field.kind in FILE_KINDS or _means(text, raw, setting):
            return text, ""
        return text, "一格里写不下原样，竖线、换行已换成别的；用 -o 换成 .json 可以原样保存"

    def _beside(self, text: str, name: str, entry: str) -> tuple[str, str]:
        """The name of a file with a text that no cell holds; its beginning where none can be."""
        if KINDS[self.settings[name].field.kind].long:
            return SIDE_FILE_MARKS[0] + self.shelf.put(name, entry, ".txt", text.encode()), ""
        reason = f"有 {len(text)} 个字，一格放不下，表格里只有前面的"
        return text[: MOST_CHARACTERS - 1] + "…", reason

    def _doubt(self, value: MergedValue, name: str, row: MergedRow, reason: str) -> Problem:
        """C04 of a value that a cell cannot hold as it is."""
        label = self.settings[name].field.printed
        details = {
            "label": label,
            "value": short(in_words(value.raw), MOST_QUOTED),
            "reason": reason,
        }
        place = Place(value.source, field=name)
        return Problem("C04", place, row.name, row.unit, details)


def _guarded(raw: Raw, kind: FieldLike) -> Raw:
    """A text that somebody began with @, so that it is not taken for the name of a file."""
    if not KINDS[kind.kind].long or not isinstance(raw, str) or "\n" in raw.strip():
        return raw
    return _GUARD + raw if raw.strip().startswith(SIDE_FILE_MARKS) else raw


def _means(text: str, raw: Raw, setting: Setting) -> bool:
    """Whether a text gives the same value as a list or object; also where that gives none."""
    value = parsed(raw, setting)
    return value is None or parsed(text, setting) == value


def _storable(raw: Raw) -> Raw:
    if isinstance(raw, str):
        return storable(raw)
    if isinstance(raw, Mapping):
        return {key: _storable(item) for key, item in raw.items()}
    return [_storable(item) for item in raw]


def in_words(raw: Raw, columns: Sequence[str] = ()) -> str:
    """A value as people write it into a cell.

    Files one a line with their captions behind a bar, rows of a 明细 one a line with bars between
    their columns, several options parted by 、, parts of a text under their headings.

    Args:
        raw: the value.
        columns: names of the columns of a 明细, in its order.
    """
    if isinstance(raw, str):
        return raw
    if isinstance(raw, Mapping):
        return _object(raw)
    if all(isinstance(item, str) for item in raw):
        return "、".join(map(str, raw))
    return "\n".join(_line(item, columns) for item in raw)


def _object(raw: Mapping[str, Raw]) -> str:
    """One file, one option with its text, or the parts of a text."""
    if "文件" in raw:
        return _line(raw, ())
    if raw.keys() <= {"选项", "文字"}:
        option, text = str(raw.get("选项", "")), str(raw.get("文字", ""))
        return f"{option}（{text}）" if text else option
    return "\n".join(f"{heading}\n{in_words(text)}" for heading, text in raw.items() if text)


def _line(item: Raw, columns: Sequence[str]) -> str:
    """A file with its caption, or a row of a 明细, on one line."""
    if isinstance(item, str):
        return item
    if isinstance(item, Mapping) and "文件" in item:
        file, caption = str(item["文件"]), " ".join(str(item.get("说明", "")).split())
        return f"{file}|{caption}" if caption else file
    if isinstance(item, Mapping):
        item = [item.get(name, "") for name in columns or item]
    return "｜".join(map(_flat, item))


def _flat(cell: Raw) -> str:
    """A column of a row: on one line, without the bar that parts columns."""
    return " ".join(re.sub(r"[|｜]", "/", in_words(cell)).split("\n")).strip()
