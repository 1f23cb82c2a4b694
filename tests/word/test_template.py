from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from formgen.campaign.kinds.files import open_picture
from formgen.campaign.values import OpenChoice, Picture
from formgen.problems import TemplateError
from formgen.tags import RecordShape, shape_of
from formgen.word import WordTemplate
from tests.word import making as m


def fill(*body: str, context: dict[str, Any] | None = None, **keys: Any) -> Any:
    """The document python-docx reads from a filled template."""
    content = m.docx(*body, **keys)
    filled = WordTemplate.compile(content, "甲.docx").render(context or {})
    return docx.Document(io.BytesIO(filled))


def texts(document: Any) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def rows(document: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.tables[0].rows]


def error(*body: str, context: dict[str, Any] | None = None) -> str:
    with pytest.raises(TemplateError) as caught:
        fill(*body, context=context)
    assert caught.value.exit_code == 4
    return caught.value.message


@pytest.mark.parametrize(
    "value", ["张三", "A & B <c> \"d\" 'e'", "䶮𠮷堃", "{{ 不是标签 }}", "{% if %}", "a--b", "“引”"]
)
def test_a_value_is_printed_as_it_is(value: str) -> None:
    assert texts(fill("姓名：{{ 姓名 }}。", context={"姓名": value})) == [f"姓名：{value}。"]


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")))
@settings(max_examples=200, deadline=None)
def test_no_text_breaks_the_document_or_is_lost(value: str) -> None:
    assert texts(fill("{{ 姓名 }}", context={"姓名": value})) == [value]


def test_line_breaks_and_tabs_become_words_own() -> None:
    document = fill("{{ 甲 }}", context={"甲": "一 & 二\n三\t四"})
    assert texts(document) == ["一 & 二\n三\t四"]
    assert document.element.xpath("count(//w:br)") == 1
    assert document.element.xpath("count(//w:tab)") == 1


def test_a_tag_split_over_runs_is_one_tag() -> None:
    split = m.paragraph(m.run("{"), m.run("{ 姓", "<w:b/>"), m.run("名 }"), m.run("}"))
    assert texts(fill(split, context={"姓名": "张三"})) == ["张三"]


def test_straightened_quotes_tick_the_box() -> None:
    document = fill("{{ 方式|勾选(“自荐”) }}", context={"方式": "自荐"})
    assert texts(document) == ["☑"]


def test_rows_repeat_and_the_tag_rows_vanish() -> None:
    table = m.table(
        m.row("序号", "姓名"),
        m.row("{%tr for 项 in 行 %}", ""),
        m.row("{{ 项.序号 }}", "{{ 项.姓名 }}"),
        m.row("{%tr endfor %}", ""),
        m.row("合计", "{{ 行|length }}"),
    )
    context = {"行": [{"序号": 1, "姓名": "甲"}, {"序号": 2, "姓名": "乙<"}]}
    assert rows(fill(table, context=context)) == [
        ["序号", "姓名"], ["1", "甲"], ["2", "乙<"], ["合计", "2"],
    ]  # fmt: skip


def test_groups_are_merged_vertically() -> None:
    table = m.table(
        m.row("{%tr for 组 in 分组 %}", ""),
        m.row("{%tr for 项 in 组.行 %}", ""),
        m.row("{{ 组.名称 }}{% vm %}", "{{ 项 }}"),
        m.row("{%tr endfor %}", ""),
        m.row("{%tr endfor %}", ""),
    )
    context = {"分组": [{"名称": "甲", "行": ["1", "2"]}, {"名称": "乙", "行": ["3"]}]}
    document = fill(table, context=context)
    assert rows(document) == [["甲", "1"], ["甲", "2"], ["乙", "3"]]
    merges = document.element.xpath("//w:vMerge/@w:val")
    assert merges == ["restart", "continue", "restart"]


