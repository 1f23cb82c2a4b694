"""An .html file → its passages, one a line; and what tags may not be in a page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from formgen.lint.blocks import Pair
from formgen.lint.finding import Fault
from formgen.lint.passage import Passage, Spot
from formgen.lint.placement import CELL_TAGS, Placement
from formgen.lint.syntax import ParsedTag
from formgen.web import page_outline

_STYLE = re.compile(r"(<style\b[^>]*>)(.*?)(?=</style)", flags=re.DOTALL | re.IGNORECASE)


def read_page(content: bytes) -> tuple[Passage, ...]:
    """The lines of a page; those of its style sheets, whose braces are no tags, are empty.

    Raises:
        TemplateError: not UTF-8.
    """
    source = _STYLE.sub(lambda style: style[1] + "\n" * style[2].count("\n"), page_outline(content))
    return tuple(
        Passage(number, text, f"第{number + 1}行", Spot(0, 0))
        for number, text in enumerate(source.split("\n"))
    )


class PagePlacement(Placement):
    """The rules of web pages: tags repeat what stands between them, and nothing else."""

    def tag_faults(self, parsed: ParsedTag) -> Iterator[Fault]:
        """What is wrong with where one tag stands."""
        tag = parsed.tag
        if tag.prefix:
            yield tag.fault(f"：网页模板里不能用 {tag.prefix}", "请写 {% for … %} 这样，不加前缀")
        elif tag.keyword in CELL_TAGS:
            yield tag.fault(f"：网页模板里不能用 {tag.keyword}", "请删去")

    def pair_faults(self, pair: Pair) -> Iterator[Fault]:  # noqa: ARG002 - nothing of a page is lost between two tags
        """What is wrong with where two tags of a block stand to each other."""
        return iter(())
