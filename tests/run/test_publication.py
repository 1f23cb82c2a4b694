"""The 公示 as the user makes it: who is on it, what keeps it back, what is left of an older one."""

from __future__ import annotations

import csv
import json
import subprocess
from pathlib import Path

import pytest

from tests.run.conftest import Formgen, edit

OUT = Path("out/reading-2025")
NOTICE = OUT / "公示/公示"
FILES = ["公示.csv", "公示.docx", "公示.json", "公示.pdf", "公示.xlsx"]
ADDED = ["SHA256SUMS", "目录.json", "网站发布包.zip"]
EAST, WEST = "东岭村村民委员会", "西河村村民委员会"
EVERYONE = [
    ["少儿组", "1", "苏禾苗", EAST],
    ["成人组", "1", "陆𠮷堃", EAST],
    ["成人组", "2", "阿尔娜·别克", WEST],
]


@pytest.fixture
def judged(campaign: Path) -> Path:
    """The campaign with a result that the office fills in; its 公示 has those that are 入选."""
    path = campaign / "campaign.json"
    definition = json.loads(path.read_text(encoding="utf-8"))
    result = {"名称": "评审结果", "类型": "单选", "选项": ["入选", "未入选"], "主办方填写": True}
    definition["字段"].append(result)
    definition["文书"][2]["条件"] = {"评审结果": ["入选"]}
    path.write_text(json.dumps(definition, ensure_ascii=False), encoding="utf-8")
    return campaign


def judge(campaign: Path, *lines: str) -> None:
    text = "\n".join(["姓名,推荐单位,评审结果", *lines])
    (campaign / "results.csv").write_text(text, encoding="utf-8")


