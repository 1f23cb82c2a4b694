"""What a disturbance is: a change of a filled form's XML, and what of its truth it changes."""

from __future__ import annotations

import copy
import io
import random
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from lxml import etree

from formgen.campaign.field import FieldDefinition
from formgen.campaign.kinds.base import fold
from formgen.campaign.values import OpenChoice, Value
from tests.collect.forms import FormCase, empty_cells, empty_paragraphs

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
VML = "urn:schemas-microsoft-com:vml"
OFFICE = "urn:schemas-microsoft-com:office:office"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
W = f"{{{WORD}}}"
PREFIXES = {
    "w": WORD, "w14": W14, "r": RELATIONSHIPS, "wp": DRAWING, "a": MAIN, "v": VML, "o": OFFICE,
    "mc": COMPATIBILITY,
}  # fmt: skip
_DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in PREFIXES.items())
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

Element: TypeAlias = etree._Element


@dataclass(frozen=True, slots=True)
class Form:
    """A filled form, open to be disturbed. Its tree and parts are changed in place."""

    case: FormCase
    values: Mapping[str, Value]
    """What it was filled with."""
    root: Element
    parts: dict[str, bytes]
    """All other parts of its package."""

    @property
    def body(self) -> Element:
        """The document's body."""
        return self.root[0]

    def field(self, name: str) -> FieldDefinition:
        """A field of the form."""
        return next(field for field in self.case.asked if field.name == name)


@dataclass(frozen=True, slots=True)
class Effect:
    """What a disturbance does to the truth."""

    to_say: frozenset[str] = frozenset()
    """Fields whose value nobody can know any more: a problem has to name them."""
    codes: frozenset[str] = frozenset()
    """Problems that have to be told."""


KEPT = Effect()
"""Every value is as it was."""

Disturbance: TypeAlias = Callable[[Form, random.Random], Effect | None]
"""Changes a form; None where there is nothing in it to be changed in this way."""


@dataclass(frozen=True, slots=True)
class Disturbed:
    """A form after its disturbances."""

    content: bytes
    applied: tuple[str, ...]
    """Disturbances that found something to change."""
    effect: Effect = field(default=KEPT)


_DOCUMENT = "word/document.xml"


def opened(case: FormCase, values: Mapping[str, Value], content: bytes) -> Form:
    """A filled form's package, taken apart."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(parts.pop(_DOCUMENT))
    return Form(case, values, root, parts)


def packed(form: Form) -> bytes:
    """The form's bytes; a disturbance may have written the document itself."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in form.parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
        if _DOCUMENT not in form.parts:
            document = etree.tostring(form.root, encoding="UTF-8", standalone=True)
            archive.writestr(zipfile.ZipInfo(_DOCUMENT), document)
    return buffer.getvalue()


def xml(text: str) -> Element:
    """An element from its XML; the usual prefixes are known."""
    return etree.fromstring(f"<x {_DECLARED}>{text}</x>")[0]


def text_of(element: Element) -> str:
    """The text of an element: line breaks as line feeds, its paragraphs not parted."""
    return "".join(
        (leaf.text or "") if leaf.tag == f"{W}t" else "\n"
        for leaf in element.iter(f"{W}t", f"{W}br")
    )


def set_text(paragraph: Element, text: str) -> None:
    """Give a paragraph one run with this text, in the look of its first run."""
    runs = list(paragraph.iter(f"{W}r"))
    look = runs[0].find(f"{W}rPr") if runs else None
    for child in list(paragraph):
        if child.tag != f"{W}pPr":
            paragraph.remove(child)
    paragraph.append(new_run(text, look))


def new_run(text: str, look: Element | None = None) -> Element:
    """A run with this text; line feeds are Word's own breaks."""
    run = etree.Element(f"{W}r")
    if look is not None:
        run.append(copy.deepcopy(look))
    for number, line in enumerate(text.split("\n")):
        if number:
            etree.SubElement(run, f"{W}br")
        leaf = etree.SubElement(run, f"{W}t")
        leaf.text = line
        leaf.set(_SPACE, "preserve")
    return run


def paragraphs(element: Element) -> list[Element]:
    """The paragraphs right inside a cell or body."""
    return element.findall(f"{W}p")


def style(paragraph: Element) -> str:
    """The id of a paragraph's style."""
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else str(found.get(f"{W}val"))


LABEL_STYLE = "a5"
"""Of the labels in tables, in all bundled templates."""


def tables(form: Form) -> list[Element]:
    """The tables that are in no other."""
    return form.body.findall(f"{W}tbl")


def cells(row: Element) -> list[Element]:
    """The cells of a row."""
    return row.findall(f"{W}tc")


def rows(table: Element) -> list[Element]:
    """The rows of a table."""
    return table.findall(f"{W}tr")


def span(cell: Element) -> int:
    """Columns a cell spans."""
    found = cell.find(f"{W}tcPr/{W}gridSpan")
    return 1 if found is None else int(str(found.get(f"{W}val")))


