"""唯一 and 一种途径: entries that are the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from formgen.problems import CampaignError, Problem
from tests.check.rules.small import UNIT, campaign_of, cells, problems_of

FIELDS: list[dict[str, Any]] = [
    {"名称": "名称", "类型": "姓名"},  # not a text, so that nothing else compares names
    UNIT,
    {"名称": "类型", "类型": "单选", "选项": ["网站", "账号"]},
    {"名称": "主体", "类型": "文本"},
    {"名称": "账号", "类型": "网址或账号"},
    {"名称": "平台", "类型": "文本", "适用": {"类型": ["账号"]}},
]
HEADER = "名称,推荐单位,类型,主体,账号,平台\n"
UNITS = "甲市,市,\n乙市,市,\n"


def unique(folder: Path, fields: list[str], *rows: str, **more: Any) -> list[Problem]:
    rule = {"规则": "唯一", "字段": fields, **more}
    csv = HEADER + "".join(f"{row}\n" for row in rows)
    return problems_of(campaign_of(folder, FIELDS, [rule]), folder, csv, UNITS)


def test_all_of_them_are_told(tmp_path: Path) -> None:
    rows = ["张三,甲市,,青禾社,,", "李四,乙市,,麦田社,,", "王五,乙市,,青禾社,,", "赵六,,,青禾社,,"]
    problems = unique(tmp_path, ["主体"], *rows)
    assert cells(problems) == [("R09", 2, "主体"), ("R09", 4, "主体"), ("R09", 5, "主体")]
    assert problems[0].message == "“主体”与第4行“王五”相同"
    assert problems[1].message == "“主体”与第2行“张三”相同"
    assert problems[2].message == problems[1].message


@pytest.mark.parametrize("spelling", ["ＡＢC 社", "abc社", " Abc  社 "])
def test_spaces_widths_and_cases_do_not_matter(tmp_path: Path, spelling: str) -> None:
    assert cells(unique(tmp_path, ["主体"], "甲,,,ABC社,,", f"乙,,,{spelling},,")) == [
        ("R09", 2, "主体"),
        ("R09", 3, "主体"),
    ]


def test_all_fields_are_the_key_together(tmp_path: Path) -> None:
    rows = ["甲,甲市,,青禾社,,", "乙,乙市,,青禾社,,", "丙,甲市,,麦田社,,"]
    assert unique(tmp_path, ["主体", "推荐单位"], *rows) == []
    problem, _ = unique(tmp_path, ["主体", "推荐单位"], *rows, "丁,甲市,,青禾社,,")
    assert problem.message.startswith("“主体”和“推荐单位”与")


def test_blank_and_wrong_cells_are_never_the_same(tmp_path: Path) -> None:
    assert unique(tmp_path, ["主体"], "甲,,,,,", "乙,,,,,") == []
    assert unique(tmp_path, ["主体", "推荐单位"], "甲,,,青禾社,,", "乙,,,青禾社,,") == []
    found = unique(tmp_path, ["推荐单位"], "甲,丙市,,,,", "乙,丙市,,,,")
    assert {problem.code for problem in found} == {"V10"}


def test_only_entries_that_meet_the_conditions(tmp_path: Path) -> None:
    rows = ["甲,,网站,青禾社,,", "乙,,账号,青禾社,,", "丙,,网站,青禾社,,"]
    assert unique(tmp_path, ["主体"], *rows, **{"条件": {"类型": ["账号"]}}) == []
    found = unique(tmp_path, ["主体"], *rows, **{"条件": {"类型": ["网站"]}})
    assert cells(found) == [("R09", 2, "主体"), ("R09", 4, "主体")]


def one_way(folder: Path, *rows: str, by: tuple[str, ...] = ("账号", "平台")) -> list[Problem]:
    rule = {"规则": "一种途径", "字段": ["账号"], "参数": {"按": list(by)}, "级别": "提醒"}
    csv = HEADER + "".join(f"{row}\n" for row in rows)
    return problems_of(campaign_of(folder, FIELDS, [rule]), folder, csv, UNITS)


def test_all_of_the_same_are_told_of_each_other(tmp_path: Path) -> None:
    rows = [
        "张三,甲市,账号,,qinghe,微信",
        "李四,乙市,账号,,Qinghe,微信",
        "王五,,账号,,maitian,微信",
    ]
    problems = one_way(tmp_path, *rows)
    assert cells(problems) == [("R10", 2, "账号"), ("R10", 3, "账号")]
    assert problems[0].message == (
        "“账号”和“平台”与第3行“李四”（乙市）相同，只能由一个单位、按一种途径报一次"
    )
    assert "第2行“张三”（甲市）" in problems[1].message


def test_another_platform_is_another_account(tmp_path: Path) -> None:
    assert one_way(tmp_path, "甲,,账号,,qinghe,微信", "乙,,账号,,qinghe,微博") == []


def test_a_site_has_no_platform(tmp_path: Path) -> None:
    found = one_way(tmp_path, "甲,,网站,,www.example.com,", "乙,,网站,,HTTPS://www.example.com/,")
    assert cells(found) == [("R10", 2, "账号"), ("R10", 3, "账号")]
    assert "：“账号”与第" in str(found[0])


def test_an_account_whose_platform_is_not_given_is_not_known(tmp_path: Path) -> None:
    assert one_way(tmp_path, "甲,,账号,,qinghe,", "乙,,账号,,qinghe,") == []


@pytest.mark.parametrize(("count", "end"), [(4, "第5行“丁”相同，"), (5, "第5行“丁”等 4 份相同，")])
def test_at_most_three_others_are_named(tmp_path: Path, count: int, end: str) -> None:
    rows = [f"{name},,网站,,www.example.com," for name in "甲乙丙丁戊"[:count]]
    first = one_way(tmp_path, *rows)[0]
    assert end in first.message
    assert first.message.count("行“") == 3


def test_a_key_of_unknown_fields(tmp_path: Path) -> None:
    with pytest.raises(CampaignError, match="“按”提到了没有的字段“网址”"):
        one_way(tmp_path, by=("网址",))
