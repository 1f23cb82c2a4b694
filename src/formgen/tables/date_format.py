"""A day number and the tokens of a date format → the date as a person saw it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from formgen.tables.format_tokens import FormatError, Kind, Section, Token, sections_of

DATE_KINDS = frozenset({Kind.DATE, Kind.ELAPSED, Kind.HALF_DAY, Kind.SYSTEM_DATE, Kind.SYSTEM_TIME})
"""A section with any of these prints a date or time."""

_DAYS_1904 = 1462
"""From day 0 of the 1900 system to day 0 of the 1904 system."""
_FIRST_SOUND_DAY = 61
"""1900-03-01. Excel counts a 29 February 1900 that never was, so earlier days shift by one."""
_LAST_DAY = 2_958_465
"""9999-12-31."""
_SECONDS_A_DAY = 86_400

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August",
           "September", "October", "November", "December")  # fmt: skip
_CHINESE_MONTHS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_CHINESE_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class _Moment:
    """A day number taken apart."""

    serial_day: int
    """Whole days since day 0 of the 1900 system."""
    second: Decimal
    """Seconds since midnight."""
    twelve_hours: bool
    chinese: bool

    @property
    def date(self) -> datetime.date:
        """The calendar day.

        Raises:
            FormatError: day 0 and 29 February 1900, which no calendar has.
        """
        if self.serial_day in (0, _FIRST_SOUND_DAY - 1):
            raise FormatError
        start = 30 if self.serial_day >= _FIRST_SOUND_DAY else 31
        return datetime.date(1899, 12, start) + datetime.timedelta(days=self.serial_day)

    @property
    def weekday(self) -> int:
        """Day of the week from Monday, 0, as Excel counts it: by the day number."""
        return (self.serial_day - 2) % 7

    @property
    def hour(self) -> int:
        """The hour as the format counts it."""
        hour = int(self.second) // 3600
        return (hour - 1) % 12 + 1 if self.twelve_hours else hour


def format_date(value: Decimal, section: Section, *, date1904: bool) -> str:
    """A day number as a section of a format code prints it.

    Raises:
        FormatError: the number is no day of Excel's calendar.
    """
    tokens = _with_minutes(_with_fractions(_system_formats(section)))
    moment = _moment(value + (_DAYS_1904 if date1904 else 0), tokens)
    return "".join(_print(token, moment) for token in tokens)


def _system_formats(section: Section) -> Section:
    """The section, or what Chinese Windows shows where it asks for the system's format."""
    kinds = {token.kind for token in section}
    if Kind.SYSTEM_DATE in kinds:
        return sections_of('yyyy"年"m"月"d"日"')[0]
    if Kind.SYSTEM_TIME in kinds:
        return sections_of("h:mm:ss")[0]
    return section


def _with_minutes(tokens: list[Token]) -> list[Token]:
    """The tokens, with `m` renamed to `n` where it means minutes: after h or before s."""
    parts = [n for n, t in enumerate(tokens) if t.kind in (Kind.DATE, Kind.ELAPSED)]
    for order, index in enumerate(parts):
        token = tokens[index]
        if token.text not in ("m", "mm") or token.kind is Kind.ELAPSED:
            continue
        before = tokens[parts[order - 1]].text[0] if order else ""
        after = tokens[parts[order + 1]].text[0] if order + 1 < len(parts) else ""
        if before == "h" or after == "s":
            tokens[index] = Token(Kind.DATE, "n" * len(token.text))
    return tokens


def _with_fractions(section: Section) -> list[Token]:
    """The tokens, with a point and the zeros behind it joined to one `f…` for ss.00."""
    tokens: list[Token] = []
    for token in section:
        last = tokens[-1] if tokens else Token(Kind.LITERAL, "")
        if token.kind is not Kind.DIGIT:
            tokens.append(token)
        elif token.text == "0" and last.kind is Kind.POINT:
            tokens[-1] = Token(Kind.DATE, "f")
        elif token.text == "0" and last.text.startswith("f") and last.kind is Kind.DATE:
            tokens[-1] = Token(Kind.DATE, last.text + "f")
        else:
            raise FormatError
    return tokens


