from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from formgen.check.rules.binding import bind_rules
from formgen.problems import CampaignError, Problem, Severity
from tests.check.materials.making import campaign_of, mp4, picture, portrait, rule_problems

FIELDS: tuple[dict[str, Any], ...] = (
    {"名称": "类别", "类型": "单选", "选项": ["图文", "视频"]},
    {"名称": "照片", "类型": "照片"},
    {"名称": "图片", "类型": "图片"},
    {"名称": "视频", "类型": "附件"},
)


def rule(kind: str, field: str, **values: Any) -> Mapping[str, Any]:
    return {"规则": kind, "原文": "略", "字段": [field] if field else [], "参数": values}


def found(folder: Path, cell: str, *rules: Mapping[str, Any]) -> list[Problem]:
    """What rules about one field find where its cell says this."""
    field = rules[0]["字段"][0]
    csv = f'姓名,{field}\n张三,"{cell}"\n'
    return rule_problems(campaign_of(*FIELDS, rules=rules), folder, csv)


def codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def test_a_photo_is_as_the_notice_asks(tmp_path: Path) -> None:
    asked = rule("照片", "照片", 宽=35, 高=49, 底色="红")
    portrait("red").save(tmp_path / "a.jpg")
    assert found(tmp_path, "a.jpg", asked) == []
    portrait((67, 142, 219), (200, 200)).save(tmp_path / "a.jpg")
    assert codes(found(tmp_path, "a.jpg", asked)) == ["M08", "M09", "M10"]
    assert found(tmp_path, "", asked) == []


@pytest.mark.parametrize(
    ("count", "expected"), [(0, []), (1, ["V34"]), (2, []), (3, []), (4, ["V35"])]
)
def test_pictures_are_counted(tmp_path: Path, count: int, expected: list[str]) -> None:
    names = [f"{number}.jpg" for number in range(count)]
    for name in names:
        picture(tmp_path / name)
    assert (
        codes(found(tmp_path, "\n".join(names), rule("图片", "图片", 下限=2, 上限=3))) == expected
    )


@pytest.mark.parametrize(
    ("dpi", "long_side", "expected"),
    [
        (300, 900, []), (299.72, 900, []), (299, 900, [("M11", None)]), (600, 100, []),
        (72, 1799, [("M11", None)]), (72, 1800, [("M11", Severity.WARNING)]),
        (None, 1799, [("M12", Severity.WARNING)]), (None, 1800, []),
    ],
)  # fmt: skip
def test_pictures_have_the_resolution(
    tmp_path: Path, dpi: float | None, long_side: int, expected: list[object]
) -> None:
    keys = {"dpi": (dpi, dpi)} if dpi else {}
    picture(tmp_path / "a.png", (60, long_side), **keys)
    problems = found(tmp_path, "a.png", rule("图片", "图片", 最低分辨率=300))
    assert [(problem.code, problem.level) for problem in problems] == expected


def test_what_is_said_of_a_resolution(tmp_path: Path) -> None:
    picture(tmp_path / "a.png", (60, 40), dpi=(72, 72))
    picture(tmp_path / "b.png", (60, 40))
    problems = found(tmp_path, "a.png\nb.png", rule("图片", "图片", 最低分辨率=300))
    assert [problem.message for problem in problems] == [
        "“a.png”的分辨率是 72 dpi，应不低于 300 dpi",
        "“b.png”没有写明分辨率（60×40 像素），应不低于 300 dpi",
    ]


def test_pictures_have_captions_and_a_format(tmp_path: Path) -> None:
    for name in ("a.png", "b.png", "c.jpg"):
        picture(tmp_path / name)
    cell = "a.png|四个字呀\nb.png\nc.jpg|五个字的话"
    problems = found(tmp_path, cell, rule("图片", "图片", 格式=["PNG"], 说明必填=True, 说明上限=4))
    assert [(problem.code, problem.details["path"]) for problem in problems] == [
        ("M07", "c.jpg"), ("M13", "b.png"), ("M14", "c.jpg"),
    ]  # fmt: skip
    assert problems[1].hint == "请在文件名后面加“|”和说明，写成“b.png | 说明文字”"
    assert problems[1].missing


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((1920, 1080), []), ((1080, 1920), []), ((3840, 2160), []),
        ((1918, 1080), ["M16"]), ((1920, 1078), ["M16"]), ((1280, 720), ["M16"]),
    ],
)  # fmt: skip
def test_a_video_is_large_enough_either_way_round(
    tmp_path: Path, size: tuple[int, int], expected: list[str]
) -> None:
    mp4(tmp_path / "a.mp4", *size)
    problems = found(tmp_path, "a.mp4", rule("视频", "视频", 最低宽度=1920, 最低高度=1080))
    assert codes(problems) == expected
    if problems:
        shown = f"“a.mp4”的画面是 {size[0]}×{size[1]} 像素，应不低于 1920×1080"
        assert problems[0].message == shown


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"最低宽度": 1280}, []), ({"最低宽度": 1281}, ["M16"]),
        ({"最低高度": 720}, []), ({"最低高度": 721}, ["M16"]),
    ],
)  # fmt: skip
def test_one_side_of_a_video_may_be_asked_for(
    tmp_path: Path, values: Mapping[str, int], expected: list[str]
) -> None:
    mp4(tmp_path / "a.mp4", 1280, 720)
    assert codes(found(tmp_path, "a.mp4", rule("视频", "视频", **values))) == expected


