"""The text around a question's options → which option each mark stands beside.

A second look at ticks, independent of the template: people write √ before or behind the
words of an option, not only into its box. Both looks must agree for a tick to be certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from formgen.collect.content import Content
from formgen.collect.signs import SIGNS
from formgen.collect.values.marks import Marked, Sign, sign_of, strongest

_BLANKS = r"[ \t\u3000\u00a0_＿]*"
_BRACKETED = re.compile(rf"[（(\[【〔]{_BLANKS}[{SIGNS}VvXx是对]*{_BLANKS}[)）\]】〕]")
_WORDS = r"(?<!\S)[是对有](?!\S)"
_SIGNS = re.compile(rf"[{SIGNS}]+|(?<![A-Za-z])[VvXx](?![A-Za-z])|{_WORDS}")
_TOKEN = re.compile(f"{_BRACKETED.pattern}|{_SIGNS.pattern}")
_NUMBERED = re.compile(r"(?:[（(]\d{1,2}[)）]|\d{1,2}\s*[.．、)）]|[①-⑳])\s*$")
_ASIDE = re.compile(r"^\s*[（(][^（）()]*[)）]?")
"""The text written behind an option, which is no mark."""
_MOST_BETWEEN = 4
"""Cells of marks that may stand between options in cells of their own, for each option."""


@dataclass(frozen=True, slots=True)
class _Token:
    """A mark between two words."""

    marked: Marked
    before: str
    """The space before it."""
    after: str
    """The space behind it."""

    @property
    def bare(self) -> bool:
        """Whether it is a mark without a box."""
        return self.marked.sign not in (Sign.BOX, Sign.ROUND, Sign.NONE)


@dataclass(frozen=True, slots=True)
class Beside:
    """The marks beside the options, as the text itself shows them."""

    marks: Mapping[str, Marked]
    """Of options whose words were found, in the order of the text."""
    unsure: frozenset[str]
    """Options whose mark may be a neighbour's."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Which of several questions with the same options is meant: the 性别 of the second person."""

    number: int = 0
    """From 0, in the form's order."""
    alike: int = 1
    """How many there are."""


def beside_options(
    content: Content, options: Sequence[str], opens: Iterable[str], turn: Turn
) -> Beside | None:
    """The mark beside each option where the form prints their words together.

    Args:
        content: the form.
        options: the options that have a box.
        opens: the options that have a place for a text behind them.
        turn: which question of these options it is.

    Returns:
        None where the words of the options are not found together, or nothing tells which of
        the questions they are of.
    """
    words = _words(tuple(dict.fromkeys((*options, *opens))))
    text = _text_of_options(content, words, len(options), turn)
    if text is None:
        return None
    found: dict[str, re.Match[str]] = {}
    for match in sorted(words.finditer(text), key=lambda one: not _is_marked(text, one)):
        found.setdefault(_plain(match[0]), match)
    return _attributed(text, found, frozenset(map(_plain, options)), frozenset(map(_plain, opens)))


@lru_cache(maxsize=256)
def _words(options: tuple[str, ...]) -> re.Pattern[str]:
    """The options' words, spaced in any way, longer ones first."""
    spaced = (r"\s*".join(map(re.escape, _plain(option))) for option in options)
    return re.compile("|".join(sorted(spaced, key=len, reverse=True)))


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    return "".join(text.split())


def _text_of_options(
    content: Content, words: re.Pattern[str], count: int, turn: Turn
) -> str | None:
    """The text of the box that holds most options, or of several side by side."""
    if turn.alike > 1:
        texts = ("\n".join(box.lines) for box in content.boxes)
        whole = [one for one in texts if _holds(one, words) >= count]
        return whole[turn.number] if len(whole) == turn.alike else None
    best, most, holding = None, 0, []
    label = ""
    for number, box in enumerate(content.boxes):
        if not box.lines:
            continue
        text = "\n".join(box.lines)
        found = _holds(text, words)
        if not found:
            continue
        if found >= count:
            if any(_is_marked(text, word) for word in words.finditer(text)):
                return text
            label = label or text  # 是否原创 holds 是 and 否, and no place to tick
            continue
        holding.append(number)
        if found > most:
            best, most = text, found
    if label:
        return label
    if most > 1 or count == 1:
        return best
    return _side_by_side(content, holding, count)


_MARK_BEFORE = re.compile(rf"[{SIGNS})）\]】〕]{_BLANKS}$")
_MARK_BEHIND = re.compile(rf"{_BLANKS}[{SIGNS}(（\[【〔]")
_NEAR = 12


def _is_marked(text: str, word: re.Match[str]) -> bool:
    """Whether a mark stands beside a word: 同意 in ☑同意, not that of 是否同意公开."""
    before = text[max(word.start() - _NEAR, 0) : word.start()]
    return bool(_MARK_BEFORE.search(before) or _MARK_BEHIND.match(text, word.end()))


def _holds(text: str, words: re.Pattern[str]) -> int:
    """How many of the options a text holds."""
    return len({_plain(word) for word in words.findall(text)})


