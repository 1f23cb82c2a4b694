"""Compiling and filling pages: values stay text, mistakes are named with their line."""

from __future__ import annotations

import pytest
from lxml import etree

from formgen.problems import TemplateError
from formgen.tags import RecordShape, shape_of
from formgen.web import HtmlTemplate, page_outline, with_watermark

HEAD = '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>页</title></head>\n'


def compiled(body: str, head: str = HEAD) -> HtmlTemplate:
    return HtmlTemplate.compile(f"{head}<body>{body}</body></html>".encode(), "页.html")


def filled(body: str, **context: object) -> str:
    page = compiled(body).render(context).decode()
    return page.partition("<body>")[2].partition("</body>")[0]


def refusal(body: str, head: str = HEAD) -> str:
    with pytest.raises(TemplateError) as caught:
        compiled(body, head)
    return caught.value.message


HOSTILE = "<script>alert(1)</script>\" onclick='x' &amp; {{ 7*7 }}"


@pytest.mark.parametrize(
    "body",
    [
        "<p>{{ v }}</p>",
        '<p title="{{ v }}">x</p>',
        "<p title='{{ v }}'>x</p>",
        "<p>{{ [v, v]|顿号 }}</p>",
        '<p>{{ "%s"|format(v) }}</p>',
        "<p>{% set x %}{{ v }}{% endset %}{{ x }}{{ x|striptags }}</p>",
        "<p>{% macro m(a) %}{{ a }}{% endmacro %}{{ m(v) }}</p>",
        "<title>{{ v }}</title>",
        "<textarea>{{ v }}</textarea>",
    ],
)
def test_a_value_is_never_markup(body: str) -> None:
    root = etree.fromstring(filled(body, v=HOSTILE), etree.HTMLParser())
    elements = list(root.iter())
    assert "script" not in {element.tag for element in elements}
    assert not any(element.get("onclick") for element in elements)
    shown = [text for one in elements for text in (one.text, one.tail, one.get("title")) if text]
    assert HOSTILE in "".join(shown)


