from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from formgen.check.gathering import gathered
from formgen.check.materials import Reuse, material_findings
from formgen.problems import Problem, Severity
from tests.check.materials.making import drafts_of, fields_of, mp4, pdf, picture, portrait

PHOTO = {"名称": "照片", "类型": "照片"}
TWO_INCH = PHOTO | {"照片尺寸": {"宽": 35, "高": 49}}
PICTURES = {"名称": "图片", "类型": "图片"}
FILES = {"名称": "证明", "类型": "附件"}


def problems(folder: Path, csv: str, *fields: Mapping[str, Any]) -> list[Problem]:
    definitions = fields_of(*fields)
    drafts = drafts_of(folder, csv, definitions)
    found = chain(material_findings(drafts, definitions), gathered(Reuse(definitions), drafts))
    return [finding.problem() for finding in found]


def codes(found: list[Problem]) -> list[str]:
    return [problem.code for problem in found]


def test_blank_fields_are_no_concern(tmp_path: Path) -> None:
    assert problems(tmp_path, "姓名,照片,图片,证明\n张三,,,\n", TWO_INCH, PICTURES, FILES) == []


def test_a_file_of_another_format_is_named_by_its_content(tmp_path: Path) -> None:
    pdf(tmp_path / "证明.jpg")
    [problem] = problems(
        tmp_path, "姓名,证明\n张三,证明.jpg\n", FILES | {"文件格式": ["JPG", "PNG"]}
    )
    assert problem.message == "“证明.jpg”应是 JPG 或 PNG，其实是：PDF 文件"
    assert problem.hint == "请另存或转换成 JPG 或 PNG 再交；只改文件名没有用"
    assert str(problem.place) == "a.csv 第2行 B列“证明”"
    assert problem.severity is Severity.ERROR


@pytest.mark.parametrize(
    ("formats", "expected"),
    [
        (["JPG"], []), (["jpeg"], []), ([".jpg"], []), ([], []),
        (["PNG"], ["M07"]), (["PDF"], ["M07"]),
    ],
)  # fmt: skip
def test_a_format_has_several_names(
    tmp_path: Path, formats: list[str], expected: list[str]
) -> None:
    picture(tmp_path / "a.png", format="JPEG")
    for field in (PHOTO, PICTURES | {"名称": "照片"}, FILES | {"名称": "照片"}):
        found = problems(tmp_path, "姓名,照片\n张三,a.png\n", field | {"文件格式": formats})
        assert codes(found) == expected


def test_a_file_nobody_recognises_may_be_of_a_format_nobody_knows(tmp_path: Path) -> None:
    (tmp_path / "a.dwg").write_bytes(b"AC1032\0\0\1\2")
    for formats, expected in ((["DWG"], []), (["PDF"], ["M07"])):
        found = problems(tmp_path, "姓名,证明\n张三,a.dwg\n", FILES | {"文件格式": formats})
        assert codes(found) == expected


def test_an_attachment_that_does_not_open_is_said_once(tmp_path: Path) -> None:
    video = mp4(tmp_path / "a.mp4")
    video.write_bytes(video.read_bytes()[:-20])
    (tmp_path / "b.mp4").touch()
    [cut, empty] = problems(
        tmp_path, '姓名,证明\n张三,"a.mp4\nb.mp4"\n', FILES | {"文件格式": ["MP4"]}
    )
    assert cut.message == "“a.mp4”打不开：文件没有传完"
    assert empty.message == "“b.mp4”打不开：文件是空的"


def test_captions_may_be_as_long_as_the_limit(tmp_path: Path) -> None:
    picture(tmp_path / "a.jpg")
    picture(tmp_path / "b.jpg", colour="blue")
    csv = '姓名,图片\n张三,"a.jpg|现场五个字\nb.jpg|现场六个字了"\n'
    [problem] = problems(tmp_path, csv, PICTURES | {"最多字数": 5})
    assert problem.message == "“b.jpg”的说明有 6 字，应不超过 5 字"
    assert problem.hint == "请删去 1 字"


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((413, 579), []), ((1000, 1400), []),
        ((1039, 1400), []), ((1041, 1400), ["M08"]),
        ((961, 1400), []), ((959, 1400), ["M08"]),
        ((276, 386), []), ((275, 386), ["M09"]), ((276, 385), ["M09"]),
        ((579, 413), ["M08"]), ((200, 200), ["M08", "M09"]),
    ],
)  # fmt: skip
def test_a_photo_has_its_shape_and_pixels_enough(
    tmp_path: Path, size: tuple[int, int], expected: list[str]
) -> None:
    picture(tmp_path / "a.jpg", size)
    assert codes(problems(tmp_path, "姓名,照片\n张三,a.jpg\n", TWO_INCH)) == expected


