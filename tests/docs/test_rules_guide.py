from __future__ import annotations

import re
from pathlib import Path

import pytest

from formgen.campaign.kinds import KINDS
from formgen.check.rules.binding import RULES

GUIDE = (Path(__file__).parents[2] / "docs/defining-a-campaign.md").read_text(encoding="utf-8")


def rows(first: str) -> dict[str, str]:
    """The rows of the guide's table whose heading starts so: first cell → whole row."""
    table = GUIDE.partition(f"| {first} |")[2].partition("\n\n")[0]
    lines = [line for line in table.splitlines() if line.startswith("| ")]
    return {line.split("|")[1].strip(): line for line in lines}


def test_every_rule_has_its_row_and_no_other_is_told() -> None:
    assert set(rows("规则 | 查什么")) == set(RULES)


@pytest.mark.parametrize("name", RULES)
def test_every_parameter_of_a_rule_is_told(name: str) -> None:
    told = rows("规则 | 查什么")[name].split("|")[3]
    known = {info.alias for info in RULES[name].Parameters.model_fields.values()}
    words = set(re.findall(r"\w+", told.partition("，")[0]))
    assert words == known


def test_every_kind_of_field_is_told() -> None:
    told = {name for cell in rows("类型 | 填什么") for name in cell.split("、")}
    assert told == set(KINDS)