def test_columns_repeat_and_the_grid_follows() -> None:
    table = m.table(m.row("{%tc for 列 in 列表 %}", "{{ 列 }}", "{%tc endfor %}"))
    document = fill(table, context={"列表": ["甲", "乙", "丙", "丁"]})
    assert rows(document) == [["甲", "乙", "丙", "丁"]]
    assert document.element.xpath("count(//w:gridCol)") == 4


def test_a_long_text_becomes_paragraphs_in_the_tags_own_format() -> None:
    properties = '<w:ind w:firstLine="480"/>'
    tag = m.paragraph(m.run("{{ 事迹 ", "<w:i/>"), m.run("|段落 }}"), properties=properties)
    cell = m.table(m.row(m.cell("提示", tag)), widths=(4000,))
    document = fill(cell, context={"事迹": "一段 & <b>\n\n  二段  "})
    cell_read = document.tables[0].cell(0, 0)
    assert [p.text for p in cell_read.paragraphs] == ["提示", "一段 & <b>", "二段"]
    for paragraph in cell_read.paragraphs[1:]:
        assert paragraph.paragraph_format.first_line_indent.twips == 480
        assert paragraph.runs[0].italic


def test_an_empty_long_text_leaves_its_cell_a_paragraph() -> None:
    cell = m.table(m.row(m.cell("{{ 事迹|段落 }}")), widths=(4000,))
    document = fill(cell, context={"事迹": ""})
    assert len(document.tables[0].cell(0, 0).paragraphs) == 1


def test_headers_and_footers_are_filled() -> None:
    section = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
    header = {"header1": m.paragraph("{{ 名称 }}")}
    document = fill("正文", section=section, parts=header, context={"名称": "好网民 & 活动"})
    assert document.sections[0].header.paragraphs[0].text == "好网民 & 活动"


@pytest.fixture
def photo(tmp_path: Path) -> Picture:
    Image.new("RGB", (413, 579), "red").save(tmp_path / "a.jpg")
    return open_picture(tmp_path / "a.jpg", "王&“小”\n明", "a.jpg")


def test_a_picture_becomes_a_real_part_that_fits_its_box(photo: Picture) -> None:
    document = fill("{{ 照片|图片(33, 47) }}", context={"照片": photo})
    shape = document.inline_shapes[0]
    assert shape.width.mm == pytest.approx(33, abs=0.01)
    assert shape.height.mm == pytest.approx(33 * 579 / 413, abs=0.01)
    blip = shape._inline.graphic.graphicData.pic.blipFill.blip
    assert document.part.related_parts[blip.embed].blob == photo.path.read_bytes()


def test_a_picture_shown_twice_is_stored_once_under_two_ids(photo: Picture) -> None:
    tags = ("{{ 照片|图片(33, 47) }}", "{{ 照片|图片(10, 10) }}")
    content = m.docx(*tags)
    filled = WordTemplate.compile(content, "甲.docx").render({"照片": photo})
    with zipfile.ZipFile(io.BytesIO(filled)) as archive:
        assert sum(name.startswith("word/media/") for name in archive.namelist()) == 1
    ids = docx.Document(io.BytesIO(filled)).element.xpath("//wp:docPr/@id")
    assert len(set(ids)) == 2


def test_a_blank_picture_leaves_nothing() -> None:
    document = fill("照片{{ 照片|图片(33, 47) }}", context={"照片": ""})
    assert texts(document) == ["照片"]
    assert len(document.inline_shapes) == 0


def test_equal_contexts_give_equal_bytes(photo: Picture) -> None:
    content = m.docx("{{ 姓名 }}{{ 照片|图片(3, 4) }}")
    context = {"姓名": "甲", "照片": photo}
    first = WordTemplate.compile(content, "甲.docx").render(context)
    assert WordTemplate.compile(content, "甲.docx").render(dict(context)) == first


def test_parts_without_tags_are_kept_to_the_byte() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="正文"/></w:style>'
    content = m.docx("{{ 甲 }}", styles=styles)
    filled = WordTemplate.compile(content, "甲.docx").render({"甲": "x"})
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(io.BytesIO(filled)) as after,
    ):
        assert after.testzip() is None
        assert after.read("word/styles.xml") == before.read("word/styles.xml")


