"""Laid-out pages → the places where a stamp or a signature is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from formgen.layout.pages import Pages, PlacedBlock, PlacedCell, PlacedParagraph
from formgen.layout.proving.boxes import Box
from formgen.layout.proving.cells import Level
from formgen.layout.proving.lines import text_of
from formgen.layout.proving.phrases import phrases_of
from formgen.layout.proving.wording import OPENING, Purpose, Wording, is_signature, wordings

_KEYS = ("章", "签")
"""A caption has one of these characters."""
_OPINION = "意见"
_LONGEST_LABEL = 24
"""Characters; longer texts beside a place are no labels."""


@dataclass(frozen=True, slots=True)
class StampPlace:
    """A place of a paper that is to be stamped."""

    page: int
    """From 0."""
    caption: str
    """As printed, without spaces: （盖章）."""
    label: str
    """Label of its row, or the words before the caption; "" if there are none."""
    cell: bool
    """False for a line outside tables, as under a 汇总表."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A stamp or signature asked for, and where."""

    purpose: Purpose
    place: StampPlace
    region: Box | None = None
    """Its cell, which the seal must not leave; None where that is not proven."""
    taken: tuple[Box, ...] = ()
    """What the seal must not cover."""
    cells: tuple[PlacedCell, ...] = ()
    """The cells it stands in, from the outermost."""

    @property
    def name(self) -> str:
        """Label and caption, as a message says them."""
        return self.place.label + self.place.caption


def stamp_places(pages: Pages) -> tuple[StampPlace, ...]:
    """Every place to be stamped, one for each caption, in reading order."""
    return tuple(one.place for one in asked(pages, measured=False) if one.purpose == "stamp")


def asked(pages: Pages, *, measured: bool = True) -> tuple[Asked, ...]:
    """Every stamp and signature asked for, in reading order.

    Args:
        pages: laid out.
        measured: whether to look for what a seal must not cover; without it nothing is `taken`.
    """
    labels: dict[tuple[str, int], str] = {}
    return tuple(
        found
        for number, page in enumerate(pages.pages)
        for found in _Reader(number, labels, measured).blocks(page.blocks, ())
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one page."""

    page: int
    labels: dict[tuple[str, int], str]
    """Text of the cells that go on on the next page, by table and column."""
    measured: bool
    """Whether what is taken is looked for."""
    known: dict[Box, tuple[Box, ...]] = field(default_factory=dict)
    """What is taken, by region."""

    def blocks(self, blocks: tuple[PlacedBlock, ...], levels: tuple[Level, ...]) -> Iterator[Asked]:
        """What blocks ask for that stand in these cells, from the outermost."""
        for block in blocks:
            if block.artifact:
                continue
            if isinstance(block, PlacedParagraph):
                yield from self._paragraph(block, levels)
                continue
            for cell in block.cells:
                yield from self.blocks(cell.content, (*levels, Level(block, cell)))
            for cell in block.cells:
                if cell.continued:
                    text = Level(block, cell).text
                    self.labels[block.source, cell.column] = text

    def _paragraph(self, paragraph: PlacedParagraph, levels: tuple[Level, ...]) -> Iterator[Asked]:
        text = text_of(paragraph)
        if not any(key in text for key in _KEYS):
            return
        for phrase in phrases_of(paragraph):
            for wording in phrase.wordings:
                if wording.purpose in ("stamp", "signature"):
                    yield from self._asked(wording, levels)

    def _asked(self, wording: Wording, levels: tuple[Level, ...]) -> Iterator[Asked]:
        """The stamp or signature that words ask for; none where they only head a column."""
        before = "" if is_signature(wording.before) else wording.before.split("：")[0].split(":")[0]
        if not levels:
            place = StampPlace(self.page, wording.caption, before, cell=False)
            yield Asked(wording.purpose, place)
            return
        if len(levels) == 1 and levels[0].is_heading():
            return
        inner = levels[-1]
        beside = _stamped_beside(inner, wording)
        if beside is inner:
            bracketed = wording.caption[0] in OPENING
            label = (bracketed and before) or self._label(levels) or before
            yield self._framed(wording, label, levels, proven=True)
        elif beside is not None:
            label = before or inner.text.removesuffix(wording.caption)
            proven = _OPINION in label or _has_date(beside)
            yield self._framed(wording, label, (*levels[:-1], beside), proven=proven)

    def _framed(
        self, wording: Wording, label: str, levels: tuple[Level, ...], *, proven: bool
    ) -> Asked:
        """In the innermost cell that has rules above and below; a line where none has."""
        for number in reversed(range(len(levels))):
            frame = levels[number].frame()
            if frame is not None:
                break
        else:
            place = StampPlace(self.page, wording.caption, label, cell=False)
            return Asked(wording.purpose, place)
        place = StampPlace(self.page, wording.caption, label, cell=True)
        if not proven:
            return Asked(wording.purpose, place)
        taken: tuple[Box, ...] = ()
        if self.measured and wording.purpose == "stamp":
            if frame not in self.known:
                self.known[frame] = levels[number].taken(frame)
            taken = self.known[frame]
        cells = tuple(level.cell for level in levels)
        return Asked(wording.purpose, place, frame, taken, cells)

    def _label(self, levels: tuple[Level, ...]) -> str:
        """Of the nearest cell at the left that is one; else the opening words of its own cell."""
        for level in reversed(levels):
            for left in level.lefts():
                text = left.text
                if not text and left.cell.continues:
                    text = self.labels.get((level.table.source, left.cell.column), "")
                text = _without_caption(text)
                if text:
                    return text if len(text) <= _LONGEST_LABEL else ""
        return _opening(levels[0].cell)


def _stamped_beside(inner: Level, wording: Wording) -> Level | None:
    """The cell that is stamped: the caption's own, or the next, whose label the caption stands in.

    None where the next cell has a caption of its own, which says the same.
    """
    text, right = inner.text, inner.right()
    labelled = len(text) <= _LONGEST_LABEL and not _has_date(inner)
    if right is None or not labelled or wording.purpose != "stamp":
        return inner
    if text == wording.caption:
        bare = wording.caption[0] not in OPENING
        return right if bare and not right.text and not any(inner.lefts()) else inner
    theirs = [one for one in _wordings_in(right) if one.purpose == "stamp"]
    if not theirs:
        return right
    return inner if any(one.before for one in theirs) else None


def _without_caption(text: str) -> str:
    """A label without the caption behind it; nothing is left of a caption or date alone."""
    found = wordings(text)
    return found[0].before if found and found[0].purpose else text


def _has_date(level: Level) -> bool:
    return any(one.purpose == "date" for one in _wordings_in(level))


def _wordings_in(level: Level) -> Iterator[Wording]:
    for block in level.cell.content:
        if isinstance(block, PlacedParagraph):
            for phrase in phrases_of(block):
                yield from phrase.wordings


def _opening(cell: PlacedCell) -> str:
    """The first line of a cell that names whose opinion follows: 推荐单位意见：."""
    for block in cell.content:
        text = text_of(block)
        if text:
            label = text.rstrip("：:")
            return label if label.endswith(_OPINION) and len(label) <= _LONGEST_LABEL else ""
    return ""
