"""填报表.xlsx: what it says, what it takes, and that what is typed into it comes back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from formgen.campaign import Campaign, load_campaign
from formgen.campaign.units import Unit
from formgen.check.units import read_units
from formgen.problems import Place
from formgen.tables import Cell, Origin, Record, Table, read_table, with_unit
from formgen.workbooks.entry_sheet import entry_workbook
from formgen.workbooks.entry_words import cut, prompt
from tests.conftest import ROOT, Converter

CAMPAIGNS = ["anhui-2024", "bozhou-2022", "guizhou-2018", "hubei-2024", "xuzhou-2023"]

SAVED_BY_LIBREOFFICE = ["bozhou-2022", "xuzhou-2023"]


@lru_cache
def campaign_of(name: str) -> Campaign:
    return load_campaign(ROOT / "data" / name)


@lru_cache
def units_of(name: str) -> tuple[Unit, ...]:
    return tuple(read_units(campaign_of(name), ROOT / "data" / name)[0])


@lru_cache
def blank_of(name: str) -> bytes:
    return entry_workbook(campaign_of(name), units_of(name))


def campaign_with(fields: Sequence[dict[str, object]], **more: object) -> Campaign:
    """A campaign of these fields and nothing else it need not have."""
    said: dict[str, object] = {
        "编号": "shi-2025",
        "名称": "试填活动",
        "年份": 2025,
        "通知": {"标题": "通知", "发文机关": ["甲办"]},
        "命名字段": fields[0]["名称"],
        "字段": list(fields),
        "文书": [{"名称": "申报表", "模板": ["申报表.docx"], "范围": ["每份申报"]}],
    }
    return Campaign.model_validate(said | more)


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def sheet_of(book: openpyxl.Workbook, name: str = "申报") -> Worksheet:
    sheet = book[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def text_of(sheet: Worksheet) -> str:
    return "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)


def rules_of(book: openpyxl.Workbook, campaign: Campaign) -> dict[str, DataValidation]:
    """The validation of each field's column, from row 2 to row 501."""
    ranges = {
        str(area): rule
        for rule in sheet_of(book).data_validations.dataValidation
        for area in rule.sqref.ranges
    }
    letters = [get_column_letter(n) for n, _ in enumerate(campaign.asked_fields(), start=1)]
    rules = {
        f.name: ranges.pop(f"{x}2:{x}501")
        for x, f in zip(letters, campaign.asked_fields(), strict=True)
    }
    assert not ranges
    return rules


def listed(book: openpyxl.Workbook, rule: DataValidation) -> list[str]:
    """The texts of the cells a list refers to."""
    name, _, area = (rule.formula1 or "").partition("!")
    return [str(cell.value) for row in book[name.strip("'")][area.replace("$", "")] for cell in row]


def filled(content: bytes, campaign: Campaign, table: Table) -> bytes:
    """The workbook with a table's raw texts typed in, numbers as numbers."""
    book = opened(content)
    sheet = sheet_of(book)
    for row, record in enumerate(table.records, start=2):
        for column, field in enumerate(campaign.asked_fields(), start=1):
            raw = record.cells[field.name].raw if field.name in record.cells else ""
            assert isinstance(raw, str)
            if raw:
                sheet.cell(row, column).value = int(raw) if field.kind == "整数" else raw
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def raws(table: Table) -> list[dict[str, object]]:
    return [{name: cell.raw for name, cell in record.cells.items()} for record in table.records]


