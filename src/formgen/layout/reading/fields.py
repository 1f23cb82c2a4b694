"""Field codes → what a field prints: a page number, a link, a sign, or its stored result.

ECMA-376 part 1, 17.16. Nothing is computed but page numbers, which setting fills in; every
other field prints the result Word stored in the document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from lxml import etree

from formgen.layout.reading.measures import attribute, is_on
from formgen.layout.reading.names import VALUE, W
from formgen.layout.reading.symbol_fonts import unicode_of

PageNumberKind = Literal["page", "pages", "section_pages"]

_PAGE_NUMBERS: dict[str, PageNumberKind] = {
    "PAGE": "page",
    "NUMPAGES": "pages",
    "SECTIONPAGES": "section_pages",
}
_FORMATS = {
    "Arabic": "decimal",
    "ArabicDash": "numberInDash",
    "ROMAN": "upperRoman",
    "roman": "lowerRoman",
    "ALPHABETIC": "upperLetter",
    "alphabetic": "lowerLetter",
    "Ordinal": "ordinal",
    "CHINESENUM1": "chineseCounting",
    "CHINESENUM2": "chineseLegalSimplified",
    "CHINESENUM3": "chineseCountingThousand",
    "CIRCLENUM": "decimalEnclosedCircle",
    "DBCHAR": "decimalFullWidth",
    "DBNUM1": "ideographDigital",
    "DBNUM2": "chineseCounting",
    "DBNUM3": "chineseLegalSimplified",
    "GB1": "decimalEnclosedFullstop",
    "GB2": "decimalEnclosedParen",
    "GB3": "decimalEnclosedCircleChinese",
    "GB4": "ideographEnclosedCircle",
    "ZODIAC1": "ideographTraditional",
    "ZODIAC2": "ideographZodiac",
}
"""General formatting switches (17.16.4.3) to number formats (17.18.59)."""
_FORMATS_UPPER = {
    "ARABIC": "decimal",
    "ARABICDASH": "numberInDash",
    "ORDINAL": "ordinal",
}
_SCHEMES = ("http://", "https://", "mailto:", "tel:", "ftp://")
_WORDS = re.compile(r'"([^"]*)"|(\S+)')
_SWITCH = re.compile(r'\\\*\s*"?(\w+)')
_ENCLOSED = re.compile(r"\\o\s*(?:\\a[clr]\s*)?\((.*)\)\s*$", re.IGNORECASE | re.DOTALL)
_CIRCLES = frozenset("○〇◯")
_FIRST_CIRCLED = 0x2460
_CIRCLED = frozenset(map(str, range(1, 21)))
"""What Unicode has in one block with a ring; longer digits would lead out of it."""


@dataclass(slots=True)
class Field:
    """A field that is open while its runs are read."""

    form: etree._Element | None = None
    """w:ffData of a legacy form field."""
    instruction: str = ""
    has_result: bool = False
    """Whether the stored result has begun."""
    printed: bool = False
    """Whether its result was printed; of a page number field, the number that replaces it."""


@dataclass(slots=True)
class Fields:
    """The fields open at one point of a story, outermost first."""

    open: list[Field] = field(default_factory=list)

    def begin(self, mark: etree._Element) -> None:
        """A w:fldChar that begins a field."""
        self.open.append(Field(mark.find(f"{W}ffData")))

    def instruct(self, text: str) -> None:
        """Take more of the innermost field's code."""
        if self.open and not self.open[-1].has_result:
            self.open[-1].instruction += text

    def separate(self) -> None:
        """The code ends, the stored result begins."""
        if self.open:
            self.open[-1].has_result = True

    def end(self) -> Field | None:
        """Close the innermost field and give it back; None if none is open."""
        return self.open.pop() if self.open else None

    def in_code(self) -> bool:
        """Whether what stands here is part of a code, and so never printed."""
        return any(not one.has_result for one in self.open)

    def page_number(self) -> Field | None:
        """The open field whose result is a page number; None if there is none."""
        return next((one for one in self.open if page_number(one.instruction)), None)

    def link(self) -> str:
        """Where the innermost open hyperlink leads; empty for nowhere."""
        found = (link_of(one.instruction) for one in reversed(self.open) if one.has_result)
        return next((link for link in found if link), "")


