"""A public list → the bytes of its CSV and JSON files, for programs and web offices."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator

from formgen.publish.listing import ListColumn, PublicList

NUMBER = "序号"
"""Heads the number of a name within its group, as the printed notice counts."""

_FORMULA = re.compile(r"'*(?:\s*[=+\-@＝＋－＠].|[\t\r\n])", re.DOTALL)
"""What a spreadsheet program takes for a formula, or hides one in, however it is quoted."""


def list_csv(names: PublicList) -> bytes:
    """The list as CSV (RFC 4180): a heading row, then a row a name, lines ended by CRLF.

    The columns are the group, where the list has groups, then 序号, then the list's own.
    UTF-8 with a byte order mark, without which Excel takes the file for GBK; importers that
    know UTF-8 skip it. Values stand as they are, leading zeros too. One thing is added: an
    apostrophe before a value a spreadsheet program would run as a formula (`=1+1`, `-2`, `@x`,
    a tab or line break in front). Where it was added, the rest is such a value itself, so that
    an importer can take it away again. JSON and XLSX need none and have none. (What Excel makes
    of 007 or 1-2 when a CSV is double-clicked no file can prevent; people are given the XLSX.)
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    group = [names.group_label] if names.group_label else []
    writer.writerow(map(_harmless, [*group, NUMBER, *(column.label for column in names.columns)]))
    writer.writerows(_csv_rows(names))
    return text.getvalue().encode("utf-8-sig")


def _csv_rows(names: PublicList) -> Iterator[list[str]]:
    for group in names.groups:
        head = [group.name] if names.group_label else []
        for number, row in enumerate(group.rows, start=1):
            yield [_harmless(text) for text in (*head, str(number), *row)]


def _harmless(text: str) -> str:
    """The text with an apostrophe before it where it might run."""
    return f"'{text}" if _FORMULA.match(text) else text


def list_json(names: PublicList) -> bytes:
    """The list as JSON in UTF-8, keys in Chinese.

    Beside what `list_head` says: `分组` (what the groups are, "" for a list without),
    `列` (a list of `字段`, the key below, and `标签`, what is printed over it) and `组`, a list of
    `名称` ("" for a list without groups), `数量` and `名单`: an object a name, in the
    published order, of field and text. A field that is empty for a name is left out, because in
    most lists it does not apply to the name's group.

    Raises:
        ValueError: see `list_head`.
    """
    head = list_head(names)
    body = {
        "分组": names.group_label,
        "列": [{"字段": column.field, "标签": column.label} for column in names.columns],
        "组": [
            {
                "名称": group.name,
                "数量": len(group.rows),
                "名单": [_named(names.columns, row) for row in group.rows],
            }
            for group in names.groups
        ],
    }
    if twice := sorted(head.keys() & body.keys()):
        raise ValueError(f"a label of the list is a key of its JSON: {twice}")
    return json_bytes(head | body)


def _named(columns: tuple[ListColumn, ...], row: tuple[str, ...]) -> dict[str, str]:
    return {column.field: text for column, text in zip(columns, row, strict=True) if text}


def list_head(names: PublicList) -> dict[str, str | int]:
    """What is said of a list as a whole: `活动`, `标题`, its own labels (`公示时间` …), `总数`.

    Raises:
        ValueError: two of its labels are alike, or one is 活动, 标题 or 总数.
    """
    about = dict(names.about)
    head = {"活动": names.campaign, "标题": names.title} | about | {"总数": names.total}
    if len(head) < len(names.about) + 3:
        raise ValueError(f"labels of a list must differ: {[label for label, _ in names.about]}")
    return head


def json_bytes(body: object) -> bytes:
    """A JSON file people can read as well: UTF-8, indented, a line feed at its end."""
    return (json.dumps(body, ensure_ascii=False, indent=2) + "\n").encode()
