"""What a field kind is: the one place that turns a field's text into its value."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import ClassVar, Protocol, TypeAlias, TypeVar

from formgen.campaign.values import Value
from formgen.problems import hidden, masked


class FieldLike(Protocol):
    """What a kind asks of a field of campaign.json; see FieldDefinition for the meanings."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def kind(self) -> str:
        """Chinese name of its kind."""

    @property
    def printed(self) -> str:
        """What the form prints for it."""

    @property
    def required(self) -> bool:
        """Whether it may not be left blank."""

    @property
    def options(self) -> Sequence[str]:
        """Its own options."""

    @property
    def open_options(self) -> Sequence[str]:
        """Options that ask for a text."""

    @property
    def parts(self) -> Sequence[str]:
        """Headings of a sectioned text."""

    @property
    def columns(self) -> Sequence[FieldLike]:
        """Columns of a table inside the form."""


Raw: TypeAlias = "str | Sequence[Raw] | Mapping[str, Raw]"
"""What a record holds: text, or the lists and objects of a JSON file with text leaves."""


T = TypeVar("T")
U = TypeVar("U")


class Fault(Exception):
    """A value that its kind cannot take; becomes a Problem where the place is known."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details
        self.others: tuple[Fault, ...] = ()
        """What else is wrong with the same value."""


_MOST_FAULTS = 20
"""No more are told of one cell: who reads them has changed it all anyway."""


def each_parsed(parse: Callable[[T], U], items: Iterable[T]) -> tuple[U, ...]:
    """The values of the items of one cell.

    Raises:
        Fault: the first item's fault, with those of the next ones, so that they are told at once.
    """
    parsed, faults = [], []
    for item in items:
        try:
            parsed.append(parse(item))
        except Fault as fault:
            faults.append(fault)
            if len(faults) == _MOST_FAULTS:
                break
    if faults:
        faults[0].others = tuple(faults[1:])
        raise faults[0]
    return tuple(parsed)


@dataclasses.dataclass(frozen=True, slots=True)
class Setting:
    """What a kind needs beside the text: its field, and what the field refers to."""

    field: FieldLike
    folder: Path
    """The campaign folder; files are named relative to it and may not leave it."""
    kinds: Mapping[str, Kind]
    """Every kind by name, for kinds made of others."""
    options: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """Every accepted wording of an option, and the option it stands for."""
    beside: Path | None = None
    """The table's own folder, where it is another: files are looked for there first."""
    folded: Mapping[str, str] = dataclasses.field(init=False, repr=False, compare=False)
    """The same with every wording folded, made once for all records."""

    def __post_init__(self) -> None:
        """Fold the wordings."""
        folded = {fold(wording): option for wording, option in self.options.items()}
        object.__setattr__(self, "folded", folded)


class Kind(ABC):
    """A kind of value. Subclasses are registered in `KINDS` under their Chinese name."""

    name: ClassVar[str]
    takes: ClassVar[frozenset[str]] = frozenset()
    """Keys of a field (as in campaign.json) that mean something for this kind."""
    needs: ClassVar[tuple[tuple[str, ...], ...]] = ()
    """Groups of keys of which one each must be given."""
    long: ClassVar[bool] = False
    """Whether the text may stand in a file of its own (`@事迹/张三.txt`)."""
    textual: ClassVar[bool] = False
    """Whether its values are texts, so that a wrong one can still be shown as typed."""

    def blank(self, field: FieldLike) -> Value:
        """The value of a field left empty."""
        return ""

    @abstractmethod
    def parse(self, raw: Raw, setting: Setting) -> Value:
        """The value of a text that is not empty.

        Raises:
            Fault: the text is not a value of this kind.
        """

    def remarks(self, raw: Raw, setting: Setting) -> Iterable[Fault]:
        """What is to be said of a text that `parse` takes, such as a spelling it mends."""
        return ()


_ZERO_WIDTH = "\u200b\u2060\ufeff"
"""Spaces without width that come along when text is copied from a web page."""
_PLANES = "".join(f"{chr(n)}-{chr(n + 0xFFFD)}" for n in range(0x10000, 0x110000, 0x10000))
_SOUND = f"\t\n -~\u00a0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd{_PLANES}"
"""The characters of a class: those XML 1.0 has a place for and does not advise against (2.2, Char
and its note), line ends being \\n. What is left out are control characters, halves of surrogate
pairs and noncharacters: no page shows them, and a web page may not hold them."""
_PRINTABLE = re.compile(f"[{_SOUND}]*+")


def text_of(raw: Raw) -> str:
    """The text of a value that has to be one, with line feeds as line ends and no outer space.

    Raises:
        Fault: V07 for a list or object, V06 for characters no document may hold: control
            characters, halves of surrogate pairs, noncharacters.
    """
    if not isinstance(raw, str):
        raise Fault("V07", expected="文字")
    text = raw.strip()
    if text.isprintable():  # true of nearly every short text, and quickly known
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    text = text.strip(_ZERO_WIDTH).strip()
    sound = _PRINTABLE.match(text)
    end = sound.end() if sound else 0
    if end < len(text):
        raise Fault("V06", character=f"U+{ord(text[end]):04X}", position=end + 1)
    return text


_FORBIDDEN = re.compile(f"[^{_SOUND}]+")


def is_forbidden(character: str) -> bool:
    """Whether no document may hold the character: see `text_of`."""
    return _FORBIDDEN.match(character) is not None


def storable(text: str) -> str:
    """A text without the characters that no document may hold: see `text_of`."""
    return text if text.isprintable() else _FORBIDDEN.sub("", text)


def listed(wordings: Sequence[str], most: int) -> str:
    """Options as a sentence lists them, parted so that none seems to be two."""
    between = "；" if any("、" in wording for wording in wordings) else "、"
    more = f"等 {len(wordings)} 种" if len(wordings) > most else ""
    return between.join(wordings[:most]) + more


def lines_of(text: str) -> list[str]:
    """The lines of a text that are not blank."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def fold(text: str) -> str:
    """A wording without spaces and width differences, to compare what people type."""
    return "".join(unicodedata.normalize("NFKC", text).split())


_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
"""Characters without a shape; phones and web pages wrap copied numbers in them."""


_BLANK = re.compile("[\\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]*+")


def is_blank(raw: Raw) -> bool:
    """Whether a value holds nothing that anyone could see."""
    if not isinstance(raw, str):
        return all(map(is_blank, raw.values() if isinstance(raw, Mapping) else raw))
    if raw.isprintable():
        return not raw or raw.isspace()
    return _BLANK.fullmatch(raw) is not None


def visible(text: str) -> str:
    """A number, name or address without the characters that nobody sees."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


_SHOWN = 30


def shown(text: str) -> str:
    """A value as a message quotes it: on one line, not long, without private numbers."""
    line = " ".join(masked(text[: 10 * _SHOWN]).split())
    return line if len(line) <= _SHOWN else line[:_SHOWN] + "…"


def concealed(text: str) -> str:
    """A private value as a message quotes it: on one line, not long, only its ends."""
    line = " ".join(text[:_SHOWN].split())
    return hidden(line) + ("…" if len(text) > _SHOWN else "")


def plain(text: str) -> str:
    """A code without width differences, spaces and what nobody sees, dashes as hyphens."""
    folded = unicodedata.normalize("NFKC", visible(text))
    return "".join(_DASH.sub("-", folded).split())


_DASH = re.compile("[\u2010-\u2015\u2212\u2500\u30fc\uff70]")
"""What is typed for a hyphen: dashes, the minus sign, a box line, the kana mark."""
