"""Every wrong input of tests/cases/wrong-inputs is found, at its cell, and nothing else.

A case is an object with Chinese keys, applied to the sample data of its campaign, which has
no problems itself:

- 说明: what is tried. 规则: the rule of the notice it is about, if any.
- 改: row (the header is row 1) → field → value. A value may be an object: 字数 for a text of
  so many characters, 分部字数 for one in parts, 生日 and 顺序码 for an identity number,
  新文件 for so many fresh files of the kinds the cell named before (with 说明 each).
- 增: rows added below, each a copy of row 照抄 with 改 applied; 份数 for several, in which
  {号} in a value counts from 1. Its files are copied afresh unless 同文件 is true.
- 删列, 复列, 改列名: columns taken out, written twice, renamed. 尾格: row → cell beyond the
  last column.
- 单位: the same 改 (by unit) and 增 for units.csv. 附表: file → 改, for side tables.
- 文件: files to write; see generating.draw.
- 应有: every problem as “code row field”, with “提醒” behind a warning and the file before
  the row where it is another table. Order does not matter, numbers do.
"""

from __future__ import annotations

import csv
import json
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from formgen.campaign import Campaign, load_campaign
from formgen.check import check_data
from formgen.problems import Problem, Severity
from tests.check.generating import draw, identity_number, sections_of, text_of

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases" / "wrong-inputs"
TABLE = "applicants.csv"
FILE_KINDS = frozenset({"照片", "图片", "附件"})
OF_THE_NOTICE = frozenset({f"R{number:02}" for number in range(1, 15)})
"""Codes of which nothing but a rule of the notice can be the reason."""
Row = dict[str, str]


def all_cases() -> Iterator[Any]:
    for path in sorted(CASES.glob("*.json")):
        for number, case in enumerate(json.loads(path.read_text(encoding="utf-8")), start=1):
            yield pytest.param(path.stem, case, id=f"{path.stem}-{number}-{case['说明']}")


class Sample:
    """A copy of a campaign folder to which cases are applied one after the other."""

    def __init__(self, name: str, folder: Path) -> None:
        # Without the results file: it names the entries, and would miss who is renamed.
        shutil.copytree(ROOT / "data" / name, folder, ignore=shutil.ignore_patterns("results.*"))
        for path in folder.glob("pictures/*"):
            _shrink(path)  # a twentieth of the time to read, and nothing asks for more
        self.folder = folder
        self.campaign: Campaign = load_campaign(folder)
        self.tables = {path.name: path.read_bytes() for path in folder.glob("*.csv")}
        self.file_fields = [f.name for f in self.campaign.fields if f.kind in FILE_KINDS]
        self._written: list[Path] = []

    def problems(self, case: Mapping[str, Any]) -> list[Problem]:
        try:
            for name, spec in case.get("文件", {}).items():
                self._draw(name, spec)
            self._write_table(case)
            self._write_units(case.get("单位", {}))
            for file, change in case.get("附表", {}).items():
                self._write(file, self._changed(self._rows(file), change))
            return list(check_data(self.campaign, self.folder).problems)
        finally:
            self._restore()

    def _restore(self) -> None:
        for path in self._written:
            path.unlink()
        self._written.clear()
        for name, content in self.tables.items():
            (self.folder / name).write_bytes(content)

    def _draw(self, name: str, spec: Mapping[str, Any]) -> None:
        assert not (self.folder / name).exists(), f"{name} is part of the sample"
        draw(self.folder, name, spec)
        self._written.append(self.folder / name)

    def _rows(self, file: str) -> list[Row]:
        text = self.tables[file].decode("utf-8-sig")
        return list(csv.DictReader(text.splitlines(keepends=True)))

    def _write(self, file: str, rows: list[Row], names: Iterable[str] = ()) -> None:
        self._write_cells(file, [list(names) or list(rows[0]), *(list(r.values()) for r in rows)])

    def _write_cells(self, file: str, cells: list[list[str]]) -> None:
        with (self.folder / file).open("w", encoding="utf-8-sig", newline="") as stream:
            csv.writer(stream).writerows(cells)

    def _changed(self, rows: list[Row], case: Mapping[str, Any]) -> list[Row]:
        """The rows of a table after 改."""
        for number, change in case.get("改", {}).items():
            self._apply(rows[int(number) - 2], change)
        return rows

    def _apply(self, row: Row, change: Mapping[str, Any], number: int = 1) -> None:
        for name, value in change.items():
            assert name in row, f"the table has no column {name}"
            row[name] = self._value(value, row[name]).replace("{号}", str(number))

    def _value(self, value: Any, before: str) -> str:
        match value:
            case str():
                return value
            case {"字数": count}:
                return text_of(count)
            case {"分部字数": counts}:
                return sections_of(counts)
            case {"生日": born}:
                return identity_number(born, value.get("顺序码", "111"))
            case {"新文件": count}:
                return self._fresh(before, count, value)
        raise ValueError(f"no such value: {value}")

    def _fresh(self, before: str, count: int, spec: Mapping[str, Any]) -> str:
        """So many sound files like the first that a cell names, as that cell would name them."""
        name, _, caption = before.split("\n", maxsplit=1)[0].partition("|")
        stem = f"新/{len(self._written)}"
        made = []
        for number in range(count):
            file = f"{stem}-{number}{Path(name.strip()).suffix}"
            self._draw(file, self._like(name.strip()))
            caption = spec.get("说明", caption).strip()
            made.append(f"{file}|{caption}" if caption else file)
        return "\n".join(made)

    @staticmethod
    def _like(name: str) -> Mapping[str, Any]:
        if name.endswith(".mp4"):
            return {"种类": "MP4"}
        if name.startswith("photos/"):
            return {"种类": "JPEG", "宽": 413, "高": 579, "底色": "红", "分辨率": 300}
        return {"种类": "PNG" if name.endswith(".png") else "JPEG", "分辨率": 300}

    def _write_table(self, case: Mapping[str, Any]) -> None:
        rows = self._rows(TABLE)
        originals = self._rows(TABLE)
        self._changed(rows, case)
        for addition in case.get("增", ()):
            for number in range(1, addition.get("份数", 1) + 1):
                rows.append(self._copy(originals[addition["照抄"] - 2], addition, number))
        rows = [row for at, row in enumerate(rows, start=2) if at not in case.get("删行", ())]
        for name in case.get("删列", ()):
            for row in rows or [{}]:
                row.pop(name, None)
        names = [case.get("改列名", {}).get(name, name) for name in (rows or originals)[0]]
        cells = [names, *(list(row.values()) for row in rows)]
        for name in case.get("复列", ()):
            for line in cells:
                line.append(line[names.index(name)])
        for number, text in case.get("尾格", {}).items():
            cells[int(number) - 1].append(text)
        self._write_cells(TABLE, cells)

    def _copy(self, original: Row, addition: Mapping[str, Any], number: int) -> Row:
        row = dict(original)
        if not addition.get("同文件"):
            for name in self.file_fields:
                if row[name] and name not in addition.get("改", {}):
                    row[name] = self._fresh(row[name], row[name].count("\n") + 1, {})
        self._apply(row, addition.get("改", {}), number)
        return row

    def _write_units(self, case: Mapping[str, Any]) -> None:
        if not case:
            return
        rows = self._rows("units.csv")
        for name, change in case.get("改", {}).items():
            next(row for row in rows if row["名称"] == name).update(change)
        blank = dict.fromkeys(rows[0], "")
        rows += [blank | row for row in case.get("增", ())]
        self._write("units.csv", rows)


