"""Expected fields of a form against a proposal → the share found right, and the share invented."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from formgen.adopt.proposal import Proposal

EXPECTED = Path(__file__).parent / "expected"
"""One file a form: {"附注": …, "字段": [{"标签": …, "类型": …, limits, choices}]}."""

_COMPARED = (
    "选项", "选项来自", "可填选项", "分部", "最少字数", "最多字数", "约字数",
    "最少数量", "最多数量", "照片尺寸", "底色",
)  # fmt: skip
_BRACKETS = re.compile(r"[（(][^（()）]*[)）]")

Field = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Measure:
    """How well a form was understood."""

    expected: int
    right: int
    """Expected fields with the right kind, limits and choices."""
    proposed: int
    invented: tuple[str, ...]
    """Names of proposed fields that nobody expected."""
    wrong: tuple[str, ...]
    """What is not as expected, one sentence a field."""

    @property
    def share_right(self) -> float:
        """Of the expected fields."""
        return self.right / self.expected if self.expected else 1.0

    @property
    def share_invented(self) -> float:
        """Of the proposed fields."""
        return len(self.invented) / self.proposed if self.proposed else 0.0


def expected_fields(name: str) -> list[Field]:
    """The fields expected of a form, from its file in `EXPECTED`."""
    fields: list[Field] = json.loads((EXPECTED / f"{name}.json").read_text("utf-8"))["字段"]
    return fields


def measured(expected: Sequence[Field], proposal: Proposal) -> Measure:
    """A proposal held against the fields a reader finds on the form."""
    left = [dict(field.definition) for field in proposal.fields]
    proposed, right, wrong = len(left), 0, []
    for field in expected:
        label = _compact(field["标签"])
        match = next((one for one in left if label in _called(one)), None) or next(
            (one for one in left if _BRACKETS.sub("", label) in _called(one)), None
        )
        if match is None:
            wrong.append(f"{label}：没有找到")
            continue
        left.remove(match)
        differing = _differences(field, match)
        right += not differing
        wrong += [f"{label}：{one}" for one in differing]
    return Measure(
        len(expected), right, proposed, tuple(str(one["名称"]) for one in left), tuple(wrong)
    )


def together(measures: Sequence[Measure]) -> Measure:
    """Several forms as one."""
    return Measure(
        sum(one.expected for one in measures),
        sum(one.right for one in measures),
        sum(one.proposed for one in measures),
        tuple(name for one in measures for name in one.invented),
        tuple(sentence for one in measures for sentence in one.wrong),
    )


def _called(field: Field) -> tuple[str, ...]:
    name = _compact(field["名称"])
    printed = _compact(field.get("标签", name))
    return name, printed


def _compact(text: object) -> str:
    return "".join(str(text).split())


def _differences(expected: Field, found: Field) -> list[str]:
    pairs = [("类型", expected["类型"], found["类型"])]
    pairs += [(key, expected.get(key), found.get(key)) for key in _COMPARED]
    columns = expected.get("列")
    if columns is not None:
        pairs.append(("列", columns, [_called(one)[1] for one in _columns(found)]))
    return [f"{key} 应是 {wanted}，却是 {got}" for key, wanted, got in pairs if wanted != got]


def _columns(field: Field) -> Sequence[Field]:
    columns = field.get("列", [])
    assert isinstance(columns, list)
    return columns
