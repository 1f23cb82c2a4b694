"""A template's source → its syntax tree, refused before it is parsed where it is too large or deep.

Jinja and Python read nested brackets and blocks by calling themselves; what would exhaust
their stacks is counted here first, in one pass over the tokens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from jinja2 import TemplateSyntaxError, nodes
from jinja2.lexer import Lexer

from formgen.tags.limits import (
    MAX_BLOCKS,
    MAX_BRACKETS,
    MAX_DIGITS,
    MAX_NESTING,
    MAX_SOURCE,
    MAX_TAG,
    MAX_TAGS,
    MAX_WORDS,
)

_Compiled = TypeVar("_Compiled")
Token = tuple[int, str, str]
"""Line, kind and text, as Jinja's lexer gives them."""

_BEGINS = frozenset({"variable_begin", "block_begin"})
_ENDS = frozenset({"variable_end", "block_end"})
_NUMBERS = frozenset({"integer", "float"})
_OPENS, _CLOSES = frozenset("([{"), frozenset(")]}")
_BLOCKS = frozenset({"for", "if", "macro", "call", "filter", "with", "set", "autoescape", "block"})
_REFUSED: dict[type[nodes.Node], str] = {
    nodes.Block: "block",
    nodes.Extends: "extends",
    nodes.Include: "include",
    nodes.Import: "import",
    nodes.FromImport: "from",
    nodes.ScopedEvalContextModifier: "autoescape",
    nodes.EvalContextModifier: "autoescape",
}
"""Statements that fetch other files or print values as markup, and the words they begin with."""
_REFUSED_NAMES = frozenset({"self", "varargs", "kwargs"})


def check_source(source: str, lexer: Lexer) -> None:
    """Refuse a source that is too large, or whose tags are too long or go too deep.

    Raises:
        TemplateSyntaxError: with its line, and the reason in Chinese.
    """
    if len(source) > MAX_SOURCE:
        raise TemplateSyntaxError(f"模板超过 {MAX_SOURCE} 个字符，请删去多余的内容", 1)
    tokens = lexer.tokeniter(source, None)
    depth = count = 0
    for line, kind, _ in tokens:
        if kind in _BEGINS:
            count += 1
            if count > MAX_TAGS:
                raise TemplateSyntaxError(f"标记超过 {MAX_TAGS} 个，请把模板分成几份", line)
            depth += _check_tag(line, tokens)
            if depth > MAX_BLOCKS:
                raise TemplateSyntaxError(f"循环和条件一层套一层，超过 {MAX_BLOCKS} 层", line)


def _check_tag(line: int, tokens: Iterator[Token]) -> int:
    """Go through one tag to its end: 1 where it opens a block, -1 where it closes one, else 0."""
    words = length = brackets = 0
    first = ""
    assigns = False
    for _, kind, text in tokens:
        if kind in _ENDS:
            break
        length += len(text)
        if kind == "whitespace":
            continue
        words += 1
        first = first or text
        brackets += (text in _OPENS) - (text in _CLOSES)
        assigns = assigns or text == "="
        if words > MAX_WORDS or length > MAX_TAG:
            raise TemplateSyntaxError("标记太长，请分成几个", line)
        if brackets > MAX_BRACKETS:
            raise TemplateSyntaxError(f"括号一层套一层，超过 {MAX_BRACKETS} 层", line)
        if kind in _NUMBERS and len(text) > MAX_DIGITS:
            raise TemplateSyntaxError(f"数太长，最多写 {MAX_DIGITS} 位", line)
    if first.startswith("end"):
        return -1
    return int(first in _BLOCKS and not (first == "set" and assigns))


def check_tree(tree: nodes.Template, shown: str) -> None:
    """Refuse statements and names that no form needs, and trees that go too deep.

    Args:
        tree: what the source was parsed into.
        shown: what the template is called in messages, such as 网页模板.

    Raises:
        TemplateSyntaxError: with its line, and the reason in Chinese.
    """
    level: Iterable[nodes.Node] = [tree]
    for _ in range(MAX_NESTING):
        deeper: list[nodes.Node] = []
        for node in level:
            if fault := _fault(node, shown):
                raise TemplateSyntaxError(fault, node.lineno)
            deeper += node.iter_child_nodes()
        if not deeper:
            return
        level = deeper
    raise TemplateSyntaxError("标记太复杂，请分成几个", next(iter(level)).lineno)


def _fault(node: nodes.Node, shown: str) -> str:
    word = _REFUSED.get(type(node), "")
    if isinstance(node, nodes.For) and node.recursive:
        return f"{shown}里不能用递归的循环（recursive）"
    if isinstance(node, nodes.Name) and node.name in _REFUSED_NAMES:
        word = node.name
    elif isinstance(node, nodes.Call | nodes.Filter | nodes.Test):
        word = "*" if node.dyn_args or node.dyn_kwargs else ""
    return f"{shown}里不能用“{word}”" if word else ""


def compiled_within_limits(compile_python: Callable[[], _Compiled]) -> _Compiled:
    """What compiling gives, where Python itself has no limit that the template passes.

    Raises:
        TemplateSyntaxError: it has.
    """
    try:
        return compile_python()
    except (SyntaxError, RecursionError, MemoryError, ValueError, OverflowError):
        raise TemplateSyntaxError("模板太复杂，请分成几份", 1) from None
