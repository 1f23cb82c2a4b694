"""Values → what a tag prints, and the marks that tell rows and cells apart in rendered text.

A workbook is filled as one text. Control characters that no XML document, and so no
value and no template, can hold say where a sheet, row or cell begins. None of them is
white space to Python: `{%- ... -%}` must not eat them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2 import Undefined, pass_context

from formgen.tags import LONG, TagContext, text_of

SHEET, ROW, PLACE, LOOP, RUN, NUMBER = "\x01\x02\x03\x04\x05\x06"
_END = "\x07"
_MARK = re.compile(f"([{SHEET}{ROW}{PLACE}{LOOP}{RUN}])([0-9]+)\n{_END}")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile("\r\n?")
_EXACT = 10**15
"""Excel keeps 15 digits of a number; longer ones stay text."""


class IllegalCharacterError(ValueError):
    """A value holds a character that XML cannot; checking the data should have found it."""


class Number(str):
    """A whole number as a tag prints it.

    Jinja takes `str()` of what it prints; this type survives that, so a tag that stands
    alone in its cell can be told from text that merely looks like a number.
    """

    __slots__ = ()

    def __str__(self) -> str:
        return self


@pass_context
def printed(context: TagContext, value: object) -> object:
    """What a tag prints for a value: the environment's `finalize`.

    Raises:
        IllegalCharacterError: the text holds a character that XML cannot.
        TemplateRuntimeError: the value is a record, which has no text of its own.
    """
    if isinstance(value, Undefined):
        return value
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < _EXACT:
        return Number(int(value))
    text = text_of(value)
    if len(text) > LONG:
        context.budget.printed(len(text))
    return _legal(_LINE_END.sub("\n", text))


def _legal(text: str) -> str:
    found = _ILLEGAL.search(text)
    if found is not None:
        raise IllegalCharacterError(f"character U+{ord(found[0]):04X} cannot stand in XML")
    return text


def mark(kind: str, number: int) -> str:
    """The mark that begins a sheet, row, place, turn of a loop or run of text.

    It ends a line, so that the line of a fault tells its place.
    """
    return f"{kind}{number}\n{_END}"


def marked(text: str) -> Iterator[tuple[str, int, str]]:
    """Rendered text as marks: kind, number, and what was printed up to the next mark."""
    parts = _MARK.split(text)[1:]
    for index in range(0, len(parts), 3):
        yield parts[index], int(parts[index + 1]), parts[index + 2]
