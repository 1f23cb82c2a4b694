"""The cases, each compiled and filled → its answer, in a process of bounded memory and time.

Prints a JSON list of [refused, words or text], in the order of the cases.
"""

from __future__ import annotations

import datetime
import io
import json
import re
import resource
import sys
import zipfile
from html import unescape
from pathlib import Path

from openpyxl import load_workbook

from formgen.campaign.values import Picture
from formgen.problems import TemplateError
from formgen.templating import COMPILERS
from tests.excel.workbooks import saved, sheet_of
from tests.hostile.templates.cases import CASES
from tests.word.making import docx

MEMORY = 1_000 * 2**20
"""Bytes of address space, libraries included."""
SECONDS = 120
"""Of processor time, for all cases together."""
PAGE = '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"></head>\n<p>%s</p></html>'
CONTEXT = {
    "名": "张三",
    "日": datetime.date(2024, 1, 14),
    "照": Picture(Path("/nowhere/照.png"), "图一", 30, 40, None, "PNG", "0" * 64),
    "记": {"甲": 1},
    "列": (1, 2),
    "标": "{{ 7*7 }}{% for %}",
    "体": "<w:p>&amp;]]>",
    "数字": "9" * 5000,
}


def template(kind: str, text: str) -> bytes:
    """A template with one paragraph or cell of text."""
    if kind == "docx":
        return docx(text)
    if kind == "html":
        return PAGE.replace("%s", text).encode()
    book = sheet_of(["甲"])
    book.worksheets[0]["A1"].value = text
    book.worksheets[0]["A1"].data_type = "s"
    return saved(book)


def text_of(kind: str, content: bytes) -> str:
    """What is read from a filled document."""
    if kind == "xlsx":
        return str(load_workbook(io.BytesIO(content)).worksheets[0]["A1"].value)
    if kind == "docx":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = archive.read("word/document.xml")
    return unescape(re.sub(r"<[^>]*>", "", content.decode())).strip()


def answer(kind: str, text: str) -> tuple[bool, str]:
    """Whether a text was refused, and the words; or what was read from the document."""
    try:
        made = COMPILERS[f".{kind}"](template(kind, text), f"表.{kind}").render(CONTEXT)
    except TemplateError as error:
        return True, error.message
    return False, text_of(kind, made)


def main() -> None:
    """Answer all cases."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    sys.stdout.write(json.dumps([answer(kind, case.text) for kind, case in CASES]))


if __name__ == "__main__":
    main()
