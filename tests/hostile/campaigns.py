"""A small campaign whose papers show every value alone in a paragraph or cell, and readers."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
from lxml import etree

from tests.word import making

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
T = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
UNIT = "测试单位"
FIELDS: list[dict[str, Any]] = [
    {"名称": "名称", "类型": "文本", "必填": True, "可公开": True},
    {"名称": "推荐单位", "类型": "推荐单位", "必填": True, "可公开": True},
    {"名称": "说明", "类型": "文本", "可公开": True},
    {"名称": "经过", "类型": "长文本"},
    {"名称": "日期", "类型": "日期"},
    {"名称": "年月", "类型": "年月"},
    {"名称": "人数", "类型": "整数"},
    {"名称": "得分", "类型": "小数"},
    {"名称": "类别", "类型": "单选", "选项": ["甲类", "乙类"]},
    {"名称": "照片", "类型": "照片"},
    {"名称": "图片", "类型": "图片", "最多数量": 50},
    {"名称": "附件", "类型": "附件", "最多数量": 50},
    {
        "名称": "获奖",
        "类型": "明细",
        "列": [
            {"名称": "时间", "类型": "年月"},
            {"名称": "奖项", "类型": "文本"},
        ],
    },
]
NAMES = [field["名称"] for field in FIELDS]
FORM: dict[str, Any] = {"名称": "申报表", "模板": ["申报表.docx"], "范围": ["每份申报"]}
LIST: dict[str, Any] = {"名称": "汇总表", "模板": ["汇总表.xlsx"], "范围": ["整个活动"]}
NOTICE: dict[str, Any] = {
    "名称": "公示",
    "模板": ["公示.docx", "公示.html"],
    "范围": ["整个活动"],
    "公开": True,
}
CAMPAIGN: dict[str, Any] = {
    "编号": "hostile-2025",
    "名称": "测试活动",
    "年份": 2025,
    "通知": {"标题": "关于开展测试活动的通知", "发文机关": ["测试办公室"]},
    "组织机构": {"主办单位": ["测试办公室"]},
    "命名字段": "名称",
    "单位字段": "推荐单位",
    "字段": FIELDS,
    "文书": [FORM],
}


def campaign(documents: Sequence[Mapping[str, Any]] = (FORM,), **keys: Any) -> dict[str, Any]:
    """What campaign.json says, with these documents and further keys."""
    return {**CAMPAIGN, "文书": list(documents), **keys}


def write_campaign(
    folder: Path, content: Mapping[str, Any] = CAMPAIGN, units: Sequence[str] = (UNIT,)
) -> Path:
    """Write campaign.json, units.csv and the templates into a folder."""
    folder.mkdir(exist_ok=True)
    text = json.dumps(content, ensure_ascii=False)
    (folder / "campaign.json").write_bytes(text.encode("utf-8", "surrogatepass"))
    (folder / "units.csv").write_bytes(csv_of([["名称", "类型"], *([one, "市"] for one in units)]))
    templates = folder / "templates"
    templates.mkdir(exist_ok=True)
    (templates / "申报表.docx").write_bytes(FORM_TEMPLATE)
    (templates / "公示.docx").write_bytes(NOTICE_TEMPLATE)
    (templates / "公示.html").write_text(PAGE_TEMPLATE, encoding="utf-8")
    (templates / "汇总表.xlsx").write_bytes(_list_template())
    return folder


def rows_of(entries: Iterable[Mapping[str, str]]) -> list[list[str]]:
    """A table: the header, and a row an entry, each with a unit where it names none."""
    return [
        NAMES,
        *([{"推荐单位": UNIT, **one}.get(name, "") for name in NAMES] for one in entries),
    ]


def csv_of(rows: Iterable[Sequence[str]]) -> bytes:
    """A CSV file in UTF-8; halves of surrogate pairs stand in it as three bytes each."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8", "surrogatepass")


def json_of(entries: Iterable[Mapping[str, object]]) -> bytes:
    """A JSON file that needs no character beyond ASCII, so any text can stand in it."""
    return json.dumps([{"推荐单位": UNIT, **one} for one in entries]).encode()


FORM_TEMPLATE = making.docx(
    "{{ 名称 }}",
    making.table(making.row("{{ 说明 }}", "{{ 人数 }}")),
    "{{ 经过|段落 }}",
    "{%p if 照片 %}",
    "{{ 照片|图片(33, 47) }}",
    "{%p endif %}",
    "{%p for 图 in 图片 %}",
    "{{ 图|图片(60, 40) }}",
    "{%p endfor %}",
)
NOTICE_TEMPLATE = making.docx(
    "{%p for 项 in 申报 %}", "{{ 项.名称 }}", "{{ 项.说明 }}", "{%p endfor %}"
)
PAGE_TEMPLATE = (
    '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>公示</title></head>'
    '<body><h1>公示</h1><ul>{% for 项 in 申报 %}<li title="{{ 项.名称 }}">{{ 项.说明 }}</li>'
    "{% endfor %}</ul></body></html>"
)


def _list_template() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["{%tr for 项 in 行 %}"], ["{{ 项.名称 }}", "{{ 项.说明 }}"], ["{%tr endfor %}"]):
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def paragraphs(content: bytes) -> list[str]:
    """The paragraphs of a Word file as it shows them: tabs and line breaks as characters."""
    with ZipFile(io.BytesIO(content)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return ["".join(map(_shown, paragraph.iter())) for paragraph in root.iter(f"{W}p")]


def _shown(element: etree._Element) -> str:
    parent = element.getparent()
    if parent is None or parent.tag != f"{W}r":  # a tab stop is no tab
        return ""
    if element.tag == f"{W}t":
        return element.text or ""
    return _BREAKS.get(str(element.tag), "")


_BREAKS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n"}


def flat_paragraphs(content: bytes) -> list[str]:
    """The paragraphs of a flat OpenDocument text (.fodt), as `paragraphs` gives them."""
    root = etree.fromstring(content, etree.XMLParser(huge_tree=True))
    body = root.find(f"{OFFICE}body")
    assert body is not None
    return ["".join(_pieces(paragraph)) for paragraph in body.iter(f"{T}p", f"{T}h")]


def _pieces(element: etree._Element) -> Iterator[str]:
    """Text and breaks below an element (OpenDocument 1.3 part 3, 6.1.2 to 6.1.5)."""
    match etree.QName(element).localname:
        case "s":
            yield " " * int(element.get(f"{T}c", "1"))
        case "tab":
            yield "\t"
        case "line-break":
            yield "\n"
    yield element.text or ""
    for child in element:
        yield from _pieces(child)
        yield child.tail or ""


def cells(content: bytes) -> Iterator[tuple[object, str]]:
    """Value and type of every cell of a workbook, as openpyxl reads them."""
    for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                yield cell.value, cell.data_type
