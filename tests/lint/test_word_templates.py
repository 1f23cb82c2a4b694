"""What stands around, inside and between the tags of a Word template."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from formgen.problems import Severity
from tests.lint.folders import errors, lint, lint_word, only
from tests.word.making import A4, cell, docx, paragraph, row, run, table

LOOP, END = "{%tr for 项 in 行 %}", "{%tr endfor %}"
COMMENT = '<w:commentRangeStart w:id="1"/>'
BOOKMARK = '<w:bookmarkStart w:id="1" w:name="名单"/>'
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
    f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("1")}'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
BOX = f"<w:r><w:pict><w:txbxContent>{paragraph('盒子')}</w:txbxContent></w:pict></w:r>"


def inserted(text: str) -> str:
    """A tracked insertion."""
    return f'<w:ins w:id="9" w:author="某人">{run(text)}</w:ins>'


def deleted(text: str) -> str:
    """A tracked deletion."""
    return f'<w:del w:id="9" w:author="某人"><w:r><w:delText>{text}</w:delText></w:r></w:del>'


def linked(text: str) -> str:
    """A hyperlink."""
    return f'<w:hyperlink w:anchor="甲">{run(text)}</w:hyperlink>'


def controlled(text: str) -> str:
    """A content control."""
    return f"<w:sdt><w:sdtContent>{run(text)}</w:sdtContent></w:sdt>"


@pytest.mark.parametrize(
    ("pieces", "word", "cure"),
    [
        (("{{ 姓", linked("名 }}")), "超链接", "取消超链接"),
        ((linked("{{ 姓"), "名 }}"), "超链接", "取消超链接"),
        (("{", linked("{ 姓名 }}")), "超链接", "取消超链接"),
        (("{{ 姓", inserted("名 }}")), "修订", "接受修订"),
        (("{{ 姓名 }", inserted("}")), "修订", "接受修订"),
        (("{{ 姓", controlled("名 }}")), "内容控件", "删除内容控件"),
        (("{{ 姓", FIELD, "名 }}"), "域", "删去这个域"),
        (("{{ 姓", BOX, "名 }}"), "文本框", "把文本框移到标记外面"),
        (("{{ 姓", "<w:r><w:drawing/></w:r>", "名 }}"), "图片", "把图片移到标记外面"),
        (("{{ 姓", '<w:r><w:footnoteReference w:id="2"/></w:r>', "名 }}"), "脚注", "移到标记外面"),
    ],
)
def test_a_tag_torn_by_something_is_an_error_that_names_it(
    tmp_path: Path, pieces: tuple[str, ...], word: str, cure: str
) -> None:
    finding = only(errors(lint_word(tmp_path, paragraph(*pieces))))
    assert f"被{word}从中间切开" in finding.message
    assert cure in finding.hint
    assert finding.place == "正文第1段"


@pytest.mark.parametrize(
    ("pieces", "word"),
    [
        (("{{ 姓", COMMENT, "名 }}"), "批注"),
        (("{{ 姓名 }", COMMENT, "}"), "批注"),
        (("{{ 姓", BOOKMARK, "名 }}"), "书签"),
        (("{{ 姓", deleted("明"), "名 }}"), "修订"),
        (("{{ ", inserted("姓名"), " }}"), "修订"),
        (("{{ ", linked("姓名"), " }}"), "超链接"),
    ],
)
def test_what_only_gets_lost_inside_a_tag_is_a_warning(
    tmp_path: Path, pieces: tuple[str, ...], word: str
) -> None:
    findings = lint_word(tmp_path, paragraph(*pieces))
    assert errors(findings) == []
    assert f"中间夹着{word}" in findings[-1].message


@pytest.mark.parametrize(
    "pieces",
    [
        ("{", "{ 姓", "名 }", "}"),
        (run("{{ 姓", "<w:b/>"), "<w:proofErr w:type='gramStart'/>", run("名 }}")),
        ("{{ 姓", "<w:r><w:tab/></w:r>", "名 }}"),
        ("{{ 单位.", "<w:r><w:br/></w:r>", "名称 }}"),
        ("{{ 姓", '<w:bookmarkStart w:id="3" w:name="_GoBack"/><w:bookmarkEnd w:id="3"/>', "名 }}"),
        (linked("{{ 姓名 }}"),),
        (BOOKMARK, "{{ 姓名 }}", '<w:bookmarkEnd w:id="1"/>'),
        (COMMENT.replace("commentRangeStart", "commentRangeEnd"), "{{ 姓名 }}"),
    ],
)
def test_how_word_splits_a_tag_does_not_matter(tmp_path: Path, pieces: tuple[str, ...]) -> None:
    assert lint_word(tmp_path, paragraph(*pieces)) == []


def test_a_text_box_kept_twice_for_old_programs_is_checked_once(tmp_path: Path) -> None:
    box = f"<w:pict><w:txbxContent>{paragraph('{{ 姓各 }}')}</w:txbxContent></w:pict>"
    space = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    twice = (
        f'<w:r><mc:AlternateContent xmlns:mc="{space}"><mc:Choice Requires="wps">{box}</mc:Choice>'
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert "“姓各”没有定义" in only(lint_word(tmp_path, paragraph("甲", twice))).message


def test_revisions_and_comments_left_in_a_template_are_counted(tmp_path: Path) -> None:
    comment = '<w:r><w:commentReference w:id="1"/></w:r>'
    body = paragraph("甲", inserted("乙"), deleted("丙"), comment)
    messages = [finding.message for finding in lint_word(tmp_path, body)]
    assert messages == [
        "模板里还有 2 处修订，会出现在每一份文书里",
        "模板里还有 1 处批注，会出现在每一份文书里",
    ]


def test_a_tag_in_deleted_text_is_an_error_because_it_is_still_filled(tmp_path: Path) -> None:
    finding = only(errors(lint_word(tmp_path, paragraph("甲", deleted("{{ 手机 }}")))))
    assert "“{{ 手机 }}”里有标记，它仍会被填写" in finding.message


@pytest.mark.parametrize(
    ("rows", "place", "message", "hint"),
    [
        (
            (row("{% for 项 in 行 %}{{ 项.姓名 }}", "{% endfor %}"),),
            "第1个表格第1行第2格",
            "（第1个表格第1行第1格）不在同一格里",
            "{%tc",
        ),
        (
            (row("{% if 姓名 %}甲", "乙{% endif %}"),),
            "第1个表格第1行第2格",
            "不在同一格里",
            "写在同一格里",
        ),
        (
            (row("{% for 项 in 行 %}", ""), row("{{ 项.姓名 }}", ""), row("{% endfor %}", "")),
            "第1个表格第3行第1格",
            "不在同一格里",
            "按行重复请用 {%tr",
        ),
        (
            (row("{%p if 姓名 %}", "甲"), row("{%p endif %}", "乙")),
            "第1个表格第2行第1格",
            "不在同一格里",
            "按行重复请用 {%tr",
        ),
        (
            (row(LOOP, ""), row("{{ 项.姓名 }}", "甲"), row("{% endfor %}", "")),
            "第1个表格第3行第1格",
            "一个写的是“{%tr”，一个写的是“{%”",
            "都写成“{%tr”",
        ),
        (
            (row(LOOP, "备注"), row("{{ 项.姓名 }}", "甲"), row(END, "")),
            "第1个表格第1行第1格",
            "要独占一行，同在这里的“备注”在填写时会丢失",
            "另外的行",
        ),
        (
            (row(f"{LOOP}甲", ""), row("{{ 项.姓名 }}", ""), row(END, "")),
            "第1个表格第1行第1格",
            "同在这里的“甲”在填写时会丢失",
            "另外的行",
        ),
        (
            (row(LOOP, "{{ 项.姓名 }}", END),),
            "第1个表格第1行第1格",
            "同在这里的“{{ 项.姓名 }} {%tr endfor %}”在填写时会丢失",
            "另外的行",
        ),
        (
            (row("{% tr for 项 in 行 %}", ""), row("{{ 项.姓名 }}", ""), row(END, "")),
            "第1个表格第1行第1格",
            "{% 和 tr 之间多了空格",
            "“{%tr for 项 in 行 %}”",
        ),
        (
            (row("{%tr if 行|length % 2 %}", ""), row("甲", ""), row("{%tr endif %}", "")),
            "第1个表格第1行第1格",
            "里面不能有 % 或 }",
            "{% set",
        ),
        (
            (row("{%tc for 项 in 行 %}", "甲"), row("{%tc endfor %}", "乙")),
            "第1个表格第2行第1格",
            "不在同一行里",
            "同一个行",
        ),
        ((row("{{ 姓名 }}{% vm %}", ""),), "第1个表格第1行第1格", "只能写在循环里", "endfor"),
        (
            (row(cell("{%p if 姓名 %}姓名：", "{%p endif %}", "甲")),),
            "第1个表格第1行第1格",
            "要独占一段，同在这里的“姓名：”在填写时会丢失",
            "另外的段",
        ),
    ],
)
def test_a_tag_in_the_wrong_cell_is_an_error(
    tmp_path: Path, rows: tuple[str, ...], place: str, message: str, hint: str
) -> None:
    finding = only(lint_word(tmp_path, table(*rows), ""))
    assert finding.severity is Severity.ERROR
    assert finding.place == place
    assert message in finding.message
    assert hint in finding.hint


def test_a_loop_over_two_tables_is_an_error(tmp_path: Path) -> None:
    body = (table(row(LOOP), row("{{ 项.姓名 }}")), "", table(row(END)), "")
    finding = only(lint_word(tmp_path, *body))
    assert "不在同一个表格里" in finding.message
    assert finding.place == "第2个表格第1行第1格"


@pytest.mark.parametrize("tag", ["{%tr if 姓名 %}", "{%tc if 姓名 %}"])
def test_row_and_cell_tags_outside_a_table_are_errors(tmp_path: Path, tag: str) -> None:
    end = tag.replace("if 姓名", "endif")
    assert all("不在表格里" in f.message for f in lint_word(tmp_path, tag, "甲", end))


@pytest.mark.parametrize(
    "rows",
    [
        (row(LOOP), row("{{ 项.序号 }}"), row(END)),
        (row(LOOP, ""), row("{{ 项.姓名 }}{% vm %}", "{{ 项.类别 }}"), row(END, "")),
        (row("{%tc for 项 in 行 %}", "{{ 项.姓名 }}", "{%tc endfor %}"),),
        (row(cell("{%p if 照片 %}", "有", "{%p else %}", "无", "{%p endif %}")),),
        (row("{% for 项 in 行 %}{{ 项.姓名 }}、{% endfor %}"),),
        (row(cell("{% if 姓名 %}甲", "乙{% endif %}")),),
        (row(cell("{{ 事迹|段落 }}")),),
        (
            row("{%tr for 组 in 分组 or [] %}"),
            row(cell(table(row("甲"), row(LOOP), row("{{ 项.姓名 }}"), row(END)), "")),
            row("{%tr endfor %}"),
        ),
    ],
)
def test_tables_with_tags_in_their_right_places_pass(tmp_path: Path, rows: tuple[str, ...]) -> None:
    findings = lint_word(tmp_path, table(*rows, widths=(2000, 2000, 2000)), "")
    assert [f.message for f in findings if "分组" not in f.message] == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{% if 姓名 %}甲", "没有与它配对的 {% endif %}"),
        ("{%p for 项 in 行 %}", "没有与它配对的 {%p endfor %}"),
        ("甲{% endif %}", "前面没有与它配对的 if"),
        ("{% else %}", "前面没有与它配对的 if"),
        ("{% if 姓名 %}{% else %}{% elif 手机 %}{% endif %}", "写在了 else 的后面"),
        ("{% for 项 in 行 %}{% if 姓名 %}{% endfor %}", "没有与它配对的 {% endif %}"),
    ],
)
def test_blocks_that_do_not_pair_are_errors(tmp_path: Path, text: str, message: str) -> None:
    finding = only(lint_word(tmp_path, text))
    assert message in finding.message


def test_headers_footers_and_properties_are_checked_too(tmp_path: Path) -> None:
    section = A4.replace(
        "<w:sectPr>", '<w:sectPr><w:headerReference w:type="default" r:id="header1"/>'
    )
    parts = {"header1": paragraph("{{ 手计 }}"), "footer1": paragraph("{% if 姓名 %}")}
    findings = lint_word(tmp_path, "{% endif %}", section=section, parts=parts)
    assert [finding.place for finding in findings] == ["正文第1段", "页眉第1段", "页脚第1段"]


@pytest.mark.parametrize(
    "content",
    [
        ("{%p if 姓名 %}", "{{ 姓名 }}", "{%p endif %}"),
        ("{%p if not 照片 %}", "贴照片处", "{%p endif %}"),
        ("{%p for 项 in 行 %}", "{{ 项.姓名 }}", "{%p endfor %}"),
        ("{%p for 类 in 活动.类别 %}", "{{ 类.名称 }}", "{%p endfor %}"),
        ("{%p for 条 in 活动.通知.发文机关 if 条 == 姓名 %}", "甲", "{%p endfor %}"),
        ("{%p if 姓名 %}", "甲", "{%p elif 手机 %}", "乙", "{%p endif %}"),
        (
            "{%p if 姓名 %}",
            "甲",
            "{%p else %}",
            "{%p if 手机 %}",
            "乙",
            "{%p endif %}",
            "{%p endif %}",
        ),
    ],
)
def test_a_cell_that_may_be_left_without_a_paragraph_is_an_error(
    tmp_path: Path, content: tuple[str, ...]
) -> None:
    finding = only(lint_word(tmp_path, table(row("甲", cell(*content))), ""))
    assert "有的情况下会一段也不剩" in finding.message
    assert finding.place == "第1个表格第1行第2格"


@pytest.mark.parametrize(
    "content",
    [
        ("{%p if 姓名 %}", "甲", "{%p endif %}", ""),
        ("{%p if 姓名 %}", "甲", "{%p else %}", "乙", "{%p endif %}"),
        ("{%p for 项 in 行 %}", "甲", "{%p else %}", "乙", "{%p endfor %}"),
        ("{%p for 机关 in 活动.通知.发文机关 %}", "{{ 机关 }}", "{%p endfor %}"),
    ],
)
def test_a_cell_that_always_keeps_a_paragraph_passes(
    tmp_path: Path, content: tuple[str, ...]
) -> None:
    assert lint_word(tmp_path, table(row("甲", cell(*content))), "") == []


def test_a_block_that_begins_in_a_hyperlink_and_ends_outside_is_an_error(tmp_path: Path) -> None:
    finding = only(lint_word(tmp_path, paragraph(linked("甲{% if 姓名 %}乙"), "丙{% endif %}")))
    assert finding.severity is Severity.ERROR
    assert "不在同样的位置" in finding.message
    assert finding.place == "正文第1段"


def replaced(content: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """A file with one of its parts changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w") as target:
        for part in source.namelist():
            data = source.read(part)
            target.writestr(part, data.replace(old, new) if part == name else data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"%PDF-1.7", "其实是 PDF"),
        (b"\xd0\xcf\x11\xe0rest", "旧版格式"),
        (replaced(docx("甲"), "word/document.xml", b"w:body", b"w:corps"), "不是 Word 文件"),
        (
            replaced(docx("甲"), "word/document.xml", b"schemas.openxmlformats.org/"
                     b"wordprocessingml/2006/main", b"purl.oclc.org/ooxml/wordprocessingml/main"),
            "Strict Open XML",
        ),
        (replaced(docx("甲"), "word/document.xml", b"</w:body>", b""), "XML 已损坏"),
        (
            replaced(docx("甲"), "[Content_Types].xml",
                     b"vnd.openxmlformats-officedocument.wordprocessingml.document.main",
                     b"vnd.ms-word.document.macroEnabled.main"),
            "带宏",
        ),
    ],
)  # fmt: skip
def test_a_file_that_is_no_word_template_is_an_error(
    tmp_path: Path, content: bytes, message: str
) -> None:
    finding = only(lint(tmp_path, {"表.docx": content}))
    assert finding.severity is Severity.ERROR
    assert message in finding.message
    assert finding.hint
