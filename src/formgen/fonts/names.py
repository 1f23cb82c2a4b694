"""Typeface name → its kind and its other names: what Chinese offices write in their documents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

Kind = Literal["fangsong", "kai", "title", "song", "hei", "symbol"]
"""仿宋, 楷体, 小标宋 for titles, 宋体, 黑体, and faces of signs."""

# One row for each typeface: the names it goes by. Those of one kind here stand in for each other
# where a user has one and a document names another, best first; those of _SIMILAR never do.
_TYPEFACES: dict[Kind, tuple[tuple[str, ...], ...]] = {
    "fangsong": (
        ("仿宋_GB2312", "FangSong_GB2312"),
        ("仿宋", "FangSong", "SimFang", "仿宋体"),
        ("方正仿宋_GBK", "FZFangSong-Z02", "方正仿宋_GB18030", "方正仿宋_GB2312"),
        ("方正仿宋简体", "FZFangSong-Z02S"),
        ("华文仿宋", "STFangsong", "STFang"),
        ("FandolFang", "FandolFang R"),
    ),
    "kai": (
        ("楷体_GB2312", "KaiTi_GB2312"),
        ("楷体", "KaiTi", "SimKai"),
        ("方正楷体_GBK", "FZKai-Z03", "方正楷体_GB18030", "方正楷体_GB2312"),
        ("方正楷体简体", "FZKai-Z03S"),
        ("华文楷体", "STKaiti", "STKai", "Kaiti SC"),
        ("FandolKai",),
    ),
    "title": (
        ("方正小标宋简体", "FZXiaoBiaoSong-B05S"),
        ("方正小标宋_GBK", "FZXiaoBiaoSong-B05", "方正小标宋_GB18030", "方正小标宋_GB2312"),
        ("小标宋", "小标宋体", "小标宋简体", "文星标宋", "创艺简标宋"),
        ("方正公文小标宋", "FZGongWenXiaoBiaoSong"),
        ("华文中宋", "STZhongsong"),
    ),
    "song": (
        ("宋体", "SimSun", "Sun", "ST Song GB18030"),
        ("新宋体", "NSimSun"),
        ("宋体-方正超大字符集", "方正宋体", "SimSun-18030"),
        ("方正书宋_GBK", "FZShuSong-Z01", "方正书宋_GB18030"),
        ("方正书宋简体", "FZShuSong-Z01S"),
        ("华文宋体", "STSong", "Songti SC"),
        (
            "Noto Serif SC",
            "思源宋体",
            "Noto Serif CJK SC",
            "Source Han Serif SC",
            "Source Han Serif CN",
            "思源宋体 CN",
        ),
    ),
    "hei": (
        ("黑体", "SimHei", "ST Hei GB18030"),
        ("方正黑体_GBK", "FZHei-B01", "方正黑体_GB18030"),
        ("方正黑体简体", "FZHei-B01S"),
        ("华文黑体", "STHeiti", "Heiti SC"),
        ("华文细黑", "STXihei"),
        (
            "Noto Sans SC",
            "思源黑体",
            "Noto Sans CJK SC",
            "Source Han Sans SC",
            "Source Han Sans CN",
            "思源黑体 CN",
        ),
    ),
    "symbol": (("DejaVu Sans",),),
}
_SIMILAR: dict[Kind, tuple[tuple[str, ...], ...]] = {
    "fangsong": (),
    "kai": (
        ("隶书", "LiSu", "SimLi"),
        ("华文隶书", "STLiti"),
        ("华文行楷", "STXingkai"),
        ("华文新魏", "STXinwei"),
        ("方正行楷简体", "FZXingKai-S04S"),
        ("方正魏碑简体", "FZWeiBei-S03S"),
    ),
    "title": (("方正大标宋简体", "FZDaBiaoSong-B06S"), ("方正大标宋_GBK", "FZDaBiaoSong-B06")),
    "song": (
        ("方正姚体", "FZYaoTi"),
        ("方正舒体", "FZShuTi"),
        ("细明体", "MingLiU"),
        ("新细明体", "PMingLiU"),
        ("MS Mincho", "MS 明朝"),
        ("MS PMincho", "MS P明朝"),
        ("Times New Roman", "Times", "TimesNewRomanPSMT"),
        ("Liberation Serif",),
        ("Cambria",),
        ("Cambria Math",),
        ("Georgia",),
        ("Garamond",),
        ("Century",),
        ("Book Antiqua",),
        ("Palatino Linotype",),
    ),
    "hei": (
        ("微软雅黑", "Microsoft YaHei", "MSYH"),
        ("微软雅黑 Light", "Microsoft YaHei Light"),
        ("Microsoft YaHei UI",),
        ("等线", "DengXian"),
        ("等线 Light", "DengXian Light"),
        ("苹方-简", "PingFang SC", "苹方"),
        ("幼圆", "YouYuan", "SimYou"),
        ("方正准圆简体", "FZZhunYuan-M02S"),
        ("华文琥珀", "STHupo"),
        ("文泉驿正黑", "WenQuanYi Zen Hei"),
        ("MS Gothic", "MS ゴシック"),
        ("MS PGothic", "MS Pゴシック"),
        ("Yu Gothic", "游ゴシック"),
        ("Arial", "ArialMT"),
        ("Arial Unicode MS",),
        ("Helvetica",),
        ("Liberation Sans",),
        ("Calibri",),
        ("Calibri Light",),
        ("Verdana",),
        ("Tahoma",),
        ("Trebuchet MS",),
        ("Segoe UI",),
        ("Consolas",),
        ("Courier New",),
    ),
    "symbol": (
        ("Wingdings",),
        ("Wingdings 2",),
        ("Wingdings 3",),
        ("Webdings",),
        ("Symbol",),
        ("Segoe UI Symbol",),
        ("Segoe UI Emoji",),
        ("Zapf Dingbats",),
    ),
}
_WORDS: tuple[tuple[str, Kind], ...] = (
    (r"小标宋|大标宋|标宋|中宋|xiaobiaosong|biaosong|zhongsong", "title"),
    (r"仿宋|仿|fangsong|fang", "fangsong"),
    (r"楷|隶|魏|kai|隸", "kai"),
    (r"黑|圆|圓|等线|hei|gothic|ゴシック|sans|yuan|arial|helvet", "hei"),
    (r"wingdings|webdings|dingbats|symbol|emoji", "symbol"),
)
"""Words that tell the kind of a typeface no row names, in order; none of them: 宋体."""
_NOISE = re.compile(r"[\s_@\-‐‑–.]+")


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """A name without what does not distinguish typefaces.

    Case, spaces, hyphens, underscores, the @ of faces for vertical text, full or half width.
    """
    return _NOISE.sub("", unicodedata.normalize("NFKC", name).casefold())


def _rows() -> Iterator[tuple[Kind, frozenset[str]]]:
    for table in (_TYPEFACES, _SIMILAR):
        for kind, rows in table.items():
            for row in rows:
                yield kind, frozenset(folded(name) for name in row)


_BY_NAME = {name: (kind, names) for kind, names in _rows() for name in names}
KNOWN = tuple(
    name
    for table in (_TYPEFACES, _SIMILAR)
    for rows in table.values()
    for row in rows
    for name in row
)
"""Every typeface name a row has, as documents write it."""
_RELATIVES: dict[Kind, tuple[str, ...]] = {
    kind: tuple(dict.fromkeys(folded(name) for row in rows for name in row))
    for kind, rows in _TYPEFACES.items()
}


def kind_of(name: str) -> Kind:
    """Which kind of typeface a name means; 宋体 where it does not say.

    >>> kind_of("方正小标宋_GBK"), kind_of("汉仪楷体简"), kind_of("Garamond")
    ('title', 'kai', 'song')
    """
    wanted = folded(name)
    known = _BY_NAME.get(wanted)
    if known:
        return known[0]
    for words, kind in _WORDS:
        if re.search(words, wanted):
            return kind
    return "song"


def synonyms_of(name: str) -> frozenset[str]:
    """The folded names of the same typeface, the name's own included."""
    wanted = folded(name)
    known = _BY_NAME.get(wanted)
    return known[1] if known else frozenset((wanted,))


def relatives_of(name: str) -> tuple[str, ...]:
    """Folded names of typefaces that may stand in for it, best first.

    A user's real 仿宋 prints 仿宋_GB2312 better than a face of another foundry.
    """
    return _RELATIVES[kind_of(name)]
