"""Letters a Word file holds to be printed, and letters of the page model, to be compared.

The file's side is read as plainly as can be, apart from the readers under test: all text of the
body and of the headers and footers it refers to, without what Word itself does not print.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from lxml import etree

from formgen.layout.model import Block, Floating, PageModel, Paragraph, Shape, Text
from formgen.layout.reading.names import chosen
from formgen.ooxml import read_package
from formgen.ooxml.strict import as_transitional

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_NEVER = frozenset(W + name for name in ("del", "moveFrom", "rt", "sdtPr", "pPr"))
_HIDDEN = frozenset(W + name for name in ("vanish", "webHidden"))


def letters_written(content: bytes) -> Counter[str]:
    """Every visible letter of a Word file's text, with how often it stands there."""
    package = as_transitional(read_package(content))
    main = package.main_part()
    root = package.tree(main)
    used = {mark.get(f"{R}id") for mark in root.iter(f"{W}headerReference", f"{W}footerReference")}
    parts = [main, *(link.target for link in package.relationships(main) if link.id in used)]
    roots = [package.tree(part) for part in dict.fromkeys(parts)]
    for kind in ("footnote", "endnote"):
        met = {
            mark.get(f"{W}id")
            for mark in root.iter(f"{W}{kind}Reference")
            if next(mark.iterancestors(f"{W}del", f"{W}moveFrom"), None) is None
        }
        notes = package.related(main, f"{kind}s")
        every = package.tree(notes).iterfind(f"{W}{kind}") if notes and met else ()
        roots += [note for note in every if note.get(f"{W}id") in met]
    count: Counter[str] = Counter()
    for story in roots:
        walk = _Walk()
        walk.through(story)
        count += Counter(_visible("".join(walk.found)))
    return count


def letters_printed(model: PageModel) -> Counter[str]:
    """Every visible letter of a page model, list numbers included."""
    stories = {id(story): story for story in _stories(model)}
    return Counter(_visible("".join(text for one in stories.values() for text in _texts(one))))


def _visible(text: str) -> str:
    return "".join(text.split()).upper()


class _Walk:
    """Goes through a part in document order, as fields span paragraphs."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.codes: list[list[str]] = []
        """Fields that are open: their code, and "" once the result has begun."""

    def through(self, element: etree._Element) -> None:
        if element.tag in _NEVER or not isinstance(element.tag, str):
            return
        if element.tag == f"{MC}AlternateContent":
            branch = chosen(element)
            if branch is not None:
                self.through(branch)
        elif element.tag == f"{W}tr" and element.find(f"{W}trPr/{W}del") is not None:
            return
        elif element.tag == f"{W}fldChar":
            self._field(element.get(f"{W}fldCharType", ""))
        elif element.tag == f"{W}instrText" and self.codes:
            self.codes[-1][0] += element.text or ""
        elif element.tag == f"{W}fldSimple" and _is_number(element.get(f"{W}instr", "")):
            return
        elif element.tag == f"{W}r" and _is_hidden(element):
            for mark in element.iter(f"{W}fldChar", f"{W}instrText"):
                self.through(mark)
        elif element.tag.endswith(("}t", "}T")):
            if not any(code[1] == "" or _is_number(code[0]) for code in self.codes):
                self.found.append(element.text or "")
        else:
            for child in element:
                self.through(child)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.codes.append(["", ""])
        elif kind == "separate" and self.codes:
            self.codes[-1][1] = "result"
        elif kind == "end" and self.codes:
            self.codes.pop()


def _is_number(code: str) -> bool:
    words = code.split(maxsplit=1)
    return bool(words) and words[0].upper() in {"PAGE", "NUMPAGES", "SECTIONPAGES"}


def _is_hidden(run: etree._Element) -> bool:
    properties = run.find(f"{W}rPr")
    return properties is not None and any(
        mark.tag in _HIDDEN and mark.get(f"{W}val", "1") not in {"0", "false", "off"}
        for mark in properties
    )


def _stories(model: PageModel) -> Iterator[tuple[Block, ...]]:
    for section in model.sections:
        yield section.blocks
        yield from section.headers.values()
        yield from section.footers.values()


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            for item in block.content:
                if isinstance(item, Text):
                    yield item.text
                elif isinstance(item, Floating) and isinstance(item.content, Shape):
                    yield from _texts(item.content.blocks)
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from _texts(cell.blocks)
