"""Rules about the answers of one entry: 必填条件, 留空条件, 牵头单位, 域名, 分部完整."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from formgen.check import check_data
from formgen.problems import CampaignError, Problem, Severity
from tests.check.rules.small import UNIT, campaign_of, cells, problems_of

FIELDS: list[dict[str, Any]] = [
    {"名称": "名称", "类型": "姓名"},
    UNIT,
    {"名称": "类型", "类型": "单选", "选项": ["网站", "账号"]},
    {"名称": "类别", "类型": "单选可填", "选项": ["政务", "其他"], "可填选项": ["其他"]},
    {"名称": "备案号", "类型": "文本", "标签": "网站备案号"},
    {"名称": "适用号", "类型": "文本", "适用": {"类型": ["网站"]}},
    {"名称": "人数", "类型": "整数"},
    {"名称": "网址", "类型": "网址或账号"},
    {"名称": "内容", "类型": "分部长文", "分部": ["背景", "做法"]},
    {"名称": "牵头", "类型": "文本"},
]
UNITS = "甲市,市,\n乙局,省驻,\n"
SITE = {"条件": {"类型": ["网站"]}}


def check(folder: Path, rule: dict[str, Any], **cell: str) -> list[Problem]:
    """The problems of one record of these cells, whose other cells are blank."""
    names = [field["名称"] for field in FIELDS]
    row = ",".join(f'"{({"名称": "张三"} | cell).get(name, "")}"' for name in names)
    csv = f"{','.join(names)}\n{row}\n"
    return problems_of(campaign_of(folder, FIELDS, [rule]), folder, csv, UNITS)


def required(*fields: str, **more: Any) -> dict[str, Any]:
    return {"规则": "必填条件", "字段": list(fields), **more}


def test_required_where_the_conditions_hold(tmp_path: Path) -> None:
    rule = required("备案号", **SITE)
    (problem,) = check(tmp_path, rule, 类型="网站")
    assert cells([problem]) == [("V01", 2, "备案号")]
    assert problem.message == "“备案号”没有填"
    assert problem.hint == "请在这一格填上网站备案号"
    assert problem.missing
    assert check(tmp_path, rule, 类型="网站", 备案号="1号") == []
    assert check(tmp_path, rule, 类型="账号") == []
    assert check(tmp_path, rule) == []


def test_nought_is_filled_in_and_a_wrong_cell_too(tmp_path: Path) -> None:
    assert check(tmp_path, required("人数"), 人数="0") == []
    assert cells(check(tmp_path, required("人数"), 人数="几个")) == [("V05", 2, "人数")]


def test_a_field_without_column_is_asked_for(tmp_path: Path) -> None:
    campaign = campaign_of(tmp_path, FIELDS, [required("备案号")])
    (problem,) = problems_of(campaign, tmp_path, "名称\n张三\n", UNITS)
    assert str(problem.place) == "applicants.csv 第2行 “备案号”"


def test_what_the_table_says_is_not_said_again(tmp_path: Path) -> None:
    fields = [*FIELDS[:2], FIELDS[4] | {"必填": True}]
    campaign = campaign_of(tmp_path, fields, [required("备案号")])
    twice = problems_of(campaign, tmp_path, "名称,备案号,备案号\n张三,1,1\n", UNITS)
    assert {problem.code for problem in twice} == {"T03"}
    absent = problems_of(campaign, tmp_path, "名称\n张三\n", UNITS)
    assert {problem.code for problem in absent} == {"T02"}
    (blank,) = problems_of(campaign, tmp_path, "名称,备案号\n张三,\n", UNITS)
    assert (blank.code, blank.source) == ("V01", "二1：照通知办理")


def test_a_cell_that_could_not_be_read_is_not_blank(tmp_path: Path) -> None:
    campaign = campaign_of(tmp_path, [FIELDS[0], FIELDS[4]], [required("备案号")])
    rows = '[{"名称": "张三", "备案号": true}, {"名称": "李四", "备案号": "1号"}]'
    (tmp_path / "applicants.json").write_text(rows, encoding="utf-8")
    assert [problem.code for problem in check_data(campaign, tmp_path).problems] == ["T15"]


def test_an_option_that_must_be_explained(tmp_path: Path) -> None:
    rule = required("类别", **{"条件": {"类别": ["其他"]}, "参数": {"注明": True}})
    (problem,) = check(tmp_path, rule, 类别="其他")
    assert cells([problem]) == [("V36", 2, "类别")]
    assert problem.message == "“类别”选了“其他”，没有注明具体内容"
    assert problem.hint == "请在后面用括号注明，写成“其他（具体内容）”"
    assert check(tmp_path, rule, 类别="其他（社区）") == []
    assert check(tmp_path, rule, 类别="政务") == []
    assert check(tmp_path, required("类别"), 类别="其他") == []


def test_an_explanation_where_none_can_be_given(tmp_path: Path) -> None:
    with pytest.raises(CampaignError, match="“注明”只能用于单选可填字段，“备案号”不是"):
        check(tmp_path, required("备案号", **{"参数": {"注明": True}}))


def left_blank(*fields: str, **more: Any) -> dict[str, Any]:
    return {"规则": "留空条件", "字段": list(fields), **more}


def test_left_blank_where_the_conditions_hold(tmp_path: Path) -> None:
    rule = left_blank("备案号", **{"条件": {"类型": ["账号"]}})
    (problem,) = check(tmp_path, rule, 类型="账号", 备案号="皖1号")
    assert cells([problem]) == [("V33", 2, "备案号")]
    assert problem.message == "“类型”选“账号”的不用填“备案号”，这里填了“皖1号”"
    assert "请检查“类型”是不是选错了" in problem.hint
    assert problem.severity is Severity.ERROR
    assert check(tmp_path, rule, 类型="账号") == []
    assert check(tmp_path, rule, 类型="网站", 备案号="皖1号") == []


def test_what_the_field_says_too_is_said_once(tmp_path: Path) -> None:
    rule = left_blank("适用号", **{"条件": {"类型": ["账号"]}})
    (problem,) = check(tmp_path, rule, 类型="账号", 适用号="皖1号")
    assert problem.source == "二1：照通知办理"
    assert problem.severity is Severity.ERROR


def test_left_blank_for_a_type_of_units(tmp_path: Path) -> None:
    rule = left_blank("备案号", **{"参数": {"单位类型": ["省驻"]}, "级别": "提醒"})
    (problem,) = check(tmp_path, rule, 推荐单位="乙局", 备案号="皖1号")
    assert problem.message == "“省驻”推荐的不用填“备案号”，这里填了“皖1号”"
    assert "请检查“推荐单位”是不是" in problem.hint
    assert problem.severity is Severity.WARNING
    assert check(tmp_path, rule, 推荐单位="甲市", 备案号="皖1号") == []
    assert check(tmp_path, rule, 备案号="皖1号") == []
    assert [p.code for p in check(tmp_path, rule, 推荐单位="丁局", 备案号="皖1号")] == ["V10"]


def test_left_blank_always_or_never(tmp_path: Path) -> None:
    with pytest.raises(CampaignError, match="请写“条件”"):
        check(tmp_path, left_blank("备案号"))
    campaign = campaign_of(
        tmp_path, FIELDS[:1], [left_blank("名称", **{"参数": {"单位类型": ["省驻"]}})]
    )
    with pytest.raises(CampaignError, match="要求活动有推荐单位字段"):
        problems_of(campaign, tmp_path, "名称\n张三\n")


def test_the_unit_that_leads(tmp_path: Path) -> None:
    leads: dict[str, Any] = {"牵头单位": "省教育厅", "协作单位": ["省总工会"]}
    rule = {"规则": "牵头单位", "字段": ["牵头"], "参数": leads, **SITE}
    (problem,) = check(tmp_path, rule, 类型="网站", 牵头="省总工会")
    assert cells([problem]) == [("R14", 2, "牵头")]
    assert problem.message == "“网站”的牵头单位是“省教育厅”，这里写的是“省总工会”"
    assert check(tmp_path, rule, 类型="网站", 牵头="省教育厅") == []
    assert check(tmp_path, rule, 类型="网站", 牵头="省 教育厅") == []
    assert check(tmp_path, rule, 类型="网站") == []
    assert check(tmp_path, rule, 类型="账号", 牵头="省总工会") == []
    with pytest.raises(CampaignError, match="请在“条件”里写明是哪项任务"):
        check(tmp_path, rule | {"条件": {}})


def test_a_site_has_an_address(tmp_path: Path) -> None:
    rule = {"规则": "域名", "字段": ["网址"], **SITE}
    (problem,) = check(tmp_path, rule, 类型="网站", 网址="qinghe_2024")
    assert cells([problem]) == [("V24", 2, "网址")]
    assert problem.message.startswith("“qinghe_2024”不是网址或域名：")
    assert check(tmp_path, rule, 类型="网站", 网址="www.example.com") == []
    assert check(tmp_path, rule, 类型="网站") == []
    assert check(tmp_path, rule, 类型="账号", 网址="qinghe_2024") == []
    twice = check(tmp_path, rule, 类型="网站", 网址="http://example，com")
    assert [problem.code for problem in twice] == ["V24"]


def test_every_part_has_text(tmp_path: Path) -> None:
    rule = {"规则": "分部完整", "字段": ["内容"]}
    assert check(tmp_path, rule, 内容="一、背景\n甲\n二、做法\n乙") == []
    assert check(tmp_path, rule) == []
    (problem,) = check(tmp_path, rule, 内容="一、背景\n甲\n二、做法\n")
    assert cells([problem]) == [("V32", 2, "内容")]
    assert problem.message == "“内容”里没有写“做法”这一部分"
    assert problem.missing
