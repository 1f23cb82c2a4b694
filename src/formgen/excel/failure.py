"""What is wrong with a workbook template → a Chinese TemplateError that names its cell."""

from __future__ import annotations

from dataclasses import dataclass

from formgen.problems import OverfullError, TemplateError

TAG_HINT = "请对照说明检查这一格里的标记：成对的 {{ }} 和 {% %}、半角标点、字段名"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a tag stands in a template."""

    sheet: str
    """Name of the sheet as the template has it."""
    coordinate: str
    """B3; or a word for what is no cell: 工作表名, 页眉, 页脚."""
    text: str
    """What stands there, tags included."""


def failure(shown: str, place: Place, reason: str, hint: str = "") -> TemplateError:
    """The error about one place of the template `shown`."""
    where = f"模板“{shown}”工作表“{place.sheet}”{place.coordinate}"
    return TemplateError(f"{where}：{reason}", hint=hint)


def overfull(shown: str, place: Place, reason: str, hint: str) -> OverfullError:
    """The error about a value too long for its place in the template `shown`."""
    return OverfullError(failure(shown, place, reason).message, hint=hint)
