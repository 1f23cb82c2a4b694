"""A Word file and a range of its blocks → a Word file of these blocks alone.

Styles, numbering and headers stay as they were; paper and margins are those of the section
the blocks stood in. Pictures and headers that nothing refers to any longer are left out.
"""

from __future__ import annotations

import copy
import posixpath
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from formgen.adopt.plain import plain, remove
from formgen.ooxml import (
    Package,
    deflate,
    parse_part,
    relationships_name,
    write_zip,
    written_part,
)
from formgen.word.names import (
    BODY,
    BREAK,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    RUN,
    RUN_PROPERTIES,
    SECTION,
    TABLE,
    TEXT,
    W,
)

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_LINKED = frozenset({"image", "header", "footer", "hyperlink", "oleObject", "package", "chart"})
"""Relationship types of parts that a body names where it shows them."""
_REFERENCES = (f"{W}headerReference", f"{W}footerReference")


def cut_out(package: Package, first: int, end: int) -> bytes:
    """The blocks of a range, by their place among the body's blocks, as a file of their own.

    Args:
        package: the whole file.
        first: the first block, the body's last section properties not counted.
        end: behind the last block.

    Raises:
        PackageError: a part is broken.
    """
    main = package.main_part()
    root = package.tree(main)
    plain(root)
    body = root.find(BODY)
    if body is not None:
        _keep(body, first, end)
    return _packed(package, main, written_part(root))


def _keep(body: etree._Element, first: int, end: int) -> None:
    blocks = [child for child in body if child.tag != SECTION]
    section = _section(body, blocks, end)
    kept = blocks[first:end]
    for child in list(body):
        if child not in kept:
            body.remove(child)
    if kept and (own := kept[-1].find(f"{PARAGRAPH_PROPERTIES}/{SECTION}")) is not None:
        remove(own)
    _trim(kept)
    if section is not None:
        body.append(section)
    _drop_torn_bookmarks(body)


def _section(
    body: etree._Element, blocks: Sequence[etree._Element], end: int
) -> etree._Element | None:
    """The properties of the section the last block stands in, with inherited headers."""
    sections = [
        (at, found)
        for at, block in enumerate(blocks)
        if (found := block.find(f"{PARAGRAPH_PROPERTIES}/{SECTION}")) is not None
    ]
    if (last := body.find(SECTION)) is not None:
        sections.append((len(blocks), last))
    later = [at for at, _ in sections if at >= end - 1]
    if not later:
        return None
    own = copy.deepcopy(dict(sections)[later[0]])
    inherited = {_turn(one): one for at, one_section in sections if at < later[0]
                 for one in one_section if one.tag in _REFERENCES}  # fmt: skip
    given = {_turn(one) for one in own if one.tag in _REFERENCES}
    for turn, reference in reversed(inherited.items()):
        if turn not in given:
            own.insert(0, copy.deepcopy(reference))
    for kind in own.findall(f"{W}type"):
        own.remove(kind)
    return own


def _turn(reference: etree._Element) -> tuple[str, str]:
    return str(reference.tag), str(reference.get(f"{W}type"))


def _trim(blocks: Sequence[etree._Element]) -> None:
    """Take away what parted the blocks from those before and behind them."""
    for block in blocks[:1]:
        for mark in block.findall(f"{PARAGRAPH_PROPERTIES}/{W}pageBreakBefore"):
            remove(mark)
        _drop_page_break(block, leading=True)
    for block in reversed(blocks):
        _drop_page_break(block, leading=False)
        if block.tag == TABLE or _holds_something(block):
            break
        before = block.getprevious()
        if before is None or before.tag == TABLE:  # Word ends a body with a paragraph
            break
        remove(block)


def _drop_page_break(block: etree._Element, *, leading: bool) -> None:
    """Remove page breaks before the text of a block, or behind it."""
    if block.tag != PARAGRAPH:
        return
    seen = False
    pieces = list(block.iter(BREAK, TEXT))
    for piece in pieces if leading else reversed(pieces):
        if piece.tag == TEXT:
            seen = seen or bool((piece.text or "").strip())
        elif not seen and piece.get(f"{W}type") == "page":
            remove(piece)


def _holds_something(block: etree._Element) -> bool:
    content = [
        piece
        for run in block.iter(RUN)
        for piece in run
        if piece.tag != RUN_PROPERTIES and (piece.tag != TEXT or (piece.text or "").strip())
    ]
    return bool(content) or block.find(f"{PARAGRAPH_PROPERTIES}/{SECTION}") is not None


def _drop_torn_bookmarks(body: etree._Element) -> None:
    """Remove bookmarks that begin or end outside of what was kept."""
    begins = list(body.iter(f"{W}bookmarkStart"))
    ends = list(body.iter(f"{W}bookmarkEnd"))
    whole = {one.get(f"{W}id") for one in begins} & {one.get(f"{W}id") for one in ends}
    for one in (*begins, *ends):
        if one.get(f"{W}id") not in whole:
            remove(one)


def _packed(package: Package, main: str, content: bytes) -> bytes:
    """The file with the new body, without parts that only the rest of the old one showed."""
    parts = {**package.parts, main: content}
    links = relationships_name(main)
    if links in parts:
        root = parse_part(parts[links])
        for link in list(root):
            kind = str(link.get("Type", "")).rsplit("/", 1)[-1]
            if kind in _LINKED and not _is_named(content, str(link.get("Id", ""))):
                root.remove(link)
        parts[links] = written_part(root)
    kept = _reached(Package(parts))
    parts = {name: data for name, data in parts.items() if name in kept}
    parts["[Content_Types].xml"] = _types(parts)
    return write_zip(deflate(name, data) for name, data in parts.items())


def _is_named(content: bytes, identity: str) -> bool:
    return f'"{identity}"'.encode() in content


def _reached(package: Package) -> set[str]:
    """The parts that the package still leads to, with their relationships."""
    found = {"[Content_Types].xml"}
    waiting = [""]
    while waiting:
        part = waiting.pop()
        found |= {part, relationships_name(part)}
        for link in package.relationships(part):
            if not link.external and link.target in package.parts and link.target not in found:
                waiting.append(link.target)
    return found


def _types(parts: Mapping[str, bytes]) -> bytes:
    """The content types without those of parts that are gone."""
    root = parse_part(parts["[Content_Types].xml"])
    for override in list(_overrides(root)):
        name = str(override.get("PartName", "")).lstrip("/")
        if posixpath.normpath(name) not in parts:
            root.remove(override)
    return written_part(root)


def _overrides(root: etree._Element) -> Iterator[etree._Element]:
    return (one for one in root if etree.QName(one).localname == "Override")
