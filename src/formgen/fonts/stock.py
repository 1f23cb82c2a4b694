"""The faces that come with formgen: their files, their Chinese names, what each kind prints with.

Fandol (GPL-3 with font exception), DejaVu (Bitstream Vera licence), the rare characters cut from
Noto Serif CJK, and Liberation, Carlito and Caladea (all OFL) for the typefaces of alphabetic
scripts lie in `bundled/` with their licences; Noto Serif SC and Noto Sans SC (OFL) come with the
Python package pylopdf-fonts-zh-cn.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from formgen.fonts.names import Kind, Latin
from formgen.fonts.scanning import FoundFace, read_faces
from formgen.problems import EnvironmentLackError

_NOTO_PACKAGE = "pylopdf_fonts_zh_cn"
_INSTALL = "请运行：python -m pip install pylopdf-fonts-zh-cn"


@dataclass(frozen=True, slots=True)
class Supplied:
    """One face that comes with formgen."""

    file: str
    chinese_name: str
    origin: str
    """Where it comes from, for `formgen doctor`."""
    package: bool = False
    """Whether the file comes with the Noto package."""
    regular: bool = True
    """Whether it stands in for typefaces of regular weight, whatever its own."""


_FANG = Supplied("FandolFang-Regular.otf", "仿宋（Fandol）", "随formgen附带，Fandol字体")
_KAI = Supplied("FandolKai-Regular.otf", "楷体（Fandol）", "随formgen附带，Fandol字体")
_TITLE = Supplied("FandolSong-Bold.otf", "粗宋（Fandol）", "随formgen附带，Fandol字体")
_SERIF = Supplied(
    "NotoSerifSC-Regular.otf", "思源宋体（Noto）", "Python包pylopdf-fonts-zh-cn", package=True
)
_SANS = Supplied(
    "NotoSansSC-Regular.otf", "思源黑体（Noto）", "Python包pylopdf-fonts-zh-cn", package=True
)
_RARE = Supplied(
    "FormgenRare-Regular.otf", "生僻字宋体（Noto）", "随formgen附带，取自Noto Serif CJK"
)
_SIGNS = Supplied("DejaVuSans.ttf", "符号（DejaVu）", "随formgen附带，DejaVu字体")


def _family(file: str, like: str, family: str, styles: Sequence[str]) -> tuple[Supplied, ...]:
    """The faces of an alphabetic family, a file each; on screen they go by one name."""
    origin = f"随formgen附带，{family.partition(' ')[0]}字体"
    return tuple(
        Supplied(f"{file}-{style}.ttf", f"{like}类（{family}）", origin, regular=False)
        for style in styles
    )


_STYLES = ("Regular", "Bold", "Italic", "BoldItalic")
_LATIN: dict[Latin, tuple[Supplied, ...]] = {
    "times": _family("LiberationSerif", "Times", "Liberation Serif", _STYLES),
    "arial": _family("LiberationSans", "Arial", "Liberation Sans", _STYLES),
    "calibri": _family("Carlito", "Calibri", "Carlito", _STYLES[:2]),
    "cambria": _family("Caladea", "Cambria", "Caladea", _STYLES),
    "courier": _family("LiberationMono", "Courier", "Liberation Mono", _STYLES[:1]),
}
SUPPLIED = (
    *(_FANG, _KAI, _TITLE, _SERIF, _SANS, _RARE, _SIGNS),
    *(face for family in _LATIN.values() for face in family),
)
_ORDER: dict[Kind, tuple[Supplied, ...]] = {
    "fangsong": (_FANG, _SERIF, _SANS, _RARE, _SIGNS),
    "kai": (_KAI, _SERIF, _SANS, _RARE, _SIGNS),
    "title": (_TITLE, _SERIF, _SANS, _RARE, _SIGNS),
    "song": (_SERIF, _SANS, _RARE, _SIGNS),
    "hei": (_SANS, _SERIF, _RARE, _SIGNS),
    "symbol": (_SIGNS, _SERIF, _SANS, _RARE),
}


_MISDRAWN = {
    "FandolFang-Regular.otf": frozenset(map(ord, "￥￣™")),
    "FandolKai-Regular.otf": frozenset(map(ord, "￥￣～™")),
    "FandolSong-Bold.otf": frozenset(map(ord, "￥￣～™")),
}
"""Signs a face has, but draws as something else: its ￥ is a dollar."""


def misdrawn(path: Path) -> frozenset[int]:
    """Code points that a font file is not to be trusted with."""
    return _MISDRAWN.get(path.name, frozenset())


def supplied_for(kind: Kind) -> tuple[FoundFace, ...]:
    """The faces a kind of typeface prints with, first choice first; together they have all.

    Raises:
        EnvironmentLackError: a file or the package is missing.
    """
    return tuple(_found(face) for face in _ORDER[kind])


def latin_supplied(latin: Latin) -> tuple[FoundFace, ...]:
    """The faces of the family that has an alphabetic typeface's widths.

    Raises:
        EnvironmentLackError: a file is missing.
    """
    return tuple(_found(face) for face in _LATIN[latin])


def all_supplied() -> tuple[FoundFace, ...]:
    """Every face that comes with formgen.

    Raises:
        EnvironmentLackError: a file or the package is missing.
    """
    return tuple(_found(face) for face in SUPPLIED)


@lru_cache(maxsize=len(SUPPLIED))
def _found(supplied: Supplied) -> FoundFace:
    path = _noto_folder() / supplied.file if supplied.package else _bundled(supplied.file)
    if not path.is_file():
        raise EnvironmentLackError(
            f"缺少字体文件：{supplied.file}",
            hint="请重新安装formgen。" if not supplied.package else _INSTALL,
        )
    (found,) = read_faces(path)
    return found.standing_in(supplied.chinese_name, supplied.origin, regular=supplied.regular)


def _bundled(name: str) -> Path:
    return Path(str(files("formgen.fonts") / "bundled" / name))


def _noto_folder() -> Path:
    """The folder of the Noto package's font files.

    Raises:
        EnvironmentLackError: the package is not installed.
    """
    try:
        package = importlib.import_module(_NOTO_PACKAGE)
    except ModuleNotFoundError as error:
        raise EnvironmentLackError(
            "没有安装中文字体包pylopdf-fonts-zh-cn，不能生成PDF。", hint=_INSTALL
        ) from error
    serif: Path = package.serif_path()
    return serif.parent
