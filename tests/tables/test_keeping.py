from __future__ import annotations

import pickle
from contextlib import suppress
from pathlib import Path

import pytest

from formgen.tables import read_table
from formgen.tables.keeping import Chosen, Kept, Mapped, Spool
from tests.tables.making import PERSON

ODD = ("", "甲", "\ud800", "a\r\n\0b", "长" * 5_000)


@pytest.mark.parametrize("count", [0, 1, 15, 16, 17, 32, 33, 500])
def test_what_is_kept_comes_back_in_its_order(count: int) -> None:
    kept: Kept[tuple[int, str]] = Kept(Spool())
    items = [(number, ODD[number % len(ODD)]) for number in range(count)]
    for item in items:
        kept.append(item)
    assert len(kept) == count
    assert list(kept) == items
    assert [kept[number] for number in reversed(range(count))] == items[::-1]
    assert kept == items
    assert kept[3:40:2] == tuple(items[3:40:2])


def test_there_is_no_item_beyond_the_ends() -> None:
    kept: Kept[str] = Kept(Spool())
    kept.append("甲")
    assert kept[-1] == "甲"
    for index in (1, -2):
        with pytest.raises(IndexError):
            kept[index]


def test_several_share_a_spool_and_may_grow_while_they_are_read() -> None:
    spool = Spool()
    one: Kept[str] = Kept(spool)
    other: Kept[int] = Kept(spool)
    for number in range(100):
        one.append(f"{number}" * 1_000)
        other.append(number)
        assert one[number // 2] == f"{number // 2}" * 1_000
    assert list(other) == list(range(100))


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="没有 /proc")
def test_the_temporary_file_has_no_name_and_goes_with_its_spool() -> None:
    def nameless() -> set[str]:
        found = set()
        for link in Path("/proc/self/fd").iterdir():
            with suppress(FileNotFoundError):  # the listing's own
                found.add(str(link.readlink()))
        return found

    before = nameless()
    spool = Spool()
    for _ in range(5):
        spool.put(b"x" * 2**20)
    [own] = nameless() - before
    assert own.endswith("(deleted)")
    del spool
    assert own not in nameless()


def test_others_are_made_when_they_are_asked_for() -> None:
    asked: list[int] = []

    def made(number: int) -> int:
        asked.append(number)
        return number * 2

    mapped = Mapped(range(10), made)
    assert mapped[4] == 8
    assert asked == [4]
    assert list(Chosen(mapped, [9, 0])) == [18, 0]


def test_records_keep_cells_and_places_and_can_be_pickled(tmp_path: Path) -> None:
    lines = "".join(f"人{number},甲单位\n" for number in range(40))
    (tmp_path / "a.csv").write_text("姓名,单位\n" + lines, encoding="utf-8")
    records = read_table(tmp_path, "a.csv", PERSON).records
    record = records[20]
    assert record.number == 21
    assert record.cells["姓名"].raw == "人20"
    assert str(record.cells["单位"].place) == "a.csv 第22行 B列“单位”"
    assert pickle.loads(pickle.dumps(dict(record.cells)["姓名"].raw)) == "人20"
    assert pickle.loads(pickle.dumps(record)).cells["姓名"].place.row == 22
