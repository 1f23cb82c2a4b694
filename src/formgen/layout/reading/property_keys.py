"""Property elements → keys to remember under what was made of them."""

from __future__ import annotations

from lxml import etree

Key = tuple[object, ...] | None
"""What properties say; None for none."""


def properties_key(properties: etree._Element | None) -> Key:
    """Tags and attributes in order: equal for equal properties, quicker than writing them out."""
    if properties is None:
        return None
    said: list[object] = []
    for element in properties.iter():
        said.append(element.tag)
        said += element.items()
    return tuple(said)
