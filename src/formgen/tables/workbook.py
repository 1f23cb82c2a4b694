"""The parts of a workbook beside its sheets → sheet list, texts and number formats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from formgen.ooxml import PackageError, Relationship, StreamedPackage
from formgen.ooxml.xstring import unescaped
from formgen.tables.keeping import Kept, Spool
from formgen.tables.number_format import BUILT_IN

_TEXT_PIECES = 256
"""Pieces of the shared strings that stay in memory: rows share what people choose from lists."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet of a workbook."""

    name: str
    part: str
    visible: bool


@dataclass(frozen=True, slots=True)
class Workbook:
    """What the cells of every sheet refer to."""

    sheets: Sequence[Sheet]
    texts: Sequence[str]
    """The shared strings."""
    formats: Sequence[str]
    """Number format code by cell style; "" where the file does not say what it is."""
    date1904: bool
    """Whether day 0 is 1904-01-01 (old Macintosh files)."""


def read_workbook(package: StreamedPackage, spool: Spool | None = None) -> Workbook:
    """The workbook of a package.

    Args:
        package: the open workbook file.
        spool: where the shared strings are put away.

    Raises:
        PackageError: the package holds something else, or is damaged.
    """
    main = package.main_part()
    root = package.tree(main)
    if local_name(root) != "workbook":
        what = "Word 文档" if local_name(root) == "document" else "别的 Office 文件"
        raise PackageError(f"其实是{what}，只是改了文件名", "请换成 Excel 工作簿")
    texts, styles = (package.related(main, kind) for kind in ("sharedStrings", "styles"))
    properties = root.find("{*}workbookPr")
    return Workbook(
        sheets=_sheets(root, package.relationships(main)),
        texts=_texts(package, texts, spool or Spool()) if texts else (),
        formats=_formats(package.tree(styles)) if styles else (),
        date1904=properties is not None and properties.get("date1904") in ("1", "true"),
    )


def local_name(element: etree._Element) -> str:
    """An element's name without its namespace, which differs in strict files."""
    return etree.QName(element).localname


def rich_text(element: etree._Element) -> str:
    """The text of a string item, of all its runs; phonetic guides are not part of it."""
    if len(element) == 1 and str(element[0].tag).endswith("}t"):  # as nearly all are
        text = element[0].text or ""
        return unescaped(text) if "_x" in text else text
    found = [*element.iterfind("{*}t"), *element.iterfind("{*}r/{*}t")]
    return unescaped("".join(text.text or "" for text in found))


def _sheets(root: etree._Element, links: Sequence[Relationship]) -> list[Sheet]:
    """The worksheets in the order of their tabs; charts and macros are left out."""
    parts = {link.id: link.target for link in links if link.type == "worksheet"}
    sheets = []
    for element in root.iterfind("{*}sheets/{*}sheet"):
        identifier = next((str(v) for k, v in element.items() if str(k).endswith("}id")), "")
        if identifier in parts:
            visible = element.get("state", "visible") == "visible"
            sheets.append(Sheet(element.get("name", ""), parts[identifier], visible))
    return sheets


def _texts(package: StreamedPackage, part: str, spool: Spool) -> Kept[str]:
    texts: Kept[str] = Kept(spool, _TEXT_PIECES)
    with package.open(part) as stream:
        for _, item in etree.iterparse(stream, tag="{*}si", resolve_entities=False):
            texts.append(rich_text(item))
            forget(item)
    return texts


def forget(element: etree._Element) -> None:
    """Free an element that was parsed, and those before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _formats(styles: etree._Element) -> list[str]:
    """Number format codes by cell style."""
    own = {
        element.get("numFmtId", ""): element.get("formatCode", "")
        for element in styles.iterfind("{*}numFmts/{*}numFmt")
    }
    return [
        own.get(number) or BUILT_IN.get(number, "")
        for number in (xf.get("numFmtId", "0") for xf in styles.iterfind("{*}cellXfs/{*}xf"))
    ]
