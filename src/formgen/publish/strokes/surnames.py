"""A name as it was typed → surname and given name, as characters that take part in sorting."""

from __future__ import annotations

import unicodedata

_COMPOUND = """
万俟 上官 子车 子书 子桑 亓官 太史 太叔 长孙 仆固 公上 公山 公门 公户 公玉 公仪 公西
公仲 公羊 公孙 公坚 公伯 公冶 公良 公祖 公乘 公孫 公皙 左丘 东方 东里 东宫 东郭 叶赫
申屠 令狐 乐正 司马 司空 司馬 司徒 司寇 西门 百里 达奚 夹谷 仲长 仲孙 仲孫 羊舌 宇文
巫马 巫馬 豆卢 轩辕 谷梁 完颜 即墨 纳兰 長孫 拓拔 拓跋 耶律 東方 東郭 東宮 欧阳 呼延
单于 宗政 贯丘 南门 南荣 南宫 南宮 相里 钟离 段干 皇甫 独孤 闻人 闾丘 軒轅 哥舒 夏侯
宰父 诸葛 第五 淳于 梁丘 尉迟 尉遲 達奚 萬俟 單于 微生 褚师 赫连 赫連 慕容 聞人 閭丘
鲜于 端木 漆雕 穀梁 歐陽 颛孙 樂正 諸葛 獨孤 澹台 澹臺 鍾離 鮮于 濮阳 濮陽 顓孫 壤驷
"""
COMPOUND = frozenset(_COMPOUND.split())
"""Surnames of two characters, in use or known from 百家姓; also as they are written in 繁体."""
_DOTS = frozenset("·•‧∙⋅・.᛫●")
_IGNORED = frozenset({"Mn", "Cf", "Zs", "Cc", "Zl", "Zp"})
_SHORTEST = 3
"""A name of two characters that begin like a compound surname is surname and given name."""


def split_name(name: str) -> tuple[str, str]:
    """Surname and given name, without blanks, dots and variation selectors.

    Full-width letters and compatibility characters come as the characters they stand for (NFKC).
    A name with a dot, as 迪丽热巴·某某, has no surname: it is compared from its first character
    on, which then takes the surname's place. So does 司马义·某, who is not of the family 司马.
    """
    written = unicodedata.normalize("NFKC", name)
    characters = "".join(character for character in written if not _ignored(character))
    dotted = any(character in _DOTS for character in written)
    compound = not dotted and len(characters) >= _SHORTEST and characters[:2] in COMPOUND
    length = 2 if compound else 1
    return characters[:length], characters[length:]


def _ignored(character: str) -> bool:
    return character in _DOTS or unicodedata.category(character) in _IGNORED
