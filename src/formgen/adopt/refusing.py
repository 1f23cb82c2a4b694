"""A file that was given as a blank form → a refusal where it is filled in, or a template."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from lxml import etree

from formgen.adopt.annexes import words
from formgen.adopt.plain import plain
from formgen.ooxml import read_package
from formgen.problems import InputError
from formgen.word.names import CELL, ROW, TEXT

_PERSONAL = re.compile(r"\d{17}[\dXx]|1[3-9]\d{9}")
"""An identity number or a mobile number, which no blank form has in a cell of its own."""
_FILLED = {
    "性别": re.compile("[男女]"),
    "民族": re.compile(r"[\u4e00-\u9fff]{1,6}族"),
    "政治面貌": re.compile("(?:中共|预备)?党员|中共预备党员|共?青?团员|群众"),
    "姓名": re.compile(r"[\u4e00-\u9fff]{2}|[张王李刘陈杨赵黄周吴][\u4e00-\u9fff]{1,2}"),
    "出生年月": re.compile(r"(?:19|20)\d\d[.\-/年].*"),
    "出生日期": re.compile(r"(?:19|20)\d\d[.\-/年].*"),
}
"""Labels, and what stands in the cell beside them in a form that is filled in."""
_LEAST_FILLED = 2
"""Of these: one alone can be a heading over boxes to tick: 性别｜男｜女."""
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
    """Refuse a form with a person's number in a cell, or with answers beside its labels.

    Raises:
        InputError: it is filled in; the number itself is not told.
        PackageError: the bytes are no Word file.
    """
    package = read_package(content)
    root = package.tree(package.main_part())
    plain(root)
    if any(_PERSONAL.fullmatch(words(cell)) for cell in root.iter(CELL)):
        raise InputError(f"“{name}”里填了身份证号或手机号，是填过的表", hint=_BLANK_WANTED)
    answered = sorted({label for row in root.iter(ROW) for label in _answered(row)})
    if len(answered) >= _LEAST_FILLED:
        raise InputError(
            f"“{name}”里“{'”“'.join(answered)}”旁边已经写了字，像是填过的表", hint=_BLANK_WANTED
        )


_BLANK_WANTED = "请换成没有填写的空白表；填过的字会印在每一份上"


def _answered(row: etree._Element) -> Iterator[str]:
    """The labels of a row with an answer in the next cell."""
    texts = ["".join(words(cell).split()) for cell in row.iter(CELL)]
    for label, answer in pairwise(texts):
        wanted = _FILLED.get(label)
        if wanted is not None and answer not in _FILLED and wanted.fullmatch(answer):
            yield label
