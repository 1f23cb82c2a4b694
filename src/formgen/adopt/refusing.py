"""A file that was given as a blank form → a refusal where it is filled in, or a template."""

from __future__ import annotations

import re

from formgen.adopt.annexes import words
from formgen.adopt.plain import plain
from formgen.ooxml import read_package
from formgen.problems import InputError
from formgen.word.names import CELL, TEXT

_PERSONAL = re.compile(r"\d{17}[\dXx]|1[3-9]\d{9}")
"""An identity number or a mobile number, which no blank form has in a cell of its own."""
_TAG = re.compile(r"\{\{|\{%")
_MACROS = b"macroEnabled"


def refuse_template(content: bytes, name: str) -> None:
    """Refuse a form that has tags already, or macros.

    Raises:
        InputError: it has.
        PackageError: the bytes are no Word file.
    """
    package = read_package(content)
    if _MACROS in package.parts["[Content_Types].xml"]:
        raise InputError(f"“{name}”带宏，不能作模板", hint="请在 Word 里另存为 .docx")
    root = package.tree(package.main_part())
    if _TAG.search("".join(text.text or "" for text in root.iter(TEXT))):
        raise InputError(
            f"“{name}”里已经有 {{{{ }}}} 标记，是模板，不是空白表",
            hint="模板放进活动文件夹的 templates 里就能用，见“怎样定义一个活动”",
        )


def refuse_filled(content: bytes, name: str) -> None:
    """Refuse a form with a person's number in a cell.

    Raises:
        InputError: it is filled in; the number itself is not told.
        PackageError: the bytes are no Word file.
    """
    package = read_package(content)
    root = package.tree(package.main_part())
    plain(root)
    if any(_PERSONAL.fullmatch(words(cell)) for cell in root.iter(CELL)):
        raise InputError(
            f"“{name}”里填了身份证号或手机号，是填过的表",
            hint="请换成没有填写的空白表；填过的字会印在每一份上",
        )
