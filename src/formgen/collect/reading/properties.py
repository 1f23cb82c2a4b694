"""The custom properties of a document (docProps/custom.xml) → what it says of itself."""

from __future__ import annotations

from lxml import etree

from formgen.collect.content import LONGEST_IMPRINT, NO_IMPRINT, Imprint
from formgen.word.custom_properties import CAMPAIGN, DOCUMENT, ENTRY, TEMPLATE

_ATTRIBUTES = {
    CAMPAIGN: "campaign",
    DOCUMENT: "document",
    ENTRY: "identifier",
    TEMPLATE: "template",
}
"""Name of the property: attribute of the imprint."""
_STRINGS = ("{*}lpwstr", "{*}lpstr", "{*}bstr")


def imprint_of(root: etree._Element) -> Imprint:
    """What a tree of custom properties (ECMA-376 part 1, 22.3) says of the form.

    A value that this program never writes, too long or with control characters, is none.
    """
    found: dict[str, str] = {}
    for element in root.iterfind("{*}property"):
        attribute = _ATTRIBUTES.get(element.get("name", ""))
        if attribute is not None:
            text = next((value.text or "" for value in element.iterchildren(*_STRINGS)), "")
            if len(text) <= LONGEST_IMPRINT and text.isprintable():
                found[attribute] = text
    return Imprint(**found) if found else NO_IMPRINT