@pytest.mark.parametrize("name", CAMPAIGNS)
class TestAllCampaigns:
    def test_equal_bytes_at_any_time(self, name: str) -> None:
        assert entry_workbook(campaign_of(name), units_of(name)) == blank_of(name)
        with zipfile.ZipFile(io.BytesIO(blank_of(name))) as archive:
            assert {part.date_time[0] for part in archive.infolist()} == {1980}
            assert b"1980-01-01" in archive.read("docProps/core.xml")

    def test_sheets(self, name: str) -> None:
        book = opened(blank_of(name))
        assert book.sheetnames == ["填报说明", "申报", "选项", "formgen"]
        assert [sheet.sheet_state for sheet in book] == ["visible"] * 2 + ["hidden"] * 2

    def test_one_heading_a_field_with_a_mark_where_required(self, name: str) -> None:
        fields = campaign_of(name).asked_fields()
        headings = [cell.value for cell in sheet_of(opened(blank_of(name)))[1]]
        expected = [f"{f.name}*" if f.required and not f.applies_to else f.name for f in fields]
        assert headings == expected

    def test_digits_stay_text(self, name: str) -> None:
        sheet = sheet_of(opened(blank_of(name)))
        for column, field in enumerate(campaign_of(name).asked_fields(), start=1):
            format_code = sheet.column_dimensions[get_column_letter(column)].number_format
            assert format_code == ("0" if field.kind == "整数" else "@"), field.name

    def test_lists_hold_the_options(self, name: str) -> None:
        campaign, book = campaign_of(name), opened(blank_of(name))
        rules = rules_of(book, campaign)
        for field in campaign.asked_fields():
            if field.kind == "推荐单位":
                expected = [unit.name for unit in units_of(name)]
            elif field.kind in ("单选", "单选可填"):
                expected = list(dict.fromkeys(campaign.options_of(field).values()))
            else:
                assert rules[field.name].type != "list", field.name
                continue
            assert listed(book, rules[field.name]) == expected

    def test_messages_fit_excels_limits(self, name: str) -> None:
        for rule in rules_of(opened(blank_of(name)), campaign_of(name)).values():
            assert rule.showInputMessage
            assert 0 < len(rule.promptTitle or "") <= 32
            assert 0 < len(rule.prompt or "") <= 255
            assert len(rule.error or "") <= 225
            assert len(rule.formula1 or "") <= 255

    def test_comments_say_label_hint_and_source(self, name: str) -> None:
        headings = sheet_of(opened(blank_of(name)))[1]
        for cell, field in zip(headings, campaign_of(name).asked_fields(), strict=True):
            said = cell.comment.text if cell.comment else ""
            hint = "" if "打" in field.hint else field.hint.strip()  # of a box on paper
            for words in (field.label, hint, field.source, *field.parts):
                assert words in said, field.name
            assert "打钩" not in said and "打“√”" not in said, field.name

    def test_what_the_office_notes_down_is_not_asked(self, name: str) -> None:
        headings = {str(cell.value) for cell in sheet_of(opened(blank_of(name)))[1]}
        assert not headings & {"评审结果", "报送日期"}

    def test_a_blank_one_has_no_records(self, name: str, tmp_path: Path) -> None:
        (tmp_path / "填报表.xlsx").write_bytes(blank_of(name))
        table = read_table(tmp_path, "填报表.xlsx", campaign_of(name).asked_fields())
        assert table.records == ()
        assert [problem.code for problem in table.problems] == ["T07"]
        campaign = campaign_of(name)
        assert table.origin == Origin(name, campaign.version, "", campaign.name)

    def test_filled_in_it_gives_what_was_typed(self, name: str, tmp_path: Path) -> None:
        campaign = campaign_of(name)
        typed = read_table(ROOT / "data" / name, "applicants.csv", campaign.asked_fields())
        assert len(typed.records) > 5
        (tmp_path / "填报表.xlsx").write_bytes(filled(blank_of(name), campaign, typed))
        table = read_table(tmp_path, "填报表.xlsx", campaign.asked_fields())
        assert raws(table) == raws(typed)
        assert table.problems == ()
        assert table.records[0].cells[campaign.name_field].place.sheet == "申报"


def test_the_guide_says_whom_and_until_when() -> None:
    said = text_of(sheet_of(opened(blank_of("anhui-2024")), "填报说明"))
    for words in (
        "2024年全省网络文明建设优秀案例",
        "2024年3月11日",
        "0551—62606335",
        "anhuiwlwm@126.com",
    ):
        assert words in said


