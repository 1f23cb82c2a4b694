"""Rows → a JSON file of records: a new one, or one that was there with more in it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from formgen.campaign import FieldDefinition
from formgen.campaign.kinds.base import Raw
from formgen.collect.saving.written import RowToWrite, WrittenTable
from formgen.problems import InputError
from formgen.tables.decoding import decode
from formgen.tables.headers import Headings
from formgen.tables.json_table import RECORDS_KEY

_MARK = b"\xef\xbb\xbf"
_HALF = re.compile("[\ud800-\udfff]")


def new_json(columns: Sequence[str], rows: Sequence[RowToWrite]) -> WrittenTable:
    """A JSON file: a list of objects by field name, each with all fields."""
    records = [{name: row.cells.get(name, "") for name in columns} for row in rows]
    places = {name: number for number, name in enumerate(columns, start=1)}
    return WrittenTable(_bytes(records), 0, places, range(1, len(rows) + 1))


def added_json(
    before: bytes,
    fields: Sequence[FieldDefinition],
    columns: Sequence[str],
    rows: Sequence[RowToWrite],
) -> WrittenTable:
    """A JSON file with values and records added; all that was there stays, in its order.

    Numbers become texts, as they are read: 1990.10 would else lose its zero.

    Args:
        before: the file as it is.
        fields: what its keys can mean.
        columns: fields in the order that the report shows them.
        rows: what is added.

    Raises:
        EncodingError: it is no text.
        InputError: an object has a key twice, of which one would be lost.
    """
    whole = json.loads(
        decode(before), parse_int=str, parse_float=str, object_pairs_hook=_without_twins
    )
    records: list[Any] = whole[RECORDS_KEY] if isinstance(whole, dict) else whole
    headings = Headings(fields)
    numbers = []
    for row in rows:
        if row.at is None:
            records.append({})
        numbers.append(row.at or len(records))
        _fill(records[numbers[-1] - 1], row.cells, headings)
    keys = _keys(records, headings) | dict.fromkeys(columns)
    places = {name: number for number, name in enumerate(keys, start=1)}
    if not any(row.cells for row in rows):
        return WrittenTable(None, 0, places, numbers)
    content = _bytes(whole)
    return WrittenTable(
        _MARK + content if before.startswith(_MARK) else content, 0, places, numbers
    )


def _fill(record: dict[str, Any], cells: Mapping[str, Raw], headings: Headings) -> None:
    """Put values into a record, under the keys it has for their fields."""
    own = {names[0]: key for key in record if len(names := headings.find(key)) == 1}
    for name, raw in cells.items():
        record[own.get(name, name)] = raw


def _keys(records: Sequence[Any], headings: Headings) -> dict[str, None]:
    """The fields of the records, in the order in which they come."""
    keys: dict[str, None] = {}
    for record in records:
        for key in record if isinstance(record, dict) else ():
            if len(names := headings.find(key)) == 1:
                keys[names[0]] = None
    return keys


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise InputError(
            "要写入的 JSON 文件里有重复的键，写回去会丢掉一个",
            hint="请先去掉重复的键，或用 -o 换一个文件",
        )
    return found


def _bytes(body: object) -> bytes:
    """JSON that people can read as well: UTF-8, indented, a line feed at its end.

    Halves of characters, which UTF-8 cannot write, stay the escapes they were.
    """
    text = json.dumps(body, ensure_ascii=False, indent=2) + "\n"
    return _HALF.sub(lambda half: f"\\u{ord(half[0]):04x}", text).encode()
