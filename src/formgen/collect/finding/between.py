"""A box whose slots stand between wordings → what stands at each slot."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from formgen.collect.finding.kinds import tells
from formgen.collect.finding.parts import (
    SAYS,
    BoxReading,
    GapText,
    Standing,
    clean_lines,
    found_text,
    gap_texts,
    not_by_hand,
    telling,
)
from formgen.collect.finding.placing import Placing, gaps_of, place
from formgen.collect.finding.sharing import share
from formgen.collect.pattern import FormPattern, PatternBox, Target
from formgen.collect.pattern.marking import NO_FIELD
from formgen.collect.pattern.pieces import Gap, Literal, Piece, is_text, literals_in
from formgen.collect.pattern.wording import Typed, plain, shown
from formgen.collect.slots import Alteration, Doubt, Found, Slot, Use

_COLON = re.compile(r"^\s*[:：]?\s*")
_CHOOSING = (Use.TICK, Use.OPEN)


def read_between(pattern: FormPattern, box: PatternBox, standing: Standing) -> BoxReading:
    """Find the wordings, and take what lies between for the slots there."""
    typed = Typed.of(standing.lines)
    literals, gaps, placing = _placed(box, typed)
    there = "\n".join(
        one.plain for one, at in zip(literals, placing.places, strict=True) if at is not None
    )
    reader = _Reader(pattern, box, standing.doubts, there, _unsure(gaps, placing))
    for gap in gap_texts(literals, gaps, typed, placing):
        reader.read(gap)
    reader.end()
    return BoxReading(
        tuple(one for one in reader.found if one.slot.field != NO_FIELD),
        tuple(one for one in reader.missing if one.field != NO_FIELD),
        tuple(_altered(literals, typed, placing)),
        tuple(reader.left_over),
    )


def _placed(
    box: PatternBox, typed: Typed
) -> tuple[tuple[Literal, ...], list[list[Piece]], Placing]:
    """The wordings of a box and their places, brackets apart where something stands before one."""
    literals, gaps = literals_in(box.pieces), gaps_of(box.pieces)
    placing = place(literals, gaps, typed)
    if None in placing.places and any(t.slot.use is Use.TICK for t in box.targets):
        apart = tuple(piece for whole in box.pieces for piece in _brackets_apart(whole))
        if len(apart) > len(box.pieces):
            literals, gaps = literals_in(apart), gaps_of(apart)
            placing = place(literals, gaps, typed)
    return literals, gaps, placing


def _brackets_apart(piece: Piece) -> Iterator[Piece]:
    """其他（ as 其他 and （: a tick may be written between."""
    if isinstance(piece, Literal) and piece.plain[-1:] == "(" and len(piece.plain) > 1:
        yield Literal(piece.shown[:-1].rstrip(), piece.plain[:-1], piece.starts, ends=False)
        yield Literal(piece.shown[-1:], "(", starts=False, ends=piece.ends)
    else:
        yield piece


def _unsure(gaps: Sequence[Sequence[Piece]], placing: Placing) -> frozenset[Target]:
    """The texts beside wordings that might stand elsewhere as well."""
    beside = (piece for n in placing.unsure for piece in (*gaps[n], *gaps[n + 1]))
    return frozenset(piece for piece in beside if isinstance(piece, Target) and is_text(piece))


def _altered(literals: Sequence[Literal], typed: Typed, placing: Placing) -> Iterator[Alteration]:
    for literal, at in zip(literals, placing.places, strict=True):
        if at is None:
            if len(literal.plain) > 1 and SAYS.search(literal.plain):
                yield Alteration(literal.shown, "")
        elif not at.exact:
            last = typed.starts[at.end - 1] + 1
            yield Alteration(literal.shown, shown(typed.text[typed.starts[at.start] : last]))


@dataclass(slots=True)
class _Reader:
    """Reads the gaps of a box one by one."""

    pattern: FormPattern
    box: PatternBox
    doubts: tuple[Doubt, ...]
    there: str
    """The wordings that were found."""
    unsure: frozenset[Target]
    found: list[Found] = field(default_factory=list)
    missing: list[Slot] = field(default_factory=list)
    left_over: list[str] = field(default_factory=list)
    mark: str = ""
    """A mark written where no slot is; the next slot's, but not for certain."""

    def read(self, gap: GapText) -> None:
        text = _COLON.sub("", gap.text) if self._may_begin_with_colon(gap) else gap.text
        targets = [piece for piece in gap.pieces if isinstance(piece, Target)]
        if gap.gone:
            targets = self._without_lost(targets)
        if not targets:
            self._belongs_nowhere(gap, text)
        elif len(targets) == 1:
            self._take(targets[0], text)
        else:
            self._take_several(targets, text, gone=gap.gone)

    def _may_begin_with_colon(self, gap: GapText) -> bool:
        """Whether people write a colon there that the template does not have."""
        if Doubt.MERGED in self.doubts:
            return True
        label = gap.behind
        in_line = label is not None and not label.ends and not label.plain.endswith(":")
        # A colon behind a space is the value's.
        return in_line and gap.text.startswith(("：", ":")) and any(map(is_text, gap.pieces))

    def end(self) -> None:
        """A mark behind everything is that of the last choice, but not for certain."""
        ticks = [n for n, one in enumerate(self.found) if one.slot.use is Use.TICK]
        if self.mark and ticks:
            last = self.found[ticks[-1]]
            lines = (*last.lines, self.mark)
            self.found[ticks[-1]] = Found(
                last.slot, (" ".join(lines),), (), last.item, (*last.doubts, Doubt.SHARED)
            )

    def _without_lost(self, targets: Sequence[Target]) -> list[Target]:
        """Without the choices whose own wording is gone."""
        kept = []
        for target in targets:
            option = plain(target.slot.option)
            if target.slot.use in _CHOOSING and option not in self.there:
                self.missing.append(target.slot)
            else:
                kept.append(target)
        return kept

    def _belongs_nowhere(self, gap: GapText, text: str) -> None:
        by_hand = self.box.signed or Gap.BLANK in gap.pieces
        self.left_over += not_by_hand([text]) if by_hand else telling([text])
        bare = " ".join(clean_lines(text.split("\n")))
        if bare and not SAYS.search(bare) and any(t.slot.use is Use.TICK for t in self.box.targets):
            self.mark = bare if plain(bare).strip(":,.;()|/") else ""

    def _take(self, target: Target, text: str) -> None:
        doubts = self.doubts + ((Doubt.SHARED,) if target in self.unsure else ())
        if self.mark and target.slot.use is Use.TICK:
            text, doubts = f"{self.mark} {text.strip()}", (*doubts, Doubt.SHARED)
            self.mark = ""
        self.found.append(found_text(target, text.split("\n"), doubts))

    def _take_several(self, targets: Sequence[Target], text: str, *, gone: bool) -> None:
        lines = tuple(clean_lines(text.split("\n")))
        ticks = [target for target in targets if target.slot.use is Use.TICK]
        others = [target for target in targets if target.slot.use is not Use.TICK]
        says = bool(SAYS.search(text))
        for target in ticks:
            self.found.append(found_text(target, () if says and others else lines, self.doubts))
        if others:
            shared = share(self.pattern, others, lines if says or not ticks else ())
            doubtful = not shared.sure or (gone and len(others) > 1)
            doubts = self.doubts + ((Doubt.SHARED,) if doubtful else ())
            unsure = lines and Doubt.SHARED in doubts
            for target, own in zip(others, shared.lines, strict=True):
                if unsure and not own and not tells(self.pattern, target.slot):
                    self.missing.append(target.slot)
                else:
                    self.found.append(found_text(target, own, doubts))
