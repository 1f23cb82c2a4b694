"""Any Unicode text in any text field is named as a Problem, or read back from the paper.

What is the same text: what Word shows. The white space around a value is not part of it, nor are
spaces without width at its ends; line ends are one and the same; a text of which nothing can be
seen is none; where a text is set in paragraphs, blank lines are none and lines have no margins of
spaces. Nothing else may change: not a mark, not a joiner, not a space inside.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from formgen.campaign.kinds import Fault
from formgen.campaign.kinds.base import text_of
from formgen.word import WordTemplate
from tests.conftest import Converter
from tests.hostile.campaigns import (
    campaign,
    flat_paragraphs,
    json_of,
    paragraphs,
    write_campaign,
)
from tests.hostile.running import Room
from tests.word import making

NASTY = (
    "{{ 7*7 }}",
    "{% for %}",
    "{#",
    "%}",
    "]]>",
    "<w:p/>",
    "&amp;",
    "&#0;",
    "_x000D_",
    "=1+1",
    "\u202e",
    "\u202d",
    "\u2066",
    "\u2069",
    "\u200b",
    "\u200d",
    "\u200f",
    "\ufeff",
    "\u2060",
    "\u00ad",
    "\u2028",
    "\u2029",
    "\u0085",
    "\r\n",
    "\r",
    "\n",
    "\t",
    "\v",
    "\f",
    "\x1c",
    "\0",
    "\x07",
    "\x1b",
    "\x7f",
    "\x9f",
    "\ud800",
    "\udfff",
    "\ufffe",
    "\uffff",
    "\ufdd0",
    "\U0001fffe",
    "\U0010ffff",
    "\ufff9",
    "\ufffc",
    "\ufffd",
    "e\u0301",
    "\u0300" * 60,
    "👩\u200d👩\u200d👧",
    "🇨🇳",
    "\U000e0041",
    "\u3000",
    "  ",
    "ı",
    "İ",
    "ß",
    "ﷺ",
    "𠮷",
    "䶮\U000e0100",
    "ᄀ\u1161",
    "หนำ",
    "שלום",
    "ابجد",
)
ANY = st.one_of(
    st.text(st.characters(), max_size=60),  # surrogates and noncharacters too
    st.lists(st.sampled_from(NASTY) | st.text(st.characters(), max_size=3), max_size=8).map(
        "".join
    ),
)
NO_WIDTH = "\u200b\u2060\ufeff"
UNSEEN = re.compile("[\\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]*")


def same(text: str) -> str:
    """What of a text stands on a line."""
    if UNSEEN.fullmatch(text):
        return ""
    joined = text.strip().replace("\r\n", "\n").replace("\r", "\n")
    return joined.strip(NO_WIDTH).strip()


def lines(text: str) -> list[str]:
    """What of a text stands in paragraphs."""
    return [line.strip() for line in same(text).split("\n") if line.strip()]


def no_document_holds(character: str) -> bool:
    """Control characters, halves of surrogate pairs, noncharacters (Unicode 23.1, 23.6, 23.7)."""
    code = ord(character)
    if unicodedata.category(character) in ("Cc", "Cs"):
        return character not in "\t\n"
    return 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE


def is_storable(text: str) -> bool:
    return not any(map(no_document_holds, same(text)))


TEMPLATE = WordTemplate.compile(
    making.docx("{{ 值 }}", making.table(making.row("{{ 值 }}")), "{{ 值|段落 }}"), "值.docx"
)


@settings(deadline=None)
@given(ANY)
def test_a_text_is_named_or_printed(text: str) -> None:
    try:
        value = text_of(text)
    except Fault as fault:
        assert fault.code == "V06"
        named = chr(int(str(fault.details["character"]).removeprefix("U+"), 16))
        assert no_document_holds(named)
        assert named in text
        assert not is_storable(text)
        return
    assert value == same(text) or not same(text)
    assert is_storable(text) or not same(text)
    read = paragraphs(TEMPLATE.render({"值": value}))
    assert read[:2] == [value, value]
    assert [line for line in read[2:] if line] == [
        line.strip() for line in value.split("\n") if line.strip()
    ]


FIELDS: list[dict[str, Any]] = [
    {"名称": "名称", "类型": "文本", "必填": True},
    {"名称": "推荐单位", "类型": "推荐单位", "必填": True},
    {"名称": "说明", "类型": "文本"},
    {"名称": "住址", "类型": "地址"},
    {"名称": "经过", "类型": "长文本"},
    {"名称": "类别", "类型": "单选可填", "选项": ["甲", "其他"], "可填选项": ["其他"]},
    {"名称": "事迹", "类型": "分部长文", "分部": ["起因", "结果"]},
    {"名称": "获奖", "类型": "明细", "列": [{"名称": "奖项", "类型": "文本"}]},
]
UNITS = ("东区", "南区", "西区", "北区")
FORM = making.docx(
    "起{{ 名称 }}止",
    "起{{ 说明 }}止",
    "起{{ 住址 }}止",
    '起{{ 类别|填写("其他") }}止',
    "{%p for 行 in 获奖 %}",
    "起{{ 行.奖项 }}止",
    "{%p endfor %}",
    "{{ 经过|段落 }}",
    "{{ 事迹.结果|段落 }}",
    "完",
)
SHORT = ("名称", "说明", "住址")


def entry(number: int, texts: Sequence[str]) -> dict[str, Any]:
    """An entry with another of the texts in every field; its name is no other's."""
    name, note, place, other, part, award, story = texts
    if same(story).startswith(("@", "＠")):  # what begins so names a file
        story = f"述{story}"
    return {
        "名称": f"甲{number:04}{same(name)}乙",
        "推荐单位": UNITS[number % len(UNITS)],
        "说明": note,
        "住址": place,
        "类别": {"选项": "其他", "文字": f"甲{same(other)}乙"},
        "获奖": [{"奖项": f"甲{same(award)}乙"}],
        "经过": story,
        "事迹": {"起因": "有", "结果": part},
    }


