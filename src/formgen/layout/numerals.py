"""A number and one of Word's number formats → the numeral as printed."""

from __future__ import annotations

from collections.abc import Callable

_LARGEST_ROMAN = 32_767
"""Keeps numerals short: each thousand is an m."""
_LONGEST_LETTERS = 30
"""Letters are doubled after z (aa, bb …), footnote signs after the last: at most so often."""
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_COMMON = "零一二三四五六七八九", "十百千", "万"
_TRADITIONAL = "零一二三四五六七八九", "十百千", "萬"
_LEGAL = "零壹贰叁肆伍陆柒捌玖", "拾佰仟", "万"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖", "拾佰仟", "萬"
_LARGEST_CHINESE = 99_999_999
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_IDEOGRAPHIC = "〇一二三四五六七八九"
_TAIWANESE = "○一二三四五六七八九"
_FULL_WIDTH = "０１２３４５６７８９"
_FOOTNOTE_SIGNS = "*†‡§"


def numeral(value: int, format: str) -> str:
    """A number in a format of ST_NumberFormat (ECMA-376 part 1, 17.18.59).

    Args:
        value: the number; what a format cannot show is printed as figures.
        format: decimal, upperRoman, chineseCounting, numberInDash …; unknown ones, and
            those that spell numbers out in a language, are figures. bullet and none are empty.
    """
    writer = _WRITERS.get(format)
    written = writer(value) if writer else None
    return str(value) if written is None else written


def _letters(value: int) -> str | None:
    repeats, index = divmod(value - 1, 26)
    if value < 1 or repeats >= _LONGEST_LETTERS:
        return None
    return chr(ord("a") + index) * (repeats + 1)


def _roman(value: int) -> str | None:
    if not 0 < value <= _LARGEST_ROMAN:
        return None
    written = ""
    for worth, sign in _ROMAN:
        written += sign * (value // worth)
        value %= worth
    return written


def _upper(writer: Callable[[int], str | None]) -> Callable[[int], str | None]:
    def written(value: int) -> str | None:
        lower = writer(value)
        return lower.upper() if lower is not None else None

    return written


def _ordinal(value: int) -> str:
    ends = {1: "st", 2: "nd", 3: "rd"}
    end = "th" if abs(value) % 100 in (11, 12, 13) else ends.get(abs(value) % 10, "th")
    return f"{value}{end}"


def _digits(digits: str) -> Callable[[int], str | None]:
    """Figure by figure in other digits: 一〇一 for 101."""

    def written(value: int) -> str | None:
        return "".join(digits[int(figure)] for figure in str(value)) if value >= 0 else None

    return written


def _counted(
    system: tuple[str, str, str], one_ten: bool = False, one_hundred: bool = True
) -> Callable[[int], str | None]:
    """With words for ten, hundred, thousand and ten thousand: 一百零一 for 101.

    Args:
        system: ten digits, the three words below ten thousand, the word for it.
        one_ten: whether 10 to 19 begin with a one (壹拾).
        one_hundred: whether a one stands before the higher words (一百, but Japanese 百).
    """
    digits, powers, myriad = system

    def group(value: int) -> str:
        written = ""
        for power in (3, 2, 1, 0):
            digit = value // 10**power % 10
            if digit:
                bare = power and digit == 1 and not one_hundred
                written += ("" if bare else digits[digit]) + (powers[power - 1] if power else "")
            elif one_hundred and written and value % 10**power and written[-1] != digits[0]:
                written += digits[0]
        return written

    def written(value: int) -> str | None:
        if not 0 <= value <= _LARGEST_CHINESE:
            return None
        high, low = divmod(value, 10_000)
        gap = digits[0] if high and 0 < low < 1000 and one_hundred else ""
        text = (group(high) + myriad if high else "") + gap + group(low)
        if not one_ten and text.startswith(digits[1] + powers[0]):
            text = text[1:]
        return text or digits[0]

    return written


def _to_ninety_nine(digits: str) -> Callable[[int], str | None]:
    """Counted to 99, figure by figure from 100 on: 九十九, 一〇〇."""
    counted, by_figure = _counted(_COMMON), _digits(digits)
    return lambda value: counted(value) if 0 < value < 100 else by_figure(value)


def _cycle(signs: str) -> Callable[[int], str | None]:
    """One sign each; figures after the last."""
    return lambda value: signs[value - 1] if 0 < value <= len(signs) else None


def _enclosed(*starts: tuple[int, int, int]) -> Callable[[int], str | None]:
    """Signs of Unicode blocks: (first value, last value, code of the first)."""

    def written(value: int) -> str | None:
        for first, last, code in starts:
            if first <= value <= last:
                return chr(code + value - first)
        return None

    return written


def _zodiac_pair(value: int) -> str | None:
    """甲子 to 癸亥, the cycle of sixty."""
    if value < 1:
        return None
    return _STEMS[(value - 1) % 10] + _BRANCHES[(value - 1) % 12]


def _footnote_sign(value: int) -> str | None:
    repeats, index = divmod(value - 1, len(_FOOTNOTE_SIGNS))
    if value < 1 or repeats >= _LONGEST_LETTERS:
        return None
    return _FOOTNOTE_SIGNS[index] * (repeats + 1)


_CIRCLED = _enclosed((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1))
_WRITERS: dict[str, Callable[[int], str | None]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": _digits(_FULL_WIDTH),
    "decimalFullWidth2": _digits(_FULL_WIDTH),
    "lowerLetter": _letters,
    "upperLetter": _upper(_letters),
    "lowerRoman": _roman,
    "upperRoman": _upper(_roman),
    "ordinal": _ordinal,
    "hex": lambda value: f"{value:X}",
    "numberInDash": lambda value: f"- {value} -",
    "chicago": _footnote_sign,
    "decimalEnclosedCircle": _CIRCLED,
    "decimalEnclosedCircleChinese": _CIRCLED,
    "decimalEnclosedParen": _enclosed((1, 20, 0x2474)),
    "decimalEnclosedFullstop": _enclosed((1, 20, 0x2488)),
    "ideographEnclosedCircle": _enclosed((1, 10, 0x3280)),
    "ideographDigital": _digits(_IDEOGRAPHIC),
    "japaneseDigitalTenThousand": _digits(_IDEOGRAPHIC),
    "taiwaneseDigital": _digits(_TAIWANESE),
    "chineseCounting": _to_ninety_nine(_IDEOGRAPHIC),
    "taiwaneseCounting": _to_ninety_nine(_TAIWANESE),
    "chineseCountingThousand": _counted(_COMMON),
    "taiwaneseCountingThousand": _counted(_TRADITIONAL),
    "japaneseCounting": _counted(_COMMON, one_hundred=False),
    "chineseLegalSimplified": _counted(_LEGAL, one_ten=True),
    "ideographLegalTraditional": _counted(_LEGAL_TRADITIONAL, one_ten=True),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographZodiacTraditional": _zodiac_pair,
    "bullet": lambda _: "",
    "none": lambda _: "",
}
"""By the names of ST_NumberFormat."""
