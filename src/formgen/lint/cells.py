"""The paragraphs of a Word template's cells → cells that some data would leave without any.

Word calls a file damaged where a cell has no paragraph (ECMA-376 Part 1, 17.4.65), and a
paragraph with a {%p … %} tag vanishes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from formgen.lint.finding import Fault
from formgen.lint.passage import Passage, Tag


@dataclass
class _Block:
    """A {%p if … %} or {%p for … %}, with how many paragraphs each branch leaves."""

    word: str
    certain: bool = False
    """Whether it is a loop with at least one turn, whatever the data."""
    branches: list[int] = field(default_factory=lambda: [0])
    has_else: bool = False

    def fewest(self) -> int:
        """The paragraphs it leaves at least; a loop may have no turn at all."""
        if self.certain:
            return self.branches[0]
        if not self.has_else:
            return 0
        return min(self.branches) if self.word == "if" else self.branches[-1]


def emptied_cells(
    passages: Sequence[Passage], tags: Iterable[Tag], certain: Callable[[Tag], bool]
) -> Iterator[Fault]:
    """A fault for each cell that may lose all its paragraphs.

    Args:
        passages: the template's paragraphs.
        tags: its tags; their blocks are balanced.
        certain: whether a loop has at least one turn, whatever the data.
    """
    statements = {tag.passage.number: tag for tag in tags if tag.statement and tag.prefix == "p"}
    cells: dict[tuple[int, int], list[Passage]] = defaultdict(list)
    for passage in passages:
        spot = passage.spot
        if spot.cells and spot.container == spot.cells[-1]:
            cells[spot.story, spot.container].append(passage)
    for own in cells.values():
        inside = [statements.get(passage.number) for passage in own]
        if _begins_and_ends(inside) and _fewest(inside, certain) == 0:
            yield Fault(
                own[0].number,
                own[0].place,
                "这一格的段落全在 {%p … %} 里，有的情况下会一段也不剩，填出的文件会打不开",
                "请在这一格的最后留一个空段，或写上 {%p else %} 和要印的文字",
            )


def _begins_and_ends(tags: Iterable[Tag | None]) -> bool:
    """Whether every block that begins in a cell ends there; others are faults of their own."""
    words = [tag.keyword for tag in tags if tag is not None]
    return sum(word in ("if", "for") for word in words) == sum(
        word in ("endif", "endfor") for word in words
    )


def _fewest(tags: Iterable[Tag | None], certain: Callable[[Tag], bool]) -> int:
    """How many paragraphs are left at least; None is a paragraph without a {%p … %} tag."""
    blocks = [_Block("")]
    for tag in tags:
        word = tag.keyword if tag is not None else ""
        if tag is not None and word in ("if", "for"):
            blocks.append(_Block(word, word == "for" and certain(tag)))
        elif word in ("elif", "else"):
            blocks[-1].branches.append(0)
            blocks[-1].has_else = blocks[-1].has_else or word == "else"
        elif word in ("endif", "endfor") and len(blocks) > 1:
            left = blocks.pop().fewest()
            blocks[-1].branches[-1] += left
        elif not word:
            blocks[-1].branches[-1] += 1
    return blocks[0].branches[0]
