"""Disturbances that programs make: controls, fields, tracked changes, other dialects."""

from __future__ import annotations

import copy
import random

from lxml import etree

from tests.collect.disturbance import (
    KEPT,
    RELATIONSHIPS,
    WORD,
    Disturbance,
    Effect,
    Element,
    Form,
    Pair,
    W,
    cells,
    column_of,
    emptied,
    is_fixed,
    merged,
    new_run,
    pairs,
    paragraphs,
    rows,
    set_merged,
    set_text,
    tables,
    text_of,
    xml,
)

_WPS = "http://www.wps.cn/officeDocument/2013/wpsCustomData"
_WHO = 'w:id="900" w:author="审核" w:date="2024-01-10T09:00:00Z"'


def wps(form: Form, chance: random.Random) -> Effect | None:
    """Attributes and properties of WPS stand everywhere, controls around rows and runs."""
    form.root.set(f"{{{_WPS}}}version", "11.1.0")
    for number, paragraph in enumerate(form.root.iter(f"{W}p")):
        paragraph.set(f"{W}rsidR", f"{number:08X}")
        paragraph.set(f"{{{_WPS}}}id", str(number))
    for section in form.root.iter(f"{W}sectPr"):
        section.append(
            etree.fromstring(f'<x:customData xmlns:x="{_WPS}"><x:a>1</x:a></x:customData>')
        )
    for run in list(form.root.iter(f"{W}r")):
        if chance.random() < 0.2 and run.find(f"{W}t") is not None:
            _wrap(run)
    return KEPT


def _wrap(element: Element) -> None:
    """Put a content control around an element."""
    control = xml('<w:sdt><w:sdtPr><w:id w:val="1"/><w:text/></w:sdtPr><w:sdtContent/></w:sdt>')
    parent = element.getparent()
    assert parent is not None
    parent.replace(element, control)
    control[1].append(element)


def controls(form: Form, chance: random.Random) -> Effect | None:
    """Content controls stand around a table, around rows, cells and paragraphs."""
    if not tables(form):
        return None
    for paragraph in list(form.root.iter(f"{W}p")):
        if chance.random() < 0.2 and text_of(paragraph):
            _wrap(paragraph)
    for cell in list(form.root.iter(f"{W}tc")):
        if chance.random() < 0.2:
            _wrap(cell)
    for row in list(form.root.iter(f"{W}tr")):
        if chance.random() < 0.2:
            _wrap(row)
    _wrap(chance.choice(tables(form)))
    return KEPT


_PROMPT = "单击或点击此处输入文字。"


def prompts(form: Form, chance: random.Random) -> Effect | None:
    """Cells left blank hold a content control that shows its prompt."""
    blank = [
        cell
        for cell in form.root.iter(f"{W}tc")
        if not text_of(cell)
        and cell.find(f".//{W}drawing") is None
        and merged(cell) != "continue"
        and cell.find(f"{W}tbl") is None
    ]
    for cell in blank:
        control = xml(
            "<w:sdt><w:sdtPr><w:showingPlcHdr/><w:text/></w:sdtPr><w:sdtContent/></w:sdt>"
        )
        control[1].append(new_run(_PROMPT))
        paragraphs(cell)[0].append(control)
    return KEPT if blank else None


def text_fields(form: Form, chance: random.Random) -> Effect | None:
    """Values stand in form fields of an old Word."""
    found = pairs(form)
    for pair in found:
        paragraph = paragraphs(pair.value)[0]
        text = pair.text
        set_text(paragraph, "")
        paragraph.extend(
            [
                xml(
                    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="T1"/>'
                    '<w:enabled/><w:textInput><w:default w:val="请填写"/></w:textInput></w:ffData>'
                    "</w:fldChar></w:r>"
                ),
                xml('<w:r><w:instrText xml:space="preserve"> FORMTEXT </w:instrText></w:r>'),
                xml('<w:r><w:fldChar w:fldCharType="separate"/></w:r>'),
                new_run(text),
                xml('<w:r><w:fldChar w:fldCharType="end"/></w:r>'),
            ]
        )
    return KEPT if found else None


def links(form: Form, chance: random.Random) -> Effect | None:
    """Addresses have become hyperlinks, some as fields; smart tags stand around names."""
    found = [p for p in pairs(form) if p.field.kind in ("邮箱", "网址", "网址或账号", "姓名")]
    for pair in found:
        paragraph = paragraphs(pair.value)[0]
        runs = paragraph.findall(f"{W}r")
        if pair.field.kind == "姓名":
            outer = xml('<w:smartTag w:uri="urn:x" w:element="PersonName"/>')
        elif chance.random() < 0.5:
            outer = xml('<w:hyperlink w:anchor="x" w:history="1"/>')
        else:
            outer = xml('<w:fldSimple w:instr=" HYPERLINK &quot;mailto:a@example.com&quot; "/>')
        paragraph.append(outer)
        outer.extend(runs)
    return KEPT if found else None


_REVISED = Effect(codes=frozenset({"C21"}))


