"""Templates' patterns and a returned form → the template it was made with."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from formgen.collect.content import Content
from formgen.collect.finding.returned import labels_of
from formgen.collect.pattern import FormPattern

SURE_LIKENESS = 0.8
"""Share of a template's labels, by weight, that makes a form one of it whatever its title."""
LEAST_LIKENESS = 0.35
"""The same for a form with the template's title: much of it may have been altered."""
_MARKED_LIKENESS = 0.2
"""The same for a form that says itself what it is."""
LEAST_TITLE = 0.75
"""How like the template's a title is at least; forms of other places have the same labels."""
_INSIDE = 0.7
"""Worth of a label that stands in a box with other words."""
_TITLE = 0.3
"""Worth of the title beside the labels; it tells forms with the same labels apart."""
_TOP = 12
"""Boxes at the top of a form in which its title is looked for."""


def choose_pattern(patterns: Sequence[FormPattern], content: Content) -> FormPattern | None:
    """The pattern a form belongs to; None where it is like none of them."""
    labels = labels_of(content.boxes)
    imprint = content.imprint
    for pattern in patterns:
        said = (pattern.campaign, pattern.document) == (imprint.campaign, imprint.document)
        if said and likeness(pattern, labels) >= _MARKED_LIKENESS:
            return pattern
    top = [label for label in labels[:_TOP] if label]
    best, most = None, 0.0
    for pattern in patterns:
        alike = likeness(pattern, labels)
        if alike < LEAST_LIKENESS:
            continue
        title = _title_likeness(pattern, top)
        worth = alike + _TITLE * title
        if worth > most and (alike >= SURE_LIKENESS or title >= LEAST_TITLE):
            best, most = pattern, worth
    return best


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
