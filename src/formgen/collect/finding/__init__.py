"""A returned form and the templates' patterns → what stands at each slot."""

from formgen.collect.finding.choosing import choose_pattern
from formgen.collect.finding.form import read_with
from formgen.collect.finding.several import holds_several

__all__ = ["choose_pattern", "holds_several", "read_with"]
