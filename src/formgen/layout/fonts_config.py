"""Folders of fonts and stand-ins → a fonts.conf, which tells LibreOffice what it may use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
{folders}
<cachedir>{cache}</cachedir>
{aliases}
</fontconfig>
"""
_ALIAS = (
    '<match target="pattern"><test name="family" qual="any"><string>{name}</string></test>'
    '<edit name="family" mode="prepend" binding="strong">{families}</edit></match>'
)


def fonts_config(folders: Sequence[Path], aliases: Mapping[str, Sequence[str]], cache: Path) -> str:
    """A fonts.conf (fontconfig) with these folders and stand-ins and nothing else."""
    return _FONTS.format(
        folders="\n".join(f"<dir>{escape(str(folder.resolve()))}</dir>" for folder in folders),
        cache=escape(str(cache)),
        aliases="\n".join(_alias(name, families) for name, families in aliases.items()),
    )


def _alias(name: str, families: Sequence[str]) -> str:
    strings = "".join(f"<string>{escape(family)}</string>" for family in families)
    return _ALIAS.format(name=escape(name), families=strings)