def test_what_is_said_of_a_photo(tmp_path: Path) -> None:
    portrait((67, 142, 219), (200, 200)).save(tmp_path / "a.jpg")
    found = problems(tmp_path, "姓名,照片\n张三,a.jpg\n", TWO_INCH | {"底色": "红"})
    assert [problem.message for problem in found] == [
        "“a.jpg”宽 200、高 200 像素，宽与高的比应是 35∶49",
        "“a.jpg”是 200×200 像素，印成 35×49 毫米会模糊",
        "“a.jpg”的底色看上去不是红色",
    ]
    assert found[0].hint == "请裁成 35×49 毫米的比例，不要拉伸"
    assert found[1].hint == "请换一张不小于 276×386 像素的原照片，不要用软件放大"
    assert [problem.severity for problem in found] == [
        Severity.ERROR, Severity.WARNING, Severity.WARNING,
    ]  # fmt: skip


@pytest.mark.parametrize(("colour", "expected"), [("红底", []), ("蓝色", ["M10"]), ("灰", [])])
def test_a_background_is_asked_for_in_several_words(
    tmp_path: Path, colour: str, expected: list[str]
) -> None:
    portrait("red").save(tmp_path / "a.jpg")
    found = problems(tmp_path, "姓名,照片\n张三,a.jpg\n", PHOTO | {"底色": colour})
    assert codes(found) == expected


IDENTITY = {"名称": "身份证", "类型": "文本"}


def test_one_photo_of_two_persons_is_said_at_both(tmp_path: Path) -> None:
    picture(tmp_path / "照片" / "a.jpg")
    (tmp_path / "b.jpg").write_bytes((tmp_path / "照片" / "a.jpg").read_bytes())
    picture(tmp_path / "c.jpg", colour="blue")
    csv = "姓名,照片\n张三,照片/a.jpg\n李四,c.jpg\n王五,b.jpg\n"
    problem, first = problems(tmp_path, csv, PHOTO)
    assert (first.code, problem.code) == ("M18", "M18")
    assert first.message == "“照片/a.jpg”与第4行“王五”用的是同一张照片"
    assert str(first.place) == "a.csv 第2行 B列“照片”"
    assert problem.message == "“b.jpg”与第2行“张三”用的是同一张照片"
    assert str(problem.place) == "a.csv 第4行 B列“照片”"
    assert problem.entry == "王五"


def test_the_same_person_twice_may_have_one_photo(tmp_path: Path) -> None:
    picture(tmp_path / "a.jpg")
    number = {"名称": "身份证", "类型": "身份证号"}
    same = "姓名,身份证,照片\n张三,990101199005150027,a.jpg\n"
    assert problems(tmp_path, same + "张 三,,a.jpg\n", PHOTO, number) == []
    assert problems(tmp_path, same + "张叁,990101 19900515 0027,a.jpg\n", PHOTO, number) == []
    assert codes(problems(tmp_path, same + "张叁,,a.jpg\n", PHOTO, number)) == ["M18", "M18"]


def test_a_picture_used_twice_is_remarked_on(tmp_path: Path) -> None:
    picture(tmp_path / "a.jpg")
    picture(tmp_path / "b.jpg")
    picture(tmp_path / "c.jpg", colour="blue")
    csv = '姓名,图片\n张三,"a.jpg\nc.jpg\nb.jpg"\n李四,c.jpg\n'
    within, across = problems(tmp_path, csv, PICTURES)
    assert within.message == "“b.jpg”与前面的“a.jpg”的图片内容相同"
    assert across.message == "“c.jpg”与第2行“张三”的图片内容相同"
    assert {within.severity, across.severity} == {Severity.WARNING}
