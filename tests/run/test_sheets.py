"""`formgen sheet`, and the way back of what units have filled in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from tests.run.conftest import Formgen

UNITS = ("东岭村村民委员会", "西河村村民委员会", "南塬村村民委员会")
ROWS = (
    {
        "姓名": "苏禾苗",
        "组别": "少儿组",
        "联系电话": "19900001001",
        "获奖情况": "2024.10｜镇朗诵比赛一等奖",
        "读书故事": "每天放学后，她都要读一小时书。",
    },
    {
        "姓名": "陆𠮷堃",
        "组别": "成人组",
        "联系电话": "0999-5550102",
        "获奖情况": "",
        "读书故事": "=1+1 也是正文",
    },
)


def fill(path: Path, rows: Sequence[dict[str, str]]) -> None:
    """Type rows into a 填报表 below its headings, as Excel would keep them."""
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["申报"]
    columns = {str(c.value).rstrip("*＊ "): n for n, c in enumerate(sheet[1], start=1)}
    for number, row in enumerate(rows, start=2):
        for name, text in row.items():
            cell = sheet.cell(number, columns[name])
            cell.value, cell.data_type = text, "s"
    workbook.save(path)


def test_a_workbook_comes_back_as_it_was_filled_in(formgen: Formgen, campaign: Path) -> None:
    (campaign / "applicants.csv").unlink()
    table = campaign / "填报表.xlsx"
    assert formgen("sheet", campaign, "-o", table)[0] == 0
    fill(table, [row | {"推荐单位": UNITS[0]} for row in ROWS])
    assert formgen("check", campaign)[0] == 0
    code, told = formgen("build", campaign, "--format", "docx")
    assert (code, told.count("│ 推荐表")) == (0, 1), told
    made = {path.name for path in Path("output/reading-2025/推荐表").iterdir()}
    assert made == {"01_苏禾苗.docx", "02_陆𠮷堃.docx"}


def test_each_unit_fills_in_its_own(formgen: Formgen, campaign: Path) -> None:
    (campaign / "applicants.csv").unlink()
    code, told = formgen("sheet", campaign, "-o", campaign / "填报表", "--unit")
    assert (code, told.count("填报表 →")) == (0, 3)
    for unit, row in zip(UNITS, ROWS, strict=False):
        fill(campaign / "填报表" / f"填报表_{unit}.xlsx", [row])
    code, told = formgen("check", campaign, "--format", "json")
    assert (code, [one["code"] for one in json.loads(told)]) == (0, ["T07"])
    formgen("build", campaign, "--format", "xlsx")
    made = {path.name for path in Path("output/reading-2025/汇总表").iterdir()}
    assert made == {f"{UNITS[0]}.xlsx", f"{UNITS[1]}.xlsx"}


def test_one_unit_may_be_named(formgen: Formgen, campaign: Path) -> None:
    code, told = formgen("sheet", campaign, "-o", "发出", "--unit", UNITS[1])
    assert (code, told.count("填报表 →")) == (0, 1)
    assert [path.name for path in Path("发出").iterdir()] == [f"填报表_{UNITS[1]}.xlsx"]
    code, told = formgen("sheet", campaign, "-o", "发出", "--unit", "没有这个村")
    assert (code, "可选：东岭村村民委员会" in told) == (2, True)


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [("编号", "other-2025", "T20"), ("版本", "2", "T21")],
)
def test_a_workbook_of_another_campaign_or_version_is_named(
    formgen: Formgen, campaign: Path, key: str, value: str, code: str
) -> None:
    (campaign / "applicants.csv").unlink()
    table = campaign / "填报表.xlsx"
    formgen("sheet", campaign, "-o", table)
    fill(table, [row | {"推荐单位": UNITS[0]} for row in ROWS])
    path = campaign / "campaign.json"
    said = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(said | {key: value}, ensure_ascii=False), encoding="utf-8")
    exit_code, told = formgen("check", campaign, "--format", "json")
    assert (exit_code, [one["code"] for one in json.loads(told)]) == (int(code == "T20"), [code])


def test_a_wrong_cell_of_a_unit_is_found_in_its_own_file(formgen: Formgen, campaign: Path) -> None:
    (campaign / "applicants.csv").unlink()
    formgen("sheet", campaign, "-o", campaign / "填报表", "--unit")
    fill(campaign / f"填报表/填报表_{UNITS[0]}.xlsx", ROWS[:1])
    fill(campaign / f"填报表/填报表_{UNITS[1]}.xlsx", [ROWS[1] | {"组别": "青年组"}])
    code, told = formgen("check", campaign, "--format", "json", "--unit", UNITS[1])
    (problem,) = json.loads(told)
    assert (code, problem["code"], problem["file"], problem["sheet"], problem["row"]) == (
        1,
        "V02",
        f"填报表/填报表_{UNITS[1]}.xlsx",
        "申报",
        2,
    )


def test_files_may_stand_beside_the_workbook_that_names_them(
    formgen: Formgen, campaign: Path
) -> None:
    (campaign / "applicants.csv").unlink()
    folder = campaign / "填报表" / "东岭村"
    folder.mkdir(parents=True)
    formgen("sheet", campaign, "-o", folder / "填报表.xlsx")
    row = ROWS[0] | {"推荐单位": UNITS[0], "读书故事": "@事迹.txt"}
    fill(folder / "填报表.xlsx", [row])
    assert "M01" in formgen("check", campaign, "--format", "json")[1]
    (folder / "事迹.txt").write_text("每天读一小时书。", encoding="utf-8")
    assert formgen("check", campaign)[0] == 0
    (folder / "事迹.txt").rename(campaign / "事迹.txt")  # where another unit's may stand
    assert "M01" in formgen("check", campaign, "--format", "json")[1]
    (folder / "填报表.xlsx").rename(campaign / "填报表.xlsx")
    assert formgen("check", campaign)[0] == 0


def test_what_is_filled_in_is_never_written_over(formgen: Formgen, campaign: Path) -> None:
    assert formgen("sheet", campaign, "-o", "填报表.xlsx")[0] == 0
    assert formgen("sheet", campaign, "-o", "填报表.xlsx")[0] == 0
    fill(Path("填报表.xlsx"), ROWS[:1])
    before = Path("填报表.xlsx").read_bytes()
    code, told = formgen("sheet", campaign, "-o", "填报表.xlsx")
    assert (code, "没有覆盖" in told) == (6, True)
    assert Path("填报表.xlsx").read_bytes() == before
    Path("填报表.xlsx").rename(f"填报表_{UNITS[1]}.xlsx")
    code, told = formgen("sheet", campaign, "-o", ".", "--unit")
    assert (code, "没有覆盖" in told) == (6, True)
    assert not Path(f"填报表_{UNITS[0]}.xlsx").exists()


def test_one_that_cannot_be_read_keeps_no_other_back(formgen: Formgen, campaign: Path) -> None:
    (campaign / "applicants.csv").unlink()
    formgen("sheet", campaign, "-o", campaign / "填报表", "--unit")
    fill(campaign / f"填报表/填报表_{UNITS[0]}.xlsx", ROWS[:1])
    (campaign / f"填报表/填报表_{UNITS[1]}.xlsx").write_bytes(b"PK")
    (campaign / f"填报表/填报表_{UNITS[2]}.xlsx").rename(campaign / "填报表/南塬.xls")
    code, told = formgen("check", campaign, "--format", "json")
    found = {(one["code"], one["file"]) for one in json.loads(told)}
    assert code == 1
    assert found == {("T23", f"填报表/填报表_{UNITS[1]}.xlsx"), ("T23", "填报表/南塬.xls")}
    assert formgen("build", campaign, "--format", "docx", "--only", "推荐表")[0] == 1
    assert Path("output/reading-2025/推荐表/01_苏禾苗.docx").is_file()


def test_a_table_and_workbooks_side_by_side_are_refused(formgen: Formgen, campaign: Path) -> None:
    formgen("sheet", campaign, "-o", campaign / "填报表.xlsx")
    code, told = formgen("check", campaign)
    assert (code, "请只留一种" in told) == (5, True)


def test_a_workbook_that_is_no_xlsx_is_refused(formgen: Formgen, campaign: Path) -> None:
    code, told = formgen("sheet", campaign, "-o", "填报表.docx")
    assert (code, "不是 .xlsx 文件" in told) == (2, True)
