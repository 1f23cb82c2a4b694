"""Print sets as the user asks for them: copies, sides, a paper that fails, pages that do not do."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.press.reading import SealLine, page_texts, read_set, seal_lines
from tests.run.conftest import Formgen, edit

OUT = Path("out/reading-2025")
WHOLE = OUT / "打印/全部"
EAST = OUT / "打印/按单位/东岭村村民委员会"
WEST = OUT / "打印/按单位/西河村村民委员会"
SET = ["打印册.pdf", "用印清单.pdf", "用印清单.xlsx"]
NAMES = ["苏禾苗", "陆𠮷堃", "阿尔娜·别克"]
LACKING = "\U0010fffd"
"""A private character: no typeface has it."""
SHORT = "他在田边搭起“一米书架”，摘抄本写了 12 本。"
LONG = "读" * 150
"""Some five lines across the cell."""


def change_form(campaign: Path, **said: Any) -> None:
    """Let campaign.json say more of the form."""
    path = campaign / "campaign.json"
    definition = json.loads(path.read_text(encoding="utf-8"))
    definition["文书"][0] |= said
    path.write_text(json.dumps(definition, ensure_ascii=False), encoding="utf-8")


def change_template(campaign: Path, *changes: tuple[str, str]) -> None:
    """Change texts that have to stand in the form's template."""
    path = campaign / "templates/推荐表.docx"
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    document = parts["word/document.xml"].decode()
    for old, new in changes:
        assert old in document, old
        document = document.replace(old, new)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in (parts | {"word/document.xml": document.encode()}).items():
            archive.writestr(name, content)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*"))


def test_a_set_is_told_with_its_sides_pages_sheets_and_seals(
    campaign: Path, formgen: Formgen
) -> None:
    code, told = formgen("build", campaign, "-o", "out")
    assert code == 0
    assert "打印册“全部”：单面，4 页，用纸 4 张，用印 3 枚" in told
    assert "打印册“东岭村村民委员会”：单面，3 页，用纸 3 张，用印 2 枚" in told
    assert "打印册“西河村村民委员会”：单面，2 页，用纸 2 张，用印 1 枚" in told
    assert not (OUT / "打印/按单位/南塬村村民委员会").exists()
    assert [files(folder) for folder in (WHOLE, EAST, WEST)] == [SET] * 3
    assert [mark.title for mark in read_set(EAST.resolve()).landings if not mark.level] == [
        "目录",
        "1 苏禾苗",
        "2 陆𠮷堃",
    ]


def test_copies_stand_one_behind_the_other_each_on_a_front(
    campaign: Path, formgen: Formgen
) -> None:
    change_form(campaign, 份数=2, 双面=True)
    code, told = formgen("build", campaign, "-o", "out")
    assert code == 0
    assert "打印册“全部”：双面，14 页，用纸 7 张，用印 6 枚" in told
    bound = read_set(WHOLE.resolve())
    count, head, rows = bound.index()
    forms = [page_texts(path) for path in sorted((OUT / "推荐表").glob("*.pdf"))]
    expected = [page for (text,) in forms for page in (text, "", text, "")]
    assert (count, list(bound.pages[2:])) == (1, expected)
    assert rows == "1苏禾苗推荐表3122陆𠮷堃推荐表7123阿尔娜·别克推荐表1112"
    assert "请双面打印(长边翻转),共14页7张;各文书的份数已在册内" in head
    assert bound.duplex == "/DuplexFlipLongEdge"
    assert bound.labels == ("目录1", "空白", *(str(n) if n % 2 else "空白" for n in range(3, 15)))
    assert [mark.page for mark in bound.landings if not mark.level] == [1, 3, 7, 11]
    place = "推荐单位意见"
    assert seal_lines(WHOLE.resolve()) == (
        tuple(
            SealLine(str(number), name, "推荐表", place, place, 2, 2, 4 * number - 1)
            for number, name in enumerate(NAMES, start=1)
        ),
        "共用印 6 枚；本册共 14 页，用纸 7 张。",
    )


def test_copies_printed_on_one_side_have_no_blanks(campaign: Path, formgen: Formgen) -> None:
    change_form(campaign, 份数=3)
    assert formgen("build", campaign, "-o", "out")[0] == 0
    bound = read_set(WEST.resolve())
    assert len(bound.pages) == 4
    assert len(set(bound.pages)) == 2
    assert bound.duplex == "/Simplex"


def test_the_seals_are_those_campaign_json_names_and_a_blank_unit_none(
    campaign: Path, formgen: Formgen
) -> None:
    where = {"组别": ["成人组"]}
    seals = [{"位置": "推荐单位意见", "印章": ["推荐单位", "青禾镇文化站"], "条件": where}]
    change_form(campaign, 用印=seals)
    assert formgen("build", campaign, "-o", "out")[0] == 0
    lines, total = seal_lines(WHOLE.resolve())
    assert [(line.subject, line.stamps, line.count) for line in lines] == [
        ("陆𠮷堃", "东岭村村民委员会、青禾镇文化站", 2),
        ("阿尔娜·别克", "西河村村民委员会、青禾镇文化站", 2),
    ]
    assert total.startswith("共用印 4 枚；")


