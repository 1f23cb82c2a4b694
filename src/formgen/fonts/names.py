"""Typeface name → its kind and its other names: what Chinese offices write in their documents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

Kind = Literal["fangsong", "kai", "title", "song", "hei", "symbol"]
"""仿宋, 楷体, 小标宋 for titles, 宋体, 黑体, and faces of signs."""
Latin = Literal["times", "arial", "calibri", "cambria", "courier"]
"""What an alphabetic typeface is set like: each has faces of the same widths in `stock`."""

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
# Alphabetic typefaces, by the one whose widths are nearest.
_LATIN: dict[Latin, tuple[tuple[str, ...], ...]] = {
    "times": (
        ("Times New Roman", "Times", "TimesNewRomanPSMT", "Times Roman"),
        ("Liberation Serif",),
        ("Garamond",),
    ),
    "arial": (
        ("Arial", "ArialMT"),
        ("Arial Unicode MS",),
        ("Arial Narrow",),
        ("Arial Black",),
        ("Helvetica",),
        ("Helvetica Neue",),
        ("Liberation Sans",),
        ("Verdana",),
        ("Tahoma",),
        ("Trebuchet MS",),
        ("Segoe UI",),
        ("Segoe UI Light",),
        ("Lucida Grande",),
        ("Lucida Sans Unicode",),
        ("Century Gothic",),
        ("Franklin Gothic Book",),
        ("Franklin Gothic Medium",),
    ),
    "calibri": (
        ("Calibri",),
        ("Calibri Light",),
        ("Carlito",),
        ("Candara",),
        ("Corbel",),
    ),
    "cambria": (
        ("Cambria",),
        ("Cambria Math",),
        ("Caladea",),
        ("Georgia",),
        ("Century",),
        ("Century Schoolbook",),
        ("Book Antiqua",),
        ("Palatino Linotype", "Palatino"),
        ("Bookman Old Style",),
    ),
    "courier": (
        ("Courier New", "Courier", "CourierNewPSMT"),
        ("Liberation Mono",),
        ("Consolas",),
        ("Lucida Console",),
        ("Lucida Sans Typewriter",),
    ),
}
_CHINESE_WITH: dict[Latin, Kind] = {
    "times": "song",
    "cambria": "song",
    "arial": "hei",
    "calibri": "hei",
    "courier": "hei",
}
"""What the Chinese characters of a text in an alphabetic typeface print with."""
_WORDS: tuple[tuple[str, Kind], ...] = (
    (r"小标宋|大标宋|标宋|中宋|xiaobiaosong|biaosong|zhongsong", "title"),
    (r"仿宋|仿|fangsong|fang", "fangsong"),
    (r"楷|隶|魏|kai|隸", "kai"),
    (r"黑|圆|圓|等线|hei|gothic|ゴシック|sans|yuan|arial|helvet", "hei"),
    (r"wingdings|webdings|dingbats|symbol|emoji", "symbol"),
)
"""Words that tell the kind of a typeface no row names, in order; none of them: 宋体."""
_LATIN_WORDS: tuple[tuple[str, Latin], ...] = (
    (r"courier|consol|mono|typewriter", "courier"),
    (r"calibri|carlito", "calibri"),
    (r"cambria|caladea|georgia|palatino|bookman|schoolbook", "cambria"),
    (r"arial|helvet|sans|lucida|gothic|grotesk|univers|myriad|frutiger|futura|roboto", "arial"),
    (r"verdana|tahoma|trebuchet|segoe|geneva|optima|montserrat", "arial"),
)
"""Words that tell what an alphabetic typeface no row names is set like; none of them: Times."""
_EAST_ASIAN = re.compile(
    r"[^\x00-\x7f]|^fz|^hy|^st(?:song|hei|kai|fang|xi|li|zhong|cai|hu)|cjk|han(?:sans|serif|mono)"
    r"|hei|kai|song|sung|ming|fang|yuan|liti|lisu|mincho|(?:ms|yu|malgun|li|ui)p?gothic"
    r"|gulim|dotum|batang|meiryo|hiragino|pingfang|gb\d|gbk|(?:sc|tc|hk|jp|kr|cn|tw)$"
)
"""What the folded names of Chinese, Japanese and Korean typefaces have, also where it is ASCII."""
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
    for latin, rows in _LATIN.items():
        for row in rows:
            yield _CHINESE_WITH[latin], frozenset(folded(name) for name in row)


_BY_NAME = {name: (kind, names) for kind, names in _rows() for name in names}
_LATIN_BY_NAME = {
    folded(name): latin for latin, rows in _LATIN.items() for row in rows for name in row
}
KNOWN = tuple(
    name
    for rows in (*_TYPEFACES.values(), *_SIMILAR.values(), *_LATIN.values())
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


@lru_cache(maxsize=1024)
def latin_of(name: str) -> Latin | None:
    """What an alphabetic typeface is set like; None for Chinese typefaces and those of signs.

    A Chinese typeface prints letters and digits with its own, so it has no Latin one.

    >>> latin_of("Helvetica"), latin_of("Minion Pro"), latin_of("宋体"), latin_of("FZSSK--GBK1-0")
    ('arial', 'times', None, None)
    """
    wanted = folded(name)
    if wanted in _BY_NAME:
        return _LATIN_BY_NAME.get(wanted)
    if not wanted or _EAST_ASIAN.search(wanted) or kind_of(name) == "symbol":
        return None
    return next((latin for words, latin in _LATIN_WORDS if re.search(words, wanted)), "times")


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
