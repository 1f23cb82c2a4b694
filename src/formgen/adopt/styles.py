"""A form's styles → what of a paragraph's look tells a title, a blank and a heading apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from formgen.adopt.measures import number_in
from formgen.word.names import W

_DEPTH = 10
"""Styles based on each other are followed no further: a file may go round in circles."""
_NO_LINE = ("none", "0", "false")
_DEFAULT_SIZE = 10.5


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph looks."""

    centred: bool = False
    size: float = _DEFAULT_SIZE
    """Points, of its first text."""
    bold: bool = False
    numbered: bool = False
    """Whether the program numbers it."""


class Styles:
    """The styles of one file."""

    def __init__(self, root: etree._Element | None = None) -> None:
        """Read the styles part; None where there is none."""
        found = [] if root is None else root.findall(W + "style")
        self._styles: Mapping[str, etree._Element] = {s.get(W + "styleId", ""): s for s in found}
        kinds = {s.get(W + "type"): s for s in found if s.get(W + "default") in ("1", "true")}
        self._normal = kinds.get("paragraph")
        self._defaults = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault")

    def look(self, paragraph: etree._Element) -> Look:
        """How a paragraph looks."""
        own = paragraph.find(W + "pPr")
        run = next((r for r in paragraph.iter(W + "r") if r.find(W + "t") is not None), None)
        run_own = None if run is None else run.find(W + "rPr")
        if run_own is None and own is not None and run is None:
            run_own = own.find(W + "rPr")
        chain = self._chain(_value(own, "pStyle"), self._normal)
        sources = [run_own, *(style.find(W + "rPr") for style in chain)]
        if self._defaults is not None:
            sources.append(self._defaults.find(W + "rPr"))
        aligned = next(
            filter(None, (_value(s, "jc") for s in (own, *(c.find(W + "pPr") for c in chain)))), ""
        )
        size = next(filter(None, (_value(source, "sz") for source in sources)), "")
        bold = next(
            (b for s in sources if s is not None and (b := s.find(W + "b")) is not None), None
        )
        return Look(
            centred=aligned == "center",
            size=number_in(size, 2 * _DEFAULT_SIZE) / 2,
            bold=bold is not None and bold.get(W + "val") not in _NO_LINE,
            numbered=own is not None and own.find(W + "numPr") is not None,
        )

    def underlined(self, run: etree._Element | None) -> bool:
        """Whether a run is underlined."""
        if run is None:
            return False
        own = run.find(W + "rPr")
        line = None if own is None else own.find(W + "u")
        if line is None:
            chain = self._chain(_value(own, "rStyle"), None)
            line = next((u for s in chain if (u := s.find(f"{W}rPr/{W}u")) is not None), None)
        return line is not None and line.get(W + "val", "single") not in _NO_LINE

    def _chain(self, name: str | None, other: etree._Element | None) -> list[etree._Element]:
        """A style and those it is based on, nearest first."""
        style = self._styles.get(name or "", other)
        chain: list[etree._Element] = []
        while style is not None and len(chain) < _DEPTH:
            chain.append(style)
            style = self._styles.get(_value(style, "basedOn") or "")
        return chain


def _value(parent: etree._Element | None, name: str) -> str | None:
    element = None if parent is None else parent.find(W + name)
    return None if element is None else element.get(W + "val")


NO_STYLES = Styles()


_LINES = frozenset({"underscore", "heavy"})


def draws_lines(paragraph: etree._Element) -> bool:
    """Whether the tab stops of a paragraph draw a line up to them."""
    stops = paragraph.iterfind(f"{W}pPr/{W}tabs/{W}tab")
    return any(stop.get(W + "leader") in _LINES for stop in stops)
