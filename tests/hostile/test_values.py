"""Hostile values in tables: text stays text in every format, what no document holds is named."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import openpyxl
import pytest
from lxml import html

from tests.hostile.campaigns import (
    FORM,
    LIST,
    NAMES,
    NOTICE,
    UNIT,
    campaign,
    cells,
    csv_of,
    json_of,
    paragraphs,
    rows_of,
    write_campaign,
)
from tests.hostile.running import Room

TEXTS = (
    "{{ 7*7 }}",
    "{{ 名称 }}",
    "{{ ''.__class__.__mro__ }}",
    "{% for x in range(9**9) %}",
    "{% raw %}",
    "{# 注释 #}",
    "{{",
    "}}",
    "%}",
    "{%tr for 项 in 行 %}",
    "{{r x }}",
    "{%p if 1 %}",
    "${7*7}",
    "#{7*7}",
    "<b>粗</b>",
    "</w:t></w:r></w:p>",
    "<w:br/>",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<!--",
    "-->",
    "]]>",
    "<![CDATA[x]]>",
    "&amp;",
    "&lt;",
    "&#65;",
    "&nbsp;",
    "&xxe;",
    "<!DOCTYPE a [",
    "<?xml version='1.0'?>",
    "javascript:alert(1)",
    "' onclick='x",
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "＝1+1",
    '=HYPERLINK("http://example.com","x")',
    "=cmd|' /C calc'!A0",
    '=DDE("cmd";"x";"y")',
    "+cmd|' /C calc'!A0",
    "@import",
    "'=1+1",
    "''x",
    "x;=1+1",
    'a,b"c',
    "1E9",
    "00123",
    "1/2",
    "0x10",
    "TRUE",
    "#REF!",
    "2024-02-30",
    "_x000D_",
    "_x0041_",
    "_xD800_",
    "_x005F_x0041_",
    "%s%n%x",
    "{0.__class__}",
    "$(reboot)",
    "`reboot`",
    "; rm -rf /",
    "|cat",
    "\\..\\..",
    "../../x",
    "\\x00",
    "\\u0000",
    "%00",
    "abc\u202ecba",
    "\u2067x\u2069",
    "مرحبا",
    "שלום",
    "甲\u200b乙",
    "甲\u200d乙",
    "甲\u00ad乙",
    "甲\ufeff乙",
    "甲\u2060乙",
    "甲\u2028乙",
    "甲\u2029乙",
    "甲\ufffd乙",
    "甲\ufff9乙\ufffa丙\ufffb",
    "甲\U000e0041乙",
    "e\u0301",
    "é",
    "甲" + "\u0300" * 500,
    "👩\u200d👩\u200d👧\u200d👦",
    "🇨🇳",
    "㍿",
    "ﷺ",
    "𠮷",
    "䶮",
    "\U000323af",
    "甲　　乙",
    "甲  乙",
    "甲\n乙",
    "甲\t乙",
    "\u115f甲\u3164",
    "null",
    "None",
    "nan",
    "[]",
    "{}",
)
"""Each comes back as it is, from every format made of it."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Everything that is made of the texts."""
    room = Room.at(tmp_path_factory.mktemp("texts"))
    write_campaign(room.campaign, campaign([FORM, LIST, NOTICE]))
    entries = [
        {"名称": f"第{n}份", "说明": text, "经过": f"述\n{text}"} for n, text in enumerate(TEXTS)
    ]
    (room.campaign / "applicants.json").write_bytes(json_of(entries))
    formats = "docx,xlsx,html,csv,json"
    ran = room.sound("build", room.campaign, "-o", room.out, "--format", formats)
    assert ran.code == 0, ran.screen
    return room.files()


def test_every_value_is_text_in_its_form(made: dict[str, bytes]) -> None:
    forms = sorted(name for name in made if name.startswith("申报表/"))
    assert len(forms) == len(TEXTS)
    for name, text in zip(forms, TEXTS, strict=True):
        lines = [line for line in text.split("\n") if line.strip()]
        shown = [paragraph for paragraph in paragraphs(made[name]) if paragraph]
        assert shown[1:] == [text, "述", *lines]


