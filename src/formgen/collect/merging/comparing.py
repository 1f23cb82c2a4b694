"""Two writings of one field → whether they say the same, by the field's kind."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from formgen.campaign.kinds import FILE_KINDS, KINDS, Fault, Raw, Setting, parsed
from formgen.campaign.kinds.base import fold, is_blank, visible
from formgen.campaign.kinds.files import home_of
from formgen.campaign.values import Attachment, Picture, Value
from formgen.check.values import SIDE_FILE_MARKS
from formgen.collect.settings import Settings
from formgen.tables import read_side_text


@dataclass(frozen=True, slots=True)
class Comparison:
    """Holds what stands in a table against what was read."""

    read: Settings
    """Of what was read: where its pictures were saved."""

    def same(self, name: str, kept: Raw, kept_in: Settings, read: Raw) -> bool:
        """Whether a table's cell and a value that was read say the same.

        Values that the kind takes are compared, files by their content; else the texts without
        spaces and widths.
        """
        setting = kept_in[name]
        return _alike(resolved(kept, setting), setting, read, self.read[name])

    def agree(self, name: str, one: Raw, other: Raw) -> bool:
        """The same of two values that were read."""
        return _alike(one, self.read[name], other, self.read[name])


def _alike(one: Raw, one_setting: Setting, other: Raw, other_setting: Setting) -> bool:
    if one == other and one_setting is other_setting:
        return True
    if one_setting.field.kind in FILE_KINDS:
        return _files(one, one_setting) == _files(other, other_setting)
    first, second = _value(one, one_setting), _value(other, other_setting)
    if first is not None and first == second:
        return True
    return flat(one) == flat(other)


def resolved(raw: Raw, setting: Setting) -> Raw:
    """What a cell says, or the text of the file it names instead; as it is where there is none."""
    if not KINDS[setting.field.kind].long or not isinstance(raw, str):
        return raw
    name = raw.strip()
    if not name.startswith(SIDE_FILE_MARKS) or "\n" in name:
        return raw
    file = name[1:].strip()
    try:
        return read_side_text(home_of(setting, file), file)
    except Fault:
        return raw


def _value(raw: Raw, setting: Setting) -> Value | None:
    """The value of a text; None where the kind does not take it."""
    return None if is_blank(raw) else parsed(raw, setting)


def _files(raw: Raw, setting: Setting) -> list[tuple[str, str]]:
    """Content and caption of every file a value names; the names where one cannot be read."""
    value = _value(raw, setting)
    files = value if isinstance(value, tuple) else (value,)
    found = []
    for file in files:
        if isinstance(file, Picture):
            found.append((file.digest, flat(file.caption)))
        elif isinstance(file, Attachment):
            found.append((_digest(file.path), flat(file.caption)))
        else:
            return [(flat(raw), "")]
    return found


def _digest(path: Path) -> str:
    """SHA-256 of a file's bytes; its name where it cannot be read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return str(path)


def flat(raw: Raw) -> str:
    """A value without spaces, widths and what nobody sees."""
    if isinstance(raw, str):
        return fold(visible(raw))
    items = raw.values() if isinstance(raw, Mapping) else raw
    return "\0".join(map(flat, items))
