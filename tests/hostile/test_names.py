"""Hostile names of entries, units, documents and campaigns: safe and distinct names of files."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formgen.campaign.file_names import MAX_NAME_BYTES
from formgen.plan.paths import distinct, safe_name
from tests.hostile.campaigns import FORM, campaign, json_of, write_campaign
from tests.hostile.running import Room

NAMES: dict[str, str] = {
    "/": "／",
    "\\": "＼",
    "../../x": "_.／..／x",
    "..": "_",
    ".": "_",
    "...": "_",
    "C:\\Windows": "C：＼Windows",
    "/etc/passwd": "／etc／passwd",
    "//server/share": "／／server／share",
    "a/../../b": "a／..／..／b",
    "CON": "_CON",
    "con": "_con",
    "CON.txt": "_CON.txt",
    "con .txt": "_con .txt",
    "AUX.": "_AUX",
    "NUL": "_NUL",
    "nul.tar.gz": "_nul.tar.gz",
    "COM1": "_COM1",
    "com9.docx": "_com9.docx",
    "LPT¹": "_LPT¹",
    "CONIN$": "_CONIN$",
    "conout$.x": "_conout$.x",
    "concert": "concert",
    "COM10": "COM10",
    "console.txt": "console.txt",
    "甲.": "甲",
    "甲...": "甲",
    "甲 ": "甲",
    "甲. . ": "甲",
    " 甲": "甲",
    "\u3000甲\u3000": "甲",
    "\u200b 甲 \u200b": "甲",
    "~$甲": "_$甲",
    ".甲": "_甲",
    "-rf": "-rf",
    "--help": "--help",
    "甲\n乙": "甲 乙",
    "甲\r\n\t乙": "甲 乙",
    "甲\u2028乙": "甲 乙",
    "\u202egpj.exe": "gpj.exe",
    "甲\u200d乙": "甲乙",
    "👩\u200d👩\u200d👧": "👩👩👧",
    "\u200b\u200d\ufeff": "_",
    "\ufe0f": "\ufe0f",
    "e\u0301": "é",
    "e\u200d\u0301": "é",
    "Ａ": "Ａ",
    "甲*乙?": "甲＊乙？",
    '"甲"': "＂甲＂",
    "<甲|乙>": "＜甲｜乙＞",
    "%2e%2e%2f": "%2e%2e%2f",
    "$HOME": "$HOME",
    "`id`": "`id`",
    "{{ 7*7 }}": "{{ 7＊7 }}",
    "𠮷䶮": "𠮷䶮",
    "": "_",
    "\ud800": "_",
    "甲\0乙": "甲乙",
    "甲\x7f乙": "甲乙",
    "甲\u0085乙": "甲 乙",
}
"""A name, and what is to be the name of its file."""


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_made_safe(name: str) -> None:
    assert safe_name(name) == NAMES[name]


@pytest.mark.parametrize(
    "name",
    [
        "𠮷" * 45,
        "𠮷" * 46,
        "甲" * 60,
        "甲" * 61,
        "a" * 180,
        "a" * 181,
        "é" * 1000,
        "e\u0301" * 1000,
        "甲" + "\u0300" * 1000,
        "\u0300" * 1000,
        "a" * 175 + "𠮷" * 10,
        "a" * 176 + ". . . . . ." + "b",
        "👩\u200d" * 100,
        "a" * 100_000,
    ],
    ids=lambda name: f"{name[0]!a}{len(name)}",
)
def test_a_long_name_is_cut_between_characters(name: str) -> None:
    safe = safe_name(name)
    whole = len(safe.encode()) <= MAX_NAME_BYTES and not safe.endswith("…")
    assert len(safe.encode()) <= MAX_NAME_BYTES
    if not whole:
        kept = safe.removesuffix("…")
        clean = safe_name_source(name)
        assert clean.startswith(kept)
        rest = clean[len(kept) :].lstrip(". ")
        marks_only = all(unicodedata.category(c).startswith("M") for c in clean[1:])
        assert marks_only or not unicodedata.category(rest[0]).startswith("M")


def safe_name_source(name: str) -> str:
    """The name as it is before it is cut."""
    return unicodedata.normalize("NFC", name.replace("\u200d", ""))


@given(st.text(st.characters(), max_size=80))
def test_any_name_is_a_name_on_every_system(name: str) -> None:
    safe = safe_name(name)
    assert 0 < len(safe.encode()) <= MAX_NAME_BYTES
    assert not set(safe) & set('\\/:*?"<>|')
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs") for c in safe)
    assert safe == safe.strip()
    assert not safe.startswith((".", "~$"))
    assert not safe.endswith(".")
    assert unicodedata.normalize("NFC", safe) == safe
    assert PurePosixPath(safe).name == safe


CLASHES = (
    ["甲", "甲"],
    ["A", "a"],
    ["É", "e\u0301"],
    ["É", "E\u0301", "é"],
    ["ß", "ss", "SS", "ẞ"],
    ["ı", "i", "I", "İ"],
    ["甲_2", "甲", "甲"],
    ["甲", "甲", "甲_2"],
    ["ﬁ", "fi"],
    ["Å", "\u212b", "A\u030a"],
    ["σ", "ς", "Σ"],
    ["K", "\u212a"],
    ["\u1100\u1161", "가"],
)


@pytest.mark.parametrize("names", CLASHES, ids=ascii)
def test_names_a_file_system_takes_for_one_are_told_apart(names: list[str]) -> None:
    made = distinct([safe_name(name) for name in names])
    for fold in (str.casefold, str.lower, str.upper):
        for form in ("NFC", "NFD"):
            compared = {
                unicodedata.normalize(form, fold(unicodedata.normalize(form, n))) for n in made
            }
            assert len(compared) == len(names)


def test_a_hundred_thousand_equal_names_take_no_time() -> None:
    made = distinct(["甲"] * 100_000)  # quadratic, this would take an hour
    assert made[-1] == "甲_100000"


def test_entries_and_units_of_hostile_names_stay_in_the_folder(tmp_path: Path) -> None:
    room = Room.at(tmp_path)
    printable = [name for name in NAMES if name.isprintable() and name == name.strip() != ""]
    units = list(dict.fromkeys(printable))
    by_unit = {"名称": "单位表", "模板": ["申报表.docx"], "范围": ["每份申报"]}
    lists = {"名称": "汇总表", "模板": ["汇总表.xlsx"], "范围": ["每个单位"]}
    write_campaign(room.campaign, campaign([by_unit, lists]), units)
    entries = [{"名称": name, "推荐单位": name} for name in printable]
    (room.campaign / "applicants.json").write_bytes(json_of(entries))
    ran = room.sound("build", room.campaign, "-o", room.out, "--format", "docx,xlsx")
    assert ran.code == 0, ran.screen
    made = room.files()
    assert len([name for name in made if name.endswith(".docx")]) == len(printable)
    assert len([name for name in made if name.endswith(".xlsx")]) >= len(units) - 10
    below = {PurePosixPath(name).parts[0] for name in made}
    assert below <= {"单位表", "汇总表"}
    folded = [unicodedata.normalize("NFD", name).casefold() for name in made]
    assert len(set(folded)) == len(made)


DOCUMENTS = (
    "/",
    "../x",
    "..",
    ".",
    "",
    " ",
    "a/b",
    "a\\b",
    "C:",
    "a:b",
    "*",
    "?",
    '"',
    "<",
    "|",
    " 甲",
    "甲.",
    ".formgen",
    "~$甲",
    "CON",
    "nul.x",
    "com1",
    "甲\n",
    "甲\u202e",
    "\u200b",
    "甲" * 100,
    "打印册",
    "公示",
    "-x",
)
"""Names of documents: refused with exit code 3, or made below the output folder."""
REFUSED_DOCUMENTS = frozenset(DOCUMENTS) - {"公示", "-x", "打印册"}


def test_hostile_names_of_documents(tmp_path: Path) -> None:
    room = Room.at(tmp_path)
    lines = []
    for number, name in enumerate(DOCUMENTS):
        folder = room.campaign / str(number)
        content = campaign([{**FORM, "名称": name}], 编号=f"n{number}")
        write_campaign(folder, content)
        (folder / "applicants.json").write_bytes(json_of([{"名称": "甲"}]))
        lines.append(["build", folder, "-o", room.out, "--format", "docx"])
    answers = room.each(*lines)
    refused = {name for name, answer in zip(DOCUMENTS, answers, strict=True) if answer.code == 3}
    assert refused == REFUSED_DOCUMENTS
    for name, answer in zip(DOCUMENTS, answers, strict=True):
        assert answer.code in (0, 3), (name, answer.screen)
    made = {path.relative_to(room.out).parts[0] for path in room.out.rglob("*.docx")}
    assert made <= {f"n{number}" for number in range(len(DOCUMENTS))}


IDS: dict[str, int] = {
    "../x": 3,
    "/tmp/x": 3,
    "a/b": 3,
    "": 3,
    "-x": 3,
    "甲": 3,
    "A": 3,
    "a b": 3,
    "a\n": 3,
    "a\0": 3,
    "a.b": 3,
    "a" * 300: 3,
    "con": 3,
    "nul": 3,
    "com1": 3,
    "a" * 64: 0,
    "console": 0,
    "0": 0,
}


def test_hostile_campaign_ids(tmp_path: Path) -> None:
    room = Room.at(tmp_path)
    lines = []
    for number, name in enumerate(IDS):
        folder = write_campaign(room.campaign / str(number), campaign(编号=name))
        (folder / "applicants.json").write_bytes(json_of([{"名称": "甲"}]))
        lines.append(["build", folder, "-o", room.out, "--format", "docx"])
    codes = {name: answer.code for name, answer in zip(IDS, room.each(*lines), strict=True)}
    assert codes == IDS
    assert {path.name for path in room.out.iterdir()} == {n for n, code in IDS.items() if code == 0}


def deep(levels: int) -> str:
    return '{"编号": ' + "[" * levels + "]" * levels + "}"


CAMPAIGN_FILES: dict[str, bytes] = {
    "10,000 deep": deep(10_000).encode(),
    "980 deep": deep(980).encode(),
    "900 deep": deep(900).encode(),
    "330 deep": deep(330).encode(),
    "100,000 deep": deep(100_000).encode(),
    "half a pair": json.dumps({**campaign(), "主题": "\ud800"}).encode(),
    "half a pair in a key": json.dumps({**campaign(), "\ud800": "x"}).encode(),
    "a noncharacter": json.dumps({**campaign(), "主题": "\ufffe"}).encode(),
    "a control in a nested key": json.dumps({**campaign(), "日程": [{"\u0007": "x"}]}).encode(),
    "5,000 digits": b'{"\xe5\xb9\xb4\xe4\xbb\xbd": ' + b"9" * 5000 + b"}",
    "NaN": b'{"a": NaN}',
    "null": b"null",
    "a list": b"[]",
    "empty": b"",
    "NUL": bytes(100),
    "UTF-16": json.dumps(campaign()).encode("utf-16"),
    "a key twice": b'{"a":1,"a":2}',
    "raw surrogate bytes": b'{"a": "\xed\xa0\x80"}',
    "a year of 1e400": b'{"\xe5\xb9\xb4\xe4\xbb\xbd": 1e400}',
}


def test_hostile_campaign_files_are_refused(tmp_path: Path) -> None:
    room = Room.at(tmp_path)
    lines: list[list[Any]] = []
    for number, content in enumerate(CAMPAIGN_FILES.values()):
        folder = write_campaign(room.campaign / str(number))
        (folder / "campaign.json").write_bytes(content)
        lines += [["build", folder, "-o", room.out], ["check", folder], ["lint", folder]]
    answers = room.each(*lines)
    codes = [answer.code for answer in answers]
    assert codes == [3] * len(lines), [a.screen for a in answers if a.code != 3]
    assert not room.out.exists()
