from __future__ import annotations

import json
from pathlib import Path

import pytest

from formgen.problems import InputError
from formgen.tables import Table, read_table
from tests.tables.making import PERSON, codes, only_problem, text_field, texts


def read(folder: Path, content: str | bytes, file: str = "a.json") -> Table:
    (folder / file).write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_table(folder, file, PERSON)


def refused(folder: Path, content: str, file: str = "a.json") -> InputError:
    with pytest.raises(InputError) as caught:
        read(folder, content, file)
    assert caught.value.message.startswith(file)
    assert caught.value.hint
    return caught.value


@pytest.mark.parametrize("shape", ["{}", '{{"申报": {}}}'])
def test_list_of_objects_bare_or_under_its_key(tmp_path: Path, shape: str) -> None:
    table = read(tmp_path, shape.format('[{"姓名": "张三"}, {"姓名": "李四"}]'))
    assert texts(table) == [{"姓名": "张三"}, {"姓名": "李四"}]
    assert table.problems == ()


def test_places_have_record_number_and_path(tmp_path: Path) -> None:
    bare = read(tmp_path, '[{"姓名": "张三"}, {"工作单位（公章）": "局", "姓名": "李四"}]')
    cells = bare.records[1].cells
    assert str(cells["姓名"].place) == "a.json 第2份 $[1].姓名 “姓名”"
    assert cells["单位"].place.path == '$[1]["工作单位（公章）"]'
    keyed = read(tmp_path, '{"申报": [{"姓名": "张三"}]}')
    assert keyed.records[0].cells["姓名"].place.path == "$.申报[0].姓名"


def test_numbers_stay_as_typed(tmp_path: Path) -> None:
    table = read(
        tmp_path,
        '[{"姓名": -0, "身份证号": 110105194912310021, "出生年月": 1990.10, "单位": 1E400}]',
    )
    assert texts(table) == [
        {"姓名": "-0", "身份证号": "110105194912310021", "出生年月": "1990.10", "单位": "1E400"}
    ]


def test_nested_values_keep_text_leaves(tmp_path: Path) -> None:
    value = '[{"a": 1.50, "b": null}, ["x", 2], "一\\r\\n二"]'
    table = read(tmp_path, f'[{{"姓名": "张三", "单位": {value}}}]')
    assert texts(table)[0]["单位"] == [{"a": "1.50", "b": ""}, ["x", "2"], "一\n二"]


def test_null_and_a_key_left_out_are_empty(tmp_path: Path) -> None:
    table = read(tmp_path, '[{"姓名": "张三", "单位": null}, {"姓名": "李四"}]')
    assert texts(table) == [{"姓名": "张三", "单位": ""}, {"姓名": "李四", "单位": ""}]
    assert table.records[1].cells["单位"].place.path == "$[1].单位"


@pytest.mark.parametrize("literal", ["true", "false", "NaN", "-Infinity"])
def test_literal_that_is_no_text_is_a_problem(tmp_path: Path, literal: str) -> None:
    table = read(tmp_path, f'[{{"姓名": "张三", "单位": {literal}}}]')
    problem = only_problem(table)
    assert problem.code == "T15"
    assert literal in problem.message
    assert (problem.place.row, problem.place.path) == (1, "$[0].单位")
    assert texts(table) == [{"姓名": "张三"}]
    assert table.columns == {"姓名", "单位"}


def test_literal_deep_inside_is_named_by_its_own_path(tmp_path: Path) -> None:
    table = read(tmp_path, '[{"姓名": "张三", "单位": [["x"], [{"a b": true}]]}]')
    assert only_problem(table).place.path == '$[0].单位[1][0]["a b"]'
    assert texts(table) == [{"姓名": "张三"}]


def test_repeated_key_is_a_problem_and_neither_value_is_used(tmp_path: Path) -> None:
    table = read(tmp_path, '[{"姓名": "张三", "单位": "局", "单位": "科"}]')
    assert only_problem(table).code == "T16"
    assert only_problem(table).place.field == "单位"
    assert texts(table) == [{"姓名": "张三"}]


