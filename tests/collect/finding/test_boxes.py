"""Slots between wordings, with values that hold the wording themselves."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from formgen.collect.finding import read_with
from formgen.collect.slots import Doubt, Slot
from tests.collect.finding.making import content, field, one, pattern_of
from tests.word.making import cell, docx, row, table

NAME = field("姓名", "姓名")
CHOICE = field("类别", "单选可填", 选项=["甲类", "乙类", "其他"], 可填选项=["其他"])
TICKS = "□"


def line_pattern():  # type: ignore[no-untyped-def]
    return pattern_of(docx("姓名：{{ 姓名 }}", "单位：{{ 单位名 }}　　电话：{{ 电话 }}"), NAME, field("单位名"), field("电话", "电话"))
