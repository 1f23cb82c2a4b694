from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from formgen.campaign.field import FieldDefinition
from formgen.campaign.kinds import KINDS, Fault, Setting
from formgen.campaign.kinds import pictures as limits
from formgen.campaign.kinds.base import FieldLike
from formgen.campaign.kinds.files import inside
from formgen.campaign.kinds.formats import format_of
from formgen.campaign.kinds.pictures import open_picture
from formgen.campaign.values import Attachment, Picture


def drawn(path: Path, size: tuple[int, int] = (40, 30), **keys: object) -> Path:
    Image.new("RGB", size, "red").save(path, **keys)  # type: ignore[arg-type]
    return path


def fault_of(path: Path) -> Fault:
    with pytest.raises(Fault) as caught:
        open_picture(path, "", path.name)
    return caught.value


@pytest.mark.parametrize(
    ("head", "described"),
    [
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPG 图片"),
        (b"\x89PNG\r\n\x1a\n", "PNG 图片"),
        (b"GIF89a", "GIF 图片"),
        (b"BM\x36\0\0\0\0\0\0\0", "BMP 图片"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "WEBP 图片"),
        (b"II*\0\x08\0\0\0", "TIFF 图片"),
        (b"MM\0*\0\0\0\x08", "TIFF 图片"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC 图片"),
        (b"\0\0\0\x18ftypisom\0\0\0\0", "MP4 视频"),
        (b"\0\0\0\x14ftypqt  \0\0\0\0", "MOV 视频"),
        (b"\0\0\x10\0moov\0\0\0\x6cmvhd", "MOV 视频"),
        (b"RIFF\0\0\0\0AVI LIST", "AVI 视频"),
        (b"\x1aE\xdf\xa3\x9fB\x86\x81", "MKV 视频"),
        (b"0&\xb2u\x8ef\xcf\x11\xa6\xd9", "WMV 视频"),
        (b"FLV\x01\x05", "FLV 视频"),
        (b"\0\0\x01\xba", "MPG 视频"),
        (b"%PDF-1.7\n", "PDF 文件"),
        (b"\xef\xbb\xbf\n%PDF-1.4", "PDF 文件"),
        (b"PK\x03\x04", "Word、Excel 或压缩文件"),
        (b"Rar!\x1a\x07\x00", "RAR 压缩文件"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Office 文件"),
        ("先进事迹".encode("gb18030"), "文本文件"),
        (b"<html>", "文本文件"),
        (b"BM is no picture", "文本文件"),
        (b"\0\x01\x02\x03", "无法识别的文件"),
        (b"", "空文件"),
    ],
)
def test_a_file_is_known_by_how_it_begins(head: bytes, described: str) -> None:
    assert format_of(head).described == described


@pytest.mark.parametrize(
    ("name", "found"), [("a.bmp", "BMP 图片"), ("a.gif", "GIF 图片"), ("a.tiff", "TIFF 图片")]
)
def test_a_picture_of_another_format_is_named(tmp_path: Path, name: str, found: str) -> None:
    drawn(tmp_path / name).rename(tmp_path / "a.jpg")
    fault = fault_of(tmp_path / "a.jpg")
    assert (fault.code, fault.details["found"]) == ("M03", found)


@pytest.mark.parametrize(("kind", "found"), [("JPEG", "JPG 图片"), ("PNG", "PNG 图片")])
def test_a_cut_off_picture_is_called_broken(tmp_path: Path, kind: str, found: str) -> None:
    whole = drawn(tmp_path / "a", (300, 300), format=kind).read_bytes()
    (tmp_path / "a").write_bytes(whole[: len(whole) // 2])
    fault = fault_of(tmp_path / "a")
    assert (fault.code, fault.details["found"]) == ("M03", f"损坏或没有传完的 {found}")


def test_a_picture_may_have_as_many_pixels_as_the_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_PIXELS", 1200)
    assert open_picture(drawn(tmp_path / "a.png"), "", "a.png").width == 40
    for name in ("b.png", "b.jpg"):
        fault = fault_of(drawn(tmp_path / name, (40, 31)))
        assert (fault.code, fault.details["size"]) == ("M04", "40×31 像素")


def test_a_picture_may_have_as_many_bytes_as_the_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = drawn(tmp_path / "a.png")
    monkeypatch.setattr(limits, "MAX_FILE_BYTES", path.stat().st_size)
    assert open_picture(path, "", "a.png").width == 40
    monkeypatch.setattr(limits, "MAX_FILE_BYTES", path.stat().st_size - 1)
    assert fault_of(path).code == "M04"


@pytest.mark.parametrize(
    ("stated", "dpi"), [((300, 300), 300.0), ((10, 10), 10.0), ((1, 1), None), (None, None)]
)
def test_a_resolution_nobody_meant_is_none(
    tmp_path: Path, stated: tuple[int, int] | None, dpi: float | None
) -> None:
    keys = {"dpi": stated} if stated else {}
    assert open_picture(drawn(tmp_path / "a.jpg", **keys), "", "a.jpg").dpi == dpi


def test_files_keep_the_name_their_unit_wrote(tmp_path: Path) -> None:
    (tmp_path / "子").mkdir()
    drawn(tmp_path / "子" / "a.jpg")
    for kind, expected in (("图片", Picture), ("附件", Attachment)):
        field: FieldLike = FieldDefinition.model_validate({"名称": "材料", "类型": kind})
        value = KINDS[kind].parse("子\\a.jpg|说明", Setting(field, tmp_path, KINDS))
        assert isinstance(value, tuple)
        file = value[0]
        assert isinstance(file, expected)
        assert (file.shown, file.caption) == ("子/a.jpg", "说明")


@pytest.mark.parametrize("name", ["photos/02.JPG", "photos\\02.jpeg", "photos/02"])
def test_a_file_of_another_ending_is_asked_about(tmp_path: Path, name: str) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "02.jpg").touch()
    with pytest.raises(Fault) as raised:
        inside(tmp_path, name)
    assert (raised.value.code, raised.value.details["advice"]) == ("M01", "是不是“photos/02.jpg”？")


@pytest.mark.parametrize("name", ["photos/03.jpg", "PHOTOS/02.jpg", "02.jpg", "photos"])
def test_of_nothing_like_it_nothing_is_asked(tmp_path: Path, name: str) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "02.jpg").touch()
    with pytest.raises(Fault) as raised:
        inside(tmp_path, name)
    assert (raised.value.code, raised.value.details["advice"]) == ("M01", "")
