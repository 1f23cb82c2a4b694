"""Tags and where they stand → what would be lost or spoilt: the rules all templates share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jinja2 import nodes

from formgen.lint.blocks import Pair
from formgen.lint.finding import Fault
from formgen.lint.passage import Passage, Tag
from formgen.lint.syntax import ParsedTag

UNITS = {"p": "一段", "tr": "一行", "tc": "一格"}
"""What a prefixed statement replaces, with everything in it."""
CELL_TAGS = frozenset({"vm", "hm", "colspan", "cellbg"})
"""Statements about the cell they stand in."""
ROWS_HINT = "按行重复请用 {%tr … %}，开头和结尾各占一行；只管一格的请写在同一格里"


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the tags of one template stand."""

    passages: Sequence[Passage]

    def lost_text(self, tag: Tag) -> Fault | None:
        """The text that vanishes with the paragraph, row or cell a statement stands in for.

        Of several statements in one place only the first is reported.
        """
        before, after = self._rest(tag)
        lost = " ".join(text.strip() for text in (*before, *after) if text.strip())
        if not lost or any(re.search(rf"\{{%{tag.prefix}\s", text) for text in before):
            return None
        unit = UNITS[tag.prefix]
        return tag.fault(
            f"要独占{unit}，同在这里的“{shortened(lost)}”在填写时会丢失",
            f"请让这个标记独占{unit}，别的内容移到另外的{unit.removeprefix('一')}",
        )

    def _rest(self, tag: Tag) -> tuple[list[str], list[str]]:
        """The texts that a statement's paragraph, row or cell holds before and behind it."""
        here = tag.passage
        others = [passage for passage in self.passages if _shares(tag.prefix, here, passage)]
        before = [passage.text for passage in others if passage.number < here.number]
        after = [passage.text for passage in others if passage.number > here.number]
        return [*before, here.text[: tag.start]], [here.text[tag.end :], *after]


def shortened(text: str, longest: int = 30) -> str:
    """A text as a message quotes it: on one line, cut where it is long."""
    plain = " ".join(text.split())
    return plain if len(plain) <= longest else plain[:longest] + "…"


def _shares(prefix: str, one: Passage, other: Passage) -> bool:
    """Whether another passage stands in the row or cell that a statement replaces."""
    if prefix == "p" or one.spot.story != other.spot.story:
        return False
    if prefix == "tr":
        return bool(one.spot.rows) and one.spot.rows[-1] in other.spot.rows
    return bool(one.spot.cells) and one.spot.cells[-1] in other.spot.cells


def apart(pair: Pair, how: str, hint: str) -> Fault:
    """The fault of two tags that belong together and do not stand as they must."""
    opening = " ".join(pair.opening.text.split())
    where = pair.opening.passage.place
    return pair.closing.fault(f"和与它配对的“{opening}”（{where}）{how}", hint)


def prints_paragraphs(parsed: ParsedTag) -> bool:
    """Whether a tag prints the paragraphs of a text: {{ x|段落 }}."""
    if parsed.tag.statement or parsed.tree is None:
        return False
    printed = [node for output in parsed.tree.find_all(nodes.Output) for node in output.nodes]
    return any(isinstance(node, nodes.Filter) and node.name == "段落" for node in printed)


def applies(parsed: ParsedTag, name: str) -> bool:
    """Whether a tag uses a filter."""
    filters = parsed.tree.find_all(nodes.Filter) if parsed.tree is not None else ()
    return any(node.name == name for node in filters)
