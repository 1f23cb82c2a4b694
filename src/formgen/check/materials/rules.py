"""Rules about files: 照片, 图片, 视频 and 材料."""

from __future__ import annotations

from typing import Any

from formgen.check.rules.base import RuleKind

MATERIAL_RULES: tuple[type[RuleKind[Any]], ...] = ()
