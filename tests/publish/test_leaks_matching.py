"""Which spellings of a value are found, and which other texts are left alone."""

from __future__ import annotations

from pathlib import PurePath

import pytest

from formgen.campaign.kinds.codes import credit_check_character
from formgen.campaign.kinds.identity import check_character
from formgen.publish.leaks import MOST_LEAKS, Guard, Leak, Secret

IDENTITY = "99010119860317111" + check_character("99010119860317111")
WITH_X = next(
    f"{n}X" for n in (f"99010119860317{i:03}" for i in range(99)) if check_character(n) == "X"
)


def found(value: str, text: str, *allowed: str) -> bool:
    """Whether a private value is found in a text."""
    leaks = Guard.of([Secret(value, "某人的某项")], allowed).leaks("a.txt", text.encode())
    return "某人的某项" in {leak.what for leak in leaks}


LONG_SENTENCE = (
    "从村口到山顶的小学有十一里路，他每天清早背着两桶水和三十个孩子的早饭上山，"
    "傍晚再把走不动的孩子一个个背下来，十四年里穿坏了七十多双胶鞋，一次也没有迟到过"
)
FOUND = [
    # numbers, however they are parted
    (IDENTITY, f"身份证号：{IDENTITY}"),
    (IDENTITY, f"{IDENTITY[:6]} {IDENTITY[6:14]} {IDENTITY[14:]}"),
    (IDENTITY, f"{IDENTITY[:6]}\u200b{IDENTITY[6:]}"),
    (IDENTITY, " ".join(IDENTITY)),
    (IDENTITY, "\n".join(IDENTITY)),
    (IDENTITY, f"sfz{IDENTITY}.jpg"),
    (f"{IDENTITY[:6]}-{IDENTITY[6:]}", IDENTITY),
    (IDENTITY[:-1], f"少一位：{IDENTITY[:-1]}"),
    (WITH_X, WITH_X.lower()),
    (WITH_X, "".join(chr(ord(character) + 0xFEE0) for character in WITH_X)),
    ("19900001234", "199-0000-1234"),
    ("199 0000 1234", "+8619900001234"),
    ("19900001234", "199·0000•1234"),
    ("19900001234", "199—0000——1234"),
    ("19900001234", "一九九〇〇〇〇一二三四"),
    ("19900001234", "幺九九 零零零零 幺二三四"),
    ("19900001234", "壹玖玖零零零零壹贰叁肆"),
    ("1990零零零1234", "19900001234"),
    ("+86 19900001234", "19900001234"),
    ("0551-55500123", "（0551）55500123"),
    ("0551—55500123", "电话55500123"),
    ("0551-55500123转801", "055155500123"),
    ("19900001234、0551-5550201", "5550201"),
    ("0551-5550201 19900001234", "19900001234"),
    ("80809356", "8080 9356"),
    ("12345", "人数12345"),
    ("12345", "12,345 人"),
    ("备用号码 19900001234（夜间）", "19900001234"),
    ("方堃", "&amp;#26041;&amp;#22531;"),
    ("方堃", f"&#{'0' * 5_000}26041;&#0000000022531;"),
    ("方堃", f"&#{'9' * 5_000}; 方堃"),
    (f"19900001234&#{'9' * 5_000};", "19900001234"),
    ("方堃", r"\u65b9\u5803"),
    ("方堃", r"\\u65b9\\u5803"),
    # months and days in every way to write them
    ("1990.05", "1990年5月出生"),
    ("1990.05", "（1990-05）"),
    ("1990年5月", "199005"),
    ("1990.05", "1990 年 05 月"),
    ("2024年3月6日", "2024-03-06"),
    ("2024-03-06", "20240306"),
    # e-mail, links, accounts, codes
    ("Liang.SY@example.com", "邮箱liang.sy@EXAMPLE.com。"),
    ("liang.sy@example.com", "mailto:liang.sy%40example.com"),
    ("https://www.example.com/a/b/", "见 example.com/a/b"),
    ("yaodu", "账号：yaodu。"),
    ("yaoduqiaosheng", "账号yaoduqiaosheng"),
    ("皖ICP备12345678号-1", "皖 icp备12345678号-1"),
    # names and short texts as whole words
    ("方堃", "联系人：方堃"),
    ("方堃", "方　堃　19"),
    ("方 堃", "方堃，"),
    ("方堃", "联系人方堃电话"),
    ("方堃", "（方堃同志）"),
    ("欧阳娜娜", "由 欧阳 娜娜 负责"),
    ("古丽娜尔·艾尔肯", "古丽娜尔•艾尔肯的"),
    ("方堃", "如有异议请与方堃同志联系"),
    ("欧阳娜", "如有异议请与欧阳娜联系"),
    ("欧阳娜", "材料请找欧阳娜老师领取"),
    ("𠮷安", "（𠮷安）"),
    ("江苏徐州", "籍贯：江苏徐州"),
    # longer texts anywhere, a sentence of a long one, a part of a long sentence
    ("徐州市泉屏区云谷路66号8幢", "住在徐州市泉屏区云谷路66号８幢301室"),
    ("他每天骑车去村里。村民都认得他那辆旧自行车！", "据说村民都认得他那辆旧自行车，"),
    (LONG_SENTENCE, f"据悉，{LONG_SENTENCE[:40]}"),
    (LONG_SENTENCE, f"{LONG_SENTENCE[-40:]}。"),
    ("一年到头都在路上", "一年到头\n都在路上"),
]
LEFT_ALONE = [
    ("19900001234", "19900001235"),
    ("5550201", "订单 85550201"),
    ("5550201", "0000055502010000"),
    ("1234", "1234"),
    ("120000", "120000"),
    ("1990.05", "1990年5月17日"),
    ("1990.05", "1990.051"),
    ("1990.05", "11990.05"),
    ("1990.05", "1990年15月"),
    ("2024年3月6日", "2024年3月"),
    ("方堃", "东方堃山"),
    ("文明", "文明创建"),
    ("高远", "志存高远者"),
    ("文明", "与文明同行"),
    ("文明", "高举文明向前"),
    ("199000", "一九九〇〇〇"),
    ("江苏徐州", "江苏徐州人"),
    ("男", "男"),
    ("3", "3"),
    ("好", "好"),
    ("yaodu", "yaodu2"),
    ("他来了。我们走吧。从前有一天，没有下雨", "他来了。我们走吧。"),
    ("云谷路6号楼", "云谷路16号楼"),
]


