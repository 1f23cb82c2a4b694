"""What stands at the slots of a returned form → values in the table's writing, and problems."""

from formgen.collect.values.reader import ValueReader

__all__ = ["ValueReader"]
