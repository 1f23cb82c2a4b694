from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from formgen.campaign import Campaign, load_campaign
from formgen.problems import CampaignError

MINIMAL: dict[str, Any] = {
    "编号": "demo-2025",
    "名称": "示范活动",
    "年份": 2025,
    "通知": {"标题": "关于开展示范活动的通知", "发文机关": ["示范办公室"]},
    "命名字段": "姓名",
    "字段": [
        {"名称": "姓名", "类型": "姓名", "必填": True, "可公开": True},
        {"名称": "类别", "类型": "单选", "选项": ["甲", "乙"]},
    ],
    "文书": [{"名称": "申报表", "模板": ["申报表.docx"], "范围": ["每份申报"]}],
}

HONOURS: dict[str, Any] = {"导语": "经研究决定。", "落款单位": ["甲办"], "成文日期": "2025-01-04"}
SEAL: dict[str, Any] = {"位置": "意见", "印章": ["推荐单位"]}


def write(folder: Path, content: Any) -> Path:
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    (folder / "campaign.json").write_text(text, encoding="utf-8")
    return folder


def changed(**keys: Any) -> dict[str, Any]:
    return json.loads(json.dumps(MINIMAL)) | keys  # type: ignore[no-any-return]


def message(folder: Path) -> str:
    with pytest.raises(CampaignError) as caught:
        load_campaign(folder)
    assert caught.value.exit_code == 3
    return caught.value.message + caught.value.hint


def test_a_minimal_campaign_loads(tmp_path: Path) -> None:
    campaign = load_campaign(write(tmp_path, MINIMAL))
    assert campaign.fields[1].options == ["甲", "乙"]
    assert campaign.documents[0].name == "申报表"


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    write(tmp_path, "\ufeff" + json.dumps(MINIMAL))
    assert load_campaign(tmp_path).id == "demo-2025"


def test_a_folder_without_the_file_is_named(tmp_path: Path) -> None:
    assert "没有 campaign.json" in message(tmp_path)


def test_a_missing_key_is_named_with_its_path(tmp_path: Path) -> None:
    content = changed(文书=[{"名称": "申报表", "范围": ["每份申报"]}])
    assert "$.文书[0].模板：缺这一项" in message(write(tmp_path, content))


def test_an_unknown_key_gets_the_nearest_one(tmp_path: Path) -> None:
    content = changed(字段=[{"名称": "姓名", "类型": "姓名", "必须填": True}])
    assert "$.字段[0].必须填：没有这一项，是否想写“必填”" in message(write(tmp_path, content))


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"年份": "2025"}, "$.年份：这里应是不加引号的整数"),
        ({"年份": 2025.5}, "$.年份：这里应是"),
        ({"名称": 5}, "$.名称：这里应是加引号的文字"),
        (
            {"字段": [{"名称": "姓名", "类型": "姓名", "必填": 1}]},
            "$.字段[0].必填：这里应是true 或 false",
        ),
    ],
)
def test_a_value_of_another_type_is_not_bent_into_shape(
    tmp_path: Path, keys: dict[str, Any], expected: str
) -> None:
    assert expected in message(write(tmp_path, changed(**keys)))


def test_every_mistake_is_listed_at_once(tmp_path: Path) -> None:
    content = changed(年份="今年", 截止日期="2025-13-01")
    text = message(write(tmp_path, content))
    assert "$.年份：这里应是不加引号的整数" in text
    assert "$.截止日期：“2025-13-01”不是日期" in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"编号": "a"，"名称": "b"}', "第1行第11列不合 JSON 格式：这里用了全角的“，”，要用半角"),
        ('{"编号": "a"\n "名称": "b"}', "第2行第2列不合 JSON 格式：这里可能少了一个逗号"),
        ('{“编号”: "a"}', "这里用了全角的““”，要用半角"),
        ('{"编号": "a", "编号": "b"}', "写了两个“编号”"),
        ("", "第1行第1列"),
    ],
)
def test_broken_json_is_answered_with_line_and_column(
    tmp_path: Path, text: str, expected: str
) -> None:
    assert expected in message(write(tmp_path, text))


