"""What was sent back: every good file is found, every other one gets a line, none is dropped."""

from __future__ import annotations

import io
import os
import struct
import sys
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import pytest

from formgen.collect.sources import Refused, Returned, Sort, archives, find_returned
from formgen.collect.sources.returned import Item
from formgen.problems import InputError
from tests.word.making import docx

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def form(text: str) -> bytes:
    return docx(text)


def packed(files: Mapping[str, bytes]) -> bytes:
    """A zip archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def workbook() -> bytes:
    return packed({"[Content_Types].xml": f'<Types><Override ContentType="{SHEET}"/>'.encode()})


def write(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def found(*paths: Path) -> dict[str, Returned | str]:
    """Each file by its shown name: what was returned, or the code and sentence of its problem."""
    result: dict[str, Returned | str] = {}
    for one in find_returned(paths):
        assert one.file not in result
        if isinstance(one, Refused):
            assert one.problem.place.file == one.file
            assert one.problem.hint
            result[one.file] = f"{one.problem.code} {one.problem.message}"
        else:
            result[one.file] = one
    return result


def good(*paths: Path) -> list[str]:
    return [one.file for one in find_returned(paths) if isinstance(one, Returned)]


def test_folders_are_walked_in_the_order_people_count(tmp_path: Path) -> None:
    files = ("10.docx", "2.docx", "泉山区/乡镇/3.docx", "泉山区/1.docx", "a02.docx", "A1.docx")
    folder = write(tmp_path / "回收", {name: form(name) for name in files})
    returned = list(find_returned([folder]))
    assert [one.file for one in returned] == [
        "2.docx", "10.docx", "A1.docx", "a02.docx", "泉山区/1.docx", "泉山区/乡镇/3.docx",
    ]  # fmt: skip
    last = returned[-1]
    assert isinstance(last, Returned)
    assert last.folders == ("回收", "泉山区", "乡镇")
    assert last.content == form("泉山区/乡镇/3.docx")
    assert last.sort is Sort.WORD


def test_of_several_folders_each_name_says_which(tmp_path: Path) -> None:
    write(tmp_path, {"甲区/表.docx": form("甲"), "乙区/表.docx": form("乙"), "单.docx": form("丙")})
    names = good(tmp_path / "甲区", tmp_path / "乙区", tmp_path / "单.docx")
    assert names == ["甲区/表.docx", "乙区/表.docx", "单.docx"]


def test_archives_are_looked_into_also_one_within_another(tmp_path: Path) -> None:
    deepest = packed({"丁.docx": form("丁")})
    inner = packed({"丙/丙.docx": form("丙"), "深.zip": deepest})
    outer = packed({"泉山区/甲.docx": form("甲"), "泉山区/云龙.zip": inner})
    folder = write(tmp_path / "x", {"收/回收.zip": outer})
    result = found(folder)
    one = result["收/回收.zip/泉山区/甲.docx"]
    assert isinstance(one, Returned)
    assert one.folders == ("x", "收", "回收", "泉山区")
    two = result["收/回收.zip/泉山区/云龙.zip/丙/丙.docx"]
    assert isinstance(two, Returned)
    assert two.folders == ("x", "收", "回收", "泉山区", "云龙", "丙")
    assert two.content == form("丙")
    assert "套了两层" in str(result["收/回收.zip/泉山区/云龙.zip/深.zip"])
    assert len(result) == 3


def test_what_nobody_sent_is_passed_over_without_a_word(tmp_path: Path) -> None:
    names = (
        "~$表.docx", ".~lock.表.docx#", "Thumbs.db", ".DS_Store", "desktop.ini", ".hidden/表.docx",
        "__MACOSX/._表.docx", "applicants（收表情况）.xlsx",
    )  # fmt: skip
    folder = write(tmp_path / "a", {name: form(name) for name in names})
    inside = packed({**{name: form(name) for name in names}, "表.docx": form("表")})
    write(folder, {"收.zip": inside})
    assert list(found(folder)) == ["收.zip/表.docx"]


def test_the_table_to_be_written_is_no_form(tmp_path: Path) -> None:
    write(tmp_path, {"applicants.xlsx": workbook(), "汇总表.xlsx": packed_other_workbook()})
    result = list(find_returned([tmp_path], apart_from=[tmp_path / "applicants.xlsx"]))
    assert [one.file for one in result] == ["汇总表.xlsx"]


def packed_other_workbook() -> bytes:
    return packed({"[Content_Types].xml": f"<Types a='{SHEET}'/>".encode()})


PHOTO = b"\xff\xd8\xff\xe0" + bytes(100)
REFUSED = {
    "空.docx": (b"", "空文件"),
    "坏.docx": (form("坏")[:200], "已损坏"),
    "照片.docx": (PHOTO, "照片或扫描件"),
    "扫描.png": (b"\x89PNG\r\n\x1a\n" + bytes(50), "照片或扫描件"),
    "说明.txt": ("请查收".encode(), "文本文件"),
    "网页.doc": (b"<html><body>x</body></html>", "网页"),
    "网页2.doc": (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "网页"),
    "包.rar": (b"Rar!\x1a\x07\x01\x00" + bytes(20), "RAR"),
    "包.7z": (b"7z\xbc\xaf\x27\x1c" + bytes(20), "7Z"),
    "包.tar.gz": (b"\x1f\x8b\x08" + bytes(20), "GZ"),
    "乱.docx": (bytes(range(256)), "无法识别"),
    "片.mp4": (b"\0\0\0\x20ftypisom" + bytes(20), "MP4"),
    "空.zip": (packed({}), "没有文件"),
    "坏.zip": (packed({"甲.docx": form("甲")})[:-30], "已损坏"),
    "演示.pptx": (packed({"[Content_Types].xml": b"<Types/>"}), "不是 Word 表"),
    "二进制.xlsb": (
        packed({"[Content_Types].xml": b"ms-excel.sheet.binary.macroEnabled.main"}),
        "xlsb",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_each_other_file_gets_its_line_and_the_good_ones_are_read(
    tmp_path: Path, name: str
) -> None:
    content, reason = REFUSED[name]
    folder = write(tmp_path / "a", {"1.docx": form("一"), name: content, "最后.docx": form("二")})
    result = found(folder)
    assert str(result[name]).startswith("C14 ")
    assert reason in str(result[name])
    assert isinstance(result["1.docx"], Returned)
    assert isinstance(result["最后.docx"], Returned)
    assert len(result) == 3
    inside = found(
        write(tmp_path / "b", {"收.zip": packed({name: content, "好.docx": form("好")})})
    )
    assert isinstance(inside.pop("收.zip/好.docx"), Returned)
    assert [reason in str(one) for one in inside.values()] == [True]


def test_the_content_says_what_a_file_is_not_its_name(tmp_path: Path) -> None:
    files = {"表.txt": form("甲"), "没有后缀": form("乙"), "表.pdf": workbook(),
             "打印.docx": b"%PDF-1.7\n"}  # fmt: skip
    result = found(write(tmp_path, files))
    sorts = {name: one.sort for name, one in result.items() if isinstance(one, Returned)}
    assert sorts == {
        "表.txt": Sort.WORD, "没有后缀": Sort.WORD, "表.pdf": Sort.WORKBOOK, "打印.docx": Sort.PDF,
    }  # fmt: skip


def test_a_file_with_macros_is_a_word_file(tmp_path: Path) -> None:
    kind = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    files = {"表.docm": packed({"[Content_Types].xml": b"<Types a='" + kind + b"'/>"})}
    one = found(write(tmp_path, files))["表.docm"]
    assert isinstance(one, Returned)
    assert one.sort is Sort.WORD


def test_the_same_bytes_are_read_once_and_the_first_is_named(tmp_path: Path) -> None:
    twin = form("同")
    files = {"1.docx": twin, "2.docx": form("异"), "收.zip": packed({"张三.docx": twin})}
    result = found(write(tmp_path, files))
    assert isinstance(result["1.docx"], Returned)
    assert isinstance(result["2.docx"], Returned)
    assert str(result["收.zip/张三.docx"]).startswith("C12 与“1.docx”内容完全相同")


def test_a_file_of_64_megabytes_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    most = archives.MAX_FILE_BYTES
    for name, size in (("够.docx", most), ("大.docx", most + 1), ("很大.docx", 100 * 2**20)):
        with (tmp_path / name).open("wb") as stream:
            stream.write(b"\xff\xd8\xff")
            stream.truncate(size)  # sparse: takes no room on the disk
    result = found(tmp_path)
    assert "照片" in str(result["够.docx"])
    assert "64 MB" in str(result["大.docx"])
    assert "有 100 MB，超过了 64 MB" in str(result["很大.docx"])


def test_a_path_that_is_not_there_is_said_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"没有\.zip"):
        find_returned([tmp_path, tmp_path / "没有.zip"])


def renamed(content: bytes, old: bytes, new: bytes) -> bytes:
    """A zip archive whose entry has another name of the same length, in whatever encoding."""
    assert len(old) == len(new)
    assert content.count(old) == 2
    return content.replace(old, new)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("泉山区\\张三.docx".encode("gbk"), "泉山区/张三.docx"),
        ("联通.docx".encode("gbk"), "联通.docx"),
        ("李堃.docx".encode(), "李堃.docx"),  # as a Mac writes it
        (b"C:\\a\\..\\..\\b.docx", "a/b.docx"),
        (b"../../../etc/x.docx", "etc/x.docx"),
        (b"/srv/x.docx", "srv/x.docx"),
        ("昆（\\）.docx".encode("gbk"), "昆（/）.docx"),
        ("乗乗.docx".encode("gbk"), "乗乗.docx"),  # its second bytes are backslashes
    ],
)
def test_names_in_an_archive_are_read_as_its_writer_meant(
    tmp_path: Path, raw: bytes, shown: str
) -> None:
    placeholder = b"#" * len(raw)
    content = renamed(packed({placeholder.decode(): form("x")}), placeholder, raw)
    (tmp_path / "收.zip").write_bytes(content)
    assert good(tmp_path / "收.zip") == [f"收.zip/{shown}"]
    assert [path.name for path in tmp_path.iterdir()] == ["收.zip"]


@pytest.mark.parametrize(("right", "shown"), [(True, "张喆.docx"), (False, "###.docx")])
def test_the_unicode_name_is_used_where_it_is_of_this_entry(
    tmp_path: Path, right: bool, shown: str
) -> None:
    raw = b"###.docx"
    checksum = zlib.crc32(raw if right else b"other")
    name = struct.pack("<BI", 1, checksum) + "张喆.docx".encode()
    info = zipfile.ZipInfo(raw.decode())
    info.extra = struct.pack("<HH", 0x7075, len(name)) + name
    with zipfile.ZipFile(tmp_path / "收.zip", "w") as archive:
        archive.writestr(info, form("x"))
    assert good(tmp_path / "收.zip") == [f"收.zip/{shown}"]


def test_a_locked_entry_is_said_and_an_archive_of_nothing_else_once(tmp_path: Path) -> None:
    some = locked(packed({"锁.docx": form("锁"), "好.docx": form("好")}), "锁.docx")
    every = locked(locked(packed({"a.docx": form("a"), "b.docx": form("b")}), "a.docx"), "b.docx")
    result = found(write(tmp_path, {"部分.zip": some, "全部.zip": every}))
    assert isinstance(result.pop("部分.zip/好.docx"), Returned)
    assert {name: "加了密码" in str(one) for name, one in result.items()} == {
        "部分.zip/锁.docx": True,
        "全部.zip": True,
    }


def locked(content: bytes, name: str) -> bytes:
    """An archive that says of an entry that it is encrypted."""
    changed = bytearray(content)
    for signature, flags, start in ((b"PK\3\4", 6, 30), (b"PK\1\2", 8, 46)):
        at = changed.find(signature)
        while at >= 0:
            if changed[at + start : at + start + len(name.encode())] == name.encode():
                changed[at + flags] |= 1
            at = changed.find(signature, at + 4)
    return bytes(changed)


def test_an_entry_packed_tighter_than_any_file_is_not_unpacked(tmp_path: Path) -> None:
    most = archives.RATIO_MATTERS
    picture = b"\xff\xd8\xff".ljust(most, b"\0")
    files = {"足.jpg": picture, "过.jpg": picture + b"\0", "好.docx": form("好")}
    result = found(write(tmp_path, {"收.zip": packed(files)}))
    assert "照片" in str(result["收.zip/足.jpg"])
    assert "异常紧密" in str(result["收.zip/过.jpg"])
    assert isinstance(result["收.zip/好.docx"], Returned)


@pytest.mark.parametrize(("less", "count"), [(0, 2), (1, 1)])
def test_the_files_of_an_archive_together_are_bounded(less: int, count: int) -> None:
    inner = packed({"1.docx": form("一")})
    size = len(inner) + len(form("一")) + len(form("二二"))
    archive = archives.open_archive(io.BytesIO(packed({"1.zip": inner, "2.docx": form("二二")})))
    items = list(archives.files_of(archive, "收.zip", (), archives.Budget(size - less)))
    assert [isinstance(one, Item) for one in items] == [True, count == 2]


def test_an_archive_of_too_many_files_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "MAX_ENTRIES", 10)
    for count in (10, 11):
        files = {f"{n}.docx": form(str(n)) for n in range(count)}
        (tmp_path / f"{count}.zip").write_bytes(packed(files))
    assert len(good(tmp_path / "10.zip")) == 10
    assert "文件太多" in str(found(tmp_path / "11.zip")["11.zip"])


def test_a_directory_larger_than_any_is_not_read(tmp_path: Path) -> None:
    content = bytearray(packed({"1.docx": form("一")}))
    end = content.rfind(b"PK\5\6")
    content[end + 12 : end + 16] = struct.pack("<I", 8 * 2**20 + 1)
    (tmp_path / "收.zip").write_bytes(content)
    assert "文件太多" in str(found(tmp_path / "收.zip")["收.zip"])


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights")
def test_links_are_not_followed_and_loops_end(tmp_path: Path) -> None:
    write(tmp_path, {"外/密.docx": form("密"), "收/好.docx": form("好")})
    (tmp_path / "收" / "外").symlink_to(tmp_path / "外")
    (tmp_path / "收" / "环").symlink_to(tmp_path / "收")
    (tmp_path / "收" / "密.docx").symlink_to(tmp_path / "外" / "密.docx")
    result = found(tmp_path / "收")
    assert isinstance(result.pop("好.docx"), Returned)
    assert {name: "链接" in str(one) for name, one in result.items()} == {
        "外": True, "环": True, "密.docx": True,
    }  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="has no such files")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管")
    assert "不是普通的文件" in str(found(tmp_path)["管"])


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_what_may_not_be_read_is_said(tmp_path: Path) -> None:
    write(tmp_path, {"锁.docx": form("锁"), "夹/x.docx": form("x"), "好.docx": form("好")})
    (tmp_path / "锁.docx").chmod(0)
    (tmp_path / "夹").chmod(0)
    try:
        result = found(tmp_path)
    finally:
        (tmp_path / "夹").chmod(0o755)
    assert "没有权限" in str(result["锁.docx"])
    assert "没有权限" in str(result["夹"])
    assert isinstance(result["好.docx"], Returned)


@pytest.mark.skipif(sys.platform != "linux", reason="names there are any bytes")
def test_a_name_of_undecodable_bytes_is_shown_as_chinese(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + "/张三.docx".encode("gbk")
    with open(raw, "wb") as stream:  # noqa: PTH123 - a path of bytes
        stream.write(form("x"))
    assert good(tmp_path) == ["张三.docx"]


def test_folders_deep_within_folders_end(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["a"] * 50)
    deep.mkdir(parents=True)
    (deep / "x.docx").write_bytes(form("x"))
    assert ["套得太深" in str(one) for one in found(tmp_path).values()] == [True]
