"""Texts that a report shows → the same texts without identity and phone numbers.

A number may stand in any cell, also in one it does not belong in, so every sentence of
every problem passes here.
"""

from __future__ import annotations

import re

_IDENTITY = re.compile(r"(?<!\d)(\d{6})([ -]?\d{5,8}[ -]?)(\d{3}[\dXxＸｘ])(?!\d)")
"""An identity number of 18 characters or the old 15, and one of which a digit is missing.

Letters may touch it, as in the names of files: sfz990101….jpg.
"""
_MOBILE = re.compile(
    r"(?<!\d)((?:(?:00)?86[\s-]?)?[1１][3-9３-９]\d)([\s.-]?\d{4}[\s.-]?)(\d{4})(?!\d)"
)
"""A mobile number, with the code of the country or without."""
_LANDLINE = re.compile(r"(?<!\d)(0\d{2,3}[-—－ )）]{0,2})(\d{3,4})(\d{4})(?!\d)")
_SHOWN_ENDS = 3


def masked(text: str) -> str:
    """The text with 110105********002X and 138****8000 in place of such numbers."""
    text = _IDENTITY.sub(lambda found: _starred(found, len(found[2])), text)
    text = _MOBILE.sub(lambda found: _starred(found, 4), text)
    return _LANDLINE.sub(lambda found: _starred(found, len(found[2])), text)


def _starred(found: re.Match[str], stars: int) -> str:
    return f"{found[1]}{'*' * stars}{found[3]}"


def hidden(value: str) -> str:
    """A private value of which only the ends are shown: 138*****00.

    For values that are known to be private though no pattern tells so, such as a phone
    number of too few digits.
    """
    inner = len(value) - 2 * _SHOWN_ENDS
    if inner <= 0:
        return value[:1] + "*" * (len(value) - 1)
    return value[:_SHOWN_ENDS] + "*" * inner + value[-_SHOWN_ENDS:]
