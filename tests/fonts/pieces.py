"""Text by the faces that print it."""

from __future__ import annotations

from itertools import groupby

from formgen.fonts import Face, Stack


def pieces_of(stack: Stack, text: str) -> list[tuple[Face | None, str]]:
    """The longest pieces of one face; None where no face has a character."""
    return [(face, "".join(same)) for face, same in groupby(text, stack.face_of)]