def _shrink(path: Path) -> None:
    """Make a picture small, and leave its dots per inch."""
    with Image.open(path) as image:
        small = image.resize((image.width // 8, image.height // 8))
        small.save(path, image.format, dpi=image.info.get("dpi"))


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Sample]:
    folder = tmp_path_factory.mktemp("wrong-inputs")
    names = sorted(path.parent.name for path in ROOT.glob("data/*/campaign.json"))
    return {name: Sample(name, folder / name) for name in names}


def shown(problem: Problem) -> str:
    place = problem.place
    file = "" if place.file == TABLE else place.file
    row = "" if place.row is None else str(place.row)
    warning = "提醒" if problem.severity is Severity.WARNING else ""
    return " ".join(filter(None, (problem.code, file, row, place.field, warning)))


@pytest.mark.parametrize(("name", "case"), list(all_cases()))
def test_a_wrong_input_is_found_at_its_cell(
    name: str, case: Mapping[str, Any], samples: Mapping[str, Sample]
) -> None:
    problems = samples[name].problems(case)
    found, expected = Counter(map(shown, problems)), Counter(case["应有"])
    assert found == expected, "\n".join(map(str, problems))
    for problem in problems:
        assert problem.source or problem.code not in OF_THE_NOTICE, problem
        assert "990101" not in _long_numbers(f"{problem.message}{problem.hint}")


def test_what_field_and_notice_ask_for_alike_is_said_with_the_words_of_the_notice(
    samples: Mapping[str, Sample],
) -> None:
    photo = {"种类": "JPEG", "宽": 600, "高": 600, "底色": "蓝"}
    change = {"照片": "新/甲.jpg", "工作照片": {"新文件": 6}, "事迹": {"字数": 10}}
    case = {"改": {"2": change}, "文件": {"新/甲.jpg": photo}}
    sources = {p.code: p.source for p in samples["xuzhou-2023"].problems(case)}
    photo_words = "六第一阶段1（3）：推荐人选免冠红底2寸标准照1张（电子版）"
    assert sources == {
        "M08": photo_words,
        "M10": photo_words,
        "V35": "六第一阶段1（3）：清晰工作照2-5张"
        "（电子版，反映工作环境、工作成绩等，并配有照片说明）",
        "V29": "六第一阶段1（3）：事迹材料字数不少于800字",
    }
    (about,) = samples["xuzhou-2023"].problems({"改": {"2": {"事迹": {"字数": 1300}}}})
    assert (about.code, about.source) == ("V31", "附件：1000字左右")


def _long_numbers(text: str) -> str:
    """What is left of a text after everything but runs of 15 digits and more is taken out."""
    runs = "".join(c if c.isdigit() else " " for c in text).split()
    return " ".join(run for run in runs if len(run) >= 15)


@pytest.mark.parametrize("folder", sorted(ROOT.glob("data/*/")), ids=lambda path: path.name)
def test_the_sample_data_have_no_problems(folder: Path) -> None:
    problems = check_data(load_campaign(folder), folder).problems
    assert [str(problem) for problem in problems] == []


def test_every_rule_of_every_campaign_has_a_wrong_and_a_right_input() -> None:
    for path in ROOT.glob("data/*/campaign.json"):
        campaign = load_campaign(path.parent)
        cases = json.loads((CASES / f"{campaign.id}.json").read_text(encoding="utf-8"))
        wrong = {case.get("规则") for case in cases if case["应有"]}
        right = {case.get("规则") for case in cases if not case["应有"]}
        for rule in campaign.rules:
            if rule.fields:  # forms and seals are no data
                assert rule.kind in wrong, (campaign.id, rule.wording)
                assert rule.kind in right or rule.kind == "材料", (campaign.id, rule.wording)
