from __future__ import annotations

import datetime
import resource
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from formgen.problems import InputError
from formgen.tables import Table, read_table
from tests.tables.making import (
    PERSON,
    codes,
    inline,
    new_sheet,
    only_problem,
    raw_workbook,
    texts,
)

HEADER = f"<row r='1'>{inline('A1', '姓名')}{inline('B1', '单位')}</row>"


def read(folder: Path, book: Workbook) -> Table:
    book.save(folder / "人员.xlsx")
    return read_table(folder, "人员.xlsx", PERSON)


def read_raw(folder: Path, rows: str, **details: str) -> Table:
    raw_workbook(folder / "人员.xlsx", rows, **details)  # type: ignore[arg-type]
    return read_table(folder, "人员.xlsx", PERSON)


def value_of(folder: Path, cell: str) -> object:
    """What a raw cell, given as XML with its reference B2, becomes."""
    table = read_raw(folder, f"{HEADER}<row r='2'>{inline('A2', '张三')}{cell}</row>")
    assert table.problems == ()
    return texts(table)[0]["单位"]


def problem_of(folder: Path, cell: str) -> tuple[str, str]:
    """Code and message of the problem a raw cell becomes."""
    table = read_raw(folder, f"{HEADER}<row r='2'>{inline('A2', '张三')}{cell}</row>")
    problem = only_problem(table)
    assert str(problem.place) == "人员.xlsx 工作表“表” 第2行 B列“单位”"
    assert texts(table) == [{"姓名": "张三"}]
    assert table.columns == {"姓名", "单位"}
    return problem.code, problem.message


class TestHeader:
    def test_header_is_found_under_title_blank_rows_and_units(self, tmp_path: Path) -> None:
        book, sheet = new_sheet(
            ["2023年汇总表"],
            [],
            ["填报单位：", None, "联系人："],
            [],
            ["序号", "姓 名", "身份证号"],
        )
        sheet.merge_cells("A1:C1")
        sheet.append([1, "张三", "011010519491231002"])
        sheet.append([2, None, None])
        sheet.append([])
        sheet.append([3, "李四"])
        table = read(tmp_path, book)
        assert table.problems == ()
        assert texts(table) == [
            {"姓名": "张三", "身份证号": "011010519491231002"},
            {"姓名": "李四", "身份证号": ""},
        ]
        assert (
            str(table.records[1].cells["姓名"].place) == "人员.xlsx 工作表“Sheet” 第9行 B列“姓名”"
        )

    def test_no_header_names_the_columns_expected(self, tmp_path: Path) -> None:
        book, _ = new_sheet(["张三", "局"])
        with pytest.raises(InputError) as caught:
            read(tmp_path, book)
        assert "姓名、身份证号、出生年月、单位" in caught.value.hint

    def test_header_only(self, tmp_path: Path) -> None:
        book, _ = new_sheet(["姓名"])
        assert only_problem(read(tmp_path, book)).code == "T07"

    def test_headings_follow_the_same_rules_as_in_csv(self, tmp_path: Path) -> None:
        book, _ = new_sheet(
            ["姓名", "姓名", "手机", None, "单位"], ["张三", "李四", 1, "多", "局", "外"]
        )
        table = read(tmp_path, book)
        assert codes(table) == ["T03", "T01", "T06", "T05"]
        assert table.unusable == {"姓名"}
        assert table.problems[0].place.sheet == "Sheet"

    def test_heading_that_is_a_formula_without_a_value(self, tmp_path: Path) -> None:
        book, _ = new_sheet(["姓名", "=A9"], ["张三", "局"])
        problem = only_problem(read(tmp_path, book))
        assert (problem.code, problem.place.row, problem.place.column) == ("T12", 1, 2)


