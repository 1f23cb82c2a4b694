"""What LibreOffice is asked to make of what."""

from __future__ import annotations

from dataclasses import dataclass

_DOCX_FILTER = "MS Word 2007 XML"


@dataclass(frozen=True, slots=True)
class Conversion:
    """From which format to which."""

    filter: str
    """LibreOffice's name of what reads the source.

    Without one LibreOffice converts anything, a broken file to a page of signs.
    """
    source: str
    """Ending of the source."""
    target: str
    """What LibreOffice is asked for: pdf, docx:MS Word 2007 XML."""
    made: str
    """Ending of what it makes."""


TO_PDF = Conversion(_DOCX_FILTER, "docx", "pdf", "pdf")
_TO_DOCX = (f"docx:{_DOCX_FILTER}", "docx")
DOC_TO_DOCX = Conversion("MS Word 97", "doc", *_TO_DOCX)
"""Of Word 97 to 2003, and of WPS, whose .wps is the same."""
RTF_TO_DOCX = Conversion("Rich Text Format", "rtf", *_TO_DOCX)
ODT_TO_DOCX = Conversion("writer8", "odt", *_TO_DOCX)
