"""Typed texts of every kind → the table's writing; nothing is changed that need not be."""

from __future__ import annotations

from typing import Any

import pytest

from formgen.collect.collected import Confidence
from formgen.collect.content import Imprint
from formgen.collect.slots import Doubt

from .making import content, field, read, reading, text, value_of

PHONE = "19900000101"


def _one(kind: str, *lines: str, blank: str = "", **more: Any) -> tuple[object, str, list[str]]:
    """The raw value, its confidence, and the codes of problems."""
    one = field("项", kind, **more)
    values, problems = read([one], reading(text("项", *lines, blank=blank)))
    return values["项"].raw, values["项"].confidence.value, [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("kind", "lines", "raw"),
    [
        ("文本", ["　泉屏区 "], "泉屏区"),
        ("文本", ["a\x0bb"], "ab"),
        ("文本", ["", " \u200b"], ""),
        ("长文本", [" 一、先做。", "", "二、后做。"], "一、先做。\n二、后做。"),
        ("姓名", ["梁 书 远"], "梁 书 远"),
        ("姓名", ["梁", "书远"], "梁书远"),
        ("姓名", ["阿卜杜拉", "·买买提"], "阿卜杜拉·买买提"),
        ("电话", ["0551—55500101"], "0551—55500101"),
        ("电话", ["199 0000 0101"], "199 0000 0101"),
        ("电话", [PHONE, "0551-5550101"], f"{PHONE}、0551-5550101"),
        ("身份证号", ["990101 19860317 1114"], "990101 19860317 1114"),
        ("整数", ["1,200"], "1,200"),
        ("整数", ["约1200"], "约1200"),
        ("整数", ["3万"], "3万"),
    ],
)
def test_what_its_kind_takes_stays_as_typed(kind: str, lines: list[str], raw: str) -> None:
    assert _one(kind, *lines) == (raw, "高", [])


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        ("文本", ["泉屏区融媒体中心", "记者"]),
        ("文本", ["New York", "Times"]),
        ("地址", ["徐州市泉屏区", "云谷路66号"]),
    ],
)
def test_lines_typed_by_hand_are_kept_apart_and_it_is_noted(kind: str, lines: list[str]) -> None:
    assert _one(kind, *lines) == ("\n".join(lines), "中", [])


def test_the_line_breaks_of_a_printed_row_are_its_own() -> None:
    one = field("项", "明细", 列=[{"名称": "甲", "类型": "文本"}, {"名称": "乙", "类型": "姓名"}])
    cells = (text("项", "组长", "兼记者", part="甲"), text("项", "梁", "书远", part="乙"))
    printed = content(imprint=Imprint("x", "申报表", "A1B2"))
    values, _ = read([one], reading(*cells), printed)
    assert values["项"].raw == [{"甲": "组长\n兼记者", "乙": "梁书远"}]
    values, _ = read([one], reading(*cells))
    assert values["项"].raw == "组长兼记者｜梁书远"


@pytest.mark.parametrize(
    ("kind", "label", "typed", "raw"),
    [
        ("整数", "成员人数", "120人", "120"),
        ("整数", "开展活动（场）", "3 场", "3"),
        ("整数", "场地面积（平方米）", "120㎡", "120"),
        ("整数", "场地面积（平方米）", "1,200平米", "1,200"),
        ("小数", "场地面积（平方米）", "120.5平方米", "120.5"),
        ("整数", "参与群众（人次）", "1200人", "1200"),
        ("邮箱", "", "liang @ example.com", "liang@example.com"),
        ("邮箱", "", "liang＠example．com", "liang@example.com"),
        ("邮箱", "", "liang@example.com。", "liang@example.com"),
        ("网址", "", "https://example.com/a b", "https://example.com/ab"),
    ],
)
def test_what_its_kind_refuses_is_mended_and_said(
    kind: str, label: str, typed: str, raw: str
) -> None:
    assert _one(kind, typed, 标签=label) == (raw, "中", [])


@pytest.mark.parametrize(
    ("kind", "label", "typed"),
    [
        ("整数", "场地面积（平方米）", "3亩"),
        ("整数", "成员人数", "12-15人"),
        ("整数", "成员人数", "120余人"),
        ("邮箱", "", "没有邮箱"),
        ("电话", "", "王堃1990000"),
        ("身份证号", "", "99010119860317111"),
    ],
)
def test_what_cannot_be_mended_stays_for_the_check(kind: str, label: str, typed: str) -> None:
    assert _one(kind, typed, 标签=label) == (typed, "高", [])


def test_names_on_lines_of_their_own_are_several_and_told() -> None:
    assert _one("姓名", "梁书远", "王堃") == ("梁书远、王堃", "中", ["C04"])


def test_full_width_digits_of_a_phone_are_narrowed() -> None:
    assert _one("电话", "１９９０００００１０１") == (PHONE, "中", [])
    typed = "０５５１－５５５００１０１转８０１"
    assert _one("电话", typed) == ("0551－55500101转801", "中", [])


