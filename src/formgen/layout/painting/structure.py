"""What is painted, in reading order → the tag tree of a PDF (ISO 32000-1, 14.7 and 14.8)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from formgen.layout.painting import objects


@dataclass(slots=True, eq=False)
class Element:
    """A node of the tag tree while the pages are painted."""

    kind: str
    """Standard structure type: P, H1, Table, TR, TD, Figure, Link …"""
    page: int
    kids: list[Element | int] = field(default_factory=list)
    """Elements, and numbers of marked content on the element's page."""
    alt: str = ""
    attributes: str = ""
    """An attribute dictionary, as written."""
    link_annotation: Any = None
    """Put here by WeasyPrint, for an element that is a link."""


class Tagger:
    """Builds the elements of one page and numbers its marked content."""

    def __init__(self, page: int) -> None:
        self.root = Element("Document", page)
        self.owners: list[Element] = []
        """The element of each piece of marked content, by its number."""
        self._stack = [self.root]

    @contextmanager
    def element(self, kind: str, alt: str = "", attributes: str = "") -> Iterator[Element]:
        """An element round what is painted meanwhile."""
        element = Element(kind, self.root.page, alt=alt, attributes=attributes)
        self._stack[-1].kids.append(element)
        self._stack.append(element)
        try:
            yield element
        finally:
            self._stack.pop()

    def content(self) -> str:
        """The operator that begins a piece of content of the innermost element."""
        element, number = self._stack[-1], len(self.owners)
        self.owners.append(element)
        element.kids.append(number)
        return f"/{element.kind} <</MCID {number}>> BDC"


def add_structure(pdf: Any, taggers: Sequence[Tagger]) -> None:
    """Fill the empty tag tree WeasyPrint made."""
    root = objects.resolve(pdf, pdf.catalog["StructTreeRoot"])
    document = objects.resolve(pdf, root["K"][0])
    references: dict[Element, bytes] = {}
    annotations: list[tuple[Element, Any]] = []
    writer = _Writer(pdf, references, annotations)
    for tagger in taggers:
        kids = [kid for kid in tagger.root.kids if isinstance(kid, Element)]
        document["K"].extend(writer.write(kid, document.reference) for kid in kids)
    _number(objects.resolve(pdf, root["ParentTree"]), taggers, references, annotations)
    root["ParentTreeNextKey"] = len(taggers) + len(annotations)


@dataclass(frozen=True, slots=True)
class _Writer:
    pdf: Any
    references: dict[Element, bytes]
    annotations: list[tuple[Element, Any]]

    def write(self, element: Element, parent: bytes) -> bytes:
        """Write an element and what is in it; its reference."""
        entries = {
            "Type": "/StructElem",
            "S": f"/{element.kind}",
            "P": parent,
            "Pg": self.pdf.page_references[element.page],
        }
        if element.alt:
            entries["Alt"] = objects.string(element.alt)
        if element.attributes:
            entries["A"] = element.attributes
        written = objects.dictionary(entries)
        reference = self.references[element] = objects.add(self.pdf, written)
        written["K"] = objects.array(
            kid if isinstance(kid, int) else self.write(kid, reference) for kid in element.kids
        )
        if element.link_annotation is not None:
            written["K"].append(self._annotation(element))
        return reference

    def _annotation(self, element: Element) -> Any:
        self.annotations.append((element, element.link_annotation))
        return objects.dictionary({"Type": "/OBJR", "Obj": element.link_annotation.reference})


def _number(
    tree: Any,
    taggers: Sequence[Tagger],
    references: dict[Element, bytes],
    annotations: Sequence[tuple[Element, Any]],
) -> None:
    """The way back from marked content and annotations to elements (14.7.4.4)."""
    entries: list[Any] = []
    for page, tagger in enumerate(taggers):
        entries += (page, objects.array(references[owner] for owner in tagger.owners))
    for key, (element, annotation) in enumerate(annotations, len(taggers)):
        annotation["StructParent"] = key
        entries += (key, references[element])
    tree["Nums"] = objects.array(entries)