def test_name_and_label_in_one_record_are_a_repeated_key(tmp_path: Path) -> None:
    table = read(tmp_path, '[{"姓名": "张三", "单位": "局", "工作单位（公章）": "科"}]')
    assert only_problem(table).code == "T16"
    assert texts(table) == [{"姓名": "张三"}]


def test_repeated_key_deep_inside(tmp_path: Path) -> None:
    table = read(tmp_path, '[{"姓名": "张三", "单位": {"a": "1", "a": "2"}}]')
    assert only_problem(table).code == "T16"
    assert only_problem(table).place.path == "$[0].单位.a"
    assert texts(table) == [{"姓名": "张三"}]


def test_unknown_key_is_reported_where_it_first_comes(tmp_path: Path) -> None:
    table = read(tmp_path, '[{"姓名": "张三"}, {"姓名": "李四", "身份证": "1"}, {"身份证": "2"}]')
    problem = only_problem(table)
    assert problem.code == "T01"
    assert problem.place.path == "$[1].身份证"
    assert "身份证号" in problem.hint


def test_serial_key_is_ignored(tmp_path: Path) -> None:
    assert read(tmp_path, '[{"序号": 1, "姓名": "张三"}]').problems == ()


def test_required_key_in_no_record_is_reported_once(tmp_path: Path) -> None:
    table = read(tmp_path, '[{"单位": "局"}, {"单位": "科"}]')
    assert only_problem(table).code == "T02"
    assert only_problem(table).place.row is None


def test_key_beside_the_list_is_reported(tmp_path: Path) -> None:
    table = read(tmp_path, '{"说明": "x", "申报": [{"姓名": "张三"}]}')
    assert only_problem(table).code == "T18"
    assert only_problem(table).place.path == "$.说明"
    assert texts(table) == [{"姓名": "张三"}]


def test_second_list_of_records_is_reported(tmp_path: Path) -> None:
    table = read(tmp_path, '{"申报": [{"姓名": "张三"}], "申报": [{"姓名": "李四"}]}')
    assert "T16" in codes(table)


def test_one_wrong_record_does_not_stop_the_others(tmp_path: Path) -> None:
    table = read(tmp_path, '[{"姓名": "张三"}, "李四", ["王五"], null, {"姓名": "赵六"}]')
    assert codes(table) == ["T17", "T17", "T17"]
    assert [problem.place.path for problem in table.problems] == ["$[1]", "$[2]", "$[3]"]
    assert "{" in table.problems[0].hint
    assert texts(table) == [{"姓名": "张三"}, {"姓名": "赵六"}]
    assert table.records[1].cells["姓名"].place.row == 5
    assert table.records[1].number == 2


def test_blank_records_are_skipped(tmp_path: Path) -> None:
    table = read(tmp_path, '[{"姓名": "", "单位": [" ", {"a": null}]}, {}, {"姓名": "张三"}]')
    assert [record.cells["姓名"].raw for record in table.records] == ["张三"]
    assert table.problems == ()


def test_a_record_of_unknown_keys_only_is_still_a_record(tmp_path: Path) -> None:
    table = read(tmp_path, '[{"姓名": "甲"}, {"名字": "乙"}, {"名字": "丙"}, {"名字": " "}]')
    assert [row["姓名"] for row in texts(table)] == ["甲", "", ""]
    assert table.records[2].cells["姓名"].place.row == 3
    assert codes(table) == ["T01"]


def test_empty_list_is_an_empty_table(tmp_path: Path) -> None:
    table = read(tmp_path, "[]")
    assert table.records == ()
    assert only_problem(table).code == "T07"


@pytest.mark.parametrize(
    "content",
    ['"张三"', "1", "null", "true", '{"姓名": "张三"}', '{"申报": {"姓名": "张三"}}',
     '[["张三"], ["李四"]]', '["张三"]'],
)  # fmt: skip
def test_whole_file_of_another_shape(tmp_path: Path, content: str) -> None:
    assert "不是一列申报" in refused(tmp_path, content).message


