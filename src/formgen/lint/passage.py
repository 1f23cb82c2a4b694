"""What both formats are read into: stretches of text in which tags may stand."""

from __future__ import annotations

from dataclasses import dataclass

from formgen.lint.finding import Fault
from formgen.problems import Severity


@dataclass(frozen=True, slots=True)
class Spot:
    """The containers around a passage, as numbers that are equal for the same container."""

    story: int
    """Part of a Word file, sheet of a workbook: tags pair up within one."""
    container: int
    """The innermost cell, text box or part."""
    tables: tuple[int, ...] = ()
    """The tables around it, the outermost first; likewise the next two."""
    rows: tuple[int, ...] = ()
    cells: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that is no text and stands between two characters of a passage."""

    at: int
    """How many characters stand before it."""
    word: str
    """What it is called: 批注, 书签, 域 …"""
    spoils: bool
    """Whether a tag around it is spoiled; otherwise only the mark is lost."""


@dataclass(frozen=True, slots=True)
class Wrapper:
    """Something that holds a stretch of a passage: a hyperlink, a tracked insertion."""

    start: int
    end: int
    word: str

    def cuts(self, start: int, end: int) -> bool:
        """Whether it begins or ends inside that stretch, but not both."""
        return (start < self.start < end) != (start < self.end < end)


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a Word file or a cell of a workbook."""

    number: int
    """Place in reading order."""
    text: str
    place: str
    spot: Spot
    marks: tuple[Mark, ...] = ()
    wrappers: tuple[Wrapper, ...] = ()
    exact_lines: bool = False
    """Whether its lines have a fixed height."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of a passage, with its punctuation mended as far as one can tell what was meant."""

    passage: Passage
    start: int
    end: int
    """Where the tag stands in the passage's text."""
    statement: bool
    """{% … %} rather than {{ … }}."""
    prefix: str
    """tr, tc, p or r right behind the opening brace; empty for none."""
    written: str
    """What stands between the braces, without prefix, as typed."""
    body: str
    """The same with half-width punctuation and straight quotes."""
    spaced: bool = False
    """Whether a space stands before the prefix, which Word templates do not allow."""

    @property
    def text(self) -> str:
        """The whole tag as typed."""
        return self.passage.text[self.start : self.end]

    @property
    def keyword(self) -> str:
        """First word of a statement: for, if, endfor …; empty for {{ … }}."""
        return self.body.split(maxsplit=1)[0] if self.statement and self.body else ""

    @property
    def mended(self) -> str:
        """The tag as it should be typed, so far as one can tell."""
        opening = ("{%" if self.statement else "{{") + self.prefix
        return f"{opening} {self.body} {'%}' if self.statement else '}}'}"

    def fault(self, message: str, hint: str, severity: Severity = Severity.ERROR) -> Fault:
        """A fault of this tag; the message follows the tag's own words."""
        shown = " ".join(self.text.split())
        place = self.passage.place
        return Fault(self.passage.number, place, f"“{shown}”{message}", hint, severity)
