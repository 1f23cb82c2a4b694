"""The shared strings of a workbook → texts with their formatting, and new texts back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.sax.saxutils import escape

from lxml import etree

from formgen.excel.package import MAIN, with_part
from formgen.ooxml import Package
from formgen.ooxml.xstring import unescaped

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_NAME = "xl/sharedStrings.xml"
_EMPTY = f'<sst xmlns="{MAIN}"></sst>'.encode()
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_DEFAULT = f' xmlns="{MAIN}"'


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one formatting."""

    look: str
    """The run's properties as XML; empty where the cell's own font applies."""
    text: str


Text = tuple[Run, ...]


def plain(text: Text) -> str:
    """The characters alone."""
    return "".join(run.text for run in text)


def read_item(item: etree._Element) -> Text:
    """A string item (`si` or `is`, ECMA-376 Part 1, 18.4.8) as runs; phonetics left out."""
    runs = [_run(child) for child in item if child.tag in (f"{{{MAIN}}}t", f"{{{MAIN}}}r")]
    return tuple(run for run in runs if run.text)


def _run(element: etree._Element) -> Run:
    if element.tag == f"{{{MAIN}}}t":
        return Run("", decoded(element.text or ""))
    look = element.find(f"{{{MAIN}}}rPr")
    text = element.findtext(f"{{{MAIN}}}t") or ""
    return Run("" if look is None else _bare(look), decoded(text))


def _bare(element: etree._Element) -> str:
    xml = etree.tostring(element, encoding="unicode", with_tail=False)
    start, end, rest = xml.partition(">")
    return start.replace(_DEFAULT, "") + end + rest


def decoded(text: str) -> str:
    """Text as typed: `_x000A_` and its like (ST_Xstring) are the characters they stand for."""
    return unescaped(text).replace("\r", "")


def item_xml(text: Text) -> str:
    """A string item of a text that reads back as it stands."""
    if len(text) == 1 and not text[0].look:
        return f"<si>{_text_xml(text[0].text)}</si>"
    runs = (f"<r>{run.look}{_text_xml(run.text)}</r>" for run in text)
    return f"<si>{''.join(runs)}</si>"


def _text_xml(text: str) -> str:
    kept = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f"<t{kept}>{escape(_LOOKS_ESCAPED.sub('_x005F_', text))}</t>"


class StringPool:
    """The strings of one workbook being written, each once."""

    def __init__(self, head: bytes, count: int) -> None:
        self._head = head
        self._count = count
        self._added: dict[str, int] = {}

    def index(self, text: Text) -> int:
        """Where a text stands in the table; it is added if it is new."""
        return self._added.setdefault(item_xml(text), self._count + len(self._added))

    def fork(self) -> StringPool:
        """A pool that starts where this one stands."""
        return StringPool(
            self._head + "".join(self._added).encode(), self._count + len(self._added)
        )

    def xml(self) -> bytes:
        """The table."""
        return self._head + "".join(self._added).encode() + b"</sst>"


@dataclass(frozen=True, slots=True)
class StringTable:
    """The shared strings of a template."""

    part: str
    texts: tuple[Text, ...]
    root: etree._Element

    def pool(self, blanked: set[int]) -> StringPool:
        """A pool that starts with the template's strings; those with tags are emptied.

        They keep their place, so that nothing else need be numbered anew.
        """
        items = [_item(item, index in blanked) for index, item in enumerate(self.root)]
        head = f'<sst xmlns="{MAIN}">{"".join(items)}'
        declaration = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        return StringPool(declaration + head.encode(), len(items))


def _item(item: etree._Element, blanked: bool) -> str:
    return "<si><t/></si>" if blanked else _bare(item)


def with_strings(package: Package) -> Package:
    """The package with a table of shared strings, an empty one if it had none."""
    if package.related(package.main_part(), "sharedStrings") is not None:
        return package
    return with_part(package, _NAME, _EMPTY, _TYPE, "sharedStrings")


def read_strings(package: Package) -> StringTable:
    """The shared strings of a package that has them."""
    name = package.related(package.main_part(), "sharedStrings") or _NAME
    root = package.tree(name)
    return StringTable(name, tuple(read_item(item) for item in root), root)
