"""A marked box → what is held against a returned one: wording, targets, hints."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from formgen.collect.content import Box
from formgen.collect.pattern.marking import NO_FIELD, Markers, Target
from formgen.collect.pattern.pieces import (
    Gap,
    Literal,
    Piece,
    is_signed,
    is_text,
    lines_in,
    literals_in,
    pieces_of,
    targets_in,
)
from formgen.collect.pattern.wording import label_of, plain
from formgen.collect.slots import Use

_ROOM = re.compile(r"_+")
"""A line to write on, as compared."""
_BRACKETED = re.compile(r"[(（\[【].*[)）\]】][。.]?", flags=re.DOTALL)


@dataclass(frozen=True, slots=True)
class Between:
    """A box whose one text stands between fixed lines, the usual case."""

    head: tuple[str, ...]
    """The lines before it, plain."""
    target: Target
    tail: tuple[str, ...]
    """The lines behind it, plain."""


@dataclass(frozen=True, slots=True)
class PatternBox:
    """A box of the template."""

    box: Box
    """Where it stands in the template; its lines hold markers."""
    pieces: tuple[Piece, ...]
    """Without hints and pictures."""
    targets: tuple[Target, ...]
    """Slots of text and ticks."""
    pictures: tuple[Target, ...]
    """Slots of pictures."""
    wording: str
    """All fixed wording, as compared; a label has it without its colon."""
    hints: tuple[Literal, ...]
    """What is printed where the slot is blank, or asks to be written over; no value."""
    signed: bool
    """Whether it is to be signed, stamped or dated by hand."""
    between: Between | None
    begins: bool = True
    """Whether it begins a row; true of paragraphs outside tables."""
    optional: bool = False
    """Whether only some forms have it: filled ones, or empty ones."""
    only_blank: bool = False
    """Whether only the empty form has it."""
    of_list: bool = False
    """Whether it stands in the place of a list without items."""
    pictured: str = ""
    """The list of pictures of which it holds all items, however many; empty for none."""
    captions_first: bool = False
    """Whether texts stand over the pictures they go with."""

    @classmethod
    def of(cls, box: Box, markers: Markers) -> PatternBox:
        """A box of a marked rendering."""
        pieces = pieces_of(box.lines, markers)
        everything = targets_in(pieces)
        pictures = tuple(target for target in everything if target.slot.use is Use.PICTURE)
        kept = tuple(piece for piece in pieces if piece not in pictures)
        hints = _hints(kept)
        made = cls.made(box, _without(kept, hints), pictures, hints + _blanks(everything))
        above = bool(pictures) and everything[0].slot.use is Use.CAPTION
        return replace(made, captions_first=True) if above else made

    @classmethod
    def made(
        cls,
        box: Box,
        pieces: tuple[Piece, ...],
        pictures: tuple[Target, ...],
        hints: tuple[Literal, ...],
    ) -> PatternBox:
        """A box of pieces."""
        return cls(
            box=box,
            pieces=pieces,
            targets=tuple(t for t in targets_in(pieces)),
            pictures=pictures,
            wording=label_of("".join(literal.plain for literal in literals_in(pieces))),
            hints=hints,
            signed=is_signed(pieces),
            between=_between(pieces),
        )

    @property
    def fixed(self) -> bool:
        """Whether it holds wording only."""
        return bool(self.wording) and not self.targets and not self.pictures

    @property
    def empty(self) -> bool:
        """Whether the template has nothing in it."""
        return not self.wording and not self.targets and not self.pictures

    @property
    def vanishes(self) -> bool:
        """Whether a form left blank there does not have it at all: a free text without wording."""
        return not (self.box.table or self.wording or self.pictures) and bool(self.targets)

    @property
    def slots(self) -> tuple[Target, ...]:
        """All its targets that are a field's."""
        both = self.targets + self.pictures
        return tuple(target for target in both if target.slot.field != NO_FIELD)

    def with_hints(self, more: Sequence[Literal]) -> PatternBox:
        """The same with the wording that another rendering prints there."""
        known = {literal.plain for literal in self.hints + literals_in(self.pieces)}
        new = tuple(one for one in more if one.plain not in known and not self._is_room(one))
        return replace(self, hints=self.hints + new)

    def _is_room(self, literal: Literal) -> bool:
        """Whether it is the wording of this box with a line to write on: 其他＿＿."""
        bare = _ROOM.sub("", literal.plain)
        own = "".join(one.plain for one in literals_in(self.pieces))
        return bool(bare) and bare != literal.plain and bare in own

    def numbered(self, item: int) -> PatternBox:
        """The same box of another item of its list."""
        pieces = tuple(_renumbered(piece, item) for piece in self.pieces)
        pictures = tuple(replace(target, item=item) for target in self.pictures)
        return self.made(self.box, pieces, pictures, self.hints)


def joined(boxes: Sequence[PatternBox]) -> PatternBox:
    """Boxes that were merged into one, each on lines of its own."""
    pieces: list[Piece] = []
    for box in boxes:
        pieces += [Gap.LINE, *box.pieces] if pieces and box.pieces else box.pieces
    pictures = tuple(target for box in boxes for target in box.pictures)
    hints = tuple(hint for box in boxes for hint in box.hints)
    return PatternBox.made(boxes[0].box, tuple(pieces), pictures, hints)


def _renumbered(piece: Piece, item: int) -> Piece:
    return replace(piece, item=item) if isinstance(piece, Target) else piece


def _hints(pieces: Sequence[Piece]) -> tuple[Literal, ...]:
    """Lines in brackets beside a text: 不超过 200 字, 可另附页. People write over them."""
    if not any(map(is_text, pieces)):
        return ()
    lines = lines_in(pieces)
    return tuple(
        line[0]
        for line in lines
        if len(line) == 1
        and isinstance(line[0], Literal)
        and _BRACKETED.fullmatch(line[0].shown)
        and not is_signed(line)
    )


def _blanks(targets: Sequence[Target]) -> tuple[Literal, ...]:
    """What is printed where a slot is blank: （账号不填）."""
    blanks = dict.fromkeys(t.slot.blank for t in targets if plain(t.slot.blank))
    return tuple(Literal(blank, plain(blank), True, True) for blank in blanks)


def _without(pieces: Sequence[Piece], hints: Sequence[Literal]) -> tuple[Piece, ...]:
    kept = (line for line in lines_in(pieces) if line and not (line[0] in hints and len(line) == 1))
    joined: list[Piece] = []
    for number, line in enumerate(kept):
        joined += [Gap.LINE, *line] if number else line
    return tuple(joined)


def _between(pieces: Sequence[Piece]) -> Between | None:
    """The lines around a box's only target, where it has lines of its own."""
    lines = lines_in(pieces)
    texts = [n for n, line in enumerate(lines) if len(line) == 1 and is_text(line[0])]
    if len(texts) != 1 or len(targets_in(pieces)) != 1:
        return None
    target = lines[texts[0]][0]
    if not isinstance(target, Target):
        return None
    head = tuple(map(_plain_line, lines[: texts[0]]))
    return Between(head, target, tuple(map(_plain_line, lines[texts[0] + 1 :])))


def _plain_line(line: Sequence[Piece]) -> str:
    return plain("".join(piece.plain for piece in line if isinstance(piece, Literal)))
