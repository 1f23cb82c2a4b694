"""What was sent back, files, folders and archives, → one form after the other."""

from formgen.collect.sources.finding import find_returned
from formgen.collect.sources.returned import Refused, Returned, Sort

__all__ = ["Refused", "Returned", "Sort", "find_returned"]
