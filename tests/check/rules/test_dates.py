from __future__ import annotations

from pathlib import Path

import pytest

from formgen.problems import CampaignError, Problem
from tests.check.rules.small import campaign_of, cells, problems_of

DAY = [{"名称": "名称", "类型": "文本"}, {"名称": "报送日期", "类型": "日期"}]
MONTHS = [
    {"名称": "名称", "类型": "文本"},
    {"名称": "实施起", "类型": "年月"},
    {"名称": "实施止", "类型": "年月"},
    {"名称": "发布", "类型": "年月"},
]


def deadline(folder: Path, day: str, parameters: dict[str, str]) -> list[Problem]:
    rule = {"规则": "截止", "字段": ["报送日期"], "参数": parameters}
    return problems_of(campaign_of(folder, DAY, [rule]), folder, f"名称,报送日期\n甲,{day}\n")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2022-06-03", []),
        ("2022-06-04", ["R03"]),
        ("2022-05-23", []),
        ("2022-05-22", ["R04"]),
        ("", []),
        ("六月四日", ["V03"]),
    ],
)
def test_a_day_within_the_time(tmp_path: Path, day: str, expected: list[str]) -> None:
    found = deadline(tmp_path, day, {"起": "2022-05-23", "截止": "2022-06-03"})
    assert [problem.code for problem in found] == expected


def test_what_is_said_of_a_late_and_an_early_day(tmp_path: Path) -> None:
    limits = {"起": "2022-05-23", "截止": "2022-06-03"}
    (late,) = deadline(tmp_path, "2022-06-04", limits)
    assert late.message == "“报送日期”是 2022年6月4日，截止日期是 2022年6月3日"
    (early,) = deadline(tmp_path, "2022-05-02", limits)
    assert early.message == "“报送日期”是 2022年5月2日，早于开始日期 2022年5月23日"


def test_without_a_start_no_day_is_early(tmp_path: Path) -> None:
    assert deadline(tmp_path, "1999-01-01", {"截止": "2022-06-03"}) == []


def test_a_time_that_ends_before_it_starts(tmp_path: Path) -> None:
    with pytest.raises(CampaignError, match="“起”比“截止”还晚"):
        deadline(tmp_path, "", {"起": "2022-06-04", "截止": "2022-06-03"})


def period(folder: Path, row: str, fields: tuple[str, ...] = ("实施起", "实施止")) -> list[Problem]:
    limits = {"起": "2021.09", "止": "2023.12"}
    rule = {"规则": "时段", "字段": list(fields), "参数": limits}
    csv = f"名称,实施起,实施止,发布\n甲,{row}\n"
    return problems_of(campaign_of(folder, MONTHS, [rule]), folder, csv)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("2021.09,2023.12,", []),
        ("2021.08,2023.12,", [("R05", 2, "实施起")]),
        ("2021.09,2024.01,", [("R05", 2, "实施止")]),
        ("2022.05,2022.05,", []),
        ("2022.06,2022.05,", [("R06", 2, "实施止")]),
        ("2020.01,,", [("R05", 2, "实施起")]),
        (",,", []),
        ("去年,2020.01,", [("V04", 2, "实施起"), ("R05", 2, "实施止")]),
    ],
)
def test_months_within_a_period(
    tmp_path: Path, row: str, expected: list[tuple[str, int, str]]
) -> None:
    assert cells(period(tmp_path, row)) == expected


def test_what_is_said_of_months(tmp_path: Path) -> None:
    (outside,) = period(tmp_path, "2021.08,,")
    assert outside.message == "“2021.08”不在 2021.09 至 2023.12 之间"
    (turned,) = period(tmp_path, "2022.06,2022.05,")
    assert turned.message == "“实施起”是 2022.06，比“实施止”的 2022.05 还晚"


@pytest.mark.parametrize("fields", [("实施起",), ("实施起", "实施止", "发布")])
def test_only_two_fields_are_start_and_end(tmp_path: Path, fields: tuple[str, ...]) -> None:
    assert period(tmp_path, "2022.06,2022.05,2022.01", fields) == []


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ({"起": "2024.01", "止": "2023.12"}, "“起”比“止”还晚"),
        ({"起": "2021年9月", "止": "2023.12"}, "“2021年9月”不是年月"),
        ({"起": 2021.09, "止": "2023.12"}, "请加引号写成"),
        ({"起": "2021.13", "止": "2023.12"}, "不是年月"),
    ],
)
def test_limits_that_are_none(tmp_path: Path, limits: dict[str, object], words: str) -> None:
    rule = {"规则": "时段", "字段": ["实施起"], "参数": limits}
    with pytest.raises(CampaignError, match=words):
        problems_of(campaign_of(tmp_path, MONTHS, [rule]), tmp_path, "名称\n甲\n")


def test_a_rule_about_the_wrong_kind_of_field(tmp_path: Path) -> None:
    rule = {"规则": "时段", "字段": ["名称"], "参数": {"起": "2021.09", "止": "2023.12"}}
    with pytest.raises(CampaignError, match="规则“时段”不能用于“名称”（文本），可用于：年月"):
        problems_of(campaign_of(tmp_path, MONTHS, [rule]), tmp_path, "名称\n甲\n")
