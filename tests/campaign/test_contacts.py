from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.campaign.parsing import complaint, fault, parse


@pytest.mark.parametrize(
    "text",
    [
        "19900001001", "13000000000", "199 0000 1001", "199-0000-1001", "１９９００００１００１",
        "+86 19900001001", "+86-199-0000-1001", "8619900001001", "(+86)19900001001",
        "0551-5550101", "0551—5550101", "0551－5550101", "05515550101", "（0551）5550101",
        "0551 5550101", "010-55501011", "80809356", "5550101", "+86-551-5550101",
        "0551-5550101-8001", "0551-5550101转801", "0551-5550101（转801）", "021-5550101 转 12",
        "19900001001、0551-5550101", "19900001001/19900001002", "19900001001；5550101",
        "19900001001，5550101", "19900001001,5550101", "0551-5550101 / 19900001001",
        "19900001001 0551-5550101", "19900001001\n5550101", "400-555-0101", "+852 9000 0001",
    ],
)  # fmt: skip
def test_numbers_stay_as_they_are_written(text: str) -> None:
    assert parse("电话", f" {text}\u202c ") == text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1990000100", "有 10 位数字，手机号应是 11 位"),
        ("199000010011", "有 12 位数字，手机号应是 11 位"),
        ("12900001001", "以 12 开头"),
        ("555010", "有 6 位数字，座机号应是 7 或 8 位"),
        ("555010111", "有 9 位数字，座机号应是 7 或 8 位"),
        ("0551-555010", "不是区号加 7 或 8 位号码"),
        ("0551-555010111", "不是区号加 7 或 8 位号码"),
        ("0551--5550101", "的写法不对"),
        ("张三19900001001", "不该有的字符“张”"),
        ("199O0001001", "不该有的字符“O”"),
        ("19900001001、", "多了一个隔开号码的标点"),
        ("19900001001、、5550101", "多了一个隔开号码的标点"),
        ("5550101、1990000100", "有 10 位数字"),
        ("19900001001 1990000100", "有 21 位数字"),
        ("0551-5550101-1234567", "的写法不对"),
    ],
)
def test_what_is_wrong_with_a_number_is_said(text: str, reason: str) -> None:
    if reason == "的写法不对":
        assert fault("电话", text).code == "V22"
    else:
        assert reason in complaint("电话", text)


@given(st.from_regex(r"\A1[3-9][0-9]{9}\Z"))
def test_every_mobile_number_is_taken_and_none_a_digit_off(number: str) -> None:
    assert parse("电话", number) == number
    assert fault("电话", number[:-1]).code == "V22"
    assert fault("电话", number + "0").code == "V22"


def test_no_message_shows_the_number() -> None:
    found = fault("电话", "1990000100")
    assert found.details["value"] == "199****100"
    assert found.details["value"] in complaint("电话", "5550101、1990000100")


@pytest.mark.parametrize(
    "text",
    [
        "a@example.com",
        "zhang.san_1+x@sub-1.example.com.cn",
        "9900@EXAMPLE.COM",
        "a@xn--fiq.example",
    ],
)
def test_an_address_stays_as_it_is_written(text: str) -> None:
    assert parse("邮箱", f" {text} ") == text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a＠example.com", "“＠”是全角字符，应是半角的“@”"),
        ("a@example．com", "“．”是全角字符，应是半角的“.”"),
        ("a@example。com", "“。”是全角字符，应是半角的“.”"),
        ("example.com", "没有“@”"),
        ("a@@example.com", "不止一个“@”"),
        ("@example.com", "前面没有内容"),
        ("a@example", "少了“.com”这样的结尾"),
        ("a@example.c", "后面的写法不对"),
        ("a@-example.com", "后面的写法不对"),
        ("a@example..com", "后面的写法不对"),
        ("a@example.com.", "后面的写法不对"),
        (".a@example.com", "前面的写法不对"),
        ("a..b@example.com", "前面的写法不对"),
        ("a b@example.com", "有空格或换行"),
        ("张三@example.com", "不该有的字符“张”"),
        ("a@example,com", "不该有的字符“,”"),
        ("a@example.com;b@example.com", "不该有的字符“;”"),
    ],
)
def test_what_is_wrong_with_an_address_is_said(text: str, reason: str) -> None:
    message = complaint("邮箱", text)
    assert message.startswith("V23")
    assert reason in message


@pytest.mark.parametrize(("length", "taken"), [(64, True), (65, False)])
def test_the_name_before_the_at_sign_is_bounded(length: int, taken: bool) -> None:
    text = "a" * length + "@example.com"
    if taken:
        assert parse("邮箱", text) == text
    else:
        assert "前面的写法不对" in complaint("邮箱", text)
