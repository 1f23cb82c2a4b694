"""Headings as people type them → the fields they name."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence

from formgen.campaign import FieldDefinition
from formgen.campaign.kinds.base import fold
from formgen.problems import InputError, masked

SERIAL = "序号"
"""The column every office table has and no field may be called; it is not read."""

_REQUIRED_MARK = re.compile(r"\(?必填(项)?\)?$|\*")
_MOST_SPACED = 8
_MARK_ROOM = 64
"""A heading may be stretched with spaces to so many times its length, and have a mark."""
_PLAIN = re.compile("[\u4e00-\u9fff0-9]")
"""A character that stays as it is, whatever follows it."""
_BEGINNING = 8
"""Characters in which the first that counts is looked for; a mark that may precede it has five."""
_SHOWN_CHARACTERS, _MASKED = 20, 200
"""How many a message shows, and in how many numbers are looked for before it is cut."""
_SHOWN_FIELDS = 12


class Headings:
    """Which field a heading names: by field name first, else by what the form prints."""

    def __init__(self, fields: Sequence[FieldDefinition]) -> None:
        self.fields = tuple(fields)
        self._names = {heading_key(field.name): (field.name,) for field in fields}
        self._labels: dict[str, tuple[str, ...]] = {}
        for field in fields:
            if field.label:
                key = heading_key(field.label)
                self._labels[key] = (*self._labels.get(key, ()), field.name)

        keys = (*self._names, *self._labels)
        self.most = len({*self._names.values(), *self._labels.values()})
        """As many different fields as a row of headings can name."""
        self._initials = {key[:1] for key in keys}
        self._longest = _MOST_SPACED * max(map(len, keys), default=0)
        self._found: dict[str, tuple[str, ...]] = {}
        """What headings asked for before mean; a header is looked for several times."""

    def find(self, heading: str) -> tuple[str, ...]:
        """Names of the fields a heading can mean; more than one where labels coincide."""
        found = self._found.get(heading)
        if found is None:
            found = self._find(heading) if self._may_be_one(heading) else ()
            self._found[heading] = found
        return found

    def _may_be_one(self, heading: str) -> bool:
        """Whether it is as short as a heading and begins like one: most cells are soon told."""
        if len(heading) > self._longest + _MARK_ROOM:
            return False
        begins = heading[:1]
        if not _PLAIN.match(begins):
            begins = heading_key(heading.lstrip()[:_BEGINNING])[:1]
        return not begins or begins in self._initials

    def _find(self, heading: str) -> tuple[str, ...]:
        key = heading_key(heading)
        return self._names.get(key) or self._labels.get(key, ())

    def columns(self, headings: Iterable[tuple[int, str]]) -> dict[str, int]:
        """Column by field, of the headings that name one field; the first of those of one."""
        columns: dict[str, int] = {}
        for column, heading in headings:
            if len(names := self.find(heading)) == 1:
                columns.setdefault(names[0], column)
        return columns

    def count(self, headings: Collection[str], beyond: int = 0) -> int:
        """How many different fields a row of headings names, where those are more than `beyond`.

        Below a header most rows are soon told: with each cell that names none they can name less.
        """
        named: set[tuple[str, ...]] = set()
        for left, heading in zip(range(len(headings), 0, -1), headings, strict=True):
            if len(named) + left <= beyond:
                break
            if names := self.find(heading):
                named.add(names)
        return len(named)

    def nearest(self, heading: str) -> str:
        """The field name a mistyped heading most resembles, or nothing."""
        known = {key: names[0] for key, names in (self._labels | self._names).items()}
        near = difflib.get_close_matches(heading_key(heading), list(known), n=1, cutoff=0.5)
        return known[near[0]] if near else ""

    def expected(self) -> str:
        """The columns a table may have, for a message."""
        names = [field.name for field in self.fields]
        more = f"等 {len(names)} 列" if len(names) > _SHOWN_FIELDS else ""
        return "、".join(names[:_SHOWN_FIELDS]) + more

    def required(self) -> list[str]:
        """Names of the fields every record must have."""
        return [field.name for field in self.fields if field.required and not field.applies_to]


def heading_key(heading: str) -> str:
    """A heading without what does not tell fields apart: spaces, widths, a required mark."""
    visible = "".join(c for c in heading if unicodedata.category(c) != "Cf")
    return _REQUIRED_MARK.sub("", fold(visible))


def is_serial(heading: str) -> bool:
    """Whether a heading is 序号."""
    return SERIAL[0] in heading and heading_key(heading) == SERIAL


def shown(heading: str) -> str:
    """A heading short and printable enough for a message.

    It may be a person's data, where a table has lost its header row.
    """
    line = masked("".join(c if c.isprintable() else " " for c in heading[:_MASKED]).strip())
    return line if len(line) <= _SHOWN_CHARACTERS else line[:_SHOWN_CHARACTERS] + "…"


def no_header(file: str, headings: Headings) -> InputError:
    """The error for a table in which no row names any field."""
    return InputError(
        f"{file} 里没有找到表头：前 20 行里没有一格是本活动要填的列",
        hint=f"请检查是不是选错了文件；表头应有这些列：{headings.expected()}",
    )