class TestSheets:
    def test_second_sheet_with_a_header_is_named_in_a_warning(self, tmp_path: Path) -> None:
        book, _ = new_sheet(["姓名", "单位"], ["张三", "局"])
        second = book.create_sheet("二科")
        second.append(["姓名", "单位"])
        table = read(tmp_path, book)
        assert texts(table) == [{"姓名": "张三", "单位": "局"}]
        problem = only_problem(table)
        assert (problem.code, problem.severity) == ("T08", "warning")
        assert problem.place.sheet == "二科"
        assert "“Sheet”" in problem.hint

    def test_sheet_of_notes_in_front_is_passed_over(self, tmp_path: Path) -> None:
        book, notes = new_sheet(["填写说明"], ["姓名", "按身份证填写"])
        notes.title = "说明"
        sheet = book.create_sheet("表")
        for row in (["姓名", "单位", "出生年月"], ["张三", "局", "1990.05"]):
            sheet.append(row)
        table = read(tmp_path, book)
        assert texts(table)[0]["姓名"] == "张三"
        assert table.problems == ()

    def test_hidden_sheets_are_not_read(self, tmp_path: Path) -> None:
        book, hidden = new_sheet(["姓名", "单位", "出生年月"], ["王五", "局", "1990.05"])
        hidden.sheet_state = "hidden"
        sheet = book.create_sheet("表")
        sheet.append(["姓名"])
        sheet.append(["张三"])
        book.active = 1
        table = read(tmp_path, book)
        assert texts(table) == [{"姓名": "张三"}]
        assert table.problems == ()

    def test_header_on_a_hidden_sheet_only(self, tmp_path: Path) -> None:
        book, hidden = new_sheet(["姓名"], ["王五"])
        hidden.title = "藏"
        hidden.sheet_state = "veryHidden"
        book.create_sheet("空")
        book.active = 1
        with pytest.raises(InputError, match="隐藏的工作表“藏”"):
            read(tmp_path, book)

    def test_chart_sheets_are_passed_over(self, tmp_path: Path) -> None:
        book, _ = new_sheet(["姓名"], ["张三"])
        book.create_chartsheet("图", 0)
        assert texts(read(tmp_path, book)) == [{"姓名": "张三"}]