def test_a_name_in_two_cells() -> None:
    one = field("项", "姓名")
    for lines, raw in (
        (("迪丽热巴·迪力木", "拉提"), "迪丽热巴·迪力木拉提"),
        (("欧阳", "晚晴"), "欧阳晚晴"),
        (("梁书远", "王堃"), "梁书远、王堃"),
    ):
        values, problems = read([one], reading(text("项", *lines, doubts=(Doubt.JOINED,))))
        assert values["项"].raw == raw
        assert [problem.code for problem in problems] == ["C04"]


def test_the_line_breaks_of_a_printed_value_are_its_own() -> None:
    one = field("项", "地址")
    lines = ("徐州市泉屏区", "云谷路66号")
    printed = content(imprint=Imprint("x", "申报表", "A1B2"))
    values, _ = read([one], reading(text("项", *lines)), printed)
    assert values["项"].raw == "徐州市泉屏区\n云谷路66号"
    values, _ = read([one], reading(text("项", *lines, doubts=(Doubt.JOINED,))), printed)
    assert values["项"].raw == "徐州市泉屏区云谷路66号"


def test_options_written_out() -> None:
    sex: dict[str, Any] = {"选项": ["男", "女"]}
    assert _one("单选", " 女 ", **sex) == ("女", "高", [])
    assert _one("单选", "女√", **sex) == ("女", "中", ["C04"])
    assert _one("单选", "女性", **sex) == ("女性", "低", ["C04"])
    assert _one("多选", "男女", **sex) == ("男女", "低", ["C04"])
    assert _one("单选可填", "女性", 可填选项=["女"], **sex) == ("女性", "低", ["C04"])
    assert _one("单选可填", "女（士）", 可填选项=["女"], **sex) == ("女（士）", "高", [])
    assert _one("多选", "男", "女", **sex) == ("男、女", "高", [])
    assert _one("多选", "男，", "女", **sex) == ("男、女", "高", [])


@pytest.mark.parametrize("typed", ["无", "/", "—", "——", "无。", "N/A"])
def test_nothing_is_nothing_where_its_kind_cannot_say_so(typed: str) -> None:
    assert _one("邮箱", typed) == ("", "中", ["C04"])
    assert _one("邮箱", typed, 必填=True) == (typed, "高", [])


def test_nothing_stays_where_a_text_may_say_so() -> None:
    assert _one("文本", "无") == ("无", "高", [])
    assert _one("长文本", "无", 必填=True) == ("无", "高", [])
    assert _one("文本", "/") == ("/", "高", [])
    assert _one("文本", "/", 必填=True) == ("/", "低", ["C04"])
    assert _one("单选", "无", 选项=["有", "无"]) == ("无", "高", [])


def test_the_forms_own_wording_for_a_blank_is_none() -> None:
    record = "皖ICP备12345678号"
    assert _one("网站备案号", "（账号不填）", blank="（账号不填）") == ("", "高", [])
    assert _one("网站备案号", "(账号不填)", blank="（账号不填）") == ("", "高", [])
    both = _one("网站备案号", f"{record}（账号不填）", blank="（账号不填）")
    assert both == (record, "中", [])
    apart = _one("网站备案号", record, "（账号不填）", blank="（账号不填）")
    assert apart == (record, "中", [])


@pytest.mark.parametrize(
    ("doubt", "kind", "typed", "confidence", "codes"),
    [
        (Doubt.JOINED, "电话", PHONE, "中", []),
        (Doubt.JOINED, "文本", "某市", "中", []),
        (Doubt.MERGED, "电话", "泉屏区", "低", ["C04"]),
        (Doubt.SHARED, "文本", "某市", "低", ["C04"]),
        (Doubt.SHARED, "邮政编码", "236800", "中", ["C04"]),
        (Doubt.DISPLACED, "姓名", "梁书远", "低", ["C04"]),
    ],
)
def test_a_doubt_is_weighed_by_the_kind(
    doubt: Doubt, kind: str, typed: str, confidence: str, codes: list[str]
) -> None:
    values, problems = read([field("项", kind)], reading(text("项", typed, doubts=(doubt,))))
    assert values["项"].confidence.value == confidence
    assert doubt.value in values["项"].reasons
    assert [problem.code for problem in problems] == codes


def test_a_doubt_about_a_blank_says_nothing() -> None:
    values, problems = read([field("项", "文本")], reading(text("项", doubts=(Doubt.SHARED,))))
    assert values["项"].confidence is Confidence.HIGH
    assert not problems


def test_numbers_of_persons_are_masked() -> None:
    one = field("电话", "电话")
    _, problems = read([one], reading(text("电话", PHONE, doubts=(Doubt.DISPLACED,))))
    assert PHONE not in str(problems[0])
    assert "199****0101" in str(problems[0])


def test_unit_of_a_campaign_without_units_is_as_typed() -> None:
    assert _one("推荐单位", "泉屏区委网信办") == ("泉屏区委网信办", "高", [])
    assert value_of(field("项", "推荐单位"), "泉屏区委网信办") is None
