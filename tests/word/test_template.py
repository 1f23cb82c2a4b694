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

from formgen.campaign.kinds.pictures import open_picture
from formgen.campaign.values import OpenChoice, Picture
from formgen.problems import InputError, TemplateError
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
        (b"", "空文件"),
        (b"not a zip", "不是 Word"),
        (b"\xd0\xcf\x11\xe0rest", "旧版"),
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


@pytest.mark.parametrize(
    ("tag", "option"), [('类|勾选("A&B")', "A&B"), ("类|勾选('“两新”组织')", "“两新”组织")]
)
def test_an_option_is_compared_as_it_is_written(tag: str, option: str) -> None:
    assert texts(fill("{{ " + tag + " }}", context={"类": option})) == ["☑"]


def test_a_section_break_in_a_repeated_paragraph_comes_once() -> None:
    tag = m.paragraph("{{ 甲|段落 }}", properties=m.A4)
    document = fill(tag, "尾", context={"甲": "一\n二\n三"})
    assert texts(document) == ["一", "二", "三", "尾"]
    assert [bool(p._p.xpath("w:pPr/w:sectPr")) for p in document.paragraphs[:3]] == [
        False, False, True,
    ]  # fmt: skip


def text_box(*content: str) -> str:
    inner = "".join(m.paragraph(piece) for piece in content)
    return (
        '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>'
        f"<w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )


def test_what_stands_beside_a_repeated_paragraphs_tag_comes_once_in_its_place() -> None:
    page_break = '<w:r><w:br w:type="page"/></w:r>'
    tag = m.paragraph(text_box("盒：{{ 乙 }}"), "{{ 甲|段落 }}", page_break)
    document = fill(tag, context={"甲": "一\n二", "乙": "丙"})
    kept = document.element.xpath("//w:p[not(ancestor::w:pict)]")
    assert [p.xpath("count(.//w:pict)") for p in kept] == [1, 0]
    assert [p.xpath("count(.//w:br)") for p in kept] == [0, 1]
    assert "".join(document.element.xpath("//w:t/text()")) == "盒：丙一二"


def test_a_text_box_repeats_its_own_paragraphs_only() -> None:
    document = fill(m.paragraph(text_box("{{ 甲|段落 }}")), context={"甲": "一\n二"})
    assert document.element.xpath("count(//w:pict)") == 1
    assert document.element.xpath("//w:pict//w:p//w:t/text()") == ["一", "二"]


@pytest.mark.parametrize("tag", ["{{p 甲 }}", "{{r 甲 }}"])
def test_a_tag_that_would_lose_its_text_is_refused(tag: str) -> None:
    assert f"正文第2段“{tag}”" in error("一", tag, context={"甲": "张三"})


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (
            '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="a" descr="{{ 甲 }}"/>'
            "</wp:inline></w:drawing></w:r>",
            "//wp:docPr/@descr",
        ),
        ("<w:r><w:instrText>QUOTE {{ 甲 }}</w:instrText></w:r>", "//w:instrText/text()"),
    ],
)
def test_line_breaks_do_not_break_what_cannot_hold_them(body: str, place: str) -> None:
    document = fill(m.paragraph(body), context={"甲": "一 & <二>\n三"})
    assert document.element.xpath(place)[0].removeprefix("QUOTE ") == "一 & <二> 三"


def test_a_watermark_in_a_header_is_filled() -> None:
    section = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
    mark = (
        '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml">'
        '<v:textpath string="{{ 名称 }}"/></v:shape></w:pict></w:r>'
    )
    header = {"header1": m.paragraph(mark)}
    document = fill("正文", section=section, parts=header, context={"名称": "样张"})
    assert 'string="样张"' in document.sections[0].header._element.xml


def repacked(content: bytes, changed: dict[str, bytes]) -> bytes:
    """A package with some parts replaced."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(buffer, "w") as new,
    ):
        for name in old.namelist():
            new.writestr(name, changed.get(name, old.read(name)))
    return buffer.getvalue()


def pictures(document: Any) -> list[bytes]:
    """The files of a document's inline pictures, in order."""
    keys = document.element.xpath("//a:blip/@r:embed")
    return [document.part.related_parts[key].blob for key in keys]


