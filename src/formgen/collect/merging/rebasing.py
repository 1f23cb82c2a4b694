"""Names of files as one table writes them → as another one must, to mean the same files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from formgen.campaign.kinds import FILE_KINDS, KINDS, Raw, Setting
from formgen.campaign.kinds.files import home_of
from formgen.check.values import SIDE_FILE_MARKS


def rebased(raw: Raw, setting: Setting) -> Raw:
    """A value with its files named relative to the campaign folder.

    Args:
        raw: as a table writes it, which may stand in a folder of its own.
        setting: what the field's kind needs in that table.
    """
    if setting.beside is None:
        return raw
    if setting.field.kind in FILE_KINDS:
        return _each_line(raw, setting)
    if KINDS[setting.field.kind].long and isinstance(raw, str) and _names_file(raw):
        mark, name = raw.strip()[0], raw.strip()[1:].strip()
        return mark + _from_folder(name, setting)
    return raw


def _names_file(raw: str) -> bool:
    return raw.strip().startswith(SIDE_FILE_MARKS) and "\n" not in raw.strip()


def _each_line(raw: Raw, setting: Setting) -> Raw:
    if isinstance(raw, str):
        lines = [_line(line, setting) for line in raw.split("\n") if line.strip()]
        return "\n".join(lines)
    if isinstance(raw, Sequence):
        return [_each_line(item, setting) for item in raw]
    named = raw.get("文件")
    if not isinstance(named, str):
        return raw
    return {**raw, "文件": _from_folder(named.strip(), setting)}


def _line(line: str, setting: Setting) -> str:
    """A file and its caption, parted by a bar of either width."""
    cut = min((place for bar in "|｜" if (place := line.find(bar)) >= 0), default=len(line))
    return _from_folder(line[:cut].strip(), setting) + line[cut:]


def _from_folder(name: str, setting: Setting) -> str:
    home = home_of(setting, name)
    below = _below(home, setting.folder)
    return f"{below}/{name}" if below else name


def _below(home: Path, folder: Path) -> str:
    """The way from a folder to one inside it; empty where it is the same."""
    return "" if home == folder else home.relative_to(folder).as_posix()
