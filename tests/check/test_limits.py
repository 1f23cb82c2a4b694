from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from formgen.campaign.field import FieldDefinition
from formgen.campaign.values import Attachment, Value
from formgen.check.draft import Draft, Finding
from formgen.check.entry import Entry
from formgen.check.limits import count_findings, limit_findings
from formgen.problems import Severity
from formgen.tables import Record

FIELDS: list[dict[str, Any]] = [
    {"名称": "类型", "类型": "单选", "选项": ["网站", "账号"]},
    {"名称": "备案号", "类型": "文本", "适用": {"类型": ["网站"]}},
    {"名称": "附件", "类型": "附件", "适用": {"类型": ["网站"]}, "最多字数": 2},
    {"名称": "名单", "类型": "明细", "列": [{"名称": "甲", "类型": "文本"}],
     "适用": {"类型": ["网站"]}, "最多数量": 3},
    {"名称": "简介", "类型": "长文本", "最少字数": 3, "最多字数": 5},
    {"名称": "事迹", "类型": "长文本", "约字数": 10},
    {"名称": "平台", "类型": "多选", "选项": ["a", "b", "c", "d"], "最少数量": 2, "最多数量": 3},
]  # fmt: skip


def draft(faulty: Sequence[str] = (), **values: Value) -> Draft:
    blank: dict[str, Value] = {"附件": (), "名单": (), "平台": ()}
    entry = Entry(1, "甲", "", {field["名称"]: "" for field in FIELDS} | blank | values)
    return Draft(entry, Record(1, {}), "a.csv", frozenset(faulty))


def found(one: Draft) -> list[Finding]:
    return list(limit_findings([one], [FieldDefinition.model_validate(f) for f in FIELDS]))


def codes(one: Draft) -> list[tuple[str, str]]:
    return [(finding.code, finding.field) for finding in found(one)]


def test_blank_cells_have_no_limits() -> None:
    assert codes(draft()) == []


@pytest.mark.parametrize(
    ("name", "count", "expected"),
    [
        ("简介", 2, ["V29"]),
        ("简介", 3, []),
        ("简介", 5, []),
        ("简介", 6, ["V30"]),
        ("事迹", 7, ["V31"]),
        ("事迹", 8, []),
        ("事迹", 12, []),
        ("事迹", 13, ["V31"]),
    ],
)
def test_lengths(name: str, count: int, expected: list[str]) -> None:
    assert [code for code, _ in codes(draft(**{name: "字" * count}))] == expected


@pytest.mark.parametrize(
    ("count", "expected"), [(0, []), (1, ["V34"]), (2, []), (3, []), (4, ["V35"])]
)
def test_numbers_of_things(count: int, expected: list[str]) -> None:
    assert [code for code, _ in codes(draft(平台=("a", "b", "c", "d")[:count]))] == expected


def test_none_at_all_is_for_what_requires_the_field_to_say() -> None:
    assert list(count_findings(draft(), "平台", 2, 3)) == []


def test_what_is_said_of_numbers() -> None:
    (few,) = found(draft(平台=("a",)))
    assert few.problem().message == "“平台”的数量是 1，应不少于 2"
    assert few.problem().hint == "还差 1，请补上"
    (many,) = found(draft(平台=("a", "b", "c", "d")))
    assert many.problem().message == "“平台”的数量是 4，应不超过 3"
    assert many.problem().hint == "多了 1，请去掉"


def test_an_answer_nobody_asked_for() -> None:
    assert codes(draft(类型="网站", 备案号="皖1号")) == []
    (finding,) = found(draft(类型="账号", 备案号="皖1号"))
    problem = finding.problem()
    assert (problem.code, finding.field, problem.severity) == ("V33", "备案号", Severity.WARNING)
    assert problem.message == "“类型”选“账号”的不用填“备案号”，这里填了“皖1号”"
    assert problem.hint == "请清空这一格；如果确实要填，请检查“类型”是不是选错了"


def test_quotation_marks_inside_others_are_single() -> None:
    (finding,) = found(draft(类型="“新”账号", 备案号="1号"))
    assert finding.problem().message.startswith("“类型”选“‘新’账号”的不用填")


def test_where_the_deciding_answer_is_wrong_nothing_follows() -> None:
    assert codes(draft(["类型"], 类型="网址", 备案号="皖1号")) == []


def test_where_the_deciding_answer_is_not_given_nothing_follows() -> None:
    assert codes(draft(备案号="皖1号")) == []


def test_a_wrong_answer_is_told_elsewhere() -> None:
    assert codes(draft(["备案号"], 类型="账号", 备案号="皖号")) == []


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("备案号", "字" * 20, "字" * 20),
        ("备案号", "字" * 21, "字" * 20 + "…"),
        ("备案号", "甲\n乙", "甲 乙"),
        ("附件", (Attachment(Path("/x/证书.pdf"), "说明"), Attachment(Path("/x/奖状.pdf"), "")),
         "证书.pdf、奖状.pdf"),
        ("名单", ({"甲": "张三", "乙": "组长"}, {"甲": "李四", "乙": ""}), "张三｜组长、李四｜"),
    ],
)  # fmt: skip
def test_answers_are_shown_as_typed(name: str, value: Value, shown: str) -> None:
    (finding,) = found(draft((), 类型="账号", **{name: value}))
    assert finding.problem().message.endswith(f"这里填了“{shown}”")


def test_captions_are_not_texts_with_a_length() -> None:
    files = (Attachment(Path("/x/证书.pdf"), "五个字说明"),)
    assert codes(draft(类型="网站", 附件=files)) == []


def test_every_draft_is_looked_at() -> None:
    one = draft(简介="字")
    other = replace(one, entry=replace(one.entry, number=2))
    fields = [FieldDefinition.model_validate(field) for field in FIELDS]
    numbers = [finding.draft.entry.number for finding in limit_findings([one, other], fields)]
    assert numbers == [1, 2]
