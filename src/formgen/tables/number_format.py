"""A worksheet's number and its format code → the text a person saw in the cell.

Covers what forms use: General, digits with padding, grouping and literals, percent,
dates and times. Anything else is an error, not a guess: scientific notation, fractions,
conditions, Chinese numerals. The only package for the whole language, ssf 0.2.2 (2020),
does not start with a current Babel and sets the locale of the whole process.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from formgen.tables.date_format import DATE_KINDS, format_date
from formgen.tables.format_tokens import FormatError, Kind, Section, Token, sections_of

__all__ = ["BUILT_IN", "FormatError", "format_number", "is_date_format"]

BUILT_IN = {
    "0": "General",
    "1": "0",
    "2": "0.00",
    "3": "#,##0",
    "4": "#,##0.00",
    "9": "0%",
    "10": "0.00%",
    "11": "0.00E+00",
    "12": "# ?/?",
    "13": "# ??/??",
    "14": "yyyy/m/d",
    "15": "d-mmm-yy",
    "16": "d-mmm",
    "17": "mmm-yy",
    "18": "h:mm AM/PM",
    "19": "h:mm:ss AM/PM",
    "20": "h:mm",
    "21": "h:mm:ss",
    "22": "yyyy/m/d h:mm",
    "27": 'yyyy"年"m"月"',
    "28": 'm"月"d"日"',
    "29": 'm"月"d"日"',
    "30": "m-d-yy",
    "31": 'yyyy"年"m"月"d"日"',
    "32": 'h"时"mm"分"',
    "33": 'h"时"mm"分"ss"秒"',
    "34": '上午/下午h"时"mm"分"',
    "35": '上午/下午h"时"mm"分"ss"秒"',
    "36": 'yyyy"年"m"月"',
    "37": "#,##0_);(#,##0)",
    "38": "#,##0_);[Red](#,##0)",
    "39": "#,##0.00_);(#,##0.00)",
    "40": "#,##0.00_);[Red](#,##0.00)",
    "41": '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    "43": '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    "45": "mm:ss",
    "46": "[h]:mm:ss",
    "47": "mm:ss.0",
    "48": "##0.0E+0",
    "49": "@",
    "50": 'yyyy"年"m"月"',
    "51": 'm"月"d"日"',
    "52": 'yyyy"年"m"月"',
    "53": 'm"月"d"日"',
    "54": 'm"月"d"日"',
    "55": '上午/下午h"时"mm"分"',
    "56": '上午/下午h"时"mm"分"ss"秒"',
    "57": 'yyyy"年"m"月"',
    "58": 'm"月"d"日"',
}
"""Format codes a file names by number only, as Chinese Excel shows them.

