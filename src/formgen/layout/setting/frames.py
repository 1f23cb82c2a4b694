"""Frames and floating tables as parts that take no height of the flow."""

from __future__ import annotations

from dataclasses import dataclass

from formgen.layout.model import Frame
from formgen.layout.setting.parts import Part, height_of


@dataclass(frozen=True, slots=True)
class FramePart(Part):
    """What a frame holds; the sheet puts it where its frame says."""

    frame: Frame
    parts: tuple[Part, ...]
    width: float
    shift: float = 0.0
    """Of a floating table: its text stands at the place, its edge this much before."""

    @property
    def floats(self) -> bool:
        """Always."""
        return True

    @property
    def box_height(self) -> float:
        """The frame's height: its content's, or more if it asks for more."""
        return max(height_of(self.parts), self.frame.height or 0.0)