def listed() -> list[list[str]]:
    with (NOTICE / "公示.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))[1:]


def made(folder: Path = NOTICE) -> list[str]:
    return sorted(path.name for path in folder.glob("*"))


def named_as_outdated(told: str) -> set[str]:
    """The files of the 公示 that the user must not use."""
    listing = told.partition("文件夹里的是以前的内容，请勿使用：")[2].partition("：\n")[0]
    return {name for name in (*FILES, *ADDED) if f"公示/公示/{name}" in listing}


def test_the_results_file_says_who_is_on_the_list(judged: Path, formgen: Formgen) -> None:
    judge(judged, f"阿尔娜·别克,{WEST},入选", f"苏禾苗,{EAST},入选", f"陆𠮷堃,{EAST},未入选")
    code, told = formgen("build", judged, "-o", "out")
    assert (code, "请留意" in told) == (0, False)
    assert made() == sorted([*FILES, *ADDED])
    assert listed() == [["少儿组", "1", "苏禾苗", EAST], ["成人组", "1", "阿尔娜·别克", WEST]]
    assert json.loads((NOTICE / "公示.json").read_text(encoding="utf-8"))["总数"] == 2
    sums = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
    subprocess.run(sums, cwd=NOTICE, check=True, timeout=20)


def test_who_is_not_in_the_results_file_is_not_on_the_list(judged: Path, formgen: Formgen) -> None:
    judge(judged, f"陆𠮷堃,{EAST},入选")
    assert formgen("build", judged, "-o", "out")[0] == 0
    assert listed() == [["成人组", "1", "陆𠮷堃", EAST]]
    forms = sorted(path.stem for path in (OUT / "推荐表").glob("*.pdf"))
    assert forms == ["01_苏禾苗", "02_陆𠮷堃", "03_阿尔娜·别克"]


def test_the_results_file_goes_before_the_applicants_table(judged: Path, formgen: Formgen) -> None:
    table = judged / "applicants.csv"
    edit(table, "获奖情况,读书故事", "获奖情况,读书故事,评审结果")
    edit(table, "摘抄本写了 12 本。", "摘抄本写了 12 本。,未入选")
    judge(judged, f"陆𠮷堃,{EAST},入选")
    code, told = formgen("build", judged, "-o", "out")
    assert code == 0
    assert "N07" in told
    assert listed() == [["成人组", "1", "陆𠮷堃", EAST]]


def test_a_wrong_name_in_the_results_keeps_the_list_back_and_nothing_else(
    judged: Path, formgen: Formgen
) -> None:
    judge(judged, f"苏禾苗,{EAST},入选", f"陆吉堃,{EAST},入选")
    code, told = formgen("build", judged, "-o", "out")
    assert code == 1
    assert "N10 results.csv：" in told
    assert "有 1 处错误，不能确定谁在名单上，所以“公示”没有做" in told
    assert "N04" in told
    assert not (OUT / "公示").exists()
    assert len(list((OUT / "推荐表").glob("*.pdf"))) == 3
    assert (OUT / "打印/全部/打印册.pdf").exists()


def test_an_error_of_somebody_on_the_list_keeps_it_back(judged: Path, formgen: Formgen) -> None:
    judge(judged, f"苏禾苗,{EAST},入选", f"阿尔娜·别克,{WEST},入选", f"陆𠮷堃,{EAST},未入选")
    edit(judged / "applicants.csv", "19900001003", "1990000100")
    code, told = formgen("build", judged, "-o", "out")
    assert code == 1
    assert "“阿尔娜·别克”应在“公示”的名单里，但它的数据有错误，所以“公示”没有做" in told
    assert not (OUT / "公示").exists()
    assert len(list((OUT / "推荐表").glob("*.pdf"))) == 2


def test_an_error_of_somebody_else_does_not(judged: Path, formgen: Formgen) -> None:
    judge(judged, f"苏禾苗,{EAST},入选", f"阿尔娜·别克,{WEST},入选", f"陆𠮷堃,{EAST},未入选")
    edit(judged / "applicants.csv", "19900001002", "1990000100")
    code, told = formgen("build", judged, "-o", "out")
    assert code == 1
    assert "N03" not in told
    assert [row[2] for row in listed()] == ["苏禾苗", "阿尔娜·别克"]


def test_of_a_list_kept_back_every_older_file_is_named(judged: Path, formgen: Formgen) -> None:
    """The archive and the check sums too: they are what would be sent off."""
    judge(judged, f"苏禾苗,{EAST},入选", f"陆𠮷堃,{EAST},入选")
    _, told = formgen("build", judged, "-o", "out")
    assert named_as_outdated(told) == set()
    before = {path: path.read_bytes() for path in NOTICE.iterdir()}
    judge(judged, f"苏禾苗,{EAST},入选", f"陆吉堃,{EAST},入选")
    code, told = formgen("build", judged, "-o", "out")
    assert code == 1
    assert named_as_outdated(told) == {*FILES, *ADDED}
    assert "这次没有重新生成，请核对后自行处理" not in told, "each is named once"
    assert {path: path.read_bytes() for path in NOTICE.iterdir()} == before


@pytest.mark.parametrize(
    ("wanted", "files"),
    [
        ("pdf", ["公示.pdf"]),
        ("csv,json", ["公示.csv", "公示.json"]),
        ("docx,xlsx", ["公示.docx", "公示.xlsx"]),
    ],
)
def test_some_formats_are_no_parcel_for_the_web_office(
    campaign: Path, formgen: Formgen, wanted: str, files: list[str]
) -> None:
    code, _ = formgen("build", campaign, "-o", "out", "--only", "公示", "--format", wanted)
    assert code == 0
    assert made() == files
    assert made(OUT) == [".formgen", "公示"]


def test_the_parcel_of_before_is_named_when_only_a_part_is_made_anew(
    campaign: Path, formgen: Formgen
) -> None:
    formgen("build", campaign, "-o", "out")
    edit(campaign / "applicants.csv", "陆𠮷堃", "陆吉堃")
    code, told = formgen("build", campaign, "-o", "out", "--format", "pdf")
    assert code == 0
    assert named_as_outdated(told) == set(ADDED)


def test_the_notice_alone(campaign: Path, formgen: Formgen) -> None:
    code, told = formgen("build", campaign, "-o", "out", "--only", "公示")
    assert code == 0
    assert made() == sorted([*FILES, *ADDED])
    assert listed() == EVERYONE
    assert "打印册" not in told


@pytest.mark.parametrize(
    "wish", [("--unit", EAST), ("--blank",), ("--prefill",), ("--list", "名单.txt")]
)
def test_of_some_entries_and_empty_forms_there_is_no_list(
    campaign: Path, formgen: Formgen, wish: tuple[str, ...]
) -> None:
    Path("名单.txt").write_text("苏禾苗\n", encoding="utf-8")
    assert formgen("build", campaign, "-o", "out", *wish)[0] == 0
    assert not list(OUT.rglob("公示*"))
