"""A passage → its tags, and a fault for every brace that is not what it should be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from formgen.lint.finding import Fault
from formgen.lint.passage import Passage, Tag
from formgen.lint.wording import mend

_BLOCKS = ("for", "if", "set", "with", "filter", "macro", "call", "raw")
KEYWORDS = frozenset(
    {*_BLOCKS, *(f"end{word}" for word in _BLOCKS), "elif", "else", "vm", "hm", "colspan", "cellbg"}
)
"""First words of the statements a template may hold."""

_INSIDE = r"((?:(?!\{\{|\{%|\{#|\}\}|%\}).)*?)"
_SOUND = re.compile(
    rf"(?<![{{｛])(?:\{{\{{(?![{{%｛％]){_INSIDE}(?<![}}%｝％])\}}\}}"
    rf"|\{{%(?![{{%｛％]){_INSIDE}(?<![}}%｝％])%\}}|\{{#.*?#\}})(?![}}｝])",
    flags=re.DOTALL,
)
"""A tag whose braces are right: groups 1 and 2 are the inside of {{ }} and {% %}."""
_OPENING = re.compile(r"[{｛](?:[ \u3000]?[{｛%％])+")
_CLOSING = re.compile(r"(?:[}｝%％][ \u3000]?)+[}｝]")
_PREFIX = re.compile(r"(tr|tc|p|r)\s+(?=\S)")
_SPACED_PREFIX = re.compile(rf"-?\s+(tr|tc|p|r)\s+(?=(?:{'|'.join(sorted(KEYWORDS))})\b)")
_STATEMENT = re.compile(r"(?:tr |tc |p |r )?\s*(?:(?:if|elif|for)\s+\w|(?:else|endif|endfor)\s*$)")
"""The inside of a {{ }} that should have been {% %}."""
_HALF = str.maketrans("｛｝％", "{}%")
_SHOWN = 40
"""Characters of a broken tag that a message quotes."""


@dataclass
class Scan:
    """The tags of one passage."""

    passage: Passage
    tags: list[Tag] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    opened: bool = False
    """Whether a tag begins here and does not end here."""

    def tag(self, start: int, end: int, inside: str, *, statement: bool) -> Tag:
        """A tag of the passage from the inside of its braces."""
        match = _PREFIX.match(inside)
        spaced = _SPACED_PREFIX.match(inside) if statement and match is None else None
        match = match or spaced
        written = inside[match.end() :] if match else inside
        body = mend(written.strip().strip("-+")).text
        prefix = match[1] if match else ""
        return Tag(self.passage, start, end, statement, prefix, written, body, spaced is not None)


def scan(passage: Passage, *, continues: bool = False) -> Scan:
    """The tags of a passage, sound or mended, in order.

    Args:
        passage: the passage.
        continues: whether a tag was left open in the passage before; a closing brace
            without an opening one then goes unmentioned.
    """
    result = Scan(passage)
    at = 0
    for match in _SOUND.finditer(passage.text):
        _scan_rest(result, at, match.start(), continues=continues and at == 0)
        statement = match[2] is not None
        if statement or match[1] is not None:
            inside = match[2] if statement else match[1]
            if not statement and _STATEMENT.match(inside):
                _misspelt(result, match.start(), match.end(), "{{", "}}")
            else:
                tag = result.tag(match.start(), match.end(), inside, statement=statement)
                result.tags.append(tag)
        at = match.end()
    _scan_rest(result, at, len(passage.text), continues=continues and at == 0)
    return result


def _scan_rest(result: Scan, start: int, end: int, *, continues: bool) -> None:
    """Look for broken tags in the text between sound ones."""
    text = result.passage.text[:end]
    at = start
    while (mark := _next_mark(text, at)) is not None:
        opening = mark.re is _OPENING
        if not opening:
            _stray_closing(result, start, mark, continues=continues)
            at = mark.end()
            continue
        closing = _CLOSING.search(text, mark.end())
        following = _OPENING.search(text, mark.end())
        if closing and not (following and following.start() < closing.start()):
            _misspelt(result, mark.start(), closing.end(), mark[0], closing[0])
            at = closing.end()
        else:
            at = _unclosed(result, mark, following.start() if following else end)
        continues = False


def _next_mark(text: str, at: int) -> re.Match[str] | None:
    found = [match for pattern in (_OPENING, _CLOSING) if (match := pattern.search(text, at))]
    return min(found, key=lambda match: match.start(), default=None)


def _misspelt(result: Scan, start: int, end: int, opening: str, closing: str) -> None:
    """A tag with both braces, at least one of them wrong."""
    inside = result.passage.text[start + len(opening) : end - len(closing)]
    tag = _meant(result, start, end, inside, opening + closing)
    result.tags.append(tag)
    wanted = ("{%", "%}") if tag.statement else ("{{", "}}")
    wrong = [
        _what_is_wrong(written, right)
        for written, right in zip((opening, closing), wanted, strict=True)
        if written != right
    ]
    result.faults.append(tag.fault(f"的括号不对：{'；'.join(wrong)}", f"请改成“{tag.mended}”"))


def _what_is_wrong(written: str, right: str) -> str:
    plain = written.translate(_HALF)
    if plain == right:
        return f"“{written}”是全角的，应是半角的“{right}”"
    if re.sub(r"\s", "", plain) == right:
        return f"“{written}”中间有空格，应是“{right}”"
    return f"“{written}”应是“{right}”"


def _meant(result: Scan, start: int, end: int, inside: str, braces: str) -> Tag:
    """The tag a misspelt one was meant to be: by its first word, else by its braces."""
    words = _PREFIX.sub("", inside.strip().strip("-+"), count=1).split(maxsplit=1)
    statement = bool(words) and words[0] in KEYWORDS
    if not statement and "}}" not in braces.translate(_HALF):
        statement = braces.translate(_HALF).count("%") == 2
    return result.tag(start, end, inside, statement=statement)


def _unclosed(result: Scan, mark: re.Match[str], end: int) -> int:
    """A tag that begins and does not end; returns where to look on."""
    text = result.passage.text
    single = re.compile("[}｝]").search(text, mark.end(), end)
    if single is not None:
        _misspelt(result, mark.start(), single.end(), mark[0], single[0])
        return single.end()
    shown = " ".join(text[mark.start() : end].split())[:_SHOWN]
    closing = "%}" if "%" in mark[0].translate(_HALF) else "}}"
    message = f"“{shown}”没有写完：这一段里没有与它配对的“{closing}”"
    result.faults.append(
        _fault(
            result.passage, message, f"请在同一段里补上“{closing}”；一个标记不能分在两段或两格里"
        )
    )
    result.opened = end == len(text) or result.opened
    return end


def _stray_closing(result: Scan, start: int, mark: re.Match[str], *, continues: bool) -> None:
    """A tag that ends and does not begin."""
    if continues or re.search(r"\s", mark[0]):  # the end of an open tag; or ordinary text
        return
    text = result.passage.text
    single = max(text.rfind("{", start, mark.start()), text.rfind("｛", start, mark.start()))
    if single >= 0:
        _misspelt(result, single, mark.end(), text[single], mark[0])
        return
    opening = "{%" if mark[0].translate(_HALF).startswith("%") else "{{"
    shown = text[max(start, mark.start() - 20) : mark.end()].strip()
    message = f"“{shown}”里的“{mark[0]}”前面没有与它配对的“{opening}”"
    result.faults.append(
        _fault(
            result.passage, message, f"请在同一段里补上“{opening}”；如果不是标记，请删去“{mark[0]}”"
        )
    )


def _fault(passage: Passage, message: str, hint: str) -> Fault:
    return Fault(passage.number, passage.place, message, hint)


def scan_all(passages: list[Passage]) -> Iterator[Scan]:
    """The scans of all passages; a tag left open in one may end in the next."""
    continues, story = False, -1
    for passage in passages:
        result = scan(passage, continues=continues and passage.spot.story == story)
        yield result
        has_end = bool(_CLOSING.search(passage.text))
        continues = result.opened or (continues and not has_end and not result.tags)
        story = passage.spot.story
