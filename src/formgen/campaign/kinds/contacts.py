"""Telephone numbers and e-mail addresses → the same as typed, if they can be reached."""

from __future__ import annotations

import re

from formgen.campaign.kinds.base import (
    Fault,
    concealed,
    plain,
    shown,
)
from formgen.campaign.kinds.text import CheckedText

_EXTENSION = r"(?:(?:-|转|分机|EXT\.?)(?:分机)?\d{1,6}|\((?:转|分机)?\d{1,6}\))?"
_AREA = r"0(?:10|2\d|[3-9]\d{2})"
"""Three digits for 010 and 02x, four for the others."""
_NUMBER = re.compile(
    r"(?:(?:\+|00)?86-?|\(\+?86\))?1[3-9]\d-?\d{4}-?\d{4}"
    rf"|(?:{_AREA}-?|\({_AREA}\)-?)?[2-9]\d{{2,3}}-?\d{{4}}{_EXTENSION}"
    rf"|(?:(?:\+|00)86-?|\(\+?86\)|86-)0?(?:10|2\d|[3-9]\d{{2}})-?[2-9]\d{{6,7}}{_EXTENSION}"
    rf"|[48]00-?\d{{3}}-?\d{{4}}{_EXTENSION}|[48]00\d-?\d{{3}}-?\d{{3}}{_EXTENSION}"
    r"|\+(?!86)[1-9]\d{0,2}(?:-?\d){6,12}",
    flags=re.ASCII,
)
"""A mobile, a landline, one of either with the code of the country, 400 and 800, abroad."""
_WITH_AREA = re.compile(rf"{_AREA}[2-9]\d{{6,7}}", flags=re.ASCII)
_BETWEEN = re.compile(r"[、/／;；,，|｜\n]")
_STRANGE = re.compile(r"[^\d+()转分机EXT.-]", flags=re.ASCII)
_MOBILE_DIGITS = 11


class Phone(CheckedText):
    """One or several mobile or landline numbers."""

    name = "电话"

    def accepted(self, text: str) -> str:
        """The numbers as typed.

        Raises:
            Fault: V22 with the first number that is none, and what is wrong with it.
        """
        if _NUMBER.fullmatch(text):
            return text
        for part in _BETWEEN.split(text):
            if not part.strip():
                raise Fault("V22", value=concealed(text), reason="里多了一个隔开号码的标点")
            _check_numbers(part)
        return text


def _check_numbers(part: str) -> None:
    """Check what stands between two marks: a number, or several parted by spaces."""
    if _NUMBER.fullmatch(plain(part).upper()):
        return
    numbers = [plain(number).upper() for number in part.split()]
    if len(numbers) > 1 and all(map(_NUMBER.fullmatch, numbers)):
        return
    raise Fault("V22", value=concealed(part.strip()), reason=_complaint(plain(part).upper()))


def _complaint(number: str) -> str:
    """What is wrong with what is no number, to stand behind it."""
    if strange := _STRANGE.search(number):
        return f"里有不该有的字符“{strange[0]}”"
    digits = "".join(filter(str.isdigit, number))
    if digits.startswith("1"):
        if len(digits) != _MOBILE_DIGITS:
            return f"有 {len(digits)} 位数字，手机号应是 11 位"
        if digits[1] in "012":
            return f"以 {digits[:2]} 开头，没有这样的手机号"
    elif digits.startswith("0"):
        if not _WITH_AREA.fullmatch(digits):
            return "不是区号加 7 或 8 位号码"
    elif len(digits) not in (7, 8):
        return f"有 {len(digits)} 位数字，座机号应是 7 或 8 位"
    return "的写法不对"


_ATOM = r"[\w!#$%&'*+/=?^`{|}~-]+"
_MAILBOX = re.compile(rf"(?=.{{1,64}}$){_ATOM}(?:\.{_ATOM})*", flags=re.ASCII)
"""A dot-atom (RFC 5321, 4.1.2)."""
_HOST = re.compile(
    r"(?=.{1,253}$)(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+(?:[a-z]{2,63}|xn--[a-z\d-]+)",
    flags=re.ASCII | re.IGNORECASE,
)


class Email(CheckedText):
    """An e-mail address."""

    name = "邮箱"

    def accepted(self, text: str) -> str:
        """The address as typed.

        Raises:
            Fault: V23 with what is wrong with it.
        """
        if reason := _email_complaint(text):
            raise Fault("V23", value=shown(text), reason=reason)
        return text


_EMAIL_STRANGE = re.compile(r"[^\w.!#$%&'*+/=?^`{|}~@-]", flags=re.ASCII)
_FULL_WIDTH = re.compile("[\u3002\uff01-\uff5e]")


def _email_complaint(text: str) -> str:
    """Why a text is no e-mail address, to stand behind it; empty if it is one."""
    if wide := _FULL_WIDTH.search(text):
        return f"里的“{wide[0]}”是全角字符，应是半角的“{_half(wide[0])}”"
    if strange := _EMAIL_STRANGE.search(text):
        return "里有空格或换行" if strange[0].isspace() else f"里有不该有的字符“{strange[0]}”"
    mailbox, at, host = text.partition("@")
    if not at:
        return "里没有“@”"
    if "@" in host:
        return "里有不止一个“@”，这里只写一个邮箱"
    if not mailbox:
        return "的“@”前面没有内容"
    if "." not in host:
        return "的“@”后面不完整，少了“.com”这样的结尾"
    if not _MAILBOX.fullmatch(mailbox):
        return "的“@”前面的写法不对"
    return "" if _HOST.fullmatch(host) else "的“@”后面的写法不对"


def _half(character: str) -> str:
    """The ASCII character that a full-width one stands for."""
    return "." if character == "。" else chr(ord(character) - 0xFEE0)
