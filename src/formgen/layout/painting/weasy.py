"""What of WeasyPrint is used. Imported by engine.py when the first PDF is made, not before."""

from __future__ import annotations

from typing import Any

from weasyprint.document import Document
from weasyprint.formatting_structure.boxes import PageBox
from weasyprint.logger import LOGGER
from weasyprint.pdf.metadata import DocumentMetadata
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

__all__ = ["LOGGER", "ClosedFetcher", "Document", "DocumentMetadata", "FontConfiguration", "empty"]


class ClosedFetcher(URLFetcher):  # type: ignore[misc]  # its base has no types
    """Refuses every URL: all a page needs is in the page already."""

    def fetch(self, url: str, headers: Any = None) -> Any:
        """Open nothing.

        Raises:
            ValueError: always.
        """
        del headers
        raise ValueError(f"no URL is opened for a PDF: {url}")

    def open(self, url: Any, data: Any = None, timeout: Any = None) -> Any:
        """Open nothing.

        Raises:
            ValueError: always.
        """
        del data, timeout
        return self.fetch(str(getattr(url, "full_url", url)))


def empty() -> Any:
    """Stands for a page without boxes, where WeasyPrint makes tags of its own."""
    box = PageBox.__new__(PageBox)
    box.element, box.children = None, ()
    return box