@pytest.mark.parametrize(
    ("milliseconds", "expected"),
    [(299_000, []), (300_999, []), (301_000, ["M17"]), (370_500, ["M17"]), (0, ["M21"])],
)
def test_a_video_is_short_enough(tmp_path: Path, milliseconds: int, expected: list[str]) -> None:
    mp4(tmp_path / "a.mp4", milliseconds=milliseconds)
    problems = found(tmp_path, "a.mp4", rule("视频", "视频", 时长上限分钟=5))
    assert codes(problems) == expected
    if milliseconds == 370_500:
        assert problems[0].message == "“a.mp4”的时长是 6分10秒，应不超过 5 分钟"


def test_what_is_no_video_is_said_once(tmp_path: Path) -> None:
    picture(tmp_path / "a.jpg")
    asked = {"最低宽度": 1920, "说明必填": True}
    plain = found(tmp_path, "a.jpg", rule("视频", "视频", **asked))
    assert [problem.message for problem in plain] == [
        "“a.jpg”应是 MP4 视频，其实是：JPG 图片", "“a.jpg”没有文字说明",
    ]  # fmt: skip
    named = found(tmp_path, "a.jpg", rule("视频", "视频", 格式=["MP4"], **asked))
    assert codes(named) == ["M07", "M13"]


def test_a_video_that_does_not_open_is_the_fields_concern(tmp_path: Path) -> None:
    video = mp4(tmp_path / "a.mp4", 320, 240)
    video.write_bytes(video.read_bytes()[:-9])
    asked = rule("视频", "视频", 最低宽度=1920, 时长上限分钟=5, 格式=["MP4"])
    assert found(tmp_path, "a.mp4", asked) == []


MATERIALS: list[dict[str, Any]] = [
    {"名称": "申报表", "必交": True},
    {"名称": "工作图片", "字段": "图片", "说明": "配发三张以上图片"},
    {"名称": "宣传视频", "字段": "视频"},
]


def test_materials_are_handed_in_where_they_apply(tmp_path: Path) -> None:
    picture(tmp_path / "a.jpg")
    fields = [
        field | ({"适用": {"类别": ["视频"]}} if field["名称"] == "视频" else {})
        for field in FIELDS
    ]
    rules = [rule("材料", "", 材料=["申报表", "工作图片", "宣传视频"])]
    campaign = campaign_of(*fields, rules=rules, materials=MATERIALS)
    csv = "姓名,类别,图片,视频\n张三,图文,,\n李四,视频,a.jpg,\n"
    pictures, video = rule_problems(campaign, tmp_path, csv)
    assert pictures.message == "没有交“工作图片”（“图片”是空的）"
    assert pictures.hint == "请补交，要求是“配发三张以上图片”"
    assert (pictures.entry, str(pictures.place)) == ("张三", "a.csv 第2行 C列“图片”")
    assert (video.entry, video.hint) == ("李四", "请补交，要求是“宣传视频”")
    assert video.missing


def test_a_required_field_is_not_said_twice(tmp_path: Path) -> None:
    fields = [
        field | ({"必填": True, "适用": {"类别": ["视频"]}} if field["名称"] == "图片" else {})
        for field in FIELDS
    ]
    rules = [rule("材料", "", 材料=["工作图片"])]
    campaign = campaign_of(*fields, rules=rules, materials=MATERIALS)
    assert rule_problems(campaign, tmp_path, "姓名,类别,图片\n张三,图文,\n李四,视频,\n") == []


@pytest.mark.parametrize(
    ("asked", "complaint"),
    [
        (rule("照片", "照片", 宽=35), "要一起写"),
        (rule("照片", "照片"), "请写“宽”和“高”，或“底色”"),
        (rule("照片", "照片", 宽=0, 高=49), "宽"),
        (rule("照片", "图片", 底色="红"), "不能用于“图片”"),
        (rule("图片", "图片"), "请至少写一项"),
        (rule("图片", "图片", 下限=3, 上限=2), "“下限”比“上限”还大"),
        (rule("图片", "图片", 最低分辨率=0), "最低分辨率"),
        (rule("图片", "图片", 上线=3), "上线"),
        (rule("视频", "视频"), "请至少写一项"),
        (rule("视频", "视频", 时长上限分钟=0), "时长上限分钟"),
        (rule("视频", "照片", 格式=["MP4"]), "不能用于“照片”"),
        (rule("材料", "", 材料=["申报表", "申请表", "说明"]), "没有“申请表、说明”"),
        (rule("材料", "", 材料=[]), "材料"),
    ],
)
def test_a_rule_that_cannot_hold_is_refused(asked: Mapping[str, Any], complaint: str) -> None:
    with pytest.raises(CampaignError, match=complaint):
        bind_rules(campaign_of(*FIELDS, rules=[asked], materials=MATERIALS))


def test_equal_limits_can_hold() -> None:
    asked = rule("图片", "图片", 下限=3, 上限=3)
    assert len(bind_rules(campaign_of(*FIELDS, rules=[asked]))) == 1
