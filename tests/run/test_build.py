from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path, PurePosixPath
from typing import Any

import docx
import openpyxl
import pytest

from tests.conftest import ROOT
from tests.run.conftest import edit
from tests.word import making

CASE = ROOT / "tests/cases/reading-2025"


def formgen(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """The command as its user runs it."""
    command = [sys.executable, "-m", "formgen", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the made-up campaign that may be changed."""
    return Path(shutil.copytree(CASE, tmp_path / "reading-2025"))


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is made of the campaign as it is."""
    output = tmp_path_factory.mktemp("original")
    assert formgen("build", CASE, "-o", output).returncode == 0
    return output


def files(root: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".formgen" not in path.parts
    }


def test_a_sixth_campaign_needs_no_python(folder: Path, tmp_path: Path) -> None:
    result = formgen("build", folder, "-o", tmp_path / "out")
    assert (result.returncode, result.stderr) == (0, "")
    made = files(tmp_path / "out/reading-2025")
    assert [name for name in made if not name.startswith(".")] == [
        "公示/公示/SHA256SUMS",
        "公示/公示/公示.csv",
        "公示/公示/公示.docx",
        "公示/公示/公示.json",
        "公示/公示/公示.pdf",
        "公示/公示/公示.xlsx",
        "公示/公示/目录.json",
        "公示/公示/网站发布包.zip",
        "打印/全部/打印册.pdf",
        "打印/全部/用印清单.pdf",
        "打印/全部/用印清单.xlsx",
        "打印/按单位/东岭村村民委员会/打印册.pdf",
        "打印/按单位/东岭村村民委员会/用印清单.pdf",
        "打印/按单位/东岭村村民委员会/用印清单.xlsx",
        "打印/按单位/西河村村民委员会/打印册.pdf",
        "打印/按单位/西河村村民委员会/用印清单.pdf",
        "打印/按单位/西河村村民委员会/用印清单.xlsx",
        "推荐表/01_苏禾苗.docx",
        "推荐表/01_苏禾苗.pdf",
        "推荐表/02_陆𠮷堃.docx",
        "推荐表/02_陆𠮷堃.pdf",
        "推荐表/03_阿尔娜·别克.docx",
        "推荐表/03_阿尔娜·别克.pdf",
        "汇总表/东岭村村民委员会.xlsx",
        "汇总表/西河村村民委员会.xlsx",
        "汇总表.xlsx",
    ]
    assert "共 26 个文件" in result.stdout


def test_its_form_holds_what_was_given(original: Path) -> None:
    form = docx.Document(str(original / "reading-2025/推荐表/03_阿尔娜·别克.docx"))
    rows = [[cell.text for cell in row.cells] for row in form.tables[0].rows]
    assert rows[0] == ["姓　　名", "阿尔娜·别克", "联系电话", "19900001003"]
    assert rows[1][1] == "少儿组□　成人组☑"
    assert rows[4][:2] == ["2024.05", "县“A&B”双语阅读<铜奖>"]
    assert "她用两种语言给孩子们读故事。" in rows[5][1]


def test_its_summary_is_grouped_merged_and_text(folder: Path, tmp_path: Path) -> None:
    formgen("build", folder, "-o", tmp_path / "out", "--only", "汇总表")
    sheet = openpyxl.load_workbook(tmp_path / "out/reading-2025/汇总表.xlsx").active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert rows == [
        ["少儿组", 1, "苏禾苗", "19900001001", "东岭村村民委员会"],
        ["成人组", 1, "陆𠮷堃", "19900001002", "东岭村村民委员会"],
        [None, 2, "阿尔娜·别克", "19900001003", "西河村村民委员会"],
    ]
    assert "A5:A6" in {str(area) for area in sheet.merged_cells.ranges}


def test_a_second_build_gives_the_same_bytes(folder: Path, tmp_path: Path, original: Path) -> None:
    formgen("build", folder, "-o", tmp_path / "again")
    assert files(tmp_path / "again") == files(original)


def as_json(table: Path) -> list[dict[str, Any]]:
    with table.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def write_table(folder: Path, form: str) -> None:
    """Put the applicants in another format in the place of the CSV file."""
    rows = as_json(folder / "applicants.csv")
    text = (folder / "applicants.csv").read_text(encoding="utf-8-sig")
    (folder / "applicants.csv").unlink()
    target = folder / f"applicants.{form.partition('-')[0]}"
    match form:
        case "csv-gb18030":
            target.write_bytes(text.encode("gb18030"))
        case "csv-plain":
            target.write_text(text, encoding="utf-8")
        case "json":
            target.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
        case "json-object":
            target.write_text(json.dumps({"申报": rows}), encoding="utf-8")
        case "jsonl":
            target.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
        case "xlsx":
            book = openpyxl.Workbook()
            sheet = book.active
            assert sheet is not None
            sheet.append(["2025年“读书之星”申报名单"])
            sheet.merge_cells("A1:F1")
            sheet.append(list(rows[0]))
            for row in rows:
                sheet.append(list(row.values()))
            book.save(target)


@pytest.mark.parametrize(
    "form", ["csv-plain", "csv-gb18030", "json", "json-object", "jsonl", "xlsx"]
)
def test_the_same_entries_in_any_format_give_the_same_files(
    folder: Path, tmp_path: Path, original: Path, form: str
) -> None:
    write_table(folder, form)
    result = formgen("build", folder, "-o", tmp_path / form)
    assert result.returncode == 0, result.stdout + result.stderr
    assert files(tmp_path / form) == files(original)


def test_blank_forms_need_no_data(folder: Path, tmp_path: Path) -> None:
    (folder / "applicants.csv").unlink()
    (folder / "units.csv").unlink()
    result = formgen("build", folder, "-o", tmp_path / "out", "--blank")
    assert result.returncode == 0, result.stderr
    made = [n for n in files(tmp_path / "out/reading-2025") if not n.startswith(".")]
    assert made == ["空白表/推荐表.docx", "空白表/推荐表.pdf", "空白表/汇总表.xlsx"]


def test_a_wrong_row_is_said_and_the_rest_is_made(folder: Path, tmp_path: Path) -> None:
    edit(folder / "applicants.csv", "陆𠮷堃,成人组", "陆𠮷堃,成年组")
    result = formgen("build", folder, "-o", tmp_path / "out")
    assert result.returncode == 1
    assert "第3行 B列“组别”" in result.stdout
    assert "“成年组”不在可选的写法里。" in result.stdout
    assert "是否想填“成人组”" in result.stdout
    assert "有 1 份申报因数据有误没有生成文书：陆𠮷堃" in result.stdout
    made = files(tmp_path / "out/reading-2025")
    assert {n for n in made if n.startswith("推荐表")} == {
        "推荐表/01_苏禾苗.docx",
        "推荐表/01_苏禾苗.pdf",
        "推荐表/03_阿尔娜·别克.docx",
        "推荐表/03_阿尔娜·别克.pdf",
    }


def test_nothing_is_made_when_no_entry_is_fit(folder: Path, tmp_path: Path) -> None:
    edit(folder / "applicants.csv", "姓名,组别,", "姓名,組别,")
    result = formgen("build", folder, "-o", tmp_path / "out")
    assert result.returncode == 1
    assert "是否想写“组别”" in result.stdout
    assert "共 0 个文件" in result.stdout
    assert [n for n in files(tmp_path / "out/reading-2025") if not n.startswith(".")] == []


def test_a_text_too_long_for_its_cell_stops_only_its_own_file(folder: Path, tmp_path: Path) -> None:
    edit(folder / "applicants.csv", "苏禾苗", "苏" * 3000)
    result = formgen("build", folder, "-o", tmp_path / "out")
    assert result.returncode == 1
    assert "汇总表.xlsx" in result.stdout
    assert "工作表“汇总表”C6：填入的文字太长" in result.stdout
    made = files(tmp_path / "out/reading-2025")
    assert "汇总表.xlsx" not in made
    papers = [PurePosixPath(name) for name in made if name.startswith("推荐表")]
    assert [path.suffix for path in papers] == [".docx", ".pdf"] * 3
    assert "汇总表/西河村村民委员会.xlsx" in made


def test_a_file_no_longer_made_is_told_not_deleted(folder: Path, tmp_path: Path) -> None:
    formgen("build", folder, "-o", tmp_path / "out")
    edit(folder / "applicants.csv", "苏禾苗", "苏禾")
    result = formgen("build", folder, "-o", tmp_path / "out")
    assert "以下文件是以前生成的" in result.stdout
    assert "推荐表/01_苏禾苗.docx" in result.stdout
    assert (tmp_path / "out/reading-2025/推荐表/01_苏禾苗.docx").exists()


def test_selections_narrow_the_build(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    formgen("build", folder, "-o", output, "--unit", "西河村村民委员会", "--format", "xlsx")
    made = [n for n in files(output / "reading-2025") if not n.startswith(".")]
    assert made == ["汇总表/西河村村民委员会.xlsx"]


@pytest.mark.parametrize(
    ("arguments", "code", "expected"),
    [
        (["--only", "推存表"], 2, "可选：推荐表；汇总表；公示"),
        (["--unit", "北岭村"], 2, "units.csv 里没有单位“北岭村”"),
        (["--format", "html"], 2, "没有这种格式：html\n可选：csv；docx；json；pdf；xlsx"),
        (["--only", "汇总表", "--format", "pdf"], 2, "所选的文书没有这种格式"),
    ],
)
def test_what_does_not_exist_is_a_usage_error(
    folder: Path, tmp_path: Path, arguments: list[str], code: int, expected: str
) -> None:
    result = formgen("build", folder, "-o", tmp_path / "out", *arguments)
    assert result.returncode == code
    assert expected in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_mistake_in_the_campaign_file_stops_before_anything(folder: Path, tmp_path: Path) -> None:
    edit(folder / "campaign.json", '"命名字段"', '"命名字断"')
    result = formgen("build", folder, "-o", tmp_path / "out")
    assert result.returncode == 3
    assert (
        "reading-2025/campaign.json 的 $.命名字断：没有这一项，是否想写“命名字段”" in result.stderr
    )
    assert not (tmp_path / "out").exists()


def test_a_tag_no_field_defines_stops_before_anything(folder: Path, tmp_path: Path) -> None:
    edit(folder / "campaign.json", '"名称": "联系电话"', '"名称": "手机"')
    result = formgen("build", folder, "-o", tmp_path / "out")
    assert result.returncode == 4
    assert "模板“推荐表.docx”第1个表格第1行第4格：“{{ 联系电话 }}”" in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_private_field_in_a_public_document_does_not_compile(
    folder: Path, tmp_path: Path
) -> None:
    edit(folder / "campaign.json", '"模板": ["公示.docx"]', '"模板": ["汇总表.xlsx"]')
    result = formgen("build", folder, "-o", tmp_path / "out", "--only", "公示")
    assert result.returncode == 4
    assert "联系电话" in result.stderr


@pytest.mark.parametrize("loop", ["申报", "组.申报"])
def test_a_private_field_in_a_loop_over_entries_is_refused_before_anything(
    folder: Path, tmp_path: Path, loop: str
) -> None:
    body = "{%p for 组 in 分组 %}", "{%p for 项 in " + loop + " %}", "{{ 项.联系电话 }}"
    content = making.docx(*body, "{%p endfor %}", "{%p endfor %}")
    (folder / "templates/公示.docx").write_bytes(content)
    result = formgen("build", folder, "-o", tmp_path / "out")
    assert result.returncode == 4
    assert "联系电话" in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_private_field_in_a_field_code_of_a_public_document_is_refused(
    folder: Path, tmp_path: Path
) -> None:
    body = "{%p for 项 in 申报 %}", "{%p endfor %}"
    code = making.paragraph("<w:r><w:instrText>{{ 项.联系电话 }}</w:instrText></w:r>")
    content = making.docx(body[0], code, body[1])
    (folder / "templates/公示.docx").write_bytes(content)
    result = formgen("build", folder, "-o", tmp_path / "out")
    assert result.returncode == 4
    assert "联系电话" in result.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "slip", ["｛｛ 姓名 ｝｝", "姓名 }}", "{{ 组别|勾选('老年组') }}", "{{ 姓名|或('无' }}"]
)
def test_a_typing_slip_is_refused_before_anything(folder: Path, tmp_path: Path, slip: str) -> None:
    (folder / "templates/推荐表.docx").write_bytes(making.docx(slip))
    result = formgen("build", folder, "-o", tmp_path / "out")
    assert result.returncode == 4
    assert "模板“推荐表.docx”正文第1段" in result.stderr
    assert not (tmp_path / "out").exists()


def test_output_among_the_campaigns_own_files_is_refused(folder: Path) -> None:
    result = formgen("build", folder, "-o", folder.parent)
    assert result.returncode == 2
    assert "活动文件夹里面" in result.stderr


def test_a_missing_template_is_named(folder: Path, tmp_path: Path) -> None:
    (folder / "templates/公示.docx").unlink()
    result = formgen("build", folder, "-o", tmp_path / "out")
    assert result.returncode == 4
    assert "模板“公示.docx”：找不到这个模板" in result.stderr


def test_an_unreadable_table_is_an_input_error(folder: Path, tmp_path: Path) -> None:
    (folder / "applicants.csv").write_bytes(b"\xff\xff\x80\x00\xff")
    result = formgen("build", folder, "-o", tmp_path / "out")
    assert result.returncode == 5
    assert "applicants.csv" in result.stderr
    assert not (tmp_path / "out").exists()


def test_an_output_that_cannot_be_written_is_said(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"a file stands in the way")
    result = formgen("build", folder, "-o", tmp_path / "out")
    assert result.returncode == 6
    assert "写不进去" in result.stderr


def test_the_schema_knows_every_key_of_the_campaign() -> None:
    schema = json.load(io.StringIO(formgen("schema").stdout))
    campaign = json.loads((CASE / "campaign.json").read_text(encoding="utf-8"))
    assert set(campaign) <= set(schema["properties"])


def test_a_unit_written_twice_is_said(folder: Path, tmp_path: Path) -> None:
    with (folder / "units.csv").open("a", encoding="utf-8") as stream:
        stream.write("东岭村 村民委员会,村,9,,\n")
    result = formgen("build", folder, "-o", tmp_path / "out")
    assert result.returncode == 1
    assert "units.csv 第5行 A列" in result.stdout
    assert "前面已有单位“东岭村 村民委员会”" in result.stdout


def test_a_build_that_breaks_off_remembers_what_it_made(folder: Path, tmp_path: Path) -> None:
    in_the_way = tmp_path / "out/reading-2025/公示/公示/公示.docx"
    in_the_way.mkdir(parents=True)
    assert formgen("build", folder, "-o", tmp_path / "out", "--jobs", "1").returncode == 6
    form = tmp_path / "out/reading-2025/推荐表/01_苏禾苗.docx"
    made = form.stat().st_mtime_ns
    in_the_way.rmdir()
    again = formgen("build", folder, "-o", tmp_path / "out")
    assert again.returncode == 0
    assert "没有变化，没有重做" in again.stdout
    assert form.stat().st_mtime_ns == made


def test_one_unknown_format_of_two_is_an_error(folder: Path, tmp_path: Path) -> None:
    result = formgen("build", folder, "-o", tmp_path / "out", "--format", "docx,html")
    assert result.returncode == 2
    assert "没有这种格式：html" in result.stderr


def test_a_console_that_lacks_chinese_stops_nothing(folder: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "formgen", "build", str(folder), "-o", str(tmp_path / "out")]
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    result = subprocess.run(command, capture_output=True, check=False, env=environment, timeout=60)
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "out/reading-2025/公示/公示/公示.docx").is_file()
