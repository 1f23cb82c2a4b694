"""Broken campaign folders end in a Problem or a Chinese sentence, never in a traceback.

Times are not asserted; what would take minutes here makes the suite take minutes.
"""

from __future__ import annotations

import csv
import io
import json
import os
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from formgen.campaign import Campaign, load_campaign
from formgen.check import CampaignData, check_data
from formgen.problems import CampaignError, FormgenError, InputError, OutputError, Problem
from formgen.run.checking import check_campaign, write_lists
from formgen.run.reports.problem_objects import problems_json
from formgen.run.sheets import make_sheets
from formgen.workbooks import marked_table, problem_list
from formgen.workbooks.problem_list import problem_workbook
from formgen.workbooks.sheet_names import sheet_names

FIELDS: list[dict[str, Any]] = [
    {"名称": "姓名", "类型": "姓名", "必填": True},
    {"名称": "推荐单位", "类型": "推荐单位", "必填": True},
    {"名称": "身份证号", "类型": "身份证号"},
    {"名称": "电话", "类型": "电话"},
    {"名称": "邮箱", "类型": "邮箱"},
    {"名称": "网址", "类型": "网址"},
    {"名称": "账号", "类型": "网址或账号"},
    {"名称": "备案", "类型": "网站备案号"},
    {"名称": "代码", "类型": "统一社会信用代码"},
    {"名称": "邮编", "类型": "邮政编码"},
    {"名称": "地址", "类型": "地址"},
    {"名称": "年月", "类型": "年月"},
    {"名称": "日期", "类型": "日期"},
    {"名称": "排序", "类型": "整数"},
    {"名称": "性别", "类型": "单选", "选项": ["男", "女"]},
    {"名称": "爱好", "类型": "多选", "选项": ["书", "画"], "最多数量": 1},
    {"名称": "平台", "类型": "单选可填", "选项": ["微博", "其他"], "可填选项": ["其他"]},
    {"名称": "获奖", "类型": "明细", "列": [{"名称": "时间", "类型": "年月"}]},
    {"名称": "故事", "类型": "长文本", "最多字数": 500},
    {"名称": "事迹", "类型": "分部长文", "分部": ["背景", "做法"], "最多字数": 500},
    {"名称": "照片", "类型": "照片"},
    {"名称": "图片", "类型": "图片", "最多数量": 2},
    {"名称": "附件", "类型": "附件", "文件格式": ["PDF"]},
    {"名称": "备注", "类型": "文本"},
]
NAMES = [field["名称"] for field in FIELDS]
RULES: list[dict[str, Any]] = [
    {
        "规则": "名额",
        "原文": "不超过1人",
        "字段": ["推荐单位"],
        "参数": {"上限": 1, "按": ["推荐单位"]},
    },
    {"规则": "唯一", "原文": "不重复", "字段": ["姓名", "推荐单位"]},
    {"规则": "一种途径", "原文": "一种", "字段": ["姓名"], "参数": {"按": ["姓名"]}},
    {
        "规则": "排序完整",
        "原文": "排序",
        "字段": ["推荐单位", "排序"],
        "参数": {"按": ["推荐单位"]},
    },
    {
        "规则": "年龄",
        "原文": "成年",
        "字段": ["身份证号", "年月"],
        "参数": {"下限": 18, "截止": "2025-01-01"},
    },
]
SOUND = dict.fromkeys(NAMES, "") | {
    "姓名": "苏禾苗",
    "推荐单位": "东岭村",
    "电话": "19900001001",
    "邮箱": "reading@example.com",
    "年月": "1985.05",
    "排序": "1",
    "事迹": "背景\n读书\n做法\n讲书",
}
UNITS = "名称,类型,名额\n东岭村,村,\n西河村,村,\n"
MANY = 40_000


