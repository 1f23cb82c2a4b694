"""What `build` does with data that is not complete and right."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from pypdf import PdfReader

from tests.run.conftest import Formgen, edit

MADE = Path("output/reading-2025")


@pytest.fixture
def faulty(campaign: Path) -> Path:
    """One entry lacks its phone number, another chose what is no option."""
    edit(campaign / "applicants.csv", "19900001001", "")
    edit(campaign / "applicants.csv", "陆𠮷堃,成人组", "陆𠮷堃,成年组")
    return campaign


def made(suffix: str = "*") -> set[str]:
    files = (path for path in MADE.rglob(f"*.{suffix}") if path.is_file())
    names = {path.relative_to(MADE).as_posix() for path in files}
    return {name for name in names if not name.startswith(".")}


def words(path: Path) -> str:
    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_entries_with_errors_are_left_out(formgen: Formgen, faulty: Path) -> None:
    code, told = formgen("build", faulty, "--format", "docx")
    assert code == 1
    assert "有 2 份申报因数据有误没有生成文书：苏禾苗、陆𠮷堃" in told
    assert {name for name in made() if "推荐表" in name} == {"推荐表/03_阿尔娜·别克.docx"}


def test_strict_makes_nothing_where_there_is_an_error(formgen: Formgen, faulty: Path) -> None:
    code, told = formgen("build", faulty, "--strict")
    assert code == 1
    assert "没有生成任何文件" in told
    assert made() == set()


def test_strict_makes_all_where_there_is_none(formgen: Formgen, campaign: Path) -> None:
    assert formgen("build", campaign, "--strict", "--format", "docx")[0] == 0
    assert len({name for name in made() if name.startswith("推荐表/")}) == 3


@pytest.mark.parametrize(("unit", "count"), [("东岭村村民委员会", 0), ("西河村村民委员会", 1)])
def test_strict_looks_only_at_the_units_asked_for(
    formgen: Formgen, faulty: Path, unit: str, count: int
) -> None:
    formgen("build", faulty, "--strict", "--format", "docx", "--unit", unit)
    assert len({name for name in made() if "推荐表" in name}) == count


def test_a_prefilled_form_has_what_is_there_and_says_what_is_not(
    formgen: Formgen, faulty: Path
) -> None:
    code, told = formgen("build", faulty, "--prefill", "--format", "docx")
    assert code == 1
    assert "有 1 份申报因数据有误没有生成文书：陆𠮷堃" in told
    assert made() == {
        "预填表/推荐表/01_苏禾苗.docx",
        "预填表/推荐表/03_阿尔娜·别克.docx",
        "预填表/待填清单.xlsx",
    }
    assert "苏禾苗" in words(MADE / "预填表/推荐表/01_苏禾苗.docx")
    sheet = openpyxl.load_workbook(MADE / "预填表/待填清单.xlsx").worksheets[0]
    listed = [str(value) for row in sheet.iter_rows(values_only=True) for value in row if value]
    assert "填写“联系电话”" in listed
    assert any("苏禾苗" in text for text in listed)
    assert not any("陆𠮷堃" in text for text in listed)


def test_a_name_that_is_missing_is_no_hindrance_to_prefill(
    formgen: Formgen, campaign: Path
) -> None:
    edit(campaign / "applicants.csv", "苏禾苗,", ",")
    formgen("build", campaign, "--prefill", "--format", "docx")
    assert "预填表/推荐表/01_未写姓名（第2行）.docx" in made()


def test_a_column_nobody_has_filled_in_is_no_hindrance_to_prefill(
    formgen: Formgen, campaign: Path
) -> None:
    edit(campaign / "applicants.csv", "联系电话", "备用")
    formgen("build", campaign, "--prefill", "--format", "docx")
    assert len({name for name in made() if name.startswith("预填表/推荐表/")}) == 3


def test_force_makes_drafts_of_all_and_says_so_on_every_page(
    formgen: Formgen, faulty: Path
) -> None:
    code, told = formgen("build", faulty, "--force")
    assert code == 1
    assert "每页印有“草稿”二字" in told
    assert {name for name in made() if not name.startswith("草稿/")} == set()
    assert len({name for name in made("docx") if name.startswith("草稿/推荐表/")}) == 3
    for name in made("pdf"):
        for page in PdfReader(io.BytesIO((MADE / name).read_bytes())).pages:
            assert "草稿" in page.extract_text(), name
    for name in made("docx"):
        headers = [s.header._element.xml for s in Document(str(MADE / name)).sections]
        assert all("PowerPlusWaterMarkObject" in header for header in headers), name
    for name in made("xlsx"):
        for sheet in openpyxl.load_workbook(MADE / name).worksheets:
            assert sheet.oddHeader is not None
            assert "草稿" in (sheet.oddHeader.center.text or ""), name
    assert "成年组" in words(MADE / "草稿/公示/公示/公示.docx") or "陆𠮷堃" in words(
        MADE / "草稿/公示/公示/公示.docx"
    )


@pytest.mark.parametrize("old", ["苏禾苗", "镇朗诵", "每天放学"])
def test_a_draft_of_what_no_document_can_hold_opens(
    formgen: Formgen, campaign: Path, old: str
) -> None:
    edit(campaign / "applicants.csv", old, f"{old[0]}\x01{old[1:]}")
    code, told = formgen("build", campaign, "--force", "--format", "docx,xlsx")
    assert (code, "错误 V06" in told) == (1, True)
    for path in (MADE / "草稿").rglob("*.docx"):
        Document(str(path))
    for path in (MADE / "草稿").rglob("*.xlsx"):
        openpyxl.load_workbook(path)


def test_a_draft_never_takes_the_place_of_a_form(formgen: Formgen, campaign: Path) -> None:
    formgen("build", campaign, "--format", "docx")
    before = (MADE / "推荐表/01_苏禾苗.docx").read_bytes()
    formgen("build", campaign, "--force", "--format", "docx")
    formgen("build", campaign, "--prefill", "--format", "docx")
    assert (MADE / "推荐表/01_苏禾苗.docx").read_bytes() == before
    code, told = formgen("build", campaign)
    assert (code, "以前生成的" in told) == (0, False)


@pytest.mark.parametrize("second", ["--blank", "--prefill", "--strict"])
def test_two_modes_at_once_are_refused(formgen: Formgen, campaign: Path, second: str) -> None:
    code, told = formgen("build", campaign, "--force", second)
    assert code == 2
    assert "一次只能用一个" in told
    assert made() == set()


def test_what_a_rule_of_the_notice_finds_keeps_an_entry_out(
    formgen: Formgen, campaign: Path
) -> None:
    third = "巫马雪,少儿组,19900001009,东岭村村民委员会,,她每周读一本书。\n"
    with (campaign / "applicants.csv").open("a", encoding="utf-8") as stream:
        stream.write(third)
    code, told = formgen("build", campaign, "--format", "docx")
    assert code == 1
    assert "报了 3 份，名额是 2 份，这是第 3 份" in told
    assert "依据：二：各村推荐不超过2人" in told
    assert not any("巫马雪" in name for name in made())


def test_what_is_wrong_with_another_unit_is_not_told(formgen: Formgen, faulty: Path) -> None:
    code, told = formgen(
        "build", faulty, "--unit", "西河村村民委员会", "--format", "docx", "--only", "推荐表"
    )
    assert (code, "陆𠮷堃" in told) == (0, False)
    assert made() == {"推荐表/03_阿尔娜·别克.docx"}


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--blank", "--list", "名单.txt"), "空白表还不是谁的，不能用 --list"),
        (("--blank", "--tracking"), "空白表还不是谁的，不能用 --tracking"),
        (
            ("--unit", "西河村村民委员会", "--list", "名单.txt"),
            "名单.txt 里没有“西河村村民委员会”的申报",
        ),
    ],
)
def test_wishes_that_contradict_each_other_are_refused(
    formgen: Formgen, campaign: Path, here: Path, options: tuple[str, ...], expected: str
) -> None:
    (here / "名单.txt").write_text("苏禾苗\n", encoding="utf-8")
    code, screen = formgen("build", campaign, *options)
    assert code == 2
    assert expected in screen
    assert not (here / "output").exists()


def test_certificates_are_not_prefilled(formgen: Formgen, campaign: Path, here: Path) -> None:
    edit(
        campaign / "campaign.json",
        '"模板": ["推荐表.docx"],',
        '"模板": ["推荐表.docx"], "单独成册": true,',
    )
    assert formgen("build", campaign, "--prefill")[0] == 0
    assert not list((here / "output").rglob("推荐表"))
