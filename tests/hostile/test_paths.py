"""Hostile paths in data: nothing outside the campaign folder is read, nothing is waited for."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.check.generating import picture
from tests.hostile.campaigns import campaign, csv_of, json_of, rows_of, write_campaign
from tests.hostile.running import Room

SECRET = "外面的秘密"


@pytest.fixture
def room(tmp_path: Path) -> Room:
    """A campaign with links, pipes and devices in its folder, and a secret beside it."""
    made = Room.at(tmp_path)
    folder = write_campaign(made.campaign)
    (made.root / "secret.txt").write_text(SECRET, encoding="utf-8")
    (made.root / "secret.jpg").write_bytes(picture("JPEG", {}))
    (folder / "事迹").mkdir()
    (folder / "事迹/甲.txt").write_text("里面的文字", encoding="utf-8")
    (folder / "甲.jpg").write_bytes(picture("JPEG", {}))
    (folder / "link.txt").symlink_to(made.root / "secret.txt")
    (folder / "link.jpg").symlink_to("../secret.jpg")
    (folder / "up").symlink_to("..")
    (folder / "root").symlink_to("/")
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "ring1").symlink_to("ring2")
    (folder / "ring2").symlink_to("ring1")
    (folder / "zero.txt").symlink_to("/dev/zero")
    (folder / "inner.txt").symlink_to("事迹/甲.txt")
    (folder / "self").symlink_to(".")
    os.mkfifo(folder / "pipe.txt")
    os.mkfifo(folder / "pipe.jpg")
    with (folder / "hollow.txt").open("wb") as file:
        file.truncate(2**40)  # takes no room on the disk
    with (folder / "hollow.jpg").open("wb") as file:
        file.truncate(2**40)
    return made


OUTSIDE = (
    "../secret.txt",
    "..\\secret.txt",
    "事迹/../../secret.txt",
    "./../secret.txt",
    "up/secret.txt",
    "link.txt",
    "root/etc/passwd",
    "/etc/passwd",
    "//etc/passwd",
    "\\etc\\passwd",
    "/proc/self/environ",
    "/dev/zero",
    "/dev/stdin",
    "zero.txt",
    "self/self/../../secret.txt",
    "../campaign2/x.txt",
    "\\\\server\\share",
    "../" * 300 + "etc/passwd",
)
ABSENT = (
    "没有.txt",
    "事迹",
    ".",
    "pipe.txt",
    "loop.txt",
    "ring1",
    "ring1/x.txt",
    "self/" * 1000,
    "a" * 256,
    "a" * 300,
    "a/" * 2000,
    "事迹/甲.txt/x",
    "C:\\secret.txt",
    "file:///etc/passwd",
    "http://example.com/x.txt",
    "~/secret.txt",
    "$HOME/x",
    "%2e%2e/secret.txt",
    "..%2fsecret.txt",
    "．．/secret.txt",
    "甲" * 5000,
    "*.txt",
    "事迹/*",
    "CON",
)
INSIDE = (
    "事迹/甲.txt",
    "事迹\\甲.txt",
    "./事迹/甲.txt",
    "事迹/../事迹/甲.txt",
    "inner.txt",
    "self/self/事迹/甲.txt",
)


@pytest.mark.parametrize("field", ["经过", "照片", "图片", "附件"])
def test_paths_out_of_the_folder_are_refused(room: Room, field: str) -> None:
    mark = "@" if field == "经过" else ""
    paths = (*OUTSIDE, *ABSENT)
    entries = [{"名称": f"第{n}份", field: f"{mark}{path}"} for n, path in enumerate(paths)]
    (room.campaign / "applicants.json").write_bytes(json_of(entries))
    ran = room.sound("check", room.campaign, "--format", "json")
    told = {one["row"]: one["code"] for one in ran.problems() if one["field"] == field}
    expected = ["M02"] * len(OUTSIDE) + ["M01"] * len(ABSENT)
    assert {paths[row - 1]: code for row, code in told.items()} == dict(
        zip(paths, expected, strict=True)
    )
    assert SECRET not in ran.screen


def test_links_inside_the_folder_are_followed(room: Room) -> None:
    entries = [{"名称": f"第{n}份", "经过": f"@{path}"} for n, path in enumerate(INSIDE)]
    (room.campaign / "applicants.json").write_bytes(json_of(entries))
    ran = room.sound("check", room.campaign, "--format", "json")
    assert (ran.code, ran.problems()) == (0, [])


def test_hollow_files_are_named_not_read(room: Room) -> None:
    entries = [
        {"名称": "第1份", "经过": "@hollow.txt"},
        {"名称": "第2份", "照片": "hollow.jpg"},
        {"名称": "第3份", "照片": "link.jpg"},
        {"名称": "第4份", "照片": "pipe.jpg"},
    ]
    (room.campaign / "applicants.json").write_bytes(json_of(entries))
    problems = room.sound("check", room.campaign, "--format", "json").problems()
    assert {one["row"]: one["code"] for one in problems} == {1: "M05", 2: "M04", 3: "M02", 4: "M01"}


TABLES: dict[str, int] = {
    "../secret.csv": 5,
    "/etc/passwd": 5,
    "link.csv": 5,
    "pipe.csv": 5,
    "zero.csv": 5,
    "loop.csv": 5,
    "folder.csv": 5,
    "hollow.csv": 5,
    "../" * 100 + "x.csv": 5,
    "a" * 300 + ".csv": 5,
    "没有.csv": 5,
    "http://example.com/x.csv": 5,
    "x\0.csv": 3,
}
"""What a side table of campaign.json is said to be, and the exit code."""


def test_tables_out_of_the_folder_are_refused(tmp_path: Path) -> None:
    room = Room.at(tmp_path)
    table = csv_of(rows_of([{"名称": SECRET}]))
    (room.root / "secret.csv").write_bytes(table)
    lines: list[list[Any]] = []
    for number, file in enumerate(TABLES):
        side = {"名称": "附表一", "文件": file, "字段": [{"名称": "名称", "类型": "文本"}]}
        folder = write_campaign(room.campaign / str(number), campaign(附表=[side]))
        (folder / "applicants.csv").write_bytes(csv_of(rows_of([{"名称": "甲"}])))
        (folder / "link.csv").symlink_to(room.root / "secret.csv")
        (folder / "zero.csv").symlink_to("/dev/zero")
        (folder / "loop.csv").symlink_to("loop.csv")
        (folder / "folder.csv").mkdir()
        os.mkfifo(folder / "pipe.csv")
        with (folder / "hollow.csv").open("wb") as hollow:
            hollow.truncate(2**40)
        lines.append(["check", folder])
    answers = room.each(*lines)
    assert {file: one.code for file, one in zip(TABLES, answers, strict=True)} == TABLES
    assert not any(SECRET in answer.screen for answer in answers)


OWN = ("applicants.csv", "units.csv", "campaign.json", "results.csv", "templates/申报表.docx")
"""Files a campaign folder holds by name."""


@pytest.mark.parametrize("sort", ["pipe", "device", "link", "folder", "loop"])
def test_the_campaigns_own_files_may_be_no_pipes_and_devices(tmp_path: Path, sort: str) -> None:
    room = Room.at(tmp_path)
    lines: list[list[Any]] = []
    for number, name in enumerate(OWN):
        folder = write_campaign(room.campaign / str(number))
        (folder / "applicants.csv").write_bytes(csv_of(rows_of([{"名称": "甲"}])))
        path = folder / name
        outside = room.root / f"{number}{path.suffix}"
        if path.exists():
            path.rename(outside)
        else:
            outside.write_bytes(csv_of([["名称", "推荐单位"]]))
        match sort:
            case "pipe":
                os.mkfifo(path)
            case "device":
                path.symlink_to("/dev/zero")
            case "link":
                path.symlink_to(outside)
            case "folder":
                path.mkdir()
            case "loop":
                path.symlink_to(path.name)
        lines += [
            ["check", folder],
            ["build", folder, "-o", room.out / str(number), "--format", "docx"],
        ]
    for answer in room.each(*lines):
        assert answer.code in (0, 1, 3, 4, 5), answer.screen


@pytest.mark.parametrize("sort", ["pipe", "device"])
def test_files_given_to_commands_may_be_no_pipes_and_devices(tmp_path: Path, sort: str) -> None:
    room = Room.at(tmp_path)
    folder = write_campaign(room.campaign)
    (folder / "applicants.csv").write_bytes(csv_of(rows_of([{"名称": "甲"}])))
    for ending in (".docx", ".txt", ".csv", ".xlsx"):
        path = room.root / f"given{ending}"
        if sort == "pipe":
            os.mkfifo(path)
        else:
            path.symlink_to("/dev/zero")
    (room.root / "fonts").mkdir()
    os.mkfifo(room.root / "fonts/a.ttf")
    (room.root / "fonts/b.ttf").symlink_to("/dev/zero")
    build = ["build", folder, "-o", room.out, "--format", "docx", "--list"]
    lines: list[list[object]] = [
        ["pdf", "given.docx", "-o", "out/x.pdf"],
        ["outline", "given.docx"],
        ["adopt", "given.docx", "-o", "out/x"],
        ["collect", folder, "given.docx", "-o", "out/x.csv"],
        ["collect", folder, "given.docx", "-o", "given.csv"],
        ["build", folder, "-o", "out", "--fonts", "fonts"],
        [*build, "given.txt"],
        [*build, "given.csv"],
        [*build, "given.xlsx"],
    ]
    ran = room.each(*lines, writes=("out", "campaign", "given（收表情况）.xlsx"))
    assert [answer.code for answer in ran if answer.code not in (0, 1, 2, 4, 5, 6)] == []
    assert [answer.code for answer in ran].count(0) <= 1
