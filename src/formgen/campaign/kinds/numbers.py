"""Numbers: counts and ranks, and scores with decimals."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from formgen.campaign.kinds.base import Fault, Kind, Raw, Setting, shown, text_of
from formgen.campaign.values import Value

_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", flags=re.ASCII)
_RAISED = ("<super>", "<sub>")
_DECIMAL = re.compile(r"\d{1,9}(?:\.\d{1,6})?", flags=re.ASCII)


class Integer(Kind):
    """A count or a rank."""

    name = "整数"

    def parse(self, raw: Raw, setting: Setting) -> Value:
        """The number; full-width digits and 1,200 are accepted.

        Raises:
            Fault: V05 for anything but digits.
        """
        text = text_of(raw)
        plain = _ungrouped(text)
        if not re.fullmatch(r"\d{1,15}", plain, flags=re.ASCII):
            raise Fault("V05", value=shown(text))
        return int(plain)


class DecimalNumber(Kind):
    """A score: printed with the decimals it was given, compared by what it is worth."""

    name = "小数"

    def parse(self, raw: Raw, setting: Setting) -> Value:
        """The number; full-width digits, 1,200.5 and a Chinese full stop (92。5) are accepted.

        Ending zeros stay: 92.50 prints as 92.50.

        Raises:
            Fault: V38 for anything but digits and one point, and for more than 9 digits
                before it or 6 behind it, so many as Excel keeps exactly.
        """
        text = text_of(raw)
        plain = _ungrouped(text.replace("。", "."))
        if not _DECIMAL.fullmatch(plain):
            raise Fault("V38", value=shown(text))
        return Decimal(plain)


def _ungrouped(text: str) -> str:
    """A number in half-width digits, without the commas that part its thousands."""
    if any(unicodedata.decomposition(c).startswith(_RAISED) for c in text):
        return text  # 10² is not 102
    plain = unicodedata.normalize("NFKC", text)
    return plain.replace(",", "") if _GROUPED.fullmatch(plain) else plain
