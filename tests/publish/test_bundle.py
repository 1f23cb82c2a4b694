"""The bundle for the web office, unpacked and checked as its receiver would."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from formgen.publish.bundle import ARCHIVE, CHECKSUMS, INDEX, bundle
from formgen.publish.listing import ListColumn, ListGroup, PublicList

FILES = [
    ("预备人选公示.docx", b"PK\3\4" + bytes(range(256)) * 9),
    ("预备人选公示.html", "<!doctype html><title>公示</title>".encode() * 50),
    ("预备人选公示.csv", "\ufeff序号,姓名\r\n1,𠮷喆\r\n".encode()),
    ("  一 份“附件”.pdf", b"%PDF-1.7\r\n\0\xff"),
]
NAMES = PublicList(
    "网络文明征集活动",
    "预备人选公示",
    "",
    (ListColumn("姓名", "姓名"),),
    (ListGroup("", (("𠮷喆",),)),),
    (("公示时间", "2025年3月3日至7日"),),
)


def made() -> dict[str, bytes]:
    return dict(bundle("关于预备人选的公示", "test-2025", FILES, [NAMES]))


def unpacked(folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(made()[ARCHIVE])) as archive:
        assert archive.testzip() is None
        archive.extractall(folder)
    return folder


def sums_hold(folder: Path) -> bool:
    program = shutil.which("sha256sum")
    if program is None:
        pytest.skip("sha256sum comes with GNU coreutils")
    done = subprocess.run([program, "--check", "--strict", CHECKSUMS], cwd=folder, check=False)
    return done.returncode == 0


def test_the_zip_holds_every_file_at_its_top_level_with_readable_names() -> None:
    added = made()
    with zipfile.ZipFile(io.BytesIO(added[ARCHIVE])) as archive:
        contents = {info.filename: archive.read(info) for info in archive.infolist()}
        assert all(info.flag_bits & 0x800 for info in archive.infolist())
    assert contents == dict(FILES) | {INDEX: added[INDEX], CHECKSUMS: added[CHECKSUMS]}
    assert list(added) == [INDEX, CHECKSUMS, ARCHIVE]


def test_sha256sum_accepts_what_was_unpacked(tmp_path: Path) -> None:
    assert sums_hold(unpacked(tmp_path))
    lines = (tmp_path / CHECKSUMS).read_text(encoding="utf-8").splitlines()
    assert [line[66:] for line in lines] == [*(name for name, _ in FILES), INDEX]


@pytest.mark.parametrize("name", [FILES[2][0], INDEX])
def test_sha256sum_refuses_a_file_that_was_changed(tmp_path: Path, name: str) -> None:
    path = unpacked(tmp_path) / name
    path.write_bytes(path.read_bytes() + b" ")
    assert not sums_hold(tmp_path)


def test_the_index_agrees_with_the_files(tmp_path: Path) -> None:
    unpacked(tmp_path)
    index = json.loads((tmp_path / INDEX).read_text(encoding="utf-8"))
    for described in index["文件"]:
        content = (tmp_path / described["名称"]).read_bytes()
        assert described["字节数"] == len(content)
        assert described["SHA-256"] == hashlib.sha256(content).hexdigest()
    assert [one["名称"] for one in index["文件"]] == [name for name, _ in FILES]
    assert {one["语言"] for one in index["文件"]} == {"zh-CN"}


def test_the_index_says_what_is_published() -> None:
    index = json.loads(made()[INDEX])
    assert (index["标题"], index["活动编号"]) == ("关于预备人选的公示", "test-2025")
    assert index["名单"] == [
        {
            "活动": "网络文明征集活动",
            "标题": "预备人选公示",
            "公示时间": "2025年3月3日至7日",
            "总数": 1,
        }
    ]
    assert [one["文书"] for one in index["文件"]] == ["预备人选公示"] * 3 + ["  一 份“附件”"]
    assert [one["媒体类型"].split(";")[0] for one in index["文件"]] == [
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "text/html",
        "text/csv",
        "application/pdf",
    ]


def test_equal_files_give_equal_bytes_and_other_files_others() -> None:
    assert made() == made()
    other = dict(bundle("关于预备人选的公示", "test-2025", FILES[:3], [NAMES]))
    assert all(other[name] != made()[name] for name in (INDEX, CHECKSUMS, ARCHIVE))


def test_a_publication_without_lists_is_bundled_as_well() -> None:
    added = dict(bundle("通知", "test-2025", FILES[:1], []))
    assert json.loads(added[INDEX])["名单"] == []


@pytest.mark.parametrize("character", ["\ue000", "\U00031350", "\U0002ebf0"])
def test_names_with_characters_of_later_or_private_tables_are_plain(character: str) -> None:
    """People are called so; a file of a person's has the name."""
    added = dict(bundle("公示", "test-2025", [(f"01_王{character}.pdf", b"%PDF")], [NAMES]))
    assert f"01_王{character}.pdf" in added[CHECKSUMS].decode()


@pytest.mark.parametrize("name", ["甲/乙.pdf", "甲\\乙.pdf", "甲\n乙.pdf", "", ".", ".."])
def test_a_name_that_is_no_plain_file_name_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="plain"):
        bundle("公示", "test-2025", [(name, b"")], [])


@pytest.mark.parametrize("names", [("甲.PDF", "甲.pdf"), (INDEX,), ("sha256sums",), (ARCHIVE,)])
def test_two_files_of_one_name_are_refused(names: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="one name"):
        bundle("公示", "test-2025", [(name, b"") for name in names], [])
