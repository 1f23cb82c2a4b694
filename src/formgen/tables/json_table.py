"""A JSON or JSON Lines file → Table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from formgen.campaign import FieldDefinition
from formgen.campaign.kinds.base import Raw
from formgen.problems import InputError, Place, Problem
from formgen.tables.decoding import EncodingError, decode, text_file
from formgen.tables.grid import MOST_UNKNOWN, missing_column, more_unknown, unknown_column
from formgen.tables.headers import Headings, is_serial, shown
from formgen.tables.json_syntax import JsonLiteral, JsonObject, JsonValue, parse, too_deep
from formgen.tables.keeping import Spool
from formgen.tables.kept_records import KeptRecords, Raws
from formgen.tables.record import Table, unix_lines

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


def read_json(path: Path, file: str, fields: Sequence[FieldDefinition], spool: Spool) -> Table:
    """The table of a JSON file: a list of objects, or an object with that list as 申报.

    A place's row is the number of the record, its path the usual `$[2].姓名` from 0.

    Raises:
        InputError: encoding or syntax are wrong, or the whole is of another shape.
        OutputError: the temporary file cannot be written.
    """
    reader = _Reader(file, Headings(fields))
    whole = parse(_text(path, file), file)
    try:
        return reader.table(_items(whole, reader), spool)
    except RecursionError:
        raise too_deep(file) from None


def read_json_lines(
    path: Path, file: str, fields: Sequence[FieldDefinition], spool: Spool
) -> Table:
    """The table of a JSON Lines file: one object a line, blank lines skipped.

    A place's row is the number of the line.

    Raises:
        InputError: encoding or the syntax of a line are wrong.
        OutputError: the temporary file cannot be written.
    """
    try:
        source = text_file(path)
    except EncodingError as error:
        raise _undecodable(file, str(error)) from None
    if source.blank:
        raise _empty(file)
    try:
        with path.open(encoding=source.encoding, newline="\n") as lines:
            return _Reader(file, Headings(fields)).table(_lines(lines, file), spool)
    except UnicodeDecodeError:  # it was a text when it was looked through
        raise _undecodable(file, "读的时候被改动了") from None
    except RecursionError:
        raise too_deep(file) from None


def _lines(lines: Iterable[str], file: str) -> Iterator[_Item]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _Item(parse(line.removesuffix("\n"), file, first_line=number), number, "$")


def _undecodable(file: str, reason: str) -> InputError:
    return InputError(f"{file} 读不出来：{reason}", hint="请另存为 UTF-8")


def _empty(file: str) -> InputError:
    return InputError(f"{file} 是空的", hint=_SHAPE_HINT)


def _text(path: Path, file: str) -> str:
    try:
        text = decode(path.read_bytes())
    except EncodingError as error:
        raise _undecodable(file, str(error)) from None
    if not text.strip():
        raise _empty(file)
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
    columns: dict[str, None] = field(default_factory=dict)
    _unknown: set[str] = field(default_factory=set)
    """Unknown keys that were reported once."""

    def table(self, items: Iterable[_Item], spool: Spool) -> Table:
        """The table of all items.

        Raises:
            InputError: there are items, but none names a field.
        """
        records = _Records(spool, self)
        count = 0
        for count, item in enumerate(items, start=1):  # noqa: B007 - used after the loop
            self._add(item, records)
        if count and not self.columns:
            raise InputError(
                f"{self.file} 里没有一项是本活动要填的",
                hint=f"请检查是不是选错了文件；可填：{self.headings.expected()}",
            )
        if len(self._unknown) > MOST_UNKNOWN:
            self.problems.append(more_unknown(Place(self.file), len(self._unknown)))
        if count:
            absent = [name for name in self.headings.required() if name not in self.columns]
            self.problems.extend(missing_column(Place(self.file), name) for name in absent)
        if not records:
            self.problems.append(Problem("T07", Place(self.file)))
        return Table(self.file, records, tuple(self.problems), frozenset(self.columns), frozenset())

    def place(self, name: str, row: int, hint: Sequence[str]) -> Place:
        """Where a field's value stands, or would.

        Args:
            name: the field.
            row: of the record.
            hint: the record's path, then each field whose key is not its name, and its key.
        """
        path, *keys = hint
        key = dict(zip(keys[::2], keys[1::2], strict=True)).get(name, name)
        return Place(self.file, row=row, field=name, path=_step(path, key))

    def _add(self, item: _Item, records: _Records) -> None:
        """Keep a record, if the item is one."""
        if not isinstance(item.value, JsonObject):
            self._report("T17", Place(self.file, row=item.row, path=item.path))
            return
        cells: dict[str, Raw | None] = {}
        hint = [item.path]
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
            cells[name] = None if repeated else raw
            if key != name:
                hint += [name, key]
        self.columns.update(dict.fromkeys(cells))
        if not _is_blank_record(item.value):
            records.add(item.row, cells, tuple(hint))

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


class _Records(KeptRecords):
    """Records of which each may leave out what others have, or hold what cannot be read."""

    def __init__(self, spool: Spool, reader: _Reader) -> None:
        super().__init__(spool, reader)
        self._columns = reader.columns

    def raws(self, index: int) -> Raws:
        """The readable cells, and an empty one for every column the record leaves out."""
        raws = super().raws(index)
        absent = dict.fromkeys((name for name in self._columns if name not in raws), "")
        return {name: raw for name, raw in raws.items() if raw is not None} | absent


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
