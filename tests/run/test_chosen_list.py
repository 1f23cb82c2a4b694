"""`build --list`: the papers and the print set of the entries on a list of the user's."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.press.reading import page_texts, read_set, seal_lines
from tests.run.conftest import Formgen, edit

OUT = Path("out/reading-2025")
EAST, WEST = "东岭村村民委员会", "西河村村民委员会"


def write(name: str, text: str) -> Path:
    path = Path(name)
    path.write_text(text, encoding="utf-8")
    return path


def forms() -> list[str]:
    return sorted(path.stem for path in (OUT / "推荐表").glob("*.pdf"))


def bound(name: str) -> list[str]:
    """Whom the set of a list has, by its bookmarks; each page is that of the single paper."""
    read = read_set((OUT / "打印" / name).resolve())
    titles = [mark.title for mark in read.landings if not mark.level]
    assert titles.pop(0) == "目录"
    pages = [text for stem in forms() for text in page_texts(OUT / f"推荐表/{stem}.pdf")]
    assert sorted(read.pages[1:]) == sorted(pages)
    assert len(seal_lines((OUT / "打印" / name).resolve())[0]) == len(titles)
    return titles


def test_a_text_with_a_name_a_line(campaign: Path, formgen: Formgen) -> None:
    chosen = write("重点.txt", "\ufeff阿尔娜·别克\r\n\r\n 苏禾苗 \r\n")
    code, told = formgen("build", campaign, "-o", "out", "--list", chosen)
    assert code == 0
    assert forms() == ["01_苏禾苗", "03_阿尔娜·别克"]
    assert bound("重点") == ["1 苏禾苗", "2 阿尔娜·别克"], "in the set's own order"
    assert sorted(path.name for path in (OUT / "打印").iterdir()) == ["重点"]
    assert "打印册“重点”：单面，3 页，用纸 3 张，用印 2 枚" in told
    assert not (OUT / "汇总表").exists()
    assert not (OUT / "公示").exists()


def test_a_table_tells_namesakes_apart_by_their_unit(campaign: Path, formgen: Formgen) -> None:
    edit(campaign / "applicants.csv", "阿尔娜·别克", "苏禾苗")
    chosen = write("名单.csv", f"备注,推荐单位,姓名\n甲,{WEST},苏禾苗\n")
    code, _ = formgen("build", campaign, "-o", "out", "--list", chosen)
    assert code == 0
    assert forms() == ["03_苏禾苗"]
    assert bound("名单") == ["1 苏禾苗"]


def test_a_workbook_does_as_well(campaign: Path, formgen: Formgen) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["姓名"], ["陆𠮷堃"]):
        sheet.append(row)
    book.save("名单.xlsx")
    assert formgen("build", campaign, "-o", "out", "--list", "名单.xlsx")[0] == 0
    assert forms() == ["02_陆𠮷堃"]
    assert bound("名单") == ["1 陆𠮷堃"]


def test_a_name_alone_does_not_tell_namesakes_apart(campaign: Path, formgen: Formgen) -> None:
    edit(campaign / "applicants.csv", "阿尔娜·别克", "苏禾苗")
    chosen = write("名单.txt", "苏禾苗\n陆𠮷堃\n")
    code, told = formgen("build", campaign, "-o", "out", "--list", chosen)
    assert code == 1
    assert "N05 名单.txt 第1行" in told, "with its file: it is not in the applicants' table"
    assert "数据检查" not in told
    assert forms() == ["02_陆𠮷堃"]


def test_an_unknown_name_is_told_and_the_others_are_made(campaign: Path, formgen: Formgen) -> None:
    chosen = write("名单.txt", "苏禾苗\n陆吉堃\n")
    code, told = formgen("build", campaign, "-o", "out", "--list", chosen)
    assert code == 1
    assert "N09 名单.txt 第2行" in told
    assert "申报里没有“陆吉堃”" in told
    assert "“陆𠮷堃”" in told, "whom the user probably means"
    assert forms() == ["01_苏禾苗"]
    assert bound("名单") == ["1 苏禾苗"]


def test_somebody_with_an_error_is_told_like_one_who_is_not_there(
    campaign: Path, formgen: Formgen
) -> None:
    edit(campaign / "applicants.csv", "19900001002", "1990000100")
    chosen = write("名单.txt", "苏禾苗\n陆𠮷堃\n")
    code, told = formgen("build", campaign, "-o", "out", "--list", chosen)
    assert code == 1
    assert "N09 名单.txt 第2行" in told
    assert "“陆𠮷堃”在 applicants.csv 第3行" in told
    assert forms() == ["01_苏禾苗"]


def test_who_stands_twice_is_printed_once(campaign: Path, formgen: Formgen) -> None:
    chosen = write("名单.txt", "苏禾苗\n苏禾苗\n")
    assert formgen("build", campaign, "-o", "out", "--list", chosen)[0] == 0
    assert bound("名单") == ["1 苏禾苗"]


@pytest.mark.parametrize(
    ("name", "text", "told_of"),
    [
        ("名单.txt", "\n \n", "名单.txt 里没有名称"),
        ("名单.csv", "单位\n苏禾苗\n", "名单.csv "),
        ("名单.txt", None, "名单.txt 无法打开"),
    ],
)
def test_a_list_that_names_nobody_is_refused(
    campaign: Path, formgen: Formgen, name: str, text: str | None, told_of: str
) -> None:
    if text is not None:
        write(name, text)
    code, told = formgen("build", campaign, "-o", "out", "--list", name)
    assert code == 5
    assert told_of in told
    assert not OUT.exists()


def test_nobody_of_the_list_found_makes_nothing(campaign: Path, formgen: Formgen) -> None:
    code, told = formgen("build", campaign, "-o", "out", "--list", write("名单.txt", "某人\n"))
    assert code == 1
    assert "N09" in told
    assert not list(OUT.rglob("*.pdf"))
