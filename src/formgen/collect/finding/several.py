"""What stands in a returned file → whether it is several papers put together, not one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from formgen.collect.content import Content
from formgen.collect.finding.returned import labels_of
from formgen.collect.pattern import FormPattern
from formgen.collect.pattern.boxes import PatternBox

_REPEATED = 0.6
"""Share of a form's labels, by weight, that stand more often than the form has them."""
_WHOLE = 0.8
"""Share of the labels that only one form has, from which on that form is there."""
_LEAST = 1.0
"""Weight of labels that say anything: about one that is no everyday word."""


def holds_several(patterns: Sequence[FormPattern], content: Content) -> bool:
    """Whether a file is a set of papers: one form twice, or two forms behind one another.

    Args:
        patterns: of the campaign's forms.
        content: the file.
    """
    there = Counter(filter(None, labels_of(content.boxes)))
    if any(_repeated(pattern, there) >= _REPEATED for pattern in patterns):
        return True
    return sum(_is_there(pattern, patterns, there) for pattern in patterns) > 1


def _repeated(pattern: FormPattern, there: Counter[str]) -> float:
    """Share of a form's labels that stand there once more than in one form."""
    once = Counter(_wordings(pattern))
    whole = sum(pattern.labels.values())
    again = sum(weight for label, weight in pattern.labels.items() if there[label] > once[label])
    return again / whole if whole > _LEAST else 0.0


def _wordings(pattern: FormPattern) -> Iterator[str]:
    for element in pattern.elements:
        if isinstance(element, PatternBox):
            yield element.wording


def _is_there(pattern: FormPattern, patterns: Sequence[FormPattern], there: Counter[str]) -> bool:
    """Whether what only this form prints stands there."""
    others = {label for other in patterns if other is not pattern for label in other.labels}
    own = {label: weight for label, weight in pattern.labels.items() if label not in others}
    found = sum(weight for label, weight in own.items() if label in there)
    return sum(own.values()) >= _LEAST and found >= _WHOLE * sum(own.values())
