from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from formgen.run.fingerprint import (
    COMMON_TEMPLATES,
    LIBRARIES,
    build_fingerprint,
    fingerprint,
    program,
)
from formgen.templating import COMMON, TemplateFolders, bundled_templates
from tests.conftest import ROOT

FOR_THE_SCREEN = {"click", "rich"}
FOR_FILES = {"filelock"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A campaign folder with a table, a photo and a template of its own."""
    made = tmp_path / "campaign"
    (made / "photos").mkdir(parents=True)
    (made / "templates").mkdir()
    (made / "campaign.json").write_text('{"编号": "made-up-2025"}')
    (made / "applicants.csv").write_text("姓名\n钱一\n")
    (made / "photos" / "1.jpg").write_bytes(b"one photo")
    (made / "photos" / "2.jpg").write_bytes(b"two photo")
    (made / "templates" / "申报表.docx").write_bytes(b"template")
    return made


def wait_a_tick(path: Path) -> None:
    """Until the file system's clock has gone on since a file was changed."""
    probe = path.parent.parent / "probe"
    before = path.stat().st_ctime_ns
    for _ in range(1000):
        probe.write_bytes(b"")
        if probe.stat().st_ctime_ns > before:
            probe.unlink()
            return
        time.sleep(0.001)
    raise AssertionError("the clock stands still")


def same_size_and_times_set_back(folder: Path) -> None:
    photo = folder / "photos" / "1.jpg"
    was = photo.stat()
    wait_a_tick(photo)
    photo.write_bytes(b"ONE photo")
    os.utime(photo, ns=(was.st_atime_ns, was.st_mtime_ns))
    assert photo.stat().st_size == was.st_size
    assert photo.stat().st_mtime_ns == was.st_mtime_ns


def linked_instead(folder: Path) -> None:
    (folder / "photos" / "1.jpg").unlink()
    (folder / "photos" / "1.jpg").symlink_to("2.jpg")


def swapped(folder: Path) -> None:
    one, two = folder / "photos" / "1.jpg", folder / "photos" / "2.jpg"
    one.rename(folder / "photos" / "3.jpg")
    two.rename(one)
    (folder / "photos" / "3.jpg").rename(two)


CHANGES: dict[str, Callable[[Path], object]] = {
    "more bytes": lambda f: (f / "applicants.csv").write_text("姓名\n钱一\n孙二\n"),
    "a new file": lambda f: (f / "units.csv").write_bytes(b""),
    "a new file deep inside": lambda f: (f / "photos" / "4.jpg").write_bytes(b"4"),
    "a file removed": lambda f: (f / "photos" / "1.jpg").unlink(),
    "a file renamed": lambda f: (f / "photos" / "1.jpg").rename(f / "photos" / "5.jpg"),
    "a file moved": lambda f: (f / "photos" / "1.jpg").rename(f / "1.jpg"),
    "an empty folder": lambda f: (f / "填报表").mkdir(),
    "a template of its own": lambda f: (f / "templates" / "申报表.docx").write_bytes(b"changed!"),
    "a link in place of a file": linked_instead,
    "one byte, size and time set back": same_size_and_times_set_back,
    "two files of one size swapped": swapped,
}


def test_nothing_changed_is_the_same_fingerprint(folder: Path) -> None:
    assert fingerprint(folder, (), "w") == fingerprint(folder, (), "w")
    assert re.fullmatch(r"[0-9a-f]{64}", fingerprint(folder, (), "w"))


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_in_the_folder_is_seen(folder: Path, change: Callable[[Path], object]) -> None:
    for photo in folder.glob("photos/*"):  # of one time of modification, so that it tells nothing
        os.utime(photo, ns=(10**18, 10**18))
    before = fingerprint(folder, (), "w")
    wait_a_tick(folder / "campaign.json")
    change(folder)
    assert fingerprint(folder, (), "w") != before


def test_wishes_count(folder: Path) -> None:
    assert fingerprint(folder, (), "docx") != fingerprint(folder, (), "pdf")


def test_the_output_folder_inside_the_campaign_folder_does_not_count(folder: Path) -> None:
    output = folder / "output" / "made-up-2025"
    output.mkdir(parents=True)
    before = fingerprint(folder, (), "w", output)
    (output / "申报表.docx").write_bytes(b"made")
    assert fingerprint(folder, (), "w", output) == before
    assert fingerprint(folder, (), "w") != before
    (output.parent / "another").mkdir()
    assert fingerprint(folder, (), "w", output) != before


def test_a_font_folder_and_a_chosen_list_count(folder: Path, tmp_path: Path) -> None:
    fonts, chosen = tmp_path / "fonts", tmp_path / "名单.txt"
    seen = [fingerprint(folder, (fonts, chosen), "w")]
    (fonts / "方正").mkdir(parents=True)
    seen.append(fingerprint(folder, (fonts, chosen), "w"))
    (fonts / "方正" / "小标宋.ttf").write_bytes(b"font")
    seen.append(fingerprint(folder, (fonts, chosen), "w"))
    chosen.write_text("钱一\n")
    seen.append(fingerprint(folder, (fonts, chosen), "w"))
    assert len(set(seen)) == len(seen)
    assert fingerprint(folder, (fonts, chosen), "w") == seen[-1]


def test_a_template_that_takes_precedence_counts(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    def mark() -> str:
        return build_fingerprint(folder, "made-up-2025", tmp_path / "output", (), "w")

    seen = [mark()]
    for place in ("templates/made-up-2025", "templates/通用"):
        Path(place).mkdir(parents=True)
        Path(place, "公示.docx").write_bytes(b"before the bundled one")
        seen.append(mark())
    assert len(set(seen)) == len(seen)


def test_every_folder_of_templates_is_looked_at(tmp_path: Path) -> None:
    assert COMMON_TEMPLATES == COMMON
    for place in TemplateFolders.of(tmp_path, "made-up-2025").folders:
        inside = tmp_path in place.parents
        own = place in (Path("templates/made-up-2025"), Path("templates") / COMMON_TEMPLATES)
        assert inside or own or bundled_templates() in place.parents


def test_a_link_to_a_file_counts_by_the_file_it_leads_to(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "photo.jpg"
    (folder / "photos" / "linked.jpg").symlink_to(outside)
    seen = [fingerprint(folder, (), "w")]
    outside.write_bytes(b"1")
    seen.append(fingerprint(folder, (), "w"))
    outside.write_bytes(b"12")
    seen.append(fingerprint(folder, (), "w"))
    assert len(set(seen)) == len(seen)
    assert fingerprint(folder, (), "w") == seen[-1]


def test_a_link_to_a_folder_inside_is_no_endless_walk(folder: Path) -> None:
    (folder / "photos" / "up").symlink_to("..", target_is_directory=True)
    before = fingerprint(folder, (), "w")
    assert fingerprint(folder, (), "w") == before
    (folder / "photos" / "2.jpg").write_bytes(b"larger than it was")
    assert fingerprint(folder, (), "w") != before


def test_what_cannot_be_told_is_never_the_same_twice(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "elsewhere"
    outside.mkdir()
    (folder / "photos" / "all").symlink_to(outside, target_is_directory=True)
    assert fingerprint(folder, (), "w") != fingerprint(folder, (), "w")


def test_a_campaign_folder_that_is_a_link_itself(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(folder, target_is_directory=True)
    assert fingerprint(tmp_path / "link", (), "w") == fingerprint(folder, (), "w")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable for this user")
def test_a_folder_that_cannot_be_read_is_never_the_same_twice(folder: Path) -> None:
    (folder / "photos").chmod(0)
    try:
        assert fingerprint(folder, (), "w") != fingerprint(folder, (), "w")
    finally:
        (folder / "photos").chmod(0o700)


def test_names_that_are_no_text_count(folder: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(folder) + b"/\xff.jpg")).touch()
    except OSError:
        pytest.skip("this file system takes text only")
    assert fingerprint(folder, (), "w") == fingerprint(folder, (), "w")


def test_each_of_many_files_counts(folder: Path) -> None:
    for number in range(2000):
        (folder / "photos" / f"{number}-a.jpg").touch()
    before = fingerprint(folder, (), "w")
    assert fingerprint(folder, (), "w") == before
    (folder / "photos" / "1000-a.jpg").write_bytes(b"1")
    assert fingerprint(folder, (), "w") != before


def test_the_program_is_the_same_in_every_process() -> None:
    code = "from formgen.run.fingerprint import program; print(program())"
    told = [
        subprocess.run(
            [sys.executable, *options, "-c", code], capture_output=True, text=True, check=True
        ).stdout.strip()
        for options in ([], ["-B", "-O"])
    ]
    assert told == [program(), program()]


def test_a_changed_module_template_or_library_is_another_program(tmp_path: Path) -> None:
    """A copy of what counts: the package without its typefaces, templates, and one library."""
    package, library = tmp_path / "src" / "formgen", tmp_path / "src" / "lxml-1.0.dist-info"
    (package / "run").mkdir(parents=True)
    for name in ("__init__.py", "run/__init__.py", "run/fingerprint.py"):
        shutil.copy(ROOT / "src" / "formgen" / name, package / name)
    (tmp_path / "templates" / "x").mkdir(parents=True)
    library.mkdir()

    def told() -> str:
        code = (
            f"import sys; sys.path.insert(0, {str(tmp_path / 'src')!r});"
            "from formgen.run.fingerprint import program; print(program())"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
        return done.stdout

    seen = [told()]
    assert told() == seen[0], "a compiled file must not count"
    (package / "run" / "__init__.py").write_text('"""Changed."""\n')
    seen.append(told())
    (tmp_path / "templates" / "x" / "申报表.docx").write_bytes(b"template")
    seen.append(told())
    library.rename(library.with_name("lxml-1.1.dist-info"))
    seen.append(told())
    assert len(set(seen)) == len(seen)
    (tmp_path / "src" / "pytest-9.9.dist-info").mkdir()
    assert told() == seen[-1], "what does not show on paper must not count"


def test_every_library_that_formgen_needs_counts() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {re.split(r"[<>=\[]", one)[0].strip() for one in project["dependencies"]}
    assert needed - FOR_THE_SCREEN - FOR_FILES <= LIBRARIES