def as_openpyxl_has_it(text: str) -> str:
    """A shared text as openpyxl reads it: every x005F_ is taken for an escaped underscore's."""
    return text.replace("x005F_", "")


def test_every_value_is_text_in_workbooks(made: dict[str, bytes]) -> None:
    of_template = [(v, t) for v, t in cells(made["汇总表.xlsx"])][1::2]
    assert of_template == [(as_openpyxl_has_it(text), "s") for text in TEXTS]
    published = list(cells(made["公示/公示/公示.xlsx"]))
    assert {kind for _, kind in published} <= {"s", "n"}
    assert not {value for value, kind in published if kind == "n"} - {None}
    last = [str(value) for value, _ in published][3::4][-len(TEXTS) :]
    assert [ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) for text in last] == list(TEXTS)


ESCAPED = re.compile("_x([0-9A-F]{4})_")
"""ECMA-376 part 1, 22.9.2.19; openpyxl leaves it as it is in cells with texts of their own."""


def test_every_value_is_text_in_the_notice(made: dict[str, bytes]) -> None:
    assert paragraphs(made["公示/公示/公示.docx"])[1::2] == list(TEXTS)
    page = html.document_fromstring(made["公示/公示/公示.html"].decode())
    tags = {element.tag for element in page.iter()}
    assert tags <= {"html", "head", "meta", "title", "body", "h1", "ul", "li"}
    shown = ["".join(map(str, item.itertext())) for item in page.iter("li")]
    assert shown == list(TEXTS)
    listed = json.loads(made["公示/公示/公示.json"])["组"][0]["名单"]
    assert [one["说明"] for one in listed] == list(TEXTS)


def test_no_value_is_a_formula_in_published_csv(made: dict[str, bytes]) -> None:
    text = made["公示/公示/公示.csv"].decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))[1:]
    for row, value in zip(rows, TEXTS, strict=True):
        assert row[3] in (value, f"'{value}")
        assert not row[3].startswith(tuple("=+-@＝＋－＠\t\r\n"))


C0 = [chr(n) for n in range(32) if chr(n) not in "\t\n\r"]
C1 = [chr(n) for n in range(0x7F, 0xA0)]
NAMED = (
    *C0,
    *C1,
    "\ufdd0",
    "\ufdef",
    "\U0001fffe",
    "\U0010ffff",
    "\ufffe",
    "\uffff",
    "\ud800",
    "\udbff",
    "\udc00",
    "\udfff",
)
"""Controls, halves of pairs and noncharacters: no document may hold them."""


def test_what_no_document_holds_is_named_in_json(tmp_path: Path) -> None:
    room = Room.at(tmp_path)
    write_campaign(room.campaign)
    entries = [{"名称": f"第{n}份", "说明": f"甲{c}乙"} for n, c in enumerate(NAMED)]
    (room.campaign / "applicants.json").write_bytes(json_of(entries))
    problems = room.sound("check", room.campaign, "--format", "json").problems()
    assert [(one["code"], one["row"], one["field"]) for one in problems] == [
        ("V06", row, "说明") for row in range(1, len(NAMED) + 1)
    ]
    for one, character in zip(problems, NAMED, strict=True):
        assert f"（U+{ord(character):04X}）" in one["message"]
        assert one["message"].startswith("第2个字符")


def test_what_no_document_holds_is_named_in_csv(tmp_path: Path) -> None:
    room = Room.at(tmp_path)
    write_campaign(room.campaign)
    named = [c for c in NAMED if c != "\0" and not "\ud800" <= c <= "\udfff"]
    entries = [{"名称": f"第{n}份", "说明": f"甲{c}乙"} for n, c in enumerate(named)]
    (room.campaign / "applicants.csv").write_bytes(csv_of(rows_of(entries)))
    problems = room.sound("check", room.campaign, "--format", "json").problems()
    column = NAMES.index("说明") + 1
    assert [(one["code"], one["row"], one["column"]) for one in problems] == [
        ("V06", row, column) for row in range(2, len(named) + 2)
    ]