class Folder:
    """A campaign folder to be broken."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir()
        self.declare(RULES)
        self.write("units.csv", UNITS)

    def declare(self, rules: Sequence[object]) -> None:
        content = {
            "编号": "broken-2025",
            "名称": "活动",
            "简称": "活动",
            "年份": 2025,
            "命名字段": "姓名",
            "单位字段": "推荐单位",
            "字段": FIELDS,
            "规则": rules,
            "通知": {"标题": "通知", "发文机关": ["文化站"], "成文日期": "2025-01-01"},
            "文书": [{"名称": "表", "模板": ["表.docx"], "范围": ["每份申报"]}],
        }
        self.write("campaign.json", json.dumps(content, ensure_ascii=False))

    def write(self, name: str, content: str | bytes) -> None:
        raw = content.encode() if isinstance(content, str) else content
        (self.path / name).write_bytes(raw)

    def rows(self, rows: Iterable[dict[str, str]]) -> None:
        self.write("applicants.csv", table(rows))

    def check(self) -> CampaignData:
        """The data checked, every message of them made."""
        data = check_data(self.campaign, self.path)
        json.loads("".join(problems_json(data.problems)))
        return data

    @property
    def campaign(self) -> Campaign:
        return load_campaign(self.path)

    def outcome(self) -> CampaignData | None:
        """The data, or None where a Chinese sentence says why there are none."""
        try:
            return self.check()
        except FormgenError as error:
            assert error.exit_code in (2, 3, 5, 6)
            assert any("\u4e00" <= character <= "\u9fff" for character in error.message)
            return None


def table(rows: Iterable[dict[str, str]]) -> str:
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, NAMES)
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def workbook(rows: Iterable[dict[str, str]]) -> bytes:
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.append(NAMES)
    for row in rows:
        sheet.append(list(row.values()))
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def longest(problems: Iterable[Problem]) -> int:
    """The length of the longest text any problem shows."""
    texts = ((p.message, p.hint, p.entry, p.unit, str(p.place)) for p in problems)
    return max((len(text) for of_one in texts for text in of_one), default=0)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "broken")


class TestBookInACell:
    """Texts on which a regular expression with two ways to match would never end."""

    FILLS = (
        "汉" * MANY,
        "1" * MANY,
        "a" + " " * MANY + "b",
        "汉" + "　" * MANY + "1",
        "a." * (MANY // 2),
        "a@" * (MANY // 2),
        "http://" + "a-" * (MANY // 2) + "/",
        "（" * (MANY // 2) + "）" * (MANY // 2),
        "\u200b" * MANY,
        "·" * MANY,
    )

    @pytest.mark.parametrize("fill", FILLS, ids=lambda fill: f"{fill[:7]!a}")
    def test_every_kind_tells_it_in_a_short_sentence(self, folder: Folder, fill: str) -> None:
        # One record a field, so that each kind sees it and no other fault hides it.
        folder.rows(SOUND | {name: fill} for name in NAMES)
        data = folder.check()
        assert len(data.drafts) == len(NAMES)
        assert 0 < longest(data.problems) < 3_000


class TestCutAndChanged:
    @pytest.mark.parametrize("share", [0.0, 0.01, 0.1, 0.3, 0.5, 0.9, 0.99])
    def test_a_file_cut_anywhere(self, folder: Folder, share: float) -> None:
        rows = [SOUND, SOUND | {"姓名": "陆木"}]
        objects = json.dumps(rows, ensure_ascii=False)
        lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        for name, content in {
            "applicants.csv": table(rows).encode(),
            "applicants.json": objects.encode(),
            "applicants.jsonl": lines.encode(),
            "applicants.xlsx": workbook(rows),
        }.items():
            folder.write(name, content)
            assert folder.outcome() is not None
            folder.write(name, content[: int(len(content) * share)])
            folder.outcome()
            (folder.path / name).unlink()

    @pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
    def test_encodings_of_offices_are_read(self, folder: Folder, encoding: str) -> None:
        folder.write("applicants.csv", table([SOUND]).encode(encoding))
        assert folder.check().drafts[0].entry.name == "苏禾苗"

    @pytest.mark.parametrize("encoding", ["utf-16-le", "utf-32", "big5", "utf-7", "latin-1"])
    def test_other_encodings_are_refused(self, folder: Folder, encoding: str) -> None:
        folder.write("applicants.csv", table([SOUND]).encode(encoding, "replace"))
        assert folder.outcome() is None

    def test_a_web_page_called_a_workbook(self, folder: Folder) -> None:
        folder.write("applicants.xlsx", "<html><table><tr><td>姓名</td></tr></table></html>")
        with pytest.raises(InputError, match="网页"):
            folder.check()

    @pytest.mark.parametrize("number", ["-1", "x", "", "99999999999999999999", "1048577"])
    def test_a_workbook_with_a_wrong_number_anywhere(self, folder: Folder, number: str) -> None:
        content = workbook([SOUND])
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        for name in ("xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"):
            for old in (b'r="2"', b's="', b'sheetId="1"', b'r="B2"', b'numFmtId="0"', b't="'):
                new = old.partition(b'"')[0] + b'"' + number.encode() + b'"'
                changed = parts[name].replace(old if old.endswith(b'"') else old + b'0"', new)
                stream = io.BytesIO()
                with zipfile.ZipFile(stream, "w") as package:
                    for part, xml in (parts | {name: changed}).items():
                        package.writestr(part, xml)
                folder.write("applicants.xlsx", stream.getvalue())
                folder.outcome()


_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["@a.txt", "../x", "其他（a）", "书、画", "2024.05｜x", "\ud800", "\x00"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["文件", "说明", "选项", "文字", "背景", "做法", "时间", "x"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)
_CELL = st.text(max_size=20) | st.sampled_from(
    ["@故事/张三.txt", "a.jpg|说明", "2024-02-30", "１９９０．１０", "=1+1", "\u202e张三", "👨‍👩‍👧"]
)
_LONG = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


class TestMutatedTables:
    @_LONG
    @given(
        st.lists(st.dictionaries(st.sampled_from([*NAMES, "无"]), _JSON, max_size=6), max_size=4)
    )
    def test_any_json_is_read_or_refused(self, folder: Folder, rows: list[dict[str, Any]]) -> None:
        folder.write("applicants.json", json.dumps(rows))
        folder.outcome()

    @_LONG
    @given(st.lists(st.dictionaries(st.sampled_from(NAMES), _CELL, max_size=8), max_size=4))
    def test_any_cells_are_read_or_refused(
        self, folder: Folder, rows: list[dict[str, str]]
    ) -> None:
        content = table([SOUND, *(SOUND | row for row in rows)])
        folder.write("applicants.csv", content.encode("utf-8", "replace"))
        folder.outcome()

    @_LONG
    @given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=8), st.data())
    def test_any_bytes_are_read_or_refused(
        self, folder: Folder, changes: list[tuple[int, int]], data: st.DataObject
    ) -> None:
        name = data.draw(st.sampled_from(["applicants.csv", "units.csv"]))
        folder.rows([SOUND, SOUND])
        content = bytearray((folder.path / name).read_bytes())
        for place, byte in changes:
            content[place % len(content)] = byte
        folder.write(name, bytes(content))
        folder.outcome()
        folder.write("units.csv", UNITS)

    @pytest.mark.parametrize(
        "content",
        [
            "null",
            "[]",
            "{}",
            "[null]",
            '{"申报": null}',
            "[" * 5_000,
            '[{"姓名": ' + "[" * 3_000 + "]" * 3_000 + "}]",
            "[NaN]",
            '[{"姓名": Infinity}]',
            '[{"姓名": ' + "1" * 100_000 + "}]",
            '[{"姓名": "a", "姓名": "b"}]',
        ],
        ids=lambda content: content[:16],
    )
    def test_json_of_another_shape(self, folder: Folder, content: str) -> None:
        folder.write("applicants.json", content)
        folder.outcome()

    @pytest.mark.parametrize(("count", "told"), [(20, 20), (21, 20), (50_000, 20)])
    def test_a_list_of_what_cannot_be_read_is_told_in_part(
        self, folder: Folder, count: int, told: int
    ) -> None:
        folder.write("applicants.json", json.dumps([SOUND | {"爱好": [True] * count}]))
        data = folder.check()
        assert sum(problem.code == "T15" for problem in data.problems) == told
        assert not data.applicants.entries

    def test_a_key_of_a_book_is_told_shortly(self, folder: Folder) -> None:
        key = "汉" * MANY
        folder.write("applicants.json", json.dumps([SOUND | {key: "1"}], ensure_ascii=False))
        problems = folder.check().problems
        assert "T01" in {problem.code for problem in problems}
        assert longest(problems) < 3_000


class TestThousandsOfRows:
    COUNT = 2_000

    def test_all_equal(self, folder: Folder) -> None:
        folder.rows([SOUND] * self.COUNT)
        problems = folder.check().problems
        assert sum(problem.code == "R09" for problem in problems) == self.COUNT
        assert longest(problems) < 500

    def test_long_names_are_not_repeated_by_every_problem(self, folder: Folder) -> None:
        name, unit = "王" * 5_000 + "!", "村" * 5_000
        folder.rows([SOUND | {"姓名": name, "推荐单位": unit, "电话": "1"}] * 100)
        data = folder.check()
        assert longest(data.problems) < 3_000
        assert max(map(len, data.applicants.left_out)) < 500

    def test_blank_rows_and_columns_without_end(self, folder: Folder) -> None:
        blank = "," * (len(NAMES) - 1) + "\n"
        folder.write("applicants.csv", table([SOUND]) + blank * 100_000)
        assert len(folder.check().drafts) == 1

    def test_ten_thousand_columns(self, folder: Folder) -> None:
        head, row = table([SOUND]).split("\n", maxsplit=1)
        more = ",".join(f"列{number}" for number in range(10_000))
        folder.write("applicants.csv", f"{head.strip()},{more}\n{row}")
        codes = [problem.code for problem in folder.check().problems]
        assert (codes.count("T01"), codes.count("T22")) == (50, 1)

    def test_a_field_in_a_thousand_columns(self, folder: Folder) -> None:
        folder.write("applicants.csv", ",".join(["姓名"] * 1_000) + "\n" + ",".join(["a"] * 1_000))
        problems = folder.check().problems
        assert sum(problem.code == "T03" for problem in problems) == 999

    def test_units_without_end(self, folder: Folder) -> None:
        units = "".join(f"第{number}单位,村,\n" for number in range(6_000))
        folder.write("units.csv", "名称,类型,名额\n" + units + "第1单位,村,\n" * 6_000)
        folder.rows([SOUND | {"推荐单位": f"第{number}个单位"} for number in range(300)])
        problems = folder.check().problems
        codes = [problem.code for problem in problems]
        assert (codes.count("V16"), codes.count("V10")) == (6_000, 300)


class TestFilesOfOddKinds:
    def test_what_cells_name_is_never_waited_for_nor_left_to(self, folder: Folder) -> None:
        inside = folder.path / "p"
        inside.mkdir()
        (inside / "empty.jpg").touch()
        (inside / "folder.jpg").mkdir()
        os.mkfifo(inside / "pipe.jpg")
        (inside / "out.jpg").symlink_to("/etc/hostname")
        (inside / "device.jpg").symlink_to("/dev/zero")
        expected = {
            "p/empty.jpg": "M03",
            "p/folder.jpg": "M01",
            "p/pipe.jpg": "M01",
            "p/out.jpg": "M02",
            "p/device.jpg": "M02",
            "/dev/zero": "M02",
            "../units.csv": "M02",
            "名" * 5_000: "M01",
            "p/empty.jpg/x": "M01",
        }
        folder.rows(SOUND | {"姓名": "陆木", "照片": name} for name in expected)
        problems = folder.check().problems
        assert [p.code for p in problems if p.place.field == "照片"] == list(expected.values())

    def test_a_photo_that_is_a_link_to_itself(self, folder: Folder) -> None:
        (folder.path / "loop.jpg").symlink_to("loop.jpg")
        folder.rows([SOUND | {"照片": "loop.jpg"}])
        assert [problem.code for problem in folder.check().problems] == ["M01"]

    @pytest.mark.parametrize("name", ["applicants.csv", "units.csv"])
    def test_a_table_that_is_a_pipe_a_loop_or_a_folder(self, folder: Folder, name: str) -> None:
        folder.rows([SOUND])
        path = folder.path / name
        path.unlink()
        os.mkfifo(path)
        assert folder.outcome() is None
        path.unlink()
        path.symlink_to(name)
        assert folder.outcome() is None
        path.unlink()
        path.mkdir()
        assert folder.outcome() is None

    def test_a_name_of_spaces_is_no_riddle(self, folder: Folder) -> None:
        (folder.path / ("applicants" + " " * 60 + "x.csv")).touch()
        with pytest.raises(InputError) as refused:
            folder.check()
        assert "是不是想用" in refused.value.hint

    @pytest.mark.parametrize(
        "units",
        [
            "",
            "\n\n",
            "x",
            "名称\n",
            "类型,名额\n村,1\n",
            "名称,名称\na,b\n",
            "名称,名额\n东岭村,多\n",
        ],
    )
    def test_units_csv_that_says_nothing(self, folder: Folder, units: str) -> None:
        folder.write("units.csv", units)
        folder.rows([SOUND])
        data = folder.outcome()
        assert data is None or data.problems


ODD_RULES: list[dict[str, Any]] = [
    {"规则": "名额", "字段": ["推荐单位"], "参数": {"上限": 0, "按": ["推荐单位"]}},
    {"规则": "名额", "字段": ["推荐单位"], "参数": {"上限": 10**30, "按": ["推荐单位"] * 3}},
    {"规则": "名额", "字段": ["推荐单位"], "参数": {"上限": 1, "按": ["推荐单位", "图片", "获奖"]}},
    {"规则": "年龄", "字段": ["身份证号", "年月"], "参数": {"上限": 1, "截止": "9999-12-31"}},
    {"规则": "年龄", "字段": ["年月"], "参数": {"下限": 10**20, "截止": "0001-01-01"}},
    {"规则": "截止", "字段": ["日期"], "参数": {"起": "9999-12-31", "截止": "9999-12-31"}},
    {"规则": "时段", "字段": ["年月"] * 2, "参数": {"起": "1900.01", "止": "1900.01"}},
    {"规则": "唯一", "字段": ["姓名"] * 5},
    {"规则": "唯一", "字段": ["获奖", "图片", "照片", "事迹", "平台", "爱好", "附件"]},
    {"规则": "一种途径", "字段": ["姓名"], "参数": {"按": ["图片", "姓名", "姓名"]}},
    {"规则": "字数", "字段": ["故事", "故事"], "参数": {"上限": 10**40}},
    {"规则": "入选名额", "字段": ["姓名"], "参数": {"上限": 0}},
    {"规则": "唯一", "字段": ["姓名"], "条件": {"性别": ["没有这个选项"]}},
    {"规则": "必填条件", "字段": ["照片", "图片", "爱好", "获奖", "事迹"]},
    {"规则": "留空条件", "字段": ["姓名", "排序", "事迹"]},
]


@pytest.mark.parametrize("rule", ODD_RULES, ids=lambda rule: f"{rule['规则']}-{len(rule)}")
def test_odd_rules_are_checked_or_refused(folder: Folder, rule: dict[str, Any]) -> None:
    folder.declare([{"原文": "通知里的话", **rule}])
    folder.rows([SOUND, SOUND | {"姓名": "陆木", "性别": "男", "年月": "2024.01"}])
    try:
        folder.check()
    except CampaignError as error:
        assert "规则" in error.message


class TestListsOfThousands:
    """What is sent back stays such as programs open and people read."""

    def test_units_that_no_units_csv_has_share_a_sheet(self, folder: Folder) -> None:
        rows = [
            SOUND | {"推荐单位": f"一个名字很长很长很长很长很长很长很长很长的单位之{n}"}
            for n in range(230)
        ]
        problems = _unit_problems(folder, rows)
        made = _opened(problem_workbook(folder.campaign, ["东岭村"], problems, {}))
        sheets = {sheet.title: _texts(sheet) for sheet in made.worksheets}
        assert len(sheets) == 1 + 200 + 1
        shared = sheets["其余单位"]
        assert "其余单位（30 个）" in shared[1]
        assert sum(text.isdecimal() for text in shared) == 30

    @pytest.mark.parametrize(("most", "told"), [(3, False), (2, True)])
    def test_a_list_says_how_many_more_there_are(
        self, folder: Folder, monkeypatch: pytest.MonkeyPatch, most: int, told: bool
    ) -> None:
        monkeypatch.setattr(problem_list, "_MOST_IN_ALL", most)
        problems = _unit_problems(folder, [SOUND | {"推荐单位": "无此村"}] * 3)
        made = _opened(problem_workbook(folder.campaign, [], problems, {}))
        texts = _texts(made.worksheets[1])
        assert ("还有 1 处没有列出，请先改好以上各处，再检查一次。" in texts) is told
        assert sum(text.isdecimal() for text in texts) == most

    @pytest.mark.parametrize(("most", "told"), [(3, False), (2, True)])
    def test_beyond_so_many_comments_cells_are_only_coloured(
        self, folder: Folder, monkeypatch: pytest.MonkeyPatch, most: int, told: bool
    ) -> None:
        monkeypatch.setattr(marked_table, "_MOST_COMMENTS", most)
        problems = _unit_problems(folder, [SOUND | {"推荐单位": "无此村"}] * 3)
        path = folder.path / "applicants.csv"
        sheet = _opened(
            marked_table.marked_table(path, problems, folder.campaign.fields)
        ).worksheets[0]
        cells = [sheet.cell(row, 2) for row in (2, 3, 4)]
        assert [bool(cell.comment) for cell in cells] == [True, True, not told]
        assert len({cell.fill.fgColor.rgb for cell in cells}) == 1
        assert bool(sheet["A1"].comment) is told

    def test_blank_cells_without_end_are_not_copied(self, folder: Folder) -> None:
        rows = " ,\t\n" * 1_000 + ",\n" * 1_000 + "x" + "," * 200_000 + "y\n"
        folder.write("applicants.csv", "姓名,备注\n" + rows)
        content = marked_table.marked_table(
            folder.path / "applicants.csv", [], folder.campaign.fields
        )
        sheet = _opened(content).worksheets[0]
        assert [cell.value for row in sheet.iter_rows() for cell in row if cell.value] == [
            "姓名",
            "备注",
            "x",
        ]
        assert sheet.max_row == 2_002
        assert len(sheet.row_dimensions) == 2

    def test_sheets_of_like_names_are_numbered_at_once(self) -> None:
        names = sheet_names(["同" * 40] * 4_000)
        assert len(set(names)) == 4_000
        assert names[-1].endswith("（4000）")

    def test_lone_surrogates_in_json_become_replacement_characters(self, folder: Folder) -> None:
        folder.write("applicants.json", json.dumps([SOUND | {"备注": "\ud800", "无\udfff": "x"}]))
        told = "".join(problems_json(folder.check().problems))
        told.encode()
        assert "\ufffd" in told or "无" in told


@pytest.mark.parametrize("output", ["名" * 300, "file", "/dev/null", "/proc/none"])
def test_an_output_that_cannot_be_written(
    folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, output: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("file").touch()
    folder.rows([SOUND | {"电话": "1"}])
    with pytest.raises(OutputError):
        write_lists(check_campaign(folder.path), Path(output))
    with pytest.raises(OutputError):
        make_sheets(folder.path, Path(output, "s.xlsx"))
    with pytest.raises(OutputError):
        make_sheets(folder.path, Path(output), ["东岭村"])


def _unit_problems(folder: Folder, rows: Sequence[dict[str, str]]) -> list[Problem]:
    """One problem a row: its unit is not in units.csv."""
    folder.rows(rows)
    return [problem for problem in folder.check().problems if problem.code == "V10"]


def _opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def _texts(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