@pytest.mark.parametrize("name", ["safe", "tojson", "urlize", "xmlattr"])
def test_filters_that_print_markup_are_not_there(name: str) -> None:
    assert f"没有叫“{name}”的过滤器" in refusal(f"<p>{{{{ v|{name} }}}}</p>")


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ("{% autoescape false %}{{ v }}{% endautoescape %}", "autoescape"),
        ("{% filter striptags %}{{ v }}{% endfilter %}", "filter"),
        ("{% call v.format() %}{% endcall %}", "call"),
        ('{% include "a.html" %}', "include"),
        ('{% import "a.html" as a %}', "import"),
        ('{% extends "a.html" %}', "extends"),
        ("{% block b %}{% endblock %}", "block"),
    ],
)
def test_statements_that_print_markup_or_fetch_files_are_refused(body: str, word: str) -> None:
    message = refusal(f"<p>一</p>\n{body}")
    assert message.startswith("模板“页.html”第4行“") or message.startswith("模板“页.html”第3行“")
    assert f"网页模板里不能用“{word}”" in message


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("<script>1</script>", "不能有 <script>"),
        ("<SCRIPT SRC=x></SCRIPT>", "不能有 <script>"),
        ('<iframe srcdoc="x"></iframe>', "不能有 <iframe>"),
        ('<link rel="stylesheet" href="a.css">', "不能有 <link>"),
        ('<base href="http://example.com/">', "不能有 <base>"),
        ('<meta http-equiv="Refresh" content="0">', "不能自动转到"),
        ('<p onclick="x()">一</p>', "不能有 onclick"),
        ('<img src="a.png" alt="">', "src 引用了外面的文件"),
        ('<img srcset="a.png 2x" alt="">', "srcset 引用了外面的文件"),
        ("<style>@import 'a.css';</style>", "引用了外面的文件"),
        ("<style>p{background:url(a.png)}</style>", "引用了外面的文件"),
        ("<style>p{color:{{ v }}}</style>", "<style> 里不能写标记"),
        ('<p style="color:{{ v }}">一</p>', "style 里不能写标记"),
        ("<!-- {{ v }} -->", "注释"),
        ("<![if v]>{{ v }}<![ {{ v }}]>", "注释"),
        ("<p title={{ v }}>一</p>", "要加双引号"),
        ("<p title=a{% if v %}b{% endif %}>一</p>", "要加双引号"),
        ("<p {{ v }}>一</p>", "只能写在文字里"),
        ("<{{ v }}>一", "紧跟在 < 后面"),
        ("<{% if v %}b{% endif %}>一", "紧跟在 < 后面"),
        ("</{{ v }}>一", "紧跟在 < 后面"),
        ("<h{{ v }}>一</h1>", "元素的名称"),
        ("<scr{% if v %}ipt{% endif %}>", "元素的名称"),
        ("<script{% if v %} async{% endif %}></script>", "不能有 <script>"),
        ('<a href="{{ v }}">一</a>', "结尾"),
        ('<a href="http://{{ v }}">一</a>', "结尾"),
        ('<a {% if v %}href="{{ v }}"{% endif %}>一</a>', "结尾"),
        ('<a href="{{ v|电话链接|upper }}">一</a>', "结尾"),
        ('<img src="data:image/png;base64,{{ v }}" alt="">', "结尾"),
        ('<a href="javascript:alert(1)">一</a>', "不能作链接"),
        ('<a href=" java&#10;script:alert(1)">一</a>', "不能作链接"),
        ("<p>\U000f0000</p>", "不能用的字符"),
    ],
)
def test_markup_that_a_page_must_not_have(markup: str, reason: str) -> None:
    message = refusal(f"<p>一</p>\n\n{markup}")
    assert reason in message
    assert message.startswith("模板“页.html”第5行“")


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="#a-{{ v }}">一</a>',
        '<a href="http://example.com/">一</a>',
        '<a href="mailto:a@example.com">一</a>',
        '<a href="{{ v|电话链接 }}">一</a>',
        '<a href="{{ v|邮箱链接 -}}">一</a>',
        '<img src="data:image/png;base64,AAAA" alt="">',
        '<link rel="icon" href="data:,">',
        '<tr{% if v %} class="a"{% endif %}>',
        '<p class="a {% if v %}b{% endif %}">一</p>',
        "<p>{# 只给改模板的人看 <script> #}一</p>",
        "<style>p{background:url(data:image/png;base64,AAAA)} @media print{p{color:#000}}</style>",
        "<!-- 一 -->",
        "<![无]>一<![ 二]>",
        f'<p title="&#{"9" * 5_000};">一</p>',
    ],
)
def test_markup_that_a_page_may_have(markup: str) -> None:
    filled(markup, v="a")


@pytest.mark.parametrize(
    ("number", "link"),
    [
        ("0551—62606335", "tel:055162606335"),
        ("80809356", "tel:80809356"),
        ("(0558) 555 6782", "tel:05585556782"),
        ("＋86-19900000000", "tel:+8619900000000"),
        ("0551-55550123转8", ""),
        ("见通知", ""),
        ("javascript:alert(1)", ""),
        ("123456", ""),
        ("1234567", "tel:1234567"),
        ("123456789012345", "tel:123456789012345"),
        ("1234567890123456", ""),
    ],
)
def test_a_number_becomes_a_link_where_it_can_be_called(number: str, link: str) -> None:
    assert filled("{{ v|电话链接 }}", v=number) == link


@pytest.mark.parametrize(
    ("mailbox", "link"),
    [
        (" 13952200717@163.com", "mailto:13952200717@163.com"),
        ("a.b+c@mail.example.com", "mailto:a.b+c@mail.example.com"),
        ("a@example", ""),
        ("a@example.com?subject=x", ""),
        ("a@example.com\nb@example.com", ""),
        ('"><script>@example.com', ""),
    ],
)
def test_a_mailbox_becomes_a_link_where_it_is_one(mailbox: str, link: str) -> None:
    assert filled("{{ v|邮箱链接 }}", v=mailbox) == link


def test_a_tag_that_cannot_be_read_is_named_with_its_line() -> None:
    message = refusal("\n<p>{{ 姓名 </p>\n")
    assert message.startswith("模板“页.html”第4行“<p>{{ 姓名 </p>”：")


