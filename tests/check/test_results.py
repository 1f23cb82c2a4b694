"""results.csv: whose values it gives, and what is said of rows that fit no record."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

from formgen.problems import InputError
from formgen.run.checking import check_campaign, write_lists
from tests.check.awarding import APPLICANTS, checked, declare, entry, folder_with, said


def test_no_results_file_changes_nothing(tmp_path: Path) -> None:
    data = checked(folder_with(tmp_path))
    assert data.results == ""
    assert data.problems == ()
    assert entry(data, "苏苗", "东岭村").values["评审结果"] == ""


def test_values_reach_the_named_records_and_no_others(tmp_path: Path) -> None:
    results = "姓名,推荐单位,评审结果,得分\n王禾,西河村,入选,92.50\n苏 苗,东岭村,未入选,\n"
    data = checked(folder_with(tmp_path, results=results))
    assert data.results == "results.csv"
    chosen = entry(data, "王禾", "西河村").values
    assert (chosen["评审结果"], str(chosen["得分"])) == ("入选", "92.50")
    assert entry(data, "苏苗", "东岭村").values["评审结果"] == "未入选"
    for name, unit in (("王禾", "东岭村"), ("李·买提", "")):
        assert entry(data, name, unit).values["评审结果"] == ""
    assert [draft.text("得分") for draft in data.drafts] == ["", "", "92.50", ""]


@pytest.mark.parametrize("suffix", [".json", ".jsonl", ".xlsx"])
def test_other_formats_say_the_same(tmp_path: Path, suffix: str) -> None:
    folder_with(tmp_path)
    path = tmp_path / f"results{suffix}"
    if suffix == ".xlsx":
        book = openpyxl.Workbook()
        sheet = book.worksheets[0]
        for row in (["序号", "姓名", "评审结果", "得分"], [1, "苏苗", "入选", 92.5]):
            sheet.append(row)
        sheet["D2"].number_format = "0.00"
        book.save(path)
    else:
        line = '{"姓名": "苏苗", "评审结果": "入选", "得分": 92.50}'
        path.write_text(f"[{line}]" if suffix == ".json" else line, encoding="utf-8")
    data = checked(tmp_path)
    assert data.problems == ()
    found = entry(data, "苏苗", "东岭村").values
    assert (found["评审结果"], str(found["得分"])) == ("入选", "92.50")


def test_a_file_of_another_name_is_used_where_the_campaign_says_so(tmp_path: Path) -> None:
    folder_with(tmp_path, 终评="姓名,评审结果\n苏苗,入选\n", results="姓名,评审结果\n苏苗,未入选\n")
    declare(tmp_path, 结果文件="终评.csv")
    data = checked(tmp_path)
    assert data.results == "终评.csv"
    assert entry(data, "苏苗", "东岭村").values["评审结果"] == "入选"
    declare(tmp_path, 结果文件="没有.csv")
    with pytest.raises(InputError, match=r"没有\.csv"):
        checked(tmp_path)


def test_two_results_files_are_one_too_many(tmp_path: Path) -> None:
    folder_with(tmp_path, results="姓名\n苏苗\n")
    (tmp_path / "results.json").write_text('[{"姓名": "苏苗"}]', encoding="utf-8")
    with pytest.raises(InputError, match=r"results\.csv、results\.json，不知道用哪个"):
        checked(tmp_path)


def test_an_old_excel_file_is_not_passed_over(tmp_path: Path) -> None:
    (folder_with(tmp_path) / "results.xls").write_bytes(b"x")
    with pytest.raises(InputError, match=r"results\.xls 是旧版 Excel 表格"):
        checked(tmp_path)
    (tmp_path / "results.xls").rename(tmp_path / "results.pdf")  # the signed decision, a scan
    assert checked(tmp_path).problems == ()


def test_the_results_win_over_the_records_own_table(tmp_path: Path) -> None:
    applicants = (
        "评审结果,姓名,推荐单位,得分\n"
        "未入选,苏苗,东岭村,90.0\n入选,王禾,西河村,\n入选,李花,西河村,7\n"
    )
    results = "姓名,评审结果,得分\n苏苗,入选,90\n王禾,,\n"
    data = checked(folder_with(tmp_path, applicants, results=results))
    assert said(data) == [
        (
            "N07",
            "results.csv 第2行 B列“评审结果”",
            "“评审结果”在结果表里是“入选”，在申报表格里是“未入选”，用了结果表的",
        )
    ]
    assert entry(data, "苏苗", "东岭村").values["评审结果"] == "入选"
    assert entry(data, "王禾", "西河村").values["评审结果"] == "入选"  # blank there: its own stays
    assert entry(data, "李花", "西河村").values["评审结果"] == "入选"  # not named there
    assert [str(draft.place("")) for draft in data.drafts] == [
        f"applicants.csv 第{row}行" for row in (2, 3, 4)
    ]


def test_an_unknown_name_is_told_with_those_it_may_mean(tmp_path: Path) -> None:
    data = checked(folder_with(tmp_path, results="姓名,评审结果\n苏蕾,入选\n赵无人,入选\n"))
    assert said(data) == [
        ("N04", "results.csv 第2行 A列“姓名”", "申报表格里没有“苏蕾”这份申报"),
        ("N04", "results.csv 第3行 A列“姓名”", "申报表格里没有“赵无人”这份申报"),
    ]
    assert [p.hint for p in data.problems] == [
        "请与申报表格核对，两处写成一样，是否想写“苏苗”",
        "请与申报表格核对，两处写成一样",
    ]
    assert all(draft.blank("评审结果") for draft in data.drafts)
    assert len(data.applicants.entries) == 4


def test_another_unit_is_another_person(tmp_path: Path) -> None:
    results = "姓名,推荐单位,评审结果\n苏苗,西河村,入选\n李·买提,西河村,入选\n"
    data = checked(folder_with(tmp_path, results=results))
    assert [(p.code, p.message) for p in data.problems] == [
        ("N04", "申报表格里没有“苏苗（西河村）”这份申报"),
        ("N04", "申报表格里没有“李·买提（西河村）”这份申报"),
    ]
    assert "“苏苗”在 applicants.csv 第3行（东岭村）" in data.problems[0].hint
    assert entry(data, "苏苗", "东岭村").values["评审结果"] == ""


def test_namesakes_need_their_unit(tmp_path: Path) -> None:
    data = checked(folder_with(tmp_path, results="姓名,评审结果\n王禾,入选\n"))
    assert said(data) == [
        (
            "N05",
            "results.csv 第2行 A列“姓名”",
            "“王禾”在申报表格里有 2 份："
            "applicants.csv 第2行（东岭村）、applicants.csv 第4行（西河村）",
        )
    ]
    hint = "请在 results.csv 里加一列“推荐单位”，写明是哪个单位的"
    assert data.problems[0].hint == hint
    (tmp_path / "results.csv").write_text("姓名,推荐单位,评审结果\n王禾,,入选\n", encoding="utf-8")
    assert checked(tmp_path).problems[0].hint == "请在“推荐单位”一列写明是哪个单位的"


def test_a_blank_unit_means_the_namesake_without_one(tmp_path: Path) -> None:
    applicants = APPLICANTS + "王禾,\n"
    results = "姓名,推荐单位,评审结果\n王禾,,入选\n"
    data = checked(folder_with(tmp_path, applicants, results=results))
    assert data.problems == ()
    assert entry(data, "王禾").values["评审结果"] == "入选"
    assert entry(data, "王禾", "东岭村").values["评审结果"] == ""


def test_two_of_one_name_and_unit_cannot_be_told_apart(tmp_path: Path) -> None:
    applicants = APPLICANTS + "苏苗,东岭村\n"
    results = "姓名,推荐单位,评审结果\n苏苗,东岭村,入选\n"
    [problem] = checked(folder_with(tmp_path, applicants, results=results)).problems
    assert (problem.code, problem.hint) == ("N05", "请先在申报表格里把它们的名称改得不一样")


def test_two_rows_of_one_record_are_told_and_the_first_counts(tmp_path: Path) -> None:
    results = "姓名,评审结果\n苏苗,入选\n李·买提,入选\n苏苗,未入选\n"
    data = checked(folder_with(tmp_path, results=results))
    place, message = "results.csv 第4行", "“苏苗”在结果表里写了两次：第2行、第4行"
    assert said(data) == [("N06", place, message)]
    assert data.applicants.left_out == (), "its form is not at fault"
    assert entry(data, "苏苗", "东岭村").values["评审结果"] == "入选"


def test_other_columns_are_not_read(tmp_path: Path) -> None:
    results = "姓名,联系电话,评审结果,备注\n苏苗,19900001234,入选,好\n"
    data = checked(folder_with(tmp_path, results=results))
    assert said(data) == [
        (
            "N08",
            "results.csv 第1行 B列",
            "结果表只能有“姓名、推荐单位、评审结果、荣誉、得分”，“联系电话”这一列没有用",
        ),
        ("T01", "results.csv 第1行 D列", "“备注”不是本活动要填的列"),
    ]
    assert entry(data, "苏苗", "东岭村").values["手机"] == ""


def test_a_wrong_cell_leaves_its_field_blank_and_the_form_is_made(tmp_path: Path) -> None:
    results = (
        "姓名,推荐单位,评审结果,得分\n"
        "苏苗,东岭村,入先,92.5分\n李·买提,,入选,88\n王禾,南山村,入选,\n"
    )
    data = checked(folder_with(tmp_path, results=results))
    assert [(p.code, str(p.place), p.entry, p.unit) for p in data.problems] == [
        ("V02", "results.csv 第2行 C列“评审结果”", "苏苗", "东岭村"),
        ("V38", "results.csv 第2行 D列“得分”", "苏苗", "东岭村"),
        ("V10", "results.csv 第4行 B列“推荐单位”", "王禾", "南山村"),
    ]
    assert data.applicants.left_out == ()
    assert entry(data, "苏苗", "东岭村").values["评审结果"] == ""
    assert not data.drafts[1].known("得分")
    assert not data.drafts[1].blank("得分")


def test_a_result_is_known_where_the_records_own_cell_was_wrong(tmp_path: Path) -> None:
    applicants = "姓名,得分\n苏苗,高\n"
    data = checked(folder_with(tmp_path, applicants, results="姓名,得分\n苏苗,92.5\n"))
    assert [(p.code, p.place.file) for p in data.problems] == [("V38", "applicants.csv")]
    assert data.drafts[0].text("得分") == "92.5"


def test_rules_see_the_results_and_point_at_them(tmp_path: Path) -> None:
    data = checked(folder_with(tmp_path, results="姓名,评审结果,荣誉\n苏苗,未入选,一等奖\n"))
    assert [(p.code, str(p.place)) for p in data.problems] == [
        ("V33", "results.csv 第2行 C列“荣誉”")
    ]


def test_the_columns_that_identify_must_be_there_once(tmp_path: Path) -> None:
    data = checked(folder_with(tmp_path, results="推荐单位,评审结果\n东岭村,入选\n"))
    assert [p.code for p in data.problems] == ["T02"]
    (tmp_path / "results.csv").write_text(
        "姓名,评审结果,评审结果\n苏苗,入选,入选\n,入选,\n", encoding="utf-8"
    )
    data = checked(tmp_path)
    assert [p.code for p in data.problems] == ["T03", "V01"]
    assert data.applicants.left_out == ()
    assert entry(data, "苏苗", "东岭村").values["评审结果"] == "", "what is said of it is not known"


def test_units_are_not_told_of_the_results(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    applicants = "姓名,推荐单位,手机,评审结果\n苏苗,东岭村,123,未入选\n"
    results = "姓名,评审结果,得分\n苏苗,入选,高\n"
    folder = folder_with(tmp_path / "data", applicants, results=results)
    result = check_campaign(folder)
    assert [(p.code, p.place.file) for p in result.problems] == [
        (PHONE, "applicants.csv"),
        ("N07", "results.csv"),
        ("V38", "results.csv"),
    ]
    lists = write_lists(result, tmp_path / "out")
    names = {str(path.relative_to(lists.folder)) for path in lists.files}
    assert names == {
        "问题清单.xlsx",
        "applicants（已标注）.xlsx",
        "results（已标注）.xlsx",
        "按单位/东岭村/问题清单.xlsx",
        "按单位/东岭村/applicants_东岭村（已标注）.xlsx",
    }
    assert {"N07", "V38"} <= codes_in(lists.folder / "问题清单.xlsx")
    for path in (lists.folder / "按单位").rglob("*.xlsx"):
        assert codes_in(path) & {PHONE, "N07", "V38"} == {PHONE}, path


PHONE = "V22"


def codes_in(path: Path) -> set[str]:
    """Every code of a problem in a workbook's cells and comments."""
    cells = [c for sheet in openpyxl.load_workbook(path) for row in sheet.rows for c in row]
    text = "\n".join(f"{c.value}\n{c.comment.text if c.comment else ''}" for c in cells)
    return set(re.findall(r"\b[A-Z]\d\d\b", text))


def test_the_nearest_names_of_very_many_take_bounded_work(tmp_path: Path) -> None:
    applicants = "姓名\n" + "".join(f"{chr(0x4E00 + n)}禾苗\n" for n in range(3000))
    results = "姓名,评审结果\n" + "".join(f"{chr(0x7000 + n)}苗禾\n" for n in range(3000))
    data = checked(folder_with(tmp_path, applicants, results=results.replace("\n", ",入选\n")))
    assert [p.code for p in data.problems if p.code[0] == "N"] == ["N04"] * 3000
