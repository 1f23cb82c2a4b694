"""Text with characters no one sees and no file can hold → the same text, all of it visible."""

from __future__ import annotations

import re

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Control characters but tab and line feed, and what XML 1.0 has no place for (2.2, Char)."""
_PICTURES = 0x2400
"""Where Unicode's pictures of the control characters begin: ␀ for U+0000."""
_PICTURE_OF_DELETE = "\u2421"
_UNKNOWN = "\ufffd"


def visible(text: str) -> str:
    """The text with ␀ for U+0000 and so on, and � for what has no such picture."""
    return text if text.isprintable() else _UNSEEN.sub(_picture, text)


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(_PICTURES + code)
    return _PICTURE_OF_DELETE if code == 0x7F else _UNKNOWN
