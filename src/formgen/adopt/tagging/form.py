"""A blank form's bytes and its proposal → the bytes of the template.

Only the document part is changed; all other parts keep their bytes and their order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from formgen.adopt.plain import plain
from formgen.adopt.proposal import FormSort, Insertion, Proposal, Way
from formgen.adopt.tagging.below import is_text, put_below, set_as_text
from formgen.adopt.tagging.blanks import fitted
from formgen.adopt.tagging.pictures import put_picture, put_pictures
from formgen.adopt.tagging.rows import Repeated, repeat_row, repeated, tables_of
from formgen.adopt.tagging.runs import is_line, own_texts, replace_range
from formgen.adopt.tagging.spare import spare_lines
from formgen.ooxml import Package, deflate, read_package, write_zip
from formgen.word.names import PARAGRAPH

_TYPES, _DOCUMENT = "[Content_Types].xml", b"wordprocessingml.document.main"


def tagged(form: bytes, proposal: Proposal) -> bytes:
    """The form with the proposal's tags in it; everything else stays as it is.

    Args:
        form: the blank form, a .docx file.
        proposal: what was understood of exactly these bytes.

    Raises:
        PackageError: the bytes are no Word file.
        ValueError: the proposal is not of this form: it names paragraphs, tables or
            characters that are not there.
    """
    package = read_package(form)
    main = package.main_part()
    root = package.tree(main)
    plain(root)
    _Tagging.of(root, proposal).run()
    content = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return _with_part(package, main, content)


def _with_part(package: Package, name: str, content: bytes) -> bytes:
    """The package with a new body; one of a .dotx is a .docx now."""
    types = package.parts[_TYPES].replace(b"wordprocessingml.template.main", _DOCUMENT)
    parts = {**package.parts, _TYPES: types, name: content}
    return write_zip(deflate(part, data) for part, data in parts.items())


@dataclass(frozen=True, slots=True)
class _Tagging:
    """One form at work: its elements by number, found before anything is changed."""

    root: etree._Element
    proposal: Proposal
    paragraphs: Sequence[etree._Element]
    rows: Sequence[Repeated]

    @classmethod
    def of(cls, root: etree._Element, proposal: Proposal) -> _Tagging:
        tables = tables_of(root)
        rows = [
            repeated(tables, one, listing=proposal.sort is FormSort.LIST)
            for one in proposal.repetitions
        ]
        return cls(root, proposal, list(root.iter(PARAGRAPH)), rows)

    def run(self) -> None:
        """Put everything in: texts first, then what moves paragraphs and rows."""
        by_paragraph: dict[int, list[Insertion]] = defaultdict(list)
        for insertion in self.proposal.insertions:
            by_paragraph[insertion.paragraph].append(insertion)
        for number, own in by_paragraph.items():
            self._replace(number, [one for one in own if one.way is Way.REPLACE])
        for number, own in by_paragraph.items():
            self._move(number, [one for one in own if one.way is not Way.REPLACE])
        for paragraph in list(self.root.iter(PARAGRAPH)):
            if is_text(paragraph):
                spare_lines(paragraph)
        for row in self.rows:
            repeat_row(row)

    def _paragraph(self, number: int) -> etree._Element:
        if not 0 <= number < len(self.paragraphs):
            raise ValueError(f"the form has no paragraph {number}")
        return self.paragraphs[number]

    def _replace(self, number: int, insertions: Sequence[Insertion]) -> None:
        """Put tags in place of ranges, the last first, so that offsets stay true."""
        if not insertions:
            return
        paragraph = self._paragraph(number)
        text = "".join(one.text or "" for one in own_texts(paragraph))
        rest = _without(text, insertions)
        for one in sorted(insertions, key=lambda one: (one.start, one.end), reverse=True):
            if not 0 <= one.start <= one.end <= len(text):
                raise ValueError(f"paragraph {number} has no characters {one.start} to {one.end}")
            tag = one.tag if not rest.strip() and len(insertions) == 1 else _inline(one.tag)
            behind = text[one.end :].strip(" \u3000_")
            fit = fitted(
                tag,
                text[one.start : one.end],
                followed=bool(behind),
                underlined=is_line(paragraph, one.start, one.end),
            )
            replace_range(paragraph, one.start, one.end, fit)
        if is_text(paragraph) and not text.strip():
            set_as_text(paragraph)

    def _move(self, number: int, insertions: Sequence[Insertion]) -> None:
        """Put texts below their hints and pictures in the place of theirs."""
        for one in insertions:
            paragraph = self._paragraph(number)
            if one.way is Way.BELOW:
                put_below(paragraph, one.tag)
            elif self._kind(one.field) == "图片":
                put_pictures(paragraph, one.tag, one.field)
            else:
                put_picture(paragraph, one.tag, one.field)

    def _kind(self, name: str) -> str:
        for field in self.proposal.fields:
            if field.definition["名称"] == name:
                return str(field.definition["类型"])
        return ""


def _without(text: str, insertions: Sequence[Insertion]) -> str:
    """What of a paragraph's text stays beside its tags."""
    gone = {at for one in insertions for at in range(one.start, one.end)}
    return "".join(character for at, character in enumerate(text) if at not in gone)


def _inline(tag: str) -> str:
    """A tag that has to share its paragraph: 段落 may only stand alone."""
    return tag.replace("|段落", "")