def test_a_filled_form_can_be_a_template(photo: Picture, tmp_path: Path) -> None:
    first = WordTemplate.compile(m.docx("{{ 照|图片(9, 9) }}"), "甲").render({"照": photo})
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        body = archive.read("word/document.xml")
    tags = "".join(map(m.paragraph, ("{{ 照|图片(9, 9) }}", "{{ 新|图片(9, 9) }}")))
    body = body.replace(b"<w:sectPr", tags.encode() + b"<w:sectPr", 1)
    Image.new("RGB", (40, 60), "blue").save(tmp_path / "b.png")
    other = open_picture(tmp_path / "b.png", "", "b.png")
    again = WordTemplate.compile(repacked(first, {"word/document.xml": body}), "乙")
    filled = again.render({"照": photo, "新": other})
    with zipfile.ZipFile(io.BytesIO(filled)) as archive:
        assert len(archive.namelist()) == len(set(archive.namelist()))
    document = docx.Document(io.BytesIO(filled))
    red, blue = photo.path.read_bytes(), other.path.read_bytes()
    assert pictures(document) == [red, red, blue]
    ids = document.element.xpath("//wp:docPr/@id")
    assert len(set(ids)) == 3


def test_drawing_ids_differ_between_body_and_header(photo: Picture) -> None:
    section = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
    tag = m.paragraph("{{ 照|图片(9, 9) }}")
    document = fill(tag, section=section, parts={"header1": tag}, context={"照": photo})
    header = document.sections[0].header._element
    found = [*document.element.xpath("//wp:docPr/@id"), *header.xpath("//wp:docPr/@id")]
    assert len(set(found)) == 2


EMPTY_LINKS = (
    b'<n:Relationships xmlns:n="http://schemas.openxmlformats.org/package/2006/relationships"/>'
)


def test_pictures_arrive_whatever_a_program_writes_around_them(photo: Picture) -> None:
    content = m.docx("{{ 照|图片(9, 9) }}")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        types = archive.read("[Content_Types].xml")
    upper = b'<Default Extension="JPEG" ContentType="image/jpeg"/><Override'
    changed = {
        "word/_rels/document.xml.rels": EMPTY_LINKS,
        "[Content_Types].xml": types.replace(b"<Override", upper, 1),
    }
    filled = WordTemplate.compile(repacked(content, changed), "甲").render({"照": photo})
    assert pictures(docx.Document(io.BytesIO(filled))) == [photo.path.read_bytes()]
    with zipfile.ZipFile(io.BytesIO(filled)) as archive:
        assert archive.read("[Content_Types].xml").count(b"image/jpeg") == 1


def test_a_picture_that_has_gone_is_said(photo: Picture) -> None:
    template = WordTemplate.compile(m.docx("{{ 照|图片(9, 9) }}"), "甲")
    photo.path.unlink()
    with pytest.raises(InputError, match=r"a\.jpg"):
        template.render({"照": photo})


@pytest.mark.parametrize("orientation", [3, 6, 8])
def test_a_photo_held_sideways_stands_upright(tmp_path: Path, orientation: int) -> None:
    scene = Image.new("RGB", (40, 60), "white")
    scene.paste("black", (0, 0, 40, 20))  # the top is dark
    turn = {3: 180, 6: 90, 8: 270}[orientation]
    held = Image.Exif()
    held[0x0112] = orientation
    scene.rotate(turn, expand=True).save(tmp_path / "a.png", exif=held)
    photo = open_picture(tmp_path / "a.png", "", "a.png")
    (blob,) = pictures(fill("{{ 照|图片(40, 60) }}", context={"照": photo}))
    with Image.open(io.BytesIO(blob)) as shown:
        assert shown.size == (40, 60)
        assert shown.getexif().get(0x0112, 1) == 1
        assert shown.convert("L").getpixel((20, 5)) == 0
        assert shown.convert("L").getpixel((20, 55)) == 255


@pytest.mark.parametrize(
    "tag",
    [
        "{% macro 甲(x) %}{{ 甲(x) }}{% endmacro %}{{ 甲(1) }}",
        "{{ 行|求和('没有') }}",
        "{{ 9 ** 9 ** 9 }}",
        "{% for x in range(10001) %}{% endfor %}",
        "{{ 名|safe }}",
    ],
)
def test_whatever_a_tag_does_wrong_is_a_template_error(tag: str) -> None:
    assert error(tag, context={"行": [{"有": 1}], "名": "A & B"})
