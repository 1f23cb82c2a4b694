"""A Word file → the forms in it: the file itself, or each annex of a notice cut out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from formgen.adopt.bounds import check_form, check_size
from formgen.adopt.cutting import cut_out
from formgen.adopt.plain import plain
from formgen.ooxml import Package, read_package
from formgen.word.names import (
    BODY,
    BREAK,
    CELL,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    ROW,
    RUN,
    SECTION,
    TABLE,
    TEXT,
    W,
)

_MARK = re.compile(
    r"(?:附件|附表)(?:[0-9一二三四五六七八九十]{1,3}(?:-[0-9]{1,2})?)?[:：.、]?(.{0,60})"
)
_BOXES = re.compile(r"[□☐○]|[（(][\s\u3000]+[）)]|[_＿]{3,}")
_LINE = re.compile(r"[\s\u3000_＿]{4,}")
_NOTICE = re.compile(r".{4,80}的?(?:通知|通告|公告|函|方案)")
_FORM_TITLE = re.compile(r".{2,60}[表书册单]")
_LEAST_BLANKS = 2
_DATA_ROWS = 3
"""Rows filled but for their last cell from which on a table is a list that is filled in."""
_PROSE = 80
"""Characters of running text that tell a notice from a form's cover."""


@dataclass(frozen=True, slots=True)
class Annex:
    """A form found in a file."""

    title: str
    """What stands above it; empty for a file that is one form."""
    content: bytes
    """It alone, a .docx file."""


@dataclass(frozen=True, slots=True)
class Forms:
    """What a file holds."""

    annexes: tuple[Annex, ...]
    notice: str = ""
    """The title of the notice before them; empty where there is none."""
    others: tuple[str, ...] = ()
    """Titles of annexes with tables that have no blanks, such as quotas."""


def forms_in(content: bytes) -> Forms:
    """The forms of a Word file; parts without blanks to fill, such as quota tables, are none.

    A file that is no notice is one form, blanks or not, and comes back as it is.

    Raises:
        PackageError: the bytes are no Word file, or one longer than any form.
    """
    package = read_package(content)
    root = package.tree(package.main_part())
    body = root.find(BODY)
    if body is None:
        return Forms((Annex("", content),))
    check_size(root)
    plain(root)
    blocks = [child for child in body if child.tag != SECTION]
    starts = _starts(blocks)
    if not starts or (starts == [0] or (len(starts) == 1 and not _is_prose(blocks[: starts[0]]))):
        check_form(blocks)
        return Forms((Annex("", content),))
    head = blocks[: starts[0]]
    parts = list(_parts(starts, len(blocks)))
    if not _is_prose(head) and _is_form(head):
        parts.insert(0, (0, starts[0]))
    annexes = tuple(_cut(package, blocks, part) for part in parts if _is_form(blocks[slice(*part)]))
    if not annexes:
        check_form(blocks)
        return Forms((Annex("", content),))
    others = tuple(_others(blocks, [part for part in parts if not _is_form(blocks[slice(*part)])]))
    return Forms(annexes, _notice_title(head), others)


def _others(blocks: Sequence[etree._Element], parts: Sequence[tuple[int, int]]) -> Iterator[str]:
    for part in parts:
        own = blocks[slice(*part)]
        if any(block.tag == TABLE for block in own) and (title := _title(own)):
            yield title


def _parts(starts: Sequence[int], end: int) -> Iterator[tuple[int, int]]:
    yield from zip(starts, (*starts[1:], end), strict=True)


def _cut(package: Package, blocks: Sequence[etree._Element], part: tuple[int, int]) -> Annex:
    check_form(blocks[slice(*part)])
    return Annex(_title(blocks[slice(*part)]), cut_out(package, *part))


def words(block: etree._Element) -> str:
    """A block's text without spaces."""
    return "".join("".join(text.text or "" for text in block.iter(TEXT)).split())


def _starts(blocks: Sequence[etree._Element]) -> list[int]:
    """Where annexes begin: at 附件 marks, else at titles on new pages behind running text."""
    marks = [at for at, block in enumerate(blocks) if _is_mark(blocks, at, block)]
    return marks or [at for at, block in enumerate(blocks) if _is_titled_page(blocks, at, block)]


def _is_mark(blocks: Sequence[etree._Element], at: int, block: etree._Element) -> bool:
    """Whether a paragraph is the mark 附件2 above an annex, not the list of annexes below a text.

    A mark stands alone in its line or, with its annex's title, on a new page.
    """
    if block.tag != PARAGRAPH or (found := _MARK.fullmatch(words(block))) is None:
        return False
    return not found[1] or on_new_page(blocks, at)


