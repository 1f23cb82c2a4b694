"""Damaged documents are read or refused, never crashed over."""

from __future__ import annotations

import io
import random
import zipfile

from lxml import etree

from formgen.layout.reading import read_document
from formgen.ooxml import PackageError
from tests.layout.reading.packing import (
    NAMESPACES,
    packed,
    png,
    with_picture,
    with_settings,
    zipped,
)
from tests.layout.reading.test_document_drawings import anchor, picture, text_box, vml
from tests.word.making import A4, cell, docx, paragraph, row, run, table

ROUNDS = 300
_VALUES = (
    "",
    "0",
    "-1",
    "99999999999999",
    "1e400",
    "nan",
    "abc",
    "50%",
    "２",
    "2cm",
    "0x10",
    "\u202e",
)


def _document() -> bytes:
    """One document with a little of everything."""
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE \\* roman '
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run("1")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    section = A4.replace(
        "<w:pgSz",
        '<w:headerReference w:type="first" r:id="header1"/><w:footerReference '
        'w:type="default" r:id="footer1"/><w:pgSz',
    ).replace(
        "</w:sectPr>",
        '<w:pgNumType w:start="3" w:fmt="upperRoman"/><w:cols w:num="2" w:space="400"/><w:titlePg/>'
        '<w:docGrid w:type="linesAndChars" w:linePitch="312" w:charSpace="100"/></w:sectPr>',
    )
    content = docx(
        paragraph("正文", run("粗", '<w:b/><w:sz w:val="30"/><w:fitText w:val="900" w:id="7"/>')),
        paragraph(field, "<w:r><w:tab/><w:br/><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>"),
        paragraph(picture(), anchor(text_box("框"))),
        paragraph(
            vml(
                '<v:rect style="width:10pt;height:5pt"><v:textbox><w:txbxContent>'
                f"{paragraph('旧框')}</w:txbxContent></v:textbox></v:rect>"
            )
        ),
        paragraph("框外", properties='<w:framePr w:w="900" w:x="10" w:y="20" w:hAnchor="page"/>'),
        table(
            row(
                cell("甲", properties='<w:vMerge w:val="restart"/><w:tcW w:w="900" w:type="dxa"/>'),
                cell("乙", properties='<w:gridSpan w:val="2"/>'),
            ),
            row(
                cell("", properties="<w:vMerge/>"),
                cell(table(row("内"))),
                "丙",
                properties='<w:trHeight w:val="300"/><w:gridAfter w:val="1"/>',
            ),
            properties='<w:tblW w:w="5000" w:type="pct"/><w:tblBorders><w:top w:val="single" '
            'w:sz="8"/></w:tblBorders><w:tblpPr w:tblpX="10" w:tblpY="20"/>',
        ),
        paragraph(f"<m:oMath {NAMESPACES}><m:r><m:t>x</m:t></m:r></m:oMath>"),
        section=section,
        parts={"header1": paragraph("眉"), "footer1": paragraph(field)},
    )
    return with_picture(with_settings(content, "<w:evenAndOddHeaders/>"), png())


def _damage(root: etree._Element, chance: random.Random) -> None:
    elements = list(root.iter(etree.Element))
    for _ in range(chance.randint(1, 6)):
        element = chance.choice(elements)
        parent = element.getparent()
        action = chance.randrange(5)
        if action == 0 and parent is not None:
            parent.remove(element)
        elif action == 1 and element.attrib:
            element.set(chance.choice(element.keys()), chance.choice(_VALUES))
        elif action == 2 and element.attrib:
            del element.attrib[chance.choice(element.keys())]
        elif action == 3:
            other = chance.choice(elements)
            if other not in (element, *element.iterancestors()):
                element.append(other)
        else:
            element.text = chance.choice(_VALUES)


def test_random_damage_raises_nothing_but_package_errors() -> None:
    chance = random.Random(20240523)
    with zipfile.ZipFile(io.BytesIO(_document())) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    damaged = [name for name in files if name.endswith((".xml", ".rels")) and "[" not in name]
    read = 0
    for _ in range(ROUNDS):
        name = chance.choice(damaged) if chance.random() < 0.3 else "word/document.xml"
        root = etree.fromstring(files[name])
        _damage(root, chance)
        try:
            read_document(zipped({**files, name: etree.tostring(root)}))
            read += 1
        except PackageError:
            continue
    assert read > ROUNDS * 0.8


def test_missing_parts_are_no_crash() -> None:
    with zipfile.ZipFile(io.BytesIO(_document())) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for gone in files:
        try:
            read_document(zipped({name: part for name, part in files.items() if name != gone}))
        except PackageError:
            assert gone in {"[Content_Types].xml", "_rels/.rels", "word/document.xml"}


def test_deep_nesting_is_bounded() -> None:
    inner = table(row("底"))
    for _ in range(60):
        inner = table(row(cell(inner)))
    model = read_document(docx(inner))
    assert any("嵌套" in notice.construct for notice in model.not_shown)
    broken = read_document(packed(docx("甲"), {"word/styles.xml": "<w:styles xmlns:w='x'/>"}))
    assert broken.sections
