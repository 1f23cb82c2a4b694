"""What stands around the rows of a list → the unit that sent it, and the total it says."""

from __future__ import annotations

import re
from collections.abc import Iterable

from formgen.campaign.values import number_of_numeral

_UNIT = re.compile(
    r"(?:推荐|填报|报送|申报|汇总|上报|呈报|选送|报名)?\s*单\s*位\s*(?:[（(][^（()）]{0,8}[)）])?\s*[:：]"
    r"[\s_＿]*(?P<unit>.*?)[\s_＿]*"
    r"(?:[（(](?:盖\s*章|公\s*章|签\s*章)[)）]|[ \u3000\t]{3,}|\t|\n|联系人|填表人|$)"
)
_COUNT = r"(?P<count>\d{1,6}|[一二三四五六七八九十]{1,3})\s*[个份件人名项条幅家]"
_TOTAL = re.compile(
    rf"(?:合\s*计|总\s*计|共\s*计|(?<!中)(?<!公)共|推荐案例|总数)\s*[:：]?\s*{_COUNT}"
)
_LONGEST = 500
"""Characters of a text in which unit and total are looked for."""
_NOTE = re.compile(
    r"\s*(?:注\s*[:：]|备注\s*[:：]|说明\s*[:：]|填表说明|合\s*计|总\s*计|小\s*计|共\s*计?\s*[\d一二三四五六七八九十]|"
    r"填表人|填报人|联系人\s*[:：]|联系电话\s*[:：]|(?:推荐|填报|报送)单位\s*(?:[（(][^（()）]*[)）])?\s*[:：])"
)


def unit_said(texts: Iterable[str]) -> str:
    """The unit that a text names itself; empty where none does."""
    for text in texts:
        match = _UNIT.search(text[:_LONGEST])
        if match and (unit := match["unit"].strip(" \u3000_＿")):
            return unit
    return ""


def total_said(texts: Iterable[str]) -> int | None:
    """The number of rows that a text says; None where none does."""
    for text in texts:
        if match := _TOTAL.search(text[:_LONGEST]):
            count = match["count"]
            return int(count) if count.isdecimal() else number_of_numeral(count)
    return None


def is_note(text: str) -> bool:
    """Whether a text stands below or between rows and is none of them."""
    return _NOTE.match(text) is not None
