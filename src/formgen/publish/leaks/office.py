"""The parts of a Word or Excel file → their passages, each part called as users know it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping

from formgen.ooxml import Package, PackageError, parse_part
from formgen.publish.leaks.images import is_image
from formgen.publish.leaks.model import Files, Passage
from formgen.publish.leaks.raw import decoded
from formgen.publish.leaks.workbook import cell_passages, comment_passages, sheet_labels
from formgen.publish.leaks.xml_parts import xml_passages

_LABELS = tuple(
    (re.compile(shape), label)
    for shape, label in (
        (r"word/document\d*\.xml", "正文"),
        (r"word/header\d*\.xml", "页眉"),
        (r"word/footer\d*\.xml", "页脚"),
        (r"word/footnotes\.xml", "脚注"),
        (r"word/endnotes\.xml", "尾注"),
        (r"word/comments\w*\.xml", "批注"),
        (r"(word|xl)/(people|persons/\w+)\.xml", "批注作者名单"),
        (r"word/glossary/.*", "文档部件库"),
        (r"word/settings\.xml", "文档设置"),
        (r"docProps/(core|app)\.xml", "文档属性"),
        (r"docProps/custom\.xml", "自定义文档属性"),
        (r"customXml/.*", "自定义 XML"),
        (r"xl/sharedStrings\.xml", "共享字符串"),
        (r"xl/workbook\.xml", "工作簿"),
        (r"xl/threadedComments/.*", "批注"),
        (r".*/charts/.*", "图表"),
        (r".*\.rels", "链接"),
    )
)
_CELL_TEXTS = frozenset({"v", "t"})


def office_passages(parts: Mapping[str, bytes], files: Files) -> Iterator[Passage]:
    """Everything in an Office file.

    Args:
        parts: its parts by name.
        files: takes apart the files that stand in it: pictures, embedded documents.
    """
    package = Package(parts)
    sheets, owners = sheet_labels(package)
    for name, content in parts.items():
        if not _is_markup(name, content):
            kind = "图片" if is_image(content) else "嵌入的文件"
            for passage in files(name, content):
                yield passage.inside(f"{kind} {name} ")
            continue
        label = owners.get(name) or _label(name)
        try:
            root = parse_part(content)
        except PackageError:
            yield Passage(label, decoded(content) or content.decode("utf-8", "replace"))
            continue
        if name in sheets:
            yield from cell_passages(package, root, label)
            yield from xml_passages(root, label, _CELL_TEXTS)
            continue
        if name in owners:
            yield from comment_passages(root, label)
        yield from xml_passages(root, label)


def _label(name: str) -> str:
    label = next((label for shape, label in _LABELS if shape.fullmatch(name)), "")
    return label or f"部件 {posixpath.basename(name)} "


def _is_markup(name: str, content: bytes) -> bool:
    ending = name.rpartition(".")[2].lower()
    start = content[:200].lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t\0").lstrip()
    return ending in ("xml", "rels", "vml") or (start.startswith(b"<") and ending != "html")
