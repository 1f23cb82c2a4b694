"""A text → whether a field's kind takes it, to tell apart values that stand together."""

from __future__ import annotations

from pathlib import Path

from formgen.campaign.field import FieldDefinition
from formgen.campaign.kinds import KINDS, Setting, parsed
from formgen.collect.pattern import FormPattern
from formgen.collect.slots import Slot

_TELLING = frozenset(
    "身份证号 统一社会信用代码 电话 邮箱 邮政编码 网址 年月 日期 整数 小数 单选 网站备案号".split()  # noqa: SIM905 - reads better
)
"""Kinds whose values are known by their look."""
_LONGEST = 200


def tells(pattern: FormPattern, slot: Slot) -> bool:
    """Whether a slot's values are known by their look."""
    field = _field(pattern, slot)
    return field is not None and field.kind in _TELLING


def fits(pattern: FormPattern, slot: Slot, text: str) -> bool:
    """Whether a text is a value of a slot whose kind tells."""
    field = _field(pattern, slot)
    if field is None or len(text) > _LONGEST:
        return False
    return parsed(text, _setting(pattern, slot, field)) is not None


def _field(pattern: FormPattern, slot: Slot) -> FieldDefinition | None:
    field = pattern.fields.get(slot.field)
    if field is not None and field.kind == "明细":
        return next((column for column in field.columns if column.name == slot.part), None)
    return field


def _setting(pattern: FormPattern, slot: Slot, field: FieldDefinition) -> Setting:
    options = (
        pattern.options.get(slot.field, {}) if not slot.part else {o: o for o in field.options}
    )
    return Setting(field, Path(), KINDS, options)
