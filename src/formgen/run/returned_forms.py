"""Files that were sent back → forms and 汇总表, read with the campaign's own templates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from formgen.campaign import Campaign, Document, Scope
from formgen.campaign.kinds import PICTURE_KINDS
from formgen.campaign.units import Unit
from formgen.collect.collected import CollectedForm
from formgen.collect.content import Content
from formgen.collect.finding import choose_pattern, holds_several, read_with
from formgen.collect.lists import (
    ListGrid,
    ListPattern,
    ReturnedList,
    grid_of_form,
    grids_of_workbook,
    read_lists,
)
from formgen.collect.merging import sender_of
from formgen.collect.pattern import FormPattern
from formgen.collect.pdf_form import read_pdf_form
from formgen.collect.reading import read_form
from formgen.collect.settings import options_of
from formgen.collect.sources import Returned, Sort
from formgen.collect.values import ValueReader
from formgen.ooxml import PackageError
from formgen.plan import papers_of_units
from formgen.problems import Place, Problem, TemplateError, os_reason
from formgen.templating import TemplateFolders, compiled
from formgen.word import WordTemplate
from formgen.word.custom_properties import version_of

_SEVERAL = {
    "reason": "里面不止一份表，分不清哪些内容是哪一份的",
    "advice": "请把每份表各存成一个文件再收；打印册请换成单份的 PDF 或 Word 版",
}

Read: TypeAlias = CollectedForm | tuple[ReturnedList, ...] | Problem
"""What comes of a file: a form, the 汇总表 in it, or why it is neither: C13 or C14."""


@dataclass(frozen=True, slots=True)
class FormReader:
    """Reads the forms of one campaign; made once for all of them."""

    campaign: Campaign
    units: tuple[str, ...]
    """Names of the recommending units."""
    patterns: tuple[FormPattern, ...]
    lists: tuple[ListPattern, ...]
    values: ValueReader
    versions: Mapping[str, str]
    """Of the templates of forms, by document."""

    @classmethod
    def of(cls, campaign: Campaign, folder: Path, units: Sequence[Unit]) -> FormReader:
        """A reader with the templates of all papers that units fill in.

        Raises:
            TemplateError: a template is missing or broken.
        """
        folders = TemplateFolders.of(folder, campaign.id)
        papers = papers_of_units(campaign)
        patterns: list[FormPattern] = []
        versions: dict[str, str] = {}
        for document in papers:
            name = _word_form(document)
            path = folders.find(name) if name else None
            template = compiled(path) if path else None
            if path is not None and isinstance(template, WordTemplate):
                patterns.append(FormPattern.compile(template, campaign, document))
                versions[document.name] = version_of(_bytes(path))
        lists = tuple(_list_patterns(papers, campaign, folders))
        values = ValueReader.of(campaign.fields, options_of(campaign, units))
        names = tuple(unit.name for unit in units)
        return cls(campaign, names, tuple(patterns), lists, values, versions)

    @property
    def lists_are_entries(self) -> bool:
        """Whether the 汇总表 is all that units fill in, with no form beside it."""
        return bool(self.lists) and not self.patterns

    def read(self, returned: Returned) -> Read:
        """What a file is."""
        try:
            if returned.sort is Sort.WORKBOOK:
                grids = grids_of_workbook(returned.content, returned.file)
                return self._lists(grids, returned.file) or Problem("C13", Place(returned.file))
            is_pdf = returned.sort is Sort.PDF
            content = (read_pdf_form if is_pdf else read_form)(returned.content)
        except PackageError as error:
            details = {"reason": error.reason, "advice": error.hint}
            return Problem("C14", Place(returned.file), details=details)
        read = self._read_content(returned, content)
        return _without_pictures(read, self.campaign) if is_pdf else read

    def _read_content(self, returned: Returned, content: Content) -> Read:
        """A form that says which it is; else a 汇总表 where there is the header of one."""
        documents = {pattern.document for pattern in self.patterns}
        lists: tuple[ReturnedList, ...] = ()
        if content.imprint.document not in documents:
            lists = self._lists([grid_of_form(content)], returned.file)
            lists = lists if any(one.rows for one in lists) else ()
        if holds_several(self.patterns, content, beside=bool(lists)):
            return Problem("C14", Place(returned.file), details=_SEVERAL)
        if lists:
            return lists
        pattern = choose_pattern(self.patterns, content)
        if pattern is None:
            return Problem("C13", Place(returned.file))
        reading = read_with(pattern, content)
        version = self.versions[pattern.document]
        values, problems = self.values.values_of(reading, content, returned.file, version)
        sender = sender_of(returned.folders, self.units)
        return CollectedForm(
            returned.file, pattern.document, content.imprint, values, problems, sender
        )

    def _lists(self, grids: Sequence[ListGrid], file: str) -> tuple[ReturnedList, ...]:
        return read_lists(grids, self.lists, self.values, file)


def _list_patterns(
    papers: Sequence[Document], campaign: Campaign, folders: TemplateFolders
) -> Iterator[ListPattern]:
    """The lists of entries among papers, one for each template.

    Raises:
        TemplateError: a template is missing or broken.
    """
    for document in papers:
        if not {Scope.UNIT, Scope.CAMPAIGN} & set(document.scopes):
            continue
        for name in document.templates:
            grids = _grids(folders.find(name))
            pattern = ListPattern.compile(grids, campaign, document) if grids else None
            if pattern is not None:
                yield pattern


def _grids(path: Path) -> Sequence[ListGrid]:
    content = _bytes(path)
    try:
        match path.suffix.lower():
            case ".docx":
                return (grid_of_form(read_form(content)),)
            case ".xlsx":
                return grids_of_workbook(content, path.name)
    except PackageError as error:
        raise TemplateError(f"模板“{path.name}”读不出来：{error.reason}", hint=error.hint) from None
    return ()


def _without_pictures(read: Read, campaign: Campaign) -> Read:
    """What was read of a PDF, and that its pictures stay in it."""
    if not isinstance(read, CollectedForm):
        return read
    kinds = {field.name: field.kind for field in campaign.fields}
    asked = [name for name in read.values if kinds.get(name) in PICTURE_KINDS]
    if not asked:
        return read
    details = {"count": "若干", "reason": f"（{'、'.join(asked)}）在 PDF 里"}
    problem = Problem("C20", Place(read.file, field=asked[0]), details=details)
    return replace(read, problems=(*read.problems, problem))


def _word_form(document: Document) -> str:
    """The Word template of a form for one entry; empty for other papers."""
    if Scope.ENTRY not in document.scopes:
        return ""
    return next((name for name in document.templates if name.lower().endswith(".docx")), "")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise TemplateError(f"模板“{path.name}”无法读取：{os_reason(error)}") from None
