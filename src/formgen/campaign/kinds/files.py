"""Kinds that name files of the campaign folder: photos, pictures, other attachments."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path, PurePosixPath

from formgen.campaign.kinds.base import (
    Fault,
    FieldLike,
    Kind,
    Raw,
    Setting,
    each_parsed,
    lines_of,
    shown,
    text_of,
)
from formgen.campaign.kinds.pictures import open_picture
from formgen.campaign.values import Attachment, Picture, Value

_BAR = re.compile("[|｜]")
_LONGEST_PATH = 4096
"""Characters; no file system takes a longer one."""


def inside(folder: Path, name: str) -> Path:
    """The file a cell names, proven to stand inside the campaign folder.

    Raises:
        Fault: M02 where the path leaves the folder, M01 where there is no such file.
    """
    if len(name) > _LONGEST_PATH:
        raise Fault("M01", path=shown(name), advice="")
    try:
        path = (folder / name.replace(_BACKSLASH, "/")).resolve()
        if not path.is_relative_to(_resolved(folder)):
            raise Fault("M02", path=name)
        if not path.is_file():
            raise Fault("M01", path=name, advice=_advice(path, name))
    except (OSError, ValueError, RuntimeError):  # a name no file can have, a link to itself
        raise Fault("M01", path=name, advice="") from None
    return path


def _resolved(folder: Path) -> Path:
    """A folder without links; a campaign names thousands of files in one."""
    return _resolved_once(folder) if folder.is_absolute() else folder.resolve()


@lru_cache(maxsize=8)
def _resolved_once(folder: Path) -> Path:
    return folder.resolve()


def _advice(path: Path, name: str) -> str:
    """A question after the file beside it that differs in case or ending only."""
    if not path.parent.is_dir():
        return ""
    beside = _names_by_stem(path.parent, path.parent.stat().st_mtime_ns)
    near = beside.get(path.name.casefold()) or beside.get(path.stem.casefold())
    return (
        f"是不是“{PurePosixPath(name.replace(_BACKSLASH, '/')).with_name(near)}”？" if near else ""
    )


@lru_cache(maxsize=64)
def _names_by_stem(folder: Path, _changed: int) -> Mapping[str, str]:
    """The names of a folder's files by their stem, without case; its first few thousand."""
    names = (entry.name for entry in islice(os.scandir(folder), _MOST_NAMES) if entry.is_file())
    return {PurePosixPath(name).stem.casefold(): name for name in sorted(names)}


_BACKSLASH = "\\"
_MOST_NAMES = 5_000


def home_of(setting: Setting, name: str) -> Path:
    """The folder a named file is looked for in: that of the table itself if it is there.

    Units that fill in a workbook keep their photos beside it, and hand in both as one folder.
    Such a folder of a unit's own is the only one looked in: two units may both have a 01.jpg.
    """
    if setting.beside is not None and setting.beside.parent != setting.folder:
        return setting.beside
    if setting.beside is not None:
        with suppress(Fault):
            inside(setting.beside, name)
            return setting.beside
    return setting.folder


class Photo(Kind):
    """One photo."""

    name = "照片"
    takes = frozenset({"照片尺寸", "底色", "文件格式"})

    def parse(self, raw: Raw, setting: Setting) -> Value:
        """The picture the cell names."""
        name = text_of(raw)
        return _picture((name, ""), setting)


class Pictures(Kind):
    """Pictures with captions; in a cell one a line, file and caption parted by |."""

    name = "图片"
    takes = frozenset({"最少数量", "最多数量", "最多字数", "文件格式"})

    def blank(self, field: FieldLike) -> Value:
        """No picture."""
        return ()

    def parse(self, raw: Raw, setting: Setting) -> Value:
        """The pictures in the order given."""
        return each_parsed(partial(_picture, setting=setting), named_files(raw))


class Attachments(Kind):
    """Other files an entry hands in: scans, videos."""

    name = "附件"
    takes = frozenset({"最少数量", "最多数量", "最多字数", "文件格式"})

    def blank(self, field: FieldLike) -> Value:
        """No file."""
        return ()

    def parse(self, raw: Raw, setting: Setting) -> Value:
        """The files in the order given."""
        return each_parsed(partial(_attachment, setting=setting), named_files(raw))


def _picture(named: tuple[str, str], setting: Setting) -> Picture:
    name, caption = named
    return open_picture(inside(home_of(setting, name), name), caption, name)


def _attachment(named: tuple[str, str], setting: Setting) -> Attachment:
    name, caption = named[0].replace("\\", "/"), named[1]
    return Attachment(inside(home_of(setting, name), name), caption, name)


def named_files(raw: Raw) -> list[tuple[str, str]]:
    """File name and caption of every file a value names.

    Raises:
        Fault: V07 where a JSON value is neither text nor a list of 文件 and 说明.
    """
    if isinstance(raw, str):
        split = [_BAR.split(line, maxsplit=1) for line in lines_of(text_of(raw))]
        return [(cells[0].strip(), "".join(cells[1:]).strip()) for cells in split]
    if isinstance(raw, Mapping):
        raw = [raw]
    named = []
    for item in raw:
        if isinstance(item, str):
            named.extend(named_files(item))
        elif isinstance(item, Mapping) and set(item) <= {"文件", "说明"} and "文件" in item:
            named.append((text_of(item["文件"]), text_of(item.get("说明", ""))))
        else:
            raise Fault("V07", expected="一列文件，每个用花括号括起，里面写“文件”和“说明”")
    return named
