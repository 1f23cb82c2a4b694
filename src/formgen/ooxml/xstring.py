"""Text as SpreadsheetML stores it (ST_Xstring) → the text as typed."""

from __future__ import annotations

import re

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """A text with `_x000D_` and its like turned into their characters (22.9.2.19)."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
