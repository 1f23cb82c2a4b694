"""Folded text → the identity and telephone numbers in it, whoever they are of.

They are told by shape alone: a check character that is wrong does not make a number public. A
unified social credit code of digits only is not taken for an identity number where its own check
character holds (GB 32100-2015, 4.6) and the other does not (GB 11643-1999, 4.4); numbers inside
hashes and UUIDs are none.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from formgen.campaign.kinds.codes import credit_check_character
from formgen.campaign.kinds.identity import check_character

_HASH = re.compile(
    r"(?<![\da-z])(?:[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}|(?=\d*[a-f])[\da-f]{32,})(?![\da-z])"
)
_GAP = "[ -]{0,2}"
_IDENTITY = re.compile(rf"(?<!\d)\d{{6}}{_GAP}\d{{4}}{_GAP}\d{{4}}{_GAP}\d{{3}}[\dx](?!\d)")
"""The 18 characters, parted before and after the birth date or inside it."""
_OLD_IDENTITY = re.compile(rf"(?<!\d)\d{{6}}{_GAP}\d{{6}}{_GAP}\d{{3}}(?![\dx])")
"""The 15 digits of before 1999."""
_PARTED = "(?: ?[.·-]{1,2} ?| {1,2})?"
_MOBILE = re.compile(
    rf"(?<!\d)(?<!\d\.)(?:\(?(?:\+|00)?86\)?[ -]?)?(1[3-9]\d(?:{_PARTED}\d{{4}}){{2}})(?![\d]|\.\d)"
)
_LANDLINE = re.compile(
    r"(?<!\d)(?<!\d\.)(?:\+?86[ -]?)?(\(?0(?:10|2\d|[3-9]\d{2})\)?[ -]{0,3}"
    r"[2-9]\d{2,3}[ -]?\d{4})(?![\d]|\.\d)"
)
_SPACED_OUT = re.compile(r"(?<!\d)(?<!\d )\d(?: \d){10,16}(?: [\dx])?(?![\dx]| \d)")
"""Digits in boxes of their own, one by one: 11 of a mobile to 18 of an identity number."""

IDENTITY, PHONE, LANDLINE = "一个身份证号", "一个手机号码", "一个固定电话号码"


def personal_numbers(text: str) -> Iterator[tuple[int, str, str]]:
    """Position, digits and Chinese description of each identity or telephone number.

    Args:
        text: folded; a dash is a hyphen and a full-width digit a digit.
    """
    text = _HASH.sub(lambda found: "#" * len(found[0]), text)
    text = _SPACED_OUT.sub(_closed_up, text)
    for found in _IDENTITY.finditer(text):
        number = re.sub("[ -]", "", found[0])
        if _is_day(number[6:14]) and not _is_credit_code(number):
            yield found.start(), number, IDENTITY
    for found in _OLD_IDENTITY.finditer(text):
        number = re.sub("[ -]", "", found[0])
        if _is_day(f"19{number[6:12]}"):
            yield found.start(), number, IDENTITY
    for shape, what in ((_MOBILE, PHONE), (_LANDLINE, LANDLINE)):
        for found in shape.finditer(text):
            yield found.start(1), re.sub(r"\D", "", found[1]), what


def _closed_up(found: re.Match[str]) -> str:
    """The digits without the spaces between them, as long as before."""
    return found[0].replace(" ", "").ljust(len(found[0]))


def _is_day(digits: str) -> bool:
    """Whether eight digits are a day from 1900 to 2100."""
    try:
        day = datetime.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return 1900 <= day.year <= 2100


def _is_credit_code(number: str) -> bool:
    if not number.isdecimal() or check_character(number[:-1]) == number[-1]:
        return False
    return credit_check_character(number[:-1]) == number[-1]
