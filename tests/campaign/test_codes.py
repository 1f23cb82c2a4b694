from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.campaign.parsing import complaint, fault, parse

GOOD = "91350100M000100Y43"
"""The example of GB 32100."""
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@st.composite
def credit_codes(draw: st.DrawFn) -> str:
    kind = draw(st.sampled_from(["91", "92", "12", "53", "N2", "A1"]))
    area = draw(st.from_regex(r"\A[0-9]{6}\Z"))
    body = draw(st.text(ALPHABET, min_size=9, max_size=9))
    first = kind + area + body
    for check in ALPHABET:  # the sum with all weights is 0 modulo 31 for one of them only
        worths = [ALPHABET.index(character) for character in first + check]
        if sum(worth * 3**place for place, worth in enumerate(worths[:-1])) % 31 == (
            -worths[-1] % 31
        ):
            return first + check
    raise AssertionError


@given(credit_codes())
def test_every_sound_code_is_taken(code: str) -> None:
    assert parse("统一社会信用代码", code) == code


@given(credit_codes(), st.integers(0, 17), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_found(code: str, place: int, other: str) -> None:
    wrong = code[:place] + other + code[place + 1 :]
    if wrong != code:
        assert fault("统一社会信用代码", wrong).code == "V21"


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        GOOD.lower(),
        "9135 0100 M000 100Y 43",
        "91350100-M000100Y4-3",
        "９１３５０１００M000100Y43",
    ],
)
def test_slips_of_typing_do_not_matter(text: str) -> None:
    assert parse("统一社会信用代码", text) == GOOD


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("91350100M000100Y4Z", "里有字母 Z，代码里没有这个字母，可能应是 2"),
        ("9I350100M000100Y43", "里有字母 I，代码里没有这个字母，可能应是 1"),
        ("91350100M000100Y44", "校验码对不上"),
        ("91350100M000100Y4", "有 17 位"),
        ("91350100M000100Y433", "有 19 位"),
        ("340100000012345", "15 位的旧注册号"),
        ("9135010AM000100Y43", "第 3 至 8 位应都是数字"),
        ("无", "不该有的字符“无”"),
    ],
)
def test_what_is_wrong_with_a_credit_code_is_said(text: str, reason: str) -> None:
    assert reason in complaint("统一社会信用代码", text)


@pytest.mark.parametrize("text", ["236800", "２３６８００", "236 800"])
def test_a_postal_code_has_six_digits(text: str) -> None:
    assert parse("邮政编码", text) == "236800"


@pytest.mark.parametrize("text", ["23680", "2368000", "23680O", "皖236800", "236800、236000"])
def test_anything_else_is_no_postal_code(text: str) -> None:
    assert fault("邮政编码", text).code == "V37"


@pytest.mark.parametrize(
    "text",
    [
        "皖ICP备12345678号-1",
        "皖icp备12345678号-1",
        "皖 ICP 备 12345678 号 - 1",
        "皖ＩＣＰ备１２３４５６７８号－１",
        "皖ICP备12345678号—1",
    ],
)
def test_a_record_number_has_one_spelling(text: str) -> None:
    assert parse("网站备案号", text) == "皖ICP备12345678号-1"


@pytest.mark.parametrize(
    "text", ["京ICP备12345678号", "蜀ICP备1234567890号-12", "黔ICP备123456789号-2A"]
)
def test_record_numbers_of_every_length_are_taken(text: str) -> None:
    assert parse("网站备案号", text) == text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("皖ICP备1234567号", "这里有 7 位"),
        ("皖ICP备12345678901号", "这里有 11 位"),
        ("皖ICP备12345678", "没有“号”字"),
        ("皖ICP备12345678号-", "只能写短横线和序号"),
        ("ICP备12345678号", "不是一个省份的简称"),
        ("安徽ICP备12345678号", "不是一个省份的简称"),
        ("12345678", "没有“ICP备”"),
        ("皖ICP证123456号", "经营许可证号"),
        ("皖B2-20200001", "经营许可证号"),
        ("皖公网安备34010002000001号", "公安联网备案号"),
    ],
)
def test_what_is_wrong_with_a_record_number_is_said(text: str, reason: str) -> None:
    assert reason in complaint("网站备案号", text)
