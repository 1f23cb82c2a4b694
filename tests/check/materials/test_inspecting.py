from __future__ import annotations

import contextlib
import io
import os
import socket
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from formgen.campaign.kinds.formats import PDF
from formgen.campaign.kinds.pictures import MAX_FILE_BYTES
from formgen.check.materials import inspecting, media_process
from formgen.check.materials.inspecting import FileFacts, inspect
from formgen.check.materials.media_process import BoundedReader
from formgen.check.materials.video import read_video
from formgen.problems import EnvironmentLackError
from tests.check.materials.making import mp4, pdf, picture


def trouble(path: Path) -> tuple[str, object]:
    """Code and reason, or size, of what is wrong with a file."""
    found = inspect(path).trouble
    assert found is not None
    return found.code, found.details.get("reason") or found.details["size"]


def cut(path: Path, keep: float) -> Path:
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * keep)])
    return path


def test_a_video_tells_its_size_and_length(tmp_path: Path) -> None:
    video = inspect(mp4(tmp_path / "a.mp4", 1280, 720, 65_432)).video
    assert video is not None
    assert (video.width, video.height, video.seconds) == (1280, 720, 65.432)
    unknown = inspect(mp4(tmp_path / "b.mp4", milliseconds=0)).video
    assert unknown is not None
    assert unknown.seconds is None


def test_a_video_cut_off_or_without_pictures_does_not_open(tmp_path: Path) -> None:
    assert trouble(cut(mp4(tmp_path / "a.mp4"), 0.97)) == ("M15", "文件没有传完")
    assert trouble(cut(mp4(tmp_path / "c.mp4"), 0.3)) == ("M15", "文件没有传完")
    assert trouble(mp4(tmp_path / "b.mp4", tracks=0)) == ("M15", "读不到里面的画面")


def test_a_video_that_would_fill_the_memory_does_not_open(tmp_path: Path) -> None:
    """MediaInfo makes room for every edit that a list of one claims."""
    path = mp4(tmp_path / "a.mp4", edits=0xD7000001)
    assert trouble(path)[0] == "M15"


def test_a_video_makes_nobody_fetch_anything(tmp_path: Path) -> None:
    calls: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(20)

        def answer() -> None:
            with contextlib.suppress(OSError):
                calls.append(server.accept())

        listener = threading.Thread(target=answer)
        listener.start()
        port = server.getsockname()[1]
        for source in (f"http://127.0.0.1:{port}/a.mp4", f"rtmp://127.0.0.1:{port}/a"):
            assert inspect(mp4(tmp_path / "a.mp4", source=source)).trouble is None
        assert calls == []
        socket.create_connection(("127.0.0.1", port)).close()  # the server does hear
        listener.join()
    assert len(calls) == 1


def test_a_library_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentLackError) as caught:
        read_video(mp4(tmp_path / "a.mp4"), str(tmp_path / "没有.so"))
    assert caught.value.exit_code == 7
    assert "重新安装" in caught.value.hint


def test_no_more_of_a_video_is_read_than_the_bound() -> None:
    reader = BoundedReader(io.BytesIO(b"x" * 100), most=30)
    assert [len(reader.read(20)) for _ in range(3)] == [20, 10, 0]
    assert media_process.MAX_READ_BYTES < inspecting.MAX_VIDEO_BYTES


def test_a_pdf_opens_with_pages_and_without_password(tmp_path: Path) -> None:
    assert inspect(pdf(tmp_path / "a.pdf")) == FileFacts(PDF)
    assert trouble(pdf(tmp_path / "b.pdf", pages=0)) == ("M15", "里面一页也没有")
    assert trouble(pdf(tmp_path / "c.pdf", password="1")) == ("M15", "设了打开密码，请去掉密码")
    only_owner = pdf(tmp_path / "d.pdf", password="", owner_password="1")
    assert inspect(only_owner).trouble is None


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.95])
def test_a_pdf_cut_off_does_not_open(tmp_path: Path, keep: float) -> None:
    assert trouble(cut(pdf(tmp_path / "a.pdf"), keep)) == ("M15", "文件已损坏，或没有传完")