def test_the_editing_marks_of_word_are_left_out() -> None:
    marked = (
        '<w:p w:rsidR="00A1"><w:proofErr w:type="spellStart"/>'
        '<w:r w:rsidRPr="00B2"><w:t>甲</w:t></w:r></w:p>'
    )
    document = fill(marked)
    assert b"rsid" not in etree.tostring(document.element)
    assert b"proofErr" not in etree.tostring(document.element)
    assert texts(document) == ["甲"]


NAMED = {"姓名": "甲", "行": [{"姓名": "乙"}], "活动": {"名称": "丙"}}


def checked(*body: str) -> str:
    template = WordTemplate.compile(m.docx(*body), "甲.docx")
    shape = shape_of(NAMED)
    assert isinstance(shape, RecordShape)
    with pytest.raises(TemplateError) as caught:
        template.check_names(shape)
    return caught.value.message


def test_a_tag_no_field_defines_is_named_with_its_cell() -> None:
    table = m.table(m.row("姓名", "{{ 姓名 }}"), m.row("姓氏", "{{ 姓明 }}"))
    message = checked(table)
    assert "模板“甲.docx”的第1个表格第2行第2格“{{ 姓明 }}”" in message
    assert "没有“姓明”这个字段，是否想写“姓名”" in message


def test_rows_behind_a_nested_table_keep_their_number() -> None:
    inner = m.table(m.row("甲"), m.row("乙"), m.row("丙"))
    outer = m.table(m.row(m.cell(inner, "丁")), m.row("{{ 姓明 }}"))
    assert "第1个表格第2行第1格“{{ 姓明 }}”" in checked(outer)


def test_a_property_no_row_has_is_named() -> None:
    table = m.table(m.row("{%tr for 项 in 行 %}"), m.row("{{ 项.性别 }}"), m.row("{%tr endfor %}"))
    assert "没有“性别”这个字段" in checked(table)
    assert "没有“标题”这个字段" in checked("{{ 活动.标题 }}")


def test_a_name_missing_at_fill_time_is_named_with_its_place() -> None:
    message = error("{{ 甲 }}", "好的", "{{ 乙 }}", context={"甲": 1})
    assert "正文第3段“{{ 乙 }}”：没有“乙”这个字段" in message


@pytest.mark.parametrize(
    "tag",
    ["{{ 甲| }}", "{{ 甲 乙 }}", "{% for 甲 %}", "{% 如果 %}", "{{ 甲|没有的(1) }}", "{% if 甲 %}"],
)
def test_a_tag_that_is_no_jinja_is_named_with_its_place(tag: str) -> None:
    assert f"正文第2段“{tag}”" in error("一", tag, context={"甲": 1})


@pytest.mark.parametrize(
    "tag",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ 甲.__init__.__globals__ }}",
        "{% for x in range(999999999) %}{% endfor %}",
        "{{ 行.append(1) }}",
        "{{ cycler }}",
    ],
)
def test_nothing_of_python_can_be_reached(tag: str) -> None:
    assert error(tag, context={"甲": "a", "行": []})


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "不是 Word"),
        (b"not a zip", "不是 Word"),
        (b"\xd0\xcf\x11\xe0rest", "加密"),
        (b"PK\3\4 cut off", "不是 Word"),
    ],
)
def test_a_file_that_is_no_word_file_is_said_so(content: bytes, expected: str) -> None:
    with pytest.raises(TemplateError, match=expected):
        WordTemplate.compile(content, "甲.docx")


def test_open_choices_fill_their_brackets() -> None:
    body = "商业类（{{ 类|打钩('商业类') }}）其他（{{ 类|填写('其他') }}）"
    assert texts(fill(body, context={"类": OpenChoice("商业类")})) == ["商业类（√）其他（  ）"]
    chosen = OpenChoice("其他", "融媒体")
    assert texts(fill(body, context={"类": chosen})) == ["商业类（  ）其他（融媒体）"]
