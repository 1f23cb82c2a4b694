from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from formgen.campaign import Campaign
from formgen.campaign.standards import STANDARDS
from tests.campaign.parsing import fault, parse
from tests.campaign.test_load import changed


def options(name: str) -> list[str]:
    return list(dict.fromkeys(STANDARDS[name].values()))


def test_the_56_peoples_come_in_the_standards_order() -> None:
    peoples = [option for option in options("民族") if option.endswith("族")]
    assert len(peoples) == len(set(peoples)) == 56
    # Codes 01, 05, 11, 20, 30, 38, 43, 50 and 56 of GB/T 3304.
    assert [peoples[code - 1] for code in (1, 5, 11, 20, 30, 38, 43, 50, 56)] == [
        "汉族", "维吾尔族", "满族", "傈僳族", "土族", "锡伯族", "乌孜别克族", "塔塔尔族", "基诺族",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "count", "first", "last"),
    [("政治面貌", 13, "中共党员", "群众"), ("学历", 9, "博士研究生", "其他")],
)
def test_a_list_shows_the_standards_wordings_only(
    name: str, count: int, first: str, last: str
) -> None:
    assert (len(options(name)), options(name)[0], options(name)[-1]) == (count, first, last)


@pytest.mark.parametrize("name", list(STANDARDS))
def test_every_option_is_its_own_wording_and_comes_before_the_others(name: str) -> None:
    wordings = list(STANDARDS[name])
    assert wordings[: len(options(name))] == options(name)
    assert all(STANDARDS[name][option] == option for option in options(name))


@pytest.mark.parametrize(
    ("name", "text", "option"),
    [
        ("政治面貌", "团员", "共青团员"),
        ("政治面貌", "党员", "中共党员"),
        ("政治面貌", "中国共产党党员", "中共党员"),
        ("政治面貌", "预备党员", "中共预备党员"),
        ("政治面貌", "民革会员", "民革党员"),
        ("政治面貌", "无党派人士", "无党派民主人士"),
        ("政治面貌", "群 众", "群众"),
        ("学历", "本科", "大学本科"),
        ("学历", "大专", "大学专科"),
        ("学历", "专科学历", "大学专科"),
        ("学历", "研究生(硕士)", "硕士研究生"),
        ("学历", "高中毕业", "高中"),
        ("民族", "汉", "汉族"),
        ("民族", "维吾尔", "维吾尔族"),
        ("民族", "土", "土族"),
        ("民族", "土家", "土家族"),
        ("民族", "穿青人", "穿青人"),
    ],
)
def test_wordings_in_use_are_understood(name: str, text: str, option: str) -> None:
    assert parse("单选", text, 选项来自=name) == option


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("学历", "研究生"),
        ("学历", "大学"),
        ("政治面貌", "民主党派"),
        ("民族", "哈族"),
        ("民族", "少数民族"),
    ],
)
def test_a_wording_that_could_mean_two_is_asked_about(name: str, text: str) -> None:
    assert fault("单选", text, 选项来自=name).code == "V02"


def test_a_campaign_may_take_its_options_from_a_standard(tmp_path: Path) -> None:
    fields: list[dict[str, Any]] = [
        {"名称": "姓名", "类型": "姓名"},
        {"名称": "民族", "类型": "单选", "选项来自": "民族"},
        {"名称": "备注", "类型": "文本", "适用": {"民族": ["苗族"]}},
    ]
    campaign = Campaign.model_validate(changed(字段=fields))
    assert campaign.options_of(campaign.fields[1]) == STANDARDS["民族"]
    fields[2]["适用"] = {"民族": ["苗"]}
    with pytest.raises(ValueError, match="没有选项“苗”"):
        Campaign.model_validate(changed(字段=fields))
