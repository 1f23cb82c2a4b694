"""Months as parameters of rules write them → YearMonth."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import PlainValidator

from formgen.campaign.values import YearMonth

_MONTH = re.compile(r"(\d{4})\.(0[1-9]|1[0-2])", flags=re.ASCII)


def _to_month(value: Any) -> YearMonth:
    found = _MONTH.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError(f'“{value}”不是年月，请加引号写成 "2021.09" 这样')
    return YearMonth(int(found[1]), int(found[2]))


MonthText = Annotated[YearMonth, PlainValidator(_to_month)]
"""A month written 2021.09."""
