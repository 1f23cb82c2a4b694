"""A campaign → the sheet of its 填报表 that says how to fill it in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from openpyxl.worksheet.worksheet import Worksheet

from formgen.campaign import Campaign
from formgen.campaign.kinds import FILE_KINDS
from formgen.campaign.model import Contact
from formgen.campaign.units import Unit
from formgen.tables.origin import DATA_SHEET
from formgen.workbooks.entry_words import column_pattern
from formgen.workbooks.style import (
    BODY,
    CENTRED,
    HEADING,
    LABEL,
    SUBTITLE,
    TITLE,
    print_on_a4,
    row_height,
    set_widths,
    write_text,
)

_WIDTHS = (22.0, 56.0, 22.0)
_TITLE_HEIGHT = 46.0


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the guide: a word, and what there is to say about it."""

    word: str
    text: str


def write_guide(
    sheet: Worksheet, campaign: Campaign, units: Sequence[Unit], unit: Unit | None
) -> None:
    """Write the guide: deadline, quota, how to fill in, whom to ask."""
    set_widths(sheet, _WIDTHS)
    _write_title(sheet, f"{campaign.name}填报表")
    row = 2
    for line in _lines(campaign, unit):
        row = _write_line(sheet, row, line)
    if unit is None:
        _write_quotas(sheet, row + 1, campaign, units)
    sheet.sheet_view.showGridLines = False
    print_on_a4(sheet, landscape=False)


def _write_title(sheet: Worksheet, title: str) -> None:
    write_text(sheet, 1, 1, title, TITLE)
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(_WIDTHS))
    sheet.row_dimensions[1].height = _TITLE_HEIGHT


def _write_line(sheet: Worksheet, row: int, line: _Line) -> int:
    """Write a line over the sheet's width; returns the next row."""
    write_text(sheet, row, 1, line.word, LABEL)
    write_text(sheet, row, 2, line.text)
    for column in range(3, len(_WIDTHS) + 1):
        write_text(sheet, row, column, "")
    sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=len(_WIDTHS))
    texts = [(line.word, _WIDTHS[0]), (line.text, sum(_WIDTHS[1:]))]
    sheet.row_dimensions[row].height = row_height(texts)
    return row + 1


def _lines(campaign: Campaign, unit: Unit | None) -> Iterator[_Line]:
    if unit is not None:
        yield _Line("填报单位", unit.name)
        yield _Line("名额", _quota_words(campaign, unit))
    if campaign.deadline is not None:
        yield _Line("报送截止", str(campaign.deadline))
    for number, text in enumerate(_ways(campaign), start=1):
        yield _Line(f"填写办法 {number}", text)
    for material in campaign.materials:
        need = "（必交）" if material.required else ""
        yield _Line(f"材料：{material.name}", f"{material.description}{need}")
    for contact in campaign.contacts:
        if words := _contact_words(contact):
            yield _Line("联系", words)


def _ways(campaign: Campaign) -> Iterator[str]:
    """How to fill in, as far as the campaign's fields need it."""
    kinds = {field.kind for field in campaign.asked_fields()}
    yield (
        f"请在“{DATA_SHEET}”工作表里填写：从第 2 行起，一行填一份申报，一列填一项。"
        "请不要改列名、不要增删列、不要合并单元格。"
    )
    conditional = any(field.applies_to for field in campaign.asked_fields())
    more = "黄底的列只在一定情况下才填，什么情况写在列名的批注里。" if conditional else ""
    yield f"列名带 * 的必填。{more}点中一格，会显示这一项怎么填；列名右上角有批注。"
    yield "有下拉单的格请从下拉单中选，不要填写别的写法。"
    for field in campaign.asked_fields():
        if field.kind == "单选可填":
            option = field.open_options[0]
            yield (
                f"“{field.name}”选“{option}”的，请写成“{option}（具体内容）”；"
                "弹出提示时，请选“是”或“确定”。"
            )
    if "多选" in kinds:
        yield "可以选几项的，各项之间用“、”隔开。"
    forms = {"年月": "年月写成 1990.05", "日期": "日期写成 2024-01-14"}
    if dates := [form for kind, form in forms.items() if kind in kinds]:
        yield f"{'，'.join(dates)}。"
    if kinds & {"长文本", "分部长文", "明细"}:
        yield (
            "长的文字可以直接填在格里（Alt+Enter 换行）；也可以存成 .txt 或 .docx 文件一并交来，"
            "格里填 @ 和文件名，如 @材料/张三.txt。"
        )
    for field in campaign.asked_fields():
        if field.kind == "明细":
            yield f"“{field.name}”每行一条，各栏用“｜”隔开：{column_pattern(field)}"
    if kinds & FILE_KINDS:
        yield from _file_ways(kinds)
    yield "填好后请保存为 .xlsx，不要设密码，连同各项文件放进一个文件夹（或压缩成一个文件）报送。"


def _file_ways(kinds: set[str]) -> Iterator[str]:
    names = [
        name
        for kind, name in (
            ("照片", "照片如 photos/张三.jpg"),
            ("图片", "图片如 pictures/01.jpg | 图片说明"),
            ("附件", "其他文件如 scans/证书.pdf"),
        )
        if kind in kinds
    ]
    yield (
        "照片等文件请放在与本表同一个文件夹里（可以分子文件夹），格里填文件名："
        f"{'；'.join(names)}。不要把照片贴进格子。"
    )
    if kinds & {"图片", "附件"}:
        yield "一格里有几个文件的，每行写一个；说明写在文件名后面，用“ | ”隔开。"


def _quota_words(campaign: Campaign, unit: Unit) -> str:
    """A unit's quota in all and for each category, with the notice's words."""
    quotas = [quota for quota in campaign.quotas if quota.unit_type == unit.type]
    own = f"共 {unit.quota} 份" if unit.quota is not None else ""
    each = [f"每个类别 {q.limit} 份" for q in quotas if q.per_category and q.limit is not None]
    said = list(dict.fromkeys(q.description for q in quotas if q.description))
    counts = "，".join(filter(None, [own, *each])) or "不限"
    return "\n".join([counts, *(f"（{words}）" for words in said)])


def _write_quotas(sheet: Worksheet, row: int, campaign: Campaign, units: Sequence[Unit]) -> None:
    """The table of all units' quotas."""
    if not units:
        return
    write_text(sheet, row, 1, "各单位名额", SUBTITLE)
    for column, word in enumerate(("单位类型", "单位名称", "名额"), start=1):
        write_text(sheet, row + 1, column, word, HEADING)
    for number, unit in enumerate(units, start=row + 2):
        counts = _quota_words(campaign, unit).partition("\n")[0]
        write_text(sheet, number, 1, unit.type)
        write_text(sheet, number, 2, unit.name, BODY)
        write_text(sheet, number, 3, counts, CENTRED)
        texts = zip((unit.type, unit.name, counts), _WIDTHS, strict=True)
        sheet.row_dimensions[number].height = row_height(texts)


def _contact_words(contact: Contact) -> str:
    parts = [
        contact.unit,
        f"联系人：{'、'.join(contact.people)}" if contact.people else "",
        f"电话：{'、'.join(contact.phones)}" if contact.phones else "",
        f"邮箱：{'、'.join(contact.emails)}" if contact.emails else "",
        f"地址：{contact.address}" if contact.address else "",
    ]
    return "\n".join(part for part in parts if part)
