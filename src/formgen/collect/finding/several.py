"""What stands in a returned file → whether it is several papers put together, not one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from formgen.collect.content import Content
from formgen.collect.finding.returned import labels_of
from formgen.collect.pattern import FormPattern
from formgen.collect.pattern.boxes import PatternBox

_REPEATED = 0.6
"""Share of a form's labels, by weight, that stand more often than the form has them."""
_WHOLE = 0.8
"""Share of a form's labels, by weight, from which on that form is there."""
_LEAST = 1.0
"""Weight of labels that say which form it is: about one that is no everyday word."""


def holds_several(
    patterns: Sequence[FormPattern], content: Content, *, beside: bool = False
) -> bool:
    """Whether a file is a set of papers: one form twice, or two papers behind one another.

    Args:
        patterns: of the campaign's forms.
        content: the file.
        beside: whether a paper that is none of these forms was found in it.
    """
    there = Counter(filter(None, labels_of(content.boxes)))
    whole = [one for one in patterns if one.labels and _share(one.labels, there) >= _WHOLE]
    if any(_repeated(pattern, there) >= _REPEATED for pattern in whole):
        return True
    own = sum(_share(_only_in(one, patterns), there) >= _WHOLE for one in whole)
    return own + beside > 1


def _repeated(pattern: FormPattern, there: Counter[str]) -> float:
    """Share of a form's labels, by weight, that stand there once more than in one form."""
    once = Counter(one.wording for one in pattern.elements if isinstance(one, PatternBox))
    again = (label for label in pattern.labels if there[label] > once[label])
    return sum(map(pattern.labels.__getitem__, again)) / sum(pattern.labels.values())


def _only_in(pattern: FormPattern, patterns: Sequence[FormPattern]) -> dict[str, float]:
    """The labels that no other form has; none where they are no more than an everyday word."""
    others = {label for other in patterns if other is not pattern for label in other.labels}
    own = {label: weight for label, weight in pattern.labels.items() if label not in others}
    return own if sum(own.values()) >= _LEAST else {}


def _share(labels: Mapping[str, float], there: Counter[str]) -> float:
    """Share of labels, by weight, that stand there; 0 of none."""
    whole = sum(labels.values())
    return sum(labels[label] for label in labels if label in there) / whole if whole else 0.0