def test_the_guide_lists_all_units_or_speaks_to_one() -> None:
    name = "bozhou-2022"
    everyone = text_of(sheet_of(opened(blank_of(name)), "填报说明"))
    assert all(unit.name in everyone for unit in units_of(name))
    book = opened(entry_workbook(campaign_of(name), units_of(name), units_of(name)[0]))
    own = "\n".join(text_of(sheet) for sheet in book.worksheets)
    assert "谯城区委网信办" in own
    assert "共 3 份" in own
    assert not any(unit.name in own for unit in units_of(name)[1:])


def test_a_quota_for_each_category() -> None:
    name = "xuzhou-2023"
    book = opened(entry_workbook(campaign_of(name), units_of(name), units_of(name)[0]))
    assert "每个类别 3 份" in text_of(sheet_of(book, "填报说明"))


def test_the_kinds_of_checks() -> None:
    campaign = campaign_with(
        [
            {"名称": "姓名", "类型": "姓名"},
            {"名称": "身份证号", "类型": "身份证号"},
            {"名称": "人数", "类型": "整数"},
            {"名称": "得分", "类型": "小数"},
            {"名称": "简介", "类型": "长文本", "最多字数": 300},
            {"名称": "内容", "类型": "分部长文", "分部": ["做法", "成效"], "最多字数": 300},
            {"名称": "类别", "类型": "单选可填", "选项": ["甲", "其他"], "可填选项": ["其他"]},
            {"名称": "方向", "类型": "多选", "选项": ["东", "西"]},
        ]
    )
    book = opened(entry_workbook(campaign, []))
    rules = rules_of(book, campaign)
    assert rules["姓名"].type in (None, "none")
    assert not rules["姓名"].showErrorMessage
    identity = rules["身份证号"]
    assert (identity.type, identity.operator, identity.formula1) == ("textLength", "equal", "18")
    assert identity.errorStyle == "warning"
    assert (rules["人数"].type, rules["人数"].errorStyle) == ("whole", "stop")
    assert (rules["得分"].type, rules["得分"].errorStyle) == ("decimal", "stop")
    assert sheet_of(book).column_dimensions["D"].number_format == "General"  # "0" would hide .5
    short = rules["简介"]
    assert (short.operator, short.formula1) == ("lessThanOrEqual", "300")
    assert short.errorStyle == "warning"
    assert int(rules["内容"].formula1 or 0) > 300
    assert (rules["类别"].type, rules["类别"].errorStyle) == ("list", "warning")
    assert "其他（具体内容）" in (rules["类别"].prompt or "")
    assert rules["方向"].type in (None, "none")
    assert "东、西" in (rules["方向"].prompt or "")


def test_very_many_and_very_long_options_and_hints() -> None:
    options = [f"{'很长的选项' * 20}{number}" for number in range(400)]
    campaign = campaign_with(
        [
            {"名称": "名" * 60, "类型": "单选", "选项": options, "提示": "提示" * 400},
            {"名称": "乙", "类型": "单选", "选项": ["=1+1", "#N/A", "TRUE", "001", "a_x0041_b"]},
        ]
    )
    book = opened(entry_workbook(campaign, []))
    rules = rules_of(book, campaign)
    assert listed(book, rules["名" * 60]) == options
    assert len(rules["名" * 60].promptTitle or "") == 32
    message = rules["名" * 60].prompt or ""
    assert len(message) == 255
    assert message.endswith("…")
    cells = [row[1] for row in sheet_of(book, "选项").iter_rows(min_row=2, max_row=5)]
    assert [cell.value for cell in cells] == ["=1+1", "#N/A", "TRUE", "001"]
    assert {cell.data_type for cell in cells} == {"s"}


