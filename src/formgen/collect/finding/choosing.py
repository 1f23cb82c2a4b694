"""Templates' patterns and a returned form → the template it was made with."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from formgen.collect.content import Content
from formgen.collect.finding.returned import labels_of
from formgen.collect.pattern import FormPattern

LEAST_LIKENESS = 0.4
"""Share of a template's labels, by weight, that a form of it holds at least."""
_MARKED_LIKENESS = 0.2
"""The same for a form that says itself what it is."""
_INSIDE = 0.7
"""Worth of a label that stands in a box with other words."""
_TITLE = 0.3
"""Worth of the title beside the labels; it tells forms with the same labels apart."""


def choose_pattern(patterns: Sequence[FormPattern], content: Content) -> FormPattern | None:
    """The pattern a form belongs to; None where it is like none of them."""
    labels = labels_of(content.boxes)
    mark = content.mark
    for pattern in patterns:
        said = (pattern.campaign, pattern.document) == (mark.campaign, mark.document)
        if said and likeness(pattern, labels) >= _MARKED_LIKENESS:
            return pattern
    weighed = [(likeness(pattern, labels), pattern) for pattern in patterns]
    near = [pair for pair in weighed if pair[0] >= LEAST_LIKENESS]
    if not near:
        return None
    titles = [label for label in labels[:12] if label]
    return max(near, key=lambda pair: pair[0] + _TITLE * _title_likeness(pair[1], titles))[1]


def likeness(pattern: FormPattern, labels: Sequence[str]) -> float:
    """How much of a template's wording stands in a form, 0 to 1."""
    whole = sum(pattern.labels.values())
    there = set(labels)
    text = "\n".join(labels)
    found = 0.0
    for label, weight in pattern.labels.items():
        if label in there:
            found += weight
        elif len(label) > 1 and label in text:
            found += _INSIDE * weight
    return found / whole if whole else 0.0


def _title_likeness(pattern: FormPattern, labels: Sequence[str]) -> float:
    """How like the lines above the first table are, 0 to 1."""
    if not pattern.titles or not labels:
        return 0.0
    best = [max(fuzz.ratio(title, label) for label in labels) for title in pattern.titles]
    return sum(best) / len(best) / 100
