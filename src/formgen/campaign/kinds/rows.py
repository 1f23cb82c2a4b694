"""A table inside a form: several rows of the same columns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from formgen.campaign.kinds.base import Fault, FieldLike, Kind, Raw, Setting, lines_of, text_of
from formgen.campaign.values import NoRows, Value

_BAR = re.compile(r"\s*[|｜]\s*")


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
        """The rows as mappings from column name to value.

        Raises:
            Fault: V09 for a line with too many columns, V14 for an unknown column, or
                the fault of the value itself, with its row.
        """
        columns = setting.field.columns
        if isinstance(raw, str):
            lines = lines_of(text_of(raw))
            given = [_from_line(line, n, columns) for n, line in enumerate(lines, 1)]
        elif isinstance(raw, Mapping):
            raise Fault("V07", expected="列表")
        else:
            given = [_from_object(item, columns) for item in raw]
        return tuple(self._row(row, n, setting) for n, row in enumerate(given, 1))

    def _row(self, row: Mapping[str, Raw], number: int, setting: Setting) -> Mapping[str, Value]:
        values: dict[str, Value] = {}
        for column in setting.field.columns:
            kind = setting.kinds[column.kind]
            raw = row.get(column.name, "")
            if raw in ("", (), []):
                values[column.name] = kind.blank(column)
                continue
            options = {option: option for option in column.options}
            try:
                own = replace(setting, field=column, options=options)
                values[column.name] = kind.parse(raw, own)
            except Fault as fault:
                raise Fault("V15", row=number, column=column.name, inner=fault) from fault
        return values


def _from_line(line: str, number: int, columns: Sequence[FieldLike]) -> Mapping[str, Raw]:
    cells = _BAR.split(line)
    if len(cells) > len(columns):
        names = "｜".join(column.name for column in columns)
        raise Fault("V09", row=number, count=len(cells), expected=len(columns), columns=names)
    return {column.name: cell for column, cell in zip(columns, cells, strict=False)}


def _from_object(item: Raw, columns: Sequence[FieldLike]) -> Mapping[str, Raw]:
    if not isinstance(item, Mapping):
        raise Fault("V07", expected="由各行（对象）组成的列表")
    names = [column.name for column in columns]
    if unknown := [name for name in item if name not in names]:
        raise Fault("V14", name=unknown[0], columns="、".join(names))
    return item