class TestValues:
    @pytest.mark.parametrize(
        ("value", "number_format", "text"),
        [
            ("007", "General", "007"),
            ("1990.10", "@", "1990.10"),
            (" 张 三 ", "General", " 张 三 "),
            ("一\n二", "General", "一\n二"),
            ("<a & \"b\">", "General", "<a & \"b\">"),
            (7, "000", "007"),
            (19900138000, "General", "19900138000"),
            (1990.05, "General", "1990.05"),
            (0.5, "0%", "50%"),
            (1234.5, "#,##0.00", "1,234.50"),
            (datetime.date(1990, 5, 1), "yyyy.mm", "1990.05"),
            (datetime.date(1990, 10, 1), 'yyyy"年"m"月"', "1990年10月"),
            (datetime.date(1990, 10, 1), "mm-dd-yy", "1990/10/1"),
            (datetime.date(1990, 10, 1), "yyyy-mm-dd", "1990-10-01"),
            (datetime.time(9, 30), "h:mm", "9:30"),
            (True, "General", "TRUE"),
            (False, "General", "FALSE"),
        ],
    )  # fmt: skip
    def test_cells_are_read_as_they_are_shown(
        self, tmp_path: Path, value: object, number_format: str, text: str
    ) -> None:
        book, sheet = new_sheet(["姓名", "单位"], ["张三"])
        sheet.cell(2, 2).value = value  # type: ignore[assignment]
        sheet["B2"].number_format = number_format
        table = read(tmp_path, book)
        assert table.problems == ()
        assert texts(table) == [{"姓名": "张三", "单位": text}]

    def test_dates_counted_from_1904(self, tmp_path: Path) -> None:
        book, sheet = new_sheet(["姓名", "出生年月"], ["张三", datetime.date(1990, 5, 1)])
        book.epoch = CALENDAR_MAC_1904
        sheet["B2"].number_format = "yyyy.mm"
        assert texts(read(tmp_path, book))[0]["出生年月"] == "1990.05"

    def test_format_named_by_a_chinese_number_only(self, tmp_path: Path) -> None:
        styles = (
            "<styleSheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>"
            "<cellXfs><xf/><xf numFmtId='57'/></cellXfs></styleSheet>"
        )
        cell = "<c r='B2' s='1'><v>32994</v></c>"
        raw_workbook(
            tmp_path / "a.xlsx",
            f"{HEADER}<row r='2'>{inline('A2', '张三')}{cell}</row>",
            parts={"xl/styles.xml": styles},
        )
        assert texts(read_table(tmp_path, "a.xlsx", PERSON))[0]["单位"] == "1990年5月"

    def test_rich_text_is_its_text_without_phonetic_guides(self, tmp_path: Path) -> None:
        runs = (
            "<c r='B2' t='inlineStr'><is><r><t>某</t></r><r><rPr><b/></rPr><t>局</t></r>"
            "<rPh sb='0' eb='1'><t>mou</t></rPh></is></c>"
        )
        assert value_of(tmp_path, runs) == "某局"

    def test_rich_text_of_openpyxl(self, tmp_path: Path) -> None:
        rich = CellRichText("某", TextBlock(InlineFont(b=True), "局"))
        book, _ = new_sheet(["姓名", "单位"], ["张三", rich])
        assert texts(read(tmp_path, book))[0]["单位"] == "某局"

    def test_escaped_characters_are_decoded(self, tmp_path: Path) -> None:
        cell = inline("B2", "一_x000D_\n二_x005F_x0041_")
        assert value_of(tmp_path, cell) == "一\n二_x0041_"

    def test_formula_gives_the_value_the_file_keeps(self, tmp_path: Path) -> None:
        assert value_of(tmp_path, "<c r='B2' t='str'><f>A1</f><v>局</v></c>") == "局"
        assert value_of(tmp_path, "<c r='B2'><f>1+1</f><v>2</v></c>") == "2"
        assert value_of(tmp_path, "<c r='B2' t='str'><f>A9</f><v></v></c>") == ""

    def test_date_of_a_strict_file(self, tmp_path: Path) -> None:
        rows = (
            f"{HEADER}<row r='2'>{inline('A2', '张三')}<c r='B2' t='d'><v>1990-05-01</v></c></row>"
        )
        strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
        table = read_raw(tmp_path, rows, namespace=strict)
        assert texts(table)[0]["单位"] == "32994"

    def test_cells_and_rows_without_references(self, tmp_path: Path) -> None:
        def bare(text: str) -> str:
            return f"<c t='inlineStr'><is><t>{text}</t></is></c>"

        rows = f"<row>{bare('姓名')}{bare('单位')}</row><row/><row><c/>{bare('局')}</row>"
        table = read_raw(tmp_path, rows)
        assert texts(table) == [{"姓名": "", "单位": "局"}]
        assert table.records[0].cells["单位"].place.row == 3

    def test_hidden_rows_and_columns_are_read(self, tmp_path: Path) -> None:
        book, sheet = new_sheet(["姓名", "单位"], ["张三", "局"])
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True
        assert texts(read(tmp_path, book)) == [{"姓名": "张三", "单位": "局"}]


