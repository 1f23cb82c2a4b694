"""Identity numbers → the same without slips of typing, if they can be one (GB 11643-1999)."""

from __future__ import annotations

import datetime
import re
from operator import mul

from formgen.campaign.kinds.base import Fault, concealed, plain
from formgen.campaign.kinds.dates import FIRST_YEAR, LAST_YEAR
from formgen.campaign.kinds.text import CheckedText
from formgen.campaign.values import Day

_OLD_LENGTH = 15
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
"""Weights of the first 17 digits (GB 11643-1999, table 1)."""
_CHECKS = "10X98765432"
"""Check character by the weighted sum modulo 11 (GB 11643-1999, table 2)."""
_SHAPE = re.compile(r"\d{17}[\dX]", flags=re.ASCII)
_STRANGE = re.compile(r"[^\dX]", flags=re.ASCII)


class IdentityNumber(CheckedText):
    """An identity number (GB 11643)."""

    name = "身份证号"

    def accepted(self, text: str) -> str:
        """The 18 characters; spaces, hyphens, widths and a small x do not matter.

        Raises:
            Fault: V18 with what is wrong with it.
        """
        number = plain(text).replace("-", "").upper()
        if reason := identity_complaint(number):
            raise Fault("V18", value=concealed(text), reason=reason)
        return number


def identity_complaint(number: str) -> str:
    """Why a normalised text is no identity number, to stand behind it; empty if it is one."""
    if not _SHAPE.fullmatch(number):
        return _misshapen(number)
    if _birth_date(number) is None:
        return "第 7 至 14 位的出生日期不对"
    if check_character(number[:-1]) != number[-1]:
        return "的最后一位校验码对不上，有的数字写错了"
    return ""


def _misshapen(number: str) -> str:
    strange = _STRANGE.search(number)
    if strange:
        return f"里有不该有的字符“{strange[0]}”"
    if "X" in number[:-1]:
        return "里的“X”不在最后一位"
    if len(number) == _OLD_LENGTH:
        return "是 15 位的旧号码，现在要填 18 位的"
    return f"有 {len(number)} 位，应是 18 位"


def check_character(digits: str) -> str:
    """The check character of the first 17 digits (GB 11643-1999, 4.4; ISO 7064 MOD 11-2)."""
    return _CHECKS[sum(map(mul, _WEIGHTS, map(int, digits))) % 11]


def birth_date(number: str) -> Day:
    """The day of birth in an identity number.

    Args:
        number: 18 characters that the kind 身份证号 has taken.

    Raises:
        ValueError: it is no identity number.
    """
    day = _birth_date(number)
    if day is None:
        raise ValueError("not an identity number")
    return day


def is_male(number: str) -> bool:
    """Whether an identity number is a man's: the 17th digit is odd (GB 11643-1999, 4.3)."""
    return int(number[16]) % 2 == 1


def _birth_date(number: str) -> Day | None:
    """Digits 7 to 14 as a day from 1900 to 2100 (GB 11643-1999, 4.2); there is no clock here."""
    year = int(number[6:10])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return Day.of(datetime.date(year, int(number[10:12]), int(number[12:14])))
    except ValueError:
        return None