def workbook(texts: list[str]) -> bytes:
    """A workbook with texts of 说明 as Excel escapes them (ECMA-376 part 1, 22.9.2.19)."""
    book = openpyxl.Workbook()
    for number, row in enumerate([["名称", "推荐单位", "说明"], *texts]):
        cells_ = row if isinstance(row, list) else [f"第{number}份", UNIT, row]
        book.worksheets[0].append(cells_)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_what_no_document_holds_is_named_in_xlsx(tmp_path: Path) -> None:
    room = Room.at(tmp_path)
    write_campaign(room.campaign)
    escaped = [character for character in NAMED if character <= "\uffff"]
    (room.campaign / "applicants.xlsx").write_bytes(
        workbook([f"甲_x{ord(character):04X}_乙" for character in escaped])
    )
    problems = room.sound("check", room.campaign, "--format", "json").problems()
    assert [(one["code"], one["row"], one["column"]) for one in problems] == [
        ("V06", row, 3) for row in range(2, len(escaped) + 2)
    ]


PLAIN = '[{"名称": "甲", "推荐单位": "测试单位"'
HEAD = "名称,推荐单位,说明\n".encode()
ROW = "甲,测试单位,".encode()

REFUSED: dict[str, tuple[str, bytes, int, str]] = {
    "NUL in CSV": (".csv", HEAD + ROW + b"a\0b\n", 5, "U+0000"),
    "surrogates in the bytes of CSV": (".csv", HEAD + ROW + b"\xed\xa0\x80\xff\n", 5, "编码"),
    "bytes of no encoding": (".csv", HEAD + ROW + b"\xff\xff\x80\n", 5, "编码"),
    "UTF-16 with half a pair": (
        ".csv",
        b"\xff\xfe" + "名称,说明\n".encode("utf-16-le") + b"\0\xd8",
        5,
        "编码",
    ),
    "UTF-32": (".csv", (HEAD + ROW).decode().encode("utf-32"), 5, "U+0000"),
    "an odd byte of UTF-16": (
        ".csv",
        b"\xff\xfe" + "名称,说明\n".encode("utf-16-le") + b"x",
        5,
        "编码",
    ),
    "a quote that does not close": (".csv", HEAD + ROW + b'"abc\n' * 1001, 5, "双引号"),
    "a quote inside": (".csv", HEAD + ROW + b'"a"b"\n', 5, "双引号"),
    "an empty CSV": (".csv", b"", 5, "空的"),
    "nothing but a mark": (".csv", b"\xef\xbb\xbf", 5, "空的"),
    "only NUL": (".csv", bytes(1000), 5, "U+0000"),
    "full-width commas": (".csv", "名称，推荐单位，说明\n甲，乙，丙\n".encode(), 5, "全角逗号"),
    "no header": (".csv", ROW * 100, 5, "表头"),
    "a page": (".csv", b"<html><body>x</body></html>", 5, "网页"),
    "a workbook called CSV": (".csv", workbook(["x"]), 5, "xlsx"),
    "JSON 10,000 deep": (".json", b"[" * 10_000 + b"]" * 10_000, 5, "套得太深"),
    "JSON 100,000 objects deep": (
        ".json",
        b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        5,
        "套得太深",
    ),
    "JSON 900 deep in a value": (
        ".json",
        f'{PLAIN}, "说明": {"[" * 900}1{"]" * 900}}}]'.encode(),
        5,
        "套得太深",
    ),
    "JSON 10,000 deep in a value": (
        ".json",
        f'{PLAIN}, "说明": {"[" * 10_000}1{"]" * 10_000}}}]'.encode(),
        5,
        "套得太深",
    ),
    "JSON cut off": (".json", f'{PLAIN}, "说明": "甲'.encode(), 5, "不合 JSON 格式"),
    "a raw control character in JSON": (
        ".json",
        f'{PLAIN}, "说明": "甲\x01"}}]'.encode(),
        5,
        "JSON",
    ),
    "a bad escape in JSON": (".json", f'{PLAIN}, "说明": "\\x41"}}]'.encode(), 5, "JSON"),
    "two JSON texts": (".json", b"[]\n[]", 5, "JSON"),
    "a JSON text alone": (".json", b'"x"', 5, "不是一列申报"),
    "a JSON number alone": (".json", b"9" * 5000, 5, "不是一列申报"),
    "no JSON object in it": (".json", b"[1, 2, [3]]", 5, "不是一列申报"),
    "NUL in JSON": (".json", f'{PLAIN}, "说明": "\0"}}]'.encode(), 5, "U+0000"),
    "JSON Lines 10,000 deep": (".jsonl", b"[" * 10_000, 5, "套得太深"),
    "a broken line of JSON Lines": (".jsonl", b'{"a": 1}\n{"a": \n', 5, "第2行"),
}
"""File ending, content, exit code and words of the answer."""