def _side_by_side(content: Content, holding: list[int], count: int) -> str | None:
    """The text of options in cells of their own, with the cells of marks around them."""
    if len(holding) < count or holding[-1] - holding[0] > _MOST_BETWEEN * count:
        return None
    first, last = holding[0], holding[-1]
    boxes = content.boxes
    if first > 0 and _is_mark(boxes[first - 1].text):
        first -= 1
    if last + 1 < len(boxes) and _is_mark(boxes[last + 1].text):
        last += 1
    return "\n".join(box.text for box in boxes[first : last + 1])


def _is_mark(text: str) -> bool:
    marked = sign_of(text)
    return marked.sign is not Sign.NONE and not marked.rest


def _attributed(
    text: str, found: Mapping[str, re.Match[str]], ticked: frozenset[str], opens: frozenset[str]
) -> Beside | None:
    """Each mark given to the option it stands beside."""
    names = sorted(found, key=lambda name: found[name].start())
    ends = [0, *(found[name].end() for name in names)]
    starts = [*(found[name].start() for name in names), len(text)]
    between = []
    for place, (start, end) in enumerate(zip(ends, starts, strict=True)):
        segment = text[start:end]
        if place and names[place - 1] in opens:
            segment = _ASIDE.sub("", segment)
        between.append(_tokens(segment))
    asked = [place for place, name in enumerate(names) if name in ticked]
    if not asked:
        return None
    behind = _stand_behind(between, asked)
    marks: dict[str, list[Marked]] = {names[place]: [] for place in asked}
    unsure: set[str] = set()
    for place, tokens in enumerate(between):
        for order, token in enumerate(tokens):
            owner, sure = _owner(place, order, tokens, behind, len(names))
            if names[owner] in marks:
                marks[names[owner]].append(token.marked)
                if not sure and token.bare:
                    unsure.add(names[owner])
    return Beside({name: _together(some) for name, some in marks.items()}, frozenset(unsure))


def _tokens(segment: str) -> list[_Token]:
    """The marks between two words, with the space around them."""
    matches = list(_TOKEN.finditer(_NUMBERED.sub("", segment)))
    bounds = [0, *(match.end() for match in matches)]
    nexts = [*(match.start() for match in matches[1:]), len(segment)]
    tokens = []
    for match, start, end in zip(matches, bounds, nexts, strict=False):
        marked = sign_of(match[0])
        if marked.sign is Sign.NONE:  # blank brackets
            marked = Marked(Sign.BOX)
        tokens.append(_Token(marked, segment[start : match.start()], segment[match.end() : end]))
    return tokens


def _stand_behind(between: Sequence[Sequence[_Token]], asked: Sequence[int]) -> bool | None:
    """Whether the boxes stand behind the words; None where that cannot be told."""
    before = all(between[place] for place in asked)
    behind = all(between[place + 1] for place in asked)
    if before != behind:
        return behind
    first, last = between[asked[0]], between[asked[-1] + 1]
    if before and first and last:  # a mark more than there are boxes
        if all(token.bare for token in first) and not all(token.bare for token in last):
            return True
        if all(token.bare for token in last) and not all(token.bare for token in first):
            return False
    if not before and bool(first) != bool(last) and len(asked) > 1:
        boxes = sum(len(tokens) for tokens in between)
        if boxes >= len(asked):
            return bool(last)
    return None


def _owner(
    place: int, order: int, tokens: Sequence[_Token], behind: bool | None, count: int
) -> tuple[int, bool]:
    """The word a mark belongs to, by number, and whether that is certain.

    Args:
        place: number of the segment; it stands between the words `place - 1` and `place`.
        order: the mark's number in the segment.
        tokens: the marks of the segment.
        behind: whether boxes stand behind their words.
        count: how many words there are.
    """
    if place in (0, count):  # there is no other word it could belong to
        return min(place, count - 1), True
    token = tokens[order]
    tight_before, tight_after = not token.before, not token.after
    if behind is None:
        if tight_before != tight_after:
            return (place - 1 if tight_before else place), False
        return place - 1, False
    if len(tokens) == 1:
        return _lone(place, token, behind, tight_before, tight_after)
    if behind:  # box, then a mark apart from it: the mark is written before the next word
        own = order == 0 or (not token.bare and order == len(tokens) - 1)
        return (place - 1 if own else place), not token.bare
    own = order == len(tokens) - 1 or not tokens[0].bare
    return (place if own else place - 1), not token.bare


def _lone(
    place: int, token: _Token, behind: bool, tight_before: bool, tight_after: bool
) -> tuple[int, bool]:
    """The owner of the only mark between two words: that of its side, unless it leans away."""
    if behind:
        return place - 1, not (token.bare and tight_after and not tight_before)
    return place, not (token.bare and tight_before and not tight_after)


def _together(marks: Sequence[Marked]) -> Marked:
    """Several marks of one option as one."""
    if len(marks) == 1:
        return marks[0]
    return Marked(strongest({one.sign for one in marks}))
