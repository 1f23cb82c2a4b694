"""A template's syntax tree and a context's shape → the names that nothing defines."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from jinja2 import nodes

from formgen.tags.shapes import ListShape, RecordShape, Shape

_SAME_SHAPE = frozenset(
    "筛选 或 default list sort reverse unique select reject selectattr rejectattr".split()  # noqa: SIM905 - reads better
)
_IN_GROUPS = frozenset({"分栏", "batch", "slice"})
_ONE_OF = frozenset({"first", "last", "random", "min", "max"})
_ASKS_FIRST = frozenset({"求和", "筛选", "selectattr", "rejectattr", "groupby", "sum"})
"""Filters whose first argument names a property of the items."""
_PROPERTY_KEYS = frozenset({"attribute", "name"})
"""Keywords under which filters take such a name."""
_MOST = 100
_ALWAYS = frozenset({"range"})
_OF_EVERY_RECORD = frozenset({"items", "keys", "values", "get"})

Scope = Mapping[str, Shape]


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A name in a tag that no field and no word of the context defines."""

    name: str
    line: int
    """Line of the template's source."""
    near: str
    """The most similar defined name; empty if none is similar."""


def unknown_names(template: nodes.Template, shape: RecordShape) -> list[UnknownName]:
    """The undefined names of a template, each place once, in reading order; the first 100."""
    found = _in_body(template.body, dict(shape.fields))
    return list(dict.fromkeys(islice(found, _MOST)))


def names_used(template: nodes.Template) -> frozenset[str]:
    """Every name and property a template mentions."""
    names = {node.name for node in template.find_all(nodes.Name)}
    names |= {node.attr for node in template.find_all(nodes.Getattr)}
    for node in template.find_all(nodes.Const):
        if isinstance(node.value, str):
            names.add(node.value)
    return frozenset(names)


def _in_body(body: Sequence[nodes.Node], scope: dict[str, Shape]) -> Iterator[UnknownName]:
    for node in body:
        yield from _in_node(node, scope)


def _in_node(node: nodes.Node, scope: dict[str, Shape]) -> Iterator[UnknownName]:
    handler = _STATEMENTS.get(type(node))
    if handler is not None:
        yield from handler(node, scope)
    elif isinstance(node, nodes.Expr):
        yield from _visit(node, scope)[1]
    else:
        yield from _in_body(list(node.iter_child_nodes()), scope)


def _in_for(node: nodes.For, scope: dict[str, Shape]) -> Iterator[UnknownName]:
    shape, faults = _visit(node.iter, scope)
    yield from faults
    inner = {**scope, "loop": None}
    inner.update(_bound(node.target, shape.item if isinstance(shape, ListShape) else None))
    yield from _in_body([*([node.test] if node.test else []), *node.body], inner)
    yield from _in_body(node.else_, dict(scope))


def _in_assignment(node: nodes.Assign, scope: dict[str, Shape]) -> Iterator[UnknownName]:
    shape, faults = _visit(node.node, scope)
    yield from faults
    scope.update(_bound(node.target, shape))


def _bound(target: nodes.Node, shape: Shape) -> dict[str, Shape]:
    """What a loop or assignment defines; several names at once get no shape."""
    if isinstance(target, nodes.Name):
        return {target.name: shape}
    return {name.name: None for name in target.find_all(nodes.Name)}


def _in_block_assignment(node: nodes.AssignBlock, scope: dict[str, Shape]) -> Iterator[UnknownName]:
    yield from _in_body(node.body, dict(scope))
    scope.update(_bound(node.target, None))


def _in_with(node: nodes.With, scope: dict[str, Shape]) -> Iterator[UnknownName]:
    inner = dict(scope)
    for target, value in zip(node.targets, node.values, strict=True):
        shape, faults = _visit(value, scope)
        yield from faults
        inner.update(_bound(target, shape))
    yield from _in_body(node.body, inner)


