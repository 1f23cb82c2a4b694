"""A table inside a form: several rows of the same columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from formgen.campaign.kinds.base import (
    Fault,
    FieldLike,
    Kind,
    Raw,
    Setting,
    each_parsed,
    is_blank,
    lines_of,
    text_of,
)
from formgen.campaign.values import NoRows, Value

_BAR = re.compile("[|｜]")


class Rows(Kind):
    """Rows of a table in the form; in a cell one a line, its columns parted by |."""

    name = "明细"
    takes = frozenset({"列", "最少数量", "最多数量"})
    needs = (("列",),)
    long = True

    def blank(self, field: FieldLike) -> Value:
        """No row."""
        return NoRows.of(column.name for column in field.columns)

    def parse(self, raw: Raw, setting: Setting) -> Value:
        """The rows as mappings from column name to value; rows of blanks are none.

        Raises:
            Fault: V09 for a line with too many columns, V14 for an unknown column, or
                the fault of the value itself, with its row.
        """
        settings = [
            replace(setting, field=column, options={option: option for option in column.options})
            for column in setting.field.columns
        ]
        given = enumerate(_given(raw, setting.field.columns), start=1)
        rows = [(number, row) for number, row in given if not is_blank(row)]
        parsed = each_parsed(partial(_row, settings=settings), rows)
        return parsed or self.blank(setting.field)

    def remarks(self, raw: Raw, setting: Setting) -> Iterator[Fault]:
        """What the columns' kinds have to say of the rows."""
        columns = setting.field.columns
        for row in _given(raw, columns):
            for column in columns:
                value = row.get(column.name, "")
                if value not in _BLANK:
                    own = replace(setting, field=column, options={})
                    yield from setting.kinds[column.kind].remarks(value, own)


_BLANK: tuple[Raw, ...] = ("", (), [])


def _given(raw: Raw, columns: Sequence[FieldLike]) -> list[Mapping[str, Raw]]:
    """The rows as they came."""
    if isinstance(raw, str):
        lines = enumerate(lines_of(text_of(raw)), start=1)
        return [_from_line(line, number, columns) for number, line in lines]
    if isinstance(raw, Mapping):
        raise Fault("V07", expected="列表")
    return [_from_object(item, columns) for item in raw]


def _row(
    numbered: tuple[int, Mapping[str, Raw]], settings: Sequence[Setting]
) -> Mapping[str, Value]:
    number, row = numbered
    values = each_parsed(partial(_cell, row=row, number=number), settings)
    return {s.field.name: value for s, value in zip(settings, values, strict=True)}


def _cell(setting: Setting, row: Mapping[str, Raw], number: int) -> Value:
    column = setting.field
    kind, raw = setting.kinds[column.kind], row.get(column.name, "")
    try:
        if raw not in _BLANK:
            return kind.parse(raw, setting)
        if column.required:
            raise Fault("V01", field=column.name, label=column.printed)
        return kind.blank(column)
    except Fault as fault:
        raise Fault("V15", row=number, column=column.name, inner=fault) from fault


def _from_line(line: str, number: int, columns: Sequence[FieldLike]) -> Mapping[str, Raw]:
    cells = [cell.strip() for cell in _BAR.split(line)]
    if len(cells) > len(columns):
        names = "｜".join(column.name for column in columns)
        raise Fault("V09", row=number, count=len(cells), expected=len(columns), columns=names)
    return {column.name: cell for column, cell in zip(columns, cells, strict=False)}


def _from_object(item: Raw, columns: Sequence[FieldLike]) -> Mapping[str, Raw]:
    if not isinstance(item, Mapping):
        raise Fault("V07", expected="一列各行，每行用花括号括起")
    names = [column.name for column in columns]
    if unknown := [name for name in item if name not in names]:
        raise Fault("V14", name=unknown[0], columns="、".join(names))
    return item
