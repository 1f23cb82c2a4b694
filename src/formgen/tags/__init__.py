"""The language of tags: the Jinja environment, its Chinese filters, and what tags name."""

from formgen.tags.budget import LONG, Budget
from formgen.tags.environment import TagContext, TagEnvironment
from formgen.tags.filling import FILLING_ERRORS, fill, pieces_of
from formgen.tags.limits import LimitError, Limits
from formgen.tags.messages import in_chinese, template_line
from formgen.tags.names import UnknownName, names_used, unknown_names
from formgen.tags.printing import text_of
from formgen.tags.scanning import unclosed_tag
from formgen.tags.shapes import RecordShape, shape_of

__all__ = [
    "FILLING_ERRORS",
    "LONG",
    "Budget",
    "LimitError",
    "Limits",
    "RecordShape",
    "TagContext",
    "TagEnvironment",
    "UnknownName",
    "fill",
    "in_chinese",
    "names_used",
    "pieces_of",
    "shape_of",
    "template_line",
    "text_of",
    "unclosed_tag",
    "unknown_names",
]
