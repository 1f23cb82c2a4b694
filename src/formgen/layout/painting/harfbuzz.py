"""A font file and the glyphs a document uses → a small font file with only those.

HarfBuzz is called directly, through its stable C interface, because WeasyPrint takes a font
only from Pango, which may hand out another file than the one asked for, and makes every
subset twice.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from formgen.problems import EnvironmentLackError

_Pointer = ctypes.c_void_p
_UInt = ctypes.c_uint

_NAMES = {
    "harfbuzz": ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
    "harfbuzz-subset": (
        "libharfbuzz-subset.so.0",
        "libharfbuzz-subset.0.dylib",
        "libharfbuzz-subset-0.dll",
    ),
}
_SEARCH_ADDED_FOLDERS = 0x1000
"""LOAD_LIBRARY_SEARCH_DEFAULT_DIRS: on Windows WeasyPrint adds the folders of GTK."""

_FUNCTIONS: dict[str, tuple[tuple[str, Any, tuple[Any, ...]], ...]] = {
    "harfbuzz": (
        ("hb_blob_create_from_file", _Pointer, (ctypes.c_char_p,)),
        ("hb_blob_get_length", _UInt, (_Pointer,)),
        ("hb_blob_get_data", _Pointer, (_Pointer, ctypes.POINTER(_UInt))),
        ("hb_blob_destroy", None, (_Pointer,)),
        ("hb_face_create", _Pointer, (_Pointer, _UInt)),
        ("hb_face_destroy", None, (_Pointer,)),
        ("hb_face_get_glyph_count", _UInt, (_Pointer,)),
        ("hb_face_reference_blob", _Pointer, (_Pointer,)),
        ("hb_set_add_sorted_array", None, (_Pointer, ctypes.POINTER(_UInt), _UInt)),
        ("hb_map_get", _UInt, (_Pointer, _UInt)),
    ),
    "harfbuzz-subset": (
        ("hb_subset_input_create_or_fail", _Pointer, ()),
        ("hb_subset_input_destroy", None, (_Pointer,)),
        ("hb_subset_input_glyph_set", _Pointer, (_Pointer,)),
        ("hb_subset_input_set", _Pointer, (_Pointer, ctypes.c_int)),
        ("hb_subset_input_set_flags", None, (_Pointer, _UInt)),
        ("hb_subset_plan_create_or_fail", _Pointer, (_Pointer, _Pointer)),
        ("hb_subset_plan_destroy", None, (_Pointer,)),
        ("hb_subset_plan_execute_or_fail", _Pointer, (_Pointer,)),
        ("hb_subset_plan_old_to_new_glyph_mapping", _Pointer, (_Pointer,)),
    ),
}
_NO_HINTING, _DESUBROUTINIZE = 0x1, 0x4
_DROP_TABLES = 3
"""HB_SUBSET_SETS_DROP_TABLE_TAG."""
_NOT_FOR_PDF = (
    "BASE CBDT CBLC COLR CPAL DSIG EBDT EBLC EBSC GDEF GPOS GSUB HVAR JSTF LTSH MATH MVAR OS/2 "
    "PCLT STAT SVG VDMX VORG VVAR avar cmap fvar gasp gvar hdmx kern meta morx mort name post "
    "sbix vhea vmtx"
)
"""Tables no reader of a PDF looks at: layout is done, codes and widths stand in the PDF."""


@dataclass(frozen=True, slots=True)
class Subset:
    """A font file with the glyphs asked for, numbered anew."""

    program: bytes
    numbers: tuple[int, ...]
    """The new number of each glyph asked for, in the order asked."""


def subset(path: Path, index: int, glyphs: Sequence[int]) -> Subset:
    """The face with only these glyphs, .notdef, and what composite glyphs are made of.

    Raises:
        EnvironmentLackError: HarfBuzz is missing, or cannot read the font file.
    """
    library = load()
    request = library.hb_subset_input_create_or_fail()
    try:
        _fill(library, request, glyphs)
        plan = library.hb_subset_plan_create_or_fail(_open_face(path, index), request)
    finally:
        library.hb_subset_input_destroy(request)
    if not plan:
        raise _unreadable(path)
    try:
        return _execute(library, plan, path, glyphs)
    finally:
        library.hb_subset_plan_destroy(plan)


class Library:
    """The functions of HarfBuzz that are used here, as attributes of their own names."""

    def __init__(self) -> None:
        for part, functions in _FUNCTIONS.items():
            shared = _open_library(part)
            for name, result, arguments in functions:
                function = getattr(shared, name)
                function.restype = result
                function.argtypes = arguments
                setattr(self, name, function)

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)


@cache
def load() -> Library:
    """HarfBuzz, with its subsetter.

    Raises:
        EnvironmentLackError: not installed, or older than 4.1, which cannot take sets at once.
    """
    try:
        return Library()
    except (OSError, AttributeError) as error:
        raise EnvironmentLackError(
            "这台电脑缺少生成 PDF 要用的 HarfBuzz（4.1 或更新）",
            hint="Debian、Ubuntu 请运行：apt-get install libharfbuzz-subset0；"
            "Windows 请安装 GTK3 运行库（MSYS2 的 pango）；macOS 请运行：brew install pango",
        ) from error


def _open_library(part: str) -> ctypes.CDLL:
    for name in _NAMES[part]:
        try:
            return ctypes.CDLL(name, winmode=_SEARCH_ADDED_FOLDERS)
        except OSError:
            continue
    raise OSError(part)


@lru_cache(maxsize=64)
def _open_face(path: Path, index: int) -> int:
    """A face of HarfBuzz; the file is mapped, not read. Kept, so never destroyed while in use."""
    library = load()
    blob = library.hb_blob_create_from_file(os.fsencode(path))
    readable = library.hb_blob_get_length(blob) > 0
    face: int = library.hb_face_create(blob, index)
    library.hb_blob_destroy(blob)
    if not readable or library.hb_face_get_glyph_count(face) == 0:
        library.hb_face_destroy(face)
        raise _unreadable(path)
    return face


def _fill(library: Library, request: int, glyphs: Sequence[int]) -> None:
    _add(library, library.hb_subset_input_glyph_set(request), glyphs)
    tables = [int.from_bytes(name.ljust(4).encode(), "big") for name in _NOT_FOR_PDF.split()]
    _add(library, library.hb_subset_input_set(request, _DROP_TABLES), tables)
    library.hb_subset_input_set_flags(request, _NO_HINTING | _DESUBROUTINIZE)


def _add(library: Library, chosen: int, values: Sequence[int]) -> None:
    numbers = (_UInt * len(values))(*sorted(values))
    library.hb_set_add_sorted_array(chosen, numbers, len(values))


def _execute(library: Library, plan: int, path: Path, glyphs: Sequence[int]) -> Subset:
    face = library.hb_subset_plan_execute_or_fail(plan)
    if not face:
        raise _unreadable(path)
    mapping = library.hb_subset_plan_old_to_new_glyph_mapping(plan)
    numbers = tuple(library.hb_map_get(mapping, glyph) for glyph in glyphs)
    blob = library.hb_face_reference_blob(face)
    length = _UInt()
    data = library.hb_blob_get_data(blob, ctypes.byref(length))
    program = ctypes.string_at(data, length.value) if length.value else b""
    library.hb_blob_destroy(blob)
    library.hb_face_destroy(face)
    if not program:
        raise _unreadable(path)
    return Subset(program, numbers)


def _unreadable(path: Path) -> EnvironmentLackError:
    return EnvironmentLackError(
        f"字体文件“{path.name}”不能放进 PDF",
        hint="文件可能不完整，请重新安装这个字体，或换用别的字体",
    )
