"""What stands at a place of a PDF, direct or referred to → a value of the sort asked for."""

from __future__ import annotations

from pypdf.generic import ArrayObject, DictionaryObject, PdfObject


def resolved(value: object) -> object:
    """The object that a reference leads to, or the value itself."""
    return value.get_object() if isinstance(value, PdfObject) else value


def dictionary_at(value: object) -> DictionaryObject:
    """A dictionary; an empty one for anything else."""
    found = resolved(value)
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def array_at(value: object) -> list[PdfObject]:
    """The items of an array; none for anything else."""
    found = resolved(value)
    return list(found) if isinstance(found, ArrayObject) else []


def number_at(value: object, instead: float) -> float:
    """A number, or what is given instead of anything else."""
    found = resolved(value)
    return float(found) if isinstance(found, (int, float)) else instead
