"""A value → the text a tag prints for it, the same in every format."""

from __future__ import annotations

from jinja2.exceptions import TemplateRuntimeError

from formgen.campaign.values import Picture


def text_of(value: object) -> str:
    """The text of a value: nothing for None, a list's items joined by 、.

    Raises:
        TemplateRuntimeError: the value is a record or a picture, which has no text.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, Picture):
        raise TemplateRuntimeError("照片和图片要写明大小，如 {{ 照片|图片(33, 47) }}")
    if value is None:
        return ""
    if isinstance(value, tuple | list):
        return "、".join(text_of(item) for item in value)
    if isinstance(value, dict) or (type(value).__str__ is object.__str__ and not _is_number(value)):
        raise TemplateRuntimeError("这里是一条记录，请写出要它的哪一项，如 项.姓名")
    return str(value)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float)
