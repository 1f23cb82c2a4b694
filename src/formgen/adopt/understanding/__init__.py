"""A blank official form → what it asks for, and where the tags go."""

from formgen.adopt.understanding.forms import understand

__all__ = ["understand"]
