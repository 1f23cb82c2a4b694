"""Whatever stands in a paragraph: setting ends, and every character prints once and in order."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from formgen.layout.model import Alignment, Break, Inline, ParagraphLook, Tab, TabStop, Text
from tests.layout.setting.lines_making import FANGSONG, glyphs, made, picture, text_of

_LOOKS = st.sampled_from(
    (
        FANGSONG,
        replace(FANGSONG, size=28.0, underline="words"),
        replace(FANGSONG, spacing=-0.3, bold=True, background="#ffff00"),
        replace(FANGSONG, spacing=5.0, width_scale=0.5, emphasis_mark=True),
    )
)
_TEXTS = st.text("子丑，。（）“”…—aZ09-/.%:?  \u3000\u00a0㛃䶮①", min_size=1, max_size=30)
_CONTENT: st.SearchStrategy[list[Inline]] = st.lists(
    st.one_of(
        st.builds(Text, _TEXTS, _LOOKS),
        st.builds(Tab, _LOOKS),
        st.builds(Break, st.sampled_from(("line", "page", "column")), _LOOKS),
        st.just(picture(40.0, 30.0)),
    ),
    max_size=8,
)
_ALIGNMENTS: st.SearchStrategy[Alignment] = st.sampled_from(
    ("left", "center", "right", "both", "distribute")
)
_PARAGRAPHS = st.builds(
    ParagraphLook,
    alignment=_ALIGNMENTS,
    indent_left=st.sampled_from((0.0, 32.0, -10.0)),
    indent_right=st.sampled_from((0.0, 16.0, -10.0)),
    first_line=st.sampled_from((0.0, 32.0, -32.0)),
    tabs=st.sampled_from(
        (
            (),
            (TabStop(50.0, "right"),),
            (TabStop(90.0, "center"), TabStop(400.0, "decimal")),
        )
    ),
    kinsoku=st.booleans(),
    break_words=st.booleans(),
)


@settings(max_examples=300, deadline=None)
@given(_CONTENT, _PARAGRAPHS, st.sampled_from((0.0, 20.0, 165.0, 442.2)))
def test_every_character_prints_once_and_in_order(
    content: list[Inline], look: ParagraphLook, width: float
) -> None:
    lines = made(*content, look=look, width=width).lines
    asked = "".join(item.text for item in content if isinstance(item, Text))
    assert "".join("".join(map(text_of, lines)).split()) == "".join(asked.split())
    assert all(line.height > 0 and line.width >= 0 for line in lines)


@settings(max_examples=300, deadline=None)
@given(_CONTENT, _PARAGRAPHS)
def test_text_stays_between_the_edges(content: list[Inline], look: ParagraphLook) -> None:
    look = replace(look, tabs=(), hanging_punctuation=False, indent_right=0.0)
    for line in made(*content, look=look, width=442.2).lines:
        edges = [
            mark.x + mark.width - max(0.0, mark.spacing)
            for mark in glyphs(line)
            if not mark.text[-1].isspace()
        ]
        assert max(edges, default=0.0) <= 442.2 + 0.5
