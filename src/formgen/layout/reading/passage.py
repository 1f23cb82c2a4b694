"""Text, breaks and drawings one after the other → the inlines of a paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from formgen.layout.model import Inline, PageNumber, Tab, TabStop, Text
from formgen.layout.reading.fields import page_number
from formgen.layout.reading.property_keys import properties_key
from formgen.layout.reading.run_facts import RunFacts, facts_of
from formgen.layout.reading.story import Spot, Story
from formgen.layout.reading.symbol_fonts import unicode_of

_RTL = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
"""Hebrew, Arabic and their neighbours."""
_COMPLEX = re.compile(r"[\u0900-\u109f\u1780-\u17ff]")
"""Scripts of India and South East Asia, whose letters change with their neighbours."""
_DOUBTFUL = re.compile(r"[\u0590-\u109f\u1780-\u17ff\uf000-\uf0ff\ufb1d-\ufdff\ufe70-\ufefc]")
"""All that needs a second look: those scripts, and private codes of symbol typefaces."""
_LOWER = re.compile(r"([a-z\u00df-\u00ff]+)")
PRIVATE = 0xF000
"""Where Word puts characters of symbol fonts (17.3.3.30)."""


@dataclass(slots=True)
class Passage:
    """What was read of one paragraph, and where it stands."""

    story: Story
    spot: Spot
    place: str
    paragraph: etree._Element | None
    """w:pPr of the paragraph."""
    style: str = ""
    """The style id it names."""
    _items: list[Inline] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    """Text of runs that look the same, still to be joined and put behind the items."""
    _facts: RunFacts | None = None
    """Of the pieces."""
    _link: str = ""
    stops: list[TabStop] = field(default_factory=list)
    """Tab stops that alignment tabs (w:ptab) bring with them."""

    @property
    def items(self) -> list[Inline]:
        """The inlines so far; more may be appended."""
        self._join()
        return self._items

    def _join(self) -> None:
        if self._pieces and self._facts is not None:
            text = self._pieces[0] if len(self._pieces) == 1 else "".join(self._pieces)
            self._items.append(Text(text, self._facts.look, self._link, self._facts.fit))
            self._pieces = []

    def facts(self, properties: etree._Element | None) -> RunFacts:
        """A run's resolved formatting, remembered for the next run like it."""
        table = self.spot.table
        text = table.text if table is not None else None
        key = (properties_key(properties), self.style, text)
        found = self.story.facts.get(key)
        if found is None:
            found = facts_of(self.story.styles, properties, self.paragraph, table)
            self.story.facts[key] = found
        return found

    def note(self, construct: str, effect: str = "没有印出") -> None:
        """Say what of this paragraph is not printed as Word prints it."""
        self.story.notices.add(construct, self.place, effect)

    def text(self, text: str, facts: RunFacts, link: str = "") -> None:
        """Print text, unless it is hidden, a field's code, or stands for a page number."""
        if not text or facts.hidden:
            return
        if self.story.fields.open:
            if self.story.fields.in_code() or self._page_number(facts):
                return
            self.story.fields.open[-1].printed = True
            link = link or self.story.fields.link()
        if "\t" in text:
            for number, piece in enumerate(text.split("\t")):
                if number:
                    self.items.append(Tab(facts.look))
                self._words(piece, facts, link)
        else:
            self._words(text, facts, link)

    def _page_number(self, facts: RunFacts) -> bool:
        """Whether text here is a page number's stored result, which the field replaces."""
        found = self.story.fields.page_number()
        number = page_number(found.instruction) if found is not None else None
        if found is None or number is None:
            return False
        if not found.printed:
            found.printed = True
            self.items.append(PageNumber(number[0], facts.look, number[1]))
        return True

    def _words(self, text: str, facts: RunFacts, link: str) -> None:
        if facts.symbol_font or not text.isascii():
            text = self._checked(text, facts.symbol_font)
        if facts.transform == "caps":
            text = text.upper()
        if facts.transform == "small_caps":
            for number, piece in enumerate(_LOWER.split(text)):
                small = facts.small() if number % 2 else replace(facts, transform="")
                self.append(piece.upper(), small, link)
            return
        self.append(text, facts, link)

    def _checked(self, text: str, font: str) -> str:
        """Text with the characters of symbol typefaces as signs; what is left over is noted."""
        if not font and not _DOUBTFUL.search(text):
            return text
        if _RTL.search(text):
            self.note("从右到左的文字", "按从左到右的顺序印出")
        if _COMPLEX.search(text):
            self.note("复杂文种的文字", "字形没有随上下文变化")
        return "".join(self._sign(character, font) for character in text)

    def _sign(self, character: str, font: str) -> str:
        code = ord(character)
        if not (PRIVATE <= code < PRIVATE + 0x100 or (font and code < 0x100)):
            return character
        sign = unicode_of(font, code)
        if sign is None:
            self.note(f"{font} 字体的符号".lstrip(), "按普通文字印出")
        return sign or character

    def append(self, text: str, facts: RunFacts, link: str = "") -> None:
        """Add words as they are, joined to the words before where they look the same."""
        if not text:
            return
        last = self._facts
        joins = last is not None and last.look is facts.look and last.fit is facts.fit
        if not (self._pieces and joins and self._link == link):
            self._join()
            self._facts, self._link = facts, link
        self._pieces.append(text)