def test_broken_tables_are_refused_in_words(tmp_path: Path) -> None:
    room = Room.at(tmp_path)
    for number, (ending, content, _, _) in enumerate(REFUSED.values()):
        folder = write_campaign(room.campaign / str(number))
        (folder / f"applicants{ending}").write_bytes(content)
    answers = room.each(*(["check", room.campaign / str(n)] for n in range(len(REFUSED))))
    wrong = [
        (name, answer.code, answer.screen)
        for (name, (_, _, code, words)), answer in zip(REFUSED.items(), answers, strict=True)
        if answer.code != code or "".join(words.split()) not in answer.words
    ]
    assert wrong == []


Found = tuple[str, int | None, str]
"""Code, row and field of a problem."""

TOLD: dict[str, tuple[str, bytes, set[Found]]] = {
    "a key twice": (
        ".json",
        f'{PLAIN}, "说明": "a", "说明": "b"}}]'.encode(),
        {("T16", 1, "说明")},
    ),
    "true": (".json", f'{PLAIN}, "说明": true}}]'.encode(), {("T15", 1, "说明")}),
    "NaN": (".json", f'{PLAIN}, "人数": NaN}}]'.encode(), {("T15", 1, "人数")}),
    "Infinity": (".json", f'{PLAIN}, "人数": -Infinity}}]'.encode(), {("T15", 1, "人数")}),
    "a list for a text": (".json", f'{PLAIN}, "说明": ["a"]}}]'.encode(), {("V07", 1, "说明")}),
    "an object for a text": (
        ".json",
        f'{PLAIN}, "说明": {{"a": "b"}}}}]'.encode(),
        {("V07", 1, "说明")},
    ),
    "an unknown key": (".json", f'{PLAIN}, "__class__": "b"}}]'.encode(), {("T01", 1, "")}),
    "half a pair in a key": (".json", f'{PLAIN}, "\\ud800": "b"}}]'.encode(), {("T01", 1, "")}),
    "NUL in a key": (".json", f'{PLAIN}, "\\u0000": "b"}}]'.encode(), {("T01", 1, "")}),
    "a record that is none": (
        ".json",
        f'{PLAIN}}}, 1, "x", null]'.encode(),
        {("T17", 2, ""), ("T17", 3, ""), ("T17", 4, "")},
    ),
    "5,000 digits in JSON": (
        ".json",
        f'{PLAIN}, "人数": {"9" * 5000}}}]'.encode(),
        {("V05", 1, "人数")},
    ),
    "5,000 digits as text": (
        ".json",
        f'{PLAIN}, "人数": "{"9" * 5000}"}}]'.encode(),
        {("V05", 1, "人数")},
    ),
    "1e999999": (".json", f'{PLAIN}, "人数": 1e999999}}]'.encode(), {("V05", 1, "人数")}),
    "a number to a huge power": (
        ".json",
        f'{PLAIN}, "得分": 1e999999999}}]'.encode(),
        {("V38", 1, "得分")},
    ),
    "5,000 decimals": (
        ".json",
        f'{PLAIN}, "得分": 0.{"1" * 5000}}}]'.encode(),
        {("V38", 1, "得分")},
    ),
    "digits of another script": (
        ".json",
        f'{PLAIN}, "人数": "٣٤"}}]'.encode(),
        {("V05", 1, "人数")},
    ),
    "a superscript": (".json", f'{PLAIN}, "人数": "²"}}]'.encode(), {("V05", 1, "人数")}),
    "underscores": (".json", f'{PLAIN}, "人数": "1_000"}}]'.encode(), {("V05", 1, "人数")}),
    "a day that is none": (
        ".json",
        f'{PLAIN}, "日期": "2024-02-30"}}]'.encode(),
        {("V03", 1, "日期")},
    ),
    "the year 99999": (
        ".json",
        f'{PLAIN}, "日期": "99999-01-01"}}]'.encode(),
        {("V03", 1, "日期")},
    ),
    "the year 0": (".json", f'{PLAIN}, "日期": "0000-01-01"}}]'.encode(), {("V03", 1, "日期")}),
    "a year of 5,000 digits": (
        ".json",
        f'{PLAIN}, "日期": "{"2" * 5000}-01-01"}}]'.encode(),
        {("V03", 1, "日期")},
    ),
    "a month of 13": (".json", f'{PLAIN}, "年月": "1990.13"}}]'.encode(), {("V04", 1, "年月")}),
    "an option that is none": (
        ".json",
        f'{PLAIN}, "类别": "{"丙" * 100_000}"}}]'.encode(),
        {("V02", 1, "类别")},
    ),
    "no unit of the list": (
        ".json",
        '[{"名称": "甲", "推荐单位": "{{ 7*7 }}"}]'.encode(),
        {("V10", 1, "推荐单位")},
    ),
    "halves of pairs in raw JSON": (
        ".json",
        f'{PLAIN}, "说明": "\\ud83d甲\\ude00"}}]'.encode(),
        {("V06", 1, "说明")},
    ),
    "half a pair in JSON Lines": (
        ".jsonl",
        (PLAIN[1:] + ', "说明": "\\udc00"}').encode(),
        {("V06", 1, "说明")},
    ),
    "half a pair in a nested row": (
        ".json",
        f'{PLAIN}, "获奖": [{{"奖项": "\\ud800"}}]}}]'.encode(),
        {("V15", 1, "获奖")},
    ),
    "rows of nothing but rows": (
        ".json",
        f'{PLAIN}, "获奖": [[[[["x"]]]]]}}]'.encode(),
        {("V07", 1, "获奖")},
    ),
    "a column the row lacks": (
        ".json",
        f'{PLAIN}, "获奖": [{{"\\ud800": "x"}}]}}]'.encode(),
        {("V14", 1, "获奖")},
    ),
    "too many columns": (
        ".csv",
        "名称,推荐单位,获奖\n甲,测试单位,a|b|c|d\n".encode(),
        {("V09", 2, "获奖")},
    ),
    "half a pair in bytes of GB18030": (
        ".csv",
        "名称,推荐单位\n甲,测试单位\x1b乙\n".encode("gb18030"),
        {("V06", 2, "推荐单位")},
    ),
    "a vertical tab": (
        ".csv",
        "名称,推荐单位,说明\n甲,测试单位,a\vb\n".encode(),
        {("V06", 2, "说明")},
    ),
}
"""File ending, content, and the errors that are told of it."""


def test_wrong_values_are_told_at_their_places(tmp_path: Path) -> None:
    room = Room.at(tmp_path)
    for number, (ending, content, _) in enumerate(TOLD.values()):
        folder = write_campaign(room.campaign / str(number))
        (folder / f"applicants{ending}").write_bytes(content)
    lines = [["check", str(room.campaign / str(n)), "--format", "json"] for n in range(len(TOLD))]
    wrong = {}
    for (name, (_, _, told)), answer in zip(TOLD.items(), room.each(*lines), strict=True):
        problems = answer.problems()
        found = {(one["code"], one["row"], one["field"]) for one in problems}
        if found != told:
            wrong[name] = found
    assert wrong == {}
