from __future__ import annotations

import pytest

from formgen.campaign.kinds.links import is_web_address
from tests.campaign.parsing import complaint, fault, parse

ADDRESSES = [
    "www.example.com", "example.com", "https://www.example.com", "HTTP://WWW.EXAMPLE.COM/",
    "https://video.example.com/v/20180618?from=gz&id=1108#t=3", "http://192.0.2.1:8080/a",
    "http://中文.example.com/路径/页面.html", "网信.中国", "example.com:8443/a",
    "https://video.example.com/@yanjiaozhai", "xn--fiqs8s.example.com",
]  # fmt: skip


@pytest.mark.parametrize("kind", ["网址", "网址或账号"])
@pytest.mark.parametrize("text", ADDRESSES)
def test_an_address_stays_as_it_is_written(kind: str, text: str) -> None:
    assert parse(kind, f" {text}\u200b ") == text
    assert is_web_address(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("www.example。com", "全角的“。”"),
        ("https：//www.example.com", "全角的“：”"),
        ("ｗww.example.com", "全角的“ｗ”"),
        ("www.example.com，", "全角的“，”"),
        ("www.example.com/“甲”", "全角的““”"),
        ("www. example.com", "中间有空格"),
        ("http://example.com\nhttp://example.org", "一格只写一个网址"),
        ("htp://www.example.com", "开头的“htp://”"),
        ("http:/www.example.com", "开头的“http:/”"),
        ("http:www.example.com", "开头的“http:”"),
        ("https://", "域名不完整"),
        ("https://example", "域名不完整"),
        ("https://-a.example.com", "域名的写法不对"),
        ("https://example.c", "域名的写法不对"),
        ("http://192.0.2.256", "域名的写法不对"),
    ],
)
def test_what_is_wrong_with_an_address_is_said(text: str, reason: str) -> None:
    message = complaint("网址", text)
    assert message.startswith("V24")
    assert reason in message
    assert not is_web_address(text)


@pytest.mark.parametrize("text", ["徐州好网民", "yaodu_123", "example", "a@example.com", "9900001"])
def test_what_is_no_address_may_be_an_account(text: str) -> None:
    assert fault("网址", text).code == "V24"
    assert not is_web_address(text)
    assert parse("网址或账号", text) == text


@pytest.mark.parametrize("text", ["@药都谯声", "药都.谯声-1_a", "𠮷祥"])
def test_an_account_may_be_chinese(text: str) -> None:
    assert parse("网址或账号", text) == text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("药都 谯声", "有空格"),
        ("yaodu\nqiao", "有换行"),
        ("药都（官方）", "不该有的字符“（”"),
        ("药都，", "“，”"),
    ],
)
def test_what_is_wrong_with_an_account_is_said(text: str, reason: str) -> None:
    message = complaint("网址或账号", text)
    assert message.startswith("V25")
    assert reason in message


@pytest.mark.parametrize(
    "text", ["www.exa mple.com", "https：//example.com", "htp://example.com", "http://"]
)
def test_what_begins_like_an_address_is_held_to_be_one(text: str) -> None:
    assert fault("网址或账号", text).code == "V24"
