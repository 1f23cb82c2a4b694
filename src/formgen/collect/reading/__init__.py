"""A returned .docx → its content: boxes of text and pictures in reading order."""

from formgen.collect.reading.blocks import content_of
from formgen.collect.reading.form import read_form

__all__ = ["content_of", "read_form"]