def drawn(count: int) -> list[str]:
    """So many different texts as hypothesis thinks of."""
    found: dict[str, None] = {}

    @settings(max_examples=2 * count, database=None, deadline=None, phases=(Phase.generate,))
    @given(ANY)
    def collect(text: str) -> None:
        found[text] = None

    collect()
    return list(found)[:count]


def entries_of(texts: Sequence[str]) -> tuple[list[dict[str, Any]], int]:
    """Entries with one text that is to be named each, then those to be printed; how many first."""
    wrong = [text for text in texts if not is_storable(text)]
    right = [text for text in texts if is_storable(text)]
    right = [*right, *["满"] * (-len(right) % 7)]
    sevens = [["好"] * 7 for _ in wrong]
    for place, (text, seven) in enumerate(zip(wrong, sevens, strict=True)):
        seven[place % 7] = text
    sevens += [right[start : start + 7] for start in range(0, len(right), 7)]
    return [entry(number, seven) for number, seven in enumerate(sevens, start=1)], len(wrong)


def expected(one: dict[str, Any]) -> list[str]:
    """What the form of an entry shows, paragraph by paragraph; blank ones left out."""
    shown = [*(same(one[name]) for name in SHORT), one["类别"]["文字"], one["获奖"][0]["奖项"]]
    return [
        *(f"起{text}止" for text in shown),
        *lines(one["经过"]),
        *lines(one["事迹"]["结果"]),
        "完",
    ]


LOT = 100
"""Files that LibreOffice converts in one go; it dies of some hundreds, whatever is in them."""


def check_by_libreoffice(count: int, tmp_path: Path, convert: Converter) -> None:
    """Entries of any text through the real command, then through LibreOffice."""
    room = Room.at(tmp_path / "room")
    papers = [{"名称": "表", "模板": ["表.docx"], "范围": ["每份申报"]}]
    write_campaign(room.campaign, campaign(papers, 字段=FIELDS), UNITS)
    (room.campaign / "templates/表.docx").write_bytes(FORM)
    texts = drawn(count)
    assert len(texts) == count
    entries, wrong = entries_of(texts)
    (room.campaign / "applicants.json").write_bytes(json_of(entries))

    problems = room.sound("check", room.campaign, "--format", "json").problems()
    errors = [one for one in problems if one["severity"] == "error"]
    for one in errors:
        assert one["code"] == "V06" or (
            one["code"] == "V15" and "看不见的控制符号" in one["message"]
        )
        assert re.search(r"（U\+[0-9A-F]{4,6}）", one["message"]), one
    assert [one["row"] for one in errors] == list(range(1, wrong + 1))

    room.sound("build", room.campaign, "-o", room.out, "--format", "docx")
    made = {int(name.split("/")[1].split("_")[0]): body for name, body in room.files().items()}
    sound = {n: one for n, one in enumerate(entries, start=1) if n > wrong}
    assert made.keys() == sound.keys()
    assert len(sound) > count / 20
    folder = tmp_path / "converted"
    sources = [tmp_path / f"{number}.docx" for number in sound]
    for number, source in zip(sound, sources, strict=True):
        source.write_bytes(made[number])
    # Not as .docx: LibreOffice writes _x0041_ and _x005F_x0041_ alike there.
    lots = (sources[start : start + LOT] for start in range(0, len(sources), LOT))
    pairs = [pair for lot in lots for pair in convert(lot, folder, "fodt").items()]
    for source, saved in pairs:
        one = sound[int(source.stem)]
        for read in (paragraphs(source.read_bytes()), flat_paragraphs(saved.read_bytes())):
            assert [text for text in read if text] == expected(one), one


def test_libreoffice_reads_the_same_text(tmp_path: Path, convert_office: Converter) -> None:
    check_by_libreoffice(400, tmp_path, convert_office)


@pytest.mark.slow
def test_libreoffice_reads_the_same_of_many(tmp_path: Path, convert_office: Converter) -> None:
    check_by_libreoffice(5000, tmp_path, convert_office)
