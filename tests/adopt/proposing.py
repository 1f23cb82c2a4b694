"""Forms of a test and hand-made proposals for them → tagged templates, filled or blank."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from lxml import etree

from formgen.adopt.campaign_file import About, proposed_campaign
from formgen.adopt.known import KnownForm
from formgen.adopt.proposal import (
    FormSort,
    Insertion,
    Proposal,
    ProposedField,
    Repetition,
    Way,
)
from formgen.adopt.tagging import tagged
from formgen.campaign.model import Campaign
from formgen.ooxml import read_package
from formgen.plan import blank_context
from formgen.word import WordTemplate

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ABOUT = About("reading", 2025)


def root_of(content: bytes) -> etree._Element:
    """The body part of a .docx file."""
    package = read_package(content)
    return package.tree(package.main_part())


def texts(content: bytes) -> list[str]:
    """The text of each paragraph, nested ones too."""
    return ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in root_of(content).iter(f"{W}p")]


def number_of(content: bytes, text: str, turn: int = 0) -> int:
    """The number of the paragraph with a text."""
    return [at for at, one in enumerate(texts(content)) if one == text][turn]


def cell_paragraph(content: bytes, row: int, column: int, table: int = 0) -> int:
    """The number of the first paragraph of a cell."""
    root = root_of(content)
    rows = list(root.iter(f"{W}tbl"))[table].findall(f"{W}tr")
    wanted = rows[row].findall(f"{W}tc")[column].find(f"{W}p")
    return next(at for at, one in enumerate(root.iter(f"{W}p")) if one is wanted)


def field(name: str, kind: str = "文本", **more: Any) -> ProposedField:
    """A proposed field."""
    return ProposedField({"名称": name, "类型": kind, **more}, f"“{name}”右边", name)


def proposal(
    fields: Sequence[ProposedField],
    insertions: Sequence[Insertion],
    repetitions: Sequence[Repetition] = (),
    sort: FormSort = FormSort.ENTRY,
    title: str = "读书之星申报表",
) -> Proposal:
    """A form as it might be understood."""
    return Proposal(title, sort, tuple(fields), tuple(insertions), tuple(repetitions))


def at(
    name: str, tag: str, paragraph: int, start: int = 0, end: int = 0, *, way: Way = Way.REPLACE
) -> Insertion:
    """A tag and its place."""
    return Insertion(name, tag, paragraph, start, end, way)


def campaign_of(one: Proposal) -> Campaign:
    """The campaign of a single form."""
    plan = proposed_campaign([KnownForm.of("申报表", one)], ABOUT)
    return Campaign.model_validate(plan.data)


def blank(content: bytes, one: Proposal) -> bytes:
    """The form made empty again from its template."""
    campaign = campaign_of(one)
    context = blank_context(campaign, campaign.documents[0])
    return WordTemplate.compile(tagged(content, one), "申报表.docx").render(context)


def filled(content: bytes, one: Proposal, values: Mapping[str, object]) -> bytes:
    """The form filled from its template."""
    campaign = campaign_of(one)
    context = {**blank_context(campaign, campaign.documents[0]), **values}
    return WordTemplate.compile(tagged(content, one), "申报表.docx").render(context)


def geometry(content: bytes) -> list[list[tuple[int, str]]]:
    """Each row of each table: the spans and vertical merges of its cells."""
    rows = []
    for row in root_of(content).iter(f"{W}tr"):
        cells = []
        for cell in row.findall(f"{W}tc"):
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            kind = "" if merge is None else merge.get(f"{W}val", "continue")
            cells.append((1 if span is None else int(span.get(f"{W}val", "1")), kind))
        rows.append(cells)
    return rows


def run_of(content: bytes, text: str) -> etree._Element:
    """The run that holds a text."""
    for run in root_of(content).iter(f"{W}r"):
        if text in "".join(t.text or "" for t in run.iter(f"{W}t")):
            return run
    raise AssertionError(text)


def same_parts(one: bytes, other: bytes) -> bool:
    """Whether two packages hold the same parts in the same order, the body aside."""
    first, second = read_package(one), read_package(other)
    main = first.main_part()
    return list(first.parts) == list(second.parts) and all(
        first.parts[name] == second.parts[name] for name in first.parts if name != main
    )


def png(width: int = 35, height: int = 49) -> bytes:
    """A small picture."""
    from PIL import Image  # noqa: PLC0415 - only where a test needs one

    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "red").save(buffer, "PNG")
    return buffer.getvalue()
