"""Two hundred generated campaigns bound into real PDFs and read back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from formgen.press.binding import bind
from formgen.press.imposition import Imposition, Paper, impose
from formgen.press.index import index_rows
from formgen.press.seals import SealPlace, seal_rows
from tests.press.making import (
    ABOUT,
    LANDSCAPE,
    PORTRAIT,
    Leaf,
    index_leaves,
    leaves_of,
    reader,
    source,
    texts,
)


@dataclass(frozen=True)
class Kind:
    """A kind of paper of a campaign."""

    duplex: bool
    copies: int
    looks: tuple[tuple[int, int], int]
    """Size and rotation."""


@dataclass(frozen=True)
class Campaign:
    papers: list[Paper]
    leaves: list[list[Leaf]]
    index_pages: int
    one_body: bool

    def sources(self) -> tuple[list[bytes], list[tuple[int, int]]]:
        """One body with all papers, or a PDF for each."""
        if not self.one_body:
            return [source(paper) for paper in self.leaves], [
                (n, 0) for n in range(len(self.leaves))
            ]
        places, first = [], 0
        for paper in self.leaves:
            places.append((0, first))
            first += len(paper)
        return [source([leaf for paper in self.leaves for leaf in paper])], places

    def bound(self, imposition: Imposition) -> bytes:
        sources, places = self.sources()
        index = source(index_leaves(self.index_pages)) if self.index_pages else b""
        return bind(imposition, places, sources, index, ABOUT)


kinds = st.builds(
    Kind,
    st.booleans(),
    st.sampled_from([1, 1, 1, 1, 2, 3]),
    st.tuples(st.sampled_from([PORTRAIT, LANDSCAPE]), st.sampled_from([0, 0, 90])),
)
page_counts = st.sampled_from([1, 2, 3, 1, 2, 3, 4, 9])
sizes = st.one_of(st.integers(0, 5), st.integers(0, 5), st.integers(0, 5), st.integers(0, 50))
"""Entries: mostly few, because a page takes a millisecond to bind and read."""


@st.composite
def campaigns(draw: st.DrawFn) -> Campaign:
    """Entries with a paper of each kind, lists behind them; paper n is called 文书n."""
    chosen = draw(st.lists(kinds, min_size=1, max_size=3))
    size = draw(sizes)
    entry = st.tuples(*[page_counts] * len(chosen))
    entries = draw(st.lists(entry, min_size=size, max_size=size))
    listed = draw(st.lists(st.tuples(kinds, page_counts), max_size=2))
    made = [
        (kind, f"人{number}", str(number), pages)
        for number, counts in enumerate(entries, 1)
        for kind, pages in zip(chosen, counts, strict=True)
    ] + [(kind, "某单位", "", pages) for kind, pages in listed]
    papers, leaves = [], []
    for place, (kind, subject, number, pages) in enumerate(made):
        paper = Paper(subject, f"文书{place}", pages, kind.duplex, kind.copies, number)
        papers.append(paper)
        leaves.append(leaves_of(place, paper, size=kind.looks[0], rotation=kind.looks[1]))
    return Campaign(papers, leaves, draw(st.integers(0, 4)), draw(st.booleans()))


@settings(max_examples=200, deadline=None)
@given(campaigns())
def test_two_hundred_sets_read_back_are_what_was_asked_for(campaign: Campaign) -> None:
    imposition = impose(campaign.papers, campaign.index_pages)
    content = campaign.bound(imposition)
    if not campaign.papers:
        assert content == b""
        return
    read = reader(content)
    said = texts(read)
    check_order(campaign, said)
    check_fronts_and_backs(campaign, said)
    check_sheets(campaign, imposition, said)
    check_blanks(read, said)
    check_bookmarks(campaign, read, said)
    check_labels(read, said)
    check_rows(campaign, imposition, said)


def is_duplex(campaign: Campaign) -> bool:
    return any(paper.duplex for paper in campaign.papers)


def check_order(campaign: Campaign, said: list[str]) -> None:
    """Without the blanks: index, papers, each with its copies in a row."""
    expected = [leaf.text for leaf in index_leaves(campaign.index_pages)]
    for paper, leaves in zip(campaign.papers, campaign.leaves, strict=True):
        expected += [leaf.text for leaf in leaves] * paper.copies
    assert [text for text in said if text] == expected


def check_fronts_and_backs(campaign: Campaign, said: list[str]) -> None:
    if not is_duplex(campaign):
        assert "" not in said
        return
    assert len(said) % 2 == 0
    for front, back in zip(said[::2], said[1::2], strict=True):
        assert front, "a front is never blank"
        assert not back.endswith(" page 1"), "nothing begins on a back"
        head, page = front.rsplit(" ", 1)
        if on_both_sides(campaign, head):
            assert back in ("", f"{head} {int(page) + 1}")
        else:
            assert back == ""
    for back, front in pairwise(said[1:]):
        if not back and on_both_sides(campaign, front.rsplit(" ", 1)[0]):
            assert front.endswith(" page 1") or not front


def on_both_sides(campaign: Campaign, head: str) -> bool:
    """Of “paper 3 page” or “index page”."""
    words = head.split()
    return words[0] == "index" or campaign.papers[int(words[1])].duplex


def check_sheets(campaign: Campaign, imposition: Imposition, said: list[str]) -> None:
    if not is_duplex(campaign):
        assert imposition.sheets == len(said)
        return
    papers = (
        (-(-paper.pages // 2) if paper.duplex else paper.pages) * paper.copies
        for paper in campaign.papers
    )
    assert imposition.sheets == -(-campaign.index_pages // 2) + sum(papers) == len(said) / 2
    assert imposition.sheets == sum(1 for text in said[::2] if text)


def check_blanks(read: Any, said: list[str]) -> None:
    for number, text in enumerate(said):
        if not text:
            front, back = read.pages[number - 1], read.pages[number]
            assert back.mediabox == front.mediabox
            assert back.rotation == front.rotation
            assert "/Contents" not in back
            assert "/Annots" not in back


def check_bookmarks(campaign: Campaign, read: Any, said: list[str]) -> None:
    """Title and page of each bookmark, against titles made from the papers one by one."""
    first = {text: number for number, text in reversed([*enumerate(said)])}
    expected: list[tuple[int, str, int]] = []
    if campaign.index_pages:
        expected.append((0, "目录", 0))
    before = ""
    for place, paper in enumerate(campaign.papers):
        page = first[f"paper {place} page 1"]
        if not paper.number:
            expected.append((0, f"{paper.document}　某单位", page))
            continue
        if paper.number != before:
            expected.append((0, f"{paper.number} {paper.subject}", page))
        expected.append((1, paper.document, page))
        before = paper.number
    assert list(flat(read, read.outline, 0)) == expected


def flat(read: Any, outline: list[Any], level: int) -> Iterator[tuple[int, str, int]]:
    for item in outline:
        if isinstance(item, list):
            yield from flat(read, item, level + 1)
        else:
            yield level, item.title, read.get_destination_page_number(item)


def check_labels(read: Any, said: list[str]) -> None:
    expected = [
        f"目录{text.rsplit(' ', 1)[1]}"
        if text.startswith("index")
        else str(number)
        if text
        else "空白"
        for number, text in enumerate(said, 1)
    ]
    assert read.page_labels == expected


def check_rows(campaign: Campaign, imposition: Imposition, said: list[str]) -> None:
    """What the index and the list of seals say of pages is what stands on them."""
    rows = index_rows(imposition)
    assert [said[row.first_page - 1] for row in rows] == [
        f"paper {place} page 1" for place in range(len(campaign.papers))
    ]
    index = -(-campaign.index_pages // 2) if is_duplex(campaign) else campaign.index_pages
    assert sum(row.sheets for row in rows) + index == imposition.sheets
    found = [[SealPlace(paper.pages - 1, "盖章", ("某单位",))] for paper in campaign.papers]
    assert [said[(row.page or 0) - 1] for row in seal_rows(imposition, found)] == [
        f"paper {place} page {paper.pages}" for place, paper in enumerate(campaign.papers)
    ]
