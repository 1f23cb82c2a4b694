"""Word templates: compile once, fill many."""

from formgen.word.places import TagUse
from formgen.word.template import WordTemplate

__all__ = ["TagUse", "WordTemplate"]
