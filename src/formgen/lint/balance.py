"""The Jinja source of a Word part → the blocks that would tear its XML apart.

Whatever the data, the XML comes out whole if every turn of a loop leaves as many
elements open as it found, and all branches of a condition leave the same ones open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from jinja2 import nodes

_ELEMENT = re.compile(r"<(/?)([A-Za-z][\w:.-]*)[^<>]*?(/?)>")
_PRINTED = "·"
"""Stands for what a tag prints."""

Effect = tuple[tuple[str, ...], tuple[str, ...]]
"""Elements a stretch of XML closes that it did not open, and those it leaves open."""
_NONE: Effect = ((), ())


@dataclass
class Balance:
    """Reads one template's tree."""

    lines: list[int] = field(default_factory=list)
    """Lines of the source where a block begins that tears the XML."""

    def read(self, template: nodes.Template) -> bool:
        """Whether the part as a whole is whole; `lines` holds the blocks at fault."""
        return _effect(self._text(template.body)) == _NONE

    def _text(self, body: Iterable[nodes.Node]) -> str:
        """The XML of a body, every loop turned once, every condition taken its first way."""
        return "".join(self._piece(node) for node in body)

    def _piece(self, node: nodes.Node) -> str:
        match node:
            case nodes.Output():
                return "".join(
                    item.data if isinstance(item, nodes.TemplateData) else _PRINTED
                    for item in node.nodes
                )
            case nodes.For():
                return self._loop(node)
            case nodes.If():
                return self._condition(node)
        return "".join(self._text(body) for body in _bodies(node))

    def _loop(self, node: nodes.For) -> str:
        turn = self._text(node.body)
        if {_effect(turn), _effect(self._text(node.else_))} != {_NONE}:
            self.lines.append(node.lineno)
        return turn

    def _condition(self, node: nodes.If) -> str:
        branches = [
            self._text(body)
            for body in (node.body, *(item.body for item in node.elif_), node.else_)
        ]
        if len({_effect(branch) for branch in branches}) > 1:
            self.lines.append(node.lineno)
        return branches[0]


def _bodies(node: nodes.Node) -> Iterator[list[nodes.Node]]:
    body = getattr(node, "body", None)
    if isinstance(body, list):
        yield body


def _effect(xml: str) -> Effect:
    closed: list[str] = []
    opened: list[str] = []
    for ends, name, empty in _ELEMENT.findall(xml):
        if empty:
            continue
        if not ends:
            opened.append(name)
        elif opened and opened[-1] == name:
            opened.pop()
        else:
            closed += [*reversed(opened), name] if opened else [name]
            opened = []
    while closed and opened and closed[-1] == opened[0]:  # a paragraph ends, another begins
        closed.pop()
        opened.pop(0)
    return tuple(closed), tuple(opened)