def test_a_place_that_is_not_on_the_paper_is_told_once(campaign: Path, formgen: Formgen) -> None:
    change_form(campaign, 用印=[{"位置": "镇政府意见", "印章": ["镇政府"]}])
    code, told = formgen("build", campaign, "-o", "out")
    assert code == 0, "a warning"
    assert re.findall("P10 campaign.json：文书“(.*)”的“用印”说“(.*)”处要盖章", told) == [
        ("推荐表", "镇政府意见")
    ], "not of each of three forms, nor of each set"
    lines, _ = seal_lines(EAST.resolve())
    assert [(line.place, line.page) for line in lines] == [
        ("推荐单位意见", 2),
        ("镇政府意见", None),
        ("推荐单位意见", 3),
        ("镇政府意见", None),
    ], "what has no place is listed all the same"


def test_too_many_pages_are_told_with_name_and_number(campaign: Path, formgen: Formgen) -> None:
    change_form(campaign, 页数上限=1)
    assert formgen("build", campaign, "-o", "out")[0] == 0
    edit(campaign / "applicants.csv", SHORT, '"' + "\n".join(["读书。"] * 40) + '"')
    code, told = formgen("build", campaign, "-o", "out")
    assert code == 1
    assert told.count("P07") == 1
    assert re.search(r"P07 推荐表/02_陆𠮷堃\.pdf：共 2 页，超过了规定的 1 页", told)


STORY_IN_OPINION = ("{{ 推荐单位 }}", "{{ 读书故事 }}")
"""The text above （盖章） is as long as the story."""
HIGHER = ('w:val="2835"', 'w:val="4535"')
"""The row that is stamped, 80 mm instead of 50."""


@pytest.mark.parametrize(
    ("story", "changes", "told_of"),
    [
        (
            LONG,
            (STORY_IN_OPINION, HIGHER),
            r"P06 .*第1页“推荐单位意见（盖章）”那一格没有 45×45 毫米",
        ),
        (
            LONG * 3,
            (STORY_IN_OPINION, HIGHER, ("<w:cantSplit/>", "")),
            r"P05 .*“推荐单位意见（盖章）”那一格从第1页跨到了第2页",
        ),
    ],
)
def test_a_cell_that_cannot_be_stamped_is_told_with_name_and_page(
    campaign: Path,
    formgen: Formgen,
    story: str,
    changes: tuple[tuple[str, str], ...],
    told_of: str,
) -> None:
    change_template(campaign, *changes)
    assert "P0" not in formgen("build", campaign, "-o", "out")[1]
    edit(campaign / "applicants.csv", SHORT, story)
    code, told = formgen("build", campaign, "-o", "out")
    assert code == 1
    assert re.search(told_of.replace(".*", r"推荐表/02_陆𠮷堃\.pdf：.*"), told), told
    assert len(re.findall(r"P0[56] ", told)) == 1, "the others are as they should be"


def test_one_paper_that_cannot_be_printed_keeps_back_the_sets_it_belongs_in(
    campaign: Path, formgen: Formgen
) -> None:
    edit(campaign / "applicants.csv", "每天放学后", f"每天{LACKING}放学后")
    code, told = formgen("build", campaign, "-o", "out")
    assert code == 1
    for name in ("全部", "东岭村村民委员会"):
        assert re.search(rf"P11 .*打印册“{name}”缺 1 份文书（“01_苏禾苗\.pdf”等没有生成", told)
    assert [files(folder) for folder in (WHOLE, EAST, WEST)] == [[], [], SET]
    assert re.findall("打印册“(.*?)”：", told) == ["西河村村民委员会"]


def test_a_set_of_before_is_named_as_out_of_date(campaign: Path, formgen: Formgen) -> None:
    formgen("build", campaign, "-o", "out")
    before = (WHOLE / "打印册.pdf").read_bytes()
    edit(campaign / "applicants.csv", "每天放学后", f"每天{LACKING}放学后")
    code, told = formgen("build", campaign, "-o", "out")
    assert code == 1
    outdated = told.partition("文件夹里的是以前的内容，请勿使用：")[2]
    for folder in ("打印/全部", "打印/按单位/东岭村村民委员会"):
        assert [f"{folder}/{name}" in outdated for name in SET] == [True] * 3
    assert "推荐表/01_苏禾苗.pdf" in outdated
    assert "西河村" not in outdated
    assert (WHOLE / "打印册.pdf").read_bytes() == before


def test_of_one_unit_only_its_own_set_is_made(campaign: Path, formgen: Formgen) -> None:
    assert formgen("build", campaign, "-o", "out", "--unit", "西河村村民委员会")[0] == 0
    assert [files(folder) for folder in (WHOLE, EAST, WEST)] == [[], [], SET]


@pytest.mark.parametrize(
    "wish", [("--only", "汇总表"), ("--format", "docx"), ("--blank",), ("--prefill",), ("--force",)]
)
def test_part_of_the_papers_drafts_and_empty_forms_make_no_set(
    campaign: Path, formgen: Formgen, wish: tuple[str, ...]
) -> None:
    code, told = formgen("build", campaign, "-o", "out", *wish)
    assert code == 0
    assert "打印册" not in told
    assert not (OUT / "打印").exists()


def test_with_errors_a_strict_build_makes_no_set(campaign: Path, formgen: Formgen) -> None:
    edit(campaign / "applicants.csv", "19900001003", "1990000100")
    assert formgen("build", campaign, "-o", "out", "--strict")[0] == 1
    assert not (OUT / "打印").exists()
    assert formgen("build", campaign, "-o", "out")[0] == 1
    assert [files(folder) for folder in (WHOLE, EAST, WEST)] == [SET, SET, []]
