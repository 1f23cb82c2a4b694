"""The command-line library's own sentences, in Chinese like everything on screen."""

from __future__ import annotations

import gettext
import os
from pathlib import Path

DOMAIN = "formgen"


def speak_chinese() -> None:
    """Point gettext, which the command-line library asks, at the Chinese catalogue."""
    os.environ["LANGUAGE"] = "zh_CN"
    gettext.bindtextdomain(DOMAIN, str(Path(__file__).parent / "locale"))
    gettext.textdomain(DOMAIN)
