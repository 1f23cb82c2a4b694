"""What sentences of the check tell: the right place, values as people write them, no numbers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from formgen.campaign import Campaign
from formgen.campaign.kinds.identity import check_character
from formgen.check import CampaignData, check_data
from formgen.problems import Place, masked
from tests.check.rules.small import campaign_of, cells, problems_of

NAME: dict[str, Any] = {"名称": "姓名", "类型": "姓名", "必填": True}
NUMBER = "99010119900307001"
NUMBER += check_character(NUMBER)


def of_json(campaign: Campaign, folder: Path, records: Sequence[dict[str, Any]]) -> CampaignData:
    text = json.dumps(records, ensure_ascii=False)
    (folder / "applicants.json").write_text(text, encoding="utf-8")
    return check_data(campaign, folder)


@pytest.mark.parametrize(
    ("place", "beside"),
    [
        (Place("a.csv", "", 3, 2, "案例"), Place("a.csv", "", 3, None, "备注")),
        (
            Place("a.json", row=2, field="案例", path="$[1].案例"),
            Place("a.json", row=2, field="备注", path="$[1].备注"),
        ),
        (
            Place("a.json", row=2, field="获奖", path="$.申报[1].获奖[0].时间"),
            Place("a.json", row=2, field="备注", path="$.申报[1].备注"),
        ),
        (
            Place("a.jsonl", row=2, field="案例", path="$.案例"),
            Place("a.jsonl", row=2, field="备注", path="$.备注"),
        ),
    ],
)
def test_a_field_without_a_cell_stands_in_the_same_record(place: Place, beside: Place) -> None:
    assert place.beside("备注") == beside
    assert place.beside("").record == place.record


def test_records_of_a_json_list_are_never_called_rows(tmp_path: Path) -> None:
    fields = [{"名称": "案例", "类型": "文本"}, {"名称": "备注", "类型": "文本"}]
    rules = [{"规则": "唯一", "字段": ["案例"]}, {"规则": "必填条件", "字段": ["备注"]}]
    campaign = campaign_of(tmp_path, fields, rules)
    told = [str(p) for p in of_json(campaign, tmp_path, [{"案例": "甲"}, {"案例": "甲"}]).problems]
    assert len(told) == 4
    assert any("与第1份“甲”相同" in sentence for sentence in told)
    assert not any("行" in sentence for sentence in told)


def test_an_unknown_key_keeps_out_no_record(tmp_path: Path) -> None:
    campaign = campaign_of(tmp_path, [NAME], [])
    records = [{"姓名": "张三", "备注": "一"}, {"姓名": "李四", "备注": "二"}]
    data = of_json(campaign, tmp_path, records)
    assert [problem.code for problem in data.problems] == ["T01"]
    assert [entry.name for entry in data.applicants.entries] == ["张三", "李四"]


def test_a_column_without_a_heading_keeps_out_no_record(tmp_path: Path) -> None:
    fields = [NAME, {"名称": "备注", "类型": "文本"}]
    campaign = campaign_of(tmp_path, fields, [])
    (tmp_path / "applicants.csv").write_text("姓名,,备注\n张三,一,\n李四,二,\n", encoding="utf-8")
    data = check_data(campaign, tmp_path)
    assert [problem.code for problem in data.problems] == ["T05"]
    assert data.applicants.left_out == ()


def test_several_choices_are_told_as_people_write_them(tmp_path: Path) -> None:
    areas = {"名称": "领域", "类型": "多选", "选项": ["甲", "乙", "丙"]}
    fields = [NAME, areas, {"名称": "说明", "类型": "文本", "适用": {"领域": ["丙"]}}]
    campaign = campaign_of(tmp_path, fields, [])
    (problem,) = problems_of(campaign, tmp_path, "姓名,领域,说明\n张三,甲、乙,有\n")
    assert "“领域”选“甲、乙”的不用填“说明”" in problem.message


def test_nought_is_a_value_that_may_stand_twice(tmp_path: Path) -> None:
    fields = [NAME, {"名称": "编号", "类型": "整数"}]
    campaign = campaign_of(tmp_path, fields, [{"规则": "唯一", "字段": ["编号"]}])
    found = problems_of(campaign, tmp_path, "姓名,编号\n张三,0\n李四,0\n王五,1\n")
    assert cells(found) == [("R09", 2, "编号"), ("R09", 3, "编号")]


@pytest.mark.parametrize(("text", "codes"), [("一" * 8, []), ("一" * 9, ["V30"])])
def test_only_the_words_beside_an_open_option_count(
    tmp_path: Path, text: str, codes: list[str]
) -> None:
    kind = {"名称": "类别", "类型": "单选可填", "选项": ["甲", "其他"], "可填选项": ["其他"]}
    campaign = campaign_of(tmp_path, [NAME, {**kind, "最多字数": 8}], [])
    found = problems_of(campaign, tmp_path, f"姓名,类别\n张三,其他（{text}）\n")
    assert [problem.code for problem in found] == codes


AWARDS = {
    "名称": "获奖",
    "类型": "明细",
    "必填": True,
    "列": [{"名称": "时间", "类型": "年月"}, {"名称": "奖项", "类型": "文本"}],
}


@pytest.mark.parametrize("cell", ["｜", "|", "｜\n｜"])
def test_rows_of_bars_alone_are_blank(tmp_path: Path, cell: str) -> None:
    campaign = campaign_of(tmp_path, [NAME, AWARDS], [])
    found = problems_of(campaign, tmp_path, f'姓名,获奖\n张三,"{cell}"\n')
    assert cells(found) == [("V01", 2, "获奖")]


@pytest.mark.parametrize("value", [[], [{}], [{"时间": "", "奖项": " "}], [""]])
def test_json_of_blanks_alone_is_blank(tmp_path: Path, value: list[Any]) -> None:
    campaign = campaign_of(tmp_path, [NAME, AWARDS], [])
    data = of_json(campaign, tmp_path, [{"姓名": "张三", "获奖": value}])
    assert [problem.code for problem in data.problems] == ["V01"]


def test_a_blank_row_between_others_is_passed_over(tmp_path: Path) -> None:
    campaign = campaign_of(tmp_path, [NAME, AWARDS], [])
    text = '姓名,获奖\n张三,"2020.01｜甲\n｜\n去年｜乙"\n'
    (problem,) = problems_of(campaign, tmp_path, text)
    assert "第3行的“时间”" in problem.message


def test_remarks_are_about_the_text_of_a_side_file_not_its_name(tmp_path: Path) -> None:
    columns = [{"名称": "姓名", "类型": "姓名"}, {"名称": "职务", "类型": "文本"}]
    members = {"名称": "成员", "类型": "明细", "列": columns}
    campaign = campaign_of(tmp_path, [NAME, members], [])
    (tmp_path / "张三.txt").write_text("李四｜科长\n王　五｜科员\n", encoding="utf-8")
    found = problems_of(campaign, tmp_path, "姓名,成员\n张三,@张三.txt\n")
    assert [(p.code, p.details["value"]) for p in found] == [("V28", "王 五")]


@pytest.mark.parametrize("before", ["", "身份证", "身份证号是：", "本人的身份证号码是：" * 2])
def test_no_part_of_a_number_shows_where_a_sentence_cuts_a_text(
    tmp_path: Path, before: str
) -> None:
    parts = {"名称": "内容", "类型": "分部长文", "分部": ["背景意义", "做法"]}
    asked = {"名称": "说明", "类型": "文本", "适用": {"领域": ["丙"]}}
    areas = {"名称": "领域", "类型": "单选", "选项": ["甲", "丙"]}
    campaign = campaign_of(tmp_path, [NAME, areas, parts, asked], [])
    text = f"{before}{NUMBER}。此处从略"
    table = f"姓名,领域,内容,说明,{text}\n张三,甲,{text},{text},\n"
    found = problems_of(campaign, tmp_path, table)
    assert {problem.code for problem in found} == {"T01", "V08", "V33"}
    assert not any(NUMBER[:9] in str(problem) for problem in found)


@pytest.mark.parametrize("length", [150, 185, 190, 195, 990])
def test_no_part_of_a_number_shows_where_a_long_name_is_cut(tmp_path: Path, length: int) -> None:
    fields = [{"名称": "案例", "类型": "文本", "最多字数": 5}]
    campaign = campaign_of(tmp_path, fields, [{"规则": "唯一", "字段": ["案例"]}])
    name = "字" * length + NUMBER + "字" * 1_000
    found = problems_of(campaign, tmp_path, f"案例\n{name}\n{name}\n")
    assert {problem.code for problem in found} >= {"R09", "V30"}
    for problem in found:
        assert NUMBER[:9] not in f"{problem}{masked(problem.entry)}"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"sfz{NUMBER}.jpg", f"sfz990101********{NUMBER[-4:]}.jpg"),
        (f"{NUMBER}zhang.jpg", f"990101********{NUMBER[-4:]}zhang.jpg"),
        (f"{NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]}", f"990101**********{NUMBER[-4:]}"),
        ("+8619900001234", "+86199****1234"),
        ("0086 19900001234", "0086 199****1234"),
        ("199.0000.1234", "199****1234"),
        ("91340100MA2TEST012", "91340100MA2TEST012"),
        ("第 20240528 号，共 1234567 元", "第 20240528 号，共 1234567 元"),
    ],
)
def test_numbers_of_persons_are_masked_however_they_are_written(text: str, shown: str) -> None:
    assert masked(text) == shown


def test_a_number_in_a_json_key_is_masked_in_the_place() -> None:
    place = Place("a.json", row=1, path=f"$[0].电话{NUMBER}")
    assert NUMBER[:9] not in str(place)
