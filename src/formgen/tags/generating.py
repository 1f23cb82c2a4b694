"""A syntax tree → the Python code that fills it, which tells a budget what it spends."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame

_COSTLY = (nodes.Output, nodes.Filter, nodes.Test, nodes.Call, nodes.Getattr, nodes.If)
"""What takes time or prints; a step each."""
_TURN = 4
"""Steps of beginning a body, whatever is in it."""
_OWN = (nodes.For, nodes.Macro, nodes.CallBlock)
"""Bodies that count their own steps."""


def weight(body: Iterable[nodes.Node]) -> int:
    """The steps of running a body once, inner loops and macros apart."""
    steps = _TURN
    waiting = list(body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, nodes.Output):
            steps += len(node.nodes)
        elif isinstance(node, _COSTLY):
            steps += 1
        if isinstance(node, nodes.For):
            waiting.append(node.iter)
        elif not isinstance(node, _OWN):
            waiting.extend(node.iter_child_nodes())
    return steps


class CountingGenerator(CodeGenerator):
    """Jinja's code generator, with calls of `context.budget` where something can grow."""

    def __init__(self, *details: Any, **named: Any) -> None:
        super().__init__(*details, **named)
        self._bodies: dict[int, int] = {}
        self._sifted: set[int] = set()
        self._searched: set[int] = set()

    def write_commons(self) -> None:
        """Name what the code calls, as Jinja does for its own."""
        super().write_commons()
        self.writeline("budget = context.budget")
        self.writeline("step = budget.step")
        self.writeline("concat = budget.joined")

    def buffer(self, frame: Frame) -> None:
        """What a macro prints goes to a list that counts."""
        frame.buffer = self.temporary_identifier()
        self.writeline(f"{frame.buffer} = budget.pieces()")

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        """A body; that of a loop or macro begins with its cost, each time it runs."""
        steps = self._bodies.get(id(nodes))
        if steps is not None:
            self.writeline(f"step({steps})")
        super().blockvisit(nodes, frame)

    def visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> None:
        """The code of a node."""
        if isinstance(node, nodes.For | nodes.Macro | nodes.CallBlock):
            self._bodies[id(node.body)] = weight(node.body)
        if isinstance(node, nodes.For) and node.test is not None:
            self._sifted.add(id(node.iter))
        if isinstance(node, nodes.Operand) and node.op in ("in", "notin"):
            self._searched.add(id(node.expr))
        if isinstance(node, nodes.Concat):
            self._concatenation(node, *args)
            return
        method = self._asked_for(node)
        if method:
            self.write(f"budget.{method}(")
        super().visit(node, *args, **kwargs)
        if method:
            self.write(")")

    def _asked_for(self, node: nodes.Node) -> str:
        """The budget's method that is asked for an expression's value; empty for most."""
        if id(node) in self._sifted:
            return "sifted"
        written = isinstance(node, nodes.List | nodes.Dict)
        if written or (isinstance(node, nodes.Tuple) and node.ctx == "load"):
            return "weighed"
        return "within" if id(node) in self._searched else ""

    def _concatenation(self, node: nodes.Concat, frame: Frame) -> None:
        """The code of a ~ b."""
        join = "markup_join" if frame.eval_ctx.autoescape else "str_join"
        self.write(f"budget.put_together({join}, (")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")
