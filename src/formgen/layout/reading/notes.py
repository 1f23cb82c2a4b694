"""Footnotes and endnotes that were referred to → their texts, under a rule at the end.

ECMA-376 part 1, 17.11. Word prints footnotes at the foot of the page that refers to them; here
they follow the text, as endnotes do, so that nothing is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from lxml import etree

from formgen.layout.model import Block, Border, Edges, Paragraph
from formgen.layout.reading.names import W
from formgen.layout.reading.note_references import NoteKind, NoteReference, NoteReferences
from formgen.layout.reading.story import Spot, Story
from formgen.ooxml import Package, PackageError, Relationship

_NAMES: dict[NoteKind, str] = {"footnote": "脚注", "endnote": "尾注"}
_RULE: Edges[Border | None] = Edges(None, None, Border("single", 0.5), None)
_RULE_LENGTH = 144.0
"""Two inches, as Word draws it."""
StoryMaker = Callable[[str, etree._Element, str], Story]
"""A story by its name in Chinese, its root element and its part's name.

Raises:
    PackageError: the part's relationships are broken.
"""


@dataclass(frozen=True, slots=True)
class NoteReader:
    """Reads the notes of one document."""

    package: Package
    links: Mapping[str, Relationship]
    """Of the main part."""
    references: NoteReferences
    open_story: StoryMaker

    def read(self, body: Story, width: float) -> tuple[Block, ...]:
        """The texts of all notes under a rule; nothing where there are none.

        Args:
            body: whose notices tell what became of the notes.
            width: of the text area, in points.
        """
        blocks: list[Block] = []
        for kind in _NAMES:  # footnotes first, as they may refer to endnotes
            wanted = [one for one in self.references.met if one.kind == kind]
            blocks += self._of_kind(kind, wanted, body, width) if wanted else ()
        return (_rule(body, width), *blocks) if blocks else ()

    def _of_kind(
        self, kind: NoteKind, wanted: list[NoteReference], body: Story, width: float
    ) -> list[Block]:
        name, part = _NAMES[kind], self._part(kind)
        try:
            root = self.package.tree(part)
            story = self.open_story(name, root, part)
        except PackageError:
            for one in wanted:
                body.notices.add(name, one.place, "只印出编号，注文没有印出")
            return []
        notes = {note.get(f"{W}id"): note for note in root.iterfind(f"{W}{kind}")}
        blocks: list[Block] = []
        for one in wanted:
            note = notes.get(one.id)
            if note is None:
                body.notices.add(name, one.place, "只印出编号，注文没有印出")
                continue
            if kind == "footnote":  # Word prints endnotes at the end as well
                body.notices.add(name, one.place, "印在文末")
            story.note_number = one.number
            blocks += story.read_blocks(note, story, Spot(width))
        return blocks

    def _part(self, kind: NoteKind) -> str:
        found = (one for one in self.links.values() if one.type == f"{kind}s")
        return next((one.target for one in found if not one.external), "")


def _rule(body: Story, width: float) -> Paragraph:
    """The line that parts the notes from the text; it stays with the first of them."""
    facts = body.paragraph(None, Spot(width))
    look = replace(
        facts.look,
        borders=_RULE,
        indent_right=max(0.0, width - _RULE_LENGTH),
        keep_next=True,
    )
    return Paragraph(look, (), facts.mark, source="注文")
