"""A returned form and the templates' patterns → what stands at each slot."""

from formgen.collect.finding.choosing import choose_pattern
from formgen.collect.finding.form import read_with

__all__ = ["choose_pattern", "read_with"]
