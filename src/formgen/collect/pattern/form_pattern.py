"""A Word template → the pattern that returned forms are held against."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from formgen.campaign import Campaign, Document
from formgen.campaign.field import FieldDefinition
from formgen.collect.pattern.boxes import PatternBox
from formgen.collect.pattern.lists import PatternList, Sequenced
from formgen.collect.pattern.marking import Target, list_fields
from formgen.collect.pattern.rendering import Renderer
from formgen.collect.pattern.shapes import Element, layout_of
from formgen.plan.context import View
from formgen.word import WordTemplate

_ANNEX = re.compile(r"附[件表]?\d*")


@dataclass(frozen=True, slots=True)
class FormPattern:
    """Where each value of a form stands, by the wording around it."""

    document: str
    campaign: str
    """The campaign's 编号."""
    fields: Mapping[str, FieldDefinition]
    """What the form can ask for, by name."""
    options: Mapping[str, Mapping[str, str]]
    """Accepted wordings of the choices, by field."""
    elements: tuple[Element, ...]
    """What stands in the form, in order; lists whole."""
    shapes: Mapping[int, tuple[Sequenced, ...]]
    """The sequences of boxes a form made with the template can have, by their number; those
    with more slots first."""
    least: int
    """How many boxes fewer a form may have because texts outside tables are blank."""
    labels: Mapping[str, float]
    """Fixed wording by its weight, to tell forms apart."""
    titles: tuple[str, ...]
    """Fixed wording above the first table, without the annex's number."""
    targets: tuple[Target, ...]
    """Every target of a field, in order; of lists those of the first item."""

    @classmethod
    def compile(cls, template: WordTemplate, campaign: Campaign, document: Document) -> FormPattern:
        """Find out where a template prints its fields.

        Raises:
            TemplateError: a tag reckons with a value, so that it cannot be told what it prints.
        """
        renderer = Renderer.of(template, campaign, document)
        layout = layout_of(renderer, list_fields(campaign, document))
        elements, shapes = layout.elements(), layout.shapes()
        fixed = [one for one in elements if isinstance(one, PatternBox) and one.fixed]
        fields = {field.name: field for field in View(campaign, document).fields()}
        return cls(
            document=document.name,
            campaign=campaign.id,
            fields=fields,
            options={field.name: campaign.options_of(field) for field in fields.values()},
            elements=elements,
            shapes=shapes,
            least=max(_vanishing(shape) for some in shapes.values() for shape in some),
            labels={box.wording: _weight(box) for box in fixed if not box.optional},
            titles=tuple(_titles(elements)),
            targets=tuple(_targets(elements)),
        )


def _vanishing(shape: Sequenced) -> int:
    return sum(box.vanishes for box in shape)


def _weight(box: PatternBox) -> float:
    """How much a wording says of the form: names of boxes, less where every form has them."""
    return 0.3 if box.signed else min(1.0, 0.25 * len(box.wording))


def _titles(elements: Iterable[Element]) -> Iterator[str]:
    for element in elements:
        if isinstance(element, PatternList) or element.box.table:
            return
        if element.fixed and not _ANNEX.fullmatch(element.wording):
            yield element.wording


def _targets(elements: Iterable[Element]) -> Iterator[Target]:
    for element in elements:
        yield from element.targets if isinstance(element, PatternList) else element.slots