def _moment(value: Decimal, tokens: Sequence[Token]) -> _Moment:
    """A day number taken apart, rounded to the smallest unit the tokens show."""
    if not 0 <= value < _LAST_DAY + 1:
        raise FormatError
    letters = {token.text[0]: len(token.text) for token in tokens if token.kind in DATE_KINDS}
    kinds = {token.kind for token in tokens}
    shows_time = bool(letters.keys() & set("hnsf") or kinds & {Kind.ELAPSED, Kind.HALF_DAY})
    unit = Decimal(1).scaleb(-letters.get("f", 0))
    rounding = ROUND_HALF_UP if shows_time else ROUND_FLOOR
    seconds = (value * _SECONDS_A_DAY).quantize(unit, rounding)
    day, second = divmod(seconds, _SECONDS_A_DAY)
    return _Moment(int(day), second, Kind.HALF_DAY in kinds, Kind.CHINESE in kinds)


def _print(token: Token, moment: _Moment) -> str:
    match token.kind:
        case Kind.DATE:
            return _DATE_PRINTERS[token.text[0]](moment, len(token.text))
        case Kind.ELAPSED:
            return _elapsed(token, moment)
        case Kind.HALF_DAY:
            morning, _, afternoon = token.text.partition("/")
            return morning if moment.second < _SECONDS_A_DAY // 2 else afternoon
        case Kind.CHINESE:
            return ""
        case Kind.PAD:
            return " "
        case Kind.LITERAL | Kind.POINT | Kind.COMMA | Kind.PERCENT:
            return token.text
    raise FormatError


def _elapsed(token: Token, moment: _Moment) -> str:
    seconds = moment.serial_day * _SECONDS_A_DAY + int(moment.second)
    unit = {"h": 3600, "m": 60, "s": 1}[token.text[0]]
    return f"{seconds // unit:0{len(token.text)}}"


def _year(moment: _Moment, width: int) -> str:
    year = moment.date.year
    return f"{year % 100:02}" if width <= 2 else f"{year:04}"


def _month(moment: _Moment, width: int) -> str:
    month = moment.date.month
    match width:
        case 1 | 2:
            return f"{month:0{width}}"
        case 3:
            return f"{month}月" if moment.chinese else _MONTHS[month - 1][:3]
        case 4:
            return f"{_CHINESE_MONTHS[month - 1]}月" if moment.chinese else _MONTHS[month - 1]
    raise FormatError


def _day(moment: _Moment, width: int) -> str:
    if width <= 2:
        return f"{moment.date.day:0{width}}"
    if moment.chinese and width > 3:
        return _weekday(moment, width)
    if moment.chinese:  # 周二 in some versions, 二 in others
        raise FormatError
    name = _WEEKDAYS[moment.weekday]
    return name[:3] if width == 3 else name


def _weekday(moment: _Moment, _: int) -> str:
    """The day of the week in Chinese: aaaa prints 星期日."""
    return f"星期{_CHINESE_WEEKDAYS[moment.weekday]}"


_DATE_PRINTERS: Mapping[str, Callable[[_Moment, int], str]] = {
    "y": _year,
    "e": lambda moment, _: str(moment.date.year),
    "m": _month,
    "d": _day,
    "a": _weekday,
    "h": lambda moment, width: f"{moment.hour:0{min(width, 2)}}",
    "n": lambda moment, width: f"{int(moment.second) // 60 % 60:0{width}}",
    "s": lambda moment, width: f"{int(moment.second) % 60:0{min(width, 2)}}",
    "f": lambda moment, width: f"{moment.second % 1:.{width}f}"[1:],
}
