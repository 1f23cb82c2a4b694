"""Values → digests: equal where what counts is equal, and another where it is not."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from formgen.campaign.values import Day, Picture, Sections, YearMonth
from formgen.check.entry import Entry
from formgen.run.digests import LENGTH, digest_of
from formgen.tables.keeping import Mapped
from tests.check.awarding import APPLICANTS, checked, folder_with


def entries(folder: Path, table: str) -> Sequence[Entry]:
    """The entries of a table after the check: read back from a temporary file when asked for."""
    folder.mkdir()
    return checked(folder_with(folder, table)).applicants.entries


def test_entries_are_told_by_what_they_hold(tmp_path: Path) -> None:
    one = entries(tmp_path / "one", APPLICANTS)
    same = entries(tmp_path / "same", APPLICANTS)
    other = entries(tmp_path / "other", APPLICANTS.replace("苏苗", "苏描"))
    assert not isinstance(one, list | tuple)
    assert digest_of(one) == digest_of(same)
    assert digest_of(one) != digest_of(other)
    assert digest_of({"表": one}) != digest_of({"表": other})


def test_entries_told_one_after_the_other_differ_though_an_address_is_used_again(
    tmp_path: Path,
) -> None:
    tables = ("姓名,推荐单位\n王禾,东岭村\n", "姓名,推荐单位\n王苗,东岭村\n")
    told = {
        digest_of(entries(tmp_path / f"{time}{number}", table))
        for time in range(3)
        for number, table in enumerate(tables)
    }
    assert len(told) == len(tables)


def test_any_lazy_sequence_is_told_by_its_items() -> None:
    assert digest_of(Mapped([1, 2], str)) == digest_of(Mapped(["1", "2"], str))
    assert digest_of(Mapped([1, 2], str)) != digest_of(Mapped([1, 3], str))
    assert digest_of(Mapped([1, 2], str)) != digest_of(Mapped([2, 1], str))
    assert digest_of(Mapped([], str)) != digest_of(Mapped([""], str))


def test_the_order_of_a_set_does_not_count_but_what_is_in_it() -> None:
    names = [f"字段{number}" for number in range(50)]
    assert digest_of(set(names)) == digest_of(frozenset(reversed(names)))
    assert digest_of({8, 16, 0}) == digest_of({0, 16, 8})
    assert digest_of(set(names)) != digest_of(set(names[1:]))
    assert digest_of({"a", "b"}) != digest_of({"a\0b"})
    assert digest_of({("a", 1), ("b", 2)}) != digest_of({("a", 2), ("b", 1)})


def test_the_order_of_keys_counts_as_it_may_on_paper() -> None:
    assert digest_of({"a": 1, "b": 2}) == digest_of({"a": 1} | {"b": 2})
    assert digest_of({"a": 1, "b": 2}) != digest_of({"b": 2, "a": 1})
    assert digest_of(Sections({"甲": "乙"})) != digest_of(Sections({"甲": "丙"}))


APART: list[tuple[tuple[object, ...], tuple[object, ...]]] = [
    (("a", "b"), ("a\0b",)),
    (("a", "b"), ("a'\0'b",)),
    (("a", "b"), (["a", "b"],)),
    ((["a"], ["b"]), (["a", "b"], [])),
    (([["a"], "b"],), ([["a", "b"]],)),
    (({"a": "b"},), (["a", "b"],)),
    (({"a": {"b": 1}, "c": 2},), ({"a": {"b": 1, "c": 2}},)),
    ((1,), ("1",)),
    ((1,), (True,)),
    ((1,), (1.0,)),
    ((None,), ("",)),
    (("",), ()),
    (("[2", "a", "b"), (["a", "b"],)),
    ((b"a",), ("a",)),
    ((YearMonth(2025, 3),), (YearMonth(2025, 4),)),
    ((Day(2025, 3, 1),), (Day(2025, 3, 2),)),
    (("\ud800",), ("?",)),
]


@pytest.mark.parametrize(("one", "other"), APART, ids=[repr(pair) for pair in APART])
def test_no_two_values_share_a_digest(one: tuple[object, ...], other: tuple[object, ...]) -> None:
    assert digest_of(*one) == digest_of(*one)
    assert digest_of(*one) != digest_of(*other)
    assert len(digest_of(*one)) == LENGTH


def test_a_path_is_told_by_the_state_of_its_file(tmp_path: Path) -> None:
    path = tmp_path / "字体.ttf"
    lost = digest_of(path)
    path.write_bytes(b"one")
    os.utime(path, ns=(1, 1))
    first = digest_of(path)
    elsewhere = tmp_path / "folder" / path.name
    elsewhere.parent.mkdir()
    elsewhere.write_bytes(b"two")
    os.utime(elsewhere, ns=(2, 1))
    assert digest_of(elsewhere) == first, "of a file of that name, size and time"
    os.utime(path, ns=(1, 2))
    later = digest_of(path)
    path.write_bytes(b"longer")
    os.utime(path, ns=(1, 2))
    assert len({lost, first, later, digest_of(path)}) == 4


def photo(folder: str, digest: str) -> Picture:
    return Picture(Path(folder, "1.jpg"), "", 300, 400, None, "JPEG", digest)


def test_a_file_with_a_digest_may_lie_anywhere() -> None:
    assert digest_of(photo("/here", "aa")) == digest_of(photo("/there", "aa"))
    assert digest_of(photo("/here", "aa")) != digest_of(photo("/here", "ab"))


@dataclass(frozen=True, slots=True)
class Dated:
    """No digest among its fields: the file itself is what counts."""

    path: Path


@dataclass(frozen=True, slots=True)
class Other:
    path: Path


def test_a_file_without_a_digest_is_told_by_its_state(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"one")
    before = digest_of(Dated(path))
    assert before != digest_of(Other(path))
    path.write_bytes(b"longer")
    assert before != digest_of(Dated(path))


class Silent:
    """Of its contents an address is told, if anything."""


def test_what_does_not_say_what_it_holds_is_an_error_and_no_guess() -> None:
    for value in (Silent(), [Silent()], {"a": Silent()}, {Silent()}, object()):
        with pytest.raises(TypeError, match="does not say what it holds"):
            digest_of(value)
