"""Whole numbers."""

from __future__ import annotations

import re
import unicodedata

from formgen.campaign.kinds.base import Fault, Kind, Raw, Setting, shown, text_of
from formgen.campaign.values import Value

_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+", flags=re.ASCII)


class Integer(Kind):
    """A count or a rank."""

    name = "整数"

    def parse(self, raw: Raw, setting: Setting) -> Value:
        """The number; full-width digits and 1,200 are accepted.

        Raises:
            Fault: V05 for anything but digits.
        """
        text = text_of(raw)
        plain = unicodedata.normalize("NFKC", text)
        if _GROUPED.fullmatch(plain):
            plain = plain.replace(",", "")
        if not re.fullmatch(r"\d{1,15}", plain, flags=re.ASCII):
            raise Fault("V05", value=shown(text))
        return int(plain)