class TestCellProblems:
    @pytest.mark.parametrize("value", ["110105194912310020", "1.1010519491231E+17", "-1E+15"])
    def test_number_beyond_fifteen_digits(self, tmp_path: Path, value: str) -> None:
        code, message = problem_of(tmp_path, f"<c r='B2'><v>{value}</v></c>")
        assert code == "T09"
        assert "15 位" in message
        assert "1101" not in message

    def test_fifteen_digits_are_kept(self, tmp_path: Path) -> None:
        cell = "<c r='B2'><v>999999999999999</v></c>"
        assert value_of(tmp_path, cell) == "999999999999999"

    def test_format_that_is_not_understood(self, tmp_path: Path) -> None:
        book, sheet = new_sheet(["姓名", "单位"], ["张三", 19900138000])
        sheet["B2"].number_format = "0.00E+00"
        problem = only_problem(read(tmp_path, book))
        assert problem.code == "T10"
        assert "0.00E+00" in problem.message
        assert "138" not in problem.message

    def test_error_value(self, tmp_path: Path) -> None:
        assert problem_of(tmp_path, "<c r='B2' t='e'><f>X</f><v>#N/A</v></c>") == (
            "T11", "这一格显示的是错误 #N/A",
        )  # fmt: skip

    @pytest.mark.parametrize("cached", ["", "<v></v>", "<v/>"])
    def test_formula_without_a_value(self, tmp_path: Path, cached: str) -> None:
        assert problem_of(tmp_path, f"<c r='B2'><f>1+1</f>{cached}</c>")[0] == "T12"

    def test_formula_of_openpyxl_has_no_value(self, tmp_path: Path) -> None:
        book, _ = new_sheet(["姓名", "单位"], ["张三", "=A1"])
        assert only_problem(read(tmp_path, book)).code == "T12"

    def test_shared_formula_without_a_value(self, tmp_path: Path) -> None:
        assert problem_of(tmp_path, "<c r='B2'><f t='shared' si='0'/></c>")[0] == "T12"

    @pytest.mark.parametrize(
        "cell",
        [
            "<c r='B2' t='e' vm='1'><v>#VALUE!</v></c>",
            "<c r='B2' t='str'><f>_xlfn.DISPIMG(\"ID_1\",1)</f><v>=DISPIMG(\"ID_1\",1)</v></c>",
        ],
    )
    def test_picture_inside_a_cell(self, tmp_path: Path, cell: str) -> None:
        assert problem_of(tmp_path, cell)[0] == "T19"

    def test_problems_in_columns_that_are_not_read_are_no_problems(self, tmp_path: Path) -> None:
        book, _ = new_sheet(["序号", "姓名"], ["=ROW()", "张三"], ["=ROW()", None])
        table = read(tmp_path, book)
        assert texts(table) == [{"姓名": "张三"}]
        assert table.problems == ()

    def test_number_that_may_have_lost_an_ending_zero(self, tmp_path: Path) -> None:
        book, sheet = new_sheet(
            ["姓名", "出生年月"], ["甲", 1990.1], ["乙", "1990.1"], ["丙", 1990.5], ["丁", 1990.1],
            ["戊", datetime.date(1990, 1, 1)],
        )  # fmt: skip
        sheet["B5"].number_format = "0.00"
        sheet["B6"].number_format = "yyyy.m"
        table = read(tmp_path, book)
        problem = only_problem(table)
        assert (problem.code, problem.place.row) == ("T14", 2)
        assert [record.get("出生年月") for record in texts(table)] == [
            None, "1990.1", "1990.5", "1990.10", "1990.1",
        ]  # fmt: skip

    def test_rows_with_a_merged_cell(self, tmp_path: Path) -> None:
        book, sheet = new_sheet(
            ["姓名", "单位", "出生年月"], ["甲", "局", "1990.05"], ["乙", None, "1990.06"],
            ["丙", "科", "1990.07"],
        )  # fmt: skip
        sheet.merge_cells("B2:B3")
        table = read(tmp_path, book)
        assert [(p.code, p.place.row, p.place.field) for p in table.problems] == [
            ("T13", 2, "单位"), ("T13", 3, "单位"),
        ]  # fmt: skip
        assert "B2:B3" in table.problems[0].message
        assert [record.get("单位") for record in texts(table)] == ["局", None, "科"]

    def test_cells_merged_across_a_row(self, tmp_path: Path) -> None:
        book, sheet = new_sheet(["姓名", "单位", "出生年月"], ["甲", None, "1990.05"])
        sheet.merge_cells("A2:B2")
        table = read(tmp_path, book)
        assert only_problem(table).code == "T13"
        assert texts(table) == [{"姓名": "甲", "出生年月": "1990.05"}]

    def test_merged_titles_and_blank_merged_rows_are_no_problem(self, tmp_path: Path) -> None:
        book, sheet = new_sheet(["汇总表"], ["姓名", "单位"], [], ["张三", "局"])
        for merged in ("A1:B1", "A2:A3", "B2:B3", "A7:B9", "D4:E4"):
            sheet.merge_cells(merged)
        table = read(tmp_path, book)
        assert texts(table) == [{"姓名": "张三", "单位": "局"}]
        assert table.problems == ()


