"""Pictures belong to the box of their paragraph."""

from __future__ import annotations

import pytest

from formgen.collect.content import PastedPicture
from tests.collect.reading.reading import link, read
from tests.word.making import cell, paragraph, row, table

PHOTO, SEAL = b"\x89PNG photo", b"\xd7\xcd\xc6\x9a seal"
MEDIA = {"word/media/image1.png": PHOTO, "word/media/image2.wmf": SEAL}
LINKS = link("rId7", "media/image1.png") + link("rId8", "/word/media/image2.wmf")
_MM = 36_000


def pic(reference: str, crop: str = "", extent: str = "") -> str:
    own = f"<pic:spPr><a:xfrm>{extent}</a:xfrm></pic:spPr>"
    return f"<pic:pic><pic:blipFill><a:blip {reference}/>{crop}</pic:blipFill>{own}</pic:pic>"


def drawing(content: str, frame: str = "inline", width: int = 35, height: int = 49) -> str:
    return (
        f'<w:r><w:drawing><wp:{frame}><wp:extent cx="{width * _MM}" cy="{height * _MM}"/>'
        f"<a:graphic><a:graphicData>{content}</a:graphicData></a:graphic></wp:{frame}></w:drawing></w:r>"
    )


def vml(style: str, reference: str = 'r:id="rId8"') -> str:
    return (
        f'<w:r><w:pict><v:shape style="{style}"><v:imagedata {reference}/></v:shape></w:pict></w:r>'
    )


EMBED = 'r:embed="rId7"'


@pytest.mark.parametrize(
    ("run", "picture"),
    [
        (drawing(pic(EMBED)), PastedPicture(PHOTO, 35, 49)),
        (drawing(pic(EMBED), "anchor"), PastedPicture(PHOTO, 35, 49, floating=True)),
        (vml("width:72pt;height:1in"), PastedPicture(SEAL, 25.4, 25.4)),
        (vml("width:96px;height:2.5cm"), PastedPicture(SEAL, 25.4, 25)),
        (
            vml("position:absolute;margin-left:9pt;width:10mm;height:20mm;z-index:1"),
            PastedPicture(SEAL, 10, 20, floating=True),
        ),
        (vml(""), PastedPicture(SEAL, 0, 0)),
        (
            drawing(pic(EMBED, '<a:srcRect l="10000" b="25000"/>')),
            PastedPicture(PHOTO, 35, 49, crop=(0.1, 0, 0, 0.25)),
        ),
        (
            drawing(pic(EMBED, '<a:srcRect t="12.5%" r="-20000"/>')),
            PastedPicture(PHOTO, 35, 49, crop=(0, 0.125, 0, 0)),
        ),
        (
            vml("", 'r:id="rId8" cropleft="16384f" croptop=".25" cropright="-9f" cropbottom="10%"'),
            PastedPicture(SEAL, 0, 0, crop=(0.25, 0.25, 0, 0.1)),
        ),
    ],
)
def test_a_picture_has_its_bytes_size_and_way_of_standing(run: str, picture: PastedPicture) -> None:
    content = read(table(row("照片", cell(paragraph(run)))), parts=MEDIA, links=LINKS)

    assert [box.pictures for box in content.boxes] == [(), (picture,)]


def test_a_paragraph_of_nothing_but_a_picture_is_a_box() -> None:
    content = read(paragraph(drawing(pic(EMBED))), parts=MEDIA, links=LINKS)

    assert [(box.lines, len(box.pictures)) for box in content.boxes] == [((), 1)]


def test_pictures_of_a_group_have_their_own_size() -> None:
    group = "<wpg>{}{}</wpg>".format(
        pic(EMBED, extent=f'<a:ext cx="{10 * _MM}" cy="{20 * _MM}"/>'),
        pic('r:embed="rId8"', extent=f'<a:ext cx="{5 * _MM}" cy="{6 * _MM}"/>'),
    )

    content = read(paragraph(drawing(group)), parts=MEDIA, links=LINKS)

    assert content.boxes[0].pictures == (PastedPicture(PHOTO, 10, 20), PastedPicture(SEAL, 5, 6))


def test_it_is_known_how_many_lines_stand_before_a_picture() -> None:
    picture = drawing(pic(EMBED))
    inside = (
        paragraph(picture), "甲", paragraph(),
        paragraph("乙", "<w:r><w:br/></w:r>", picture, picture), paragraph(picture, "丙"),
    )  # fmt: skip

    content = read(table(row(cell(*inside))), parts=MEDIA, links=LINKS)

    assert content.boxes[0].lines == ("甲", "乙", "丙")
    assert content.boxes[0].before == (0, 2, 2, 2)


def test_it_is_not_known_of_pictures_in_the_middle_of_a_line() -> None:
    picture = drawing(pic(EMBED))

    content = read(
        table(row(cell(paragraph(picture), paragraph("甲", picture, "乙")))),
        parts=MEDIA, links=LINKS,
    )  # fmt: skip

    assert (len(content.boxes[0].pictures), content.boxes[0].before) == (2, ())


def test_the_same_picture_twice_is_in_memory_once() -> None:
    content = read(paragraph(drawing(pic(EMBED)), drawing(pic(EMBED))), parts=MEDIA, links=LINKS)

    first, second = content.boxes[0].pictures
    assert first.content is second.content


@pytest.mark.parametrize(
    ("run", "more"),
    [
        (
            drawing(pic('r:link="rId9"')),
            link("rId9", "file:///D:/a.png", more='TargetMode="External"'),
        ),
        (
            vml("", 'r:id="rId9"'),
            link("rId9", "http://example.com/a", more='TargetMode="External"'),
        ),
        (drawing(pic('r:embed="rId9"')), link("rId9", "media/gone.png")),
        (
            drawing(pic('r:embed="rId9"')),
            link("rId9", "word/media/image1.png", more='TargetMode="External"'),
        ),
        (drawing(pic('r:embed="rId5"')), ""),
        (drawing(pic('r:embed="rId9"')), link("rId9", "styles.xml", "styles")),
    ],
)
def test_a_picture_that_is_not_in_the_file_is_counted(run: str, more: str) -> None:
    content = read(paragraph("甲", run), parts=MEDIA, links=LINKS + more)

    assert [(box.text, box.pictures) for box in content.boxes] == [("甲", ())]
    assert content.linked_pictures == 1


def test_an_empty_frame_is_no_picture() -> None:
    content = read(paragraph("甲", drawing(pic(""))), parts=MEDIA, links=LINKS)

    assert content.linked_pictures == 0


def test_a_picture_in_a_text_box_belongs_to_the_text_box() -> None:
    inner = paragraph("框", drawing(pic(EMBED)))
    box = f"<wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx>"

    content = read(paragraph("外", drawing(box, "anchor")), parts=MEDIA, links=LINKS)

    assert [(box.text, len(box.pictures)) for box in content.boxes] == [("外", 0), ("框", 1)]


def test_a_placeholder_picture_is_none() -> None:
    control = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/><w:picture/></w:sdtPr>"
        f"<w:sdtContent>{drawing(pic(EMBED))}</w:sdtContent></w:sdt>"
    )

    assert read(paragraph("甲", control), parts=MEDIA, links=LINKS).boxes[0].pictures == ()


def test_a_picture_is_read_once_where_two_ways_of_drawing_it_are_given() -> None:
    new, old = drawing(pic(EMBED))[5:-6], vml("")[5:-6]
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wpg'>{new}</mc:Choice>"
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )

    content = read(paragraph(both), parts=MEDIA, links=LINKS)

    assert [picture.content for picture in content.boxes[0].pictures] == [PHOTO]
