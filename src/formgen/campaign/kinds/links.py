"""Web addresses and accounts → the same as typed, if they can be opened or looked up."""

from __future__ import annotations

import re

from formgen.campaign.kinds.base import Fault, shown
from formgen.campaign.kinds.text import CheckedText

_LETTER = r"a-z\d\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
"""What a label of a domain is made of; Chinese domains are registered as such (RFC 5890)."""
_LABEL = rf"[{_LETTER}](?:[{_LETTER}-]{{0,61}}[{_LETTER}])?"
_TOP = r"(?:[a-z]{2,63}|xn--[a-z\d-]{1,59}|[\u4e00-\u9fff]{2,})"
_BYTE = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
_PORT = r"(?::\d{1,5})?"
_HOST = rf"(?:(?:{_LABEL}\.)+{_TOP}|{_BYTE}(?:\.{_BYTE}){{3}})"
_FLAGS = re.ASCII | re.IGNORECASE
_ADDRESS = re.compile(rf"(?:https?://)?{_HOST}\.?{_PORT}(?:[/?#]\S*)?", flags=_FLAGS)
"""A URL (RFC 3986) of the web, or a domain alone; the path may be Chinese."""
_WIDE = re.compile("[\u3001\u3002\u3008-\u3020\uff01-\uff65\u2018-\u201f\u2014\u2026]")
"""Full-width characters and Chinese punctuation, which no address has."""
_SCHEME = re.compile(r"[a-z][a-z\d+.-]*:/{1,3}|https?[:/]+", flags=_FLAGS)
_STARTS_LIKE_ADDRESS = re.compile(r"https?\b|www\.|[a-z]+:/", flags=_FLAGS)
_NO_ACCOUNT = re.compile(r"[^\w.@-]")


class Link(CheckedText):
    """A web address: a URL or a domain."""

    name = "网址"

    def accepted(self, text: str) -> str:
        """The address as typed.

        Raises:
            Fault: V24 with what is wrong with it.
        """
        if reason := web_address_complaint(text):
            raise Fault("V24", value=shown(text), reason=reason)
        return text


class LinkOrAccount(CheckedText):
    """A web address, or the ID of an account on a platform."""

    name = "网址或账号"

    def accepted(self, text: str) -> str:
        """The address or ID as typed.

        Raises:
            Fault: V24 where it begins like an address and is none, V25 where it is no ID.
        """
        if is_web_address(text):
            return text
        if _STARTS_LIKE_ADDRESS.match(text):
            raise Fault("V24", value=shown(text), reason=web_address_complaint(text))
        if reason := _account_complaint(text):
            raise Fault("V25", value=shown(text), reason=reason)
        return text


def is_web_address(text: str) -> bool:
    """Whether a text is a URL of the web or a domain, without characters no address has."""
    return not web_address_complaint(text)


def web_address_complaint(text: str) -> str:
    """Why a text is no URL or domain, in Chinese; empty if it is one."""
    if wide := _WIDE.search(text):
        return f"里面有全角的“{wide[0]}”，应全用半角字符"
    if len(text.split()) > 1:
        return "里面有换行，一格只写一个网址" if "\n" in text else "中间有空格"
    if _ADDRESS.fullmatch(text):
        return ""
    if scheme := _SCHEME.match(text):
        if scheme[0].lower() not in ("http://", "https://"):
            return f"开头的“{scheme[0]}”应是 http:// 或 https://"
        text = text[scheme.end() :]
    host = re.split("[/?#]", text, maxsplit=1)[0]
    if "@" in host:
        return "里面有“@”，像是邮箱或账号"
    return "域名不完整，少了“.com”这样的部分" if "." not in host else "域名的写法不对"


def _account_complaint(text: str) -> str:
    """Why a text is no account ID, to stand behind it; empty if it is one."""
    strange = _NO_ACCOUNT.search(text)
    if strange is None:
        return ""
    if strange[0] == "\n":
        return "里有换行，一格只写一个账号"
    return "里有空格" if strange[0].isspace() else f"里有不该有的字符“{strange[0]}”"
