"""What is relied on in WeasyPrint and HarfBuzz: fails clearly when they change."""

from __future__ import annotations

import io
import logging
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.request import Request

import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTCollection, TTFont
from PIL import ImageFile

from formgen.fonts import Face
from formgen.layout.model import Properties
from formgen.layout.painting import engine, harfbuzz, objects
from formgen.layout.painting.sfnt import cids_of, read_program
from formgen.layout.painting.structure import Element
from formgen.problems import EnvironmentLackError
from tests.layout.painting.making import (
    face,
    glyphs,
    ink_box,
    marks_painted,
    picture_of,
    text_of,
)


def test_weasyprint_takes_pages_of_ours_and_leaves_room_for_fonts() -> None:
    seen: list[Any] = []
    holder = Element("Link", 0)
    link = ("external", "https://example.com/", (10.0, 20.0, 30.0, 10.0), holder)
    page = engine.PaintedPage((100, 50), b"1 0 0 rg", [link], [(1, "标题", (0, 5), "open")])

    def finish(pdf: Any) -> None:
        seen.append(pdf)
        resources = objects.resources(pdf)
        assert objects.resolve(pdf, resources["Font"]) == {}
        assert resources["XObject"] == {}
        assert objects.resolve(pdf, pdf.catalog["StructTreeRoot"])["K"]
        document = objects.resolve(pdf, objects.resolve(pdf, pdf.catalog["StructTreeRoot"])["K"][0])
        assert document["K"] == []

    content, said = engine.write([page], Properties(), "pdf/ua-1", finish)
    assert len(seen) == 1
    assert said == ()
    assert b"1 0 0 rg" in content
    assert b"/MediaBox [0 0 100 50]" in content
    assert b"\n1 0 0 -1 0 50 cm\n" in content  # a point is a point, downwards
    assert holder.link_annotation["Rect"] == [10, 30, 30, 40]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/font.otf",
        "https://example.com/",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "data:text/plain,x",
    ],
)
def test_no_url_is_opened(url: str) -> None:
    opened: list[tuple[object, ...]] = []

    def listen(event: str, arguments: tuple[object, ...]) -> None:
        if listening and event in {
            "open",
            "socket.connect",
            "socket.getaddrinfo",
            "urllib.Request",
        }:
            opened.append((event, *arguments))

    fetcher = engine.load().fetcher
    request = Request(url)
    sys.addaudithook(listen)
    listening = True
    for call in (fetcher, fetcher.fetch, fetcher.open, lambda _: fetcher.open(request)):
        with pytest.raises(ValueError, match="no URL is opened"):
            call(url)
    listening = False
    assert opened == []


def test_what_weasyprint_logs_becomes_a_warning(capfd: pytest.CaptureFixture[str]) -> None:
    page = engine.PaintedPage((100, 50), b"", [], [])

    def finish(_: Any) -> None:
        logging.getLogger("weasyprint").warning("odd %s", "thing")
        logging.getLogger("weasyprint.progress").info("Step 7")

    _, said = engine.write([page], Properties(), "", finish)
    assert said == ("PDF 程序库提示：odd thing",)
    assert engine.write([page], Properties(), "", lambda _: None)[1] == ()
    assert capfd.readouterr() == ("", "")


def test_cut_off_photos_stay_errors_after_weasyprint_is_loaded() -> None:
    engine.load()
    assert "weasyprint.images" in sys.modules
    assert not ImageFile.LOAD_TRUNCATED_IMAGES


def test_weasyprint_is_not_loaded_before_it_is_needed() -> None:
    script = "import sys, formgen.layout.painting; sys.exit('weasyprint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


LACK = """
import cffi, sys
from formgen.layout.painting import Painted, paint
from formgen.layout.pages import Page, Pages
from formgen.layout.model import Properties
from formgen.problems import EnvironmentLackError
def missing(self, name, flags=0):
    raise OSError(f"cannot load library {name}")
cffi.FFI.dlopen = missing
try:
    paint(Pages((Page(10, 10, ()),), Properties()))
except EnvironmentLackError as error:
    print(error.message, error.hint, error.exit_code)
"""


