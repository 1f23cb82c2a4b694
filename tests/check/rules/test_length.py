from __future__ import annotations

from pathlib import Path

import pytest

from tests.check.rules.small import campaign_of, problems_of

FIELDS = [{"名称": "名称", "类型": "文本"}, {"名称": "简介", "类型": "长文本"}]


@pytest.mark.parametrize(
    ("limits", "count", "codes"),
    [
        ({"下限": 5}, 5, []),
        ({"下限": 5}, 4, ["V29"]),
        ({"下限": 5}, 0, []),
        ({"上限": 5}, 5, []),
        ({"上限": 5}, 6, ["V30"]),
        ({"约": 10}, 8, []),
        ({"约": 10}, 7, ["V31"]),
        ({"约": 10}, 12, []),
        ({"约": 10}, 13, ["V31"]),
        ({"下限": 5, "约": 10}, 4, ["V29"]),
    ],
)
def test_both_sides_of_every_limit(
    tmp_path: Path, limits: dict[str, int], count: int, codes: list[str]
) -> None:
    campaign = campaign_of(tmp_path, FIELDS, [{"规则": "字数", "字段": ["简介"], "参数": limits}])
    problems = problems_of(campaign, tmp_path, f"名称,简介\n甲,{'字' * count}\n")
    assert [problem.code for problem in problems] == codes


def test_what_is_said_of_a_length(tmp_path: Path) -> None:
    rules = [{"规则": "字数", "字段": ["简介"], "参数": {"约": 10}, "级别": "提醒"}]
    campaign = campaign_of(tmp_path, FIELDS, rules)
    (problem,) = problems_of(campaign, tmp_path, f"名称,简介\n甲,{'字' * 13}\n")
    assert problem.message == "“简介”有 13 字，要求 10 字左右"
    assert problem.hint == "请改到 8 至 12 字之间"
