"""A text → whether every tag that opens in it is closed within reach.

What looks for tags with `{{.*?}}` reads on to the end of the text from every opening that is
never closed: by the square of their number. Whoever searches long texts asks here first.
"""

from __future__ import annotations

import re

from formgen.tags.limits import MAX_TAG

_OPENING = re.compile(r"\{[{%#]")
_CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}


def unclosed_tag(text: str) -> str:
    """The beginning of the first tag that is not closed within `MAX_TAG` characters; else empty."""
    opening = _OPENING.search(text)
    while opening is not None:
        start = opening.start()
        end = text.find(_CLOSING[opening[0]], start + 2, start + MAX_TAG)
        if end < 0:
            return text[start : start + 20]
        opening = _OPENING.search(text, end + 2)
    return ""