@pytest.mark.parametrize("name", ["=1+1", "+A1", "@x"])
def test_what_looks_like_a_formula_stays_text(name: str) -> None:
    campaign = campaign_with([{"名称": "姓名", "类型": "姓名"}], 名称=name)
    unit = Unit(name, "", None, "", "", "")
    book = opened(entry_workbook(campaign, [unit], unit))
    cells = [c for sheet in book.worksheets for row in sheet.iter_rows() for c in row if c.value]
    assert any(cell.value == name for cell in cells)
    assert {cell.data_type for cell in cells} == {"s"}


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("甲乙丙", 3, "甲乙丙"),
        ("甲乙丙丁", 3, "甲乙…"),
        ("甲𠮷", 3, "甲𠮷"),
        ("𠮷𠮷", 3, "𠮷…"),
        ("", 3, ""),
    ],
)
def test_cutting_counts_as_excel_does(text: str, limit: int, expected: str) -> None:
    assert cut(text, limit) == expected


def test_a_field_for_some_says_for_whom() -> None:
    campaign = campaign_of("xuzhou-2023")
    field = next(field for field in campaign.asked_fields() if field.name == "推荐单位")
    assert "“推荐方式”填“组织推荐”时必填" in prompt(field, campaign)


@pytest.mark.parametrize(
    ("formats", "example"),
    [
        (["MP4"], "videos/活动.mp4 | 活动视频"),
        (["MOV", "MP4"], "videos/活动.mov | 活动视频"),
        (["MP4", "PDF"], "scans/执照.pdf | 营业执照"),
        ([], "scans/执照.pdf | 营业执照"),
    ],
)
def test_the_example_file_is_of_a_kind_the_column_takes(formats: list[str], example: str) -> None:
    campaign = campaign_with([{"名称": "附件", "类型": "附件", "文件格式": formats}])
    assert f"，如 {example}" in prompt(campaign.asked_fields()[0], campaign)


def test_the_guide_names_the_buttons_of_excel_and_of_libreoffice() -> None:
    guide = text_of(sheet_of(opened(blank_of("bozhou-2022")), "填报说明"))
    assert "请选“是”或“确定”" in guide


class TestOneUnit:
    NAME = "xuzhou-2023"

    def table(self, folder: Path, rows: Sequence[dict[str, str]], *, unit: bool = True) -> Table:
        """The table read back from a workbook for the second unit, with these cells typed in."""
        campaign, units = campaign_of(self.NAME), units_of(self.NAME)
        records = tuple(
            Record(n, {name: Cell(text, Place()) for name, text in row.items()})
            for n, row in enumerate(rows, start=1)
        )
        typed = Table("", records, (), frozenset(), frozenset())
        blank = entry_workbook(campaign, units, units[1] if unit else None)
        (folder / "填报表.xlsx").write_bytes(filled(blank, campaign, typed))
        return read_table(folder, "填报表.xlsx", campaign.asked_fields())

    def test_only_its_name_can_be_chosen_and_the_file_names_it(self, tmp_path: Path) -> None:
        campaign, unit = campaign_of(self.NAME), units_of(self.NAME)[1]
        book = opened(entry_workbook(campaign, units_of(self.NAME), unit))
        assert listed(book, rules_of(book, campaign)["推荐单位"]) == [unit.name]
        table = self.table(tmp_path, [{"姓名": "张三"}])
        assert table.origin == Origin(self.NAME, campaign.version, unit.name, campaign.name)

    def test_it_fills_a_blank_unit_where_one_is_wanted(self, tmp_path: Path) -> None:
        rows = [
            {"姓名": "张三", "推荐方式": "组织推荐"},
            {"姓名": "李四", "推荐方式": "网民自荐"},
            {"姓名": "王五", "推荐方式": "组织推荐", "推荐单位": "另一个单位"},
            {"姓名": "赵六"},
        ]
        table = with_unit(self.table(tmp_path, rows), campaign_of(self.NAME))
        own = units_of(self.NAME)[1].name
        assert [r.cells["推荐单位"].raw for r in table.records] == [own, "", "另一个单位", ""]
        place = table.records[0].cells["推荐单位"].place
        assert (place.row, place.field) == (2, "推荐单位")

    def test_a_workbook_for_all_fills_nothing(self, tmp_path: Path) -> None:
        rows = [{"姓名": "张三", "推荐方式": "组织推荐"}]
        table = self.table(tmp_path, rows, unit=False)
        assert with_unit(table, campaign_of(self.NAME)) == table

    def test_a_column_taken_out_is_filled_too(self, tmp_path: Path) -> None:
        table = self.table(tmp_path, [{"姓名": "张三", "推荐方式": "组织推荐"}])
        book = opened((tmp_path / table.file).read_bytes())
        names = [field.name for field in campaign_of(self.NAME).asked_fields()]
        sheet_of(book).delete_cols(names.index("推荐单位") + 1)
        book.save(tmp_path / table.file)
        again = read_table(tmp_path, table.file, campaign_of(self.NAME).asked_fields())
        assert "推荐单位" not in again.columns
        done = with_unit(again, campaign_of(self.NAME))
        assert done.records[0].cells["推荐单位"].raw == units_of(self.NAME)[1].name
        assert "推荐单位" in done.columns