@pytest.mark.parametrize(("value", "text"), FOUND)
def test_found(value: str, text: str) -> None:
    assert found(value, text)


@pytest.mark.parametrize(("value", "text"), LEFT_ALONE)
def test_left_alone(value: str, text: str) -> None:
    assert not found(value, text)


@pytest.mark.parametrize(
    ("value", "text", "allowed"),
    [
        ("方堃", "方堃", "一、典型人物：方堃"),
        ("0551-62606335", "0551-62606335", "联系电话：0551—62606335。"),
        ("13952200717", "13952200717@163.com", "13952200717@163.com"),
        ("清江水县融媒体中心", "清江水县融媒体中心", "清江水县融媒体中心记者"),
        ("2023.12", "2023年12月", "实施时间为2021年9月至2023年12月"),
    ],
)
def test_what_is_public_anyway_is_no_leak(value: str, text: str, allowed: str) -> None:
    assert found(value, text)
    assert not found(value, text, allowed)


def test_values_on_the_list_make_words_public_but_no_numbers_of_persons() -> None:
    """Behind a name on the list somebody typed his telephone number and his address."""
    values = ["方堃19900001234", "某站站长，fk@example.com", "https://example.com/v/123456789"]
    number, address = Secret("19900001234", "电话", True), Secret("fk@example.com", "邮箱", True)
    other = Secret("123456789", "播放量")
    guard = Guard.of([number, address, other, Secret("某站站长", "职务")], [], values)
    for value, what in zip(values, [{"电话"}, {"邮箱"}, set()], strict=True):
        assert {leak.what for leak in guard.leaks("a.txt", value.encode())} == what
    assert Guard.of([number], values).leaks("a.txt", b"19900001234") == ()


def test_a_number_of_nobody_on_the_list_is_told_too() -> None:
    guard = Guard.of([], [], ["方堃19900001234"])
    assert [leak.what for leak in guard.leaks("a.txt", b"19900001234")] == ["一个手机号码"]


def test_the_organisers_number_may_have_its_area_or_not() -> None:
    secret = Secret("0551-55500123", "电话", True)
    assert Guard.of([secret], ["55500123"]).leaks("a.txt", b"0551-55500123") == ()
    assert Guard.of([secret], ["0551-55500123"]).leaks("a.txt", b"55500123") == ()
    assert Guard.of([secret], ["55500124"]).leaks("a.txt", b"0551-55500123") != ()


def test_names_of_files_and_folders() -> None:
    guard = Guard.of([Secret("方堃", "联系人")], [])
    told = {leak.what for leak in guard.leaks_in_name(PurePath("公示", "方堃", "19900001234.pdf"))}
    assert told == {"联系人", "一个手机号码"}
    assert guard.leaks_in_name(PurePath("公示", "东方堃山", "公示.pdf")) == ()


def test_figures_side_by_side_make_no_number() -> None:
    """A table's cells are told apart, but for boxes of one digit each."""

    def told(*cells: str) -> list[str]:
        text = "</td><td>".join(cells)
        page = f"<html><table><tr><td>{text}</td></tr></table></html>"
        return [leak.what for leak in Guard.of([], []).leaks("a.html", page.encode())]

    assert told("15", "512345678", "3") == []
    assert told(*"19900001234") == ["一个手机号码"]
    assert told(*"1990000123") == []
    assert told("序号", *"199000012341", "分") == []


def test_a_sentence_of_nothing_but_public_values_is_no_leak() -> None:
    story = "韩堃，某某市公安局某某分局民警。他有一个别处没有的故事，说来话长。"
    row = "1,韩堃,某某市公安局某某分局民警"
    assert found(story, row, "韩堃")
    assert not found(story, row, "韩堃", "某某市公安局某某分局民警")
    assert found(story, story, "韩堃", "某某市公安局某某分局民警")