def test_a_name_that_nothing_defines_is_named_with_its_line() -> None:
    shape = shape_of({"名单": {"总数": 1}})
    assert isinstance(shape, RecordShape)
    with pytest.raises(TemplateError) as caught:
        compiled("{{ 名单.总数 }}\n{{ 名单.总教 }}").check_names(shape)
    assert caught.value.message == (
        "模板“页.html”第4行“{{ 名单.总教 }}</body></html>”：没有“总教”这个字段，是否想写“总数”"
    )


def test_names_that_are_defined_pass() -> None:
    shape = shape_of({"名单": {"总数": 1}})
    assert isinstance(shape, RecordShape)
    compiled("{{ 名单.总数 }}").check_names(shape)


@pytest.mark.parametrize("body", ["{{ 没有 }}", "{{ 名.没有 }}", "{{ 名 / 2 }}", "{{ 名 ** 2 }}"])
def test_what_cannot_be_filled_is_named_with_its_line(body: str) -> None:
    with pytest.raises(TemplateError) as caught:
        compiled(f"\n<p>{body}</p>").render({"名": "张三"})
    assert caught.value.message.startswith(f"模板“页.html”第4行“<p>{body}</p>")


def test_a_control_character_is_refused() -> None:
    with pytest.raises(ValueError, match=r"U\+0001"):
        compiled("{{ v }}").render({"v": "a\x01b"})
    assert "a\tb\nc" in filled("{{ v }}", v="a\tb\nc")


def test_a_page_without_its_encoding_is_refused() -> None:
    assert "没有在开头写明编码" in refusal("一", head="<html><head><title>页</title></head>")


def test_the_encoding_stands_where_browsers_look_for_it() -> None:
    meta = '<meta charset="utf-8">'
    for spaces, found in ((1024 - len(meta), True), (1025 - len(meta), False)):
        content = (" " * spaces + meta + "<title>页</title>").encode()
        if found:
            HtmlTemplate.compile(content, "页.html")
        else:
            with pytest.raises(TemplateError, match="没有在开头写明编码"):
                HtmlTemplate.compile(content, "页.html")


def test_only_utf_8_is_read_and_written() -> None:
    with pytest.raises(TemplateError, match="不是 UTF-8"):
        HtmlTemplate.compile(f"{HEAD}公示名单".encode("gb18030"), "页.html")
    with_mark = HtmlTemplate.compile(b"\xef\xbb\xbf" + f"{HEAD}{{{{ v }}}}".encode(), "页.html")
    assert with_mark.render({"v": "𠮷堃"}).decode().endswith("𠮷堃")


def test_equal_contexts_give_equal_bytes_whatever_the_line_ends() -> None:
    source = f"{HEAD}<p>{{{{ v }}}}</p>\n"
    one = HtmlTemplate.compile(source.encode(), "页.html")
    other = HtmlTemplate.compile(
        f"{HEAD}<p>{{{{ v }}}}</p>\n".replace("\n", "\r\n").encode(), "页.html"
    )
    assert one.render({"v": "一"}) == one.render({"v": "一"}) == other.render({"v": "一"})


def test_the_outline_is_the_source() -> None:
    assert page_outline(b"\xef\xbb\xbf<p>{{ a }}</p>\r\n<p>\r\n\r\n") == "<p>{{ a }}</p>\n<p>\n"
    with pytest.raises(TemplateError, match="UTF-8"):
        page_outline(b"\xff")


def test_a_watermark_is_style_alone_and_no_tag() -> None:
    content = f"{HEAD}<body>{{{{ v }}}}</body>".encode()
    marked = with_watermark(content, "{{ 草稿 }}\"'</style>")
    page = HtmlTemplate.compile(marked, "页.html").render({"v": "一"}).decode()
    root = etree.fromstring(page, etree.HTMLParser())
    head, body = root[0], root[1]
    assert (head.tag, body.tag, body.text, len(body)) == ("head", "body", "一", 0)
    assert [one.tag for one in head] == ["meta", "style", "title"]
    assert marked == with_watermark(content, "{{ 草稿 }}\"'</style>")


def test_a_page_without_encoding_gets_no_watermark() -> None:
    assert with_watermark(b"<p>x</p>") == b"<p>x</p>"