def test_records_without_any_known_key(tmp_path: Path) -> None:
    assert "姓名、" in refused(tmp_path, '[{"name": "张三"}]').hint


@pytest.mark.parametrize(
    ("content", "line", "column", "reason"),
    [
        ('[\n {"姓名"： "张三"}]', 2, 7, "全角的“：”"),
        ('[{"姓名": "张三"}，{"姓名": "李四"}]', 1, 14, "全角的“，”"),
        ('[{“姓名”: "张三"}]', 1, 3, "全角的““”"),
        ('[{"姓名": “张三”}]', 1, 9, "全角的““”"),
        ('[{"姓名": "张三"} {"姓名": "李四"}]', 1, 15, "少了一个逗号"),
        ('[{"姓名": "张三"},]', 1, None, "多了一个逗号"),
        ('[{"姓名": "张三",}]', 1, None, "多了一个逗号"),
        ('[{"姓名" "张三"}]', 1, 8, "少了一个冒号"),
        ('[{"姓名": 张三}]', 1, 9, "加双引号"),
        ('[{"姓名": "张三}]', 1, 9, "没有配对"),
        ('[{"姓名": "张\n三"}]', 1, 11, "\\n"),
        ('[{"姓名": "C:\\d"}]', 1, None, "两遍"),
        ('[{"姓名": "张三"}', 1, 14, "少了右括号"),
        ('[{"姓名": "张三"}] x', 1, 16, "多了东西"),
    ],
)
def test_syntax_error_has_line_column_and_reason(
    tmp_path: Path, content: str, line: int, column: int | None, reason: str
) -> None:
    message = refused(tmp_path, content).message
    assert f"第{line}行第{column or ''}" in message
    assert reason in message


def test_brackets_nested_without_end(tmp_path: Path) -> None:
    assert "太深" in refused(tmp_path, "[" * 100_000).message
    deep = "[" * 900 + "]" * 900
    assert "太深" in refused(tmp_path, f'[{{"姓名": {deep}}}]').message


def test_number_too_long_for_an_integer(tmp_path: Path) -> None:
    assert texts(read(tmp_path, f'[{{"姓名": {"1" * 5000}}}]')) == [{"姓名": "1" * 5000}]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_other_encodings(tmp_path: Path, encoding: str) -> None:
    assert texts(read(tmp_path, '[{"姓名": "䶮"}]'.encode(encoding))) == [{"姓名": "䶮"}]


def test_empty_file(tmp_path: Path) -> None:
    assert "是空的" in refused(tmp_path, " ").message


def test_lines_of_json(tmp_path: Path) -> None:
    content = '{"姓名": "张\u2028三"}\r\n\n{"姓名": 1990.10, "单位": ["a"]}\n'
    table = read(tmp_path, content, "a.jsonl")
    assert texts(table) == [{"姓名": "张\u2028三", "单位": ""}, {"姓名": "1990.10", "单位": ["a"]}]
    assert str(table.records[1].cells["单位"].place) == "a.jsonl 第3行 $.单位 “单位”"


def test_wrong_line_of_json_is_named_by_its_number(tmp_path: Path) -> None:
    message = refused(tmp_path, '{"姓名": "张三"}\n{"姓名"： "x"}\n', "a.jsonl").message
    assert "第2行第6列" in message


def test_line_that_is_no_object(tmp_path: Path) -> None:
    table = read(tmp_path, '{"姓名": "张三"}\n["x"]\n', "a.jsonl")
    assert only_problem(table).code == "T17"
    assert only_problem(table).place.row == 2


def test_lone_surrogate_is_kept_for_the_kinds_to_refuse(tmp_path: Path) -> None:
    assert texts(read(tmp_path, json.dumps([{"姓名": "\ud800"}]))) == [{"姓名": "\ud800"}]


def test_label_keys_follow_the_same_rules_as_headings(tmp_path: Path) -> None:
    (tmp_path / "b.json").write_text('[{"姓　名*": "张三"}]', encoding="utf-8")
    table = read_table(tmp_path, "b.json", [text_field("姓名")])
    assert texts(table) == [{"姓名": "张三"}]
