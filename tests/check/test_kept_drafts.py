from __future__ import annotations

import pickle
from collections.abc import Mapping, Sequence
from decimal import Decimal

import pytest

from formgen.campaign.values import Day, OpenChoice, Sections, Value, YearMonth
from formgen.check.draft import Draft
from formgen.check.entry import Entry
from formgen.check.gathering import Groups
from formgen.check.kept_drafts import Chained, KeptDrafts, Replaced, loaded
from formgen.problems import Place
from formgen.tables import Cell, Record
from formgen.tables.keeping import Spool

BLANK: Mapping[str, Value] = {"名": "", "值": "", "多": ()}
VALUES: Sequence[Value] = (
    "甲",
    "",
    0,
    7,
    Decimal("1.50"),
    Day(2024, 1, 14),
    YearMonth(1990, 5),
    OpenChoice("其他", "融媒体类"),
    Sections({"背景": "一", "做法": ""}),
    ("甲", "乙"),
    ({"列": "x"},),
    (),
)


def records(count: int) -> list[Record]:
    place = Place("a.csv", row=2)
    return [Record(n, {"名": Cell(f"人{n}", place)}) for n in range(1, count + 1)]


def kept(first: int = 1) -> KeptDrafts:
    own = records(len(VALUES))
    drafts = KeptDrafts("a.csv", own, BLANK, Spool(), first)
    for record, value in zip(own, VALUES, strict=True):
        said = record.cells["名"].raw
        assert isinstance(said, str)
        values = {"名": said, "值": value, "多": ()}
        faulty = frozenset({"值"} if value == "甲" else ())
        drafts.add(Entry(0, said, "某单位", values), faulty, {"名": said})
    return drafts


def test_every_kind_of_value_comes_back() -> None:
    for found in (list(kept()), list(kept().loaded())):
        assert [draft.entry.values["值"] for draft in found] == list(VALUES)
        assert [draft.entry.values["名"] for draft in found] == [f"人{n}" for n in range(1, 13)]
        assert [type(draft.entry.values["值"]) for draft in found] == [type(v) for v in VALUES]
        assert list(found[3].entry.values) == list(BLANK)
        assert found[0].faulty == {"值"}
        assert not found[1].faulty
        assert [draft.entry.number for draft in found] == list(range(1, 13))


def test_a_pickled_entry_holds_its_values() -> None:
    entry = pickle.loads(pickle.dumps(kept()[4].entry))
    assert type(entry.values) is dict
    assert entry.values == {"名": "人5", "值": Decimal("1.50"), "多": ()}


def test_one_value_is_read_without_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pickle.loads", pytest.fail)
    assert [draft.entry.values["名"] for draft in kept()] == [f"人{n}" for n in range(1, 13)]


def test_a_field_there_is_not_has_no_value() -> None:
    values = kept()[4].entry.values
    assert "名" in values
    assert "字" not in values
    assert values.get("字", "无") == "无"
    with pytest.raises(KeyError):
        values["字"]
    assert dict(values) == {"名": "人5", "值": Decimal("1.50"), "多": ()}
    with pytest.raises(KeyError):
        values["字"]


def test_tables_one_after_the_other() -> None:
    both = Chained([kept(), kept(13)])
    assert [both[n].entry.number for n in (0, 11, 12, 23, -1)] == [1, 12, 13, 24, 24]
    assert [draft.entry.number for draft in loaded(both)] == list(range(1, 25))
    assert list(Chained([])) == []


def test_one_in_the_place_of_another() -> None:
    other = Draft(Entry(3, "别人", "", {"名": "别人"}), Record(3, {}), "b.csv")
    drafts = Replaced(kept(), {3: other})
    assert [drafts[n].entry.name for n in (1, 2, 3)] == ["人2", "别人", "人4"]
    assert [draft.entry.name for draft in drafts.loaded()][1:4] == ["人2", "别人", "人4"]


def test_groups_keep_the_order_of_their_first_members() -> None:
    groups: Groups[str] = Groups()
    for index, key in enumerate("甲乙丙乙甲甲"):
        groups.add(key, index)
    shared = [(key, list(members)) for key, members in groups.shared()]
    assert shared == [("甲", [0, 4, 5]), ("乙", [1, 3])]
    assert [key for key, _ in groups.all()] == ["甲", "乙", "丙"]