def test_sheets_beside_are_no_data_even_when_shown(tmp_path: Path) -> None:
    fields: list[dict[str, object]] = [
        {"名称": name, "类型": "单选", "选项": ["是", "否"]} for name in ("甲项", "乙项")
    ]
    campaign = campaign_with(fields)
    book = opened(entry_workbook(campaign, []))
    for sheet in book.worksheets:
        sheet.sheet_state = "visible"
    sheet_of(book)["A2"] = "否"
    book.save(tmp_path / "填报表.xlsx")
    table = read_table(tmp_path, "填报表.xlsx", campaign.asked_fields())
    assert raws(table) == [{"甲项": "否", "乙项": ""}]
    assert table.problems == ()


def test_a_sheet_added_by_the_unit_is_told_of(tmp_path: Path) -> None:
    book = opened(blank_of("xuzhou-2023"))
    book.copy_worksheet(sheet_of(book)).title = "第二页"
    sheet_of(book)["A2"] = "张三"
    book.save(tmp_path / "填报表.xlsx")
    table = read_table(tmp_path, "填报表.xlsx", campaign_of("xuzhou-2023").fields)
    assert [(p.code, p.place.sheet) for p in table.problems] == [("T08", "第二页")]


def test_another_workbook_with_a_sheet_of_that_name_has_no_origin(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("formgen")
    sheet.append(["姓名", "籍贯"])
    sheet.append(["张三", "徐州"])
    book.save(tmp_path / "a.xlsx")
    table = read_table(tmp_path, "a.xlsx", campaign_of("xuzhou-2023").fields)
    assert table.origin is None
    assert [record.cells["籍贯"].raw for record in table.records] == ["徐州"]


def test_libreoffice_keeps_everything(convert_office: Converter, tmp_path: Path) -> None:
    """Saved by LibreOffice it reads the same, and lists, messages and hidden sheets are there."""
    folder = tmp_path / "saved"
    sources = {}
    for name in SAVED_BY_LIBREOFFICE:
        campaign = campaign_of(name)
        typed = read_table(ROOT / "data" / name, "applicants.csv", campaign.asked_fields())
        sources[name] = tmp_path / f"{name}.xlsx"
        sources[name].write_bytes(filled(blank_of(name), campaign, typed))
    convert_office(list(sources.values()), folder, "xlsx")
    for name in SAVED_BY_LIBREOFFICE:
        campaign = campaign_of(name)
        before = read_table(tmp_path, f"{name}.xlsx", campaign.asked_fields())
        after = read_table(folder, f"{name}.xlsx", campaign.asked_fields())
        assert raws(after) == raws(before)
        assert after.problems == ()
        assert after.origin == before.origin
        book = opened((folder / f"{name}.xlsx").read_bytes())
        assert [sheet.sheet_state for sheet in book] == ["visible"] * 2 + ["hidden"] * 2
        blank = opened(blank_of(name))
        saved = rules_of(book, campaign)
        for field, rule in rules_of(blank, campaign).items():
            assert saved[field].prompt == rule.prompt
            if rule.type == "list":
                assert listed(book, saved[field]) == listed(blank, rule)
                assert saved[field].errorStyle in (rule.errorStyle, None)
                assert saved[field].showErrorMessage
