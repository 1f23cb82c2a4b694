"""A Word file's tree → whether it may be a blank form: nothing else is worth minutes of work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import islice

from lxml import etree

from formgen.ooxml import PackageError
from formgen.word.names import BREAK, PARAGRAPH, RUN, TAB, TEXT, W

MAX_PARAGRAPHS = 10_000
"""Of a file, those in cells too; a notice of 300 pages with forty annexes has 8,000."""
MAX_OF_FORM = 2_000
"""Paragraphs of one form; the longest of the five campaigns has 72."""
MAX_LINE = 5_000
"""Characters of one paragraph."""
MAX_RUNS = 100_000
MAX_TEXTS = 150_000
MAX_CONTROLS = 10_000
"""Content controls, marks of fields and signs, each of which is made plain."""
_CONTROL = f"{W}sdt"
_MOST = {
    (PARAGRAPH,): MAX_PARAGRAPHS,
    (RUN,): MAX_RUNS,
    (TEXT, TAB, BREAK): MAX_TEXTS,
    (_CONTROL, f"{W}fldChar", f"{W}sym"): MAX_CONTROLS,
}
MAX_CHARACTERS = 400_000
"""Of a file; the same notice has 250,000."""


def check_size(root: etree._Element) -> None:
    """Refuse what is no form, before hours are spent on it.

    Raises:
        PackageError: more paragraphs or characters than any notice with its annexes has.
    """
    many = any(sum(1 for _ in root.iter(*names)) > most for names, most in _MOST.items())
    if many or _is_deep(root) or _is_long(root):
        raise _too_long()


def _is_deep(root: etree._Element) -> bool:
    """Whether runs stand in so many controls round one another that opening them takes minutes."""
    inside = (run for control in root.iter(_CONTROL) for run in control.iter(RUN))
    return next(islice(inside, 2 * MAX_RUNS, None), None) is not None


def _is_long(root: etree._Element) -> bool:
    """Whether there is more text than in any notice, in all or in one paragraph."""
    lengths: Counter[etree._Element | None] = Counter()
    for text in root.iter(TEXT):
        lengths[next(text.iterancestors(PARAGRAPH), None)] += len(text.text or "")
    return lengths.total() > MAX_CHARACTERS or max(lengths.values(), default=0) > MAX_LINE


def check_form(blocks: Sequence[etree._Element]) -> None:
    """Refuse one form that is longer than any.

    Raises:
        PackageError: it has more than 2,000 paragraphs.
    """
    if sum(1 for block in blocks for _ in block.iter(PARAGRAPH)) > MAX_OF_FORM:
        raise _too_long()


def _too_long() -> PackageError:
    return PackageError("太长，不像一张空白表", "请只留下表和它的说明")
