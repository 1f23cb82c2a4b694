"""The script a user would write with docxtpl: one template object, reused for every form."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import jinja2
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage, Listing

from formgen.campaign.values import Picture
from formgen.tags.filters import FILTERS


class DocxtplPeer:
    """docxtpl as its documentation shows it, with the same filters under the same names."""

    def __init__(self, template: Path) -> None:
        self.template = DocxTemplate(template)
        self.environment = jinja2.Environment(autoescape=True)
        self.environment.filters.update(FILTERS)
        self.environment.filters["图片"] = self._picture
        self.environment.filters["段落"] = self._paragraphs

    def _picture(self, value: Picture, width: float, height: float) -> InlineImage | str:
        if not value:
            return ""
        scale = min(width / value.width, height / value.height)
        return InlineImage(self.template, str(value.path), width=Mm(value.width * scale))

    def _paragraphs(self, value: object) -> Listing:
        return Listing("\a".join(line for line in str(value).split("\n") if line.strip()))

    def make(self, context: Mapping[str, object], path: Path) -> None:
        """Fill the template and save it."""
        self.template.render(dict(context), self.environment)
        self.template.save(path)
