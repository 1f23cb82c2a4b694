"""The tags of a cell of a 汇总表 template → which part of its text is which field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

SERIAL = "序号"
_LONGEST = 1_000
"""Characters of a text that is parted; looking for the parts takes its square."""
_TOKENS = re.compile(r"(\{\{.*?\}\}|\{%.*?%\})", re.DOTALL)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_LOOSE = {"(": "[(（]", ")": "[)）]", "（": "[(（]", "）": "[)）]", ":": "[:：]", "：": "[:：]"}
_LOOSE |= dict.fromkeys("—－-–~～至", "[—－\\-–~～至]")


@dataclass(frozen=True, slots=True)
class CellShape:
    """What a cell of a list holds."""

    fields: tuple[str, ...]
    """The fields printed in it, in order; 序号 for the row's number."""
    shape: re.Pattern[str] | None = None
    """Tells the fields of one text apart, one group each; None where there is one alone."""

    def is_whole(self, parts: Mapping[str, str]) -> bool:
        """Whether a text that should hold several fields stands undivided as the first one's."""
        return len(self.fields) > 1 and tuple(parts) == self.fields[:1]

    def values(self, text: str) -> dict[str, str]:
        """The text of each field; the whole is the first one's where it cannot be parted."""
        fits = self.shape is not None and len(text) <= _LONGEST
        match = self.shape.fullmatch(text.strip()) if self.shape and fits else None
        if match is None:
            return {self.fields[0]: text}
        parts = zip(self.fields, match.groups(), strict=True)
        return {name: part.strip() for name, part in parts if part}


def shape_of(text: str, names: Mapping[str, str]) -> CellShape | None:
    """The shape of a template's cell; None where it prints no field of the rows.

    Args:
        text: the cell's text with its tags.
        names: what stands for a field in tags, such as 项.姓名 or 组.名称, to the field.
    """
    fields: list[str] = []
    shape = ""
    for token in _TOKENS.split(text.strip()):
        if token.startswith("{%"):
            shape += _block(token)
        elif token.startswith("{{"):
            name = _named(token, names)
            if name is None:
                shape += ".*?"
            elif name in fields:  # a date printed in parts: the whole text is the value
                return CellShape((name,)) if len(fields) == 1 else None
            else:
                fields.append(name)
                shape += "(.*?)"
        else:
            shape += "".join(map(_literal, token))
    if not fields:
        return None
    if shape == "(.*?)":
        return CellShape(tuple(fields))
    try:
        return CellShape(tuple(fields), re.compile(shape, re.DOTALL))
    except re.error:  # blocks this module does not know, such as macros
        return CellShape(tuple(fields[:1]))


def _block(token: str) -> str:
    """A block tag as a group: what it holds may be there or not."""
    word = token[2:-2].strip(" -+").split(None, 1)[:1]
    match word:
        case ["if"]:
            return "(?:"
        case ["else"] | ["elif"]:
            return "|"
        case ["endif"]:
            return ")?"
    return ""


def _named(token: str, names: Mapping[str, str]) -> str | None:
    """The field a printing tag prints: the first one it names."""
    bare = _QUOTED.sub("", token)
    found = [
        (match.start(), names[match[0]]) for match in _PATH.finditer(bare) if match[0] in names
    ]
    if not found:
        return None
    fields = {name for _, name in found}
    return found[0][1] if len(fields) > 1 else fields.pop()


_PATH = re.compile(r"\w+\.\w+")


def _literal(character: str) -> str:
    if character.isspace():
        return r"\s*"
    return _LOOSE.get(character, re.escape(character)) + r"\s*"
