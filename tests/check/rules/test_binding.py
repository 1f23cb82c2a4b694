from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from formgen.campaign import load_campaign
from formgen.check import check_data
from formgen.check.rules.binding import RULES, bind_rules
from formgen.problems import CampaignError
from tests.check.rules.small import campaign_of
from tests.conftest import ROOT

SAMPLES = sorted(path.parent for path in (ROOT / "data").glob("*/campaign.json"))
FIELDS = [{"名称": "名称", "类型": "文本"}, {"名称": "简介", "类型": "长文本"}]


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda folder: folder.name)
def test_the_rules_of_the_sample_campaigns_hold(folder: Path) -> None:
    campaign = load_campaign(folder)
    assert len(bind_rules(campaign)) == len(campaign.rules)
    found = check_data(campaign, folder).problems
    assert [str(problem) for problem in found if problem.code[0] in "RV"] == []


def _used() -> Iterator[str]:
    for folder in SAMPLES:
        yield from (rule.kind for rule in load_campaign(folder).rules)


def test_every_rule_but_those_about_files_is_here_once() -> None:
    files = {"照片", "图片", "视频", "材料"}
    assert set(_used()) - files == set(RULES) - files


def test_a_rule_nobody_knows(tmp_path: Path) -> None:
    campaign = campaign_of(tmp_path, FIELDS, [{"规则": "抽签"}])
    with pytest.raises(CampaignError, match=r"\$\.规则\[0\]\.规则：没有“抽签”这种规则"):
        bind_rules(campaign)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"字段": []}, r"\.字段：规则“字数”至少要写 1 个字段"),
        ({"参数": {"最多": 3}}, r"\$\.规则\[0\]\.参数\.最多：没有这一项"),
        ({"参数": {"上限": "3"}}, r"\.参数\.上限：这里应是不加引号的整数"),
        ({"参数": {"上限": 0}}, r"\.参数\.上限：应不小于 1"),
        ({"参数": {}}, r"\.参数：请写“下限”“上限”或“约”"),
        ({"参数": {"下限": 4, "上限": 3}}, r"\.参数：“下限”比“上限”还大"),
    ],
)
def test_a_rule_that_cannot_be_checked(tmp_path: Path, rule: dict[str, object], words: str) -> None:
    whole = {"规则": "字数", "字段": ["简介"], "参数": {"上限": 3}} | rule
    with pytest.raises(CampaignError, match=words):
        bind_rules(campaign_of(tmp_path, FIELDS, [whole]))


def test_limits_that_are_equal_bind(tmp_path: Path) -> None:
    rule = {"规则": "字数", "字段": ["简介"], "参数": {"下限": 3, "上限": 3}}
    assert len(bind_rules(campaign_of(tmp_path, FIELDS, [rule]))) == 1
