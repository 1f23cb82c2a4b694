"""A template that looks sound → compiled and filled with blanks, as `build` would do it.

What no rule foresaw comes to light here, so that a template without findings is one that
`build` can use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from formgen.campaign import Campaign, Document
from formgen.lint.balance import Balance
from formgen.lint.finding import Fault
from formgen.ooxml import PackageError, read_package
from formgen.plan import Selection, blank_context, naming_context, plan_blank
from formgen.problems import Severity, TemplateError
from formgen.tags import RecordShape, shape_of
from formgen.templating import compiled_content
from formgen.word import WordTemplate
from formgen.word.places import find_tag
from formgen.word.template import ENVIRONMENT, TextPart

_HINT = "请检查这里的标记；用 formgen outline 可以看到模板的全部内容"
_OPENING = re.compile(r"\{%-?\s*(?:(?:tr|tc|p|r)\s+)?(?:for|if)\b")
_DAMAGED = "填出的文件会打不开"


def try_template(content: bytes, name: str, campaign: Campaign, document: Document) -> list[Fault]:
    """What goes wrong when the template is compiled, checked and filled with blanks.

    Where only the filling fails and no blank paper is ever made of the document, it may
    still work with data: that is a warning.
    """
    context = blank_context(campaign, document)
    shape = shape_of(naming_context(campaign, document))
    level = Severity.ERROR
    try:
        template = compiled_content(content, name)
        if isinstance(shape, RecordShape):
            template.check_names(shape)
        torn = list(_torn(template)) if isinstance(template, WordTemplate) else []
        wanted = Selection(documents=frozenset({document.name}))
        level = Severity.ERROR if plan_blank(campaign, wanted) else Severity.WARNING
        return torn or _damage(template.render(context), name)
    except TemplateError as error:
        lines = error.message.replace(f"模板“{name}”", "").split("\n")
        return [_failure(line, error.hint, level) for line in lines]


def _failure(message: str, hint: str, level: Severity) -> Fault:
    message = message.removeprefix("的").removeprefix("：")
    if level is Severity.WARNING:
        message = f"没有数据时填不出来：{message}"
    return Fault(-1, "", message, hint or _HINT, level)


def _torn(template: WordTemplate) -> Iterator[Fault]:
    """Blocks that would leave the document's XML broken for some data."""
    for part in template.text_parts:
        balance = Balance()
        whole = balance.read(ENVIRONMENT.parse(part.source))
        for line in dict.fromkeys(balance.lines):
            yield _torn_at(template, part, line)
        if not whole and not balance.lines:
            yield Fault(-1, "", f"有标记跨在超链接、修订或控件的边上，{_DAMAGED}", _HINT)


def _torn_at(template: WordTemplate, part: TextPart, line: int) -> Fault:
    text = re.sub(r"<[^>]+>", "", part.source.split("\n")[line - 1])
    use = find_tag(text, [tag for tag in template.tags if _OPENING.match(tag.text)])
    shown = use.text if use else text.strip()[:40]
    message = f"“{shown}”和它的结尾不在同样的位置（如一个在超链接、修订里），{_DAMAGED}"
    return Fault(-1, use.place if use else "", message, "请把这两个标记删掉，在普通文字里重新输入")


def _damage(filled: bytes, name: str) -> list[Fault]:
    """Whether the blank document's text is broken XML."""
    if not name.lower().endswith(".docx"):
        return []
    try:
        package = read_package(filled)
        package.tree(package.main_part())
    except PackageError:
        return [Fault(-1, "", _DAMAGED, _HINT)]
    return []
