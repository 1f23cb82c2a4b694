"""Codes that authorities give out → the same in one spelling, if they can be one."""

from __future__ import annotations

import re
from operator import mul

from formgen.campaign.kinds.base import Fault, plain, shown
from formgen.campaign.kinds.text import CheckedText

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The characters of a credit code, each worth its place (GB 32100-2015, table 3)."""
_WORTH = {character: worth for worth, character in enumerate(_ALPHABET)}
_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
"""Weights of the first 17 characters (GB 32100-2015, table 2)."""
_LENGTH = 18
_OLD_LENGTH = 15
_MISTAKEN = {"I": "1", "O": "0", "S": "5", "Z": "2", "V": "Y 或 U"}
"""Letters no credit code has, and what they were probably read for."""


class CreditCode(CheckedText):
    """A unified social credit code of an organisation (GB 32100)."""

    name = "统一社会信用代码"

    def accepted(self, text: str) -> str:
        """The 18 characters; spaces, hyphens, widths and small letters do not matter.

        Raises:
            Fault: V21 with what is wrong with it.
        """
        code = plain(text).replace("-", "").upper()
        if reason := _code_complaint(code):
            raise Fault("V21", value=shown(text), reason=reason)
        return code


def _code_complaint(code: str) -> str:
    """Why a normalised text is no credit code, to stand behind it; empty if it is one."""
    for character in code[:_LENGTH]:
        if character in _MISTAKEN:
            return f"里有字母 {character}，代码里没有这个字母，可能应是 {_MISTAKEN[character]}"
        if character not in _WORTH:
            return f"里有不该有的字符“{character}”"
    if len(code) == _OLD_LENGTH:
        return "是 15 位的旧注册号，现在要填 18 位的"
    if len(code) != _LENGTH:
        return f"有 {len(code)} 位，应是 18 位"
    if not code[2:8].isdecimal():
        return "第 3 至 8 位应都是数字"
    if credit_check_character(code[:-1]) != code[-1]:
        return "的最后一位校验码对不上，有的字符写错了"
    return ""


def credit_check_character(characters: str) -> str:
    """The check character of the first 17 (GB 32100-2015, 4.6; ISO 7064 MOD 31-3)."""
    total = sum(map(mul, _WEIGHTS, map(_WORTH.__getitem__, characters)))
    return _ALPHABET[-total % 31]


_POSTAL = re.compile(r"\d{6}", flags=re.ASCII)


class PostalCode(CheckedText):
    """A Chinese postal code."""

    name = "邮政编码"

    def accepted(self, text: str) -> str:
        """The six digits; spaces and widths do not matter.

        Raises:
            Fault: V37 where it is anything else.
        """
        code = plain(text)
        if not _POSTAL.fullmatch(code):
            raise Fault("V37", value=shown(text))
        return code


_PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀贵黔云滇藏陕秦甘陇青宁新"
_RECORD = re.compile(rf"[{_PROVINCES}]ICP备\d{{8,10}}号(?:-\d{{1,4}}[AX]?)?", flags=re.ASCII)
"""The site's number follows the hyphen; A marks an app, X a mini program."""
_RECORD_DIGITS = re.compile(r"ICP备(\d*)", flags=re.ASCII)


class SiteRecord(CheckedText):
    """The ICP record number of a web site: 皖ICP备12345678号-1."""

    name = "网站备案号"

    def accepted(self, text: str) -> str:
        """The number; spaces, widths, brackets and small letters do not matter.

        Raises:
            Fault: V26 with what is wrong with it.
        """
        record = plain(text).upper()
        if reason := _record_complaint(record):
            raise Fault("V26", value=shown(text), reason=reason)
        return record


def _record_complaint(record: str) -> str:
    """Why a normalised text is no record number, to stand behind it; empty if it is one."""
    if _RECORD.fullmatch(record):
        return ""
    if "公网安备" in record:
        return "是公安联网备案号，这里要填 ICP 备案号"
    if "ICP证" in record or re.search(r"[AB][12]-\d", record):
        return "是经营许可证号，这里要填 ICP 备案号"
    digits = _RECORD_DIGITS.search(record)
    if digits is None:
        return "里没有“ICP备”"
    if not re.match(rf"[{_PROVINCES}]ICP", record):
        return "的“ICP备”前面不是一个省份的简称"
    if not 8 <= len(digits[1]) <= 10:
        return f"的“ICP备”后面应是 8 至 10 位数字，这里有 {len(digits[1])} 位"
    if not record[digits.end() :].startswith("号"):
        return "的数字后面没有“号”字"
    return "的“号”后面只能写短横线和序号，如“-1”"
