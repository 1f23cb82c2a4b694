"""A kind and a text → the value, or the fault; for the tests of kinds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from formgen.campaign.field import FieldDefinition
from formgen.campaign.kinds import KINDS, Fault, Raw, Setting
from formgen.campaign.standards import STANDARDS
from formgen.campaign.values import Value
from formgen.problems import Problem


def setting_of(kind: str, folder: Path, **keys: Any) -> Setting:
    field = FieldDefinition.model_validate({"名称": "甲", "类型": kind, **keys})
    own = {option: option for option in field.options}
    return Setting(field, folder, KINDS, STANDARDS.get(field.options_from, own))


def parse(kind: str, raw: Raw, folder: Path = Path(), **keys: Any) -> Value:
    return KINDS[kind].parse(raw, setting_of(kind, folder, **keys))


def fault(kind: str, raw: Raw, folder: Path = Path(), **keys: Any) -> Fault:
    with pytest.raises(Fault) as caught:
        parse(kind, raw, folder, **keys)
    return caught.value


def complaint(kind: str, raw: Raw, **keys: Any) -> str:
    """Code and message of what is wrong with a text; the message must be complete."""
    found = fault(kind, raw, **keys)
    return said(found)


def remarks(kind: str, raw: Raw, **keys: Any) -> list[str]:
    found = KINDS[kind].remarks(raw, setting_of(kind, Path(), **keys))
    return [said(remark) for remark in found]


def said(found: Fault) -> str:
    problem = Problem(found.code, details=found.details)
    assert "{" not in problem.message + problem.hint
    return f"{found.code} {problem.message}"
