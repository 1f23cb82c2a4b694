"""An XML part of an Office file, or an SVG → its paragraphs, values, attributes and comments."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, cast

from lxml import etree

from formgen.publish.leaks.model import Level, Passage

_PARAGRAPHS = frozenset({"p", "si", "is", "text"})
"""Elements whose runs read as one: paragraphs of Word and drawings, strings and comments of
worksheets, SVG's text."""
_TEXTS = frozenset({"t", "delText", "instrText", "delInstrText"})
_BREAKS: Final = {
    "tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-",
    "footnoteReference": "\t",
}  # fmt: skip
_ELEMENTS: Final = {
    "creator": "作者", "lastModifiedBy": "最后保存者", "title": "标题", "subject": "主题",
    "description": "备注", "keywords": "标记", "category": "类别", "contentStatus": "状态",
    "identifier": "标识", "Company": "单位", "Manager": "经理", "Template": "模板",
    "HyperlinkBase": "超链接基础", "oddHeader": "页眉", "evenHeader": "页眉",
    "firstHeader": "页眉", "oddFooter": "页脚", "evenFooter": "页脚", "firstFooter": "页脚",
    "formula1": "有效性", "formula2": "有效性", "author": "批注作者", "f": "公式",
}  # fmt: skip
"""What users call what stands in an element."""
_ATTRIBUTES: Final = {
    "descr": "图片的替代文字", "alt": "图片的替代文字", "title": "图片的标题",
    "author": "批注或修订的作者", "initials": "批注作者的缩写", "tooltip": "链接的提示",
    "displayName": "批注的作者", "prompt": "输入提示", "promptTitle": "输入提示",
    "error": "出错提示", "errorTitle": "出错提示", "name": "名称", "anchor": "链接",
    "Target": "链接", "location": "链接", "userId": "批注的作者", "display": "链接",
    "string": "艺术字", "statusText": "输入提示", "helpText": "输入提示",
}  # fmt: skip
"""Attributes with words of people."""
_TIMES = frozenset({"created", "modified", "lastPrinted"})
_REMARKS = etree.XPath("//comment() | //processing-instruction()")


def xml_passages(
    root: etree._Element, label: str, leave: frozenset[str] = frozenset()
) -> Iterator[Passage]:
    """Everything in a part.

    Args:
        root: its root element.
        label: how its places begin: 正文, 页眉, 文档属性.
        leave: elements whose own text is told otherwise.
    """
    number = 0
    for element in root.iter(etree.Element):
        name = _local(str(element.tag))
        if name in _PARAGRAPHS:
            number += 1
            yield from _paragraph(element, f"{label}第{number}段")
        elif name not in _TEXTS and name not in leave and (element.text or "").strip():
            level = Level.CODE if name in _TIMES else Level.TEXT
            yield Passage(f"{label}“{_called(element, name)}”", element.text or "", level)
    yield from _attributes(root, label)
    for remark in cast(list[etree._Element], _REMARKS(root)):
        yield Passage(f"{label}的 XML 注释", remark.text or "")
    yield Passage(label, "".join(map(str, root.itertext())), Level.RAW)


def _called(element: etree._Element, name: str) -> str:
    """What users call an element's text: a property or a defined name by its own name."""
    parent = element.getparent()
    own = element.get("name") or (parent.get("name") if parent is not None else None)
    return own or _ELEMENTS.get(name, name)


def _paragraph(paragraph: etree._Element, where: str) -> Iterator[Passage]:
    """What is shown, run by run too, and apart from it what was deleted, hidden or computed."""
    shown: list[str] = []
    out_of_sight: dict[str, list[str]] = {}
    for element in paragraph.iter(etree.Element):
        name = _local(str(element.tag))
        if name in _BREAKS:
            shown.append(_BREAKS[name])
        elif element.text and (name in _TEXTS or element is paragraph):
            why = _out_of_sight(element, name)
            (out_of_sight.setdefault(why, []) if why else shown).append(element.text)
    for why, texts in out_of_sight.items():
        yield Passage(f"{where}{why}", "".join(texts))
    whole = "".join(shown)
    yield Passage(where, whole)
    if "\n" in whole.strip():  # a number that was broken at the end of the line
        yield Passage(where, whole.replace("\n", ""), Level.CODE)
    runs = [text for text in shown if text.strip()]
    if len(runs) > 1:
        yield Passage(where, "\n".join(runs))


def _out_of_sight(element: etree._Element, name: str) -> str:
    """Why nobody sees a run of text, to stand behind its place; empty if it is seen."""
    if name == "instrText":
        return "的域代码"
    if name != "t":
        return "里修订删除的文字" if name.startswith("del") else ""
    run = element.getparent()
    if run is None:
        return ""
    hidden = run.find("{*}rPr/{*}vanish")
    if hidden is not None and _val(hidden) not in ("0", "false", "off"):
        return "里隐藏的文字"
    above = run.getparent()
    moved = above is not None and _local(str(above.tag)) in ("del", "moveFrom")
    return "里修订删除的文字" if moved else ""


def _val(element: etree._Element) -> str:
    return next((str(value) for key, value in element.items() if _local(str(key)) == "val"), "")


def _attributes(root: etree._Element, label: str) -> Iterator[Passage]:
    """Those with words of people one by one, all others in two passages."""
    told: set[str] = set()
    others: set[str] = set()
    for element in root.iter(etree.Element):
        for key, value in element.items():
            text = str(value)
            what = _ATTRIBUTES.get(_local(str(key)))
            if what is None:
                others.add(text)
            elif text not in told:
                told.add(text)
                yield Passage(f"{label}里{what}", text)
    words = sorted(value for value in others if not value.isascii())
    if words:
        yield Passage(f"{label}里的属性", "\n".join(words))
    yield Passage(f"{label}里的属性", "\n".join(sorted(others)), Level.CODE)


@lru_cache(maxsize=4096)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
