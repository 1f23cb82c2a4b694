"""What filling one document may still take: steps, characters and time, asked for beforehand."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sized
from itertools import islice
from typing import Any

from formgen.tags.limits import LIMITS, LimitError, Limits

LONG = 100
"""Characters from which a printed value is counted by itself."""
_PER_STEP = 64
"""Characters or items a computer handles in the time of one step."""
_GROUPS = (list, tuple)


class Budget:
    """The means of one filling. What would be large is asked for first, so that it is never made.

    Every method raises LimitError where a limit is passed.
    """

    __slots__ = ("_characters", "_deadline", "_depth", "_limits", "_steps")

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._limits = limits
        self._steps = limits.steps
        self._characters = limits.characters
        self._depth = limits.depth
        self._deadline = time.monotonic() + limits.seconds

    def step(self, count: int = 1) -> None:
        """So many tags are about to be filled."""
        self._steps -= count
        if self._steps < 0:
            raise LimitError("循环和重复太多，已停止，请检查循环是否套错，或把数据分成几份")
        if time.monotonic() > self._deadline:
            seconds = f"{self._limits.seconds:g}"
            raise LimitError(f"填写超过 {seconds} 秒，已停止，请把标记写简单些，或把数据分成几份")

    def printed(self, count: int) -> None:
        """So many characters are about to be printed."""
        self._characters -= count
        if self._characters < 0:
            raise LimitError("填出的内容太多，已停止，请检查循环是否套错，或把数据分成几份")

    def room(self, count: int) -> None:
        """Whether a text of so many characters may be made; nothing is spent."""
        if count > self._limits.value:
            raise LimitError(f"标记算出的文字超过 {self._limits.value} 个字符，请缩短")

    def made(self, count: int) -> None:
        """A text of so many characters was made."""
        self.room(count)
        self.step(count // _PER_STEP)
        self.printed(count)

    def listed(self, count: int) -> None:
        """A list of so many items is about to be made or gone through."""
        if count > self._limits.value:
            raise LimitError(f"标记算出的列表超过 {self._limits.value} 项，请缩短")
        self.step(count)

    def within(self, group: Any) -> Any:
        """A group or text that something is about to be looked up in."""
        if isinstance(group, (*_GROUPS, str)):
            self.step(len(group) // _PER_STEP)
        return group

    def sifted(self, group: Any) -> Any:
        """What a loop with a condition goes through, also where the condition never holds."""
        if isinstance(group, Sized):
            self.step(len(group))
        return group

    def pieces(self) -> Pieces:
        """A list for what a macro or a {% set %} block prints."""
        return Pieces(self)

    def drawn(self, items: Iterable[Any]) -> list[Any]:
        """What comes one by one as a list."""
        found = list(islice(items, self._limits.value + 1))
        self.listed(len(found))
        return found

    def weighed(self, group: Any) -> Any:
        """A group written in a tag, with all that is in it: [x, x] doubles each time it is said."""
        items = characters = 0
        level: list[Any] = [group]
        while level:
            deeper: list[Any] = []
            for value in level:
                if isinstance(value, str):
                    characters += len(value)
                elif isinstance(value, Mapping):
                    deeper += value.values()
                elif isinstance(value, _GROUPS):
                    deeper += value
                if items + len(deeper) > self._limits.items or characters > self._limits.value:
                    raise LimitError(f"标记里的列表超过 {self._limits.items} 项，请缩短")
            items += len(deeper)
            level = deeper
        self.step(items // _PER_STEP + 1)
        return group

    def joined(self, pieces: list[str]) -> str:
        """The text of a macro or a {% set %} block; its pieces were counted when they came."""
        self.step(len(pieces) // _PER_STEP)
        return "".join(pieces)

    def put_together(self, join: Callable[[Iterable[Any]], str], items: tuple[Any, ...]) -> str:
        """The text of a ~ b."""
        self.room(sum(len(item) for item in items if isinstance(item, str)))
        text = join(items)
        self.made(len(text))
        return text

    def entered(self) -> None:
        """A macro begins."""
        self._depth -= 1
        if self._depth < 0:
            raise LimitError(f"宏互相调用超过 {self._limits.depth} 层，请检查它是否在调用自己")
        self.step()

    def left(self) -> None:
        """A macro ends."""
        self._depth += 1


class Pieces(list[str]):
    """What a macro or a {% set %} block prints, counted as it comes."""

    __slots__ = ("_budget",)

    def __init__(self, budget: Budget) -> None:
        super().__init__()
        self._budget = budget

    def append(self, piece: str) -> None:
        """Add a piece."""
        self._budget.printed(len(piece))
        super().append(piece)

    def extend(self, pieces: Iterable[str]) -> None:
        """Add pieces."""
        start = len(self)
        super().extend(pieces)
        self._budget.printed(sum(map(len, islice(self, start, None))))
