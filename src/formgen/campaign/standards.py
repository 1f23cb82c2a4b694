"""Options that national standards list, and the wordings in use for each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


def _wordings(options: str, others: Mapping[str, str]) -> Mapping[str, str]:
    """Every accepted wording and the option it means; the standard's own first, in its order.

    Args:
        options: the standard's wordings, parted by spaces.
        others: further wordings of an option, parted by spaces. Wordings that could mean two
            options are left out, so that the one who knows is asked.
    """
    accepted = {option: option for option in options.split()}
    further = {word: option for option, words in others.items() for word in words.split()}
    return MappingProxyType(accepted | further)


_POLITICAL_STATUS = _wordings(
    "中共党员 中共预备党员 共青团员 民革党员 民盟盟员 民建会员 民进会员 农工党党员 致公党党员 "
    "九三学社社员 台盟盟员 无党派民主人士 群众",
    {
        "中共党员": "党员 中国共产党党员 中国共产党 共产党员 中共 中共正式党员 正式党员",
        "中共预备党员": "预备党员 中国共产党预备党员",
        "共青团员": "团员 中国共产主义青年团团员 共青团",
        "民革党员": "民革会员 民革 民革成员 中国国民党革命委员会会员 中国国民党革命委员会党员",
        "民盟盟员": "民盟 民盟成员 中国民主同盟盟员",
        "民建会员": "民建 民建成员 中国民主建国会会员",
        "民进会员": "民进 民进成员 中国民主促进会会员",
        "农工党党员": "农工党 农工党员 中国农工民主党党员",
        "致公党党员": "致公党 致公党员 中国致公党党员",
        "九三学社社员": "九三学社 九三社员 九三学社成员",
        "台盟盟员": "台盟 台盟成员 台湾民主自治同盟盟员",
        "无党派民主人士": "无党派人士 无党派",
        "群众": "普通群众 普通公民",
    },
)
"""GB/T 4762-1984, in the short wordings forms print."""

_SCHOOLING = {
    "博士研究生": "博士 博士生 研究生（博士） 博士研究生毕业",
    "硕士研究生": "硕士 硕士生 研究生（硕士） 硕士研究生毕业",
    "大学本科": "本科 大学（本科） 大本 全日制本科 全日制大学本科 本科毕业 大学本科毕业",
    "大学专科": "大专 专科 大学（专科） 高职 高职高专 全日制大专 大专毕业 专科毕业 大学专科毕业",
    "中专": "中等专科 中等专业学校 中专毕业",
    "高中": "普通高中 高级中学 普通高级中学 高中毕业",
    "初中": "初级中学 初中毕业",
    "小学": "小学毕业",
    "其他": "其它",
}
"""“研究生” and “大学” alone do not say which."""

_EDUCATION = _wordings(
    " ".join(_SCHOOLING),
    {
        option: " ".join([words, *(f"{word}学历" for word in (option, *words.split()))])
        for option, words in _SCHOOLING.items()
        if option != "其他"
    }
    | {"其他": _SCHOOLING["其他"]},
)
"""The levels of GB/T 4658-2006, in the short wordings forms print."""

_PEOPLES = (
    "汉族 蒙古族 回族 藏族 维吾尔族 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 "
    "哈萨克族 傣族 黎族 傈僳族 佤族 畲族 高山族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜族 土族 "
    "达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族 锡伯族 阿昌族 普米族 塔吉克族 怒族 "
    "乌孜别克族 俄罗斯族 鄂温克族 德昂族 保安族 裕固族 京族 塔塔尔族 独龙族 鄂伦春族 赫哲族 "
    "门巴族 珞巴族 基诺族"
)
"""The 56 names of GB/T 3304-1991 in the order of its codes 01 to 56."""

_BESIDE_THE_PEOPLES = "穿青人 其他 外国血统中国籍人士"
"""Codes 97 and 98 of GB/T 3304; identity cards of Guizhou have 穿青人, whom 97 comprises."""

_ETHNICITY = _wordings(
    f"{_PEOPLES} {_BESIDE_THE_PEOPLES}",
    {people: people.removesuffix("族") for people in _PEOPLES.split()}
    | {
        "蒙古族": "蒙古 蒙族",
        "维吾尔族": "维吾尔 维族",
        "朝鲜族": "朝鲜 鲜族",
        "壮族": "壮 僮族",
        "瑶族": "瑶 傜族",
        "柯尔克孜族": "柯尔克孜 柯族",
        "毛南族": "毛南 毛难族",
        "德昂族": "德昂 崩龙族",
        "穿青人": "穿青 穿青族",
        "其他": "其它 未识别民族 其他未识别的民族",
        "外国血统中国籍人士": "外国血统 外国血统中国籍",
    },
)

STANDARDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {"政治面貌": _POLITICAL_STATUS, "学历": _EDUCATION, "民族": _ETHNICITY}
)
"""What “选项来自” may say beside the campaign's own lists: wording → option of each standard."""
