"""A list that may lack somebody is not made, and no certificates that it numbers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from formgen.run.certainty import uncertain
from tests.check.awarding import campaign_in, checked, declare, folder_with
from tests.run.conftest import Formgen, edit

FORM = {"名称": "申报表", "模板": ["表.docx"], "范围": ["每份申报"]}
CHOSEN = {"条件": {"评审结果": ["入选"]}}
NOTICE = {"名称": "公示", "模板": ["公示.docx"], "范围": ["整个活动"], "公开": True, **CHOSEN}
CERTIFICATE = {"名称": "证书", "模板": ["证书.docx"], "范围": ["每份申报"], **CHOSEN}
ALL = ("申报表", "公示", "证书")


def told(path: Path, *documents: dict[str, Any], results: str, **tables: str) -> list[str]:
    """Code and document of every reason, in a campaign with these results."""
    folder_with(path, results=f"姓名,推荐单位,评审结果\n{results}", **tables)
    declare(path, 文书=[FORM, *(documents or (NOTICE, CERTIFICATE))])
    problems = uncertain(campaign_in(path), checked(path), ALL)
    assert not any("{" in problem.message + problem.hint for problem in problems)
    return [f"{problem.code} {problem.details['document']}" for problem in problems]


def test_what_is_sure_is_made(tmp_path: Path) -> None:
    assert told(tmp_path, results="苏苗,,入选\n") == []


@pytest.mark.parametrize("wrong", ["苏描,,入选", "王禾,,入选", "苏苗,,入迭", "苏苗,,未入选"])
def test_a_wrong_line_of_the_results_may_mean_anyone(tmp_path: Path, wrong: str) -> None:
    assert told(tmp_path, results=f"苏苗,,入选\n{wrong}\n") == ["N10 公示", "N10 证书"]


APPLICANTS = "姓名,推荐单位,手机,评审结果\n苏苗,东岭村,19900001001,入选\n"


@pytest.mark.parametrize(
    ("line", "expected", "word"),
    [
        ("王禾,西河村,1990,入选", ["N03 公示", "N03 证书"], "“王禾”应在"),
        ("王禾,西河村,1990,入迭", ["N03 公示", "N03 证书"], "“王禾”可能在"),
        ("王禾,西河村,1990,未入选", [], ""),
        ("王禾,西河村,1990,", [], ""),
    ],
)
def test_nobody_on_the_list_is_left_away(
    tmp_path: Path, line: str, expected: list[str], word: str
) -> None:
    assert told(tmp_path, results="", applicants=f"{APPLICANTS}{line}\n") == expected
    problems = uncertain(campaign_in(tmp_path), checked(tmp_path), ALL)
    assert all(problem.message.startswith(word) for problem in problems)


def test_a_notice_of_nobody_is_not_made(tmp_path: Path) -> None:
    assert told(tmp_path, results="苏苗,,未入选\n") == ["N11 公示"]
    [problem] = uncertain(campaign_in(tmp_path), checked(tmp_path), ALL)
    assert problem.message.startswith("没有“评审结果”是“入选”的申报，")
    assert told(tmp_path, CERTIFICATE, results="苏苗,,未入选\n") == []


def test_only_documents_that_are_wanted_are_looked_at(tmp_path: Path) -> None:
    folder_with(tmp_path, results="姓名,评审结果\n苏描,入选\n")
    declare(tmp_path, 文书=[FORM, NOTICE, CERTIFICATE])
    assert uncertain(campaign_in(tmp_path), checked(tmp_path), ["申报表"]) == []


def test_no_certificate_is_written_while_one_is_missing(formgen: Formgen, campaign: Path) -> None:
    edit(campaign / "campaign.json", '"类别", "必填": true,', '"类别", "主办方填写": true,')
    edit(
        campaign / "campaign.json",
        '"模板": ["推荐表.docx"],',
        '"模板": ["推荐表.docx"], "单独成册": true, "条件": {"组别": ["成人组"]},',
    )
    edit(campaign / "applicants.csv", "19900001002", "1990000")
    code, screen = formgen("build", campaign)
    assert code == 1, screen
    assert "错误 N03 applicants.csv 第3行：“陆𠮷堃”应在“推荐表”的名单里" in screen
    assert "P11" not in screen
    assert not list(Path("output/reading-2025").rglob("推荐表*"))
    assert Path("output/reading-2025/汇总表.xlsx").is_file()
    edit(campaign / "applicants.csv", "1990000,", "19900001002,")
    assert formgen("build", campaign)[0] == 0
    assert len(list(Path("output/reading-2025/推荐表").glob("*.pdf"))) == 2


def test_one_public_document_alone_is_whole_and_one_format_of_it_is_not(
    formgen: Formgen, campaign: Path
) -> None:
    folder = Path("output/reading-2025/公示/公示")
    assert formgen("build", campaign, "--only", "公示", "--format", "csv")[0] == 0
    assert [path.name for path in folder.iterdir()] == ["公示.csv"]
    assert formgen("build", campaign, "--only", "公示")[0] == 0
    assert {"SHA256SUMS", "目录.json", "网站发布包.zip"} < {path.name for path in folder.iterdir()}
