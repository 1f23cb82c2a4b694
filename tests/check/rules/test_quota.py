from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from formgen.problems import CampaignError, Problem, Severity
from tests.check.rules.small import UNIT, campaign_of, cells, problems_of

FIELDS: list[dict[str, Any]] = [
    {"名称": "案例", "类型": "文本"},
    UNIT,
    {"名称": "类别", "类型": "单选", "选项": ["公益", "内容"]},
    {"名称": "排序", "类型": "整数"},
    {"名称": "结果", "类型": "单选", "选项": ["入选", "未入选"]},
]
UNITS = "甲市,市,\n乙市,市,1\n丙会,会,\n"
BY_TYPE: dict[str, Any] = {"名额": [{"单位类型": "市", "名额": 2}]}
BY_CATEGORY: dict[str, Any] = {"名额": [{"单位类型": "市", "名额": 1, "按类别": True}]}


def check(
    folder: Path,
    rows: list[str],
    by: list[str],
    most: int | None = None,
    rules: list[dict[str, Any]] | None = None,
    **more: Any,
) -> list[Problem]:
    parameters: dict[str, Any] = {"按": by} | ({} if most is None else {"上限": most})
    quota: dict[str, Any] = {"规则": "名额", "字段": ["推荐单位"], "参数": parameters}
    campaign = campaign_of(folder, FIELDS, [quota, *(rules or [])], **more)
    csv = "案例,推荐单位,类别,排序,结果\n" + "\n".join(f"案{i},{r}" for i, r in enumerate(rows))
    return problems_of(campaign, folder, csv, UNITS)


def test_the_limit_of_the_units_type(tmp_path: Path) -> None:
    assert check(tmp_path, ["甲市,,,"] * 2, ["推荐单位"], **BY_TYPE) == []
    problems = check(tmp_path, ["甲市,,,"] * 4, ["推荐单位"], **BY_TYPE)
    assert cells(problems) == [("R07", 4, "推荐单位"), ("R07", 5, "推荐单位")]
    assert problems[0].message == "“甲市”报了 4 份，名额是 2 份，这是第 3 份"
    assert problems[1].message.endswith("这是第 4 份")
    assert problems[0].hint == "请从“甲市”报的里面去掉 2 份；名额有调整的，请主办单位改 units.csv"
    assert problems[0].severity is Severity.ERROR


def test_a_units_own_quota_comes_before_that_of_its_type(tmp_path: Path) -> None:
    assert check(tmp_path, ["乙市,,,"], ["推荐单位"], **BY_TYPE) == []
    assert cells(check(tmp_path, ["乙市,,,"] * 2, ["推荐单位"], **BY_TYPE)) == [
        ("R07", 3, "推荐单位")
    ]


def test_units_without_quota_unknown_units_and_blanks_are_free(tmp_path: Path) -> None:
    assert check(tmp_path, ["丙会,,,"] * 5, ["推荐单位"], **BY_TYPE) == []
    found = check(tmp_path, ["丁市,,,", ",,,", ",,,", ",,,"], ["推荐单位"], most=1)
    assert cells(found) == [("V10", 2, "推荐单位")]


def test_a_limit_for_all_is_said_by_the_campaign_file(tmp_path: Path) -> None:
    assert check(tmp_path, ["丙会,,,"] * 3, ["推荐单位"], most=3) == []
    (problem,) = check(tmp_path, ["丙会,,,"] * 4, ["推荐单位"], most=3)
    assert problem.hint.endswith("请主办单位改 campaign.json")


def test_a_limit_of_none_at_all(tmp_path: Path) -> None:
    assert len(check(tmp_path, ["甲市,,,"] * 2, ["推荐单位"], most=0)) == 2


def test_a_quota_for_each_category(tmp_path: Path) -> None:
    by = ["推荐单位", "类别"]
    assert check(tmp_path, ["甲市,公益,,", "甲市,内容,,"], by, **BY_CATEGORY) == []
    rows = ["甲市,公益,,", "甲市,内容,,", "甲市,公益,,", "甲市,,,", "甲市,别的,,"]
    problems = check(tmp_path, rows, by, **BY_CATEGORY)
    assert cells(problems) == [("R07", 4, "推荐单位"), ("V02", 6, "类别")]
    assert problems[0].message == "“甲市”的“公益”报了 2 份，名额是 1 份，这是第 2 份"


def test_what_units_csv_allows_in_all_holds_beside_the_categories(tmp_path: Path) -> None:
    by = ["推荐单位", "类别"]
    found = check(tmp_path, ["乙市,公益,,", "乙市,内容,,"], by, **BY_CATEGORY)
    assert [problem.message for problem in found] == ["“乙市”报了 2 份，名额是 1 份，这是第 2 份"]


def test_a_quota_in_all_is_none_for_each_category(tmp_path: Path) -> None:
    found = check(tmp_path, ["甲市,公益,,"] * 3, ["推荐单位", "类别"], **BY_TYPE)
    assert [problem.message for problem in found] == ["“甲市”报了 3 份，名额是 2 份，这是第 3 份"]


def test_the_units_own_ranking_tells_which_are_too_many(tmp_path: Path) -> None:
    ranking = {"规则": "排序完整", "字段": ["推荐单位", "排序"], "参数": {"按": ["推荐单位"]}}
    rows = ["甲市,,3,", "甲市,,1,", "甲市,,2,"]
    (problem,) = check(tmp_path, rows, ["推荐单位"], rules=[ranking], **BY_TYPE)
    assert cells([problem]) == [("R07", 2, "推荐单位")]
    assert cells(check(tmp_path, rows, ["推荐单位"], **BY_TYPE)) == [("R07", 4, "推荐单位")]


def test_what_is_not_ranked_comes_last(tmp_path: Path) -> None:
    ranking = {"规则": "排序完整", "字段": ["推荐单位", "排序"], "参数": {"按": ["推荐单位"]}}
    rows = ["甲市,,,", "甲市,,1,", "甲市,,2,"]
    found = check(tmp_path, rows, ["推荐单位"], rules=[ranking], **BY_TYPE)
    assert cells(found) == [("R07", 2, "推荐单位"), ("R11", 2, "排序")]


@pytest.mark.parametrize(
    ("by", "words"),
    [
        (["类别"], "“按”的第一个字段“类别”应是推荐单位字段"),
        (["推荐单位", "组别"], "没有的字段“组别”"),
        ([], "不能是空的"),
    ],
)
def test_fields_that_cannot_be_counted_by(tmp_path: Path, by: list[str], words: str) -> None:
    with pytest.raises(CampaignError, match=words):
        check(tmp_path, ["甲市,,,"], by)


def chosen(folder: Path, count: int) -> list[Problem]:
    rule = {
        "规则": "入选名额", "字段": ["结果"], "条件": {"结果": ["入选"]}, "参数": {"上限": 2},
    }  # fmt: skip
    rows = ["丙会,,,入选"] * count + ["丙会,,,未入选"] * 3 + ["丙会,,,"]
    return check(folder, rows, ["推荐单位"], rules=[rule])


def test_how_many_are_chosen(tmp_path: Path) -> None:
    assert chosen(tmp_path, 2) == []
    (problem,) = chosen(tmp_path, 3)
    assert cells([problem]) == [("R08", 4, "结果")]
    assert problem.message == "“入选”共 3 份，应不超过 2 份，这是第 3 份"
    assert problem.hint == "请核对名单，去掉 1 份"
