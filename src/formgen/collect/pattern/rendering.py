"""A Word template, filled with markers → its boxes, for so many items of each list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import jinja2

from formgen.campaign import Campaign, Document
from formgen.collect.content import Box
from formgen.collect.pattern.boxes import PatternBox
from formgen.collect.pattern.lists import Sequenced
from formgen.collect.pattern.marking import Filling, Markers, marked_context, marking_environment
from formgen.collect.reading import content_of
from formgen.ooxml import PackageError, parse_part
from formgen.problems import TemplateError
from formgen.tags import in_chinese
from formgen.word import WordTemplate
from formgen.word.template import FILLING_ERRORS

_FAILURES = (*FILLING_ERRORS, PackageError)
"""What a tag can raise that reckons with a value, of which there is only a marker."""


@dataclass(frozen=True, slots=True)
class Renderer:
    """Fills one template with markers."""

    template: WordTemplate
    campaign: Campaign
    document: Document
    markers: Markers
    compiled: jinja2.Template

    @classmethod
    def of(cls, template: WordTemplate, campaign: Campaign, document: Document) -> Renderer:
        """A renderer of a template's body; headers and footers hold nothing to fill in."""
        markers = Markers()
        source = template.text_parts[0].source
        compiled = marking_environment(markers).from_string(source)
        return cls(template, campaign, document, markers, compiled)

    def boxes(self, *, present: bool, counts: Mapping[str, int] | None = None) -> Sequenced:
        """The template's boxes.

        Args:
            present: whether conditions on a field hold.
            counts: items of each list; one where it says nothing.

        Raises:
            TemplateError: a tag reckons with a value, so that it cannot be told what it prints.
        """
        filling = Filling(present, counts or {})
        context = marked_context(self.campaign, self.document, self.markers, filling)
        try:
            xml = self.compiled.render(context)
            found = content_of(parse_part(xml.encode()))
        except _FAILURES as error:
            reason = in_chinese(error)
            raise TemplateError(
                f"模板“{self.template.shown}”不能用来收表：{reason}",
                hint="收表要能看出每个字段印在哪里，请不要在标记里计算字段的值",
            ) from error
        return tuple(_in_context([PatternBox.of(_bare(box), self.markers) for box in found]))


def _in_context(boxes: Sequence[PatternBox]) -> Iterator[PatternBox]:
    """The boxes with what the one before tells: new rows, and boxes for opinions."""
    wording, row = "", (0, 0)
    for box in boxes:
        here = (box.box.table, box.box.row)
        # Empty boxes beside the label of an opinion are written on by hand.
        signed = box.signed or (box.empty and wording.endswith("意见"))
        yield replace(box, signed=signed, begins=not box.box.table or here != row)
        wording, row = box.wording, here


def _bare(box: Box) -> Box:
    """A box without the template's own pictures."""
    return Box(box.lines, (), box.table, box.row, box.column, box.columns, box.rows)
