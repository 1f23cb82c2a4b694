"""What is found on a form before it has names: blanks with their labels, and what stays blank."""

from __future__ import annotations

from dataclasses import dataclass, field

from formgen.adopt.proposal import Way

NAME = "\ue000"
"""Stands in a slot's pattern where the field's name comes."""


def quoted(words: str) -> str:
    """Words of the form as they stand between double quotes in a tag."""
    return words.replace("\\", "\\\\").replace('"', '\\"')


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a tag."""

    paragraph: int
    start: int = 0
    end: int = 0
    """Range of the paragraph's own w:t texts joined; exclusive."""
    pattern: str = "{{ " + NAME + " }}"
    """The tag, with `NAME` for the field's name."""
    way: Way = Way.REPLACE


@dataclass(frozen=True, slots=True)
class Room:
    """How much room a blank has."""

    width: float = 0.0
    """Millimetres; 0 where the form does not say."""
    height: float = 0.0
    """Millimetres at least; 0 where the form does not say."""
    share: float = 0.0
    """Of the table's width, 0 to 1."""
    lines: int = 1
    """Empty paragraphs in it."""


ANY_ROOM = Room()
"""Where nothing is known of it."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank somebody fills in, with all that the form says of it."""

    label: str
    """As printed: without spaces, colon and numbering; brackets kept."""
    where: str
    """As a person would say it."""
    slots: tuple[Slot, ...]
    place: int
    """Number of a paragraph in it or beside it: the order of the form."""
    region: int
    """Number of its table; -1 outside of tables."""
    group: tuple[str, ...] = ()
    """Labels over this one, outermost first."""
    whose: str = ""
    """The label beside this one that comprises it: 指导教师, before 姓名 and 手机."""
    person: str = ""
    """The person or unit named before it, to tell 手机 of two people apart."""
    before: str = ""
    """The label before it in its row."""
    hints: tuple[str, ...] = ()
    room: Room = ANY_ROOM
    kind: str = ""
    """Where the form leaves no doubt; else the label and the room decide."""
    unit: str = ""
    """What is counted, printed behind the blank."""
    options: tuple[str, ...] = ()
    open_options: tuple[str, ...] = ()
    many: bool = False
    parts: tuple[str, ...] = ()
    columns: tuple[Blank, ...] = ()
    questions: tuple[str, ...] = ()
    short_slots: tuple[Slot, ...] = ()
    """Places of the tags if the field is no long text: over a hint rather than below it."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Blank rows that become a list."""

    table: int
    first: int
    last: int
    blank: Blank | None
    """The 明细 they are of; None where the rows are entries of a 汇总表."""
    columns: tuple[Blank, ...] = ()
    group: Blank | None = None
    """The column whose merged cells name groups of rows."""
    group_rows: int = 0


@dataclass(slots=True)
class Findings:
    """What is gathered while the form is walked through."""

    blanks: list[Blank] = field(default_factory=list)
    rows: list[Rows] = field(default_factory=list)
    seals: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    """Where is stamped, and who stamps."""
    left_alone: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """Paragraphs below or before the tables that tell how to fill in."""
