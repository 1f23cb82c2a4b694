"""The tags of a workbook template and where they stand → what cannot be filled or would be lost."""

from __future__ import annotations

from collections.abc import Iterator

from formgen.lint.blocks import Pair
from formgen.lint.finding import Fault
from formgen.lint.placement import CELL_TAGS, ROWS_HINT, Placement, apart, prints_paragraphs
from formgen.lint.syntax import ParsedTag

_ROW_WORDS = frozenset({"for", "if", "elif", "else", "set", "endfor", "endif"})
"""Statements that may govern rows."""


class SheetPlacement(Placement):
    """The rules of workbook templates."""

    def tag_faults(self, parsed: ParsedTag) -> Iterator[Fault]:
        """What is wrong with where one tag stands."""
        tag = parsed.tag
        if (tag.prefix and tag.prefix != "tr") or tag.keyword in CELL_TAGS - {"vm"}:
            word = tag.prefix or tag.keyword
            hint = "可用 {%tr … %} 管行、{% vm %} 合并单元格"
            yield tag.fault(f"：Excel 模板里不能用 {word}", hint)
        elif tag.prefix and not tag.statement:
            yield tag.fault("不能写成 {{tr … }}", "管行的标记请写 {%tr … %}")
        elif tag.prefix and tag.keyword not in _ROW_WORDS:
            hint = "可写 for、if、elif、else、set、endfor、endif"
            yield tag.fault(f"：tr 后面不能写“{tag.keyword}”", hint)
        elif tag.prefix and (lost := self.lost_text(tag)) is not None:
            yield lost
        if prints_paragraphs(parsed):
            yield tag.fault("：Excel 的格子里不能分段，“段落”会变成一串顿号", "请去掉“|段落”")

    def pair_faults(self, pair: Pair) -> Iterator[Fault]:
        """Cells are filled one by one: only {%tr … %} reaches beyond its cell."""
        opening, closing = pair.opening, pair.closing
        if opening.prefix != closing.prefix:
            yield apart(pair, "一个有 tr，一个没有", "请都写成“{%tr”，各占一行")
        elif not opening.prefix and opening.passage is not closing.passage:
            yield apart(pair, "不在同一格里", ROWS_HINT)