def set_span(cell: Element, columns: int) -> None:
    """Let a cell span so many columns."""
    properties = cell.find(f"{W}tcPr")
    assert properties is not None
    found = properties.find(f"{W}gridSpan")
    if found is not None:
        properties.remove(found)
    if columns > 1:
        width = properties.find(f"{W}tcW")
        place = 0 if width is None else properties.index(width) + 1
        properties.insert(place, xml(f'<w:gridSpan w:val="{columns}"/>'))


def column_of(cell: Element) -> int:
    """The first column of a cell."""
    return sum(span(before) for before in cell.itersiblings(f"{W}tc", preceding=True))


def merged(cell: Element) -> str:
    """How a cell takes part in a vertical merge: restart, continue or not at all."""
    found = cell.find(f"{W}tcPr/{W}vMerge")
    return "" if found is None else str(found.get(f"{W}val", "continue"))


def set_merged(cell: Element, how: str) -> None:
    """Let a cell begin or go on with a vertical merge; empty for none."""
    properties = cell.find(f"{W}tcPr")
    assert properties is not None
    found = properties.find(f"{W}vMerge")
    if found is not None:
        properties.remove(found)
    if how:
        after = [properties.find(f"{W}{name}") for name in ("gridSpan", "tcW")]
        place = next((properties.index(one) + 1 for one in after if one is not None), 0)
        properties.insert(place, xml(f'<w:vMerge w:val="{how}"/>'))


def emptied(cell: Element) -> Element:
    """A copy of a cell with nothing in it."""
    bare = etree.Element(f"{W}tc")
    properties = cell.find(f"{W}tcPr")
    if properties is not None:
        bare.append(copy.deepcopy(properties))
    own = etree.SubElement(bare, f"{W}p")
    first = cell.find(f"{W}p/{W}pPr")
    if first is not None:
        own.append(copy.deepcopy(first))
    return bare


def is_label(form: Form, cell: Element) -> bool:
    """Whether a cell holds a label of the form and nothing else."""
    own = paragraphs(cell)
    if not own or any(style(p) != LABEL_STYLE for p in own) or cell.find(f"{W}tbl") is not None:
        return False
    return fold(text_of(cell)) in empty_cells(form.case.name)


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and the cell right of it that holds the one value it asks for."""

    label: Element
    value: Element
    field: FieldDefinition

    @property
    def row(self) -> Element:
        """The row both stand in."""
        row = self.label.getparent()
        assert row is not None
        return row

    @property
    def text(self) -> str:
        """The value's text."""
        return text_of(self.value)


_SHORT = frozenset(
    {
        "文本", "地址", "姓名", "身份证号", "电话", "邮箱", "邮政编码", "网址", "网址或账号",
        "网站备案号", "年月", "日期", "整数", "单选", "推荐单位",
    }
)  # fmt: skip


def pairs(form: Form) -> list[Pair]:
    """Labels with a value right of them: a short one, filled in, alone in its cell."""
    return list(_pairs(form))


def _pairs(form: Form) -> Iterator[Pair]:
    texts: dict[str, list[FieldDefinition]] = {}
    for one in form.case.asked:
        if one.kind in _SHORT and form.values[one.name] not in ("", ()):
            texts.setdefault(str(form.values[one.name]), []).append(one)
    for cell in form.root.iter(f"{W}tc"):
        after = cell.getnext()
        if after is None or after.tag != f"{W}tc" or not is_label(form, cell):
            continue
        if merged(cell) == "continue" or is_label(form, after) or len(paragraphs(after)) != 1:
            continue
        found = texts.get(text_of(after))
        if found and after.find(f".//{W}drawing") is None and not _nested(after):
            yield Pair(cell, after, found[0])


def _nested(cell: Element) -> bool:
    return cell.find(f"{W}tbl") is not None or cell.find(f".//{W}sdt") is not None


def long_pairs(form: Form) -> list[tuple[Element, Element]]:
    """Labels and the cells right of them that hold several paragraphs or a long text."""
    found = []
    for cell in form.root.iter(f"{W}tc"):
        after = cell.getnext()
        if after is None or after.tag != f"{W}tc" or not is_label(form, cell):
            continue
        kinds = {one.kind for one in form.case.asked if fold(one.printed) == fold(text_of(cell))}
        if kinds & {"长文本", "分部长文"} and text_of(after):
            found.append((cell, after))
    return found


def is_fixed(form: Form, paragraph: Element) -> bool:
    """Whether a paragraph's text stands on the empty form too."""
    return fold(text_of(paragraph)) in {fold(text) for _, text in empty_paragraphs(form.case.name)}


def chosen(form: Form, field: FieldDefinition) -> str:
    """The option a choice field was given; empty for none."""
    value = form.values[field.name]
    return value.option if isinstance(value, OpenChoice) else str(value)
