"""The tags of one story → which begin and end a block together, and what does not fit.

It also writes the tags as a template of one tag a line, mended and balanced, so that
names can be checked even where the real template cannot be compiled yet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from formgen.lint.finding import Fault
from formgen.lint.passage import Tag
from formgen.lint.syntax import ParsedTag, frame

BLOCKS = frozenset({"for", "if", "with", "filter", "macro", "call", "raw"})
"""Statements that need an end."""
_MIDDLES = {"elif": ("if",), "else": ("if", "for")}
_LOOP_NAME = re.compile(r"for +(\w+)")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tags of one block, neighbours in it: for and endfor, if and else, else and endif."""

    opening: Tag
    closing: Tag


@dataclass
class _Open:
    word: str
    last: Tag
    """The tag of the block that came last."""


@dataclass
class Blocks:
    """What was found in one story."""

    pairs: list[Pair] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    """A template with one line a tag."""
    tags: list[Tag] = field(default_factory=list)
    """The tag of each line."""
    _open: list[_Open] = field(default_factory=list)

    @property
    def source(self) -> str:
        """The balanced template; the line a name stands on is the number of its tag."""
        return "\n".join(self.lines)

    @property
    def loop_names(self) -> frozenset[str]:
        """What the loops call their items."""
        found = (_LOOP_NAME.match(tag.body) for tag in self.tags)
        return frozenset(match[1] for match in found if match)

    def add(self, parsed: ParsedTag) -> None:
        """Take the story's next tag."""
        tag, line = parsed.tag, ""
        word = "set" if _is_block_set(tag) else tag.keyword
        if word in BLOCKS or _is_block_set(tag):
            self._open.append(_Open(word, tag))
            line = _opening_line(parsed)
        elif word in _MIDDLES:
            line = self._middle(parsed, word)
        elif word.startswith("end"):
            line = self._end(tag, word.removeprefix("end"))
        elif parsed.tree is not None and (word == "set" or frame(tag).startswith("{{")):
            line = frame(tag)
        if word in ("vm", "hm") and not any(block.word == "for" for block in self._open):
            self.faults.append(tag.fault("只能写在循环里", "请把它移到 for 和 endfor 之间"))
        self.tags.append(tag)
        self.lines.append(line.replace("\n", " "))

    def finish(self) -> None:
        """Report what was never closed, and close it."""
        while self._open:
            block = self._open.pop()
            self._unclosed(block)
            self.lines[-1] += f"{{% end{block.word} %}}"

    def _middle(self, parsed: ParsedTag, word: str) -> str:
        tag = parsed.tag
        if not self._open or self._open[-1].word not in _MIDDLES[word]:
            self.faults.append(tag.fault("前面没有与它配对的 if", f"请补上 {_shown('if …', tag)}"))
            return ""
        if _is_else(self._open[-1].last):
            self.faults.append(tag.fault("写在了 else 的后面", "请把它移到 else 之前，或删去"))
            return ""
        self.pairs.append(Pair(self._open[-1].last, tag))
        self._open[-1].last = tag
        return (
            "{% "
            + (tag.body if parsed.tree is not None else word.replace("elif", "elif 1"))
            + " %}"
        )

    def _end(self, tag: Tag, word: str) -> str:
        if not any(block.word == word for block in self._open):
            self.faults.append(
                tag.fault(
                    f"前面没有与它配对的 {word}", f"请补上 {_shown(f'{word} …', tag)}，或删去它"
                )
            )
            return ""
        line = ""
        while (block := self._open.pop()).word != word:
            self._unclosed(block)
            line += f"{{% end{block.word} %}}"
        self.pairs.append(Pair(block.last, tag))
        return f"{line}{{% end{word} %}}"

    def _unclosed(self, block: _Open) -> None:
        end = _shown(f"end{block.word}", block.last)
        self.faults.append(block.last.fault(f"没有与它配对的 {end}", f"请在后面补上 {end}"))


def check_blocks(tags: Sequence[ParsedTag]) -> Blocks:
    """The blocks of a story's tags, in reading order."""
    blocks = Blocks()
    for tag in tags:
        blocks.add(tag)
    blocks.finish()
    return blocks


def _is_block_set(tag: Tag) -> bool:
    return tag.keyword == "set" and "=" not in tag.body


def _is_else(tag: Tag) -> bool:
    return tag.keyword == "else"


def _opening_line(parsed: ParsedTag) -> str:
    """A block's beginning; one that cannot be read keeps its loop's name, of unknown shape."""
    if parsed.tree is not None:
        return "{% " + parsed.tag.body + " %}"
    name = _LOOP_NAME.match(parsed.tag.body)
    if parsed.tag.keyword == "for":
        return f"{{% for {name[1] if name else '_'} in range(1) %}}"
    return "{% if 1 %}" if parsed.tag.keyword == "if" else ""


def _shown(statement: str, tag: Tag) -> str:
    return f"{{%{tag.prefix} {statement} %}}"