def _is_titled_page(blocks: Sequence[etree._Element], at: int, block: etree._Element) -> bool:
    """Whether a form's title begins a page behind a notice, with its table below it."""
    if block.tag != PARAGRAPH or not _FORM_TITLE.fullmatch(words(block)):
        return False
    if not on_new_page(blocks, at) or not _is_prose(blocks[:at]):
        return False
    following = [one for one in blocks[at + 1 : at + 8] if one.tag == TABLE or words(one)]
    return any(one.tag == TABLE for one in following[:4])


def on_new_page(blocks: Sequence[etree._Element], at: int) -> bool:
    """Whether a block begins a page: by a break in it, or between it and the text before."""
    if _breaks_before(blocks[at]):
        return True
    for block in reversed(blocks[:at]):
        if _has_page_break(block) or block.find(f"{PARAGRAPH_PROPERTIES}/{SECTION}") is not None:
            return True
        if block.tag == TABLE or words(block):
            return False
    return True


def _breaks_before(block: etree._Element) -> bool:
    mark = block.find(f"{PARAGRAPH_PROPERTIES}/{W}pageBreakBefore")
    return _has_page_break(block) or (
        mark is not None and mark.get(f"{W}val", "1") not in ("0", "false")
    )


def _has_page_break(block: etree._Element) -> bool:
    return block.tag == PARAGRAPH and any(
        one.get(f"{W}type") == "page" for one in block.iter(BREAK)
    )


def _is_prose(blocks: Sequence[etree._Element]) -> bool:
    """Whether there is running text, as a notice has and the cover of a form has not."""
    texts = (words(block) for block in blocks if block.tag == PARAGRAPH)
    return sum(len(text) for text in texts if len(text) > 20) >= _PROSE


def _is_form(blocks: Sequence[etree._Element]) -> bool:
    """Whether a part has blanks to fill in, beside those of tables that are filled already."""
    return sum(_blanks(block) for block in blocks) >= _LEAST_BLANKS


def _blanks(block: etree._Element) -> int:
    if block.tag == PARAGRAPH:
        return _blanks_in_line(block)
    found = 0
    for table in block.iter(TABLE):
        found += _blank_cells(table)
    return found + sum(len(_BOXES.findall(_raw(p))) for p in block.iter(PARAGRAPH))


def _raw(paragraph: etree._Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(TEXT))


def _blanks_in_line(paragraph: etree._Element) -> int:
    """Blanks of a line: boxes, brackets, underscores, and underlined spaces or tabs."""
    lines = len(_BOXES.findall(_raw(paragraph)))
    for run in paragraph.iter(RUN):
        underline = run.find(f"{W}rPr/{W}u")
        if underline is None or underline.get(f"{W}val") == "none":
            continue
        text = "".join(one.text or "" for one in run.iter(TEXT))
        if run.find(f"{W}tab") is not None or _LINE.fullmatch(text):
            lines += 1
    return lines


def _blank_cells(table: etree._Element) -> int:
    """Blank cells, those aside that a filled list leaves for remarks at its rows' ends."""
    rows = [
        [not words(cell) for cell in row.iter(CELL) if next(cell.iterancestors(ROW)) is row]
        for row in table.iter(ROW)
        if next(row.iterancestors(TABLE)) is table
    ]
    remarks = [row for row in rows if len(row) > 2 and row[-1] and not any(row[:-1])]
    if len(remarks) >= _DATA_ROWS:
        rows = [row for row in rows if row not in remarks]
    return sum(sum(row) for row in rows)


def _title(blocks: Sequence[etree._Element]) -> str:
    """The title of an annex: behind its mark, or the lines between that and the first table."""
    lines: list[str] = []
    for block in blocks[:12]:
        text = words(block)
        if block.tag == TABLE or (lines and not text):
            break
        if not lines and (found := _MARK.fullmatch(text)) is not None:
            if found[1]:
                return found[1]
            continue
        if text:
            lines.append(text)
        if lines and _FORM_TITLE.fullmatch("".join(lines)):
            break
    return "".join(lines)[:60]


def _notice_title(head: Sequence[etree._Element]) -> str:
    """The title of a notice: the first lines that end in 通知."""
    lines: list[str] = []
    for block in head[:20]:
        text = words(block) if block.tag == PARAGRAPH else ""
        lines = [*lines, text][-3:] if text else []
        for count in (1, 2, 3):
            joined = "".join(lines[-count:])
            if joined.startswith("关于") and _NOTICE.fullmatch(joined):
                return joined
        if _NOTICE.fullmatch(text):
            return text
    return ""
