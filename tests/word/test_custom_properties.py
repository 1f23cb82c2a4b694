"""What a document says of itself: written where Word looks for it, beside what a template has."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import docx
import pytest
from lxml import etree

from formgen.ooxml import read_package
from formgen.problems import TemplateError
from formgen.word import WordTemplate
from formgen.word.custom_properties import version_of
from formgen.word.watermark import with_watermark
from tests.word import making as m

VALUES = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}"
OWN = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<p:Properties xmlns:p="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
    ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{inner}'
    "</p:Properties>"
)
PROPERTY = (
    '<p:property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{pid}" name="{name}">'
    "<vt:lpwstr>{value}</vt:lpwstr></p:property>"
)
TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"


def rendered(content: bytes, properties: Mapping[str, str]) -> bytes:
    return WordTemplate.compile(content, "甲.docx").render({"甲": "乙"}, properties)


def with_own(content: bytes, *own: tuple[str, str], name: str = "docProps/custom.xml") -> bytes:
    """A document with custom properties, as Word writes them."""
    inner = "".join(
        PROPERTY.format(pid=number, name=key, value=value)
        for number, (key, value) in enumerate(own, start=2)
    )
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.namelist():
            text = old.read(part).decode()
            if part == "[Content_Types].xml":
                override = f'<Override PartName="/{name}" ContentType="{TYPE}"/></Types>'
                text = text.replace("</Types>", override)
            if part == "_rels/.rels":
                link = f'<Relationship Id="rIdX" Type="{LINK}" Target="{name}"/></Relationships>'
                text = text.replace("</Relationships>", link)
            new.writestr(part, text)
        new.writestr(name, OWN.format(inner=inner))
    return made.getvalue()


def said(content: bytes) -> dict[str, str]:
    """The custom properties, found as Word finds them: by relationship and content type."""
    package = read_package(content)
    name = package.related("", "custom-properties")
    if name is None:
        return {}
    types = package.tree("[Content_Types].xml")
    declared = [one.get("ContentType") for one in types if one.get("PartName") == f"/{name}"]
    assert declared == [TYPE]
    root = package.tree(name)
    numbers = [int(str(one.get("pid"))) for one in root]
    assert len(set(numbers)) == len(numbers)
    assert min(numbers, default=2) >= 2
    return {str(one.get("name")): str(one.findtext(f"{VALUES}lpwstr")) for one in root}


def test_properties_are_written_and_the_text_is_the_same() -> None:
    template = m.docx("{{ 甲 }}")
    values = {"formgen.活动": "甲-2024", "formgen.文书": 'A & <B> "C"', "formgen.申报": "𠮷"}
    filled = rendered(template, values)
    assert said(filled) == values
    assert [p.text for p in docx.Document(io.BytesIO(filled)).paragraphs] == ["乙"]
    assert rendered(template, values) == filled


def test_a_document_without_properties_says_nothing() -> None:
    filled = rendered(m.docx("{{ 甲 }}"), {})
    assert said(filled) == {}
    assert b"docProps/custom.xml" not in filled


def test_a_line_break_or_control_character_does_not_break_the_file() -> None:
    filled = rendered(m.docx("{{ 甲 }}"), {"formgen.文书": "一\n二\x01三\x7f"})
    assert said(filled) == {"formgen.文书": "一二三"}


@pytest.mark.parametrize("name", ["docProps/custom.xml", "docProps/custom2.xml"])
def test_a_templates_own_properties_stay(name: str) -> None:
    template = with_own(m.docx("{{ 甲 }}"), ("密级", "内部"), ("编号", "7"), name=name)
    filled = rendered(template, {"formgen.活动": "甲"})
    assert said(filled) == {"密级": "内部", "编号": "7", "formgen.活动": "甲"}
    assert said(rendered(template, {})) == {"密级": "内部", "编号": "7"}


def test_a_template_made_of_a_form_does_not_say_that_it_is_that_form() -> None:
    template = with_own(m.docx("{{ 甲 }}"), ("formgen.申报", "旧"), ("密级", "内部"))
    assert said(rendered(template, {})) == {"密级": "内部"}
    assert said(rendered(template, {"formgen.活动": "新"})) == {
        "密级": "内部",
        "formgen.活动": "新",
    }


def test_a_watermarked_template_takes_properties_too() -> None:
    template = with_watermark(m.docx("{{ 甲 }}"), "草稿")
    assert said(rendered(template, {"formgen.活动": "甲"})) == {"formgen.活动": "甲"}


def test_broken_properties_of_a_template_are_said() -> None:
    template = with_own(m.docx("{{ 甲 }}"), ("密级", "<不是XML"))
    with pytest.raises(TemplateError, match="XML"):
        WordTemplate.compile(template, "甲.docx")


def test_the_version_is_of_the_files_bytes() -> None:
    assert version_of(b"abc") == "ba7816bf8f01"  # FIPS 180-4, example of SHA-256
    assert version_of(b"abd") != version_of(b"abc")


def test_the_properties_part_is_wellformed_for_a_strict_reader() -> None:
    filled = rendered(m.docx("{{ 甲 }}"), {"formgen.文书": "申报表"})
    part = read_package(filled).parts["docProps/custom.xml"]
    root = etree.fromstring(part)
    one = root[0]
    assert one.get("fmtid") == "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
    assert one.tag == root.tag.replace("Properties", "property")
