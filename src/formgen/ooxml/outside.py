"""A package → what in it would fetch something from outside when somebody opens it.

A template comes from anyone, and what it links to would be fetched by the computer of
everyone who opens a filled document: pictures and texts, from the network or the disk.
"""

from __future__ import annotations

import re

from formgen.ooxml.package import (
    Package,
    PackageError,
    parse_part,
    relationships_name,
    written_part,
)

_FOLLOWED_BY_HAND = "hyperlink"
"""The one kind of link that nothing follows by itself."""
_FOREIGN = frozenset({"aFChunk"})
"""Parts of other formats that are imported when the file is opened, with whatever they link to."""
_ATTACHED = "attachedTemplate"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SETTINGS = "word/settings.xml"
_FETCHING_FIELD = re.compile(
    r"^[\s\\]*(INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|DDEAUTO|DDE|LINK|RD|DATABASE)\b",
    flags=re.IGNORECASE,
)
_SOURCE = re.compile(rb"""\ssrc\s*=\s*["']((?:https?|ftp|file):[^"']*|\\\\[^"']*)""", re.IGNORECASE)
"""The address of a picture in VML."""
_HINT = "请把引用的内容直接放进文件里，或者删去"


def without_attached_template(package: Package) -> Package:
    """The package without the address of the template it was once made from.

    Word notes that address in every document; it is looked up whenever the document is opened.

    Raises:
        PackageError: a part is broken.
    """
    own = relationships_name(_SETTINGS)
    if own not in package.parts or _SETTINGS not in package.parts:
        return package
    links = [link for link in package.relationships(_SETTINGS) if link.type == _ATTACHED]
    if not links:
        return package
    relationships, settings = package.tree(own), package.tree(_SETTINGS)
    for element in relationships.findall("{*}Relationship"):
        if element.get("Type", "").endswith(f"/{_ATTACHED}"):
            relationships.remove(element)
    for element in settings.findall(f"{_WORD}{_ATTACHED}"):
        settings.remove(element)
    changed = {own: written_part(relationships), _SETTINGS: written_part(settings)}
    return Package({**package.parts, **changed})


def refuse_outside(package: Package) -> None:
    """Refuse links to the outside that programs follow by themselves.

    Raises:
        PackageError: there is one, or a part is broken.
    """
    for name in package.parts:
        if not name.endswith(".rels"):
            continue
        for element in parse_part(package.parts[name]):
            kind = str(element.get("Type", "")).rsplit("/", 1)[-1]
            if element.get("TargetMode") == "External" and kind != _FOLLOWED_BY_HAND:
                target = str(element.get("Target", ""))[:60]
                raise PackageError(f"引用了外面的文件“{target}”，打开时会去读取", _HINT)
            if kind in _FOREIGN:
                raise PackageError("嵌有网页等别种文件（altChunk），其中的内容没有检查", _HINT)


def refuse_fetching_fields(package: Package, names: list[str]) -> None:
    """Refuse what in Word's text reads other files: fields such as INCLUDETEXT, old pictures.

    Args:
        package: a Word file.
        names: its parts with text.

    Raises:
        PackageError: there is one, or a part is broken.
    """
    for name in names:
        if found := _SOURCE.search(package.parts[name]):
            target = found[1].decode(errors="replace")[:60]
            raise PackageError(f"引用了外面的文件“{target}”，打开时会去读取", _HINT)
        for code in _field_codes(package, name):
            if field := _FETCHING_FIELD.match(code):
                word = field[1].upper()
                raise PackageError(f"里有域 {word}，打开时会去读取外面的内容", _HINT)


def _field_codes(package: Package, name: str) -> list[str]:
    """The codes of a part's fields, each put together from the runs it was split into."""
    codes: list[str] = []
    for element in package.tree(name).iter(
        f"{_WORD}fldChar", f"{_WORD}instrText", f"{_WORD}fldSimple"
    ):
        if element.tag == f"{_WORD}fldSimple":
            codes.append(str(element.get(f"{_WORD}instr", "")))
        elif element.tag == f"{_WORD}fldChar":
            if element.get(f"{_WORD}fldCharType") == "begin":
                codes.append("")
        elif codes:
            codes[-1] += element.text or ""
    return codes