def test_a_name_inside_a_public_name_is_still_private() -> None:
    assert found("王定", "王定", "王定立")


# Numbers that no table holds


def by_shape(text: str, *allowed: str) -> list[str]:
    return [leak.what for leak in Guard.of([], allowed).leaks("a.txt", text.encode())]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (IDENTITY, "一个身份证号"),
        (f"{IDENTITY[:-1]}{(int(IDENTITY[-1]) + 1) % 10}", "一个身份证号"),
        (WITH_X.lower(), "一个身份证号"),
        (f"{IDENTITY[:6]} {IDENTITY[6:14]} {IDENTITY[14:]}", "一个身份证号"),
        (" ".join(WITH_X), "一个身份证号"),
        ("990101860317111", "一个身份证号"),
        ("19900001234", "一个手机号码"),
        ("199-0000-1234", "一个手机号码"),
        ("+86 19900001234", "一个手机号码"),
        (" ".join("19900001234"), "一个手机号码"),
        ("199·0000·1234", "一个手机号码"),
        ("199 - 0000 - 1234", "一个手机号码"),
        ("一九九零零零零一二三四", "一个手机号码"),
        ("0551-5550201", "一个固定电话号码"),
        ("（0551）55502012", "一个固定电话号码"),
        ("010—55502012", "一个固定电话号码"),
    ],
)
def test_numbers_of_persons_are_told_by_their_shape(text: str, what: str) -> None:
    assert by_shape(f"某某：{text}。") == [what]


CREDIT_CODE = next(
    code
    for code in (
        f"{start}{credit_check_character(start)}"
        for start in (f"11990119900101{i:03}" for i in range(999))
    )
    if code.isdecimal() and check_character(code[:-1]) != code[-1]
)
"""Of digits only, and with a day where an identity number has the date of birth."""


@pytest.mark.parametrize(
    "text",
    [
        "91350100M000100Y43",
        CREDIT_CODE,
        "皖ICP备12345678号-1",
        "2024年1月22日至26日",
        "2024-01-22 2024-01-26",
        "990101198613171114",  # no 13th month
        "990101861317111",
        "12900001234",
        "199000012345",
        "1700000000000",
        "0.19900001234",
        "e3b0c44298fc1c149afbf4c8a19900001234fb2427ae41e4649b934ca4959910",
        "3f2504e0-4f89-11d3-9a0c-139000012340",
        "1 2 3 4 5 6 7 8 9 10 11 12",
        "00551-12",
        "199/0000/1234",
        "二〇二四年一月二十二日至二十六日",
        "一二三四五六七八九十",
        "○○○○○○○○○○○",
        "8080-9356",
    ],
)
def test_other_numbers_are_none(text: str) -> None:
    assert by_shape(f"某某：{text}。") == []


def test_the_organisers_own_numbers_pass() -> None:
    own = "邮箱：13952200717@163.com，电话：80809356、0551—62606335"
    assert by_shape(own) == ["一个手机号码", "一个固定电话号码"]
    assert by_shape(own, "13952200717@163.com", "80809356", "0551—62606335") == []
    assert by_shape("0516-80809356", "80809356") == []
    assert by_shape("13952200718", "13952200717@163.com") == ["一个手机号码"]


def test_numbers_by_chance_in_bytes_are_none() -> None:
    bytes_of_a_picture = b"\xff\xd8\xff\xe0" + b"\0\x01 19900001234 \0" * 3
    assert Guard.of([], []).leaks("a.jpg", bytes_of_a_picture) == ()
    known = Guard.of([Secret("19900001234", "电话")], [])
    assert known.leaks("a.jpg", bytes_of_a_picture) == (Leak("文件内容", "电话"),)


# Many


def test_of_many_leaks_the_first_are_told_in_the_order_of_the_file() -> None:
    secrets = [Secret(f"1990000{i:04}", f"第{i}个") for i in range(200, 0, -1)]
    text = "\n".join(f"1990000{i:04}" for i in range(1, 201))
    leaks = Guard.of(secrets, []).leaks("a.txt", text.encode())
    expected = tuple(Leak(f"第{i}行", f"第{i}个") for i in range(1, MOST_LEAKS + 1))
    assert leaks == expected


def test_a_text_of_many_pages_is_searched_to_its_end() -> None:
    """It is searched in parts, and what stands across their border is found too."""
    part = 2**18
    text = "示" * (part - 7) + "，a@example.com，" + "示" * part + "。方堃"
    guard = Guard.of([Secret("方堃", "甲"), Secret("a@example.com", "乙")], [])
    assert {leak.what for leak in guard.leaks("a.txt", text.encode())} == {"甲", "乙"}


def test_many_secrets_that_begin_and_end_alike() -> None:
    secrets = [Secret(f"住址是某某省某市第{i}条路尾号院的后门旁", f"{i}") for i in range(5_000)]
    text = "\n".join(f"住址是某某省某市第{i}弄路尾号院的后门旁" for i in range(1_000))
    assert Guard.of(secrets, []).leaks("a.txt", text.encode()) == ()
