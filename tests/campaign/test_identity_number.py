from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formgen.campaign.kinds.identity import birth_date, check_character, is_male
from formgen.campaign.values import Day
from tests.campaign.parsing import complaint, fault, parse

GOOD = "11010519491231002X"
"""The example of GB 11643."""
DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31))


def number(day: datetime.date, order: int = 1) -> str:
    digits = f"990101{day:%Y%m%d}{order:03}"
    # ISO 7064 MOD 11-2 as the recursion it is defined by, not as weights.
    rest = 0
    for digit in digits:
        rest = (rest + int(digit)) * 2 % 11
    check = (12 - rest) % 11
    return digits + ("X" if check == 10 else str(check))


@given(DAYS, st.integers(0, 999))
def test_every_sound_number_is_taken(day: datetime.date, order: int) -> None:
    sound = number(day, order)
    assert parse("身份证号", sound) == sound
    assert birth_date(sound) == Day.of(day)
    assert is_male(sound) == (order % 2 == 1)


@given(DAYS, st.integers(0, 999), st.integers(0, 17), st.sampled_from("0123456789X"))
def test_one_wrong_character_is_always_found(
    day: datetime.date, order: int, place: int, other: str
) -> None:
    sound = number(day, order)
    wrong = sound[:place] + other + sound[place + 1 :]
    if wrong != sound:
        assert fault("身份证号", wrong).code == "V18"


@given(DAYS, st.integers(0, 999), st.integers(0, 16))
def test_two_neighbours_swapped_are_found(day: datetime.date, order: int, place: int) -> None:
    sound = number(day, order)
    swapped = sound[:place] + sound[place + 1] + sound[place] + sound[place + 2 :]
    if swapped != sound:
        assert fault("身份证号", swapped).code == "V18"


def test_the_standards_example() -> None:
    assert check_character(GOOD[:17]) == "X"
    assert parse("身份证号", GOOD) == GOOD
    assert birth_date(GOOD) == Day(1949, 12, 31)
    assert not is_male(GOOD)


@pytest.mark.parametrize(
    "text",
    [
        "11010519491231002x",
        "110105 19491231 002X",
        "110105-19491231-002X",
        "110105—19491231—002X",
        "110105１９４９１２３１００２Ｘ",
        "\u202d11010519491231002X\u202c",
    ],
)
def test_slips_of_typing_do_not_matter(text: str) -> None:
    assert parse("身份证号", text) == GOOD


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (GOOD[:-2] + "X", "有 17 位，应是 18 位"),
        (GOOD[:10] + "0" + GOOD[10:], "有 19 位，应是 18 位"),
        ("110105491231002", "是 15 位的旧号码"),
        ("110105194912310021", "最后一位校验码对不上"),
        ("110105194902310021", "出生日期不对"),
        ("110105189912310021", "出生日期不对"),
        ("110105210101010021", "出生日期不对"),
        ("1101051949123100X2", "“X”不在最后一位"),
        ("110105194912310O2X", "不该有的字符“O”"),
        ("无", "不该有的字符“无”"),
    ],
)
def test_what_is_wrong_is_said(text: str, reason: str) -> None:
    assert reason in complaint("身份证号", text)


@pytest.mark.parametrize(
    ("year", "taken"), [(1899, False), (1900, True), (2100, True), (2101, False)]
)
def test_years_of_birth_are_bounded(year: int, taken: bool) -> None:
    text = number(datetime.date(year, 6, 1))
    if taken:
        assert parse("身份证号", text) == text
    else:
        assert "出生日期" in complaint("身份证号", text)


@pytest.mark.parametrize("text", ["110105194912310021", "1101051949123100", "110105 19491231 0021"])
def test_no_message_shows_the_number(text: str) -> None:
    found = fault("身份证号", text)
    assert "19491231" not in str(found.details)
    assert "1949" not in complaint("身份证号", text)


def test_a_text_that_is_no_number_has_no_birth_date() -> None:
    with pytest.raises(ValueError, match="identity"):
        birth_date("990101999999990011")
