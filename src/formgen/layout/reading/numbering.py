"""Paragraphs of a document in order → the labels of its automatic numbering."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from formgen.layout.model import RunLook
from formgen.layout.numerals import numeral
from formgen.layout.reading.lists import LabelAlignment, Level, ListDefinition, Suffix
from formgen.layout.reading.run_look import RunProperties
from formgen.layout.reading.styles import Styles
from formgen.layout.reading.symbol_fonts import is_symbol_font, unicode_of
from formgen.layout.reading.table_look import TableLook

_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Label:
    """The label before a numbered paragraph."""

    text: str
    look: RunLook
    suffix: Suffix = "tab"
    """What stands between label and text."""
    alignment: LabelAlignment = "left"
    """Where the label lies at the first line's indent (w:lvlJc)."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """The lists of a document and the looks of their labels."""

    styles: Styles

    def counters(self) -> Counters:
        """Counting from the beginning, for one story of the document."""
        return Counters(self.styles)


@dataclass(slots=True)
class Counters:
    """Counts numbered paragraphs as they come (ECMA-376 part 1, 17.9)."""

    styles: Styles
    _numbers: dict[str, dict[int, int]] = field(default_factory=dict)
    """The last number of each level, by what lists count with."""
    _begun: set[tuple[str, int]] = field(default_factory=set)
    """Lists and levels whose own start was used."""

    def label(
        self, paragraph: etree._Element | None, table: TableLook | None = None
    ) -> Label | None:
        """Count a paragraph and give its label; None for one without number or bullet.

        Args:
            paragraph: its w:pPr.
            table: the cell it stands in.
        """
        found = self.styles.list_of(paragraph)
        definition = self.styles.lists.by_id.get(found[0]) if found else None
        if found is None or definition is None or found[1] not in definition.levels:
            return None
        identity, depth = found
        numbers = self._count(identity, depth, definition)
        level = definition.levels[depth]
        text, run = _as_unicode(_text(level, definition.levels, numbers), level)
        if not text:
            return None
        look = self.styles.label(paragraph, run, table)
        return Label(text, look, level.suffix, level.alignment)

    def _count(self, identity: str, depth: int, definition: ListDefinition) -> Mapping[int, int]:
        """The numbers of all levels after a paragraph at this depth."""
        numbers = self._numbers.setdefault(definition.counted_with, {})
        is_anew = depth in definition.starts and (identity, depth) not in self._begun
        self._begun.add((identity, depth))
        if depth in numbers and not is_anew:
            numbers[depth] += 1
        else:
            numbers[depth] = definition.levels[depth].start
        for deeper in [level for level in numbers if level > depth]:
            if _restarts(definition.levels.get(deeper), deeper, depth):
                del numbers[deeper]
        return numbers


def _restarts(level: Level | None, deeper: int, depth: int) -> bool:
    """Whether a deeper level counts anew after a paragraph at this depth (17.9.10 lvlRestart).

    lvlRestart names a level, counted from 1, that with those above it starts this one again;
    0 is for never, and a level that is not above counts as unsaid.
    """
    restart = level.restart if level else None
    if restart is None or restart > deeper:
        return True
    return depth < restart


def _text(level: Level, levels: Mapping[int, Level], numbers: Mapping[int, int]) -> str:
    """The pattern with the numbers of its levels (17.9.11 lvlText)."""

    def number(place: re.Match[str]) -> str:
        depth = int(place[1]) - 1
        shown = levels.get(depth, Level())
        legal = level.legal and shown.format not in ("bullet", "none")
        # A level that has not come yet counts as begun.
        return numeral(numbers.get(depth, shown.start), "decimal" if legal else shown.format)

    if level.format == "bullet":
        return level.pattern
    return _PLACE.sub(number, level.pattern)


def _as_unicode(text: str, level: Level) -> tuple[str, RunProperties]:
    """Bullets of symbol typefaces as Unicode signs, no longer in that typeface."""
    font = level.run.get("latin") or level.run.get("high_ansi") or ""
    if not is_symbol_font(font) and not any("\uf000" <= sign <= "\uf0ff" for sign in text):
        return text, level.run
    signs = "".join(unicode_of(font, ord(sign)) or sign for sign in text)
    run = level.run.copy()
    run.pop("latin", None)
    run.pop("high_ansi", None)
    return signs, run
