"""A JSON or JSON Lines file → Table."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from formgen.campaign import FieldDefinition
from formgen.campaign.kinds.base import Raw
from formgen.problems import InputError, Place, Problem
from formgen.tables.decoding import EncodingError, decode
from formgen.tables.grid import MOST_UNKNOWN, missing_column, more_unknown, unknown_column
from formgen.tables.headers import Headings, is_serial, shown
from formgen.tables.json_syntax import JsonLiteral, JsonObject, JsonValue, parse, too_deep
from formgen.tables.record import Cell, Record, Table, unix_lines

RECORDS_KEY = "申报"
"""Key of the list of records, where the file is an object."""

_LONGEST_STEP = 100
"""Characters of a key that a path shows as it is."""
_MOST_TOLD = 20
"""More items of a list that cannot be read are not told one by one; nobody needs all to see it."""
_SHAPE_HINT = '应是用方括号括起的一列申报，每份申报用花括号括起，如 [{"姓名": "张三"}]'


@dataclass(frozen=True, slots=True)
class _Item:
    """One element of the list of records, or one line of JSON Lines."""

    value: JsonValue
    row: int
    path: str


def read_json(path: Path, file: str, fields: Sequence[FieldDefinition]) -> Table:
    """The table of a JSON file: a list of objects, or an object with that list as 申报.

    A place's row is the number of the record, its path the usual `$[2].姓名` from 0.

    Raises:
        InputError: encoding or syntax are wrong, or the whole is of another shape.
    """
    reader = _Reader(file, Headings(fields))
    whole = parse(_text(path, file), file)
    try:
        return reader.table(_items(whole, reader))
    except RecursionError:
        raise too_deep(file) from None


def read_json_lines(path: Path, file: str, fields: Sequence[FieldDefinition]) -> Table:
    """The table of a JSON Lines file: one object a line, blank lines skipped.

    A place's row is the number of the line.

    Raises:
        InputError: encoding or the syntax of a line are wrong.
    """
    lines = enumerate(_text(path, file).split("\n"), start=1)
    items = [
        _Item(parse(line, file, first_line=number), number, "$")
        for number, line in lines
        if line.strip()
    ]
    reader = _Reader(file, Headings(fields))
    try:
        return reader.table(items)
    except RecursionError:
        raise too_deep(file) from None


def _text(path: Path, file: str) -> str:
    try:
        text = decode(path.read_bytes())
    except EncodingError as error:
        raise InputError(f"{file} 读不出来：{error}", hint="请另存为 UTF-8") from None
    if not text.strip():
        raise InputError(f"{file} 是空的", hint=_SHAPE_HINT)
    return text


def _items(whole: JsonValue, reader: _Reader) -> list[_Item]:
    """The elements of the list of records, wherever the file keeps it.

    Raises:
        InputError: there is no such list, or not one object in it.
    """
    path = "$"
    if isinstance(whole, JsonObject):
        path = f"$.{RECORDS_KEY}"
        for key in (*whole.items, *whole.repeated):
            if key != RECORDS_KEY or key in whole.repeated:
                place = Place(reader.file, path=_step("$", key))
                code = "T16" if key in whole.repeated else "T18"
                reader.problems.append(Problem(code, place, details={"key": shown(key)}))
        whole = whole.items.get(RECORDS_KEY)
    if not isinstance(whole, list) or (
        whole and not any(isinstance(item, JsonObject) for item in whole)
    ):
        raise InputError(f"{reader.file} 的内容不是一列申报", hint=_SHAPE_HINT)
    return [_Item(value, n + 1, f"{path}[{n}]") for n, value in enumerate(whole)]


@dataclass(slots=True)
class _Reader:
    """Reads records and collects their problems and columns."""

    file: str
    headings: Headings
    problems: list[Problem] = field(default_factory=list)
    columns: set[str] = field(default_factory=set)
    _unknown: set[str] = field(default_factory=set)
    """Unknown keys that were reported once."""

    def table(self, items: Sequence[_Item]) -> Table:
        """The table of all items.

        Raises:
            InputError: there are items, but none names a field.
        """
        found = [cells for item in items if (cells := self._cells(item))]
        if items and not self.columns:
            raise InputError(
                f"{self.file} 里没有一项是本活动要填的",
                hint=f"请检查是不是选错了文件；可填：{self.headings.expected()}",
            )
        if len(self._unknown) > MOST_UNKNOWN:
            self.problems.append(more_unknown(Place(self.file), len(self._unknown)))
        records = tuple(
            Record(number, self._complete(cells, row, path))
            for number, (cells, row, path) in enumerate(found, start=1)
        )
        if items:
            absent = [name for name in self.headings.required() if name not in self.columns]
            self.problems.extend(missing_column(Place(self.file), name) for name in absent)
        if not records:
            self.problems.append(Problem("T07", Place(self.file)))
        return Table(self.file, records, tuple(self.problems), frozenset(self.columns), frozenset())

    def _cells(self, item: _Item) -> tuple[dict[str, Cell | None], int, str] | None:
        """Field name to cell, None for a cell that cannot be read; None for no record."""
        if not isinstance(item.value, JsonObject):
            self._report("T17", Place(self.file, row=item.row, path=item.path))
            return None
        cells: dict[str, Cell | None] = {}
        for key, value in item.value.items.items():
            path = _step(item.path, key)
            name = self._field(key, Place(self.file, row=item.row, path=path))
            if not name:
                continue
            place = Place(self.file, row=item.row, field=name, path=path)
            repeated = key in item.value.repeated or name in cells
            if repeated:
                self._report("T16", place, key=shown(key))
            raw = self._raw(value, place, path)
            cells[name] = None if repeated or raw is None else Cell(raw, place)
        self.columns.update(cells)
        if _is_blank_record(item.value):
            return None
        return cells, item.row, item.path

    def _complete(self, cells: dict[str, Cell | None], row: int, path: str) -> dict[str, Cell]:
        """The readable cells, and an empty one for every column the record leaves out."""
        complete = {name: cell for name, cell in cells.items() if cell is not None}
        for name in self.columns.difference(cells):
            complete[name] = Cell("", Place(self.file, row=row, field=name, path=_step(path, name)))
        return complete

    def _field(self, key: str, place: Place) -> str:
        """The field a key names; an unknown key is reported where it first comes."""
        names = self.headings.find(key)
        if len(names) == 1:
            return names[0]
        if key not in self._unknown and not is_serial(key):
            self._unknown.add(key)
            if len(self._unknown) <= MOST_UNKNOWN:
                self.problems.append(unknown_column(place, key, names, self.headings))
        return ""

    def _raw(self, value: JsonValue, place: Place, path: str) -> Raw | None:
        """The value with text leaves; None where part of it cannot be read."""
        match value:
            case None:
                return ""
            case str():
                return unix_lines(value)
            case JsonLiteral():
                self._report("T15", _at(place, path), literal=value.text)
                return None
            case list():
                return self._list(value, place, path)
            case JsonObject():
                return self._mapping(value, place, path)

    def _list(self, values: list[JsonValue], place: Place, path: str) -> Raw | None:
        readable: list[Raw] = []
        for n, value in enumerate(values):
            raw = self._raw(value, place, f"{path}[{n}]")
            if raw is not None:
                readable.append(raw)
            elif n - len(readable) + 1 >= _MOST_TOLD:
                return None
        return readable if len(readable) == len(values) else None

    def _mapping(self, value: JsonObject, place: Place, path: str) -> Raw | None:
        for key in value.repeated:
            self._report("T16", _at(place, _step(path, key)), key=shown(key))
        raws = {key: self._raw(v, place, _step(path, key)) for key, v in value.items.items()}
        readable = {key: raw for key, raw in raws.items() if raw is not None}
        return readable if len(readable) == len(raws) and not value.repeated else None

    def _report(self, code: str, place: Place, **details: object) -> None:
        self.problems.append(Problem(code, place, details=details))


def _at(place: Place, path: str) -> Place:
    return Place(place.file, row=place.row, field=place.field, path=path)


def _step(path: str, key: str) -> str:
    """A JSON path one key further: `$[2].姓名`, quoted where the key is no identifier."""
    if key.isidentifier() and len(key) <= _LONGEST_STEP:
        return f"{path}.{key}"
    return f"{path}[{json.dumps(shown(key), ensure_ascii=False)}]"


def _is_blank_record(record: JsonObject) -> bool:
    """Whether nothing was written, not even under a key that names no field."""
    written = (value for key, value in record.items.items() if not is_serial(key))
    return not record.repeated and all(map(_is_blank, written))


def _is_blank(value: JsonValue) -> bool:
    """Whether a value is empty text, or a list or object of nothing else."""
    if isinstance(value, JsonLiteral):
        return False
    if isinstance(value, JsonObject):
        return all(map(_is_blank, value.items.values()))
    return all(map(_is_blank, value)) if isinstance(value, list) else not (value or "").strip()
