"""A Word document's XML → the page model."""

from formgen.layout.reading.document import read_document

__all__ = ["read_document"]
