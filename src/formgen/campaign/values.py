"""Parsed values: what a field's text becomes, and how it prints on a form."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias


class Day(datetime.date):
    """A date that prints as documents write it: 2024年1月14日 (GB/T 9704-2012, 7.3.5.4)."""

    @classmethod
    def of(cls, day: datetime.date) -> Day:
        """The same day as this type."""
        return cls(day.year, day.month, day.day)

    def __str__(self) -> str:
        """Arabic numerals without leading zeros."""
        return f"{self.year}年{self.month}月{self.day}日"


@dataclass(frozen=True, slots=True, order=True)
class YearMonth:
    """A year and month as personnel forms write it: 1990.05."""

    year: int
    month: int

    def __str__(self) -> str:
        """Year, full stop, month in two digits."""
        return f"{self.year}.{self.month:02}"


@dataclass(frozen=True, slots=True)
class OpenChoice:
    """A chosen option that asks for a word of one's own: 其他（融媒体类）."""

    option: str
    text: str = ""

    def __str__(self) -> str:
        """The option, with its text in full-width brackets."""
        return f"{self.option}（{self.text}）" if self.text else self.option


class Sections(Mapping[str, str]):
    """A text in named parts, 一、背景意义 二、创新做法 …; every part is present, maybe empty."""

    __slots__ = ("_parts",)

    def __init__(self, parts: Mapping[str, str]) -> None:
        self._parts = dict(parts)

    def __getitem__(self, part: str) -> str:
        return self._parts[part]

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sections) and self._parts == other._parts

    def __hash__(self) -> int:
        return hash(tuple(self._parts.items()))

    def __bool__(self) -> bool:
        """Whether any part has text."""
        return any(self._parts.values())

    def __str__(self) -> str:
        """The parts under their numbered headings; nothing when all are empty."""
        if not self:
            return ""
        headed = (
            f"{chinese_numeral(number)}、{name}\n{text}"
            for number, (name, text) in enumerate(self._parts.items(), start=1)
        )
        return "\n".join(headed)


@dataclass(frozen=True, slots=True)
class Picture:
    """An image file of an entry, checked to be readable; its bytes stay on disk."""

    path: Path
    """Absolute path inside the campaign folder."""
    caption: str
    """What the unit wrote about it; may be empty."""
    width: int
    """Pixels, as the viewer sees it."""
    height: int
    """Pixels, as the viewer sees it."""
    dpi: float | None
    """Dots per inch as the file says, None if it does not."""
    format: str
    """JPEG or PNG, by content, not by name."""
    digest: str
    """SHA-256 of the file's bytes, hexadecimal."""
    orientation: int = 1
    """How the camera was held, as EXIF numbers it; 1 is upright."""
    shown: str = field(default="", compare=False)
    """The name the unit wrote, for messages."""

    def __str__(self) -> str:
        """The caption, so that a text tag never prints a path."""
        return self.caption

    def __getitem__(self, name: str) -> str:
        """What a template may ask of a picture: its 说明."""
        if name == "说明":
            return self.caption
        raise KeyError(name)

    def __reduce__(self) -> tuple[Callable[..., Picture], tuple[object, ...]]:
        """As its parts: a picture is sent and read back with every paper it stands on."""
        told = (self.caption, self.width, self.height, self.dpi, self.format, self.digest)
        return _picture_at, (str(self.path), *told, self.orientation, self.shown)


def _picture_at(path: str, *told: Any) -> Picture:
    return Picture(_path_of(path), *told)


@lru_cache(maxsize=1_024)
def _path_of(path: str) -> Path:
    """A path: to take it apart costs more than all else of a picture."""
    return Path(path)


@dataclass(frozen=True, slots=True)
class Attachment:
    """Any other file an entry hands in: a scan, a video."""

    path: Path
    """Absolute path inside the campaign folder."""
    caption: str
    shown: str = field(default="", compare=False)
    """The name the unit wrote, for messages."""

    def __str__(self) -> str:
        """The caption, or the file's name."""
        return self.caption or self.path.name


class NoRows(tuple[Mapping[str, "Value"], ...]):
    """A table without rows that still knows its columns, so that tags can be held against it."""

    columns: tuple[str, ...]

    @classmethod
    def of(cls, columns: Iterable[str]) -> NoRows:
        """No row of these columns."""
        table = cls()
        table.columns = tuple(columns)
        return table


Value: TypeAlias = (
    "str | int | Decimal | Day | YearMonth | OpenChoice | Sections | Picture | tuple[str, ...]"
    " | tuple[Picture, ...] | tuple[Attachment, ...] | tuple[Mapping[str, Value], ...]"
)
"""What a template sees; a value not given is "" or ()."""

_DIGITS = "零一二三四五六七八九"


_UNITS = ((1000, "千"), (100, "百"), (10, "十"))
_DIGIT_OF = {digit: value for value, digit in enumerate(_DIGITS)} | {"〇": 0, "两": 2}
_UNIT_OF = {name: unit for unit, name in _UNITS}


def number_of_numeral(numeral: str) -> int:
    """The number a Chinese numeral says: 十 10, 二十一 21, 两千 2000; figures alone: 一五 15.

    Raises:
        ValueError: another character is in it, or none at all.
    """
    if not numeral:
        raise ValueError("no numeral")
    total = figures = 0
    for character in numeral:
        unit = _UNIT_OF.get(character)
        if unit is not None:
            total += (figures % 10 or 1) * unit  # 二三十 is 30 at most
            figures = 0
        elif (digit := _DIGIT_OF.get(character)) is not None:
            figures = 10 * figures + digit
        else:
            raise ValueError(f"no figure: {character}")
    return total + figures


def chinese_numeral(number: int) -> str:
    """Chinese numeral of 0 to 9999, as headings count: 1 一, 10 十, 21 二十一, 105 一百零五.

    Raises:
        ValueError: the number is outside that range.
    """
    if not 0 <= number <= 9999:
        raise ValueError(f"no heading numeral for {number}")
    if number < 10:
        return _DIGITS[number]
    unit, name = next((unit, name) for unit, name in _UNITS if number >= unit)
    head, rest = divmod(number, unit)
    start = name if number < 20 else _DIGITS[head] + name
    if rest == 0:
        return start
    if rest < 20 and unit > 10 and rest >= 10:
        return start + ("零" if rest < unit // 10 else "") + "一" + chinese_numeral(rest)
    return start + ("零" if rest < unit // 10 else "") + chinese_numeral(rest)
