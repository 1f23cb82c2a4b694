"""A Word template → text that a reviewer can read and compare."""

from formgen.word.outline.document import outline

__all__ = ["outline"]
