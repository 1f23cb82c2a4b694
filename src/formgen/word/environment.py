"""The tag environment of Word templates: what a tag prints becomes WordprocessingML."""

from __future__ import annotations

import re

from jinja2 import Undefined, pass_context
from jinja2.exceptions import FilterArgumentError
from markupsafe import Markup, escape

from formgen.tags import LONG, TagContext, TagEnvironment, text_of
from formgen.word import images

_BREAK, _TAB = '</w:t><w:br/><w:t xml:space="preserve">', '</w:t><w:tab/><w:t xml:space="preserve">'


@pass_context
def finalize(context: TagContext, value: object) -> object:
    """What a tag prints: text with its line breaks and tabs as Word's own."""
    if type(value) is str:  # most are
        text = value
    elif isinstance(value, Undefined):
        return value
    else:
        text = text_of(value)
    if len(text) > LONG:
        context.budget.printed(len(text))
    if isinstance(text, Markup) or ("\n" not in text and "\t" not in text):
        return text
    context.budget.printed(len(_BREAK) * text.count("\n") + len(_TAB) * text.count("\t"))
    breaks = str(escape(text)).replace("\n", _BREAK)
    return Markup(breaks.replace("\t", _TAB))  # noqa: S704 - escaped above


def one_line(value: object) -> object:
    """_一行: the text of a value for places that hold no line break.

    Raises:
        FilterArgumentError: the value is a picture, which cannot stand there.
    """
    if isinstance(value, Undefined):
        return value
    text = text_of(value)
    if isinstance(text, Markup):
        raise FilterArgumentError("这里只能写文字")
    return re.sub(r"[\n\t]+", " ", text)


def _environment() -> TagEnvironment:
    environment = TagEnvironment(finalize, autoescape=True)
    environment.filters["_一行"] = one_line
    environment.filters["图片"] = images.picture
    return environment


ENVIRONMENT = _environment()