def test_a_machine_without_pango_is_told_what_to_install() -> None:
    done = subprocess.run([sys.executable, "-c", LACK], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    (line,) = done.stdout.splitlines()
    assert line.startswith("这台电脑缺少生成 PDF 要用的程序库 Pango ")
    assert "apt-get install libpango-1.0-0 libpangoft2-1.0-0；" in line
    assert line.endswith(" 7")


def test_a_file_that_is_no_font_is_named(tmp_path: Path) -> None:
    path = tmp_path / "坏.otf"
    for content in (b"", b"no font at all"):
        path.write_bytes(content)
        with pytest.raises(EnvironmentLackError, match=r"坏\.otf"):
            harfbuzz.subset(path, 0, [0])


@pytest.mark.parametrize("name", ["仿宋", "楷体", "方正小标宋简体", "宋体", "黑体"])
def test_cids_are_those_fonttools_reads(name: str) -> None:
    font = face(name)
    text = "推荐单位（盖章）2024王小二一二三四五六七八九十"
    wanted = sorted({font.glyphs[ord(character)] for character in text})
    small = harfbuzz.subset(font.path, font.index, wanted)
    program = read_program(small.program)
    assert program.compact
    assert program.cids == charset_of(program.data)
    assert len(program.cids) == len(wanted) + 1
    whole = charset_of(TTFont(font.path).reader["CFF "])
    assert [program.cids[n] for n in small.numbers] == [whole[glyph] for glyph in wanted]


def test_charsets_of_ranges_are_read() -> None:
    # Neighbouring glyphs: HarfBuzz writes the charset as ranges, short and long ones.
    font = face("宋体")
    for wanted in (range(500, 505), range(500, 1200)):
        program = read_program(harfbuzz.subset(font.path, font.index, wanted).program)
        assert program.cids == charset_of(program.data)
        assert program.cids is not None
        assert len(program.cids) > len(wanted)


def charset_of(outlines: bytes) -> tuple[int, ...]:
    """fontTools' reading."""
    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(outlines), None)
    return tuple(0 if n == ".notdef" else int(n.removeprefix("cid")) for n in fonts[0].charset)


def small_font(path: Path) -> Face:
    """A CFF font of named glyphs with a square and a tall bar, 2,000 units to the em."""
    builder = FontBuilder(2000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "bar", "square"])
    builder.setupCharacterMap({ord("一"): "square", ord("二"): "bar"})
    strings = {}
    for glyph, (width, height) in {
        ".notdef": (0, 0),
        "bar": (200, 1600),
        "square": (800, 800),
    }.items():
        pen = T2CharStringPen(2000, None)
        pen.moveTo((0, 0))
        for point in ((width, 0), (width, height), (0, height)):
            pen.lineTo(point)
        pen.closePath()
        strings[glyph] = pen.getCharString()
    builder.setupCFF("Small", {"FontMatrix": [0.0005, 0, 0, 0.0005, 0, 0]}, strings, {})
    builder.setupHorizontalMetrics(dict.fromkeys(strings, (2000, 0)))
    builder.setupHorizontalHeader(ascent=1600, descent=-400)
    builder.setupOS2()
    builder.setupPost()
    builder.save(path)
    advances = {ord("一"): 1.0, ord("二"): 1.0}
    numbers = {ord("一"): 2, ord("二"): 1}
    return Face("Small", path, 0, 0.8, 0.2, 0, 0.1, 0.05, False, False, advances, numbers)


def test_a_font_of_named_glyphs_shows_the_right_ones(tmp_path: Path) -> None:
    font = small_font(tmp_path / "small.otf")
    outlines = TTFont(font.path).reader["CFF "]
    assert cids_of(outlines) is None
    content = marks_painted(glyphs("一", 20, 60, face=font, size=50))
    assert text_of(content, tmp_path) == ["一"]
    assert ink_box(picture_of(content, tmp_path)) == pytest.approx((20, 40, 40, 60), abs=0.26)
    tall = marks_painted(glyphs("二", 20, 60, face=font, size=50))
    assert ink_box(picture_of(tall, tmp_path)) == pytest.approx((20, 20, 25, 60), abs=0.26)


def test_a_face_inside_a_collection_is_the_one_printed(tmp_path: Path) -> None:
    other = face("DejaVu Sans", "☑")
    small = small_font(tmp_path / "small.otf")
    collection = TTCollection()
    collection.fonts = [TTFont(other.path), TTFont(small.path)]
    path = tmp_path / "both.ttc"
    collection.save(path)
    second = Face(
        "Small", path, 1, 0.8, 0.2, 0, 0.1, 0.05, False, False, small.advances, small.glyphs
    )
    image = picture_of(marks_painted(glyphs("一", 20, 60, face=second, size=50)), tmp_path)
    assert ink_box(image) == pytest.approx((20, 40, 40, 60), abs=0.26)


def test_a_font_without_outlines_is_refused() -> None:
    font = TTFont(face("DejaVu Sans", "☑").path)
    for table in ("glyf", "loca"):
        del font[table]
    stream = io.BytesIO()
    font.save(stream)
    with pytest.raises(ValueError, match="without outlines"):
        read_program(stream.getvalue())