ECMA-376 part 1, 18.8.30 (zh-cn); 14 and 22 follow the system's short date.
"""

_SIGNIFICANT_DIGITS = 15
_SMALLEST_PLAIN = Decimal("1e-9")
_BLANKS = {"0": "0", "?": " ", "#": ""}
"""What a placeholder prints where the number has no digit for it."""
_EMPTY = "\0"


def format_number(value: float, code: str, *, date1904: bool = False) -> str:
    """The text a cell shows for a number, without the blanks that only align it.

    Args:
        value: the number; a day number where the code is one of a date.
        code: the number format code, in the form files keep it (English).
        date1904: whether day 0 is 1904-01-01.

    Raises:
        FormatError: the code is not understood, hides the number, or the number is no
            date where the code wants one.
    """
    number = Decimal(f"{value:.{_SIGNIFICANT_DIGITS}g}")
    section, signed = _section_for(number, code)
    if _is_date(section):
        text = format_date(number, section, date1904=date1904)
    else:
        sign = "-" if signed and number < 0 else ""
        text = sign + _print_number(abs(number), section)
    if not text.strip():
        raise FormatError(code)
    return text.strip()


def is_date_format(code: str) -> bool:
    """Whether a code prints numbers as dates or times.

    Raises:
        FormatError: the code is not understood.
    """
    return any(_is_date(section) for section in sections_of(code))


def _is_date(section: Section) -> bool:
    return any(token.kind in DATE_KINDS for token in section)


def _section_for(number: Decimal, code: str) -> tuple[Section, bool]:
    """The section that prints a number, and whether the sign is still to be written."""
    if not code:
        raise FormatError(code)
    sections = [s for s in sections_of(code) if all(token.kind is not Kind.TEXT for token in s)]
    if not sections:  # "@": text format, in which Excel shows numbers plainly
        return (Token(Kind.GENERAL, ""),), True
    if number < 0 and len(sections) > 1:
        return sections[1], False
    if number == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], True


def _general(number: Decimal) -> str:
    """A number as General shows it in a column wide enough."""
    if number and number < _SMALLEST_PLAIN:
        raise FormatError("General")
    plain = format(number, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _print_number(number: Decimal, section: Section) -> str:
    if any(token.kind is Kind.GENERAL for token in section):
        return "".join(
            _general(number) if token.kind is Kind.GENERAL else _around(token) for token in section
        )
    first, last = _span(section)
    body = section[first:last]
    if not body:
        return "".join(map(_around, section))
    point = next((n for n, token in enumerate(body) if token.kind is Kind.POINT), len(body))
    whole, fraction = body[:point], body[point + 1 :]
    whole, thousands = _without_scale(whole)
    fraction, more = _without_scale(fraction)
    number /= 1000 ** (thousands + more)
    number *= 100 ** sum(token.kind is Kind.PERCENT for token in section)
    places = sum(token.kind is Kind.DIGIT for token in fraction)
    digits, _, decimals = f"{_rounded(number, places):f}".partition(".")
    printed = _print_whole(digits, whole)
    if point < len(body):
        printed += "." + _print_fraction(decimals, fraction)
    before, after = map(_around, section[:first]), map(_around, section[last:])
    return "".join(before) + printed + "".join(after)


def _without_scale(tokens: Section) -> tuple[Section, int]:
    """The tokens without the commas at their end, each of which divides by 1,000."""
    kept = tokens
    while kept and kept[-1].kind is Kind.COMMA:
        kept = kept[:-1]
    return kept, len(tokens) - len(kept)


def _span(section: Section) -> tuple[int, int]:
    """From the first to behind the last token that stands for digits; empty for none."""
    kinds = (Kind.DIGIT, Kind.POINT, Kind.COMMA)
    numeric = [n for n, token in enumerate(section) if token.kind in kinds]
    if not numeric:
        return len(section), len(section)
    return numeric[0], numeric[-1] + 1


def _rounded(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _around(token: Token) -> str:
    """A token that stands for no digit.

    Raises:
        FormatError: a `/` between digits (a fraction), or digits at two places.
    """
    match token.kind:
        case Kind.LITERAL | Kind.PERCENT:
            return token.text
        case Kind.PAD:
            return " "
        case Kind.CHINESE:
            return ""
    raise FormatError


def _print_whole(digits: str, tokens: Sequence[Token]) -> str:
    """The digits before the point, laid into their placeholders from the right.

    The leftmost placeholder takes all digits that are left over.
    """
    slots = [token.text for token in tokens if token.kind is Kind.DIGIT]
    digits = digits.lstrip("0").rjust(len(slots), _EMPTY)
    if not slots:
        return digits
    cut = len(digits) - len(slots)
    figures = [_BLANKS[s] if d == _EMPTY else d for s, d in zip(slots, digits[cut:], strict=True)]
    figures[0] = digits[:cut] + figures[0]
    if any(token.kind is Kind.COMMA for token in tokens):
        if any(token.kind not in (Kind.DIGIT, Kind.COMMA) for token in tokens):
            raise FormatError
        return _grouped("".join(figures))
    supply = iter(figures)
    return "".join(next(supply) if t.kind is Kind.DIGIT else _inside(t) for t in tokens)


def _grouped(digits: str) -> str:
    """Digits with a comma after every third from the right."""
    cut = len(digits) % 3
    groups = [digits[:cut], *(digits[n : n + 3] for n in range(cut, len(digits), 3))]
    return ",".join(group for group in groups if group)


def _print_fraction(decimals: str, tokens: Sequence[Token]) -> str:
    """The digits after the point, without the zeros that # and ? leave out."""
    printed: list[str] = []
    position = len(decimals)
    showing = False
    for token in reversed(tokens):
        if token.kind is not Kind.DIGIT:
            printed.append(_inside(token))
            continue
        position -= 1
        showing = showing or token.text == "0" or decimals[position] != "0"
        if showing:
            printed.append(decimals[position])
        elif token.text == "?":
            printed.append(" ")
    return "".join(reversed(printed))


def _inside(token: Token) -> str:
    """A literal among digits, as in 000-0000-0000.

    Raises:
        FormatError: it is no literal, or makes a fraction.
    """
    if token.kind is Kind.LITERAL and token.text == "/":
        raise FormatError
    return _around(token)
