"""CSV and JSON of a public list, read back by the standard library's readers."""

from __future__ import annotations

import csv
import io
import json

import pytest

from formgen.publish.list_files import list_csv, list_json
from formgen.publish.listing import ListColumn, ListGroup, PublicList

ABOUT = (("公示时间", "2025年3月3日至7日"), ("发布单位", "甲市委网信办"))


def grouped(*groups: ListGroup, about: tuple[tuple[str, str], ...] = ABOUT) -> PublicList:
    columns = (ListColumn("姓名", "姓　名"), ListColumn("单位及职务", "单位及职务"))
    return PublicList("网络文明征集活动", "预备人选公示", "申报类别", columns, groups, about)


def plain(*texts: str) -> PublicList:
    group = ListGroup("", tuple((text,) for text in texts))
    return PublicList("活动", "名单", "", (ListColumn("名称", "名称"),), (group,))


TWO = grouped(
    ListGroup("公益类", (("梁书远", "记者"), ("欧阳娜", ""))),
    ListGroup("艺术类", (("程一", "某“协会”, 秘书长\n兼职"),)),
)


def csv_rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_csv_has_group_number_and_columns_and_counts_within_groups() -> None:
    assert csv_rows(list_csv(TWO)) == [
        ["申报类别", "序号", "姓　名", "单位及职务"],
        ["公益类", "1", "梁书远", "记者"],
        ["公益类", "2", "欧阳娜", ""],
        ["艺术类", "1", "程一", "某“协会”, 秘书长\n兼职"],
    ]


def test_csv_without_groups_has_no_group_column() -> None:
    assert csv_rows(list_csv(plain("甲", "乙"))) == [
        ["序号", "名称"],
        ["1", "甲"],
        ["2", "乙"],
    ]


def test_csv_begins_with_one_byte_order_mark_and_ends_lines_as_windows_does() -> None:
    content = list_csv(plain("甲", "乙"))
    assert content.startswith(b"\xef\xbb\xbf") and content.count(b"\xef\xbb\xbf") == 1
    assert content.endswith(b"\r\n")
    assert content.count(b"\r\n") == content.count(b"\n") == 3


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "+8655155500001", "-2+3", "@SUM(A1)", " =1", "\t=1", "\t甲", "\r甲", "\n甲"),
        *("＝1+1", "－2", "'=1+1", "''-1", "\u3000=1"),
    ],
)
def test_what_a_spreadsheet_might_run_is_written_behind_an_apostrophe(text: str) -> None:
    assert csv_rows(list_csv(plain(text)))[1] == ["1", f"'{text}"]


@pytest.mark.parametrize(
    "text",
    ["007", "0551", "-", "—甲", "1-2", "a=b", "a@b", "甲\n=乙", "'甲'", " 甲", "‘=’", "1990.10"],
)
def test_everything_else_is_written_as_it_is(text: str) -> None:
    assert csv_rows(list_csv(plain(text)))[1] == ["1", text]


def test_a_heading_is_as_harmless_as_a_value() -> None:
    names = PublicList("活动", "名单", "=组", (ListColumn("甲", "+甲"),), ())
    assert csv_rows(list_csv(names)) == [["'=组", "序号", "'+甲"]]


def test_json_says_what_the_list_is_and_leaves_out_what_does_not_apply() -> None:
    assert json.loads(list_json(TWO)) == {
        "活动": "网络文明征集活动",
        "标题": "预备人选公示",
        "公示时间": "2025年3月3日至7日",
        "发布单位": "甲市委网信办",
        "总数": 3,
        "分组": "申报类别",
        "列": [
            {"字段": "姓名", "标签": "姓　名"},
            {"字段": "单位及职务", "标签": "单位及职务"},
        ],
        "组": [
            {
                "名称": "公益类",
                "数量": 2,
                "名单": [{"姓名": "梁书远", "单位及职务": "记者"}, {"姓名": "欧阳娜"}],
            },
            {
                "名称": "艺术类",
                "数量": 1,
                "名单": [{"姓名": "程一", "单位及职务": "某“协会”, 秘书长\n兼职"}],
            },
        ],
    }


def test_json_keeps_values_as_they_are_and_rare_characters_readable() -> None:
    content = list_json(plain("=1+1", "007", "𠮷喆"))
    names = [one["名称"] for one in json.loads(content)["组"][0]["名单"]]
    assert names == ["=1+1", "007", "𠮷喆"]
    assert "𠮷喆".encode() in content


@pytest.mark.parametrize("label", ["标题", "总数", "组", "列", "分组"])
def test_a_label_that_would_hide_a_key_is_refused(label: str) -> None:
    with pytest.raises(ValueError, match=label):
        list_json(grouped(about=((label, "x"),)))


def test_a_label_said_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="发布单位"):
        list_json(grouped(about=(("发布单位", "甲"), ("发布单位", "乙"))))
