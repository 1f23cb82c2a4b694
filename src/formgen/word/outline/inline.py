"""What stands in a paragraph → one line of text, with marks for all that is no text.

Marks stand in 〔 〕, stretches with direct formatting behind 〈 〉; tags stay as they are.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from lxml import etree

from formgen.word.names import BREAK, PARAGRAPH, RUN, RUN_PROPERTIES, TAB, TEXT, W
from formgen.word.outline.looks import attribute, run_look
from formgen.word.outline.measures import millimetres_of_emu
from formgen.word.outline.stylesheet import Stylesheet

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""The copy of a shape for old programs; it says everything twice."""
TEXT_BOX = f"{W}txbxContent"
_SHAPE = re.compile(r"(width|height):([\d.]+)pt")
_COMPUTED = ("PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "DATE", "TIME")
"""Fields whose printed result changes by itself and would make an outline unstable."""
_MARKS = {
    f"{W}ins": ("〔插入：", "〕"),
    f"{W}moveTo": ("〔移入：", "〕"),
    f"{W}del": ("〔删除：", "〕"),
    f"{W}moveFrom": ("〔移走：", "〕"),
    f"{W}hyperlink": ("〔链接：", "〕"),
    f"{W}sdt": ("〔控件：", "〕"),
}
_SIGNS = {
    f"{W}noBreakHyphen": "‑",
    f"{W}softHyphen": "",
    f"{W}cr": "↵",
    TAB: "⇥",
    f"{W}footnoteReference": "〔脚注〕",
    f"{W}endnoteReference": "〔尾注〕",
    f"{W}commentReference": "〔批注〕",
    f"{W}object": "〔对象〕",
}
_BREAKS = {"page": "〔分页〕", "column": "〔分栏〕"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in one direct formatting."""

    look: str
    text: str


@dataclass(slots=True)
class InlineReader:
    """Reads the paragraphs of one part."""

    styles: Stylesheet
    pictures: Mapping[str, bytes]
    """Relationship to the bytes of the picture it names."""
    _fields: list[str] = field(default_factory=list)
    """Instructions of the fields that are open, outermost first."""
    _results: list[bool] = field(default_factory=list)
    """Of each open field, whether its result has begun."""

    def pieces(self, paragraph: etree._Element) -> list[Piece]:
        """The paragraph's text; neighbours of one formatting are joined."""
        found = [piece for piece in self._inside(paragraph) if piece.text]
        joined = groupby(found, key=lambda piece: piece.look)
        return [Piece(look, "".join(piece.text for piece in group)) for look, group in joined]

    def _inside(self, parent: etree._Element) -> Iterator[Piece]:
        for element in parent:
            if element.tag == RUN:
                yield from self._run(element)
            elif element.tag == f"{W}fldSimple":
                yield from self._simple_field(element)
            elif element.tag in _MARKS:
                before, after = _MARKS[element.tag]
                yield Piece("", before)
                yield from self._inside(element)
                yield Piece("", after)
            elif element.tag in (f"{W}sdtContent", f"{W}smartTag", f"{W}customXml", f"{W}dir"):
                yield from self._inside(element)

    def _simple_field(self, element: etree._Element) -> Iterator[Piece]:
        instruction = attribute(element, "instr").strip()
        yield Piece("", f"〔域 {instruction}〕")
        if not _is_computed(instruction):
            yield from self._inside(element)

    def _run(self, run: etree._Element) -> Iterator[Piece]:
        look = self._look(run.find(RUN_PROPERTIES))
        for element in run:
            text = self._field_part(element)
            if text is None and not self._hides_text():
                text = self._text(element)
            if text:
                yield Piece(look, text)

    def _look(self, properties: etree._Element | None) -> str:
        words = run_look(properties)
        style = attribute(properties.find(f"{W}rStyle")) if properties is not None else ""
        return " ".join([f"[{self.styles.name(style)}]", *words] if style else words)

    def _field_part(self, element: etree._Element) -> str | None:
        """A mark for what begins, instructs or ends a field; None for anything else."""
        if element.tag == f"{W}fldChar":
            return self._field_mark(attribute(element, "fldCharType"))
        if element.tag in (f"{W}instrText", f"{W}delInstrText"):
            if self._fields and not self._results[-1]:
                self._fields[-1] += element.text or ""
            return ""
        return None

    def _field_mark(self, kind: str) -> str:
        if kind == "begin":
            self._fields.append("")
            self._results.append(False)
        elif self._fields and not self._results[-1]:
            self._results[-1] = True
            if kind == "end":
                return f"〔域 {self._close()}〕"
            return f"〔域 {self._fields[-1].strip()}〕"
        elif kind == "end" and self._fields:
            self._close()
        return ""

    def _close(self) -> str:
        self._results.pop()
        return self._fields.pop().strip()

    def _hides_text(self) -> bool:
        """Whether text here is an instruction, or a result that changes by itself."""
        begun = zip(self._fields, self._results, strict=True)
        return any(not result or _is_computed(instruction) for instruction, result in begun)

    def _text(self, element: etree._Element) -> str:
        tag = element.tag
        if tag in (TEXT, f"{W}delText"):
            return (element.text or "").replace("\n", " ")
        if tag == BREAK:
            return _BREAKS.get(attribute(element, "type"), "↵")
        if tag == f"{W}sym":
            return f"〔符号 {attribute(element, 'font')} {attribute(element, 'char')}〕"
        if tag in (f"{W}drawing", f"{W}pict") or str(tag).endswith("}AlternateContent"):
            return self._drawing(element)
        return _SIGNS.get(str(tag), "")

    def _drawing(self, element: etree._Element) -> str:
        """A picture or shape with its size; a text box's words follow on lines of their own."""
        boxed = any(True for _ in element.iter(TEXT_BOX))
        word = "文本框" if boxed else "图"
        anchor = next(element.iter(f"{_WP}anchor"), None)
        floating = "浮动" if anchor is not None else ""
        return f"〔{floating}{word} {_size(element)}{self._content(element)}〕"

    def _content(self, element: etree._Element) -> str:
        """The beginning of the picture's checksum: another picture is another outline."""
        blip = next(element.iter(f"{_A}blip"), None)
        content = self.pictures.get(blip.get(f"{_R}embed", "")) if blip is not None else None
        return f" 内容{hashlib.sha256(content).hexdigest()[:8]}" if content is not None else ""


def _is_computed(instruction: str) -> bool:
    return instruction.split(maxsplit=1)[0].upper() in _COMPUTED if instruction.strip() else False


def _size(element: etree._Element) -> str:
    extent = next(element.iter(f"{_WP}extent"), None)
    if extent is not None:
        width, height = (millimetres_of_emu(extent.get(name, "")) for name in ("cx", "cy"))
        return f"{width}×{height}毫米"
    shape = next((item for item in element.iter(etree.Element) if item.get("style")), None)
    sizes = dict(_SHAPE.findall(shape.get("style", ""))) if shape is not None else {}
    return "×".join(f"{value}磅" for value in (sizes.get("width"), sizes.get("height")) if value)


def text_boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The text boxes anchored in a paragraph, each once, not those inside them."""
    for box in paragraph.iter(TEXT_BOX):
        if next(box.iterancestors(FALLBACK), None) is not None:
            continue
        if next(box.iterancestors(PARAGRAPH)) is paragraph:
            yield box
