"""The script a user would write with WeasyPrint: an HTML form, automatic tables, @font-face.

Its form (plain_form.html) is the twin of the 徐州 申报表: same texts, photo, typefaces and
paper. Every document is printed with WeasyPrint's defaults, as its documentation shows it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import cast

import jinja2

from formgen.fonts import FontBook
from formgen.tags.filters import FILTERS

FORM = Path(__file__).parent / "plain_form.html"


class PlainForm:
    """The HTML form."""

    def __init__(self, book: FontBook) -> None:
        environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
        environment.filters.update(FILTERS)
        self.template = environment.from_string(FORM.read_text(encoding="utf-8"))
        self.faces = {
            "仿宋": book.stack("仿宋_GB2312").faces[0].path.as_uri(),
            "小标宋": book.stack("方正小标宋简体").faces[0].path.as_uri(),
            "宋体": book.stack("宋体").faces[0].path.as_uri(),
            "黑体": book.stack("黑体").faces[0].path.as_uri(),
        }
        fallbacks = [face.path for face in book.stack("仿宋_GB2312").faces[-2:]]
        for name, path in zip(("生僻字", "符号"), fallbacks, strict=True):
            self.faces[name] = path.as_uri()

    def fill(self, context: Mapping[str, object]) -> str:
        """The HTML of one form."""
        return self.template.render({**context, "faces": self.faces})


def print_plainly(html: str) -> bytes:
    """The PDF of one HTML text."""
    from weasyprint import HTML  # noqa: PLC0415 - slow to import

    return cast(bytes, HTML(string=html).write_pdf())
