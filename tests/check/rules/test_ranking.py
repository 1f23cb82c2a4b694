from __future__ import annotations

from pathlib import Path

import pytest

from formgen.problems import CampaignError, Problem
from tests.check.rules.small import UNIT, campaign_of, cells, problems_of

FIELDS = [{"名称": "案例", "类型": "文本"}, UNIT, {"名称": "排序", "类型": "整数"}]


def check(
    folder: Path, *rows: str, fields: tuple[str, ...] = ("推荐单位", "排序")
) -> list[Problem]:
    rule = {"规则": "排序完整", "字段": list(fields), "参数": {"按": ["推荐单位"]}}
    csv = "案例,推荐单位,排序\n" + "".join(f"案{i},{row}\n" for i, row in enumerate(rows))
    return problems_of(campaign_of(folder, FIELDS, [rule]), folder, csv, "甲市,市,\n乙市,市,\n")


def test_every_rank_once(tmp_path: Path) -> None:
    assert check(tmp_path, "甲市,2", "乙市,2", "甲市,1", "乙市,1", "甲市,3") == []


def test_the_only_one_need_not_be_ranked(tmp_path: Path) -> None:
    assert check(tmp_path, "甲市,", "乙市,1") == []


@pytest.mark.parametrize("rank", ["0", "2"])
def test_the_only_one_is_the_first(tmp_path: Path, rank: str) -> None:
    (problem,) = check(tmp_path, f"甲市,{rank}")
    assert problem.message == f"“甲市”报了 1 份，这里排第 {rank}"
    assert problem.hint == "请改成还没有用过的名次：1"


def test_what_is_said(tmp_path: Path) -> None:
    problems = check(tmp_path, "甲市,1", "甲市,", "甲市,1", "甲市,6")
    blank, again, outside = problems
    assert cells(problems) == [("R11", 3, "排序"), ("R12", 4, "排序"), ("R13", 5, "排序")]
    assert blank.message == "“甲市”报了 4 份，这一份没有写排序"
    assert again.message == "“甲市”已有一份排第 1（第2行“案0”）"
    assert outside.message == "“甲市”报了 4 份，这里排第 6"
    assert outside.hint == "请改成还没有用过的名次：2、3、4"
    assert blank.missing
    assert not again.missing


def test_a_rank_that_is_no_number_is_not_said_twice(tmp_path: Path) -> None:
    assert cells(check(tmp_path, "甲市,第一", "甲市,2")) == [("V05", 2, "排序")]


def test_wrong_and_blank_units_rank_nothing(tmp_path: Path) -> None:
    assert cells(check(tmp_path, "丙市,7", ",8", ",8")) == [("V10", 2, "推荐单位")]


def test_only_some_of_many_free_ranks_are_listed(tmp_path: Path) -> None:
    problems = check(tmp_path, *["甲市,"] * 14, "甲市,99")
    assert problems[-1].hint.endswith("：1、2、3、4、5、6、7、8、9、10等")


def test_the_last_field_is_the_rank(tmp_path: Path) -> None:
    with pytest.raises(CampaignError, match="最后一个“推荐单位”应是整数字段"):
        check(tmp_path, fields=("排序", "推荐单位"))
    with pytest.raises(CampaignError, match="至少要写 2 个字段"):
        check(tmp_path, fields=("排序",))
