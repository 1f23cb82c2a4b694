from __future__ import annotations

import pytest

from formgen.fonts.names import folded, kind_of, latin_of, relatives_of, synonyms_of


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("仿宋_GB2312", "fangsong"),
        ("FangSong", "fangsong"),
        ("STFangsong", "fangsong"),
        ("方正仿宋_GBK", "fangsong"),
        ("楷体_GB2312", "kai"),
        ("华文楷体", "kai"),
        ("方正楷体简体", "kai"),
        ("隶书", "kai"),
        ("方正小标宋简体", "title"),
        ("方正小标宋_GBK", "title"),
        ("FZXiaoBiaoSong-B05S", "title"),
        ("华文中宋", "title"),
        ("STZhongsong", "title"),
        ("宋体", "song"),
        ("NSimSun", "song"),
        ("Songti SC", "song"),
        ("Times New Roman", "song"),
        ("Cambria", "song"),
        ("黑体", "hei"),
        ("微软雅黑", "hei"),
        ("DengXian", "hei"),
        ("幼圆", "hei"),
        ("Arial", "hei"),
        ("Calibri", "hei"),
        ("MS Gothic", "hei"),
        ("Wingdings 2", "symbol"),
        ("Segoe UI Symbol", "symbol"),
    ],
)
def test_what_offices_write_has_a_kind(name: str, kind: str) -> None:
    assert kind_of(name) == kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("汉仪仿宋简", "fangsong"),
        ("经典楷体简", "kai"),
        ("汉鼎简大黑", "hei"),
        ("长城小标宋体", "title"),
        ("汉仪书宋二简", "song"),
        ("Some Latin Face", "song"),
        ("", "song"),
    ],
)
def test_an_unknown_name_is_judged_by_its_words(name: str, kind: str) -> None:
    assert kind_of(name) == kind


@pytest.mark.parametrize(
    "name", ["仿宋_gb2312", "仿宋 GB2312", "仿宋＿ＧＢ２３１２", "@仿宋_GB2312"]
)
def test_spelling_does_not_matter(name: str) -> None:
    assert folded(name) == folded("仿宋_GB2312")


def test_chinese_and_english_names_are_one_typeface() -> None:
    assert folded("SimSun") in synonyms_of("宋体")
    assert folded("宋体") not in synonyms_of("新宋体")
    assert synonyms_of("Quite New") == {folded("Quite New")}


def test_relatives_are_of_one_kind_and_not_merely_similar() -> None:
    assert folded("仿宋") in relatives_of("仿宋_GB2312")
    assert folded("微软雅黑") not in relatives_of("黑体")


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("Times New Roman", "times"),
        ("TIMES", "times"),
        ("Times New Roman Bold", "times"),
        ("Arial", "arial"),
        ("Segoe UI", "arial"),
        ("Century Gothic", "arial"),
        ("Open Sans Light", "arial"),
        ("Liberation Sans;Arial", "arial"),
        ("Calibri Light", "calibri"),
        ("Palatino", "cambria"),
        ("Courier", "courier"),
        ("DejaVu Sans Mono", "courier"),
        ("Minion Pro", "times"),
    ],
)
def test_what_foreign_offices_write_is_set_like_a_known_typeface(name: str, latin: str) -> None:
    assert latin_of(name) == latin


@pytest.mark.parametrize(
    "name",
    [
        "",
        "宋体",
        "SimSun",
        "仿宋_GB2312",
        "FZXiaoBiaoSong-B05S",
        "FZSSK--GBK1-0",
        "STXihei",
        "DengXian",
        "Microsoft YaHei",
        "MS Mincho",
        "MS UI Gothic",
        "Source Han Sans TC",
        "Noto Sans CJK JP",
        "DFKai-SB",
        "汉仪书宋二简 Sans",
        "Wingdings",
        "StarSymbol",
        "DejaVu Sans",
    ],
)
def test_chinese_typefaces_and_those_of_signs_have_no_latin_one(name: str) -> None:
    assert latin_of(name) is None
