"""Texts → their 字数, counted as Word's word count does."""

from __future__ import annotations

import re

from formgen.campaign.values import Sections, Value

_COUNTED = re.compile(
    r"[\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\uac00-\ud7af\uf900-\ufaff"
    r"\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff\u2014\u2018\u2019\u201c\u201d\u2026\u00b7]"
    r"|[^\s\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\uac00-\ud7af\uf900-\ufaff"
    r"\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff\u2014\u2018\u2019\u201c\u201d\u2026\u00b7]+"
)


def characters(value: Value) -> int:
    """字数 of a text: a Chinese character or full-width mark is one, a run of Latin one.

    Headings of a text in parts are the form's own and do not count.
    """
    if isinstance(value, Sections):
        return sum(characters(part) for part in value.values())
    return len(_COUNTED.findall(str(value)))