def test_the_end_of_a_pdf_is_looked_for_near_its_end_only(tmp_path: Path) -> None:
    """In search of it pypdf takes minutes over a large file without."""
    path = pdf(tmp_path / "a.pdf")
    whole = path.read_bytes().rstrip()
    path.write_bytes(whole + b"\n" * (2**16 - len(b"%%EOF")))
    assert inspect(path).trouble is None
    path.write_bytes(whole + b"\n" * (2**16 - len(b"%%EOF") + 1))
    assert trouble(path) == ("M15", "文件已损坏，或没有传完")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "BMP", "WEBP", "TIFF"])
def test_a_scan_opens_or_is_broken(tmp_path: Path, kind: str) -> None:
    path = picture(tmp_path / "a", (300, 300), format=kind)
    assert inspect(path).trouble is None
    cut(path, 0.6)
    assert trouble(path) == ("M15", "图片已损坏，或没有传完")


def test_office_files_are_told_from_archives(tmp_path: Path) -> None:
    names = {"word/document.xml": "Word 文件", "xl/workbook.xml": "Excel 文件", "a.txt": None}
    for number, (name, described) in enumerate(names.items()):
        with zipfile.ZipFile(tmp_path / str(number), "w") as archive:
            archive.writestr(name, "x")
        facts = inspect(tmp_path / str(number))
        assert facts.format.described == (described or "Word、Excel 或压缩文件")
        assert facts.trouble is None


def test_an_empty_or_vanished_file_does_not_open(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").touch()
    assert trouble(tmp_path / "a.mp4") == ("M15", "文件是空的")
    assert trouble(tmp_path / "b.mp4") == ("M06", "找不到")


@pytest.mark.parametrize(
    ("start", "limit", "least_refused", "shown"),
    [
        (b"%PDF-1.7\n", "200 MB", inspecting.MAX_PDF_BYTES + 1, "200 MB"),
        (b"\0\0\0\x18ftypisom", "1 GB", inspecting.MAX_VIDEO_BYTES, "1.0 GB"),
        (b"\x89PNG\r\n\x1a\n", "50 MB", MAX_FILE_BYTES + 1, "50 MB"),
    ],
)
def test_a_file_too_large_is_named(
    tmp_path: Path, start: bytes, limit: str, least_refused: int, shown: str
) -> None:
    path = tmp_path / "a"
    path.write_bytes(start)
    os.truncate(path, least_refused)
    found = inspect(path).trouble
    assert found is not None
    assert (found.code, dict(found.details)) == ("M20", {"size": shown, "limit": limit})
    os.truncate(path, least_refused - 1)
    assert trouble(path)[0] == "M15"


def test_a_file_is_opened_once_until_it_changes(tmp_path: Path) -> None:
    path = picture(tmp_path / "a.jpg", (30, 30))
    first = inspect(path)
    assert inspect(path) is first
    cut(path, 0.5)
    assert inspect(path) is not first


_GROWTH = """
import resource, sys
from pathlib import Path
from formgen.campaign.kinds import Fault
from formgen.campaign.kinds.pictures import open_picture
from formgen.check.materials.inspecting import inspect
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
before = peak()
for name in sys.argv[1:]:
    trouble = inspect(Path(name)).trouble
    assert trouble is not None and trouble.code == "M20", name
    if not name.endswith(("mp4", "pdf")):
        try:
            open_picture(Path(name), "", name)
        except Fault as fault:
            assert fault.code == "M04", name
        else:
            raise AssertionError(name)
print(peak() - before)
"""


def test_huge_files_are_never_loaded(tmp_path: Path) -> None:
    """2 GB each, and 400 million pixels: measured as memory of a process of its own."""
    for name, start in (
        ("a.mp4", b"\0\0\0\x18ftypisom"), ("a.pdf", b"%PDF-1.7"), ("a.jpg", b"\xff\xd8\xff"),
    ):  # fmt: skip
        (tmp_path / name).write_bytes(start)
        os.truncate(tmp_path / name, 2 * 2**30)
    header = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (20_000).to_bytes(4) * 2 + b"\x08\x02\0\0\0"
    (tmp_path / "b.png").write_bytes(header)
    Image.new("1", (20_000, 20_000)).save(tmp_path / "c.png")
    names = [str(path) for path in sorted(tmp_path.iterdir())]
    done = subprocess.run(
        [sys.executable, "-c", _GROWTH, *names], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 40  # megabytes