def test_a_wrong_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "campaign.json").write_bytes(json.dumps(MINIMAL, ensure_ascii=False).encode("gbk"))
    assert "UTF-8" in message(tmp_path)


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ({"名称": "负责人（联系人）", "类型": "文本"}, "不能作字段名"),
        ({"名称": "甲", "类型": "电子邮件"}, "没有“电子邮件”这个类型"),
        ({"名称": "甲", "类型": "单选"}, "还要写“选项”或“选项来自”"),
        ({"名称": "甲", "类型": "姓名", "最多字数": 4}, "用不到“最多字数”"),
        (
            {"名称": "甲", "类型": "文本", "最少字数": 9, "最多字数": 4},
            "“最少字数”比“最多字数”还大",
        ),
        ({"名称": "甲", "类型": "单选", "选项": ["一", "一"]}, "“选项”里有重复"),
        (
            {"名称": "甲", "类型": "单选可填", "选项": ["一"], "可填选项": ["其他"]},
            "“可填选项”里的“其他”不在“选项”里",
        ),
        ({"名称": "单位", "类型": "文本"}, "“单位”是模板里的专用词"),
        ({"名称": "手机", "类型": "电话", "可公开": True}, "不能写“可公开”"),
        ({"名称": "甲", "类型": "单选", "选项来自": "单位"}, "可用的写法里：类别、推荐方式"),
        ({"名称": "甲", "类型": "文本", "适用": {"乙": ["一"]}}, "“适用”提到了没有的字段“乙”"),
    ],
)
def test_a_field_that_cannot_work_is_refused(
    tmp_path: Path, field: dict[str, Any], expected: str
) -> None:
    content = changed(字段=[*MINIMAL["字段"], field])
    assert expected in message(write(tmp_path, content))


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ({"模板": ["a/b.docx"]}, "不带文件夹"),
        ({"模板": ["b.pdf"]}, "应以 .docx 或 .xlsx 或 .html 结尾"),
        ({"模板": ["a.docx", "b.docx"]}, "同一种格式写了两个模板"),
        ({"名称": "表/册"}, "不能作文件夹名"),
        ({"范围": ["每个人"]}, "不在可用的写法里：每份申报、每个单位"),
        ({"单独成册": True, "编入打印册": False}, "请删去“编入打印册”或“单独成册”"),
        ({"单独成册": True, "编入打印册": True}, "请删去“编入打印册”或“单独成册”"),
        ({"范围": ["每个取值"]}, "“取值字段”和范围“每个取值”要一起写"),
        ({"范围": ["每个单位"]}, "要求活动写明“单位字段”"),
        ({"分组": "姓名"}, "“姓名”应是单选字段"),
        ({"排序": ["姓名"]}, "“姓名”没有先后"),
        ({"条件": {"类别": ["丙"]}}, "“类别”没有选项“丙”"),
        ({"数据": "名单"}, "没有附表“名单”"),
        ({"用印": [SEAL | {"条件": {"类别": ["丙"]}}]}, "“用印”：“类别”没有选项“丙”"),
        ({"用印": [SEAL | {"条件": {"姓名": ["丙"]}}]}, "“姓名”应是单选字段"),
        (
            {"范围": ["整个活动"], "用印": [SEAL | {"条件": {"类别": ["甲"]}}]},
            "范围有“每份申报”的文书才能写“条件”",
        ),
    ],
)
def test_a_document_that_cannot_work_is_refused(
    tmp_path: Path, document: dict[str, Any], expected: str
) -> None:
    content = changed(文书=[MINIMAL["文书"][0] | document])
    assert expected in message(write(tmp_path, content))


def test_two_fields_of_one_name_are_refused(tmp_path: Path) -> None:
    content = changed(字段=[*MINIMAL["字段"], MINIMAL["字段"][0]])
    assert "字段“姓名”写了两次" in message(write(tmp_path, content))


def test_dates_print_as_documents_write_them(tmp_path: Path) -> None:
    campaign = load_campaign(write(tmp_path, changed(截止日期="2025-01-04")))
    assert str(campaign.model_dump(by_alias=True)["截止日期"]) == "2025年1月4日"


def test_a_public_documents_file_names_hold_no_private_field() -> None:
    fields = [*MINIMAL["字段"], {"名称": "暗号", "类型": "文本"}]
    paper = MINIMAL["文书"][0] | {"公开": True, "文件名字段": "暗号"}
    with pytest.raises(ValidationError, match="不能用不公开的字段“暗号”"):
        Campaign.model_validate(MINIMAL | {"字段": fields, "文书": [paper]})


def test_a_public_list_is_not_grouped_by_a_private_field() -> None:
    """The groups' names would be printed over those who are in them."""
    paper = MINIMAL["文书"][0] | {"范围": ["整个活动"], "分组": "类别"}
    assert Campaign.model_validate(MINIMAL | {"文书": [paper]})
    with pytest.raises(ValidationError, match="“分组”不能用不公开的字段“类别”"):
        Campaign.model_validate(MINIMAL | {"文书": [paper | {"公开": True}]})


def test_public_papers_of_each_entry_are_not_named_by_a_private_field() -> None:
    """Of nothing else than the field that names the entries, unless another is asked for."""
    name, category = MINIMAL["字段"]
    private = {key: value for key, value in name.items() if key != "可公开"}
    fields = [private, category, {"名称": "题目", "类型": "文本", "可公开": True}]
    paper = MINIMAL["文书"][0] | {"公开": True}
    with pytest.raises(ValidationError, match="文件名会用不公开的字段“姓名”"):
        Campaign.model_validate(MINIMAL | {"字段": fields, "文书": [paper]})
    named = paper | {"文件名字段": "题目"}
    assert Campaign.model_validate(MINIMAL | {"字段": fields, "文书": [named]})


