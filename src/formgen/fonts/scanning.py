"""Folders of fonts → the faces in them with all their names, and the files that cannot be used."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from formgen.fonts.face import Face, heights_of
from formgen.fonts.names import folded
from formgen.fonts.sfnt import (
    FontFileError,
    Tables,
    check_coverage,
    check_places,
    faces_in,
    names_of,
    units_of,
    unpack,
)

_SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")
_MOST_FILES = 2000
_FAMILY, _FULL, _POSTSCRIPT, _TYPOGRAPHIC_FAMILY, _TYPOGRAPHIC_FULL = 1, 4, 6, 16, 18
_SELECTION_ITALIC, _SELECTION_BOLD = 1 << 0, 1 << 5
_MAC_BOLD, _MAC_ITALIC = 1 << 0, 1 << 1
_REGULAR, _BOLD = 400, 700
_OS2_SELECTION_END = 64
_EMBEDDING = 0x000E
_RESTRICTED = 0x0002
_BITMAP_ONLY = 0x0200


@dataclass(frozen=True, slots=True)
class FoundFace:
    """A face of a font file by its names; its characters are not read yet."""

    path: Path
    index: int
    key: str
    names: frozenset[str]
    """Folded names in all languages: families, full names, PostScript name."""
    chinese_name: str
    bold: bool
    italic: bool
    weight: int
    """100 to 900; 400 is regular."""
    origin: str = "字体文件夹"
    supplied: bool = False
    """Whether it comes with formgen."""

    def standing_in(self, chinese_name: str, origin: str, *, regular: bool) -> FoundFace:
        """The face as one that comes with formgen.

        Args:
            chinese_name: what to call it on screen.
            origin: where it comes from, for `formgen doctor`.
            regular: whether it stands in for typefaces of regular weight, whatever its own.
                FandolSong-Bold stands in for 小标宋, whose regular weight is as heavy: it does not
                count as bold, so that bold 小标宋 is emboldened as it is in Word.
        """
        found = replace(self, chinese_name=chinese_name, origin=origin, supplied=True)
        return replace(found, bold=False, weight=_REGULAR) if regular else found

    def open(self) -> Face:
        """The face itself; its coverage is read when somebody asks for it."""
        return Face.of_file(self.path, self.index, key=self.key, bold=self.bold, italic=self.italic)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file of a font folder that cannot be used, and why, in Chinese."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Scan:
    """What stands in the user's font folders."""

    faces: tuple[FoundFace, ...]
    unreadable: tuple[Unreadable, ...]


def scan(folders: Sequence[Path]) -> Scan:
    """The faces in folders and the folders inside them, in order of folder and file name."""
    faces: list[FoundFace] = []
    unreadable: list[Unreadable] = []
    for folder in folders:
        files = list(islice(_font_files(folder), _MOST_FILES + 1))
        if not folder.is_dir():
            unreadable.append(Unreadable(folder, "没有这个字体文件夹。"))
        elif not files:
            unreadable.append(Unreadable(folder, "里面没有字体文件（.ttf、.otf、.ttc）。"))
        elif len(files) > _MOST_FILES:
            unreadable.append(Unreadable(folder, f"字体文件超过{_MOST_FILES}个，其余没有读。"))
        for path in files[:_MOST_FILES]:
            if path.exists() and not path.is_file():  # to open a pipe would wait for ever
                unreadable.append(Unreadable(path, "不是普通的文件。"))
                continue
            try:
                faces += read_faces(path)
            except FontFileError as error:
                unreadable.append(Unreadable(path, error.message))
            except OSError:
                unreadable.append(Unreadable(path, "打不开，可能没有读取权限。"))
    return Scan(tuple(faces), tuple(unreadable))


def _font_files(folder: Path) -> Iterator[Path]:
    for place, inner, names in os.walk(folder):
        inner.sort()
        for name in sorted(names):
            if name.lower().endswith(_SUFFIXES) and not name.startswith("."):
                yield Path(place) / name


def read_faces(path: Path) -> tuple[FoundFace, ...]:
    """The faces of one font file.

    Raises:
        FontFileError: it is no font, is broken, or may not be embedded.
        OSError: it cannot be opened.
    """
    with path.open("rb") as stream:
        return tuple(_face(path, index, tables) for index, tables in enumerate(faces_in(stream)))


def _face(path: Path, index: int, tables: Tables) -> FoundFace:
    _check(tables)
    names = names_of(tables)
    families = [*names.get(_FAMILY, ()), *names.get(_TYPOGRAPHIC_FAMILY, ())]
    full = [*names.get(_FULL, ()), *names.get(_TYPOGRAPHIC_FULL, ())]
    key = _key(names.get(_POSTSCRIPT, ()), path, index)
    bold, italic, weight = _style(tables)
    return FoundFace(
        path=path,
        index=index,
        key=key,
        names=frozenset(folded(name) for name in (*families, *full, key)),
        chinese_name=_chinese(full) or _chinese(families) or next(iter((*full, *families)), key),
        bold=bold,
        italic=italic,
        weight=weight,
    )


def _check(tables: Tables) -> None:
    """See that the face has what printing needs and may be embedded in a PDF.

    Raises:
        FontFileError: it lacks something, or its licence bits (OS/2 fsType) forbid embedding.
    """
    if "CFF2" in tables or not ("CFF " in tables or ("glyf" in tables and "loca" in tables)):
        raise FontFileError("没有可以嵌入PDF的轮廓（点阵字体或CFF2可变字体），请换用普通字体。")
    for tag in ("head", "hhea", "hmtx", "maxp", "cmap", "name"):
        if tag not in tables:
            raise FontFileError(f"字体文件损坏：缺少{tag}数据表。")
    check_places(tables)
    units_of(tables)
    check_coverage(tables)
    heights_of(tables)
    system = tables.read("OS/2")
    licence = unpack(">H", system, 8)[0] if len(system) >= 10 else 0
    if licence & _EMBEDDING == _RESTRICTED or licence & _BITMAP_ONLY:
        raise FontFileError("字体的许可标志不允许嵌入PDF，改用替代字体。")


def _style(tables: Tables) -> tuple[bool, bool, int]:
    """Bold, italic and weight (head macStyle, OS/2 fsSelection and usWeightClass)."""
    (mac,) = unpack(">H", tables.read("head"), 44)
    system = tables.read("OS/2")
    if len(system) < _OS2_SELECTION_END:
        weight = _BOLD if mac & _MAC_BOLD else _REGULAR
        return bool(mac & _MAC_BOLD), bool(mac & _MAC_ITALIC), weight
    (weight,) = unpack(">H", system, 4)
    (selection,) = unpack(">H", system, 62)
    bold = bool(mac & _MAC_BOLD or selection & _SELECTION_BOLD)
    return bold, bool(mac & _MAC_ITALIC or selection & _SELECTION_ITALIC), weight


def _key(names: Sequence[str], path: Path, index: int) -> str:
    """A PostScript name of letters, digits and hyphens, from the file's name where it has none."""
    for name in (*names, f"{path.stem}-{index}"):
        key = "".join(sign for sign in name if sign.isascii() and (sign.isalnum() or sign == "-"))
        if key:
            return key
    return f"face-{index}"


def _chinese(names: Sequence[str]) -> str:
    return next((name for name in names if not name.isascii()), "")