def tracked_values(form: Form, chance: random.Random) -> Effect | None:
    """Values were changed with change tracking on, and nobody accepted the changes."""
    found = pairs(form)
    if not found:
        return None
    for pair in chance.sample(found, k=max(1, len(found) // 2)):
        _replace_tracked(pair, chance)
    return _REVISED


def _replace_tracked(pair: Pair, chance: random.Random) -> None:
    paragraph = paragraphs(pair.value)[0]
    text = pair.text
    at = chance.randrange(len(text))
    set_text(paragraph, text[:at])
    paragraph.append(xml(f"<w:del {_WHO}><w:r><w:delText>原来写的内容</w:delText></w:r></w:del>"))
    inserted = xml(f"<w:ins {_WHO}/>")
    inserted.append(new_run(text[at:]))
    paragraph.append(inserted)


def tracked_rows(form: Form, chance: random.Random) -> Effect | None:
    """A row was deleted and a blank one inserted with change tracking on."""
    if not tables(form):
        return None
    row = chance.choice(rows(chance.choice(tables(form))))
    for kind, text in (("ins", ""), ("del", "作废")):
        row.addnext(_tracked_row(row, kind, text))
    return _REVISED


def _tracked_row(row: Element, kind: str, text: str) -> Element:
    fresh = xml(f"<w:tr><w:trPr><w:{kind} {_WHO}/></w:trPr></w:tr>")
    after = row.getnext()
    under = [] if after is None or after.tag != f"{W}tr" else cells(after)
    going_on = {column_of(cell) for cell in under if merged(cell) == "continue"}
    for cell in cells(row):
        own = emptied(cell)
        set_merged(own, "continue" if column_of(cell) in going_on else "")
        if text and column_of(cell) not in going_on:
            deleted = f"<w:del {_WHO}><w:r><w:delText>{text}</w:delText></w:r></w:del>"
            paragraphs(own)[0].append(xml(deleted))
        fresh.append(own)
    return fresh


def tracked_paragraphs(form: Form, chance: random.Random) -> Effect | None:
    """A paragraph of a long text was cut in two, and the cut deleted again, both tracked."""
    found = [
        paragraph
        for paragraph in form.root.iter(f"{W}p")
        if len(text_of(paragraph)) > 8
        and not is_fixed(form, paragraph)
        and paragraph.find(f".//{W}drawing") is None
        and len(paragraph.findall(f"{W}r")) == 1
    ]
    if not found:
        return None
    paragraph = chance.choice(found)
    text = text_of(paragraph)
    at = chance.randrange(1, len(text) - 1)
    second = copy.deepcopy(paragraph)
    set_text(paragraph, text[:at])
    set_text(second, text[at:])
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    properties.append(xml(f"<w:rPr><w:del {_WHO}/></w:rPr>"))
    paragraph.addnext(second)
    return _REVISED


def hidden_text(form: Form, chance: random.Random) -> Effect | None:
    """Hidden text, a comment's mark and a footnote's stand beside values."""
    found = pairs(form)
    for pair in found:
        paragraph = paragraphs(pair.value)[0]
        paragraph.append(xml("<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"))
        paragraph.append(xml('<w:commentRangeEnd w:id="3"/>'))
        paragraph.append(xml('<w:r><w:commentReference w:id="3"/></w:r>'))
    return KEPT if found else None


_STRICT = {
    WORD: "http://purl.oclc.org/ooxml/wordprocessingml/main",
    RELATIONSHIPS: "http://purl.oclc.org/ooxml/officeDocument/relationships",
    "http://schemas.openxmlformats.org/drawingml/2006": "http://purl.oclc.org/ooxml/drawingml",
}


def strict(form: Form, chance: random.Random) -> Effect | None:
    """The file is saved as Strict Open XML (ISO/IEC 29500-1)."""
    for name in [name for name in form.parts if name.endswith((".xml", ".rels"))]:
        if name != "[Content_Types].xml":
            form.parts[name] = _strictly(form.parts[name])
    written = etree.tostring(form.root, encoding="UTF-8", standalone=True)
    form.parts["word/document.xml"] = _strictly(written)
    return KEPT


def _strictly(content: bytes) -> bytes:
    for usual, own in _STRICT.items():
        content = content.replace(usual.encode(), own.encode())
    return content


def mark_gone(form: Form, chance: random.Random) -> Effect | None:
    """The document properties are gone, and with them what the form says of itself."""
    name = "docProps/custom.xml"
    if form.parts.pop(name, None) is None:
        return None
    for part in ("[Content_Types].xml", "_rels/.rels"):
        root = etree.fromstring(form.parts[part])
        for child in list(root):
            if any(str(value).lstrip("/") == name for value in child.attrib.values()):
                root.remove(child)
        form.parts[part] = etree.tostring(root, encoding="UTF-8", standalone=True)
    return KEPT


DISTURBANCES: dict[str, Disturbance] = {
    "空格里有提示控件": prompts,
    "超链接和智能标记": links,
    "旧式文本域": text_fields,
    "修订改了内容": tracked_values,
    "修订增删行": tracked_rows,
    "修订合段": tracked_paragraphs,
    "隐藏文字和批注": hidden_text,
    "WPS 写法": wps,
    "内容控件套着": controls,
    "文档属性删去": mark_gone,
    "严格格式": strict,
}
"""Those that hide cells and rows from the other disturbances come last."""