def test_a_public_table_in_a_form_has_no_column_of_personal_data() -> None:
    columns = [{"名称": "成员", "类型": "姓名"}, {"名称": "手机", "类型": "电话"}]
    team = {"名称": "成员表", "类型": "明细", "列": columns}
    assert Campaign.model_validate(MINIMAL | {"字段": [*MINIMAL["字段"], team]})
    public = team | {"可公开": True}
    with pytest.raises(ValidationError, match="列“手机”的类型“电话”是个人信息"):
        Campaign.model_validate(MINIMAL | {"字段": [*MINIMAL["字段"], public]})


def test_a_condition_no_entry_can_meet_is_named() -> None:
    fields = [
        *MINIMAL["字段"],
        {"名称": "类", "类型": "单选", "选项": ["甲"]},
        {"名称": "说明", "类型": "文本", "适用": {"类": ["乙"]}},
    ]
    with pytest.raises(ValidationError, match="“适用”：“类”没有选项“乙”"):
        Campaign.model_validate(MINIMAL | {"字段": fields})


def test_a_column_cannot_take_its_options_from_the_campaign() -> None:
    column = {"名称": "单位", "类型": "推荐单位"}
    fields = [*MINIMAL["字段"], {"名称": "获奖", "类型": "明细", "列": [column]}]
    with pytest.raises(ValidationError, match="要直接写在“选项”里"):
        Campaign.model_validate(MINIMAL | {"字段": fields})


@pytest.mark.parametrize("key", [{"最多字数": 20}, {"适用": {"姓名": ["甲"]}}])
def test_a_column_may_not_ask_for_what_is_never_checked(key: dict[str, Any]) -> None:
    column = {"名称": "奖项", "类型": "文本", **key}
    fields = [*MINIMAL["字段"], {"名称": "获奖", "类型": "明细", "列": [column]}]
    with pytest.raises(ValidationError, match="只检查整个字段"):
        Campaign.model_validate(MINIMAL | {"字段": fields})


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('"名称": "', '"名称": "\\u0007', "$.名称：有控制字符"),
        ('"名称": "', '"名称": "\\ud800', "$.名称：有控制字符"),
        ('"年份": ', '"年份": ' + "1" * 5000, "位数太多"),
    ],
)
def test_what_no_document_can_hold_is_named(
    tmp_path: Path, old: str, new: str, expected: str
) -> None:
    text = json.dumps(MINIMAL, ensure_ascii=False)
    assert old in text
    (tmp_path / "campaign.json").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CampaignError, match=re.escape(expected)):
        load_campaign(tmp_path)


@pytest.mark.parametrize("names", [("A", "a"), ("甲", "甲 "), ("甲", "甲.")])
def test_two_documents_never_share_a_folder(names: tuple[str, str]) -> None:
    papers = [MINIMAL["文书"][0] | {"名称": name} for name in names]
    with pytest.raises(ValidationError):
        Campaign.model_validate(MINIMAL | {"文书": papers})


def test_a_published_document_is_not_called_like_the_index_of_its_files(tmp_path: Path) -> None:
    document = {"名称": "目录", "模板": ["公示.docx"], "范围": ["整个活动"]}
    assert Campaign.model_validate(MINIMAL | {"文书": [document]})
    told = message(write(tmp_path, MINIMAL | {"文书": [document | {"公开": True}]}))
    assert "公开的文书不能叫“目录”" in told


def test_papers_that_could_take_each_others_names_are_two_documents(tmp_path: Path) -> None:
    paper = MINIMAL["文书"][0] | {"范围": ["每个单位", "每个取值"], "取值字段": "类别"}
    assert "$.文书[0]：“每个单位”和“每个取值”" in message(write(tmp_path, changed(文书=[paper])))


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"编号": "示范"}, "“示范”只能用小写字母、数字和连字符"),
        ({"笔画": {"𠮷": "12x"}}, "“12x”要依次写各笔的数字：1横 2竖 3撇 4点 5折"),
        ({"笔画": {"𠮷": ""}}, "“”要依次写各笔的数字"),
        ({"笔画": {"王𠮷": "121251"}}, "的 $.笔画.王𠮷：最多写 1 个字"),
        ({"表彰": HONOURS | {"落款单位": ["甲", "乙", "丙", "丁"]}}, "最多写 3 个"),
        ({"文书": [MINIMAL["文书"][0] | {"用印": [SEAL | {"位置": ""}]}]}, "不能是空的"),
    ],
)
def test_what_must_be_of_a_pattern_or_length_is_told_which(
    tmp_path: Path, keys: dict[str, Any], expected: str
) -> None:
    assert expected in message(write(tmp_path, changed(**keys)))