class TestSize:
    def test_a_million_formatted_but_empty_rows_cost_little(self, tmp_path: Path) -> None:
        path = raw_workbook(tmp_path / "源.xlsx", "")
        target = tmp_path / "人员.xlsx"
        with (
            zipfile.ZipFile(path) as source,
            zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        ):
            for name in source.namelist():
                if not name.endswith("sheet1.xml"):
                    archive.writestr(name, source.read(name))
            with archive.open("xl/worksheets/sheet1.xml", "w") as stream:
                stream.write(_head().encode())
                for start in range(3, 1_048_577, 4096):
                    stream.write("".join(_blank_rows(start, start + 4096)).encode())
                stream.write(b"</sheetData><mergeCells><mergeCell ref='A2:B2'/></mergeCells>")
                stream.write(b"</worksheet>")
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        started = time.process_time()
        table = read_table(tmp_path, "人员.xlsx", PERSON)
        assert time.process_time() - started < 6
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * 1024
        assert texts(table) == [{"姓名": "张三"}]
        assert codes(table) == ["T13"]

    def test_rows_after_many_blank_ones_are_not_lost(self, tmp_path: Path) -> None:
        last = f"<row r='60000'>{inline('A60000', '末')}</row>"
        rows = HEADER + "".join(_blank_rows(2, 60_000)) + last
        table = read_raw(tmp_path, rows + "".join(_blank_rows(60_001, 70_000)))
        assert [record.cells["姓名"].place.row for record in table.records] == [60_000]

    @pytest.mark.parametrize("cut", range(-1, 6))
    @pytest.mark.parametrize(
        "mark", ["<is><t xml:space='preserve'>张", "<row r='2'", "</sheetData"]
    )
    def test_marks_cut_in_two_by_a_block_are_found(
        self, tmp_path: Path, mark: str, cut: int
    ) -> None:
        """The file is looked through in blocks of 1 MiB; here a mark stands across two."""
        rows = f"<row r='2'>{inline('A2', '张三')}</row>%s<row r='3'><c r='A3'/></row>"
        raw_workbook(tmp_path / "人员.xlsx", f"{HEADER}%s{rows}")
        with zipfile.ZipFile(tmp_path / "人员.xlsx") as archive:
            sheet = archive.read("xl/worksheets/sheet1.xml").replace(b'"', b"'")
        filler = " " * (2**20 - cut - sheet.replace(b"%s", b"").index(mark.encode()))
        before, after = ("", filler) if mark == "</sheetData" else (filler, "")
        table = read_raw(tmp_path, f"{HEADER}%s{rows}" % (before, after))
        assert texts(table) == [{"姓名": "张三", "单位": ""}]


def _head() -> str:
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    row = f"<row r='2'>{inline('A2', '张三')}</row>"
    return f"<worksheet xmlns='{namespace}'><sheetData>{HEADER}{row}"


def _blank_rows(start: int, stop: int) -> list[str]:
    return [
        f"<row r='{n}' ht='20'>" + "".join(f"<c r='{c}{n}' s='0'/>" for c in "ABCDEFGH") + "</row>"
        for n in range(start, min(stop, 1_048_577))
    ]


_CELL = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], include_characters="\n\t"),
    min_size=1,
    max_size=20,
).filter(lambda text: text.strip() and "_x" not in text and text[0] != "=")


@given(rows=st.lists(st.tuples(_CELL, _CELL), min_size=1, max_size=4))
def test_any_text_comes_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]
) -> None:
    book, sheet = new_sheet(["姓名", "单位"])
    for row in rows:
        sheet.append(row)
    for row_number in range(2, len(rows) + 2):
        for column in (1, 2):
            sheet.cell(row_number, column).data_type = "s"
    table = read(tmp_path_factory.mktemp("xlsx"), book)
    assert texts(table) == [{"姓名": name, "单位": unit} for name, unit in rows]