def _in_macro(
    node: nodes.Macro | nodes.CallBlock, scope: dict[str, Shape]
) -> Iterator[UnknownName]:
    if isinstance(node, nodes.Macro):
        scope[node.name] = None
    else:
        yield from _visit(node.call, scope)[1]
    yield from _in_body(node.defaults, dict(scope))
    own = dict.fromkeys((*(name.name for name in node.args), "caller", "varargs", "kwargs"))
    yield from _in_body(node.body, {**scope, **own})


_STATEMENTS: dict[type[nodes.Node], Callable[..., Iterator[UnknownName]]] = {
    nodes.For: _in_for,
    nodes.Assign: _in_assignment,
    nodes.AssignBlock: _in_block_assignment,
    nodes.With: _in_with,
    nodes.Macro: _in_macro,
    nodes.CallBlock: _in_macro,
}

Visit = tuple[Shape, list[UnknownName]]


def _visit(node: nodes.Node, scope: Scope) -> Visit:
    """The shape of an expression and the faults in it."""
    match node:
        case nodes.Name():
            return _name(node, scope)
        case nodes.Getattr():
            return _property(node, node.node, node.attr, scope)
        case nodes.Getitem(arg=nodes.Const(value=str() as name)):
            return _property(node, node.node, name, scope)
        case nodes.Getitem(arg=nodes.Slice() as part):
            shape, faults = _visit(node.node, scope)
            return shape, faults + _visit(part, scope)[1]
        case nodes.Getitem():
            shape, faults = _visit(node.node, scope)
            faults += _visit(node.arg, scope)[1]
            return (shape.item if isinstance(shape, ListShape) else None), faults
        case nodes.Filter():
            return _filter(node, scope)
        case nodes.Call(node=nodes.Getattr(attr=attr) as method) if attr in _OF_EVERY_RECORD:
            rest = (*node.args, *node.kwargs)
            return None, [f for n in (method.node, *rest) for f in _visit(n, scope)[1]]
    faults = [fault for child in node.iter_child_nodes() for fault in _visit(child, scope)[1]]
    return None, faults


def _name(node: nodes.Name, scope: Scope) -> Visit:
    if node.name in scope:
        return scope[node.name], []
    if node.name in _ALWAYS:
        return None, []
    return None, [_unknown(node.name, node.lineno, scope)]


def _property(node: nodes.Node, owner: nodes.Node, name: str, scope: Scope) -> Visit:
    shape, faults = _visit(owner, scope)
    if not isinstance(shape, RecordShape):
        return None, faults
    if name in shape.fields:
        return shape.fields[name], faults
    return None, [*faults, _unknown(name, node.lineno, shape.fields)]


def _filter(node: nodes.Filter, scope: Scope) -> Visit:
    shape, faults = _visit(node.node, scope) if node.node is not None else (None, [])
    for argument in (*node.args, *(keyword.value for keyword in node.kwargs)):
        faults += _visit(argument, scope)[1]
    item = shape.item if isinstance(shape, ListShape) else None
    if isinstance(item, RecordShape):
        for name in _properties_named(node):
            if name not in item.fields:
                faults.append(_unknown(name, node.lineno, item.fields))
    if node.name in _IN_GROUPS:
        return ListShape(shape), faults
    if node.name in _ONE_OF:
        return item, faults
    return (shape if node.name in _SAME_SHAPE else None), faults


def _properties_named(node: nodes.Filter) -> Iterator[str]:
    """The properties of a list's items that a filter names, of a.b only the a."""
    named = [node.args[0]] if node.name in _ASKS_FIRST and node.args else []
    named += [keyword.value for keyword in node.kwargs if keyword.key in _PROPERTY_KEYS]
    for argument in named:
        if isinstance(argument, nodes.Const) and isinstance(argument.value, str):
            yield from (name.partition(".")[0] for name in argument.value.split(","))


def _unknown(name: str, line: int, known: Mapping[str, object]) -> UnknownName:
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.4)
    return UnknownName(name, line, near[0] if near else "")
