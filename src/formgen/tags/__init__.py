"""The language of tags: the Jinja environment, its Chinese filters, and what tags name."""

from formgen.tags.environment import TagEnvironment
from formgen.tags.messages import in_chinese, template_line
from formgen.tags.names import UnknownName, names_used, unknown_names
from formgen.tags.printing import text_of
from formgen.tags.shapes import RecordShape, shape_of

__all__ = [
    "RecordShape",
    "TagEnvironment",
    "UnknownName",
    "in_chinese",
    "names_used",
    "shape_of",
    "template_line",
    "text_of",
    "unknown_names",
]