def page_number(instruction: str) -> tuple[PageNumberKind, str] | None:
    """Kind and number format of a page number field; None for any other field.

    The format is empty where the section decides (17.16.5.43).
    """
    words = instruction.split(maxsplit=1)
    kind = _PAGE_NUMBERS.get(words[0].upper()) if words else None
    if kind is None:
        return None
    formats = (_format(name) for name in _SWITCH.findall(instruction))
    named = next((name for name in formats if name), "")
    return kind, named or ("" if kind == "page" else "decimal")


def _format(switch: str) -> str:
    return _FORMATS.get(switch) or _FORMATS_UPPER.get(switch.upper(), "")


def safe_link(url: str) -> str:
    """A URL a reader may follow from a PDF; empty for places inside the document and files."""
    return url if url.lower().startswith(_SCHEMES) else ""


def link_of(instruction: str) -> str:
    """The URL of a HYPERLINK field; empty for any other field or one into the document."""
    words = [quoted or plain for quoted, plain in _WORDS.findall(instruction)]
    if not words or words[0].upper() != "HYPERLINK":
        return ""
    target, anchor = "", ""
    rest = iter(words[1:])
    for word in rest:
        if word.lower() == "\\l":
            anchor = f"#{next(rest, '')}"
        elif word.lower() in {"\\o", "\\t"}:
            next(rest, "")
        elif not word.startswith("\\"):
            target = target or word
    return safe_link(target + anchor)


def without_result(closed: Field) -> str | None:
    """What a field prints that stores no result; None for nothing (17.16.5)."""
    words = closed.instruction.split(maxsplit=2)
    kind = words[0].upper() if words else ""
    if kind in {"MACROBUTTON", "GOTOBUTTON"}:
        return words[2].strip() if len(words) > 2 else None
    if kind == "FORMCHECKBOX":
        return "☒" if _is_checked(closed.form) else "☐"
    if kind == "FORMDROPDOWN":
        return _picked(closed.form)
    if kind == "SYMBOL":
        return _symbol(closed.instruction)
    if kind == "EQ":
        return _equation(closed.instruction)
    return None


def _is_checked(form: etree._Element | None) -> bool:
    """17.16.8: the state, or else the default."""
    box = form.find(f"{W}checkBox") if form is not None else None
    if box is None:
        return False
    return is_on(box, "checked" if box.find(f"{W}checked") is not None else "default")


def _picked(form: etree._Element | None) -> str:
    """17.16.12: the entry chosen in a drop-down list."""
    choice = form.find(f"{W}ddList") if form is not None else None
    if choice is None:
        return ""
    entries = [entry.get(VALUE, "") for entry in choice.findall(f"{W}listEntry")]
    picked = attribute(choice, "result") or attribute(choice, "default") or "0"
    index = int(picked) if picked.isdecimal() and len(picked) < 5 else 0
    return entries[index] if index < len(entries) else ""


def _symbol(instruction: str) -> str | None:
    words = [quoted or plain for quoted, plain in _WORDS.findall(instruction)]
    if len(words) < 2:
        return None
    font = next((after for word, after in pairwise(words) if word == "\\f"), "")
    code = _code_point(words[1])
    if code is None:
        return None
    return unicode_of(font, code) or chr(code)


def _code_point(text: str) -> int | None:
    base = 16 if text.lower().startswith("0x") else 10
    try:
        code = int(text, base)
    except ValueError:
        return None
    return code if 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD else None


def is_equation(closed: Field) -> bool:
    """Whether it is an EQ field (17.16.5.18), whose code is a formula and never text."""
    return closed.instruction.split(maxsplit=1)[:1] in (["EQ"], ["eq"], ["Eq"])


def _equation(instruction: str) -> str | None:
    r"""EQ \o\ac(○,5), as Word's 带圈字符 makes it; None for any other formula."""
    enclosed = _ENCLOSED.search(instruction)
    pieces = enclosed[1].split(",") if enclosed else []
    if len(pieces) == 2:
        ring, inner = (piece.strip() for piece in pieces)
        if ring in _CIRCLES and inner in _CIRCLED:
            return chr(_FIRST_CIRCLED + int(inner) - 1)
    return None
