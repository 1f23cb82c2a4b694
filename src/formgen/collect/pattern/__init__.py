"""A template → where each value of its forms stands, by the wording around it."""

from formgen.collect.pattern.boxes import PatternBox
from formgen.collect.pattern.form_pattern import FormPattern
from formgen.collect.pattern.lists import PatternList
from formgen.collect.pattern.marking import Target

__all__ = ["FormPattern", "PatternBox", "PatternList", "Target"]
