"""An openpyxl workbook → the bytes of its file, equal for equal content."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl

from formgen.ooxml import deflate, write_zip

_CORE = "docProps/core.xml"
_CONTENT_TYPES = "[Content_Types].xml"
_DATE = re.compile(rb"(<dcterms:(?:created|modified)\b[^>]*>)[^<]*")
_FIRST_DAY = rb"\g<1>1980-01-01T00:00:00Z"
"""openpyxl writes the time of day; the date of all our zip files goes in its place."""


def workbook_bytes(workbook: openpyxl.Workbook) -> bytes:
    """The bytes of an .xlsx file; the same workbook gives the same bytes at any time."""
    saved = io.BytesIO()
    workbook.save(saved)
    with zipfile.ZipFile(saved) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    contents[_CORE] = _DATE.sub(_FIRST_DAY, contents[_CORE])
    # Programs that tell a file by its first bytes look for the content types there.
    names = sorted(contents, key=lambda name: name != _CONTENT_TYPES)
    return write_zip(deflate(name, contents[name]) for name in names)
