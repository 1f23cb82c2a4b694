"""What `build` makes of data that is not complete and right, and where it puts it."""

from __future__ import annotations

from enum import Enum

from formgen.check import Admission
from formgen.plan import BLANK_FOLDER

WATERMARK = "草稿"
"""What stands across the pages of a draft."""


class Mode(Enum):
    """What is made of data that is not complete and right."""

    SOUND = "entries with errors are left out, all others are made"
    STRICT = "nothing is made where there is an error"
    PREFILLED = "forms are made with what is there, what is missing stays blank"
    DRAFT = "everything is made, with 草稿 across the pages"
    BLANK = "the forms are made empty, of no data"

    @property
    def admission(self) -> Admission:
        """Which records become entries."""
        return _ADMISSION.get(self, Admission.SOUND)

    @property
    def folder(self) -> str:
        """The folder its papers have of their own; "" for the final ones."""
        return FOLDERS.get(self, "")


_ADMISSION = {Mode.PREFILLED: Admission.UNFINISHED, Mode.DRAFT: Admission.ALL}
FOLDERS = {Mode.PREFILLED: "预填表", Mode.DRAFT: "草稿", Mode.BLANK: BLANK_FOLDER}
"""Folders of papers that must never be taken for the final ones."""
