"""A long text's cell drawn with empty lines → a cell in which the text takes their place.

Offices give a cell its height by empty paragraphs. They stay while the form is empty, and go
when there is a text, or every form would be longer by them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from formgen.adopt.tagging.below import is_empty
from formgen.adopt.tagging.pictures import statement
from formgen.adopt.tagging.runs import own_texts
from formgen.word.names import CELL

_TEXT = re.compile(r"\{\{\s*(.+?)\s*\|\s*段落\s*\}\}")


def spare_lines(paragraph: etree._Element) -> None:
    """Have the empty paragraphs between a text's tag and the end of its cell go when it is filled.

    Empty paragraphs above other words stay: they are the room for a stamp.

    Args:
        paragraph: any paragraph; nothing happens where it is not the tag of a text in a cell.
    """
    words = "".join(text.text or "" for text in own_texts(paragraph))
    parent = paragraph.getparent()
    found = _TEXT.fullmatch(words.strip())
    if found is None or parent is None or parent.tag != CELL:
        return
    spare: Sequence[etree._Element] = list(paragraph.itersiblings())
    if not spare or not all(map(is_empty, spare)):
        return
    spare[0].addprevious(statement(f"if not {found[1]}", paragraph))
    spare[-1].addnext(statement("endif", paragraph))
