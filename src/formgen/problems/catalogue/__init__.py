"""The catalogue: every problem code, its Chinese sentences, an example and a way out."""

from formgen.problems.catalogue.entry import Entry
from formgen.problems.catalogue.materials import MATERIALS
from formgen.problems.catalogue.printing import PRINTING
from formgen.problems.catalogue.publication import PUBLICATION
from formgen.problems.catalogue.returned import RETURNED
from formgen.problems.catalogue.rules import RULES
from formgen.problems.catalogue.tables import TABLES
from formgen.problems.catalogue.values import VALUES

CATALOGUE: dict[str, Entry] = {
    entry.code: entry
    for entry in (*VALUES, *RULES, *MATERIALS, *TABLES, *PRINTING, *PUBLICATION, *RETURNED)
}
"""Code to entry; docs/problem-codes.md is generated from it."""

__all__ = ["CATALOGUE", "Entry"]
